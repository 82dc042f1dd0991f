# %% [markdown]
# # Matplotlib
#
# Below are four tables of thirty rows each. In all four, the means are the same, the spreads are the same, and the same straight line fits best. **Are they the same table?**
#
# Afterwards you can
#
# - draw on axes of your own, label them, and hand them on,
# - put several charts side by side so that they can be compared,
# - choose a scale on which one sees what there is to see,
# - pick the chart that answers the question: line, scatter, histogram, box or bar,
# - show a matrix as a picture, and a function of two numbers as a map,
# - spot a chart that misleads, and mend it.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 60 min · core exercises 1½ h · extra exercises ¾ h. Builds on [[p1]] (NumPy). You know all this? [[p3-e07]] and a quiz prove it.*

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits

# %%
from jupyterlab_homl.toolkit import datasets, demos, plots, quiz

plots.use()

# %% folded=true
rng = np.random.default_rng(4)
x = np.linspace(0, 10, 30)
shapes = {
    "table A": rng.normal(size=30),
    "table B": -((x - 5) ** 2),
    "table C": np.where(np.arange(30) == 22, 9.0, 0.0) + rng.normal(0, 0.1, 30),
    "table D": np.where(np.arange(30) % 2 == 0, 1.0, -1.0) + rng.normal(0, 0.15, 30),
}


def matched(deviation):
    """A column of y with a fixed best line and a fixed spread around it."""
    rest = deviation - np.polyval(np.polyfit(x, deviation, 1), x)
    return 3 + 0.5 * x + 1.2 * rest / rest.std()


tables = {name: matched(deviation) for name, deviation in shapes.items()}

# %%
for name, y in tables.items():
    slope, start = np.polyfit(x, y, 1)
    r = np.corrcoef(x, y)[0, 1]
    print(f"{name}: mean {y.mean():.2f}, spread {y.std():.2f}, correlation {r:.2f}, "
          f"best line {start:.2f} + {slope:.2f} x")

# %% [markdown]
# Four rows of equal numbers. Now look:

# %% folded=true alt="Four scatter plots with the same best line. Table A: a cloud around the line. Table B: a curve that rises and levels off. Table C: points close to a flatter line, and a single one far above. Table D: two parallel rows of points, one above the line and one below."
fig, axes = plt.subplots(1, 4, figsize=(9, 2.6), sharey=True)
for ax, (name, y) in zip(axes, tables.items()):
    ax.plot(x, y, "o", markersize=3)
    ax.plot(x, 3 + 0.5 * x)
    ax.set_title(name)
plt.show()

# %% [markdown]
# A cloud, a curve, a line with one wrong reading, and two groups that somebody has mixed: each of them calls for something else, and no number above told them apart. *Francis Anscombe* made the first such set in 1973, against the belief that "numerical calculations are exact, but graphs are rough". Look before you compute, and look again at what you
# computed. This lesson teaches the tool, Matplotlib, which *John Hunter* began in 2003 to look at recordings of brain activity.

# %% [markdown] topics=["S-04-matplotlib"]
# ## 1 · A figure, its axes, and what is drawn on them
#
# Think of a sheet of paper. You rule a frame on it, put numbers along two edges, and start to draw inside. In Matplotlib the sheet is the *figure*. A frame with its numbers is called *axes*; a figure may hold several of them. Whatever is drawn, a line, a point, a word, is an *artist*. (Mind the
# word: one *axes* has two *axis* objects, the x-axis and the y-axis.)
#
# `plt.subplots()` makes a figure with one axes and returns both. Everything else is a method of `ax`. Here is a week of temperatures.

# %% alt="Two lines over the seven days of a week, with a legend: highest and lowest temperature. The highest goes from {highest[0]} to {highest[6]} degrees, the lowest from {lowest[0]} to {lowest[6]}."
day = np.arange(1, 8)
highest = np.array([21, 23, 26, 27, 22, 18, 19])
lowest = np.array([12, 13, 15, 18, 16, 11, 10])

fig, ax = plt.subplots()
ax.plot(day, highest, label="highest")
ax.plot(day, lowest, label="lowest")
ax.set(xlabel="day", ylabel="temperature (°C)", title="A week in May")
ax.legend()
ax.grid(True)
plt.show()

