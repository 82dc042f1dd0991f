# %% [markdown]
# # Matplotlib: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your notebook. ★ to ★★★ is the level; what is marked core is enough to complete the tutorial.
#
# What holds for all: a function that gets `ax` draws on it and on nothing else, and returns it. Arguments are left as they are. A check looks at what the axes hold, however you drew it; what is not mentioned (colours, sizes, titles) is up to you.
#
# Below each drawing exercise there is a line with `beside.show(…)`. Run your answer cell, then that line: it draws **your figure beside the expected one**, and lists what differs.

# %% setup=true
import matplotlib.pyplot as plt
import numpy as np

from jupyterlab_homl.toolkit import beside, datasets

# %% [markdown]
# ## 1 · A figure, its axes, and what is drawn on them

# %% [markdown] exercise="p3-e01" title="Two waves" kind="P" level=1 minutes=8 core=true after="§1" skills=["Draw on axes"] topics=["S-04-matplotlib"]
# Write `draw_waves(ax, x)`. For an array `x`, from the smallest to the largest, it draws on `ax`
#
# - the sine of `x` (`np.sin(x)`) as one line and the cosine (`np.cos(x)`) as another, each over `x`,
# - a legend in which they are called `sin` and `cos`,
# - the label `x` on the x-axis and the label `value` on the y-axis,
# - a grid,
#
# and it returns `ax`.

# %% [markdown] hint="p3-e01"
# In the lesson a week of temperatures was drawn with two lines, a legend, two labels and a grid. Which line of that cell made which of them?

# %% [markdown] hint="p3-e01"
# `ax.plot(x, np.sin(x), label="sin")` draws one line and gives it a name; names appear only after `ax.legend()`. `ax.set(xlabel=…, ylabel=…)` writes both labels, `ax.grid(True)` draws the grid.

# %% [markdown] hint="p3-e01"
# ```python
# def draw_waves(ax, x):
#     ax.plot(x, ____, label="sin")
#     ax.plot(x, ____, label=____)
#     ax.set(xlabel=____, ylabel=____)
#     ax.____()
#     ax.____(True)
#     return ____
# ```

# %% answer="p3-e01" needs=[]
def draw_waves(ax, x):
    """Sine and cosine of x on `ax`, with legend, labels and grid; returns `ax`."""
    ### BEGIN SOLUTION
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    ax.grid(True)
    return ax
    ### END SOLUTION

# %% tests="p3-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, figures


def drawn(x):
    return figures.on_axes(answer.draw_waves, x)


def waves(plot, x):
    """The two lines, which must be there."""
    degrees = np.deg2rad(x)
    found = []
    for name, wave in (("sine", np.sin), ("cosine", np.cos)):
        mistakes = [
            (x, wave(degrees), "A line goes through the {wave} of x in degrees. NumPy takes radians: pass x as it is."),
            (np.arange(len(x)), wave(x), "The {wave} is drawn over 0, 1, 2, …, the numbers of its points. Pass x, too: `ax.plot(x, …)`."),
            (wave(x), x, "x and y are swapped: x belongs first, `ax.plot(x, …)`."),
        ]
        line = figures.line(plot, x, wave(x), says="None of the {count} lines on `ax` goes through the {wave} of the x that was passed.", mistakes=mistakes, wave=name)
        expect.true(line["style"] not in ("None", "", " "), "The {wave} is drawn as single points; expected a line that joins them.", wave=name)
        found.append(line)
    return found


X = np.linspace(0.0, 5.0, 40)

with expect.test("two lines"):
    plot = drawn(X)
    waves(plot, X)

with expect.test("the legend", after="two lines"):
    plot = drawn(X)
    sine, cosine = waves(plot, X)
    for name, line in (("sin", sine), ("cos", cosine)):
        figures.named(plot, name, line["color"], says="In the legend {name} stands beside the colour of the other line.")

with expect.test("labels and grid"):
    plot = drawn(X)
    for axis, got, want in (("x", plot.xlabel, "x"), ("y", plot.ylabel, "value")):
        expect.true(got.strip(), "The {axis}-axis has no label; expected {want}.", axis=axis, want=want)
        expect.true(got.strip().lower() == want, "The {axis}-axis is labelled {got}; expected {want}.", axis=axis, got=got, want=want)
    expect.true(plot.grid, "There is no grid. `ax.grid(True)` draws one.")

### BEGIN HIDDEN TESTS
with expect.test("other values of x"):
    for other in (np.linspace(-3.0, 2.0, 11), np.array([0.0, 0.1, 4.0]), np.linspace(10, 90, 300)):
        waves(drawn(other), other)
### END HIDDEN TESTS

# %% right="p3-e01" because="a loop over the functions, one label a call"
def draw_waves(ax, x):
    for wave in (np.cos, np.sin):
        ax.plot(x, wave(x), "--", label=wave.__name__)
    ax.set_xlabel("x")
    ax.set_ylabel("value")
    ax.legend(loc="upper right")
    ax.grid()
    return ax

# %% right="p3-e01" because="both columns in one call, names given to the legend"
def draw_waves(ax, x):
    lines = ax.plot(x, np.column_stack([np.sin(x), np.cos(x)]), marker=".")
    ax.legend(lines, ["sin", "cos"])
    ax.grid(axis="both", alpha=0.3)
    return ax.set(xlabel="x", ylabel="value") and ax

# %% right="p3-e01" because="pyplot, after making the given axes the current ones"
def draw_waves(ax, x):
    plt.sca(ax)
    plt.plot(x, np.sin(x), label="sin")
    plt.plot(x, np.cos(x), label="cos")
    plt.xlabel("x")
    plt.ylabel("value")
    plt.legend()
    plt.grid(True)
    return ax

# %% right="p3-e01" because="pandas"
def draw_waves(ax, x):
    import pandas as pd

    frame = pd.DataFrame({"sin": np.sin(x), "cos": np.cos(x)}, index=x)
    return frame.plot(ax=ax, grid=True, xlabel="x", ylabel="value")

# %% wrong="p3-e01" because="a figure of its own" says="on other axes"
def draw_waves(ax, x):
    fig, ax = plt.subplots()
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    ax.grid(True)
    return ax

# %% wrong="p3-e01" because="pyplot's current axes" says="on other axes"
def draw_waves(ax, x):
    plt.plot(x, np.sin(x), label="sin")
    plt.plot(x, np.cos(x), label="cos")
    plt.xlabel("x")
    plt.ylabel("value")
    plt.legend()
    plt.grid(True)
    return ax

# %% wrong="p3-e01" because="no return" says="return ax"
def draw_waves(ax, x):
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    ax.grid(True)

# %% wrong="p3-e01" because="returns what legend returns" says="that were given"
def draw_waves(ax, x):
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.grid(True)
    return ax.legend()

# %% wrong="p3-e01" because="labels without a legend" says="There is no legend"
def draw_waves(ax, x):
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.grid(True)
    return ax

# %% wrong="p3-e01" because="names in the wrong order" says="colour of the other line"
def draw_waves(ax, x):
    ax.plot(x, np.sin(x))
    ax.plot(x, np.cos(x))
    ax.legend(["cos", "sin"])
    ax.set(xlabel="x", ylabel="value")
    ax.grid(True)
    return ax

# %% wrong="p3-e01" because="other names" says="expected an entry that reads sin"
def draw_waves(ax, x):
    ax.plot(x, np.sin(x), label="sine")
    ax.plot(x, np.cos(x), label="cosine")
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    ax.grid(True)
    return ax

# %% wrong="p3-e01" because="dots" says="drawn as single points"
def draw_waves(ax, x):
    ax.plot(x, np.sin(x), ".", label="sin")
    ax.plot(x, np.cos(x), ".", label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    ax.grid(True)
    return ax

# %% wrong="p3-e01" because="an axes for each" says="on other axes"
def draw_waves(ax, x):
    fig, (upper, lower) = plt.subplots(2, 1)
    for one, wave in ((upper, np.sin), (lower, np.cos)):
        one.plot(x, wave(x), label=wave.__name__)
        one.set(xlabel="x", ylabel="value")
        one.legend()
        one.grid(True)
    return ax

# %% right="p3-e01" because="a line at zero besides, both waves in black"
def draw_waves(ax, x):
    ax.axhline(0, color="0.8")
    ax.plot(x, np.sin(x), "k-", x, np.cos(x), "k:")
    ax.legend(ax.lines[1:], ("sin", "cos"))
    ax.set(xlabel="x", ylabel="value", title="waves", xticks=x[::10])
    ax.xaxis.grid(True)
    return ax

# %% wrong="p3-e01" because="no x: over the numbers of the points" says="numbers of its points"
def draw_waves(ax, x):
    ax.plot(np.sin(x), label="sin")
    ax.plot(np.cos(x), label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    ax.grid(True)
    return ax

# %% wrong="p3-e01" because="an x of its own" says="of the x that was passed"
def draw_waves(ax, x):
    x = np.linspace(0, 2 * np.pi, 100)
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    ax.grid(True)
    return ax

# %% wrong="p3-e01" because="degrees" says="in degrees"
def draw_waves(ax, x):
    x = np.asarray(x)
    ax.plot(x, np.sin(np.deg2rad(x)), label="sin")
    ax.plot(x, np.cos(np.deg2rad(x)), label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    ax.grid(True)
    return ax

# %% wrong="p3-e01" because="the grid forgotten" says="There is no grid"
def draw_waves(ax, x):
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), label="cos")
    ax.set(xlabel="x", ylabel="value")
    ax.legend()
    return ax

# %% wrong="p3-e01" because="labels swapped" says="The x-axis is labelled value"
def draw_waves(ax, x):
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), label="cos")
    ax.set(xlabel="value", ylabel="x")
    ax.legend()
    ax.grid(True)
    return ax

# %% wrong="p3-e01" because="assigns to the label" says=""
def draw_waves(ax, x):
    ax.plot(x, np.sin(x), label="sin")
    ax.plot(x, np.cos(x), label="cos")
    ax.xlabel = "x"
    ax.ylabel = "value"
    ax.legend()
    ax.grid(True)
    return ax

# %%
beside.show("p3", "draw_waves", np.linspace(0, 6.3, 100))

# %% [markdown]
# ## 2 · Lines, points, and words

# %% [markdown] exercise="p3-e02" title="When to stop" kind="P" level=2 minutes=12 core=true after="§2" skills=["Draw on axes"] topics=["S-04-matplotlib"]
# A model is trained in rounds, called *epochs*. After each one its error (the *loss*) on the training rows and on other rows, the validation rows, is written down. You will draw such charts often.
#
# Write `draw_training(ax, train, valid)`. `train` and `valid` are arrays of the same length: the losses after epoch 1, after epoch 2, and so on. It draws on `ax`
#
# - the training loss as a solid line over the epochs, which are counted **from 1**,
# - the validation loss as a dashed line over the same epochs,
# - one vertical line at the epoch with the lowest validation loss; if several are equally low, at the first of them,
# - the labels `epoch` (x) and `loss` (y), and a legend that names the lines `training` and `validation`,
#
# and it returns `ax`.

# %% [markdown] hint="p3-e02"
# With ten losses, which numbers stand along the x-axis? And if the lowest validation loss is the first of all, where should the vertical line be?

# %% [markdown] hint="p3-e02"
# `np.arange(1, len(train) + 1)` are the epochs, `"--"` is a dashed line, `np.argmin(valid)` is the *place* of the lowest one, counted from 0, and `ax.axvline(…)` draws a vertical line.

# %% [markdown] hint="p3-e02"
# ```python
# def draw_training(ax, train, valid):
#     epochs = np.arange(____, ____)
#     ax.plot(epochs, train, ____, label="training")
#     ax.plot(epochs, ____, ____, label=____)
#     ax.axvline(epochs[____], color="0.5")
#     ax.set(xlabel=____, ylabel=____)
#     ax.____()
#     return ax
# ```

