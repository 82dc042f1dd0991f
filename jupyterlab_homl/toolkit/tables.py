"""Values of pandas on the wire: frames, series, indexes, arrays of its own types, and missing values."""

from __future__ import annotations

import sys
from typing import Any

from .arrays import MAX_LENGTH, Decode, Encode, Stays
from .times import decode_zone, encode_zone

_MAX_NAME = 64


def encode_table(value: Any, encode: Encode, exact: bool) -> dict[str, object] | None:
    """The document of a value of pandas; None for anything else.

    Parameters
    ----------
    value : object
        Anything.
    encode : callable
        Encodes what it holds; raises `Stays` where that cannot cross.
    exact : bool
        Whether it must be of the class itself, not of a subclass.

    Raises
    ------
    Stays
        If it holds what cannot cross, or is of a subclass where that matters.
    """
    pandas: Any = sys.modules["pandas"]
    for kind in (pandas.DataFrame, pandas.Series):
        if isinstance(value, kind):
            if exact and type(value) is not kind:
                raise Stays("it is of a subclass")
            return _frame(value, encode) if kind is pandas.DataFrame else _series(value, encode)
    if isinstance(value, pandas.Index):
        return _index(value, encode, pandas)
    if isinstance(value, pandas.api.extensions.ExtensionArray):
        return {"array": _array(value, encode, pandas)}
    return _scalar(value, encode, pandas)


def _frame(value: Any, encode: Encode) -> dict[str, object]:
    parts = {"index": encode(value.index), "columns": encode(value.columns), "attrs": encode(dict(value.attrs))}
    kinds = set(value.dtypes)
    if len(kinds) == 1 and next(iter(kinds)).kind in "biufc" and type(next(iter(kinds))).__module__.startswith("numpy"):
        return {"frame": {**parts, "values": encode(value.to_numpy())}}
    columns = []
    for number, name in enumerate(value.columns):
        try:
            columns.append(_values(value.iloc[:, number], encode))
        except Stays as reason:
            raise Stays(f"its column {str(name)[:_MAX_NAME]!r} cannot: {reason}") from None
    return {"frame": {**parts, "data": columns}}


def _series(value: Any, encode: Encode) -> dict[str, object]:
    parts = {"index": value.index, "name": value.name, "attrs": dict(value.attrs)}
    return {"series": {"data": _values(value, encode), **{name: encode(part) for name, part in parts.items()}}}


def _values(column: Any, encode: Encode) -> dict[str, object]:
    """The values of a series or an index, with their type."""
    pandas: Any = sys.modules["pandas"]
    array = column.array
    return encode(array.to_numpy() if type(array) is pandas.arrays.NumpyExtensionArray else array)


def _index(value: Any, encode: Encode, pandas: Any) -> dict[str, object]:
    if isinstance(value, pandas.MultiIndex):
        codes = [encode(pandas.array(code, dtype=code.dtype).to_numpy()) for code in value.codes]
        return {"index": {"levels": [*map(encode, value.levels)], "codes": codes, "names": [*map(encode, value.names)]}}
    if isinstance(value, pandas.RangeIndex):
        if len(value) > MAX_LENGTH:
            raise Stays(f"its index has more than {MAX_LENGTH} items")
        return {"index": {"range": [value.start, value.stop, value.step], "name": encode(value.name)}}
    freq = getattr(value, "freq", None) if not isinstance(value, pandas.PeriodIndex) else None
    if freq is not None and pandas.tseries.frequencies.to_offset(freq.freqstr) != freq:
        raise Stays(f"its frequency is a {type(freq).__name__} of its own")
    document = {"data": _values(value, encode), "name": encode(value.name), "freq": freq and freq.freqstr}
    return {"index": document}


def _array(value: Any, encode: Encode, pandas: Any) -> dict[str, object]:
    """An array of a type of pandas' own."""
    dtype, arrays = value.dtype, pandas.arrays
    if isinstance(value, pandas.Categorical):
        kind, parts = "category", {"codes": value.codes, "categories": value.categories, "ordered": value.ordered}
    elif isinstance(value, arrays.IntegerArray | arrays.FloatingArray | arrays.BooleanArray):
        kind = "masked"
        parts = {"data": value.to_numpy(dtype.numpy_dtype, na_value=0), "mask": value.isna()}
    elif isinstance(dtype, pandas.StringDtype):
        items = [None if missing else item for item, missing in zip(value, value.isna(), strict=True)]
        kind, parts = "string", {"items": items, "storage": dtype.storage, "missing": dtype.na_value}
    elif isinstance(value, arrays.DatetimeArray):
        plain = value if value.tz is None else value.tz_convert(None)
        kind, parts = "datetime", {"data": plain.to_numpy(), "zone": encode_zone(value.tz)}
    elif isinstance(value, arrays.TimedeltaArray):
        kind, parts = "timedelta", {"data": value.to_numpy()}
    elif isinstance(value, arrays.PeriodArray):
        kind, parts = "period", {"ordinals": value.asi8, "freq": _frequency(dtype, pandas)}
    elif isinstance(value, arrays.IntervalArray):
        kind, parts = "interval", {"left": value.left, "right": value.right, "closed": value.closed}
    elif isinstance(value, arrays.SparseArray):
        kind, parts = "sparse", {"data": value.to_dense(), "fill": value.fill_value}
    elif type(value) is arrays.NumpyExtensionArray:
        kind, parts = "numpy", {"data": value.to_numpy()}
    elif isinstance(dtype, pandas.ArrowDtype):
        if pandas.ArrowDtype.construct_from_string(str(dtype)) != dtype:
            raise Stays(f"its type is {dtype}")
        kind, parts = "arrow", {"items": list(value), "dtype": str(dtype)}
    else:
        raise Stays(f"its type is {dtype}")
    return {"kind": kind, **{name: encode(part) for name, part in parts.items()}}