# %% [markdown]
# Line by line: `ax.plot(x, y)` takes an array of x and an array of y of the same length, and joins the points. `label=` names the line, and `ax.legend()` shows the names: without this call there is none. `ax.set` writes several texts at once; `ax.set_xlabel("day")` does one alone. `ax.grid(True)` draws the
# grey lines.
#
# An axes is not a heap of pixels. It is an object that remembers what it holds, and that can be asked:

# %%
print(len(ax.lines), "lines; the first one goes through", ax.lines[0].get_ydata())
print("the x-axis says:", ax.get_xlabel())
print("the legend says:", [text.get_text() for text in ax.get_legend().get_texts()])

# %% [markdown]
# That is also how the exercises of this lesson are checked: they ask the axes that you return what they hold. Colours and sizes are your own unless the exercise says something about them.
#
# **Two ways to draw.** You will also see `plt.plot(…)`, without any `ax`. It draws on the *current axes*, the one made or used last. That is handy for a quick look, and the later chapters use it for single figures. (Older still is `from pylab import *`, which empties NumPy and Matplotlib into your names; leave it alone.)
# With two axes the current one is easily the wrong one:

# %%
quiz.predict(
    "The next cell makes two axes, left and right, and then calls plt.plot. "
    "Where does the line appear?",
    ["on the left one, the first", "on the right one", "on both"],
    right=1,
    because="The right one was made last, so it is the current one.",
    tempting={
        0: "Reading goes from left to right. Which of the two was made last?",
        2: "One call draws one line, on one axes.",
    },
)

# %% alt="Two empty frames side by side. The right one, which was made last, holds the line; the left one is empty."
fig, (left, right) = plt.subplots(1, 2, figsize=(6, 2))
left.set_title("left")
right.set_title("right")
plt.plot(day, highest)
plt.show()

# %% [markdown]
# **Change one thing**: write `left.plot` in place of `plt.plot`. Then it no longer matters what happened before.
#
# <details><summary>What you see</summary>
#
# The line is on the left. Your code says where it draws, so it can stand in a function and be moved around.
# </details>
#
# So a function that draws should be given the axes, draw on them, and return them:
#
# ```python
# def draw_week(ax, day, highest, lowest):
#     ax.plot(day, highest, label="highest")
#     …
#     return ax
# ```
#
# Whoever calls it decides how large the figure is and what stands beside it. In the demo, see which call makes which part.

# %%
demos.figure_anatomy.show()

# %% [markdown]
# **Its exercise**: [[p3-e01]]. In the exercise notebook, a cell below each drawing exercise shows your figure beside the expected one. **Read more**: [Quick start guide](https://matplotlib.org/stable/users/explain/quick_start.html) of Matplotlib.

# %% [markdown] topics=["S-04-matplotlib"]
# ## 2 · Lines, points, and words
#
# A tide gauge in a harbour writes down the water level every hour, and an almanac has predicted the level for every minute. Measurements are single points; a prediction is known everywhere. So the first are drawn as *markers* and the second as a line. That is a good habit: dots for data, lines for models.

# %%
rng = np.random.default_rng(2)
minute = np.linspace(0, 24, 24 * 60)
almanac = 2 + 1.5 * np.sin(2 * np.pi * minute / 12.4)
hour = np.arange(25)
gauge = 2 + 1.5 * np.sin(2 * np.pi * hour / 12.4) + rng.normal(0, 0.12, 25)
peak = gauge.argmax()
crest = gauge[peak]
print(f"the highest reading: {crest:.2f} m, at hour {peak}")

# %% alt="Water level over 24 hours. A smooth line, the almanac, with two high tides; 25 dots, the gauge, close to it. A dashed horizontal line marks the mean, a dotted vertical one the highest reading, {crest:.2f} m at hour {peak}, which is also written beside it."
fig, ax = plt.subplots()
ax.plot(minute, almanac, color="0.6", linewidth=2, label="almanac")
ax.plot(hour, gauge, "o", color="C1", markersize=4, label="gauge")
ax.axhline(gauge.mean(), linestyle="--", color="C0", label="mean")
ax.axvline(hour[peak], linestyle=":", color="C3")
ax.text(hour[peak] + 0.4, crest, f"highest: {crest:.2f} m")
ax.set(xlabel="hour", ylabel="water level (m)", xlim=(0, 24), ylim=(0, 5))
ax.legend(loc="upper right", ncols=3)
plt.show()

