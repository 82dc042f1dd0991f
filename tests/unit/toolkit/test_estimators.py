"""Expectations about estimators: what they accept, and the words when they do not."""

from __future__ import annotations

import numpy as np
import pytest

from jupyterlab_homl.toolkit import estimators
from jupyterlab_homl.toolkit.proxy import Answer
from tests.unit.toolkit.answers import answering, words

SOURCE = """
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression, SGDClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler, MinMaxScaler

class MyScaler(StandardScaler):
    pass

class Hidden(BaseEstimator):
    def __init__(self, *args):
        self.args = args

class Changing(BaseEstimator):
    def __init__(self, k=1):
        self.k = [k]

class Boasting(ClassifierMixin, BaseEstimator):
    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self
    def predict(self, X):
        return np.zeros(len(X), int)
    def score(self, X, y):
        return 1.0

X = np.arange(20.0).reshape(10, 2)
y = (X[:, 0] > 9).astype(int)
plain = LogisticRegression()
pipe = make_pipeline(StandardScaler(), LogisticRegression())
own = make_pipeline(MyScaler(), LogisticRegression())
columns = ColumnTransformer([("numbers", make_pipeline(SimpleImputer(), StandardScaler()), [0]), ("rest", "passthrough", [1])])
search = GridSearchCV(Pipeline([("prepare", columns), ("model", SGDClassifier())]), {"model__alpha": [1.0]})
done = make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y)
boasting = Boasting().fit(X, y)
column = LinearRegression().fit(X, X[:, [0]] * 2)
hidden, changing, number = Hidden(), Changing(), 3
"""


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    return answering(monkeypatch, SOURCE)


def test_fitted_and_unfitted(answer: Answer) -> None:
    estimators.unfitted(answer.pipe)
    estimators.fitted(answer.done)
    estimators.fitted(answer.boasting)
    assert words(estimators.fitted, answer.pipe) == "Pipeline is not fitted. Call its `fit`, then return it."
    assert words(estimators.unfitted, answer.done).startswith("Pipeline is fitted already.")
    assert words(estimators.fitted, answer.number) == "Expected an estimator of scikit-learn, got 3."
    assert "Expected an estimator" in words(estimators.fitted, answer.StandardScaler)


def test_what_a_search_can_copy(answer: Answer) -> None:
    estimators.unfitted(estimators.clonable(answer.done))
    estimators.clonable(answer.search)
    assert "cannot copy Changing: " in words(estimators.clonable, answer.changing)
    assert "Usually `__init__` does more" in words(estimators.clonable, answer.hidden)


def test_steps_are_found_wherever_they_are(answer: Answer) -> None:
    for model in (answer.pipe, answer.columns, answer.search, answer.done, answer.own):
        estimators.has_step(model, "StandardScaler")
    estimators.has_step(answer.search, "sklearn.impute._base.SimpleImputer")
    estimators.has_step(answer.plain, "LogisticRegression")
    assert words(estimators.has_step, answer.pipe, "MinMaxScaler") == (
        "There is no MinMaxScaler inside of Pipeline. Inside are: StandardScaler, LogisticRegression."
    )
    assert "Inside are: –." in words(estimators.has_step, answer.plain, "StandardScaler")


def test_a_class_of_the_answers_own_is_not_the_librarys(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = answering(
        monkeypatch,
        "from sklearn.base import BaseEstimator\nfrom sklearn.pipeline import make_pipeline\n"
        "class StandardScaler(BaseEstimator):\n    def fit(self, X, y=None): return self\n"
        "    def transform(self, X): return X\n"
        "pipe = make_pipeline(StandardScaler(), StandardScaler())",
    )
    assert "There is no StandardScaler" in words(estimators.has_step, answer.pipe, "StandardScaler")


def test_scores_are_computed_here_and_have_a_floor_or_a_ceiling(answer: Answer) -> None:
    X = np.arange(20.0).reshape(10, 2)
    y = (X[:, 0] > 9).astype(int)
    assert estimators.score(answer.done, X, y, at_least=0.9) == 1.0
    assert words(estimators.score, answer.boasting, X, y, at_least=0.9) == (
        "On rows that it has not seen, its accuracy is 0.5; expected ≥ 0.9."
    )
    assert estimators.score(answer.column, X, 2 * X[:, 0], metric="rmse", at_most=1e-6) < 1e-6
    assert "rmse is" in words(estimators.score, answer.column, X, 3 * X[:, 0], metric="rmse", at_most=1.0)
    assert "too low: 0.5" in words(estimators.score, answer.boasting, X, y, at_least=0.9, says="too low: {got}")


def test_predictions_of_another_length_are_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = answering(monkeypatch, "class Model:\n    def predict(self, X): return np.zeros(3)\nmodel = Model()")
    assert "returned shape (3,) for 5 rows" in words(estimators.score, answer.model, np.zeros((5, 1)), np.zeros(5), at_least=0)
