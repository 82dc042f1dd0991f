# %% [markdown]
# # NumPy
#
# A picture of a shoe, 28 pixels high and 28 wide, is 784 numbers. Four thousand such pictures are three million, and a model looks at all of them many times. In plain Python you would write a loop, and wait. **How do you compute with three million numbers in one line, and in
# a few hundredths of a second?** With NumPy's *array*: the one thing that pandas, Matplotlib, scikit-learn and TensorFlow all understand, and that every chapter of this course is written in.
#
# Afterwards you can
#
# - make arrays, and say of each expression which shape and type it has before you run it,
# - pick rows, columns and single numbers, by position and by condition,
# - tell a view from a copy, so that nothing changes behind your back,
# - compute along an axis, and combine arrays of different shapes by broadcasting,
# - write a computation without a loop, and know when a loop is the better answer.
#
# You need lists, functions and `for` loops, no more. If you know NumPy already, take the fast track: [[p1-e11]] and ten questions.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 75 min · core exercises 1¼ h · extra exercises 1 h. Builds on [[p0]].*

# %%
from timeit import timeit

import matplotlib.pyplot as plt
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

# %%
from jupyterlab_homl.toolkit import datasets, demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-04-numpy"]
# ## 1 · One type, one block of memory
#
# A Python list is a row of coat hooks: on each hangs a reference to an object, a number here, a text there, and each lies somewhere else in memory. An *array* is an egg box: cells of one size, side by side, all holding the same type. So the computer needs neither to look up where the next number is nor
# what it is, and works through millions of them at the speed of the machine. (NumPy was made in 2005 by *Travis Oliphant*, out of two older libraries.)
#
# Here are the noon temperatures of seven days, Monday to Sunday (the rows), in three cities (the columns), made up for this lesson:

# %%
cities = ["Bergen", "Lyon", "Seville"]
noon = np.array(
    [[11.0, 18.5, 24.0], [12.5, 19.0, 26.5], [10.0, 20.5, 27.0], [9.5, 20.5, 28.5]]
    + [[13.0, 19.5, 27.5], [14.5, 17.0, 25.0], [13.5, 18.0, 23.5]]
)
print("shape", noon.shape, "· axes", noon.ndim, "· size", noon.size)
print("type", noon.dtype, "· bytes", noon.nbytes, "=", noon.size, "times", noon.itemsize)

# %% [markdown]
# An *axis* is a direction in which one counts, from 0: along axis 0 you go down from row to row, along axis 1 across from column to column. The *shape* is the tuple of their lengths, here 7 and 3. `ndim` counts the axes, `size` the cells, `itemsize` the bytes in one cell. The *dtype* is the type that all cells share: `float64`, a number with a decimal point in 64 bits, which are 8 bytes. You will read shapes more often than anything
# else in this course.
#
# Arithmetic and comparisons work on every cell at once, and so do functions such as `np.abs` and `np.sqrt`. A list would need a loop, and `[1, 2] * 2` means something else altogether. (`noon[0]` is the first row, Monday.)

# %%
print("a list:  ", [1, 2] * 2)
print("an array:", np.array([1, 2]) * 2)
print("Monday in Fahrenheit:", noon[0] * 9 / 5 + 32)
print("warmer than 20 °C?", noon[0] > 20)

# %% [markdown]
# Pictures are arrays, too. Those of this lesson are garments from Fashion-MNIST, a well-known data set, in one array with three axes: axis 0 counts the pictures, axes 1 and 2 are the rows and columns of each. A pixel takes a single byte: type `uint8`, a whole number from 0 (drawn white here; in a photograph, 0 is black) to 255.
#
# `y_train` holds the kind of each garment as a number, 9 for a boot; [[§3]] tells how the brackets pick the first boot and a part of it. (The calls that draw figures are the subject of [[p3]]; read past them here.)

# %%
garments = datasets.load("fashion_mnist")
pictures = garments.X_train
print("shape", pictures.shape, "· type", pictures.dtype, "· bytes", pictures.nbytes)
shoe = pictures[garments.y_train == 9][0]

# %% alt="Left: an ankle boot, drawn from 28 by 28 pixels. Right: a part of it, 6 by 8 pixels, with the number that each pixel holds written on it, from {lightest} to {darkest}."
part = shoe[8:14, 10:18]
lightest, darkest = part.min(), part.max()
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
left.imshow(shoe, cmap="gray_r")
right.imshow(part, cmap="gray_r", vmin=0, vmax=255)
for row in range(6):
    for column in range(8):
        color = "white" if part[row, column] > 128 else "black"
        right.text(column, row, part[row, column], color=color, ha="center", va="center")
for panel in (left, right):
    panel.grid(False)
plt.show()

# %%
quiz.predict(
    "pixels = np.array([0, 100, 200], dtype=np.uint8). You make the picture darker by "
    "pixels + 100. What becomes of the 200?",
    ["300", "255", "44", "an error is raised"],
    right=2,
    because="A byte holds 0 to 255 and starts again at 0: 300 − 256 = 44. There is no warning.",
    tempting={
        0: "A cell of one byte has no room for 300, and the type stays uint8.",
        1: "It would be sensible to stop at 255, but nobody told NumPy to.",
        3: "A Python number would grow instead. What happens in a cell of fixed size?",
    },
)