# %% [markdown]
# - `"o"` is a *format string*: a marker and no line. `"--"` is a dashed line, `"C1s:"` second colour, squares, dotted. In words: `marker="o", linestyle="none"`.
# - Colours: `"C0"` to `"C9"` are the ten colours that Matplotlib uses by turns, `"0.6"` is a grey between black (0) and white (1), `"tab:red"` and `"crimson"` are names.
# - `axhline(y)` and `axvline(x)` go all the way across, whatever the limits are. `ax.text(x, y, "…")` writes at a place given in the data's own units.
# - `ax.fill_between(x, low, high, alpha=0.2)` fills a band; `alpha` is how opaque it is. We use it for uncertainty.
#
# `ax.plot` joins points *in the order in which they come*. Usually that is what you want, and sometimes it is not:

# %%
quiz.predict(
    "Somebody has shuffled the 25 rows of the gauge; hour and level still belong together. "
    "What does ax.plot(hour, level), with a line, draw?",
    ["the same curve as before", "a scribble that jumps to and fro", "an error"],
    right=1,
    because="It joins the first row to the second, wherever they lie.",
    tempting={
        0: "That is what dots would do, which have no order. A line joins row to row.",
        2: "Two arrays of one length are all that it asks for.",
    },
)

# %% alt="The same 25 readings in shuffled order. Left, joined by a line: a scribble that jumps across the whole day. Right, as dots: the two tides as before."
order = rng.permutation(25)
fig, (left, right) = plt.subplots(1, 2, figsize=(7.5, 2.4), sharey=True)
left.plot(hour[order], gauge[order])
left.set(title="as a line", xlabel="hour", ylabel="level (m)")
right.plot(hour[order], gauge[order], "o")
right.set(title="as points", xlabel="hour")
plt.show()

# %% [markdown]
# **Change one thing**: write `np.argsort(hour)` in place of `rng.permutation(25)`.
#
# <details><summary>What you see</summary>
#
# Sorted by hour, the line is the curve again. Sort before you draw a line; a model's curve is best drawn over a `np.linspace` of its own.
# </details>
#
# **Saving.** `fig.savefig("tide.png", dpi=200)` writes a picture: a figure is 7.5 by 3.2 *inches* here (`figsize=`), and `dpi` says how many pixels go on an inch, so that this one gets 1,500 by 640. `"tide.pdf"` or `"tide.svg"` keep lines and letters as such and stay sharp at any size: take these for print.
#
# **Its exercise**: [[p3-e02]]. **Read more**: the [gallery](https://matplotlib.org/stable/gallery/index.html), and the [cheat sheets](https://matplotlib.org/cheatsheets/).

# %% [markdown] topics=["S-04-matplotlib"]
# ## 3 · Side by side
#
# A thermometer hangs in the cellar, one in the kitchen and one on the roof, and each has been read every hour for two days. `plt.subplots(1, 3)` makes one row of three axes and returns them as a NumPy array.

# %%
hour = np.arange(48)
rng = np.random.default_rng(7)
swing = {"cellar": (11, 0.3), "kitchen": (20, 2), "roof": (14, 9)}
rooms = {
    name: mean - size * np.cos(2 * np.pi * (hour - 3) / 24) + rng.normal(0, 0.1 * size, 48)
    for name, (mean, size) in swing.items()
}
for name, level in rooms.items():
    print(f"{name}: from {level.min():.1f} to {level.max():.1f} °C")

# %%
quiz.predict(
    "Each axes chooses its own range unless told otherwise. Drawn side by side like that, "
    "which room seems to have the largest swing?",
    ["the roof", "the cellar", "all three look alike"],
    right=2,
    because="Each curve is stretched until it fills its own frame.",
    tempting={
        0: "In degrees, yes. What does the eye see if every frame has its own range?",
        1: "Its readings lie closest together. What range will its frame choose?",
    },
)

