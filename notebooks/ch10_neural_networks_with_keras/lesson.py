# %% [markdown]
# # Neural networks with Keras
#
# **How do many very simple units together tell a coat from a pullover, and how do you know when a network is worth the trouble?**
#
# Afterwards you can say what one unit can and cannot do, derive how an error travels back through a network, choose an output layer and a
# loss for a task, build, train, watch, save and tune networks in Keras in three styles, and compare them honestly with a forest.
#
# *Predict* asks what will happen: choose first, then run the cell below and see. *Change one thing* asks you to edit a single value and
# run the cell again; its answer is folded below it.
#
# *Lesson 1 h 20 min · core exercises 2 h · extra exercises 2 h. Builds on [[ch04]] (gradient descent, softmax).*

# %%
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from jupyterlab_homl.toolkit import datasets, plots, quiz
from jupyterlab_homl.toolkit.demos import backprop_steps, decision_boundary
from jupyterlab_homl.toolkit.demos import rate_finder
from jupyterlab_homl.toolkit.quiet import quietly

plots.use()

# %%
with quietly():  # TensorFlow has much to say about drivers when it starts
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(42)
    keras.ops.zeros(1)
tf.get_logger().setLevel("ERROR")
WORK = Path(tempfile.mkdtemp(prefix="homl-ch10-"))  # removed at the end

# %% [markdown] topics=["S-05-II.1", "S-01-revival2006"]
# ## 1 · One unit, and what it cannot say
#
# A lamp in a stairwell has a switch upstairs and one downstairs: it is on if exactly one of them is up. Can a single unit learn that?
#
# A nerve cell collects signals and fires when there are enough of them. Its caricature, the *perceptron*, adds up its inputs, each
# multiplied by a *weight*, plus a *bias*, and answers 1 if the sum is above zero:
#
# $$\hat y = 1 \text{ if } w \cdot x + b > 0, \text{ otherwise } 0.$$
#
# It learns from mistakes only. After each one, $w$ moves by $(y - \hat y)\,x$ and $b$ by $y - \hat y$. Why that direction? The sum for
# this very row then changes by $(y - \hat y)(\lVert x \rVert^2 + 1)$: it grows if the row should have been 1, and shrinks if it should have
# been 0. One move need not be enough, and it may spoil other rows. But if a straight line (in more columns: a flat sheet) separates the
# classes at all, the moves come to an end after finitely many mistakes. That is the *perceptron convergence theorem* of 1962.
#
# The points where $w \cdot x + b = 0$ are that line. It is all that one unit can draw.

# %%
quiz.predict(
    "Four rows each, all combinations of two switches. "
    "Which of AND, OR and XOR (exactly one) can one unit get completely right?",
    ["all three", "AND and OR", "only OR", "none"],
    right=1,
    because=(
        "AND and OR cut off one corner of the square, which a line can do. "
        "XOR has its ones at opposite corners."
    ),
    tempting={
        0: (
            "Draw the four corners of a square and mark those where XOR is 1. "
            "Where would the line run?"
        ),
    },
)

# %%
from sklearn.linear_model import Perceptron

switches = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
lamps = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
units = {name: Perceptron(max_iter=1000, tol=None, random_state=0) for name in lamps}
for name, lamp in lamps.items():
    unit = units[name].fit(switches, lamp)
    hits = int(unit.score(switches, lamp) * 4)
    print(f"{name}: {hits} of 4 right, weights {unit.coef_[0]}, bias {unit.intercept_[0]}")

# %% alt="Three unit squares whose corners are the four rows, filled where the lamp is on. For AND and for OR the line of the unit separates filled corners from empty ones. For XOR the filled corners lie opposite each other, and no line is drawn: its weights are {units[XOR].coef_[0][0]:.0f} and {units[XOR].coef_[0][1]:.0f}."
figure, squares = plt.subplots(1, 3, figsize=(8, 2.7), sharey=True)
for axis, (name, lamp) in zip(squares, lamps.items()):
    axis.scatter(*switches.T, c=lamp, cmap="gray_r", edgecolors="black", s=90, zorder=3)
    (w1, w2), b = units[name].coef_[0], units[name].intercept_[0]
    if w2:
        left_right = np.array([-0.4, 1.4])
        axis.plot(left_right, -(w1 * left_right + b) / w2)
    axis.set(title=name, xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), xlabel="upstairs")
squares[0].set_ylabel("downstairs")
plt.show()

# %% [markdown]
# For AND and OR the line cuts off one corner. For XOR at least one corner is always wrong, however long the unit is trained: no line cuts
# off two opposite corners. What is printed for XOR is no solution but the place where training happened to end. Work it out by hand, in the
# order 00, 01, 10, 11, from weights 0: from the third epoch on every row is a mistake, and the four moves (0, 0, −1), (0, 1, 1), (1, 0, 1)
# and (−1, −1, −1) of the two weights and the bias add up to nothing. The unit goes round in a circle.
#
# What if somebody handed it a better column?

# %%
both_up = switches[:, 0] * switches[:, 1]
three = np.c_[switches, 0 * both_up]
unit = Perceptron(max_iter=1000, tol=None, random_state=0).fit(three, lamps["XOR"])
print(f"XOR with a third column: {4 * unit.score(three, lamps['XOR']):.0f} of 4 right")

# %% [markdown]
# **Change one thing**: the third column is still all zeros. Write `1 * both_up` instead of `0 * both_up`, so that it says "both are up".
#
# <details><summary>Answer</summary>4 of 4 are right: a weight of its own now counts against the corner 11. But you knew which column was
# missing. For a picture nobody does.</details>
#
# Layers of units find such columns by themselves. See how many units it takes:

# %%
decision_boundary.show()

# %% [markdown]
# **How we got here.** 1943: McCulloch and Pitts describe logic with idealised nerve cells. 1957: Rosenblatt's perceptron learns. 1969:
# Minsky and Papert show what one layer of such units cannot compute; interest and money move elsewhere. 1986: Rumelhart, Hinton and
# Williams make *backpropagation* known, and layers can be trained, as long as they are few. 2006: Hinton, Osindero and Teh train a deep
# network to an accuracy above 98 % on handwritten digits. Their trick was *layer-wise pretraining*: each layer first learns, without labels,
# to describe what the one below puts out, and only then is the whole network trained. It gave deep networks a good place to start from, and
# "deep learning" had its name. Soon better activations, starting weights, data and graphics cards made the trick unnecessary ([[ch11]]),
# but networks had several layers from then on.
#
# → Exercises **[[ch10-e01]]** (the perceptron rule) and **[[ch10-e02]]** (XOR by hand).

# %% [markdown] topics=["S-05-II.3a", "S-ch13-lowlevel-ex"]
# ## 2 · Bending, and passing the error back
#
# Put two layers on top of each other, each adding up what it gets: $h = W_1 x + b_1$, then $\hat y = W_2 h + b_2$. Insert one into the other:
#
# $$\hat y = W_2 (W_1 x + b_1) + b_2 = (W_2 W_1)\, x + (W_2 b_1 + b_2).$$
#
# That is a single layer, with the weights $W_2 W_1$. What makes a *hidden layer* worth having is the bend between the two, the
# *activation function*: `relu` cuts off below zero, `tanh` and the sigmoid flatten at both ends. A step would bend as well, but its slope
# is zero everywhere else, and slopes are what we learn by.
#
# *Backpropagation* finds, for every weight, how the loss would change if that weight grew a little. It first runs forward and keeps every
# number. Then it walks back by the chain rule. For one tanh unit with $z = wx + b$ and $a = \tanh z$, and with the slope
# $\partial L / \partial a$ already known from the layers above:
#
# $$\frac{\partial L}{\partial z} = \frac{\partial L}{\partial a}\,(1 - a^2), \qquad \frac{\partial L}{\partial w} =
# \frac{\partial L}{\partial z}\, x, \qquad \frac{\partial L}{\partial x} = \frac{\partial L}{\partial z}\, w.$$
#
# The first is the unit's own slope, the second tells the weight how to move, the third is what the layer below receives. One pass back
# gives all slopes, however many weights there are, for about twice the work of the forward pass.

