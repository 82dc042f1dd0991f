# %% [markdown]
# # Ensembles and random forests
#
# A single tree changes with every sample of rows; that was the end of [[ch06]]. Yet hundreds of such trees, put together, are the first thing to try on nearly any table. **How can many unreliable models make a reliable one, and when do they not?** This lesson lets models vote, gives
# them different rows and different columns, has each learn from the mistakes of those before it, and finally trains a model to listen to the others.
#
# Afterwards you can
#
# - say by how much a vote helps, and what spoils it,
# - combine models of different kinds, by votes or by probabilities,
# - grow a random forest and judge it on rows that its trees have not seen,
# - read what a forest finds important, and notice when that is an illusion,
# - boost small trees, by hand and with the library, and stop in time,
# - stack models without letting them see the answers.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 90 min · core exercises 1½ h · extra exercises 2 h. Builds on [[ch06]] (decision trees).*

# %%
from time import process_time

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.stats import binom
from sklearn.datasets import load_diabetes, load_digits, make_moons
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import AdaBoostClassifier, BaggingClassifier
from sklearn.ensemble import ExtraTreesClassifier, GradientBoostingRegressor
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

# %%
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.inspection import DecisionBoundaryDisplay, permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import cross_val_predict, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

# %%
from jupyterlab_homl.toolkit import datasets, demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-05-I.11g"]
# ## 1 · When many are wiser than one
#
# At a fair in Plymouth in 1906, visitors paid sixpence to guess what an ox would weigh, slaughtered and dressed. Francis Galton got hold of 787 of the cards. The guess in the middle was 1,207 pounds; the ox weighed 1,198: less than one per cent off
# (Galton: *Vox populi*, Nature 75, 1907).
#
# An *ensemble* is such a crowd: several models that give one answer together. A *weak learner* is a member that is only a little better than guessing. Suppose that $n$ of them are each right with probability $p$, and that they err *independently* of each other. Then the number of
# right votes has a binomial distribution, and the majority is right with probability
#
# $$P(\text{more than } n/2 \text{ right}) = \sum_{k>n/2}\binom{n}{k}p^k(1-p)^{n-k}.$$

# %%
quiz.predict(
    "1,001 models, each right in 51 % of all cases, err independently. "
    "How often is their majority right?",
    ["in 51 % of all cases", "in about 74 %", "in more than 99 %"],
    right=1,
    because=(
        "510.5 right votes are expected, with a standard deviation of 15.8: "
        "500 lies 0.6 standard deviations below."
    ),
    tempting={
        0: "That would be so if all of them always agreed.",
        2: "That takes more voters: compare an advantage of 10 votes with a spread of 16.",
    },
)

# %%
for voters in (1, 11, 101, 1001, 10_001):
    right = binom.sf(voters // 2, voters, 0.51)  # more than half
    print(f"{voters:6d} voters: the majority is right in {right:.1%} of all cases")

# %% [markdown]
# On average $0.01\,n$ votes more than half are right, while the spread of the count, $\sqrt{np(1-p)}$, grows only like $\sqrt{n}/2$; so with enough voters the advantage wins. The Marquis de Condorcet proved this for juries in 1785, together with the other half of the theorem:
#
# **Change one thing**: let each voter be right in 49 % of all cases, `0.49`. What do more voters do now?
#
# <details><summary>What you see</summary>
#
# The majority gets worse with every voter: 26 % for 1,001 of them, 2 % for 10,001. A vote amplifies what its members have in common, for better or worse.
# </details>
#
# **The small print** is the word *independently*. A thousand models trained on the same rows make much the same mistakes. With numbers in place of votes one can see precisely what is left of the gain. Let the errors of $n$ models have variance $\sigma^2$, and any two of them the correlation $\rho$.
# The variance of a sum is the sum of all variances and covariances, $n\sigma^2+n(n-1)\rho\sigma^2$; divide by $n^2$, and you have that of the mean:
#
# $$\operatorname{Var}(\text{mean error}) = \rho\,\sigma^2 + \frac{1-\rho}{n}\,\sigma^2 .$$
#
# The second part melts as models are added. The first part stays, however many there are.

# %% alt="Variance of the mean error against the number of models from 1 to 100, for correlations 0, 0.3 and 0.7. Without correlation it falls to {left[0]:.2f}. With 0.3 it levels off at {left[1]:.2f}, with 0.7 at {left[2]:.2f}. Points from simulated errors lie on the curves."
rng, models, left = np.random.default_rng(0), np.arange(1, 101), []
for rho in (0, 0.3, 0.7):
    curve = rho + (1 - rho) / models
    (line,) = plt.plot(models, curve, label=f"correlation {rho}")
    common, own = rng.normal(size=(20_000, 1)), rng.normal(size=(20_000, 30))
    errors = np.sqrt(rho) * common + np.sqrt(1 - rho) * own  # any two correlate by rho
    seen = [errors[:, :n].mean(axis=1).var() for n in (1, 3, 10, 30)]
    plt.plot([1, 3, 10, 30], seen, "o", color=line.get_color(), markersize=4)
    left.append(curve[-1])
plt.gca().set(xlabel="models", ylabel="variance of the mean error")
plt.legend()
plt.show()

# %% [markdown]
# (The points are measured on simulated errors, the curves are the formula.) So an ensemble needs two things at once: members that are good, and members that *differ*. Most of this lesson is about ways to make models differ without making them much worse.
#
# For squared errors there is even an exact account, row by row, without any probability (Krogh and Vedelsby, 1995): *the squared error of the mean is the mean squared error of the members, less their spread around their own mean.* To see it, write each error as the way from the model to the mean plus the way from the mean to the truth, $(f_i-\bar f)+(\bar f-y)$, square it, and average over the models: the mixed term drops out, because the $f_i-\bar f$ add up to 0. Three models say 8, 11 and 14 where 10 is true:

# %%
says, truth = np.array([8.0, 11.0, 14.0]), 10.0
members = np.mean((says - truth) ** 2)
spread = np.mean((says - says.mean()) ** 2)
together = (says.mean() - truth) ** 2
print(f"members {members:.0f}, spread {spread:.0f}, together {together:.0f}")

# %% [markdown]
# In the demo you set how good the voters are and how much they have in common:

# %%
demos.majority_vote.show()

# %% [markdown]
# **Its exercises**: [[ch07-e01]] and [[ch07-e02]]. **Read more**: [Ensembles](https://scikit-learn.org/stable/modules/ensemble.html) in scikit-learn's user guide.

# %% [markdown] topics=["S-05-I.11g"]
# ## 2 · Different models, one vote
#
# Three doctors look at the same picture. Two would say *healthy*, but only just, at 55 to 45; the third is 95 % sure of the opposite. Count heads, and the patient goes home. Average the probabilities of *ill*, and the patient stays: $(0.45+0.45+0.95)/3=0.62$.
#
# These are the two ways to vote. *Hard voting* counts the classes that the models predict. *Soft voting* takes the mean of their probabilities and then the class with the highest one. Soft voting lets a model that is sure count for more, and therefore needs probabilities that mean something.
#
# The easiest way to get models that differ is to take different *kinds*. We use pictures of handwritten digits, 8 × 8 pixels, and train on few of them, so that there are mistakes to look at. The three kinds: a logistic regression ([[ch04 §7]]); a linear discriminant, which puts a bell of the same shape around each digit and ends with straight borders, too; and the five nearest neighbours.

# %%
digits = load_digits()
X_train, X_test, y_train, y_test = train_test_split(
    digits.data, digits.target, train_size=400, stratify=digits.target, random_state=0
)
kinds = {
    "logistic": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "discriminant": LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.1),
    "neighbours": make_pipeline(StandardScaler(), KNeighborsClassifier(5)),
}
wrong = {}
for name, model in kinds.items():
    wrong[name] = model.fit(X_train, y_train).predict(X_test) != y_test

