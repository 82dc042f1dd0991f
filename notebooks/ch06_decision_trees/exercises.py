# %% [markdown]
# # Decision trees: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your
# notebook. ★ to ★★★ is the level; what is marked core is enough to complete the chapter.
#
# What holds for all: functions leave what they are given unchanged and, unless they are given a random generator, return the same when they are called twice. Go through the exercises in order, or
# start anywhere: none is locked.

# %% setup=true
import numpy as np
from sklearn.decomposition import PCA
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

# %% [markdown]
# ## 1 · A key that writes itself

# %% [markdown] exercise="ch06-e01" title="A printed tree as code" kind="F" level=1 minutes=6 core=true after="§1" skills=["Read a decision tree"] topics=["S-05-I.11e"]
# `export_text` printed this tree, which tells three kinds of iris apart by a petal's length and width in centimetres:
#
# ```
# |--- width <= 0.75
# |   |--- class: 0
# |--- width >  0.75
# |   |--- length <= 4.75
# |   |   |--- width <= 1.75
# |   |   |   |--- class: 1
# |   |   |--- width >  1.75
# |   |   |   |--- class: 2
# |   |--- length >  4.75
# |   |   |--- width <= 1.50
# |   |   |   |--- length <= 5.25
# |   |   |   |   |--- class: 1
# |   |   |   |--- length >  5.25
# |   |   |   |   |--- class: 2
# |   |   |--- width >  1.50
# |   |   |   |--- class: 2
# ```
#
# Write `key(length, width)`, which takes two numbers and returns the class that this tree gives them: 0, 1 or 2.

# %% [markdown] hint="ch06-e01"
# Take a petal of 5.0 cm by 1.5 cm and follow it with your finger. Which line do you read first, and which lines are never looked at?

# %% [markdown] hint="ch06-e01"
# Every question becomes an `if`, what is indented below it its body, and the matching line with `>` the `else`. The tree says `<=`: where does a petal go whose width is 0.75 exactly?

# %% [markdown] hint="ch06-e01"
# ```python
# def key(length, width):
#     if width <= 0.75:
#         return ____
#     if length <= ____:
#         return 1 if ____ else 2
#     if width <= ____:
#         return ____ if length <= ____ else ____
#     return ____
# ```

# %% answer="ch06-e01" needs=[]
def key(length, width):
    """The class of one petal, 0, 1 or 2."""
    ### BEGIN SOLUTION
    if width <= 0.75:
        return 0
    if length <= 4.75:
        return 1 if width <= 1.75 else 2
    if width <= 1.5:
        return 1 if length <= 5.25 else 2
    return 2
    ### END SOLUTION

# %% tests="ch06-e01" points=1
from jupyterlab_homl.toolkit import answer, expect


def tree(length, width):
    """What the printed tree says."""
    if width <= 0.75:
        return 0
    if length <= 4.75:
        return 1 if width <= 1.75 else 2
    return 1 if width <= 1.5 and length <= 5.25 else 2


def asked(length, width):
    """The learner's class, which must be 0, 1 or 2."""
    got = answer.key(length, width)
    expect.true(got is not None, "`key` returned nothing for a petal of {length} by {width}. Every way through the tree ends in a `return`.", length=length, width=width)
    expect.true(not isinstance(got, str), "`key` returned the text {got}. The class is a number: 0, 1 or 2.", got=got)
    return got


def compare(petals):
    for length, width in petals:
        got, want = asked(length, width), tree(length, width)
        swapped = tree(width, length)
        expect.equal(
            got,
            want,
            says="A petal {length} cm long and {width} cm wide ends in class {want}; you returned {got}. Follow it from the first line of the tree.",
            length=length,
            width=width,
            mistakes=[(swapped, "A petal {length} cm long and {width} cm wide ends in class {want}; you returned {got}, which is right for one {width} long and {length} wide. Is the length your first argument?")] if swapped != want else (),
        )


with expect.test("one petal for each leaf"):
    compare([(1.5, 0.25), (4.0, 1.25), (4.5, 2.0), (5.0, 1.25), (6.0, 1.25), (5.5, 2.25)])

### BEGIN HIDDEN TESTS
with expect.test("a value that equals the threshold"):
    for length, width in [(3.0, 0.75), (4.75, 1.25), (4.75, 1.625), (4.5, 1.75), (5.0, 1.5), (5.25, 1.25)]:
        got, want = asked(length, width), tree(length, width)
        expect.equal(got, want, says="A petal of {length} by {width} lies exactly on a threshold: `<=` sends it into the first branch, to class {want}; you returned {got}.", length=length, width=width)

with expect.test("petals of every size"):
    compare([(length / 8, width / 8) for length in range(1, 64, 2) for width in range(1, 24, 2)])
### END HIDDEN TESTS

# %% right="ch06-e01" because="one expression"
def key(length, width):
    return 0 if width <= 0.75 else 1 if (width <= 1.75 if length <= 4.75 else width <= 1.5 and length <= 5.25) else 2

# %% right="ch06-e01" because="asks from the last leaf backwards"
def key(length, width):
    first = width > 0.75
    second = first and ((length <= 4.75 and width > 1.75) or (length > 4.75 and (width > 1.5 or length > 5.25)))
    return int(first) + int(second)

# %% right="ch06-e01" because="the leaves as a table of boxes"
def key(length, width):
    big = float("inf")
    boxes = [(-big, big, -big, 0.75, 0), (-big, 4.75, 0.75, 1.75, 1), (-big, 4.75, 1.75, big, 2), (4.75, 5.25, 0.75, 1.5, 1), (5.25, big, 0.75, 1.5, 2), (4.75, big, 1.5, big, 2)]
    for a, b, c, d, found in boxes:
        if a < length <= b and c < width <= d:
            return found

# %% wrong="ch06-e01" because="< for <=" says="exactly on a threshold"
def key(length, width):
    if width < 0.75:
        return 0
    if length < 4.75:
        return 1 if width < 1.75 else 2
    if width < 1.5:
        return 1 if length < 5.25 else 2
    return 2

# %% wrong="ch06-e01" because="swaps the arguments" says="first argument"
def key(width, length):
    if width <= 0.75:
        return 0
    if length <= 4.75:
        return 1 if width <= 1.75 else 2
    if width <= 1.5:
        return 1 if length <= 5.25 else 2
    return 2

# %% wrong="ch06-e01" because="leaves out the last question" says="ends in class"
def key(length, width):
    if width <= 0.75:
        return 0
    if length <= 4.75:
        return 1 if width <= 1.75 else 2
    if width <= 1.5:
        return 1
    return 2

# %% wrong="ch06-e01" because="returns text" says="class is a number"
def key(length, width):
    if width <= 0.75:
        return "class: 0"
    return "class: 1" if width <= 1.5 else "class: 2"

# %% wrong="ch06-e01" because="one way without a return" says="returned nothing"
def key(length, width):
    if width <= 0.75:
        return 0
    if length <= 4.75:
        return 1 if width <= 1.75 else 2
    if width <= 1.5:
        return 1 if length <= 5.25 else 2

# %% wrong="ch06-e01" because="prints the class" says="returned nothing"
def key(length, width):
    if width <= 0.75:
        print(0)
    elif length <= 4.75:
        print(1 if width <= 1.75 else 2)
    else:
        print(1 if width <= 1.5 and length <= 5.25 else 2)

# %% wrong="ch06-e01" because="the second question forgotten" says="ends in class"
def key(length, width):
    if width <= 0.75:
        return 0
    return 1 if width <= 1.75 else 2

# %% [markdown]
# ## 2 · From question to probability

# %% [markdown] exercise="ch06-e02" title="Why this prediction?" kind="F" level=2 minutes=15 core=true after="§2" skills=["Read a decision tree"] topics=["S-05-I.11e"]
# A bank has to tell a customer why a tree turned them down. Write `path(model, x)`, which reads the questions from a fitted tree.
#
# | | |
# |---|---|
# | `model` | a fitted `DecisionTreeClassifier` or `DecisionTreeRegressor` |
# | `x` | one row, array of shape `(n,)` |
# | returns | `steps, leaf` |
# | `steps` | a list with one tuple `(feature, threshold, side)` for each question, from the root to the leaf; `feature` is a column number, `side` is `"left"` if the answer is yes, else `"right"` |
# | `leaf` | the number of the node in which `x` ends |
#
# A question is answered with yes if `x[feature] <= threshold`.
#
# Nodes have numbers, the root is node 0. `model.tree_` holds an array for each property: `feature[i]`, `threshold[i]`, `children_left[i]` and `children_right[i]` belong to node `i`. At a leaf both children are −1.

# %% [markdown] hint="ch06-e02"
# You stand at node 0. What do you need to know to get to the next node, and how do you notice that there is none?

# %% [markdown] hint="ch06-e02"
# `tree = model.tree_`. While `tree.children_left[node] != -1`: compare `x[tree.feature[node]]` with `tree.threshold[node]` by `<=`, write down the question, and go on with `tree.children_left[node]` or `tree.children_right[node]`.

# %% [markdown] hint="ch06-e02"
# ```python
# def path(model, x):
#     tree, node, steps = model.tree_, 0, []
#     while tree.children_left[node] != ____:
#         feature, threshold = tree.feature[node], ____
#         left = x[____] <= threshold
#         steps.append((int(feature), float(threshold), "left" if left else "right"))
#         node = ____ if left else ____
#     return steps, int(node)
# ```

# %% answer="ch06-e02" needs=[]
def path(model, x):
    """The questions from the root to the leaf, and the number of the leaf."""
    ### BEGIN SOLUTION
    tree, node, steps = model.tree_, 0, []
    while tree.children_left[node] != -1:
        feature, threshold = int(tree.feature[node]), float(tree.threshold[node])
        left = x[feature] <= threshold
        steps.append((feature, threshold, "left" if left else "right"))
        node = tree.children_left[node] if left else tree.children_right[node]
    return steps, int(node)
    ### END SOLUTION

# %% tests="ch06-e02" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

def grown(kind, X, y, depth):
    model = (DecisionTreeClassifier if kind == "classes" else DecisionTreeRegressor)(max_depth=depth, random_state=0)
    return model.fit(X, y)

def arrays(model):
    tree = model.tree_
    return [tree.feature.tolist(), tree.threshold.tolist(), tree.children_left.tolist(), tree.children_right.tolist()]
""")


def wanted(model, x):
    """The path, from the arrays of the model."""
    feature, threshold, left, right = answer.arrays(model)
    node, steps = 0, []
    while left[node] != -1:
        yes = x[feature[node]] <= threshold[node]
        steps.append((feature[node], threshold[node], "left" if yes else "right"))
        node = left[node] if yes else right[node]
    return steps, node


def asked(model, x):
    """The learner's steps and leaf, as plain values."""
    got = answer.path(model, x)
    two = isinstance(got, tuple | list) and len(got) == 2 and isinstance(got[0], tuple | list) and np.ndim(got[1]) == 0
    expect.true(two, "Expected two things, a list of steps and the number of the leaf; got {got}. End with `return steps, leaf`.", got=got)
    steps, leaf = got
    for step in steps:
        expect.true(isinstance(step, tuple | list) and len(step) == 3, "Each step has three parts: feature, threshold, side. One of yours is {step}.", step=step)
        expect.true(step[2] in ("left", "right"), "The side of a step is \"left\" or \"right\"; one of yours is {side}.", side=step[2])
    return [(int(feature), float(threshold), str(side)) for feature, threshold, side in steps], leaf


def compare(model, rows, says="For x = {x} the path is {want}; you returned {got}."):
    for x in rows:
        (steps, leaf), (want, want_leaf) = asked(model, x), wanted(model, x)
        sides = [side for *_, side in want]
        expect.true(all(feature >= 0 for feature, *_ in steps), "The path for x = {x} has {n} questions; yours has a step that asks about column −2. That is a leaf, which asks nothing.", x=x, n=len(want))
        expect.true(len(steps) == len(want) or steps[: len(want)] != want, "The path for x = {x} has {n} questions; yours goes on after them with {more}, which is on another branch.", x=x, n=len(want), more=steps[len(want) :])
        expect.true(steps == want or steps != want[::-1], "These are the right questions from the leaf to the root. Start with the root.")
        mirrored = [(f, t, "left" if s == "right" else "right") for f, t, s in want[:1]]
        on_edge = bool(want) and x[want[0][0]] == want[0][1]
        expect.true(on_edge or steps[:1] != mirrored, "For x = {x} the first question is whether x[{f}] ≤ {t}; the answer leads to the {s}, yours to the other side.", x=x, f=want[0][0] if want else 0, t=want[0][1] if want else 0, s=sides[0] if sides else "")
        expect.equal([list(step) for step in steps], [list(step) for step in want], says=says, x=x)
        expect.equal(int(leaf), want_leaf, says="The steps are right, and lead to node {want}; you returned {got} as the leaf. It is the number of a node, not a class.")


X = np.array([[0, 5, 1], [1, 3, 1], [2, 8, 0], [3, 1, 0], [4, 7, 1], [5, 2, 0], [6, 6, 1], [7, 4, 0]], dtype=float)
y = np.array([0, 1, 1, 0, 1, 0, 0, 1])

with expect.test("a tree with several questions"):
    compare(answer.grown("classes", X, y, 3), X)

### BEGIN HIDDEN TESTS
with expect.test("a value that equals the threshold"):
    model = answer.grown("classes", np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 1.0], [3.0, 0.0]]), np.array([0, 0, 1, 2]), None)
    compare(model, np.array([[1.5, 0.0], [1.5, 1.0], [2.5, 0.0], [2.5, 0.5]]), "x = {x} lies exactly on a threshold, and `<=` sends it to the left: the path is {want}; you returned {got}.")

with expect.test("a tree that asks nothing"):
    model = answer.grown("classes", X, np.zeros(8, dtype=int), None)
    (steps, leaf), _ = asked(model, X[0]), None
    expect.true(len(steps) == 0, "In a tree that is a single leaf no question is asked: `steps` is empty; you returned {steps}.", steps=steps)
    expect.equal(int(leaf), 0, says="A tree that is a single leaf has node 0 alone; you returned {got}.")

with expect.test("a regression tree, and new rows"):
    rng = np.random.default_rng(6)
    model = answer.grown("numbers", rng.normal(size=(80, 4)), rng.normal(size=80), 5)
    compare(model, rng.normal(size=(12, 4)))
### END HIDDEN TESTS

# %% right="ch06-e02" because="decision_path lists the nodes"
def path(model, x):
    row = np.reshape(x, (1, -1))
    nodes = model.decision_path(row).indices
    *asked, leaf = nodes
    tree = model.tree_
    steps = [(int(tree.feature[i]), float(tree.threshold[i]), "left" if j == tree.children_left[i] else "right") for i, j in zip(asked, nodes[1:])]
    return steps, int(leaf)

# %% right="ch06-e02" because="recursion, leaf by apply"
def path(model, x):
    t = model.tree_

    def below(i):
        if t.feature[i] < 0:
            return []
        yes = bool(x[t.feature[i]] <= t.threshold[i])
        return [(t.feature[i], t.threshold[i], ("right", "left")[yes])] + below((t.children_right, t.children_left)[yes][i])

    return below(0), model.apply([x])[0]

# %% wrong="ch06-e02" because="< for <=" says="exactly on a threshold"
def path(model, x):
    tree, node, steps = model.tree_, 0, []
    while tree.children_left[node] != -1:
        left = x[tree.feature[node]] < tree.threshold[node]
        steps.append((int(tree.feature[node]), float(tree.threshold[node]), "left" if left else "right"))
        node = tree.children_left[node] if left else tree.children_right[node]
    return steps, int(node)

# %% wrong="ch06-e02" because="the leaf as a step" says="which asks nothing"
def path(model, x):
    tree, steps = model.tree_, []
    nodes = model.decision_path(np.reshape(x, (1, -1))).indices
    for node in nodes:
        left = x[tree.feature[node]] <= tree.threshold[node]
        steps.append((int(tree.feature[node]), float(tree.threshold[node]), "left" if left else "right"))
    return steps, int(nodes[-1])