# %%
quiz.predict(
    "A tanh unit's sum is 4. An error of 1 arrives at its output on the way back. "
    "How much of it gets through to the sum?",
    ["about 1", "about 0.5", "about 0.001", "4"],
    right=2,
    because=(
        "The slope of tanh is 1 − tanh². At 4, tanh is 0.9993, so hardly anything is left: "
        "the unit is saturated and learns very slowly."
    ),
    tempting={
        0: (
            "The output is near 1. "
            "But is it the output or the slope that the error is multiplied by?"
        ),
    },
)

# %% alt="Left: three activations over the sum. Relu is 0 below zero and then rises with slope 1; tanh runs from −1 to 1, the sigmoid from 0 to 1. Right: their slopes. At a sum of 4 the slope of relu is {at_4[relu]:.3f}, that of tanh {at_4[tanh]:.4f}, that of the sigmoid {at_4[sigmoid]:.3f}."
z = np.linspace(-5, 5, 401)
curves = {"relu": np.maximum(z, 0), "tanh": np.tanh(z), "sigmoid": 1 / (1 + np.exp(-z))}
slopes = {name: np.gradient(value, z) for name, value in curves.items()}
at_4 = {name: slope[z >= 4][0] for name, slope in slopes.items()}
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8))
for name, value in curves.items():
    left.plot(z, value, label=name)
    right.plot(z, slopes[name])
left.set(ylim=(-1.2, 2.5), xlabel="sum", title="activation")
right.set(xlabel="sum", title="its slope")
left.legend()
plt.show()

# %% [markdown]
# For tanh and the sigmoid the slope dies away at both ends. For relu it stays 1 on one side and is 0 on the other.
#
# Now follow a single row through a network small enough to check by hand:

# %%
backprop_steps.show()

# %% [markdown]
# The same for a table of $m$ rows is four lines of NumPy. Each array of the forward pass has a partner of the same shape in the backward
# pass, which holds the slopes of the loss with respect to it. Here a hidden layer of 20 tanh units is to follow a wave; the loss is the
# mean squared error, whose slope with respect to the outputs is $2(\hat y - y)/m$:

# %%
x = np.linspace(-3, 3, 60)[:, None]
wave = np.sin(2 * x)
rng = np.random.default_rng(1)
W1, b1 = rng.normal(0, 1, (1, 20)), rng.normal(0, 1, 20)
W2, b2 = rng.normal(0, 0.3, (20, 1)), np.zeros(1)

# %% [markdown]
# One step of training, forward and back:

# %%
def step(rate):
    H = np.tanh(x @ W1 + b1)  # forward: what the hidden layer puts out,
    off = H @ W2 + b2 - wave  # and how far the outputs are off
    D2 = 2 * off / len(x)  # backward: slopes with respect to the outputs,
    D1 = (D2 @ W2.T) * (1 - H**2)  # and to the sums of the hidden layer
    slopes = [x.T @ D1, D1.sum(axis=0), H.T @ D2, D2.sum(axis=0)]
    for weights, slope in zip([W1, b1, W2, b2], slopes):
        weights -= rate * slope
    return np.mean(off**2)


# %% alt="A sine wave of two periods as dots, and two curves of the network. After 100 steps the curve rises and falls in the right places, but too little, and misses both ends, with a mean squared error of {at_100:.2f}; after 5,000 steps it follows the wave, with {at_5000:.4f}."
plt.figure(figsize=(6, 2.8))
plt.plot(x, wave, ".", color="gray", label="what to learn")
at_100 = [step(0.1) for _ in range(100)][-1]
plt.plot(x, np.tanh(x @ W1 + b1) @ W2 + b2, label="100 steps")
at_5000 = [step(0.1) for _ in range(4900)][-1]
plt.plot(x, np.tanh(x @ W1 + b1) @ W2 + b2, label="5,000 steps")
plt.title(f"squared error {at_100:.2f}, then {at_5000:.4f}")
plt.legend(loc="upper right", fontsize=8)
plt.show()

# %% [markdown]
# That is a neural network and its training, whole; what Keras adds is convenience and speed. Three things are worth a second look.
#
# - `H` of the forward pass is needed again on the way back, in `1 - H**2` and in the slope of `W2`. That is why training takes more memory
#   than predicting.
# - The weights start at *random* values. If all 20 units started alike, all would receive the same slopes and stay alike for ever: twenty
#   copies of one unit.
# - Are the slopes right? Move one weight by a tiny amount, look at how the loss changes, and compare. Everybody who derives gradients by
#   hand does this once.
#
# **Change one thing**: in `step`, write `1` instead of `(1 - H**2)`, and run both cells again. What are the two errors in the title now?
#
# <details><summary>Answer</summary>About 0.34 and 0.40: worse, and getting worse. The slopes of the hidden layer are wrong wherever a unit
# is far from 0, so the steps no longer go downhill. Nothing raises an error, which is why one checks slopes.</details>

# %% [markdown] topics=["S-05-II.3a"]
# ## 3 · The last layer and the loss belong together
#
# The hidden layers may be the same for any task. The last layer says what kind of answer comes out, and the loss what a mistake costs.
#
# | task | units | activation | loss in Keras |
# |---|---|---|---|
# | a quantity: tomorrow's temperature | 1 | none | `mean_squared_error` |
# | a quantity, with wild outliers | 1 | none | `huber` or `mean_absolute_error` |
# | several quantities at once | one each | none | `mean_squared_error` |
# | yes or no | 1 | sigmoid | `binary_crossentropy` |
# | any number of k labels | k | sigmoid | `binary_crossentropy` |
# | exactly one of k classes, written as rows with a single 1 | k | softmax | `categorical_crossentropy` |
# | exactly one of k classes, written as numbers 0 … k − 1 | k | softmax | `sparse_categorical_crossentropy` |
#
# *Softmax* turns k sums $z_1, \dots, z_k$ (the *logits*) into k shares of a whole, $p_j = e^{z_j} / \sum_i e^{z_i}$. *Cross-entropy* is
# $-\ln p_c$, where $c$ is the right class. Together they have the simplest slope one could wish for. Write the loss with the logits,
#
# $$L = -\ln \frac{e^{z_c}}{\sum_i e^{z_i}} = \ln \sum_i e^{z_i} - z_c, \qquad\text{so}\qquad \frac{\partial L}{\partial z_j} =
# \frac{e^{z_j}}{\sum_i e^{z_i}} - [j = c] = p_j - [j = c].$$
#
# The slope is the predicted probabilities minus the truth, written as a row with a single 1 (*one-hot*). Sigmoid with binary cross-entropy,
# and no activation with squared error, give "prediction minus truth" as well (up to a factor). That is what is meant by "belong together":
# squared error on top of a sigmoid would multiply that slope by the sigmoid's own, which is almost 0 exactly where the network is sure and
# wrong.

