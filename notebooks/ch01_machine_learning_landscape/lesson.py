# %% [markdown]
# # The machine-learning landscape
#
# Some programs are written line by line. Others are *shown examples* and find the rule themselves. **When is the second way better, what can go wrong with
# it, and how would you notice?** This lesson answers with small experiments, most of them on data you can picture: handwritten digits, an opinion poll, a
# thermometer on a balcony. None takes more than a few seconds, and most of them come back as chapters of their own.
#
# Afterwards you can
#
# - say whether a problem needs learning at all, and which kind: with answers, without, by trying; all at once, or as data come in;
# - fit the two simplest models there are, a line and the nearest neighbours, and say what each does where it has no data;
# - recognise a biased sample, an overfitted model, a leaking test and a model that has been moved to another world, each by two or three numbers;
# - choose between models without fooling yourself.
#
# *Predict* asks what will happen: choose first, then run the cell below and see. *Change one thing* means: edit this one value, run the cell again, compare.
#
# *Lesson 75 min · core exercises 1½ h · extra exercises 50 min. Builds on [[p1]] to [[p3]] (NumPy, pandas, Matplotlib).*

# %%
from itertools import product

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.datasets import load_diabetes, load_digits, load_wine
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import RandomForestRegressor
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LinearRegression, SGDRegressor

# %%
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from jupyterlab_homl.toolkit import datasets, demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-05-I.01", "S-01-ml-everywhere", "S-01-revival2006"]
# ## 1 · A rule that nobody wrote
#
# A sorting office reads postcodes. Here are ten of its pictures, eight by eight grey values each. Imagine you had to write the program: which pixels make a 3 a 3?

# %% alt="Ten small grey pictures of handwritten digits, 0 to 9, eight pixels high and wide; coarse, but all of them can be read."
digits = load_digits()
figure, row = plt.subplots(1, 10, figsize=(8, 1.1))
for axis, image, name in zip(row, digits.images, digits.target):
    axis.imshow(image, cmap="gray_r")
    axis.set(title=name, xticks=[], yticks=[])
plt.show()

# %% [markdown]
# Start with less: *is it a zero?* A zero is empty in the middle, so the rule "the four middle pixels are light" looks promising.

# %%
middle = digits.images[:, 3:5, 3:5].mean(axis=(1, 2))  # 0 is white, 16 is black
says_zero = middle < 2
is_zero = digits.target == 0
print(f"our rule is right for     {np.mean(says_zero == is_zero):.1%}")
print(f"always “no” is right for  {np.mean(~is_zero):.1%}")

# %% [markdown]
# Better than nothing, but look at the second line: nine pictures in ten are no zeros, so a program that always says "no" is right that often without looking. Every number
# in machine learning needs such a *baseline* beside it.
#
# Our rule answers one question out of ten, and each exception (a crooked 7 has a light middle, too) would need another rule. Now the other way: we write no rule at all. To read a new picture, look
# for the five most similar among pictures whose digit is known, and let them vote. That is `KNeighborsClassifier`.

# %%
quiz.predict(
    "We keep 540 pictures apart. The program sees the other 1,257 with their digits, "
    "then reads the 540. There are ten possible answers. How many will be right?",
    ["about 60 %", "about 85 %", "more than 95 %"],
    right=2,
    because=(
        "Most people write a 3 much as somebody else has written it before, "
        "and among 1,257 examples there is nearly always such a twin."
    ),
    tempting={
        0: "Guessing would give 10 %. How different are two people's threes, really?",
        1: "That is the level of about fifty examples. Here there are over a thousand.",
    },
)

# %%
X, y = digits.data, digits.target
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=540, random_state=0)
for m in (10, 50, 200, 1257):
    reader = KNeighborsClassifier(5 if m > 10 else 1).fit(X_train[:m], y_train[:m])
    print(f"{m:5} examples: {reader.score(X_test, y_test):.1%} of 540 new pictures are right")

# %% [markdown]
# No line of this program knows what a 3 looks like. It became better because it saw more. That is the definition of *machine learning* in a nutshell (Mitchell gave it this form in 1997): a program learns
# if its *performance* at a *task* improves with *experience*. Here the task is to read a digit, the performance is the share of correct answers on new pictures, the experience is the 1,257
# examples, which are called the *training set*. One example is an *instance*, its pixels are its *features*, the answer is its *label*.
#
# Which pictures are still misread?

# %% alt="The {wrong.size} pictures that were misread, each with its digit and what was read. Most are smudged or oddly drawn; a person would hesitate at some of them."
wrong = np.flatnonzero(reader.predict(X_test) != y_test)
figure, row = plt.subplots(1, len(wrong), figsize=(8, 1.5))
for axis, i in zip(row, wrong):
    axis.imshow(X_test[i].reshape(8, 8), cmap="gray_r")
    read = reader.predict(X_test[[i]])[0]
    axis.set(title=f"is {y_test[i]}\nread {read}", xticks=[], yticks=[])
plt.show()

# %% [markdown]
# Would you have read them all? **Change one thing**: let one neighbour decide instead of five (`5 if m > 10` → `1 if m > 10`). Does a single twin read worse than a vote?
#
# <details><summary>What you should see</summary>
#
# Better, on this data: slightly with 1,257 examples, clearly with 50, where four of the five voters may already be another digit. Handwriting has little noise. In §6, where every answer is noisy, a single neighbour is the worst adviser.
# </details>
#
# **Is it worth learning?** Yes, where rules are too many to write (digits, speech), where nobody knows the rule (which patients will come back?), where the world keeps changing
# (spam), or where you want to *see* what is in a heap of data. No, where a formula does it: nobody trains a model to compute sales tax. You will also find learning behind the ranking of
# search results, recognised speech, recommended videos, a Go program and a car that keeps its lane; [[§2]] sorts them.
#
# **How we got here**, in five stops. *1959*: Samuel's program learns to play checkers better than its author ([IBM Journal 3](https://doi.org/10.1147/rd.33.0210)). *1998*: convolutional networks, begun in the
# late 1980s, read several million bank cheques a day ([LeCun and others](https://doi.org/10.1109/5.726791)); but computers were slow and large sets of labelled
# pictures rare, so they stayed with digits. *2006*: Hinton, Osindero and Teh train a network with many layers, one layer at a time at first, to
# about 1.25 % errors on handwritten digits ([Neural Computation 18](https://doi.org/10.1162/neco.2006.18.7.1527)): "deep" learning revives. *2012*: with a million labelled photos and graphics
# cards, [AlexNet](https://doi.org/10.1145/3065386) wins the ImageNet contest by a wide margin. *2016*: AlphaGo, which has learned from games of people and of itself ([Nature 529](https://doi.org/10.1038/nature16961)),
# beats a world-class Go professional.

