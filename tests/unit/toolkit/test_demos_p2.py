"""What the demos of the tutorial on pandas say is so."""

from __future__ import annotations

import pytest

from jupyterlab_homl.toolkit.demos import join_rows, resample_births


@pytest.mark.parametrize(
    ("how", "keys", "rows", "words"),
    [
        ("inner", "each key once", 3, "1 of 4 orders is lost."),
        ("left", "each key once", 4, "3 pairs of partners, and 1 row with a gap. No order is lost."),
        ("outer", "each key once", 5, "and 2 rows with a gap"),
        ("left", "c1 twice", 6, "2 more than there are orders with a partner"),
        ("right", "no key in common", 3, "4 of 4 orders are lost."),
    ],
)
def test_a_join_has_its_rows(how: join_rows.How, keys: str, rows: int, words: str) -> None:
    assert len(join_rows.joined(how, keys)) == rows
    _, alt, said = join_rows.draw(how, keys)
    assert words in said
    assert f"the {how} join, {rows} rows" in alt


@pytest.mark.parametrize(
    ("rule", "how", "values", "words"),
    [
        ("day", "sum", 366, "366 values."),
        ("week", "sum", 53, "fewer days than a whole week"),
        ("month", "sum", 12, "29 to 31 days"),
        ("month", "mean", 12, "12 values."),
    ],
)
def test_heaps_of_the_last_year(rule: str, how: str, values: int, words: str) -> None:
    series, days = resample_births.heaps(rule, how, 1)
    assert (len(series), days.sum()) == (values, 366)
    assert words in resample_births.draw(rule, how, 1)[2]