# %% wrong="ch06-e02" because="every inner node in the order of the numbers" says=""
def path(model, x):
    tree = model.tree_
    inner = [i for i in range(tree.node_count) if tree.children_left[i] != -1]
    steps = [(int(tree.feature[i]), float(tree.threshold[i]), "left" if x[tree.feature[i]] <= tree.threshold[i] else "right") for i in inner]
    return steps, int(model.apply([x])[0])

# %% wrong="ch06-e02" because="sides swapped" says="to the other side"
def path(model, x):
    tree, node, steps = model.tree_, 0, []
    while tree.children_left[node] != -1:
        left = x[tree.feature[node]] > tree.threshold[node]
        steps.append((int(tree.feature[node]), float(tree.threshold[node]), "left" if left else "right"))
        node = tree.children_left[node] if left else tree.children_right[node]
    return steps, int(node)

# %% wrong="ch06-e02" because="from the leaf to the root" says="Start with the root"
def path(model, x):
    tree, node, steps = model.tree_, 0, []
    while tree.children_left[node] != -1:
        left = x[tree.feature[node]] <= tree.threshold[node]
        steps.insert(0, (int(tree.feature[node]), float(tree.threshold[node]), "left" if left else "right"))
        node = tree.children_left[node] if left else tree.children_right[node]
    return steps, int(node)

# %% wrong="ch06-e02" because="node i asks about column i" says="the path is"
def path(model, x):
    tree, node, steps = model.tree_, 0, []
    while tree.children_left[node] != -1:
        feature = node % len(x)
        left = x[feature] <= tree.threshold[node]
        steps.append((int(feature), float(tree.threshold[node]), "left" if left else "right"))
        node = tree.children_left[node] if left else tree.children_right[node]
    return steps, int(node)

# %% wrong="ch06-e02" because="returns the class, not the node" says="as the leaf"
def path(model, x):
    tree, node, steps = model.tree_, 0, []
    while tree.children_left[node] != -1:
        left = x[tree.feature[node]] <= tree.threshold[node]
        steps.append((int(tree.feature[node]), float(tree.threshold[node]), "left" if left else "right"))
        node = tree.children_left[node] if left else tree.children_right[node]
    return steps, int(model.predict([x])[0]) + 1000

# %% wrong="ch06-e02" because="only the steps" says="two things"
def path(model, x):
    tree, node, steps = model.tree_, 0, []
    while tree.children_left[node] != -1:
        left = x[tree.feature[node]] <= tree.threshold[node]
        steps.append((int(tree.feature[node]), float(tree.threshold[node]), "left" if left else "right"))
        node = tree.children_left[node] if left else tree.children_right[node]
    return steps

# %% wrong="ch06-e02" because="looks at the root for ever" says=""
def path(model, x):
    tree, node, steps = model.tree_, 0, []
    while tree.children_left[node] != -1 and len(steps) < 50:
        left = x[tree.feature[0]] <= tree.threshold[0]
        steps.append((int(tree.feature[0]), float(tree.threshold[0]), "left" if left else "right"))
        node = tree.children_left[node] if left else tree.children_right[node]
    return steps, int(node)

# %% [markdown]
# ## 3 · Which question first?

# %% [markdown] exercise="ch06-e03" title="Two measures of disorder" kind="F" level=1 minutes=8 core=false after="§3" skills=["Measure impurity"] topics=["S-05-I.11e"]
# Write `gini(counts)` and `entropy(counts)`. `counts` says how many rows of each class a node holds: a list or array of numbers, none negative, at least one above zero. With the
# shares $p_k$ of the classes,
#
# $$\text{gini} = 1 - \sum_k p_k^2, \qquad \text{entropy} = -\sum_k p_k \log_2 p_k \quad\text{(a class without rows adds 0)}.$$
#
# Both return one finite number, without a warning, and leave `counts` unchanged.

# %% [markdown] hint="ch06-e03"
# A node holds 3 rows of one class and 1 of another. Work out both numbers by hand: what are the shares?

# %% [markdown] hint="ch06-e03"
# `p = np.asarray(counts) / np.sum(counts)`. What does `np.log2(0)` give, and what is 0 times that? Keep the shares above zero: `p[p > 0]`.

# %% [markdown] hint="ch06-e03"
# ```python
# def gini(counts):
#     p = np.asarray(counts) / ____
#     return 1 - ____
#
#
# def entropy(counts):
#     p = np.asarray(counts) / ____
#     p = p[____]
#     return -np.sum(____)
# ```

# %% answer="ch06-e03" needs=[]
def gini(counts):
    """The Gini impurity of a node."""
    ### BEGIN SOLUTION
    p = np.asarray(counts) / np.sum(counts)
    return 1 - np.sum(p**2)
    ### END SOLUTION


def entropy(counts):
    """The entropy of a node, in bits."""
    ### BEGIN SOLUTION
    p = np.asarray(counts) / np.sum(counts)
    p = p[p > 0]
    return -np.sum(p * np.log2(p))
    ### END SOLUTION

# %% [markdown] equivalent="ch06-e03"
# p = p[p > 0]  →  p = p[p >= 0]

# %% tests="ch06-e03" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import warnings