# %% [markdown] topics=["S-05-I.01", "S-01-ml-everywhere", "S-02-app-recommend"]
# ## 2 · With answers, without, by trying
#
# The reader of [[§1]] had an answer for every example. Answers are expensive: somebody has to type them. What can be learned without?
#
# | kind | what the examples contain | what comes out | for example |
# |---|---|---|---|
# | *supervised learning* | features and the answer | the answer for new features: a class (*classification*) or a number (*regression*) | spam or not; next month's revenue |
# | *unsupervised learning* | features only | groups (*clustering*), odd ones out (*anomaly detection*), fewer columns | customer segments; unusual card payments |
# | *semi-supervised learning* | many without an answer, a few with | as supervised | a photo album in which you name each person once |
# | *self-supervised learning* | no answers: part of each instance is hidden and becomes the answer | what can be built on later | language models, which guess the next word |
# | *reinforcement learning* | none: the program acts, and gets rewards | what to do in which situation | Go; a robot that learns to walk |
#
# **Without answers.** We hand over the 1,257 pictures, *not one label*, and ask k-means for ten groups of similar pictures.

# %%
quiz.predict(
    "K-means makes ten groups of pictures by similarity alone. "
    "We average the pictures of each group. What will the ten averages look like?",
    ["ten grey smears", "mostly readable digits", "exactly one of each digit, 0 to 9"],
    right=1,
    because=(
        "Pictures of the same digit lie close together, so groups mostly hold one digit. "
        "But nobody told k-means that there are ten digits and what counts as one."
    ),
    tempting={
        0: "That is the average over all pictures. Within a group they are similar.",
        2: "Is a flat 1 with a foot closer to a slim 1 or to other shapes?",
    },
)

# %% alt="Ten blurred grey pictures, the averages of the ten groups. Most can be read as a digit. There are two shapes of 1 and no 9; the group of the 3, the largest, holds many nines."
groups = KMeans(10, n_init=4, random_state=0).fit(X_train)
figure, row = plt.subplots(1, 10, figsize=(8, 1.1))
for axis, centre, size in zip(row, groups.cluster_centers_, np.bincount(groups.labels_)):
    axis.imshow(centre.reshape(8, 8), cmap="gray_r")
    axis.set(title=f"{size}", xticks=[], yticks=[])
plt.show()

# %% [markdown]
# The number above each says how many pictures are in the group. K-means has found most digits on its own, though not what they are *called*. And it does not agree with us everywhere: there are two shapes of 1, and no 9 of its own; look at the size of the group of the 3 to see where many of the nines went.
#
# **A few answers.** Now somebody names *ten* pictures, the one nearest to each centre; everything in a group gets that name. Compare with a reader that is trained on ten labelled pictures drawn at random:

# %%
nearest = groups.transform(X_train).argmin(axis=0)  # one picture for each group
names = y_train[nearest]  # ten labels, typed by a person
by_group = np.mean(names[groups.predict(X_test)] == y_test)
rng = np.random.default_rng(0)
scores = []
for _ in range(100):
    ten = rng.choice(len(X_train), 10, replace=False)
    reader = KNeighborsClassifier(1).fit(X_train[ten], y_train[ten])
    scores.append(reader.score(X_test, y_test))
print(f"ten names for groups:          {by_group:.0%} right")
print(f"ten random labelled pictures:  {np.mean(scores):.0%} right on average of 100 draws")

# %% [markdown]
# The same ten labels are worth far more once 1,247 unlabelled pictures have shown where the groups are.
#
# **Answers for free.** Cut every picture in two, and let the program guess the lower half from the upper. The label of each instance is a part of the instance itself; nobody has to type
# anything. Text works the same way: hide the next word, guess it.

# %% alt="Three rows of six pictures. Top: the upper halves of six digits. Middle: the same with the lower half guessed, soft but plausible digits. Bottom: the true pictures; most guesses resemble them."
filler = KNeighborsRegressor(5).fit(X_train[:, :32], X_train[:, 32:])  # upper → lower
upper = X_test[:6, :32]
guessed = np.hstack([upper, filler.predict(upper)])
hidden = np.hstack([upper, np.zeros_like(upper)])
figure, rows = plt.subplots(3, 6, figsize=(6, 3.2))
for row, pictures, name in zip(rows, (hidden, guessed, X_test), ("given", "guessed", "true")):
    row[0].set_ylabel(name)
    for axis, picture in zip(row, pictures):
        axis.imshow(picture.reshape(8, 8), cmap="gray_r")
        axis.set(xticks=[], yticks=[])
plt.show()

# %% [markdown]
# **By trying.** A news site has three headlines for one story. Nobody knows which is the best, and there is no table to learn from: only by showing one do you find out whether this visitor clicks. The program is an
# *agent*, showing a headline is an *action*, a click is a *reward*, and what it does in which situation is its *policy*. Ours: mostly show what has worked best so far, but in one case out of ten try any.

# %%
rng = np.random.default_rng(1)
chances = np.array([0.04, 0.05, 0.10])  # of a click; the agent does not know them
shown, clicks = np.ones(3), np.zeros(3)
for visitor in range(5000):
    explore = rng.random() < 0.1
    pick = rng.integers(3) if explore else np.argmax(clicks / shown)
    shown[pick] += 1
    clicks[pick] += rng.random() < chances[pick]
print("shown: ", shown.astype(int), " click rate found:", (clicks / shown).round(3))
print(f"clicks: {clicks.sum():.0f}; a third of the visitors each: {5000 * chances.mean():.0f}")