# %%
pixels = np.array([0, 100, 200], dtype=np.uint8)
print("uint8:        ", pixels + 100)
print("as integers:  ", pixels.astype(int) + 100)
print("and back:     ", (pixels.astype(int) + 100).clip(0, 255).astype(np.uint8))
print("halved:       ", pixels / 2, (pixels / 2).dtype)

# %% [markdown]
# `dtype=` says which type a new array shall have, `astype` makes a new array of another type, `clip` moves what lies outside of a range to its ends. Where two types meet, the result has one that holds both (*upcasting*): whole numbers and floats give floats, `/` always gives floats, and `True` counts as 1. A whole number of plain Python adapts to the array, so `pixels + 100`
# stays `uint8` (and `pixels + 300` is an error: no byte holds 300). Two more traps: a float that is written into an array of whole numbers loses its decimals without a word, so `pixels[0] = 2.9` writes a 2; and only floats have a *nan*, "not a number", for what is missing.
#
# **Change one thing**: let the type be `np.int16` in place of `np.uint8`, in the first line. Which outputs change?
#
# <details><summary>Answer</summary>
#
# Only the first: 16 bits hold −32,768 to 32,767, so 300 fits.
# </details>
#
# **Its exercise**: [[p1-e01]]. **Read more**: [NumPy: the absolute basics for beginners](https://numpy.org/doc/stable/user/absolute_beginners.html), [Data types](https://numpy.org/doc/stable/user/basics.types.html).

# %% [markdown] topics=["S-04-numpy"]
# ## 2 · Arrays from nothing, and from chance
#
# You seldom type numbers in. You ask for a table of zeros to fill, a hundred numbers in even steps to draw a curve at, or ten thousand throws of a die. The shape is given as a tuple, rows first, or as one number if there is one axis. `full` fills it with a value, `eye` puts ones on the diagonal, `zeros_like` takes shape and type from another array, and `fromfunction` computes each cell from its row and column. (`lambda row, column: …` is a function without a name: what stands after the colon is what it returns.)

# %%
print(np.zeros((2, 3)), np.ones(3), np.full((2, 2), 7.5), sep="\n")
print(np.eye(2), np.zeros_like(pixels), sep="\n")
print("arange:  ", np.arange(5), np.arange(10, 0, -3))
print("linspace:", np.linspace(0, 1, 5))
print("from row and column:")
print(np.fromfunction(lambda row, column: 10 * row + column, (2, 4)))

# %%
quiz.predict(
    "np.arange(start, stop, step) leaves the stop out, as range does. "
    "How many numbers are in np.arange(1, 1.3, 0.1)?",
    ["3", "4", "it depends on the day"],
    right=1,
    because=(
        "0.1 and 1.3 are no exact floats: (1.3 − 1)/0.1 comes out a hair above 3, "
        "and is rounded up."
    ),
    tempting={
        0: "So it would be with exact numbers: 1.0, 1.1, 1.2.",
        2: "Floats are inexact, but the same every time.",
    },
)

# %%
print(np.arange(1, 1.3, 0.1), np.arange(1, 1.4, 0.1))
print(np.linspace(1, 1.3, 4))
print("0.1 + 0.2 == 0.3:", 0.1 + 0.2 == 0.3, "· isclose:", np.isclose(0.1 + 0.2, 0.3))

# %% [markdown]
# So `arange` is for whole steps; for places in an interval use `linspace`, which takes how many you want and includes both ends. And never ask whether two *computed* floats are equal: ask whether they are close.
#
# **Chance.** Random numbers come from a *generator* (no relation of those with `yield`), made with a *seed*, the number that all others are computed from. The same seed gives the same numbers, today and on your colleague's machine; another seed gives others.
#
# `uniform` and `random` make all numbers in their range equally likely. `normal(170, 8)` draws them around the mean, 170; the 8 is the *standard deviation*, which says how far from the mean they typically lie. `replace=False` takes nothing twice, and `tolist()` turns an array into lists, which print on one line.

# %%
rng = np.random.default_rng(42)
print("uniform, 0 to 1:  ", rng.random(3).round(2))
print("normal, mean 170: ", rng.normal(170, 8, size=(2, 3)).round(1).tolist())
print("whole, 1 to 6:    ", rng.integers(1, 7, size=8))  # the upper end is left out
print("an order:         ", rng.permutation(5))
print("two of three:     ", rng.choice(cities, size=2, replace=False))
print("the same seed:    ", np.random.default_rng(42).random(3).round(2))

# %% alt="Two histograms of 10,000 random numbers each. Uniform between 150 and 190: all bars about equally high. Normal with mean 170 and standard deviation 8: a bell; {share:.0%} of the numbers are within 8 of the mean."
even = rng.uniform(150, 190, size=10_000)
bell = rng.normal(170, 8, size=10_000)
share = (np.abs(bell - 170) < 8).mean()
bins = np.linspace(140, 200, 61)
plt.hist(even, bins, alpha=0.6, label="uniform(150, 190)")
plt.hist(bell, bins, alpha=0.6, label="normal(170, 8)")
plt.xlabel("height in cm")
plt.legend()
plt.show()