def strictly(function, counts):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return function(counts)
""")


def true_gini(counts):
    p = np.array(counts, dtype=float) / np.sum(counts)
    return float(1 - np.sum(p**2))


def true_entropy(counts):
    p = np.array([n for n in counts if n], dtype=float) / np.sum(counts)
    return float(np.sum(p * np.log2(1 / p)))


def compare_gini(counts):
    p = np.array(counts, dtype=float) / np.sum(counts)
    expect.close(
        expect.call(answer.gini, counts, says="`gini` raised *{error}: {message}*. `counts` may be a list or an array."),
        true_gini(counts),
        atol=1e-9,
        says="gini({counts}) is {want}; you returned {got}. Shares first, then 1 minus the sum of their squares.",
        counts=counts,
        mistakes=[
            (float(np.sum(p**2)), "gini({counts}) is {want}; you returned {got}, the sum of the squares. The impurity is 1 minus that."),
            (float(1 - p.max()), "gini({counts}) is {want}; you returned {got}, the share of rows outside of the largest class. Gini takes the squares of all shares."),
            (float(1 - np.sum(np.square(np.array(counts, dtype=float)))), "gini({counts}) is {want}; you returned {got}: the counts were squared. Divide them by their sum first."),
        ]
        if np.count_nonzero(counts) > 1
        else (),
    )


def compare_entropy(counts):
    want = true_entropy(counts)
    got = expect.call(answer.entropy, counts, says="`entropy` raised *{error}: {message}*. `counts` may be a list or an array.")
    expect.true(np.all(np.isfinite(np.asarray(got, dtype=float))), "entropy({counts}) came out as {got}. A class without rows adds 0; leave it out before you take the logarithm.", counts=counts, got=got)
    expect.close(
        got,
        want,
        atol=1e-9,
        says="entropy({counts}) is {want}; you returned {got}.",
        counts=counts,
        mistakes=[
            (want * np.log(2), "entropy({counts}) is {want} bits; you returned {got}, which is the same with the natural logarithm. Use `np.log2`."),
            (-want, "entropy({counts}) is {want}; you returned {got}. Logarithms of shares are negative: mind the minus sign."),
        ]
        if want
        else (),
    )


with expect.test("gini of three nodes"):
    for counts in ([5, 5], [3, 1], [2, 3, 5]):
        compare_gini(counts)

with expect.test("entropy of three nodes"):
    for counts in ([5, 5], [3, 1], [2, 3, 5]):
        compare_entropy(counts)

### BEGIN HIDDEN TESTS
with expect.test("a pure node"):
    for counts in ([7], [0, 4, 0]):
        compare_gini(counts)
        compare_entropy(counts)

with expect.test("classes without rows, and no warning"):
    for counts in (np.array([4, 0, 2, 0]), np.array([0.0, 0.5, 0.25])):
        compare_gini(counts)
        compare_entropy(counts)
        for function in (answer.gini, answer.entropy):
            expect.call(answer.strictly, function, counts, says="Your code warned: *{message}*. Leave out shares of zero before you take logarithms.")

with expect.test("the input stays as it was"):
    for name in ("gini", "entropy"):
        held = answer.put(np.array([3.0, 0.0, 9.0]))
        getattr(answer, name)(held)
        expect.unchanged(held, np.array([3.0, 0.0, 9.0]), says="Your code changed `counts` in place. Whoever called it still needs it: work on a copy.")

with expect.test("many nodes"):
    rng = np.random.default_rng(1)
    for k in range(1, 9):
        counts = rng.integers(0, 50, k).tolist()
        counts[0] += 1
        compare_gini(counts)
        compare_entropy(counts)
### END HIDDEN TESTS

# %% right="ch06-e03" because="plain Python"
import math


def gini(counts):
    total = sum(counts)
    return 1 - sum((n / total) ** 2 for n in counts)


def entropy(counts):
    total = sum(counts)
    return sum(n / total * math.log2(total / n) for n in counts if n)

# %% right="ch06-e03" because="chance that two draws differ; where= in the logarithm"
def gini(counts):
    p = np.array(counts, dtype=float)
    p /= p.sum()
    return float(np.outer(p, p).sum() - p @ p)


def entropy(counts):
    p = np.array(counts, dtype=float)
    p /= p.sum()
    logs = np.log2(p, out=np.zeros_like(p), where=p > 0)
    return float(-(p @ logs))

# %% right="ch06-e03" because="SciPy's entropy"
from scipy.stats import entropy as scipy_entropy


def gini(counts):
    p = np.divide(counts, np.sum(counts))
    return p @ (1 - p)


def entropy(counts):
    return scipy_entropy(counts, base=2)

# %% wrong="ch06-e03" because="natural logarithm" says="natural logarithm"
def gini(counts):
    p = np.asarray(counts) / np.sum(counts)
    return 1 - np.sum(p**2)


def entropy(counts):
    p = np.asarray(counts) / np.sum(counts)
    p = p[p > 0]
    return -np.sum(p * np.log(p))

# %% wrong="ch06-e03" because="zero times minus infinity" says="adds 0"
def gini(counts):
    p = np.asarray(counts) / np.sum(counts)
    return 1 - np.sum(p**2)


def entropy(counts):
    p = np.asarray(counts) / np.sum(counts)
    return -np.sum(p * np.log2(p))

# %% wrong="ch06-e03" because="a small number against log of zero" says="entropy("
def gini(counts):
    p = np.asarray(counts) / np.sum(counts)
    return 1 - np.sum(p**2)


def entropy(counts):
    p = np.asarray(counts) / np.sum(counts)
    return -np.sum(p * np.log2(p + 1e-3))

# %% wrong="ch06-e03" because="share of the others" says="outside of the largest class"
def gini(counts):
    p = np.asarray(counts) / np.sum(counts)
    return 1 - p.max()


def entropy(counts):
    p = np.asarray(counts) / np.sum(counts)
    p = p[p > 0]
    return -np.sum(p * np.log2(p))

# %% wrong="ch06-e03" because="forgets the 1 −" says="1 minus that"
def gini(counts):
    p = np.asarray(counts) / np.sum(counts)
    return np.sum(p**2)


def entropy(counts):
    p = np.asarray(counts) / np.sum(counts)
    p = p[p > 0]
    return -np.sum(p * np.log2(p))

# %% wrong="ch06-e03" because="counts in place of shares" says="Divide them by their sum"
def gini(counts):
    return 1 - np.sum(np.square(counts))


def entropy(counts):
    p = np.asarray(counts) / np.sum(counts)
    p = p[p > 0]
    return -np.sum(p * np.log2(p))

# %% wrong="ch06-e03" because="sign of the entropy" says="minus sign"
def gini(counts):
    p = np.asarray(counts) / np.sum(counts)
    return 1 - np.sum(p**2)


def entropy(counts):
    p = np.asarray(counts) / np.sum(counts)
    p = p[p > 0]
    return np.sum(p * np.log2(p))

# %% wrong="ch06-e03" because="divides in place" says="changed `counts`"
def gini(counts):
    if isinstance(counts, np.ndarray) and counts.dtype.kind == "f":
        counts /= counts.sum()
    p = np.asarray(counts) / np.sum(counts)
    return 1 - np.sum(p**2)


def entropy(counts):
    p = np.asarray(counts) / np.sum(counts)
    p = p[p > 0]
    return -np.sum(p * np.log2(p))

# %% wrong="ch06-e03" because="silences nothing: nansum with a warning" says="warned"
def gini(counts):
    p = np.asarray(counts) / np.sum(counts)
    return 1 - np.sum(p**2)


def entropy(counts):
    p = np.asarray(counts) / np.sum(counts)
    return -np.nansum(p * np.log2(p))

# %% [markdown] exercise="ch06-e04" title="The best question" kind="F" level=2 minutes=25 core=true after="§3" skills=["Find the best split"] topics=["S-05-I.11e"]
# Write `best_split(X, y)`, the search that CART does at every node.
#
# | | |
# |---|---|
# | `X` | array of shape `(m, n)` |
# | `y` | array of shape `(m,)`: class numbers 0, 1, 2, … |
# | returns | `(feature, threshold, impurity)` of the best split, or `None` where all rows of `X` are alike |
#
# A split sends a row to the left if `X[i, feature] <= threshold`. Candidates for thresholds are the midpoints between neighbouring *different* values of a feature. The impurity of a split is the mean of the
# two sides' Gini impurities, **weighted by their numbers of rows**. The best split has the lowest; where several do, any of them will do. It is returned even if it is no better than no split.

# %% [markdown] hint="ch06-e04"
# One feature has the values 1, 1, 2, 4, 4, 7. How many different ways are there to cut these rows in two by a threshold, and at which numbers?

# %% [markdown] hint="ch06-e04"
# `values = np.unique(X[:, j])` is sorted, so `(values[:-1] + values[1:]) / 2` are the midpoints. For each: `left = X[:, j] <= threshold`, the Gini of `y[left]` and of `y[~left]`, times their shares of the rows.

# %% [markdown] hint="ch06-e04"
# ```python
# def best_split(X, y):
#     def gini(labels):
#         p = np.bincount(labels) / len(labels)
#         return ____
#
#     best = None
#     for feature in range(X.shape[1]):
#         values = np.unique(____)
#         for threshold in ____:
#             left = X[:, feature] <= threshold
#             impurity = np.mean(left) * ____ + np.mean(~left) * ____
#             if best is None or ____:
#                 best = feature, threshold, impurity
#     return best
# ```

# %% answer="ch06-e04" needs=[]
def best_split(X, y):
    """Feature, threshold and impurity of the best split; None if there is none."""
    ### BEGIN SOLUTION
    def gini(labels):
        p = np.bincount(labels) / len(labels)
        return 1 - np.sum(p**2)

    best = None
    for feature in range(X.shape[1]):
        values = np.unique(X[:, feature])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, feature] <= threshold
            impurity = np.mean(left) * gini(y[left]) + np.mean(~left) * gini(y[~left])
            if best is None or impurity < best[2]:
                best = feature, threshold, impurity
    return best
    ### END SOLUTION

# %% [markdown] equivalent="ch06-e04"
# left = X[:, feature] <= threshold  →  left = X[:, feature] < threshold
# if best is None or impurity < best[2]:  →  if best is None or impurity <= best[2]:

# %% tests="ch06-e04" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def gini(labels):
    return 1 - float(np.sum((np.bincount(labels) / len(labels)) ** 2))


def impurity(x, y, threshold, weigh=True):
    left = x <= threshold
    share = left.mean() if weigh else 0.5
    return share * gini(y[left]) + (1 - share) * gini(y[~left])


def midpoints(x):
    values = np.unique(x)
    return (values[:-1] + values[1:]) / 2


def lowest(X, y, weigh=True):
    return min((impurity(X[:, j], y, t, weigh), j, float(t)) for j in range(X.shape[1]) for t in midpoints(X[:, j]))


def asked(X, y):
    got = answer.best_split(X, y)
    expect.true(got is not None, "`best_split` returned None though the rows of X differ. A split is returned even if it is no better than none.")
    expect.true(isinstance(got, tuple | list) and len(got) == 3, "Expected (feature, threshold, impurity); got {got}.", got=got)
    return int(got[0]), float(got[1]), float(got[2])


def compare(X, y, case):
    feature, threshold, found = asked(X, y)
    best, best_feature, best_threshold = lowest(X, y)
    expect.true(0 <= feature < X.shape[1], "{case}: feature {feature} does not exist; X has columns 0 to {last}.", case=case, feature=feature, last=X.shape[1] - 1)
    cuts = midpoints(X[:, feature])
    if not np.any(np.isclose(cuts, threshold, rtol=1e-9, atol=1e-12)):
        at_value = np.any(np.isclose(X[:, feature], threshold))
        expect.true(not at_value, "{case}: the threshold {threshold} is a value of column {feature}. Candidates are the midpoints between neighbouring different values.", case=case, threshold=threshold, feature=feature)
        expect.fail("{case}: the threshold {threshold} is no midpoint between neighbouring different values of column {feature}.", case=case, threshold=threshold, feature=feature)
    real = impurity(X[:, feature], y, threshold)
    if real > best + 1e-9:
        plain, *_ = lowest(X, y, weigh=False)
        unweighted = abs(impurity(X[:, feature], y, threshold, weigh=False) - plain) < 1e-9
        expect.true(not unweighted, "{case}: your split has the lowest plain mean of the two Ginis. Weighted by rows, {feature}, {threshold} has {real}, but {best_feature}, {best_threshold} has {best}.", case=case, feature=feature, threshold=threshold, real=real, best_feature=best_feature, best_threshold=best_threshold, best=best)
        expect.fail("{case}: column {feature} at {threshold} has impurity {real}; column {best_feature} at {best_threshold} has {best}, which is lower.", case=case, feature=feature, threshold=threshold, real=real, best_feature=best_feature, best_threshold=best_threshold, best=best)
    expect.close(
        found,
        best,
        atol=1e-9,
        says="{case}: the split is right, and its impurity is {want}; you returned {got}.",
        case=case,
        mistakes=[(best * len(y), "{case}: the split is right; its impurity is {want}, yours {got} is a sum over the rows. Weights are shares of the rows: they add up to 1.")] if best else (),
    )


with expect.test("one feature, two classes"):
    X = np.array([[1.0], [2.0], [4.0], [8.0], [9.0]])
    compare(X, np.array([0, 0, 0, 1, 1]), "Values 1, 2, 4, 8, 9 with classes 0, 0, 0, 1, 1")

with expect.test("two features, three classes"):
    X = np.array([[1.0, 7.0], [2.0, 3.0], [3.0, 9.0], [5.0, 1.0], [6.0, 8.0], [7.0, 2.0]])
    compare(X, np.array([0, 1, 2, 1, 2, 1]), "Six rows, three classes")

### BEGIN HIDDEN TESTS
with expect.test("sides of unequal size"):
    X = np.arange(12.0).reshape(-1, 1)
    compare(X, np.array([1, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1]), "Twelve rows")

with expect.test("values that occur several times"):
    X = np.array([[1.0], [1.0], [1.0], [2.0], [2.0], [3.0], [3.0], [3.0]])
    compare(X, np.array([0, 1, 0, 0, 1, 1, 1, 0]), "Values 1, 1, 1, 2, 2, 3, 3, 3")

with expect.test("columns in any order, negative numbers, a constant column"):
    rng = np.random.default_rng(3)
    for _ in range(12):
        X = np.c_[np.full(15, -4.0), rng.integers(-6, 6, (15, 3))].astype(float)
        compare(X[:, rng.permutation(4)], rng.integers(0, 4, 15), "Fifteen rows with a constant column")

with expect.test("where no question helps"):
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    compare(X, np.array([0, 1, 1, 0]), "Exclusive or")
    compare(X, np.zeros(4, dtype=int), "One class only")

with expect.test("rows that are all alike"):
    got = answer.best_split(np.ones((4, 2)), np.array([0, 1, 0, 1]))
    expect.true(got is None, "Where all rows of X are alike no threshold parts them: return None. You returned {got}.", got=got)

with expect.test("the input stays as it was, whole numbers too"):
    X, y = np.array([[5, 1], [2, 9], [3, 3], [8, 4]]), np.array([0, 1, 0, 2])
    held, held_y = answer.put(X), answer.put(y)
    answer.best_split(held, held_y)
    expect.unchanged(held, X)
    expect.unchanged(held_y, y)
    compare(X, y, "Whole numbers in X")
### END HIDDEN TESTS

# %% right="ch06-e04" because="a scikit-learn stump for each feature"
def best_split(X, y):
    found = []
    for j in range(X.shape[1]):
        if len(np.unique(X[:, j])) > 1:
            values = np.unique(X[:, j])
            codes = np.searchsorted(values, X[:, j])
            scores = []
            for k in range(1, len(values)):
                rows = codes < k
                parts = [y[rows], y[~rows]]
                scores.append(sum(len(p) * (1 - np.sum((np.unique(p, return_counts=True)[1] / len(p)) ** 2)) for p in parts) / len(y))
            k = int(np.argmin(scores))
            found.append((scores[k], j, (values[k] + values[k + 1]) / 2))
    if not found:
        return None
    impurity, j, threshold = min(found)
    return j, threshold, impurity

# %% right="ch06-e04" because="cumulative counts over sorted rows"
def best_split(X, y):
    one_hot = np.eye(y.max() + 1)[y]
    best = None
    for j in range(X.shape[1]):
        order = np.argsort(X[:, j], kind="stable")
        x, left = X[order, j], np.cumsum(one_hot[order], axis=0)
        right = left[-1] - left
        n = np.arange(1, len(y) + 1)
        for i in range(len(y) - 1):
            if x[i] < x[i + 1]:
                a = n[i] - (left[i] ** 2).sum() / n[i]
                b = (len(y) - n[i]) - (right[i] ** 2).sum() / (len(y) - n[i])
                score = (a + b) / len(y)
                if best is None or score < best[2]:
                    best = (j, (x[i] + x[i + 1]) / 2, score)
    return best

# %% right="ch06-e04" because="the library's own stump"
def best_split(X, y):
    if np.all(X == X[0]):
        return None
    ranks = np.column_stack([np.unique(column, return_inverse=True)[1] for column in X.T])
    best = None
    for j in range(X.shape[1]):
        values = np.unique(X[:, j])
        for k in range(len(values) - 1):
            left = ranks[:, j] <= k
            score = 0.0
            for side in (left, ~left):
                p = np.bincount(y[side]) / side.sum()
                score += side.sum() / len(y) * (1 - p @ p)
            if best is None or score <= best[2]:
                best = [j, 0.5 * values[k] + 0.5 * values[k + 1], score]
    return best

# %% wrong="ch06-e04" because="plain mean of the two sides" says="plain mean of the two Ginis"
def best_split(X, y):
    def gini(labels):
        p = np.bincount(labels) / len(labels)
        return 1 - np.sum(p**2)

    best = None
    for feature in range(X.shape[1]):
        values = np.unique(X[:, feature])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, feature] <= threshold
            impurity = (gini(y[left]) + gini(y[~left])) / 2
            if best is None or impurity < best[2]:
                best = feature, threshold, impurity
    return best

# %% wrong="ch06-e04" because="thresholds at the values" says="midpoints between neighbouring"
def best_split(X, y):
    def gini(labels):
        p = np.bincount(labels) / len(labels)
        return 1 - np.sum(p**2)

    best = None
    for feature in range(X.shape[1]):
        for threshold in np.unique(X[:, feature])[:-1]:
            left = X[:, feature] <= threshold
            impurity = np.mean(left) * gini(y[left]) + np.mean(~left) * gini(y[~left])
            if best is None or impurity < best[2]:
                best = feature, threshold, impurity
    return best

# %% wrong="ch06-e04" because="midpoints of neighbouring rows in file order" says="midpoint"
def best_split(X, y):
    def gini(labels):
        p = np.bincount(labels) / max(len(labels), 1)
        return 1 - np.sum(p**2)

    best = None
    for feature in range(X.shape[1]):
        values = X[:, feature]
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, feature] <= threshold
            impurity = np.mean(left) * gini(y[left]) + np.mean(~left) * gini(y[~left])
            if best is None or impurity < best[2]:
                best = feature, threshold, impurity
    return best

# %% wrong="ch06-e04" because="sum in place of a mean" says="a sum over the rows"
def best_split(X, y):
    def gini(labels):
        p = np.bincount(labels) / len(labels)
        return 1 - np.sum(p**2)

    best = None
    for feature in range(X.shape[1]):
        values = np.unique(X[:, feature])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, feature] <= threshold
            impurity = left.sum() * gini(y[left]) + (~left).sum() * gini(y[~left])
            if best is None or impurity < best[2]:
                best = feature, threshold, impurity
    return best

# %% wrong="ch06-e04" because="the first feature only" says="which is lower"
def best_split(X, y):
    def gini(labels):
        p = np.bincount(labels) / len(labels)
        return 1 - np.sum(p**2)

    best = None
    values = np.unique(X[:, 0])
    for threshold in (values[:-1] + values[1:]) / 2:
        left = X[:, 0] <= threshold
        impurity = np.mean(left) * gini(y[left]) + np.mean(~left) * gini(y[~left])
        if best is None or impurity < best[2]:
            best = 0, threshold, impurity
    return best

# %% wrong="ch06-e04" because="only a split that improves" says="no better than none"
def best_split(X, y):
    def gini(labels):
        p = np.bincount(labels) / len(labels)
        return 1 - np.sum(p**2)

    best, lowest = None, gini(y)
    for feature in range(X.shape[1]):
        values = np.unique(X[:, feature])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, feature] <= threshold
            impurity = np.mean(left) * gini(y[left]) + np.mean(~left) * gini(y[~left])
            if impurity < lowest:
                best, lowest = (feature, threshold, impurity), impurity
    return best

# %% wrong="ch06-e04" because="looks at the left side alone" says="which is lower"
def best_split(X, y):
    def gini(labels):
        p = np.bincount(labels) / len(labels)
        return 1 - np.sum(p**2)

    best = None
    for feature in range(X.shape[1]):
        values = np.unique(X[:, feature])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, feature] <= threshold
            impurity = gini(y[left])
            if best is None or impurity < best[2]:
                best = feature, threshold, impurity
    return best

# %% wrong="ch06-e04" because="splits where nothing differs" says="return None"
def best_split(X, y):
    def gini(labels):
        p = np.bincount(labels) / max(len(labels), 1)
        return 1 - np.sum(p**2)

    best = 0, float(X[0, 0]), gini(y)
    found = False
    for feature in range(X.shape[1]):
        values = np.unique(X[:, feature])
        for threshold in (values[:-1] + values[1:]) / 2:
            left = X[:, feature] <= threshold
            impurity = np.mean(left) * gini(y[left]) + np.mean(~left) * gini(y[~left])
            if not found or impurity < best[2]:
                best, found = (feature, threshold, impurity), True
    return best

# %% [markdown] exercise="ch06-e05" title="A tree of your own" kind="F" level=3 minutes=45 core=false after="§3" skills=["Find the best split"] topics=["S-05-I.11e"]
# Write the class `TinyTree`, a classification tree from scratch. `TinyTree(max_depth, min_leaf)` keeps the two limits, whole numbers; then
#
# - `fit(X, y)` grows the tree on `X`, shape `(m, n)`, and class numbers `y` from 0 to `y.max()`, and returns the object itself;
# - `predict_proba(X)` returns shape `(rows, y.max() + 1)`: the shares of the classes in the leaf that each row reaches;
# - `predict(X)` returns the class with the largest share, the smallest number where two are equally large.
#
# A node is split unless it is pure, lies `max_depth` questions below the root, or has no split that leaves at least `min_leaf` rows on both sides. Among those splits the one with the lowest weighted Gini is
# taken, as in [[ch06-e04]]: midpoints as thresholds, `<=` to the left, any of several equally good ones. Write it with NumPy, without `sklearn.tree`. 300 rows with four features take less than five seconds.

# %% [markdown] hint="ch06-e05"
# A tree is a leaf, or a question with two trees below it. Which function, called by itself, grows both?

# %% [markdown] hint="ch06-e05"
# Keep a leaf as an array of shares and a question as a tuple `(feature, threshold, left, right)`. `grow(X, y, depth)` returns a leaf where one of the three rules says so; else it looks for the best split that leaves enough rows and
# calls itself on both sides with `depth + 1`.

# %% [markdown] hint="ch06-e05"
# ```python
# class TinyTree:
#     def __init__(self, max_depth, min_leaf):
#         self.max_depth, self.min_leaf = max_depth, min_leaf
#
#     def fit(self, X, y):
#         self.classes = y.max() + 1
#         self.root = self._grow(X, y, 0)
#         return ____
#
#     def _grow(self, X, y, depth):
#         shares = np.bincount(y, minlength=____) / len(y)
#         if ____ or depth == ____:
#             return shares
#         best = ____  # feature, threshold: both sides at least min_leaf rows
#         if best is None:
#             return shares
#         left = X[:, best[0]] <= best[1]
#         return *best, self._grow(X[left], y[left], ____), self._grow(____)
#
#     def predict_proba(self, X):
#         ____
#
#     def predict(self, X):
#         return self.predict_proba(X).argmax(axis=1)
# ```

# %% answer="ch06-e05" needs=[]
class TinyTree:
    """A classification tree: TinyTree(max_depth, min_leaf)."""

    ### BEGIN SOLUTION
    def __init__(self, max_depth, min_leaf):
        self.max_depth, self.min_leaf = max_depth, min_leaf

    def fit(self, X, y):
        self.classes = y.max() + 1
        self.root = self._grow(X, y, 0)
        return self

    def _grow(self, X, y, depth):
        shares = np.bincount(y, minlength=self.classes) / len(y)
        best = None
        if shares.max() < 1 and depth < self.max_depth:
            best = self._best_split(X, y)
        if best is None:
            return shares
        feature, threshold = best
        left = X[:, feature] <= threshold
        below = [self._grow(X[side], y[side], depth + 1) for side in (left, ~left)]
        return feature, threshold, *below

    def _best_split(self, X, y):
        best, lowest = None, np.inf
        for feature in range(X.shape[1]):
            order = np.argsort(X[:, feature])
            x, counts = X[order, feature], np.eye(self.classes)[y[order]].cumsum(axis=0)
            n = np.arange(1, len(y))
            left, right = counts[:-1], counts[-1] - counts[:-1]
            m = len(y) - n
            impurity = len(y) - (left**2).sum(axis=1) / n - (right**2).sum(axis=1) / m
            allowed = (x[1:] > x[:-1]) & (n >= self.min_leaf) & (m >= self.min_leaf)
            impurity[~allowed] = np.inf
            i = impurity.argmin()
            if impurity[i] < lowest:
                best, lowest = (feature, (x[i] + x[i + 1]) / 2), impurity[i]
        return best

    def _leaf(self, row):
        node = self.root
        while isinstance(node, tuple):
            feature, threshold, left, right = node
            node = left if row[feature] <= threshold else right
        return node

    def predict_proba(self, X):
        return np.array([self._leaf(row) for row in X])

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)
    ### END SOLUTION

# %% [markdown] equivalent="ch06-e05"
# node = left if row[feature] <= threshold else right  →  node = left if row[feature] < threshold else right
# left = X[:, feature] <= threshold  →  left = X[:, feature] < threshold

# %% tests="ch06-e05" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
import sys
from sklearn.tree import DecisionTreeClassifier

def reference(X, y, depth, leaf, new):
    model = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=0).fit(X, y)
    return model.predict_proba(new)
""")


def cloud(seed, m=240, n=4, classes=3):
    """Rows with a plan, in steps of 1/1024, so that no rounding moves a threshold."""
    rng = np.random.default_rng(seed)
    X = np.round(rng.normal(size=(m, n)) * 1024) / 1024
    score = np.c_[X[:, 0] + 0.5 * X[:, 1], X[:, 2] - X[:, 0], rng.normal(size=m)][:, :classes]
    return X, (score + 0.3 * rng.normal(size=score.shape)).argmax(axis=1)


