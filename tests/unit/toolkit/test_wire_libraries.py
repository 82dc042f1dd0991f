"""Values of NumPy, SciPy and pandas: they cross as equal values of the same type, in both directions, or say why not."""

from __future__ import annotations

import datetime
import decimal
import json
import zoneinfo
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from hypothesis.extra import pandas as hpd
from scipy import sparse

from jupyterlab_homl.toolkit import wire
from jupyterlab_homl.toolkit.desk import Desk
from jupyterlab_homl.toolkit.proxy import Answer

PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)

ECHO = "def echo(value):\n    return value\ndef kind(value):\n    return type(value).__name__"


def crossed(value: Any) -> Any:
    """What a function of the learner's returns that is given this value: it has crossed twice, each time as a document."""
    namespace: dict[str, Any] = {}
    exec(ECHO, namespace)
    desk = Desk(namespace, lambda _: None)

    def transport(request: dict[str, Any]) -> dict[str, Any]:
        reply: dict[str, Any] = json.loads(json.dumps(desk.serve(json.loads(json.dumps(request)))))
        return reply

    answer = Answer()
    answer.bind(transport)
    assert answer.kind(value) == type(value).__name__
    return answer.echo(value)


def assert_equal(got: Any, want: Any) -> None:
    assert type(got) is type(want)
    if isinstance(want, pd.DataFrame):
        pd.testing.assert_frame_equal(got, want, check_flags=False, check_exact=True)
        assert got.attrs == want.attrs
    elif isinstance(want, pd.Series):
        pd.testing.assert_series_equal(got, want, check_exact=True)
    elif isinstance(want, pd.Index):
        pd.testing.assert_index_equal(got, want, exact=True, check_exact=True)
        assert getattr(got, "freq", None) == getattr(want, "freq", None)
    elif isinstance(want, pd.api.extensions.ExtensionArray):
        pd.testing.assert_extension_array_equal(got, want, check_exact=True)
    elif isinstance(want, np.ma.MaskedArray):
        assert got.dtype == want.dtype
        np.testing.assert_array_equal(np.ma.getmaskarray(got), np.ma.getmaskarray(want))
        np.testing.assert_array_equal(np.ma.getdata(got), np.ma.getdata(want))
    elif sparse.issparse(want):
        assert got.dtype == want.dtype
        np.testing.assert_array_equal(got.toarray(), want.toarray())
    elif isinstance(want, np.ndarray):
        assert got.dtype == want.dtype
        assert got.shape == want.shape
        if want.dtype.names:
            assert got.tobytes() == want.tobytes()  # times that are missing differ from each other
        else:
            np.testing.assert_array_equal(got, want)
    else:
        assert pd.isna(got) if pd.isna(want) else got == want


TEXT: Any = st.text(alphabet=st.characters(codec="utf-8"), max_size=4)
ZONES = st.sampled_from(["UTC", "Europe/Paris", "Asia/Shanghai", datetime.timezone(datetime.timedelta(hours=5, minutes=30))])
UNITS = st.sampled_from(["s", "ms", "us", "ns"])
NUMBER_TYPES = st.one_of(
    hnp.integer_dtypes(), hnp.floating_dtypes(sizes=(32, 64)), hnp.boolean_dtypes(), hnp.complex_number_dtypes()
)
DAYS = st.lists(st.one_of(st.none(), st.integers(0, 20_000)), max_size=6)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False),
    TEXT,
    st.just(pd.NA),
    st.just(pd.NaT),
    st.integers(0, 10**9).map(lambda n: pd.Timestamp(n, unit="s", tz="Asia/Tokyo")),
    st.integers(0, 10**9).map(lambda n: pd.Timedelta(n, unit="ms")),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.just(pd.Period("2026-03", freq="M")),
    st.just(pd.Interval(0.5, 2.0, closed="both")),
)


@st.composite
def days(draw: Any) -> Any:
    """An index of days, in some unit and perhaps a time zone."""
    found = pd.DatetimeIndex(pd.to_datetime(pd.array(draw(DAYS), dtype="Int64"), unit="D")).as_unit(draw(UNITS))
    zone = draw(st.one_of(st.none(), ZONES))
    return found if zone is None else found.tz_localize("UTC").tz_convert(zone)


