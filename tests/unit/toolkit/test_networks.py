"""Networks with random weights, compared with a reference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from jupyterlab_homl.toolkit import expect, networks


class Variable:
    """What the helpers need of a Keras variable."""

    def __init__(self, *shape: int) -> None:
        self.shape, self.value = shape, np.zeros(shape, "float32")

    def assign(self, value: Any) -> None:
        self.value = value

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        return np.array(self.value, *args, **kwargs)


class Model:
    """Two dense layers; `listed` is the order in which it names its weights."""

    output_names = ("main",)

    def __init__(self, listed: Sequence[str] = ("W1", "b1", "W2", "b2")) -> None:
        self.named = {"W1": Variable(4, 3), "b1": Variable(3), "W2": Variable(3, 1), "b2": Variable(1)}
        self.trainable_variables = [self.named[name] for name in listed]
        self.inputs: list[Any] = []

    def __call__(self, X: Any, training: bool) -> Any:
        W1, b1, W2, b2 = (np.asarray(self.named[name]) for name in ("W1", "b1", "W2", "b2"))
        return np.maximum(X @ W1 + b1, 0) @ W2 + b2


X = np.random.default_rng(1).normal(size=(5, 4))


@pytest.mark.parametrize("listed", [("W1", "b1", "W2", "b2"), ("W1", "W2", "b1", "b2"), ("W2", "b2", "W1", "b1")])
def test_a_network_agrees_with_numpy_on_the_weights_that_it_was_given(listed: Sequence[str]) -> None:
    model = Model(listed)
    (W1, b1), (W2, b2) = networks.dense(networks.randomize(model, 3), [(4, 3), (3, 1)])
    expect.close(networks.outputs(model, X), np.maximum(X @ W1 + b1, 0) @ W2 + b2, rtol=1e-4, atol=1e-5)
    assert np.all(b1 != 0)
    assert np.all(b2 != 0)


def test_the_same_seed_gives_the_same_weights_and_another_seed_others() -> None:
    first, again, other = (networks.randomize(Model(), seed) for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not any(np.array_equal(a, b) for a, b in zip(first, other, strict=True))


def test_layers_of_equal_shape_come_in_their_order_and_missing_biases_are_zeros() -> None:
    square = [np.full((2, 2), 1.0), np.full(2, 5.0), np.full((2, 2), 2.0)]
    (first, bias), (second, none) = networks.dense(square, [(2, 2), (2, 2)])
    assert (first[0, 0], second[0, 0], bias[0], none.tolist()) == (1.0, 2.0, 5.0, [0.0, 0.0])


def test_other_layers_are_named_by_their_shapes() -> None:
    with pytest.raises(expect.Unmet, match=r"\[\(4, 3\)\], expected \[\(4, 3\), \(3, 1\)\]"):
        networks.dense([np.zeros((4, 3)), np.zeros(3)], [(4, 3), (3, 1)])


def test_outputs_go_by_name_where_inputs_do() -> None:
    class Two(Model):
        def __call__(self, given: Any, training: bool) -> Any:
            (deep,) = given.values()
            main = super().__call__(deep, training)
            return [main, deep] if len(self.output_names) == 2 else main

    model = Two()
    model.input = {"deep": None}  # type: ignore[attr-defined]
    assert list(networks.outputs(model, {"deep": X, "wide": X})) == ["main"]
    model.output_names = ("main", "aux")  # type: ignore[assignment]
    assert networks.outputs(model, {"deep": X, "wide": X})["aux"].dtype == np.float32