# %% answer="p3-e02" needs=[]
def draw_training(ax, train, valid):
    """Both losses over the epochs, and the best epoch, on `ax`; returns `ax`."""
    ### BEGIN SOLUTION
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    ax.axvline(epochs[np.argmin(valid)], color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax
    ### END SOLUTION

# %% tests="p3-e02" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, figures


def drawn(train, valid):
    return figures.on_axes(answer.draw_training, np.array(train), np.array(valid))


def losses(plot, train, valid):
    """The two lines, which must be there."""
    epochs, found = np.arange(1, len(train) + 1), []
    for name, loss in (("training", train), ("validation", valid)):
        mistakes = [
            (epochs - 1, loss, "Your {name} loss is drawn over 0, 1, 2, …; the first epoch is 1. Pass the epochs as x."),
            (epochs + 1, loss, "Your {name} loss begins at epoch 2; the first epoch is 1."),
            (loss, epochs, "Loss and epochs are swapped: x comes first."),
        ]
        found.append(figures.line(plot, epochs, loss, says="None of the lines goes through the {name} loss over the epochs 1 to {last}.", mistakes=mistakes, name=name, last=len(train)))
    return found


def best(plot, train, valid):
    """The vertical line, which must stand at the best epoch, counted from 1."""
    places = plot.verticals
    expect.true(places, "There is no vertical line. `ax.axvline(x)` draws one.")
    expect.equal(len(places), 1, says="There are {got} vertical lines; expected one.")
    at, lowest = places[0], min(valid)
    want = list(valid).index(lowest) + 1
    last = len(valid) - list(valid)[::-1].index(lowest)
    named = {
        want - 1: "The lowest validation loss came after epoch {want}; your line stands at {at}. `argmin` counts from 0, epochs from 1.",
        list(train).index(min(train)) + 1: "The lowest validation loss came after epoch {want}; your line stands at {at}, where the training loss is lowest.",
        list(valid).index(max(valid)) + 1: "The lowest validation loss came after epoch {want}; your line stands at {at}, where it is highest.",
        last: "The validation loss is lowest after the epochs {want} and {at}; expected the first of them.",
        lowest: "Your line stands at {at}, which is the lowest loss itself. Expected the epoch at which it was reached, {want}.",
    }
    for place, words in named.items():
        if at != want and np.isclose(at, place):
            expect.fail(words, want=want, at=at)
    expect.true(np.isclose(at, want), "The lowest validation loss came after epoch {want}; your line stands at {at}.", want=want, at=at)


TRAIN, VALID = [1.0, 0.7, 0.5, 0.42, 0.36, 0.31, 0.27, 0.24], [1.125, 0.875, 0.625, 0.5, 0.55, 0.575, 0.65, 0.75]

with expect.test("two lines over the epochs"):
    plot = drawn(TRAIN, VALID)
    train, valid = losses(plot, TRAIN, VALID)
    expect.true(train["style"] == "-", "The line of the training loss has the style {got}; expected a solid one, '-'.", got=train["style"])
    expect.true(valid["style"] == "--", "The line of the validation loss has the style {got}; expected a dashed one, '--'.", got=valid["style"])

with expect.test("the best epoch"):
    best(drawn(TRAIN, VALID), TRAIN, VALID)

with expect.test("words", after="two lines over the epochs"):
    plot = drawn(TRAIN, VALID)
    for axis, got, want in (("x", plot.xlabel, "epoch"), ("y", plot.ylabel, "loss")):
        expect.true(got.strip(), "The {axis}-axis has no label; expected {want}.", axis=axis, want=want)
        expect.true(got.strip().lower() == want, "The {axis}-axis is labelled {got}; expected {want}.", axis=axis, got=got, want=want)
    train, valid = losses(plot, TRAIN, VALID)
    figures.named(plot, "training", train["color"])
    figures.named(plot, "validation", valid["color"])

### BEGIN HIDDEN TESTS
with expect.test("best at the beginning, at the end, or twice"):
    for valid in ([0.3, 0.4, 0.5, 0.6, 0.7], [0.9, 0.8, 0.7, 0.6, 0.5], [0.8, 0.25, 0.6, 0.25, 0.9], [0.5, 0.5, 0.5, 0.5, 0.5]):
        train = [1.0, 0.9, 0.2, 0.8, 0.7]
        best(drawn(train, valid), train, valid)

with expect.test("other lengths"):
    for train, valid in (([0.5, 0.4], [0.6, 0.7]), (list(np.linspace(2, 1, 60)), list(np.cos(np.linspace(0, 5, 60)) + 2))):
        losses(drawn(train, valid), train, valid)
### END HIDDEN TESTS

# %% right="p3-e02" because="a range, vlines, and styles in words"
def draw_training(ax, train, valid):
    epochs = range(1, len(valid) + 1)
    best = min(epochs, key=lambda epoch: valid[epoch - 1])
    ax.vlines(best, 0, max(valid), colors="gray", linestyles="dotted")
    ax.plot(epochs, valid, color="tab:red", linestyle="dashed", label="validation")
    ax.plot(epochs, train, color="tab:blue", linestyle="solid", label="training")
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss")
    ax.legend(title="loss")
    return ax

# %% right="p3-e02" because="the vertical line by plot, named in the legend too"
def draw_training(ax, train, valid):
    epochs = np.arange(len(train)) + 1
    best = epochs[valid == valid.min()][0]
    ax.plot(epochs, train, "b-", epochs, valid, "r--", [best, best], [0, 1], "k:")
    ax.legend(["training", "validation", f"best: {best}"])
    ax.set(xlabel="epoch", ylabel="loss")
    return ax

# %% right="p3-e02" because="pandas, with markers"
def draw_training(ax, train, valid):
    import pandas as pd

    table = pd.DataFrame({"training": train, "validation": valid}).rename(index=lambda row: row + 1)
    table.plot(ax=ax, style=["o-", "s--"], xlabel="epoch", ylabel="loss")
    ax.axvline(table["validation"].idxmin())
    return ax

# %% wrong="p3-e02" because="two vertical lines" says="There are 2 vertical lines"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    ax.axvline(epochs[np.argmin(valid)])
    ax.axvline(epochs[np.argmin(train)])
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="a dot at the best epoch" says="no vertical line"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    ax.plot(epochs[np.argmin(valid)], valid.min(), "ro")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="styles swapped" says="expected a solid one"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "--", label="training")
    ax.plot(epochs, valid, "-", label="validation")
    ax.axvline(epochs[np.argmin(valid)])
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% right="p3-e02" because="dashes by number, a logarithmic axis, words beside the line"
def draw_training(ax, train, valid):
    epochs = np.linspace(1, len(train), len(train))
    ax.semilogy(epochs, train, marker="o", label="training")
    ax.semilogy(epochs, valid, dashes=(4, 2), marker="s", label="validation")
    best = np.where(valid == min(valid))[0][0] + 1
    ax.axvline(best, ymax=0.9, label="_best")
    ax.text(best, max(valid), "stop here")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="epochs from 0" says="the first epoch is 1"
