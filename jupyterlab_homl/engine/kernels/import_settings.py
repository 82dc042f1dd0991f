"""Settings that libraries read when they are imported, in a kernel whose libraries were imported before it was forked.

A cell that sets an environment variable before it imports the library finds it in force, as in a new kernel: setting it is
noticed, and the library follows. Where it cannot, one line says so and what to do.
"""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ...toolkit.i18n import translatable, translate
from ...toolkit.messages import first_line
from ..compat import forget_matplotlib_folders
from ..tiers import TIERS

_TOO_LATE = translatable(
    "`{name}` has no effect in this kernel, which has loaded {library} already. For one that has not, choose Kernel > Change "
    "Kernel… > Python 3 (ipykernel)."
)
_REFUSED = translatable("`{name}` has no effect: {error}")


@dataclass(frozen=True)
class ImportSetting:
    """A variable that libraries read when they are imported, and that they can follow afterwards.

    Attributes
    ----------
    packages : tuple of str
        The packages that read it. It counts until the learner has imported one of them.
    follow : callable
        Has the libraries of this process be as if they had been imported in the environment of now.
    """

    packages: tuple[str, ...]
    follow: Callable[[], None]


def watch_environment(names: Mapping[str, Any], settings: Mapping[str, ImportSetting]) -> None:
    """Have libraries follow what this process sets in its environment from now on.

    Parameters
    ----------
    names : mapping
        The learner's names, by which it is told what they have imported.
    settings : mapping
        The variables that can be followed.
    """
    fixed = {setting.variable: setting for tier in TIERS for setting in tier.fixed_settings if setting.module in sys.modules}

    def changed(name: str) -> None:
        setting = settings.get(name)
        if setting is not None and not is_imported(names, setting.packages):
            try:
                setting.follow()
            except Exception as error:  # setting a variable never raises
                _say(_REFUSED, name=name, error=first_line(str(error)))
        elif name in fixed and not fixed[name].counts(os.environ):
            _say(_TOO_LATE, name=name, library=fixed[name].library)

    plain: Any = type(os.environ)

    class Environment(plain):  # type: ignore[misc]
        """The environment, which tells of each change."""

        def __setitem__(self, name: str, value: str) -> None:
            super().__setitem__(name, value)
            changed(name)

        def __delitem__(self, name: str) -> None:
            super().__delitem__(name)
            changed(name)

    os.environ.__class__ = Environment


def is_imported(names: Mapping[str, Any], packages: tuple[str, ...]) -> bool:
    """Whether some of these names stand for a package or for something in it."""
    for value in list(names.values()):
        if isinstance(value, types.ModuleType):
            module = value.__name__
        elif isinstance(value, type | types.FunctionType | types.BuiltinFunctionType):
            module = value.__module__
        else:
            continue
        if str(module).partition(".")[0] in packages:
            return True
    return False


def follow_matplotlibrc() -> None:
    """Have Matplotlib use the learner's own configuration file, in this folder or at home, if there is one."""
    matplotlib: Any = sys.modules["matplotlib"]
    forget_matplotlib_folders(matplotlib)
    whole = matplotlib.rc_params_from_file(matplotlib.matplotlib_fname())
    # the variable chooses the backend, whatever the file says: ipykernel sets it
    found = {name: value for name, value in whole.items() if not name.startswith("backend")}
    if any(matplotlib.rcParamsOrig[name] != value for name, value in found.items()):
        matplotlib.rcParamsOrig.update(found)
        matplotlib.rcParams.update(found)


def _say(template: str, **values: str) -> None:
    print(translate(template, values))  # noqa: T201 - the output of the learner's cell