# %% [markdown]
# In older code you will meet `np.random.seed(42)` and `np.random.rand(3)`. They share one hidden generator with every library in the process, so that a call somewhere else changes your numbers. Make a generator of your own, once, and hand it to the functions that need it.
#
# **Change one thing**: make the generator with seed 43. Which lines change, and does the share within 8 cm change much?
#
# <details><summary>Answer</summary>
#
# Every line of draws changes except the last, which has a generator of its own. The share stays at about 68 %: single numbers are chance, ten thousand of them are a law ([[p6]]).
# </details>
#
# **Its exercise**: [[p1-e02]]. **Read more**: [Array creation](https://numpy.org/doc/stable/user/basics.creation.html), [Random generator](https://numpy.org/doc/stable/reference/random/generator.html).

# %% [markdown] topics=["S-04-numpy"]
# ## 3 · Picking: by place, by list, by condition
#
# *Which days was Lyon warmer than on average, and what was it like in the other cities then?* In a spreadsheet you would filter. In NumPy you put what you want into square brackets, one entry for each axis, separated by commas. There are three kinds of entries.
#
# **By place.** A number takes one place and the axis is gone; a slice `start:stop:step` keeps the axis. A colon alone takes all; places left out at the end are taken whole, and `...` stands for as many colons as are missing.

# %%
print("Monday:          ", noon[0])
print("Monday, Seville: ", noon[0, 2])
print("Lyon:            ", noon[:, 1])
print("weekend, north:  ", noon[-2:, :2].tolist())
print("every third day: ", noon[::3, 1])
print("shapes:", noon[:, 1].shape, noon[:, 1:2].shape, pictures[..., 14].shape)

# %% [markdown]
# Mind the last line: `noon[:, 1]` has one axis, `noon[:, 1:2]` is still a table, of one column. scikit-learn wants a table for its `X`, the data, even of one column; and one axis for its `y`, the answers.
#
# **By condition.** A comparison gives an array of `True` and `False`, a *mask*. In the brackets it takes what is under `True`: a mask with one axis takes whole rows, one of the table's own shape takes single cells, as an array with one axis. Masks are combined by `&` (and), `|` (or), `~` (not), with parentheses around each comparison, because `&` binds more tightly than `<`.

# %%
lyon = noon[:, 1]
warm = lyon > lyon.mean()
print("mean", lyon.mean(), "· mask", warm)
print("these days:", np.flatnonzero(warm), "·", warm.sum(), "of", len(warm))
print(noon[warm])
print("warm, and Bergen below 12:", noon[warm & (noon[:, 0] < 12)].tolist())
print("at most 25:", np.where(noon[:, 2] > 25, 25, noon[:, 2]))

# %% [markdown]
# Since `True` counts as 1, the `sum` of a mask counts, and its `mean` is a share. `np.flatnonzero` gives the places of the `True`s. `np.where(condition, a, b)` takes from `a` where the condition holds, else from `b`. If a value is missing, `<`, `>` and `==` give `False` for it; `mean` becomes `nan`, and `np.nanmean` leaves the missing one out.
#
# **By list.** A list or array of places takes these, in this order, as often as they are named (*fancy indexing*). With `argsort`, which returns the place of the smallest value first, then that of the next, it sorts a table by one of its columns.

# %%
quiz.predict(
    "noon has shape (7, 3). What is the shape of noon[[0, 1], [0, 2]]?",
    ["(2, 2): two rows, two columns", "(2,): two single numbers", "(2, 3): two rows"],
    right=1,
    because="Two lists are read in pairs: the places (0, 0) and (1, 2).",
    tempting={
        0: "That would be natural. Slices work like that, lists go in pairs.",
        2: "Columns are given, too: the second list.",
    },
)

# %%
print("pairs:          ", noon[[0, 1], [0, 2]])
print("rows × columns: ", noon[np.ix_([0, 1], [0, 2])].tolist())
print("row 3 twice:    ", noon[[3, 0, 3]].tolist())
order = noon[:, 0].argsort()
print("from cold to warm in Bergen:", order, noon[order, 0])

# %% [markdown]
# `np.ix_` takes every row named with every column named. Each kind of entry also stands on the left of an equals sign. `table[mask] = 0` writes where the mask is true; `table[[0, 1], [0, 2]] = 1` writes into two cells. And with a picture, you see what you took:

# %% alt="The boot four times: mirrored by a negative step; the rows 8 to 23 and columns 4 to 19 alone; coarse, every second pixel only; and black where a pixel is above 128, white elsewhere, which is {dark:.0%} of the pixels."
dark = (shoe > 128).mean()
figure, panels = plt.subplots(1, 4, figsize=(8, 2.3))
panels[0].imshow(shoe[:, ::-1], cmap="gray_r")
panels[1].imshow(shoe[8:24, 4:20], cmap="gray_r")
panels[2].imshow(shoe[::2, ::2], cmap="gray_r")
panels[3].imshow(np.where(shoe > 128, 255, 0), cmap="gray_r")
names = ["shoe[:, ::-1]", "shoe[8:24, 4:20]", "shoe[::2, ::2]", "shoe > 128"]
for panel, name in zip(panels, names):
    panel.set_title(name, fontsize=9)
    panel.grid(False)
