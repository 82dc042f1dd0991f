"""Backpropagation by numbers: a 2-2-1 network, one row, forwards and back one step at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider, steps

_STEPS = (
    "1 · inputs",
    "2 · hidden sums",
    "3 · hidden outputs",
    "4 · output and loss",
    "5 · back: loss by output",
    "6 · back: output's weights",
    "7 · back: hidden outputs",
    "8 · back: through tanh",
    "9 · back: first weights",
    "10 · one step downhill",
)
_W1 = np.array([[0.5, -0.3], [0.8, 0.4]])  # from input i (row) to unit j (column)
_B1 = np.array([0.1, -0.2])
_W2 = np.array([0.7, -0.6])
_B2 = 0.2
_INPUTS, _HIDDEN, _OUT = [(0, 1.6), (0, 0.4)], [(1, 1.6), (1, 0.4)], (2, 1.0)


@dataclass(frozen=True)
class Passes:
    """Every number of the forward and the backward pass, and of the forward pass after one step.

    Attributes
    ----------
    z, h : array of shape (2,)
        The sums of the hidden units, and their outputs.
    out, loss : float
        The output, and its squared error.
    d_out, d_W2, d_h, d_z, d_W1 : float and arrays
        The slopes of the loss.
    after, loss_after : float
        Output and loss with the new weights.
    """

    z: np.ndarray
    h: np.ndarray
    out: float
    loss: float
    d_out: float
    d_W2: np.ndarray  # noqa: N815 - as in the formulas
    d_h: np.ndarray
    d_z: np.ndarray
    d_W1: np.ndarray  # noqa: N815
    after: float
    loss_after: float


def passes(x: np.ndarray, target: float, rate: float) -> Passes:
    """The two passes for one row."""
    z = x @ _W1 + _B1
    h = np.tanh(z)
    out = float(h @ _W2 + _B2)
    d_out = 2 * (out - target)
    d_h = d_out * _W2
    d_z = d_h * (1 - h**2)
    d_last, d_first = d_out * h, np.outer(x, d_z)
    hidden = np.tanh(x @ (_W1 - rate * d_first) + _B1 - rate * d_z)
    after = float(hidden @ (_W2 - rate * d_last) + _B2 - rate * d_out)
    return Passes(z, h, out, (out - target) ** 2, d_out, d_last, d_h, d_z, d_first, after, (after - target) ** 2)


def _say(step: int, n: Passes, x: np.ndarray, target: float, rate: float) -> str:
    z, h, d_z, slope, out, error = n.z, n.h, n.d_z, 1 - n.h**2, n.out, n.d_out
    return (
        f"The row is ({x[0]:.2f}, {x[1]:.2f}), and {target:.2f} should come out.",
        f"Sum of the first unit: {x[0]:.2f}·{_W1[0, 0]} + {x[1]:.2f}·{_W1[1, 0]} + {_B1[0]} = {z[0]:.3f}; "
        f"of the second: {z[1]:.3f}.",
        f"tanh bends the sums: {z[0]:.3f} becomes {h[0]:.3f}, and {z[1]:.3f} becomes {h[1]:.3f}.",
        f"Output: {h[0]:.3f}·{_W2[0]} + {h[1]:.3f}·({_W2[1]}) + {_B2} = {out:.3f}. "
        f"Loss: ({out:.3f} − {target:.2f})² = {n.loss:.3f}.",
        f"If the output grew a little, the loss would change {error:.3f} times as much: 2·({out:.3f} − {target:.2f}).",
        f"An output weight multiplies a hidden output, so its slope is that times {error:.3f}: "
        f"{n.d_W2[0]:.3f} and {n.d_W2[1]:.3f}.",
        f"The same error goes back along the arrows: {error:.3f}·{_W2[0]} = {n.d_h[0]:.3f} and "
        f"{error:.3f}·({_W2[1]}) = {n.d_h[1]:.3f}.",
        f"tanh has slope 1 − tanh² there, {slope[0]:.3f} and {slope[1]:.3f}; "
        f"what is left of the error is {d_z[0]:.3f} and {d_z[1]:.3f}.",
        f"A first weight multiplies an input: {x[0]:.2f}·({d_z[0]:.3f}) = {n.d_W1[0, 0]:.3f} for the topmost arrow, "
        "and so on for all four.",
        f"Every weight moves by −{rate:g} times its slope. The output goes from {out:.3f} to {n.after:.3f}, the loss "
        f"from {n.loss:.3f} to {n.loss_after:.3f}{': the step was too long' if n.loss_after > n.loss else ''}.",
    )[step - 1]


def draw(stage: str, x1: float, target: float, rate: float) -> tuple[Any, str, str]:
    """The network, with the numbers that the steps so far have computed."""
    step = _STEPS.index(stage) + 1
    x = np.array([x1, 1.0])
    n = passes(x, target, rate)
    figure, axis = axes(width=8.2, height=3.8)
    axis.set(xlim=(-0.45, 2.75), ylim=(-0.1, 2.15), title=stage)
    axis.axis("off")
    weight = _W1 - rate * n.d_W1 if step == 10 else _W1
    last = _W2 - rate * n.d_W2 if step == 10 else _W2
    for i, start in enumerate(_INPUTS):
        for j, end in enumerate(_HIDDEN):
            slope = f"\nslope {n.d_W1[i, j]:.3f}" if step == 9 else ""
            _arrow(axis, start, end, f"{weight[i, j]:.3g}{slope}", step in (2, 9, 10), 0.28 if i == j else 0.22)
    for j, start in enumerate(_HIDDEN):
        slope = f"\nslope {n.d_W2[j]:.3f}" if step == 6 else ""
        _arrow(axis, start, _OUT, f"{last[j]:.3g}{slope}", step in (4, 6, 7, 10), 0.5)
    for i, place in enumerate(_INPUTS):
        _circle(axis, place, f"$x_{i + 1}$\n{x[i]:.2f}", step == 1)
    for j, place in enumerate(_HIDDEN):
        lines = [f"unit {j + 1}"]
        lines += [f"sum {n.z[j]:.3f}"] if step >= 2 else []
        lines += [f"tanh {n.h[j]:.3f}"] if step >= 3 else []
        back = f"error {n.d_h[j]:.3f}" if step == 7 else f"error {n.d_z[j]:.3f}" if step in (8, 9) else ""
        _circle(axis, place, "\n".join(lines), step in (2, 3, 7, 8), back)
    shown = f"out\n{n.after:.3f}" if step == 10 else f"out\n{n.out:.3f}" if step >= 4 else "out"
    _circle(axis, _OUT, shown, step in (4, 5, 10), f"error {n.d_out:.3f}" if 5 <= step <= 9 else "")
    if step >= 4:
        axis.text(
            2.7,
            1.0,
            f"target {target:.2f}\nloss {n.loss_after if step == 10 else n.loss:.3f}",
            ha="right",
            va="center",
            fontsize=10,
        )
    words = _say(step, n, x, target, rate).replace("-", "−")
    alt = f"A network with inputs {x[0]:.2f} and {x[1]:.2f}, two tanh units and one output, at {stage}. {words}"
    return figure, alt, words


def _circle(axis: Any, place: tuple[float, float], text: str, lit: bool, back: str = "") -> None:
    axis.text(
        *place,
        text,
        ha="center",
        va="center",
        fontsize=9,
        bbox={"boxstyle": "circle,pad=0.45", "facecolor": "#fff3c4" if lit else "#f4f4f4", "edgecolor": "0.35"},
        zorder=3,
    )
    if back:
        axis.text(place[0], place[1] - 0.42, f"← {back}", ha="center", va="center", fontsize=9, color="C3", zorder=4)


def _arrow(axis: Any, start: tuple[float, float], end: tuple[float, float], text: str, lit: bool, where: float) -> None:
    axis.annotate(
        "",
        end,
        start,
        arrowprops={
            "arrowstyle": "-|>",
            "color": "C0" if lit else "0.6",
            "lw": 1.8 if lit else 1,
            "shrinkA": 20,
            "shrinkB": 34,
        },
    )
    place = [a + where * (b - a) for a, b in zip(start, end, strict=True)]
    axis.text(
        *place,
        text,
        ha="center",
        va="center",
        fontsize=8,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
        zorder=5,
    )


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "stage": choice("Step", _STEPS),
            "x1": slider("First input", -3.0, 3.0, 0.5, value=1.0),
            "target": slider("Target", -1.0, 2.0, 0.25, value=1.0),
            "rate": steps("Learning rate", [0.05, 0.1, 0.3, 1.0], 0.1),
        },
        move="the step from 1 to 10, and check each number by hand; then the first input to 3, and step 8 again.",
        watch="which numbers of the forward pass are used again on the way back.",
        predict="Does the error that reaches a hidden unit grow or shrink when its input gets very large?",
    )
