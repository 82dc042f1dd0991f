# %% [markdown]
# # Jupyter and Python warm-up
#
# In the first steps you ran a cell, wrote one line, and had it checked. All other lessons of this course work like that one, only longer. So an hour spent on the tool comes back many times: **why does the same page give one result to you and another to your friend, and how do you write it so that it cannot?**
#
# Afterwards you can
#
# - say what a notebook's kernel knows, in whatever order the cells were run,
# - read what *Check* says, and use hints, notes and the road,
# - read a traceback from its end, and make sure that a page runs from top to bottom,
# - write the Python that this course is written in: comprehensions, functions, generators, classes, exceptions,
# - repeat a result tomorrow, on another computer, with whatever system it has.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 40 min · core exercises 1¼ h · extra exercises 1 h. Builds on the first steps and a little Python: numbers, text, `if`, `for`. If that is new, too, do the first half of the [Python tutorial](https://docs.python.org/3/tutorial/) beforehand. If none of this is new, take the fast track: [[p0-e10]] and ten questions.*

# %%
import platform
import sys
from importlib.metadata import version

import matplotlib.pyplot as plt
import numpy as np

# %%
from jupyterlab_homl.toolkit import demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-03-notebooks", "S-04-jupyter"]
# ## 1 · A page and a memory
#
# Ana sends Ben a notebook. On her screen the last line says 25. Ben runs the same line and reads 45. Nobody has changed a letter.
#
# A *notebook* is two things that look like one. The page is a file with cells: text, code, and what the code printed when it ran. The *notebook’s kernel* is a Python process that runs a cell's code when you ask for it, and remembers every name that the code has made. The page does not know what the kernel remembers,
# and the kernel never looks at the page. What counts is the order in which the cells were *run*.
#
# The number in brackets beside a cell, `[7]`, says that it was the seventh to run since the kernel started. `[*]` means that it is running or waiting its turn, and `[ ]` that it has not run.

# %%
quiz.predict(
    "Three cells: `price = 10`, then `price = price * 2`, then `print(price + 5)`. "
    "You run them from top to bottom, and then the second and the third once more. "
    "What stands below the third?",
    ["25", "45", "both, 25 and 45"],
    right=1,
    because="The second cell doubles whatever `price` is: 10, 20, 40.",
    tempting={
        0: "So it was after the first time. Where does the second cell get its `price` from?",
        2: "A cell shows only the output of its last run.",
    },
)

# %%
price = 10

# %%
price = price * 2

# %%
print(price + 5)

# %% [markdown]
# Run the last two cells again, as in the question. Each run of the middle one doubles `price` once more, and nothing on the page says how often that happened, except for the counters. Ben's 45 was an honest result of a page that cannot be trusted.
#
# A cell that may be run twice does no harm if it makes a new name from an old one, `doubled = price * 2`, in place of changing the old one. That is the first habit worth having.
#
# In the demo you decide what is run, and see the page and the memory side by side.

# %%
demos.running_order.show()

# %% [markdown]
# The memory lasts until the kernel is *restarted* (the circular arrow above the notebook). Then all names are gone, also those that you have deleted from the page or renamed long ago. The page keeps its text and its outputs, so it looks as if nothing had happened, until a cell asks for a name.
#
# Four things to do with cells:
#
# | | |
# |---|---|
# | **Shift+Enter** | run this cell and go to the next |
# | **Ctrl+Enter** | run it and stay |
# | **Esc**, then **A** or **B** | a new cell above or below |
# | **Esc**, then **M** or **Y** | make it text (*Markdown*) or code |
#
# In a Markdown cell `*word*` sets *word* in italics, `# Title` makes a heading, and `$x^2$` a formula. Add cells of your own to every lesson: they are saved, and nothing overwrites them.
#
# **Change one thing**: turn `price = 10` into `price = 3` and run that cell *only*. What does `print(price + 5)` show before you run it, and after?
#
# <details><summary>Answer</summary>
#
# Before: what it showed last, since an output stands until its cell runs again. After: 8, because the doubling was not run.
# </details>
#
# **Its exercise**: [[p0-e01]]. **Read more**: [Notebooks](https://jupyterlab.readthedocs.io/en/stable/user/notebook.html) in JupyterLab's guide.

