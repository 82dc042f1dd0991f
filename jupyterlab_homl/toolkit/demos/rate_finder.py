"""The learning-rate finder: one short run with a growing rate, and what its curve says about long ones."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, steps

_LOW, _HIGH, _TRIED = 1e-5, 30.0, 120
_HIDDEN = 40


@cache
def _digits() -> tuple[np.ndarray, np.ndarray]:
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    return X / 16.0 - 0.3, np.eye(10)[y]


class Net:
    """A network with one tanh layer and a softmax, trained on digits; loss and step, nothing more.

    Parameters
    ----------
    optimizer : str
        ``SGD``, ``momentum`` or ``Adam``.
    """

    def __init__(self, optimizer: str) -> None:
        rng = np.random.default_rng(7)
        self._parts = [rng.normal(0, 0.12, (64, _HIDDEN)), np.zeros(_HIDDEN), rng.normal(0, 0.15, (_HIDDEN, 10)), np.zeros(10)]
        self._first = [np.zeros_like(part) for part in self._parts]
        self._second = [np.zeros_like(part) for part in self._parts]
        self._optimizer = optimizer
        self._taken = 0

    def step(self, X: np.ndarray, hot: np.ndarray, rate: float) -> float:
        """Take one step; returns the loss before it."""
        W1, b1, W2, b2 = self._parts
        hidden = np.tanh(X @ W1 + b1)
        sums = hidden @ W2 + b2
        sums = sums - sums.max(axis=1, keepdims=True)
        logs = sums - np.log(np.exp(sums).sum(axis=1, keepdims=True))
        back = (np.exp(logs) - hot) / len(X)
        inner = (back @ W2.T) * (1 - hidden**2)
        self._move([X.T @ inner, inner.sum(axis=0), hidden.T @ back, back.sum(axis=0)], rate)
        return float(-(hot * logs).sum() / len(X))

    def _move(self, gradients: list[np.ndarray], rate: float) -> None:
        self._taken += 1
        for part, slope, first, second in zip(self._parts, gradients, self._first, self._second, strict=True):
            if self._optimizer == "SGD":
                part -= rate * slope
            elif self._optimizer == "momentum":
                first[...] = 0.9 * first + slope
                part -= rate * first
            else:
                first[...] = 0.9 * first + 0.1 * slope
                second[...] = 0.999 * second + 0.001 * slope**2
                mean, square = first / (1 - 0.9**self._taken), second / (1 - 0.999**self._taken)
                part -= rate * mean / (np.sqrt(square) + 1e-7)


def run(optimizer: str, batch: int, rates: np.ndarray) -> np.ndarray:
    """The losses for a sequence of rates, one step each, over the digits in shuffled order."""
    X, hot = _digits()
    order = np.random.default_rng(5).permutation(len(X))
    net = Net(optimizer)
    losses = []
    for number, rate in enumerate(rates):
        rows = order[np.arange(number * batch, (number + 1) * batch) % len(X)]
        losses.append(net.step(X[rows], hot[rows], rate))
    return np.array(losses)


def smooth(losses: np.ndarray, weight: float = 0.85) -> np.ndarray:
    """An exponential moving average with bias correction."""
    total, found = 0.0, []
    for i, loss in enumerate(losses, 1):
        total = weight * total + (1 - weight) * loss
        found.append(total / (1 - weight**i))
    return np.array(found)


def suggestion(rates: np.ndarray, smoothed: np.ndarray) -> float:
    """A tenth of the rate at which the smoothed loss is lowest: the loss still falls there, well before it explodes."""
    return float(rates[int(np.argmin(smoothed))]) / 10


def draw(optimizer: str, batch: int, rate: float) -> tuple[Any, str, str]:
    """On the left the search, on the right a training run at the chosen rate."""
    rates = np.geomspace(_LOW, _HIGH, _TRIED)
    losses = run(optimizer, batch, rates)
    smoothed = smooth(losses)
    best, lowest = suggestion(rates, smoothed), int(np.argmin(smoothed))
    trained = run(optimizer, batch, np.full(150, rate))
    figure, (search, training) = axes(2, height=3.4)
    top = 2.0 * losses[0]
    search.semilogx(rates, losses.clip(max=2 * top), ".", color="0.7", markersize=3, label="each step")
    search.semilogx(rates, smoothed.clip(max=2 * top), color="C0", label="smoothed")
    search.axvline(best, color="C2", linestyle="--", label=f"a tenth of the turn: {best:.2g}")
    search.axvline(rate, color="C3", linestyle=":", label=f"yours: {rate:g}")
    search.set(ylim=(0, top), xlabel="learning rate", ylabel="loss", title="The search, one step a rate")
    search.legend(fontsize=7)
    training.plot(trained.clip(max=2 * top), color="C3", linewidth=1)
    training.set(ylim=(0, top), xlabel="step", ylabel="loss", title=f"150 steps at {rate:g}")
    end, start = float(np.mean(trained[-15:])), float(losses[0])
    alt = (
        f"Left: loss against learning rate from {_LOW:g} to {_HIGH:g} with {optimizer}, batches of {batch}: "
        f"{start:.2f} at first, lowest at {rates[lowest]:.2g}, then exploding. "
        f"Right: 150 steps at {rate:g} end at a loss of {end:.2f}."
    )
    words = f"The search turns at {rates[lowest]:.2g}; a tenth of it, {best:.2g}, is a good start. "
    if end > 0.9 * start:
        words += f"At {rate:g} the loss ends at {end:.2f}, no better than the {start:.2f} of the start: "
        words += "far too small a rate." if rate < best else "far too large a rate."
    elif rate < best / 3:
        words += f"At {rate:g} training falls to {end:.2f} in 150 steps; a larger rate would be there sooner."
    elif rate > rates[lowest]:
        words += f"At {rate:g}, beyond the turn, training jumps about and ends at {end:.2f}."
    else:
        words += f"At {rate:g} training reaches {end:.2f} in 150 steps."
    return figure, alt, words


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {
            "optimizer": choice("Optimizer", ["SGD", "momentum", "Adam"]),
            "batch": steps("Batch size", [8, 32, 128], 32),
            "rate": steps("Your rate", [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10], 0.01),
        },
        move="your rate, from small to large; then the optimizer, then the batch size.",
        watch="where your rate lies on the left curve, and how the training on the right ends.",
        predict="Will Adam's curve turn at a larger or at a smaller rate than plain SGD's?",
    )
