# %% [markdown]
# # Jupyter and Python warm-up: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your
# notebook. ★ to ★★★ is the level; what is marked core is enough to complete the lesson.
#
# What holds for all: functions leave what they are given unchanged, return their result and print nothing, and return the same when they are called twice with the same. Go through the exercises in order, or start
# anywhere: none is locked.

# %% setup=true
import numpy as np

# %% [markdown]
# ## 1 · A page and a memory

# %% [markdown] exercise="p0-e01" title="In which order were they run?" kind="X" level=1 minutes=6 core=true after="§1" skills=["Know what the kernel knows"] topics=["S-03-notebooks"]
# A page about a water tank has four cells:
#
# ```python
# level = 5              # cell A
# level = level + 3      # cell B
# alarm = level > 9      # cell C
# level = 0              # cell D
# ```
#
# The kernel was restarted, and then somebody ran cells in an order of their own, some of them more than once, all without an error. Now the kernel knows that `level` is 3 and `alarm` is `True`.
#
# 1. `order`: an order in which the cells may have been run, as a list of letters, such as `["A", "C"]`. Several are right.
# 2. Then cell A is changed to `level = 4` on the page, and nothing has been run yet. `update`: the **shortest** list of cells to run now, after which the kernel knows that `level` is 4 and `alarm` is `False`.

# %% [markdown] hint="p0-e01"
# At which level was the alarm calculated? And which cell alone can bring the level down?

# %% [markdown] hint="p0-e01"
# Write down `level` and `alarm` after each run: A 5, B 8, B ?, … For the second question: what does the kernel know before the first run, and which names does cell A change?

# %% [markdown] hint="p0-e01"
# ```python
# order = ["A", "B", ____, "C", ____, "B"]
# update = ["A", ____]
# ```

# %% answer="p0-e01" needs=[]
order = []
update = []
### BEGIN SOLUTION
order = ["A", "B", "B", "C", "D", "B"]
update = ["A", "C"]
### END SOLUTION

# %% tests="p0-e01" points=1
from jupyterlab_homl.toolkit import answer, expect

CELLS = {"A": "level = 5", "B": "level = level + 3", "C": "alarm = level > 9", "D": "level = 0"}


def letters(name, got):
    """The learner's list, which must consist of the letters of cells."""
    expect.true(isinstance(got, list | tuple) and all(isinstance(cell, str) for cell in got), "`{name}` is a list of letters in quotes, such as [\"A\", \"C\"]; got {got}.", name=name, got=got)
    expect.true(len(got) > 0, "`{name}` is still empty. Write the letters of the cells in the order in which they are run.", name=name)
    for cell in got:
        expect.true(cell in CELLS, "`{name}` has {cell}, which is none of the four cells. Write one capital letter for each run: \"A\", \"B\", \"C\" or \"D\".", name=name, cell=cell)
    return list(got)


def known(cells, runs, names):
    """The kernel's names after the runs."""
    for number, cell in enumerate(runs, 1):
        try:
            exec(cells[cell], names)
        except NameError:
            expect.fail("Run {number}, cell {cell}, would stop: nothing before it has made `level`.", number=number, cell=cell)
    return names.get("level"), names.get("alarm")


with expect.test("the order"):
    runs = letters("order", answer.order)
    level, alarm = known(CELLS, runs, {})
    expect.true("C" in runs, "Without cell C the kernel knows no `alarm` at all. When was it run?")
    expect.true(not (level == 3 and alarm is False), "`level` is 3 now, which is right; but when C was run last, the level was not above 9, so `alarm` is False. Which cells come before C?")
    expect.true(not (alarm is True and level != 3), "`alarm` is True, which is right; but `level` is {level} in the end, not 3. Which cells come after C?", level=level)
    expect.true(level == 3 and alarm is True, "After this order `level` is {level} and `alarm` is {alarm}; it should be 3 and True.", level=level, alarm=alarm)

### BEGIN HIDDEN TESTS
with expect.test("after the change"):
    runs = letters("update", answer.update)
    level, alarm = known(CELLS | {"A": "level = 4"}, runs, {"level": 3, "alarm": True})
    expect.true(not (level == 4 and alarm is True), "`level` is 4, but `alarm` is still True: it keeps its value until a cell calculates it anew.")
    expect.true(not (level == 3 and alarm is False), "`alarm` is False, but `level` is still 3: changing the page changes nothing in the kernel.")
    expect.true(level == 4 and alarm is False, "After this `level` is {level} and `alarm` is {alarm}; it should be 4 and False.", level=level, alarm=alarm)
    expect.true(len(runs) <= 2, "This ends as it should, but takes {n} runs. Two are enough.", n=len(runs))
### END HIDDEN TESTS

# %% right="p0-e01" because="a longer order"
order = ["D", "B", "A", "B", "B", "B", "C", "C", "D", "B"]
update = ("A", "C")

# %% right="p0-e01" because="without cell A, put together from a text"
order = list("DBBBB") + ["C", "D", "B"]
update = list("AC")

# %% wrong="p0-e01" because="from top to bottom" says="the level was not above 9"
order = ["A", "B", "C", "D", "B"]
update = ["A", "C"]

# %% wrong="p0-e01" because="forgets that the alarm stays" says="still True"
order = ["A", "B", "B", "C", "D", "B"]
update = ["A"]

# %% wrong="p0-e01" because="thinks that the page is the kernel" says="changing the page changes nothing"
order = ["A", "B", "B", "C", "D", "B"]
update = ["C"]

# %% wrong="p0-e01" because="runs everything from the top" says="level` is 0"
order = ["A", "B", "B", "C", "D", "B"]
update = ["A", "B", "C", "D"]

# %% wrong="p0-e01" because="one run too many" says="Two are enough"
order = ["A", "B", "B", "C", "D", "B"]
update = ["C", "A", "C"]

# %% wrong="p0-e01" because="starts with B" says="Run 1, cell B"
order = ["B", "B", "C", "D", "B"]
update = ["A", "C"]

# %% wrong="p0-e01" because="no D, no B after it" says="in the end, not 3"
order = ["A", "B", "B", "C"]
update = ["A", "C"]

# %% wrong="p0-e01" because="one text for the list" says="list of letters"
order = "ABBCDB"
update = "AC"

# %% [markdown]
# ## 2 · How this course answers you

# %% [markdown] exercise="p0-e02" title="Three faults, one after the other" kind="B" level=1 minutes=6 core=true after="§2" skills=["Work with what Check says"] topics=["S-04-python"]
# `tidy(names)` is meant to return a **new list** of the names: without blanks around them, each once, in the order in which they first appear, and without those that are empty or consist of blanks only. Big and small letters are different.
#
# The function below has three faults. **Check it as it is**, read the first line that failed, mend that, check again. Two of the faults are found by the visible checks; the third shows up when those pass.

# %% [markdown] hint="p0-e02"
# What did it expect, and what did your code return? Which line of the function makes that difference?

# %% [markdown] hint="p0-e02"
# `name.strip()` makes a new text and leaves `name` as it is. `sorted` puts in alphabetical order. And what does `strip` leave of three blanks?

# %% [markdown] hint="p0-e02"
# ```python
# def tidy(names):
#     found = []
#     for name in names:
#         name = ____
#         if name and name not in ____:
#             found.____(name)
#     return ____
# ```

# %% answer="p0-e02" needs=[]
def tidy(names):
    """A list of the names without blanks around them, each once, in the order of their first appearance."""
    found = set()
    for name in names:
        name.strip()
        found.add(name)
    return sorted(found)


# Mend the function above, or write it anew here.
### BEGIN SOLUTION
def tidy(names):
    """A list of the names without blanks around them, each once, in the order of their first appearance."""
    found = []
    for name in names:
        name = name.strip()
        if name and name not in found:
            found.append(name)
    return found
### END SOLUTION

# %% [markdown] equivalent="p0-e02"
# name.strip()  →  pass
# found.add(name)  →  pass
# return sorted(found)  →  return None

# %% tests="p0-e02" points=1
from jupyterlab_homl.toolkit import answer, behaviour, expect


def tidied(names):
    """The learner's list."""
    got = answer.tidy(names)
    expect.true(got is not None, "`tidy` returned None. Usually the `return` is missing.")
    expect.true(isinstance(got, list), "Expected a list; got {got}.", got=got)
    return got


with expect.test("blanks around a name"):
    got = tidied(["  Ada", "Grace "])
    expect.equal(
        got,
        ["Ada", "Grace"],
        says="For ['  Ada', 'Grace '] expected {want}, got {got}.",
        mistakes=[
            (["  Ada", "Grace "], "For ['  Ada', 'Grace '] expected {want}, got {got}: the blanks are still there. `name.strip()` returns a new text. Who keeps it?"),
            (["  Ada", "Grace"], "For ['  Ada', 'Grace '] expected {want}, got {got}: blanks before a name stay. `strip` takes away both, `rstrip` those after it."),
            (["Ada", "Grace "], "For ['  Ada', 'Grace '] expected {want}, got {got}: blanks behind a name stay. `strip` takes away both, `lstrip` those before it."),
        ],
    )

with expect.test("each once, in the order of their first appearance"):
    got = tidied(["Zoe", "Ada", "Zoe", "Max", "Ada"])
    expect.equal(
        got,
        ["Zoe", "Ada", "Max"],
        says="For ['Zoe', 'Ada', 'Zoe', 'Max', 'Ada'] expected {want}, got {got}.",
        mistakes=[
            (["Ada", "Max", "Zoe"], "Expected {want}, in the order of their first appearance; got {got}, in alphabetical order. Which line puts them so?"),
            (["Zoe", "Max", "Ada"], "Expected {want}, in the order of their first appearance; got {got}, in that of their last."),
            (["Zoe", "Ada", "Zoe", "Max", "Ada"], "Expected {want}, got {got}: names come more than once."),
        ],
    )

### BEGIN HIDDEN TESTS
with expect.test("names that are empty or only blanks"):
    for names, want in (([" Ada", "", "   ", "Ada "], ["Ada"]), (["", "Bo"], ["Bo"]), (["  "], []), ([], [])):
        expect.equal(
            tidied(names),
            want,
            says="For {names} expected {want}, got {got}.",
            names=names,
            mistakes=[
                (["Ada", ""], "For {names} expected {want}, got {got}: a name of blanks only becomes an empty text, which is to be left out."),
                (["Ada", "Ada"], "For {names} expected {want}, got {got}: the same name twice. Compare the names after their blanks are gone."),
                (["", "Bo"], "For {names} expected {want}, got {got}: an empty name is to be left out."),
            ],
        )

with expect.test("many names, and the list given"):
    names = ["  b", "a ", "B", "a", "van der Berg ", "c  d", "", "b", " Tab"]
    got = behaviour.pure(answer.tidy, names)
    expect.equal(got, ["b", "a", "B", "van der Berg", "c  d", "Tab"], says="For {names} expected {want}, got {got}.", names=names)
    answer.define("def homl_same_list(function):\n    names = ['a', 'b']\n    return function(names) is names")
    expect.true(not answer.homl_same_list(answer.tidy), "For ['a', 'b'], where nothing is to be done, you return the very list that you were given. Return a new one.")
### END HIDDEN TESTS

# %% right="p0-e02" because="the keys of a dict keep their order"
def tidy(names):
    return [name for name in dict.fromkeys(name.strip() for name in names) if name]

# %% right="p0-e02" because="sorted by the place of the first appearance"
def tidy(names):
    stripped = [name.strip() for name in names]
    return sorted(set(stripped) - {""}, key=stripped.index)

# %% right="p0-e02" because="a generator that remembers"
def tidy(names):
    def once():
        seen = {""}
        for name in map(str.strip, names):
            if name not in seen:
                seen.add(name)
                yield name

    return list(once())

# %% wrong="p0-e02" because="as it was given" says="the blanks are still there"
def tidy(names):
    found = set()
    for name in names:
        name.strip()
        found.add(name)
    return sorted(found)

# %% wrong="p0-e02" because="the first fault mended" says="in alphabetical order"
def tidy(names):
    found = set()
    for name in names:
        found.add(name.strip())
    return sorted(found)