# %% alt="Three curves over 48 hours in three frames. Each frame has a range of its own, so that the cellar, which moves by less than a degree, looks as restless as the roof."
fig, axes = plt.subplots(1, 3, figsize=(8, 2.4))
for ax, (name, level) in zip(axes.flat, rooms.items()):
    ax.plot(hour, level)
    ax.set(title=name, xlabel="hour")
axes[0].set_ylabel("temperature (°C)")
plt.show()

# %% [markdown]
# A reader compares heights, not numbers along edges. Charts that stand side by side to be compared must *share* their axis: `sharey=True`, and then only the first needs numbers.
#
# **Change one thing**: add `sharey=True` to the call of `subplots` above.
#
# <details><summary>What you see</summary>
#
# The cellar is a nearly flat line now, the kitchen waves a little, and the roof swings by more than 20 degrees. If one of them has its limits changed later, the others follow.
# </details>
#
# What `plt.subplots` returns depends on how many axes there are, and that breaks functions that worked yesterday:

# %%
for rows, columns in ((1, 1), (1, 3), (2, 3)):
    fig, axes = plt.subplots(rows, columns)
    print(rows, "x", columns, type(axes).__name__, getattr(axes, "shape", "no shape"))
    plt.close(fig)

# %% [markdown]
# One axes comes alone, one row as a 1-D array, a grid as a 2-D array. Ask for `squeeze=False` and it is always a 2-D array; loop over `axes.flat` and it does not matter which shape it has. Here `zip(axes.flat, rooms.items())` gave each room its frame.
#
# Labels that run into the frame beside them are cured by `plt.subplots(…, layout="constrained")`, which makes room for all of them. (This course switches it on for its lessons.) A title for the whole is `fig.suptitle("…")`.
#
# **Its exercise**: [[p3-e03]]. **Read more**: [Arranging multiple axes](https://matplotlib.org/stable/users/explain/axes/arranging_axes.html); `plt.subplot_mosaic` is for layouts that are no grid.

# %% [markdown] topics=["S-04-matplotlib"]
# ## 4 · Scales and ticks
#
# Neptune is nearly 80 times as far from the Sun as Mercury. On an ordinary, *linear* scale, equal steps add the same amount; so the four inner planets are crowded into about the first twentieth of the axis. On a *logarithmic scale* equal steps *multiply* by the same factor: 1, 10, 100.

# %%
names = ["Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune"]
distance = np.array([0.387, 0.723, 1, 1.524, 5.203, 9.537, 19.19, 30.07])  # Earth's is 1
years = np.array([0.241, 0.615, 1, 1.881, 11.86, 29.46, 84.02, 164.8])  # for one orbit

# %% alt="Eight planets: years for one orbit against distance from the Sun. Left, on linear scales, the inner four are heaped in the corner and the others lie on a curve. Right, on logarithmic scales, all eight lie on a straight line."
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
for ax in (left, right):
    ax.plot(distance, years, "o")
    ax.set(xlabel="distance from the Sun (Earth = 1)", ylabel="years for one orbit")
left.set_title("linear scales")
right.set(title="logarithmic scales", xscale="log", yscale="log")
for name, x, y in zip(names, distance, years):
    right.text(x * 1.15, y * 0.75, name, fontsize=7)
plt.show()

# %% [markdown]
# A straight line, and that is a law of nature. Why? A *power law* $y = c\,x^k$ becomes, after taking logarithms on both sides,
#
# $$\log y = \log c + k \log x ,$$
#
# a straight line with slope $k$ over $\log x$. Likewise *growth by a factor*, $y = c\,a^x$, becomes $\log y = \log c + x \log a$: a straight line if only the y-axis is logarithmic (`ax.semilogy`). So one sees at a glance which of the two one has, and can read off the exponent:

# %%
slope, start = np.polyfit(np.log(distance), np.log(years), 1)
print(f"years = {np.exp(start):.2f} · distance to the power of {slope:.2f}")

# %% [markdown]
# One and a half: this is *Kepler's third law*, of 1619.
#
# Note what was passed to `plot`: the distances and years themselves. It is the *axis* that is logarithmic (`ax.set_xscale("log")`, or at once `ax.loglog(x, y)`), so the numbers along it are still kilometres or years. Whoever draws `np.log(years)` on a linear axis gets the same line and numbers that nobody can read.

