"""The versions that decide a result besides the submission: of Python and of the packages that notebooks use.

A worker of a cluster must have the same ones as this process.
"""

from __future__ import annotations

from collections.abc import Mapping

#: The distributions whose versions are compared.
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

#: The version of a package that is not installed.
MISSING = "missing"

#: An expression that evaluates to the versions, as a dict. It is text because a worker without this package, or with another
#: Python, could not unpickle a function of ours; it imports nothing but `importlib.metadata`.
EXPRESSION = f"""{{
    "Python": "%d.%d" % __import__("sys").version_info[:2],
    **{{
        name: next(
            (str(found.version) for found in __import__("importlib.metadata").metadata.distributions(name=name)), {MISSING!r}
        )
        for name in {PACKAGES!r}
    }},
}}"""


def local_versions() -> dict[str, str]:
    """The versions in this process."""
    found: dict[str, str] = eval(EXPRESSION)  # noqa: S307 - our own text
    return found


def first_difference(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, str, str] | None:
    """The first package that differs, with its versions here and there; None if all are the same."""
    return next(
        ((name, here[name], there.get(name, MISSING)) for name in here if there.get(name, MISSING) != here[name]), None
    )
