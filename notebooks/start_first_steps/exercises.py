# %% [markdown]
# # First steps · exercise
#
# Three minutes, one line of code. Below the cell that you fill in is a button, **Check**. It saves this page, runs your answer in a clean process,
# and tells you what it found. Check as often as you like: it costs nothing, and nothing is lost.

# %% setup=true
week = [18, 21, 19, 24, 20, 17, 21]  # noon temperatures of seven days

# %% [markdown]
# ## 1 · Write, check, read, fix

# %% [markdown] exercise="start-e01" title="The mean of a week" kind="F" level=1 minutes=3 core=true after="§1" skills=["Write, check, fix"] topics=[]
# `mean_of(numbers)` returns the mean of a list of numbers: their sum, divided by how many there are.
#
# 1. In the cell below, replace the last two lines with this one, **including its mistake**, and press **Check**:
#
#    ```python
#        return sum(numbers) / 8
#    ```
# 2. Read what it says: what was expected, what your code returned, and the likely cause.
# 3. Fix the line so that it is right for any list of numbers, and press **Check** again.
#
# One of the checks is *hidden*: it tries something that you may not have thought of, and runs once the visible one passes.

# %% [markdown] hint="start-e01"
# How many days does the week have, and where would your line look that up for another list?

# %% [markdown] hint="start-e01"
# Python counts the items of a list with `len`.

# %% [markdown] hint="start-e01"
# ```python
#     return sum(numbers) / len(____)
# ```

# %% answer="start-e01" needs=[]
def mean_of(numbers):
    """The mean of a list of numbers."""
    ### BEGIN SOLUTION
    return sum(numbers) / len(numbers)
    ### END SOLUTION

# %% tests="start-e01" points=1
from jupyterlab_homl.toolkit import answer, expect

week = [18, 21, 19, 24, 20, 17, 21]

with expect.test("the mean of a week"):
    expect.close(
        answer.mean_of(week),
        20.0,
        says="The week's mean is {want}, you returned {got}. Add the seven numbers up, divide by how many there are, and return the result.",
        mistakes=[
            (17.5, "The week's mean is {want}, you returned {got}. The sum is right, but it was divided by 8, and a week has 7 days. What gives you the right number for a list of any length?"),
            (140, "The week's mean is {want}, you returned {got}. That is the sum. What is left to do with it?"),
        ],
    )

### BEGIN HIDDEN TESTS
with expect.test("a list of another length"):
    expect.close(
        answer.mean_of([4, 6]),
        5.0,
        says="For [4, 6] the mean is {want}, you returned {got}. A fixed number to divide by is right for lists of one length only. `len(numbers)` counts them.",
    )
### END HIDDEN TESTS

# %% right="start-e01" because="a loop"
def mean_of(numbers):
    total = 0
    for number in numbers:
        total += number
    return total / len(numbers)

# %% right="start-e01" because="the standard library's"
def mean_of(numbers):
    import statistics

    return statistics.fmean(numbers)

# %% wrong="start-e01" because="the mistake that the statement asks for" says="divided by 8"
def mean_of(numbers):
    return sum(numbers) / 8

# %% wrong="start-e01" because="right for weeks only" says="lists of one length"
def mean_of(numbers):
    return sum(numbers) / 7

# %% wrong="start-e01" because="the sum" says="That is the sum"
def mean_of(numbers):
    return sum(numbers)

# %% wrong="start-e01" because="whole numbers only" says="divide by how many"
def mean_of(numbers):
    return sum(numbers) // 8
