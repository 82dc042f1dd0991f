# %% [markdown]
# # Neural networks with Keras
#
# **How does a pile of very simple units come to tell a coat from a pullover, and how do you know when it is worth the trouble?**
#
# Afterwards you can say what one unit can and cannot do, follow an error back through a network, choose an output layer and a loss for a
# task, build, train, watch, save and tune networks in Keras in three styles, and compare them honestly with a forest.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 1 h · core exercises 2 h · extra exercises 2 h. Builds on [[ch04]] (gradient descent, softmax).*

# %%
import tempfile
from pathlib import Path

import numpy as np

from jupyterlab_homl.toolkit import datasets, plots, quiz
from jupyterlab_homl.toolkit.demos import backprop_steps, decision_boundary
from jupyterlab_homl.toolkit.demos import rate_finder
from jupyterlab_homl.toolkit.quiet import quietly

WORK = Path(tempfile.mkdtemp(prefix="homl-ch10-"))  # removed at the end of the lesson

# %%
with quietly():  # TensorFlow has much to say about drivers when it starts
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(42)
    keras.ops.zeros(1)
tf.get_logger().setLevel("ERROR")

# %% [markdown] topics=["S-05-II.1", "S-01-revival2006"]
# ## 1 · One unit, and what it cannot say
#
# A lamp in a stairwell has a switch upstairs and one downstairs: it is on if exactly one of them is up. Can a single unit learn that?
#
# A nerve cell collects signals and fires when there are enough of them. Its caricature, the *perceptron*, adds up its inputs, each times a
# *weight*, plus a *bias*, and answers 1 if the sum is above zero. It learns from mistakes only: after each one, weights and bias move a little
# towards the row or away from it. If a straight line (in more columns: a flat sheet) separates the classes, this ends with no mistakes left.
# The line is its whole world.

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
for name, lamp in {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}.items():
    unit = Perceptron(max_iter=1000, tol=None, random_state=0).fit(switches, lamp)
    hits = np.sum(unit.predict(switches) == lamp)
    print(f"{name}: {hits} of 4 right, weights {unit.coef_[0]}, bias {unit.intercept_[0]}")

# %% [markdown]
# However long it is trained, the unit for XOR has at least one corner wrong: no line cuts off two opposite corners.
#
# **Change one thing**: give XOR a third column, the product of the two switches. Why does it work now, and who would find such a column for
# a picture?
#
# Layers of units find such columns by themselves. Try how many it takes:

# %%
decision_boundary.show()

# %% [markdown]
# **How we got here.** 1943: McCulloch and Pitts describe logic with idealised nerve cells. 1957: Rosenblatt's perceptron learns. 1969:
# Minsky and Papert show what it cannot learn; money and interest leave. 1986: Rumelhart, Hinton and Williams make *backpropagation* known, and
# layers can be trained, as long as they are few. 2006: Hinton, Osindero and Teh train a deep network to above 98 % on handwritten digits.
# Their trick was *layer-wise pretraining*: each layer first learns, without labels, to describe what the one below puts out, and only
# then is the whole trained. It gave deep networks a good place to start from; "deep learning" had its name. Soon better activations,
# starting weights, data and graphics cards made the trick unnecessary ([[ch11]]), but the door was open.
#
# → Exercises **[[ch10-e01]]** (the perceptron rule) and **[[ch10-e02]]** (XOR by hand).

# %% [markdown] topics=["S-05-II.3a", "S-ch13-lowlevel-ex"]
# ## 2 · Bending, and passing the blame back
#
# Two layers that only add and multiply are one layer in disguise. What makes depth worth having is the bend between them, the *activation*:
# `relu` cuts off below zero, `tanh` and the sigmoid flatten at both ends. A step would bend too, but its slope is zero everywhere, and slopes
# are what we learn by.
#
# *Backpropagation* answers one question for every weight: if it grew a little, how would the loss change? It runs forwards once, keeps every
# number, and goes back by the chain rule: each layer takes the error that arrives, multiplies it with its own slope, and hands it on. One
# pass back gives all slopes, however many weights there are.

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
            "But is it the output or the slope that the error is multiplied with?"
        ),
    },
)