# %%
quiz.predict(
    "The right class gets a probability of 0.5, then 0.05, then 0.005. "
    "What does cross-entropy do at each of these two steps?",
    ["it grows tenfold", "it grows by the same amount", "it hardly changes", "it doubles"],
    right=1,
    because=(
        "It is a logarithm: each factor of ten costs the same again, ln 10. "
        "Squared error is nearly the same for 0.05 and 0.005."
    ),
    tempting={
        0: "The probability shrinks tenfold. What does a logarithm make of a factor?",
    },
)

# %% alt="The cost of one row over the probability that the right class was given. Cross-entropy rises without bound as the probability goes to 0: {costs[0]:.2f} at 0.5, {costs[1]:.2f} at 0.05, {costs[2]:.2f} at 0.005, which are marked. Squared error never exceeds 1."
p = np.linspace(0.004, 1, 300)
marked = np.array([0.5, 0.05, 0.005])
costs = -np.log(marked)
plt.figure(figsize=(5.5, 2.8))
plt.plot(p, -np.log(p), label="cross-entropy")
plt.plot(marked, costs, "o", color="C0")
plt.plot(p, (1 - p) ** 2, label="squared error")
plt.xlabel("probability given to the right class")
plt.ylabel("cost")
plt.legend()
plt.show()

# %% [markdown]
# Cross-entropy goes on rising for a confident mistake where squared error has long reached its ceiling. And the two activations:

# %%
logits = np.array([2.0, 1.0, -1.0])
shares = np.exp(logits) / np.exp(logits).sum()
each = 1 / (1 + np.exp(-logits))
print("softmax:", shares.round(3), "together", shares.sum().round(3))
print("sigmoid:", each.round(3), "together", each.sum().round(3))

# %% [markdown]
# Softmax shares out a whole; sigmoids each judge for themselves. Which is right depends on the task: a picture shows one garment, while an
# article may be about several subjects.
#
# One trap waits in the exponentials. A float holds numbers up to about $10^{308}$, and $e^{710}$ is larger:

# %%
with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
    large = np.array([1000.0, 0.0, -1000.0])
    print("as it stands:  ", np.exp(large) / np.exp(large).sum())
    shifted = large - large.max()
    softmax = np.exp(shifted) / np.exp(shifted).sum()
    print("shifted:       ", softmax, " its log", np.log(softmax))
    print("log p directly:", shifted - np.log(np.exp(shifted).sum()))

# %% [markdown]
# Subtracting the largest logit from all of them changes no share (it cancels in the fraction) and keeps `exp` at 1 or below. But a
# probability can still be so small that it is stored as 0, and its logarithm is −∞. So the loss is computed from the logits, without the
# detour: $\ln p_c = z_c - \ln \sum_i e^{z_i}$, with the largest logit subtracted first. Keras does the same if the last layer has no
# activation and the loss is told `from_logits=True`; and it warns you, and repairs it, if you do both by accident.
#
# **Change one thing**: add 100 to all three logits in the cell before the last. Which of the two printed lines changes?
#
# <details><summary>Answer</summary>Only the sigmoids, which are all 1.000 now. Softmax looks at differences alone: the factor
# e¹⁰⁰ stands in the numerator and in the denominator, and cancels.</details>
#
# → Exercises **[[ch10-e03]]** (extra, ★★★: loss and gradients of a network in NumPy), **[[ch10-e04]]** (count parameters and shapes) and
# **[[ch10-e05]]** (last layer and loss for six tasks).

# %% [markdown] topics=["S-ch10-sequential", "S-03-keras", "S-03-tfkeras", "S-10-obj3", "S-05-II.2"]
# ## 4 · Sequential: a stack of layers
#
# An online shop has thousands of small grey pictures of garments; a machine is to sort them. In Keras most networks are a stack, and
# `Sequential` says exactly that: pictures in, scaled, flattened, through a hidden layer, ten probabilities out. Then come four verbs:
#
# - `compile` names the loss, the *optimizer* (the rule by which slopes become steps) and the *metrics* (numbers to report; nothing learns
#   from them).
# - `fit` trains: one *epoch* is one pass through all training pictures, in *mini-batches* of 64, with one step after each. Of
#   3,500 pictures an epoch takes 55 steps, the last with a smaller batch.
# - `evaluate` gives loss and metrics on other pictures, `predict` the probabilities themselves.
#
# The optimizer here is *Adam*, which gives each weight a step size of its own from a running mean of its slopes and of their squares
# ([[ch11]] tells how). It needs less care with the learning rate than plain gradient descent.
#
# Scaling is a layer here. A model that expects somebody else to divide by 255 works until somebody forgets.

# %% alt="Eight grey pictures of garments with their names, among them {first_names}."
pictures = datasets.load("fashion_mnist")
X_train, y_train = pictures.X_train[:3500], pictures.y_train[:3500]
X_valid, y_valid = pictures.X_train[3500:], pictures.y_train[3500:]
figure, shown = plt.subplots(1, 8, figsize=(8, 1.4))
for axis, picture, label in zip(shown, X_train, y_train):
    axis.imshow(picture, cmap="gray_r")
    axis.set_title(pictures.names[label], fontsize=8)
    axis.axis("off")
first_names = ", ".join(pictures.names[label] for label in y_train[:3])
plt.show()

# %% [markdown]
# The layers, from the picture to ten probabilities, and what Keras says about them:

# %%
model = keras.Sequential(
    [
        keras.Input((28, 28)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(100, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.summary()

# %% [markdown]
# Read the table from the top. `None` in a shape is the number of pictures, which may be any. `Rescaling` and `Flatten` learn nothing. A
# `Dense` layer has a weight for each pair of input and unit, and a bias for each unit: 784 · 100 + 100 = 78,500, then 100 · 10 + 10 = 1,010.
# Always do this sum once; a count that surprises you is a wrong connection found for free.
#
# `Flatten` is there because `Dense` works on the *last axis* of whatever it gets and leaves the others alone. On a stack of 2 tables of 7
# rows and 4 columns, `Dense(3)` turns each row of 4 into 3 numbers:

# %%
layer = keras.layers.Dense(3)
print("shape that comes out:", layer(np.ones((2, 7, 4))).shape)
kernel, bias = layer.get_weights()
print("weights", kernel.shape, "and biases", bias.shape)
untrained = -np.log(model.predict(X_valid, verbose=0)[np.arange(len(y_valid)), y_valid])
print(f"loss before any training: {untrained.mean():.2f}; ln 10 is {np.log(10):.2f}")

# %% [markdown]
# The last line is a check that costs nothing. A network that knows nothing yet should give each of ten classes about a tenth, so that its
# loss is near $-\ln \frac{1}{10} = 2.3$. If it is 30, something is not scaled; if it is 0.1, the answer leaks into the input.

# %%
quiz.predict(
    "One hidden layer of 100 units, 3,500 pictures, 20 epochs. "
    "How many of 100 garments it has not seen will it name correctly?",
    ["about 55", "about 70", "about 83", "about 97"],
    right=2,
    because=(
        "Most garments are easy. Shirts, T-shirts, pullovers and coats in 28 × 28 grey values "
        "are not, so it stays well below 97."
    ),
    tempting={
        1: "Guessing gets 10, and a single line per class already gets about 80.",
    },
)

# %%
run = model.fit(
    X_train, y_train, epochs=20, batch_size=64, validation_data=(X_valid, y_valid), verbose=0
)
history = run.history
test_loss, accuracy = model.evaluate(pictures.X_test, pictures.y_test, verbose=0)
chances = model.predict(pictures.X_test, verbose=0)
print(f"loss of the first epoch: {history['loss'][0]:.2f}")
print(f"{accuracy:.1%} of {len(pictures.y_test)} unseen garments named correctly")

# %% [markdown]
# `history` holds one number an epoch for each loss and metric. Draw it after every training, before you look at anything else:

# %% alt="Training loss and validation loss over 20 epochs. The training loss falls from {history[loss][0]:.2f} to {history[loss][-1]:.2f}. The validation loss is lowest, {lowest:.2f}, after epoch {best} (marked) and ends at {history[val_loss][-1]:.2f}."
epochs = np.arange(1, 21)
best = int(np.argmin(history["val_loss"])) + 1
lowest = history["val_loss"][best - 1]
plt.figure(figsize=(5.5, 2.8))
plt.plot(epochs, history["loss"], "o-", markersize=3, label="training loss")
plt.plot(epochs, history["val_loss"], "o-", markersize=3, label="validation loss")
plt.plot(best, lowest, "s", color="C3", label=f"lowest, epoch {best}")
plt.xticks(range(2, 21, 2))
plt.xlabel("epoch")
plt.ylabel("cross-entropy")
plt.legend()
plt.show()

# %% [markdown]
# The training loss goes on falling after the validation loss has levelled off. The growing distance between the curves is what the network
# has learned about these 3,500 pictures and nothing else: *overfitting*. Had both stayed high and close together, it would be
# *underfitting*, and the remedy would be the opposite one: more units, more epochs, a better rate.
#
# An accuracy is one number. *What* does it confuse?

# %% alt="A table of 10 by 10 counts: true classes as rows, predicted ones as columns. Most counts lie on the diagonal. The largest number beside it: {confused[0]} of 100 pictures of the class {confused[1]} are taken for {confused[2]}."
from sklearn.metrics import ConfusionMatrixDisplay, confusion_matrix

named = chances.argmax(axis=1)
counts = confusion_matrix(pictures.y_test, named)
figure, axis = plt.subplots(figsize=(5.5, 5))
show = ConfusionMatrixDisplay(counts, display_labels=pictures.names)
show.plot(ax=axis, cmap="Blues", colorbar=False, xticks_rotation=60)
axis.grid(False)
beside = counts - np.diag(np.diag(counts))
true, taken = np.unravel_index(beside.argmax(), beside.shape)
confused = [beside.max(), pictures.names[true], pictures.names[taken]]
plt.show()

# %% [markdown]
# Most mistakes are between garments that cover the upper body, with shirts at their centre; trousers and ankle boots are hardly ever
# mistaken. And the mistakes themselves, those of which it was surest:

# %% alt="Ten pictures that were named wrongly with the highest probabilities. The first, {first_truth}, was taken for {first_guess} with a probability of {surest:.2f}."
wrong = np.flatnonzero(named != pictures.y_test)
worst = wrong[np.argsort(-chances[wrong].max(axis=1))][:10]
figure, grid = plt.subplots(2, 5, figsize=(7.5, 3.8))
for axis, i in zip(grid.flat, worst):
    axis.imshow(pictures.X_test[i], cmap="gray_r")
    is_a, taken_for = pictures.names[pictures.y_test[i]], pictures.names[named[i]]
    axis.set_title(f"{is_a}\nnot {taken_for}", fontsize=8)
    axis.axis("off")
first_truth, first_guess = (pictures.names[k[worst[0]]] for k in (pictures.y_test, named))
surest = chances[worst[0]].max()
plt.show()

# %% [markdown]
# Look at a few dozen mistakes whenever you can: some are hopeless at this size, some are labelled wrongly, and some tell you what is missing.
#
# If one class matters more, or is rare, `fit` takes `class_weight={6: 2.0}` (each shirt counts twice in the loss) or an array
# `sample_weight` with a weight for each picture.
#
# **Change one thing**: take the line with `Rescaling` away, run the cells from the model to `fit` again, and compare the loss before
# training and the loss of the first epoch. Then put it back.
#
# <details><summary>Answer</summary>Before training the loss is near 200 instead of 2.5, in the first epoch near 30 instead of 1.1. After 20
# epochs some 74 % are right instead of 85 %: Adam repairs part of the damage, so an accuracy alone hardly shows that the
# scaling is missing.</details>
#
# **2019 → today.** Keras began in 2015 as one interface to several engines: Theano, TensorFlow, CNTK. In 2017 a copy came into TensorFlow
# itself, `tf.keras`, with extras for its data pipelines, file formats and distribution. With TensorFlow 2, in 2019, it became the official
# interface, and books of that time write `from tensorflow import keras`; in 2020 Keras dropped the other engines. Since the end of 2023
# Keras 3 is one package for several engines again, now TensorFlow, JAX and PyTorch. We write `import keras`, and `tf.keras` is another name
# for it. This course runs it on TensorFlow 2.
#
# → Exercise **[[ch10-e06]]** (a classifier for raw pictures).

# %% [markdown] topics=["S-05-II.3a"]
# ## 5 · A quantity: regression
#
# House prices, from eight columns: the number of rooms goes into the thousands, income stays below 16. A unit that adds them up sees rooms
# and little else, and one learning rate cannot suit both. *Standardisation* gives every column $j$ the same scale,
# $x_j' = (x_j - \mu_j)/\sigma_j$, so that its mean is 0 and its standard deviation 1. `Normalization` is a layer that does it. Its $\mu$ and
# $\sigma$ are not trained: `adapt` takes them from an array, once, before `fit`. From which rows? Only from those for training; anything
# else would be a look at the test.
#
# One unit without activation puts out the price, and the mean squared error is the loss.

# %% alt="Left: a map of the districts, each a dot, darker where houses cost more; the dearest lie along the coast, around San Francisco and Los Angeles. Right: price over median income, rising, with a wide spread and a ceiling at 5."
table = datasets.load("housing", rows=3000, seed=1).dropna()
figure, (west, right) = plt.subplots(1, 2, figsize=(8, 3.2))
style = {"c": table["median_house_value"], "cmap": "viridis_r", "s": 4}
west.scatter(table["longitude"], table["latitude"], **style)
west.set(xlabel="longitude", ylabel="latitude", title="darker: dearer")
right.scatter(table["median_income"], table["median_house_value"] / 100_000, s=4, alpha=0.4)
right.set(xlabel="median income, 10,000 dollars", ylabel="price, 100,000 dollars")
plt.show()

# %%
quiz.predict(
    "y has shape (500,), and predict gives shape (500, 1). What is np.mean((y - guess) ** 2)?",
    ["the mean squared error", "an error about shapes", "a mean over 250,000 differences"],
    right=2,
    because=(
        "Broadcasting makes a table of it: every price minus every guess. "
        "No error is raised, but the number is far too large."
    ),
    tempting={
        0: "Write the two shapes below each other, as broadcasting does, from the right.",
        1: "NumPy finds a shape that both fit.",
    },
)

# %%
X = table.drop(columns=["median_house_value", "ocean_proximity"]).to_numpy()
y = table["median_house_value"].to_numpy() / 100_000
scale = keras.layers.Normalization()
scale.adapt(X[:2000])
print("means: ", np.ravel(scale.mean).round(1))
print("before:", X[0].round(1))
print("after: ", np.ravel(scale(X[:1])).round(1))

# %% [markdown]
# A district in thousands of rooms and tens of years has become eight numbers of similar size. Now the network. The first 2,000 rows are for
# training, in `adapt` as in `fit`; the others judge:

# %%
keras.utils.set_random_seed(1)
hidden = keras.layers.Dense(40, activation="relu")
prices = keras.Sequential([keras.Input((8,)), scale, hidden, keras.layers.Dense(1)])
prices.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.01))
prices.fit(X[:2000], y[:2000], epochs=15, batch_size=64, verbose=0)
guess = prices.predict(X[2000:], verbose=0)
honest = np.mean((y[2000:] - guess[:, 0]) ** 2)
accidental = np.mean((y[2000:] - guess) ** 2)
print(f"right: {honest:.3f}, by accident: {accidental:.3f}")
print(f"variance of the prices: {np.var(y[2000:]):.3f}")

# %% [markdown]
# Hold an error of regression against the variance, which is what answering the mean every time would cost. The honest error is little
# more than a quarter of it; the accidental one is above it, and would have made you doubt a sound network. `1 - error / variance` is R², the
# share of the variance that the model explains.
#
# **Change one thing**: in the list of layers, write `keras.layers.Normalization()` instead of `scale`: a layer that was never adapted. What
# happens to the error?
#
# <details><summary>Answer</summary>It is about 10 instead of 0.36, far above the variance: worse than answering the mean every time. In 15
# epochs the weights cannot make up for columns in the thousands.</details>
#
# → Exercise **[[ch10-e14]]** (scale inside the regressor).

# %% [markdown] topics=["S-ch10-functional"]
# ## 6 · Functional: several ways in, several ways out
#
# Income moves prices almost in a straight line; position does so in a tangle. So let income go straight to the output, and position through
# hidden layers: a *wide and deep* network (Google used one to recommend apps, in 2016). That is no stack any more:
#
# ```mermaid
# flowchart LR
#   place["place (2)"] --> scale["Normalization"] --> h1["Dense 30, relu"] --> h2["Dense 30, relu"]
#   h2 --> join["Concatenate (31)"]
#   money["money (1)"] --> join
#   join --> price["price: Dense 1"]
#   h2 --> by_place["by_place: Dense 1"]
# ```
#
# In the functional style a layer is *called* on the output of another, as a function would be, and `keras.Model` is told where everything
# begins and ends. Each arrow of the drawing is one call. With names for inputs and outputs, data come as a dict.
#
# The second output, `by_place`, sits on the deep path alone. With a small share of the loss it forces that path to be useful by itself, and
# it shows how far position alone can go.

# %%
quiz.predict(
    "How many parameters does Concatenate have, joining 30 hidden outputs with 2 columns?",
    ["0", "30", "32", "60"],
    right=0,
    because=(
        "It puts numbers side by side and learns nothing. "
        "The layer that reads them has 32 inputs, and so 32 weights."
    ),
    tempting={2: "32 numbers come out of it. But does it do anything to them?"},
)

# %%
place, money = keras.Input((2,), name="place"), keras.Input((1,), name="money")
known = X[:2000, :2]
scaled = keras.layers.Normalization(mean=known.mean(axis=0), variance=known.var(axis=0))(place)
deep = keras.layers.Dense(30, activation="relu")(scaled)
deep = keras.layers.Dense(30, activation="relu")(deep)
both = keras.layers.Concatenate()([deep, money])
price = keras.layers.Dense(1, name="price")(both)
by_place = keras.layers.Dense(1, name="by_place")(deep)
two = keras.Model({"place": place, "money": money}, {"price": price, "by_place": by_place})
two.summary()

# %% [markdown]
# The last column of `summary` names, for each layer, the ones that it reads: the same arrows as above, backwards. (With the packages pydot
# and Graphviz installed, `keras.utils.plot_model(two, show_shapes=True)` draws them.) Compare it with your sketch before you train.
#
# Each output gets a loss, and its share of the whole: here the total is 0.8 · (loss of `price`) + 0.2 · (loss of `by_place`).

# %%
keras.utils.set_random_seed(1)
two.compile(
    loss={"price": "mse", "by_place": "mse"},
    loss_weights={"price": 0.8, "by_place": 0.2},
    optimizer=keras.optimizers.Adam(0.01),
)
train = {"place": X[:2000, :2], "money": X[:2000, 7:]}
targets = {"price": y[:2000], "by_place": y[:2000]}
two_run = two.fit(train, targets, epochs=15, batch_size=64, verbose=0)

# %%
new = {"place": X[2000:, :2], "money": X[2000:, 7:]}
for name, out in two.predict(new, verbose=0).items():
    error = np.mean((y[2000:] - out[:, 0]) ** 2)
    print(f"{name:8}: mean squared error {error:.3f}")
print(f"all eight columns, section 5: {honest:.3f}")

# %% [markdown]
# `price` sees three of the eight columns and does about as well as the network of section 5: the other five add next to nothing here.
# `by_place` lacks the income of the people who live there, and its error is about twice as large: the difference is what income adds.
#
# **Change one thing**: in `loss_weights`, set the share of `by_place` to 0.0. Which of the two errors changes?
#
# <details><summary>Answer</summary>That of <code>by_place</code>, which is far above the variance now: nothing trains its layer any more.
# <code>price</code> stays where it was. So on these data the second output shows something and costs nothing, but does not make the first
# one better; with a longer deep path it may.</details>
#
# → Exercise **[[ch10-e07]]** (wide and deep, with an auxiliary output).

# %% [markdown] topics=["S-ch10-subclass"]
# ## 7 · Subclassing: a model that is a program
#
# Sometimes the number of steps depends on the data, or a layer is used several times. Then a model can be a class: layers are made once, in
# `__init__`, and `call` is ordinary Python that says what happens to a batch.
#
# The price: Keras cannot look inside `call` before it has run. It cannot draw the model or check its shapes in advance, and it cannot
# rebuild it from a file unless you help, as the next section shows. So: a stack where a stack will do, functional where there are branches,
# a class where you need to program. All three give a `keras.Model`, and one can be a layer of another.

# %%
quiz.predict(
    "`Loop` below uses the same Dense(8) three times. "
    "How many weights and biases has that layer after the first call on 8 columns?",
    ["0", "72", "216"],
    right=1,
    because=(
        "8 × 8 + 8. It is made once, in __init__; using it three times shares the same weights."
    ),
    tempting={2: "Count how often a layer is made, not how often it is used."},
)

# %%
class Loop(keras.Model):
    def __init__(self, times=3, **kwargs):
        super().__init__(**kwargs)  # name and the like are for keras.Model
        self.times = times
        self.step = keras.layers.Dense(8, activation="tanh")
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        for _ in range(self.times):
            inputs = inputs + self.step(inputs)
        return self.out(inputs)


# %%
loop = Loop(times=5)
print("before the first call:", len(loop.weights), "arrays of weights")
print("result:", loop(np.ones((2, 8), "float32")).shape)
print("after it:", [tuple(weight.shape) for weight in loop.weights])

# %% [markdown]
# A layer gets its weights when it first sees how many columns come in, and one object has one set of them, however often it is called. So
# a layer that is made inside `call` would be a new one, with new random weights, in every call, and would never learn.
#
# **Change one thing**: set `times=50`. How many weights does the model have now?
#
# <details><summary>Answer</summary>As many as before, 81 in four arrays: the loop runs longer, but uses the same layer.</details>

# %% [markdown] topics=["S-ch10-persist"]
# ## 8 · Saving: a recipe and its weights
#
# Training took hours, and the machine will be switched off. What do you keep?
#
# | call | holds | good for |
# |---|---|---|
# | `model.save("m.keras")` | recipe, weights, the optimizer's memory | going on, also with training |
# | `model.save_weights("m.weights.h5")` | the same without the recipe | a model that you build again yourself |
# | `model.export("folder")` | the computation, as a *SavedModel* | predictions elsewhere, without your Python code |
#
# A recipe holds the *names* of classes and what their `__init__` was given; the code itself is not in it. So whoever loads the file needs
# the class, and Keras has to find it by its name.

# %%
quiz.predict(
    "On a machine where the class Loop is unknown, "
    "which of the three can still be used for predictions?",
    ["the .keras file", "the weights", "the exported folder", "none of them"],
    right=2,
    because=(
        "It holds the operations themselves. The other two need the class: "
        "one to rebuild the model, one to have something to fill."
    ),
    tempting={0: "The recipe says “make a Loop”. Who knows how?"},
)

# %%
model.save(WORK / "garments.keras")
model.save_weights(WORK / "garments.weights.h5")
model.export(WORK / "garments", verbose=False)
again = keras.models.load_model(WORK / "garments.keras")
served = tf.saved_model.load(WORK / "garments")
few = pictures.X_test[:5].astype("float32")
print("loaded differs by", np.abs(again.predict(few, verbose=0) - chances[:5]).max())
print("served differs by", np.abs(served.serve(few).numpy() - chances[:5]).max())

# %% [markdown]
# And how much room does each take on the disk? A weight is a number of four bytes.

# %%
print(f"weights alone: {4 * model.count_params() / 1024:.0f} KB")
for path in sorted(WORK.iterdir()):
    files = path.rglob("*") if path.is_dir() else [path]
    size = sum(file.stat().st_size for file in files)
    print(f"{path.name}: {size / 1024:.0f} KB")

# %% [markdown]
# Loaded and served models give back the same predictions, up to rounding. The two files are about three times the size of the weights: Adam's
# memory, two numbers for each weight, is kept as well. The exported
# folder has no optimizer in it; Keras 3.15 writes the weights into it twice.
#
# Now a class of your own. It needs two things. A line with `register_keras_serializable` above it, with a package name of your choice, tells
# Keras the name under which to find the class. And `get_config` returns a dict whose items are handed to `__init__` when the model is made
# again; what `keras.Model` itself needs is in `super().get_config()`. Here are two that grow out of `Loop`. Both are registered, but only
# one of them says what its `__init__` was given:

# %%
@keras.saving.register_keras_serializable(package="lesson")
class Faithful(Loop):
    def get_config(self):
        return {**super().get_config(), "times": self.times}


@keras.saving.register_keras_serializable(package="lesson")
class Forgetful(Loop):
    pass


# %%
rows = np.ones((1, 8), "float32")
for kind in (Faithful, Forgetful):
    made = kind(times=5)
    before = float(made(rows)[0, 0])
    made.save(WORK / "own.keras")
    loaded = keras.models.load_model(WORK / "own.keras")
    after = float(loaded(rows)[0, 0])
    print(f"{kind.__name__}: times {loaded.times}, {before:.3f} → {after:.3f}")

# %% [markdown]
# Both load without a word. But `Forgetful` came back with three rounds instead of five, as its `__init__` has it where nothing is said, and
# predicts something else. Had `times` been a number of units, the weights would not have fitted, and loading would have failed, which is
# the luckier case. So test what you save with values that are *not* the defaults.
#
# **Change one thing**: in the first line of the loop, write `Loop` instead of `Forgetful`: a class that was never registered. What does
# loading say?
#
# <details><summary>Answer</summary>A <code>TypeError</code>: “Could not locate class 'Loop' …”. The file names the class, and nothing
# tells Keras where to find it.</details>
#
# → Exercise **[[ch10-e08]]** (a model class that survives saving).

# %% [markdown] topics=["S-ch10-callbacks"]
# ## 9 · Callbacks: someone who watches
#
# How many epochs? With too few the network has not learned what it could, with too many it overfits. Ask for plenty, and let a program
# watch.
#
# A *callback* is an object whose methods Keras calls at fixed moments: `on_train_begin`, `on_epoch_end(epoch, logs)`, `on_train_end` and
# some more. In `logs` are the losses and metrics of that epoch; `self.model` is the model in training. Three that come with Keras:
#
# - `EarlyStopping(patience=3)` stops when `val_loss` has not improved for three epochs. With `restore_best_weights=True` it also goes back
#   to the weights of the best epoch; without it, the last ones stay.
# - `ModelCheckpoint("best.keras", save_best_only=True)` writes a file whenever `val_loss` improves. A power cut then costs an epoch.
# - `ReduceLROnPlateau` lowers the learning rate instead of stopping.
#
# For anything else you write a class of a few lines.

# %%
quiz.predict(
    "val_loss is lowest after epoch 6. "
    "With patience=3, after which epoch does the training stop?",
    ["6", "8", "9", "it depends on the training loss"],
    right=2,
    because=(
        "Epochs 7, 8 and 9 bring nothing better; "
        "after the third of them patience is at its end."
    ),
    tempting={0: "After epoch 6 nobody can know yet that 7 will be worse."},
)

# %% [markdown]
# Here is one that averages the weights of the last three epochs, which often generalises a little better than any single one, and stops
# once the training accuracy is high enough. `get_weights` hands out copies; `self.model.weights` are the variables themselves, which go
# on changing.

# %%
class Average(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.kept = []  # a second training begins afresh

    def on_epoch_end(self, epoch, logs=None):
        self.kept.append(self.model.get_weights())
        if logs["accuracy"] > 0.87:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        mean = [np.mean(arrays, axis=0) for arrays in zip(*self.kept[-3:])]
        self.model.set_weights(mean)


# %% [markdown]
# And the model of section 4 once more, with fresh weights and the same rate and batches, watched by Keras' own. We allow 40 epochs:

# %%
stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
keep = keras.callbacks.ModelCheckpoint(WORK / "best.keras", save_best_only=True)
keras.utils.set_random_seed(7)
longer = keras.models.clone_model(model)
longer.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
held_out = (X_valid, y_valid)
watched = {"epochs": 40, "batch_size": 64, "validation_data": held_out, "verbose": 0}
log = longer.fit(X_train, y_train, callbacks=[stop, keep], **watched).history
averaged = keras.models.clone_model(model)
averaged.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
short = averaged.fit(X_train, y_train, callbacks=[Average()], **watched).history
print(f"early stopping: {len(log['loss'])} epochs, averaging: {len(short['loss'])} epochs")

# %% alt="Validation loss over the epochs of the watched training. It falls to {low:.3f} after epoch {best_epoch}, which is marked, does not improve for three epochs, and training stops after epoch {last_epoch} of the 40 that were allowed. The training loss falls throughout."
val_loss = log["val_loss"]
best_epoch, last_epoch = int(np.argmin(val_loss)) + 1, len(val_loss)
low = min(val_loss)
plt.figure(figsize=(5.5, 2.8))
plt.plot(range(1, last_epoch + 1), log["loss"], label="training loss")
plt.plot(range(1, last_epoch + 1), val_loss, "o-", markersize=3, label="validation loss")
plt.plot(best_epoch, low, "s", color="C3", label="restored")
plt.axvline(last_epoch, linestyle="--", color="gray", label="stopped")
plt.xlabel("epoch")
plt.legend()
plt.show()

# %%
losses = {
    "20 epochs, section 4": test_loss,
    "stopped early": longer.evaluate(pictures.X_test, pictures.y_test, verbose=0)[0],
    "averaged": averaged.evaluate(pictures.X_test, pictures.y_test, verbose=0)[0],
}
for name, value in losses.items():
    print(f"{name:21}: loss on the test pictures {value:.3f}")

# %% [markdown]
# The first two differ by no more than another seed does: four seeds of the first, trained when this was written, lay between 0.46 and 0.49.
# What early stopping gave is not a better network here, but an answer to "how many epochs?" that did not cost a second training run. The
# averaged network stopped at a training accuracy of 87 %, well before the best epoch, and its loss is a little higher: a fixed accuracy is
# a poor rule for stopping.
#
# **Change one thing**: set `restore_best_weights=False`. Which epoch's weights does the model have then, and where are the best ones?
#
# <details><summary>Answer</summary>Those of the last epoch, three after the best. The best ones are in the file
# <code>best.keras</code>, thanks to the other callback.</details>
#
# → Exercise **[[ch10-e09]]** (stop when validation falls behind).

# %% [markdown] topics=["S-ch10-tensorboard"]
# ## 10 · TensorBoard: look at runs, not at numbers
#
# Ten runs, ten folders, one page in the browser: *TensorBoard* draws whatever was logged, and lays the curves of runs over each other. The
# callback `keras.callbacks.TensorBoard` writes losses and metrics (*scalars*) each epoch and, if asked, how weights are distributed
# (*histograms*). With `tf.summary` you add what you like, pictures for instance. Give every run a folder of its own, named so that you will
# know tomorrow what it was. The *projector* tab shows rows as points, for embeddings ([[ch13]]).

# %%
quiz.predict(
    'fit is given validation data and the callback TensorBoard("logs/first"). '
    "How many runs will TensorBoard list?",
    ["one", "two", "one for each epoch"],
    right=1,
    because=(
        "Training and validation are written into two folders below the first, "
        "so that their curves share an axis."
    ),
    tempting={
        0: (
            "Think of the two curves of section 4: they have the same name here, loss, "
            "and so cannot be in the same run."
        ),
    },
)

# %%
board = keras.callbacks.TensorBoard(WORK / "logs" / "first", histogram_freq=1)
small = keras.models.clone_model(model)
small.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
with tf.summary.create_file_writer(str(WORK / "logs" / "first" / "pictures")).as_default():
    tf.summary.image("garments", X_train[:4, ..., None], step=0)
logged = {"epochs": 12, "batch_size": 64, "validation_data": held_out, "verbose": 0}
small.fit(X_train[:1000], y_train[:1000], callbacks=[board], **logged)
for file in sorted((WORK / "logs").rglob("events*")):
    print(f"{file.parent.relative_to(WORK)}: {file.stat().st_size / 1024:.0f} KB")

# %% [markdown]
# Each folder with an event file is a run; here there are three, since the pictures have their own. What TensorBoard reads, you can read, too.
# One thing surprises: since TensorFlow 2, a scalar is stored as a *tensor* with a note that a scalar is meant (the *plug-in name*), so it is
# listed among the tensors.

# %%
from tensorboard.backend.event_processing import event_accumulator as reader

kept = {"tensors": 10}  # what it does anyway where nothing is said
folder = str(WORK / "logs" / "first" / "train")
events = reader.EventAccumulator(folder, size_guidance=kept).Reload()
print("scalars:", events.Tags()["scalars"])
for tag in events.Tags()["tensors"][:5]:
    note = events.SummaryMetadata(tag).plugin_data.plugin_name
    found = events.Tensors(tag)
    value = tf.make_ndarray(found[-1].tensor_proto)
    print(f"{tag:35} {note:16} {len(found):2} events, each of shape {value.shape}")

# %% [markdown]
# `Tensors(tag)` holds one event a step, each with its `step` and a `tensor_proto`, which `tf.make_ndarray` turns into an array. Beware of
# the limit: to stay small, an `EventAccumulator` keeps *ten* tensors a tag unless told otherwise, and drops others at random. Twelve epochs
# were logged.
#
# **Change one thing**: in the cell above, replace 10 by 0. How many events has `epoch_loss`?
#
# <details><summary>Answer</summary>Twelve: 0 means that all are kept.</details>
#
# To see the runs in TensorBoard itself, run the next cell by hand; it opens below.

# %% tags=["long"]
# %load_ext tensorboard
# %tensorboard --logdir $WORK/logs

# %% [markdown]
# → Exercise **[[ch10-e12]]** (read what TensorBoard reads, extra).

# %% [markdown] topics=["S-05-II.2"]
# ## 11 · Which layers, how many units, what rate?
#
# A *hyperparameter* is what you choose before training. The *learning rate* matters most, and one short run finds its size: let it grow by
# the same factor at each step, and watch the loss. Where the loss is lowest the rate is already on the edge; begin with about a tenth.

# %%
rate_finder.show()

# %% [markdown]
# Such a search needs four things of Keras that ordinary training hides. They are good to know whenever something behaves strangely:

# %%
probe = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4), keras.layers.Dense(1)])
probe.compile(loss="mean_squared_error", optimizer=keras.optimizers.Adam(0.001))
adam = probe.optimizer
adam.build(probe.trainable_variables)  # makes Adam's memory, before the first step
print([variable.name for variable in adam.variables[:2]], len(adam.variables), "in all")
adam.learning_rate = 0.01
loss = probe.train_on_batch(scale(X[:64]), y[:64])  # one step; the loss before it
print(f"loss {float(loss):.2f}, steps counted: {int(adam.iterations)}")