@st.composite
def extension_arrays(draw: Any) -> Any:
    """An array of a type of pandas' own."""
    whole = st.lists(st.one_of(st.none(), st.integers(0, 100)), max_size=6)
    words = st.lists(st.one_of(st.none(), TEXT), max_size=6)
    match draw(st.integers(0, 11)):
        case 0:
            return pd.array(
                draw(whole), dtype=draw(st.sampled_from(["Int8", "UInt16", "Int32", "Int64", "Float32", "Float64"]))
            )
        case 1:
            return pd.array(draw(st.lists(st.one_of(st.none(), st.booleans()), max_size=6)), dtype="boolean")
        case 2:
            missing = draw(st.sampled_from([pd.NA, np.nan]))
            return pd.array(draw(words), dtype=pd.StringDtype("python", na_value=missing))
        case 3:
            return pd.Categorical(draw(words), ordered=draw(st.booleans()))
        case 4:
            return pd.Categorical(draw(whole), categories=draw(st.permutations(range(101))))
        case 5:
            return draw(days()).array
        case 6:
            return pd.to_timedelta(pd.array(draw(whole), dtype="Int64"), unit="h").as_unit(draw(UNITS)).array
        case 7:
            return (
                draw(days()).tz_localize(None).to_period(draw(st.sampled_from(["D", "M", "Q-FEB", "W-TUE", "2h", "Y"]))).array
            )
        case 8:
            lefts = draw(st.lists(st.one_of(st.none(), st.integers(-5, 5).map(float)), max_size=6))
            ends = [None if left is None else left + 1.5 for left in lefts]
            closed = draw(st.sampled_from(["left", "right", "both", "neither"]))
            return pd.arrays.IntervalArray.from_arrays(pd.array(lefts, float), pd.array(ends, float), closed)
        case 9:
            return pd.arrays.SparseArray(draw(st.lists(st.sampled_from([0, 0, 0, 7]), max_size=6)), fill_value=0)
        case 10:
            return pd.arrays.SparseArray([0.0, np.nan, 2.5])
        case _:
            return pd.arrays.NumpyExtensionArray(np.array(draw(st.lists(st.integers(0, 9), max_size=6)), "int32"))


@st.composite
def indexes(draw: Any, size: int) -> Any:
    """An index of some kind, with or without a name."""
    name = draw(st.one_of(st.none(), TEXT, st.integers(0, 3), st.just((1, "a"))))
    match draw(st.integers(0, 6)):
        case 0:
            return pd.RangeIndex(3, 3 + 2 * size, 2, name=name)
        case 1:
            return pd.Index(draw(st.lists(TEXT, min_size=size, max_size=size)), name=name)
        case 2:
            return pd.date_range(
                "2026-01-01", periods=size, freq=draw(st.sampled_from(["D", "ME", "2h"])), tz=draw(ZONES), name=name
            )
        case 3:
            pairs = draw(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 3)), min_size=size, max_size=size))
            return pd.MultiIndex.from_arrays([[a for a, _ in pairs], [b for _, b in pairs]], names=[name, None])
        case 4:
            return pd.CategoricalIndex(
                draw(st.lists(st.sampled_from("xyz"), min_size=size, max_size=size)), list("zyx"), name=name
            )
        case 5:
            return pd.interval_range(0, periods=size, name=name)
        case _:
            return pd.Index(draw(st.lists(SCALARS, min_size=size, max_size=size)), dtype=object, name=name)


@st.composite
def frames(draw: Any) -> Any:
    """A frame of columns of all kinds, some of the same name."""
    arrays = draw(st.lists(extension_arrays(), max_size=4))
    size = min(map(len, arrays), default=3)
    columns = {number: pd.Series(array[:size]) for number, array in enumerate(arrays)}
    columns[-1] = pd.Series(draw(hnp.arrays(draw(NUMBER_TYPES), size)))
    columns[-2] = pd.Series(draw(st.lists(SCALARS, min_size=size, max_size=size)), dtype=object)
    frame = pd.DataFrame(columns)
    frame.index = draw(indexes(size))
    frame.columns = pd.Index(
        draw(st.lists(st.sampled_from(["a", "b", "", "é"]), min_size=len(columns), max_size=len(columns)))
    )
    frame.attrs = draw(st.dictionaries(TEXT, st.integers(0, 3), max_size=2))
    return frame


