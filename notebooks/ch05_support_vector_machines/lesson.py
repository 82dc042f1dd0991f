# %% [markdown]
# # Support vector machines
#
# Two heaps of points lie apart. Countless lines pass between them, and all of them get every training point right. **Which line would you bet on for the next point?** A support vector machine takes the one that keeps the largest distance from both heaps. From this one idea come a good classifier for small and
# medium tables, a regression that shrugs off bad readings, and a trick, the *kernel*, that works with infinitely many features without ever computing one.
#
# Afterwards you can
#
# - explain what a margin is, compute its width, and say which rows a trained model rests on,
# - write down the hinge loss, and say what C trades for what,
# - scale the features, and say what goes wrong if you do not,
# - show why a kernel is an inner product of features, and what γ does,
# - tune C and γ in a pipeline, by cross-validation,
# - fit a regression with a tube around it,
# - choose between `SVC`, `LinearSVC` and `SGDClassifier`, and say why.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 80 min · core exercises 1½ h · extra exercises 2 h. Builds on [[ch04]] (training linear models).*

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import make_classification, make_moons
from sklearn.inspection import DecisionBoundaryDisplay
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import LinearRegression, SGDClassifier
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.svm import SVC, SVR, LinearSVC, OneClassSVM

# %%
from time import process_time

from jupyterlab_homl.toolkit import datasets, demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-05-I.11d"]
# ## 1 · The widest street
#
# Between two rows of houses a town wants to build a road, as wide as possible. The houses that stand farthest forward decide how wide it gets and where it runs; those behind them do not matter. A *support vector machine* (SVM) builds such a road between two classes. Its middle line is
# the boundary, and the gap between its kerbs, free of points, is the *margin*.
#
# Our houses are penguins of the Palmer Archipelago (Gorman, Williams and Fraser, 2014): two species, told apart by the depth of the bill and the length of the flipper.

# %%
penguins = datasets.load("penguins").dropna()
two = penguins[penguins.species.isin(["Adelie", "Gentoo"])]
X = two[["bill_depth_mm", "flipper_length_mm"]].to_numpy()
t = np.where(two.species == "Gentoo", 1, -1)

svm = SVC(kernel="linear", C=1000).fit(X, t)
w, b = svm.coef_[0], svm.intercept_[0]
print(f"f(x) = {w[0]:.3f} · depth + {w[1]:.3f} · flipper + {b:.2f}")
print(f"right: {np.sum(svm.predict(X) == t)} of {len(t)}")
print("rows that decide:", svm.support_.tolist())

# %% [markdown]
# All birds are right, and only three of them decide. How can that be? A linear SVM is a linear classifier like logistic regression ([[ch04 §7]]): it adds up $f(x)=w\cdot x+b$ and says +1 where $f$ is positive, −1 where it is negative. `decision_function` returns $f$. New is the rule by which $w$ and $b$ are chosen.

# %% alt="Bill depth against flipper length of {n} penguins. Adelie lie below, with deep bills and short flippers, Gentoo above. Between them runs a street {width:.1f} mm wide without any penguin in it. {touch} penguins stand on its kerbs and are ringed."
n, width, touch = len(t), 2 / np.linalg.norm(w), len(svm.support_)
look = {"response_method": "decision_function", "plot_method": "contour"}
lines = {"levels": [-1, 0, 1], "colors": "k", "linestyles": ["--", "-", "--"]}
DecisionBoundaryDisplay.from_estimator(svm, X, **look, **lines)
for sign, marker, name in ((-1, "o", "Adelie"), (1, "^", "Gentoo")):
    plt.plot(*X[t == sign].T, marker, markersize=4, alpha=0.7, label=name)
plt.plot(*X[svm.support_].T, "o", markersize=12, fillstyle="none", color="k")
plt.xlabel("bill depth (mm)")
plt.ylabel("flipper length (mm)")
plt.legend()
plt.show()

# %% [markdown]
# **How wide is the street?** Two lines. A step of length $d$ at a right angle to the boundary, along $w/\lVert w\rVert$, changes $f$ by $w\cdot(d\,w/\lVert w\rVert)=d\,\lVert w\rVert$; so a point lies $|f(x)|/\lVert w\rVert$ away from the boundary. Multiplying $w$ and $b$ by the same
# number moves no boundary, so choose that number such that the kerbs are at $f=\pm1$: each kerb is then $1/\lVert w\rVert$ away from the middle, and
#
# $$\text{width}=\frac{2}{\lVert w\rVert}.$$
#
# The widest street thus has the *shortest* $w$. With labels $t_i=\pm1$ every point stands on its own side and outside the street exactly if $t_i\,f(x_i)\ge1$:
#
# $$\min_{w,\,b}\ \tfrac12\lVert w\rVert^2\quad\text{such that}\quad t_i\,(w\cdot x_i+b)\ge 1\ \text{for all } i.$$
#
# This is the *hard margin*. The points with $t_i f(x_i)=1$ stand on the kerb: they are the *support vectors*, and `support_` holds their row numbers. (Vladimir Vapnik and Alexey Chervonenkis studied such widest margins in the 1960s; Boser, Guyon and Vapnik joined them with kernels in 1992.)

# %%
f = svm.decision_function(X)
distance = f / np.linalg.norm(w)
print(f"width 2/|w| = {2 / np.linalg.norm(w):.2f} mm")
print("f at the support vectors:", f[svm.support_].round(2))
print("their distances from the middle (mm):", distance[svm.support_].round(2))
print(f"the penguin farthest from it: {np.abs(distance).max():.1f} mm")

# %%
quiz.predict(
    "You delete all penguins except the few that are ringed, and train again. "
    "How does the boundary change?",
    [
        "not at all",
        "a little: most of the information is gone",
        "completely: three rows are not enough",
    ],
    right=0,
    because="Only points on the kerb decide. The others could stand anywhere beyond it.",
    tempting={
        1: "For logistic regression, yes: there every row pulls. Which houses decide here?",
        2: "Three points are enough to fix a street: two on one kerb, one on the other.",
    },
)