# %% [markdown]
# `optimizer.variables` is everything that an optimizer remembers: how many steps it has taken, its learning rate and, for Adam, two
# running means for each weight. Whoever experiments with a model and then hands it back puts all of that back, not only the weights.
#
# For the rest there are habits. One or two hidden layers first, and more only if the training loss stays high. Rather too many units than
# too few, with early stopping; a layer that is too narrow loses what no later layer can bring back. Batches of 32 to 128. Then search. Try
# *random* combinations rather than a grid, and draw rates on a logarithmic scale: if only one of two hyperparameters matters, six random
# trials test six values of it, a 2 × 3 grid only two or three.

# %% alt="Two squares, number of units across, learning rate upwards on a logarithmic axis. Left: a grid of six points, three rates only. Right: six random points, each with a rate of its own."
from scipy.stats import loguniform, randint
from sklearn.model_selection import ParameterGrid, ParameterSampler

grid = list(ParameterGrid({"units": [30, 90], "rate": [0.0003, 0.003, 0.03]}))
space = {"units": randint(10, 110), "rate": loguniform(1e-4, 1e-1)}
drawn = list(ParameterSampler(space, 6, random_state=3))
figure, squares = plt.subplots(1, 2, figsize=(7, 2.8), sharey=True)
for axis, pairs, name in zip(squares, (grid, drawn), ("grid", "random")):
    axis.semilogy([p["units"] for p in pairs], [p["rate"] for p in pairs], "o")
    axis.set(title=name, xlabel="units", xlim=(0, 120), ylim=(5e-5, 2e-1))