@PROPERTY
@given(extension_arrays())
def test_arrays_of_pandas_types(array: Any) -> None:
    assert_equal(crossed(array), array)
    assert_equal(crossed(pd.Series(array, name="a")), pd.Series(array, name="a"))


@PROPERTY
@given(st.integers(0, 5).flatmap(indexes))
def test_indexes(index: pd.Index) -> None:
    assert_equal(crossed(index), index)


@PROPERTY
@given(frames())
def test_frames(frame: pd.DataFrame) -> None:
    assert_equal(crossed(frame), frame)


@PROPERTY
@given(hpd.data_frames(index=hpd.range_indexes(max_size=4), columns=hpd.columns(3, dtype=float)))
def test_frames_of_numbers(frame: pd.DataFrame) -> None:
    assert_equal(crossed(frame), frame)


@PROPERTY
@given(SCALARS)
def test_single_values(value: Any) -> None:
    assert_equal(crossed(value), value)
    if not pd.isna(value):
        assert crossed({"a": [value]}) == {"a": [value]}


@PROPERTY
@given(hnp.arrays(hnp.scalar_dtypes() | hnp.array_dtypes(), hnp.array_shapes(min_side=0, max_side=3)))
def test_arrays_of_any_type_structured_ones_too(array: Any) -> None:
    assert_equal(crossed(array), array)
    if array.size:
        assert crossed(array.flat[0]).dtype == array.flat[0].dtype


@PROPERTY
@given(hnp.arrays(st.sampled_from(["f8", "i4", "M8[us]", "?"]), 4), hnp.arrays(bool, 4))
def test_masked_arrays(data: Any, mask: Any) -> None:
    assert_equal(crossed(np.ma.MaskedArray(data, mask)), np.ma.MaskedArray(data, mask))


@PROPERTY
@given(
    hnp.arrays(st.sampled_from(["f8", "i4", "c16", "?"]), (3, 4), elements=st.integers(0, 1)),
    st.sampled_from(["bsr", "coo", "csc", "csr", "dia", "dok", "lil"]),
    st.booleans(),
)
def test_sparse_matrices(dense: Any, layout: str, is_matrix: bool) -> None:
    value = (sparse.coo_matrix(dense) if is_matrix else sparse.coo_array(dense)).asformat(layout)
    assert_equal(crossed(value), value)
    assert crossed(value).format == layout


@pytest.mark.parametrize(
    "value",
    [
        np.array(["a", "bé", ""], dtype=np.dtypes.StringDType()),
        np.array([["a"], [None]], dtype=object),
        np.array(["a", 1, 2.5, None], dtype=object),
        np.array(["NaT", "2026-01-01"], "M8[D]"),
        np.ma.masked,
        sparse.coo_array(([1.5], ([2],)), shape=(4,)),
        datetime.datetime(2026, 1, 2, 3, 4, tzinfo=zoneinfo.ZoneInfo("Europe/Paris"), fold=1),
        datetime.time(3, 4),
        datetime.timedelta(days=-1, microseconds=3),
        decimal.Decimal("1.10"),
    ],
)
def test_neighbours(value: Any) -> None:
    got = crossed(value)
    assert type(got) is type(value)
    if isinstance(value, np.ndarray) and value is not np.ma.masked:
        assert_equal(got, value)
    elif sparse.issparse(value):
        assert got.toarray().tolist() == value.toarray().tolist()
    elif value is not np.ma.masked:
        assert got == value


@pytest.mark.parametrize("dtype", ["int64", "string", "bool", "double", "timestamp[us]", "date32[day]"])
def test_arrays_of_arrow(dtype: str) -> None:
    pytest.importorskip("pyarrow")
    values: dict[str, list[Any]] = {"string": ["a", None], "bool": [True, None], "timestamp[us]": [pd.Timestamp(1), None]}
    values["date32[day]"] = [datetime.date(2026, 1, 1), None]
    series = pd.Series(values.get(dtype, [1, None]), dtype=f"{dtype}[pyarrow]")
    assert_equal(crossed(series), series)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (pd.DataFrame({"n": [1, 2], "f": [len, print]}), "since its column 'f' cannot: it holds a builtin_function_or_method"),
        (pd.Series([object()]), "since it holds a object"),
        (np.array([{1, len}], dtype=object), "since it holds a builtin"),
        (pd.date_range("2026-01-01", periods=3, freq=pd.offsets.CustomBusinessDay(holidays=["2026-01-02"])), "frequency"),
        (pd.RangeIndex(10**9), "more than"),
    ],
)
def test_what_cannot_cross_says_why(value: Any, reason: str) -> None:
    with pytest.raises(TypeError, match=reason):
        crossed(value)