# %% [markdown] topics=["S-03-notebooks", "S-07-italic", "S-07-code", "S-07-type", "S-07-replace", "R-note-anchor", "R-note-brackets", "R-note-date", "R-headings", "R-todo"]
# ## 2 · How this course answers you
#
# A good teacher does not say "wrong". She says: *for [4, 6] I expected 5, you returned 1.25; is the number you divide by the same for every list?* That is what *Check* is made for, and it is worth knowing how to read it.
#
# **Check.** Each chapter has a lesson, such as this one, and a notebook of exercises. Below each answer cell there is a strip with the button **Check** (Alt+Shift+Enter). It runs the set-up cell and your answer, nothing else, in a clean process of its own. Your kernel is not asked. So a name that you made in some other cell is unknown there: what the answer
# needs, the answer brings along. That is deliberate, after what happened to Ben.
#
# **What it says.** Each line names one property that your answer has or does not have yet: what was expected, what came, often the usual cause. Read the first one that failed and mend that; the others may be consequences. Some checks are *hidden*: they run once the visible ones pass and try what is easily forgotten, such as an empty list.
# After three attempts they show their example, too.

# %%
quiz.predict(
    "You define `rate = 0.1` in a cell of your own, and your answer uses `rate`. "
    "The answer works when you run it. What does Check say?",
    [
        "it passes: the cell has been run",
        "`rate` is not known there",
        "it passes, if you save first",
    ],
    right=1,
    because=(
        "Check runs the set-up cell and the answer cell in a clean process. "
        "Move `rate = 0.1` into the answer."
    ),
    tempting={
        0: "It has been run in your kernel. Who runs the answer for Check?",
        2: "Check saves by itself. Which cells does it run?",
    },
)

# %% [markdown]
# **Hints.** There are three to an exercise: a question, then the call to use or a calculation by hand, then a skeleton with blanks (`____`). The first is always open; the next opens after an attempt, after three minutes, or when you say that you are stuck. They cost nothing. After a pass, or three checked attempts, you can see the solution beside your own answer.
#
# **★ to ★★★** is the level; *core* exercises are enough to complete a chapter, the others are extra. Nothing is locked: the road in the left panel leads everywhere, and *Continue* takes you back to where you were. What you have learned is asked again days later, under *Review*, just before you would forget it. Who knows a chapter already takes its *fast track*: one hard exercise and ten questions.
#
# **Notes 『』.** Select a paragraph and press Alt+Shift+N. The note is dated, belongs to that paragraph, and can be a task to do. A small 『2』 in the margin says that two notes are there, and opens them. They are stored as plain text in the folder `notes/`, in the brackets 『 』, one paragraph number before each:
#
# ```
# ## 2 · How this course answers you
#
# 3『Hidden checks try the empty list. Ask Ben.』（2026-03-01）
# ```
#
# **How things are written here.** A conventional look saves words:
#
# | you see | it means |
# |---|---|
# | *traceback* | a new term, or a name on the screen; terms lead to the glossary |
# | `len(words)` | code, a file name, or something that Python prints |
# | **`pip install numpy`** | type this literally |
# | *`FOLDER`* or `____` | put your own in its place |
# | `>>> 2 + 3` and below it `5` | typed after Python's prompt `>>>`, and what Python answered |
# | `2 + 3  # 5` | the same, with the result as a comment |
# | [[§3]], 4.2 | section 3 of this lesson; exercise 2 of chapter 4 |
# | **Change one thing** | edit one number, run again, then open the answer |
#
# A line with `>>>` that shows no result below it returned `None`: Python is silent about that.
#
# If you find a mistake in a lesson, write to those from whom you have the course and name section and paragraph; a note on the paragraph keeps it until then.
#
# **Its exercise**: [[p0-e02]] has three faults. Check it as it is, and let the messages lead you from one to the next. **Read more**: the [reference for Markdown](https://www.markdownguide.org/basic-syntax/), for your own notes.

# %% [markdown] topics=["S-03-notebooks", "S-04-jupyter"]
# ## 3 · When it stops
#
# In 2019 four researchers ran more than 800,000 public notebooks from top to bottom. About one in four came to its end without an error, and one in twenty-five gave the results that stood on its page (Pimentel and others, see below). Among the commonest causes: a module that is not installed, a name that no cell on the page makes any more, a file that
# was somewhere else.
#
# An error is not a verdict; it is a message with an address. Here is one on purpose:

# %%
def share(part, whole):
    return part / whole


def percent(part, whole):
    return f"{100 * share(part, whole):.0f} %"


# %% tags=["raises-exception"]
print(percent(3, 12))
print(percent(3, 0))

# %% [markdown]
# That is a *traceback*. Read it from its **end**. The last line says what happened: `ZeroDivisionError: division by zero`. Above it are the places, with line numbers, from the cell that you ran (at the top) through `percent` down to `share`, where Python gave up. The place where it *stopped* is at the bottom, and the place where it was *caused* is often further up: `share` did what
# it should, and the zero came from the cell.
#
# Errors that you will meet in the first week:
#
# | the last line begins with | usually |
# |---|---|
# | `NameError` | a misspelt name, or the cell that makes it has not been run since the last restart |
# | `ModuleNotFoundError` | not installed for *this* kernel: run **`%pip install`** *`NAME`* in a cell |
# | `TypeError` | a function was given the wrong kind of thing, or too few of them |
# | `IndexError`, `KeyError` | a position or key that is not there |
# | `IndentationError`, `SyntaxError` | Python could not read the cell, and ran none of it |
#
# **Restart and run all.** Before you hand in or share a notebook, choose *Kernel → Restart Kernel and Run All Cells*. It forgets everything and runs the page as somebody else will: from the top, each cell once. What survives that is a result. If a cell never ends, the square above the notebook interrupts it, and the kernel keeps what it knows; if even that fails, restart.

# %%
quiz.predict(
    "A notebook ran without an error from top to bottom. You then rename `data` to `rows` in "
    "the first cell, run that cell, and go on working. The last cell still says "
    "`len(data)`. What happens when you run it now, and after restart and run all?",
    [
        "now an error, afterwards too",
        "now it works, afterwards an error",
        "now it works, afterwards too",
    ],
    right=1,
    because="The kernel still holds the old `data`. After a restart no cell makes it.",
    tempting={
        0: "The cell was renamed on the page. Was the name deleted in the kernel?",
        2: "Which cell makes `data` after the restart?",
    },
)

# %% [markdown]
# **Ask Python.** Behind a name, **Tab** completes what you have begun to type, and **Shift+Tab** shows how a function is called. `len?` in a cell of its own shows the same text below the page, and `help(len)` prints it:

# %%
help(sorted)

# %% [markdown]
# The slash and the star in such a line are about how arguments are passed: what stands before `/` only by position, what follows `*` only by its name, `sorted(words, key=len)`.
#
# **Ask the clock.** Lines that begin with `%` are *magics*: commands of Jupyter, not Python. **`%pip install`** installs for the kernel that you are using; with `!pip`, the shell decides which Python it is for, and that may be another one. **`%%time`** as the first line of a cell measures it once; **`%timeit`** repeats a short line many times, because once is too little to measure it:

# %%
words = ["kernel", "cell", "page"] * 100
%timeit -n 200 -r 5 [len(word) for word in words]

# %% [markdown]
# It gives the mean of five rounds of 200 runs each, and their standard deviation. The number depends on the computer and on what else it is doing, so compare two ways on the same machine, one after the other.
#
# **Change one thing**: replace the `0` in `percent(3, 0)` by `"12"`. Which line of which function does the traceback end at now, and with what?
#
# <details><summary>Answer</summary>
#
# With a `TypeError` at the same line of `share`: a number cannot be divided by text. The message names both types, `'int' and 'str'`. The cause is the same as before: what was passed in the cell.
# </details>
#
# **Its exercises**: [[p0-e03]] mends a page that only works by luck; [[p0-e04]] asks you to say why. **Read more**: [Errors and exceptions](https://docs.python.org/3/tutorial/errors.html).

# %% [markdown] topics=["S-04-python", "S-04-learnpython"]
# ## 4 · Lists, dicts, and a line that reads like a sentence
#
# A model has been tried on five days. On the days on which it was right for less than half, somebody should look at it: which are these?
#
# A *list* holds things in order, a *dict* looks things up by a key, and a *tuple* holds a few things that belong together, and cannot be changed.