squares[0].set_ylabel("learning rate")
plt.show()

# %%
quiz.predict(
    "A search tries six configurations and reports the best validation score. "
    "How does it compare with the score on new data?",
    ["the same on average", "it is a little too good", "it is a little too bad"],
    right=1,
    because=(
        "The best of six is partly the luckiest of six. "
        "That is why the test set is looked at once, at the very end."
    ),
    tempting={
        0: (
            "It would be for a single configuration. "
            "But here the best of several was picked, by this very number."
        ),
    },
)

# %% [markdown]
# `keras.wrappers.SKLearnClassifier` makes a network a scikit-learn estimator, so that all of scikit-learn's searching works on it. It takes
# a function that builds and compiles the model. It turns class numbers into rows with a single 1 before it trains, so the loss
# here is `categorical_crossentropy`, without "sparse" (compare the table of section 3).

# %%
def build(X, y, units, rate):
    net = keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Rescaling(1 / 16),
            keras.layers.Dense(units, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    net.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(rate))
    return net


# %% [markdown]
# The six random pairs, on small pictures of digits. Each learns from 70 % of them and is judged by the others:

# %%
from sklearn.datasets import load_digits
from sklearn.model_selection import GridSearchCV, ShuffleSplit

digits, numbers = load_digits(return_X_y=True)
net = keras.wrappers.SKLearnClassifier(build)
split = ShuffleSplit(1, test_size=0.3, random_state=0)
search = GridSearchCV(net, {"model_kwargs": drawn}, cv=split, refit=False)
keras.config.disable_interactive_logging()  # the wrapper cannot be told to predict in silence
search.fit(digits, numbers, epochs=6, batch_size=64, verbose=0)
keras.config.enable_interactive_logging()