def test_what_cannot_cross_stays_where_it_is() -> None:
    namespace = {"pd": pd, "frame": pd.DataFrame({"f": [len, print]})}
    answer = Answer()
    answer.bind(Desk(namespace, lambda _: None).serve)
    assert repr(answer.frame) == "DataFrame(…)"
    assert answer.frame.shape == (2, 1)


def npy(header: str, data: bytes = b"") -> str:
    import base64

    text = header.encode().ljust(118) + b"\n"
    return base64.b64encode(b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + data).decode()


NOTHING: dict[str, Any] = {"v": []}
RANGE = {"index": {"range": [0, 2, 1], "name": {"v": None}}}
NUMBERS = wire.encode(np.array([0, 1]), lambda value, reason="", /: {})


@pytest.mark.parametrize(
    "document",
    [
        {"nd": npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,)}")},
        {"nd": npy("{'descr': '|V0', 'fortran_order': False, 'shape': (1000000000000,)}")},
        {"nd": npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", b"cos\nsystem\n.")},
        {"index": {"range": [0, 10**15, 1], "name": {"v": None}}},
        {"index": {"levels": [RANGE], "codes": [wire.encode(np.array([5, -7]), lambda *_: {})], "names": [{"v": None}]}},
        {"array": {"kind": "category", "codes": {"v": [5]}, "categories": RANGE, "ordered": {"v": False}}},
        {"array": {"kind": "period", "ordinals": NUMBERS, "freq": {"v": "9" * 10**6}}},
        {"array": {"kind": "interval", "left": {"v": [2]}, "right": {"v": [1]}, "closed": {"v": "left"}}},
        {"array": {"kind": "arrow", "items": NOTHING, "dtype": {"v": "category"}}},
        {"array": {"kind": "datetime", "data": NUMBERS, "zone": {"v": "../../../etc/passwd"}}},
        {"array": {"kind": "nonsense"}},
        {"array": 3},
        {"frame": {}},
        {"frame": {"index": RANGE, "columns": RANGE, "attrs": {"dict": []}, "data": [{"ref": 1}, {"ref": 2}]}},
        {"series": {"data": {"v": 1}, "index": RANGE, "name": {"v": None}, "attrs": {"dict": []}}},
        {"scalar": ["missing", "None"]},
        {"scalar": []},
        {"sparse": {"format": "csr_array", "shape": [2, 2], "places": [], "data": npy("{}")}},
        {"sparse": {"format": "os_array", "shape": [2, 2], "places": [], "data": NUMBERS["nd"]}},
        {"sparse": {"format": "csr_array", "shape": [10**12, 2], "places": [NUMBERS["nd"]] * 2, "data": NUMBERS["nd"]}},
        {"sparse": {"format": "csr_array", "shape": [1, 1], "places": [NUMBERS["nd"]] * 2, "data": NUMBERS["nd"]}},
        {"objects": {"shape": [7], "items": {"v": [1]}}},
        {"time": ["datetime", "now", None, 0]},
        {"decimal": "1e"},
    ],
)
def test_hostile_documents_are_refused(document: dict[str, Any]) -> None:
    with pytest.raises(wire.WireError):
        wire.decode(document, lambda held: held)


def test_a_matrix_of_few_numbers_and_many_diagonals_is_refused() -> None:
    size = 10**5
    far = sparse.coo_array((np.ones(size), (np.arange(size), np.arange(size)[::-1])), shape=(size, size))
    document: Any = wire.encode(far, lambda *_: {})
    document["sparse"]["format"] = "dia_array"
    with pytest.raises(wire.WireError):
        wire.decode(document, lambda held: held)
