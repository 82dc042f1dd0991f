# %% [markdown]
# # Decision trees
#
# Most models answer with a number and keep the reason to themselves. A decision tree answers like a person: *because the petal is wider than 1.75 cm.* It takes tables as they are, needs no scaling,
# and is drawn in a minute. **So why does hardly anybody ship a single tree?** This lesson grows trees, reads them, limits them, and then shakes them a little.
#
# Afterwards you can
#
# - follow a tree from the root to a leaf, and explain a prediction in words,
# - measure how mixed a node is, and say how the next question is found,
# - grow a tree as far as the data allow, by a limit or by pruning, chosen by cross-validation,
# - predict numbers with a tree, and say where its staircase ends,
# - tell what a tree owes to the rows it happened to get.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 65 min · core exercises 1½ h · extra exercises 2¼ h. Builds on [[ch03]] (classification).*

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_diabetes, load_iris, make_moons
from sklearn.decomposition import PCA
from sklearn.inspection import DecisionBoundaryDisplay
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.tree import export_text, plot_tree

# %%
from jupyterlab_homl.toolkit import demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-05-I.11e"]
# ## 1 · A key that writes itself
#
# A botanist who finds a flower opens a *key*: "Leaves opposite? go to 7. Leaves alternate? go to 12." After a few questions there is a name. Somebody who knew the plants well had to write the key. A *decision tree* is such a key,
# and `fit` writes it from a table of plants that have names already.
#
# Every question is a *node* and has the same form: is this feature at most this *threshold*? Yes goes to the left, no to the right. The first node is the *root*; where no more is asked there is a *leaf*, which holds the answer. The *depth* of the tree is the largest
# number of questions on the way to a leaf.
#
# The table holds 150 irises of three kinds, measured by Edgar Anderson and published by Ronald Fisher in 1936. We use two columns: the length and the width of a petal.

# %%
quiz.predict(
    "Three kinds of iris, 50 flowers each, and two questions at most. "
    "How many of the 150 flowers will the tree name rightly?",
    ["about 100", "about 125", "about 144", "all 150"],
    right=2,
    because=(
        "One kind has such small petals that a single question takes it out; "
        "the other two overlap only a little in width."
    ),
    tempting={
        0: "So much one gets by a single question: one kind apart, two mixed.",
        3: "The two larger kinds overlap: some flowers lie on the other's side.",
    },
)

# %%
iris = load_iris(as_frame=True)
petals = iris.data[["petal length (cm)", "petal width (cm)"]]
petals.columns = ["length", "width"]
kind = iris.target_names[iris.target]

small = DecisionTreeClassifier(max_depth=2, random_state=0).fit(petals, kind)
print(export_text(small, feature_names=["length", "width"]))
print("right:", (small.predict(petals) == kind).sum(), "of", len(kind))

# %% [markdown]
# Read it aloud: *at most 0.8 cm wide: setosa. Else at most 1.75 cm: versicolor. Else virginica.* Nobody told the tree what to ask; two widths were enough for it.
#
# `plot_tree` draws the same tree and adds what it knows about each node: how many flowers arrive there (`samples`), how many of each kind (`value`), and how mixed they are (`gini`, [[§3]]).

# %% alt="The tree as a diagram. Root: width at most {small.tree_.threshold[0]:.2f}, 150 flowers, Gini {small.tree_.impurity[0]:.2f}. Left: a pure leaf with 50 setosa. Right: width at most {small.tree_.threshold[2]:.2f}, 100 flowers; below it a leaf of 54, nearly all versicolor, and a leaf of 46, nearly all virginica."
plt.figure(figsize=(7.5, 4))
plot_tree(
    small,
    feature_names=["length", "width"],
    class_names=list(small.classes_),
    filled=True,
    rounded=True,
    fontsize=8,
)
plt.show()

# %% [markdown]
# In the plane of the two features every question is a cut parallel to an axis, and the leaves are rectangles:

# %% alt="Petal length against width. Horizontal borders at widths {small.tree_.threshold[0]:.2f} and {small.tree_.threshold[2]:.2f} part the plane in three bands: setosa below, versicolor in the middle, virginica above. A few flowers lie in the band of another kind."
colors = ["C0", "C1", "C2"]
look = {"response_method": "predict", "multiclass_colors": colors, "alpha": 0.25}
DecisionBoundaryDisplay.from_estimator(small, petals, **look)
for name, marker, color in zip(small.classes_, "os^", colors):
    own = petals[kind == name]
    plt.scatter(own.length, own.width, marker=marker, color=color, s=14, label=name)
plt.ylim(0, 2.7)
plt.legend(loc="upper left")
plt.show()

# %% [markdown]
# **Change one thing**: let the tree ask three questions, `max_depth=3`. Which feature comes in, and how many flowers more are named rightly?
#
# <details><summary>What you see</summary>
#
# Now the length is asked about, too, and two more flowers are right: 146. One question is wasted on a node both of whose halves say virginica. The new rectangles hold few flowers each: keep that in mind for §4.
# </details>
#
# Such a tree is a *white box*: everybody can check it, argue with it, or carry it on paper. Compare with a model that multiplies 784 pixels by weights.
#
# **Its exercise**: [[ch06-e01]]. **Read more**: [Decision trees](https://scikit-learn.org/stable/modules/tree.html) in scikit-learn's user guide.

# %% [markdown] topics=["S-05-I.11e"]
# ## 2 · From question to probability
#
# A bank turns down a customer and owes a reason. With a tree the reason is the path: the questions on the way to the leaf and their answers. The leaf also says how sure the tree is. Of the 54 training flowers in the middle leaf 49 are versicolor; the share
# 49/54 is what `predict_proba` returns, for every flower that ends there.

# %%
quiz.predict(
    "The middle leaf is the band of widths from 0.8 to 1.75 cm. One flower is 1.0 cm wide, "
    "another 1.74 cm, right at the border. How do their probabilities compare?",
    [
        "the one at the border is less sure",
        "they are the same",
        "the one at the border is more sure",
    ],
    right=1,
    because="Both end in the same leaf, and a leaf has one answer for everything in it.",
    tempting={
        0: "A logistic regression answers like that. What does a leaf know about its border?",
        2: "Nothing in a leaf depends on where in it a flower lies.",
    },
)

# %%
flowers = np.array([[4.0, 1.0], [4.0, 1.74], [4.0, 1.76]])
with_names = petals.iloc[:3].copy()
with_names[:] = flowers
print(small.classes_)
print(small.predict_proba(with_names).round(3))
print("they end in the nodes", small.apply(with_names))

# %% [markdown]
# A tree's probability is a step: the same up to the border, and beyond it quite another. Two hundredths of a centimetre turn 91 % for one kind into 98 % for another.
#
# A share is only as good as the number of rows behind it. Grow the tree without any limit and look at the sizes of its leaves:

# %%
full = DecisionTreeClassifier(random_state=0).fit(petals, kind)
leaves = full.tree_.children_left == -1
sizes = full.tree_.n_node_samples[leaves]
certain = full.predict_proba(petals).max(axis=1) == 1
print("sizes of the leaves:", sorted(sizes.tolist()))
print(f"sure to 100 %: {certain.sum()} of {len(kind)} flowers")

# %% [markdown]
# Nearly every leaf is *pure* and says 100 %, also those that hold one or two flowers. A probability from one flower is no probability. Where you need trustworthy ones, ask for larger leaves (`min_samples_leaf`) and check them on rows
# that the tree has not seen.
#
# **No scaling.** A threshold only asks which values lie below it. Measure the petals in inches, or take logarithms: the thresholds move along, the same rows go left, and the predictions stay what they were. So trees need no `StandardScaler`, do not mind outliers in a feature, and mix
# metres with euros.

