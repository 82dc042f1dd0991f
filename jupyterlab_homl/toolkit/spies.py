"""What happens to rows in a learner's process: which are fitted, and rows that nothing may depend on.

Tests cells import it where the answer is, by ``answer.define("from jupyterlab_homl.toolkit.spies import recorded_fits")``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

#: Added to row numbers, so that numbers that were not scaled are told from those that were.
_MARK = 0.25


@dataclass(frozen=True)
class Fit:
    """A call of `fit` or `partial_fit`.

    Attributes
    ----------
    model : object
        The estimator that was fitted.
    X, y : array
        Copies of what it was given; `y` is None where there was none.
    method : str
        ``fit`` or ``partial_fit``.
    fitted : object
        A copy of the estimator as it was afterwards, whatever was done to it later.
    """

    model: Any
    X: Any
    y: Any
    method: str
    fitted: Any


@contextmanager
def recorded_fits(*kinds: type) -> Iterator[list[Fit]]:
    """Record what estimators of these classes are given to fit; those that one of them fits inside are left out.

    Parameters
    ----------
    *kinds : type
        Classes with `fit`, `partial_fit` or both.

    Returns
    -------
    list of Fit
        The calls so far, in their order.
    """
    import numpy as np

    fits: list[Fit] = []
    inside = [False]

    def spied(name: str, original: Any) -> Any:
        def fit(model: Any, X: Any, y: Any = None, *args: Any, **kwargs: Any) -> Any:
            if inside[0]:
                return original(model, X, y, *args, **kwargs)
            given = np.array(X), None if y is None else np.array(y)
            inside[0] = True
            try:
                result = original(model, X, y, *args, **kwargs)
            finally:
                inside[0] = False
            fits.append(Fit(model, *given, name, deepcopy(model)))
            return result

        return fit

    with ExitStack() as patches:
        for kind in kinds:
            for name in ("fit", "partial_fit"):
                if hasattr(kind, name):
                    patches.enter_context(patch.object(kind, name, spied(name, getattr(kind, name))))
        yield fits


def row_numbers(X: Any) -> Any:
    """A copy of a table whose first column holds the numbers of its rows and a quarter, by which they are known again."""
    import numpy as np

    marked = np.array(X, dtype=float)
    marked[:, 0] = np.arange(len(marked)) + _MARK
    return marked


def rows_given(X: Any) -> Any:
    """The numbers of the rows of a table that came from `row_numbers`; where all are there, its columns may be scaled."""
    import numpy as np

    column = np.asarray(X, dtype=float)[:, 0] - _MARK
    if np.array_equal(column, np.round(column)):
        return column.astype(int)
    return np.unique(column, return_inverse=True)[1].ravel()


def poisoned(X: Any, y: Any, rows: Any) -> tuple[Any, Any]:
    """Copies of `X` and `y` in which some rows are so far off that whatever uses them shows it.

    Leakage makes numbers better, so a good score proves nothing. Poison the rows that must not be used, and see that the
    result stays as it was.

    Parameters
    ----------
    X : array of shape (m, n)
        The features; those of the rows become 10,000 times larger.
    y : array of shape (m,)
        The targets; those of the rows are lowered by 50.
    rows : array of int or of bool
        Which rows.
    """
    import numpy as np

    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    X[rows] *= 1e4
    y[rows] -= 50
    return X, y