def draw_training(ax, train, valid):
    ax.plot(train, "-", label="training")
    ax.plot(valid, "--", label="validation")
    ax.axvline(np.argmin(valid), color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="the line at argmin" says="counts from 0"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    ax.axvline(np.argmin(valid), color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="the lowest training loss" says="training loss is lowest"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    ax.axvline(epochs[np.argmin(train)], color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="the lowest loss as a place" says="the lowest loss itself"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    ax.axvline(valid.min(), color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="horizontal" says="no vertical line"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    ax.axhline(valid.min(), color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="the last of equally low ones" says="expected the first of them"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    ax.axvline(epochs[valid <= valid.min()][-1], color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="a line at every equally low epoch" says="vertical lines; expected one"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    for epoch in epochs[valid == valid.min()]:
        ax.axvline(epoch)
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="both lines solid" says="expected a dashed one"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, label="training")
    ax.plot(epochs, valid, label="validation")
    ax.axvline(epochs[np.argmin(valid)], color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="names swapped" says="beside another colour"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="validation")
    ax.plot(epochs, valid, "--", label="training")
    ax.axvline(epochs[np.argmin(valid)], color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %% wrong="p3-e02" because="the highest" says="where it is highest"
def draw_training(ax, train, valid):
    epochs = np.arange(1, len(train) + 1)
    ax.plot(epochs, train, "-", label="training")
    ax.plot(epochs, valid, "--", label="validation")
    ax.axvline(epochs[np.argmax(valid)], color="0.5")
    ax.set(xlabel="epoch", ylabel="loss")
    ax.legend()
    return ax

# %%
beside.show("p3", "draw_training", 1.2 * 0.8 ** np.arange(1, 13), 0.3 + 0.01 * (np.arange(1, 13) - 6) ** 2)

# %% [markdown]
# ## 3 · Side by side

# %% [markdown] exercise="p3-e03" title="A histogram for each group" kind="P" level=2 minutes=15 core=true after="§3" skills=["Arrange several axes", "Choose the chart"] topics=["S-04-matplotlib"]
# Histograms of several groups can be compared only if all of them cut the same range into the same bins.
#
# Write `draw_groups(groups, bins)`. `groups` is a dict from the name of a group to the array of its values (at least one group; some may have more values than others), `bins` a whole number. It makes a figure
#
# - with one row of axes, one for each group in the order of the dict, and no others,
# - with, on each, the histogram of that group's values as upright bars (`ax.hist`). All use the same bins: `bins` of equal width, from the smallest to the largest of **all** values of all groups,
# - in which all axes show the same range, along x and along y,
# - with the group's name as the title of its axes,
#
# and it returns the figure.

# %% [markdown] hint="p3-e03"
# `ax.hist(values, bins=8)` takes the range of *these* values. What could you pass as `bins=` so that every group uses the same edges?

# %% [markdown] hint="p3-e03"
# `np.linspace(low, high, bins + 1)` are the edges of `bins` bins. `np.concatenate(list(groups.values()))` puts all values in one array. `plt.subplots(1, len(groups), sharex=True, sharey=True)` makes the axes; with one group it returns one axes and not an array, unless you say `squeeze=False`.

# %% [markdown] hint="p3-e03"
# ```python
# def draw_groups(groups, bins):
#     everything = np.concatenate(list(____))
#     edges = np.linspace(____, ____, ____)
#     fig, axes = plt.subplots(1, ____, sharex=____, sharey=____, squeeze=False)
#     for ax, name in zip(axes.flat, groups):
#         ax.hist(____, bins=____)
#         ax.____(name)
#     return ____
# ```

# %% answer="p3-e03" needs=[]
def draw_groups(groups, bins):
    """A figure with a histogram for each group, all with the same bins."""
    ### BEGIN SOLUTION
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=edges)
        ax.set_title(name)
    return fig
    ### END SOLUTION

# %% [markdown] equivalent="p3-e03"
# fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)  →  fig, axes = plt.subplots(1, len(groups), sharex=False, sharey=True, squeeze=False)

# %% tests="p3-e03" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, figures


def drawn(groups, bins):
    panels = figures.panels(answer.draw_groups(groups, bins))
    expect.equal(len(panels), len(groups), says="The figure holds {got} axes for {want} groups. Expected one for each group.")
    return panels


def compare(groups, bins):
    """Every panel's title and bars."""
    panels = drawn(groups, bins)
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    for place, (panel, (name, values)) in enumerate(zip(panels, groups.items()), 1):
        found = [one for one in panel.bars if len(one["height"])]
        expect.true(found, "Axes {place} of {count} holds no bars. Expected the histogram of {name}, by `ax.hist`.", place=place, count=len(panels), name=name)
        expect.equal(len(found), 1, says="Axes {place} holds {got} histograms; expected that of {name} alone.", place=place, name=name)
        height, middle = np.asarray(found[0]["height"]), np.asarray(found[0]["x"]) + np.asarray(found[0]["width"]) / 2
        want = np.histogram(values, edges)[0]
        own, own_edges = np.histogram(values, bins)
        shares = np.histogram(values, edges, density=True)[0]
        if height.shape == own.shape and np.allclose(middle, (own_edges[1:] + own_edges[:-1]) / 2) and not np.allclose(own_edges, edges):
            expect.fail("The bins of {name} go from its own smallest value, {low}, to its own largest, {high}. Expected the same edges for all groups, from {a} to {b}.", name=name, low=own_edges[0], high=own_edges[-1], a=edges[0], b=edges[-1])
        expect.equal(len(height), bins, says="The histogram of {name} has {got} bars; expected {want}: there is one edge more than there are bins." if len(height) == bins - 1 else "The histogram of {name} has {got} bars; expected {want}.", name=name)
        expect.close(middle, (edges[1:] + edges[:-1]) / 2, says="The bars of {name} have their middles at {got}; expected {want}: equal bins from the smallest of all values to the largest.", name=name)
        expect.close(height, want, says="The bars of {name} are {got} high; expected {want}.", name=name, mistakes=[(shares, "The bars of {name} are {got} high. Expected the counts, {want}: leave out `density`.")])


def same_range(groups, bins):
    """That the panels can be compared."""
    panels = drawn(groups, bins)
    for axis in ("x", "y"):
        limits = np.array([getattr(panel, axis + "lim") for panel in panels])
        expect.true(np.allclose(limits, limits[0]), "The axes show different ranges along {axis}: {first} and {other}. `plt.subplots(…, share{axis}=True)` makes them one.", axis=axis, first=limits[0], other=limits[np.abs(limits - limits[0]).sum(axis=1).argmax()])


TWO = {"light": np.array([1.0, 2, 2, 3, 3, 3, 4]), "heavy": np.array([3.0, 4, 4, 5, 6, 7, 7, 7, 7, 9])}
rng = np.random.default_rng(3)
FOUR = {name: rng.normal(centre, 1.5, size) for name, centre, size in (("d", 0, 40), ("b", 2, 90), ("c", -3, 20), ("a", 5, 60))}

with expect.test("the bars of two groups"):
    compare(TWO, 4)

with expect.test("the same range", after="the bars of two groups"):
    same_range(TWO, 4)

with expect.test("one row, with titles", after="the bars of two groups"):
    panels = drawn(TWO, 4)
    left, bottom = zip(*(panel.corner for panel in panels))
    expect.true(np.allclose(bottom, bottom[0]), "The axes stand above each other; expected one row: `plt.subplots(1, len(groups))`.")
    expect.true(list(left) == sorted(left), "The axes do not stand from left to right in the order of the dict.")
    for panel, name in zip(drawn(TWO, 4), TWO):
        expect.true(panel.title.strip() == name, "The title of an axes reads {got}; expected the name of its group, {want}.", got=panel.title, want=name)

### BEGIN HIDDEN TESTS
with expect.test("one group"):
    one = expect.call(answer.draw_groups, {"only": np.array([0.0, 1, 1, 4])}, 2, says="With one group, line {line} raised {error}. `plt.subplots(1, 1)` returns one axes and not an array; `squeeze=False` makes it an array.", error="AttributeError")
    expect.true(one is not None, "With one group your code returned None.")
    compare({"only": np.array([0.0, 1, 1, 4])}, 2)

with expect.test("four groups, in their order"):
    compare(FOUR, 9)
    same_range(FOUR, 9)
    titles = [panel.title.strip() for panel in drawn(FOUR, 9)]
    expect.equal(titles, list(FOUR), says="The titles are {got}; expected the order of the dict, {want}.")
### END HIDDEN TESTS

# %% right="p3-e03" because="hist's range, and limits set by hand"
def draw_groups(groups, bins):
    low = min(values.min() for values in groups.values())
    high = max(values.max() for values in groups.values())
    fig = plt.figure(figsize=(3 * len(groups), 3))
    top = 0
    for place, (name, values) in enumerate(groups.items(), 1):
        ax = fig.add_subplot(1, len(groups), place, title=name)
        top = max(top, ax.hist(values, bins=bins, range=(low, high), color="0.4")[0].max())
    for ax in fig.axes:
        ax.set(xlim=(low, high), ylim=(0, 1.05 * top))
    return fig

# %% right="p3-e03" because="histogram and bars, a mosaic"
def draw_groups(groups, bins):
    edges = np.histogram_bin_edges(np.hstack(list(groups.values())), bins)
    fig, axes = plt.subplot_mosaic([[str(i) for i in range(len(groups))]], sharex=True, sharey=True, layout="constrained")
    for ax, (name, values) in zip(axes.values(), groups.items()):
        ax.bar(edges[:-1], np.histogram(values, edges)[0], width=np.diff(edges), align="edge")
        ax.set_title(name)
    return fig

# %% right="p3-e03" because="the axes in place of the figure"
def draw_groups(groups, bins):
    every = np.concatenate([*groups.values()])
    fig, axes = plt.subplots(ncols=len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, (name, values) in zip(axes[0], groups.items()):
        ax.hist(values, np.linspace(every.min(), every.max(), bins + 1), edgecolor="white", rwidth=0.8)
        ax.set(title=name, xlabel="value", ylabel="count")
    return fig, axes

# %% right="p3-e03" because="pandas"
def draw_groups(groups, bins):
    import pandas as pd

    every = np.concatenate(list(groups.values()))
    frame = pd.DataFrame({name: pd.Series(values) for name, values in groups.items()})
    return frame.hist(bins=np.linspace(every.min(), every.max(), bins + 1), layout=(1, len(groups)), sharex=True, sharey=True)

# %% wrong="p3-e03" because="a figure for each group" says="The figure holds 1 axes for 2 groups"
def draw_groups(groups, bins):
    every = np.concatenate(list(groups.values()))
    for name in groups:
        fig, ax = plt.subplots()
        ax.hist(groups[name], bins=np.linspace(every.min(), every.max(), bins + 1))
        ax.set_title(name)
    return fig

# %% wrong="p3-e03" because="bins from zero" says="have their middles at"
def draw_groups(groups, bins):
    every = np.concatenate(list(groups.values()))
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=np.linspace(0, every.max(), bins + 1))
        ax.set_title(name)
    return fig

# %% wrong="p3-e03" because="names as labels" says="expected the name of its group"
def draw_groups(groups, bins):
    every = np.concatenate(list(groups.values()))
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=np.linspace(every.min(), every.max(), bins + 1), label=name)
        ax.set_xlabel(name)
    return fig

# %% wrong="p3-e03" because="own bins for each group" says="Expected the same edges for all groups"
def draw_groups(groups, bins):
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=bins)
        ax.set_title(name)
    return fig

# %% wrong="p3-e03" because="nothing shared" says="show different ranges"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, axes = plt.subplots(1, len(groups), squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=edges)
        ax.set_title(name)
    return fig

# %% wrong="p3-e03" because="only y shared, x cut to each group" says="different ranges along x"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, axes = plt.subplots(1, len(groups), sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=edges)
        ax.set(title=name, xlim=(groups[name].min(), groups[name].max()))
    return fig

# %% wrong="p3-e03" because="all on one axes" says="axes for"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, ax = plt.subplots()
    for name in groups:
        ax.hist(groups[name], bins=edges, label=name)
    ax.legend()
    return fig

# %% wrong="p3-e03" because="bins edges, one bar too few" says="one edge more than there are bins"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins)
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=edges)
        ax.set_title(name)
    return fig

# %% wrong="p3-e03" because="fails for one group" says="With one group"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=edges)
        ax.set_title(name)
    return fig

# %% wrong="p3-e03" because="density" says="leave out `density`"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=edges, density=True)
        ax.set_title(name)
    return fig

# %% wrong="p3-e03" because="draws on the last axes every time" says="holds no bars"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for name in groups:
        plt.hist(groups[name], bins=edges)
        plt.title(name)
    return fig

# %% wrong="p3-e03" because="a column in place of a row" says="expected one row"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, axes = plt.subplots(len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=edges)
        ax.set_title(name)
    return fig

# %% wrong="p3-e03" because="names sorted" says="expected"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, sorted(groups)):
        ax.hist(groups[name], bins=edges)
        ax.set_title(name)
    return fig

# %% wrong="p3-e03" because="nothing returned" says="return fig"
def draw_groups(groups, bins):
    everything = np.concatenate(list(groups.values()))
    edges = np.linspace(everything.min(), everything.max(), bins + 1)
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=edges)
        ax.set_title(name)
    plt.show()

# %% wrong="p3-e03" because="the edges of the first group for all" says="have their middles at"
def draw_groups(groups, bins):
    first = next(iter(groups.values()))
    edges = np.linspace(first.min(), first.max() + 1, bins + 1)
    fig, axes = plt.subplots(1, len(groups), sharex=True, sharey=True, squeeze=False)
    for ax, name in zip(axes.flat, groups):
        ax.hist(groups[name], bins=edges)
        ax.set_title(name)
    return fig

# %%
table = datasets.load("penguins").dropna()
masses = {name: part.to_numpy() for name, part in table.groupby("species")["body_mass_g"]}
beside.show("p3", "draw_groups", masses, 15)

# %% [markdown]
# ## 4 · Scales and ticks

# %% [markdown] exercise="p3-e04" title="How fast does it grow?" kind="P" level=1 minutes=8 core=true after="§4" skills=["Choose scales and ticks"] topics=["S-04-matplotlib"]
# Sorting 1,000 numbers takes a good method about 10,000 steps and a bad one a million. How many steps will a million numbers take? Write `draw_growth(ax, n)`. For an array `n` of sizes, all above 1, it draws on `ax`
#
# - three lines over `n`: the numbers $n$, $n \log_2 n$ and $n^2$,
# - with **both axes logarithmic**, so that what stands along them are still sizes and steps,
# - the label `n` (x) and the label `steps` (y), and a legend that names the lines `linear`, `n log n` and `quadratic`,
#
# and it returns `ax`.

# %% [markdown] hint="p3-e04"
# Who takes the logarithm here: you, of the numbers, or the axis?

# %% [markdown] hint="p3-e04"
# Draw the three lines as they are, then `ax.set(xscale="log", yscale="log")`; or draw with `ax.loglog` in place of `ax.plot`. `np.log2` is the logarithm to base 2.

# %% [markdown] hint="p3-e04"
# ```python
# def draw_growth(ax, n):
#     ax.plot(n, ____, label="linear")
#     ax.plot(n, n * ____, label=____)
#     ax.plot(n, ____, label=____)
#     ax.set(xscale=____, yscale=____, xlabel=____, ylabel=____)
#     ax.legend()
#     return ax
# ```

# %% answer="p3-e04" needs=[]
def draw_growth(ax, n):
    """Three kinds of growth on logarithmic axes, on `ax`; returns `ax`."""
    ### BEGIN SOLUTION
    ax.plot(n, n, label="linear")
    ax.plot(n, n * np.log2(n), label="n log n")
    ax.plot(n, n**2, label="quadratic")
    ax.set(xscale="log", yscale="log", xlabel="n", ylabel="steps")
    ax.legend()
    return ax
    ### END SOLUTION

# %% tests="p3-e04" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, figures

NAMES = {"linear": lambda n: n, "n log n": lambda n: n * np.log2(n), "quadratic": lambda n: n**2}


def drawn(n):
    return figures.on_axes(answer.draw_growth, n)


def lines(plot, n):
    """The three lines, which must be there."""
    found = {}
    for name, steps in NAMES.items():
        want = steps(n)
        mistakes = [(log(n), log(want), "You drew the logarithms of the numbers. Draw the numbers, and make the axes logarithmic: `ax.set(xscale=\"log\", yscale=\"log\")`.") for log in (np.log, np.log10, np.log2)]
        mistakes += [(n, log(want), "You drew the logarithm of the steps. Draw the numbers, and make the axes logarithmic.") for log in (np.log, np.log10, np.log2) if name != "linear"]
        if name == "n log n":
            mistakes += [(n, n * np.log(n), "Your n log n uses the natural logarithm. Expected base 2: `np.log2(n)`."), (n, n * np.log10(n), "Your n log n uses base 10. Expected base 2: `np.log2(n)`."), (n, np.log2(n), "A line goes through log2(n). Multiply by n.")]
        found[name] = figures.line(plot, n, want, says="None of the {count} lines goes through the numbers of '{name}' over n.", mistakes=mistakes, name=name)
        expect.true(found[name]["style"] not in ("None", "", " "), "'{name}' is drawn as single points; expected a line.", name=name)
    return found


N = np.array([2.0, 4, 16, 64, 256, 1024])

with expect.test("three lines"):
    lines(drawn(N), N)

with expect.test("both axes logarithmic"):
    plot = drawn(N)
    for axis, got in (("x", plot.xscale), ("y", plot.yscale)):
        expect.true(got == "log", "The {axis}-axis has the scale {got}; expected log.", axis=axis, got=got)

with expect.test("words", after="three lines"):
    plot = drawn(N)
    for axis, got, want in (("x", plot.xlabel, "n"), ("y", plot.ylabel, "steps")):
        expect.true(got.strip(), "The {axis}-axis has no label; expected {want}.", axis=axis, want=want)
        expect.true(got.strip().lower() == want, "The {axis}-axis is labelled {got}; expected {want}.", axis=axis, got=got, want=want)
    for name, line in lines(plot, N).items():
        figures.named(plot, name, line["color"])

### BEGIN HIDDEN TESTS
with expect.test("other sizes"):
    for n in (np.array([3.0, 10, 100, 1e6]), np.geomspace(2, 1e5, 50), np.array([10, 20, 30, 70])):
        lines(drawn(n), n)
### END HIDDEN TESTS

# %% right="p3-e04" because="loglog, three calls"
def draw_growth(ax, n):
    ax.loglog(n, n, label="linear")
    ax.loglog(n, n * np.log2(n), label="n log n")
    ax.loglog(n, np.square(n), "--", label="quadratic")
    ax.set_xlabel("n")
    ax.set_ylabel("steps")
    ax.legend()
    return ax

# %% right="p3-e04" because="one call, base 2, another logarithm rule"
def draw_growth(ax, n):
    ax.plot(n, np.transpose([n, n * np.log(n) / np.log(2), n * n]), "o-", label=["linear", "n log n", "quadratic"])
    ax.set_xscale("log", base=2)
    ax.set_yscale("log", base=2)
    ax.set(xlabel="n", ylabel="steps")
    ax.legend(loc="upper left")
    return ax

# %% right="p3-e04" because="pandas"
def draw_growth(ax, n):
    import pandas as pd

    return pd.DataFrame({"linear": n, "n log n": n * np.log2(n), "quadratic": n**2}, index=n).plot(ax=ax, loglog=True, xlabel="n", ylabel="steps")

# %% wrong="p3-e04" because="logarithms of the data on linear axes" says="logarithms of the numbers"
def draw_growth(ax, n):
    ax.plot(np.log10(n), np.log10(n), label="linear")
    ax.plot(np.log10(n), np.log10(n * np.log2(n)), label="n log n")
    ax.plot(np.log10(n), np.log10(n**2), label="quadratic")
    ax.set(xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="points" says="drawn as single points"
def draw_growth(ax, n):
    for steps, name in ((n, "linear"), (n * np.log2(n), "n log n"), (n**2, "quadratic")):
        ax.loglog(n, steps, "o", label=name)
    ax.set(xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="other names" says="expected an entry that reads"
def draw_growth(ax, n):
    for steps, name in ((n, "linear: n"), (n * np.log2(n), "n log n"), (n**2, "quadratic: n²")):
        ax.loglog(n, steps, label=name)
    ax.set(xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="only y" says="The x-axis has the scale linear"
def draw_growth(ax, n):
    ax.semilogy(n, n, label="linear")
    ax.semilogy(n, n * np.log2(n), label="n log n")
    ax.semilogy(n, n**2, label="quadratic")
    ax.set(xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="only x" says="The y-axis has the scale linear"
def draw_growth(ax, n):
    ax.plot(n, n, label="linear")
    ax.plot(n, n * np.log2(n), label="n log n")
    ax.plot(n, n**2, label="quadratic")
    ax.set(xscale="log", xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="natural logarithm" says="natural logarithm"
def draw_growth(ax, n):
    ax.loglog(n, n, label="linear")
    ax.loglog(n, n * np.log(n), label="n log n")
    ax.loglog(n, n**2, label="quadratic")
    ax.set(xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="log n alone" says="Multiply by n"
def draw_growth(ax, n):
    ax.loglog(n, n, label="linear")
    ax.loglog(n, np.log2(n), label="n log n")
    ax.loglog(n, n**2, label="quadratic")
    ax.set(xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="symlog" says="has the scale symlog"
def draw_growth(ax, n):
    ax.plot(n, n, label="linear")
    ax.plot(n, n * np.log2(n), label="n log n")
    ax.plot(n, n**2, label="quadratic")
    ax.set(xscale="symlog", yscale="symlog", xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="the logarithm of the steps on a logarithmic axis" says="logarithm of the steps"
def draw_growth(ax, n):
    ax.loglog(n, n, label="linear")
    ax.loglog(n, np.log2(n * np.log2(n)), label="n log n")
    ax.loglog(n, np.log2(n**2), label="quadratic")
    ax.set(xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="two to the n in place of n squared" says="numbers of 'quadratic'"
def draw_growth(ax, n):
    ax.loglog(n, n, label="linear")
    ax.loglog(n, n * np.log2(n), label="n log n")
    ax.loglog(n, 2.0 ** np.minimum(n, 100), label="quadratic")
    ax.set(xlabel="n", ylabel="steps")
    ax.legend()
    return ax

# %% wrong="p3-e04" because="names in the wrong order" says="beside another colour"
def draw_growth(ax, n):
    ax.loglog(n, np.transpose([n, n * np.log2(n), n**2]))
    ax.set(xlabel="n", ylabel="steps")
    ax.legend(["quadratic", "n log n", "linear"])
    return ax

# %%
beside.show("p3", "draw_growth", np.geomspace(2, 1e6, 30))

# %% [markdown]
# ## 5 · Which chart for which question?

# %% [markdown] exercise="p3-e05" title="Three kinds of penguin" kind="P" level=2 minutes=15 core=true after="§5" skills=["Choose the chart", "Draw on axes"] topics=["S-04-matplotlib"]
# Write `draw_penguins(ax, flipper, bill, mass, species)`, which takes four arrays of the same length: two lengths in mm, the mass in grams, and the species as text. `nan` stands for what was not measured. It draws on `ax`
#
# - each penguin as one point of a scatter plot, at x = flipper length and y = bill length. A penguin with a `nan` in any of the three numbers is left out,
# - with the marker's **area** `s` = mass / 100,
# - in one colour for each species, another one for every species,
# - the label `flipper length (mm)` (x) and the label `bill length (mm)` (y),
# - a legend that names every species once, in alphabetical order, beside its colour,
#
# and it returns `ax`. There may be any number of species up to ten, with any names.

# %% [markdown] hint="p3-e05"
# One call of `scatter` for all penguins, or one for each species? Which of the two gives you a legend for nothing?

# %% [markdown] hint="p3-e05"
# `np.unique(species)` are the names in alphabetical order. `species == name` is a mask; `np.isnan(…)` is another. Combine masks with `&`, turn one round with `~`, and index all four arrays with the same mask. The area is the argument `s=` of `scatter`.

# %% [markdown] hint="p3-e05"
# ```python
# def draw_penguins(ax, flipper, bill, mass, species):
#     missing = np.isnan(flipper) | np.isnan(____) | np.isnan(____)
#     for name in np.unique(species):
#         own = (species == ____) & ~____
#         ax.scatter(flipper[own], ____, s=____, label=____)
#     ax.set(xlabel=____, ylabel=____)
#     ax.legend()
#     return ax
# ```

# %% answer="p3-e05" needs=[]
def draw_penguins(ax, flipper, bill, mass, species):
    """A scatter plot with colours by species and areas by mass, on `ax`; returns `ax`."""
    ### BEGIN SOLUTION
    missing = np.isnan(flipper) | np.isnan(bill) | np.isnan(mass)
    for name in np.unique(species):
        own = (species == name) & ~missing
        ax.scatter(flipper[own], bill[own], s=mass[own] / 100, label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax
    ### END SOLUTION

# %% tests="p3-e05" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, figures


def birds(count, names, seed, gaps=()):
    """Penguins at places that are all different, some with a number missing."""
    rng = np.random.default_rng(seed)
    flipper, bill = rng.permutation(np.arange(170.0, 170 + count)), rng.permutation(np.arange(30.0, 30 + count))
    mass = rng.permutation(np.linspace(2700, 6300, count))
    species = rng.permutation(np.resize(names, count))
    for row, column in gaps:
        (flipper, bill, mass)[column][row] = np.nan
    return flipper, bill, mass, species


def shown(data):
    """The plot, and its points as a table: x, y, area and colour."""
    plot = figures.on_axes(answer.draw_penguins, *data)
    points = [(x, y, size, face) for one in plot.points for x, y, size, face in zip(one["x"], one["y"], one["sizes"], one["faces"], strict=True) if np.isfinite([x, y, size]).all() and size > 0]
    if not points and any(line["marker"] not in ("None", "") for line in plot.lines):
        expect.fail("The penguins are markers of a line, which all have one size. `ax.scatter` takes an area for each: `s=`.")
    return plot, points


def compare(data):
    """Every penguin's place, area and colour; returns the plot and each species' colour."""
    flipper, bill, mass, species = data
    plot, points = shown(data)
    whole = np.isfinite(flipper) & np.isfinite(bill) & np.isfinite(mass)
    want = {(x, y): (m, name) for x, y, m, name in zip(flipper[whole], bill[whole], mass[whole], species[whole], strict=True)}
    partly = {(x, y) for x, y in zip(flipper[~whole], bill[~whole], strict=True)}
    got = {(x, y): (size, face) for x, y, size, face in points}
    extra = [place for place in got if place not in want]
    expect.true(not (extra and set(extra) <= partly), "A point is drawn for the penguin at {place}, whose mass is nan. Leave it out.", place=extra[:1])
    expect.true(not (extra and all((y, x) in want for x, y in extra)), "x and y are swapped: the flipper length belongs to x.")
    expect.true(not extra, "A point lies at {place}, where no penguin belongs that has all three numbers.", place=extra[:1])
    lost = [place for place in want if place not in got]
    expect.true(not lost, "{missing} of {count} penguins are not drawn; one of them belongs to {place}.", missing=len(lost), count=len(want), place=lost[:1])
    expect.equal(len(points), len(want), says="There are {got} points for {want} penguins: some are drawn more than once.")
    sizes = np.array([got[place][0] for place in want])
    masses = np.array([m for m, _ in want.values()])
    named = [(masses, "Your areas are the masses themselves. Divide by 100."), ((masses / 100) ** 2, "Your areas are the square of mass / 100. `s` is an area already."), (np.sqrt(masses / 100), "Your areas are the square root of mass / 100. `s` is an area already, not a diameter."), (np.full(len(masses), sizes[0]), "All points have the area {got_one}. Expected mass / 100 for each: pass an array as `s=`.")]
    expect.close(sizes, masses / 100, says="The areas of the first penguins are {got_some}; expected {want_some}, their mass / 100.", mistakes=named, got_some=sizes[:4], want_some=(masses / 100)[:4], got_one=sizes[0])
    colours = {}
    for place, (_, name) in want.items():
        colours.setdefault(name, set()).add(got[place][1])
    mixed = [name for name, found in colours.items() if len(found) > 1]
    expect.true(not mixed, "The penguins of {name} have {count} colours; expected one for each species.", name=mixed[0] if mixed else "", count=len(colours[mixed[0]]) if mixed else 0)
    one_each = {name: found.pop() for name, found in colours.items()}
    expect.true(len(set(one_each.values())) == len(one_each), "There are {count} colours for {names} species. Give each its own.", count=len(set(one_each.values())), names=len(one_each))
    return plot, one_each


THREE = birds(24, ["Gentoo", "Adelie", "Chinstrap"], 1)

with expect.test("every penguin at its place, with its area and colour"):
    compare(THREE)

with expect.test("labels"):
    plot, _ = shown(THREE)
    for axis, got, want in (("x", plot.xlabel, "flipper length (mm)"), ("y", plot.ylabel, "bill length (mm)")):
        expect.true(got.strip(), "The {axis}-axis has no label; expected {want}.", axis=axis, want=want)
        expect.true(got.strip().lower() == want, "The {axis}-axis is labelled {got}; expected {want}.", axis=axis, got=got, want=want)

with expect.test("the legend", after="every penguin at its place, with its area and colour"):
    plot, colours = compare(THREE)
    figures.legend(plot, sorted(colours))
    names = list(plot.legend)
    expect.true(len(names) == len(colours), "The legend has {got} entries: {names}. Expected each species once.", got=len(names), names=", ".join(names))
    expect.equal(names, sorted(colours), says="The legend names {got}; expected alphabetical order, {want}.")
    for name, colour in colours.items():
        figures.named(plot, name, colour, says="In the legend {name} stands beside a colour that its penguins do not have.")

### BEGIN HIDDEN TESTS
with expect.test("missing numbers"):
    compare(birds(20, ["Gentoo", "Adelie"], 2, gaps=[(0, 2), (3, 0), (7, 1), (9, 2), (9, 0)]))

with expect.test("other species"):
    for names in (["rook", "crow"], ["e", "d", "c", "b", "a"], ["owl"]):
        plot, colours = compare(birds(15, names, 5))
        expect.equal(list(plot.legend), sorted(names), says="With the species {names} the legend names {got}.", names=sorted(names))

with expect.test("arguments kept"):
    held = [answer.put(column) for column in THREE]
    figures.on_axes(answer.draw_penguins, *held)
    for column, want in zip(held, THREE, strict=True):
        expect.unchanged(column, want)
### END HIDDEN TESTS

# %% right="p3-e05" because="one call, colours by number, a legend from its elements"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(np.column_stack([flipper, bill, mass])).all(axis=1)
    names, codes = np.unique(species, return_inverse=True)
    found = ax.scatter(flipper[whole], bill[whole], c=codes[whole], s=mass[whole] / 100, cmap="tab10", vmin=0, vmax=9)
    handles = [plt.Line2D([], [], marker="o", linestyle="", color=found.to_rgba(k)) for k in range(len(names))]
    ax.legend(handles, names)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    return ax

# %% right="p3-e05" because="pandas, one group after the other, markers that differ"
def draw_penguins(ax, flipper, bill, mass, species):
    import pandas as pd

    table = pd.DataFrame({"x": flipper, "y": bill, "s": mass / 100, "name": species}).dropna()
    for number, (name, part) in enumerate(table.groupby("name")):
        ax.scatter(part.x, part.y, part.s, color=f"C{number}", marker="os^Dv*Pph8"[number], alpha=0.5, label=name)
    ax.legend(title="species")
    ax.set_xlabel("flipper length (mm)")
    ax.set_ylabel("bill length (mm)")
    return ax

# %% right="p3-e05" because="one call a penguin"
def draw_penguins(ax, flipper, bill, mass, species):
    names = sorted(set(species.tolist()))
    for name in names:
        ax.scatter([], [], color=f"C{names.index(name)}", label=name)
    for x, y, m, name in zip(flipper, bill, mass, species):
        if x == x and y == y and m == m:
            ax.scatter(x, y, s=m / 100, color=f"C{names.index(name)}")
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% right="p3-e05" because="nan as place, which Matplotlib leaves out"
def draw_penguins(ax, flipper, bill, mass, species):
    area = np.nan_to_num(mass / 100)
    x = np.where(np.isnan(mass), np.nan, flipper)
    for name in np.unique(species):
        ax.scatter(x[species == name], bill[species == name], s=area[species == name], label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% right="p3-e05" because="hollow markers, legend elements"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = ~(np.isnan(flipper) | np.isnan(bill) | np.isnan(mass))
    for k, name in enumerate(sorted(set(species))):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], mass[own] / 100, facecolors="none", edgecolors=f"C{k}", label=name)
    ax.legend()
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    return ax

# %% wrong="p3-e05" because="a rainbow and no legend" says="There is no legend"
def draw_penguins(ax, flipper, bill, mass, species):
    names, codes = np.unique(species, return_inverse=True)
    whole = np.isfinite(flipper + bill + mass)
    ax.scatter(flipper[whole], bill[whole], c=codes[whole], s=mass[whole] / 100, cmap="jet")
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    return ax

# %% wrong="p3-e05" because="colours by mass" says="expected one for each species"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for name in np.unique(species):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], s=mass[own] / 100, c=mass[own], label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="the filter misses the masses" says=""
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    x, y, s, kind = flipper[whole], bill[whole], mass[: whole.sum()] / 100, species[whole]
    for name in np.unique(kind):
        ax.scatter(x[kind == name], y[kind == name], s=s[kind == name], label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="a title and no names" says="There is no legend"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for name in np.unique(species):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], s=mass[own] / 100)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)", title="penguins")
    return ax

# %% wrong="p3-e05" because="the mass as area" says="the masses themselves"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for name in np.unique(species):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], s=mass[own], label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="squares the size, as for a diameter" says="square of mass / 100"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for name in np.unique(species):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], s=(mass[own] / 100) ** 2, label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="no sizes" says="All points have the area"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for name in np.unique(species):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="ax.plot with markers" says="markers of a line"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for name in np.unique(species):
        own = whole & (species == name)
        ax.plot(flipper[own], bill[own], "o", label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="missing numbers become zero" says="where no penguin belongs"
def draw_penguins(ax, flipper, bill, mass, species):
    flipper, bill, mass = map(np.nan_to_num, (flipper, bill, mass))
    for name in np.unique(species):
        own = species == name
        ax.scatter(flipper[own], bill[own], s=mass[own] / 100, label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="a missing mass becomes the mean" says="whose mass is nan"
def draw_penguins(ax, flipper, bill, mass, species):
    mass = np.where(np.isnan(mass), np.nanmean(mass), mass)
    for name in np.unique(species):
        own = species == name
        ax.scatter(flipper[own], bill[own], s=mass[own] / 100, label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="in the order of appearance" says="expected alphabetical order"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for name in sorted(set(species.tolist()), reverse=True):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], s=mass[own] / 100, label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="three colours for any number of species" says="Give each its own"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for k, name in enumerate(np.unique(species)):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], s=mass[own] / 100, color=["red", "green", "blue"][k % 3], label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="the three names written down" says="are not drawn"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for name in ("Adelie", "Chinstrap", "Gentoo"):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], s=mass[own] / 100, label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="swaps x and y" says="x and y are swapped"
def draw_penguins(ax, flipper, bill, mass, species):
    whole = np.isfinite(flipper + bill + mass)
    for name in np.unique(species):
        own = whole & (species == name)
        ax.scatter(bill[own], flipper[own], s=mass[own] / 100, label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %% wrong="p3-e05" because="changes the mass that it is given" says=""
def draw_penguins(ax, flipper, bill, mass, species):
    mass /= 100
    whole = np.isfinite(flipper + bill + mass)
    for name in np.unique(species):
        own = whole & (species == name)
        ax.scatter(flipper[own], bill[own], s=mass[own], label=name)
    ax.set(xlabel="flipper length (mm)", ylabel="bill length (mm)")
    ax.legend()
    return ax

# %%
birds = datasets.load("penguins")
columns = ["flipper_length_mm", "bill_length_mm", "body_mass_g", "species"]
beside.show("p3", "draw_penguins", *(birds[name].to_numpy() for name in columns))

# %% [markdown]
# ## 6 · Pictures, heat maps, and maps

# %% [markdown] exercise="p3-e06" title="What is taken for what?" kind="P" level=2 minutes=15 core=true after="§6" skills=["Show matrices and maps"] topics=["S-04-matplotlib"]
# A *confusion matrix* counts how often a classifier takes what for what: `counts[i, j]` is how many examples of class `i` were predicted to be class `j`. Chapter 3 is full of them.
#
# Write `draw_confusion(ax, counts, names)`. `counts` has shape `(k, k)`, `names` are the `k` names of the classes. It draws on `ax`
#
# - with `ax.imshow`, row 0 on top, the **share** of each count in the sum of its row, so that each row of shares adds up to 1. In a row without examples all shares are 0,
# - with colours that go from 0 to 1 (`vmin`, `vmax`), whatever the shares are,
# - on every cell, in its middle, its share as a whole percentage, such as `83%`,
# - the names as ticks along both axes, the label `predicted` (x) and the label `actual` (y),
#
# and it returns `ax`. No warning of a division by zero may appear.

# %% [markdown] hint="p3-e06"
# Take `counts = [[8, 2], [5, 5]]`. Which two shares stand in the first row? Which of the axes of an array do you sum over to get the total of each row?

# %% [markdown] hint="p3-e06"
# `counts.sum(axis=1, keepdims=True)` are the sums of the rows, as a column; `np.maximum(…, 1)` avoids the division by zero. `ax.text(x, y, text)`: x is the column. `f"{share:.0%}"` writes 0.83 as 83%.

# %% [markdown] hint="p3-e06"
# ```python
# def draw_confusion(ax, counts, names):
#     totals = counts.sum(axis=____, keepdims=True)
#     shares = counts / np.maximum(____, 1)
#     ax.imshow(shares, cmap="Blues", vmin=____, vmax=____)
#     for row, column in np.ndindex(shares.shape):
#         ax.text(____, ____, f"{shares[row, column]:.0%}", ha="center", va="center")
#     ax.set_xticks(range(len(names)), ____)
#     ax.set_yticks(____, ____)
#     ax.set(xlabel=____, ylabel=____)
#     return ax
# ```

# %% answer="p3-e06" needs=[]
def draw_confusion(ax, counts, names):
    """The shares of the rows as a heat map with numbers, on `ax`; returns `ax`."""
    ### BEGIN SOLUTION
    totals = counts.sum(axis=1, keepdims=True)
    shares = counts / np.maximum(totals, 1)
    ax.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        share = shares[row, column]
        ink = "white" if share > 0.5 else "black"
        ax.text(column, row, f"{share:.0%}", ha="center", va="center", color=ink)
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax
    ### END SOLUTION

# %% [markdown] equivalent="p3-e06"
# ink = 'white' if share > 0.5 else 'black'  →  ink = 'white' if share <= 0.5 else 'black'
# ink = 'white' if share > 0.5 else 'black'  →  ink = 'white' if share > 1.5 else 'black'

# %% tests="p3-e06" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, figures

answer.define("""
import warnings

def loud():
    warnings.simplefilter("error", RuntimeWarning)

def quiet():
    warnings.resetwarnings()
""")


def drawn(counts, names):
    return figures.on_axes(answer.draw_confusion, counts, names)


def by_rows(counts):
    return counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def picture(plot, counts):
    """The picture, which must hold the shares."""
    expect.true(plot.images, "There is no picture. `ax.imshow(shares)` draws one.")
    got, want = np.asarray(plot.images[0]["array"]), by_rows(counts)
    columns = counts / np.maximum(counts.sum(axis=0, keepdims=True), 1)
    expect.close(
        got,
        want,
        says="The picture holds {got}; expected the shares {want}.",
        mistakes=[
            (counts, "The picture holds the counts. Divide each row by its sum."),
            (columns, "Each column of your picture adds up to 1. Expected each row: sum over axis=1, and keep the sums as a column."),
            (counts / counts.sum(), "All of your picture adds up to 1. Expected each row to do so."),
            (want.T, "Your picture is transposed: rows are the actual classes, columns the predicted ones."),
            (columns.T, "Your picture is transposed, and each of its rows adds up to 1: rows are the actual classes."),
            (want[::-1], "Your picture has its rows upside down: row 0 belongs on top."),
            (100 * want, "The picture holds percentages; expected shares between 0 and 1."),
            (counts / counts.sum(axis=1), "Row i was divided by another row's sum. Keep the sums as a column: `keepdims=True`.") if counts.sum(axis=1).all() else (counts, ""),
        ],
    )
    expect.true(plot.ylim[0] > plot.ylim[1], "Row 0 of your picture is at the bottom. Leave out `origin=\"lower\"`.")
    return want


def written(plot, counts):
    """The numbers on the cells."""
    want = by_rows(counts)
    texts = {}
    for x, y, text in plot.notes:
        texts.setdefault((round(y, 3), round(x, 3)), []).append(text.replace(" ", ""))
    expect.true(texts, "No numbers are written on the cells. `ax.text(column, row, text)` writes one.")
    cells = list(np.ndindex(want.shape))
    percent = {cell: f"{want[cell]:.0%}" for cell in cells}
    got = {cell: texts.get((float(cell[0]), float(cell[1])), [""])[0] for cell in cells}
    if got != percent:
        numbers = {cell: float(text) for cell, text in got.items() if text.replace(".", "", 1).isdigit()}
        for words, same in (
            ("The numbers are mirrored: the cell in row 0, column 1 says {got}; expected {want}. In `ax.text(x, y, …)` x is the column.", got == {cell: percent[cell[::-1]] for cell in cells}),
            ("The cells say the counts, such as {got}; expected percentages, {want}.", numbers == {cell: counts[cell] for cell in cells}),
            ("The cells say shares such as {got}; expected percentages, {want}.", len(numbers) == len(cells) and all(abs(number - want[cell]) < 0.051 for cell, number in numbers.items())),
            ("The cells lack the sign: they say {got}; expected {want}.", len(numbers) == len(cells) and all(abs(number - 100 * want[cell]) < 0.51 for cell, number in numbers.items())),
        ):
            if same:
                expect.fail(words, got=got[(0, 1)], want=percent[(0, 1)])
    for cell in cells:
        expect.true(got[cell], "Nothing is written in the middle of the cell in row {row}, column {column}; expected {want}.", row=cell[0], column=cell[1], want=percent[cell])
        expect.true(got[cell] == percent[cell], "The cell in row {row}, column {column} says {got}; expected {want}.", row=cell[0], column=cell[1], got=got[cell], want=percent[cell])
    expect.equal(len(plot.notes), len(cells), says="{got} texts are written; expected one on each of {want} cells.")


COUNTS = np.array([[50, 12, 2], [9, 70, 31], [0, 3, 13]])
NAMES = ["cat", "dog", "fox"]

with expect.test("the shares as a picture"):
    picture(drawn(COUNTS, NAMES), COUNTS)

with expect.test("colours from 0 to 1", after="the shares as a picture"):
    plot = drawn(COUNTS, NAMES)
    picture(plot, COUNTS)
    expect.close(plot.images[0]["limits"], [0, 1], says="Your colours go from {low} to {high}, expected from 0 to 1: `vmin=0, vmax=1`.", low=plot.images[0]["limits"][0], high=plot.images[0]["limits"][1])

with expect.test("percentages on the cells"):
    written(drawn(COUNTS, NAMES), COUNTS)

with expect.test("names and labels"):
    plot = drawn(COUNTS, NAMES)
    for axis, ticks in (("x", plot.xticks), ("y", plot.yticks)):
        got = [next((text for place, text in ticks if abs(place - k) < 1e-6), "") for k in range(len(NAMES))]
        expect.true(got != NAMES[::-1], "The names along {axis} are in reverse order: {got}.", axis=axis, got=got)
        expect.equal(got, NAMES, says="The ticks 0, 1, 2 along {axis} read {got}; expected {want}. `ax.set_{axis}ticks(places, names)` sets them.", axis=axis)
    for axis, got, want in (("x", plot.xlabel, "predicted"), ("y", plot.ylabel, "actual")):
        expect.true(got.strip(), "The {axis}-axis has no label; expected {want}.", axis=axis, want=want)
        expect.true(got.strip().lower() == want, "The {axis}-axis is labelled {got}; expected {want}.", axis=axis, got=got, want=want)

### BEGIN HIDDEN TESTS
OTHER = np.array([[6, 2, 1, 0], [0, 30, 4, 6], [2, 0, 4, 9], [5, 5, 0, 1]])

with expect.test("other classes"):
    plot = drawn(OTHER, ["a", "b", "c", "d"])
    picture(plot, OTHER)
    written(plot, OTHER)
    expect.close(plot.images[0]["limits"], [0, 1], says="With other counts your colours go from {low} to {high}.", low=plot.images[0]["limits"][0], high=plot.images[0]["limits"][1])

with expect.test("a row without examples"):
    empty = np.array([[1, 0], [0, 0]])
    answer.loud()
    try:
        plot = expect.call(figures.on_axes, answer.draw_confusion, empty, ["yes", "no"], says="A row of zeros makes your code warn in line {line}: {message}. Dividing by `np.maximum(totals, 1)` avoids it.", error="RuntimeWarning")
    finally:
        answer.quiet()
    got = np.asarray(plot.images[0]["array"]) if plot.images else np.full((2, 2), np.nan)
    expect.true(np.isfinite(got).all(), "In a row without examples your shares are {got}; expected zeros.", got=got[1])
    picture(plot, empty)
    written(plot, empty)

with expect.test("arguments kept"):
    held = answer.put(COUNTS.astype(float))
    figures.on_axes(answer.draw_confusion, held, NAMES)
    expect.unchanged(held, COUNTS.astype(float))
### END HIDDEN TESTS

# %% right="p3-e06" because="scikit-learn's display"
def draw_confusion(ax, counts, names):
    from sklearn.metrics import ConfusionMatrixDisplay

    sums = counts.sum(axis=1)
    shares = counts / np.where(sums == 0, 1, sums)[:, None]
    ConfusionMatrixDisplay(shares, display_labels=names).plot(ax=ax, values_format=".0%", im_kw={"vmin": 0, "vmax": 1})
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% right="p3-e06" because="row by row, lists, matshow"
def draw_confusion(ax, counts, names):
    shares = [[value / sum(row) if sum(row) else 0.0 for value in row] for row in counts.tolist()]
    ax.matshow(shares, vmin=0, vmax=1, cmap="gray_r")
    for i, row in enumerate(shares):
        for j, share in enumerate(row):
            ax.annotate(f"{100 * share:.0f} %", (j, i), ha="center", va="center", color="red")
    ax.set_xticks(np.arange(len(names)), labels=names, rotation=45)
    ax.set_yticks(np.arange(len(names)), labels=names)
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax

# %% right="p3-e06" because="divide with where, set_clim, tick labels apart"
def draw_confusion(ax, counts, names):
    totals = np.sum(counts, axis=1)[:, np.newaxis]
    shares = np.divide(counts, totals, out=np.zeros(counts.shape), where=totals > 0)
    shown = ax.imshow(shares)
    shown.set_clim(0, 1)
    ax.figure.colorbar(shown)
    [ax.text(x, y, format(shares[y, x], ".0%")) for x in range(len(names)) for y in range(len(names))]
    ax.set(xticks=range(len(names)), yticks=range(len(names)), xticklabels=names, yticklabels=names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% right="p3-e06" because="a norm, str.format, one loop"
def draw_confusion(ax, counts, names):
    k = len(names)
    shares = np.array([row / max(row.sum(), 1) for row in np.asarray(counts, float)])
    ax.imshow(shares, norm=plt.Normalize(0, 1), cmap="magma")
    for cell in range(k * k):
        ax.text(cell % k, cell // k, "{:.0f}%".format(100 * shares.flat[cell]), size=8)
    plt.setp(ax, xticks=range(k), yticks=range(k), xticklabels=names, yticklabels=names, xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="a decimal place" says="expected 78%"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.1%}")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="texts at the corners" says="in the middle of the cell"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column + 0.5, row + 0.5, f"{shares[row, column]:.0%}")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="cuts off in place of rounding" says="expected 19%"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{int(100 * shares[row, column])}%")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="by columns" says="Each column of your picture adds up to 1"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=0, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="without keepdims" says="another row's sum"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="transposed" says="transposed"
def draw_confusion(ax, counts, names):
    shares = (counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)).T
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="text(row, column)" says="x is the column"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(row, column, f"{shares[row, column]:.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="no vmin, vmax" says="expected from 0 to 1"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="the counts in the picture and on it" says="The picture holds the counts"
def draw_confusion(ax, counts, names):
    ax.imshow(counts, vmin=0, vmax=1)
    for row, column in np.ndindex(counts.shape):
        ax.text(column, row, counts[row, column], ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="shares on the cells, not percentages" says="expected percentages"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.2f}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="numbers without a percent sign" says="lack the sign"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, round(100 * shares[row, column]), ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="counts on the cells" says="The cells say the counts"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, counts[row, column], ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="divides by zero" says="A row of zeros makes your code warn"
def draw_confusion(ax, counts, names):
    shares = counts / counts.sum(axis=1, keepdims=True)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="hides the warning and keeps nan" says="expected zeros"
def draw_confusion(ax, counts, names):
    with np.errstate(all="ignore"):
        shares = counts / counts.sum(axis=1, keepdims=True)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{np.nan_to_num(shares[row, column]):.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="no names" says="The ticks 0, 1, 2 along x read"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.0%}", ha="center", va="center")
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="upside down" says="is at the bottom"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1, origin="lower")
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %% wrong="p3-e06" because="labels swapped" says="labelled actual"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for row, column in np.ndindex(shares.shape):
        ax.text(column, row, f"{shares[row, column]:.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="actual", ylabel="predicted")
    return ax

# %% wrong="p3-e06" because="only the diagonal has numbers" says="Nothing is written"
def draw_confusion(ax, counts, names):
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    ax.imshow(shares, vmin=0, vmax=1)
    for k in range(len(names)):
        ax.text(k, k, f"{shares[k, k]:.0%}", ha="center", va="center")
    ax.set_xticks(range(len(names)), names)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="predicted", ylabel="actual")
    return ax

# %%
beside.show("p3", "draw_confusion", np.array([[50, 12, 2], [9, 70, 31], [0, 3, 13]]), ["cat", "dog", "fox"])

# %% [markdown] exercise="p3-e07" title="What a classifier says everywhere" kind="P" level=3 minutes=25 core=false after="§6" skills=["Draw on axes", "Show matrices and maps"] topics=["S-04-matplotlib"]
# A classifier of two features has an opinion about every place in the plane, also where there are no data. Write `draw_regions(ax, predict, X, y)`, which shows it.
#
# | | |
# |---|---|
# | `predict` | a function: takes an array of places, shape `(n, 2)`, returns an array of `n` class numbers |
# | `X` | rows of data, shape `(m, 2)`: the first column belongs to x, the second to y |
# | `y` | their classes, shape `(m,)`: some of 0, 1, …, k − 1 |
#
# It draws on `ax`
#
# - the areas: every place gets a colour by the class that `predict` gives it, one colour for each class. Fill them with `contourf`, `pcolormesh` or `imshow`. They reach at least from 0.5 below the smallest to 0.5 above the largest value of each column of `X`,
# - the rows of `X` as points (`scatter` or `plot`) that lie **above** the areas, in one colour for each class in `y`, another one for every class.
#
# It calls `predict` **once**, with all places of a grid of at least 100 by 100, since a call may be slow. It returns `ax`.

# %% [markdown] hint="p3-e07"
# The map of cafés in the lesson did nearly this: which line made the places, which asked, and which gave the answers the shape of the grid again?

# %% [markdown] hint="p3-e07"
# `across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))`; `np.column_stack([across.ravel(), up.ravel()])` are the places; `.reshape(across.shape)` brings the answers back. `pcolormesh(across, up, answers, alpha=0.3)` fills. Draw the points afterwards, one `scatter` for each class of `np.unique(y)`.

# %% [markdown] hint="p3-e07"
# ```python
# def draw_regions(ax, predict, X, y):
#     (left, low), (right, high) = X.min(axis=0) - ____, X.max(axis=0) + ____
#     across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(____, ____, 200))
#     places = np.column_stack([____, ____])
#     answers = predict(____).reshape(____)
#     ax.pcolormesh(across, up, ____, alpha=0.3)
#     for k in np.unique(y):
#         ax.scatter(X[y == k, 0], ____, color=____)
#     return ax
# ```

# %% answer="p3-e07" needs=[]
def draw_regions(ax, predict, X, y):
    """The areas of the classes and the rows of X above them, on `ax`; returns `ax`."""
    ### BEGIN SOLUTION
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    places = np.column_stack([across.ravel(), up.ravel()])
    answers = predict(places).reshape(across.shape)
    ax.pcolormesh(across, up, answers, alpha=0.3)
    for k in np.unique(y):
        ax.scatter(X[y == k, 0], X[y == k, 1], color=f"C{k}", edgecolor="black")
    return ax
    ### END SOLUTION

# %% [markdown] equivalent="p3-e07"
# (left, low), (right, high) = (X.min(axis=0) - 0.5, X.max(axis=0) + 0.5)  →  (left, low), (right, high) = (X.min(axis=0) - 1.5, X.max(axis=0) + 0.5)
# (left, low), (right, high) = (X.min(axis=0) - 0.5, X.max(axis=0) + 0.5)  →  (left, low), (right, high) = (X.min(axis=0) - 0.5, X.max(axis=0) + 1.5)
# across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))  →  across, up = np.meshgrid(np.linspace(left, right, 201), np.linspace(low, high, 200))
# across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))  →  across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 201))

# %% tests="p3-e07" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, figures

answer.define("""
import numpy as np

class Rule:
    def __init__(self, kind):
        self.kind, self.calls, self.places, self.odd = kind, 0, 0, None

    def __call__(self, places):
        places = np.asarray(places)
        self.calls += 1
        if places.ndim != 2 or places.shape[1] != 2:
            self.odd = str(places.shape)
            raise ValueError(f"predict takes places of shape (n, 2), got {places.shape}")
        self.places += len(places)
        if self.kind == "two":
            return (places[:, 0] > 4 + places[:, 1]).astype(int)
        return np.where(places[:, 0] > 8 - 2 * places[:, 1], 2, (places[:, 1] > 0.25 * places[:, 0]).astype(int))

def rule(kind):
    return Rule(kind)

def covered(axes):
    from matplotlib.collections import PathCollection, QuadMesh
    from matplotlib.contour import ContourSet
    from matplotlib.lines import Line2D

    order = sorted(enumerate(axes.get_children()), key=lambda pair: (pair[1].get_zorder(), pair[0]))
    kinds = [("area" if isinstance(one, (QuadMesh, ContourSet)) or hasattr(one, "get_extent") and hasattr(one, "get_clim") else "point" if isinstance(one, (PathCollection, Line2D)) else "") for _, one in order]
    first = kinds.index("point") if "point" in kinds else len(kinds)
    return "area" in kinds[first:]
""")


def classes(kind, x0, x1):
    """What the rule says at places."""
    if kind == "two":
        return (x0 > 4 + x1).astype(int)
    return np.where(x0 > 8 - 2 * x1, 2, (x1 > 0.25 * x0).astype(int))


def data(kind, seed=0):
    rng = np.random.default_rng(seed)
    X = np.column_stack([rng.uniform(0, 9, 60), rng.uniform(-1, 4, 60)])
    X[:2] = [[0.0, -1.0], [9.0, 4.0]]
    y = classes(kind, *X.T)
    y[5:9] = (y[5:9] + 1) % (y.max() + 1)  # rows about which the rule is wrong
    return X, y


def drawn(kind, seed=0):
    """The axes, the plot, and how `predict` was called."""
    X, y = data(kind, seed)
    rule = answer.rule(kind)
    axes = figures.axes(answer.draw_regions, rule, X, y)
    return axes, figures.plot(axes), rule, X, y


def agree(colours, labels):
    """Whether equal labels have equal colours, and others other ones."""
    pairs = set(zip(colours, labels.tolist(), strict=True))
    return len(pairs) == len({c for c, _ in pairs}) == len({k for _, k in pairs})


def regions(kind, seed=0):
    """The colours at many places that do not lie near a border."""
    axes, _, _, X, _ = drawn(kind, seed)
    low, high = X.min(axis=0) - 0.45, X.max(axis=0) + 0.45
    rng = np.random.default_rng(9)
    places = rng.uniform(low, high, (400, 2))
    places[:4] = [low, high, [low[0], high[1]], [high[0], low[1]]]
    shifts = np.array([[0.15, 0], [-0.15, 0], [0, 0.15], [0, -0.15]])
    clear = np.all([classes(kind, *(places + shift).T) == classes(kind, *places.T) for shift in shifts], axis=0)
    places = places[clear]
    colours = figures.areas(axes, places)
    empty = [k for k, colour in enumerate(colours) if colour is None]
    expect.true(len(empty) < len(places), "No area is filled. Use `ax.pcolormesh`, `ax.contourf` or `ax.imshow`.")
    expect.true(not empty, "The place {place} has no colour. The areas reach from {low} to {high}, 0.5 beyond the data.", place=places[empty[0]] if empty else 0, low=X.min(axis=0) - 0.5, high=X.max(axis=0) + 0.5)
    if agree(colours, classes(kind, *places.T)):
        return
    span = high - low
    share = (places - low) / span
    for words, labels in (
        ("The areas are those of `predict` with both features swapped. The first column of the places is x.", classes(kind, *places[:, ::-1].T)),
        ("The areas are upside down. `imshow` begins on top: pass `origin=\"lower\"`.", classes(kind, places[:, 0], low[1] + (1 - share[:, 1]) * span[1])),
        ("The areas are transposed: rows of the grid belong to y. Give the answers the shape that `meshgrid` made.", classes(kind, *(low + share[:, ::-1] * span).T)),
    ):
        if mostly(colours, labels):
            expect.fail(words)
    known = {}
    for place, colour, label in zip(places, colours, classes(kind, *places.T), strict=True):
        first, other = known.setdefault(label, (place, colour))
        expect.true(colour == other, "`predict` says class {label} at {first} and at {place}, but you filled them with two colours.", label=int(label), first=first, place=place)
    expect.fail("Areas of different classes have the same colour: there are {count} colours for {want} classes.", count=len(set(colours)), want=len(known))


def mostly(colours, labels):
    """Whether colours follow labels, but for a few places near a border."""
    votes = {}
    for colour, label in zip(colours, labels.tolist(), strict=True):
        votes.setdefault(label, {}).setdefault(colour, 0)
        votes[label][colour] += 1
    tops = [max(found, key=found.get) for found in votes.values()]
    right = sum(max(found.values()) for found in votes.values())
    return len(set(tops)) == len(tops) and right >= 0.97 * len(colours)


with expect.test("the areas of three classes"):
    regions("three")

with expect.test("one call of predict"):
    _, _, rule, _, _ = drawn("three")
    calls, places = rule.calls, rule.places
    expect.true(calls > 0, "`predict` was never called.")
    expect.equal(calls, 1, says="`predict` was called {got} times. Ask for all places of the grid at once.")
    expect.at_least(places, 10_000, says="`predict` was asked about {got} places; expected a grid of at least 100 by 100.")

with expect.test("the rows as points"):
    _, plot, _, X, y = drawn("three")
    found = {}
    for one in plot.points:
        found |= {(round(a, 6), round(b, 6)): face for a, b, face in zip(one["x"], one["y"], one["faces"], strict=True)}
    for one in plot.lines:
        if one["marker"] not in ("None", "", " "):
            found |= {(round(a, 6), round(b, 6)): one["color"] for a, b in zip(one["x"], one["y"], strict=True)}
    wanted = [(round(a, 6), round(b, 6)) for a, b in X.tolist()]
    lost = [place for place in wanted if place not in found]
    swapped = [place for place in wanted if place[::-1] in found]
    expect.true(not lost or len(swapped) < len(X), "The points have x and y swapped: the first column of X belongs to x.")
    expect.true(not lost, "{count} of {rows} rows are not drawn as points; one of them is {place}.", count=len(lost), rows=len(X), place=lost[:1])
    colours = [{found[place] for place, label in zip(wanted, y, strict=True) if label == k} for k in np.unique(y)]
    expect.true(all(len(one) == 1 for one in colours), "The points of one class have {count} colours; expected one for each class.", count=max(map(len, colours)))
    expect.true(len(set.union(*colours)) == len(colours), "There are {count} colours of points for {want} classes.", count=len(set.union(*colours)), want=len(colours))

with expect.test("points above areas", after="the rows as points"):
    axes, _, _, _, _ = drawn("three")
    expect.true(not answer.covered(axes), "An area lies above the points and hides them. Fill first and draw the points afterwards, or raise their `zorder`.")

### BEGIN HIDDEN TESTS
with expect.test("two classes, other data"):
    regions("two", seed=3)

with expect.test("arguments kept"):
    X, y = data("two")
    held = answer.put(X)
    figures.axes(answer.draw_regions, answer.rule("two"), held, y)
    expect.unchanged(held, X)
### END HIDDEN TESTS

# %% right="p3-e07" because="contourf with levels, one scatter with a colour map"
def draw_regions(ax, predict, X, y):
    lows, highs = X.min(axis=0) - 1, X.max(axis=0) + 1
    xs, ys = (np.linspace(a, b, 150) for a, b in zip(lows, highs))
    gx, gy = np.meshgrid(xs, ys)
    z = predict(np.c_[gx.ravel(), gy.ravel()]).reshape(gx.shape)
    ax.contourf(gx, gy, z, levels=np.arange(z.max() + 2) - 0.5, cmap="Pastel1")
    ax.scatter(X[:, 0], X[:, 1], c=y, cmap="brg", zorder=3)
    return ax

# %% right="p3-e07" because="imshow with an extent, indices in matrix order"
def draw_regions(ax, predict, X, y):
    x0, x1, y0, y1 = X[:, 0].min() - 0.5, X[:, 0].max() + 0.5, X[:, 1].min() - 0.5, X[:, 1].max() + 0.5
    xs, ys = np.linspace(x0, x1, 300), np.linspace(y0, y1, 240)
    gx, gy = np.meshgrid(xs, ys, indexing="ij")
    z = predict(np.stack([gx, gy], axis=-1).reshape(-1, 2)).reshape(300, 240)
    ax.imshow(z.T, origin="lower", extent=(x0, x1, y0, y1), aspect="auto", alpha=0.4, cmap="Set1")
    for k, color in zip(np.unique(y), ["k", "r", "b", "g"]):
        ax.plot(*X[y == k].T, "o", color=color)
    return ax

# %% right="p3-e07" because="scikit-learn's display around the function"
def draw_regions(ax, predict, X, y):
    from sklearn.base import BaseEstimator, ClassifierMixin
    from sklearn.inspection import DecisionBoundaryDisplay

    class Model(ClassifierMixin, BaseEstimator):
        def fit(self, X, y):
            self.classes_ = np.unique(y)
            return self

        def predict(self, X):
            return predict(X)

    DecisionBoundaryDisplay.from_estimator(Model().fit(X, y), X, ax=ax, eps=0.5, grid_resolution=200, response_method="predict", plot_method="pcolormesh", alpha=0.5)
    for k in np.unique(y):
        ax.scatter(X[y == k, 0], X[y == k, 1])
    return ax

# %% right="p3-e07" because="contourf as it is, hollow points"
def draw_regions(ax, predict, X, y):
    gx, gy = np.mgrid[X[:, 0].min() - 1 : X[:, 0].max() + 1 : 200j, X[:, 1].min() - 1 : X[:, 1].max() + 1 : 200j]
    ax.contourf(gx, gy, predict(np.c_[gx.flat, gy.flat]).reshape(gx.shape), alpha=0.3)
    for k in range(max(y) + 1):
        ax.scatter(X[y == k][:, 0], X[y == k][:, 1], facecolors="none", edgecolors=f"C{k}")
    return ax

# %% wrong="p3-e07" because="one call for each place" says="Ask for all places"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    xs, ys = np.linspace(left, right, 30), np.linspace(low, high, 30)
    answers = np.array([[predict(np.array([[a, b]]))[0] for a in xs] for b in ys])
    ax.pcolormesh(xs, ys, answers, alpha=0.3)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %% wrong="p3-e07" because="features swapped in the places" says="both features swapped"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.c_[up.ravel(), across.ravel()]).reshape(across.shape)
    ax.pcolormesh(across, up, answers, alpha=0.3)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %% wrong="p3-e07" because="imshow upside down" says="upside down"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.imshow(answers, extent=(left, right, low, high), alpha=0.3, aspect="auto")
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %% wrong="p3-e07" because="transposed" says="transposed"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape).T
    ax.pcolormesh(across, up, answers, alpha=0.3)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %% wrong="p3-e07" because="points coloured by the prediction" says="Ask for all places"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.pcolormesh(across, up, answers, alpha=0.3)
    ax.scatter(*X.T, c=predict(X))
    return ax

# %% wrong="p3-e07" because="points coloured by the nearest place" says="The points of one class have"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    xs, ys = np.linspace(left, right, 200), np.linspace(low, high, 200)
    across, up = np.meshgrid(xs, ys)
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.pcolormesh(across, up, answers, alpha=0.3)
    ax.scatter(*X.T, c=answers[np.searchsorted(ys, X[:, 1]), np.searchsorted(xs, X[:, 0])])
    return ax

# %% wrong="p3-e07" because="a margin along x only" says="has no colour"
def draw_regions(ax, predict, X, y):
    xs = np.linspace(X[:, 0].min() - 0.5, X[:, 0].max() + 0.5, 200)
    ys = np.linspace(X[:, 1].min(), X[:, 1].max(), 200)
    across, up = np.meshgrid(xs, ys)
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.pcolormesh(across, up, answers, alpha=0.3)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %% wrong="p3-e07" because="no margin" says="has no colour"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0), X.max(axis=0)
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.pcolormesh(across, up, answers, alpha=0.3)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %% wrong="p3-e07" because="a coarse grid" says="100 by 100"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 80), np.linspace(low, high, 80))
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.pcolormesh(across, up, answers, alpha=0.3)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %% wrong="p3-e07" because="points first" says="hides them"
def draw_regions(ax, predict, X, y):
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.contourf(across, up, answers, levels=[-0.5, 0.5, 1.5, 2.5])
    return ax

# %% wrong="p3-e07" because="points all alike" says="colours of points"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.pcolormesh(across, up, answers, alpha=0.3)
    ax.scatter(*X.T, color="k")
    return ax

# %% wrong="p3-e07" because="only lines of the border" says="No area is filled"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.contour(across, up, answers)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %% wrong="p3-e07" because="two levels for three classes" says="colour"
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.c_[across.ravel(), up.ravel()]).reshape(across.shape)
    ax.contourf(across, up, answers, levels=[-0.5, 0.5, 2.5], alpha=0.3)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %% wrong="p3-e07" because="asks about the rows of X only" says=""
def draw_regions(ax, predict, X, y):
    ax.scatter(X[:, 0], X[:, 1], c=predict(X))
    return ax

# %% wrong="p3-e07" because="places in two rows, not two columns" says=""
def draw_regions(ax, predict, X, y):
    (left, low), (right, high) = X.min(axis=0) - 0.5, X.max(axis=0) + 0.5
    across, up = np.meshgrid(np.linspace(left, right, 200), np.linspace(low, high, 200))
    answers = predict(np.array([across.ravel(), up.ravel()])).reshape(across.shape)
    ax.pcolormesh(across, up, answers, alpha=0.3)
    for k in np.unique(y):
        ax.scatter(*X[y == k].T, color=f"C{k}")
    return ax

# %%
def nearest(places):
    """The number of the nearest of three centres."""
    centres = np.array([[1, 1], [4, 2], [2, 3.5]])
    return np.linalg.norm(places[:, None] - centres, axis=2).argmin(axis=1)


rows = np.random.default_rng(1).uniform([0, 0], [5, 4], (40, 2))
beside.show("p3", "draw_regions", nearest, rows, nearest(rows))

# %% [markdown]
# ## 7 · Honest charts

# %% [markdown] exercise="p3-e08" title="A chart to be mended" kind="B" level=2 minutes=12 core=true after="§7" skills=["Draw honestly", "Choose the chart"] topics=["S-04-matplotlib"]
# The function `draw_sales` below was written in a hurry. It draws how many pieces of each product were sold, and four things are wrong with its chart. Mend it.
#
# `draw_sales(ax, names, pieces)` takes a list of names and an array of numbers of pieces (all above 0, all different), and draws upright bars (`ax.bar`) on `ax`:
#
# - one bar for each name, **as tall as the number that belongs to that name**,
# - from the largest number on the left to the smallest on the right,
# - on an axis that begins at zero and ends above the tallest bar,
# - all in one colour, since the names say already which is which,
# - with the label `pieces sold` (y).
#
# It returns `ax`.

# %% [markdown] hint="p3-e08"
# Take three products with 30, 10 and 20 pieces. Go through the function line by line: which name gets which number, and where does the axis begin?

# %% [markdown] hint="p3-e08"
# `np.argsort(pieces)` sorts upwards; `[::-1]` turns it round. What sorts the numbers must sort the names, too: `np.array(names)[order]`. Bars begin at zero by themselves, as long as nobody calls `set_ylim` with something else. Without `color=`, all bars of one call are alike.

# %% [markdown] hint="p3-e08"
# ```python
# def draw_sales(ax, names, pieces):
#     order = np.argsort(pieces)[____]
#     ax.bar(np.array(names)[____], pieces[____])
#     ax.set_ylim(____, 1.05 * pieces.max())
#     ax.set_ylabel(____)
#     return ax
# ```

# %% answer="p3-e08" needs=[]
def draw_sales(ax, names, pieces):
    """Bars of the pieces sold, on `ax`; returns `ax`."""
    order = np.argsort(pieces)
    rainbow = plt.colormaps["jet"](np.linspace(0, 1, len(names)))
    ax.bar(names, pieces[order], color=rainbow)
    ax.set_ylim(0.95 * pieces.min(), pieces.max())
    ax.set_ylabel("pieces")
    return ax


### BEGIN SOLUTION
def draw_sales(ax, names, pieces):
    """Bars of the pieces sold, on `ax`; returns `ax`."""
    order = np.argsort(pieces)[::-1]
    ax.bar(np.array(names)[order], pieces[order])
    ax.set_ylabel("pieces sold")
    return ax
### END SOLUTION

# %% [markdown] equivalent="p3-e08"
# ax.bar(names, pieces[order], color=rainbow)  →  pass
# ax.set_ylim(0.95 * pieces.min(), pieces.max())  →  pass
# ax.set_ylabel('pieces')  →  pass
# return ax  →  return None
# ax.set_ylim(0.95 * pieces.min(), pieces.max())  →  ax.set_ylim(0.95 / pieces.min(), pieces.max())
# rainbow = plt.colormaps['jet'](np.linspace(0, 1, len(names)))  →  rainbow = plt.colormaps['jet'](np.linspace(1, 1, len(names)))
# rainbow = plt.colormaps['jet'](np.linspace(0, 1, len(names)))  →  rainbow = plt.colormaps['jet'](np.linspace(0, 2, len(names)))
# ax.set_ylim(0.95 * pieces.min(), pieces.max())  →  ax.set_ylim(1.95 * pieces.min(), pieces.max())

# %% tests="p3-e08" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect, figures

NAMES, PIECES = ["caps", "scarves", "gloves", "umbrellas"], np.array([420, 480, 450, 405])


def drawn(names, pieces):
    return figures.on_axes(answer.draw_sales, names, np.array(pieces))


def bars(plot):
    """Names and heights of the bars, from left to right."""
    found = [(x + width / 2, height, y, face) for one in plot.bars for x, y, width, height, face in zip(one["x"], one["y"], one["width"], one["height"], one["faces"], strict=True)]
    expect.true(found, "There are no bars. `ax.bar(names, heights)` draws them.")
    lying = len(found) > 1 and len({y for _, _, y, _ in found}) == len(found)
    expect.true(not lying, "The bars lie one above the other. Expected upright ones, from left to right: `ax.bar`.")
    ticks = {round(place, 3): text for place, text in plot.xticks}
    named = [(ticks.get(round(middle, 3), ""), height, y, face) for middle, height, y, face in sorted(found, reverse=plot.xlim[0] > plot.xlim[1])]
    expect.true(all(name for name, *_ in named), "A bar stands at no tick, so that nobody knows its name.")
    return named


def heights(names, pieces):
    """Every bar as tall as its own number; returns the bars."""
    got = bars(drawn(names, pieces))
    expect.true(sorted(name for name, *_ in got) == sorted(names), "The names below the bars are {got}; expected each of {want} once.", got=[name for name, *_ in got], want=names)
    own = dict(zip(names, pieces, strict=True))
    for name, height, _, _ in got:
        owner = next((other for other in names if np.isclose(own[other], height)), None)
        if owner not in (None, name):
            expect.fail("The bar of {name} is {height} high, which is the number of {owner}; its own is {want}. Names and numbers must be sorted alike.", name=name, height=height, owner=owner, want=own[name])
        expect.close(height, own[name], says="The bar of {name} is {got} high; expected {want}.", name=name)
    return got


with expect.test("each bar as tall as its own number"):
    heights(NAMES, PIECES)

with expect.test("the largest first", after="each bar as tall as its own number"):
    found = [height for _, height, _, _ in heights(NAMES, PIECES)]
    expect.true(found != sorted(found), "The bars rise from left to right. Expected the largest first.")
    expect.true(found == sorted(found, reverse=True), "From left to right the bars are {got} high. Expected the largest first.", got=found)

with expect.test("an axis from zero"):
    plot = drawn(NAMES, PIECES)
    found = bars(plot)
    low, high = plot.ylim
    expect.true(all(abs(y) < 1e-9 for _, _, y, _ in found), "The bars do not stand on zero but on {y}.", y=found[0][2])
    expect.true(abs(low) < 1e-9, "The y-axis begins at {low}; expected 0, so that lengths are honest.", low=low)
    expect.true(high > PIECES.max(), "The y-axis ends at {high}; expected more than the tallest bar, {top}.", high=high, top=int(PIECES.max()))
    expect.true(plot.yscale == "linear", "The y-axis is {scale}; a bar's length is honest on a linear one only.", scale=plot.yscale)

with expect.test("one colour, and a unit"):
    plot = drawn(NAMES, PIECES)
    colours = {face for *_, face in bars(plot)}
    expect.equal(len(colours), 1, says="The bars have {got} colours; expected one.")
    expect.true(plot.ylabel.strip().lower() == "pieces sold", "The y-axis is labelled {got}; expected pieces sold.", got=plot.ylabel or "not at all")

### BEGIN HIDDEN TESTS
with expect.test("other products"):
    for names, pieces in ((["a", "b", "c"], [3, 1, 2]), (["only"], [7]), (["z", "y", "x", "w", "v"], [10, 20, 30, 40, 50])):
        found = heights(names, np.array(pieces))
        expect.true([height for _, height, _, _ in found] == sorted(pieces, reverse=True), "For the pieces {pieces} the bars are {got} high from left to right.", pieces=pieces, got=[height for _, height, _, _ in found])
        low, high = drawn(names, pieces).ylim
        expect.true(abs(low) < 1e-9 and high > max(pieces), "For the pieces {pieces} the y-axis goes from {low} to {high}.", pieces=pieces, low=low, high=high)

with expect.test("arguments kept"):
    held = answer.put(PIECES)
    figures.on_axes(answer.draw_sales, NAMES, held)
    expect.unchanged(held, PIECES)
### END HIDDEN TESTS

# %% right="p3-e08" because="sorted pairs"
def draw_sales(ax, names, pieces):
    pairs = sorted(zip(pieces.tolist(), names), reverse=True)
    ax.bar([name for _, name in pairs], [number for number, _ in pairs], color="0.4")
    ax.set(ylabel="pieces sold", ylim=(0, 1.1 * pairs[0][0]))
    return ax

# %% right="p3-e08" because="pandas"
def draw_sales(ax, names, pieces):
    import pandas as pd

    pd.Series(pieces, index=names).sort_values(ascending=False).plot.bar(ax=ax, ylabel="pieces sold", rot=0, color="C1")
    return ax

# %% right="p3-e08" because="one call a bar, places and ticks by hand"
def draw_sales(ax, names, pieces):
    for place, row in enumerate(np.argsort(-pieces)):
        ax.bar(place, pieces[row], color="tab:blue")
    ax.set_xticks(range(len(names)), [names[row] for row in np.argsort(-pieces)])
    ax.set_ylabel("pieces sold")
    ax.set_ylim(bottom=0)
    return ax

# %% right="p3-e08" because="sorted upwards, the axis turned round"
def draw_sales(ax, names, pieces):
    order = pieces.argsort()
    shown = ax.bar([names[i] for i in order], pieces[order], color="teal", edgecolor="black")
    ax.bar_label(shown)
    ax.invert_xaxis()
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="lying bars" says="Expected upright ones"
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)
    ax.barh(np.array(names)[order], pieces[order])
    ax.set_xlabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="starts at one" says="The y-axis begins at"
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)[::-1]
    ax.bar(np.array(names)[order], pieces[order])
    ax.set_ylim(bottom=1)
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="names stay where they were" says="is the number of"
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)[::-1]
    ax.bar(names, pieces[order])
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="from the smallest" says="rise from left to right"
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)
    ax.bar(np.array(names)[order], pieces[order])
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="not sorted" says="Expected the largest first"
def draw_sales(ax, names, pieces):
    ax.bar(names, pieces)
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="the axis still cut" says="The y-axis begins at"
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)[::-1]
    ax.bar(np.array(names)[order], pieces[order])
    ax.set_ylim(0.95 * pieces.min(), pieces.max())
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="ends at the tallest bar" says="expected more than the tallest bar"
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)[::-1]
    ax.bar(np.array(names)[order], pieces[order])
    ax.set_ylim(0, pieces.max())
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="the rainbow kept" says="colours; expected one"
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)[::-1]
    ax.bar(np.array(names)[order], pieces[order], color=plt.colormaps["jet"](np.linspace(0, 1, len(names))))
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="the label without its unit" says="expected pieces sold"
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)[::-1]
    ax.bar(np.array(names)[order], pieces[order])
    ax.set_ylabel("pieces")
    return ax

