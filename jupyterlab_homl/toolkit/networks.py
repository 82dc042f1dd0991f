"""Networks compared with a reference: random weights that the test knows, and the outputs that go with them.

A property of a network (it bends, it has 423 parameters) has many causes; its function has one. The helper code of a tests
cell gives every weight a random value in the learner's process, and the test computes with NumPy what should come out::

    answer.define("from jupyterlab_homl.toolkit.networks import outputs, randomize")

    weights = answer.randomize(model, 3)
    (W1, b1), (W2, b2) = networks.dense(weights, [(4, 7), (7, 1)], says="The layers are {got}, expected {want}.")
    want = np.maximum(X @ W1 + b1, 0) @ W2 + b2
    expect.close(answer.outputs(model, X), want, rtol=1e-4, mistakes=[…])

Each wrong wiring is one more array, computed from the same weights, among the ``mistakes`` of `expect.close`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from . import expect

if TYPE_CHECKING:
    import numpy as np

__all__ = ["dense", "outputs", "randomize"]


def randomize(model: Any, seed: int, scale: float = 0.7) -> list[Any]:
    """Give every trainable weight of a Keras model, biases too, a random value; runs in the learner's process.

    Parameters
    ----------
    model : keras.Model
        A model that has its weights already: call it on a batch first.
    seed : int
        The same seed gives the same values.
    scale : float
        Their standard deviation.

    Returns
    -------
    list of ndarray
        The new values, in the order of ``model.trainable_variables``.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    for variable in model.trainable_variables:
        variable.assign(rng.normal(0.0, scale, tuple(variable.shape)).astype("float32"))
    return [np.array(variable) for variable in model.trainable_variables]


def outputs(model: Any, inputs: Any) -> Any:
    """What a Keras model puts out, as arrays; runs in the learner's process.

    Parameters
    ----------
    model : keras.Model
        The model.
    inputs : array-like or dict of str to array-like
        One batch; for a model with several inputs by their names.

    Returns
    -------
    ndarray or dict of str to ndarray
        By the outputs' names where there are several, or where the model returns a dict.
    """
    import numpy as np

    if isinstance(inputs, dict):
        struct = getattr(model, "input", None)
        names = list(struct) if isinstance(struct, dict) else [tensor.name for tensor in model.inputs]
        given: Any = {name: np.asarray(inputs[name], "float32") for name in names}
    else:
        given = np.asarray(inputs, "float32")
    found = model(given, training=False)
    if isinstance(found, dict):
        return {name: np.asarray(value) for name, value in found.items()}
    if isinstance(found, list | tuple):
        return {name: np.asarray(value) for name, value in zip(model.output_names, found, strict=True)}
    if isinstance(inputs, dict):
        return {model.output_names[0]: np.asarray(found)}
    return np.asarray(found)


def dense(
    weights: Sequence[Any],
    shapes: Sequence[tuple[int, int]],
    says: str = "The layers have weights of the shapes {got}, expected {want}.",
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Weights and biases of the dense layers, found by the shapes of their weights.

    Parameters
    ----------
    weights : sequence of ndarray
        What `randomize` returned.
    shapes : sequence of (int, int)
        The shapes that are expected, each once; their order in the model does not matter.
    says : str
        The message where the model has other layers: ``{got}`` and ``{want}`` are lists of shapes.

    Returns
    -------
    list of (ndarray, ndarray)
        A pair for each of `shapes`, in their order; a layer without biases has zeros.
    """
    import numpy as np

    layers: list[list[Any]] = []
    for array in weights:
        array = np.asarray(array, dtype=float)
        if array.ndim == 2:
            layers.append([array, None])
        elif array.ndim == 1:
            # Keras lists a layer's biases after its weights; a class may list all weights first.
            fits = [layer for layer in layers if layer[1] is None and layer[0].shape[1] == array.size]
            if fits:
                fits[-1][1] = array
    got = [layer[0].shape for layer in layers]
    if sorted(got) != sorted(map(tuple, shapes)):
        expect.fail(says, got=got, want=list(shapes))
    pairs = []
    for shape in shapes:
        place = next(place for place, layer in enumerate(layers) if layer[0].shape == tuple(shape))
        kernel, bias = layers.pop(place)
        pairs.append((kernel, np.zeros(kernel.shape[1]) if bias is None else bias))
    return pairs