# %%
scores = search.cv_results_["mean_test_score"]
for k in np.argsort(-scores):  # the best first
    print(f"{scores[k]:.3f}  units {drawn[k]['units']:3}, rate {drawn[k]['rate']:.4f}")

# %% alt="Validation accuracy of the six networks over the learning rate, on a logarithmic axis, larger dots for more units. Accuracy is highest, {top:.3f}, at a rate of {top_rate:.4f}, and falls off towards small rates, down to {bottom:.3f}."
top, bottom = scores.max(), scores.min()
top_rate = drawn[int(scores.argmax())]["rate"]
plt.figure(figsize=(5.5, 2.8))
plt.scatter([p["rate"] for p in drawn], scores, s=[2 * p["units"] for p in drawn], alpha=0.7)
plt.xscale("log")
plt.xlabel("learning rate")
plt.ylabel("validation accuracy")
plt.show()

# %% [markdown]
# The picture says what the list hides: the rate decides. Networks with a very small rate have not come far in six epochs, however many units
# they have; among the others, very few units cost something, too.
#
# Keras Tuner, a package of its own, chooses what to try next from what it has seen. A search looks like this there:
#
# ```python
# import keras_tuner
#
# def build(hp):
#     units = hp.Int("units", 10, 100)
#     rate = hp.Float("rate", 1e-4, 1e-1, sampling="log")
#     ...
#     return net
#
# tuner = keras_tuner.BayesianOptimization(build, objective="val_loss", max_trials=6)
# tuner.search(X_train, y_train, validation_data=(X_valid, y_valid), epochs=6)
# ```
#
# (A trap: in Keras 3.15 the wrapper forgets `fit_kwargs` when scikit-learn copies it, so hand `epochs` to `search.fit`, as above.)
#
# **Change one thing**: take 12 epochs instead of 6. Which networks gain most?
#
# <details><summary>Answer</summary>Those with the smallest rates, which were still on their way. The order of the others changes by
# chance. A search with few epochs prefers large rates; so search with about as many as you will use in the end.</details>
#
# → Exercises **[[ch10-e10]]** (a learning-rate finder, extra) and **[[ch10-e11]]** (random search, extra).