# %%
inches = DecisionTreeClassifier(max_depth=2, random_state=0).fit(petals / 2.54, kind)
same = inches.predict(petals / 2.54) == small.predict(petals)
print("thresholds in cm:    ", small.tree_.threshold[[0, 2]].round(3))
print("thresholds in inches:", inches.tree_.threshold[[0, 2]].round(3))
print(f"the same prediction for {same.sum()} of {len(same)} flowers")

# %% [markdown]
# **Change one thing**: replace `petals / 2.54` by `np.log(petals)` in all places. Which number changes, and which does not?
#
# <details><summary>What you see</summary>
#
# The thresholds are logarithms now, and lie a little off those of before, since the middle of two logarithms is not the logarithm of the middle. All 150 training flowers end where they did.
# </details>
#
# Everything that a fitted tree knows stands in arrays: `tree_.feature[i]` and `tree_.threshold[i]` hold the question of node `i`, `tree_.children_left[i]` and `tree_.children_right[i]` the nodes below it (−1: it is a leaf).

# %%
tree = small.tree_
for node in range(tree.node_count):
    if tree.children_left[node] == -1:
        print(f"node {node}: leaf")
    else:
        question = f"column {tree.feature[node]} <= {tree.threshold[node]:.2f}?"
        left, right = tree.children_left[node], tree.children_right[node]
        print(f"node {node}: {question} yes: node {left}, no: node {right}")

# %% [markdown]
# **Its exercise**: [[ch06-e02]]. **Read more**: [Understanding the decision tree structure](https://scikit-learn.org/stable/auto_examples/tree/plot_unveil_tree_structure.html).

# %% [markdown] topics=["S-05-I.11e"]
# ## 3 · Which question first?
#
# In the game of twenty questions a good player does not ask "Is it Marie Curie?" but "Is she alive?". A good question leaves both heaps tidier than the one before. So we need a number for disorder.
#
# Draw two rows from a node, at random and with putting back. The *Gini impurity* is the chance that they belong to different classes. With the shares $p_k$ of the classes, both are of class $k$ with chance $p_k^2$, so
#
# $$G = 1 - \sum_k p_k^2 .$$
#
# It is 0 in a pure node, and 1/2 for two classes of equal size. *Entropy*, $H=-\sum_k p_k\log_2 p_k$, counts the yes-no questions that one needs on average to find out the class of a row; it is 0 in a pure node, too, and 1 for two equal classes. (Claude Shannon, 1948.)

# %% alt="Gini impurity and half of the entropy against the share of one of two classes. Both are zero at 0 and 1 and have their maximum, one half, in the middle. They differ by {gap:.2f} at most."
share = np.linspace(0.001, 0.999, 200)
gini = 1 - share**2 - (1 - share) ** 2
entropy = -share * np.log2(share) - (1 - share) * np.log2(1 - share)
gap = np.abs(entropy / 2 - gini).max()
plt.plot(share, gini, label="Gini")
plt.plot(share, entropy / 2, "--", label="entropy / 2")
plt.xlabel("share of one of two classes")
plt.ylabel("impurity")
plt.legend()
plt.show()

# %% [markdown]
# The two curves are so alike that trees grown by them are mostly the same, too; Gini, the default, needs no logarithm.
#
# **The algorithm** is called *CART*, classification and regression trees, after a book by *Leo Breiman*, Jerome Friedman, Richard Olshen and Charles Stone (1984). For every feature, sort the rows and try the middle between every two neighbouring values that differ. A split into $m_L$ and $m_R$ rows has the impurity
#
# $$\frac{m_L}{m}\,G_L + \frac{m_R}{m}\,G_R ,$$
#
# the mean of the two sides *weighted by their rows*. Take the split with the lowest; then do the same on both sides.

# %%
quiz.predict(
    "A node holds 10 rows of class A and 10 of B. Split 1 gives (9 A, 1 B) and (1 A, 9 B). "
    "Split 2 gives (10 A, 6 B) and (0 A, 4 B): one side is pure. Which does CART take?",
    ["split 1", "split 2, because a side is pure", "either: they are equal"],
    right=0,
    because="Split 1: Gini 0.18 on both sides, so 0.18 in all. Split 2: 16/20 · 0.47 = 0.375.",
    tempting={
        1: "Four pure rows of twenty: weigh them against the sixteen mixed ones.",
        2: "Work out 1 − Σp² for each side, then weigh.",
    },
)

