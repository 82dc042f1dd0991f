"""Five exercises with scikit-learn, as an ordinary course has them."""

from __future__ import annotations

from . import Assignment, Exercise

_SETUP = """
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor

X, y = load_diabetes(return_X_y=True)
""".strip()

_SPLIT = Exercise(
    id="split",
    statement="Put a fifth of the rows aside for testing, `random_state=0`: `X_train, X_test, y_train, y_test`.",
    head="",
    solution="X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)",
    tests="""
assert X_train.shape == (353, 10) and X_test.shape == (89, 10)
assert len(y_train) == 353 and len(y_test) == 89
### BEGIN HIDDEN TESTS
expected = train_test_split(X, y, test_size=0.2, random_state=0)
np.testing.assert_allclose(X_test, expected[1])
np.testing.assert_allclose(y_train, expected[2])
### END HIDDEN TESTS
""",
    named="""
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from jupyterlab_homl.toolkit import answer, expect

X, y = load_diabetes(return_X_y=True)

with expect.test("four fifths for training"):
    expect.shape(answer.X_train, (353, 10))
    expect.shape(answer.X_test, (89, 10))
    expect.shape(answer.y_train, (353,))
    expect.shape(answer.y_test, (89,))
### BEGIN HIDDEN TESTS
with expect.test("the very rows"):
    expected = train_test_split(X, y, test_size=0.2, random_state=0)
    expect.close(answer.X_test, expected[1])
    expect.close(answer.y_train, expected[2])
### END HIDDEN TESTS
""",
    right=(
        "parts = train_test_split(X, y, random_state=0, test_size=0.2)\n"
        "X_train, X_test = parts[:2]\ny_train, y_test = parts[2:]",
    ),
    wrong=(
        "X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)",
        "X_train, X_test, y_train, y_test = X[:353], X[353:], y[:353], y[353:]",
    ),
)

_SCALE = Exercise(
    id="scale",
    statement="Write `scale(train, test)`: both standardized by the means and deviations of `train`.",
    head="def scale(train, test):",
    solution="scaler = StandardScaler().fit(train)\nreturn scaler.transform(train), scaler.transform(test)",
    tests="""
scaled, other = scale(X[:300] * 7 + 1, X[300:] * 7 + 1)
assert np.allclose(scaled.mean(axis=0), 0) and np.allclose(scaled.std(axis=0), 1)
### BEGIN HIDDEN TESTS
expected = StandardScaler().fit(X[:300] * 7 + 1).transform(X[300:] * 7 + 1)
assert np.allclose(other, expected), "the test rows are scaled by what was learnt from the training rows"
### END HIDDEN TESTS
""",
    named="""
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import StandardScaler
from jupyterlab_homl.toolkit import answer, expect

X, y = load_diabetes(return_X_y=True)

with expect.test("training rows"):
    scaled, other = answer.scale(X[:300] * 7 + 1, X[300:] * 7 + 1)
    expect.close(np.asarray(scaled).mean(axis=0), np.zeros(10))
    expect.close(np.asarray(scaled).std(axis=0), np.ones(10))
### BEGIN HIDDEN TESTS
with expect.test("test rows"):
    scaled, other = answer.scale(X[:300] * 7 + 1, X[300:] * 7 + 1)
    expect.close(other, StandardScaler().fit(X[:300] * 7 + 1).transform(X[300:] * 7 + 1))
### END HIDDEN TESTS
""",
    right=(
        "def scale(train, test):\n    middle, width = train.mean(axis=0), train.std(axis=0)\n"
        "    return (train - middle) / width, (test - middle) / width",
    ),
    wrong=(
        "def scale(train, test):\n    return StandardScaler().fit_transform(train), StandardScaler().fit_transform(test)",
        "def scale(train, test):\n    scaler = StandardScaler().fit(train)\n    return scaler.transform(train)",
    ),
)

