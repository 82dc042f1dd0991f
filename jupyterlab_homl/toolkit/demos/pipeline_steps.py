"""One district on its way through a preparation: what comes out of each step, and what an unusual row does to it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice

_NUMBERS = ("total_bedrooms", "median_income", "population")
_STEPS = ("1 raw", "2 filled", "3 logarithm", "4 scaled", "5 one-hot, side by side")
_ROWS = ("an ordinary district", "bedrooms missing", "an unknown category", "a population of 400,000")
_FITTED = ("on the training rows", "again on this row")


@cache
def training() -> Any:
    """A table of 1,000 districts."""
    from ..datasets import load

    return load("housing", rows=1000, seed=5)


def row(kind: str) -> Any:
    """A new district, as a table of one row."""
    import pandas as pd

    new = {"total_bedrooms": 640.0, "median_income": 5.2, "population": 1800.0, "ocean_proximity": "NEAR BAY"}
    if kind == "bedrooms missing":
        new["total_bedrooms"] = np.nan
    elif kind == "an unknown category":
        new["ocean_proximity"] = "LAKESIDE"
    elif kind == "a population of 400,000":
        new["population"] = 400_000.0
    return pd.DataFrame([new])


def stages(kind: str, fitted: str) -> list[tuple[list[str], list[Any]]]:
    """For each step, the names of the columns and the values of the row."""
    from sklearn.impute import SimpleImputer
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    new = row(kind)
    known = training() if fitted == _FITTED[0] else new
    names = list(_NUMBERS)
    filler = SimpleImputer(strategy="median", keep_empty_features=True).fit(known[names])
    scaler = StandardScaler().fit(np.log(np.maximum(filler.transform(known[names]), 1.0)))
    encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(known[["ocean_proximity"]])
    filled = filler.transform(new[names])
    logs = np.log(np.maximum(filled, 1.0))
    scaled = scaler.transform(logs)
    word = new["ocean_proximity"].iloc[0]
    hot = encoder.transform(new[["ocean_proximity"]])[0]
    return [
        ([*names, "ocean_proximity"], [*new[names].iloc[0], word]),
        ([*names, "ocean_proximity"], [*filled[0], word]),
        ([*names, "ocean_proximity"], [*logs[0], word]),
        ([*names, "ocean_proximity"], [*scaled[0], word]),
        ([*names, *encoder.categories_[0]], [*scaled[0], *hot]),
    ]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if np.isnan(value):
        return "missing"
    return f"{value:,.0f}" if abs(value) >= 100 or value in (0, 1) else f"{value:.2f}"


def draw(step: str, kind: str, fitted: str) -> tuple[Any, str, str]:
    """All steps as rows of cells, the chosen one marked."""
    found = stages(kind, fitted)
    at = _STEPS.index(step)
    figure, axis = axes(1, height=3.8)
    widest = max(len(names) for names, _ in found)
    for line, (names, values) in enumerate(found):
        for place, (name, value) in enumerate(zip(names, values, strict=True)):
            colour = "#cfe3f5" if line == at else "#f1f1f1"
            odd = not isinstance(value, str) and (np.isnan(value) or (line >= 3 and abs(value) > 4))
            axis.add_patch(
                _cell(place, -line, "#f6c9b5" if odd else colour),
            )
            axis.text(place + 0.47, -line + 0.55, _short(name), ha="center", fontsize=7, color="0.35")
            axis.text(place + 0.47, -line + 0.22, _text(value), ha="center", fontsize=9, color="black")
    axis.set(xlim=(-0.1, widest), ylim=(-len(found) + 0.9, 1.0), xticks=[])
    axis.set(yticks=[0.4 - line for line in range(len(found))], yticklabels=_STEPS)
    axis.grid(False)
    axis.spines[["left", "bottom"]].set_visible(False)
    axis.tick_params(length=0)
    names, values = found[at]
    listed = ", ".join(f"{name} {_text(value)}" for name, value in zip(names, values, strict=True))
    alt = f"Five rows of cells, one a step, for {kind}, with everything fitted {fitted}. Step {step}: {listed}."
    words = f"Step {step}: {listed}. {_verdict(at, kind, fitted)}"
    return figure, alt, words


def _cell(place: float, bottom: float, colour: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((place, bottom), 0.94, 0.82, facecolor=colour, edgecolor="white")


def _short(name: str) -> str:
    return name.replace("total_", "").replace("median_", "").replace("_proximity", "")


def _verdict(at: int, kind: str, fitted: str) -> str:
    if fitted == _FITTED[1]:
        if at >= 3:
            return "Scaled by its own mean every number is 0: fitted again on new rows, a pipeline forgets what it was told."
        if kind == "bedrooms missing" and at >= 1:
            return "One row has no median to fill a gap with, so a zero was put there (its logarithm is taken of 1)."
        return "So far nothing depends on what was learned."
    if kind == "bedrooms missing":
        return "The gap is still there." if at == 0 else "The gap holds the median of the training rows."
    if kind == "an unknown category" and at == 4:
        return "The category was never seen in training: every column of categories is 0, and the model gets what it knows."
    if kind == "a population of 400,000" and at >= 3:
        return "After scaling the value stands far outside of −3 to 3. Nothing stops it: a check at the door must."
    return "Every value is as it should be."


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"step": choice("Look at step", _STEPS), "kind": choice("The row is", _ROWS), "fitted": choice("Fitted", _FITTED)},
        move="the step from 1 to 5; then another kind of row; then fit everything again on this one row.",
        watch="in which step a gap, a word or an enormous number is dealt with, and in which it is not.",
        predict="Fitted again on the one new row: which numbers come out of step 4?",
    )