# %%
def impurity(counts):
    p = np.array(counts) / sum(counts)
    return 1 - np.sum(p**2)


for name, left, right in (("split 1", [9, 1], [1, 9]), ("split 2", [10, 6], [0, 4])):
    m = sum(left) + sum(right)
    both = sum(left) / m * impurity(left) + sum(right) / m * impurity(right)
    sides = f"left {impurity(left):.3f}, right {impurity(right):.3f}"
    print(f"{name}: {sides}, weighted {both:.3f}")

# %% [markdown]
# **Change one thing**: let split 2 find six pure rows of B, `[10, 4], [0, 6]`. Is it better than split 1 now?
#
# <details><summary>What you see</summary>
#
# 0.286: still worse than 0.18. (A child may even be less pure than its parent if the other one makes up for it; the weighted mean never gets worse.)
# </details>
#
# In the demo you are CART: move the threshold and watch the impurity.

# %%
demos.split_finder.show()

# %% [markdown]
# CART is *greedy*: it takes what is best now, without asking what becomes possible afterwards. It has to be: to find the smallest tree for a table is NP-complete (Hyafil and Rivest, 1976), so nobody knows a way that is not hopelessly slow. Greed has a price, and there is a table on which it sees
# nothing at all:

# %%
rng = np.random.default_rng(1)
square = rng.uniform(-1, 1, (1000, 2))
opposite = (square[:, 0] * square[:, 1] > 0).astype(int)  # exclusive or
for depth in (1, 2, 3, 4, 6, 8):
    tree = DecisionTreeClassifier(max_depth=depth, random_state=0)
    scores = cross_val_score(tree, square, opposite, cv=5)
    print(f"depth {depth}: right for {scores.mean():.0%} of rows left out")

# %% [markdown]
# Two questions would do: *right of the middle? above the middle?* But the first of them alone lowers the impurity by nothing, so a greedy tree cuts off some corner by chance, and needs many more questions before it finds the cross. Trees are blind to features that only help together.
#
# **What it costs.** Sorting $m$ rows by $n$ features takes about $n\,m\log_2 m$ comparisons at each level. A prediction takes one comparison a level: a balanced tree with a million leaves is only 20 levels deep, since $2^{20}$ is about a million.
#
# **Its exercises**: [[ch06-e03]], [[ch06-e04]], and [[ch06-e05]] for a whole tree of your own. **Read more**: [Tree algorithms: ID3, C4.5, C5.0 and CART](https://scikit-learn.org/stable/modules/tree.html#tree-algorithms-id3-c4-5-c5-0-and-cart).

# %% [markdown] topics=["S-05-I.11e"]
# ## 4 · How far to grow
#
# A pupil who learns the answers of last year's exam by heart gets every one of them right. A tree without limits does the same: it asks until every leaf is pure, and if the two half moons below overlap, it draws an island around each stray point.

# %%
X, y = make_moons(n_samples=1000, noise=0.35, random_state=4)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.4, random_state=0)

# %%
quiz.predict(
    "600 rows, two overlapping moons, no limit. The tree is right for all training rows. "
    "For how many of the new ones?",
    ["about 70 %", "about 84 %", "about 89 %", "all"],
    right=1,
    because=(
        "The best that anybody can do here is about 89 %. "
        "Each island around a stray point costs some of that."
    ),
    tempting={
        0: "It is better than that: most of its rectangles do lie in the right moon.",
        2: "Somebody who knows both moons exactly gets there. This tree knows 600 points.",
    },
)