# %%
print(pd.Series(wrong).map(np.mean).map("{:.1%} wrong".format).to_string())
print("\nhow the mistakes of two of them correlate:")
print(pd.DataFrame(wrong).astype(float).corr().round(2))

# %%
quiz.predict(
    "Three models, 5 to 6 % wrong each; their mistakes correlate by about 0.4. "
    "How often is their majority wrong?",
    ["in 5 to 6 % of all cases", "in about 4 %", "in less than 1 %"],
    right=1,
    because="A vote goes wrong only where two of three are, and that is rarer, but not rare.",
    tempting={
        0: "Is the majority wrong wherever one of them is?",
        2: "So it would be if they erred independently: about 3 · 0.055² = 0.9 %. They do not.",
    },
)

# %%
for voting in ("hard", "soft"):
    vote = VotingClassifier(list(kinds.items()), voting=voting).fit(X_train, y_train)
    print(f"{voting} vote: {1 - vote.score(X_test, y_test):.1%} wrong")
alone = {name: 1 - model.score(X_test, y_test) for name, model in kinds.items()}
print(f"the best alone: {min(alone.values()):.1%} wrong")

# %% [markdown]
# `VotingClassifier` takes pairs of a name and an unfitted model, like a pipeline, and fits copies of them (`named_estimators_`). `weights=[2, 1, 1]` gives the first model two votes. For numbers there is `VotingRegressor`, which takes the mean.
#
# The two linear models make much the same mistakes (0.56); the neighbours bring in something of their own. A member that errs just where the others do adds nothing.
#
# **Change one thing**: put a tree, `DecisionTreeClassifier(random_state=0)`, in the place of the neighbours' pipeline. Does the vote still help?
#
# <details><summary>What you see</summary>
#
# No. The tree alone is wrong for 23 % of the digits. The hard vote is now worse than the best member alone, and the soft vote no better than it. Members must differ, *and* be good.
# </details>
#
# **Its exercise**: [[ch07-e03]]. **Read more**: [Voting](https://scikit-learn.org/stable/modules/ensemble.html#voting-classifier).

# %% [markdown] topics=["S-05-I.11f", "S-05-I.11g"]
# ## 3 · The same model on different rows
#
# There are not many kinds of models, but there is no end of samples. In [[ch06 §6]] we drew rows with replacement and got a hundred trees that differed. To train one model on many such *bootstrap* samples and let the results vote is called *bagging*, bootstrap aggregating (Leo Breiman, 1996). Sampling
# without replacement is *pasting*.

# %%
quiz.predict(
    "1,000 rows, and 1,000 draws with replacement. How many of the rows are never drawn?",
    ["hardly any", "about 370", "about 500"],
    right=1,
    because="Each draw misses a row with chance 0.999; to the power of 1,000 that is 0.368.",
    tempting={
        0: "As many draws as rows, but some rows are drawn two or three times.",
        2: "A single row escapes one draw with chance 0.999. And a thousand of them?",
    },
)

# %%
rng = np.random.default_rng(0)
for m in (5, 50, 1000, 100_000):
    drawn = rng.integers(0, m, m)
    missed = 1 - len(np.unique(drawn)) / m
    print(f"{m:7,d} rows: missed {missed:.3f}, expected {(1 - 1 / m) ** m:.3f}")
print(f"1/e = {np.exp(-1):.3f}")

# %% [markdown]
# Since $(1-\tfrac1m)^m \to e^{-1}$, every tree leaves about 37 % of the rows out. They are called *out-of-bag*, and they are a gift: for each row some 37 % of the trees have never seen it. Let only these vote on it, compare with the truth, and you have an honest score, without a validation set and
# without a single further fit.

# %%
X, y = make_moons(n_samples=2500, noise=0.35, random_state=4)
X_few, X_new, y_few, y_new = train_test_split(X, y, train_size=500, random_state=0)
tree = DecisionTreeClassifier(random_state=0)
bag = BaggingClassifier(tree, n_estimators=200, oob_score=True, random_state=0)
bag.fit(X_few, y_few)
tree.fit(X_few, y_few)
for name, model in (("one tree", tree), ("200 trees", bag)):
    print(f"{name}: training rows {model.score(X_few, y_few):.1%}", end=", ")
    print(f"new rows {model.score(X_new, y_new):.1%}")