# %%
z = np.linspace(-5, 5, 401)
curves = {"relu": np.maximum(z, 0), "tanh": np.tanh(z), "sigmoid": 1 / (1 + np.exp(-z))}
figure, (left, right) = plots.axes(2, height=2.8)
at_4 = []
for name, value in curves.items():
    slope = np.gradient(value, z)
    left.plot(z, value, label=name)
    right.plot(z, slope, label=name)
    at_4.append(f"{name} {slope[np.argmin(abs(z - 4))]:.3f}")
left.set(ylim=(-1.2, 2.5), xlabel="sum", title="activation")
right.set(xlabel="sum", title="its slope")
left.legend()
words = "Left: three activations. Right: slopes; at a sum of 4 " + ", ".join(at_4)
plots.show(figure, alt=words)

# %% [markdown]
# For tanh and the sigmoid the slope dies away at both ends; for relu it stays 1 on one side and is 0 on the other.
#
# Now follow a single row through a network small enough to check by hand:

# %%
backprop_steps.show()

# %% [markdown]
# The numbers of the way forwards, hidden outputs above all, are needed again on the way back: that is why training takes more memory than
# predicting.
#
# **Change one thing**: move the first input to 3 and go to step 8. One of the two errors all but disappears. Which slope swallowed it?
#
# → Exercise **[[ch10-e03]]** (extra, ★★★): the whole of it in NumPy, for any number of rows.

# %% [markdown] topics=["S-05-II.3a"]
# ## 3 · The last layer and the loss belong together
#
# The hidden layers may be the same for any task. The last layer says what kind of answer comes out, and the loss what a mistake costs.
#
# | task | last layer | loss |
# |---|---|---|
# | a quantity | one unit, no activation | squared error |
# | yes or no | one unit, sigmoid | binary cross-entropy |
# | exactly one of k | k units, softmax | (sparse) categorical cross-entropy |
# | any of k | k units, sigmoid | binary cross-entropy |
#
# *Softmax* turns k sums into k shares of a whole. *Cross-entropy* is −log of the probability that the right class was given. Where targets
# are class numbers, its name in Keras begins with *sparse*; where they are rows with a single 1, it does not.

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

# %%
for p in (0.5, 0.05, 0.005):
    print(f"p = {p:5}: cross-entropy {-np.log(p):.2f}, squared error {(1 - p) ** 2:.2f}")
sums = np.array([2.0, 1.0, -1.0])
shares = np.exp(sums) / np.exp(sums).sum()
each = 1 / (1 + np.exp(-sums))
print("softmax:", shares.round(3), "together", shares.sum().round(3))
print("sigmoid:", each.round(3), "together", each.sum().round(3))

# %% [markdown]
# Cross-entropy goes on complaining about a confident mistake where squared error has long reached its ceiling; and softmax shares out a
# whole, while sigmoids each judge for themselves.
#
# **Change one thing**: add 100 to all three sums. Which of the two last lines changes, and why is that right?
#
# → Exercises **[[ch10-e04]]** (count parameters and shapes) and **[[ch10-e05]]** (last layer and loss for six tasks).

# %% [markdown] topics=["S-ch10-sequential", "S-03-keras", "S-03-tfkeras", "S-10-obj3", "S-05-II.2"]
# ## 4 · Sequential: a stack of layers
#
# Zalando's shop has thousands of small grey pictures of garments; a machine is to sort them. In Keras most networks are a stack, and
# `Sequential` says exactly that: pictures in, scaled, flattened, bent, ten probabilities out. Then come four verbs: `compile` (loss and
# optimizer), `fit`, `predict`, and, for a first look, `evaluate`.
#
# Scaling is a layer here. A model that expects somebody else to divide by 255 works until somebody forgets.

# %%
pictures = datasets.load("fashion_mnist")
X_train, y_train = pictures.X_train[:3500], pictures.y_train[:3500]
X_valid, y_valid = pictures.X_train[3500:], pictures.y_train[3500:]
figure, shown = plots.axes(8, height=1.5)
for axis, picture, label in zip(shown, X_train, y_train):
    axis.imshow(picture, cmap="gray_r")
    axis.set_axis_off()
    axis.set_title(pictures.names[label], fontsize=8)
names = ", ".join(pictures.names[label] for label in y_train[:8])
plots.show(figure, alt=f"Eight grey pictures: {names}")