def fitted(X, y, depth, leaf):
    model = answer.TinyTree(depth, leaf)
    got = model.fit(X, y)
    expect.true(got is not None, "`fit` returned None. It returns the object itself, so that `TinyTree(3, 5).fit(X, y).predict(X)` works.")
    return got


def compare(seed, depth, leaf):
    X, y = cloud(seed)
    new = cloud(seed + 100)[0]
    model = fitted(X, y, depth, leaf)
    got = np.asarray(model.predict_proba(new), dtype=float)
    expect.shape(got, (240, 3), says="`predict_proba` of 240 rows and three classes has shape {want}; yours {got}.")
    alike = np.unique(np.asarray(model.predict_proba(X), dtype=float).round(9), axis=0, return_counts=True)[1]
    expect.true(alike.min() >= leaf, "max_depth={depth}, min_leaf={leaf}: a leaf of yours holds {n} of the training rows. Each side of a split needs at least {leaf}.", depth=depth, leaf=leaf, n=alike.min())
    want = answer.reference(X, y, depth, leaf, new)
    same = int(np.isclose(got, want, atol=1e-9).all(axis=1).sum())
    expect.true(same == 240, "max_depth={depth}, min_leaf={leaf}: for {same} of 240 new rows the shares are those of the tree described; at a row where they differ you have {got}, it has {want}.", depth=depth, leaf=leaf, same=same, got=got[np.argmax(np.abs(got - want).sum(axis=1))], want=want[np.argmax(np.abs(got - want).sum(axis=1))])


with expect.test("one question"):
    X, y = np.array([[1.0], [2.0], [3.0], [7.0], [8.0]]), np.array([0, 0, 1, 1, 1])
    got = fitted(X, y, 1, 1).predict_proba(np.array([[0.0], [2.25], [2.75], [9.0]]))
    expect.close(got, [[1, 0], [1, 0], [0, 1], [0, 1]], says="Values 1, 2 | 3, 7, 8, one question at 2.5: the shares at 0, 2.25, 2.75 and 9 are {want}; you returned {got}.")

with expect.test("a stump and deeper trees"):
    for depth in (1, 2, 4):
        compare(1, depth, 12)

with expect.test("predict follows predict_proba"):
    X, y = cloud(2)
    model = fitted(X, y, 3, 12)
    proba = np.asarray(model.predict_proba(X), dtype=float)
    expect.equal(np.asarray(model.predict(X)).tolist(), proba.argmax(axis=1).tolist(), says="`predict` does not name the class with the largest share for every row.")

### BEGIN HIDDEN TESTS
with expect.test("max_depth 0: a single leaf"):
    X, y = cloud(3)
    got = fitted(X, y, 0, 1).predict_proba(X[:2])
    expect.close(got, [np.bincount(y) / len(y)] * 2, says="With max_depth 0 nothing is asked: the shares are {want}; you returned {got}.")

with expect.test("the smallest leaf"):
    for leaf in (20, 45, 100):
        compare(4, 6, leaf)

with expect.test("grown until every leaf is pure"):
    X, y = cloud(5)
    proba = np.asarray(fitted(X, y, 100, 1).predict_proba(X), dtype=float)
    expect.close(proba, np.eye(3)[y], says="Without limits every training row ends in a pure leaf of its own class; some of yours do not.")

with expect.test("rows that cannot be parted"):
    X, y = np.array([[1.0], [1.0], [1.0], [4.0]]), np.array([0, 1, 1, 2])
    got = fitted(X, y, 9, 1).predict_proba(np.array([[1.0], [4.0]]))
    expect.close(got, [[1 / 3, 2 / 3, 0], [0, 0, 1]], says="Rows 1, 1, 1 cannot be parted: the shares at 1 and 4 are {want}; you returned {got}.")

with expect.test("a class that one side lacks, and a tie"):
    X, y = np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([3, 1, 0, 0])
    model = fitted(X, y, 2, 1)
    expect.close(model.predict_proba(np.array([[0.0], [1.0]])), [[0, 0.5, 0, 0.5], [1, 0, 0, 0]], says="Classes 0 to 3, two of them on the left: the shares are {want}; you returned {got}.")
    expect.equal(np.asarray(model.predict(np.array([[0.0]]))).tolist(), [1], says="Classes 1 and 3 are tied: the smaller number is predicted, {want}; you returned {got}.")

with expect.test("exclusive or: a first question that does not help"):
    X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    got = np.asarray(fitted(X, np.array([0, 1, 1, 0]), 2, 1).predict(X)).tolist()
    expect.equal(got, [0, 1, 1, 0], says="Two questions solve exclusive or, though the first alone lowers nothing: expected {want}, got {got}.")

with expect.test("objects apart, the input kept"):
    X, y = cloud(6)
    one = fitted(X, y, 2, 12)
    before = np.asarray(one.predict_proba(X[:20]), dtype=float)
    held, held_y = answer.put(X), answer.put(y)
    answer.TinyTree(0, 1).fit(held, held_y)
    expect.unchanged(held, X)
    expect.unchanged(held_y, y)
    expect.close(one.predict_proba(X[:20]), before, says="A tree's predictions changed when another one was fitted: the tree is kept in the class or in a global name. Keep it in `self`.")
### END HIDDEN TESTS

# %% right="ch06-e05" because="nodes as dictionaries, splits by plain loops"
class TinyTree:
    def __init__(self, max_depth, min_leaf):
        self.max_depth = max_depth
        self.min_leaf = min_leaf

    def fit(self, X, y):
        self.k = int(max(y)) + 1

        def gini(labels):
            p = np.bincount(labels, minlength=self.k) / len(labels)
            return 1 - p @ p

        def grow(rows, depth):
            labels = y[rows]
            node = {"p": np.bincount(labels, minlength=self.k) / len(labels)}
            if depth >= self.max_depth or len(set(labels.tolist())) == 1:
                return node
            options = []
            for j in range(X.shape[1]):
                values = np.unique(X[rows, j])
                for t in (values[1:] + values[:-1]) / 2:
                    left = rows[X[rows, j] <= t]
                    right = rows[X[rows, j] > t]
                    if min(len(left), len(right)) >= self.min_leaf:
                        options.append((len(left) * gini(y[left]) + len(right) * gini(y[right]), j, t, left, right))
            if options:
                _, node["j"], node["t"], left, right = min(options, key=lambda option: option[0])
                node["left"], node["right"] = grow(left, depth + 1), grow(right, depth + 1)
            return node

        self.tree = grow(np.arange(len(y)), 0)
        return self

    def predict_proba(self, X):
        out = []
        for x in X:
            node = self.tree
            while "j" in node:
                node = node["left"] if x[node["j"]] <= node["t"] else node["right"]
            out.append(node["p"])
        return np.stack(out)

    def predict(self, X):
        return np.argmax(self.predict_proba(X), axis=1)

# %% wrong="ch06-e05" because="min_leaf looked at before the split, not after" says="Each side of a split needs"
class TinyTree:
    def __init__(self, max_depth, min_leaf):
        self.max_depth, self.min_leaf = max_depth, min_leaf

    def fit(self, X, y):
        self.classes = y.max() + 1
        self.root = self._grow(X, y, 0)
        return self

    def _grow(self, X, y, depth):
        shares = np.bincount(y, minlength=self.classes) / len(y)
        if shares.max() == 1 or depth == self.max_depth or len(y) < 2 * self.min_leaf:
            return shares
        best, lowest = None, np.inf
        for j in range(X.shape[1]):
            values = np.unique(X[:, j])
            for t in (values[1:] + values[:-1]) / 2:
                left = X[:, j] <= t
                score = sum(s.sum() * (1 - np.sum((np.bincount(y[s]) / s.sum()) ** 2)) for s in (left, ~left))
                if score < lowest:
                    best, lowest = (j, t), score
        if best is None:
            return shares
        left = X[:, best[0]] <= best[1]
        return *best, self._grow(X[left], y[left], depth + 1), self._grow(X[~left], y[~left], depth + 1)

    def predict_proba(self, X):
        out = []
        for row in X:
            node = self.root
            while isinstance(node, tuple):
                node = node[2] if row[node[0]] <= node[1] else node[3]
            out.append(node)
        return np.array(out)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

# %% wrong="ch06-e05" because="stops where the impurity does not fall" says="exclusive or"
class TinyTree:
    def __init__(self, max_depth, min_leaf):
        self.max_depth, self.min_leaf = max_depth, min_leaf

    def fit(self, X, y):
        self.classes = y.max() + 1
        self.root = self._grow(X, y, 0)
        return self

    def _grow(self, X, y, depth):
        shares = np.bincount(y, minlength=self.classes) / len(y)
        if shares.max() == 1 or depth == self.max_depth:
            return shares
        best, lowest = None, len(y) * (1 - np.sum(shares**2)) - 1e-9
        for j in range(X.shape[1]):
            values = np.unique(X[:, j])
            for t in (values[1:] + values[:-1]) / 2:
                left = X[:, j] <= t
                if min(left.sum(), (~left).sum()) < self.min_leaf:
                    continue
                score = sum(s.sum() * (1 - np.sum((np.bincount(y[s]) / s.sum()) ** 2)) for s in (left, ~left))
                if score < lowest:
                    best, lowest = (j, t), score
        if best is None:
            return shares
        left = X[:, best[0]] <= best[1]
        return *best, self._grow(X[left], y[left], depth + 1), self._grow(X[~left], y[~left], depth + 1)

    def predict_proba(self, X):
        out = []
        for row in X:
            node = self.root
            while isinstance(node, tuple):
                node = node[2] if row[node[0]] <= node[1] else node[3]
            out.append(node)
        return np.array(out)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

# %% wrong="ch06-e05" because="as many columns as classes in the leaf" says="shape"
class TinyTree:
    def __init__(self, max_depth, min_leaf):
        self.max_depth, self.min_leaf = max_depth, min_leaf

    def fit(self, X, y):
        self.root = np.bincount(y)[:1] / len(y)
        return self

    def predict_proba(self, X):
        return np.array([self.root for _ in X])

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

# %% wrong="ch06-e05" because="fit returns nothing" says="returns the object itself"
class TinyTree:
    def __init__(self, max_depth, min_leaf):
        self.max_depth, self.min_leaf = max_depth, min_leaf

    def fit(self, X, y):
        self.shares = np.bincount(y) / len(y)

    def predict_proba(self, X):
        return np.array([self.shares for _ in X])

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

# %% [markdown]
# ## 4 · How far to grow

# %% [markdown] exercise="ch06-e06" title="The simplest tree that is as good" kind="F" level=2 minutes=15 core=true after="§4" skills=["Choose how far to grow"] topics=["S-05-I.11e"]
# Cross-validation gives each pruning strength several scores. The *one-standard-error rule* takes the strongest pruning, the largest alpha, whose mean score is within one standard error of the best mean. Write `one_se(alphas, scores)`.
#
# | | |
# |---|---|
# | `alphas` | array of shape `(n,)`: pruning strengths, **in any order**, all different |
# | `scores` | array of shape `(n, k)`: row `i` holds the scores of `alphas[i]` in `k` folds, at least two; higher is better |
# | returns | one of the `alphas` |
#
# Let row $b$ have the highest mean; where several rows share it, take any of them. Its standard error is $s_b/\sqrt{k}$, with the sample standard deviation $s_b$ (divisor $k-1$). Return the **largest** of all alphas
# whose mean is at least the highest mean minus this standard error.

# %% [markdown] hint="ch06-e06"
# Three alphas 0, 1 and 2 have mean scores 0.90, 0.89 and 0.80, and the standard error of the best is 0.02. Which of them can you not tell from the best, and which of these prunes most?

# %% [markdown] hint="ch06-e06"
# `means = scores.mean(axis=1)`, `best = means.argmax()`, and `scores[best].std(ddof=1) / np.sqrt(k)` for the standard error. Then `alphas[means >= …]`: all that are good enough, wherever they stand.

# %% [markdown] hint="ch06-e06"
# ```python
# def one_se(alphas, scores):
#     means = scores.mean(axis=____)
#     best = ____
#     error = scores[best].std(ddof=____) / np.sqrt(____)
#     return alphas[means >= ____].____()
# ```

# %% answer="ch06-e06" needs=[]
def one_se(alphas, scores):
    """The largest alpha within one standard error of the best."""
    ### BEGIN SOLUTION
    means = scores.mean(axis=1)
    best = means.argmax()
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    return alphas[means >= means[best] - error].max()
    ### END SOLUTION

# %% tests="ch06-e06" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def rule(alphas, scores, ddof=1, root=True, own=False):
    """The rule, or one of its usual mistakes."""
    means = scores.mean(axis=1)
    spread = scores.std(axis=1, ddof=ddof) / (np.sqrt(scores.shape[1]) if root else 1)
    limit = means.max() - (spread if own else spread[means.argmax()])
    return float(alphas[means >= limit].max())


def mistakes(alphas, scores):
    means, k = scores.mean(axis=1), scores.shape[1]
    top, want = means.argmax(), rule(alphas, scores)
    good = alphas[means >= means.max() - scores[top].std(ddof=1) / np.sqrt(k)]
    plain = [
        (float(alphas[top]), "Means {means}: {want} is within one standard error of the best; you returned {got}, the best itself. A simpler tree is as good here."),
        (float(good.min()), "Means {means}: you returned {got}, the smallest alpha that is good enough. The rule takes the largest, {want}: it prunes most."),
    ]
    others = [
        (rule(alphas, scores, root=False), "Means {means}: expected {want}, got {got}, which one standard *deviation* allows. The standard error is that divided by √k."),
        (rule(alphas, scores, ddof=0), "Means {means}: expected {want}, got {got}, as with the divisor k. The sample standard deviation divides by k − 1: `ddof=1`."),
        (rule(alphas, scores, own=True), "Means {means}: expected {want}, got {got}, as with each row's own standard error. The rule takes that of the best row for all."),
        (float(alphas[means >= means.max() - scores[top].std(ddof=1) / np.sqrt(len(scores))].max()), "Means {means}: expected {want}, got {got}, as with the root of the number of alphas. Divide by the root of the number of folds."),
        (float(alphas[means >= means.max() - scores.std(ddof=1) / np.sqrt(k)].max()), "Means {means}: expected {want}, got {got}, as with the spread of all scores together. Only the folds of the best row count."),
    ]
    values = [value for value, _ in others]
    # where several slips lead to the same alpha, none of them is blamed
    unsure = "Means {means}: expected {want}, got {got}. Is the standard error that of the best row, with the divisor k − 1, and divided by √k?"
    known = [*values, *{value for value, _ in plain}]
    named = [(value, words if known.count(value) == 1 else unsure) for value, words in (*plain, *others)]
    kept = {}
    for value, words in named:
        if value != want:
            kept.setdefault(value, words)
    return list(kept.items())


def compare(alphas, scores):
    got = answer.one_se(alphas, scores)
    expect.true(got is not None and np.ndim(got) == 0, "`one_se` returns one of the alphas, a single number; got {got}.", got=got)
    expect.close(got, rule(alphas, scores), says="Alphas {alphas} with means {means}: expected {want}, got {got}.", alphas=alphas, means=scores.mean(axis=1).round(4), mistakes=mistakes(alphas, scores))


def fives(*rows):
    """Five scores for each (mean, spread), whose sample standard deviation is the spread."""
    shape = np.array([-1.0, -0.5, 0.0, 0.5, 1.0]) / np.std([-1.0, -0.5, 0.0, 0.5, 1.0], ddof=1)
    return np.array([mean + spread * shape for mean, spread in rows])


with expect.test("a simpler tree is as good"):
    compare(np.array([0.0, 0.01, 0.02, 0.04]), fives((0.86, 0.03), (0.90, 0.02), (0.895, 0.02), (0.80, 0.02)))

with expect.test("the best is the only one"):
    compare(np.array([0.0, 0.01, 0.02]), fives((0.80, 0.05), (0.90, 0.01), (0.85, 0.05)))