# %% [markdown]
# Learning and earning at the same time: the best headline got most of the visitors. **Change one thing**: let it explore in no case at all (`< 0.1` → `< 0.0`). What happens, and why?
#
# <details><summary>What you should see</summary>
#
# It shows the first headline to everybody: a rate found with luck or none at all is never questioned. An agent that only repeats what has worked cannot learn that something works better. That is the
# dilemma of *exploration and exploitation*; chapter 18 lives on it.
# </details>
#
# A shop that recommends products could be built in several of these ways: predict ratings (regression), find customers with similar baskets (neighbours), or try and watch the clicks (reinforcement). The kind of learning is a *choice*, and it depends on what examples you have.
#
# **Its exercise**: [[ch01-e01]]. **Read more**: scikit-learn's guide to [clustering](https://scikit-learn.org/stable/modules/clustering.html) and to [semi-supervised learning](https://scikit-learn.org/stable/modules/semi_supervised.html).

# %% [markdown] topics=["S-05-I.03", "S-05-I.11c", "S-03-sklearn"]
# ## 3 · A line, or the neighbours
#
# Are people in richer countries more content? A table of thirty made-up nations gives wealth per head (in 1,000 dollars a year) and how content people say they are, from 0 to 10. One nation reports its wealth only. What would you guess?
#
# **Model-based.** Assume a shape, here a line $\hat y = a + bx$, and look for the $a$ and $b$ that fit best: those with the smallest sum of squared errors. Given $b$, the errors have to cancel, so the line passes through the point of the means:
# $a=\bar y-b\bar x$. Measured from the means, what is left is $\sum(y'-bx')^2$, a parabola in $b$. It is lowest where its slope, $-2\sum x'(y'-bx')$, is zero:
#
# $$b=\frac{\sum (x-\bar x)(y-\bar y)}{\sum (x-\bar x)^2}$$
#
# After training two numbers are left, the *parameters*. The table could be thrown away.

# %%
nations = datasets.load("nations")
X, y = nations[["wealth"]], nations["wellbeing"]
x = nations["wealth"]
b = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)
a = y.mean() - b * x.mean()
line = LinearRegression().fit(X, y)
print(f"by hand:          {a:.3f} + {b:.4f} x")
print(f"LinearRegression: {line.intercept_:.3f} + {line.coef_[0]:.4f} x")
print(f"off by {root_mean_squared_error(y, line.predict(X)):.2f} points (root mean square)")

# %% [markdown]
# `fit` does exactly this. All estimators of scikit-learn are used in the same way: make one with its settings, `fit(X, y)` with a table and the answers, then `predict(X)`. What was learned ends with an underscore. Now try to find the best line by hand:

# %%
demos.line_by_hand.show()

# %% [markdown]
# **Instance-based.** Assume nothing about the shape. Keep the table; for a new nation take the three whose wealth is most similar, and answer with their mean. That is *k-nearest neighbours*, here with k = 3. Training costs nothing, and each prediction has to search the table.

# %%
quiz.predict(
    "The richest nation of the table has less than half of 120. "
    "Both models are asked about a wealth of 120. What do they say?",
    [
        "both go on rising",
        "the line goes on rising, the neighbours repeat the richest three",
        "both stay at the level of the richest",
    ],
    right=1,
    because=(
        "The three nearest of 120 are the three richest, as they are for 200 or 1,000. "
        "The line knows nothing of ends."
    ),
    tempting={
        0: "Which three nations are nearest to 120? And to 1,000?",
        2: "What does a + b·120 do?",
    },
)

# %%
near = KNeighborsRegressor(3).fit(X, y)
richest = x.max()
print(f"the richest nation of the table: {richest}")
for wealth in (5, 30, 120):
    new = pd.DataFrame({"wealth": [wealth]})
    answers = f"line {line.predict(new)[0]:5.2f}, neighbours {near.predict(new)[0]:.2f}"
    print(f"wealth {wealth:3}: {answers}")

# %% alt="Well-being of thirty nations over wealth. They rise together, a little less steeply to the right. The line rises evenly, far beyond the richest nation at {richest:.0f}, and leaves the scale, which ends at 10; the three neighbours go up in ragged steps and run flat beyond that nation."
grid = pd.DataFrame({"wealth": np.linspace(0, 125, 500)})
figure, axis = plt.subplots(figsize=(8, 3.4))
axis.plot(x, y, "o", color="0.4", label="nations")
axis.plot(grid, line.predict(grid), label="line")
axis.plot(grid, near.predict(grid), "--", label="3 neighbours")
axis.axhline(10, color="0.7", linewidth=1)
axis.set(xlabel="wealth per head (1,000 dollars)", ylabel="well-being (0 to 10)")
axis.legend(loc="lower right")
plt.show()

# %% [markdown]
# Inside the table both are sensible; the neighbours are ragged, the line is straight where the points bend a little. Outside, both answer with a straight face and without data: the line climbs past the end of the scale, the neighbours freeze. Neither says "I don't know" unless you make it.
#
# A better assumption helps more than a better method. **Change one thing**: in the cell that loads the nations, let the feature be the logarithm: append `.assign(wealth=lambda t: np.log(t["wealth"]))` to `datasets.load("nations")`. How far off is the line then? (Undo it before you go on.)
#
# <details><summary>What you should see</summary>
#
# The same method is off by less: twice the wealth adds about the same contentment, from 5 to 10 as from 20 to 40. A straight line was not quite the right shape for dollars, and it is for their logarithm.
# </details>
#
# One thing more. "Near" is measured in the units of the columns. The table of 178 wines from three growers has 13 chemical measurements; one of them, proline, runs from 278 to 1,680, the hue of the wine from 0.5 to 1.7. Who is near is then decided by proline alone. So neighbours need a *scaler* in front, which gives each column
# mean 0 and standard deviation 1, together with the model in one object, a *pipeline*:

# %%
wine = load_wine()
parts = train_test_split(wine.data, wine.target, test_size=78, random_state=0)
W_train, W_test, grower_train, grower_test = parts
raw = KNeighborsClassifier(5)
scaled = make_pipeline(StandardScaler(), KNeighborsClassifier(5))
for name, model in (("raw", raw), ("scaled", scaled)):
    model.fit(W_train, grower_train)
    print(f"{name:>6}: {model.score(W_test, grower_test):.0%} of 78 new wines right")