# %%
right = [0.91, 0.48, 0.87, 0.35, 0.93]
day = ["Mon", "Tue", "Wed", "Thu", "Fri"]
by_day = dict(zip(day, right))
print(by_day)
print("Wednesday:", by_day["Wed"], "· Sunday:", by_day.get("Sun", "not measured"))

# %% [markdown]
# `zip` goes along both lists at once and gives pairs. A *comprehension* then says what to take, from where, and on which condition, in the order in which one would say it:

# %%
look_at = [name for name, score in by_day.items() if score < 0.5]
percent_by_day = {name: round(100 * score) for name, score in by_day.items()}
print(look_at)
print(percent_by_day)

# %% [markdown]
# The same as a loop has three lines and a list that must be made empty first. A comprehension is worth it as long as it reads like a sentence; where it does not, write the loop.
#
# `enumerate` counts along, `sorted` takes a `key` to sort by, and an *f-string* puts values into text. After the colon stands how: `.1%` is a percentage with one decimal, `:<5` fills up to five places with blanks on the right (`:>5` on the left).

# %%
ranked = sorted(by_day.items(), key=lambda pair: pair[1], reverse=True)
for place, (name, score) in enumerate(ranked, start=1):
    print(f"{place}. {name:<5}{score:>7.1%}")

# %% [markdown]
# A `lambda` is a function without a name: here it takes a pair and returns its second part. `sorted` makes a new list, `reverse=True` starts with the largest, and things that are equal keep their order.
#
# **Slices.** Positions count from 0, and it helps to think of them as the gaps *between* the items. A slice `[a:b]` is what lies between gap `a` and gap `b`, so it has `b - a` items. Negative numbers count from the end.

# %% folded=true alt="Five boxes with Mon to Fri. The gaps between them are numbered 0 to 5 above and -5 to -1 below. A bracket marks the slice 1 to 3, which holds Tue and Wed."
plt.figure(figsize=(6.5, 1.9))
for place, name in enumerate(day):
    box, ink = ("C0", "white") if 1 <= place < 3 else ("0.9", "black")
    plt.gca().add_patch(plt.Rectangle((place, 0), 1, 1, facecolor=box, edgecolor="0.4"))
    plt.text(place + 0.5, 0.5, name, ha="center", va="center", color=ink)
for gap in range(6):
    plt.text(gap, 1.12, str(gap), ha="center")
    if gap < 5:
        plt.text(gap, -0.3, str(gap - 5), ha="center", color="0.4")
plt.plot([1, 1, 3, 3], [1.4, 1.5, 1.5, 1.4], color="C3")
plt.text(2, 1.58, "day[1:3]", ha="center", color="C3", family="monospace")
plt.xlim(-0.3, 5.3)
plt.ylim(-0.5, 1.9)
plt.axis("off")
plt.show()

# %%
quiz.predict(
    "`day` holds Mon, Tue, Wed, Thu, Fri. What is `day[-2:]`?",
    ["the last two: Thu, Fri", "all but the last two: Mon, Tue, Wed", "Thu only"],
    right=0,
    because="It begins at the gap before Thu and has no end, so it goes on to the last item.",
    tempting={
        1: "That is `day[:-2]`: the same gap as the end in place of the beginning.",
        2: "That is `day[-2]`, without a colon: one item.",
    },
)

# %%
print(day[1:3], day[:2], day[-2:])
print(day[::2], day[::-1])
first, *others = day
print(first, "and", len(others), "others")

# %% [markdown]
# The third number is the step. The star in `first, *others` takes all that is left.
#
# **Change one thing**: turn `< 0.5` into `< 0.9`. How many days are to be looked at?
#
# <details><summary>Answer</summary>
#
# Three: Tue, Wed and Thu.
# </details>
#
# **Its exercises**: [[p0-e05]], and [[p0-e06]] to count to 1,023 on ten fingers. **Read more**: [Data structures](https://docs.python.org/3/tutorial/datastructures.html) in the Python tutorial; [learnpython.org](https://www.learnpython.org/) has short exercises on each.

