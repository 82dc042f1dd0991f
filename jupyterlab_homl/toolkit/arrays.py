"""Arrays of NumPy and sparse matrices of SciPy on the wire: arrays of any type, masked ones, text, and objects that cross."""

from __future__ import annotations

import base64
import io
import math
import sys
from collections.abc import Callable
from typing import Any

#: Bytes of an array.
MAX_BYTES = 32 * 1024 * 1024

#: Rows or columns of what is stored sparsely, and items of an index that is given by its ends.
MAX_LENGTH = 2**23

#: Bits of an integer that a float holds in magnitude.
_FLOAT_BITS = 1024

TOO_LARGE = "the value is too large to check ({size} MB)"

#: Bytes of the description of an array's type.
_MAX_HEADER = 10_000

#: What the description's usual encoding has no sign for.
_LATIN = 0x100

_SPARSE_FORMATS = ("bsr", "coo", "csc", "csr", "dia", "dok", "lil")

Encode = Callable[[Any], dict[str, object]]
Decode = Callable[[Any], Any]


class WireError(Exception):
    """A value that cannot be encoded, or a frame that cannot be read or written."""


class Stays(Exception):
    """Why a value of a library cannot cross, so that it stays where it is."""


def encode_array(value: Any, encode: Encode, exact: bool) -> dict[str, object] | None:
    """The document of an array, a masked array, a scalar of NumPy's or a sparse matrix; None for anything else.

    Parameters
    ----------
    value : object
        Anything.
    encode : callable
        Encodes an item of an array of objects; raises `Stays` where that cannot cross.
    exact : bool
        Whether it must be of the class itself, not of a subclass.

    Raises
    ------
    Stays
        If it holds what cannot cross, or is of a subclass where that matters.
    """
    import numpy as np

    if isinstance(value, np.generic):
        if value.dtype.hasobject:
            raise Stays("it holds objects")
        return {"s": _npy(np.asarray(value))}
    if isinstance(value, np.ma.MaskedArray):
        return _masked(value, encode, exact)
    if isinstance(value, np.ndarray):
        if exact and type(value) is not np.ndarray:
            raise Stays("it is of a subclass")
        return _plain_array(np.asarray(value), encode)
    sparse = sys.modules.get("scipy.sparse")
    if sparse is not None and sparse.issparse(value):
        return _sparse(value, sparse, exact)
    return None


def _plain_array(array: Any, encode: Encode) -> dict[str, object]:
    if array.dtype.kind == "T":
        missing = getattr(array.dtype, "na_object", ...)
        items = [encode(item) for item in array.ravel().tolist()]
        return {"text": {"shape": array.shape, "items": items, "missing": None if missing is ... else encode(missing)}}
    if array.dtype == object:
        return {"objects": {"shape": array.shape, "items": encode(array.ravel().tolist())}}
    if array.dtype.hasobject:
        raise Stays("it holds objects")
    return {"nd": _npy(array)}


def _masked(value: Any, encode: Encode, exact: bool) -> dict[str, object]:
    import numpy as np

    if value is np.ma.masked:
        return {"masked": None}
    if exact and type(value) is not np.ma.MaskedArray:
        raise Stays("it is of a subclass")
    mask, fill = np.ma.getmaskarray(value), np.asarray(value.fill_value, value.dtype)
    parts = {"data": np.asarray(np.ma.getdata(value)), "mask": mask, "fill": fill}
    return {"masked": {name: _plain_array(part, encode) for name, part in parts.items()}}


def _sparse(value: Any, sparse: Any, exact: bool) -> dict[str, object]:
    kind = "array" if isinstance(value, sparse.sparray) else "matrix"
    known = getattr(sparse, f"{value.format}_{kind}", None)
    if known is None or not isinstance(value, known) or (exact and type(value) is not known):
        raise Stays("it is of a subclass")
    if max(value.shape, default=0) > MAX_LENGTH:
        raise WireError(f"a sparse matrix of more than {MAX_LENGTH} rows or columns cannot be checked")
    entries = value.tocoo()
    if entries.dtype.hasobject:
        raise Stays("it holds objects")
    places = [_npy(place) for place in entries.coords]
    return {"sparse": {"format": f"{value.format}_{kind}", "shape": value.shape, "places": places, "data": _npy(entries.data)}}


