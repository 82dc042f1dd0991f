# %% [markdown]
# # Exercises

# %% setup=true
import numpy as np

# %% [markdown] exercise="ch04-e01" title="The normal equation" kind="F" level=1 minutes=8 core=true after="§1" skills=[] topics=[]
# Write it.

# %% [markdown] hint="ch04-e01"
# What should it multiply?

# %% answer="ch04-e01" needs=[]
def normal_equation(X, y):
    """Least squares."""
    ### BEGIN SOLUTION
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.pinv(A) @ y
    ### END SOLUTION

# %% tests="ch04-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

with expect.test("a line through three points"):
    theta = answer.normal_equation(np.array([[0.0], [1.0], [2.0]]), np.array([1.0, 3.0, 5.0]))
    expect.shape(theta, (2,), says="theta has {size} number; one feature needs 2: bias first.", mistakes=[((1,), "bias missing {size}")])
    expect.close(theta, [1.0, 2.0])

### BEGIN HIDDEN TESTS
with expect.test("column of zeros"):
    theta = expect.call(answer.normal_equation, np.c_[np.arange(3.0), np.zeros(3)], np.array([1.0, 3.0, 5.0]), says="no inverse: line {line} raised {error}")
    expect.close(theta, [1.0, 2.0, 0.0], atol=1e-6)
### END HIDDEN TESTS

# %% right="ch04-e01" because="lstsq"
def normal_equation(X, y):
    return np.linalg.lstsq(np.c_[np.ones(len(X)), X], y)[0]

# %% wrong="ch04-e01" because="forgets the bias column" says="bias"
def normal_equation(X, y):
    return np.linalg.pinv(X) @ y

# %% wrong="ch04-e01" because="inverts" says="no inverse"
def normal_equation(X, y):
    A = np.c_[np.ones(len(X)), X]
    return np.linalg.inv(A.T @ A) @ A.T @ y