# %% wrong="p3-e08" because="sorts in place" says=""
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)[::-1]
    pieces[:] = pieces[order]
    ax.bar(np.array(names)[order], pieces)
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="sorts the names by the alphabet" says="is the number of"
def draw_sales(ax, names, pieces):
    ax.bar(sorted(names), np.sort(pieces)[::-1])
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="reverses without sorting" says=""
def draw_sales(ax, names, pieces):
    ax.bar(names[::-1], pieces[::-1])
    ax.set_ylabel("pieces sold")
    return ax

# %% wrong="p3-e08" because="a logarithmic axis" says="begins at"
def draw_sales(ax, names, pieces):
    order = np.argsort(pieces)[::-1]
    ax.bar(np.array(names)[order], pieces[order], log=True)
    ax.set_ylabel("pieces sold")
    return ax

# %%
beside.show("p3", "draw_sales", ["caps", "scarves", "gloves", "umbrellas"], np.array([420, 480, 450, 405]))

# %% [markdown] exercise="p3-e09" title="Two curves that meet" kind="S" level=1 minutes=10 core=false after="§7" skills=["Draw honestly"] topics=["S-04-matplotlib"]
# A newspaper prints a chart of the last six months. The left y-axis, from 20,000 to 22,000, belongs to a red curve, *bicycles in town*; it rises steeply from 20,100 to 21,900. The right y-axis, from 0 to 400, belongs to a green curve, *accidents*; it rises from 60 to 85. The red curve crosses the green one in April. The headline: "Since April bicycles outrun safety".
#
# Name what misleads in this chart, say for each point why, and describe the chart that you would draw in its place. 60 to 150 words.

