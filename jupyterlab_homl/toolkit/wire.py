"""The wire format of requests and replies between the process that runs a learner's code and the one that judges it.

Plain data crosses by value: None, booleans, numbers, strings, bytes, lists, tuples, sets, dicts, arrays. pandas and
SciPy-sparse data, TensorFlow tensors and Keras variables cross as arrays. Everything else stays where it is and is
represented by a handle. Nothing is ever unpickled.

A frame is a four-byte length and a JSON document. Arrays travel inside it as `.npy` bytes, without object dtype.
"""

from __future__ import annotations

import base64
import io
import json
import struct
from collections.abc import Callable
from typing import Any, Protocol

MAX_FRAME = 64 * 1024 * 1024
MAX_DEPTH = 40
MAX_BITS = 4096
_TOO_LARGE = "the value is too large to check ({size} MB)"

#: Classes that cross as arrays, by module prefix and name, so that none of these libraries has to be imported here.
_ARRAY_LIKE = {
    ("pandas", "DataFrame"),
    ("pandas", "Series"),
    ("pandas", "Index"),
    ("pandas", "RangeIndex"),
    ("tensorflow", "EagerTensor"),
    ("tensorflow", "ResourceVariable"),
    ("keras", "Variable"),
}


class WireError(Exception):
    """A value that cannot be encoded, or a frame that cannot be read or written."""


class ByReference:
    """Base of proxies of the other process's objects: `encode` never looks into them, but refers to the object."""

    __slots__ = ()


class Readable(Protocol):
    """What `receive` reads from."""

    def read(self, size: int, /) -> bytes | None:
        """Read up to `size` bytes."""


class Writable(Protocol):
    """What `send` writes to."""

    def write(self, data: bytes, /) -> Any:
        """Write all of `data`."""

    def flush(self) -> None:
        """Hand the bytes on."""


def send(stream: Writable, document: Any) -> None:
    """Write one frame.

    Raises
    ------
    WireError
        If the document is larger than `MAX_FRAME`.
    """
    stream.write(frame(document))
    stream.flush()