# %% [markdown]
# **Its exercises**: [[ch01-e02]] to warm up, [[ch01-e03]] and [[ch01-e04]]. **Read more**: [Nearest neighbors](https://scikit-learn.org/stable/modules/neighbors.html) in scikit-learn's guide.

# %% [markdown] topics=["S-05-I.01"]
# ## 4 · All at once, or as it comes
#
# An ice-cream stand forecasts its sales from tomorrow's temperature. The model was fitted once, to the first 200 days: *batch learning*. To teach it something new, it has to be trained again, on old and new rows together. On day 300 a second stand opens across the
# street. The model is not told.
#
# *Online learning* takes the rows one at a time, or in small batches, moves the parameters a little with each, and forgets the row. How far it moves is set by the *learning rate*.

# %%
rng = np.random.default_rng(2)
day = np.arange(600)
warm = rng.uniform(-2, 2, (600, 1))  # temperature, in 5 degrees above or below the usual
alone = 200 + 40 * warm[:, 0]  # what the only stand of the street sells
shared = 140 + 20 * warm[:, 0]  # what is left once there are two
sold = np.where(day < 300, alone, shared) + rng.normal(0, 12, 600)

# %% [markdown]
# Each evening both models are asked about the next day; only then does the online model see the answer, and take one step:

# %%
batch = LinearRegression().fit(warm[:200], sold[:200])
online = SGDRegressor(learning_rate="constant", eta0=0.03, penalty=None, random_state=0)
online.partial_fit(warm[:1], sold[:1])
guesses = np.zeros(600)
for t in range(600):
    guesses[t] = online.predict(warm[[t]])[0]
    online.partial_fit(warm[[t]], sold[[t]])  # one row, one small step
errors = {"batch": np.abs(sold - batch.predict(warm)), "online": np.abs(sold - guesses)}
for name, off in errors.items():
    spans = [off[200:300].mean(), off[300:320].mean(), off[400:].mean()]
    print(f"{name:>6}: days 200–299, 300–319 and 400–599 off by", np.round(spans, 1))

# %% alt="Error of both forecasts over 600 days, averaged over 20 days. The online forecast starts badly and is soon as good as the batch forecast. At day 300 both jump. The online forecast is back where it was within a hundred days or so, the batch forecast stays far off for the rest."
figure, axis = plt.subplots(figsize=(8, 3))
for (name, off), style in zip(errors.items(), ("-", "--")):
    axis.plot(day, pd.Series(off).rolling(20).mean(), style, label=name)
axis.axvline(300, color="0.6", linewidth=1)
axis.text(304, 85, "second stand opens")
axis.set(xlabel="day", ylabel="portions off, mean of 20 days", ylim=(0, 95))
axis.legend(loc="upper left")
plt.show()

# %%
quiz.predict(
    "The learning rate is 0.03. With 0.3, ten times as much, the online model recovers faster. "
    "What does it cost?",
    ["nothing", "a larger error on ordinary days", "it never forgets the first 200 days"],
    right=1,
    because=(
        "Each single day has its own whim, a birthday or a shower of rain, "
        "and large steps follow every whim."
    ),
    tempting={
        0: "Every row also contains chance. What does a large step make of it?",
        2: "The larger the step, the faster old rows are overwritten.",
    },
)

# %% [markdown]
# While the world stands still, the two are about equally good. After day 300 the batch model is wrong for good; the online model stumbles and recovers. That the world moves away from a model is called *drift*; the
# remedy is to train again in time, or to learn online, and in both cases to *watch the error*. **Change one thing**: `eta0=0.3`. Compare all three numbers with those of 0.03.
#
# <details><summary>What you should see</summary>
#
# It recovers within days, and is a good quarter worse on all ordinary days. The rate sets how long the memory is. And should a sensor break and send nonsense, an online model learns the nonsense, the faster the higher its rate.
# </details>
#
# The same `partial_fit` also helps with a file that is larger than the memory: read it piece by piece (`pd.read_csv(…, chunksize=100_000)`), and take a step with each piece. A classifier must also be told all labels there are, `partial_fit(X, y, classes=…)`, since the first piece may lack some. This is *out-of-core learning*. It is usually done at night, in peace: the method is that of online learning, but nothing is live.
#
# **Its exercise**: [[ch01-e05]]. **Read more**: [Strategies to scale computationally](https://scikit-learn.org/stable/computing/scaling_strategies.html) in scikit-learn's guide.

# %% [markdown] topics=["S-05-I.08"]
# ## 5 · Data that mislead
#
# Models can only be as good as their examples. Four ways in which these mislead, by experiment. That there may be **too few** we have seen in [[§1]]: the same program read far better with 200 examples than with 50, and no cleverness was needed for that.
#
# **The wrong ones.** How long are people of a town on the way each day? We ring them up at noon, on the landline. Those who work, 60 % of the town, are seldom at home: of them every tenth answers, of the others every second.

# %%
quiz.predict(
    "Instead of 100 people we ask 10,000 in this way. What happens to the error of the mean?",
    [
        "it nearly vanishes",
        "it becomes ten times smaller",
        "its random part shrinks, the rest stays as large as it was",
    ],
    right=2,
    because=(
        "More calls at noon reach more of the same people. "
        "Who is not at home does not come into the mean, however often we ring."
    ),
    tempting={
        0: "Whom do we reach at noon, and does that change with the number of calls?",
        1: "True of a random sample: √100 = 10. Is this one?",
    },
)

# %%
rng = np.random.default_rng(3)
works = rng.random(100_000) < 0.6
minutes = np.where(works, rng.gamma(4, 15, 100_000), rng.gamma(2, 10, 100_000))
at_home = np.where(works, 0.1, 0.5)  # chance to answer the phone at noon
reached = at_home / at_home.sum()
truth, found = minutes.mean(), {}

# %% [markdown]
# Two hundred polls of each size, with random people and with those who are at home at noon:

# %%
for m in (100, 1000, 10_000):
    fair = [minutes[rng.integers(0, 100_000, m)].mean() for _ in range(200)]
    noon = [rng.choice(minutes, m, p=reached).mean() for _ in range(200)]
    found[m] = fair, noon
    for name, means in (("at random", fair), ("at noon", noon)):
        print(f"{m:6} asked {name:>9}: {np.mean(means):.1f} ± {np.std(means):.1f} minutes")

# %% alt="Mean and spread of 200 polls of 100, 1,000 and 10,000 people. Both kinds get narrower with size. The random polls close in on the truth, {truth:.1f} minutes, those at noon on a number far below it."
figure, axis = plt.subplots(figsize=(8, 3))
for name, k, mark, side in (("random", 0, "o", 0.92), ("at noon", 1, "s", 1.08)):
    sizes = np.array(list(found)) * side
    means = [np.mean(pair[k]) for pair in found.values()]
    spread = [2 * np.std(pair[k]) for pair in found.values()]
    axis.errorbar(sizes, means, spread, fmt=mark, capsize=4, label=name)
axis.axhline(truth, color="0.5", linestyle="--", label=f"truth: {truth:.1f}")
axis.set(xscale="log", xlabel="people asked", ylabel="mean minutes a day, ± 2 sd")
axis.legend()
plt.show()

# %% [markdown]
# *Sampling noise* shrinks as the sample grows. *Sampling bias* does not: the noon poll closes in on a wrong number, and the bars get so short that it looks certain. In 1936 the *Literary Digest* counted more than two million
# postcards and announced a clear win for Landon; Roosevelt won 46 of 48 states. Its addresses came from telephone directories and car registers, and those who were angry wrote back
# ([Squire 1988](https://doi.org/10.1086/269085)). During the war, Wald was asked where to armour bombers, given the holes in those that had *come back*; he looked at where there were none
# ([Mangel and Samaniego 1984](https://doi.org/10.1080/01621459.1984.10478038)). If you know how large the groups really are, you can draw the right number from each (a *stratified* sample), or repair what you have: take the mean of each group, and let it count by the group's share of the town.

# %%
poll = rng.choice(100_000, 1000, p=reached)  # at noon
at_work = minutes[poll][works[poll]].mean()
others = minutes[poll][~works[poll]].mean()
print(f"plain mean of the noon poll: {minutes[poll].mean():.1f}")
print(f"60 % working, 40 % not:      {0.6 * at_work + 0.4 * others:.1f}, truth {truth:.1f}")

# %% [markdown]
# The same thousand calls, and now they are about right. (As long as those at work who *did* answer are like those who did not: the shares repair nothing within a group.)
#
# **Bad ones.** One nation in our table types its wealth in dollars instead of thousands:

# %%
typo = nations.copy()
typo.loc[5, "wealth"] = 1000 * typo.loc[5, "wealth"]
spoiled = LinearRegression().fit(typo[["wealth"]], typo["wellbeing"])
for wealth in (5, 80):
    new = pd.DataFrame({"wealth": [wealth]})
    before, after = line.predict(new)[0], spoiled.predict(new)[0]
    print(f"wealth {wealth:2}: predicted {before:.2f} before, {after:.2f} with the typo")
print(typo["wealth"].describe().round(1)[["min", "50%", "mean", "max"]].to_dict())

# %% [markdown]
# One wrong entry, and the relation is gone: squares make far points strong. The last line would have told: *look at your data first*. The smallest and the largest value and a histogram of each column take a minute. Wrong, missing and doubled entries are a large part of the work in practice ([[ch02]]).
#
# **Useless ones.** The neighbours treat all columns alike. What if most of them have nothing to do with the answer? Three kinds of wine, 13 chemical measurements, and columns of pure noise beside them:

# %%
rng = np.random.default_rng(4)
for extra in (0, 10, 100, 1000):
    table = np.hstack([wine.data, rng.normal(size=(178, extra))])
    neighbours = make_pipeline(StandardScaler(), KNeighborsClassifier(5))
    scores = cross_val_score(neighbours, table, wine.target, cv=5)
    print(f"13 + {extra:4} columns: {scores.mean():.0%} right")

# %% [markdown]
# With a thousand useless columns the useful ones are drowned: everybody is about equally far from everybody. Hence *feature engineering*: choosing, combining and making columns that have something to say. **Change one thing**: use 50 neighbours instead of 5 in this cell. Does the vote of many help against noise columns?
#
# <details><summary>What you should see</summary>
#
# It helps with 100 useless columns, and not at all with 1,000. Averaging is good against noise in the *answers*. Here the noise is in the *distances*, and sooner or later the fifty are the wrong fifty.
# </details>
#
# **Its exercise**: [[ch01-e06]]. **Read more**: Halevy, Norvig, Pereira, [The unreasonable effectiveness of data](https://doi.org/10.1109/MIS.2009.36), on when more examples beat better algorithms.

# %% [markdown] topics=["S-05-I.08"]
# ## 6 · Too little freedom, too much
#
# A cheap thermometer on a balcony: 120 readings at random times of a day, each off by 1.5 degrees or so. How warm is it at any hour? The number of neighbours, k, decides how freely the curve may move. It is a *hyperparameter*: a setting of the learning, chosen before it starts; what is
# learned *by* it are the parameters.

# %%
def readings(m, seed):
    rng = np.random.default_rng(seed)
    hour = rng.uniform(0, 24, (m, 1))
    warm = 14 - 6 * np.cos(2 * np.pi * (hour[:, 0] - 3) / 24)
    return hour, warm + rng.normal(0, 1.5, m)


X, y = readings(120, seed=5)
X_new, y_new = readings(1000, seed=6)  # readings that no model has seen

# %% alt="Readings of a day and three curves. k = 1 jumps from reading to reading, k = 15 follows the rise and fall of the day smoothly, k = 100 is nearly flat."
hours = np.linspace(0, 24, 600).reshape(-1, 1)
figure, panels = plt.subplots(1, 3, figsize=(9, 3), sharey=True)
for axis, k in zip(panels, (1, 15, 100)):
    model = KNeighborsRegressor(k).fit(X, y)
    train = root_mean_squared_error(y, model.predict(X))
    new = root_mean_squared_error(y_new, model.predict(X_new))
    axis.plot(X, y, ".", color="0.6")
    axis.plot(hours, model.predict(hours))
    axis.set(title=f"k = {k}: train {train:.2f}, new {new:.2f}", xlabel="hour")
