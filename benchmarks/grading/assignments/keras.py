"""Three exercises with Keras that train small networks."""

from __future__ import annotations

from . import Assignment, Exercise

_SETUP = """
import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
X = rng.normal(size=(600, 8)).astype("float32")
y = (X[:, :1] * X[:, 1:2] > 0).astype("float32")
""".strip()

_BUILD = Exercise(
    id="build",
    statement="Write `build()`: a `Sequential` network for 8 features, 16 hidden ReLU units and one sigmoid unit.",
    head="def build():",
    solution="""
return keras.Sequential(
    [keras.layers.Input((8,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
""",
    tests="""
network = build()
assert network.count_params() == 8 * 16 + 16 + 16 + 1
predictions = network(X[:100])
assert predictions.shape == (100, 1)
### BEGIN HIDDEN TESTS
assert np.all((predictions > 0) & (predictions < 1)), "a sigmoid is between 0 and 1"
### END HIDDEN TESTS
""",
    right=(
        "def build():\n    network = keras.Sequential([keras.Input(shape=(8,))])\n"
        "    network.add(keras.layers.Dense(16, 'relu'))\n    network.add(keras.layers.Dense(1, 'sigmoid'))\n"
        "    return network",
    ),
    wrong=(
        "def build():\n    return keras.Sequential([keras.Input((8,)), keras.layers.Dense(17)])",
        "def build():\n    layers = [keras.Input((8,)), keras.layers.Dense(16, 'relu'), keras.layers.Dense(1)]\n"
        "    return keras.Sequential(layers)",
    ),
)

_TRAIN = Exercise(
    id="train",
    statement="Write `train(X, y)`: such a network trained for 10 epochs with Adam; returns the history's list of losses.",
    head="def train(X, y):",
    solution="""
keras.utils.set_random_seed(0)
network = keras.Sequential(
    [keras.layers.Input((8,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
network.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
return network.fit(X, y, epochs=10, batch_size=50, verbose=0).history["loss"]
""",
    tests="""
losses = train(X, y)
assert len(losses) == 10
assert losses[-1] < losses[0], "the loss falls while it learns"
""",
    right=(
        "def train(X, y):\n    network = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, 'relu')])\n"
        "    network.add(keras.layers.Dense(1, 'sigmoid'))\n    network.compile('adam', 'binary_crossentropy')\n"
        "    return network.fit(X, y, epochs=10, verbose=0).history['loss']",
    ),
    wrong=(
        "def train(X, y):\n    network = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, 'relu')])\n"
        "    network.add(keras.layers.Dense(1, 'sigmoid'))\n    network.compile('adam', 'binary_crossentropy')\n"
        "    return network.fit(X, y, epochs=5, verbose=0).history['loss']",
    ),
)

_SLOPE = Exercise(
    id="slope",
    statement="Write `descend(x, steps)`: `x` after so many steps of gradient descent on x², rate 0.1, by `tf.GradientTape`.",
    head="def descend(x, steps):",
    solution="""
x = tf.Variable(float(x))
for _ in range(steps):
    with tf.GradientTape() as tape:
        cost = x**2
    x.assign_sub(0.1 * tape.gradient(cost, x))
return float(x)
""",
    tests="""
assert np.isclose(descend(5.0, 1), 4.0)
### BEGIN HIDDEN TESTS
assert np.isclose(descend(5.0, 60), 5.0 * 0.8**60, rtol=1e-3)
### END HIDDEN TESTS
""",
    right=(
        "def descend(x, steps):\n    x = tf.Variable(x, dtype=tf.float32)\n    for step in range(steps):\n"
        "        with tf.GradientTape() as tape:\n            cost = tf.square(x)\n"
        "        x.assign(x - 0.1 * tape.gradient(cost, x))\n    return x.numpy()",
    ),
    wrong=("def descend(x, steps):\n    return x * 0.9**steps",),
)

KERAS = Assignment("networks", "Networks with Keras", _SETUP, (_BUILD, _TRAIN, _SLOPE), ("numpy", "tensorflow", "keras"))
