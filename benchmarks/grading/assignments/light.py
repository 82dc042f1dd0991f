"""Three exercises that need nothing but NumPy and take no time."""

from __future__ import annotations

from . import Assignment, Exercise

_SETUP = "import numpy as np"

_MEAN = Exercise(
    id="mean",
    statement="Write `mean(values)`: the arithmetic mean of an array, without `np.mean`.",
    head="def mean(values):",
    solution="return np.sum(values) / np.size(values)",
    tests="""
assert np.allclose(mean(np.array([1.0, 2.0, 6.0])), 3.0)
### BEGIN HIDDEN TESTS
assert np.allclose(mean(np.arange(12.0).reshape(3, 4)), 5.5), "an array of two axes has one mean, too"
### END HIDDEN TESTS
""",
    named="""
import numpy as np
from jupyterlab_homl.toolkit import answer, expect

with expect.test("three numbers"):
    expect.close(answer.mean(np.array([1.0, 2.0, 6.0])), 3.0)
### BEGIN HIDDEN TESTS
with expect.test("two axes"):
    expect.close(answer.mean(np.arange(12.0).reshape(3, 4)), 5.5)
### END HIDDEN TESTS
""",
    right=("def mean(values):\n    values = np.asarray(values)\n    return values.sum() / values.size",),
    wrong=(
        "def mean(values):\n    return np.sum(values) / len(values)",
        "def mean(values):\n    return float(np.median(values))",
    ),
)

_NORMAL = Exercise(
    id="standard",
    statement="Write `standard(X)`: each column with its mean taken away, divided by its standard deviation.",
    head="def standard(X):",
    solution="return (X - X.mean(axis=0)) / X.std(axis=0)",
    tests="""
table = np.array([[1.0, 10.0], [3.0, 30.0], [5.0, 20.0]])
result = standard(table)
assert result.shape == (3, 2)
assert np.allclose(result.mean(axis=0), 0.0)
assert np.allclose(result.std(axis=0), 1.0)
""",
    named="""
import numpy as np
from jupyterlab_homl.toolkit import answer, expect

with expect.test("mean 0, deviation 1"):
    result = answer.standard(np.array([[1.0, 10.0], [3.0, 30.0], [5.0, 20.0]]))
    expect.shape(result, (3, 2))
    expect.close(np.asarray(result).mean(axis=0), [0.0, 0.0])
    expect.close(np.asarray(result).std(axis=0), [1.0, 1.0])
""",
    right=("def standard(X):\n    middle, width = np.mean(X, axis=0), np.std(X, axis=0)\n    return (X - middle) / width",),
    wrong=(
        "def standard(X):\n    return (X - X.mean()) / X.std()",
        "def standard(X):\n    result = X - X.mean(axis=0)",
    ),
)

_LINE = Exercise(
    id="line",
    statement="Put the least-squares line through `points` into `slope` and `bias`.",
    head="",
    solution="""
points = np.array([[0.0, 1.0], [1.0, 3.0], [2.0, 5.0], [3.0, 7.5]])
slope, bias = np.polyfit(points[:, 0], points[:, 1], 1)
""",
    tests="""
assert np.allclose(slope, 2.15)
assert np.allclose(bias, 0.9)
""",
    named="""
from jupyterlab_homl.toolkit import answer, expect

with expect.test("the slope"):
    expect.close(answer.slope, 2.15)
with expect.test("the bias"):
    expect.close(answer.bias, 0.9)
""",
    right=(
        "points = np.array([[0.0, 1.0], [1.0, 3.0], [2.0, 5.0], [3.0, 7.5]])\nA = np.c_[points[:, 0], np.ones(4)]\n"
        "slope, bias = np.linalg.lstsq(A, points[:, 1], rcond=None)[0]",
    ),
    wrong=("slope, bias = 2.0, 1.0", "bias, slope = np.polyfit([0.0, 1.0, 2.0, 3.0], [1.0, 3.0, 5.0, 7.5], 1)"),
)

LIGHT = Assignment("light", "Arrays", _SETUP, (_MEAN, _NORMAL, _LINE), ("numpy",))