# %% [markdown] topics=["S-04-python", "S-07-prompts"]
# ## 5 · Functions that promise something
#
# A recipe that says "salt" and does not say how much is a recipe for its author only. A function has a promise, too: what it takes, what it returns, what it leaves alone. The promise stands in its *docstring*, the text below its first line, which `help` and Shift+Tab show.

# %%
def fahrenheit(celsius, digits=1):
    """The temperature in degrees Fahrenheit, rounded to `digits` decimals.

    >>> fahrenheit(100)
    212.0
    >>> fahrenheit(36.6, digits=2)
    97.88
    """
    return round(celsius * 9 / 5 + 32, digits)

# %% [markdown]
# `digits=1` is a *default*: who calls the function may leave it out, or pass it by name. The lines with `>>>` are examples as they would look at Python's prompt, and they are more than decoration: the module `doctest` runs them and compares.

# %%
import doctest

doctest.run_docstring_examples(fahrenheit, {"fahrenheit": fahrenheit}, verbose=True)

# %% [markdown]
# **Return, do not print.** `print` shows something to a person; `return` hands it to the code that called. A function that prints returns `None`, and nobody can go on calculating with that.
#
# **Leave the input alone.** A list that is passed to a function is not copied: the function holds the same list by another name. Whatever it appends there, the caller finds there.

# %%
quiz.predict(
    "`def longest(words): words.sort(key=len); return words[-1]` is called with a list "
    "`names` whose first item is Barbara. What is `names` afterwards?",
    ["as it was", "sorted by length", "only its longest name is left"],
    right=1,
    because="`words` is another name for the same list, and `.sort()` changes it in place.",
    tempting={
        0: "That would need a copy. Who has made one?",
        2: "`words[-1]` reads one item. What does `.sort` do?",
    },
)

# %%
def longest(words):
    words.sort(key=len)
    return words[-1]


names = ["Barbara", "Ed", "Florence", "Jo"]
print(longest(names))
print(names)

# %% [markdown]
# `sorted(words, key=len)` or `max(words, key=len)` gives the same answer and leaves `names` alone. All exercises of this course expect that, unless they say otherwise. For the same reason a default is never a list: `def add(item, to=[])` makes *one* list, when the function is defined, and every call finds what the earlier ones left in it.
#
# **Generators.** A *generator function*, one with `yield` in place of `return` hands out one value at a time and waits until the next is asked for. It needs room for one value, however many there are; there may even be no end:

# %%
def doublings(start):
    """Start, twice as much, four times as much, and so on, without end."""
    while True:
        yield start
        start = 2 * start


grains = doublings(1)
print(next(grains), next(grains), next(grains))
print([number for number, _ in zip(doublings(1), range(10))])

# %% [markdown]
# `next` asks for one value, a `for` loop for all of them; here `zip` stops after ten, because `range(10)` does. Data that do not fit into memory are read in this way, and so are the batches that a network is trained on.
#
# A comprehension in round brackets is a generator, too: `sum(x * x for x in range(1000))` builds no list. A generator can be gone through once; then it is empty.
#
# **Change one thing**: call `doublings(3)` in the last line. Which numbers come, and does the `3` of `grains` change?
#
# <details><summary>Answer</summary>
#
# 3, 6, 12, 24 and so on up to 1,536. `grains` is a generator of its own, with its own `start`, and goes on with 8.
# </details>
#
# **Its exercises**: [[p0-e07]] and [[p0-e08]]. **Read more**: [Defining functions](https://docs.python.org/3/tutorial/controlflow.html#defining-functions), [doctest](https://docs.python.org/3/library/doctest.html).

# %% [markdown] topics=["S-04-python"]
# ## 6 · Objects that remember, errors that speak
#
# A thermostat has a setting, and buttons that change it. Things that remember something and can be asked to do something are called *objects*, and what they have in common is written in a *class*. Every model in this course is one: it is made with its settings, `fit` lets it learn, `predict` uses what it has learned.

# %%
class MeanModel:
    """Predicts the mean of the targets that it was fitted to, whatever it is asked."""

    def fit(self, X, y):
        self.mean_ = sum(y) / len(y)
        return self

    def predict(self, X):
        return [self.mean_ for _ in X]

# %%
model = MeanModel().fit([[20], [30], [25]], [200, 330, 250])
print(model.mean_, model.predict([[28], [19]]))