# %%
few = svm.support_
again = SVC(kernel="linear", C=1000).fit(X[few], t[few])
print("all rows:            ", svm.coef_[0].round(3), svm.intercept_.round(2))
print("support vectors only:", again.coef_[0].round(3), again.intercept_.round(2))

# %% [markdown]
# Up to the last digits, which the solver leaves open, both are the same. This is unusual: take logistic regression, and every one of the 265 birds has a say. It is also why an SVM can be trained on a few well chosen rows, and why one mislabelled bird beyond its kerb does no harm at all, while the same bird on the kerb moves the whole street.
#
# **Scale first.** A distance adds up squares of all columns, so its meaning hangs on their units. With flippers in metres, a flipper that is 30 mm longer lies only 0.03 "away", next to nothing beside the bills, and the widest street is another one. (A tree would not have noticed: [[ch06 §2]].)

# %%
for name, unit in (("flipper in mm", 1), ("flipper in cm", 0.1), ("flipper in m", 0.001)):
    model = SVC(kernel="linear", C=1000).fit(X * [1, unit], t)
    in_mm = model.coef_[0] * [1, unit]  # weights for the columns in mm
    slope = -in_mm[0] / in_mm[1]
    right = np.mean(model.predict(X * [1, unit]) == t)
    print(f"{name}: {slope:6.1f} mm of flipper for 1 mm of bill, right {right:.1%}")

# %% [markdown]
# The boundary turns with the unit. With kernels, which come in [[§4]] and are the default of `SVC`, worse things happen. Take all three species and all four measurements, of which one is a mass in grams:

# %%
four = penguins[["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]]
for name, model in (
    ("as they are", SVC()),
    ("scaled     ", make_pipeline(StandardScaler(), SVC())),
):
    right = cross_val_score(model, four, penguins.species, cv=5).mean()
    print(f"{name}: right for {right:.1%} of rows left out")

# %% [markdown]
# Penguins differ by hundreds of grams and by a few millimetres; unscaled, the distance between two of them is the difference of their masses, and the bills hardly count. *Standardisation* ([[ch04 §2]]) takes units out of the question: each column gets mean 0 and standard deviation 1. Put `StandardScaler` into the pipeline, so that it learns its numbers from the training rows only, in each fold of a cross-validation anew.
#
# **Change one thing**: in the cell that fits the first `svm`, replace `"flipper_length_mm"` by `"body_mass_g"`. How wide is the street now, and in which unit?
#
# <details><summary>Answer</summary>
#
# 1.73, and five support vectors. The species can still be told apart, but the width is now a mix of millimetres and grams, which means nothing by itself. After scaling a width can be read: in standard deviations.
# </details>
#
# **Its exercises**: [[ch05-e01]] and [[ch05-e02]]. **Read more**: [Support vector machines](https://scikit-learn.org/stable/modules/svm.html) in scikit-learn's user guide.

# %% [markdown] topics=["S-05-I.11d"]
# ## 2 · Some may stand in the street
#
# One mislabelled penguin among the others, and there is no free street at all. Or one odd bird stands far forward, and the whole road squeezes past it. A sensible town would knock on that one door and build the wider road. The *soft margin* (Cortes and Vapnik, 1995) does so: points may stand in the street, even on the wrong side, and
# each pays for how far it stands in.
#
# The price is the *hinge loss*. A point with $t f(x)\ge1$ stands outside of the street and pays nothing; otherwise it pays what is missing:
#
# $$\text{hinge}=\max\bigl(0,\ 1-t\,f(x)\bigr),\qquad J(w,b)=\tfrac12\lVert w\rVert^2+C\sum_i\max\bigl(0,\,1-t_i(w\cdot x_i+b)\bigr).$$
#
# The first term wants a wide street, the second few points in it; C is the price of a point in the street. It works the other way round than the α of ridge regression ([[ch04 §6]]): **small C, strong regularisation**.

# %% alt="Three losses against t times f from -2 to 3. The hinge falls in a straight line from 3 to 0 at 1 and stays there. The log loss is a smooth curve beside it that never reaches 0: at 2 it is {late:.2f}. The error count is a step from 1 to 0 at 0."
tf = np.linspace(-2, 3, 200)
late = np.log(1 + np.exp(-2))
plt.plot(tf, np.maximum(0, 1 - tf), label="hinge loss (SVM)")
plt.plot(tf, np.log(1 + np.exp(-tf)), "--", label="log loss (logistic regression)")
plt.plot(tf, tf < 0, ":", color="k", label="error: 1 if wrong")
plt.xlabel("$t\\,f(x)$: negative is wrong, above 1 is outside of the street")
plt.ylabel("loss")
plt.legend()
plt.show()

# %% [markdown]
# Why not count the mistakes themselves, the dotted line? It is flat nearly everywhere, so no step could tell in which direction fewer mistakes lie, and finding the fewest is a hard problem. The hinge lies above it everywhere: whoever makes the hinge small makes mistakes few, and it has a slope to follow.
#
# It is exactly 0 from 1 on: points beyond the kerb have no influence. The log loss never gets to 0, so each point pulls a little. Both grow in a straight line for points that are very wrong, and so neither is ruled by one outlier as a squared error would be.
#
# Now two species whose bills overlap a little, scaled, with three prices:

# %%
pair = penguins[penguins.species.isin(["Adelie", "Chinstrap"])]
bills = StandardScaler().fit_transform(pair[["bill_length_mm", "bill_depth_mm"]])
kind = np.where(pair.species == "Chinstrap", 1, -1)
streets = {C: SVC(kernel="linear", C=C).fit(bills, kind) for C in (0.01, 1, 100)}
for C, model in streets.items():
    wide = 2 / np.linalg.norm(model.coef_)
    hinge = np.maximum(0, 1 - kind * model.decision_function(bills))
    wrong = np.sum(model.predict(bills) != kind)
    inside = np.sum(hinge > 1e-3)
    print(f"C={C:>6}: width {wide:.2f}, {inside:3d} inside, {wrong:2d} wrong,", end=" ")
    print(f"hinge losses {hinge.sum():.1f}")

# %% alt="The same two clouds of penguins three times, with the street for C = 0.01, 1 and 100. The street gets narrower from left to right, and fewer points stand in it."
figure, axes = plt.subplots(1, 3, figsize=(9, 3.2), sharey=True)
for axis, (C, model) in zip(axes, streets.items()):
    DecisionBoundaryDisplay.from_estimator(model, bills, ax=axis, **look, **lines)
    for sign, marker in ((-1, "o"), (1, "^")):
        axis.plot(*bills[kind == sign].T, marker, markersize=3, alpha=0.7)
    axis.set(title=f"C = {C}", xlabel="bill length (scaled)")
axes[0].set_ylabel("bill depth (scaled)")
plt.show()

# %%
quiz.predict(
    "An SVM is right for all training rows and clearly worse on new ones. "
    "Which C would you try next?",
    ["a larger one", "a smaller one", "the same, with more iterations"],
    right=1,
    because="A smaller C makes points in the street cheap: it gets wider and follows few rows.",
    tempting={
        0: "A larger C punishes each point in the street more. Is that what is missing?",
        2: "More iterations solve the same problem more exactly. Is the problem the right one?",
    },
)

# %%
for C in (0.001, 0.01, 0.1, 1, 10, 100):
    model = make_pipeline(StandardScaler(), SVC(kernel="linear", C=C))
    scores = cross_val_score(model, pair[["bill_length_mm", "bill_depth_mm"]], kind, cv=5)
    print(f"C={C:>6}: right for {scores.mean():.1%} of rows left out")

# %% [markdown]
# Here the smallest C is too cheap: with the price of a point next to nothing, it hardly matters any more which side it stands on, and the machine gives everything to the more frequent species. From 0.1 on it does not matter much which C we take; with many features or few rows it does, and cross-validation finds it.
#
# Two practical remarks. The cost has a *sum* over the rows, so the same C weighs the rows twice as much once there are twice as many of them: tune it again when the table has grown. And if scikit-learn warns that the solver has not converged, the columns are mostly not scaled, or C is very large; scale first, and raise `max_iter` only then.
#
# **Training it by steps.** $J$ is convex ([[ch04 §2]]), and gradient descent finds its minimum. The hinge has a kink at $t f=1$, where any slope between those of both sides will do, a *subgradient*; we take 0. Only points with $t_i f(x_i)<1$ push:
#
# $$\nabla_w J=w-C\sum_{t_i f(x_i)<1}t_i\,x_i,\qquad \frac{\partial J}{\partial b}=-C\sum_{t_i f(x_i)<1}t_i .$$

# %%
C, eta = 1, 0.005
v, c = np.zeros(2), 0.0
for step in range(2001):
    short = kind * (bills @ v + c) < 1  # rows that pay
    if step in (0, 10, 100, 2000):
        cost = v @ v / 2 + C * np.sum(1 - kind[short] * (bills[short] @ v + c))
        print(f"step {step:4d}: {short.sum():3d} rows push, cost {cost:6.2f}, w {v.round(2)}")
    v = v - eta * (v - C * kind[short] @ bills[short])
    c = c + eta * C * kind[short].sum()
print("SVC:", streets[1].coef_[0].round(2), streets[1].intercept_.round(2))

# %% [markdown]
# In the end some twenty rows push, those inside of the street; all others could be gone. The steps end near the weights that `SVC` finds by an exact method ([[§6]]); with a fixed rate they keep dancing around the kink, as stochastic gradient descent does ([[ch04 §3]]).
#
# **Change one thing**: set `eta` to 0.05 in this cell. What happens to the cost of the last line?
#
# <details><summary>Answer</summary>
#
# It ends near 17.95 instead of 17.50, and never settles: the steps jump to and fro over the kinks, and the jumps are ten times as long. Let the rate shrink, and they come to rest.
# </details>
#
# **Its exercises**: [[ch05-e03]] and [[ch05-e04]]. **Read more**: [Mathematical formulation](https://scikit-learn.org/stable/modules/svm.html#mathematical-formulation).

# %% [markdown] topics=["S-05-I.11d"]
# ## 3 · Features that are never computed
#
# Too little of a medicine does nothing, too much does harm. No single threshold on the dose tells the good doses from the bad ones. But add a second column, the *square* of the dose, and a straight line in the plane of both does it:

# %% alt="Left: eleven doses on a line; the five in the middle are good, three on either side are bad: no threshold parts them. Right: the same doses against their squares lie on a parabola, and a horizontal line at {cut:.1f} parts good from bad."
dose = np.linspace(-2.5, 2.5, 11)
good = np.abs(dose) < 1.2
lift = np.c_[dose, dose**2]
cut = (lift[good, 1].max() + lift[~good, 1].min()) / 2
figure, (left, right) = plt.subplots(1, 2)
for axis, height in ((left, 0 * dose), (right, lift[:, 1])):
    axis.plot(dose[good], height[good], "o", dose[~good], height[~good], "x")
right.axhline(cut, color="k")
left.set(xlabel="dose (0 = middle)", yticks=[])
right.set(xlabel="dose", ylabel="dose²")
plt.show()

# %% [markdown]
# So we know a way to curved boundaries: add products and powers (`PolynomialFeatures`, [[ch04 §4]]), then train a linear SVM. It works until the columns explode.

# %%
quiz.predict(
    "A table has 100 columns. How many columns has it with all products up to degree 5 "
    "(such as x₁x₂, x₇⁵, x₁x₂x₃x₄x₅)?",
    ["500", "10,000", "about 100 million"],
    right=2,
    because="With the constant they are 105 choose 5, which is 96,560,646.",
    tempting={
        0: "Those are the pure powers. How many ways are there to pick several columns?",
        1: "That is about the number of products of two columns.",
    },
)

# %%
from math import comb

for columns in (2, 10, 100, 784):
    sizes = [f"{comb(columns + degree, degree):,}" for degree in (2, 3, 5)]
    print(f"{columns:3d} columns: {' | '.join(sizes)} with degree 2 | 3 | 5")

# %% [markdown]
# **The kernel trick.** We will see in [[§6]] that an SVM never needs the columns themselves, only *inner products* of rows. And these can be had without the columns. Take two columns and degree 2:
#
# $$(1+a\cdot b)^2=1+2a_1b_1+2a_2b_2+a_1^2b_1^2+a_2^2b_2^2+2a_1a_2b_1b_2=\varphi(a)\cdot\varphi(b)$$
#
# $$\text{with}\quad\varphi(x)=\bigl(1,\ \sqrt2\,x_1,\ \sqrt2\,x_2,\ x_1^2,\ x_2^2,\ \sqrt2\,x_1x_2\bigr).$$
#
# On the right stand six products of six new features each; on the left two multiplications, an addition and a square. A function $k(a,b)$ that is an inner product of *some* features is called a *kernel*. $(1+a\cdot b)^d$ is the *polynomial kernel*: all products up to degree $d$, with 100 columns or 784, for the price of one inner product.

# %%
def phi(x):
    r = np.sqrt(2)
    return np.array([1, r * x[0], r * x[1], x[0] ** 2, x[1] ** 2, r * x[0] * x[1]])


a, z = np.array([3.0, -1.0]), np.array([0.5, 2.0])
print("with the features:", phi(a) @ phi(z))
print("with the kernel:  ", (1 + a @ z) ** 2)

# %% [markdown]
# In scikit-learn the kernel is `SVC(kernel="poly", degree=d, gamma=γ, coef0=r)`, which is $(\gamma\,a\cdot b+r)^d$. Mind `coef0`: it is 0 unless you say otherwise, and then only products of *exactly* degree $d$ are left, without a constant.

# %% alt="Two half moons twice. Left: degree 1, a straight boundary that cuts through both. Right: degree 3, a boundary that bends around the moons. New rows: right for {scores[0]:.0%} and {scores[1]:.0%}."
moons, side = make_moons(n_samples=200, noise=0.2, random_state=1)
new, new_side = make_moons(n_samples=2000, noise=0.2, random_state=2)
curves = [SVC(kernel="poly", degree=d, coef0=1, C=5, gamma=1) for d in (1, 3)]
scores = [model.fit(moons, side).score(new, new_side) for model in curves]
figure, axes = plt.subplots(1, 2, sharey=True)
for axis, model, score in zip(axes, curves, scores):
    DecisionBoundaryDisplay.from_estimator(model, moons, ax=axis, **look, **lines)
    axis.scatter(*moons.T, c=side, s=10, cmap="coolwarm")
    axis.set_title(f"degree {model.degree}: new rows {score:.1%}")
plt.show()

# %% [markdown]
# And the same with the columns, for comparison: both make the same predictions nearly everywhere. (The kernel's features carry factors such as √2, which weigh the penalty differently; else the two are one model.)

# %%
columns = make_pipeline(PolynomialFeatures(3), StandardScaler(), SVC(kernel="linear", C=5))
columns.fit(moons, side)
agree = np.mean(columns.predict(new) == curves[1].predict(new))
print(f"{columns[0].n_output_features_} columns; new rows {columns.score(new, new_side):.1%}")
print(f"the same prediction as with the kernel: {agree:.1%}")

# %% [markdown]
# **Change one thing**: set `coef0=1` to 0 in the cell with the moons. What does degree 3 do now?
#
# <details><summary>Answer</summary>
#
# The boundary gets worse, 89 % instead of 95: only x³, x²y, xy² and y³ are left, without lower powers to shift and bend them.
# </details>
#
# What is gained? The degree-3 machine never saw the ten columns. With two columns that saves little; with 784 pixels it replaces 80 million columns by one inner product of 784 numbers. What is paid? There is no $w$ any more that one could print and read: the machine is known only by its support vectors, and [[§6]] shows how it predicts from them.
#
# Watch a line of points being lifted, by a square and by similarity, which comes next:

# %%
demos.kernel_lift.show()

# %% [markdown]
# **Its exercise**: [[ch05-e05]]. **Read more**: [Kernel functions](https://scikit-learn.org/stable/modules/svm.html#kernel-functions).

# %% [markdown] topics=["S-05-I.11d"]
# ## 4 · Similar to whom?
#
# An estate agent asked for a price thinks of houses sold near by: "much like the one in Mill Lane, a bit like the two at the station". The agent's features are *similarities* to known cases. The usual measure of similarity between two rows is the Gaussian *radial basis function* (RBF)
#
# $$k(a,b)=\exp\bigl(-\gamma\,\lVert a-b\rVert^2\bigr),$$
#
# 1 for equal rows, near 0 for distant ones. γ says how fast it fades: at the distance $1/\sqrt{\gamma}$ it has fallen to 37 %. **Large γ: narrow bells, each point knows only its neighbours.**
#
# **Is it a kernel?** For one column: $\lVert a-b\rVert^2=a^2+b^2-2ab$, and the power series of the last factor gives
#
# $$e^{-\gamma(a-b)^2}=e^{-\gamma a^2}e^{-\gamma b^2}\sum_{k=0}^{\infty}\frac{(2\gamma ab)^k}{k!}=\sum_{k=0}^\infty\varphi_k(a)\,\varphi_k(b),\qquad \varphi_k(x)=e^{-\gamma x^2}\sqrt{\tfrac{(2\gamma)^k}{k!}}\;x^k .$$
#
# An inner product of infinitely many features, one for each power. Nobody could compute them all; the kernel sums them up in one exponential.

# %%
gamma, p, q = 0.5, 1.2, -0.4
k = np.arange(12)
factorial = np.cumprod(np.maximum(k, 1)).astype(float)
terms = np.exp(-gamma * (p**2 + q**2)) * (2 * gamma * p * q) ** k / factorial
print("the first 1, 2, 4, 12 features:", np.cumsum(terms)[[0, 1, 3, 11]].round(6))
print("the kernel:                    ", round(np.exp(-gamma * (p - q) ** 2), 6))

# %% [markdown]
# `SVC` uses this kernel unless told otherwise; its default `gamma="scale"` is 1 / (columns · variance of `X`), which is 1 / columns for scaled data. What γ does on two moons:

# %%
quiz.predict(
    "C = 1 and γ = 0.05, 1 or 300, trained on 200 points of two noisy moons. "
    "Which γ is right for the most of these 200 training points?",
    ["0.05", "1", "300"],
    right=2,
    because="With bells so narrow every point gets an island of its own, stray ones included.",
    tempting={
        0: "Bells so wide overlap everywhere: nearly a straight line comes out.",
        1: "That one is the best on new points. The question is about the training points.",
    },
)

# %% alt="The regions of three RBF models on two moons. γ = 0.05: a nearly straight boundary. γ = 1: a smooth curve between the moons. γ = 300: islands around single points. Training rows right: {seen[0]:.0%}, {seen[1]:.0%}, {seen[2]:.0%}; new rows {unseen[0]:.0%}, {unseen[1]:.0%}, {unseen[2]:.0%}."
noisy, moon = make_moons(n_samples=200, noise=0.3, random_state=3)
fresh, fresh_moon = make_moons(n_samples=2000, noise=0.3, random_state=4)
bells = [SVC(C=1, gamma=gamma).fit(noisy, moon) for gamma in (0.05, 1, 300)]
seen = [model.score(noisy, moon) for model in bells]
unseen = [model.score(fresh, fresh_moon) for model in bells]
figure, axes = plt.subplots(1, 3, figsize=(9, 3.2), sharey=True)
for axis, model, known, score in zip(axes, bells, seen, unseen):
    regions = {"response_method": "predict", "grid_resolution": 200, "alpha": 0.3}
    DecisionBoundaryDisplay.from_estimator(model, noisy, ax=axis, cmap="coolwarm", **regions)
    axis.scatter(*noisy.T, c=moon, s=8, cmap="coolwarm")
    axis.set_title(f"γ = {model.gamma}: {known:.0%}, new {score:.0%}")
plt.show()

# %% [markdown]
# γ and C both set how closely the boundary follows the rows, and they act together: wide bells can be made up for by a high price, up to a point. So tune them *together*, over powers of ten, since factors matter and not differences:

# %%
prices, widths = [0.01, 0.1, 1, 10, 100, 1000], [0.001, 0.01, 0.1, 1, 10, 100]
model = make_pipeline(StandardScaler(), SVC())
grid = {"svc__C": prices, "svc__gamma": widths}
search = GridSearchCV(model, grid, cv=5).fit(noisy, moon)
table = search.cv_results_["mean_test_score"].reshape(6, 6)
print(search.best_params_, f"{search.best_score_:.1%} of rows left out")
print(f"new rows: {search.score(fresh, fresh_moon):.1%}")

# %% alt="A table of colours: cross-validated accuracy for six values of C and six of γ. The best, {top:.0%}, lie on a ridge that runs from a large C with a small γ to a small C with γ near 1. Small C with small γ, and γ = 100, do badly: {low:.0%} at worst."
top, low = table.max(), table.min()
plt.figure(figsize=(6, 3.8))
plt.imshow(table, cmap="viridis")
plt.colorbar(label="right for rows left out")
plt.xticks(range(6), widths)
plt.yticks(range(6), prices)
plt.grid(False)
plt.xlabel("γ")
plt.ylabel("C")
plt.show()

# %% [markdown]
# Read the table from its corners. Top left, wide bells at a low price: nearly a straight line. Right, γ = 100: islands, whatever C. Down the middle the boundary bends as the moons do. The good pairs form a ridge, not a point. If the best value lies at the rim of your grid, extend the grid. And report the score on rows that the search has not seen: `best_score_` is the best of 36 numbers, each with some luck in it.
#
# On the board, move C and γ yourself:

# %%
demos.margin_board.show()

# %% [markdown]
# **Change one thing**: double the number of training moons, `n_samples=400` for `noisy`. What happens to the training and new rows for γ = 300?
#
# <details><summary>Answer</summary>
#
# Training rows: still 99 %. New rows: 83 % instead of 77, since a new point more often has a neighbour at all; γ = 1 reaches 91 %. More data help a model that overfits; the right γ helps more.
# </details>
#
# A kernel of your own: `SVC(kernel="precomputed")` takes the table of all kernel values in place of the rows; shape (m, m) for `fit`, (new rows, m) for `predict`. That way one can train on texts or molecules, if only there is a similarity.

# %%
def similarities(A, B):
    squares = (A[:, None, :] - B[None, :, :]) ** 2
    return np.exp(-squares.sum(axis=2))  # gamma = 1


own = SVC(kernel="precomputed", C=1).fit(similarities(noisy, noisy), moon)
print("table for fit:    ", similarities(noisy, noisy).shape)
print("table for predict:", similarities(fresh, noisy).shape)
same = own.predict(similarities(fresh, noisy)) == bells[1].predict(fresh)
print(f"the same prediction as SVC(gamma=1) for {same.mean():.1%}")

# %% [markdown]
# **Its exercises**: [[ch05-e06]] and [[ch05-e07]]. **Read more**: [RBF SVM parameters](https://scikit-learn.org/stable/auto_examples/svm/plot_rbf_parameters.html).

# %% [markdown] topics=["S-05-I.11d"]
# ## 5 · A tube instead of a street
#
# The bus is due at 8:00. If it comes between 7:58 and 8:02 nobody minds; beyond that, each minute annoys. *Support vector regression* (SVR) judges predictions like this. Within a *tube* of half-width ε around the curve errors are free; outside, each point pays by its distance from the tube:
#
# $$\tfrac12\lVert w\rVert^2+C\sum_i\max\bigl(0,\ |y_i-f(x_i)|-\varepsilon\bigr).$$
#
# It is the street turned inside out: now the points should lie *inside*. Those strictly inside cost nothing and have no influence; the support vectors are those on the rim or outside. Since the price grows in a straight line, not with the square, a wild reading pulls no harder than a mildly bad one.

# %% [markdown]
# Eighty readings of the power that a town draws over a day, in megawatts. The sensor was loose: four readings are far too low.

# %%
rng = np.random.default_rng(8)
hour = np.sort(rng.uniform(0, 24, 80))
power = 50 + 15 * np.sin((hour - 9) * np.pi / 12) + rng.normal(0, 2, 80)
power[[20, 22, 41, 43]] = 5
H = hour[:, None]
tube = make_pipeline(StandardScaler(), SVR(C=50, epsilon=3)).fit(H, power)
powers = make_pipeline(StandardScaler(), PolynomialFeatures(5), LinearRegression())
powers.fit(H, power)
grid_hours = np.linspace(0, 24, 300)[:, None]
truth = 50 + 15 * np.sin((grid_hours[:, 0] - 9) * np.pi / 12)

# %%
curve = tube.predict(grid_hours)
off_tube = np.abs(curve - truth).mean()
off_powers = np.abs(powers.predict(grid_hours) - truth).mean()

# %% alt="Eighty readings of power over a day, four of them near 5 MW, far below the others. The SVR's curve with a tube of 3 MW on either side passes through the others; it is {off_tube:.1f} MW away from the truth on average. Least squares of degree 5 is pulled down: {off_powers:.1f} MW."
plt.plot(hour, power, ".", color="0.4")
plt.plot(grid_hours, curve, label=f"SVR: {off_tube:.1f} MW off")
plt.fill_between(grid_hours[:, 0], curve - 3, curve + 3, alpha=0.2)
other = powers.predict(grid_hours)
plt.plot(grid_hours, other, "--", label=f"least squares: {off_powers:.1f} MW off")
plt.xlabel("hour")
plt.ylabel("power (MW)")
plt.legend(loc="lower right")
plt.show()

# %%
quiz.predict(
    "You make the tube wider, from ε = 1 to ε = 6. "
    "What happens to the number of support vectors?",
    ["it rises", "it falls", "it stays"],
    right=1,
    because="A wider tube holds more points strictly inside, and these have no influence.",
    tempting={
        0: "In a wider street more points stand inside and pay. Who pays in a tube?",
        2: "Which points pay: those inside of the tube or those outside?",
    },
)

# %%
for epsilon in (0.5, 1, 3, 6, 20):
    model = make_pipeline(StandardScaler(), SVR(C=50, epsilon=epsilon)).fit(H, power)
    away = np.abs(model.predict(grid_hours) - truth).mean()
    print(f"ε = {epsilon:4}: {len(model[-1].support_):2d} support vectors, {away:.1f} MW off")

# %% [markdown]
# ε is an amount in the unit of *y*: choose it near the noise that you accept. C is a price per unit of *y* as well. Hence a trap: with the defaults, C = 1 and ε = 0.1, and prices of houses around 300,000, every slope is far too dear, and SVR predicts nearly the same for all. Scale the **target**, too.
# `TransformedTargetRegressor` does this around a model, and undoes it for predictions; with `func=np.log, inverse_func=np.exp` it works on the logarithm, as suits amounts that grow by per cent.

# %%
from sklearn.compose import TransformedTargetRegressor

euros = power * 6000  # the day's bill in euros per hour
plain = make_pipeline(StandardScaler(), SVR())
for name, scaler in (("target as it is", None), ("target scaled", StandardScaler())):
    model = TransformedTargetRegressor(plain, transformer=scaler).fit(H, euros)
    predicted = model.predict(grid_hours)
    away = np.abs(predicted - truth * 6000).mean()
    print(f"{name}: from {predicted.min():,.0f} to {predicted.max():,.0f}, {away:,.0f} off")

# %% [markdown]
# **Change one thing**: in the cell that makes `tube`, set C to 0.5. What becomes of the curve?
#
# <details><summary>Answer</summary>
#
# It flattens and no longer reaches the peak and the valley: leaving the tube has become cheap. For SVR, too, a small C is strong regularisation.
# </details>
#
# **Its exercise**: [[ch05-e08]]. **Read more**: [Regression](https://scikit-learn.org/stable/modules/svm.html#regression), [Transforming target in regression](https://scikit-learn.org/stable/modules/compose.html#transforming-target-in-regression).

# %% [markdown] topics=["S-05-I.11d"]
# ## 6 · Under the hood: the dual problem
#
# Why do inner products suffice? Imagine a guard for each row, who may fine it up to C per unit that it stands in the street. A guard who faces a trespasser fines in full; one whose row stands outside would have to pay, and so asks for nothing. In symbols: $C\max(0,z)=\max_{0\le\alpha\le C}\alpha z$. So the cost of [[§2]] is
#
# $$\min_{w,b}\ \max_{0\le\alpha_i\le C}\ \ \tfrac12\lVert w\rVert^2+\sum_i\alpha_i\bigl(1-t_i(w\cdot x_i+b)\bigr).$$
#
# The problem is convex in $w,b$ and linear in $\alpha$, so minimum and maximum may change places (that is the theorem behind it). Inside, set the derivatives to zero: in $w$ this gives $w=\sum_i\alpha_it_ix_i$, in $b$ it gives $\sum_i\alpha_it_i=0$. Put $w$ back in:
#
# $$\max_\alpha\ \sum_i\alpha_i-\tfrac12\sum_{i,j}\alpha_i\alpha_j\,t_it_j\;x_i\cdot x_j\qquad 0\le\alpha_i\le C,\quad\sum_i\alpha_it_i=0 .$$
#
# This is the *dual problem*, and rows occur in it only as inner products $x_i\cdot x_j$. The prediction is one, too:
#
# $$f(x)=w\cdot x+b=\sum_i\alpha_it_i\;x_i\cdot x+b .$$
#
# Write $k(x_i,x)$ for $x_i\cdot x$ in both places, and the SVM works in the space of the kernel's features, however many there are. That is all there is to the *kernel trick*.
#
# What was one unknown for each column is now one for each row. For 60,000 columns and 500 rows that is a bargain, for 500,000 rows it is not.
#
# **Who has which α?** The guards tell: beyond the kerb α = 0, no influence; in the street α = C; on the kerb anything between. `SVC` stores the products $\alpha_it_i$ of the support vectors in `dual_coef_`, the rows in `support_vectors_`.

# %%
rbf = SVC(C=1, gamma=1).fit(noisy, moon)
alpha = np.abs(rbf.dual_coef_[0])
tf = (2 * moon - 1) * rbf.decision_function(noisy)
print("rows beyond the kerb, α = 0:    ", len(noisy) - len(alpha))
print("rows in the street, α = C:      ", np.sum(alpha >= 1 - 1e-6))
print("rows on the kerb, α between:    ", np.sum(alpha < 1 - 1e-6))
print("t·f of those on the kerb:", tf[rbf.support_][alpha < 1 - 1e-6].round(3))

# %% alt="The fine α of each row against t·f(x). Rows right of 1, beyond the kerb, have α = 0; rows left of 1, in the street or on the wrong side, have α = C = 1; on the kerb, at exactly 1, there are {between} rows with values between."
every = np.zeros(len(noisy))
every[rbf.support_] = alpha
between = np.sum((every > 1e-6) & (every < 1 - 1e-6))
plt.plot(tf, every, "o", markersize=4, alpha=0.5)
plt.axvline(1, color="0.6")
plt.xlabel("$t\\,f(x)$")
plt.ylabel("α")
plt.show()

# %% [markdown]
# The picture is the mirror image of the hinge's slope: full fine left of 1, none right of it, and at the kink whatever is needed to keep the balance $\sum\alpha_it_i=0$.
#
# Now predict by hand, with nothing but these rows:

# %%
K = similarities(fresh, rbf.support_vectors_)
by_hand = K @ rbf.dual_coef_[0] + rbf.intercept_[0]
print("by hand:          ", by_hand[:4].round(4))
print("decision_function:", rbf.decision_function(fresh)[:4].round(4))

# %% [markdown]
# **Solving it.** The dual is a quadratic bowl over a box. Climb it one α at a time: along $\alpha_i$ the slope is $1-t_if(x_i)$ and the curvature $k(x_i,x_i)$, so the best step is slope over curvature, clipped to the box. To be rid of the condition $\sum\alpha_it_i=0$, treat $b$ as the weight of a constant column: add 1 to the kernel. (`LinearSVC` works this way, one coordinate
# after the other. `SVC` moves two α at once, which keeps the sum at zero: *sequential minimal optimisation*, John Platt, 1998.)

# %%
signs = 2 * moon - 1
kernel = similarities(noisy, noisy) + 1  # + 1: the bias
climber = np.zeros(len(noisy))
for sweep in range(1, 31):
    for i in range(len(noisy)):
        slope = 1 - signs[i] * (kernel[i] @ (climber * signs))
        climber[i] = np.clip(climber[i] + slope / kernel[i, i], 0, 1)  # C = 1
    if sweep in (1, 3, 10, 30):
        height = climber.sum() - (climber * signs) @ kernel @ (climber * signs) / 2
        print(f"sweep {sweep:2d}: dual {height:.3f}, {np.sum(climber > 0)} support vectors")

# %%
climbed = (similarities(fresh, noisy) + 1) @ (climber * signs)
same = np.mean((climbed > 0) == (rbf.predict(fresh) == 1))
print(f"the same prediction as SVC for {same:.1%} of new rows")

# %%
quiz.predict(
    "After training, you move a row with α = 0 a little farther away from the street. "
    "How many of the other α change when you train again?",
    ["none", "all a little", "those of its neighbours"],
    right=0,
    because="It still lies beyond the kerb, so the old solution still fulfils every condition.",
    tempting={
        1: "w is the sum of α·t·x. Which terms of it contain this row?",
        2: "Neighbours matter through the kernel only where α is not 0. What is this row's α?",
    },
)

# %%
idle = np.setdiff1d(np.arange(len(noisy)), rbf.support_)[0]
moved = noisy.copy()
moved[idle] += 0.05 * np.sign(moved[idle] - noisy.mean(axis=0))
changed = SVC(C=1, gamma=1).fit(moved, moon)
print("support vectors before and after:", len(rbf.support_), len(changed.support_))
same_rows = np.array_equal(rbf.support_, changed.support_)
print("the same rows:", same_rows)
print("largest change of f:", np.abs(changed.decision_function(fresh) - by_hand).max().round(3))

# %% [markdown]
# **Change one thing**: set `C=1` to 0.1 in the first cell of this section, and 1 to 0.1 in its count, `alpha >= 0.1 - 1e-6`. Who has α = C now?
#
# <details><summary>Answer</summary>
#
# Far more rows: with a low price the street is wide, most support vectors stand in it, and each is fined in full.
# </details>
#
# **Its exercises**: [[ch05-e09]], and [[ch05-e10]] for a kernel SVM of your own. **Read more**: J. Platt's [technical report on sequential minimal optimisation](https://www.microsoft.com/en-us/research/publication/sequential-minimal-optimization-a-fast-algorithm-for-training-support-vector-machines/).

# %% [markdown] topics=["S-05-I.11d"]
# ## 7 · Which one, when
#
# A kernel SVM compares rows with rows: its table has $m^2$ entries, training takes between $m^2$ and $m^3$ steps, and a prediction costs one kernel value for each support vector. Twice the rows, four times the work or more. A linear SVM by gradient steps reads each row a few times: twice the rows, twice the work.

# %%
for m in (1000, 2000, 4000, 8000):
    rows, answers = make_classification(m, 20, n_informative=10, flip_y=0.2, random_state=0)
    took = {}
    for model in (SVC(), SGDClassifier(alpha=1e-3, max_iter=20, tol=None)):
        start = process_time()
        model.fit(rows, answers)
        took[type(model).__name__] = 1000 * (process_time() - start)
    print(f"{m:5d} rows, milliseconds:", {name: round(ms) for name, ms in took.items()})

# %% [markdown]
# From line to line the kernel machine's time is multiplied by about four, that of the steps by about two (small times are rough: run it again and compare). At 8,000 rows you still wait a second; at 800,000 it would be hours, if the table of pairs fitted anywhere. What does the kernel buy? Garments again, 2,000 pictures with 784 pixels, in ten classes ([[ch10 §4]]):

# %%
pictures, garment, new_pictures, new_garment = datasets.load("fashion_mnist")[:4]
pixels, new_pixels = (a.reshape(len(a), -1) / 255 for a in (pictures, new_pictures))
kernel_svm = SVC(C=5).fit(pixels[:2000], garment[:2000])
linear = SGDClassifier(alpha=1e-3, average=True, random_state=0)
linear.fit(pixels[:2000], garment[:2000])
for name, model in (("kernel", kernel_svm), ("linear", linear)):
    print(f"{name}: new pictures right {model.score(new_pixels, new_garment):.1%}")
held = kernel_svm.n_support_.sum()
print(f"the kernel SVM keeps {held} of 2,000 pictures, {held * 784:,} numbers")
print(f"the linear model keeps {linear.coef_.size + linear.intercept_.size:,} numbers")

# %% [markdown]
# The kernel machine is better by a few points and has to carry most of its training set along. At a few thousand rows that is fine. At a million rows the table alone would have 10¹² entries, and you would not wait for it.
#
# | | `SVC` | `LinearSVC` | `SGDClassifier(loss="hinge")` |
# |---|---|---|---|
# | boundary | any kernel | linear | linear |
# | time for $m$ rows, $n$ columns | about $m^2n$ to $m^3n$ | about $m\,n$ | $m\,n$ per epoch |
# | rows that do not fit into memory | no | no | yes, `partial_fit` |
# | strength of regularisation | C | C | α = 1 / (C·m) |
# | loss | hinge | *squared* hinge by default | hinge by default |
#
# **C and α.** `SGDClassifier` minimises a mean, $\frac{\alpha}{2}\lVert w\rVert^2+\frac1m\sum\text{hinge}$. Divide the SVM's cost by $Cm$: it becomes $\frac{1}{2Cm}\lVert w\rVert^2+\frac1m\sum\text{hinge}$. So $\alpha=1/(C\,m)$ gives the same boundary.

# %%
C, m = 0.1, len(bills)
exact = SVC(kernel="linear", C=C).fit(bills, kind)
liblinear = LinearSVC(loss="hinge", C=C, max_iter=10_000, random_state=0).fit(bills, kind)
steps = SGDClassifier(alpha=1 / (C * m), max_iter=2000, tol=None, average=True, random_state=0)
steps.fit(bills, kind)
for name, model in (("SVC", exact), ("LinearSVC", liblinear), ("SGDClassifier", steps)):
    print(f"{name:>13}: w {model.coef_[0].round(3)}, b {model.intercept_[0]:.3f}")

# %% [markdown]
# `LinearSVC` is a little off, because it holds back $b$ as well, as one more weight; `intercept_scaling=10` makes that cheap.

# %%
quiz.predict(
    "Ten million mails, 100,000 columns that are nearly all zero (words). "
    "Which do you train first?",
    ["SVC with the RBF kernel", "SGDClassifier with hinge loss", "SVC(kernel='linear')"],
    right=1,
    because=(
        "Its work grows with the rows and it takes sparse tables; "
        "in so many columns a flat boundary parts well."
    ),
    tempting={
        0: "How many entries has the table of all pairs?",
        2: "The right boundary, but its solver works on pairs of rows, too.",
    },
)

# %% [markdown]
# **The best of both**: compute *some* features whose inner products come close to the kernel, then train a linear model on them. `Nystroem` takes similarities to a sample of rows, suitably mixed:

# %%
for columns in (20, 100, 400):
    nearly = make_pipeline(
        Nystroem(gamma=0.02, n_components=columns, random_state=0),
        SGDClassifier(alpha=1e-4, average=True, random_state=0),
    )
    right = nearly.fit(pixels[:2000], garment[:2000]).score(new_pixels, new_garment)
    print(f"{columns:3d} similarities, then linear: new {right:.1%}")

# %% [markdown]
# **Probabilities.** $f(x)$ is a distance, up to a factor, and no probability. `CalibratedClassifierCV` fits a sigmoid to it on rows left out (`SVC(probability=True)` is deprecated in scikit-learn 1.9). Need probabilities above all? Then logistic regression is the more direct way.

# %%
calibrated = CalibratedClassifierCV(SVC(C=1, gamma=1), ensemble=False, cv=5).fit(noisy, moon)
shown = fresh[:4]
print("f:           ", rbf.decision_function(shown).round(2))
print("probability: ", calibrated.predict_proba(shown)[:, 1].round(2))
sure = calibrated.predict_proba(fresh)[:, 1]
likely = (sure > 0.7) & (sure < 0.9)
print(f"70 to 90 % promised, {fresh_moon[likely].mean():.0%} kept, {likely.sum()} rows")

# %% [markdown]
# **One class only.** `OneClassSVM` draws a border around the rows it was given and calls the rest new: for machines whose failures nobody has seen yet. `nu` is about the share of training rows that may lie outside. More in [[ch09]].

# %%
usual = OneClassSVM(gamma=1, nu=0.05).fit(noisy)
print(f"training rows outside: {np.mean(usual.predict(noisy) == -1):.0%}")
print("(0.5, 0.2) and (4, 4):", usual.predict([[0.5, 0.2], [4.0, 4.0]]), " 1 usual, -1 new")

# %% [markdown]
# **More than two classes**: `SVC` trains one machine for each pair and lets them vote (45 for ten garments), `LinearSVC` and `SGDClassifier` one for each class against the rest.
#
# **When not?** Millions of rows with a kernel; tables with mixed units, missing values and categories, where forests and boosting ([[ch07]]) do as well with less care; pictures and texts, where networks learn features of their own. A *small or medium table of numbers, scaled*, is where a kernel SVM is at home, and a *linear* SVM wherever rows or columns are very many.
#
# **Change one thing**: set `C, m = 0.1, len(bills)` to `10, len(bills)`. Do the three still agree?
#
# <details><summary>Answer</summary>
#
# To about 2 %. The larger C, the smaller α, and the longer stochastic steps need; the direction of w, and with it the boundary, is right before its length is.
# </details>
#
# **Its exercises**: [[ch05-e11]] and [[ch05-e12]]. **Read more**: [Tips on practical use](https://scikit-learn.org/stable/modules/svm.html#tips-on-practical-use), [Kernel approximation](https://scikit-learn.org/stable/modules/kernel_approximation.html).
#
# ## To take away
#
# - The widest street has the shortest w: its width is 2/‖w‖, and the rows on its kerbs and inside, the support vectors, decide alone.
# - C is the price of a point in the street: a small C regularises strongly. The hinge loss is 0 beyond the kerb.
# - Scale the features, inside of the pipeline; for SVR the target, too. Tune C and γ together, over powers of ten.
# - A kernel is an inner product of features that nobody computes; the dual problem needs nothing else.
# - Kernels for thousands of rows; linear machines, by SGD if need be, for millions.
#
# **The exit quiz**: [[ch05-e13]].