plt.show()

# %% [markdown]
# **Change one thing**: turn the boot upside down instead of mirroring it. What do you write in the brackets?
#
# <details><summary>Answer</summary>
#
# `shoe[::-1]`, or `shoe[::-1, :]`: the step −1 on axis 0, the rows.
# </details>
#
# **Its exercises**: [[p1-e03]] and [[p1-e04]]. **Read more**: [Indexing on ndarrays](https://numpy.org/doc/stable/user/basics.indexing.html).

# %% [markdown] topics=["S-04-numpy"]
# ## 4 · A window or a photograph?
#
# Look through a window and you see the same garden as everybody else. Take a photograph and you may draw on it as you like. `noon[0]` is a window, a *view*: an array of its own shape that looks at the same cells. `noon[[0]]` is a photograph, a *copy*, with cells of its own. Views cost nothing,
# however large the array; that is why NumPy gives you one wherever it can.

# %%
quiz.predict(
    "week = noon.copy(); monday = week[0]; monday[:] = 0. What is week[0, 2] now?",
    ["24.0, as before", "0.0", "an error is raised"],
    right=1,
    because="monday is a view of the first row: both names look at the same cells.",
    tempting={
        0: "So it would be with a copy. A row taken by its number is a view.",
        2: "Writing through a view is allowed, and often what you want.",
    },
)

# %%
week = noon.copy()
monday = week[0]
monday[:] = 0
print("through a row:  ", week[0])
sunday = week[[6]]
sunday[:] = 0
print("through a list: ", week[6])
print("shared memory:  ", np.shares_memory(week, monday), np.shares_memory(week, sunday))

# %% [markdown]
# The rule: **numbers and slices give views, lists and masks give copies.** A slice is described by a start and a step on each axis, so a view can get along with the old cells; a list could name any places at all. (Python's own lists differ: there, a slice is a copy.) `.T` gives a view as well, and so does `reshape` if the order of the cells allows it ([[§7]]); arithmetic such as `x + 1` makes something new.
#
# What about `week[mask] = 0`, which does change `week`? There nothing is taken out: the whole line is one order, "write 0 into these cells". But `week[mask][0] = 0` first takes a copy, writes into it, and throws it away.

# %%
week = noon.copy()
week[week > 27] = 27
print("written:      ", week[3])
week[week > 25][0] = -1
print("lost:         ", (week == -1).sum(), "cells hold -1")
other = week
other += 100
print("in place:     ", week[0], "also under its other name")
other = other - 100
print("a new array:  ", week[0], "stays")

# %% [markdown]
# `x += 1` changes the cells, for everybody who has them; `x = x + 1` makes new cells and gives them the name. This matters most in functions: an array that you are given belongs to somebody else. **Do not write into it unless the function is there for that**; where you must, write into `X.copy()`. Every check of a function in this course looks at whether it has
# changed what it was given.
#
# In the demo you choose how something is taken and see who is changed. (`a.T` swaps the rows and columns, and `ravel` lays all rows end to end.)

# %%
demos.view_or_copy.show()

# %% [markdown]
# **Change one thing**: in the cell above the demo, write `other = week.copy()` in place of `other = week`. What do the last two lines print?
#
# <details><summary>Answer</summary>
#
# Twice Monday's 11, 18.5 and 24: only the copy grows by 100.
# </details>
#
# **Its exercise**: [[p1-e05]]. **Read more**: [Copies and views](https://numpy.org/doc/stable/user/basics.copies.html).

# %% [markdown] topics=["S-04-numpy"]
# ## 5 · Along an axis
#
# What is *the mean* of seven days in three cities? There are three answers: one number for all, three for the cities, seven for the days. `mean` takes an `axis` to say which.
#
# Many learn "axis 0 is rows" and get it wrong half of the time. Remember this instead: **the axis that you name is the one that disappears.** From shape (7, 3), `axis=0` removes the 7 and leaves (3,), one number for each column; `axis=1` removes the 3 and leaves (7,).

# %%
quiz.predict(
    "pictures has shape (4000, 28, 28). Which expression gives the mean picture, "
    "of shape (28, 28)?",
    ["pictures.mean()", "pictures.mean(axis=0)", "pictures.mean(axis=(1, 2))"],
    right=1,
    because="The 4000 has to disappear, and it is axis 0.",
    tempting={
        0: "Without an axis all of them disappear, and one number is left.",
        2: "That leaves (4000,): how dark each picture is.",
    },
)

# %%
print("all:        ", noon.mean())
print("each city:  ", noon.mean(axis=0))
print("each day:   ", noon.mean(axis=1).round(1))
print("warmest day of each city:", noon.argmax(axis=0))
print("shapes:", pictures.mean(axis=0).shape, pictures.mean(axis=(1, 2)).shape)
print("kept:  ", noon.mean(axis=1, keepdims=True).shape)