# %% wrong="p0-e02" because="two faults mended" says="becomes an empty text"
def tidy(names):
    found = []
    for name in names:
        name = name.strip()
        if name not in found:
            found.append(name)
    return found

# %% wrong="p0-e02" because="compares before the blanks are gone" says="the same name twice"
def tidy(names):
    found = []
    for name in names:
        if name not in found and name.strip():
            found.append(name.strip())
    return found

# %% wrong="p0-e02" because="names come twice" says="more than once"
def tidy(names):
    return [name.strip() for name in names if name.strip()]

# %% wrong="p0-e02" because="takes blanks out of the middle, too" says="'c d'"
def tidy(names):
    return list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))

# %% wrong="p0-e02" because="changes the list given" says="changed its input"
def tidy(names):
    names[:] = [name for name in dict.fromkeys(name.strip() for name in names) if name]
    return list(names)

# %% wrong="p0-e02" because="hands back the list if it is tidy" says="the very list"
def tidy(names):
    found = [name for name in dict.fromkeys(name.strip() for name in names) if name]
    return names if found == names else found

# %% right="p0-e02" because="takes away blanks only"
def tidy(names):
    result = []
    for name in names:
        name = name.strip(" ")
        if len(name) == 0 or result.count(name) > 0:
            continue
        result += [name]
    return result

# %% wrong="p0-e02" because="no return" says="None"
def tidy(names):
    found = []
    for name in names:
        name = name.strip()
        if name and name not in found:
            found.append(name)

# %% wrong="p0-e02" because="tells big and small letters not apart" says="got ['b', 'a', 'van"
def tidy(names):
    found = []
    for name in names:
        name = name.strip()
        if name and name.lower() not in [other.lower() for other in found]:
            found.append(name)
    return found

# %% [markdown]
# ## 3 · When it stops

# %% [markdown] exercise="p0-e03" title="A page that only works by luck" kind="X" level=1 minutes=8 core=true after="§3" skills=["Read tracebacks, restart and run all"] topics=["S-03-notebooks", "S-04-jupyter"]
# On her own screen Ana's page works. On it stand four cells; one was deleted, one name was changed, and they were not run in this order. After *Restart and run all* it stops.
#
# Each text in `cells` is the code of one cell. Mend the page: return it as a list of cells that runs from top to bottom in an empty kernel. Change, add or reorder cells as you like, but
#
# - afterwards `report` is the text `mean 21.0, highest 22.5`,
# - one cell stays exactly as it is: `readings = [21.5, 19.0, 22.5, 21.0]`,
# - the page works for other readings, too, and for more or fewer of them. (We put other numbers into that cell, and run it again.)

# %% [markdown] hint="p0-e03"
# Read the page like a kernel that knows nothing. What is the first name that no cell above has made?

# %% [markdown] hint="p0-e03"
# `values` is what `readings` was called before, and the deleted cell made `highest`. What could it have said, so that it holds for other readings?

# %% [markdown] hint="p0-e03"
# ```python
# cells = [
#     "readings = [21.5, 19.0, 22.5, 21.0]",
#     "total = sum(____)",
#     "mean = ____",
#     "highest = ____",
#     "report = f'mean {mean:.1f}, highest {highest}'",
# ]
# ```

# %% answer="p0-e03" needs=[]
cells = [
    "mean = total / len(readings)",
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "total = sum(values)",
    "report = f'mean {mean:.1f}, highest {highest}'",
]
# Mend the list above, or write it anew here.
### BEGIN SOLUTION
cells = [
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "total = sum(readings)",
    "mean = total / len(readings)",
    "highest = max(readings)",
    "report = f'mean {mean:.1f}, highest {highest}'",
]
### END SOLUTION

# %% tests="p0-e03" points=1
from jupyterlab_homl.toolkit import answer, expect

GIVEN = "readings = [21.5, 19.0, 22.5, 21.0]"

answer.define("""
import contextlib as homl_contextlib
import io as homl_io

def homl_run(cells):
    "The report, and where and why the page stopped."
    names = {"__name__": "__main__"}
    for number, cell in enumerate(cells, 1):
        try:
            with homl_contextlib.redirect_stdout(homl_io.StringIO()):
                exec(cell, names)
        except Exception as error:
            return None, number, f"{type(error).__name__}: {error}"
    return names.get("report", "no report"), 0, ""
""")


def page():
    """The learner's cells, as texts."""
    got = answer.cells
    expect.true(isinstance(got, list | tuple) and all(isinstance(cell, str) for cell in got), "`cells` is a list of texts, one for each cell; got {got}.", got=got)
    return [cell.strip() for cell in got]


def report(cells, other=None):
    """The report after a run from top to bottom in an empty kernel; `other` replaces the readings."""
    found, number, error = answer.homl_run([other if other and cell == GIVEN else cell for cell in cells])
    expect.true(not error, "From top to bottom in an empty kernel, cell {number} stops: {error}.", number=number, error=error)
    expect.true(found != "no report", "The page runs, but none of its cells makes `report`.")
    return found


with expect.test("the readings are kept"):
    cells = page()
    expect.true(GIVEN in cells, "One cell is to stay exactly as it was: `{given}`.", given=GIVEN)
    expect.equal(cells.count(GIVEN), 1, says="The cell with the readings stands {got} times on the page; once is enough.")

with expect.test("the page from top to bottom"):
    found = report(page())
    expect.equal(found, "mean 21.0, highest 22.5", says="The page runs. `report` should be {want}; it is {got}.")

### BEGIN HIDDEN TESTS
with expect.test("other readings", after="the readings are kept"):
    cells = page()
    for other, want in (
        ("readings = [3.0, 8.0, 7.0]", "mean 6.0, highest 8.0"),
        ("readings = [-4.0, -1.0]", "mean -2.5, highest -1.0"),
        ("readings = [9.0, 6.0, 6.0, 5.0, 4.0]", "mean 6.0, highest 9.0"),
    ):
        found = report(cells, other)
        expect.true(found != "mean 21.0, highest 22.5", "With `{other}` the report is still that of the old readings. Something on the page holds their numbers, not what is calculated from `readings`.", other=other)
        mixed = isinstance(found, str) and found.split(",")[0] == want.split(",")[0] and found.endswith("highest 22.5")
        expect.true(not mixed, "With `{other}` the mean is right, but `highest` is still 22.5. Calculate it from `readings`.", other=other)
        expect.equal(found, want, says="With `{other}` the report should be {want}; it is {got}.", other=other)
### END HIDDEN TESTS

# %% right="p0-e03" because="one cell for everything else"
cells = [
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "values = readings\ntotal = sum(values)\nmean = total / len(readings)\nhighest = sorted(values)[-1]\nreport = f'mean {mean:.1f}, highest {highest}'",
]

# %% right="p0-e03" because="a function that stands above the readings"
cells = [
    "from statistics import fmean",
    "def describe(values):\n    return f'mean {fmean(values):.1f}, highest {max(values)}'",
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "report = describe(readings)",
]

# %% wrong="p0-e03" because="as it was" says="cell 1 stops: NameError: name 'total'"
cells = [
    "mean = total / len(readings)",
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "total = sum(values)",
    "report = f'mean {mean:.1f}, highest {highest}'",
]

# %% wrong="p0-e03" because="put in order only" says="name 'values'"
cells = [
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "total = sum(values)",
    "mean = total / len(readings)",
    "report = f'mean {mean:.1f}, highest {highest}'",
]

# %% wrong="p0-e03" because="forgets the deleted cell" says="name 'highest'"
cells = [
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "total = sum(readings)",
    "mean = total / len(readings)",
    "report = f'mean {mean:.1f}, highest {highest}'",
]

# %% wrong="p0-e03" because="types the highest reading" says="`highest` is still 22.5"
cells = [
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "total = sum(readings)",
    "mean = total / len(readings)",
    "highest = 22.5",
    "report = f'mean {mean:.1f}, highest {highest}'",
]

# %% wrong="p0-e03" because="types the report" says="that of the old readings"
cells = ["readings = [21.5, 19.0, 22.5, 21.0]", "report = 'mean 21.0, highest 22.5'"]

# %% wrong="p0-e03" because="hides the error" says="that of the old readings"
cells = [
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "try:\n    total = sum(values)\nexcept NameError:\n    total = 84.0",
    "mean = total / 4",
    "highest = 22.5",
    "report = f'mean {mean:.1f}, highest {highest}'",
]

# %% wrong="p0-e03" because="the last reading for the highest" says="it is mean 21.0, highest 21.0"
cells = [
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "mean = sum(readings) / len(readings)",
    "highest = readings[-1]",
    "report = f'mean {mean:.1f}, highest {highest}'",
]

# %% wrong="p0-e03" because="divides by four, whatever there is" says="the report should be"
cells = [
    "readings = [21.5, 19.0, 22.5, 21.0]",
    "mean = sum(readings) / 4",
    "highest = max(readings)",
    "report = f'mean {mean:.1f}, highest {highest}'",
]

# %% wrong="p0-e03" because="keeps the old name" says="stay exactly as it was"
cells = [
    "values = readings = [21.5, 19.0, 22.5, 21.0]",
    "total = sum(values)",
    "mean = total / len(readings)",
    "highest = max(values)",
    "report = f'mean {mean:.1f}, highest {highest}'",
]

# %% [markdown] exercise="p0-e04" title="Why run it all again?" kind="S" level=1 minutes=10 core=false after="§3" skills=["Read tracebacks, restart and run all"] topics=["S-03-notebooks"]
# A friend sends her notebook without having done *Restart and run all*: "It works, you can see the outputs." Explain in 60 to 150 words, with an example of your own, what may be wrong with it although every output on the page was honestly calculated.

# %% [markdown] hint="p0-e04"
# What does the kernel know that nobody can see on the page?

# %% [markdown] hint="p0-e04"
# Go through the four: a cell that was deleted or a name that was changed, cells that were run in another order or twice, a cell that was edited and not run again, and what a stranger's kernel has not got.

# %% [markdown] hint="p0-e04"
# *The outputs show what ____ when ____. If a cell ____, its names ____. For example ____. Restart and run all ____, so ____.*

# %% [markdown] answer="p0-e04" manual=true points=1
# ### BEGIN SOLUTION
# An output shows what its cell gave when it was run, not what it would give now. The kernel may hold a name whose cell has been deleted: my page once used `prices` after I had thrown away the cell that read the file, and only a colleague noticed. Cells may have been run in another order than they stand in, or twice:
# a cell `x = x * 2` above a 40 does not say how often. A cell may have been edited after its last run, so that text and output belong to different code. All of that is invisible. Restart and run all forgets everything and runs the page once from the top, as a stranger will. If it stops, something is missing on the page; if the numbers change, they had hung
# on the order, or on chance, for which one fixes a seed.
# ### END SOLUTION

# %% [markdown] rubric="p0-e04"
# One point each, four make the whole:
#
# 1. **Hidden state.** The kernel keeps names that no cell on the page makes any more: deleted or renamed.
# 2. **Order.** Cells may have been run in another order or several times, so that the outputs do not follow from the page.
# 3. **Stale output.** A cell was edited after its last run, or a cell above it was.
# 4. **What the remedy shows.** Restart and run all runs the page as a stranger would: an error or another number shows what it hung on.

# %% [markdown]
# ## 4 · Lists, dicts, and a line that reads like a sentence

# %% [markdown] exercise="p0-e05" title="The best three" kind="F" level=1 minutes=8 core=true after="§4" skills=["Lists, dicts and comprehensions"] topics=["S-04-python"]
# Write `best(scores, k=3)`, which makes a list of lines for a report.
#
# | | |
# |---|---|
# | `scores` | a dict from the name of a model to the share of answers that it got right, 0 to 1 |
# | `k` | how many lines at most; there may be fewer models than that |
# | returns | a list of texts, the best model first, such as `"ridge: 91.3%"`: name, colon, one blank, the share as a percentage with one decimal |
#
# Models with equal shares come in the order in which they stand in `scores`.

# %% [markdown] hint="p0-e05"
# What do you have to sort: the names, the shares, or pairs of both? And by which part of a pair?

