"""The tiers: which libraries a fork server has imported before it forks, and when code needs which of them.

This is the one place that knows scikit-learn and TensorFlow. A further tier is one more `Tier` in `TIERS`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..i18n import translatable
from .compat import set_keras_home, tensorflow_reset

#: What the fork servers of all tiers import, unless configured otherwise. A module that is not installed is skipped.
PRELOAD = (
    "numpy",
    "pandas",
    "scipy.sparse",
    "scipy.stats",
    "sklearn.datasets",
    "sklearn.ensemble",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "matplotlib.pyplot",
)


@dataclass(frozen=True)
class Requirement:
    """A package that a tier needs, for `jupyter homl doctor`.

    Attributes
    ----------
    distribution : str
        Its name on PyPI.
    module : str
        The module that must be importable.
    cure : str
        A template of what to do where it is missing; ``{name}`` and ``{python}`` are filled in.
    """

    distribution: str
    module: str
    cure: str


def _nothing() -> None:
    """The warm-up of a tier that needs none."""


@dataclass(frozen=True)
class Tier:
    """A set of libraries that one fork server has imported.

    Attributes
    ----------
    name : str
        As in REST, events and configuration.
    detects : tuple of str
        The packages whose import in code shows that it needs this tier; none for the tier of all other code.
    preload : tuple of str
        The modules that its fork server imports before `PRELOAD`.
    requirements : tuple of Requirement
        The packages that it needs besides those that this package depends on for everything.
    environment : mapping
        Variables that its libraries read when they are imported.
    warmup : callable
        Called in a spare process, to do ahead what would slow down the first use of its libraries; does nothing where they
        have not been imported, and leaves no trace that an answer could see.
    warmup_cells : tuple of tuple of str
        Cells that do the same in a notebook's kernel, each with the module that must have been imported for it.
    follow_environment : callable
        Called in a forked kernel with the environment of its notebook, for what its libraries read only on import.
    """

    name: str
    detects: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    warmup: Callable[[], None] = _nothing
    warmup_cells: tuple[tuple[str, str], ...] = ()
    follow_environment: Callable[[Mapping[str, str]], None] = lambda environment: None


def _warm_up_keras() -> None:
    """Call a layer once.

    The first layer that is called in a process takes seventy milliseconds more than the second: a context is made, and memory
    that is shared with the fork server becomes the child's own. Keras' session and TensorFlow's context are then dropped, so
    that an answer finds both as in a new process: devices and threads can still be configured, names start from the beginning.
    """
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


def _move_keras_home(environment: Mapping[str, str]) -> None:
    """Have Keras keep downloaded data in the home of this environment; it chose the folder on import, before the fork."""
    set_keras_home(environment.get("KERAS_HOME", str(Path("~/.keras").expanduser())))


LIGHT = Tier(
    "light",
    environment={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    warmup_cells=(
        ("pandas", "import pandas\npandas.DataFrame({'a': [1.0]})"),
        ("matplotlib.pyplot", "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.title('x')"),
        # The first data that is validated makes scikit-learn look through all installed packages.
        (
            "sklearn.preprocessing",
            "import sklearn.preprocessing\nsklearn.preprocessing.StandardScaler().fit_transform([[0.0], [1.0]])",
        ),
    ),
)

TENSORFLOW = Tier(
    "tensorflow",
    detects=("keras", "tensorflow"),
    preload=("tensorflow", "keras"),
    requirements=(
        Requirement(
            "tensorflow",
            "tensorflow",
            translatable(
                "Chapters 10 to 19 need it: pip install tensorflow. If pip finds no version for this machine or for Python "
                "{python}, use Python 3.12 on a 64-bit system. Chapters 1 to 9 work without it."
            ),
        ),
        Requirement(
            "tensorboard",
            "tensorboard",
            translatable("One exercise of chapter 10 reads TensorBoard's logs: pip install tensorboard."),
        ),
    ),
    environment={
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",
        "CUDA_VISIBLE_DEVICES": "-1",
        "KERAS_BACKEND": "tensorflow",
    },
    warmup=_warm_up_keras,
    follow_environment=_move_keras_home,
)

#: All tiers. Code gets the first one that detects it; `LIGHT`, which is for all other code, is the last.
TIERS = (TENSORFLOW, LIGHT)

_DETECTORS = [
    (tier, re.compile(rf"^[ \t]*+(?:import|from)[ \t]++(?:{'|'.join(tier.detects)})\b", re.MULTILINE))
    for tier in TIERS
    if tier.detects
]


def tier_of_code(source: str) -> str:
    """The name of the tier whose libraries some code imports."""
    return next((tier.name for tier, detector in _DETECTORS if detector.search(source)), LIGHT.name)