# %%
quiz.predict(
    "A web shop sold 0, 3, 40, 500 and 6,000 pieces in its first five years. "
    "You draw them with a logarithmic y-axis. What happens to the first year?",
    ["it is drawn at the bottom", "it is missing", "Matplotlib raises an error"],
    right=1,
    because="Zero has no logarithm: the axis would have to go down for ever to reach it.",
    tempting={
        0: "The bottom of a logarithmic axis is some small number, never zero.",
        2: "One might wish so. It keeps silent.",
    },
)

# %% alt="Pieces sold in years 1 to 5 on a logarithmic axis. Years 2 to 5 lie nearly on a straight line; year 1, with zero pieces, is not there."
sold = np.array([0, 3, 40, 500, 6000])
fig, ax = plt.subplots(figsize=(6, 2.4))
ax.semilogy(np.arange(1, 6), sold, "o-")
ax.set(xlabel="year", ylabel="pieces sold", xlim=(0.5, 5.5))
ax.set_xticks([1, 2, 3, 4, 5], ["first", "second", "third", "fourth", "fifth"])
plt.show()

# %% [markdown]
# `ax.set_xticks(places, labels)` puts *ticks* where you want them and writes what you want there; you will need it for names of classes. Where zeros matter, `yscale="symlog"` is linear near zero and logarithmic beyond.
#
# **Change one thing**: `ax.set_yscale("linear")` before `plt.show()`. What can you say about years one to three?
#
# <details><summary>What you see</summary>
#
# All five years are there, but the first three lie on the floor: on this scale 3 and 40 are both next to nothing.
# </details>
#
# There are other coordinates, too: `plt.subplots(subplot_kw={"projection": "polar"})` has an angle and a distance from the middle, good for directions and hours of the day; `"3d"` draws surfaces in perspective. In perspective near things hide what is behind them, and a map ([[§6]]) usually tells more.
#
# **Its exercise**: [[p3-e04]]. **Read more**: [Axis scales](https://matplotlib.org/stable/users/explain/axes/axes_scales.html).

# %% [markdown] topics=["S-04-matplotlib"]
# ## 5 · Which chart for which question?
#
# | You ask | Draw | Call |
# |---|---|---|
# | How does it go on, over time or over some x? | a line | `ax.plot` |
# | How do two numbers go together? | a *scatter plot* | `ax.scatter` |
# | How are the values of one number spread? | a *histogram* | `ax.hist` |
# | The same, for several groups at once? | *box plots* | `ax.boxplot` |
# | How much is each of a few things? | bars | `ax.bar`, `ax.barh` |
# | How sure is that mean? | points with error bars | `ax.errorbar` |
# | What stands in this matrix? | a *heat map* ([[§6]]) | `ax.imshow` |
#
# The case: 344 penguins of three species, weighed and measured on islands of the Antarctic.

# %%
table = datasets.load("penguins").dropna()
species = table["species"].to_numpy()
flipper = table["flipper_length_mm"].to_numpy()
bill = table["bill_length_mm"].to_numpy()
mass = table["body_mass_g"].to_numpy()
print(f"{len(mass)} penguins without a gap in their row; mean mass {mass.mean():.0f} g")

# %%
quiz.predict(
    "The mean mass is about 4,200 g. You draw a histogram of all penguins' masses. "
    "What will it look like?",
    ["one hump around 4,200 g", "the tallest bar far below 4,200 g", "all bars about equal"],
    right=1,
    because=(
        "Most penguins belong to the two light species; the third, heavy one pulls the mean up."
    ),
    tempting={
        0: "So it would be if all were of one kind. Here are three.",
        2: "Then every mass would be as frequent as any other, up to a sharp edge.",
    },
)

# %% alt="Two histograms of body mass with the mean, {mean:.0f} g, as a dashed line. Left, 12 bins: the tallest bar lies at about {tallest:.0f} g, and a long slope leads to the right, beyond the mean. Right, 120 bins: a comb of single spikes."
mean = mass.mean()
fig, (few, many) = plt.subplots(1, 2, figsize=(8, 2.6))
counts, edges, bars = few.hist(mass, bins=12, edgecolor="white")
tallest = (edges[counts.argmax()] + edges[counts.argmax() + 1]) / 2
many.hist(mass, bins=120)
for ax in (few, many):
    ax.axvline(mean, color="C3", linestyle="--")
    ax.set(xlabel="body mass (g)", ylabel="penguins")