# %% [markdown] hint="p3-e09"
# By how many per cent did each of the two numbers rise? Which of the two looks as if it rose more?

# %% [markdown] hint="p3-e09"
# Go through it: where does each axis begin, what decides where the curves cross, which colours were chosen, which months are shown, and does one number cause the other?

# %% [markdown] hint="p3-e09"
# *Bicycles rose by ____ %, accidents by ____ %, but the chart shows ____. The crossing depends on ____. Readers who ____ cannot tell ____. I would draw ____, with ____, over ____.*

# %% [markdown] answer="p3-e09" manual=true points=1
# ### BEGIN SOLUTION
# Bicycles rose by 9 %, accidents by 42 %. The chart shows the reverse: the left axis begins at 20,000, so that a small rise fills the frame, and the right one is stretched to 400, so that a large one looks flat. With two y-axes the crossing in April means nothing: another range on either side moves it to any month, or makes it vanish. Red and green are hard to
# tell apart for one man in twelve. Six months may hold little but the season, since there are more of both in summer; and accidents of what?
#
# I would draw two charts above each other that share their months, for several years, each from zero and with its unit; or a single line, accidents per thousand bicycles, which answers the question that the headline asks. Lines with names written beside them need no colours.
# ### END SOLUTION

# %% [markdown] rubric="p3-e09"
# One point each, four make the whole:
#
# 1. **Range.** The left axis is cut and the right one stretched, so that 9 % looks large and 42 % small (or the same in other words).
# 2. **Two axes.** Where the curves cross depends on the two ranges that somebody chose, and says nothing.
# 3. **Piece or colour.** Six months show little but the season, or red and green cannot be told apart by everybody, or accidents of what.
# 4. **A better chart.** Two charts that share their months, or one line of accidents per bicycle; with units, from zero or over a longer time.