### BEGIN HIDDEN TESTS
with expect.test("error or deviation"):
    compare(np.array([0.0, 0.1, 0.2, 0.3]), fives((0.90, 0.05), (0.89, 0.05), (0.87, 0.05), (0.86, 0.05)))

with expect.test("the divisor"):
    compare(np.array([0.0, 0.05, 0.1]), fives((0.90, 0.05), (0.895, 0.05), (0.90 - 0.0211, 0.05)))

with expect.test("whose standard error"):
    compare(np.array([0.0, 0.1, 0.2]), fives((0.90, 0.01), (0.897, 0.2), (0.88, 0.2)))
    compare(np.array([0.0, 0.1, 0.2]), fives((0.90, 0.2), (0.897, 0.001), (0.85, 0.001)))

with expect.test("folds that all agree"):
    compare(np.array([0.1, 0.2, 0.0]), np.array([[0.75] * 4, [0.5] * 4, [0.75] * 4]))

with expect.test("alphas in any order, a gap between good ones"):
    compare(np.array([0.3, 0.0, 0.4, 0.1, 0.2]), fives((0.895, 0.02), (0.90, 0.03), (0.70, 0.02), (0.89, 0.02), (0.80, 0.02)))

with expect.test("negative scores, two folds, many alphas"):
    rng = np.random.default_rng(8)
    for k in (2, 3, 10):
        for _ in range(8):
            compare(rng.permutation(12) / 7.0, -rng.gamma(3.0, 1.0, (12, 1)) + rng.normal(0, 0.7, (12, k)))

with expect.test("the input stays as it was"):
    alphas, scores = np.array([0.2, 0.0]), fives((0.8, 0.1), (0.85, 0.1))
    held, held_scores = answer.put(alphas), answer.put(scores)
    answer.one_se(held, held_scores)
    expect.unchanged(held, alphas)
    expect.unchanged(held_scores, scores)
### END HIDDEN TESTS

# %% right="ch06-e06" because="sorted, from the strongest down"
def one_se(alphas, scores):
    scores = np.asarray(scores, dtype=float)
    k = scores.shape[1]
    means = [sum(row) / k for row in scores]
    top = max(range(len(means)), key=means.__getitem__)
    variance = sum((s - means[top]) ** 2 for s in scores[top]) / (k - 1)
    limit = means[top] - (variance / k) ** 0.5
    for alpha, mean in sorted(zip(alphas, means), reverse=True):
        if mean >= limit:
            return float(alpha)

# %% right="ch06-e06" because="scipy.stats.sem"
from scipy.stats import sem


def one_se(alphas, scores):
    best = np.argmax(np.mean(scores, axis=1))
    good = np.mean(scores, axis=1) >= np.mean(scores[best]) - sem(scores[best])
    return np.max(np.where(good, alphas, -np.inf))

# %% wrong="ch06-e06" because="the best alpha" says="the best itself"
def one_se(alphas, scores):
    return alphas[scores.mean(axis=1).argmax()]

# %% wrong="ch06-e06" because="standard deviation, not error" says="standard *deviation*"
def one_se(alphas, scores):
    means = scores.mean(axis=1)
    best = means.argmax()
    return alphas[means >= means[best] - scores[best].std(ddof=1)].max()

# %% wrong="ch06-e06" because="divisor k" says="ddof=1"
def one_se(alphas, scores):
    means = scores.mean(axis=1)
    best = means.argmax()
    return alphas[means >= means[best] - scores[best].std() / np.sqrt(scores.shape[1])].max()

# %% wrong="ch06-e06" because="the root of the number of alphas" says="expected"
def one_se(alphas, scores):
    means = scores.mean(axis=1)
    best = means.argmax()
    return alphas[means >= means[best] - scores[best].std(ddof=1) / np.sqrt(len(scores))].max()

# %% wrong="ch06-e06" because="the spread of all scores" says="expected"
def one_se(alphas, scores):
    means = scores.mean(axis=1)
    return alphas[means >= means.max() - scores.std(ddof=1) / np.sqrt(scores.shape[1])].max()

# %% wrong="ch06-e06" because="each row's own error" says="own standard error"
def one_se(alphas, scores):
    means = scores.mean(axis=1)
    errors = scores.std(axis=1, ddof=1) / np.sqrt(scores.shape[1])
    return alphas[means >= means.max() - errors].max()

# %% wrong="ch06-e06" because="the smallest alpha that is good enough" says="A simpler tree is as good"
def one_se(alphas, scores):
    means = scores.mean(axis=1)
    best = means.argmax()
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    return alphas[means >= means[best] - error].min()

# %% wrong="ch06-e06" because="takes the alphas to be sorted" says="expected"
def one_se(alphas, scores):
    means = scores.mean(axis=1)
    best = means.argmax()
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    return alphas[np.flatnonzero(means >= means[best] - error)[-1]]

# %% wrong="ch06-e06" because="walks up from the best and stops at the first that is worse" says="expected"
def one_se(alphas, scores):
    order = np.argsort(alphas)
    alphas, scores = alphas[order], scores[order]
    means = scores.mean(axis=1)
    best = means.argmax()
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    i = best
    while i + 1 < len(alphas) and means[i + 1] >= means[best] - error:
        i += 1
    return alphas[i]

# %% wrong="ch06-e06" because="returns the number of the row" says="expected"
def one_se(alphas, scores):
    means = scores.mean(axis=1)
    best = means.argmax()
    error = scores[best].std(ddof=1) / np.sqrt(scores.shape[1])
    return np.flatnonzero(means >= means[best] - error)[-1]

# %% wrong="ch06-e06" because="means over the wrong axis" says="raised"
def one_se(alphas, scores):
    means = scores.mean(axis=0)
    best = means.argmax()
    error = scores[:, best].std(ddof=1) / np.sqrt(len(scores))
    return alphas[means >= means[best] - error].max()

# %% [markdown] exercise="ch06-e07" title="A tree of the right size" kind="X" level=2 minutes=15 core=true trains=true after="§4" skills=["Choose how far to grow"] topics=["S-05-I.11e"]
# Write `grown_right(X, y)`: it returns a **fitted** `DecisionTreeClassifier` whose size was chosen by cross-validation on the rows it got, and which was then fitted to all of them.
#
# `X` has shape `(m, 2)`, `y` holds classes 0 and 1. Which of the tree's limits you search over is up to you. Your function will get two tables:
#
# - *moons*, 600 rows: two half moons with a lot of noise. There the tree has at most 45 leaves and is right for at least 82 % of new rows.
# - *boards*, 1,500 rows: 5 × 5 fields that alternate between two colours like a chessboard, without noise. There it is right for at least 90 % of new rows.
#
# One size does not fit both. A call takes less than five seconds.

# %% [markdown] hint="ch06-e07"
# The moons ask for a small tree, the board for a large one. Who can tell your function which of the two it was given?

# %% [markdown] hint="ch06-e07"
# `GridSearchCV(DecisionTreeClassifier(random_state=0), {"…": […]}, cv=5).fit(X, y)` tries each value and fits the best one to all rows. Which attribute of the search is that tree? Let the values span a wide range, such as leaves of 1 to 50 rows.

# %% [markdown] hint="ch06-e07"
# ```python
# def grown_right(X, y):
#     grid = {"min_samples_leaf": [1, 2, ____, 50]}
#     search = GridSearchCV(____, grid, cv=____)
#     search.fit(____)
#     return search.____
# ```

# %% answer="ch06-e07" needs=[]
def grown_right(X, y):
    """A fitted tree whose size cross-validation chose."""
    ### BEGIN SOLUTION
    grid = {"min_samples_leaf": [1, 2, 5, 10, 15, 20, 30, 50]}
    search = GridSearchCV(DecisionTreeClassifier(random_state=0), grid, cv=5)
    search.fit(X, y)
    return search.best_estimator_
    ### END SOLUTION

# %% tests="ch06-e07" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.tree import DecisionTreeClassifier

def facts(model):
    tree = getattr(model, "tree_", None)
    if tree is None:
        return {"fitted": False}
    return {"fitted": True, "leaves": int(tree.n_leaves), "depth": int(tree.max_depth), "rows": int(tree.n_node_samples[0])}

def full_tree(X, y, new, truth):
    return float(DecisionTreeClassifier(random_state=0).fit(X, y).score(new, truth))