plt.show()

# %% [markdown]
# A histogram cuts the range into *bins* and counts the values in each. Its shape depends on the bins: too few hide what is there, too many show chance. Try two or three widths before you believe in a hump. To compare groups, give all of them the same edges: `bins=np.linspace(2500, 6500, 21)`.
#
# **Change one thing**: use `bins=3` in place of 12.
#
# <details><summary>What you see</summary>
#
# Three steps downward. The slope is there, but nobody could guess that there is more than one kind of penguin.
# </details>
#
# A scatter plot shows two numbers of each penguin as a place, and can carry more: the species as a colour, the mass as a size.

# %% alt="Bill length against flipper length for three species of penguins, each in its own colour. Adelie: short flippers, short bills. Chinstrap: flippers nearly as short, long bills. Gentoo: long flippers and long bills, and the largest dots, so the heaviest."
fig, ax = plt.subplots(figsize=(6.5, 3.6))
for name in np.unique(species):
    own = species == name
    ax.scatter(flipper[own], bill[own], s=mass[own] / 150, alpha=0.6, label=name)
ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
ax.legend()
plt.show()

# %% [markdown]
# One call of `scatter` for each class, with its `label`: so the classes get colours of their own and names in the legend. `species == name` is a mask of True and False ([[p1]]). `s=` is the *area* of a marker, not its diameter: what is twice as heavy covers twice the paper. (For a number in place of a class, pass `c=values` and add `fig.colorbar(…)`.)
# A missing number (`nan`) is left out without a word, so we removed such rows ourselves and know how many.
#
# A *box plot*, invented by *John Tukey*, draws five numbers of each group: the box goes from the first to the third quartile, the line inside is the median, and the whiskers reach to the last values that are not unusually far away. Beside it, means with error bars:

# %% alt="Left: box plots of body mass for three species; Gentoo lies about 1,400 g above the other two. Right: the means with error bars of two standard errors, so narrow that they hardly stick out of the dots."
groups = {name: mass[species == name] for name in np.unique(species)}
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8), sharey=True)
left.boxplot(groups.values(), tick_labels=groups)
means = [group.mean() for group in groups.values()]
errors = [2 * group.std(ddof=1) / np.sqrt(len(group)) for group in groups.values()]
right.errorbar(list(groups), means, yerr=errors, fmt="o", capsize=4)
left.set(ylabel="body mass (g)", title="the penguins")
right.margins(x=0.2)
right.set_title("their means, ± 2 standard errors")
plt.show()

# %% [markdown]
# The same table, and quite different bars: the box tells how much penguins differ, the error bar how well the mean is known. Always write which one it is.
#
# **Its exercise**: [[p3-e05]]. **Read more**: [Plot types](https://matplotlib.org/stable/plot_types/index.html), a picture of each.

# %% [markdown] topics=["S-04-matplotlib"]
# ## 6 · Pictures, heat maps, and maps
#
# A grey picture is a matrix: one number for each pixel. `ax.imshow(A)` draws any matrix so: row 0 on top, column 0 on the left, as it is printed.

# %% alt="Left: a handwritten {digit}, 8 by 8 pixels, in grey. Right: the same picture with each pixel's number written on it; the numbers go from 0, white, to 16, black."
picture, digit = load_digits().images[0], load_digits().target[0]
fig, axes = plt.subplots(1, 2, figsize=(7, 3.4))
for ax in axes:
    ax.imshow(picture, cmap="gray_r")
    ax.axis("off")
for row in range(8):
    for column in range(8):
        value = picture[row, column]
        ink = "white" if value > 8 else "black"
        axes[1].text(column, row, f"{value:.0f}", ha="center", va="center", color=ink)
plt.show()

# %% [markdown]
# A *colour map* (`cmap=`) turns numbers into colours. By default the smallest number of *this* matrix gets the first colour and the largest the last; `vmin=` and `vmax=` fix the ends, so that equal colours mean equal numbers in two pictures. `fig.colorbar(shown, ax=ax)`, with what `imshow` returned, draws the scale beside it.