print(f"out-of-bag: {bag.oob_score_:.1%}")

# %% [markdown]
# The score on training rows says nothing in either case. The out-of-bag score comes close to that on new rows, and it is there before any new row has been looked at. (Of 500 rows, chance alone moves a score by a point or two. On average it is a little pessimistic where trees are few, since on each row only a third of them vote.)
#
# What has become of the islands around single rows?

# %% alt="Two panels with the training rows of two half moons. Left, one tree without a limit: a patchwork of strips around single rows. Right, 200 such trees on bootstrap samples: all strips but one are gone, the border is smoother, and a few small islands are left."
figure, panels = plt.subplots(1, 2, figsize=(7.5, 3.4), sharey=True)
look = {"response_method": "predict", "grid_resolution": 150, "cmap": "coolwarm", "alpha": 0.45}
for model, axis in zip((tree, bag), panels):
    DecisionBoundaryDisplay.from_estimator(model, X_few, ax=axis, **look)
    axis.scatter(*X_few.T, c=y_few, s=3, cmap="coolwarm")
    axis.set(xlim=(-1.6, 2.6), ylim=(-1.2, 1.7))
panels[0].set_title(f"one tree: new rows {tree.score(X_new, y_new):.1%}")
panels[1].set_title(f"200 trees: new rows {bag.score(X_new, y_new):.1%}")
plt.show()

# %% [markdown]
# All strips but one are gone, and what is left of the islands is small. Each tree still learns its rows by heart, and a row is in the sample of 63 % of the trees; so on its own spot it wins the vote, and the bag, too, is right for all training rows. But around that spot each tree draws its strip differently, and what only a minority draws is voted down. Bagging lowers the *variance* ([[ch04 §5]]) and leaves the bias where it is: so bag models that are flexible and unstable, such as full trees. Bagging straight lines is a waste, since they hardly change.
#
# Columns can be sampled, too: `max_features=0.5` gives each model half of them (*random subspaces*; with sampled rows, *random patches*), which helps where there are many. And since no tree waits for another, all can grow at the same time: `n_jobs=-1` uses every core.
#
# **Change one thing**: add `max_samples=0.1` to the bag, so that each tree gets fifty rows only. Every single tree is worse now. And the bag?
#
# <details><summary>What you see</summary>
#
# It is better: 88 % of the new rows, two points more. Fifty rows make a coarse tree, but one that shares few rows with the others; on such noisy data the gain is larger than the loss.
# </details>
#
# **Its exercise**: [[ch07-e04]]. **Read more**: [Bagging](https://scikit-learn.org/stable/modules/ensemble.html#bagging-meta-estimator).

# %% [markdown] topics=["S-05-I.11f"]
# ## 4 · Random forests
#
# Give twelve cooks the same kitchen, and most will reach for the sharpest knife first. Trees on different rows still agree about the best first question, and much of what follows is alike: their errors stay correlated, and the part $\rho\,\sigma^2$ ([[§1]]) stays. So hide the knife: at every node, look at a random
# selection of the columns only, and take the best question among *these*. Bagged trees that do so are a *random forest* (Breiman, 2001, after Tin Kam Ho, 1995).
#
# `max_features` is the number of columns that each node may look at. Here is what it does to the members, and to the whole:

# %%
def members(forest):
    """Mean error of the trees of a forest on the test digits, and how they correlate."""
    wrong = np.array([tree.predict(X_test) != y_test for tree in forest.estimators_])
    pairs = np.corrcoef(wrong)[np.triu_indices(len(wrong), 1)]
    return wrong.mean(), pairs.mean()


# %%
for columns in (64, 24, 8, 3, 1):
    forest = RandomForestClassifier(100, max_features=columns, random_state=0)
    forest.fit(X_train, y_train)
    alone, correlation = members(forest)
    print(f"{columns:2d} columns: trees {alone:.1%} wrong, correlation", end=" ")
    print(f"{correlation:.2f}; forest {1 - forest.score(X_test, y_test):.1%} wrong")

# %% [markdown]
# Read the table from top to bottom. The trees get *worse*, and the forest gets *better*, as long as the correlation falls faster than the quality of the trees; with a single column the loss is larger than the gain. The default of the classifier, `max_features="sqrt"` (here 8 of 64), is a good first try; `RandomForestRegressor` takes all columns unless it is told
# otherwise, so for regression `max_features=1/3` is worth trying.

# %%
quiz.predict(
    "You have a forest of 100 trees and grow 400 more. Can that make the forest overfit?",
    [
        "yes: more trees follow the noise more closely",
        "no: its error levels off",
        "yes, if the trees are deep",
    ],
    right=1,
    because="More trees bring the vote closer to that of infinitely many. They add no freedom.",
    tempting={
        0: "Each tree follows the noise of its own rows. What does a mean of more of them do?",
        2: "Each deep tree overfits in its own way. Does a mean of 500 vary more than of 100?",
    },
)

# %% alt="Error against the number of trees from 30 to 300 for a forest on digits. Out-of-bag it falls from {oob[0]:.1%} with 30 trees to {oob[-1]:.1%} with 300; on test rows from {test[0]:.1%} to {test[-1]:.1%}. Both level off and do not rise."
counts, oob, test = [30, 50, 80, 120, 200, 300], [], []
forest = RandomForestClassifier(oob_score=True, warm_start=True, random_state=0)
for n in counts:
    forest.set_params(n_estimators=n).fit(X_train, y_train)  # only the new trees are grown
    oob.append(1 - forest.oob_score_)
    test.append(1 - forest.score(X_test, y_test))
plt.plot(counts, oob, "o-", label="out-of-bag")
plt.plot(counts, test, "s--", label="test rows")
plt.xlabel("trees")
plt.ylabel("share wrong")
plt.legend()
plt.show()