""")


def moons(m, rng):
    """Two half moons with noise of 0.35."""
    y = np.arange(m) % 2
    angle = rng.uniform(0, np.pi, m)
    X = np.c_[np.cos(angle), np.sin(angle)]
    X[y == 1] = [1, 0.5] - X[y == 1]
    return X + rng.normal(0, 0.35, (m, 2)), y


def board(m, rng):
    """Fields of a board of 5 by 5, in two colours."""
    X = rng.uniform(0, 5, (m, 2))
    return X, np.floor(X).sum(axis=1).astype(int) % 2


@cache
def case(kind, seed):
    rng = np.random.default_rng(seed)
    make, m = {"moons": (moons, 600), "boards": (board, 1500)}[kind]
    return *make(m, rng), *make(3000, rng)


@cache
def fitted(kind, seed):
    X, y, *_ = case(kind, seed)
    model = answer.grown_right(X, y)
    expect.true(model is not None, "`grown_right` returned None. Usually the `return` is missing.")
    expect.instance(model, "DecisionTreeClassifier", says="Expected a {want}, got a {got}. The fitted tree of a grid search is its `best_estimator_`.")
    found = answer.facts(model)
    expect.true(found["fitted"], "The tree that you returned is not fitted.")
    expect.true(found["rows"] == len(y), "The tree was fitted to {rows} of the {m} rows. Cross-validation chooses the size; the final tree is fitted to all rows.", m=len(y), **found)
    return model


def right(kind, seed):
    *_, new, truth = case(kind, seed)
    return float(np.mean(np.asarray(fitted(kind, seed).predict(new)) == truth))


def moons_hold(seed):
    found = answer.facts(fitted("moons", seed))
    expect.true(found["leaves"] <= 45, "On the moons your tree has {leaves} leaves; at most 45 are allowed. It follows the noise.", **found)
    expect.at_least(right("moons", seed), 0.82, "On the moons your tree is right for {got} of new rows; at least {low} is expected. It has {leaves} leaves.", **found)


def boards_hold(seed):
    found = answer.facts(fitted("boards", seed))
    score = right("boards", seed)
    if found["leaves"] < 25:
        expect.at_least(score, 0.90, "On the board your tree is right for {got} of new rows; at least {low} is expected. It has {leaves} leaves, and 25 fields need one each.", **found)
    expect.at_least(score, 0.90, "On the board your tree is right for {got} of new rows; at least {low} is expected. It has {leaves} leaves and is {depth} questions deep.", **found)


with expect.test("moons: small, and right"):
    moons_hold(1)

with expect.test("boards: large enough"):
    boards_hold(2)

### BEGIN HIDDEN TESTS
with expect.test("other moons"):
    moons_hold(3)

with expect.test("other boards"):
    boards_hold(4)
### END HIDDEN TESTS

# %% right="ch06-e07" because="cost-complexity pruning over the tree's own path"
def grown_right(X, y):
    path = DecisionTreeClassifier(random_state=0).cost_complexity_pruning_path(X, y)
    alphas = np.unique(np.quantile(path.ccp_alphas.clip(0), np.linspace(0, 0.98, 15)))
    return GridSearchCV(DecisionTreeClassifier(random_state=0), {"ccp_alpha": alphas}, cv=5).fit(X, y).best_estimator_

# %% right="ch06-e07" because="a loop over numbers of leaves"
def grown_right(X, y):
    sizes = [2, 4, 8, 12, 16, 24, 32, 64, 128]
    scores = [cross_val_score(DecisionTreeClassifier(max_leaf_nodes=s, random_state=1), X, y, cv=5).mean() for s in sizes]
    return DecisionTreeClassifier(max_leaf_nodes=sizes[int(np.argmax(scores))], random_state=1).fit(X, y)

# %% right="ch06-e07" because="two limits at once"
def grown_right(X, y):
    grid = {"max_depth": [3, 5, 8, None], "min_samples_leaf": [1, 5, 15, 40]}
    return GridSearchCV(DecisionTreeClassifier(random_state=3), grid, cv=4).fit(X, y).best_estimator_

# %% wrong="ch06-e07" because="no limit" says="follows the noise"
def grown_right(X, y):
    return DecisionTreeClassifier(random_state=0).fit(X, y)

# %% wrong="ch06-e07" because="one small size for all" says="need one each"
def grown_right(X, y):
    return DecisionTreeClassifier(max_depth=4, random_state=0).fit(X, y)

# %% wrong="ch06-e07" because="chosen by the training score" says="follows the noise"
def grown_right(X, y):
    trees = [DecisionTreeClassifier(min_samples_leaf=s, random_state=0).fit(X, y) for s in (1, 5, 20, 50)]
    return max(trees, key=lambda tree: tree.score(X, y))

# %% wrong="ch06-e07" because="returns the search" says="best_estimator_"
def grown_right(X, y):
    return GridSearchCV(DecisionTreeClassifier(random_state=0), {"min_samples_leaf": [1, 5, 20, 50]}, cv=5).fit(X, y)

# %% wrong="ch06-e07" because="not fitted" says="not fitted"
def grown_right(X, y):
    search = GridSearchCV(DecisionTreeClassifier(random_state=0), {"min_samples_leaf": [1, 5, 20, 50]}, cv=5).fit(X, y)
    return DecisionTreeClassifier(**search.best_params_)

# %% wrong="ch06-e07" because="fitted to a part of the rows only" says="fitted to all rows"
def grown_right(X, y):
    cut = len(y) * 4 // 5
    best = max((1, 5, 20, 50), key=lambda s: DecisionTreeClassifier(min_samples_leaf=s, random_state=0).fit(X[:cut], y[:cut]).score(X[cut:], y[cut:]))
    return DecisionTreeClassifier(min_samples_leaf=best, random_state=0).fit(X[:cut], y[:cut])

# %% wrong="ch06-e07" because="a regression tree" says="DecisionTreeClassifier"
def grown_right(X, y):
    return DecisionTreeRegressor(min_samples_leaf=10, random_state=0).fit(X, y)

# %% [markdown]
# ## 5 · Trees for numbers

# %% [markdown] exercise="ch06-e08" title="A staircase of means" kind="F" level=1 minutes=8 core=false after="§5" skills=["Use trees for regression"] topics=["S-05-I.11e"]
# A regression tree on one feature is a table: thresholds, and a mean between each two. Write `staircase(x, y, cuts, new)`.
#
# | | |
# |---|---|
# | `x`, `y` | the training rows, arrays of shape `(m,)` |
# | `cuts` | the thresholds in ascending order, array of shape `(k,)`, perhaps empty |
# | `new` | array of shape `(p,)` |
# | returns | array of shape `(p,)`: for each new value the mean of the `y` in its piece |
#
# The pieces are `x <= cuts[0]`, then `cuts[0] < x <= cuts[1]`, …, and `x > cuts[-1]`. Every piece holds at least one training row.

# %% [markdown] hint="ch06-e08"
# With cuts 2 and 5 there are three pieces. In which does 5 lie? Which number does the model give for 1,000?

# %% [markdown] hint="ch06-e08"
# `np.searchsorted(cuts, x)` gives each value the number of its piece: how many cuts lie below it. With `side="left"`, the default, a value equal to a cut stays below. Do the same for `new`.

# %% [markdown] hint="ch06-e08"
# ```python
# def staircase(x, y, cuts, new):
#     piece = np.searchsorted(____, ____)
#     means = np.array([y[piece == ____].mean() for i in range(____)])
#     return means[np.searchsorted(____, ____)]
# ```

# %% answer="ch06-e08" needs=[]
def staircase(x, y, cuts, new):
    """The predictions of a regression tree with these thresholds."""
    ### BEGIN SOLUTION
    piece = np.searchsorted(cuts, x)
    means = np.array([y[piece == i].mean() for i in range(len(cuts) + 1)])
    return means[np.searchsorted(cuts, new)]
    ### END SOLUTION

# %% [markdown] equivalent="ch06-e08"
# means = np.array([y[piece == i].mean() for i in range(len(cuts) + 1)])  →  means = np.array([y[piece == i].mean() for i in range(len(cuts) + 2)])

# %% tests="ch06-e08" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def tree(x, y, cuts, new, side="left", statistic=np.mean):
    piece = np.searchsorted(cuts, x, side)
    values = np.array([statistic(y[piece == i]) for i in range(len(cuts) + 1)])
    return values[np.searchsorted(cuts, new, side)]


def compare(x, y, cuts, new, says="At {new} the staircase is {want}; you returned {got}."):
    got = answer.staircase(x, y, cuts, new)
    want = tree(x, y, cuts, new)
    expect.shape(got, want.shape, says="{p} new values give {p} predictions; yours have shape {got}.", p=len(new))
    got = np.asarray(got)
    expect.true(got.dtype.kind not in "iu" or np.allclose(got, want), "Your predictions are whole numbers, so the means lose their fractions. Make an array of floats for them.")
    values = got.astype(float)
    expect.true(len(cuts) == 0 or not np.allclose(values, y.mean()), "You predict {got} everywhere, the mean of all rows. Each piece has a mean of its own.", got=y.mean())
    medians = tree(x, y, cuts, new, statistic=np.median)
    expect.true(np.allclose(values, want) or not np.allclose(values, medians), "Your predictions are the medians of the pieces. A regression tree predicts the mean, which has the least squared error.")
    first = int(np.argmax(~np.isclose(values, want, atol=1e-9)))
    expect.close(values[first], want[first], atol=1e-9, says=says, new=new[first])


X = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 7.0])
Y = np.array([1.0, 2.0, 6.0, 10.0, 20.0, 5.0, 9.0])

with expect.test("three pieces"):
    compare(X, Y, np.array([2.5, 5.0]), np.array([0.5, 3.5, 6.5, 5.5, 1.5]))

with expect.test("beyond the training rows"):
    compare(X, Y, np.array([2.5, 5.0]), np.array([-100.0, 8.0, 1000.0, -1.0]), "At {new}, outside of the training rows (0 to 7), the mean of the nearest piece holds: {want}. You returned {got}.")

### BEGIN HIDDEN TESTS
with expect.test("values that equal a cut"):
    compare(X, Y, np.array([2.0, 4.0]), np.array([2.0, 4.0, 2.001, 4.001]), "With cuts at 2 and 4, at {new} the staircase is {want}; you returned {got}. A value that equals a cut belongs to the piece below, in `x` and in `new`.")

with expect.test("no cut, and many"):
    compare(X, Y, np.array([]), np.array([-1.0, 3.0]), "Without a cut every value gets the mean of all rows, {want}; you returned {got}.")
    compare(X, Y, X[:-1] + 0.5, X)

with expect.test("rows in any order, whole numbers, the input kept"):
    rng = np.random.default_rng(9)
    order = rng.permutation(40)
    x, y = np.arange(40)[order], rng.integers(0, 100, 40)[order]
    cuts, new = np.array([4, 11, 12, 30]), rng.integers(-5, 50, 25)
    compare(x, y, cuts, new, "With rows in another order or whole numbers: at {new} the staircase is {want}; you returned {got}.")
    held, held_y = answer.put(x), answer.put(y)
    answer.staircase(held, held_y, cuts, new)
    expect.unchanged(held, x)
    expect.unchanged(held_y, y)
### END HIDDEN TESTS

# %% right="ch06-e08" because="digitize and bincount"
def staircase(x, y, cuts, new):
    piece = np.digitize(x, cuts, right=True)
    means = np.bincount(piece, weights=y) / np.bincount(piece)
    return means[np.digitize(new, cuts, right=True)]

# %% right="ch06-e08" because="masks, piece by piece"
def staircase(x, y, cuts, new):
    edges = [-np.inf, *cuts, np.inf]
    out = np.zeros(len(new))
    for low, high in zip(edges, edges[1:]):
        out[(new > low) & (new <= high)] = y[(x > low) & (x <= high)].mean()
    return out

# %% right="ch06-e08" because="a regression tree on the numbers of the pieces"
def staircase(x, y, cuts, new):
    def number(values):
        return np.sum(np.asarray(values)[:, None] > np.asarray(cuts)[None, :], axis=1).reshape(-1, 1)

    return DecisionTreeRegressor().fit(number(x), y).predict(number(new))

# %% wrong="ch06-e08" because="equal values go up" says="belongs to the piece below"
def staircase(x, y, cuts, new):
    piece = np.searchsorted(cuts, x, side="right")
    means = np.array([y[piece == i].mean() for i in range(len(cuts) + 1)])
    return means[np.searchsorted(cuts, new, side="right")]

# %% wrong="ch06-e08" because="medians" says="the medians of the pieces"
def staircase(x, y, cuts, new):
    piece = np.searchsorted(cuts, x)
    means = np.array([np.median(y[piece == i]) for i in range(len(cuts) + 1)])
    return means[np.searchsorted(cuts, new)]

# %% wrong="ch06-e08" because="interpolates between the means" says="the staircase is"
def staircase(x, y, cuts, new):
    piece = np.searchsorted(cuts, x)
    means = np.array([y[piece == i].mean() for i in range(len(cuts) + 1)])
    centres = np.array([x[piece == i].mean() for i in range(len(cuts) + 1)])
    return np.interp(new, centres, means)

# %% wrong="ch06-e08" because="one mean for all" says="Each piece has a mean of its own"
def staircase(x, y, cuts, new):
    return np.full(len(new), y.mean())

# %% wrong="ch06-e08" because="goes on with a line beyond the last row" says="outside of the training rows"
def staircase(x, y, cuts, new):
    piece = np.searchsorted(cuts, x)
    means = np.array([y[piece == i].mean() for i in range(len(cuts) + 1)])
    out = means[np.searchsorted(cuts, new)].astype(float)
    slope, start = np.polyfit(x, y, 1)
    out[new > x.max()] = start + slope * new[new > x.max()]
    return out

# %% wrong="ch06-e08" because="takes the rows to be sorted" says="another order"
def staircase(x, y, cuts, new):
    at = np.searchsorted(x, cuts, side="right")
    means = np.array([part.mean() if len(part) else 0.0 for part in np.split(y, at)])
    return means[np.searchsorted(cuts, new)]

# %% wrong="ch06-e08" because="whole numbers cut the means off" says="array of floats"
def staircase(x, y, cuts, new):
    out = np.zeros_like(new)
    edges = [-np.inf, *cuts, np.inf]
    for low, high in zip(edges, edges[1:]):
        out[(new > low) & (new <= high)] = y[(x > low) & (x <= high)].mean()
    return out

# %% wrong="ch06-e08" because="the means themselves, whatever is asked" says="new values give"
def staircase(x, y, cuts, new):
    piece = np.searchsorted(cuts, x)
    return np.array([y[piece == i].mean() for i in range(len(cuts) + 1)])

# %% wrong="ch06-e08" because="predicts the training rows" says="new values give"
def staircase(x, y, cuts, new):
    piece = np.searchsorted(cuts, x)
    means = np.array([y[piece == i].mean() for i in range(len(cuts) + 1)])
    return means[piece]

# %% [markdown] exercise="ch06-e09" title="The best cut in one pass" kind="F" level=3 minutes=30 core=false after="§5" skills=["Use trees for regression", "Find the best split"] topics=["S-05-I.11e"]
# Trees are fast because all thresholds of a feature are scored in one pass over the sorted rows. Write `best_cut(x, y)`: `x` and `y` have shape `(m,)`, and `x` holds at least two different values.
#
# It returns `(threshold, error)`. The threshold is the midpoint between neighbouring different values of `x` for which the *sum of squared errors*, each side predicting its own mean, is smallest; where several are, any of them. `error` is this sum.
#
# - 100,000 rows take less than a second of computing, so you cannot go through all rows again for every threshold.
# - The error is right to one part in a million, also where all targets lie near ten million and differ by a few units.

# %% [markdown] hint="ch06-e09"
# Move the threshold past one row. Which two sums change on the left side, and by how much? What happens to those on the right?

# %% [markdown] hint="ch06-e09"
# The squared error around a mean is $\sum y^2 - (\sum y)^2/n$, so `np.cumsum` of `y` and of `y**2`, in the order of `np.argsort(x)`, gives all left sides at once. Beware: with targets near ten million, `y**2` needs
# more digits than a float has. Which constant may you subtract from all `y` first, without any change to the errors?

# %% [markdown] hint="ch06-e09"
# ```python
# def best_cut(x, y):
#     order = np.argsort(x)
#     x, y = x[order], y[order] - ____
#     n = np.arange(1, len(y))
#     left, squares = np.cumsum(y)[:-1], np.cumsum(y**2)[:-1]
#     right = ____ - left
#     error = np.sum(y**2) - ____ / n - ____ / (len(y) - n)
#     error[x[1:] == x[:-1]] = ____
#     i = error.argmin()
#     return ____, error[i]
# ```

# %% answer="ch06-e09" needs=[]
def best_cut(x, y):
    """Threshold and sum of squared errors of the best cut."""
    ### BEGIN SOLUTION
    order = np.argsort(x)
    x, y = x[order], y[order] - np.mean(y)
    n = np.arange(1, len(y))
    left = np.cumsum(y)[:-1]
    right = np.sum(y) - left
    error = np.sum(y**2) - left**2 / n - right**2 / (len(y) - n)
    error[x[1:] == x[:-1]] = np.inf
    i = error.argmin()
    return (x[i] + x[i + 1]) / 2, error[i]
    ### END SOLUTION

# %% [markdown] equivalent="ch06-e09"
# right = np.sum(y) - left  →  right = np.sum(y) + left

# %% tests="ch06-e09" points=3
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import time

def cpu_seconds(function, x, y):
    began = time.process_time()
    function(x, y)
    return time.process_time() - began
""")


def squares(y):
    return float(np.sum((y - np.mean(y)) ** 2)) if len(y) else 0.0


def cuts(x):
    values = np.unique(x)
    return (values[:-1] + values[1:]) / 2


def error(x, y, threshold):
    return squares(y[x <= threshold]) + squares(y[x > threshold])


def compare(x, y, case):
    got = answer.best_cut(x, y)
    expect.true(isinstance(got, tuple | list) and len(got) == 2, "Expected (threshold, error); got {got}.", got=got)
    threshold, found = float(got[0]), got[1]
    best = min(error(x, y, t) for t in cuts(x))
    expect.true(np.any(np.isclose(cuts(x), threshold, rtol=1e-9)), "{case}: the threshold {threshold} is no midpoint between neighbouring different values of x.", case=case, threshold=threshold)
    real = error(x, y, threshold)
    expect.true(real <= best * (1 + 1e-9) + 1e-9, "{case}: a cut at {threshold} leaves squared errors of {real}; the best cut leaves {best}.", case=case, threshold=threshold, real=real, best=best)
    cancelled = abs(np.mean(y)) > 1e3 and not np.isclose(float(found), best, rtol=1e-3)
    expect.true(not cancelled, "{case}: the sum of squared errors is {best}, you returned {found}. Squares of such numbers need more digits than a float has: subtract the mean of y first.", case=case, best=best, found=found)
    expect.close(
        found,
        best,
        rtol=1e-6,
        atol=1e-9,
        says="{case}: the threshold is right; its sum of squared errors is {want}, you returned {got}.",
        case=case,
        mistakes=[(best / len(y), "{case}: the threshold is right; you returned {got}, the mean of the squared errors. The sum, {want}, is asked for.")] if best else (),
    )


with expect.test("a step"):
    compare(np.array([1.0, 2.0, 3.0, 6.0, 8.0]), np.array([1.0, 1.5, 1.0, 9.0, 8.5]), "Five rows with a step")

with expect.test("rows in any order"):
    rng = np.random.default_rng(2)
    for m in (2, 3, 12, 40):
        compare(rng.permutation(m) / 3.0, rng.normal(size=m), f"{m} rows, not sorted")

### BEGIN HIDDEN TESTS
with expect.test("values that occur several times"):
    rng = np.random.default_rng(3)
    for _ in range(10):
        x = np.append(rng.integers(0, 4, 14), [0, 4]).astype(float)
        compare(x, np.round(rng.normal(size=16), 2), "Sixteen rows with repeated values")

with expect.test("large targets"):
    rng = np.random.default_rng(4)
    x = rng.uniform(size=300)
    compare(x, 1e7 + 2 * (x > 0.6) + 0.1 * rng.normal(size=300), "Targets near ten million")

with expect.test("targets that are all alike, and whole numbers"):
    got = answer.best_cut(np.array([1.0, 2.0, 3.0]), np.array([4.0, 4.0, 4.0]))
    expect.close(got[1], 0.0, atol=1e-9, says="Where all targets are alike the error of any cut is {want}; you returned {got}.")
    compare(np.array([5, 1, 2, 9, 9]), np.array([1, 0, 0, 4, 5]), "Whole numbers")

with expect.test("the input stays as it was"):
    x, y = np.array([3.0, 1.0, 2.0]), np.array([1.0, 5.0, 2.0])
    held, held_y = answer.put(x), answer.put(y)
    answer.best_cut(held, held_y)
    expect.unchanged(held, x)
    expect.unchanged(held_y, y)

with expect.test("many rows"):
    rng = np.random.default_rng(5)
    x = rng.uniform(size=100_000)
    seconds = answer.cpu_seconds(answer.best_cut, x, np.sin(9 * x) + rng.normal(size=100_000))
    expect.at_most(seconds, 1.0, "100,000 rows took {got} s of computing; at most {high} s is allowed. Go over the sorted rows once, with cumulative sums.")
### END HIDDEN TESTS

# %% right="ch06-e09" because="the gain between the means of the sides"
def best_cut(x, y):
    i = np.argsort(x, kind="stable")
    xs, ys = np.asarray(x, dtype=float)[i], np.asarray(y, dtype=float)[i]
    ys = ys - ys[0]
    m = len(ys)
    n = np.arange(1, m)
    low = np.cumsum(ys)[:-1] / n
    high = np.cumsum(ys[::-1])[::-1][1:] / (m - n)
    gain = np.where(np.diff(xs) > 0, n * (m - n) / m * (low - high) ** 2, -1.0)
    best = int(np.argmax(gain))
    cut = (xs[best] + xs[best + 1]) / 2
    left, right = ys[: best + 1], ys[best + 1 :]
    return cut, ((left - left.mean()) ** 2).sum() + ((right - right.mean()) ** 2).sum()

# %% right="ch06-e09" because="scikit-learn's stump on ranks"
def best_cut(x, y):
    values, rank = np.unique(x, return_inverse=True)
    centred = y - np.mean(y)
    stump = DecisionTreeRegressor(max_depth=1, random_state=0).fit(rank.reshape(-1, 1), centred)
    k = int(np.floor(stump.tree_.threshold[0])) if stump.tree_.node_count > 1 else 0
    left = rank <= k
    error = sum(np.sum((centred[s] - centred[s].mean()) ** 2) for s in (left, ~left))
    return (values[k] + values[k + 1]) / 2, error