# %% [markdown]
# ## At the end

# %% [markdown] exercise="p3-e10" title="Exit quiz: six questions about charts" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Draw on axes", "Arrange several axes", "Choose scales and ticks", "Choose the chart", "Show matrices and maps", "Draw honestly"] topics=["S-04-matplotlib"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · A cell says `fig, (a, b) = plt.subplots(1, 2)`, then `a.plot(x, y)`, then `plt.title("tides")`. Where does the title stand?
# *a* above `a`, which was drawn on last · *b* above the whole figure · *c* above `b` · *d* nowhere, since `fig` was not named
#
# **q2** · A function draws on `axes[0]` and `axes[1]` of `fig, axes = plt.subplots(1, len(files))`. One day there is one file, and it fails. What is the smallest cure?
# *a* pass `sharey=True` · *b* pass `squeeze=False` and loop over `axes.flat` · *c* call `plt.show()` before · *d* make a new figure for every file
#
# **q3** · With a logarithmic y-axis and a linear x-axis your data lie on a straight line. What are they like?
# *a* y grows by the same amount with each step of x · *b* y is some power of x · *c* y is the logarithm of x · *d* y grows by the same factor with each step of x
#
# **q4** · The lengths of 5,000 phone calls: you want to know whether there is one typical length, or two. Which chart?
# *a* a histogram · *b* a box plot · *c* a bar with the mean and its error bar · *d* a line over the number of the call
#
# **q5** · `A` has 3 rows and 5 columns and is shown by `ax.imshow(A)`. Which call writes onto the cell in its last column and first row?
# *a* `ax.text(0, 4, "here")` · *b* `ax.text(5, 1, "here")` · *c* `ax.text(4, 0, "here")` · *d* `ax.text(4, 2, "here")`
#
# **q6** · Two groups have the means 50 and 52. Which chart shows their difference fairly *and* clearly?
# *a* bars from 49 · *b* points with error bars on an axis from 45 to 57, which says so · *c* circles with diameters of 50 and 52 · *d* bars from 0 in two colours of a rainbow