# %% [markdown] hint="p0-e05"
# `scores.items()` gives pairs. `sorted(…, key=lambda pair: pair[1], reverse=True)` puts the best first and keeps the order of equals. `[:k]` takes at most `k`. In an f-string `{share:.1%}` is a percentage.

# %% [markdown] hint="p0-e05"
# ```python
# def best(scores, k=3):
#     ranked = sorted(scores.items(), key=____, reverse=____)
#     return [f"____: ____" for name, share in ranked[____]]
# ```

# %% answer="p0-e05" needs=[]
def best(scores, k=3):
    """At most k lines “name: 91.3%”, the best model first."""
    ### BEGIN SOLUTION
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    return [f"{name}: {share:.1%}" for name, share in ranked[:k]]
    ### END SOLUTION

# %% tests="p0-e05" points=1
from jupyterlab_homl.toolkit import answer, behaviour, expect


def lines(scores, k):
    ranked = sorted(scores, key=lambda name: -scores[name])
    return [f"{name}: {100 * scores[name]:.1f}%" for name in ranked[:k]]


def compare(scores, *rest):
    """Compare with the right lines, and with those of typical mistakes."""
    got = answer.best(scores, *rest)
    k = rest[0] if rest else 3
    want = lines(scores, k)
    expect.true(got is not None, "`best` returned None. Usually the `return` is missing, or the lines were printed.")
    expect.true(isinstance(got, list) and all(isinstance(line, str) for line in got), "Expected a list of texts; got {got}.", got=got)
    call = ", ".join(map(repr, (scores, *rest)))
    ascending = [f"{name}: {100 * share:.1f}%" for name, share in sorted(scores.items(), key=lambda pair: pair[1])]
    by_name = [f"{name}: {100 * scores[name]:.1f}%" for name in sorted(scores)]
    backwards = [f"{name}: {100 * share:.1f}%" for name, share in sorted(scores.items(), key=lambda pair: pair[1])[::-1]]
    as_given = [f"{name}: {100 * share:.1f}%" for name, share in scores.items()]
    rounded = [f"{name}: {100 * scores[name]:.1f}%" for name in sorted(scores, key=lambda name: -round(scores[name], 3))]
    mistakes = [
        (lines(scores, len(scores)), "best({call}): expected {want}, got {got}: more lines than `k`."),
        (ascending[:k], "best({call}): expected {want}, got {got}: the worst model comes first."),
        (ascending[-k:] if k else [], "best({call}): expected {want}, got {got}: these are the right models, but the best comes last."),
        (backwards[:k], "best({call}): expected {want}, got {got}. Models with equal shares come in the order of `scores`."),
        (by_name[:k], "best({call}): expected {want}, got {got}: these are sorted by their names. Which part of a pair is to decide?"),
        (rounded[:k], "best({call}): expected {want}, got {got}: these are in the order of the rounded shares. Sort by the shares themselves."),
        (as_given[:k], "best({call}): expected {want}, got {got}: these are in the order of `scores`, not sorted."),
        ([line.replace("%", " %") for line in want], "best({call}): expected {want}, got {got}: there is no blank before the percent sign."),
        ([line.replace(": ", ":") for line in want], "best({call}): expected {want}, got {got}: one blank follows the colon."),
        ([f"{name}: {scores[name]}" for name in sorted(scores, key=lambda name: -scores[name])[:k]], "best({call}): expected {want}, got {got}: the order is right. Write the share as a percentage with one decimal."),
        ([f"{name}: {100 * scores[name]:.0f}%" for name in sorted(scores, key=lambda name: -scores[name])[:k]], "best({call}): expected {want}, got {got}: one decimal, please, also where it is 0."),
    ]
    values = [value for value, _ in mistakes]
    # where two mistakes come to the same, neither is blamed
    expect.equal(got, want, says="best({call}): expected {want}, got {got}.", call=call, mistakes=[(value, words) for value, words in mistakes if value != want and values.count(value) == 1])


with expect.test("three of four models"):
    compare({"tree": 0.874, "ridge": 0.913, "forest": 0.935, "guess": 0.5})

with expect.test("k models"):
    compare({"tree": 0.874, "ridge": 0.913, "forest": 0.935, "guess": 0.5}, 1)

### BEGIN HIDDEN TESTS
with expect.test("equal shares"):
    compare({"b": 0.8, "c": 0.9, "a": 0.8, "d": 0.8, "e": 0.9}, 4)

with expect.test("shares that are nearly equal"):
    compare({"p": 0.9121, "b": 0.9124, "z": 0.95}, 3)

with expect.test("fewer models than k"):
    compare({"svm": 1.0, "knn": 0.0}, 5)
    compare({}, 3)
    expect.equal(answer.best({"only": 0.5}), ["only: 50.0%"], says="For one model and no `k` expected {want}, got {got}.")

with expect.test("decimals and the dict given"):
    compare({"x": 0.0567, "y": 0.9996, "z": 0.1234, "w": 0.0}, 4)
    behaviour.pure(answer.best, {"tree": 0.7, "ridge": 0.9}, 2)
### END HIDDEN TESTS

# %% right="p0-e05" because="the heap of the standard library"
def best(scores, k=3):
    import heapq

    return ["{}: {:.1%}".format(name, scores[name]) for name in heapq.nlargest(k, scores, key=scores.get)]

# %% right="p0-e05" because="takes the best away, again and again"
def best(scores, k=3):
    left, found = dict(scores), []
    while left and len(found) < k:
        top = max(left, key=left.get)
        found.append(top + ": " + format(100 * left.pop(top), ".1f") + "%")
    return found

# %% right="p0-e05" because="two lines"
def best(scores, k=3):
    names = sorted(scores, key=scores.get, reverse=True)[:k]
    return [f"{name}: {scores[name]:.1%}" for name in names]

# %% wrong="p0-e05" because="prints" says="printed"
def best(scores, k=3):
    for name, share in sorted(scores.items(), key=lambda pair: pair[1], reverse=True)[:k]:
        print(f"{name}: {share:.1%}")

# %% wrong="p0-e05" because="the worst first" says="worst model comes first"
def best(scores, k=3):
    return [f"{name}: {share:.1%}" for name, share in sorted(scores.items(), key=lambda pair: pair[1])[:k]]

# %% wrong="p0-e05" because="sorts the pairs by their names" says="sorted by their names"
def best(scores, k=3):
    return [f"{name}: {share:.1%}" for name, share in sorted(scores.items())[:k]]

# %% wrong="p0-e05" because="k is forgotten" says="more lines than `k`"
def best(scores, k=3):
    return [f"{name}: {share:.1%}" for name, share in sorted(scores.items(), key=lambda pair: pair[1], reverse=True)]

# %% wrong="p0-e05" because="turns the sorted list around" says="in the order of `scores`"
def best(scores, k=3):
    ranked = sorted(scores.items(), key=lambda pair: pair[1])
    ranked.reverse()
    return [f"{name}: {share:.1%}" for name, share in ranked[:k]]

# %% wrong="p0-e05" because="always three" says="more lines than `k`"
def best(scores, k=3):
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    return [f"{name}: {share:.1%}" for name, share in ranked[:4]]

# %% wrong="p0-e05" because="needs k models" says="list index out of range"
def best(scores, k=3):
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    return [f"{ranked[i][0]}: {ranked[i][1]:.1%}" for i in range(k)]

# %% wrong="p0-e05" because="rounded to whole per cent" says="one decimal"
def best(scores, k=3):
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    return [f"{name}: {share:.0%}" for name, share in ranked[:k]]

# %% wrong="p0-e05" because="the share as it is" says="as a percentage"
def best(scores, k=3):
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    return [f"{name}: {share}" for name, share in ranked[:k]]

# %% wrong="p0-e05" because="one text" says="list of texts"
def best(scores, k=3):
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    return "\n".join(f"{name}: {share:.1%}" for name, share in ranked[:k])

# %% wrong="p0-e05" because="a blank before the sign" says="no blank before"
def best(scores, k=3):
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    return [f"{name}: {100 * share:.1f} %" for name, share in ranked[:k]]

# %% wrong="p0-e05" because="sorts by what is shown" says="rounded shares"
def best(scores, k=3):
    shown = {name: round(share, 3) for name, share in scores.items()}
    return [f"{name}: {shown[name]:.1%}" for name in sorted(shown, key=shown.get, reverse=True)[:k]]

# %% wrong="p0-e05" because="cuts off in place of rounding" says="expected"
def best(scores, k=3):
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    return [f"{name}: {int(1000 * share) / 10}%" for name, share in ranked[:k]]

# %% wrong="p0-e05" because="a default for k that is not asked for" says="k"
def best(scores, k):
    ranked = sorted(scores.items(), key=lambda pair: pair[1], reverse=True)
    return [f"{name}: {share:.1%}" for name, share in ranked[:k]]

# %% [markdown] exercise="p0-e06" title="Counting on ten fingers" kind="F" level=1 minutes=10 core=false after="§4" skills=["Lists, dicts and comprehensions"] topics=["S-12-fingers", "S-04-python"]
# Whoever counts one for each finger gets to 10. Whoever lets the first finger stand for 1, the next for 2, then 4, 8, 16 and so on up to 512 gets to 1,023: each number from 0 to 1,023 is a sum of different ones of these, in exactly one way.
#
# Write `fingers(n)` for a whole number `n`: a list of ten `True` or `False`, whether each finger is up, the finger for 1 first. So 5, which is 1 + 4, begins with `[True, False, True, False, …]`. If `n` is below 0 or above 1,023, it raises a `ValueError`.

# %% [markdown] hint="p0-e06"
# Is the first finger up for 6? For 7? What do all numbers have in common for which it is up, and what is left to be counted by the other nine?

# %% [markdown] hint="p0-e06"
# `n % 2` is 1 if the first finger is up. `n // 2` is what the other fingers count, each standing for half as much. Ten times. The result of `n % 2 == 1` is `True` or `False`.

# %% [markdown] hint="p0-e06"
# ```python
# def fingers(n):
#     if not 0 <= n <= ____:
#         raise ValueError("____")
#     up = []
#     for _ in range(____):
#         up.append(n % 2 == ____)
#         n = ____
#     return up
# ```