# %% alt="The table of temperatures as a heat map, days down, cities across. Beside it the means of the days, from axis 1, seven numbers; below it the means of the cities, from axis 0, three numbers: {by_city[0]:.0f}, {by_city[1]:.0f} and {by_city[2]:.0f} degrees."
by_city = noon.mean(axis=0)
whole = np.full((8, 4), np.nan)
whole[:7, :3], whole[7, :3], whole[:7, 3] = noon, by_city, noon.mean(axis=1)
plt.figure(figsize=(6, 3.6))
plt.imshow(whole, cmap="coolwarm", aspect="auto")
for (row, column), value in np.ndenumerate(whole):
    plt.text(column, row, "" if np.isnan(value) else f"{value:.1f}", ha="center", va="center")
plt.xticks(range(4), [*cities, "mean, axis=1"])
plt.yticks(range(8), [*"MTWTFSS", "mean, axis=0"])
plt.grid(False)
plt.show()

# %% [markdown]
# `sum`, `min`, `max`, `std` (standard deviation), `var` (its square), `argmin`, `argmax` (the *place* of the largest), `any`, `all` and `np.median`, `np.quantile`, `np.count_nonzero` all work like this. Others keep the axis and run along it: `cumsum` (the sums so far), `np.diff` (differences of neighbours), `np.sort` and `argsort`. Name the axis there, too: without one, sorting runs along the last.
#
# One number for each column can be subtracted from the whole table, `noon - noon.mean(axis=0)`, and divide it, too. One number for each row needs `keepdims=True`, by which the axis stays, with length 1. The next section says why.
#
# **Missing values.** A `nan` spoils every sum that it takes part in, and it equals nothing, not even itself; find it with `np.isnan`. The functions `np.nanmean`, `np.nansum`, `np.nanmax` … leave it out.

# %%
gaps = noon.copy()
gaps[2, 0] = np.nan
print("mean:   ", gaps.mean(axis=0))
print("nanmean:", np.nanmean(gaps, axis=0).round(2))
print("nan == nan:", np.nan == np.nan, "· missing:", np.isnan(gaps).sum(axis=0))
print("change from day to day in Lyon:", np.diff(noon[:, 1]))
print("two warmest days, a column for each city:", noon.argsort(axis=0)[-2:].tolist())

# %% [markdown]
# **Change one thing**: in the last line, sort along the other axis. What do the numbers mean now?
#
# <details><summary>Answer</summary>
#
# `noon.argsort(axis=1)` orders the three cities of each day; `[-2:]` then takes two *days*, the last ones. To get the two warmest cities of every day you also move the slice to the other axis: `[:, -2:]`.
# </details>
#
# **Its exercises**: [[p1-e06]] and [[p1-e07]]. **Read more**: [Statistics](https://numpy.org/doc/stable/reference/routines.statistics.html), [Sorting, searching, and counting](https://numpy.org/doc/stable/reference/routines.sort.html).

# %% [markdown] topics=["S-04-numpy"]
# ## 6 · Broadcasting
#
# By how much was each day warmer or colder than its city's mean? You would like to write `noon - noon.mean(axis=0)`, and you may, although the shapes are (7, 3) and (3,). NumPy stretches the smaller array to fit, without storing anything twice. This is *broadcasting*, and it has three rules:
#
# 1. Write the shapes one above the other, **aligned on the right**. Where one is shorter, put ones on its left.
# 2. On each axis the lengths must be equal, **or one of them must be 1**.
# 3. An axis of length 1 is stretched to the other's length. Anything else is an error.

# %%
print((noon - noon.mean(axis=0)).round(1).tolist()[0])
try:
    noon - noon.mean(axis=1)
except ValueError as error:
    print(error)
print((noon - noon.mean(axis=1, keepdims=True)).round(1).tolist()[0])
by_day = noon.mean(axis=1)
print(by_day.shape, by_day[:, None].shape, (noon - by_day[:, None]).shape)

# %% [markdown]
# Why the error? On the right, 3 meets 7: neither is 1. The means of the days have to stand *upright*, as a column of shape (7, 1). Either keep the axis when you compute them, or insert one: `None` in the brackets (also written `np.newaxis`) is a new axis of length 1.

# %%
quiz.predict(
    "column has shape (4, 1), row has shape (3,). What is the shape of column + row?",
    ["an error is raised", "(4, 3)", "(4,)", "(3, 4)"],
    right=1,
    because="(4, 1) above (1, 3): the 1 in each is stretched to the other's length.",
    tempting={
        0: "Aligned on the right, 1 meets 3; then 4 meets the 1 that is put in on the left.",
        2: "The second axis is there, and it is stretched to 3.",
        3: "The order of the axes stays: the column has its 4 on axis 0.",
    },
)

# %%
column = np.array([[0], [10], [20], [30]])
row = np.array([1, 2, 3])
print(column + row)
target, guess = np.arange(5.0), np.arange(5.0)[:, None]
print("an accident:", (target - guess).shape, "· mean error", np.abs(target - guess).mean())