# %% [markdown] hint="p3-e10"
# q1: which axes was made last? q5: which of x and y counts columns? q6: what tells the number in each of the charts, a length, a place or an area?

# %% [markdown] hint="p3-e10"
# q3: take the logarithm of $y = c\,a^x$ and of $y = c\,x^k$. Which of them is a straight line in $x$? q4: which of these charts would look the same for one heap and for two?

# %% [markdown] hint="p3-e10"
# pyplot draws on the ____ axes. `squeeze=____` always gives a 2-D array. Straight on a logarithmic y-axis alone: equal ____. Two humps show in a ____ only. `text(____, ____)`. Bars speak by their ____, points by their ____.

# %% answer="p3-e10" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "c", "q2": "b", "q3": "d", "q4": "a", "q5": "c", "q6": "b"}
### END SOLUTION

# %% tests="p3-e10" points=1
from jupyterlab_homl.toolkit import answer, expect

with expect.test("six answers"):
    got = answer.answers
    expect.true(isinstance(got, dict) and set(got) == {"q1", "q2", "q3", "q4", "q5", "q6"}, "`answers` is a dict with the keys q1 to q6. Keep them as they were given.")
    still_open = [key for key, value in got.items() if value is None]
    expect.true(not still_open, "Still open: {keys}. Choose one answer to each question.", keys=", ".join(still_open))

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.choice(answer.answers, "q1", "c", {"a": "`a.plot` names its axes, and leaves pyplot's current one as it was. Which one is that?", "b": "That would be `fig.suptitle`. `plt.title` writes above one axes.", "d": "pyplot always has a current axes. Which one after `subplots`?"})