# %% answer="p0-e06" needs=[]
def fingers(n):
    """Ten True or False, the finger for 1 first; a ValueError if n is not 0 to 1,023."""
    ### BEGIN SOLUTION
    if not 0 <= n <= 1023:
        raise ValueError("ten fingers count from 0 to 1023")
    return [n // 2**place % 2 == 1 for place in range(10)]
    ### END SOLUTION

# %% tests="p0-e06" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def up(n):
    return [bool(n >> place & 1) for place in range(10)]


def compare(n, got):
    want = up(n)
    expect.true(got is not None, "`fingers({n})` returned None. Usually the `return` is missing.", n=n)
    expect.true(isinstance(got, list), "Expected a list; `fingers({n})` is {got}.", n=n, got=got)
    expect.equal(len(got), 10, says="There are ten fingers; `fingers({n})` has {got} items.", n=n)
    as_bools = [finger in (1, "1") for finger in got]
    expect.true(as_bools != want or all(isinstance(finger, bool | np.bool_) for finger in got), "`fingers({n})` has the right fingers up, but the items are {kind}, not True or False. A comparison gives these.", n=n, kind=type(got[0]).__name__)
    expect.equal(
        got,
        want,
        says="`fingers({n})` should be {want}; it is {got}.",
        n=n,
        mistakes=[
            (want[::-1], "`fingers({n})` should be {want}; it is the other way round. The finger for 1 comes first."),
            ([not finger for finger in want], "`fingers({n})` should be {want}; yours has up what should be down."),
            ([place < n for place in range(10)], "`fingers({n})` should be {want}; it has {n} fingers up, each for 1. The second one stands for 2, the third for 4."),
        ]
        if want != want[::-1]
        else [],
    )


with expect.test("five, and four others"):
    for n in (5, 1, 6, 12, 700):
        compare(n, answer.fingers(n))

### BEGIN HIDDEN TESTS
with expect.test("every number"):
    answer.define("def homl_each(function, numbers):\n    return [function(n) for n in numbers]")
    for n, got in enumerate(answer.homl_each(answer.fingers, list(range(1024)))):
        compare(n, got)

with expect.test("numbers that ten fingers cannot show"):
    for n in (1024, 5000, 2048):
        expect.raises(answer.fingers, n, error="ValueError", says="For a number above 1023, such as 1024, `fingers` should raise a ValueError; got {got}.")
    for n in (-1, -1024):
        expect.raises(answer.fingers, n, error="ValueError", says="For a number below 0, such as -1, `fingers` should raise a ValueError; got {got}.")
### END HIDDEN TESTS

# %% right="p0-e06" because="the binary digits backwards"
def fingers(n):
    if n < 0 or n > 1023:
        raise ValueError(f"{n} is more than ten fingers can show")
    return [digit == "1" for digit in reversed(f"{n:010b}")]

# %% right="p0-e06" because="gives away the large ones first"
def fingers(n):
    if n not in range(1024):
        raise ValueError
    found = []
    for worth in (512, 256, 128, 64, 32, 16, 8, 4, 2, 1):
        found.insert(0, n >= worth)
        n -= worth * (n >= worth)
    return found

# %% right="p0-e06" because="NumPy's bits"
def fingers(n):
    if not 0 <= n < 2**10:
        raise ValueError
    return ((n >> np.arange(10)) & 1).astype(bool).tolist()

# %% wrong="p0-e06" because="the finger for 512 first" says="other way round"
def fingers(n):
    if not 0 <= n <= 1023:
        raise ValueError
    return [digit == "1" for digit in f"{n:010b}"]

# %% wrong="p0-e06" because="accepts 1024" says="above 1023"
def fingers(n):
    if not 0 <= n <= 1024:
        raise ValueError
    return [n // 2**place % 2 == 1 for place in range(10)]

# %% wrong="p0-e06" because="accepts negative numbers" says="below 0"
def fingers(n):
    if n > 1023:
        raise ValueError
    return [n // 2**place % 2 == 1 for place in range(10)]

# %% wrong="p0-e06" because="numbers for truth" says="not True or False"
def fingers(n):
    if not 0 <= n <= 1023:
        raise ValueError
    return [n // 2**place % 2 for place in range(10)]

# %% wrong="p0-e06" because="a text" says="Expected a list"
def fingers(n):
    if not 0 <= n <= 1023:
        raise ValueError
    return f"{n:010b}"

# %% wrong="p0-e06" because="as many items as it takes" says="ten fingers"
def fingers(n):
    if not 0 <= n <= 1023:
        raise ValueError
    found = []
    while n:
        found.append(n % 2 == 1)
        n //= 2
    return found

# %% wrong="p0-e06" because="one for each finger" says="each for 1"
def fingers(n):
    if not 0 <= n <= 1023:
        raise ValueError
    return [place < n for place in range(10)]

# %% wrong="p0-e06" because="returns the error" says="should raise a ValueError"
def fingers(n):
    if not 0 <= n <= 1023:
        return ValueError("out of range")
    return [n // 2**place % 2 == 1 for place in range(10)]

# %% wrong="p0-e06" because="another exception" says="should raise a ValueError"
def fingers(n):
    assert 0 <= n <= 1023
    return [n // 2**place % 2 == 1 for place in range(10)]

# %% wrong="p0-e06" because="0 is refused" says="ten fingers"
def fingers(n):
    if not 0 < n <= 1023:
        raise ValueError("ten fingers count from 0 to 1023")
    return [n // 2**place % 2 == 1 for place in range(10)]

# %% [markdown]
# ## 5 · Functions that promise something

# %% [markdown] exercise="p0-e07" title="A square with a promise" kind="F" level=1 minutes=8 core=false after="§5" skills=["Functions and generators"] topics=["S-07-prompts", "S-04-python"]
# Write `square(x)`. For a number it returns the square; for a list, a tuple or an array of numbers a new array with the square of each.
#
# It has a docstring with at least one example in the form of Python's prompt: a line that begins with `>>> ` and calls `square`, and below it what Python answers to that. All examples must be right: we run them with `doctest`, which compares letter by letter.

# %% [markdown] hint="p0-e07"
# What does `[1, 2] * [1, 2]` do? What would make an array out of a list?

# %% [markdown] hint="p0-e07"
# `np.asarray(x) ** 2` squares lists and arrays alike, and makes a new array. Type your example into a cell of your own and copy what stands below it: NumPy writes its numbers as `np.int64(9)`, its arrays as `array([1, 4])`.

# %% [markdown] hint="p0-e07"
# ```python
# def square(x):
#     """The square of a number, or of each of several.
#
#     >>> square([1, 2])
#     array([____])
#     """
#     return np.____(x) ** 2
# ```

# %% answer="p0-e07" needs=[]
def square(x):
    ### BEGIN SOLUTION
    """The square of a number, or of each of several.

    >>> square([1, 2, 3])
    array([1, 4, 9])
    """
    return np.asarray(x) ** 2
    ### END SOLUTION

# %% [markdown] equivalent="p0-e07"
# """The square of a number, or of each of several.  →  None

# %% tests="p0-e07" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define('''
import doctest as homl_doctest
import numpy as homl_np

def homl_examples(function):
    "How many examples, how many that call the function, the first that is wrong, and what cannot be read."
    text = function.__doc__ or ""
    names = {"square": function, "np": homl_np, "numpy": homl_np}
    try:
        found = homl_doctest.DocTestParser().get_doctest(text, names, "square", None, 0)
    except ValueError as error:
        return [bool(text.strip()), 0, 0, None, str(error).splitlines()[0]]
    calls = sum("square(" in example.source for example in found.examples)
    seen = []

    class Runner(homl_doctest.DocTestRunner):
        def report_failure(self, out, test, example, got):
            seen.append([example.source.strip(), example.want.strip(), got.strip()])

        def report_unexpected_exception(self, out, test, example, exc_info):
            seen.append([example.source.strip(), example.want.strip(), f"{exc_info[0].__name__}: {exc_info[1]}"])

    Runner(verbose=False).run(found, out=lambda text: None)
    return [bool(text.strip()), len(found.examples), calls, seen[0] if seen else None, ""]
''')

with expect.test("numbers"):
    for x in (3, -1.5, 0):
        got = answer.square(x)
        expect.true(got is not None, "`square({x})` returned None. Usually the `return` is missing, or the result was printed.", x=x)
        expect.close(got, x**2, says="`square({x})` should be {want}; it is {got}.", x=x, mistakes=[(2 * x, "`square({x})` should be {want}; it is {got}, which is twice the number.")] if x else [])

with expect.test("lists, tuples and arrays"):
    for x in ([1, 2, 3], (0.5, -2.0), np.array([[1.0, 4.0], [2.0, 3.0]])):
        kind = type(x).__name__
        got = expect.call(answer.square, x, error="TypeError", says="For a list, a tuple or an array it raised: {message}. Python's `*` and `**` do not square lists and tuples. Make an array of it first.")
        expect.true(isinstance(got, np.ndarray), "For a {kind} the result should be an array; it is of type {got}.", kind=kind, got=type(got).__name__)
        expect.close(got, np.asarray(x, dtype=float) ** 2, says="For the {kind} {x} expected {want}, got {got}.", kind=kind, x=x)

with expect.test("an example in the docstring"):
    described, examples, calls, wrong, unreadable = answer.homl_examples(answer.square)
    expect.true(described, "`square` has no docstring. It is a text in triple quotes, the first thing below the line with `def`.")
    expect.true(not unreadable, "`doctest` cannot read the docstring: {message}.", message=unreadable)
    expect.true(examples > 0, "The docstring has no example: no line in it begins with `>>> `.")
    expect.true(calls > 0, "None of the examples calls `square`.")

### BEGIN HIDDEN TESTS
with expect.test("the examples are right", after="an example in the docstring"):
    _, _, _, wrong, _ = answer.homl_examples(answer.square)
    source, want, got = wrong or ("", "", "")
    expect.true(not wrong or want, "Below `>>> {source}` nothing stands, but Python answers {got}. Copy that into the next line.", source=source, got=got)
    expect.true(not wrong or got, "Below `>>> {source}` stands {want}, but Python answers nothing there.", source=source, want=want)
    expect.true(not wrong, "Below `>>> {source}` stands {want}, but Python answers {got}.", source=source, want=want, got=got)

with expect.test("the array given"):
    for x in (np.array([1.5, -2.0]), np.array([3, 4])):
        held = answer.put(x)
        got = answer.square(held)
        expect.unchanged(held, x)
        expect.close(got, x**2)
### END HIDDEN TESTS

# %% right="p0-e07" because="NumPy's own function, three examples"
def square(x):
    """Square numbers.

    >>> int(square(3))
    9
    >>> square((1, 2)).tolist()
    [1, 4]
    >>> nothing = square(2)
    """
    return np.square(x)

# %% right="p0-e07" because="numbers apart from the rest"
def square(x):
    """x times x.

    >>> square(3)
    9
    """
    if np.isscalar(x):
        return x * x
    return np.array([np.square(item) for item in x])

# %% wrong="p0-e07" because="prints" says="printed"
def square(x):
    """The square.

    >>> square(3)
    9
    """
    print(np.asarray(x) ** 2)

# %% wrong="p0-e07" because="works for numbers only" says="do not square lists"
def square(x):
    """The square.

    >>> square(3)
    9
    """
    return x**2

# %% wrong="p0-e07" because="a list for a list" says="should be an array"
def square(x):
    """The square.

    >>> square(3)
    9
    """
    if isinstance(x, (list, tuple, np.ndarray)):
        return [item**2 for item in x]
    return x**2

# %% wrong="p0-e07" because="changes the array given" says="changed its input"
def square(x):
    """The square.

    >>> square([1, 2])
    array([1, 4])
    """
    x = np.asarray(x)
    x **= 2
    return x

# %% wrong="p0-e07" because="no docstring" says="no docstring"
def square(x):
    return np.asarray(x) ** 2

# %% wrong="p0-e07" because="a comment for a docstring" says="no docstring"
def square(x):
    # >>> square(3)
    # 9
    return np.asarray(x) ** 2

# %% wrong="p0-e07" because="a docstring without an example" says="no example"
def square(x):
    """Return the square of x; square(3) is 9."""
    return np.asarray(x) ** 2

# %% wrong="p0-e07" because="what a beginner expects below the prompt" says="but Python answers np.int64(9)"
def square(x):
    """The square.

    >>> square(3)
    9
    """
    return np.asarray(x) ** 2

# %% wrong="p0-e07" because="no blank after the prompt" says="cannot read the docstring"
def square(x):
    """The square.

    >>>square([1, 2])
    array([1, 4])
    """
    return np.asarray(x) ** 2

# %% wrong="p0-e07" because="no result below the call" says="nothing stands"
def square(x):
    """The square.

    >>> square([1, 2])
    """
    return np.asarray(x) ** 2

# %% wrong="p0-e07" because="twice" says="twice the number"
def square(x):
    """The square.

    >>> square([2, 2])
    array([4, 4])
    """
    return np.asarray(x) * 2

# %% [markdown] exercise="p0-e08" title="Windows over an endless stream" kind="F" level=2 minutes=12 core=true after="§5" skills=["Functions and generators"] topics=["S-04-python"]
# A model is to foresee the next value of a series from the last few, so it is given one *window* after the other. Write the **generator** `windows(items, size, step=1)`.
#
# | | |
# |---|---|
# | `items` | anything that a `for` loop goes through: a list, a text, a generator, perhaps one **without an end** |
# | `size` | how many items a window has, at least 1 |
# | `step` | how many items further the next window begins, at least 1; it may be larger than `size`, and then items are left out |
# | yields | each window as a tuple of `size` items; a rest that fills no window is left out |
#
# `windows("abcde", 3)` yields `("a", "b", "c")`, `("b", "c", "d")` and `("c", "d", "e")`; with `step=2` the second of these is left out.
#
# It takes an item from `items` only when a window needs it: the first window comes as soon as `size` items are there.

# %% [markdown] hint="p0-e08"
# A generator has no length and no positions: it can be gone through once, item by item. So what do you have to remember from one item to the next?

# %% [markdown] hint="p0-e08"
# Collect items in a list. When it holds `size` of them, yield it as a tuple and throw away the first `step`. And if `step` is larger than what it holds: how many of the coming items have to be left out?

# %% [markdown] hint="p0-e08"
# ```python
# def windows(items, size, step=1):
#     held, leave_out = [], 0
#     for item in items:
#         if leave_out > 0:
#             leave_out -= 1
#             continue
#         held.append(____)
#         if len(held) == ____:
#             yield ____
#             leave_out = max(0, step - ____)
#             held = held[____:]
# ```

# %% answer="p0-e08" needs=[]
def windows(items, size, step=1):
    """Yield tuples of `size` items, each beginning `step` items after the one before."""
    ### BEGIN SOLUTION
    held, leave_out = [], 0
    for item in items:
        if leave_out > 0:
            leave_out -= 1
            continue
        held.append(item)
        if len(held) == size:
            yield tuple(held)
            leave_out = max(0, step - size)
            held = held[step:]
    ### END SOLUTION

# %% tests="p0-e08" points=2
from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import itertools as homl_itertools

class HomlTooMany(Exception):
    pass

class HomlStream:
    "Numbers from 0, which counts how many were taken, and stops somebody who never ends."
    def __init__(self, end):
        self.taken = 0
        self.end = end
    def __iter__(self):
        return self
    def __next__(self):
        if self.end is not None and self.taken == self.end:
            raise StopIteration
        if self.taken == 2000:
            raise HomlTooMany("2,000 items taken")
        self.taken += 1
        return self.taken - 1

def homl_windows(function, source, size, step, most):
    "The windows, at most so many, how many items had been taken at each, and what kind of things they are."
    stream = HomlStream(source) if source is None or isinstance(source, int) else source
    made = function(stream, size) if step is None else function(stream, size, step)
    kind = type(made).__name__
    if not hasattr(made, "__iter__"):
        return kind, [], [], []
    found, taken, kinds = [], [], []
    for window in homl_itertools.islice(made, most):
        kinds.append(type(window).__name__)
        found.append(list(window) if hasattr(window, "__iter__") else window)
        taken.append(getattr(stream, "taken", 0))
    return kind, found, taken, kinds
""")


def all_windows(items, size, step):
    return [list(items[at : at + size]) for at in range(0, len(items) - size + 1, step)]


def asked(source, size, step=None, most=50):
    """What the learner's function yields; the answer to an endless stream has to come without its end."""
    kind, found, taken, kinds = expect.call(answer.homl_windows, answer.windows, source, size, step, most, error="HomlTooMany", says="From a stream without an end it took 2,000 items, and had not yielded the first few windows. Yield each window as soon as its items are there.")
    expect.true(kind != "NoneType", "`windows` returned None. A generator has a `yield` in its body.")
    odd = next((name for name in kinds if name != "tuple"), None)
    expect.true(odd is None, "Each window is a tuple; one of yours is of type {kind}.", kind=odd)
    return kind, found, taken


def compare(items, size, step=None):
    _, got, _ = asked(items, size, step)
    want = all_windows(items, size, step or 1)
    call = f"{items!r}, {size}" + ("" if step is None else f", step={step}")
    with_rest = [list(items[at : at + size]) for at in range(0, len(items), step or 1)]
    typical = (
        (with_rest, "windows({call}) should yield {want}; it yields {got}. A rest that does not fill a window is left out."),
        (all_windows(items, size, 1), "windows({call}) should yield {want}; yours moves on by 1 each time, whatever `step` says."),
        (all_windows(items, size, size), "windows({call}) should yield {want}; yours begins each window where the one before ended."),
        (all_windows(items, size, min(step or 1, size)), "windows({call}) should yield {want}; it yields {got}. With a `step` larger than `size` the items between two windows are left out."),
        (want[:-1], "windows({call}) should yield {want}; the last window is missing."),
    )
    values = [value for value, _ in typical]
    expect.equal(
        got,
        want,
        says="windows({call}) should yield {want}; it yields {got}.",
        call=call,
        # where two mistakes come to the same, neither is blamed
        mistakes=[(value, words) for value, words in typical if value != want and values.count(value) == 1],
    )


with expect.test("five letters"):
    compare("abcde", 3)

with expect.test("a step of two"):
    compare([1, 2, 3, 4, 5, 6, 7], 3, 2)

### BEGIN HIDDEN TESTS
with expect.test("a stream without an end"):
    kind, got, taken = asked(None, 3, None, 4)
    expect.equal(got, [[0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5]], says="From an endless stream 0, 1, 2, … the first four windows of 3 should be {want}; they are {got}.")
    expect.true(taken[0] <= 3, "For the first window of 3 items yours took {n}. The others may not be there yet.", n=taken[0])
    kind, got, taken = asked(None, 2, 3, 3)
    expect.equal(got, [[0, 1], [3, 4], [6, 7]], says="From 0, 1, 2, … the first three windows of 2 with step=3 should be {want}; they are {got}.", mistakes=[([[0, 1], [2, 3], [4, 5]], "From 0, 1, 2, … the first three windows of 2 with step=3 should be {want}; they are {got}. The items between two windows are left out.")])
    late = next((n for n, (count, need) in enumerate(zip(taken, (2, 5, 8), strict=True)) if count > need), None)
    expect.true(late is None, "With size 2 and step 3, window {window} needs {need} items of the stream; yours had taken {count}.", window=0 if late is None else late + 1, need=0 if late is None else (2, 5, 8)[late], count=0 if late is None else taken[late])

with expect.test("every size and step"):
    for length in range(8):
        for size in (1, 2, 3, 5):
            for step in (1, 2, 3, 4, 6):
                compare(list(range(length)), size, step)

with expect.test("a stream with an end, and the list given"):
    kind, got, _ = asked(5, 2)
    expect.equal(got, [[0, 1], [1, 2], [2, 3], [3, 4]], says="From a stream of 0, 1, 2, 3, 4 windows of 2 should be {want}; they are {got}.")
    items = [4, 3, 2, 1]
    held = answer.put(items)
    answer.homl_windows(answer.windows, held, 2, 1, 50)
    expect.unchanged(held, items)
### END HIDDEN TESTS

# %% right="p0-e08" because="islice, again and again"
def windows(items, size, step=1):
    from itertools import islice

    stream = iter(items)
    held = tuple(islice(stream, size))
    while len(held) == size:
        yield held
        for _ in range(step - size):
            next(stream, None)
        held = held[step:] + tuple(islice(stream, min(step, size)))

# %% right="p0-e08" because="a deque, and the positions counted"
def windows(items, size, step=1):
    from collections import deque

    last = deque(maxlen=size)
    for place, item in enumerate(items, 1):
        last.append(item)
        if place >= size and (place - size) % step == 0:
            yield tuple(last)

# %% right="p0-e08" because="two lines, copies of the stream moved against each other"
def windows(items, size, step=1):
    from itertools import islice, tee

    yield from islice(zip(*(islice(copy, at, None) for at, copy in enumerate(tee(items, size)))), 0, None, step)

# %% right="p0-e08" because="a function that returns a generator"
def windows(items, size, step=1):
    def made(stream):
        held = []
        for number, item in enumerate(stream):
            held = [*held, item][-size:]
            if number >= size - 1 and (number - size + 1) % step == 0:
                yield tuple(held)

    return made(iter(items))

# %% wrong="p0-e08" because="makes a list first" says="without an end it took"
def windows(items, size, step=1):
    items = list(items)
    for at in range(0, len(items) - size + 1, step):
        yield tuple(items[at : at + size])

# %% wrong="p0-e08" because="returns a list of all" says="without an end it took"
def windows(items, size, step=1):
    items = list(items)
    return [tuple(items[at : at + size]) for at in range(0, len(items) - size + 1, step)]

# %% wrong="p0-e08" because="relies on positions" says="len()"
def windows(items, size, step=1):
    for at in range(0, len(items) - size + 1, step):
        yield tuple(items[at : at + size])

# %% wrong="p0-e08" because="a short window at the end" says="does not fill a window"
def windows(items, size, step=1):
    items = list(items)
    for at in range(0, len(items), step):
        yield tuple(items[at : at + size])

# %% wrong="p0-e08" because="yields lists" says="Each window is a tuple"
def windows(items, size, step=1):
    held = []
    for item in items:
        held.append(item)
        if len(held) == size:
            yield held
            held = held[step:]

# %% wrong="p0-e08" because="the step is ignored" says="moves on by 1"
def windows(items, size, step=1):
    held = []
    for item in items:
        held.append(item)
        if len(held) == size:
            yield tuple(held)
            held = held[1:]

# %% wrong="p0-e08" because="a large step leaves nothing out" says="the items between two windows"
def windows(items, size, step=1):
    held = []
    for item in items:
        held.append(item)
        if len(held) == size:
            yield tuple(held)
            held = held[step:]

# %% wrong="p0-e08" because="windows side by side" says="where the one before ended"
def windows(items, size, step=1):
    held = []
    for item in items:
        held.append(item)
        if len(held) == size:
            yield tuple(held)
            held = []

# %% wrong="p0-e08" because="the last window is missing" says="last window is missing"
def windows(items, size, step=1):
    items = list(items)
    for at in range(0, len(items) - size, step):
        yield tuple(items[at : at + size])

# %% wrong="p0-e08" because="waits for one item too many" says="yours took 4"
def windows(items, size, step=1):
    held, at = [], 0
    for number, item in enumerate(items):
        if len(held) >= size:
            if at % step == 0:
                yield tuple(held[:size])
            held = held[1:]
            at += 1
        held.append(item)
    if len(held) == size and at % step == 0:
        yield tuple(held)

# %% wrong="p0-e08" because="returns the first window only" says="should yield"
def windows(items, size, step=1):
    held = []
    for item in items:
        held.append(item)
        if len(held) == size:
            return [tuple(held)]

# %% [markdown]
# ## 6 · Objects that remember, errors that speak

# %% [markdown] exercise="p0-e09" title="The laziest classifier" kind="F" level=2 minutes=12 core=true after="§6" skills=["Classes, exceptions and with"] topics=["S-04-python"]
# A model that always answers with the most frequent label is the *baseline* that every other one has to beat. Write the class `Majority`.
#
# | | |
# |---|---|
# | `Majority()` | makes an untrained model |
# | `.fit(X, y)` | `X` a list of rows, `y` the list of their labels, one for each row, at least one. Remembers in `label_` the label that is most frequent in `y`; if several are, the one of them that comes **first in `y`**. Returns the model itself. |
# | `.predict(X)` | a list with `label_` for each row of `X` |
#
# `predict` before `fit` raises a `ValueError` whose text contains the word `fit`. A second `fit` forgets the first, and two models do not know of each other. Labels are numbers or texts.

# %% [markdown] hint="p0-e09"
# What does the object have to remember between `fit` and `predict`, and where is it kept, so that another object has its own?

# %% [markdown] hint="p0-e09"
# `y.count(label)` counts. `max(y, key=y.count)` goes through `y` from the front and keeps the first of the largest. `hasattr(self, "label_")` tells whether there has been a `fit`.

# %% [markdown] hint="p0-e09"
# ```python
# class Majority:
#     def fit(self, X, y):
#         self.____ = max(____, key=____)
#         return ____
#
#     def predict(self, X):
#         if not hasattr(self, "____"):
#             raise ____("call fit before predict")
#         return [____ for _ in X]
# ```

# %% answer="p0-e09" needs=[]
class Majority:
    """Predicts the most frequent label of those that it was fitted to."""

    def fit(self, X, y):
        """Remember the most frequent label in `label_`; return the model itself."""
        ### BEGIN SOLUTION
        self.label_ = max(y, key=y.count)
        return self
        ### END SOLUTION

    def predict(self, X):
        """That label for each row; a ValueError before `fit`."""
        ### BEGIN SOLUTION
        if not hasattr(self, "label_"):
            raise ValueError("call fit before predict")
        return [self.label_ for _ in X]
        ### END SOLUTION

# %% tests="p0-e09" points=2
from jupyterlab_homl.toolkit import answer, expect


def fitted(X, y, model=None):
    """The model after `fit`, which must return it."""
    model = answer.Majority() if model is None else model
    back = model.fit(X, y)
    expect.true(back is not None, "`fit` returned None. It returns the model itself, so that one can write `Majority().fit(X, y).predict(X)`: end it with `return self`.")
    return model


def rows(n):
    return [[place, place % 3] for place in range(n)]


with expect.test("the most frequent label"):
    for y, want in ((["no", "yes", "yes", "no", "yes"], "yes"), ([7], 7), ([2, 1, 1, 0], 1)):
        got = fitted(rows(len(y)), y).label_
        expect.equal(got, want, says="After fit(X, {y}) `label_` should be {want}; it is {got}.", y=y, mistakes=[(y.count(want), "After fit(X, {y}) `label_` should be {want}; it is {got}, which is how often it comes.")] if y.count(want) != want else [])

with expect.test("a prediction for each row"):
    model = fitted(rows(5), ["no", "yes", "yes", "no", "yes"])
    for n in (2, 6):
        got = model.predict(rows(n))
        expect.true(got is not None, "`predict` returned None. Usually the `return` is missing.")
        expect.true(isinstance(got, list), "`predict` should return a list with a label for each row; it returned {got}.", got=got)
        expect.equal(got, ["yes"] * n, says="For {n} rows `predict` should return {want}; it returned {got}.", n=n, mistakes=[(["yes"] * 5, "For {n} rows `predict` should return {want}; it returned 5 labels, as many as `fit` was given. Count the rows of its own X.")])

### BEGIN HIDDEN TESTS
with expect.test("fit returns the model itself"):
    answer.define("def homl_same(kind, X, y):\n    model = kind()\n    return model.fit(X, y) is model")
    expect.true(answer.homl_same(answer.Majority, rows(2), [1, 1]), "`fit` returns something, but not the model itself. End it with `return self`.")

with expect.test("labels that are equally frequent"):
    for y, want in (([3, 1, 3, 1], 3), (["b", "a", "a", "b"], "b"), ([0, 5, 5, 2, 2, 0, 1], 0), ([9, 4, 4, 8, 8], 4), ([1, 3, 3, 1, 2], 1)):
        got = fitted(rows(len(y)), y).label_
        expect.equal(got, want, says="In {y} several labels are most frequent. The first of them in y is {want}; `label_` is {got}.", y=y)

with expect.test("labels that count as false"):
    for label in (0, "", False):
        model = fitted(rows(2), [label, label])
        got = expect.call(model.predict, rows(2), error="ValueError", says="After fit with labels that are all 0, or all the empty text, `predict` raised: {message}. Is such a label taken for a missing one, as by `if self.label_`?")
        expect.equal(got, [label, label], says="After fit with labels {label} only, `predict` should return {want}; it returned {got}.", label=label)

with expect.test("predict before fit"):
    text = expect.raises(answer.Majority().predict, rows(2), error="ValueError", says="`predict` before `fit` should raise a ValueError; got {got}.")
    expect.true("fit" in text, "The ValueError says {text}; the word `fit` is missing in it, by which one would know what to do.", text=text)
    expect.raises(answer.Majority().predict, [], error="ValueError", says="`predict` before `fit` should raise a ValueError, also for no rows; got {got}.")

with expect.test("a second fit, and two models"):
    one = fitted(rows(3), ["a", "a", "b"])
    two = fitted(rows(1), ["c"])
    expect.equal(one.predict(rows(1)), ["a"], says="The first of two models should predict {want}; it predicts {got}.", mistakes=[(["c"], "A second model was fitted, and now the first one predicts {got} in place of {want}. What a model has learned belongs to `self`, not to the class.")])
    expect.raises(answer.Majority().predict, rows(1), error="ValueError", says="Other models have been fitted, this one has not: `predict` should raise a ValueError; got {got}.")
    fitted(rows(1), ["b"], one)
    expect.equal(one.label_, "b", says="After a second fit, with the only label \"b\", `label_` should be {want}; it is {got}. A new fit forgets the old one.")
    expect.equal(two.predict([]), [], says="For no rows `predict` should return {want}; it returned {got}.")

with expect.test("what is given stays"):
    X, y = rows(4), [2, 1, 1, 2]
    held_X, held_y = answer.put(X), answer.put(y)
    model = answer.Majority()
    model.fit(held_X, held_y)
    model.predict(held_X)
    expect.unchanged(held_X, X)
    expect.unchanged(held_y, y)
### END HIDDEN TESTS

# %% right="p0-e09" because="a Counter, and None before the first fit"
from collections import Counter


class Majority:
    def __init__(self):
        self.counted = None

    def fit(self, X, y):
        self.counted = Counter(y)
        return self

    @property
    def label_(self):
        if self.counted is None:
            raise ValueError("not fitted yet: fit comes first")
        return self.counted.most_common(1)[0][0]

    def predict(self, X):
        return [self.label_] * len(X)

# %% right="p0-e09" because="the mode of the standard library"
class Majority:
    def fit(self, X, y):
        import statistics

        self.label_ = statistics.mode(y)
        return self

    def predict(self, X):
        if "label_" not in vars(self):
            raise ValueError("This model is not fitted yet.")
        return [self.label_] * len(X)

# %% wrong="p0-e09" because="asks whether the label is true" says="taken for a missing one"
class Majority:
    def __init__(self):
        self.label_ = None

    def fit(self, X, y):
        self.label_ = max(y, key=y.count)
        return self

    def predict(self, X):
        if not self.label_:
            raise ValueError("fit first")
        return [self.label_ for _ in X]

# %% right="p0-e09" because="counts in a dict"
class Majority:
    label_ = None

    def fit(self, X, y):
        counts = {}
        for label in y:
            counts[label] = counts.get(label, 0) + 1
        self.label_ = sorted(counts, key=counts.get, reverse=True)[0]
        self.ready_ = True
        return self

    def predict(self, X):
        try:
            self.ready_
        except AttributeError:
            raise ValueError("fit first") from None
        return list(self.label_ for row in X)

# %% wrong="p0-e09" because="fit returns nothing" says="return self"
class Majority:
    def fit(self, X, y):
        self.label_ = max(y, key=y.count)

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("fit first")
        return [self.label_ for _ in X]

# %% wrong="p0-e09" because="the largest label" says="should be 1; it is 2"
class Majority:
    def fit(self, X, y):
        self.label_ = max(y)
        return self

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("fit first")
        return [self.label_ for _ in X]

# %% wrong="p0-e09" because="a set has no order" says="several labels are most frequent"
class Majority:
    def fit(self, X, y):
        self.label_ = max(sorted(set(y)), key=y.count)
        return self

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("fit first")
        return [self.label_ for _ in X]

# %% wrong="p0-e09" because="one label for all rows" says="should return a list"
class Majority:
    def fit(self, X, y):
        self.label_ = max(y, key=y.count)
        return self

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("fit first")
        return self.label_

# %% wrong="p0-e09" because="as many as were fitted" says="as many as `fit` was given"
class Majority:
    def fit(self, X, y):
        self.label_ = max(y, key=y.count)
        self.n = len(y)
        return self

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("fit first")
        return [self.label_] * self.n

# %% wrong="p0-e09" because="no word before fit" says="should raise a ValueError"
class Majority:
    def fit(self, X, y):
        self.label_ = max(y, key=y.count)
        return self

    def predict(self, X):
        return [self.label_ for _ in X]

# %% wrong="p0-e09" because="None before fit" says="should raise a ValueError"
class Majority:
    label_ = None

    def fit(self, X, y):
        self.label_ = max(y, key=y.count)
        return self

    def predict(self, X):
        return [self.label_ for _ in X]

# %% wrong="p0-e09" because="an exception without a word" says="is missing in it"
class Majority:
    def fit(self, X, y):
        self.label_ = max(y, key=y.count)
        return self

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("not trained")
        return [self.label_ for _ in X]

# %% wrong="p0-e09" because="remembers in the class" says="belongs to `self`"
class Majority:
    def fit(self, X, y):
        Majority.label_ = max(y, key=y.count)
        return self

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("fit first")
        return [self.label_ for _ in X]

# %% wrong="p0-e09" because="goes on counting" says="A new fit forgets"
class Majority:
    def __init__(self):
        self.seen = []

    def fit(self, X, y):
        self.seen += y
        self.label_ = max(self.seen, key=self.seen.count)
        return self

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("fit first")
        return [self.label_ for _ in X]

# %% wrong="p0-e09" because="sorts the labels given" says="changed its input"
class Majority:
    def fit(self, X, y):
        self.label_ = max(list(y), key=list(y).count)
        y.sort()
        return self

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("fit first")
        return [self.label_ for _ in X]

# %% wrong="p0-e09" because="the count in place of the label" says="how often it comes"
class Majority:
    def fit(self, X, y):
        self.label_ = max(y.count(label) for label in y)
        return self

    def predict(self, X):
        if not hasattr(self, "label_"):
            raise ValueError("fit first")
        return [self.label_ for _ in X]

# %% [markdown] exercise="p0-e10" title="A kernel of your own" kind="F" level=3 minutes=35 core=false after="§6" skills=["Know what the kernel knows", "Classes, exceptions and with"] topics=["S-03-notebooks", "S-04-python"]
# What runs your cells is less mysterious than it looks. Write the class `Kernel`:
#
# | | |
# |---|---|
# | `Kernel()` | a new kernel, which knows nothing |
# | `.run(source)` | runs the text `source` as the code of one cell, and **returns** what it printed, as one text. Names that it makes are known to later cells. Nothing appears on the screen. |
# | `.count` | how many cells have been run since the start |
# | `.restart()` | forgets all names, and sets `count` to 0 |
#
# If a cell stops with an exception, `run` raises nothing. It returns what was printed until then, and then a line that begins with the name of the exception's class and a colon, such as `NameError: name 'x' is not defined`. What the cell had made by then stays known, and the cell counts as run. A `SyntaxError` is treated in the same way.
#
# Two kernels know nothing of each other, nor of the names in your notebook. Functions that one cell defines can be called from later ones, and find the names of later cells.

# %% [markdown] hint="p0-e10"
# Python runs a text with `exec(source, names)`. What is `names`, and what must happen to it between two cells, at a restart, and for a second kernel?

# %% [markdown] hint="p0-e10"
# `names` is a dict, one for each kernel: `self.names = {}`. `with contextlib.redirect_stdout(io.StringIO()) as page:` catches what is printed; `page.getvalue()` is the text. `except Exception as error:` gives you the exception; `type(error).__name__` is the name of its class.

# %% [markdown] hint="p0-e10"
# ```python
# import contextlib
# import io
#
#
# class Kernel:
#     def __init__(self):
#         self.____()
#
#     def restart(self):
#         self.names, self.count = ____, ____
#
#     def run(self, source):
#         self.count += ____
#         page = io.StringIO()
#         with contextlib.redirect_stdout(____):
#             try:
#                 exec(____, ____)
#             except Exception as error:
#                 print(f"{____}: {error}")
#         return ____
# ```

# %% answer="p0-e10" needs=[]
class Kernel:
    """Runs cells one after the other, and remembers their names."""

    ### BEGIN SOLUTION
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = {}, 0

    def run(self, source):
        import contextlib
        import io

        self.count += 1
        page = io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(source, self.names)
            except Exception as error:
                print(f"{type(error).__name__}: {error}")
        return page.getvalue()
    ### END SOLUTION

# %% tests="p0-e10" points=3
from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import contextlib as homl_contextlib
import io as homl_io
import sys as homl_sys

def homl_page(kernel, source, name):
    "What a cell returns, what it shows on the screen, whether the screen is back in its place, and whether it raised this."
    screen = homl_io.StringIO()
    with homl_contextlib.redirect_stdout(screen):
        shown = homl_sys.stdout
        try:
            said = kernel.run(source)
        except Exception as error:
            if type(error).__name__ != name:
                raise
            return "", "", True, True
        back = homl_sys.stdout is shown
    return said, screen.getvalue(), back, False
""")


def run(kernel, source, name=""):
    """What the cell printed, as a text; `name` is the exception with which it should stop."""
    said, screen, back, raised = answer.homl_page(kernel, source, name)
    expect.true(not raised, "`run({source})` raised the cell's {name}. It should be caught, and told in the last line of what `run` returns.", source=source, name=name)
    expect.true(said is not None, "`run({source})` returned None. It returns what the cell printed, and an empty text if it printed nothing.", source=source)
    expect.true(isinstance(said, str), "`run` returns a text; `run({source})` returned {got}.", source=source, got=said)
    expect.true(not screen, "`run({source})` showed {screen} on the screen. It is to be returned only.", source=source, screen=screen)
    expect.true(back, "After `run({source})` all further output of the program disappears: `sys.stdout` is not what it was. `contextlib.redirect_stdout` puts it back, whatever happens.", source=source)
    return said


def says(kernel, source, want):
    got = run(kernel, source)
    expect.true(got.rstrip("\n") != want.rstrip("\n") or got == want, "`run({source})` should return {want}, with the line break that `print` writes; it returned {got}.", source=source, want=want, got=got)
    expect.equal(got, want, says="`run({source})` should return {want}; it returned {got}.", source=source)


def stops(kernel, source, before, name):
    """A cell that stops: what it printed before, and the line about the exception."""
    got = run(kernel, source, name)
    lines, wanted = got.rstrip("\n").split("\n"), before.rstrip("\n").split("\n") if before else []
    told = bool(got) and lines[-1].startswith(f"{name}:")
    expect.true(told or f"{name}:" not in got, "A cell stopped with a {name}. The last line should begin with `{name}:`; `run` returned {got}.", name=name, got=got)
    expect.true(told, "`run({source})` should end with a line that begins with `{name}:`; it returned {got}.", source=source, name=name, got=got)
    expect.equal(lines[:-1], wanted, says="Before the line about the {name}, `run` should return what was printed until then, {want}; it has {got}.", name=name)


with expect.test("names are known to later cells"):
    kernel = answer.Kernel()
    says(kernel, "price = 10", "")
    says(kernel, "price = price * 2", "")
    says(kernel, "print(price + 5)", "25\n")
    says(kernel, "for n in range(2):\n    print(n, price)", "0 20\n1 20\n")

with expect.test("cells are counted"):
    kernel = answer.Kernel()
    expect.equal(kernel.count, 0, says="A new kernel has run no cell: `count` should be {want}; it is {got}.")
    for _ in range(3):
        run(kernel, "x = 1")
    expect.equal(kernel.count, 3, says="After three cells `count` should be {want}; it is {got}.")

with expect.test("a cell that stops"):
    kernel = answer.Kernel()
    stops(kernel, "print(missing)", "", "NameError")

### BEGIN HIDDEN TESTS
with expect.test("what was done before it stopped"):
    kernel = answer.Kernel()
    stops(kernel, "x = 1\nprint('begun')\ny = 1 / 0\nx = 2", "begun\n", "ZeroDivisionError")
    says(kernel, "print(x)", "1\n")
    expect.equal(kernel.count, 2, says="One cell stopped, another was run: `count` should be {want}; it is {got}. A cell that stops counts, too.")
    stops(kernel, "raise KeyError('door')", "", "KeyError")
    stops(kernel, "x = (", "", "SyntaxError")
    stops(kernel, "x = 5\nif True\n    x = 6", "", "SyntaxError")
    says(kernel, "print(x)", "1\n")
    expect.equal(kernel.count, 6, says="After six cells, four of which stopped, `count` should be {want}; it is {got}.")

with expect.test("after a restart"):
    kernel = answer.Kernel()
    run(kernel, "x = 1")
    kernel.restart()
    expect.equal(kernel.count, 0, says="After a restart `count` should be {want}; it is {got}.")
    got = run(kernel, "print(x)", "NameError")
    expect.true("1\n" != got, "After a restart a cell still finds the name `x` from before.")
    expect.true(got.startswith("NameError:"), "After a restart `x` is unknown: a cell that prints it should return a NameError; it returned {got}.", got=got)
    expect.equal(kernel.count, 1, says="One cell after a restart: `count` should be {want}; it is {got}.")

with expect.test("two kernels, and the notebook"):
    one, two = answer.Kernel(), answer.Kernel()
    run(one, "x = 'one'")
    got = run(two, "print(x)", "NameError")
    expect.true("one" not in got, "A second kernel knows a name that only the first has made. Each needs a dict of its own.")
    stops(two, "print(Kernel)", "", "NameError")
    run(two, "secret = 3")
    says(one, "print(x)", "one\n")
    expect.equal((one.count, two.count), (2, 3), says="Two kernels had run 2 and 3 cells; their counts are {got}.")
    answer.define("def homl_leaks():\n    return 'secret' in globals()")
    expect.true(not answer.homl_leaks(), "A name that a cell made appeared in your notebook, too. Give `exec` a dict of the kernel's own.")

with expect.test("functions of earlier cells"):
    kernel = answer.Kernel()
    run(kernel, "def tax(price):\n    return price * rate")
    run(kernel, "rate = 0.5")
    says(kernel, "print(tax(10))", "5.0\n")
    run(kernel, "rate = 2")
    says(kernel, "print(tax(10))", "20\n")
    says(kernel, "def f(n):\n    return 1 if n == 0 else n * f(n - 1)\nprint(f(4), [rate * n for n in range(3)])", "24 [0, 2, 4]\n")
### END HIDDEN TESTS

# %% right="p0-e10" because="a new dict at each restart, the output caught by hand"
import io
import sys


class Kernel:
    def __init__(self):
        self._known = dict()
        self.count = 0

    def restart(self):
        self.__init__()

    def run(self, source):
        self.count = self.count + 1
        screen, sys.stdout = sys.stdout, io.StringIO()
        try:
            exec(compile(source, "<cell>", "exec"), self._known)
        except Exception as error:
            print(type(error).__name__ + ":", error)
        finally:
            page, sys.stdout = sys.stdout, screen
        return page.getvalue()

# %% right="p0-e10" because="names in a module, the error written by the traceback module"
import contextlib
import io
import traceback
import types


class Kernel:
    def __init__(self):
        self.module, self.cells = types.ModuleType("cells"), []

    @property
    def count(self):
        return len(self.cells)

    def restart(self):
        self.__init__()

    def run(self, source):
        self.cells.append(source)
        said, page = "", io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(source, vars(self.module))
            except Exception as error:
                said = traceback.format_exception_only(error)[-1]
        return page.getvalue() + said

# %% wrong="p0-e10" because="prints to the screen and returns nothing" says="returned None"
class Kernel:
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = {}, 0

    def run(self, source):
        self.count += 1
        exec(source, self.names)

# %% wrong="p0-e10" because="lets the exception through" says="raised the cell's NameError"
import contextlib
import io


class Kernel:
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = {}, 0

    def run(self, source):
        self.count += 1
        with contextlib.redirect_stdout(io.StringIO()) as page:
            exec(source, self.names)
        return page.getvalue()

# %% wrong="p0-e10" because="loses what was printed before" says="what was printed until then"
import contextlib
import io


class Kernel:
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = {}, 0

    def run(self, source):
        self.count += 1
        page = io.StringIO()
        try:
            with contextlib.redirect_stdout(page):
                exec(source, self.names)
        except Exception as error:
            return f"{type(error).__name__}: {error}\n"
        return page.getvalue()

# %% wrong="p0-e10" because="counts only what went well" says="A cell that stops counts"
import contextlib
import io


class Kernel:
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = {}, 0

    def run(self, source):
        page = io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(source, self.names)
                self.count += 1
            except Exception as error:
                print(f"{type(error).__name__}: {error}")
        return page.getvalue()

# %% wrong="p0-e10" because="one dict for all kernels" says="Each needs a dict of its own"
import contextlib
import io


class Kernel:
    names = {}

    def __init__(self):
        self.count = 0

    def restart(self):
        self.names.clear()
        self.count = 0

    def run(self, source):
        self.count += 1
        page = io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(source, self.names)
            except Exception as error:
                print(f"{type(error).__name__}: {error}")
        return page.getvalue()

# %% wrong="p0-e10" because="runs in the notebook's own names" says="Kernel"
import contextlib
import io


class Kernel:
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = dict(globals()), 0

    def run(self, source):
        self.count += 1
        page = io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(source, self.names)
            except Exception as error:
                print(f"{type(error).__name__}: {error}")
        return page.getvalue()

# %% wrong="p0-e10" because="globals and locals apart, so functions do not find later names" says="should return"
import contextlib
import io


class Kernel:
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = {}, 0

    def run(self, source):
        self.count += 1
        page = io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(source, {}, self.names)
            except Exception as error:
                print(f"{type(error).__name__}: {error}")
        return page.getvalue()

# %% wrong="p0-e10" because="restart keeps the names" says="still finds the name"
import contextlib
import io


class Kernel:
    def __init__(self):
        self.names, self.count = {}, 0

    def restart(self):
        self.count = 0

    def run(self, source):
        self.count += 1
        page = io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(source, self.names)
            except Exception as error:
                print(f"{type(error).__name__}: {error}")
        return page.getvalue()

# %% wrong="p0-e10" because="restart keeps the count" says="After a restart `count`"
import contextlib
import io


class Kernel:
    def __init__(self):
        self.names, self.count = {}, 0

    def restart(self):
        self.names = {}

    def run(self, source):
        self.count += 1
        page = io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(source, self.names)
            except Exception as error:
                print(f"{type(error).__name__}: {error}")
        return page.getvalue()

# %% wrong="p0-e10" because="the text of the exception without its class" says="begins with"
import contextlib
import io


class Kernel:
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = {}, 0

    def run(self, source):
        self.count += 1
        page = io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(source, self.names)
            except Exception as error:
                print(error)
        return page.getvalue()

# %% wrong="p0-e10" because="a syntax error gets through" says="raised the cell's SyntaxError"
import contextlib
import io


class Kernel:
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = {}, 0

    def run(self, source):
        self.count += 1
        code = compile(source, "<cell>", "exec")
        page = io.StringIO()
        with contextlib.redirect_stdout(page):
            try:
                exec(code, self.names)
            except Exception as error:
                print(f"{type(error).__name__}: {error}")
        return page.getvalue()

# %% wrong="p0-e10" because="the output is never put back" says="all further output of the program disappears"
import io
import sys


class Kernel:
    def __init__(self):
        self.restart()

    def restart(self):
        self.names, self.count = {}, 0

    def run(self, source):
        self.count += 1
        sys.stdout = page = io.StringIO()
        try:
            exec(source, self.names)
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
        return page.getvalue()

# %% [markdown]
# ## 7 · The same again, elsewhere

# %% [markdown] exercise="p0-e11" title="Throws that can be repeated" kind="F" level=2 minutes=8 core=true after="§7" skills=["Repeat a result elsewhere"] topics=["S-04-python"]
# For a simulation, two fair dice are thrown `n` times. Write `throws(n, seed)`, which returns an array of shape `(n,)` with the **sums** of the two dice, whole numbers from 2 to 12.
#
# All numbers are drawn at random from **one** generator that is made from `seed`: the same seed gives the same array, another seed another one, and NumPy's global generator is neither seeded nor used.

# %% [markdown] hint="p0-e11"
# Are all sums from 2 to 12 equally frequent? In how many ways can two dice give 2, and in how many 7?

# %% [markdown] hint="p0-e11"
# `rng = np.random.default_rng(seed)`, once. `rng.integers(1, 7, size=n)` throws one die `n` times; the second number is the first that does *not* come. How do you get from two such arrays to the sums?

# %% [markdown] hint="p0-e11"
# ```python
# def throws(n, seed):
#     rng = np.random.____(seed)
#     first = rng.integers(1, ____, size=n)
#     second = ____
#     return ____
# ```

# %% answer="p0-e11" needs=[]
def throws(n, seed):
    """The sums of two dice, thrown n times, shape (n,)."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    return rng.integers(1, 7, size=n) + rng.integers(1, 7, size=n)
    ### END SOLUTION

# %% tests="p0-e11" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, behaviour, expect

MANY = 12_000


def thrown(n, seed):
    """The learner's array."""
    got = answer.throws(n, seed)
    expect.true(got is not None, "`throws` returned None. Usually the `return` is missing.")
    expect.true(isinstance(got, np.ndarray), "Expected an array; `throws({n}, …)` returned {kind}.", n=n, kind=type(got).__name__)
    expect.shape(got, (n,), says="`throws({n}, …)` should have shape {want}; it has {got}.", n=n, mistakes=[((n, 2), "There are two numbers for each throw. Add the two dice up."), ((2, n), "There are two rows, one for each die. Add them up."), ((), "There is one number; {n} throws need {n} of them.")])
    expect.true(got.dtype.kind in "iu" or bool(np.all(got == np.round(got))), "The sum of two dice is a whole number; among yours is {value}.", value=next((float(value) for value in got if value != round(value)), 0.0))
    return got


with expect.test("sums of two dice"):
    got = thrown(MANY, 3)
    if got.max() > 12 or got.min() < 2:
        expect.fail("The sums go from 2 to 12; yours from {low} to {high}.", low=int(got.min()), high=int(got.max()))
    values = np.unique(got)
    expect.true(len(values) > 1, "All {n} throws gave {value}. Is a new generator made for each throw? It begins at the beginning each time.", n=MANY, value=int(values[0]))
    expect.true(bool(np.any(values % 2)), "The sums are even without exception, as if both dice always showed the same.")
    expect.true(values.max() == 12 or values.max() != 10, "In {n} throws the largest sum is 10. `integers(1, 6)` never gives 6: its second number is the first that does not come.", n=MANY)
    expect.equal(values.tolist(), list(range(2, 13)), says="In {n} throws each sum from 2 to 12 should come; yours are {got}.", n=MANY)

with expect.test("the same seed, the same throws"):
    behaviour.seeded(answer.throws, 40)

### BEGIN HIDDEN TESTS
with expect.test("how often each sum comes", after="sums of two dice"):
    ways = np.array([1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1])
    for seed in (5, 6):
        got = thrown(MANY, seed)
        share = np.bincount(got.astype(int), minlength=13)[2:13] / MANY
        expect.true(bool(np.any(np.abs(share - 1 / 11) > 0.015)), "Each sum from 2 to 12 comes equally often, 7 in {share} of the throws. With two dice there are six ways to 7 and one to 2.", share=f"{share[5]:.1%}")
        # six standard deviations of the share of a sum
        off = np.abs(share - ways / 36) > 6 * np.sqrt(ways / 36 * (1 - ways / 36) / MANY)
        expect.true(not off.any(), "The sum {value} comes in {got} of {n} throws; with two fair dice it is about {want}.", value=int(np.argmax(off)) + 2, got=f"{share[np.argmax(off)]:.1%}", want=f"{ways[np.argmax(off)] / 36:.1%}", n=MANY)

with expect.test("each throw for itself", after="sums of two dice"):
    got = thrown(MANY, 8).astype(float)
    for lag in (1, 2, 3):
        tie = float(np.corrcoef(got[:-lag], got[lag:])[0, 1])
        expect.true(abs(tie) < 0.06, "A throw is tied to the one {lag} before it (correlation {tie}); each is thrown for itself.", lag=lag, tie=f"{tie:.2f}")

with expect.test("few throws"):
    for n in (1, 2, 7):
        thrown(n, 11)
### END HIDDEN TESTS

# %% right="p0-e11" because="both dice at once"
def throws(n, seed):
    return np.random.default_rng(seed).integers(1, 7, size=(n, 2)).sum(axis=1)

# %% right="p0-e11" because="36 pairs, equally likely"
def throws(n, seed):
    rng = np.random.default_rng(seed)
    sums = [a + b for a in range(1, 7) for b in range(1, 7)]
    return rng.choice(sums, size=n)

# %% right="p0-e11" because="one throw after the other"
def throws(n, seed):
    rng = np.random.default_rng(seed)
    return np.array([int(rng.integers(6)) + int(rng.integers(6)) + 2 for _ in range(n)])

# %% right="p0-e11" because="NumPy's older kind of generator, of its own"
def throws(n, seed):
    rng = np.random.RandomState(seed)
    return rng.randint(1, 7, n) + rng.randint(1, 7, n)

# %% right="p0-e11" because="the standard library's generator"
def throws(n, seed):
    import random

    rng = random.Random(seed)
    return np.array([rng.randint(1, 6) + rng.randint(1, 6) for _ in range(n)])

# %% wrong="p0-e11" because="all sums alike" says="equally often"
def throws(n, seed):
    return np.random.default_rng(seed).integers(2, 13, size=n)

# %% wrong="p0-e11" because="never a six" says="never gives 6"
def throws(n, seed):
    rng = np.random.default_rng(seed)
    return rng.integers(1, 6, size=n) + rng.integers(1, 6, size=n)

# %% wrong="p0-e11" because="one die, counted twice" says="even without exception"
def throws(n, seed):
    return 2 * np.random.default_rng(seed).integers(1, 7, size=n)

# %% wrong="p0-e11" because="two generators with the same seed" says="even without exception"
def throws(n, seed):
    first = np.random.default_rng(seed).integers(1, 7, size=n)
    second = np.random.default_rng(seed).integers(1, 7, size=n)
    return first + second

# %% wrong="p0-e11" because="a new generator for each throw" says="begins at the beginning"
def throws(n, seed):
    return np.array([np.random.default_rng(seed).integers(1, 7, size=2).sum() for _ in range(n)])

# %% wrong="p0-e11" because="seeds the global generator" says="global generator"
def throws(n, seed):
    np.random.seed(seed)
    return np.random.randint(1, 7, n) + np.random.randint(1, 7, n)

# %% wrong="p0-e11" because="no seed at all" says="something random comes from elsewhere"
def throws(n, seed):
    rng = np.random.default_rng()
    return rng.integers(1, 7, size=n) + rng.integers(1, 7, size=n)

# %% wrong="p0-e11" because="always the same seed" says="Different seeds gave the same"
def throws(n, seed):
    rng = np.random.default_rng(42)
    return rng.integers(1, 7, size=n) + rng.integers(1, 7, size=n)

# %% wrong="p0-e11" because="both dice side by side" says="Add the two dice up"
def throws(n, seed):
    return np.random.default_rng(seed).integers(1, 7, size=(n, 2))

# %% wrong="p0-e11" because="a list" says="Expected an array"
def throws(n, seed):
    rng = np.random.default_rng(seed)
    return [int(rng.integers(1, 7) + rng.integers(1, 7)) for _ in range(n)]

# %% wrong="p0-e11" because="each die is used in two throws" says="tied to the one 1 before"
def throws(n, seed):
    die = np.random.default_rng(seed).integers(1, 7, size=n + 1)
    return die[:-1] + die[1:]

# %% [markdown]
# ## At the end

# %% [markdown] exercise="p0-e12" title="Exit quiz: six questions about the tool" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Know what the kernel knows", "Work with what Check says", "Read tracebacks, restart and run all", "Lists, dicts and comprehensions", "Functions and generators", "Classes, exceptions and with", "Repeat a result elsewhere"] topics=["S-04-jupyter", "S-04-python"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · Three cells, run from top to bottom: `n = 1`, then `n = n + 1`, then `print(n)`. You change the first one to `n = 10`, run only it, and then run the last. What is printed?
# *a* 2 · *b* 11 · *c* 1 · *d* 10
#
# **q2** · Your answer runs in the notebook, but Check says that `scale` is not known. What is the likely reason?
# *a* the file was not saved · *b* `scale` is made in a cell that belongs neither to the set-up nor to the answer · *c* the kernel has to be restarted · *d* a hidden check has another name for it
#
# **q3** · A traceback names your cell, then `clean`, then `parse`, and its last line says `ValueError: no number: ''`. Where do you look first, and where is the mistake?
# *a* at the first line; there · *b* in `parse`, which has to be rewritten · *c* at the last line, then upwards: an empty text came from further up · *d* nowhere: restarting the kernel mends it
#
# **q4** · `def add(item, basket=[]): basket.append(item); return basket`. What does the second of the calls `add("egg")`, `add("milk")` return?
# *a* `["milk"]` · *b* `["egg", "milk"]` · *c* an error · *d* `["egg"]`
#
# **q5** · `squares = (n * n for n in range(4))`. What are `sum(squares)` and then `list(squares)`?
# *a* 14 and `[]` · *b* 14 and `[0, 1, 4, 9]` · *c* 14 and `[14]` · *d* an error, since a generator cannot be summed
#
# **q6** · A colleague gets 0.87 from your notebook, you get 0.91. Which list of steps finds the reason best?
# *a* run it again until both agree · *b* compare the outputs line by line · *c* both take the newest versions of everything · *d* restart and run all on both sides; then compare seeds and versions

# %% [markdown] hint="p0-e12"
# For each question: what does the kernel, or the object, know at this moment, and who told it?

# %% [markdown] hint="p0-e12"
# q4: when is the list of the default made, and how many times? q5: how often can one go through a generator? q2: which cells does Check run?

# %% [markdown] hint="p0-e12"
# Only the cells that are ____ change what the kernel knows. A default is made ____. A generator is gone through ____. Read a traceback from its ____.

# %% answer="p0-e12" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "d", "q2": "b", "q3": "c", "q4": "b", "q5": "a", "q6": "d"}
### END SOLUTION

# %% tests="p0-e12" points=1
from jupyterlab_homl.toolkit import answer, expect

with expect.test("six answers"):
    got = answer.answers
    expect.true(isinstance(got, dict) and set(got) == {"q1", "q2", "q3", "q4", "q5", "q6"}, "`answers` is a dict with the keys q1 to q6. Keep them as they were given.")
    still_open = [key for key, value in got.items() if value is None]
    expect.true(not still_open, "Still open: {keys}. Choose one answer to each question.", keys=", ".join(still_open))

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.choice(
        answer.answers,
        "q1",
        "d",
        {
            "a": "That is what it printed before. Which cell has changed `n` since?",
            "b": "That would be so if the middle cell had been run again.",
            "c": "The first cell says something else now, and it was run.",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "b",
        {
            "a": "Check saves by itself. Which cells does it run?",
            "c": "Check does not ask your kernel. Which cells does it run?",
            "d": "Hidden checks call what you were asked to write. Who makes `scale`?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "c",
        {
            "a": "The first lines name the cell that you ran. Which line says what happened?",
            "b": "`parse` refused an empty text, and said so. Who gave it one?",
            "d": "The same text would come again. Which line says what happened?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "b",
        {
            "a": "That would need a new list for each call. When is the default made?",
            "c": "A list may be a default; Python does not complain. What does it hold at the second call?",
            "d": "The second call appends, too. To which list?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "a",
        {
            "b": "A list could be gone through twice. What is left of a generator?",
            "c": "`sum` takes the values and keeps none of them in the generator.",
            "d": "`sum` goes through whatever a `for` loop goes through.",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "d",
        {
            "a": "If they agree once by chance, the reason is still there.",
            "b": "Outputs show that something differs. What decides them that is not on the page?",
            "c": "Then a third number may come. What was different between the two?",
        },
    )
### END HIDDEN TESTS

# %% wrong="p0-e12" because="nothing chosen" says="Still open"
answers = {"q1": None, "q2": None, "q3": None, "q4": None, "q5": None, "q6": None}

# %% wrong="p0-e12" because="the page is taken for the kernel" says="if the middle cell had been run"
answers = {"q1": "b", "q2": "b", "q3": "c", "q4": "b", "q5": "a", "q6": "d"}

# %% wrong="p0-e12" because="the list is thought to be new" says="When is the default made"
answers = {"q1": "d", "q2": "b", "q3": "c", "q4": "a", "q5": "a", "q6": "d"}

# %% wrong="p0-e12" because="a generator is taken for a list" says="What is left of a generator"
answers = {"q1": "d", "q2": "b", "q3": "c", "q4": "b", "q5": "b", "q6": "d"}