# %% [markdown]
# So the number of trees is not something to tune: take as many as you can afford. What may be worth tuning is `max_features` and `min_samples_leaf`, and even these matter less than any limit does for a single tree. That is the charm of forests: they are hard to get wrong.
#
# *Extra-trees*, extremely randomised trees (Geurts, Ernst and Wehenkel, 2006), go one step further: they draw a *threshold at random* for each column and take the best of these few questions. No threshold is searched for, so a tree costs less. (The thresholds make the trees differ enough: by default each of them gets all rows.)

# %%
for kind in (RandomForestClassifier, ExtraTreesClassifier):
    start = process_time()
    model = kind(200, random_state=0).fit(X_train, y_train)
    took = process_time() - start
    wrong = 1 - model.score(X_test, y_test)
    print(f"{kind.__name__}: {wrong:.1%} wrong, {took:.2f} s of computing")

# %% [markdown]
# Which of the two is better is a matter for cross-validation. The probabilities of either, `predict_proba`, are means over the trees' leaves: soft voting.
#
# **Change one thing**: `min_samples_leaf=20` in the forest whose members are printed above. What happens to the trees, to their correlation, and to the forest?
#
# <details><summary>What you see</summary>
#
# The trees get much worse. Their correlation falls, but that does not make up for it: the forest errs nearly twice as often. Larger leaves mean more bias, and no vote takes bias away. With noisy targets it can be the other way round: there a few rows a leaf help.
# </details>
#
# **Its exercise**: [[ch07-e05]]. **Read more**: [Forests of randomised trees](https://scikit-learn.org/stable/modules/ensemble.html#forests-of-randomized-trees).

# %% [markdown] topics=["S-05-I.11f", "S-05-I.06"]
# ## 5 · What importances mean, and what they hide
#
# A forest of 300 trees cannot be read like one tree. But one can add up, for each column, by how much its questions lowered the impurity, weighted by rows and averaged over the trees. That is `feature_importances_`; the numbers add up to 1. For pixels it makes a picture:

# %% alt="The 8 by 8 pixels of the digits, shaded by their importance in the forest. The pixels in the middle matter most, up to {shown[1]:.0%} for one; the columns at the left and right edge hardly at all, {shown[0]:.2%} in the mean."
pixels = forest.feature_importances_.reshape(8, 8)
shown = [pixels[:, [0, -1]].mean(), pixels.max()]
plt.figure(figsize=(3.6, 3))
plt.imshow(pixels, cmap="viridis")
plt.colorbar(label="importance")
plt.grid(False)
plt.show()

# %% [markdown]
# That looks sensible. Now a case where it does not. To the ten columns on 442 patients with diabetes ([[ch06 §5]]) we add an eleventh, the *number on the file*: drawn at random, and without any meaning. (`bp` is the blood pressure, `s1` to `s6` come from a blood test.)

# %%
patients, progress = load_diabetes(return_X_y=True, as_frame=True, scaled=False)
patients["file number"] = np.random.default_rng(1).permutation(len(patients)) + 1000
P_train, P_test, t_train, t_test = train_test_split(
    patients, progress, test_size=0.5, random_state=0
)
judge = RandomForestRegressor(100, min_samples_leaf=2, random_state=0).fit(P_train, t_train)
print(f"R² on new patients: {judge.score(P_test, t_test):.2f}")

# %%
quiz.predict(
    "The column `sex` has two values, the file number has 442. "
    "Which gets the higher importance from the forest?",
    ["sex: a random number has none", "the file number", "both get exactly 0"],
    right=1,
    because=(
        "Deep down, where a node holds a few patients, one of many thresholds always happens "
        "to part them well. Two values allow one question only."
    ),
    tempting={
        0: "It is counted on training rows, and there noise can be learned by heart.",
        2: "It is 0 only for a column that is never asked about.",
    },
)

# %%
impurity = pd.Series(judge.feature_importances_, patients.columns)
shuffled = permutation_importance(judge, P_test, t_test, n_repeats=5, random_state=0)
honest = pd.Series(shuffled.importances_mean, patients.columns)
table = pd.DataFrame({"impurity": impurity, "permutation": honest})
print(table.sort_values("impurity", ascending=False).round(3))

# %% [markdown]
# Two columns, two questions. The first says *how much a column was used*; a column with many values is used a lot, whether it knows anything or not, because the sum is taken over the training rows. The second, which you may know from [[ch02 §7]], is *permutation importance*: shuffle one column of rows that the model has *not* seen, so that its values no
# longer belong to their rows, and see how far the score falls. Repeat, and take the mean. A file number that is shuffled costs nothing: its permutation importance is close to zero, and as often below zero as above.
#
# On *training* rows the permutation is fooled as well: there the file number has been learned by heart, and shuffling it hurts. So take rows that were left out.

# %% alt="Bars of the permutation importance of the file number and of sex, on training rows and on test rows. The file number: {bars[0]:.3f} on training rows and {bars[1]:.3f} on test rows. Sex: {bars[2]:.3f} and {bars[3]:.3f}."
known = permutation_importance(judge, P_train, t_train, n_repeats=5, random_state=0)
known = pd.Series(known.importances_mean, patients.columns)
bars = [known["file number"], honest["file number"], known["sex"], honest["sex"]]
labels = ["file number,\ntraining", "file number,\ntest", "sex,\ntraining", "sex,\ntest"]
plt.bar(labels, bars, color=["C1", "C0", "C1", "C0"])
plt.axhline(0, color="0.4")
plt.ylabel("loss of R² when shuffled")
plt.show()

# %% [markdown]
# **Twins hide each other.** Add a copy of a useful column, the body mass index, with a little noise. The model can read either; shuffle one, and it still has the other. (The forest is a new one, which looks at half of the columns at each node, so that both twins get their turn.)

