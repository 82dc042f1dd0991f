"""How two frames or series of pandas differ.

They are compared by value: text is text, whether pandas calls it `str`, `string` or `object`; a whole number is that number
as `int64`, `Int64`, `float64` or an Arrow type; what is missing is missing, whatever stands for it.
"""

from __future__ import annotations

from typing import Any

from .i18n import translatable

#: A template of a message and its values.
Difference = tuple[str, dict[str, Any]]

#: What is said where a column holds something of another kind.
_OTHER_KIND = {
    "number": translatable("Column {column} should hold numbers; it holds {got}."),
    "text": translatable("Column {column} should hold text; it holds {got}."),
    "truth": translatable("Column {column} should hold true and false; it holds {got}."),
    "time": translatable("Column {column} should hold points in time; it holds {got}."),
    "other": translatable("Column {column} should hold other objects; it holds {got}."),
}


def difference(
    got: Any, want: Any, *, rtol: float = 1e-6, atol: float = 1e-9, row_order: bool = True, index: bool = True
) -> Difference | None:
    """How a frame or a series differs from the right one; None if it does not.

    Parameters
    ----------
    got, want : DataFrame or Series
        The learner's and the right one.
    rtol, atol : float
        Tolerances for numbers.
    row_order : bool
        Whether the order of the rows matters.
    index : bool
        Whether the index matters.

    Notes
    -----
    The order of columns, the names of indices and the types of columns do not matter; what they hold does.
    """
    import pandas as pd

    for kind in (pd.DataFrame, pd.Series):
        if isinstance(want, kind) and not isinstance(got, kind):
            return translatable("Expected a {want}, got {got}."), {"want": kind.__name__, "got": got}
    if got.ndim == 1:
        got, want = got.to_frame("values"), want.to_frame("values")
    found = _different_columns(got, want)
    if found is not None:
        return found
    if len(got) != len(want):
        return translatable("Expected {want} rows, got {got}."), {"want": len(want), "got": len(got)}
    got = got[list(want.columns)]
    if not row_order:
        got, want = _sorted(got, index), _sorted(want, index)
    if index:
        for level in range(want.index.nlevels):
            if got.index.nlevels != want.index.nlevels:
                words = translatable("The index has {got} levels, expected {want}.")
                return words, {"got": got.index.nlevels, "want": want.index.nlevels}
            ours, theirs = want.index.get_level_values(level), got.index.get_level_values(level)
            place = _first_difference(pd.Series(theirs), pd.Series(ours), rtol, atol)
            if place is not None:
                words = translatable("The index reads {got} in row {row}, expected {want}.")
                return words, {"row": place, "got": theirs[place], "want": ours[place]}
    for number, column in enumerate(want.columns):
        theirs, ours = got.iloc[:, number], want.iloc[:, number]
        kinds = _kind(theirs), _kind(ours)
        if kinds[0] != kinds[1] and theirs.notna().any() and ours.notna().any():  # of gaps alone no kind can be told
            held = next(iter(theirs.dropna()))
            return _OTHER_KIND[kinds[1]], {"column": str(column), "got": repr(held) if isinstance(held, str) else held}
        place = _first_difference(theirs, ours, rtol, atol)
        if place is not None:
            words = translatable("Column {column} reads {got} in row {row}, expected {want}.")
            return words, {"column": str(column), "row": place, "got": theirs.iloc[place], "want": ours.iloc[place]}
    return None


def _different_columns(got: Any, want: Any) -> Difference | None:
    """A column that is missing, or that nobody asked for."""
    names = ", ".join(map(str, got.columns[:12])) or "–"
    for column in want.columns:
        if column not in got.columns:
            return translatable("The column {column} is missing. There are: {columns}."), {
                "column": str(column),
                "columns": names,
            }
    for column in got.columns:
        if column not in want.columns:
            return translatable("Nobody asked for the column {column}. Is it a helper that was left behind?"), {
                "column": str(column)
            }
    if got.columns.has_duplicates and not want.columns.has_duplicates:
        return translatable("A column stands there twice. There are: {columns}."), {"columns": names}
    return None


def _sorted(frame: Any, index: bool) -> Any:
    """The rows in an order that depends on what they hold only."""
    keys = frame.astype(object).where(frame.notna(), None).map(_key)
    if index:
        keys.insert(0, "", [str(label) for label in frame.index], allow_duplicates=True)
    order = sorted(range(len(frame)), key=lambda row: tuple(keys.iloc[row]))
    return frame.iloc[order]


def _key(item: Any) -> str:
    return f"{float(item):.9g}" if isinstance(item, int | float) else str(item)


def _kind(column: Any) -> str:
    """What a column holds, whatever its type is."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return _kind(pd.Series(column.cat.categories))
    found = pd.api.types.infer_dtype(column, skipna=True)
    if found == "empty":
        return "other"
    for kind, names in {"number": ("integer", "floating", "mixed-integer-float", "decimal"), "text": ("string",)}.items():
        if found in names:
            return kind
    return {"boolean": "truth", "date": "time"}.get(found, "time" if found.startswith(("datetime", "period")) else "other")


def _first_difference(got: Any, want: Any, rtol: float, atol: float) -> int | None:
    """The number of the first row in which two columns differ."""
    import numpy as np
    import pandas as pd

    gone = np.asarray(got.isna()), np.asarray(want.isna())
    if pd.api.types.is_bool_dtype(want.dtype) or _kind(want) != "number" or _kind(got) != "number":
        pairs = zip(got.astype(object), want.astype(object), strict=True)
        differs = np.array([not _equal(one, other) for one, other in pairs], dtype=bool)
    else:
        numbers: list[Any] = [column.to_numpy(dtype=float, na_value=np.nan) for column in (got, want)]
        differs = ~np.isclose(numbers[0], numbers[1], rtol=rtol, atol=atol, equal_nan=True)
    differs = np.where(gone[0] & gone[1], False, differs | (gone[0] != gone[1]))
    return int(np.argmax(differs)) if differs.any() else None


def _equal(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except (TypeError, ValueError):
        return False