# %% alt="Two panels with the training rows of two half moons and a tree's regions. Left, without a limit: {unlimited.tree_.n_leaves} leaves, a patchwork with thin strips around single rows. Right, at least 15 rows a leaf: {limited.tree_.n_leaves} leaves, a few large rectangles."
unlimited = DecisionTreeClassifier(random_state=0).fit(X_train, y_train)
limited = DecisionTreeClassifier(min_samples_leaf=15, random_state=0).fit(X_train, y_train)
figure, panels = plt.subplots(1, 2, figsize=(7.5, 3.4), sharey=True)
look = {"response_method": "predict", "grid_resolution": 400, "cmap": "coolwarm", "alpha": 0.45}
for tree, axis in zip((unlimited, limited), panels):
    DecisionBoundaryDisplay.from_estimator(tree, X_train, ax=axis, **look)
    axis.scatter(*X_train.T, c=y_train, s=3, cmap="coolwarm")
    axis.set(xlim=(-1.6, 2.6), ylim=(-1.2, 1.7))
    axis.set_title(f"{tree.get_n_leaves()} leaves: new rows {tree.score(X_test, y_test):.1%}")
plt.show()

# %% [markdown]
# The tree on the left is right for 100 % of the rows it was grown on. The one on the right gives up some of these, and is better where it counts.
#
# Limits come in several forms, and all do the same work: `max_depth`, `max_leaf_nodes`, `min_samples_leaf` (each leaf holds at least so many rows), `min_samples_split`, `min_impurity_decrease`. Raise a *min* or lower a *max*, and the tree gets simpler. Which value? That is what
# cross-validation is for.

# %%
sizes = [1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200]
tree = DecisionTreeClassifier(random_state=0)
search = GridSearchCV(tree, {"min_samples_leaf": sizes}, cv=10, return_train_score=True)
search.fit(X_train, y_train)
best = search.best_params_["min_samples_leaf"]

# %% alt="Share of rows named rightly against the smallest leaf allowed, from 1 to 200, on a log scale. On training rows it falls all the way from 100 %. In cross-validation it rises, has its best value at {best}, and falls again."
plt.semilogx(sizes, search.cv_results_["mean_train_score"], "o-", label="training rows")
plt.semilogx(sizes, search.cv_results_["mean_test_score"], "s--", label="rows left out")
plt.axvline(best, color="0.6")
plt.xlabel("smallest leaf allowed (rows)")
plt.ylabel("share of right predictions")
plt.legend()
plt.show()

# %%
chosen = search.best_estimator_
print("smallest leaf:", best, "→", chosen.get_n_leaves(), "leaves")
print(f"new rows: {chosen.score(X_test, y_test):.1%}")
print(f"without a limit: {unlimited.score(X_test, y_test):.1%}")

# %% [markdown]
# On the left the tree *overfits*, on the right it *underfits*; the learning curves of [[ch04 §5]] said the same about polynomials.
#
# **Grow first, prune later.** A limit on the gain of a question stops where the next one looks useless; but on exclusive or the first one looks useless, too. *Cost-complexity pruning* grows the whole tree and then cuts back: for a price α per leaf it keeps the subtree with the lowest
#
# $$R_\alpha = \text{impurity of its leaves, weighted by rows} + \alpha\cdot\text{number of leaves}.$$
#
# With α = 0 everything stays; as α rises, the weakest branch goes first, then the next. `cost_complexity_pruning_path` lists the values at which something falls.

# %%
path = tree.cost_complexity_pruning_path(X_train, y_train)
print(len(path.ccp_alphas), "values of α, the last ones:", path.ccp_alphas[-6:].round(4))
for alpha in path.ccp_alphas[[0, -8, -5, -3, -2]]:
    pruned = DecisionTreeClassifier(ccp_alpha=alpha, random_state=0).fit(X_train, y_train)
    right = pruned.score(X_test, y_test)
    print(f"α = {alpha:.4f}: {pruned.get_n_leaves():3d} leaves, new rows {right:.1%}")

# %% [markdown]
# Near the optimum many trees are about equally good, and cross-validation cannot tell them apart: its scores are means of ten folds, and each mean has a *standard error*, the standard deviation of the folds divided by $\sqrt{10}$. Then take the simplest tree that is within one standard error of the best.
# This *one-standard-error rule* is in the CART book; the price is small, and the tree fits on a page.

