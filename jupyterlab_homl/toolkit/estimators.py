"""Expectations about scikit-learn's estimators: fitted or not, clonable, with a step inside, good enough.

    model = answer.make_model()
    estimators.unfitted(model)
    estimators.has_step(model, "StandardScaler", says="Nothing scales the columns inside of the pipeline.")
    model.fit(X, y)
    estimators.score(model, X_new, y_new, metric="rmse", at_most=1.3)

What the learner's objects say of themselves is asked in their process, by the functions at the end of this module.
"""

from __future__ import annotations

from typing import Any

from . import expect
from .i18n import translatable
from .library_classes import names_of
from .proxy import answer, to_plain_data

__all__ = ["clonable", "fitted", "has_step", "score", "unfitted"]

_NO_ESTIMATOR = translatable("Expected an estimator of scikit-learn, got {got}.")


def _inside() -> Any:
    """The module in the learner's process."""
    answer.define("import jupyterlab_homl.toolkit.estimators as homl_estimators")
    return answer.homl_estimators


def _facts(model: Any) -> dict[str, Any]:
    found = _inside().facts(model)
    if not isinstance(found, dict):
        expect.fail(_NO_ESTIMATOR, got=model)
    return dict(found)


def fitted(model: Any, says: str = "{model} is not fitted. Call its `fit`, then return it.") -> None:
    """Expect a fitted estimator."""
    found = _facts(model)
    expect.true(found["fitted"], says, model=found["name"])


def unfitted(model: Any, says: str = "{model} is fitted already. Return it as it was made: whoever uses it fits it.") -> None:
    """Expect an estimator that nobody has fitted."""
    found = _facts(model)
    expect.true(not found["fitted"], says, model=found["name"])


def clonable(
    model: Any,
    says: str = "`sklearn.clone` cannot copy {model}: {reason}. Usually `__init__` does more than to store its parameters.",
) -> Any:
    """Expect an estimator that a grid search can copy, parameters and all; returns the copy, which is not fitted."""
    found = _inside().copied(model)
    if isinstance(found, str):
        expect.fail(says, model=_facts(model)["name"], reason=found)
    return found[0]


def has_step(
    model: Any, kind: str, says: str = "There is no {want} inside of {model}. Inside are: {steps}.", **values: Any
) -> None:
    """Expect an estimator of a library's class somewhere inside: in a pipeline, its column transformer, a search, a vote.

    Parameters
    ----------
    kind : str
        The class as ``Name`` or ``module.Name``, as for `expect.instance`; a subclass of it counts.
    """
    found = _facts(model)
    for names in found["inside"]:
        if kind in names or ("." not in kind and any(name.rpartition(".")[2] == kind and _is_library(name) for name in names)):
            return
    steps = ", ".join(dict.fromkeys(names[0].rpartition(".")[2] for names in found["inside"][1:])) or "–"
    expect.fail(says, want=kind.rpartition(".")[2], model=found["name"], steps=steps, **values)


def _is_library(name: str) -> bool:
    return not name.startswith("__main__.")


_METRICS = {
    "accuracy": "accuracy_score",
    "balanced accuracy": "balanced_accuracy_score",
    "f1": "f1_score",
    "precision": "precision_score",
    "recall": "recall_score",
    "r2": "r2_score",
    "rmse": "root_mean_squared_error",
    "mae": "mean_absolute_error",
}


def score(
    model: Any,
    X: Any,
    y: Any,
    *,
    metric: str = "accuracy",
    at_least: float | None = None,
    at_most: float | None = None,
    says: str = "On rows that it has not seen, its {metric} is {got}; expected {bound}.",
    **values: Any,
) -> float:
    """Expect predictions that are good enough, by a metric that is computed here: what the model says of itself is not asked.

    Parameters
    ----------
    model : Handle
        A fitted estimator.
    X, y : array or DataFrame
        Rows that it has not seen, and what is right.
    metric : str
        ``accuracy``, ``balanced accuracy``, ``f1``, ``precision``, ``recall``, ``r2``, ``rmse`` or ``mae``.
    at_least, at_most : float, optional
        The bounds. Take them from twenty seeds of several right answers.

    Returns
    -------
    float
        The score.
    """
    import numpy as np
    from sklearn import metrics

    predicted = to_plain_data(model.predict(X))
    expect.true(
        np.shape(predicted)[:1] == np.shape(y)[:1],
        says="`predict` returned shape {got} for {rows} rows.",
        got=np.shape(predicted),
        rows=len(y),
    )
    found = float(getattr(metrics, _METRICS[metric])(np.asarray(y).ravel(), np.asarray(predicted).ravel()))
    bound = f"≥ {at_least:g}" if at_least is not None else f"≤ {at_most:g}"
    good = (at_least is None or found >= at_least) and (at_most is None or found <= at_most)
    expect.true(good, says, metric=metric, got=found, bound=bound, **values)
    return found


# --- in the learner's process ----------------------------------------------------------------------------------------


def facts(model: Any) -> dict[str, Any] | None:
    """Whether an estimator is fitted, and the classes of it and of all estimators inside; None for another object."""
    from sklearn.utils.validation import check_is_fitted

    if not hasattr(model, "get_params") or isinstance(model, type):
        return None
    try:
        parameters = model.get_params(deep=True)
    except Exception:  # of a class whose `__init__` does not name them
        parameters = {}
    inside = [model, *(value for value in parameters.values() if hasattr(value, "get_params"))]
    try:
        check_is_fitted(model)
        done = True
    except Exception:  # NotFittedError; TypeError for what has no fit
        done = False
    return {"name": type(model).__name__, "fitted": done, "inside": [names_of(value) for value in inside]}


def copied(model: Any) -> Any:
    """A list with the clone of an estimator; a sentence on why there is none."""
    from sklearn.base import clone

    try:
        made = clone(model)
        ours, theirs = model.get_params(deep=False), made.get_params(deep=False)
    except Exception as error:
        return str(error).strip().partition("\n")[0].rstrip(".")[:200] or type(error).__name__
    if ours.keys() != theirs.keys():
        return "the copy has other parameters"
    return [made]