# %% [markdown]
# The last line is the classic accident. The five guesses are all right; but one array has shape (5,), the other (5, 1), and the difference is a table of all 25 pairs. No error, only a wrong number. **When a result looks odd, print the shapes.**
#
# Move the shapes in the demo until you can say the result before you see it:

# %%
demos.broadcasting.show()

# %% [markdown]
# What was an accident above is often the aim: *every* element of one array against *every* element of another. Give each an axis that the other has not. In how many pixels does each of sixty garments differ from each other one, if every pixel is either dark or light? (`concatenate` puts twenty trousers, twenty trainers and twenty boots one after the other; `reshape` writes the 784 pixels of each in one row: [[§7]].)

# %%
few = np.concatenate([pictures[garments.y_train == k][:20] for k in (1, 7, 9)])
is_dark = few.reshape(60, 784) > 128
differs = is_dark[:, None, :] != is_dark[None, :, :]
pixels_apart = differs.sum(axis=2)
print(is_dark[:, None, :].shape, "!=", is_dark[None, :, :].shape, "→", differs.shape)

# %% alt="A heat map of 60 by 60 garments: in how many pixels two of them differ. Zero on the diagonal, and three blocks of small numbers on it: trousers differ from trousers in {same:.0f} pixels on average, but from trainers in {others:.0f}."
same, others = pixels_apart[:20, :20].mean(), pixels_apart[:20, 20:40].mean()
plt.figure(figsize=(4.6, 3.8))
plt.imshow(pixels_apart, cmap="viridis")
plt.colorbar(label="pixels that differ")
plt.xticks([10, 30, 50], ["trousers", "trainers", "boots"])
plt.yticks([10, 30, 50], ["trousers", "trainers", "boots"])
plt.grid(False)
plt.show()

# %% [markdown]
# The three blocks are the three kinds, although the comparison knows nothing about kinds. Two axes say "which garment"; the third counts the pixels, and is summed away. The price is memory: the table in between has 60 · 60 · 784 cells. For 4,000 garments it would be 12.5 billion.
#
# **Change one thing**: leave out `[:, None]` in `guess`. What is the mean error?
#
# <details><summary>Answer</summary>
#
# 0.0, from five differences: both shapes are (5,) now.
# </details>
#
# **Its exercise**: [[p1-e08]]. **Read more**: [Broadcasting](https://numpy.org/doc/stable/user/basics.broadcasting.html).

# %% [markdown] topics=["S-04-numpy"]
# ## 7 · Reshape, turn, join, split
#
# Memory is one long tape; the shape says how it is folded into a table, row by row. `reshape` folds the same tape in another way: the size must stay the same, and one length may be −1, "whatever fits". A model that wants a table with one row for each garment gets `pictures.reshape(4000, -1)`, of shape
# (4000, 784); one that wants a single column gets `x.reshape(-1, 1)`. `ravel()` unrolls the tape.
#
# Turning is something else: `.T` swaps rows and columns, and `transpose(1, 0, 2)` puts the axes into the order that you name.

# %%
tape = np.arange(6)
print(tape.reshape(2, 3).tolist(), "reshape(2, 3)")
print(tape.reshape(3, 2).tolist(), "reshape(3, 2)")
print(tape.reshape(2, 3).T.tolist(), "reshape(2, 3).T")
print(pictures.reshape(4000, -1).shape, tape.reshape(-1, 1).shape, noon.ravel().shape)

# %% [markdown]
# The second and the third line have the same shape, and different numbers in their places. Confuse them and you get a picture like the upper one of these two:

# %%
quiz.predict(
    "Six pictures, shape (6, 28, 28), shall stand side by side in one of shape (28, 168). "
    "What does six.reshape(28, 168) show?",
    ["the six garments side by side", "stripes of all six", "an error is raised"],
    right=1,
    because=(
        "The tape runs through the first garment, then the second: "
        "168 pixels are six rows of one."
    ),
    tempting={
        0: "The size fits. But what comes on the tape after the first 28 pixels?",
        2: "6 · 28 · 28 = 28 · 168, so the size fits.",
    },
)

# %% alt="Above: six garments reshaped to 28 by 168 pixels, an unreadable pattern of stripes. Below: the same pixels after their axes were put in another order first, six garments side by side."
six = pictures[:6]
striped = six.reshape(28, 168)
side_by_side = six.transpose(1, 0, 2).reshape(28, 168)
figure, (above, below) = plt.subplots(2, 1, figsize=(7, 2.8))
above.imshow(striped, cmap="gray_r")
below.imshow(side_by_side, cmap="gray_r")
above.set_axis_off()
below.set_axis_off()
plt.show()

# %% [markdown]
# Read the lower one aloud: shape (6, 28, 28) is *garment, row, column*. In the long picture the row comes first, then the garment, then the column within it: `transpose(1, 0, 2)` makes it (28, 6, 28). Now the tape runs as the long picture does, and `reshape` folds the last two axes into one.
#
# **Join and split.** `concatenate` joins along an axis that is there, `stack` along a new one.