# %% [markdown]
# `MeanModel()` makes an object. `self` is the object itself: `self.mean_` is what it remembers. A name that ends in `_` is the sign by which scikit-learn marks what was *learned*. `fit` returns the object, so that one can write `MeanModel().fit(X, y)` in one line. A method `__init__(self, …)`, if there is one, is called when the object is made, and stores its settings.
#
# What if `predict` is called before `fit`? Python stops with an `AttributeError` about `mean_`, which tells nothing to the person who forgot `fit`. Say it in their words: `raise` stops with an *exception* of your choice.

# %%
class CarefulMean(MeanModel):
    """The same, with a clear word for those who forget `fit`."""

    def predict(self, X):
        if not hasattr(self, "mean_"):
            raise ValueError("call fit before predict")
        return super().predict(X)

# %%
try:
    CarefulMean().predict([[28]])
except ValueError as error:
    print("caught:", error)

# %% [markdown]
# `CarefulMean(MeanModel)` *inherits*: it has all that `MeanModel` has, and its own `predict` in place of the other, which `super()` still reaches.
#
# `try` runs its block, and if an exception of the named class comes, `except` takes over. Catch what you expect, where you can do something about it. `except: pass` catches everything, including the misspelt name that you would have wanted to hear about.
#
# **With.** Some things must be undone whatever happens: a file is closed, a setting put back. `with` promises that. Behind it is an object with two methods: `__enter__` runs at the start, `__exit__` at the end, *also after an exception*. `contextlib.contextmanager` makes one from a generator: what stands before its `yield` is the start, what stands after it the end.

# %%
from contextlib import contextmanager


@contextmanager
def announced(what):
    print("begin:", what)
    try:
        yield
    finally:
        print("end:  ", what)

# %%
quiz.predict(
    "Inside `with announced(\"work\"):` a line raises a ZeroDivisionError. What is printed, "
    "and what becomes of the error?",
    [
        "only begin; the error goes on",
        "begin and end; the error is swallowed",
        "begin and end; the error goes on",
    ],
    right=2,
    because="`finally` runs in either case, and lets the exception pass.",
    tempting={
        0: "`finally` is the part that runs whatever happens.",
        1: "Nothing here catches it: there is a `finally`, but no `except`.",
    },
)

# %%
try:
    with announced("work"):
        print(1 / 0)
except ZeroDivisionError as error:
    print("outside:", error)

# %% [markdown]
# The line with `@` is a *decorator*: it hands the function below to `contextmanager` and keeps what comes back.
#
# **Change one thing**: turn `1 / 0` into `1 / 4`. Which line is missing now?
#
# <details><summary>Answer</summary>
#
# "outside: …": no exception, so nothing to catch. In its place 0.25 is printed between begin and end.
# </details>
#
# **Its exercises**: [[p0-e09]] writes a model, [[p0-e10]] a kernel of your own. **Read more**: [Classes](https://docs.python.org/3/tutorial/classes.html); [The with statement](https://docs.python.org/3/reference/compound_stmts.html#the-with-statement).

# %% [markdown] topics=["S-04-jupyter", "S-ch02-install"]
# ## 7 · The same again, elsewhere
#
# "It works on my computer" has three usual reasons: chance, versions, and things that were installed once and forgotten. Each has a remedy.
#
# **Chance.** Models are started at random, rows are shuffled at random. A computer's random numbers are calculated from a first one, the *seed*; the same seed gives the same numbers. Make a generator from it, once, and draw everything from there:

# %%
rng = np.random.default_rng(7)
print(rng.integers(1, 7, size=5), rng.integers(1, 7, size=5))
print(np.random.default_rng(7).integers(1, 7, size=5))

# %% [markdown]
# The second five differ from the first, since the generator has moved on. A new one with the same seed begins at the beginning: so do not make a new one for every draw, or all draws are the same.