# %%
quiz.predict(
    "One hidden layer of 100 units, 3,500 pictures, 20 rounds through them. "
    "How many of 100 garments it has not seen will it name rightly?",
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

# %% [markdown]
# `fit` goes through the training pictures 20 times, in handfuls of 64, and after each round judges the model by the others:

# %%
run = model.fit(
    X_train, y_train, epochs=20, batch_size=64, validation_data=(X_valid, y_valid), verbose=0
)
history = run.history

# %% [markdown]
# How does it do on garments that had no part in this?

# %%
chances = model.predict(pictures.X_test, verbose=0)
right = chances.argmax(axis=1) == pictures.y_test
by_class = [right[pictures.y_test == k].mean() for k in range(10)]
print(f"{model.count_params()} parameters")
print(f"{right.mean():.1%} of {len(right)} unseen garments named rightly")
print(f"least often right: {pictures.names[np.argmin(by_class)]}")

# %% [markdown]
# And how did it get there?

# %%
figure, axis = plots.axes(width=5.5, height=2.8)
for name in ("loss", "val_loss"):
    axis.plot(np.arange(1, 21), history[name], "o-", label=name)
axis.set(xlabel="epoch", ylabel="cross-entropy")
axis.legend()
loss, val_loss = history["loss"], history["val_loss"]
plots.show(
    figure,
    alt=(
        f"Training loss falls from {loss[0]:.2f} to {loss[-1]:.2f}, "
        f"validation loss stays near {val_loss[-1]:.2f}."
    ),
)

# %% [markdown]
# The loss on training pictures goes on falling when that on the others has come to rest: the growing distance between the curves is what the
# network knows by heart.
#
# **Change one thing**: take `Rescaling` away, and look at the loss and at how sure the predictions are (`chances.max(axis=1).mean()`), not
# only at how many are right.
#
# **2019 → today.** Keras began in 2015 as one way of writing for several engines: Theano, TensorFlow, CNTK. With TensorFlow 2, in 2019, a
# copy grew inside it, `tf.keras`, with extras for its data pipelines, file formats and distribution; books of that time write
# `from tensorflow import keras`. Theano and CNTK ended in 2020. Since 2023 Keras 3 is one package for several engines again, now TensorFlow,
# JAX and PyTorch: we write `import keras`, and `tf.keras` is another name for it. This course runs it on TensorFlow 2.
#
# → Exercise **[[ch10-e06]]** (a classifier for raw pictures).

# %% [markdown] topics=["S-05-II.3a"]
# ## 5 · A quantity: regression
#
# House prices, from eight columns: the number of rooms goes into the thousands, income stays below 16. A unit that adds them up sees rooms
# and little else. `Normalization` is a layer that brings every column to mean 0 and standard deviation 1. Its figures are not trained:
# `adapt` takes them from an array, once, before `fit`. From which rows? Only from those for training; anything else would be a look at the
# test.
#
# One unit without activation puts out the price, and squared error is the loss.

# %%
quiz.predict(
    "y has shape (500,), and predict gives shape (500, 1). What is np.mean((y - guess) ** 2)?",
    ["the mean squared error", "an error about shapes", "a mean over 250,000 differences"],
    right=2,
    because=(
        "Broadcasting makes a table of it: every price minus every guess. "
        "No error, only a number that is far too large."
    ),
    tempting={
        0: "Write the two shapes below each other, as broadcasting does, from the right.",
        1: "NumPy finds a shape that both fit.",
    },
)

# %%
table = datasets.load("housing", rows=3000, seed=1).dropna()
X = table.drop(columns=["median_house_value", "ocean_proximity"]).to_numpy()
y = table["median_house_value"].to_numpy() / 100_000

# %% [markdown]
# The first 2,000 rows are for training, in `adapt` as in `fit`; the others judge:

# %%
scale = keras.layers.Normalization()
scale.adapt(X[:2000])
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
# The honest error is a good deal below the variance, which is what answering the mean every time would cost; the accidental one is above it
# and would have made you doubt a sound network.
#
# **Change one thing**: leave out the line with `adapt`. What happens to the error?
#
# → Exercise **[[ch10-e14]]** (scale inside the regressor).

# %% [markdown] topics=["S-ch10-functional"]
# ## 6 · Functional: several ways in, several ways out
#
# Income moves prices almost in a straight line; position does so in a tangle. So let income go straight to the output and position through
# hidden layers: a *wide and deep* network. That is no stack any more. In the functional style a layer is *called* on the output of another,
# as a function would be, and `keras.Model` is told where everything begins and ends. With names for inputs and outputs, data come as a dict.
#
# A second output on the deep path, with a small share of the loss, forces that path to be useful by itself.

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
scale_place = keras.layers.Normalization(mean=known.mean(axis=0), variance=known.var(axis=0))
deep = keras.layers.Dense(30, activation="relu")(scale_place(place))
deep = keras.layers.Dense(30, activation="relu")(deep)
both = keras.layers.Concatenate()([deep, money])
price = keras.layers.Dense(1, name="price")(both)
check = keras.layers.Dense(1, name="by_place")(deep)
two = keras.Model({"place": place, "money": money}, {"price": price, "by_place": check})

# %% [markdown]
# Each output gets a loss, and its share of the whole:

# %%
two.compile(
    loss={"price": "mse", "by_place": "mse"},
    loss_weights={"price": 0.8, "by_place": 0.2},
    optimizer=keras.optimizers.Adam(0.01),
)

# %% [markdown]
# The data go by the same names:

# %%
train = {"place": X[:2000, :2], "money": X[:2000, 7:]}
targets = {"price": y[:2000], "by_place": y[:2000]}
two.fit(train, targets, epochs=15, batch_size=64, verbose=0)
new = {"place": X[2000:, :2], "money": X[2000:, 7:]}
for name, out in two.predict(new, verbose=0).items():
    error = np.mean((y[2000:] - out[:, 0]) ** 2)
    print(f"{name:8}: mean squared error {error:.3f}")

# %% [markdown]
# With three of the eight columns `price` comes near the network of section 5, and `by_place` shows how far position alone goes.
#
# **Change one thing**: swap the two items in the list of `Concatenate`. Why does nothing change but the order of some weights?
#
# → Exercise **[[ch10-e07]]** (wide and deep, with an auxiliary output).

# %% [markdown] topics=["S-ch10-subclass"]
# ## 7 · Subclassing: a model that is a program
#
# Sometimes the number of steps depends on the data, or a layer is used several times. Then a model can be a class: layers are made once, in
# `__init__`, and `call` is ordinary Python that says what happens to a batch.
#
# The price: Keras cannot look inside `call` before it has run. It cannot draw the model, and it cannot rebuild it from a file unless you say
# what `__init__` was given. So: a stack where a stack will do, functional where it will not, a class where you need to program.

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
        super().__init__(**kwargs)
        self.times = times
        self.step = keras.layers.Dense(8, activation="tanh")
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        for _ in range(self.times):
            inputs = inputs + self.step(inputs)
        return self.out(inputs)


# %%
loop = Loop()
print("before the first call:", len(loop.weights), "arrays of weights")
print("result:", loop(np.ones((2, 8), "float32")).shape)
print("after it:", [tuple(weight.shape) for weight in loop.weights])

# %% [markdown]
# A layer gets its weights when it first sees how many columns come in, and one object has one set of them, however often it is called.
#
# **Change one thing**: make the layer inside `call` instead. Call the model twice on the same rows and compare.

# %% [markdown] topics=["S-ch10-persist"]
# ## 8 · Saving: a recipe and a box of weights
#
# Training took hours and the machine will be switched off. What do you keep?
#
# - `model.save("m.keras")`: recipe, weights and the optimizer's memory. You can go on training.
# - `model.save_weights("m.weights.h5")`: the same without the recipe, for a model that you build again yourself.
# - `model.export("folder")`: the computation as a *SavedModel*, which runs without your Python code. No further training.
#
# A recipe holds the *names* of classes and what their `__init__` was given. So a class of your own has to be registered, and has to say, in
# `get_config`, what it needs.

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
print("loaded  differs by", np.abs(again.predict(few, verbose=0) - chances[:5]).max())
print("served  differs by", np.abs(served.serve(few).numpy() - chances[:5]).max())

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
# memory, two numbers for each weight, is kept as well.
#
# **Change one thing**: save `loop` to a `.keras` file and load it with another name for the class deleted (`del Loop`). Read the message.
#
# → Exercise **[[ch10-e08]]** (a model class that survives saving).

# %% [markdown] topics=["S-ch10-callbacks"]
# ## 9 · Callbacks: someone who watches
#
# How many epochs? Too few, and it has not learned; too many, and it learns by heart. Ask for plenty, and let someone watch.
#
# A *callback* is an object whose methods Keras calls at certain moments: `on_train_begin`, `on_epoch_end(epoch, logs)`, and so on. In `logs`
# are the losses of that epoch. `EarlyStopping` stops when `val_loss` has not become better for `patience` epochs; with
# `restore_best_weights=True` it also goes back to the best. `ModelCheckpoint` writes a file whenever it becomes better. For anything else you
# write a class of five lines.

# %%
quiz.predict(
    "val_loss is lowest after epoch 6. "
    "With patience=3, after which epoch does the training stop?",
    ["6", "8", "9", "it depends on the loss of training"],
    right=2,
    because=(
        "Epochs 7, 8 and 9 bring nothing better; "
        "after the third of them patience is at its end."
    ),
    tempting={0: "After epoch 6 nobody can know yet that 7 will be worse."},
)

# %%
class Gap(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if epoch % 4 == 0:
            losses = f"loss {logs['loss']:.2f}, val_loss {logs['val_loss']:.2f}"
            print(f"epoch {epoch + 1:2}: {losses}")


# %% [markdown]
# Two more come with Keras: one stops, one keeps the best. The model is that of section 4 with fresh weights.

# %%
stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
keep = keras.callbacks.ModelCheckpoint(WORK / "best.keras", save_best_only=True)
longer = keras.models.clone_model(model)
adam = keras.optimizers.Adam(0.003)
longer.compile(loss="sparse_categorical_crossentropy", optimizer=adam, metrics=["accuracy"])

# %% [markdown]
# We allow 40 epochs, and let the three watch:

# %%
log = longer.fit(
    X_train,
    y_train,
    epochs=40,
    batch_size=128,
    validation_data=(X_valid, y_valid),
    callbacks=[Gap(), stop, keep],
    verbose=0,
)
val_loss = log.history["val_loss"]
print(f"best epoch: {np.argmin(val_loss) + 1}, stopped after {len(val_loss)} of 40")

# %% [markdown]
# The loss of training would have gone on falling for all 40 epochs; `val_loss` said when to stop, and the weights are those of the best epoch.
#
# **Change one thing**: set `restore_best_weights=False`. Which epoch's weights does the model have now, and where are the best ones?
#
# → Exercise **[[ch10-e09]]** (stop when validation falls behind).

# %% [markdown] topics=["S-ch10-tensorboard"]
# ## 10 · TensorBoard: look at runs, not at numbers
#
# Ten runs, ten folders, one page in the browser: *TensorBoard* draws whatever was logged, and lays runs over each other. The callback
# `keras.callbacks.TensorBoard` writes losses and metrics (*scalars*) each epoch and, if asked, how weights are spread (*histograms*). With
# `tf.summary` you add what you like, pictures for instance. Give every run a folder of its own, named so that you will know tomorrow what it
# was. The *projector* tab shows rows as points, for embeddings ([[ch13]]).

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

# %% [markdown]
# Four pictures are written already. What else is there after three epochs?

# %%
small.fit(
    X_train[:1000],
    y_train[:1000],
    epochs=3,
    batch_size=64,
    validation_data=(X_valid, y_valid),
    callbacks=[board],
    verbose=0,
)
for file in sorted((WORK / "logs").rglob("events*")):
    print(f"{file.parent.relative_to(WORK)}: {file.stat().st_size / 1024:.0f} KB")

# %% [markdown]
# Each folder with an event file is a run. To see them, run the next cell by hand; it opens TensorBoard below.
#
# **Change one thing**: train once more into `logs/second`, with another learning rate, and compare the curves.

# %% tags=["long"]
# %load_ext tensorboard
# %tensorboard --logdir $WORK/logs

# %% [markdown]
# → Exercise **[[ch10-e12]]** (read what TensorBoard reads).

# %% [markdown] topics=["S-05-II.2"]
# ## 11 · Which layers, how many units, what rate?
#
# Of all the knobs the *learning rate* matters most, and one short run finds its size: let it grow by the same factor at each step, and watch
# the loss. Where the loss is lowest the rate is already on the edge; begin with about a tenth.

# %%
rate_finder.show()

# %% [markdown]
# For the rest: one or two hidden layers first; rather too many units than too few, and stop early; batches of 32 to 128. Then try *random*
# combinations rather than a grid: if only one of two knobs matters, six random trials test six values of it, a 2 × 3 grid two or three.
# `keras.wrappers.SKLearnClassifier` makes a network an estimator, so that all of scikit-learn's searching works on it.

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
# Nine pairs of a size and a rate to draw from, and small pictures of digits to try them on:

# %%
from sklearn.datasets import load_digits
from sklearn.model_selection import RandomizedSearchCV, ShuffleSplit

digits, numbers = load_digits(return_X_y=True)
sizes, rates = (10, 30, 100), (0.0003, 0.003, 0.03)
space = {"model_kwargs": [{"units": units, "rate": rate} for units in sizes for rate in rates]}

# %% [markdown]
# The search draws four of the nine. Each learns from 70 % of the digits and is judged by the others:

# %%
net = keras.wrappers.SKLearnClassifier(build)
split = ShuffleSplit(1, test_size=0.3, random_state=0)
search = RandomizedSearchCV(net, space, n_iter=4, cv=split, random_state=2, refit=False)
keras.config.disable_interactive_logging()  # the wrapper cannot be told to predict in silence
search.fit(digits, numbers, epochs=6, batch_size=64, verbose=0)
keras.config.enable_interactive_logging()
scores, tried = search.cv_results_["mean_test_score"], search.cv_results_["params"]
for k in np.argsort(-scores):  # the best first
    print(f"{scores[k]:.3f}  {tried[k]['model_kwargs']}")

# %% [markdown]
# Look at the pairs: the largest network with the smallest rate has not come far, for it has seen six epochs only. The rate comes first, the
# number of units second. (Keras Tuner does the same with smarter choices of what to try next. In Keras 3.15 the wrapper forgets `fit_kwargs`
# when scikit-learn copies it, so hand `epochs` to `search.fit`, as here.)
#
# **Change one thing**: take 12 epochs instead of 6. Does the order stay the same?
#
# → Exercises **[[ch10-e10]]** (a learning-rate finder, extra) and **[[ch10-e11]]** (random search, extra).

# %% [markdown] topics=["S-05-not-hastily", "S-05-II.1"]
# ## 12 · Would a forest have done it?
#
# Before you ship a network, ask what the simplest sufficient model would have been. A forest needs no scaling, no learning rate, no epochs,
# and hardly any choices. On tables of a few thousand rows it is hard to beat. Networks come into their own where single columns mean nothing
# (pixels, sound, words), where there is very much data, or where a model needs several ways in and out.
#
# The comparison is fair only if both see the same rows, and if what decides has been seen by neither.

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
by_forest = np.mean(forest.predict(pictures.X_test.reshape(-1, 784)) == pictures.y_test)
print(f"garments: forest {by_forest:.1%} in {seconds:.1f} s")

# %% [markdown]
# The same garments by the networks of sections 4 and 9, and the prices of section 5 by a forest:

# %%
stopped_early = longer.predict(pictures.X_test, verbose=0).argmax(axis=1)
by_stopped = np.mean(stopped_early == pictures.y_test)
print(f"garments: network {right.mean():.1%}, stopped early {by_stopped:.1%}")
trees = RandomForestRegressor(100, n_jobs=2, random_state=0).fit(X[:2000], y[:2000])
by_trees = np.mean((trees.predict(X[2000:]) - y[2000:]) ** 2)
print(f"prices: mean squared error of the forest {by_trees:.3f}, of the network {honest:.3f}")

# %% [markdown]
# On both the two are within a few per cent of each other, and the forest was there with a single line.
#
# **Change one thing**: train both on 300 pictures. Which one suffers more?
#
# → Exercises **[[ch10-e15]]** (would you ship the forest?) and **[[ch10-e13]]** (argue it, extra).

# %%
import shutil

shutil.rmtree(WORK)

# %% [markdown]
# ## To take away
#
# 1. One unit draws a straight boundary; layers with a bend between them draw any; without the bend they are one layer.
# 2. Backpropagation is the chain rule with a good memory: one pass forwards, one back, every slope.
# 3. The task decides the last layer, and the last layer the loss. Scaling belongs inside the model.
# 4. A stack, then functional, then a class: take the simplest that says it; save the recipe with the weights.
# 5. Let validation data decide when to stop, what to choose, and whether a forest would have done it.
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
