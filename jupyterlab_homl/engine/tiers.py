"""The tiers: which libraries a fork server has imported before it forks, and when code needs which of them.

This is the one place that knows scikit-learn and TensorFlow. A further tier is one more `Tier` in `TIERS`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..i18n import translatable
from .compat import forget_keras, set_keras_home, tensorflow_reset

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


@dataclass(frozen=True)
class FixedSetting:
    """An environment variable that counts only where it is set before a library is imported for the first time.

    Attributes
    ----------
    variable : str
        Its name.
    module : str
        The package that reads it.
    library : str
        Its name, as people write it.
    in_force : tuple of str
        The values that are as good as what the fork server's libraries were imported with; empty stands for none.
    """

    variable: str
    module: str
    library: str
    in_force: tuple[str, ...]

    def counts(self, environment: Mapping[str, str]) -> bool:
        """Whether the library is, after a fork, as it would be had it been imported in this environment."""
        return environment.get(self.variable, self.in_force[0]) in self.in_force


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
    settings : mapping
        The variables that it follows, each with the package that reads it: it counts until the learner has imported that.
    fixed_settings : tuple of FixedSetting
        The variables that nobody can follow after the fork.
    """

    name: str
    detects: tuple[str, ...] = ()
    preload: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    warmup: Callable[[], None] = _nothing
    warmup_cells: tuple[tuple[str, str], ...] = ()
    follow_environment: Callable[[Mapping[str, str]], None] = lambda environment: None
    settings: Mapping[str, str] = field(default_factory=dict)
    fixed_settings: tuple[FixedSetting, ...] = ()


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


def _follow_keras_settings(environment: Mapping[str, str]) -> None:
    """Have Keras use the folder, the configuration file and the backend of this environment, which it reads on import.

    It keeps downloaded data in that folder. Where it is configured otherwise than before the fork, it is imported anew when it
    is needed.
    """
    keras: Any = sys.modules.get("keras")
    if keras is None:
        return
    folder = environment.get("KERAS_HOME", str(Path("~/.keras").expanduser()))
    wanted = _keras_configuration(Path(folder).expanduser())
    wanted["backend"] = environment.get("KERAS_BACKEND") or wanted.get("backend")
    config = keras.config
    if any(value is not None and value != getattr(config, name)() for name, value in wanted.items()):
        forget_keras()
    else:
        set_keras_home(folder)


def _keras_configuration(folder: Path) -> dict[str, Any]:
    """What a configuration file of Keras sets; nothing where there is none that can be read."""
    try:
        found = json.loads((folder / "keras.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    names = ("backend", "epsilon", "floatx", "image_data_format")
    return {name: found.get(name) for name in names} if isinstance(found, dict) else {}


LIGHT = Tier(
    "light",
    fixed_settings=(FixedSetting("SCIPY_ARRAY_API", "scipy", "SciPy", ("", "False")),),
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
    follow_environment=_follow_keras_settings,
    settings={"KERAS_BACKEND": "keras", "KERAS_HOME": "keras"},
    # switched off by `environment`, as it does not repay checks; a kernel goes on with that unless the learner wants it
    fixed_settings=(FixedSetting("TF_ENABLE_ONEDNN_OPTS", "tensorflow", "TensorFlow", ("0", "")),),
)

#: All tiers. Code gets the first one that detects it; `LIGHT`, which is for all other code, is the last.
TIERS = (TENSORFLOW, LIGHT)


def unfollowed(tier: str, environment: Mapping[str, str]) -> FixedSetting | None:
    """A setting of an environment that the libraries of a tier do not follow after a fork, if there is one."""
    settings = [setting for found in TIERS if found.name == tier or found is LIGHT for setting in found.fixed_settings]
    return next((setting for setting in settings if not setting.counts(environment)), None)


_DETECTORS = [
    (tier, re.compile(rf"^[ \t]*+(?:import|from)[ \t]++(?:{'|'.join(tier.detects)})\b", re.MULTILINE))
    for tier in TIERS
    if tier.detects
]


def tier_of_code(source: str) -> str:
    """The name of the tier whose libraries some code imports."""
    return next((tier.name for tier, detector in _DETECTORS if detector.search(source)), LIGHT.name)