# %%
alphas = np.unique(path.ccp_alphas.clip(0))[::3]
folds = []
for alpha in alphas:
    pruned = DecisionTreeClassifier(ccp_alpha=alpha, random_state=0)
    folds.append(cross_val_score(pruned, X_train, y_train, cv=10))
means, deviations = np.mean(folds, axis=1), np.std(folds, axis=1, ddof=1)
top = means.argmax()
error = deviations[top] / np.sqrt(10)
good = means >= means[top] - error
print(f"best mean {means[top]:.3f} ± {error:.3f}")
print(f"within one standard error of it: {good.sum()} of {len(alphas)} values of α")

# %% [markdown]
# How large is the simplest of them, and what does it cost?

# %%
for name, alpha in (("the best mean", alphas[top]), ("the rule", alphas[good].max())):
    pruned = DecisionTreeClassifier(ccp_alpha=alpha, random_state=0).fit(X_train, y_train)
    right = pruned.score(X_test, y_test)
    print(f"{name}: {pruned.get_n_leaves()} leaves, new rows {right:.1%}")

# %% [markdown]
# **Change one thing**: use `cv=3` in place of 10 (and `np.sqrt(3)`). What happens to the standard error?
#
# <details><summary>What you see</summary>
#
# With three folds the standard error itself rests on three numbers: it may come out much smaller or larger. Ten folds are a usual choice for small tables.
# </details>
#
# **Its exercises**: [[ch06-e06]] and [[ch06-e07]]. **Read more**: [Minimal cost-complexity pruning](https://scikit-learn.org/stable/modules/tree.html#minimal-cost-complexity-pruning), [Tips on practical use](https://scikit-learn.org/stable/modules/tree.html#tips-on-practical-use).

# %% [markdown] topics=["S-05-I.11e"]
# ## 5 · Trees for numbers
#
# What does a taxi ride cost at four in the afternoon? Look up all rides of that hour and take the mean. A *regression tree* is this table of means; it chooses by itself where one entry ends and the next begins. In place of the Gini impurity it lowers the *mean squared error*: each leaf predicts the mean of its
# rows, and the best split leaves the smallest squared errors around the two means.
#
# The data are those of 442 patients with diabetes (Efron and others, 2004), their body mass index, and how far the disease had gone a year later.

# %% alt="Progression of the disease against body mass index for 442 patients, and two regression trees. Depth 2: a staircase of {stairs[2].tree_.n_leaves} steps that rises. Depth 7: {stairs[7].tree_.n_leaves} steps, a jagged line that jumps after single patients."
patients, progress = load_diabetes(return_X_y=True, scaled=False)
bmi = patients[:, [2]]
stairs = {d: DecisionTreeRegressor(max_depth=d).fit(bmi, progress) for d in (2, 7)}
grid = np.linspace(17, 43, 600).reshape(-1, 1)
plt.plot(bmi, progress, ".", color="0.6", markersize=4)
for depth, tree in stairs.items():
    plt.plot(grid, tree.predict(grid), label=f"depth {depth}: {tree.get_n_leaves()} leaves")
plt.xlabel("body mass index")
plt.ylabel("progression after a year")
plt.legend()
plt.show()

# %%
for depth in (1, 2, 3, 5, 7, 10):
    tree = DecisionTreeRegressor(max_depth=depth, random_state=0)
    r2 = cross_val_score(tree, bmi, progress, cv=10, scoring="r2").mean()
    print(f"depth {depth:2d}: R² {r2:5.2f} on patients left out")
line = cross_val_score(LinearRegression(), bmi, progress, cv=10, scoring="r2").mean()
print(f"a straight line: R² {line:.2f}")

# %% [markdown]
# Four steps are as good as the line; with more of them the tree follows single patients, and most of that is lost again. The remedies are those of [[§4]].
#
# And a staircase *ends*. Beyond the last training row the last mean goes on for ever.