# %%
twins = P_train.assign(copy=P_train["bmi"] + rng.normal(0, 0.3, len(P_train)))
twins_test = P_test.assign(copy=P_test["bmi"] + rng.normal(0, 0.3, len(P_test)))
pair = RandomForestRegressor(100, min_samples_leaf=2, max_features=0.5, random_state=0)
pair.fit(twins, t_train)
alone = permutation_importance(pair, twins_test, t_test, n_repeats=5, random_state=0)
alone = pd.Series(alone.importances_mean, twins.columns)
both = twins_test.copy()
order = rng.permutation(len(both))
both[["bmi", "copy"]] = both[["bmi", "copy"]].to_numpy()[order]  # the pair stays together
fall = pair.score(twins_test, t_test) - pair.score(both, t_test)

# %%
print(f"without a copy: bmi {honest['bmi']:.3f}")
print(f"with it: bmi {alone['bmi']:.3f}, copy {alone['copy']:.3f}")
print(f"both shuffled together: {fall:.3f}")

# %% [markdown]
# Whoever drops both columns because each seems dispensable throws away some of the best that there is. Where columns correlate, shuffle them *as a group*, in the same order; that is [[ch07-e06]].
#
# What no importance tells: whether more is better or worse, whether the column was known at the time of the decision, and whether it is a *cause*. It says what *this model* leans on; a bad model may lean on the wrong things with great conviction. So look at the score first.
#
# **Change one thing**: give the forest `min_samples_leaf=20`. What happens to the impurity importance of the file number?
#
# <details><summary>What you see</summary>
#
# It shrinks from 0.05 to about 0.002: with twenty patients in a leaf, chance hardly ever finds a threshold that looks good. The score on new patients even rises a little.
# </details>
#
# **Its exercise**: [[ch07-e06]]. **Read more**: [Permutation feature importance](https://scikit-learn.org/stable/modules/permutation_importance.html), and [with correlated features](https://scikit-learn.org/stable/auto_examples/inspection/plot_permutation_importance_multicollinear.html).

# %% [markdown] topics=["S-05-I.11g"]
# ## 6 · Learning from the mistakes of others: AdaBoost
#
# A pupil who has done a test does not revise everything. They go through what was wrong, do a second test, and again look at what is still wrong. *Boosting* trains models one after another in this way: each turns to what those before it got wrong. The first boosting method to be used
# everywhere was *AdaBoost* (Yoav Freund and Robert Schapire, 1995), and its weak learner is mostly a *stump*, a tree with one question.
#
# Every row has a weight $w_i$, at first $1/m$. In each round a stump $h$ is fitted to the weighted rows; classes are $-1$ and $+1$. Let $\varepsilon$ be the weight of the rows that it gets wrong. The stump gets a vote of strength $\alpha$, and then
#
# $$w_i \leftarrow w_i\,e^{-\alpha\,y_i\,h(x_i)},\qquad\text{divided by their sum.}$$
#
# Rows that were right lose weight, rows that were wrong gain. Which $\alpha$? The sum of the new weights, before the division, is $(1-\varepsilon)e^{-\alpha}+\varepsilon e^{\alpha}$. One can show that the share of mistakes of the whole ensemble is never above the product of these sums over all rounds. So AdaBoost makes each as small as possible; set the derivative to zero:
#
# $$-(1-\varepsilon)e^{-\alpha}+\varepsilon e^{\alpha}=0\quad\Longrightarrow\quad \alpha=\tfrac12\ln\frac{1-\varepsilon}{\varepsilon}.$$
#
# A stump that is no better than a coin, $\varepsilon=\tfrac12$, gets no vote; the smaller its error, the louder it speaks.

# %%
signs = 2 * y_few - 1  # -1 and +1
weights, total = np.full(len(signs), 1 / len(signs)), np.zeros(len(signs))
for round_ in range(1, 5):
    stump = DecisionTreeClassifier(max_depth=1).fit(X_few, signs, sample_weight=weights)
    says = stump.predict(X_few)
    error = weights[says != signs].sum()
    alpha = 0.5 * np.log((1 - error) / error)
    weights *= np.exp(-alpha * signs * says)
    weights /= weights.sum()
    total += alpha * says
    right = np.mean(np.sign(total) == signs)
    print(f"{round_}: error {error:.3f}, alpha {alpha:.3f}, so far {right:.1%} right")

# %%
quiz.predict(
    "After the new weights are set, what share of the weight lies on the rows that the last "
    "stump got wrong?",
    ["the same as before", "half", "nearly all"],
    right=1,
    because="Both sides come to √(ε(1−ε)): against the new weights the stump is a coin.",
    tempting={
        0: "Wrong rows were multiplied by e^α, right ones by e^−α.",
        2: "Put α into (1−ε)e^−α and εe^α and compare the two.",
    },
)

# %%
on_wrong = weights[says != signs].sum()
print(f"on the rows that the last stump got wrong lies {on_wrong:.3f} of the weight")

# %% [markdown]
# So the next stump has to find something *new*: asking the same again would be no better than a coin. (The share of right answers need not rise in every round, as you see above; what falls is the product.) The answer of the ensemble is the sign of $\sum_t\alpha_t h_t(x)$, a weighted vote in which good stumps count for more.

# %% alt="Share of wrong predictions against the number of stumps, from 1 to 400, on a log scale. Training rows: from {curve_train[0]:.1%} down to {curve_train[-1]:.1%}. New rows: from {curve_new[0]:.1%} to {low:.1%} at best, and {curve_new[-1]:.1%} in the end."
stump = DecisionTreeClassifier(max_depth=1)
boosted = AdaBoostClassifier(stump, n_estimators=400, random_state=0).fit(X_few, y_few)
curve_train = 1 - np.array(list(boosted.staged_score(X_few, y_few)))
curve_new = 1 - np.array(list(boosted.staged_score(X_new, y_new)))
low = curve_new.min()
plt.semilogx(range(1, len(curve_new) + 1), curve_train, "--", label="training rows")
plt.semilogx(range(1, len(curve_new) + 1), curve_new, label="new rows")
plt.xlabel("stumps")
plt.ylabel("share wrong")
plt.legend()
plt.show()