# %% wrong="ch06-e09" because="goes through all rows for every threshold" says="cumulative sums"
def best_cut(x, y):
    values = np.unique(x)
    cuts = (values[:-1] + values[1:]) / 2
    if len(cuts) > 1500:
        cuts = cuts[:: len(cuts) // 1500]

    def error(t):
        left = x <= t
        return np.sum((y[left] - y[left].mean()) ** 2) + np.sum((y[~left] - y[~left].mean()) ** 2)

    errors = [error(t) for t in cuts]
    i = int(np.argmin(errors))
    return cuts[i], errors[i]

# %% wrong="ch06-e09" because="squares of large numbers" says="Targets near ten million"
def best_cut(x, y):
    order = np.argsort(x)
    x, y = x[order], y[order]
    n = np.arange(1, len(y))
    left = np.cumsum(y)[:-1]
    right = np.sum(y) - left
    error = np.sum(y**2) - left**2 / n - right**2 / (len(y) - n)
    error[x[1:] == x[:-1]] = np.inf
    i = error.argmin()
    return (x[i] + x[i + 1]) / 2, error[i]

# %% wrong="ch06-e09" because="cuts between equal values" says="no midpoint between neighbouring different"
def best_cut(x, y):
    order = np.argsort(x)
    x, y = x[order], y[order] - np.mean(y)
    n = np.arange(1, len(y))
    left = np.cumsum(y)[:-1]
    right = np.sum(y) - left
    error = np.sum(y**2) - left**2 / n - right**2 / (len(y) - n)
    i = error.argmin()
    return (x[i] + x[i + 1]) / 2, error[i]

# %% wrong="ch06-e09" because="the mean of the errors" says="The sum"
def best_cut(x, y):
    order = np.argsort(x)
    x, y = x[order], y[order] - np.mean(y)
    n = np.arange(1, len(y))
    left = np.cumsum(y)[:-1]
    right = np.sum(y) - left
    error = np.sum(y**2) - left**2 / n - right**2 / (len(y) - n)
    error[x[1:] == x[:-1]] = np.inf
    i = error.argmin()
    return (x[i] + x[i + 1]) / 2, error[i] / len(y)

# %% wrong="ch06-e09" because="does not sort" says="no midpoint"
def best_cut(x, y):
    y = y - np.mean(y)
    n = np.arange(1, len(y))
    left = np.cumsum(y)[:-1]
    right = np.sum(y) - left
    error = np.sum(y**2) - left**2 / n - right**2 / (len(y) - n)
    error[x[1:] == x[:-1]] = np.inf
    i = error.argmin()
    return (x[i] + x[i + 1]) / 2, error[i]

# %% wrong="ch06-e09" because="where the targets jump most" says="the best cut leaves"
def best_cut(x, y):
    order = np.argsort(x, kind="stable")
    x, y = x[order], y[order]
    jump = np.where(x[1:] > x[:-1], np.abs(np.diff(y)), -1)
    i = int(jump.argmax())
    left, right = y[: i + 1], y[i + 1 :]
    return (x[i] + x[i + 1]) / 2, np.sum((left - left.mean()) ** 2) + np.sum((right - right.mean()) ** 2)

# %% [markdown]
# ## 6 · What a small change does

# %% [markdown] exercise="ch06-e10" title="Turn the data first" kind="X" level=1 minutes=8 core=true after="§6" skills=["Judge how stable a tree is"] topics=["S-05-I.11e"]
# A long, thin cloud of points lies at an angle, and its long axis is the border between two classes. A tree needs a staircase of some thirty leaves for a border that is one straight line.
#
# Write `straightened()`: it returns an **unfitted** `Pipeline` that ends in a `DecisionTreeClassifier` and turns the data before the tree sees them. Fitted to 300 such rows it has at most 12 leaves and is right
# for at least 95 % of new rows, **at whatever angle the cloud lies**. `X` has two columns.

# %% [markdown] hint="ch06-e10"
# At which angle would one question be enough? Which transformer finds the directions of a cloud by itself, without being told the angle?

# %% [markdown] hint="ch06-e10"
# `PCA()` turns a cloud so that its axes become the columns. The border runs *along* the cloud, so which of the two new columns tells the classes apart: do you want to keep both?

# %% [markdown] hint="ch06-e10"
# ```python
# def straightened():
#     return make_pipeline(____(), ____(random_state=0))
# ```

# %% answer="ch06-e10" needs=[]
def straightened():
    """An unfitted pipeline whose tree needs few questions."""
    ### BEGIN SOLUTION
    return make_pipeline(PCA(), DecisionTreeClassifier(random_state=0))
    ### END SOLUTION

# %% [markdown] equivalent="ch06-e10"
# return make_pipeline(PCA(), DecisionTreeClassifier(random_state=0))  →  return make_pipeline(PCA(), DecisionTreeClassifier(random_state=1))

# %% tests="ch06-e10" points=1
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils.validation import check_is_fitted

def is_fitted(model):
    try:
        check_is_fitted(model[-1])
    except (NotFittedError, TypeError):
        return False
    return True

def last_step(model):
    last = model[-1]
    return "class " + last.__name__ if isinstance(last, type) else type(last).__name__

def outcome(model, X, y, new, truth):
    model = clone(model).fit(X, y)
    plain = DecisionTreeClassifier(random_state=0).fit(X, y)
    return {"leaves": int(model[-1].get_n_leaves()), "right": float(model.score(new, truth)), "plain": int(plain.get_n_leaves())}
""")


@cache
def model():
    made = answer.straightened()
    expect.true(made is not None, "`straightened` returned None. Usually the `return` is missing.")
    expect.instance(made, "Pipeline", says="Expected a {want}, got a {got}: the turn and the tree belong together. See `make_pipeline`.")
    last = answer.last_step(made)
    expect.true(not last.startswith("class "), "The last step of the pipeline is the class {last} itself, not an object. Add the brackets: `{last}()`.", last=last.removeprefix("class "))
    expect.true(last == "DecisionTreeClassifier", "The last step of the pipeline is a {last}; a DecisionTreeClassifier is asked for.", last=last)
    expect.true(not answer.is_fitted(made), "The tree in your pipeline is fitted already. Return it unfitted: whoever uses it fits it to data of their own.")
    return made


def cloud(angle, seed, m):
    rng = np.random.default_rng(seed)
    Z = rng.normal(size=(m, 2)) * [3.0, 1.0]
    a = np.deg2rad(angle)
    turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    return Z @ turn.T + [4.0, -7.0], (Z[:, 1] > 0).astype(int)


def holds(angle, seed):
    X, y = cloud(angle, seed, 300)
    new, truth = cloud(angle, seed + 1000, 2000)
    found = answer.outcome(model(), X, y, new, truth)
    expect.at_least(found["right"], 0.75, "With the cloud at {angle}° your model is right for {got} of new rows, little better than a coin. Does the direction that tells the classes apart, the short one, still reach the tree?", angle=angle)
    expect.true(found["leaves"] <= 12, "With the cloud at {angle}° your tree has {leaves} leaves; at most 12 are allowed. Without any turning it has {plain}.", angle=angle, **found)
    expect.at_least(found["right"], 0.95, "With the cloud at {angle}° your tree has {leaves} leaves and is right for {got} of new rows; at least {low} is expected.", angle=angle, **{key: found[key] for key in ("leaves",)})


with expect.test("an unfitted pipeline with a tree at its end"):
    model()

with expect.test("a cloud at 45°"):
    holds(45, 1)

### BEGIN HIDDEN TESTS
with expect.test("clouds at other angles"):
    for angle, seed in ((20, 2), (75, 3), (-30, 4), (110, 6)):
        holds(angle, seed)
### END HIDDEN TESTS

# %% right="ch06-e10" because="linear discriminant analysis as a transformer"
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis


def straightened():
    return make_pipeline(LinearDiscriminantAnalysis(), DecisionTreeClassifier())

# %% right="ch06-e10" because="named steps, whitened, a depth limit"
def straightened():
    return Pipeline([("turn", PCA(whiten=True)), ("tree", DecisionTreeClassifier(max_depth=3))])

# %% right="ch06-e10" because="many directions to choose from, few leaves"
from sklearn.preprocessing import FunctionTransformer


def directions(X):
    angles = np.deg2rad(np.arange(0, 180, 1))
    return np.asarray(X) @ np.array([np.cos(angles), np.sin(angles)])


def straightened():
    return make_pipeline(FunctionTransformer(directions), DecisionTreeClassifier(max_leaf_nodes=6, random_state=0))

# %% wrong="ch06-e10" because="no turn" says="Without any turning"
def straightened():
    return make_pipeline(StandardScaler(), DecisionTreeClassifier(random_state=0))

# %% wrong="ch06-e10" because="keeps the long direction only" says="the short one"
def straightened():
    return make_pipeline(PCA(n_components=1), DecisionTreeClassifier(random_state=0))

# %% wrong="ch06-e10" because="always turned by 45°" says="at most 12 are allowed"
from sklearn.preprocessing import FunctionTransformer


def turn(X):
    return np.asarray(X) @ (np.array([[1, -1], [1, 1]]) / np.sqrt(2))


def straightened():
    return make_pipeline(FunctionTransformer(turn), DecisionTreeClassifier(random_state=0))

# %% wrong="ch06-e10" because="few leaves, but no turn" says="is right for"
def straightened():
    return make_pipeline(StandardScaler(), DecisionTreeClassifier(max_leaf_nodes=12, random_state=0))

# %% wrong="ch06-e10" because="a tree alone" says="make_pipeline"
def straightened():
    return DecisionTreeClassifier(random_state=0)

# %% wrong="ch06-e10" because="fitted already" says="fitted already"
def straightened():
    model = make_pipeline(PCA(), DecisionTreeClassifier(random_state=0))
    rng = np.random.default_rng(0)
    return model.fit(rng.normal(size=(50, 2)), rng.integers(0, 2, 50))

# %% wrong="ch06-e10" because="a class in place of an object" says="Add the brackets"
def straightened():
    return Pipeline([("turn", PCA()), ("tree", DecisionTreeClassifier)])

# %% wrong="ch06-e10" because="the tree before the turn" says="last step"
def straightened():
    return Pipeline([("scale", StandardScaler()), ("turn", PCA())])

# %% [markdown] exercise="ch06-e11" title="A forest by hand" kind="F" level=3 minutes=30 core=false after="§6" skills=["Judge how stable a tree is", "Choose how far to grow"] topics=["S-05-I.11e"]
# Trees are unstable, and that can be used: grow many on different rows and let them vote. Write two functions.
#
# - `grow(X, y, trees, rows, rng)` returns a list of `trees` fitted `DecisionTreeClassifier`s. Each is fitted to `rows` rows of `X` and `y`, none of them twice, drawn anew for each tree by `rng`, a NumPy `Generator`; another tree may get some of the same. Give each tree a `random_state`
#   drawn by `rng`, too, so that the same seed gives the same forest. NumPy's global generator is left alone.
# - `vote(forest, X)` returns an array of shape `(len(X),)`: for each row the class that most trees predict, and where several get equally many votes the smallest. Classes are whole numbers from 0. The models of `forest` need nothing but `predict`.

# %% [markdown] hint="ch06-e11"
# Three trees predict the classes 2, 0, 2 for one row. You have an array with one line for each tree: along which axis do you count?

# %% [markdown] hint="ch06-e11"
# `rng.choice(len(X), rows, replace=False)` draws the numbers of rows. For the votes: `np.array([tree.predict(X) for tree in forest])` has shape `(trees, len(X))`; `np.bincount(column).argmax()` is the winner of one column, the smallest of several.

# %% [markdown] hint="ch06-e11"
# ```python
# def grow(X, y, trees, rows, rng):
#     forest = []
#     for _ in range(____):
#         chosen = rng.choice(____, ____, replace=____)
#         tree = DecisionTreeClassifier(random_state=int(rng.integers(2**31)))
#         forest.append(tree.fit(____, ____))
#     return forest
#
#
# def vote(forest, X):
#     votes = np.array([____ for tree in forest]).astype(int)
#     return np.array([np.bincount(column).____ for column in ____])
# ```

# %% answer="ch06-e11" needs=[]
def grow(X, y, trees, rows, rng):
    """Fitted trees, each on its own rows."""
    ### BEGIN SOLUTION
    forest = []
    for _ in range(trees):
        chosen = rng.choice(len(X), rows, replace=False)
        tree = DecisionTreeClassifier(random_state=int(rng.integers(2**31)))
        forest.append(tree.fit(X[chosen], y[chosen]))
    return forest
    ### END SOLUTION


def vote(forest, X):
    """The class that most trees predict, for each row."""
    ### BEGIN SOLUTION
    votes = np.array([tree.predict(X) for tree in forest]).astype(int)
    return np.array([np.bincount(column).argmax() for column in votes.T])
    ### END SOLUTION

# %% [markdown] equivalent="ch06-e11"
# tree = DecisionTreeClassifier(random_state=int(rng.integers(2 ** 31)))  →  tree = DecisionTreeClassifier(random_state=int(rng.integers(2 * 31)))
# tree = DecisionTreeClassifier(random_state=int(rng.integers(2 ** 31)))  →  tree = DecisionTreeClassifier(random_state=int(rng.integers(2 ** 32)))

# %% tests="ch06-e11" points=3
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.tree import DecisionTreeClassifier

def make_rng(seed):
    return np.random.default_rng(seed)

def global_numbers():
    kind, keys, *rest = np.random.get_state()
    return [keys.tolist(), rest[0]]

class Scripted:
    def __init__(self, classes):
        self.classes = np.asarray(classes)
    def predict(self, X):
        return self.classes[: len(X)]

def scripted(rows, kind="int"):
    return [Scripted(np.asarray(row).astype(kind)) for row in rows]

def class_names(forest):
    return [type(tree).__name__ for tree in forest]

def states(forest):
    return [int(tree.random_state) if isinstance(tree.random_state, int | np.integer) else None for tree in forest]

def counts(forest):
    return [int(tree.tree_.n_node_samples[0]) for tree in forest]

def seen(forest, X, y):
    # with all rows of classes of their own, a fully grown tree is right for exactly the rows that it was fitted to
    return [np.flatnonzero(tree.predict(X) == y).tolist() for tree in forest]

def scores(forest, X, y):
    return [float(tree.score(X, y)) for tree in forest]
""")


@cache
def moons(seed, m=500):
    rng = np.random.default_rng(seed)
    y = np.arange(m) % 2
    angle = rng.uniform(0, np.pi, m)
    X = np.c_[np.cos(angle), np.sin(angle)]
    X[y == 1] = [1, 0.5] - X[y == 1]
    return X + rng.normal(0, 0.35, (m, 2)), y


def grown(X, y, trees, rows, seed):
    forest = answer.grow(X, y, trees, rows, answer.make_rng(seed))
    expect.true(forest is not None, "`grow` returned None. Usually the `return` is missing.")
    expect.equal(answer.class_names(forest), ["DecisionTreeClassifier"] * trees, says="Expected a list of {n} DecisionTreeClassifiers; got {got}.", n=trees)
    return forest


def rows_of(seed, trees=6, rows=10, m=40):
    """The rows that each tree was fitted to."""
    X, y = np.arange(float(m)).reshape(-1, 1), np.arange(m)
    return answer.seen(grown(X, y, trees, rows, seed), X, y)


with expect.test("each tree gets as many rows as asked"):
    X, y = moons(1)
    expect.equal(answer.counts(grown(X, y, 3, 50, 0)), [50, 50, 50], says="Three trees on 50 rows each: yours were fitted to {got} rows.")

with expect.test("most votes win"):
    forest = answer.scripted([[2, 0, 1, 1], [0, 0, 1, 2], [2, 1, 1, 2]])
    got = answer.vote(forest, np.zeros((4, 2)))
    expect.shape(got, (4,), says="`vote` gives one class for each row, shape {want}; yours has shape {got}. Count along the trees, not along the rows.")
    expect.equal(np.asarray(got).tolist(), [2, 0, 1, 2], says="Three trees predict 2 0 1 1, 0 0 1 2 and 2 1 1 2 for four rows: the winners are {want}; you returned {got}.", mistakes=[([4 / 3, 1 / 3, 1, 5 / 3], "You returned the means of the class numbers, {got}. Votes are counted: {want}."), ([1, 0, 1, 2], "You returned {got}, the means of the class numbers, rounded. Votes are counted: two of three trees say 2 for the first row.")])

### BEGIN HIDDEN TESTS
with expect.test("rows without repetition, and different ones for each tree"):
    found = rows_of(3)
    repeated = [rows for rows in found if len(rows) != 10]
    expect.true(not repeated, "A tree on 10 of 40 rows saw {n} different ones: rows were drawn with replacement, or X and y do not belong together.", n=len(repeated[0]) if repeated else 10)
    expect.true(len({tuple(rows) for rows in found}) > 1, "All trees were fitted to the same rows. Draw new ones for every tree.")
    reached = set().union(*found, *rows_of(4), *rows_of(5))
    expect.true(len(reached) >= 38, "Eighteen trees on 10 of 40 rows each have seen only {n} of the rows between them. Draw from all rows.", n=len(reached))
    expect.true(len({tuple(rows) for rows in found}) == len(found), "Some trees were fitted to exactly the same rows. Draw new ones for every tree.")