panels[0].set_ylabel("degrees")
plt.show()

# %% [markdown]
# Left, the curve goes through every reading: the error on the *training set* is zero, and it has learned the thermometer's mistakes by heart. It *overfits*. Right, it hardly moves: it cannot even follow the readings it was given. It *underfits*. In the middle, the error on new readings comes near 1.5, what the
# thermometer itself is off by; no model can get below that.

# %%
quiz.predict(
    "We try k from 1 to 120 and plot both errors. Which k has the lowest error "
    "on the training readings, and which on new ones?",
    [
        "the same k for both",
        "training: k = 1; new: somewhere in between",
        "training: in between; new: k = 120",
    ],
    right=1,
    because=(
        "Each reading is its own nearest neighbour, so k = 1 repeats it exactly. "
        "New readings are best served by a mean over some neighbours, but near ones."
    ),
    tempting={
        0: "At k = 1, who is the nearest neighbour of a training reading?",
        2: "At k = 120 every prediction is the mean of the whole day.",
    },
)

# %%
ks = np.unique(np.geomspace(1, 120, 30).round().astype(int))
train, new = [], []
for k in ks:
    model = KNeighborsRegressor(k).fit(X, y)
    train.append(root_mean_squared_error(y, model.predict(X)))
    new.append(root_mean_squared_error(y_new, model.predict(X_new)))
best, lowest = ks[np.argmin(new)], min(new)
print(f"lowest on the training readings: k = {ks[np.argmin(train)]}")
print(f"lowest on new readings:          k = {best}, {lowest:.2f}")

# %% alt="Error over k on a log scale. On training readings it starts at 0 for k = 1 and grows with k. On new readings it falls from {new[0]:.2f} at k = 1 to {lowest:.2f} at k = {best}, and rises to {new[-1]:.2f} at k = 120."
figure, axis = plt.subplots(figsize=(8, 3))
axis.semilogx(ks, train, "o-", markersize=3, label="training readings")
axis.semilogx(ks, new, "s--", markersize=3, label="new readings")
axis.axvline(best, color="0.6", linewidth=1)
axis.axhline(1.5, color="0.8", linewidth=1)
axis.set(xlabel="k (few neighbours: free; many: stiff)", ylabel="RMSE in degrees")
axis.text(1.1, 2.5, "overfits")
axis.text(50, 0.7, "underfits")
axis.legend(loc="upper center")
plt.show()

# %% [markdown]
# Read it from two numbers. *Training error low, new error much higher*: overfitting. Give less freedom (more neighbours, fewer columns, a simpler model; the general word is *regularisation*), or more readings. *Both high and close together*: underfitting. Give more freedom, or better
# features; more readings will not help. Move it yourself:

# %%
demos.neighbours.show()

# %% [markdown]
# **Change one thing**: give the models 2,000 readings instead of 120 (`readings(120, seed=5)`), and run the three cells again. Where does the best k go?
#
# <details><summary>What you should see</summary>
#
# It becomes larger in number, but these neighbours now lie within fewer minutes. The error of k = 1 on new readings does *not* improve much: one noisy reading remains one noisy reading.
# </details>
#
# **Its exercise**: [[ch01-e07]]. **Read more**: [Validation curves](https://scikit-learn.org/stable/modules/learning_curve.html) in scikit-learn's guide. Why the best place is in between, [[ch04]] shows by bias and variance.

# %% [markdown] topics=["S-05-I.08", "S-03-sklearn"]
# ## 7 · How good is it really?
#
# Two hundred people each claim to foresee coin tosses. We test all of them on fifty tosses, and keep the best one. Would you bet with him?

# %%
quiz.predict(
    "The best of 200 was right in about 70 % of his 50 tosses. "
    "How often will he be right in the next 1,000?",
    ["about 70 %", "about 60 %", "about 50 %"],
    right=2,
    because="All 200 were guessing. Somebody had to be the luckiest of them.",
    tempting={
        0: "What did he have to be for us to look at him? Right, or lucky?",
        1: "A compromise between skill and luck. How much skill is there in a fair coin?",
    },
)

# %%
rng = np.random.default_rng(7)
claims, tosses = rng.integers(0, 2, (200, 1050)), rng.integers(0, 2, 1050)
hits = claims == tosses
best = np.argmax(hits[:, :50].mean(axis=1))
print(f"the best of 200, on the 50 tosses that chose him: {hits[best, :50].mean():.0%}")
print(f"the same one, on the next 1,000:                  {hits[best, 50:].mean():.0%}")

# %% [markdown]
# The number that was used to *choose* cannot be used to *judge*. So data are split in three before anything else is done:
#
# - the **training set**, which the models are fitted to;
# - the **validation set**, on which you compare models and hyperparameters (also called *development set*, dev set);
# - the **test set**, which is used once, at the very end, for the one model that was chosen. Its error estimates the *generalisation error*, the error on instances to come. If you look at it, improve the model and look again, it has become a validation set.
#
# Setting aside a validation set costs rows, and with few rows its verdict is noisy. *Cross-validation* uses all of them in turn: cut the training set into five *folds*, train on four, validate on the fifth, five times, each time with a fresh copy of the model (`sklearn.base.clone` makes one).

# %% alt="Five rows, one a round; each is cut into five folds. In each round another fold is dark: it validates, the other four train. The test set stands apart on the right and is light in all five."
figure, axis = plt.subplots(figsize=(8, 2))
for turn in range(5):
    colours = ["C0" if fold == turn else "0.85" for fold in range(5)]
    axis.barh([turn] * 5, 18, left=np.arange(5) * 20, color=colours)
    axis.barh(turn, 25, left=105, color="none", edgecolor="0.4")
axis.invert_yaxis()
axis.grid(False)
axis.set(yticks=range(5), yticklabels=[f"round {turn + 1}" for turn in range(5)])
axis.set(xticks=[49, 117], xticklabels=["dark validates, light trains", "test set: untouched"])
plt.show()

