"""What a spare child of the TensorFlow tier does ahead, so that a check does not wait for it.

The first layer that is called in a process takes seventy milliseconds more than the second: a context is made, and memory
that is shared with the fork server becomes the child's own. Keras' session and TensorFlow's context are then let go of, so
that an answer finds both as in a new process: devices and threads can still be configured, names start from the beginning.
"""

from __future__ import annotations

import sys
from typing import Any


def rehearse_keras() -> None:
    """Call a layer once, where Keras and TensorFlow have been imported, and leave no trace of it."""
    keras: Any = sys.modules.get("keras")
    context: Any = sys.modules.get("tensorflow.python.eager.context")
    if keras is None or not hasattr(context, "_reset_context"):
        return
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(3)])
    model.compile("sgd", "mse")
    model(keras.ops.zeros((2, 2)))
    del model
    keras.backend.clear_session()
    context._reset_context()  # noqa: SLF001 - TensorFlow has no other word for it; its own tests use it
