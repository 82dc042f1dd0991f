"""What decides a result besides the submission: the versions of Python and of what notebooks use, here and on a worker."""

from __future__ import annotations

from collections.abc import Mapping

#: What is compared, by the names of distributions.
PACKAGES = (
    "jupyterlab-homl",
    "numpy",
    "scipy",
    "scikit-learn",
    "pandas",
    "matplotlib",
    "tensorflow",
    "ipykernel",
    "ipython",
    "nbclient",
)

#: What is said of a package that is not there.
MISSING = "missing"

#: Gives the versions, as a dict. It is an expression in text, since a worker that lacks this package, or that is another
#: Python, could not read a function of ours; nothing is imported but `importlib.metadata`.
ASKED = f"""{{
    "Python": "%d.%d" % __import__("sys").version_info[:2],
    **{{
        name: next(
            (str(found.version) for found in __import__("importlib.metadata").metadata.distributions(name=name)), {MISSING!r}
        )
        for name in {PACKAGES!r}
    }},
}}"""


def ours() -> dict[str, str]:
    """The versions of this process."""
    found: dict[str, str] = eval(ASKED)  # noqa: S307 - our own text
    return found


def difference(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, str, str] | None:
    """The first thing that differs: its name, and its versions here and there; None where nothing does."""
    return next(
        ((name, here[name], there.get(name, MISSING)) for name in here if there.get(name, MISSING) != here[name]), None
    )
