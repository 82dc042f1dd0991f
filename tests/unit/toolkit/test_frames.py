"""Frames are compared by value, and what differs is said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from jupyterlab_homl.toolkit import expect


def words(got: Any, want: Any, **options: Any) -> str:
    with pytest.raises(expect.Unmet) as caught:
        expect.frame(got, want, **options)
    return caught.value.message.text


TABLE = pd.DataFrame(
    {"species": ["a", "b", "c"], "mass": [1.0, np.nan, 3.0], "year": [2007, 2008, 2009], "wild": [True, False, True]}
)


@pytest.mark.parametrize(
    "types",
    [
        {"species": "object"},
        {"species": "string"},
        {"species": "category"},
        {"mass": "Float64"},
        {"year": "Int64"},
        {"year": float},
        {"year": "int16"},
        {"wild": "boolean"},
        {"wild": object},
    ],
)
def test_types_do_not_matter_but_values_do(types: dict[str, Any]) -> None:
    expect.frame(TABLE.astype(types), TABLE)
    expect.frame(TABLE, TABLE.astype(types))


def test_gaps_alone_are_of_any_kind() -> None:
    gaps = pd.DataFrame({"species": pd.array([None, None], dtype="str"), "mass": [np.nan, np.nan]})
    expect.frame(gaps.astype(object), gaps)
    assert words(gaps, gaps.assign(species=["a", "b"])) == "Column species reads nan in row 0, expected a."


def test_the_order_of_columns_does_not_matter_and_that_of_rows_may_not() -> None:
    expect.frame(TABLE[["year", "wild", "mass", "species"]], TABLE)
    turned = TABLE.iloc[::-1]
    assert "The index reads 2 in row 0, expected 0." in words(turned, TABLE)
    expect.frame(turned, TABLE, row_order=False)
    expect.frame(turned.reset_index(drop=True), TABLE, row_order=False, index=False)
    assert "Column" in words(turned.assign(year=1), TABLE, row_order=False, index=False)


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (None, "`return` is missing"),
        (3, "Expected a DataFrame, got 3."),
        (TABLE["mass"], "Expected a DataFrame, got Series([1, nan, 3])."),
        (TABLE.drop(columns="mass"), "The column mass is missing. There are: species, year, wild."),
        (TABLE.assign(bin=1), "Nobody asked for the column bin. Is it a helper that was left behind?"),
        (TABLE.head(2), "Expected 3 rows, got 2."),
        (TABLE.set_index("species", drop=False), "The index reads a in row 0, expected 0."),
        (TABLE.assign(mass=[1.0, 2.0, 3.0]), "Column mass reads 2 in row 1, expected nan."),
        (TABLE.assign(mass=[1.0, np.nan, 3.5]), "Column mass reads 3.5 in row 2, expected 3."),
        (TABLE.assign(year=["2007", "2008", "2009"]), "Column year should hold numbers; it holds '2007'."),
        (TABLE.assign(wild=[1, 0, 1]), "Column wild should hold true and false; it holds 1."),
        (TABLE.assign(species=["a", "B", "c"]), "Column species reads B in row 1, expected b."),
        (pd.concat([TABLE, TABLE[["mass"]]], axis=1), "A column stands there twice."),
    ],
)
def test_what_differs_is_said(got: Any, said: str) -> None:
    assert said in words(got, TABLE)


def test_words_of_the_test_come_first_and_mistakes_have_their_own() -> None:
    filled = TABLE.fillna({"mass": 2.0})
    assert words(filled, TABLE, says="Rows without mass stay.") == (
        "Rows without mass stay. Column mass reads 2 in row 1, expected nan."
    )
    assert words(filled, TABLE, mistakes=[(filled, "Filled with the mean: {got}.")]) == (
        "Filled with the mean: DataFrame([['a', 1, 2007, True], ['b', 2, 2008, False], ['c', 3, 2009, True]])."
    )


def test_series_and_their_index() -> None:
    means = TABLE.groupby("species")["mass"].mean()
    expect.frame(means, pd.Series([1.0, np.nan, 3.0], index=["a", "b", "c"]))
    assert words(means.reset_index(), means) == "Expected a Series, got DataFrame([['a', 1], ['b', nan], ['c', 3]])."
    assert words(means.rename({"a": "z"}), means) == "The index reads z in row 0, expected a."
    expect.frame(means.reset_index(drop=True), means, index=False)
    two = pd.Series([1.0, 2.0], index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", None]))
    assert words(two.droplevel(1), two) == "The index has 1 levels, expected 2."