# %% [markdown]
# This is how boosting differs from bagging. A stump has little variance and a large *bias*; a bag of stumps would be hardly better than one. Boosting lowers the bias, round by round; therefore it *can* overfit if it goes on for too long, and it cannot be done in parallel, since every round waits for the one before. And it believes the labels: a row whose label is *wrong* is a
# mistake in each round, and its weight grows and grows.
#
# **Change one thing**: add `learning_rate=0.1` to `AdaBoostClassifier`, which shrinks each $\alpha$ to a tenth. What happens to both curves?
#
# <details><summary>What you see</summary>
#
# Both fall later and more smoothly, and the training error ends higher: ten times as many rounds would be needed for the same way. On new rows the result is about as good, and it depends less on where one stops.
# </details>
#
# **Its exercise**: [[ch07-e07]]. **Read more**: [AdaBoost](https://scikit-learn.org/stable/modules/ensemble.html#adaboost). (The library's `estimator_weights_` are twice our $\alpha$ for two classes; the sign of the sum is the same.)

# %% [markdown] topics=["S-05-I.11g"]
# ## 7 · Gradient boosting: fit what is left over
#
# You drive a golf ball two hundred metres, and it stops forty short. The next stroke does not repeat the first: it aims at what is *left*. *Gradient boosting* (Jerome Friedman, 2001) does not change weights. Each new tree is fitted to the *residuals*, the target less what the ensemble says so far:
#
# $$F_0=\bar y,\qquad r_i = y_i-F_{t-1}(x_i),\qquad F_t = F_{t-1}+\eta\,h_t,\quad h_t\text{ fitted to } r.$$
#
# Why *gradient*? The derivative of the loss $\tfrac12(y-F)^2$ with respect to the prediction $F$ is $-(y-F)$; so the residual is the negative gradient, and each round is a step of gradient descent ([[ch04 §2]]), taken not with parameters but with the predictions themselves. Other losses have other "residuals": for log loss it is $y-p$.
# The factor $\eta$ is the learning rate, called *shrinkage* here.

# %%
rng = np.random.default_rng(7)
x = np.sort(rng.uniform(0, 10, 120)).reshape(-1, 1)
target = np.sin(x[:, 0]) + 0.1 * x[:, 0] + rng.normal(0, 0.25, 120)
so_far = np.full(120, target.mean())
stages = [so_far.copy()]
for round_ in range(3):
    left_over = target - so_far
    small = DecisionTreeRegressor(max_depth=2).fit(x, left_over)
    so_far += small.predict(x)  # eta = 1
    stages.append(so_far.copy())
    print(f"tree {round_ + 1}: mean squared residual {np.mean((target - so_far) ** 2):.3f}")

# %% alt="Three panels with the same 120 points along a wave. After 1, 2 and 3 trees of depth 2 the staircase of their sum follows the wave more and more closely: the mean squared residual falls from {falls[0]:.2f} to {falls[1]:.2f} and {falls[2]:.2f}."
falls = [np.mean((target - stage) ** 2) for stage in stages[1:]]
figure, panels = plt.subplots(1, 3, figsize=(9, 2.8), sharey=True)
for trees, (stage, axis) in enumerate(zip(stages[1:], panels), start=1):
    axis.plot(x, target, ".", color="0.6", markersize=4)
    axis.plot(x, stage, color="C0")
    axis.set_title(f"{trees} tree{'s' * (trees > 1)}: {falls[trees - 1]:.2f} left over")
plt.show()

# %% [markdown]
# Each tree has only four leaves, yet the sum of three has more steps than any of them. With hundreds the sum follows every point; so this ensemble, too, has to stop in time.

# %%
quiz.predict(
    "The learning rate goes from 0.5 to 0.05. How does the best number of trees change?",
    ["it stays", "it becomes smaller", "it becomes about ten times as large"],
    right=2,
    because="Each tree takes a tenth of the step: about ten times as many go the same way.",
    tempting={
        0: "Each step is ten times shorter. How many does it take to go the same way?",
        1: "Smaller steps: are fewer of them enough?",
    },
)

# %%
X_fit, X_val = P_train.iloc[:, :10], P_test.iloc[:, :10]  # without the file number
curves = []
for rate in (0.5, 0.05):
    boost = GradientBoostingRegressor(n_estimators=400, max_depth=2, random_state=0)
    steps = boost.set_params(learning_rate=rate).fit(X_fit, t_train).staged_predict(X_val)
    curves.append([root_mean_squared_error(t_test, predicted) for predicted in steps])
lows, ends = np.min(curves, axis=1), [curve[-1] for curve in curves]
places = np.argmin(curves, axis=1) + 1

# %% alt="Root mean squared error on validation rows against the number of trees, up to 400, for learning rates 0.5 and 0.05. With 0.5 it is lowest, {lows[0]:.1f}, at {places[0]} trees and then rises to {ends[0]:.1f}. With 0.05 it is lowest, {lows[1]:.1f}, at {places[1]} trees and rises slowly to {ends[1]:.1f}."
for rate, curve in zip((0.5, 0.05), curves):
    plt.semilogx(range(1, 401), curve, label=f"learning rate {rate}")
plt.plot(places, lows, "ko", label="lowest")
plt.xlabel("trees")
plt.ylabel("RMSE on rows left out")
plt.legend()
plt.show()

# %% [markdown]
# `staged_predict` gives the predictions after 1, 2, 3, … trees, so one fit draws the whole curve (here on a log scale). A small learning rate makes the valley wide: it matters less where one stops. That is worth the additional trees.
#
# *Early stopping* ([[ch04 §6]]) finds the place: put some rows aside, and stop when the error on them has not improved for a number of rounds, the *patience*. `GradientBoostingRegressor(n_iter_no_change=10, validation_fraction=0.1)` does it, and `n_estimators_` then tells how many trees there are. In the demo you stop by hand:

# %%
demos.boosting_rounds.show()

# %% [markdown]
# **Change one thing**: in the three rounds by hand, multiply by a learning rate, `so_far += 0.1 * small.predict(x)`. How much is left over after three trees?
#
# <details><summary>What you see</summary>
#
# Much more: after three trees most of the wave is still there. It takes more than twenty to get to where three got before.
# </details>
#
# **Its exercise**: [[ch07-e08]]. **Read more**: [Gradient-boosted trees](https://scikit-learn.org/stable/modules/ensemble.html#gradient-boosted-trees).

# %% [markdown] topics=["S-ch07-xgboost", "S-05-I.11g"]
# ## 8 · Boosting that one would ship
#
# Sorting a million values at every node is what makes `GradientBoostingRegressor` slow. Nobody needs to know whether a house has 1,203 or 1,204 square feet: sort the values of each column *once* into at most 255 *bins*, and then only compare bins. Such *histogram* gradient boosting is what is used in practice on tables: `HistGradientBoostingRegressor` and
# `…Classifier` here, and the libraries XGBoost (Chen and Guestrin, 2016), LightGBM and CatBoost.
#
# The houses of [[ch02]] have empty cells and a column of words. A forest of this library takes empty cells, too, but would need an encoder for the words, so it has to do without them here; the histogram trees take the frame as it is. At each question they learn to which side missing values go, and a column of pandas' type `category` is split by groups of categories.

# %%
houses = datasets.load("housing", rows=6000)
houses["ocean_proximity"] = houses["ocean_proximity"].astype("category")
value = houses.pop("median_house_value")
H_train, H_test, v_train, v_test = train_test_split(houses, value, random_state=0)
print("missing:", houses.isna().sum()[lambda n: n > 0].to_dict())
model = HistGradientBoostingRegressor(
    learning_rate=0.1,
    max_iter=500,  # at most so many rounds
    early_stopping=True,
    n_iter_no_change=15,
    random_state=0,
)

# %%
model.fit(H_train, v_train)
rmse = root_mean_squared_error(v_test, model.predict(H_test))
print(f"boosting, {model.n_iter_} rounds: RMSE {rmse:,.0f}")
numbers = H_train.drop(columns="ocean_proximity")
forest = RandomForestRegressor(50, max_features=1 / 3, n_jobs=2, random_state=0)
forest.fit(numbers, v_train)
rmse = root_mean_squared_error(v_test, forest.predict(H_test[numbers.columns]))
print(f"a forest of 50, without the words: RMSE {rmse:,.0f}")

# %% [markdown]
# Three settings are worth knowing by heart. With `early_stopping="auto"`, the default, boosting stops early *only above 10,000 rows*: say `True`. `max_iter` is then a limit that should not be reached (its default is 100). And `validation_score_` is the record: the score on the rows put aside, before the first round and after each.

# %% alt="Score on training rows and on the rows put aside against the number of rounds, from 0 to {model.n_iter_}. Both rise steeply at first. That of the rows put aside has its highest point at round {peak} and does not rise after it; that of the training rows goes on rising."
peak = int(np.argmax(model.validation_score_))
plt.plot(model.train_score_, "--", label="training rows")
plt.plot(model.validation_score_, label="rows put aside")
plt.axvline(peak, color="0.6")
plt.ylim(model.validation_score_[10], None)
plt.xlabel("rounds")
plt.ylabel("score (minus the loss)")
plt.legend()
plt.show()

# %%
quiz.predict(
    "Boosting stopped after 15 rounds without improvement. Which trees does the library keep?",
    ["all of them, also the last 15", "those up to the best round"],
    right=0,
    because="scikit-learn keeps all. XGBoost does, too, but predicts up to `best_iteration`.",
    tempting={1: "XGBoost predicts with these. Compare `n_iter_` with the best round below."},
)

# %%
print("rounds:", model.n_iter_, " best round:", peak)
scores = model.validation_score_
tail = (scores[peak] - scores[-1]) / abs(scores[peak])
print(f"the rounds after it raised the loss by {tail:.1%}")

# %% [markdown]
# **XGBoost** ("extreme gradient boosting") has the same parts under other names. It ships as a package of its own (`pip install xgboost`; nothing else in this course needs it), and its classes have `fit` and `predict`, so that pipelines and grid searches take them.
#
# | here | XGBoost | what it does |
# |---|---|---|
# | `learning_rate` | `learning_rate` (`eta`) | shrinks each tree |
# | `max_iter` | `n_estimators` | most rounds |
# | `max_leaf_nodes=31` | `max_depth=6` | size of a tree |
# | `l2_regularization` | `reg_lambda` (default 1) | shrinks the leaves |
# | `early_stopping=True`, `n_iter_no_change=10` | `early_stopping_rounds=10` | patience |
# | `validation_fraction` | `eval_set=[(X_val, y_val)]` in `fit` | rows put aside: here by the model, there by you |
# | `n_iter_`, `validation_score_` | `best_iteration`, `evals_result()` | what came out |
#
# Both use the second derivative of the loss as well as the first. For squared errors a leaf then predicts not the mean of its $k$ residuals but $\sum r_i/(k+\lambda)$, where $\lambda$ is `l2_regularization` here (0 by default) and `reg_lambda` there (1). With $\lambda=1$, a leaf with a single residual of 10 says 5, one with nineteen of them 9.5. A leaf that knows little holds back.

# %%
try:
    from xgboost import XGBRegressor
except ModuleNotFoundError:
    XGBRegressor = None
    print("XGBoost is not installed here: pip install xgboost, then run this again.")

# %%
fitting, checking, v_fitting, v_checking = train_test_split(H_train, v_train, random_state=1)
if XGBRegressor is not None:
    booster = XGBRegressor(n_estimators=500, learning_rate=0.1, early_stopping_rounds=15)
    booster.set_params(enable_categorical=True)  # as `ocean_proximity` is
    booster.fit(fitting, v_fitting, eval_set=[(checking, v_checking)], verbose=False)
    rmse = root_mean_squared_error(v_test, booster.predict(H_test))
    print(f"XGBoost, best round {booster.best_iteration}: RMSE {rmse:,.0f}")

