"""What crosses between the two processes, and what does not."""

from __future__ import annotations

import io
import json
import math
import struct
from typing import Any

import numpy as np
import pytest

from jupyterlab_homl.toolkit import wire


def crossed(value: Any) -> Any:
    def keep(item: Any, _reason: str = "", /) -> dict[str, Any]:
        return {"ref": 1, "type": type(item).__name__}

    return wire.decode(json.loads(json.dumps(wire.encode(value, keep))), lambda held: held)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        3,
        2.5,
        1 + 2j,
        "é",
        b"\x00\xff",
        [1, [2.0, "x"]],
        (1, (2,)),
        {1, 2},
        frozenset({3}),
        {"a": [1], (1, 2): None},
    ],
)
def test_plain_data_crosses_by_value(value: Any) -> None:
    got = crossed(value)
    assert got == value
    assert type(got) is type(value)


def test_numbers_that_are_not_finite_cross() -> None:
    assert math.isnan(crossed(math.nan))
    assert crossed(-math.inf) == -math.inf


@pytest.mark.parametrize("dtype", ["float64", "float32", "int8", "bool", "complex128", "<U3", "datetime64[s]"])
def test_arrays_keep_their_type_and_shape(dtype: str) -> None:
    array = np.zeros((2, 3)).astype(dtype)
    got = crossed(array)
    assert got.dtype == array.dtype
    assert np.array_equal(got, array)


def test_scalars_of_numpy_stay_scalars() -> None:
    got = crossed(np.float32(1.5))
    assert isinstance(got, np.float32)
    assert got == 1.5


@pytest.mark.parametrize("value", [object(), len, np.array([object()]), type("List", (list,), {})([1])])
def test_everything_else_stays_behind_a_handle(value: Any) -> None:
    assert "ref" in crossed(value)


def test_a_list_that_contains_itself_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(wire.WireError, match="nested"):
        crossed(endless)


@pytest.mark.parametrize(
    "document",
    [
        None,
        3,
        [],
        {},
        {"x": 1},
        {"nd": "!"},
        {"nd": ""},
        {"dict": [[1]]},
        {"list": 3},
        {"set": [{"list": []}]},
        {"c": ["a", "b"]},
    ],
)
def test_broken_documents_are_refused(document: int | list[Any] | dict[str, Any] | None) -> None:
    with pytest.raises(wire.WireError):
        wire.decode(document, lambda held: held)


def test_a_pickle_inside_an_array_is_not_loaded() -> None:
    buffer = io.BytesIO()
    np.save(buffer, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    import base64

    with pytest.raises(wire.WireError):
        wire.decode({"nd": base64.b64encode(buffer.getvalue()).decode()}, lambda held: held)


def test_frames_end_with_the_stream() -> None:
    buffer = io.BytesIO()
    wire.send(buffer, {"a": [1]})
    buffer.seek(0)
    assert wire.receive(buffer) == {"a": [1]}
    with pytest.raises(EOFError):
        wire.receive(buffer)


@pytest.mark.parametrize("data", [struct.pack("!I", wire.MAX_FRAME + 1), struct.pack("!I", 2) + b"{]"])
def test_frames_that_are_none_are_refused(data: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.receive(io.BytesIO(data))