# %% [markdown]
# In production this is one object. `GridSearchCV` tries each value of a hyperparameter by cross-validation, then fits the best one to the whole training set:

# %%
X, X_test, y, y_test = train_test_split(
    wine.data, wine.target, test_size=0.25, stratify=wine.target, random_state=0
)
neighbours = make_pipeline(StandardScaler(), KNeighborsClassifier())
choices = {"kneighborsclassifier__n_neighbors": [1, 3, 9, 27, 81]}
search = GridSearchCV(neighbours, choices, cv=5).fit(X, y)
for k, mean, spread in zip(
    search.cv_results_["param_kneighborsclassifier__n_neighbors"],
    search.cv_results_["mean_test_score"],
    search.cv_results_["std_test_score"],
):
    print(f"k = {k:2}: {mean:.1%} ± {spread:.1%} over five folds")

# %%
print("chosen:", search.best_params_)
print(f"once, on the test set: {search.score(X_test, y_test):.1%} of {len(y_test)}")

# %% [markdown]
# Look at the spread: where two values of k differ by less than it, the data have not decided between them.
#
# **A leak.** Now coin tosses again, but with 5,000 random columns and 100 rows. There is nothing to learn. We first pick the 20 columns that go best with the answer, then cross-validate a model on them, by the book. What comes out?

# %%
rng = np.random.default_rng(8)
noise, coin = rng.normal(size=(100, 5000)), rng.integers(0, 2, 100)
picked = SelectKBest(k=20).fit_transform(noise, coin)  # looks at all 100 answers
leaky = cross_val_score(KNeighborsClassifier(), picked, coin, cv=5).mean()
whole = make_pipeline(SelectKBest(k=20), KNeighborsClassifier())
honest = cross_val_score(whole, noise, coin, cv=5).mean()
print(f"columns picked before: {leaky:.0%} right")
print(f"picked inside, in each round from its training folds: {honest:.0%} right")

# %% [markdown]
# Foreseeing coins, by the book! The columns were picked with the help of the answers of the very rows that were to judge them. *Whatever learns from data, learns from the training folds only*: selection, scaling, filling of gaps. In a pipeline, scikit-learn sees to it. **Change one thing**: pick from `noise[:, :100]` instead of all 5,000 in both places. What happens to the leak?
#
# <details><summary>What you should see</summary>
#
# It gets smaller but does not go away. The more there was to choose from, the better luck looks: the coin prophets again. (The honest score moves around one half by luck, too: a hundred tosses are few.)
# </details>
#
# **Its exercises**: [[ch01-e08]], and [[ch01-e09]], the fast track. **Read more**: [Cross-validation](https://scikit-learn.org/stable/modules/cross_validation.html) and [Common pitfalls](https://scikit-learn.org/stable/common_pitfalls.html) in scikit-learn's guide.

# %% [markdown] topics=["S-ch01-mismatch"]
# ## 8 · Trained here, used there
#
# The digits were scanned. The customer's app takes photos: darker, noisy, seldom centred. There are thousands of scans and a handful of photos. So we train on scans, and because the photos are what matters, validation and test set are made of *photos only*.
#
# Now suppose the error is 2 % in training and 40 % on the photos. Is the model overfitted, or are photos just different? Two numbers cannot tell. Hold back some *scans* that are not trained on, the *train-dev set*. It differs from the training set only in that it is new, and from the dev set only in where it comes from.

# %%
def photo(scans, rng):
    """Scans as the app would take them: off centre, pale, noisy."""
    shifted = [np.roll(scan, rng.integers(-1, 2), axis=1) for scan in scans.reshape(-1, 8, 8)]
    pale = 0.6 * np.array(shifted).reshape(-1, 64)
    return (pale + rng.normal(0, 2, pale.shape)).clip(0, 16)


rng = np.random.default_rng(9)
rows = rng.permutation(1797)
train, train_dev, dev = rows[:1000], rows[1000:1400], rows[1400:]
scans, names = digits.data, digits.target
dev_photos = photo(scans[dev], rng)

# %% alt="Eight digits in two rows: above as scans, dark and centred; below as photos, paler, speckled, some of them moved by a pixel to the left or right. They can still be read."
figure, pair = plt.subplots(2, 8, figsize=(7, 1.9))
for row, pictures, name in zip(pair, (scans[dev], dev_photos), ("scan", "photo")):
    row[0].set_ylabel(name)
    for axis, picture in zip(row, pictures):
        axis.imshow(picture.reshape(8, 8), cmap="gray_r", vmin=0, vmax=16)
        axis.set(xticks=[], yticks=[])
plt.show()

# %%
quiz.predict(
    "A nearest-neighbour reader is 1 % wrong on new scans. "
    "Photos are pale, noisy and off by a pixel; people can still read them. "
    "How wrong is it on photos?",
    ["about 2 %", "about 10 %", "25 % or more"],
    right=2,
    because=(
        "To the pixels a digit that moved by one is a different picture. "
        "The reader knows nothing of shapes, only of grey values at places."
    ),
    tempting={
        0: "You see the shape at a glance. What does a distance between pixels see?",
        1: "Moved by one pixel, how many of the 64 values keep theirs?",
    },
)

# %%
errors = {}
for name, model in (
    ("neighbours", KNeighborsClassifier(1)),
    ("deep tree", DecisionTreeClassifier(random_state=0)),
    ("tree of 8 leaves", DecisionTreeClassifier(max_leaf_nodes=8, random_state=0)),
):
    model.fit(scans[train], names[train])
    sets = ((scans[train], train), (scans[train_dev], train_dev), (dev_photos, dev))
    errors[name] = [1 - model.score(table, names[rows]) for table, rows in sets]
    print(f"{name:>16}:", ", ".join(f"{error:.0%}" for error in errors[name]))

# %% alt="Three bars for each of three models: errors in training, train-dev and dev. Nearest neighbours: nothing, nearly nothing, then a tall bar for photos. Deep tree: nothing, then a clear step to train-dev and a larger one to dev. Tree of eight leaves: tall in all three."
figure, axis = plt.subplots(figsize=(8, 3))
for place, (name, three) in enumerate(errors.items()):
    axis.bar(place + np.array([-0.25, 0, 0.25]), three, 0.23, color=["C0", "C1", "C2"])