# %%
quiz.predict(
    "Passengers rise by 10 a month for five years, from 100 to 690. A tree and a line are "
    "trained on the first four years. What does the tree predict for the last month?",
    ["about 690", "about 570", "about 335, the mean"],
    right=1,
    because="570 is the largest value it has seen; a leaf predicts a mean of what it has seen.",
    tempting={
        0: "That would be going on along the slope. Is there a slope anywhere in a leaf?",
        2: "The mean of all rows is what a tree without any question predicts.",
    },
)

# %% alt="A number that rises in a straight line over 60 months. A line trained on the first 48 follows it to the end. A tree follows it up to month 48 and stays at {frozen[-1]:.0f} from there on."
month = np.arange(60).reshape(-1, 1)
passengers = 100 + 10.0 * month[:, 0]
frozen = DecisionTreeRegressor().fit(month[:48], passengers[:48]).predict(month)
straight = LinearRegression().fit(month[:48], passengers[:48]).predict(month)
plt.plot(month, passengers, color="0.7", linewidth=5, label="truth")
plt.plot(month, frozen, label=f"tree: ends at {frozen[-1]:.0f}")
plt.plot(month, straight, "--", label=f"line: ends at {straight[-1]:.0f}")
plt.axvline(47.5, color="0.6")
plt.xlabel("month")
plt.ylabel("passengers")
plt.legend()
plt.show()

# %% [markdown]
# No tree, and no forest of trees, predicts a number larger than the largest it has seen. Where there is a trend, take it out first: train the tree on the *differences* from month to month, or on what a line leaves over.
#
# **Change one thing**: train the tree on all 60 months, `month` and `passengers` without `[:48]`. Is its trouble gone?
#
# <details><summary>What you see</summary>
#
# For these 60 months yes, and for the 61st no.
# </details>
#
# **Its exercises**: [[ch06-e08]], and [[ch06-e09]] for the search in one pass. **Read more**: [Regression](https://scikit-learn.org/stable/modules/tree.html#regression).

# %% [markdown] topics=["S-05-I.11e"]
# ## 6 · What a small change does
#
# Two analysts get the same table, but ten rows of it are missing in one copy. With a linear model their results differ in the third digit. With trees the first question may be another one, and then everything below it is. To see it, we draw 150 of the 150 rows *with replacement*, again and again, so that each time some rows come twice and others not at all.

# %%
def first_questions(X, y, names, repeats=200):
    """How often each feature is asked about first, when the rows are drawn anew."""
    rng, asked = np.random.default_rng(0), []
    for _ in range(repeats):
        rows = rng.integers(0, len(X), len(X))
        stump = DecisionTreeClassifier(max_depth=1, random_state=int(rng.integers(1000)))
        stump.fit(X[rows], y[rows])
        asked.append(names[stump.tree_.feature[0]])
    return {name: asked.count(name) / repeats for name in names}


# %%
first = first_questions(petals.to_numpy(), iris.target.to_numpy(), ["length", "width"])
for name, part in first.items():
    print(f"{name} is asked about first in {part:.0%} of 200 samples")

# %% [markdown]
# Both are equally good first questions, since either takes all setosa out, and chance decides. (In our own tree `random_state=0` did.) This does not hurt the prediction of a flower in the middle of its kind. It does hurt whoever reads the tree as an explanation, and the flowers near a border:

# %%
rng = np.random.default_rng(0)
across, up = np.meshgrid(np.linspace(0.5, 7.2, 120), np.linspace(0, 2.7, 80))
places = np.c_[across.ravel(), up.ravel()]
votes = []
for _ in range(100):
    rows = rng.integers(0, 150, 150)
    tree = DecisionTreeClassifier(random_state=0)
    tree.fit(petals.to_numpy()[rows], iris.target[rows])
    votes.append(tree.predict(places))
shares = np.mean(np.array(votes)[:, :, None] == np.arange(3), axis=0).max(axis=1)
most = 1 - shares.min()