def frame(document: Any) -> bytes:
    """A document as the bytes of a frame.

    Raises
    ------
    WireError
        If it is larger than `MAX_FRAME`.
    """
    data = json.dumps(document).encode()
    if len(data) > MAX_FRAME:
        raise WireError(_TOO_LARGE.format(size=len(data) // 2**20))
    return struct.pack("!I", len(data)) + data


def receive(stream: Readable) -> Any:
    """Read one frame.

    Raises
    ------
    EOFError
        If the other side has gone.
    WireError
        If what arrives is not a frame.
    """
    (size,) = struct.unpack("!I", _exactly(stream, 4))
    if size > MAX_FRAME:
        raise WireError("a frame that is too large")
    try:
        return json.loads(_exactly(stream, size))
    except ValueError as error:
        raise WireError("a frame that is not JSON") from error


class JsonLines:
    """Cuts a stream of bytes into JSON documents, one a line, as judges send and receive them.

    Attributes
    ----------
    pending : int
        Bytes of the last line, which has not ended yet.
    """

    def __init__(self) -> None:
        self._rest = b""

    @property
    def pending(self) -> int:
        """See the class."""
        return len(self._rest)

    def feed(self, data: bytes) -> list[dict[str, Any]]:
        """The documents of the lines that these bytes complete; an empty one for a line that is no JSON object."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        return list(map(document_of, lines))


def document_of(text: bytes) -> dict[str, Any]:
    """A JSON object from untrusted bytes; an empty one where they are anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _exactly(stream: Readable, size: int) -> bytes:
    parts = []
    while size:
        part = stream.read(size)
        if not part:
            raise EOFError("the other process has ended")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def encode(value: Any, keep: Callable[[Any], dict[str, object]], depth: int = 0, exact: bool = False) -> dict[str, object]:
    """Turn a value into plain JSON.

    Parameters
    ----------
    value : object
        Anything.
    keep : callable
        Called with a value that cannot cross; returns the document of its handle.
    depth : int
        How deep in containers we are.
    exact : bool
        Whether nothing may change its class: then only NumPy's own arrays cross as arrays.

    Returns
    -------
    dict
        One key that tells the kind, as `decode` expects it.

    Raises
    ------
    WireError
        If containers are nested deeper than `MAX_DEPTH` (or contain themselves).
    """
    if depth > MAX_DEPTH:
        raise WireError(f"lists or dicts nested deeper than {MAX_DEPTH} levels cannot be checked")
    kind = type(value)
    if _is_plain(value):
        return {"v": value}
    if kind is int:
        raise WireError("a number of so many digits cannot be checked")
    if kind is list and all(map(_is_plain, value)):
        return {"v": value}
    if kind is complex:
        return {"c": [value.real, value.imag]}
    if kind is bytes:
        return {"b": base64.b64encode(value).decode()}
    if kind in (list, tuple, set, frozenset):
        return {kind.__name__: [encode(item, keep, depth + 1, exact) for item in value]}
    if kind is dict:
        return {"dict": [[encode(k, keep, depth + 1, exact), encode(v, keep, depth + 1, exact)] for k, v in value.items()]}
    array = None if issubclass(kind, ByReference) else _as_array(value, exact)
    if array is not None:
        return array
    return keep(value)


def _is_plain(value: Any) -> bool:
    """Whether JSON carries a value as it is."""
    kind = type(value)
    return value is None or kind in (bool, str, float) or (kind is int and value.bit_length() <= MAX_BITS)


def _as_array(value: Any, exact: bool) -> dict[str, object] | None:
    """The document of an array-like value, or None if it is none (or holds objects)."""
    import numpy as np

    if isinstance(value, np.generic):
        return {"s": _npy(np.asarray(value))} if not value.dtype.hasobject else None
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        return None
    if exact and type(value) is not np.ndarray:
        return None
    if not isinstance(value, np.ndarray):
        for cls in type(value).__mro__:
            if (cls.__module__.partition(".")[0], cls.__name__) in _ARRAY_LIKE:
                value = np.asarray(value)
                break
            if cls.__module__.startswith("scipy.sparse") and hasattr(value, "toarray"):
                value = value.toarray()
                break
        else:
            return None
    array = np.asarray(value)
    if array.dtype.kind == "T" or (array.dtype == object and array.size and all(type(item) is str for item in array.flat)):
        array = array.astype(str)
    elif array.dtype == object and all(isinstance(item, int | float) for item in array.flat):
        array = array.astype(float)
    elif array.dtype.hasobject:
        return None
    return {"nd": _npy(array)}


def _npy(array: Any) -> str:
    import numpy as np

    if array.nbytes > MAX_FRAME // 2:
        raise WireError(_TOO_LARGE.format(size=array.nbytes // 2**20))
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return base64.b64encode(buffer.getvalue()).decode()


def decode(document: Any, handle: Callable[[dict[str, Any]], Any]) -> Any:
    """Turn what `encode` made back into a value.

    Parameters
    ----------
    document : dict
        What arrived.
    handle : callable
        Called with the document of a handle; returns what stands for the object here.

    Raises
    ------
    WireError
        If the document is not one that `encode` makes.
    """
    if not isinstance(document, dict) or not document:
        raise WireError("not an encoded value")
    kind, body = next(iter(document.items()))
    try:
        match kind:
            case "v":
                return body
            case "c":
                return complex(*body)
            case "b":
                return base64.b64decode(body)
            case "list":
                return [decode(item, handle) for item in body]
            case "tuple":
                return tuple(decode(item, handle) for item in body)
            case "set":
                return {decode(item, handle) for item in body}
            case "frozenset":
                return frozenset(decode(item, handle) for item in body)
            case "dict":
                return {decode(key, handle): decode(item, handle) for key, item in body}
            case "nd":
                return _from_npy(body)
            case "s":
                return _from_npy(body)[()]
            case "ref":
                return handle(document)
    except (TypeError, ValueError, EOFError) as error:
        raise WireError(f"a broken {kind!r} value") from error
    raise WireError(f"an unknown kind of value: {kind!r}")


def _from_npy(text: str) -> Any:
    import numpy as np

    return np.lib.format.read_array(io.BytesIO(base64.b64decode(text)), allow_pickle=False)