# %%
more = np.array([[12.0, 18.0, 24.5]])
print("rows added:   ", np.concatenate([noon, more]).shape)
print("column added: ", np.concatenate([noon, noon[:, :1] + 2], axis=1).shape)
print("a new axis:   ", np.stack([noon, noon, noon, noon]).shape)
print("columns of 1D:", np.column_stack([np.ones(7), noon[:, 1]]).shape)
print("the same:     ", np.c_[np.ones(7), noon[:, 1]].shape, "· end to end:", np.r_[tape, 9])
work, weekend = np.split(noon, [5])
print("split after 5:", work.shape, weekend.shape)
print("nearly equal: ", [part.shape for part in np.array_split(noon, 3)])

# %% [markdown]
# `np.vstack` and `np.hstack` join downwards and sideways. Each of these calls makes a new array and copies everything into it, so do not add rows one by one in a loop: collect them in a list, and join once.
#
# **Change one thing**: in the figure's cell, transpose by `(1, 2, 0)`. What do you see below?
#
# <details><summary>Answer</summary>
#
# One garment that seems woven out of all six: each pixel of the first is followed by the same pixel of the other five.
# </details>
#
# **Its exercise**: [[p1-e09]]. **Read more**: [Array manipulation routines](https://numpy.org/doc/stable/reference/routines.array-manipulation.html).

# %% [markdown] topics=["S-04-numpy"]
# ## 8 · Rows times columns
#
# Three customers buy coffee and cake. What does each pay in each of two shops? For each customer and shop: number of coffees times price of a coffee, plus number of cakes times price of a cake. Multiply in pairs and add: that is the *matrix product*, written `@`.
#
# $$(A\,B)_{ij} = \sum_k A_{ik}\,B_{kj}$$
#
# The inner lengths must agree, and disappear: (3, 2) @ (2, 2) is (3, 2), (m, n) @ (n, k) is (m, k), and with one axis on the right, (m, n) @ (n,) is (m,). The star `*` multiplies cell by cell, by the rules of broadcasting, and is not the same.

# %%
bought = np.array([[2, 1], [1, 0], [3, 2]])  # coffees and cakes of three customers
prices = np.array([[3.0, 2.5], [4.0, 4.5]])  # rows: coffee, cake; columns: shops
print("bills:", (bought @ prices).tolist())
print("in the first shop:", bought @ prices[:, 0])
try:
    bought * prices
except ValueError as error:
    print("star:", error)

# %%
quiz.predict(
    "A layer of a neural network computes X @ W + b, with X of shape (4000, 784), W of shape "
    "(784, 10) and b of shape (10,). What is the shape of the result?",
    ["(4000, 10)", "(784, 784)", "(4000, 784)", "an error: b does not fit"],
    right=0,
    because="784 meets 784 and disappears; b is broadcast to all 4000 rows.",
    tempting={
        1: "The inner lengths disappear, the outer ones stay.",
        2: "That is the shape of X. The product has as many columns as W.",
        3: "(4000, 10) + (10,): align on the right.",
    },
)

# %%
rng = np.random.default_rng(0)
X, W, b = pictures.reshape(4000, -1) / 255, rng.normal(size=(784, 10)), np.zeros(10)
print((X @ W + b).shape, "·", 4000 * 784 * 10, "multiplications")

# %% [markdown]
# **Backwards.** You know two bills and not the prices: 2 coffees and 1 cake are 10 €, 3 and 2 are 17 €. `np.linalg.solve` finds what must be multiplied. With *more* bills than prices, and a rounding error here and there, no prices fit exactly; `np.linalg.lstsq` finds those with the smallest sum of squared errors, the *least squares* of [[ch04]]. It returns
# four things; the first is the solution.
#
# A straight line through points is found in the same way: y = intercept · 1 + slope · x. So the table gets a column of ones and a column of x, and the two "prices" are intercept and slope.

# %%
print("solve:", np.linalg.solve(bought[[0, 2]], [10.0, 17.0]))
print("lstsq:", np.linalg.lstsq(bought, [10.0, 3.1, 17.0])[0].round(3))

# %% alt="Temperatures of seven days in Lyon as points over those in Bergen, and the straight line of least squares, whose slope is {slope:.2f} degrees for each degree in Bergen."
bergen = noon[:, 0]
A = np.column_stack([np.ones(7), bergen])
intercept, slope = np.linalg.lstsq(A, noon[:, 1])[0]
plt.plot(bergen, noon[:, 1], "o")
plt.plot(bergen, intercept + slope * bergen)
plt.xlabel("Bergen, °C")
plt.ylabel("Lyon, °C")
plt.show()