# %% [markdown]
# Never hand the *test* rows to `eval_set`. They would choose the number of trees, and the score on them would no longer be one on unseen rows: a leak that is easily overlooked ([[ch02 §6]]).
#
# **Change one thing**: `learning_rate=0.02` in the histogram booster. How many rounds now, and is the error lower?
#
# <details><summary>What you see</summary>
#
# 204 rounds instead of 79, and the error is about the same. If `n_iter_` ever equals `max_iter`, it was the limit that ended the training, not the rows put aside: raise it.
# </details>
#
# **Its exercise**: [[ch07-e09]]. **Read more**: [Histogram-based gradient boosting](https://scikit-learn.org/stable/modules/ensemble.html#histogram-based-gradient-boosting), [Introduction to boosted trees](https://xgboost.readthedocs.io/en/stable/tutorials/model.html) by XGBoost's authors.

# %% [markdown] topics=["S-05-I.11g"]
# ## 9 · A model that listens to models
#
# A newspaper has three weather services, and one editor who has read them for years: this one is good at rain, that one exaggerates storms, and if the first two disagree, believe the third. *Stacking* (David Wolpert, 1992) trains the editor. The predictions of the models become the *columns* of a new table, and a *final model*, also called a blender, learns from them.
#
# The trap is in the table. Suppose that one of the models knows its training rows by heart, like a nearest neighbour:

# %%
gossip = KNeighborsClassifier(1)
careful = make_pipeline(StandardScaler(), KNeighborsClassifier(25))
services = {"by heart": gossip, "careful": careful}
naive = [m.fit(X_few, y_few).predict_proba(X_few)[:, 1] for m in services.values()]
naive = np.column_stack(naive)
print("agrees with the truth on training rows:")
for name, column in zip(services, naive.T):
    print(f"  {name}: {np.mean((column > 0.5) == y_few):.1%}", end="")
    print(f", on new rows: {services[name].score(X_new, y_new):.1%}")

# %% [markdown]
# On its own training rows the first service is always right: it has *seen the answers*. An editor who is trained on this table will believe it blindly. So each prediction in the table must come from a model that has not seen the row: split the rows into folds, predict each fold by models fitted to the others. These are *out-of-fold* predictions, and
# `cross_val_predict` makes them.

# %%
quiz.predict(
    "Two editors (logistic regressions): one learns from the naive table, one from the "
    "out-of-fold table. On which service does each rely?",
    [
        "both on the careful one",
        "the naive one on the one that knows by heart, the other on the careful one",
        "both on the one that knows by heart",
    ],
    right=1,
    because="Out of fold, one sees that whoever knows by heart is often wrong on new rows.",
    tempting={
        0: "In the naive table one column equals the truth. What is its weight?",
        2: "Out of fold, the first service has not seen the row that it predicts.",
    },
)

# %%
how = {"cv": 5, "method": "predict_proba"}
honest = [cross_val_predict(m, X_few, y_few, **how)[:, 1] for m in services.values()]
honest = np.column_stack(honest)
fresh = np.column_stack([m.predict_proba(X_new)[:, 1] for m in services.values()])
for name, table in (("naive", naive), ("out-of-fold", honest)):
    editor = LogisticRegression().fit(table, y_few)
    weights = ", ".join(f"{w:.1f}" for w in editor.coef_[0])
    print(f"{name}: weights {weights}; new rows {editor.score(fresh, y_new):.1%}")

# %% [markdown]
# After the out-of-fold table has been made, the services are fitted once more, to all rows: these are the ones that see new rows. `StackingClassifier` does all of it:

# %%
final = LogisticRegression(max_iter=500)
stack = StackingClassifier(list(kinds.items()), final_estimator=final, cv=5)
stack.fit(X_train, y_train)
soft = VotingClassifier(list(kinds.items()), voting="soft").fit(X_train, y_train)
for name, model in (("stack", stack), ("soft vote", soft)):
    print(f"{name} of the three kinds: {1 - model.score(X_test, y_test):.1%} wrong")
print("columns that the final model gets:", stack.final_estimator_.n_features_in_)

# %% [markdown]
# Thirty columns: ten probabilities from each of three models. The final model should be a plain one, such as a regularised linear model; all it has to learn is whom to trust. Stacking costs: with five folds every model is fitted six times. Often it gains a few tenths of a per cent, which may win a contest; a single boosted ensemble is easier to keep alive.
#
# **Change one thing**: take `KNeighborsClassifier(1)` out of the services by giving it 25 neighbours, too. Do the two tables still lead to different editors?
#
# <details><summary>What you see</summary>
#
# The weights become nearly equal, and both editors are good: a model that does not know its rows by heart has less to give away. With full trees, forests or boosting among the models, the naive table is always a trap.
# </details>
#
# **Which one?** For a table of up to millions of rows: a histogram booster with early stopping, and a random forest as the baseline that needs no care. For pictures, sound and text: networks ([[ch10]]). Where a person has to follow each decision: one small tree ([[ch06]]), even if it costs a few points.
#
# **Its exercises**: [[ch07-e10]] and [[ch07-e11]]. **Read more**: [Stacked generalisation](https://scikit-learn.org/stable/modules/ensemble.html#stacked-generalization).
#
# ## To take away
#
# - A mean of models has the variance ρσ² + (1 − ρ)σ²/n: members must be good, and they must differ.
# - Bagging gives each tree other rows, a forest also other columns; the rows out of the bag judge it at no cost.
# - Impurity importance shows what was used in training. Permutation on rows left out shows what helps; twins hide each other.
# - Boosting fits what is left over: small trees, a small learning rate, early stopping on rows put aside.
# - A stack learns from out-of-fold predictions; otherwise it learns to believe those who have seen the answers.
#
# **The exit quiz**: [[ch07-e12]].
