# %% [markdown]
# # Exercises

# %% setup=true
import numpy as np

# %% [markdown] exercise="t1-e01" title="Double it" kind="F" level=1 minutes=2 core=true after="§1" skills=["Doubling"] topics=["T-01"]
# Write `double(x)`: twice every number of an array.

# %% [markdown] hint="t1-e01"
# What is added to itself?

# %% [markdown] hint="t1-e01"
# NumPy multiplies a whole array at once.


# %% answer="t1-e01" needs=[]
def double(x):
    """Twice every number of x."""
    ### BEGIN SOLUTION
    return 2 * np.asarray(x)
    ### END SOLUTION


# %% tests="t1-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

with expect.test("three numbers"):
    expect.close(
        answer.double(np.array([1.0, 2.0, 3.0])),
        [2.0, 4.0, 6.0],
        says="Expected {want}, got {got}.",
        mistakes=[([1.0, 4.0, 9.0], "That is the square: {got}. Double means times two.")],
    )

with expect.test("the input stays as it was"):
    held = answer.put(np.array([1.0, 2.0]))
    answer.double(held)
    expect.unchanged(held, np.array([1.0, 2.0]))

### BEGIN HIDDEN TESTS
with expect.test("a list instead of an array"):
    expect.close(answer.double([1, 2]), [2, 4], says="A list gave {got}: turn it into an array first.")
### END HIDDEN TESTS


# %% right="t1-e01" because="addition"
def double(x):
    x = np.asarray(x)
    return x + x


# %% wrong="t1-e01" because="squares" says="times two"
def double(x):
    return x**2


# %% wrong="t1-e01" because="in place" says="changed its input"
def double(x):
    x *= 2
    return x


# %% wrong="t1-e01" because="repeats a list" says="turn it into an array"
def double(x):
    return x * 2


# %% [markdown] exercise="t1-e02" title="Why?" kind="S" level=2 minutes=3 after="§1" skills=["Doubling"] topics=["T-02"]
# Say in a sentence why doubling is adding.

# %% [markdown] answer="t1-e02" manual=true points=2
### BEGIN SOLUTION
# Because two times a number is that number and itself.
### END SOLUTION

# %% [markdown] rubric="t1-e02"
# - says what doubling is

# %% [markdown] exercise="t1-e03" title="A question" kind="Q" level=1 minutes=1 core=true after="all sections" skills=["Doubling"] topics=[]
# **q1** What is twice two? — a) 3 · b) 4

# %% answer="t1-e03" needs=[]
answers = {"q1": None}
### BEGIN SOLUTION
answers = {"q1": "b"}
### END SOLUTION

# %% tests="t1-e03" points=1
from jupyterlab_homl.toolkit import answer, expect

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.choice(answer.answers, "q1", "b", {"a": "That is two plus one."})
### END HIDDEN TESTS

# %% wrong="t1-e03" because="one more" says="two plus one"
answers = {"q1": "a"}

# %% [markdown] exercise="t1-e04" title="Halve it" kind="F" level=1 minutes=2 core=false after="§1" skills=["Splitting"] topics=["T-01"]
# Write `half(x)`: half of every number of an array. Its tests are plain asserts.


# %% answer="t1-e04" needs=[]
def half(x):
    """Half of every number of x."""
    ### BEGIN SOLUTION
    return np.asarray(x) / 2
    ### END SOLUTION


# %% tests="t1-e04" points=1
assert np.allclose(half([2.0, 4.0]), [1.0, 2.0])
### BEGIN HIDDEN TESTS
assert np.allclose(half(6), 3), "A single number must do as well."
### END HIDDEN TESTS


# %% right="t1-e04" because="a product"
def half(x):
    return 0.5 * np.asarray(x)


# %% wrong="t1-e04" because="whole numbers" says="does not hold"
def half(x):
    return np.asarray(x) // 3


# %% wrong="t1-e04" because="lists only" says="single value"
def half(x):
    return np.array([value / 2 for value in x])