with expect.test("question 2"):
    expect.choice(answer.answers, "q2", "b", {"a": "Sharing changes the ranges, not what `subplots` returns for one axes.", "c": "It fails when `axes[0]` is looked up, long before anything is shown.", "d": "It would work, but then nothing stands side by side any more. Is there something smaller?"})

with expect.test("question 3"):
    expect.choice(answer.answers, "q3", "d", {"a": "That is a straight line on two linear axes. What does a step upwards mean on a logarithmic one?", "b": "A power of x is straight where both axes are logarithmic. Here only one is.", "c": "Then x would be the logarithmic axis. Which one is it here?"})

with expect.test("question 4"):
    expect.choice(answer.answers, "q4", "a", {"b": "A box has one median and two quartiles, whether there is one heap or two.", "c": "One bar for one mean. How would two typical lengths show in it?", "d": "It shows how calls follow each other. Which chart shows how often each length comes?"})

with expect.test("question 5"):
    expect.choice(answer.answers, "q5", "c", {"a": "That is column 0. Which of the two arguments goes to the right?", "b": "Five columns are counted from 0. What is the number of the last one?", "d": "That is the last row. The first is on top: which number has it?"})

with expect.test("question 6"):
    expect.choice(answer.answers, "q6", "b", {"a": "Their lengths would be 1 and 3: three times as much, where the data say 4 %.", "c": "Areas grow with the square of the diameter, and nobody compares areas well.", "d": "Fair, but the difference is hardly to be seen; and what would the colours say?"})
### END HIDDEN TESTS

# %% wrong="p3-e10" because="what is most tempting" says="current"
answers = {"q1": "a", "q2": "b", "q3": "d", "q4": "a", "q5": "c", "q6": "b"}

# %% wrong="p3-e10" because="a power law" says="both axes are logarithmic"
answers = {"q1": "c", "q2": "b", "q3": "b", "q4": "a", "q5": "c", "q6": "b"}

# %% wrong="p3-e10" because="row before column" says="goes to the right"
answers = {"q1": "c", "q2": "b", "q3": "d", "q4": "a", "q5": "a", "q6": "b"}

# %% wrong="p3-e10" because="one left open" says="Still open: q6"
answers = {"q1": "c", "q2": "b", "q3": "d", "q4": "a", "q5": "c", "q6": None}
