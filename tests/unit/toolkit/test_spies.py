"""What estimators are given to fit is recorded, and rows are known again."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, Ridge, RidgeCV, SGDClassifier

from jupyterlab_homl.toolkit.spies import poisoned, recorded_fits, row_numbers, rows_given


@pytest.fixture
def data() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    return rng.normal(size=(12, 3)), np.arange(12) % 2


def test_fits_are_recorded_with_the_rows_that_they_were_given(data: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = data
    order = np.random.default_rng(1).permutation(12)
    marked = row_numbers(X)
    with recorded_fits(SGDClassifier) as fits:
        model = SGDClassifier().fit(marked[order], y[order])
        model.partial_fit(3 * marked[order] - 1, y[order])
        LinearRegression().fit(X, y)
    assert [(fit.model, fit.method) for fit in fits] == [(model, "fit"), (model, "partial_fit")]
    assert not np.array_equal(fits[0].fitted.coef_, model.coef_)
    assert np.array_equal(fits[1].fitted.coef_, model.coef_)
    for fit in fits:
        assert rows_given(fit.X).tolist() == order.tolist()
        assert fit.y.tolist() == y[order].tolist()


def test_an_estimator_inside_another_is_not_recorded(data: tuple[np.ndarray, np.ndarray]) -> None:
    with recorded_fits(Ridge, RidgeCV) as fits:
        RidgeCV(alphas=[0.1, 1.0], cv=3).fit(*data)
    assert [type(fit.model) for fit in fits] == [RidgeCV]
    RidgeCV().fit(*data)
    assert len(fits) == 1


def test_only_poisoned_rows_change(data: tuple[np.ndarray, np.ndarray]) -> None:
    X, y = data
    bad_X, bad_y = poisoned(X, y, np.arange(12) >= 10)
    assert np.array_equal(bad_X[:10], X[:10])
    assert np.array_equal(bad_y[:10], y[:10])
    assert np.all(np.abs(bad_X[10:]) > 9_999 * np.abs(X[10:]))
    assert np.all(bad_y[10:] < -40)