# %% alt="Petal length against width, shaded by how much 100 trees, each grown on rows drawn anew, disagree. They agree nearly everywhere and disagree along the borders, most of all between versicolor and virginica, where up to {most:.0%} do not side with the majority."
plt.pcolormesh(across, up, (1 - shares).reshape(across.shape), cmap="Oranges")
plt.colorbar(label="share of trees in the minority")
plt.scatter(petals.length, petals.width, c=iris.target, s=8, cmap="viridis")
plt.grid(False)
plt.xlabel("length")
plt.ylabel("width")
plt.show()

# %% [markdown]
# **Turned data.** Every cut is parallel to an axis. Where the border lies at an angle, the tree builds a staircase:

# %%
demos.turned_data.show()

# %% [markdown]
# A cure is to turn the data before the tree sees them. *Principal component analysis* ([[ch08]]) finds the directions in which a cloud is long and short, and makes these the new columns:

# %%
rng = np.random.default_rng(3)
cloud = rng.normal(size=(300, 2)) * [3, 1]
above = (cloud[:, 1] > 0).astype(int)  # the border is the long axis
angle = np.deg2rad(35)
turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
plain = DecisionTreeClassifier(random_state=0).fit(cloud @ turn, above)
turned_back = make_pipeline(PCA(), DecisionTreeClassifier(random_state=0))
turned_back.fit(cloud @ turn, above)
print("as it is:", plain.get_n_leaves(), "leaves; after PCA:", turned_back[-1].get_n_leaves())

# %% [markdown]
# PCA looks at `X` only, so it helps where the long and the short direction have to do with the classes, and may do harm where they have not. Keep it inside the pipeline, so that cross-validation can tell.
#
# **Change one thing**: import `StandardScaler` from `sklearn.preprocessing` and put `StandardScaler()` in front of `PCA()`. Does the tree still get by with so few leaves?
#
# <details><summary>What you see</summary>
#
# It needs a few more: scaling both columns to the same spread stretches the cloud, and the axes that PCA finds are no longer quite those of the border. Scale before PCA where units differ; here both columns have the same unit.
# </details>
#
# **From weakness to strength.** A model that changes with every sample has a large *variance* ([[ch04 §5]]). Averages have a smaller one. So grow many trees, on samples drawn anew, and let them vote: that is a *random forest*, the subject of [[ch07]], and why hardly anybody ships a single tree.

# %%
def compare(seed):
    """The scores of one tree, and of 100 that vote, on 2,000 new rows of the moons."""
    X, y = make_moons(n_samples=2600, noise=0.35, random_state=10 + seed)
    rng, votes = np.random.default_rng(seed), []
    for _ in range(100):
        rows = rng.integers(0, 600, 600)
        votes.append(DecisionTreeClassifier().fit(X[rows], y[rows]).predict(X[600:]))
    single = DecisionTreeClassifier(random_state=0).fit(X[:600], y[:600])
    together = np.mean(votes, axis=0) > 0.5
    return single.score(X[600:], y[600:]), np.mean(together == y[600:])


# %%
one, hundred = np.transpose([compare(seed) for seed in range(5)])
for name, scores in (("one tree", one), ("100 trees", hundred)):
    low, high = scores.min(), scores.max()
    print(f"{name:>9}: {scores.mean():.1%} of new rows ({low:.1%} to {high:.1%})")

# %% [markdown]
# **Its exercises**: [[ch06-e10]], [[ch06-e11]] for a forest by hand, and [[ch06-e12]]. **Read more**: [Ensembles: gradient boosting, random forests, bagging, voting, stacking](https://scikit-learn.org/stable/modules/ensemble.html).
#
# ## To take away
#
# - A tree is a list of yes-no questions on one feature each; a leaf holds the shares of the classes, or a mean.
# - CART takes the split with the lowest impurity, weighted by rows, and never looks back.
# - Without limits a tree learns its rows by heart; cross-validation finds the size, the one-standard-error rule the simplest that is as good.
# - No scaling needed; no going on along a trend; borders at an angle cost many leaves.
# - Trees change with their rows: distrust the explanation of a single one, and let many vote.
#
# **The exit quiz**: [[ch06-e13]].