def _frequency(dtype: Any, pandas: Any) -> str:
    """The name of the frequency of periods, from which they can be made again."""
    name = str(dtype).removeprefix("period[").removesuffix("]")
    try:
        if pandas.PeriodDtype(name) == dtype:
            return name
    except ValueError:
        pass
    raise Stays("its frequency has no name")


def _scalar(value: Any, encode: Encode, pandas: Any) -> dict[str, object] | None:
    if value is pandas.NA or value is pandas.NaT:
        return {"scalar": ["missing", "NA" if value is pandas.NA else "NaT"]}
    if type(value) is pandas.Timestamp:
        plain = value if value.tz is None else value.tz_convert(None)
        return {"scalar": ["timestamp", encode(plain.to_numpy()), encode_zone(value.tz)]}
    if type(value) is pandas.Timedelta:
        return {"scalar": ["timedelta", encode(value.to_numpy())]}
    if type(value) is pandas.Period:
        return {"scalar": ["period", value.ordinal, _frequency(pandas.PeriodDtype(value.freq), pandas)]}
    if type(value) is pandas.Interval:
        return {"scalar": ["interval", encode(value.left), encode(value.right), value.closed]}
    return None


def decode_table(kind: str, body: Any, decode: Decode) -> Any:
    """What `encode_table` made a document of.

    Parameters
    ----------
    kind : str
        The document's key.
    body : object
        Its value, which may come from anywhere.
    decode : callable
        Decodes what it holds.

    Raises
    ------
    Exception
        Of any class, if `encode_table` makes no such document.
    """
    import pandas as pd

    match kind:
        case "frame":
            index, columns = decode(body["index"]), decode(body["columns"])
            if "values" in body:
                frame = pd.DataFrame(decode(body["values"]), index, columns)
            else:
                data = [decode(column) for column in body["data"]]
                series = {n: pd.Series(column, index, dtype=column.dtype) for n, column in enumerate(data)}
                frame = pd.DataFrame(series, index)
                frame.columns = columns
            frame.attrs = decode(body["attrs"])
            return frame
        case "series":
            data = decode(body["data"])
            found = pd.Series(data, decode(body["index"]), dtype=data.dtype, name=decode(body["name"]))
            found.attrs = decode(body["attrs"])
            return found
        case "index":
            return _decode_index(body, decode, pd)
        case "array":
            return _decode_array(pd, **{name: part if name == "kind" else decode(part) for name, part in body.items()})
        case "scalar":
            return _decode_scalar(body, decode, pd)
    raise ValueError(kind)


def _decode_index(body: dict[str, Any], decode: Decode, pd: Any) -> Any:
    if "levels" in body:
        levels, codes, names = ([decode(part) for part in body[name]] for name in ("levels", "codes", "names"))
        return pd.MultiIndex(levels, codes, names=names)
    if "range" in body:
        found = range(*map(int, body["range"]))
        if len(found) > MAX_LENGTH:
            raise ValueError("an index that is too long")
        return pd.RangeIndex(found, name=decode(body["name"]))
    data = decode(body["data"])
    index = pd.Index(data, dtype=data.dtype, name=decode(body["name"]))
    if body["freq"] is not None:
        index.freq = str(body["freq"])[:_MAX_NAME]
    return index


def _decode_array(pd: Any, kind: str, **parts: Any) -> Any:
    match kind, parts:
        case "category", {"codes": codes, "categories": categories, "ordered": ordered}:
            return pd.Categorical.from_codes(codes, categories, ordered=ordered)
        case "masked", {"data": data, "mask": mask}:
            masked = {"b": pd.arrays.BooleanArray, "f": pd.arrays.FloatingArray}.get(data.dtype.kind, pd.arrays.IntegerArray)
            return masked(data, mask)
        case "string", {"items": items, "storage": storage, "missing": missing}:
            return pd.array(items, dtype=pd.StringDtype(storage, na_value=missing))
        case "datetime", {"data": data, "zone": zone}:
            plain = pd.DatetimeIndex(data)
            return (plain if zone is None else plain.tz_localize("UTC").tz_convert(decode_zone(zone))).array
        case "timedelta", {"data": data}:
            return pd.TimedeltaIndex(data).array
        case "period", {"ordinals": ordinals, "freq": freq}:
            return pd.PeriodIndex.from_ordinals(ordinals, freq=freq[:_MAX_NAME]).array
        case "interval", {"left": left, "right": right, "closed": closed}:
            return pd.arrays.IntervalArray.from_arrays(left, right, closed)
        case "sparse", {"data": data, "fill": fill}:
            return pd.arrays.SparseArray(data, dtype=pd.SparseDtype(data.dtype, fill))
        case "numpy", {"data": data}:
            return pd.arrays.NumpyExtensionArray(data)
        case "arrow", {"items": items, "dtype": dtype}:
            return pd.array(items, dtype=pd.ArrowDtype.construct_from_string(dtype[:_MAX_NAME]))
    raise ValueError(kind)


def _decode_scalar(body: list[Any], decode: Decode, pd: Any) -> Any:
    kind, first, *more = body
    match kind:
        case "missing":
            return {"NA": pd.NA, "NaT": pd.NaT}[first]
        case "timestamp":
            plain = pd.Timestamp(decode(first))
            return plain if more[0] is None else plain.tz_localize("UTC").tz_convert(decode_zone(more[0]))
        case "timedelta":
            return pd.Timedelta(decode(first))
        case "period":
            return pd.Period(ordinal=first, freq=more[0][:_MAX_NAME])
        case "interval":
            return pd.Interval(decode(first), decode(more[0]), more[1])
    raise ValueError(kind)
