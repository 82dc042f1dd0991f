"""Joining two small tables: which rows find a partner, which are lost, which appear twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..plots import axes
from .stage import Stage, choice

if TYPE_CHECKING:
    import pandas as pd

How = Literal["inner", "left", "right", "outer"]

#: The kinds of joins.
HOWS: tuple[How, ...] = ("inner", "left", "right", "outer")

#: The keys of the right table, by what is said of them.
_RIGHT = {
    "each key once": ["c1", "c2", "c3"],
    "c1 twice": ["c1", "c1", "c2", "c3"],
    "c1 and c2 twice": ["c1", "c1", "c2", "c2", "c3"],
    "no key in common": ["c3", "c4", "c5"],
}

_LEFT = ("c1", "c2", "c1", "c9")


def joined(how: How, keys: str) -> pd.DataFrame:
    """The two tables joined: `key`, `left` and `right` are a row's key and the numbers of its partners."""
    import pandas as pd

    orders = pd.DataFrame({"key": _LEFT, "left": range(len(_LEFT))})
    right = _RIGHT[keys]
    customers = pd.DataFrame({"key": right, "right": range(len(right))})
    return orders.merge(customers, on="key", how=how)


def draw(how: How, keys: str) -> tuple[Any, str, str]:
    """Both tables, with a line between partners, and the rows of the result."""
    result, right = joined(how, keys), _RIGHT[keys]
    pairs = result.dropna()
    kept_left, kept_right = set(result["left"].dropna()), set(result["right"].dropna())
    figure, axis = axes(height=2.8)
    for place, title, labels, kept in ((0, "orders", _LEFT, kept_left), (1, "customers", right, kept_right)):
        axis.text(place, 0.8, title, ha="center", weight="bold")
        for row, label in enumerate(labels):
            stays = row in kept
            frame = {"boxstyle": "round", "facecolor": "#cfe3f5" if stays else "none", "edgecolor": "0.5"}
            axis.text(place, -row, label if stays else f"({label})", ha="center", va="center", bbox=frame)
    for one, other in zip(pairs["left"], pairs["right"], strict=True):
        axis.plot([0.07, 0.93], [-one, -other], color="C0", linewidth=1)
    axis.text(2, 0.8, f"result: {len(result)} rows", ha="center", weight="bold")
    for row, (key, left, partner) in enumerate(zip(result["key"], result["left"], result["right"], strict=True)):
        words = f"{key}: " + ("no order" if left != left else "no customer" if partner != partner else "both")
        axis.text(2, -row * 0.62, words, ha="center", va="center")
    axis.set(xlim=(-0.4, 2.5), ylim=(-4.6, 1.3))
    axis.axis("off")
    lost = len(_LEFT) - len(kept_left)
    alone = len(result) - len(pairs)
    doubled = len(pairs) - len(set(pairs["left"]))
    alt = (
        f"Left the orders {', '.join(_LEFT)}; in the middle the customers {', '.join(right)}; {len(pairs)} lines between "
        f"equal keys. Right the result of the {how} join, {len(result)} rows: "
        f"{', '.join(result['key']) or 'none'}."
    )
    words = (
        f"The {how} join has {len(result)} rows: {len(pairs)} pairs of partners"
        + (f", and {alone} {'row' if alone == 1 else 'rows'} with a gap" if alone else "")
        + "."
        + (f" {lost} of {len(_LEFT)} orders {'is' if lost == 1 else 'are'} lost." if lost else " No order is lost.")
        + (
            f" {doubled} more than there are orders with a partner: a sum over orders would count some of them twice."
            if doubled
            else ""
        )
    )
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"how": choice("how", HOWS, "left"), "keys": choice("Customers", list(_RIGHT))},
        move="first `how`, with each customer once; then let customers stand there twice.",
        watch="the number of lines, and the number of rows on the right.",
        predict="c1 has two orders and stands twice among the customers: how many rows has c1 in the result?",
    )