axis.set(xticks=range(3), xticklabels=errors, ylabel="share of errors", ylim=(0, 1))
axis.legend(axis.containers[0], ["train", "train-dev", "dev (photos)"])
plt.show()

# %% [markdown]
# Read the three bars from left to right, and ask at each step where the big jump is:
#
# | jump | what is wrong | what helps |
# |---|---|---|
# | from what is possible (a person, say) to *train* | underfitting | a freer model, better features |
# | from *train* to *train-dev* | overfitting | more rows, less freedom |
# | from *train-dev* to *dev* | *data mismatch* | training rows that are more like those to come |
# | from *dev* to *test* | the dev set is worn out by too many choices | a new, larger dev set |
#
# The neighbours do not overfit; they have been moved to another world. So we make the training rows more like that world: each scan four times, as it might be photographed.

# %%
like = np.vstack([photo(scans[train], rng) for _ in range(4)])
adapted = KNeighborsClassifier(1).fit(like, np.tile(names[train], 4))
wrong = 1 - adapted.score(dev_photos, names[dev])
print(f"trained on scans:           {errors['neighbours'][2]:.0%} wrong on photos")
print(f"trained on imitated photos: {wrong:.0%} wrong on photos")

# %% [markdown]
# No new label was needed. **Change one thing**: imitate only once instead of four times (`range(4)` and `tile(…, 4)` both become 1). How much do the copies matter?
#
# <details><summary>What you should see</summary>
#
# Most of the gain comes from the first copy: it brings paleness and noise, and a shift for most scans. More copies show each scan in more positions, which helps a little further.
# </details>

# %%
demos.mismatch.show()

# %% [markdown]
# **Its exercise**: [[ch01-e10]]. **Read more**: A. Ng, *Machine Learning Yearning*, where the train-dev set is explained at length.

# %% [markdown] topics=["S-05-I.01", "S-03-sklearn"]
# ## 9 · No model wins everywhere
#
# Is there a best learning algorithm? Four instances are known, three are not. If *every* way to label the three were equally likely, which method would guess best?

# %%
quiz.predict(
    "We score three methods over all eight possible labellings of three unseen instances: "
    "nearest neighbour, always 0, and the opposite of the nearest neighbour. Who wins?",
    ["nearest neighbour", "always 0", "nobody: all three reach exactly one half"],
    right=2,
    because=(
        "For each labelling in which a guess is right there is its mirror image, "
        "in which it is wrong."
    ),
    tempting={
        0: "That supposes that neighbours tend to agree. Do they, over all labellings?",
        1: "In how many of the eight labellings is the first label 0?",
    },
)

# %%
seen, labels = np.array([[1.0], [2.0], [6.0], [7.0]]), np.array([0, 0, 1, 1])
unseen = np.array([[1.5], [3.0], [6.5]])
nearest = KNeighborsClassifier(1).fit(seen, labels).predict(unseen)
methods = {"nearest": nearest, "always 0": np.zeros(3, int), "opposite": 1 - nearest}
for name, guess in methods.items():
    worlds = [np.mean(guess == np.array(world)) for world in product([0, 1], repeat=3)]
    print(f"{name:>8}: {np.mean(worlds):.3f} right, on average over {len(worlds)} worlds")

# %% [markdown]
# That is the *no free lunch* theorem in miniature ([Wolpert 1996](https://doi.org/10.1162/neco.1996.8.7.1341)): without an assumption about the world no method is better than another. Learning works because our world is not like this: neighbours do resemble each other, many relations are nearly straight. Each model is such
# an assumption, and which one suits *your* data is found out by trying a few, the simplest first:

# %%
methods = {
    "mean": DummyRegressor(),
    "line": LinearRegression(),
    "neighbours": make_pipeline(StandardScaler(), KNeighborsRegressor(15)),
    "forest": RandomForestRegressor(50, random_state=0),
}

# %%
rmse = "neg_root_mean_squared_error"  # a score is better if it is larger: hence "neg"
cases = {"diabetes": load_diabetes(return_X_y=True), "balcony": readings(400, seed=10)}
for case, (X, y) in cases.items():
    for name, model in methods.items():
        folds = -cross_val_score(model, X, y, cv=5, scoring=rmse)
        print(f"{case:>8}, {name:>10}: off by {folds.mean():.2f} ± {folds.std():.2f}")

# %% [markdown]
# `DummyRegressor` always predicts the mean: the baseline that a model has to beat to be one. On 442 patients the line is as good as anything; on the balcony it is hardly better than the mean, for a day's temperature is no line, and neighbours win. Nobody could have told from the names of the methods. **Change one thing**: let the forest
# have 5 trees instead of 50. Where does it stand on the patients then?
#
# <details><summary>What you should see</summary>
#
# Clearly behind the line. More elaborate is not better; it is another assumption, with more settings that can be wrong.
# </details>
#
# **The tools.** *scikit-learn* is for tables and for everything in this part: one interface, hundreds of models, pipelines, honest evaluation. *Keras* builds neural networks, and runs on *TensorFlow* (which this course uses) or on other engines; they are for pictures, sound, text, and for data in such
# amounts that features are better learned than made ([[ch10]]). Begin with the simple model. Often you also end with it: it trains in a second, anyone can explain it, and it fails in ways you understand.
#
# **Its exercise**: [[ch01-e11]]. **Read more**: [Choosing the right estimator](https://scikit-learn.org/stable/machine_learning_map.html), scikit-learn's map.

# %% [markdown]
# ## To take away
#
# 1. Learning pays where rules are many, unknown or changing. Ask what examples you have: with answers, without, or only by trying.
# 2. A model is an assumption: a line that everything lies on, or neighbours that resemble each other. Outside of its data it still answers.
# 3. More data cure noise, never bias. Look at who is *not* in the table.
# 4. Training error low, new error high: overfitting. Both high: underfitting. New scans fine, photos bad: mismatch.
# 5. What has been used to choose cannot judge: train, validate, and test once, with everything that learns inside the pipeline, and a baseline beside every number.
#
# Now the **exit quiz**, [[ch01-e12]]: six cases, eight minutes.