# %%
quiz.predict(
    "A[0, 2] is the number in row 0, column 2. Where does it go, "
    "in the words of ax.text(x, y, …)?",
    ["ax.text(0, 2, …)", "ax.text(2, 0, …)", "ax.text(2, 7, …)"],
    right=1,
    because="x counts to the right, so it is the column; y is the row, counted from the top.",
    tempting={
        0: "Rows come first in A[row, column]. Which of x and y goes to the right?",
        2: "y would be counted from below then. In a picture row 0 is on top.",
    },
)

# %% [markdown]
# That swap, `text(column, row)`, is the most frequent bug in heat maps. So try it on a matrix whose rows and columns you can tell apart: here are four weeks of seven days. How many cups of coffee?

# %% alt="A heat map with four rows, the weeks, and seven columns, the days, each with its number. Saturdays and Sundays are pale; Monday of the fourth week is darkest, with {top} cups."
cups = np.array([[4, 3, 3, 2, 3, 1, 0], [3, 3, 4, 3, 2, 0, 1],
                 [5, 4, 3, 3, 3, 1, 1], [7, 4, 4, 3, 2, 1, 0]])  # fmt: skip
top = cups.max()
fig, ax = plt.subplots(figsize=(6.5, 3))
shown = ax.imshow(cups, cmap="YlOrBr", vmin=0, vmax=10)
ax.set_xticks(np.arange(7), ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
ax.set_yticks(np.arange(4), ["week 1", "week 2", "week 3", "week 4"])
for row, column in np.ndindex(cups.shape):
    ax.text(column, row, cups[row, column], ha="center", va="center")
ax.grid(False)
fig.colorbar(shown, ax=ax, label="cups")
plt.show()

# %% [markdown]
# **Change one thing**: set `vmax=7`. Which number changes, and which does not?
#
# <details><summary>What you see</summary>
#
# The numbers on the cells stay; the colours get darker and the scale ends at 7. With a `vmax` of its own in every picture, two heat maps cannot be compared by eye.
# </details>
#
# **A map of a function.** Where in town is the next café far away? The distance is a number for each place, so a function of two numbers. `np.meshgrid` makes the places: from 200 values of x and 150 values of y, two arrays of shape (150, 200) that hold the x and the y of every point of a grid. Most functions, and all models, want one place
# per row; so flatten both, put them side by side as columns, ask *once*, and give the answers the shape of the grid again.

# %%
cafes = np.array([[1.0, 0.6], [2.6, 1.5], [3.3, 0.4]])


def distance_to_cafe(places):
    """For each row (x, y) of places the distance to the nearest café."""
    return np.linalg.norm(places[:, None] - cafes, axis=2).min(axis=1)


across, up = np.meshgrid(np.linspace(0, 4, 200), np.linspace(0, 2, 150))
places = np.column_stack([across.ravel(), up.ravel()])  # shape (30000, 2)
distances = distance_to_cafe(places).reshape(across.shape)
print("grid", across.shape, "places", places.shape, "answers", distances.shape)

# %% alt="A map of a town, 4 by 2 km, with three cafés as crosses. Contours surround each: the darker, the farther. The farthest place is {far:.1f} km from its next café."
far = distances.max()
fig, ax = plt.subplots(figsize=(7, 3.4))
filled = ax.contourf(across, up, distances, levels=8, cmap="viridis_r")
ax.plot(cafes[:, 0], cafes[:, 1], "rx", markersize=9)
ax.set(xlabel="km to the east", ylabel="km to the north", aspect="equal")
ax.grid(False)
fig.colorbar(filled, ax=ax, label="km to the next café")
plt.show()

# %% [markdown]
# `contourf` fills the area between two levels with one colour (`contour` draws only the lines); `pcolormesh(across, up, distances)` colours every cell of the grid. Both take x and y, so nothing is upside down. Later chapters draw what a classifier answers at each place in just this way: for classes 0, 1, 2 the levels are −0.5, 0.5, 1.5, 2.5.
#
# Which colour map? The demo shows how bright each one is from end to end, and what a grey printer makes of it.

# %%
demos.colormap_inspector.show()

# %% [markdown]
# **Its exercises**: [[p3-e06]] and [[p3-e07]]. **Read more**: [Choosing colormaps](https://matplotlib.org/stable/users/explain/colors/colormaps.html).

# %% [markdown] topics=["S-04-matplotlib"]
# ## 7 · Honest charts
#
# A shop sold 98 umbrellas in March and 102 in April. Somebody puts up a chart whose axis begins at 96.

# %%
quiz.predict(
    "102 umbrellas are 4 % more than 98. By how much is the second bar taller "
    "if the axis begins at 96?",
    ["by 4 %", "by 50 %", "three times as tall"],
    right=2,
    because="What is left of the bars is 98 − 96 = 2 and 102 − 96 = 6.",
    tempting={
        0: "So it would be if the bars began at zero.",
        1: "Take 96 away from both, then divide.",
    },
)

# %% alt="Two bar charts of the same sales, 98 in March and 102 in April. Left, the axis begins at 96: April's bar is {taller:.0f} times as tall. Right, it begins at zero: the bars look nearly the same."
month, umbrellas = ["March", "April"], np.array([98, 102])
fig, (left, right) = plt.subplots(1, 2, figsize=(7.5, 2.6))
for ax, start in ((left, 96), (right, 0)):
    ax.bar(month, umbrellas)
    ax.set(ylim=(start, 104), ylabel="umbrellas", title=f"from {start}")
taller = (102 - 96) / (98 - 96)
plt.show()

# %% [markdown]
# A bar tells its number by its *length*; cut off the foot, and the lengths lie. *Edward Tufte* called the ratio of the effect in the picture to the effect in the data the *lie factor*: here the picture says +200 %, the data say +4 %, a factor of about 50. Lines and points tell their number by their *place*, and may begin elsewhere: say so.

# %%
demos.honest_axis.show()

# %% [markdown]
# Other ways in which charts mislead, mostly without anybody's intention:
#
# - **Two y-axes** (`ax.twinx()`). Stretch one of them, and any two curves cross where you want. Draw two charts above each other.
# - **Length drawn as area.** A coin of twice the diameter covers four times the paper. Scale the area (`s=`).
# - **A rainbow for amounts.** `jet` is brightest in its middle, so that the eye sees an edge where the numbers have none. For amounts use a map that gets steadily brighter, such as `viridis` or `cividis`; for plus and minus one that is pale at zero, such as `RdBu`, with `vmin=-m, vmax=m`.
# - **Colour alone.** About one man in twelve confuses red with green. Let classes differ in marker or line style, too, or write the names beside the lines.
# - **A chosen piece.** Ten days out of ten years, the one city of forty. Show all of it, in grey, behind your piece.
# - **An order that says nothing.** Bars from A to Z hide what bars by size show at once; only what has an order of its own, such as months, keeps it.
#
# Before you show a chart, ask: what does it compare, by length, place, area or colour? Where does the axis begin? What are the units? What was left out?
#
# **Moving pictures.** `FuncAnimation` calls a function for every frame. The function *changes* the artists that are there (`line.set_data(…)`), in place of drawing new ones. The cell below is not run with the others, since it takes a few seconds.

# %% tags=["long"]
from IPython.display import HTML
from matplotlib.animation import FuncAnimation

fig, ax = plt.subplots(figsize=(5, 2.4))
ax.set(xlim=(0, 24), ylim=(0, 4))
(tide,) = ax.plot([], [])
film = FuncAnimation(fig, lambda n: tide.set_data(minute[:n], almanac[:n]), range(0, 1441, 48))
plt.close(fig)
HTML(film.to_jshtml())

# %% [markdown]
# **Its exercises**: [[p3-e08]] and [[p3-e09]]. **Read more**: F. Crameri and others, [The misuse of colour in science communication](https://doi.org/10.1038/s41467-020-19160-7), 2020.
#
# ## To take away
#
# - `fig, ax = plt.subplots()`, and draw by `ax.…`: a function that draws takes `ax` and returns it.
# - Points for data, lines for models; label both axes, with units; `label=` needs `ax.legend()`.
# - What is to be compared shares its axis; a logarithmic axis turns factors into steps.
# - The question chooses the chart: line, scatter, histogram, box, bar, heat map.
# - Rows go down and columns go right: `text(column, row)`. Bars begin at zero.
#
# **The exit quiz**: [[p3-e10]].