# %% [markdown]
# `np.linalg` has the rest of linear algebra, too; [[p4]] explains what it means.
#
# | call | what it gives |
# |---|---|
# | `inv(A)`, `pinv(A)` | the inverse; one that also exists for tables that have none. To solve, use `solve` or `lstsq`: quicker, and more exact |
# | `det(A)`, `norm(v)` | the determinant; the length of a vector |
# | `eigh(A)`, `eig(A)` | eigenvalues and eigenvectors, for symmetric and for any square matrices |
# | `svd(A, full_matrices=False)` | the singular value decomposition `U, s, Vt` |
# | `qr(A)` | orthogonal columns, and a triangle |
#
# **Change one thing**: let the second bill, of one coffee, be 4.1 in place of 3.1. Which of the two prices moves more?
#
# <details><summary>Answer</summary>
#
# The cake's: the coffee rises from 3.08 to 3.92, and the cake falls from 3.87 to 2.53, so that the other two bills stay nearly right.
# </details>
#
# **Its exercise**: [[p1-e10]]. **Read more**: [Linear algebra](https://numpy.org/doc/stable/reference/routines.linalg.html).

# %% [markdown] topics=["S-04-numpy"]
# ## 9 · Without loops, and to disk
#
# How much slower is a loop? Let both compute the mean square of a million numbers:

# %%
def mean_square(numbers):
    total = 0.0
    for number in numbers:
        total += number**2
    return total / len(numbers)


# %%
numbers = np.random.default_rng(1).normal(size=1_000_000)
loop = timeit(lambda: mean_square(numbers), number=1) * 1000
array = timeit(lambda: (numbers**2).mean(), number=20) / 20 * 1000
print(f"loop {loop:.0f} ms, array {array:.1f} ms: {loop / array:.0f} times as fast")

# %% [markdown]
# (`timeit` runs something several times and returns the seconds; in a notebook, `%timeit (numbers**2).mean()` does the same and chooses the number of runs.) Functions such as `np.exp`, `np.sqrt`, `np.maximum` or `+` that work cell by cell in compiled code are called *universal functions*. To write with them what you would have written as a loop is to *vectorise*: ask not "what do I do with the next number?" but "which arrays, of which
# shapes, do I combine?" `np.vectorize` does not do that for you: it is a loop in disguise.
#
# **Windows.** A moving average needs, at each place, seven neighbouring numbers. `sliding_window_view` gives all these windows as a view with one more axis, without copying anything:

# %%
rng = np.random.default_rng(5)
year = 12 - 9 * np.cos(2 * np.pi * np.arange(365) / 365) + rng.normal(0, 3, size=365)
windows = sliding_window_view(year, 7)
smooth = windows.mean(axis=1)
print(year.shape, "→", windows.shape, "→", smooth.shape)
print("in two dimensions:", sliding_window_view(shoe, (3, 3)).shape)

# %% alt="Daily temperatures of a year as a thin jagged line, and over it their average over seven days, which is smooth. From day to day the first changes by {rough:.1f} degrees on average, the second by {calm:.1f}."
rough, calm = np.abs(np.diff(year)).mean(), np.abs(np.diff(smooth)).mean()
plt.plot(year, color="0.7", linewidth=0.8, label="each day")
plt.plot(np.arange(3, 362), smooth, label="mean of seven days")
plt.xlabel("day")
plt.ylabel("°C")
plt.legend()
plt.show()

# %% [markdown]
# **When is a loop right?** When each step needs the result of the step before (gradient descent, [[ch04]]); when the table of all pairs would not fit into memory, so that you go through it in blocks; when there are few turns with much work in each, such as ten passes through all the data; and when the version without a loop is one that nobody can read. A loop over twenty columns costs
# nothing. A loop over three million pixels does.
#
# **To disk.** `np.save` writes one array with its shape and type, `np.savez` several under names; `np.load` reads them. Text (`np.savetxt`) is for other programs: it is slower, mostly larger, and forgets the type. With `np.load(file, mmap_mode="r")` an array from `np.save` that is larger than the memory is read piece by piece, as you touch it.

# %%
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    file = Path(folder) / "week.npz"
    np.savez(file, noon=noon, shoe=shoe)
    with np.load(file) as stored:
        print(stored.files, stored["shoe"].dtype, np.array_equal(stored["noon"], noon))
    np.savetxt(Path(folder) / "week.csv", noon, delimiter=",", fmt="%.1f")
    print((Path(folder) / "week.csv").read_text().splitlines()[0])

# %% [markdown]
# **Change one thing**: let the window be 30 days in place of 7 (and draw at `np.arange(15, 351)`). How many averages are there?
#
# <details><summary>Answer</summary>
#
# 336: a window of w fits into n numbers at n − w + 1 places. The curve is smoother, and flattens the peak a little.
# </details>
#
# **Its exercise**: [[p1-e11]]. **Read more**: [C. R. Harris and others, *Array programming with NumPy*](https://doi.org/10.1038/s41586-020-2649-2) (2020), [sliding_window_view](https://numpy.org/doc/stable/reference/generated/numpy.lib.stride_tricks.sliding_window_view.html).
#
# ## To take away
#
# - Know the shape and the type of every array that you hold; when a result looks odd, print them.
# - Numbers and slices give views, lists and masks make copies; do not write into what you were given.
# - The axis that you name is the one that disappears.
# - Broadcasting: align on the right; equal, or one of them 1.
# - Think in whole arrays; loop where a step needs the one before, or memory is short.
#
# **The exit quiz**: [[p1-e12]].