# %% alt="Two random walks of 200 steps. The one with seed 1, drawn twice, lies exactly on itself and ends at {walks[1][-1]:.0f}; the one with seed 2 takes another way and ends at {walks[2][-1]:.0f}."
walks = {s: np.random.default_rng(s).choice([-1, 1], 200).cumsum() for s in (1, 2)}
again = np.random.default_rng(1).choice([-1, 1], 200).cumsum()
plt.plot(walks[1], color="C0", linewidth=5, alpha=0.4, label="seed 1")
plt.plot(again, color="C0", linewidth=1, label="seed 1 again")
plt.plot(walks[2], color="C1", label="seed 2")
plt.xlabel("step")
plt.legend()
plt.show()

# %% [markdown]
# `np.random.seed(1)`, which older code uses, sets *one* generator for the whole process. Any library that draws from it, too, shifts your numbers. Functions of this course are given a seed or a generator and leave the global one alone.
#
# A seed makes one run repeatable; it does not make it typical. If a result holds for one seed only, it was luck: try several.
#
# **Versions.** Write down what you used. Two lines tell the most:

# %%
print("Python", sys.version.split()[0], "on", platform.system())
print(*(f"{name}=={version(name)}" for name in ("numpy", "pandas", "scikit-learn")), sep="\n")

# %% [markdown]
# The lower lines have the form of a *requirements file*. `==` asks for exactly this version, `>=` for at least this one. Versions are compared part by part, as numbers: 1.10 is newer than 1.9.
#
# **Installed and forgotten.** A *virtual environment* is a folder with a Python of its own. What is installed there is not seen from elsewhere, and a project's folder, its notebook and its requirements file are all that somebody else needs. On the three systems, in a terminal:
#
# | | Linux | macOS | Windows (PowerShell) |
# |---|---|---|---|
# | get Python 3.11–3.13 | **`sudo apt install python3 python3-venv`** | installer from [python.org](https://www.python.org/downloads/) | installer from [python.org](https://www.python.org/downloads/) |
# | make an environment | **`python3 -m venv`** *`FOLDER`* | **`python3 -m venv`** *`FOLDER`* | **`py -m venv`** *`FOLDER`* |
# | use it | **`source`** *`FOLDER/bin/activate`* | **`source`** *`FOLDER/bin/activate`* | *`FOLDER\Scripts\Activate.ps1`* |
# | install | **`python -m pip install jupyterlab -r requirements.txt`** | the same | the same |
# | start | **`jupyter lab`** | the same | the same |
#
# On Debian and Ubuntu `pip` refuses to install outside an environment, and is right. If PowerShell refuses the script, **`Set-ExecutionPolicy -Scope CurrentUser RemoteSigned`** allows your own ones. This course itself runs most smoothly on Linux; on Windows, [WSL](https://learn.microsoft.com/windows/wsl/install) gives you one: **`wsl --install`** in a PowerShell of the administrator, restart, and follow the column *Linux* in its window.
# Whatever you have, *Help → Check this machine* says what works and what to do about the rest.

# %%
quiz.predict(
    "A friend's requirements file says `numpy>=1.26`. Your environment has NumPy 1.9. "
    "Is that new enough?",
    ["yes: 1.9 is more than 1.26", "no: 1.9 is older than 1.26"],
    right=1,
    because="The parts are whole numbers: after the 1 comes 9, and 9 is less than 26.",
    tempting={0: "As decimal numbers, yes. Versions are not decimal numbers."},
)

# %% [markdown]
# **Change one thing**: in the drawing, replace the seed 1 of `again` by 2. What lies on what?
#
# <details><summary>Answer</summary>
#
# The thin blue line now lies under the orange one, step for step: same seed, same walk. The broad one is alone.
# </details>
#
# **Its exercise**: [[p0-e11]]. **Read more**: [venv](https://docs.python.org/3/library/venv.html); [Installing Python modules](https://docs.python.org/3/installing/); J. F. Pimentel and others, [A large-scale study about quality and reproducibility of Jupyter notebooks](https://doi.org/10.1109/MSR.2019.00077), 2019.
#
# ## To take away
#
# - The kernel knows what was run, in the order of running; the page does not. Restart and run all before you believe a result.
# - Check runs the set-up and your answer in a clean process; read the first line that failed.
# - Read a traceback from its end, then walk up to the cause.
# - A function returns its result, leaves its input alone, and says so in its docstring; a model is an object with `fit` and `predict`.
# - A seed for chance, a requirements file for versions, an environment for the rest.
#
# **The exit quiz**: [[p0-e12]].
