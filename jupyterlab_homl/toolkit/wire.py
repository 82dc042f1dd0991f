"""The wire format of requests and replies between the process that runs a learner's code and the one that judges it.

Plain data crosses by value: None, booleans, numbers, strings, bytes, dates and times, lists, tuples, sets, dicts, arrays of
NumPy's, sparse matrices of SciPy's, and what pandas has, missing values included. TensorFlow tensors and Keras variables cross
as arrays. Everything else, and whatever holds something else, stays where it is and is represented by a handle. Nothing is
ever unpickled.

A frame is a four-byte length and a JSON document. Arrays travel inside it as `.npy` bytes, without object dtype.
"""

from __future__ import annotations

import base64
import json
import struct
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol

from .arrays import TOO_LARGE, Stays, WireError, decode_array, encode_array
from .tables import decode_table, encode_table
from .times import decode_time, encode_time

__all__ = ["ByReference", "JsonLines", "Keep", "WireError", "decode", "document_of", "encode", "frame", "receive", "send"]

MAX_FRAME = 64 * 1024 * 1024
MAX_DEPTH = 40
MAX_BITS = 4096
MAX_DIGITS = 100

#: Classes that cross as arrays, by module prefix and name, so that none of these libraries has to be imported here.
_ARRAY_LIKE = {("tensorflow", "EagerTensor"), ("tensorflow", "ResourceVariable"), ("keras", "Variable")}


class ByReference:
    """Base of proxies of the other process's objects: `encode` never looks into them, but refers to the object."""

    __slots__ = ()


class Keep(Protocol):
    """Keeps a value that cannot cross; returns the document of its handle."""

    def __call__(self, value: Any, reason: str = "", /) -> dict[str, object]:
        """Keep a value, for a reason that is known where a part of it cannot cross."""


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
        raise WireError(TOO_LARGE.format(size=len(data) // 2**20))
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


def encode(value: Any, keep: Keep, depth: int = 0, exact: bool = False) -> dict[str, object]:
    """Turn a value into plain JSON.

    Parameters
    ----------
    value : object
        Anything.
    keep : callable
        Called with a value that cannot cross.
    depth : int
        How deep in containers we are.
    exact : bool
        Whether nothing may change its class: then instances of subclasses, and tensors, stay.

    Returns
    -------
    dict
        One key that tells the kind, as `decode` expects it.

    Raises
    ------
    WireError
        If containers are nested deeper than `MAX_DEPTH` (or contain themselves), or it is too large.
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
    if issubclass(kind, ByReference):
        return keep(value)
    try:
        found = _encode_of_library(value, lambda item: encode(item, _stay, depth + 1, exact), exact)
    except Stays as reason:
        return keep(value, str(reason))
    return keep(value) if found is None else found


def _is_plain(value: Any) -> bool:
    """Whether JSON carries a value as it is."""
    kind = type(value)
    return value is None or kind in (bool, str, float) or (kind is int and value.bit_length() <= MAX_BITS)


def _stay(value: Any, reason: str = "", /) -> dict[str, object]:
    """Have the whole stay where it is, since it holds a value that cannot cross."""
    raise Stays(reason or f"it holds a {type(value).__name__}")


def _encode_of_library(value: Any, encode_item: Callable[[Any], dict[str, object]], exact: bool) -> dict[str, object] | None:
    """The document of a value of a library; None where the library is not known here."""
    kinds = type(value).__mro__
    packages = {str(cls.__module__).partition(".")[0] for cls in kinds}
    if "pandas" in packages and "pandas" in sys.modules and (found := encode_table(value, encode_item, exact)):
        return found
    if (packages & {"numpy", "scipy"}) and (found := encode_array(value, encode_item, exact)):
        return found
    if type(value) is Decimal and len(str(value)) <= MAX_DIGITS:
        return {"decimal": str(value)}
    if "datetime" in packages and (found := encode_time(value)):
        return found
    if not exact and any((str(cls.__module__).partition(".")[0], cls.__name__) in _ARRAY_LIKE for cls in kinds):
        import numpy as np

        return encode_array(np.asarray(value), encode_item, exact)
    return None


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
    if kind == "ref":
        return handle(document)
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
            case "decimal":
                return Decimal(body[:MAX_DIGITS])
            case "time":
                return decode_time(body)
            case "nd" | "s" | "objects" | "text" | "masked" | "sparse":
                return decode_array(kind, body, lambda item: decode(item, _no_handle))
            case "frame" | "series" | "index" | "array" | "scalar":
                return decode_table(kind, body, lambda item: decode(item, _no_handle))
    except WireError:
        raise
    except Exception as error:  # of whatever class a library raises for what is none of its values
        raise WireError(f"a broken {kind!r} value") from error
    raise WireError(f"an unknown kind of value: {kind!r}")


def _no_handle(_: dict[str, Any]) -> Any:
    """There are no handles in a library's values."""
    raise WireError("a handle in a value that holds none")