def _npy(array: Any) -> str:
    import numpy as np

    if array.nbytes > MAX_BYTES:
        raise WireError(TOO_LARGE.format(size=array.nbytes // 2**20))
    buffer = io.BytesIO()
    is_latin = all(ord(sign) < _LATIN for sign in str(array.dtype))
    np.lib.format.write_array(buffer, array, (1, 0) if is_latin else (3, 0), allow_pickle=False)
    if buffer.tell() - array.nbytes > _MAX_HEADER:
        raise Stays("it has too many fields")
    return base64.b64encode(buffer.getvalue()).decode()


def decode_array(kind: str, body: Any, decode: Decode) -> Any:
    """What `encode_array` made a document of.

    Parameters
    ----------
    kind : str
        The document's key.
    body : object
        Its value, which may come from anywhere.
    decode : callable
        Decodes an item.

    Raises
    ------
    Exception
        Of any class, if `encode_array` makes no such document.
    """
    import numpy as np

    match kind:
        case "nd":
            return _from_npy(body)
        case "s":
            return _from_npy(body)[()]
        case "objects":
            items = decode(body["items"])
            array = np.empty(len(items), object)
            array[:] = items
            return array.reshape(body["shape"])
        case "text":
            missing = {} if body["missing"] is None else {"na_object": decode(body["missing"])}
            return np.array(list(map(decode, body["items"])), np.dtypes.StringDType(**missing)).reshape(body["shape"])
        case "masked" if body is None:
            return np.ma.masked
        case "masked":
            data, mask, fill = (decode(body[name]) for name in ("data", "mask", "fill"))
            return np.ma.MaskedArray(data, mask, fill_value=fill[()])
        case "sparse":
            return _from_places(body["format"], body["shape"], [*map(_from_npy, body["places"])], _from_npy(body["data"]))
    raise ValueError(kind)


def _from_npy(text: str) -> Any:
    """The array of some `.npy` bytes, which are as many as they say they are."""
    import numpy as np

    stream = io.BytesIO(base64.b64decode(text))
    version = np.lib.format.read_magic(stream)
    # names of fields in version 3 are in another encoding, which does not matter for the size
    read_header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = read_header(stream)
    if dtype.hasobject or math.prod(shape) * max(dtype.itemsize, 1) > len(text):
        raise ValueError("an array that is not what it says it is")
    stream.seek(0)
    return np.lib.format.read_array(stream, allow_pickle=False)


def _from_places(name: str, shape: Any, places: list[Any], data: Any) -> Any:
    """A sparse matrix of the entries at these places, each of which is looked at."""
    import numpy as np
    from scipy import sparse

    layout, _, kind = name.partition("_")
    if layout not in _SPARSE_FORMATS or kind not in ("array", "matrix") or max(shape, default=0) > MAX_LENGTH:
        raise ValueError("a sparse matrix of an unknown kind")
    made = getattr(sparse, f"coo_{kind}")((data, tuple(places)), shape=tuple(shape))
    if layout == "dia" and len(np.unique(places[1] - places[0])) * shape[1] * data.itemsize > MAX_BYTES:
        raise ValueError("a matrix with too many diagonals")
    return made.asformat(layout)


def to_dense(value: Any) -> Any:
    """A value as a plain array of NumPy's: numbers that are missing or masked are nan, sparse ones are written out.

    Raises
    ------
    ValueError
        If it would be too large.
    """
    import numpy as np

    if callable(getattr(value, "toarray", None)):
        size = math.prod(value.shape) * value.dtype.itemsize
        if size > 8 * MAX_BYTES:
            raise ValueError(TOO_LARGE.format(size=size >> 20))
        value = value.toarray()
    if isinstance(value, np.ma.MaskedArray):
        is_partial = value.dtype.kind in "biuf" and np.ma.is_masked(value)
        data = np.ma.getdata(value)
        return np.where(np.ma.getmaskarray(value), np.nan, data.astype(float)) if is_partial else data
    array = np.asarray(value)
    if array.dtype != object:
        return array
    numbers = [_number(item) for item in array.flat]
    return array if any(number is None for number in numbers) else np.array(numbers, float).reshape(array.shape)


def _number(item: Any) -> float | None:
    """A number in an array of objects; None if it is none."""
    if (
        isinstance(item, float)
        or type(item).__name__ == "Decimal"
        or (isinstance(item, int) and item.bit_length() < _FLOAT_BITS)
    ):
        return float(item)
    return math.nan if type(item).__name__ == "NAType" else None
