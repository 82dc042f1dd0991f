"""What a process does ahead, so that those who come later, or that are forked from it, need not.

Of a spare child of the TensorFlow tier:

The first layer that is called in a process takes seventy milliseconds more than the second: a context is made, and memory
that is shared with the fork server becomes the child's own. Keras' session and TensorFlow's context are then let go of, so
that an answer finds both as in a new process: devices and threads can still be configured, names start from the beginning.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Collection
from typing import Any

from .compat import forget_display_hook, tensorflow_reset


def rehearse_keras() -> None:
    """Call a layer once, where Keras and TensorFlow have been imported, and leave no trace of it."""
    keras: Any = sys.modules.get("keras")
    reset = tensorflow_reset()
    if keras is None or reset is None:
        return
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(3)])
    model.compile("sgd", "mse")
    model(keras.ops.zeros((2, 2)))
    del model
    keras.backend.clear_session()
    reset()


def rehearse_cells(run: Callable[[str], object], libraries: Collection[str]) -> None:
    """Run cells whose like most notebooks have; what they import and find out then need not be by every process.

    Parameters
    ----------
    run : callable
        Runs a cell, in a kernel that nobody will use.
    libraries : collection of str
        What notebooks are going to use.
    """
    cells = ["[1, 2.5, 'three']", "print('said')", "def f():\n    assert 1 == 2, 'no'\nf()", "1 / 0", "x = ["]
    wanted = {name.partition(".")[0] for name in libraries}.intersection(sys.modules)
    if "pandas" in wanted:
        cells.append("import pandas\npandas.DataFrame({'a': [1.0]})")
    if "matplotlib" in wanted and "matplotlib.pyplot" in sys.modules:
        cells.append("import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('x')")
    if "sklearn" in wanted and "sklearn.preprocessing" in sys.modules:
        # the first data that is validated has all installed packages looked through
        cells.append("import sklearn.preprocessing\nsklearn.preprocessing.StandardScaler().fit_transform([[0.0], [1.0]])")
    for cell in cells:
        run(cell)
    if "matplotlib.pyplot" in sys.modules:
        plots: Any = sys.modules["matplotlib.pyplot"]
        plots.close("all")
        with contextlib.suppress(ValueError):  # another shell, which was there on import, has the hook
            plots.uninstall_repl_displayhook()  # of a shell that nobody will use
        forget_display_hook(plots)