# %% [markdown] topics=["S-05-not-hastily", "S-05-II.1"]
# ## 12 · Would a forest have done it?
#
# Before you ship a network, ask what the simplest sufficient model would have been. A forest needs no scaling, no learning rate, no epochs,
# and hardly any choices. On tables of a few thousand rows it is hard to beat. Networks come into their own where single columns mean nothing
# (pixels, sound, words), where there is very much data, or where a model needs several ways in and out.
#
# The comparison is fair only if both learn from the same rows, and if neither has seen the rows that decide. And it needs a measure
# of chance: an accuracy $p$ that was measured on $n$ pictures has a *standard error* of $\sqrt{p(1-p)/n}$, which for 0.84 and 1,000
# pictures is 1.2 points.

# %%
quiz.predict(
    "The same 3,500 pictures, 784 columns of pixels, a forest of 100 trees as it comes. "
    "How does it do against the network of section 4?",
    ["far worse", "about as well", "far better"],
    right=1,
    because=(
        "With few, centred pictures a forest keeps up. "
        "Networks win with convolutions (chapter 14) and with more data."
    ),
    tempting={
        0: (
            "Single pixels say little, but here a hundred trees vote on many of them, "
            "and the garments are centred."
        ),
    },
)

# %%
import time

from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

started = time.perf_counter()
forest = RandomForestClassifier(100, n_jobs=2, random_state=0)
forest.fit(X_train.reshape(-1, 784), y_train)
seconds = time.perf_counter() - started
by_forest = forest.score(pictures.X_test.reshape(-1, 784), pictures.y_test)
print(f"forest {by_forest:.1%}, trained in {seconds:.1f} s")

# %% [markdown]
# The same garments by the networks of sections 4 and 9, each with its standard error:

# %% alt="Four accuracies on 1,000 test pictures with bars of one standard error: forest {rates[0]:.3f}, network with 20 epochs {rates[1]:.3f}, stopped early {rates[2]:.3f}, averaged {rates[3]:.3f}. The bars, about {error:.3f} each way, overlap."
kinds = ["forest", "20 epochs", "stopped early", "averaged"]
nets = [model, longer, averaged]
measured = [net.evaluate(pictures.X_test, pictures.y_test, verbose=0)[1] for net in nets]
rates = np.array([by_forest, *measured])
errors = np.sqrt(rates * (1 - rates) / len(pictures.y_test))
error = errors.max()
plt.figure(figsize=(5.5, 2.2))
plt.errorbar(rates, kinds, xerr=errors, fmt="o", capsize=4)
plt.xlabel("accuracy on the test pictures")
plt.gca().invert_yaxis()
plt.show()

# %%
trees = RandomForestRegressor(100, n_jobs=2, random_state=0).fit(X[:2000], y[:2000])
by_trees = np.mean((trees.predict(X[2000:]) - y[2000:]) ** 2)
print(f"prices: mean squared error of the forest {by_trees:.3f}, of the network {honest:.3f}")

# %% [markdown]
# On the garments the bars overlap: differences of one or two points are what chance does with 1,000 test pictures, and whoever ranks the
# four by them ranks luck. On the prices the two are within a few per cent, and the forest was there with a single line. With a
# forest in hand, the network has to earn its place.
#
# **Change one thing**: train the forest on the first 300 pictures only (`X_train[:300]`, `y_train[:300]`). How much does it lose?
#
# <details><summary>Answer</summary>About eight points: with 300 pictures it comes to 76 %.</details>
#
# → Exercises **[[ch10-e15]]** (would you ship the forest?) and **[[ch10-e13]]** (argue it, extra).

# %%
import shutil

shutil.rmtree(WORK)

# %% [markdown]
# ## To take away
#
# 1. One unit draws a straight boundary; layers with a bend between them draw any; without the bend they are one layer.
# 2. Backpropagation is the chain rule with a good memory: one pass forward, one back, every slope.
# 3. The task decides the last layer, and the last layer the loss. Scaling belongs inside the model.
# 4. A stack, then functional, then a class: take the simplest that says it; save the recipe with the weights.
# 5. Let held-out data decide when to stop, what to choose, and whether a forest would have done it; and know how much chance is in them.
#
# Now take the exit quiz, **[[ch10-e16]]**.

# %% [markdown]
# ### If you want more
#
# All 70,000 pictures, where the Debian package `dataset-fashion-mnist` is installed: how much does the network gain, how much the forest?

# %% tags=["long"]
full = datasets.load("fashion_mnist", full=True)
large = keras.models.clone_model(model)
large.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
large.fit(full.X_train, full.y_train, epochs=8, batch_size=128, verbose=2)
print(np.mean(large.predict(full.X_test, verbose=0).argmax(axis=1) == full.y_test))