with expect.test("drawn by rng alone"):
    X, y = moons(2)
    before = answer.global_numbers()
    one, same, other = (np.asarray(answer.vote(answer.grow(X, y, 3, 30, answer.make_rng(seed)), X)).tolist() for seed in (7, 7, 8))
    expect.true(answer.global_numbers() == before, "NumPy's global generator was used or seeded. Draw everything by `rng`.")
    expect.true(rows_of(7) == rows_of(7), "The same seed drew other rows. Draw them by `rng`.")
    expect.true(rows_of(7) != rows_of(8), "Two seeds drew the same rows. Draw them by `rng`, not by a generator that you make.")
    expect.equal(one, same, says="The same seed gave another forest. Give each tree a random_state that `rng` draws.")
    states = answer.states(grown(X, y, 6, 30, 9))
    expect.true(None not in states and len(set(states)) > 1, "The trees have the random_states {states}. Each gets one that `rng` draws.", states=states)

with expect.test("ties go to the smallest class"):
    forest = answer.scripted([[3, 1], [1, 2], [3, 0], [1, 0]])
    expect.equal(np.asarray(answer.vote(forest, np.zeros((2, 1)))).tolist(), [1, 0], says="Votes 3, 1, 3, 1 and 1, 2, 0, 0: the winners are {want}; you returned {got}.")

with expect.test("more rows than trees, more trees than rows, classes as floats"):
    votes = np.random.default_rng(4).integers(0, 4, (9, 30))
    want = [int(np.bincount(column).argmax()) for column in votes.T]
    expect.equal(np.asarray(answer.vote(answer.scripted(votes), np.zeros((30, 1)))).astype(int).tolist(), want, says="Nine trees, thirty rows: the winners are {want}; you returned {got}.")
    expect.equal(np.asarray(answer.vote(answer.scripted(votes[:, :2], "float"), np.zeros((2, 1)))).astype(int).tolist(), want[:2], says="Trees that predict 0.0, 1.0, …: the winners are {want}; you returned {got}.")

with expect.test("together better than alone"):
    X, y = moons(5)
    new, truth = moons(6, 2000)
    forest = grown(X, y, 60, 60, 1)
    together = float(np.mean(np.asarray(answer.vote(forest, new)) == truth))
    alone = float(np.mean(answer.scores(forest, new, truth)))
    expect.at_least(together, alone + 0.02, "Sixty trees on 60 rows each: alone they are right for {alone} of new rows on average, together for {got}; at least {low} is expected.", alone=alone)
### END HIDDEN TESTS

# %% right="ch06-e11" because="permutations, and one-hot votes"
def grow(X, y, trees, rows, rng):
    draws = [rng.permutation(len(y))[:rows] for _ in range(trees)]
    seeds = rng.integers(0, 1000, trees)
    return [DecisionTreeClassifier(random_state=int(s)).fit(X[d], y[d]) for d, s in zip(draws, seeds)]


def vote(forest, X):
    votes = np.stack([np.asarray(tree.predict(X)) for tree in forest], axis=1).astype(int)
    return np.eye(votes.max() + 1)[votes].sum(axis=1).argmax(axis=1)

# %% right="ch06-e11" because="scipy.stats.mode"
from scipy.stats import mode


def grow(X, y, trees, rows, rng):
    def one():
        picked = rng.choice(len(X), size=rows, replace=False, shuffle=False)
        return DecisionTreeClassifier(max_features=None, random_state=rng.integers(100)).fit(X[picked], y[picked])

    return [one() for _ in range(trees)]


def vote(forest, X):
    return mode([tree.predict(X) for tree in forest], axis=0).mode

# %% wrong="ch06-e11" because="with replacement" says="with replacement"
def grow(X, y, trees, rows, rng):
    forest = []
    for _ in range(trees):
        chosen = rng.choice(len(X), rows)
        forest.append(DecisionTreeClassifier(random_state=int(rng.integers(2**31))).fit(X[chosen], y[chosen]))
    return forest


def vote(forest, X):
    votes = np.array([tree.predict(X) for tree in forest]).astype(int)
    return np.array([np.bincount(column).argmax() for column in votes.T])

# %% wrong="ch06-e11" because="the same rows for all" says="the same rows"
def grow(X, y, trees, rows, rng):
    chosen = rng.choice(len(X), rows, replace=False)
    return [DecisionTreeClassifier(random_state=int(rng.integers(2**31))).fit(X[chosen], y[chosen]) for _ in range(trees)]


def vote(forest, X):
    votes = np.array([tree.predict(X) for tree in forest]).astype(int)
    return np.array([np.bincount(column).argmax() for column in votes.T])

# %% wrong="ch06-e11" because="counts along the rows" says="Count along the trees"
def grow(X, y, trees, rows, rng):
    forest = []
    for _ in range(trees):
        chosen = rng.choice(len(X), rows, replace=False)
        forest.append(DecisionTreeClassifier(random_state=int(rng.integers(2**31))).fit(X[chosen], y[chosen]))
    return forest


def vote(forest, X):
    votes = np.array([tree.predict(X) for tree in forest]).astype(int)
    return np.array([np.bincount(row).argmax() for row in votes])

# %% wrong="ch06-e11" because="rounds the mean of the class numbers" says="rounded"
def grow(X, y, trees, rows, rng):
    forest = []
    for _ in range(trees):
        chosen = rng.choice(len(X), rows, replace=False)
        forest.append(DecisionTreeClassifier(random_state=int(rng.integers(2**31))).fit(X[chosen], y[chosen]))
    return forest


def vote(forest, X):
    return np.mean([tree.predict(X) for tree in forest], axis=0).round().astype(int)

# %% wrong="ch06-e11" because="seeds the global generator" says="global generator"
def grow(X, y, trees, rows, rng):
    np.random.seed(int(rng.integers(1000)))
    forest = []
    for _ in range(trees):
        chosen = np.random.permutation(len(X))[:rows]
        forest.append(DecisionTreeClassifier(random_state=0).fit(X[chosen], y[chosen]))
    return forest


def vote(forest, X):
    votes = np.array([tree.predict(X) for tree in forest]).astype(int)
    return np.array([np.bincount(column).argmax() for column in votes.T])

# %% wrong="ch06-e11" because="a generator of one's own" says="Two seeds drew the same rows"
def grow(X, y, trees, rows, rng):
    own = np.random.default_rng(0)
    forest = []
    for _ in range(trees):
        chosen = own.choice(len(X), rows, replace=False)
        forest.append(DecisionTreeClassifier(random_state=0).fit(X[chosen], y[chosen]))
    return forest


def vote(forest, X):
    votes = np.array([tree.predict(X) for tree in forest]).astype(int)
    return np.array([np.bincount(column).argmax() for column in votes.T])

# %% wrong="ch06-e11" because="neighbouring rows only" says="Draw from all rows"
def grow(X, y, trees, rows, rng):
    forest = []
    for _ in range(trees):
        start = int(rng.integers(0, len(X) // 2))
        chosen = np.arange(start, start + rows)
        forest.append(DecisionTreeClassifier(random_state=int(rng.integers(2**31))).fit(X[chosen], y[chosen]))
    return forest


def vote(forest, X):
    votes = np.array([tree.predict(X) for tree in forest]).astype(int)
    return np.array([np.bincount(column).argmax() for column in votes.T])

# %% wrong="ch06-e11" because="the same random_state for all trees" says="Each gets one that"
def grow(X, y, trees, rows, rng):
    forest = []
    for _ in range(trees):
        own = rng.choice(len(X), rows, replace=False)
        forest.append(DecisionTreeClassifier(random_state=0).fit(X[own], y[own]))
    return forest


def vote(forest, X):
    votes = np.array([tree.predict(X) for tree in forest]).astype(int)
    return np.array([np.bincount(v).argmax() for v in votes.T])

# %% wrong="ch06-e11" because="ties go to the largest class" says="Votes 3, 1, 3, 1"
def grow(X, y, trees, rows, rng):
    forest = []
    for _ in range(trees):
        chosen = rng.choice(len(X), rows, replace=False)
        forest.append(DecisionTreeClassifier(random_state=int(rng.integers(2**31))).fit(X[chosen], y[chosen]))
    return forest


def vote(forest, X):
    votes = np.array([tree.predict(X) for tree in forest]).astype(int)
    k = votes.max() + 1
    return np.array([k - 1 - np.bincount(column, minlength=k)[::-1].argmax() for column in votes.T])

# %% [markdown] exercise="ch06-e12" title="Before you trust a rule" kind="S" level=1 minutes=10 core=false after="§6" skills=["Judge how stable a tree is"] topics=["S-05-I.11e"]
# A hospital has grown a tree on 400 patients. One of its leaves says: *age above 71, admitted on a weekend, more than three medicines: 100 % readmitted*. The head of the ward wants to act on this rule tomorrow. What would you look at before, and why? 60 to 150 words.

# %% [markdown] hint="ch06-e12"
# How many of the 400 patients does this leaf hold? Would the same question have been asked with 400 other patients?

# %% [markdown] hint="ch06-e12"
# Go through the four places where a rule can go wrong: how few rows it rests on, how it changes with the rows, what was known at the time of the decision, and whether acting on it changes anything.

# %% [markdown] hint="ch06-e12"
# *The leaf holds ____ patients, so "100 %" ____. I would grow the tree again on ____ and see whether ____. I would ask whether ____ was known when ____. And even if the rule predicts well, ____ may not be the cause: ____.*

# %% [markdown] answer="ch06-e12" manual=true points=1
# ### BEGIN SOLUTION
# First I would count: if five patients ended in this leaf, five of five says little, and a share of 100 % is what a tree without limits produces in every leaf. I would look at the rule on patients who were not used to grow the tree.
# Then I would grow the tree on fifty resamples of the 400 and see how often these three questions, and thresholds near 71 and 3, come back; a rule that only one of them finds belongs to the sample, not to the patients. Next, what was known when: if the number of medicines is
# the one written down at the *next* admission, the rule has looked at its own answer. Last, the rule predicts, it does not explain. Weekends may only mark the patients who come by ambulance; admitting them on a Monday would change nothing. To learn whether acting helps one has to try it, with a control group.
# ### END SOLUTION

# %% [markdown] rubric="ch06-e12"
# One point each, four make the whole:
#
# 1. **Few rows.** The leaf's number of patients is asked for, and the 100 % is doubted or checked on patients who were not used to grow the tree.
# 2. **Instability.** With other rows the tree may ask other questions: resample, or compare several trees.
# 3. **Leakage or population.** Was every feature known at the time of the decision, or are tomorrow's patients like those of the table?
# 4. **Cause.** A rule that predicts does not say that changing its features changes the outcome.

# %% [markdown]
# ## At the end

# %% [markdown] exercise="ch06-e13" title="Exit quiz: six questions about trees" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Read a decision tree", "Measure impurity", "Find the best split", "Choose how far to grow", "Use trees for regression", "Judge how stable a tree is"] topics=["S-05-I.11e"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · A tree without limits is right for 100 % of its training rows and 79 % of new ones. All features are above zero; you replace each by its logarithm and grow the tree again. What happens?
# *a* both scores rise · *b* the training score falls · *c* hardly anything · *d* it needs fewer leaves
#
# **q2** · In your tree no prediction takes more than 12 questions. How many leaves has it at most?
# *a* 4,096 · *b* 144 · *c* 24 · *d* 13
#
# **q3** · A node has Gini 0.32. Its left child turns out to have Gini 0.5. What do you conclude?
# *a* there is a bug: no child may be less pure than its parent · *b* nothing is wrong: only the weighted mean of both children cannot be higher · *c* the split was chosen by entropy · *d* the node should have been a leaf
#
# **q4** · Growing a tree on 30 columns took 40 seconds. You add 30 columns of pure noise, and the tree asks the same questions as before. About how long does it take now?
# *a* 40 s: columns that are not asked about cost nothing · *b* more than an hour: all pairs of columns are tried · *c* 80 s · *d* 1,600 s
#
# **q5** · A regression tree was trained on house prices of the last five years, which rose all the time. What does it predict for a date five years from now?
# *a* it goes on along the trend · *b* an error is raised · *c* zero · *d* about what it predicts for the last date it has seen
#
# **q6** · Two analysts grow a tree on two halves of the same table. One tree asks about income first, the other about age; their scores are equal. What is the best reading?
# *a* one of them made a mistake · *b* the two questions part the rows almost equally well, and small differences decide · *c* income and age have no influence · *d* the table is too large for a tree

# %% [markdown] hint="ch06-e13"
# For each question: is it about one node, about the whole tree, or about the rows that the tree never saw?

# %% [markdown] hint="ch06-e13"
# q2: after one question there are at most two leaves; after two, how many? q4: how does CART find out that a column is of no use? q1: does the order of a feature's values change?

# %% [markdown] hint="ch06-e13"
# Thresholds follow the ____ of the values, so a logarithm ____. A tree of depth d has at most ____ leaves. Children: only the ____ mean counts. Beyond the last row a tree gives ____.

# %% answer="ch06-e13" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": "c", "q5": "d", "q6": "b"}
### END SOLUTION

# %% tests="ch06-e13" points=1
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
        "c",
        {
            "a": "A logarithm moves thresholds along with the values. Which rows go left changes hardly at all; so what could rise?",
            "b": "A tree without limits still grows until its leaves are pure. Does a logarithm change the order of the values?",
            "d": "A threshold moves with the values, and the same rows go left. Do fewer leaves do the same?",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "a",
        {
            "b": "144 is 12 times 12. How many leaves can there be after one question, after two, after three?",
            "c": "Each question doubles the number of leaves that are possible; it does not add two.",
            "d": "That is a tree in which every question has a leaf on one side. Both sides may go on.",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "b",
        {
            "a": "A few rows can be split off as a mixed bunch if that makes the other, larger side purer. What is it that CART minimises?",
            "c": "Entropy has the same property, and Gini is what the question names.",
            "d": "The other side may have become much purer. Look at both, weighted by their rows.",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "c",
        {
            "a": "How does CART know that a column is useless before it has scored its thresholds?",
            "b": "One question looks at one column. Pairs are never tried.",
            "d": "Twice as many columns are scored at each node. That is twice the work, not forty times.",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "d",
        {
            "a": "A leaf holds a number, the mean of its training rows, and no slope.",
            "b": "Every row ends in some leaf, wherever its values lie.",
            "c": "A leaf predicts the mean of its training rows. Which leaf does the new date reach?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "b",
        {
            "a": "Both may have done everything right. What does the first question hang on when two are nearly as good?",
            "c": "Both trees chose one of them first, because it parts the rows well.",
            "d": "Trees take millions of rows. And the two halves would differ less if they were larger.",
        },
    )
### END HIDDEN TESTS

# %% wrong="ch06-e13" because="one question open" says="Still open: q4"
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": None, "q5": "d", "q6": "b"}

# %% wrong="ch06-e13" because="a logarithm helps a tree" says="A logarithm moves thresholds"
answers = {"q1": "a", "q2": "a", "q3": "b", "q4": "c", "q5": "d", "q6": "b"}

# %% wrong="ch06-e13" because="children must be purer" says="What is it that CART minimises"
answers = {"q1": "c", "q2": "a", "q3": "a", "q4": "c", "q5": "d", "q6": "b"}

# %% wrong="ch06-e13" because="trees follow trends" says="no slope"
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": "c", "q5": "a", "q6": "b"}

# %% wrong="ch06-e13" because="useless columns cost nothing" says="before it has scored"
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": "a", "q5": "d", "q6": "b"}

# %% right="ch06-e13" because="capital letters"
answers = {"q1": "C", "q2": "A", "q3": "B", "q4": "C", "q5": "D", "q6": "B"}