_RIDGE = Exercise(
    id="ridge",
    statement="Write `ridge(X, y, alphas)`: for each alpha a fitted `Ridge`, in a list.",
    head="def ridge(X, y, alphas):",
    solution="return [Ridge(alpha=alpha).fit(X, y) for alpha in alphas]",
    tests="""
models = ridge(X, y, [0.01, 0.1, 1.0, 10.0])
assert len(models) == 4
assert all(isinstance(model, Ridge) for model in models)
norms = [np.linalg.norm(model.coef_) for model in models]
assert norms == sorted(norms, reverse=True), "the larger alpha, the smaller the weights"
np.testing.assert_allclose(models[2].predict(X[:2]), Ridge(alpha=1.0).fit(X, y).predict(X[:2]))
""",
    named="""
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from jupyterlab_homl.toolkit import answer, expect

X, y = load_diabetes(return_X_y=True)

with expect.test("weights shrink"):
    models = answer.ridge(X, y, [0.01, 0.1, 1.0, 10.0])
    expect.equal(len(models), 4)
    for model in models:
        expect.instance(model, "Ridge")
    norms = [float(np.linalg.norm(model.coef_)) for model in models]
    expect.true(norms == sorted(norms, reverse=True), "The larger alpha, the smaller the weights.")
with expect.test("predictions"):
    models = answer.ridge(X, y, [0.01, 0.1, 1.0, 10.0])
    expect.close(models[2].predict(X[:2]), Ridge(alpha=1.0).fit(X, y).predict(X[:2]))
""",
    right=(
        "def ridge(X, y, alphas):\n    found = []\n    for alpha in alphas:\n        model = Ridge(alpha=alpha)\n"
        "        model.fit(X, y)\n        found.append(model)\n    return found",
    ),
    wrong=(
        "def ridge(X, y, alphas):\n    return [Ridge(1 / alpha).fit(X, y) for alpha in alphas]",
        "def ridge(X, y, alphas):\n    return [Ridge(alpha=alpha) for alpha in alphas]",
    ),
)

_TREE = Exercise(
    id="tree",
    statement="Write `best_depth(X, y, depths)`: the depth at which a `DecisionTreeRegressor(random_state=0)` fitted to "
    "the first 300 rows predicts the others best (largest R²).",
    head="def best_depth(X, y, depths):",
    solution="""
scores = {}
for depth in depths:
    tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(X[:300], y[:300])
    scores[depth] = tree.score(X[300:], y[300:])
return max(scores, key=scores.get)
""",
    tests="""
assert best_depth(X, y, range(1, 9)) == 3
### BEGIN HIDDEN TESTS
assert best_depth(X, y, [9, 1]) == 1
### END HIDDEN TESTS
""",
    named="""
from sklearn.datasets import load_diabetes
from jupyterlab_homl.toolkit import answer, expect

X, y = load_diabetes(return_X_y=True)

with expect.test("eight depths"):
    expect.equal(answer.best_depth(X, y, list(range(1, 9))), 3)
### BEGIN HIDDEN TESTS
with expect.test("two depths"):
    expect.equal(answer.best_depth(X, y, [9, 1]), 1)
### END HIDDEN TESTS
""",
    right=(
        "def best_depth(X, y, depths):\n    def score(depth):\n"
        "        tree = DecisionTreeRegressor(max_depth=depth, random_state=0)\n"
        "        return tree.fit(X[:300], y[:300]).score(X[300:], y[300:])\n    return max(depths, key=score)",
    ),
    wrong=(
        "def best_depth(X, y, depths):\n"
        "    trees = {d: DecisionTreeRegressor(max_depth=d, random_state=0).fit(X[:300], y[:300]) for d in depths}\n"
        "    return max(trees, key=lambda d: trees[d].score(X[:300], y[:300]))",
        "def best_depth(X, y, depths):\n    return max(depths)",
    ),
)

_FOLDS = Exercise(
    id="folds",
    statement="Write `mean_score(X, y)`: the mean R² of `RandomForestRegressor(n_estimators=5, random_state=0)` in 5 folds.",
    head="def mean_score(X, y):",
    solution="return cross_val_score(RandomForestRegressor(n_estimators=5, random_state=0), X, y, cv=5).mean()",
    tests="""
score = mean_score(X, y)
forest = RandomForestRegressor(n_estimators=5, random_state=0)
assert np.isclose(score, cross_val_score(forest, X, y, cv=5).mean()), "the mean of five folds"
""",
    named="""
from sklearn.datasets import load_diabetes
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import cross_val_score
from jupyterlab_homl.toolkit import answer, expect

X, y = load_diabetes(return_X_y=True)

with expect.test("the mean of five folds"):
    forest = RandomForestRegressor(n_estimators=5, random_state=0)
    expect.close(answer.mean_score(X, y), cross_val_score(forest, X, y, cv=5).mean())
""",
    right=(
        "def mean_score(X, y):\n    forest = RandomForestRegressor(5, random_state=0)\n"
        "    return float(np.mean(cross_val_score(forest, X, y)))",
    ),
    wrong=(
        "def mean_score(X, y):\n    return cross_val_score(RandomForestRegressor(5, random_state=0), X, y, cv=3).mean()",
        "def mean_score(X, y):\n    return RandomForestRegressor(n_estimators=5, random_state=0).fit(X, y).score(X, y)",
    ),
)

SKLEARN = Assignment(
    "regression",
    "Regression with scikit-learn",
    _SETUP,
    (_SPLIT, _SCALE, _RIDGE, _TREE, _FOLDS),
    (
        "numpy",
        "sklearn.datasets",
        "sklearn.ensemble",
        "sklearn.linear_model",
        "sklearn.model_selection",
        "sklearn.preprocessing",
        "sklearn.tree",
    ),
)
