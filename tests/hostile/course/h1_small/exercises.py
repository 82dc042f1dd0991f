# %% [markdown]
# # Exercises

# %% setup=true
# ruff: noqa
import numpy as np

# %% [markdown] exercise="h1-e01" title="Mean squares" kind="F" level=1 minutes=2 core=true after="§1" skills=["Averaging"] topics=["T-01"]
# Write `mean_squares(X, y)`: for each column of X, the mean of its squared differences from y.

# %% [markdown] hint="h1-e01"
# Broadcast.


# %% answer="h1-e01" needs=[]
def mean_squares(X, y):
    """An array with a number for each column of X."""
    ### BEGIN SOLUTION
    solution_7182818 = np.asarray(X) - np.asarray(y)[:, None]
    return (solution_7182818**2).mean(axis=0)
    ### END SOLUTION


# %% tests="h1-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

with expect.test("two columns"):
    expect.close(answer.mean_squares(np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([1.0, 3.0])), [0.0, 2.5])

with expect.test("the input stays as it was"):
    held = answer.put(np.array([[1.0], [2.0]]))
    answer.mean_squares(held, np.array([1.0, 2.0]))
    expect.unchanged(held, np.array([[1.0], [2.0]]))

### BEGIN HIDDEN TESTS
SECRET = 718281828459045
X = np.random.default_rng(SECRET).normal(size=(20, 3))
X[0, 0] = 31415.92653
y = X[:, 0] / 3

with expect.test("many rows"):
    expect.close(answer.mean_squares(X, y), ((X - y[:, None]) ** 2).mean(axis=0))

with expect.test("one row"):
    expect.close(answer.mean_squares(np.array([[2.0, 4.0]]), np.array([1.0])), [1.0, 9.0])
### END HIDDEN TESTS


# %% wrong="h1-e01" because="does not square" says="Expected"
def mean_squares(X, y):
    return (np.asarray(X) - np.asarray(y)[:, None]).mean(axis=0)


# %% [markdown] exercise="h1-e02" title="Batches" kind="F" level=1 minutes=2 after="§1" skills=["Averaging"] topics=["T-02"]
# Write `batches(X, size)`: a generator of the rows of X, `size` at a time.


# %% answer="h1-e02" needs=[]
def batches(X, size):
    """Arrays of at most `size` rows."""
    ### BEGIN SOLUTION
    for start in range(0, len(X), size):
        yield X[start : start + size]
    ### END SOLUTION


# %% tests="h1-e02" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

with expect.test("five rows, two at a time"):
    found = [np.asarray(batch).tolist() for batch in answer.batches(np.arange(5.0), 2)]
    expect.equal(found, [[0.0, 1.0], [2.0, 3.0], [4.0]])

### BEGIN HIDDEN TESTS
with expect.test("one at a time"):
    expect.equal(len(list(answer.batches(np.arange(3.0), 1))), 3)
### END HIDDEN TESTS


# %% [markdown] exercise="h1-e03" title="A mean" kind="F" level=1 minutes=2 after="§1" skills=["Averaging"] topics=["T-02"]
# Write a class `Mean` whose `fit(X)` keeps the mean of each column in `mean_` and returns the object itself; its length is the
# number of columns.


# %% answer="h1-e03" needs=[]
class Mean:
    """Means of columns."""

    ### BEGIN SOLUTION
    def fit(self, X):
        self.mean_ = np.asarray(X).mean(axis=0)
        return self

    def __len__(self):
        return len(self.mean_)

    ### END SOLUTION


# %% tests="h1-e03" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

with expect.test("the means"):
    model = answer.Mean().fit(np.array([[1.0, 2.0], [3.0, 6.0]]))
    expect.instance(model, "__main__.Mean")
    expect.close(model.mean_, [2.0, 4.0])

with expect.test("the length"):
    expect.equal(len(answer.Mean().fit(np.ones((2, 3)))), 3)

### BEGIN HIDDEN TESTS
with expect.test("one row"):
    expect.close(answer.Mean().fit(np.array([[5.0, 7.0]])).mean_, [5.0, 7.0])
### END HIDDEN TESTS

# %% [markdown] exercise="h1-e04" title="Half" kind="F" level=1 minutes=2 after="§1" skills=["Averaging"] topics=["T-02"]
# Write `half(x)`: half of every number of an array. Its tests are plain asserts, as in other people's courses.


# %% answer="h1-e04" needs=[]
def half(x):
    """Half of every number of x."""
    ### BEGIN SOLUTION
    return np.asarray(x) / 2
    ### END SOLUTION


# %% tests="h1-e04" points=1
assert isinstance(half(np.ones(2)), np.ndarray)
assert np.allclose(half(np.array([2.0, 4.0])), [1.0, 2.0])
assert half(np.ones(3)).shape == (3,)
### BEGIN HIDDEN TESTS
np.testing.assert_allclose(half(np.arange(4)), [0.0, 0.5, 1.0, 1.5])
### END HIDDEN TESTS


# %% [markdown] exercise="h1-e05" title="Dice" kind="F" level=1 minutes=2 after="§1" skills=["Averaging"] topics=["T-02"]
# Write `dice(seed)`: a `Generator` of NumPy with this seed.


# %% answer="h1-e05" needs=[]
def dice(seed):
    """A generator of random numbers."""
    ### BEGIN SOLUTION
    return np.random.default_rng(seed)
    ### END SOLUTION


# %% tests="h1-e05" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

with expect.test("the class"):
    expect.instance(answer.dice(0), "Generator")

### BEGIN HIDDEN TESTS
with expect.test("its numbers"):
    expect.equal(answer.dice(7).integers(6), np.random.default_rng(7).integers(6))
### END HIDDEN TESTS
