# %% [markdown]
# # Training linear models
#
# `model.fit(X, y)` takes a second and returns. **What happens inside that second?** This lesson opens the box for the simplest models there are, because
# everything in it comes back in deep networks: a cost, its gradient, steps downhill, and ways to keep a model from following the noise.
#
# Afterwards you can
#
# - fit a linear model in closed form, and say when this is a bad idea,
# - run gradient descent on all rows, on mini-batches and row by row, and mend a run that diverges, crawls or never settles,
# - tell from two numbers whether a model is too simple or too flexible, and choose how strongly to regularise it,
# - turn a linear score into probabilities of two or more classes.
#
# *Predict* asks what will happen: choose first, then run the cell below and see. *Change one thing* names one number to edit; run the cell again, then
# open the answer and compare. Put the number back before you read on, since later cells build on it.
#
# *Lesson 1½ h · core exercises 1½ h · extra exercises 2¾ h. Builds on [[p4]] (least squares), [[p5]] (gradients) and [[ch03]] (classification).*

# %%
from copy import deepcopy

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression
from sklearn.linear_model import LogisticRegression, Ridge, RidgeCV
from sklearn.linear_model import SGDRegressor
from sklearn.metrics import log_loss, root_mean_squared_error
from sklearn.model_selection import GridSearchCV, learning_curve

# %%
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from jupyterlab_homl.toolkit import demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-05-I.03", "S-05-I.11a"]
# ## 1 · A model, a cost, a closed form
#
# Twelve weights hang one after the other on a spring, and we read its length. The spring has a length at rest, and grows by so many centimetres for each
# 100 g. So the *linear model* $\hat y = \theta_0 + \theta_1 x$ says something about the spring itself: $\theta_0$, the *bias*, is its length at rest,
# and $\theta_1$, the *weight* of the feature, says how soft it is.
#
# Which line is best? We take the one with the smallest *mean squared error*. Write the twelve readings as a matrix $X$ with a column of ones in front, so that one product
# $X\theta$ gives all twelve predictions; then the cost is
#
# $$J(\theta)=\tfrac1m\lVert X\theta-y\rVert^2 .$$
#
# At the lowest point of $J$ its gradient is zero. By the chain rule the gradient is $\frac2m X^\top(X\theta-y)$, and setting it to zero leaves
#
# $$X^\top X\,\theta = X^\top y ,$$
#
# the *normal equation*: a system of linear equations, solved in one go. It says that the errors $X\theta-y$ are perpendicular to every column of $X$. If they were not, a little more or less of that column would still make them shorter.

# %%
quiz.predict(
    "The readings were made with 1.5 cm per 100 g and errors of about 0.5 cm. "
    "How near will twelve readings bring us?",
    ["exactly to 1.5", "to within about 0.1", "to within about 1"],
    right=1,
    because=(
        "Each reading is off by half a centimetre, but the errors partly cancel, "
        "and the masses are spread over ten units."
    ),
    tempting={
        0: "The errors do not cancel completely.",
        2: "Two readings close together could be that far off. What do twelve do together?",
    },
)

# %%
m = 12
rng = np.random.default_rng(1)
mass = rng.uniform(0, 10, m)  # in 100 g
length = 12 + 1.5 * mass + rng.normal(0, 0.5, m)  # in cm
A = np.c_[np.ones(m), mass]
by_hand = np.linalg.solve(A.T @ A, A.T @ length)
model = LinearRegression().fit(mass.reshape(-1, 1), length)
print("normal equation: ", by_hand.round(4))
print("LinearRegression:", np.r_[model.intercept_, model.coef_].round(4))

# %% alt="The lengths of the spring over the mass, and the fitted line through them: it starts at {model.intercept_:.1f} cm and rises by {model.coef_[0]:.2f} cm for each 100 g. Short vertical lines join each reading to the line; none is longer than a centimetre."
fitted = model.predict(mass.reshape(-1, 1))
plt.vlines(mass, fitted, length, color="tab:red", linewidth=2, label="errors")
plt.plot(mass, length, "o", markersize=3, label="readings")
plt.axline((0, model.intercept_), slope=model.coef_[0], color="k", linewidth=1)
plt.xlabel("mass (100 g)")
plt.ylabel("length (cm)")
plt.legend()
plt.show()

# %% [markdown]
# Both ways give the same rest length and the same softness, near the true 12 and 1.5. The red lines are what the cost squares and averages; no other line makes this average smaller.
#
# How near could we expect to get? The error of the weight is about $\sigma/(\sqrt m\,s_x)$, with the noise $\sigma=0.5$ and the spread $s_x\approx 2.9$ of the masses: here $0.5/(3.5\cdot2.9)\approx0.05$. A hundred times as many readings
# make it ten times smaller, and so does spreading the masses ten times as wide.
#
# **Change one thing**: set `m = 1200`. How far is the weight from 1.5 now?
#
# <details><summary>Answer</summary>
#
# Within about 0.01: with a hundred times as many readings the formula promises a tenth of the error, 0.005. Set it back to 12.
#
# </details>
#
# ### When there is no inverse
#
# Suppose that somebody adds the mass in *grams* as a further column. Nothing new is known, but infinitely many thetas are now equally good: what one of the two weights loses, the other can gain. Then $X^\top X$ has no inverse. A number tells beforehand: the *condition number* of a
# matrix, its largest stretching factor divided by its smallest. A solution can lose as many digits as the condition number has; a double holds 16.

# %%
twice = np.c_[A, 100 * mass]  # the same masses again, in grams
print(f"condition number of XᵀX: {np.linalg.cond(twice.T @ twice):.1e}")
try:
    print("solve:", np.linalg.solve(twice.T @ twice, twice.T @ length))
except np.linalg.LinAlgError as error:
    print("solve:", error)
theta = np.linalg.pinv(twice) @ length
print("pinv: ", theta.round(5))
print("both weights together, per 100 g:", round(theta[1] + 100 * theta[2], 4))

# %% [markdown]
# `solve` either refuses or, with other columns, returns noise. The *pseudo-inverse* $X^+$ finds the same softness as before, shared by the two columns.
#
# It comes from the *singular value decomposition* $X = U\Sigma V^\top$. Here $U$ and $V$ only rotate, and $\Sigma$ stretches each direction by its singular value. To undo $X$ we rotate back, divide by the singular values and rotate back again, $X^+=V\Sigma^+U^\top$, but directions of size zero are left out
# instead of being divided by. Among all best thetas $X^+y$ is the shortest, and its predictions are those of before. `np.linalg.lstsq` and `LinearRegression` work this way, too, so they never need the inverse.
#
# **What it costs.** For $m$ rows and $n$ columns, $X^\top X$ and the SVD take about $m\,n^2$ operations, and all rows have to be in memory. Twice as many rows take twice as
# long; twice as many *columns* four times. For a hundred columns this is nothing. For a hundred thousand, or for rows that never end, we need another way.
#
# **Its exercise**: [[ch04-e01]]. **Read more**: [Ordinary Least Squares](https://scikit-learn.org/stable/modules/linear_model.html#ordinary-least-squares) in scikit-learn's
# user guide.

# %% [markdown] topics=["S-05-I.04"]
# ## 2 · Walking downhill
#
# Whoever tunes a string by ear needs no formula: too flat, tighten; too sharp, loosen; and the farther off, the bigger the turn. *Gradient descent* does the same with a cost. The *gradient*
# says how steeply the cost rises with each parameter; we step against it, by the gradient times the *learning rate* η:
#
# $$\theta \leftarrow \theta - \eta\,\tfrac{2}{m}X^\top(X\theta-y)$$
#
# The squared error of a linear model is *convex*: its only local minimum is the global one, so there is nowhere to get stuck. Only the length of the steps can go wrong.
#
# Why? Take one weight $w$ alone. The cost is then a parabola around its best value $w^*$, say $\frac c2(w-w^*)^2$ plus a constant. Its second derivative $c$ is called the *curvature*; its slope is $c\,(w-w^*)$. One step therefore leaves the distance
#
# $$w-\eta c\,(w-w^*)-w^* = (1-\eta c)\,(w-w^*) :$$
#
# **every step multiplies the distance by $1-\eta c$.** If $\eta c$ is small, little happens; if it is 1, one step arrives; between 1 and 2 the steps overshoot and still come closer; above 2 each lands farther away than it began. Let us fit the weight of the spring alone, with both columns centred so that no bias is needed.

# %%
quiz.predict(
    "The curvature of this cost is about 16. What will steps with η = 0.13 do?",
    ["creep to the optimum", "arrive in one step", "overshoot, farther each time"],
    right=2,
    because=(
        "0.13 times 16 is above 2, so the factor 1 − ηc is below −1: each step lands "
        "on the other side, farther away than it began."
    ),
    tempting={
        0: "Multiply 0.13 by 16 and compare with 2.",
        1: "One step suffices when the product is 1.",
    },
)

# %%
x, y = mass - mass.mean(), length - length.mean()
curvature = 2 * np.mean(x**2)
print(f"curvature {curvature:.2f}")
walks = {}
for eta in (0.01, 0.06, 0.13):
    w, walks[eta] = 0.0, [0.0]
    for _ in range(6):
        w = w - eta * 2 * np.mean(x * (w * x - y))
        walks[eta].append(w)
    print(f"η = {eta:.2f}, factor {1 - eta * curvature:5.2f}:", np.round(walks[eta], 2))

# %% alt="The cost over the weight, a parabola with its minimum near 1.5, three times. The points of six steps are marked on it: with rate 0.01 they creep down the left side, with 0.06 they reach the bottom in two or three steps, with 0.13 they jump from side to side, higher each time."
figure, axes = plt.subplots(1, 3, figsize=(9, 3), sharey=True)
across = np.linspace(-2.2, 4.5, 200)
cost = lambda w: np.mean((np.multiply.outer(w, x) - y) ** 2, axis=-1)
for axis, (eta, path) in zip(axes, walks.items()):
    axis.plot(across, cost(across), color="0.7")
    axis.plot(path, cost(np.array(path)), "o-", markersize=4)
    axis.set(title=f"η = {eta}", xlabel="weight", xlim=(-2.2, 4.5))
axes[0].set_ylabel("mean squared error")
plt.show()

# %% [markdown]
# The smallest rate creeps, the middle one is there in two or three steps, the largest overshoots, farther each time. **Change one thing**: replace 0.06 by the rate that arrives in exactly one step.
#
# <details><summary>Answer</summary>
#
# One over the curvature, about 0.06: with $\eta=1/c$ the factor $1-\eta c$ is 0. For the printed curvature that is `1 / curvature`; the walk is at its end value after the first step.
#
# </details>
#
# ### Two parameters, one rate
#
# With several parameters the curvature differs from direction to direction. All of them stand in the matrix $H=\frac2m X^\top X$: its eigenvectors are the directions in which the cost is a plain parabola, and its *eigenvalues are their curvatures*. One rate has to serve them all, so the steepest direction sets the limit, $\eta<2/\lambda_{\max}$, and the
# flattest has to live with it.

# %%
demos.learning_rate.show()

# %% [markdown]
# A narrow valley allows only small steps, and then the flat direction takes forever. How narrow it is, the condition number $\lambda_{\max}/\lambda_{\min}$ tells. Features in
# different units make narrow valleys, and a scaler makes them round:

# %%
rng = np.random.default_rng(2)
rows = rng.normal(size=(500, 3)) * [1.0, 1000.0, 0.01]  # three different units
for name, X in (("raw", rows), ("scaled", StandardScaler().fit_transform(rows))):
    curvatures = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    limit, narrow = 2 / curvatures.max(), curvatures.max() / curvatures.min()
    print(f"{name:>6}: rates below {limit:.2g}, condition number {narrow:.3g}")

# %% [markdown]
# At the largest stable rate the flattest direction of the raw features shrinks its error by a factor of about $1-2/\text{condition number}$ a step: that takes billions of steps. Scaled, a few steps will do. So a scaler is part of the model, and in production it stands *inside the pipeline*: `fit` then learns means and
# spreads from the training rows, and `predict` applies the same ones to new rows.

# %%
goal = 4 + rows @ [3.0, -0.002, 150.0] + rng.normal(size=500)
scaled = make_pipeline(StandardScaler(), SGDRegressor(max_iter=50, tol=None, random_state=0))
scaled.fit(rows[:400], goal[:400])
least = LinearRegression().fit(rows[:400], goal[:400])
for name, fit in (("scaler, then SGD", scaled), ("least squares", least)):
    error = root_mean_squared_error(goal[400:], fit.predict(rows[400:]))
    print(f"{name:>16}: RMSE {error:.3f} on new rows")

# %% [markdown]
# After 50 passes gradient descent is as good as least squares. **Change one thing**: where `rows` is made, replace 0.01 by 1. How much of the narrow valley did that one column make?
#
# <details><summary>Answer</summary>
#
# The condition number of the raw features falls from about $10^{10}$ to about $10^6$: that column was responsible for a factor of $100^2$, since curvatures go with the square of the size.
#
# </details>
#
# **Its exercises**: [[ch04-e02]], [[ch04-e13]], and [[ch04-e03]] for the exact limit of η. **Read more**: [Stochastic Gradient Descent: tips on practical
# use](https://scikit-learn.org/stable/modules/sgd.html#tips-on-practical-use).

# %% [markdown] topics=["S-05-I.04", "S-ch04-iid"]
# ## 3 · One row at a time
#
# A weather service gets a reading every minute, for years. *Batch* gradient descent would read all of them before it makes one step. But a few rows already give a fair
# guess of the gradient: it is a mean over rows, and the mean of 32 rows is near the mean of all. *Stochastic gradient descent* (SGD) uses one random row a step, *mini-batch* gradient descent a few, 32 or so. One pass over all rows is an *epoch*.
#
# Guesses are noisy: with a constant rate the parameters arrive quickly and then hover around the optimum. A *learning schedule* lets the rate shrink with the number of steps $t$, so that they settle.
#
# An epoch visits every row once, in random order. In code: draw a permutation of the row numbers, and cut it into batches.

# %%
rng = np.random.default_rng(3)
X = rng.normal(size=(10_000, 5)) * [1, 1, 0.5, 0.3, 0.3]  # five different spreads
y = X @ [1.0, -2.0, 3.0, 0.5, -1.0] + rng.normal(size=10_000)
best = np.linalg.lstsq(X, y)[0]

# %%
def descend(size, schedule, epochs=2):
    theta, away = np.zeros(5), []
    for _ in range(epochs):
        order = rng.permutation(len(X))  # a new order in each epoch
        for start in range(0, len(X), size):
            few = order[start : start + size]
            errors = X[few] @ theta - y[few]
            rate = schedule(len(away))  # the number of steps made so far
            theta = theta - rate * 2 / len(few) * X[few].T @ errors
            away.append(np.linalg.norm(theta - best))
    return np.array(away)

# %%
quiz.predict(
    "Each of three runs reads 20 000 rows: 2 steps with all 10 000 (η = 0.5, which suits "
    "the steepest direction), 626 steps with 32 rows (η = 0.05), 20 000 with one (η = 0.003). "
    "Which is farthest from the optimum at the end?",
    ["2 steps with all rows", "626 steps with 32 rows", "20 000 steps with one row"],
    right=0,
    because=(
        "Two exact steps cannot cross the flat directions, at whatever rate. "
        "Reading rows is the price, steps are what we get for it."
    ),
    tempting={
        1: "It makes 626 steps, each of them a fair guess.",
        2: "Its steps are rough, but there are 20 000 of them.",
    },
)

# %% alt="Distance from the best theta against the number of rows read, both on log scales. Two steps with all rows end at {ends[10000]:.2f}. Batches of 32 and single rows fall early and then hover; they end at {ends[32]:.2f} and {ends[1]:.2f}."
ends = {}
for size, eta, style in ((10_000, 0.5, "o-"), (32, 0.05, "--"), (1, 0.003, "-")):
    away = descend(size, lambda t: eta)
    ends[size] = away[-1]
    read = size * np.arange(1, len(away) + 1)
    label = f"batches of {size}: ends at {away[-1]:.2f}"
    plt.loglog(read, away, style, linewidth=1, label=label)
plt.xlabel("rows read")
plt.ylabel("distance from the best theta")
plt.legend()
plt.show()

# %% [markdown]
# For the price of two exact steps the rough runs are already near the optimum, where they hover. It is not that the rate of the batch run is badly chosen: of sixty rates tried for its two steps the best leaves a distance of about 1.5. The steep directions are done in one step, and the flat ones need many.
#
# **Change one thing**: replace 0.003 by 0.03. What does a larger rate do to single rows?
#
# <details><summary>Answer</summary>
#
# They arrive ten times as early, and hover about three times as far away (roughly 0.3). The distance at which they hover grows with the square root of the rate. A schedule gives both: a large rate first, a small one later.
#
# </details>

# %%
for name, schedule in (
    ("η = 0.003", lambda t: 0.003),
    ("η = 0.03", lambda t: 0.03),
    ("η shrinks", lambda t: 0.03 / (1 + t / 1000)),
):
    away = descend(1, schedule, epochs=4)
    early, late = away[1000:2000].mean(), away[-1000:].mean()
    print(f"{name:>10}: {early:.2f} over steps 1000 to 2000, {late:.2f} at the end")

# %% [markdown]
# Printed is the mean distance over a thousand steps. The schedule is early where the small rate is late, and ends closer than either. All this rests on one assumption: every batch looks like the whole. Rows must be *independent and identically distributed* (IID), or be put into random order. Files seldom are: they
# are sorted by date, class or customer.

# %%
order = np.argsort(y)
for name, rows in (("sorted by y", order), ("shuffled", rng.permutation(order))):
    model = SGDRegressor(shuffle=False, max_iter=1, tol=None, random_state=0)
    model.fit(X[rows], y[rows])
    error = root_mean_squared_error(y, model.predict(X))
    print(f"{name:>12}: bias {model.intercept_[0]:5.2f}, RMSE {error:.2f}")

# %% [markdown]
# Same rows, same model, same rate: the run that met the large targets last believes that everything is larger than it is. `SGDRegressor` shuffles unless it is told not to; your own loops and many streams do not.
#
# **Change one thing**: `max_iter=20`. Do more passes over the sorted file cure it?
#
# <details><summary>Answer</summary>
#
# They help, because the rate of `SGDRegressor` shrinks: every later pass moves the parameters less. But after twenty sorted passes the RMSE is 1.17, and after a single shuffled one it was 1.01.
#
# </details>
#
# **Its exercises**: [[ch04-e17]] to warm up, [[ch04-e04]], and [[ch04-e05]] on classes. **Read more**: [Stochastic Gradient Descent](https://scikit-learn.org/stable/modules/sgd.html).

# %% [markdown] topics=["S-05-I.11a"]
# ## 4 · Curves from a linear model
#
# A ball is filmed, and we have its height in 25 frames. Heights over time lie on a parabola, so a line will not do. Yet nothing new has to be learned: give the model a second column, $t^2$, and it remains *linear in its
# parameters*: $\hat h = \theta_0+\theta_1 t+\theta_2 t^2$. *Polynomial regression* is linear regression on powers of the features, and on their products. Everything said so far holds for it: the closed form, the convex cost, the limit of η.
#
# Two things need care. Powers grow fast: of 10 they are 100, 1000, … So columns are scaled *after* the powers are made, or a penalty ([[§6]]) and gradient descent treat them unevenly; least squares alone, as here, does without. And their number grows fast, too: with $n$ features and degree $d$ there are $\binom{n+d}{d}-1$ columns.

# %%
quiz.predict(
    "Ten features, all powers and products up to degree 3, without the constant. "
    "How many columns?",
    ["30", "285", "1000"],
    right=1,
    because=(
        "All ways to choose up to three factors from ten features, repeats allowed: "
        "(13 choose 3) − 1."
    ),
    tempting={
        0: "These would be the powers alone. Products such as a·b count too.",
        2: "This counts a·b·c and c·b·a apart.",
    },
)

# %%
t = np.linspace(0, 1.8, 25).reshape(-1, 1)
noise = np.random.default_rng(4).normal(0, 0.05, 25)
height = 1.2 + 9 * t[:, 0] - 4.9 * t[:, 0] ** 2 + noise
ball = make_pipeline(PolynomialFeatures(2, include_bias=False), LinearRegression())
ball.fit(t, height)
speed, bend = ball[-1].coef_
print(f"height = {ball[-1].intercept_:.2f} + {speed:.2f} t {bend:+.2f} t²")
print(f"so g is about {-2 * bend:.2f} m/s²")
print("columns:", ball[0].get_feature_names_out(["t"]))
cubic = PolynomialFeatures(3, include_bias=False).fit(np.zeros((1, 10)))
print("columns from ten features at degree 3:", cubic.n_output_features_)

# %% alt="Heights of the ball over time, rising to about five metres and falling again. The straight line misses the arc at both ends and in the middle; the parabola passes through every point and, continued to three seconds, falls to {later[-1]:.0f} m, far below the ground."
when = np.linspace(0, 3, 100).reshape(-1, 1)
line, later = LinearRegression().fit(t, height), ball.predict(when)
plt.plot(t, height, "o", markersize=4, label="frames")
plt.plot(when, line.predict(when), "--", label="degree 1")
plt.plot(when, later, label="degree 2")
plt.axhline(0, color="0.4", linewidth=1)
plt.axvspan(1.8, when.max(), color="0.93")
plt.xlabel("time (s)")
plt.ylabel("height (m)")
plt.legend()
plt.show()

# %% [markdown]
# The pipeline found the launch height, the speed and the acceleration of the earth's gravity from positions alone. In the grey part, where there are no frames, the same curve goes on through the ground: a model knows nothing beyond its rows, and the higher the degree, the faster a polynomial runs away from them.
#
# **Change one thing**: replace the 3 by 5. How high is the ball after five seconds?
#
# <details><summary>Answer</summary>
#
# At about −76 m: the formula knows nothing of the ground. Whether a model may be asked beyond its rows is a question to the world, not to the fit.
#
# </details>
#
# **Its exercise**: [[ch04-e16]]. **Read more**: [Polynomial regression: extending linear models with basis functions](https://scikit-learn.org/stable/modules/linear_model.html#polynomial-regression-extending-linear-models-with-basis-functions).

# %% [markdown] topics=["S-05-I.08", "S-06-lfd"]
# ## 5 · Too little, too much
#
# Degree 1 cannot bend; degree 10 can follow every accident of its points. A model that cannot even follow its own training points *underfits*; one that follows their noise *overfits*. Here are the same twenty points, of a parabola with noise, through three degrees:

# %%
def parabola(x):
    return 0.5 * x[:, 0] ** 2 + x[:, 0] + 2


def polynomial(degree, regression):
    powers = PolynomialFeatures(degree, include_bias=False)
    return make_pipeline(powers, StandardScaler(), regression)


rng = np.random.default_rng(20)
x, x_new = rng.uniform(-3, 3, (20, 1)), rng.uniform(-3, 3, (500, 1))

# %%
target = parabola(x) + rng.normal(size=20)
target_new = parabola(x_new) + rng.normal(size=500)
grid = np.linspace(-3, 3, 300).reshape(-1, 1)

# %% alt="Twenty noisy points of a parabola and the fits of three degrees. Degree 1 is a straight line that misses the bend (train error {errors[1][0]:.2f}, new rows {errors[1][1]:.2f}); degree 2 runs through the middle ({errors[2][0]:.2f} and {errors[2][1]:.2f}); degree 10 passes near every point and swings far out between and beyond them ({errors[10][0]:.2f} and {errors[10][1]:.2f})."
figure, axes = plt.subplots(1, 3, figsize=(9, 3), sharey=True)
errors = {}
for axis, degree in zip(axes, (1, 2, 10)):
    model = polynomial(degree, LinearRegression()).fit(x, target)
    errors[degree] = (
        root_mean_squared_error(target, model.predict(x)),
        root_mean_squared_error(target_new, model.predict(x_new)),
    )
    axis.plot(x, target, "o", grid, model.predict(grid), "-", markersize=4)
    axis.set(ylim=(-2, 12), title="degree %d: %.2f → %.2f" % (degree, *errors[degree]))
plt.show()

# %% [markdown]
# The titles give the RMSE on the twenty points, and on 500 new ones. *Read both numbers.* High and near each other: too simple. Low, and far above on new rows: too flexible. What is high? Compare with the noise (1 here), or with the best model you know.
#
# The *learning curve* adds a third dimension, the number of rows:
#
# - Both errors high and close together: too simple. More rows change nothing.
# - Train low, validation far above: too flexible. More rows close the gap, and so does less freedom.

# %%
quiz.predict(
    "A straight line on points of a parabola, noise 1. With 80 rows both RMSEs are near 1.8. "
    "What do 400 rows bring?",
    ["validation near 1.0", "validation near 1.8", "train near 1.0"],
    right=1,
    because="The two curves have met. What is left above 1 is the bend that no line has.",
    tempting={
        0: "To reach the noise the model would have to bend.",
        2: "More rows never make a line follow its training points better.",
    },
)

# %% [markdown]
# `learning_curve` trains the model on 15 numbers of rows, five folds each, and scores it on the rows left out. scikit-learn's scores are better when they are larger, so an error comes as minus itself:

# %%
rng = np.random.default_rng(5)
X = rng.uniform(-3, 3, (500, 1))
y = parabola(X) + rng.normal(size=500)

# %% alt="Two learning curves, train and validation RMSE by rows. Those of degree 1 meet near 1.8 and stay there. Those of degree {degree} start far apart, at {train[0]:.1f} and {validation[0]:.1f} with {rows[0]} rows, and end near the noise of 1: {train[-1]:.2f} and {validation[-1]:.2f}."
figure, axes = plt.subplots(1, 2, figsize=(9, 3.2), sharey=True)
scoring = "neg_root_mean_squared_error"
for axis, degree in zip(axes, (1, 10)):
    sizes = np.linspace(0.05, 1, 15)
    rows, train, validation = learning_curve(
        polynomial(degree, LinearRegression()), X, y, train_sizes=sizes, scoring=scoring
    )
    train, validation = -train.mean(axis=1), -validation.mean(axis=1)
    axis.plot(rows, train, "o-", rows, validation, "s--", markersize=3)
    axis.set(title=f"degree {degree}: {train[-1]:.2f}, {validation[-1]:.2f}", xlabel="rows")
axes[0].legend(["train", "validation"])
plt.show()

# %% [markdown]
# The line's curves meet high above the noise and stay there; those of degree 10 start far apart and close in on 1. **Change one thing**: replace the 10 by 2. What does degree 2 beat, and where?
#
# <details><summary>Answer</summary>
#
# Both: the line everywhere, and degree 10 clearly below a hundred rows. With 400 rows degrees 2 and 10 are equally good: enough rows make freedom harmless.
#
# </details>
#
# ### Bias and variance
#
# Why is this so? Fit the same model to many samples of 20 points. How far their *average* lies from the truth is the *bias* (not the bias term of [[§1]]); how much they differ among themselves is the *variance*. At any place $x$, for a model $\hat f$ and a new target with noise $\varepsilon$,
#
# $$\mathbb E\big[(y-\hat f)^2\big] = \big(f-\mathbb E\hat f\big)^2 + \mathbb E\big[(\hat f-\mathbb E\hat f)^2\big] + \sigma^2 = \text{bias}^2+\text{variance}+\text{noise}.$$
#
# Two lines show it: write $y-\hat f=\varepsilon+(f-\mathbb E\hat f)+(\mathbb E\hat f-\hat f)$ and square. The three mixed products vanish on average, since $\varepsilon$ and $\mathbb E\hat f-\hat f$ have mean zero and are independent of each other.

# %%
rng = np.random.default_rng(6)
inner, curves = np.linspace(-2.5, 2.5, 50).reshape(-1, 1), {}
for degree in (1, 2, 4, 6):
    curves[degree] = []
    for _ in range(150):
        few = rng.uniform(-3, 3, (20, 1))
        model = polynomial(degree, LinearRegression())
        model.fit(few, parabola(few) + rng.normal(size=20))
        curves[degree].append(model.predict(inner))

# %%
print("degree   bias²  variance  bias² + variance + noise")
for degree, found in curves.items():
    bias2 = np.mean((np.mean(found, axis=0) - parabola(inner)) ** 2)
    variance = np.mean(np.var(found, axis=0))
    print(f"{degree:6} {bias2:7.3f} {variance:9.3f} {bias2 + variance + 1:10.2f}")

# %% alt="Twenty thin curves each of degree 1 and of degree 6, fitted to different samples, over the true parabola. The lines lie close together and all miss the bend: bias. The curves of degree 6 scatter widely around the truth, most at both ends: variance."
figure, axes = plt.subplots(1, 2, figsize=(9, 3), sharey=True)
for axis, degree in zip(axes, (1, 6)):
    axis.plot(inner, np.transpose(curves[degree][:20]), color="tab:blue", alpha=0.3)
    axis.plot(inner, parabola(inner), color="k", linewidth=2)
    axis.set(title=f"degree {degree}", ylim=(-2, 10))
plt.show()

# %% [markdown]
# From degree 1 to 2 the squared bias falls from about 1 to nothing. (What is left above degree 2 is not bias but the error of a mean over 150 curves, about a 150th of the variance.) From there on more freedom only adds variance. That is the *bias/variance trade-off*; the noise stays whatever we do. Try it:

# %%
demos.polynomial_degree.show()

# %% [markdown]
# **Its exercises**: [[ch04-e19]] to warm up, [[ch04-e06]], and [[ch04-e12]] in your own words. **Read more**: [Validation curves: plotting scores to evaluate models](https://scikit-learn.org/stable/modules/learning_curve.html). The argument in full stands in
# *Learning from Data* by Abu-Mostafa, Magdon-Ismail and Lin, chapter 2.

# %% [markdown] topics=["S-05-I.11a", "S-05-I.07"]
# ## 6 · Holding weights back
#
# Degree 10 and 20 points: least squares balances huge weights of opposite sign to pass near every point. *Regularisation* puts a price on weights, and $\alpha$ is the price:
#
# | | added to the cost | what it does |
# |---|---|---|
# | *ridge* | $\alpha\sum w_j^2$ | shrinks the weights as a whole, none to exactly zero |
# | *lasso* | $\alpha\sum\lvert w_j\rvert$ | sets useless weights to exactly zero |
# | *elastic net* | a mix of both | for columns that come in correlated groups |
#
# The bias is not penalised: the model may always predict the mean of the targets. And columns are scaled first: otherwise the price of a feature depends on its unit.
#
# **Ridge has a closed form.** Take centred columns, so that the bias needs no place. The gradient of $\lVert Xw-y\rVert^2+\alpha\lVert w\rVert^2$ is $2X^\top(Xw-y)+2\alpha w$; set it to zero and collect $w$:
#
# $$(X^\top X+\alpha I)\,w = X^\top y .$$
#
# Each eigenvalue of $X^\top X$ grows by $\alpha$, so there is always an inverse, and the directions that the data hardly determine are the ones that shrink most. (*Ridge* got its name from this $\alpha$ along the diagonal.)
#
# **Lasso has none**, but for a single weight it has one. Minimise $\frac12(w-z)^2+t\,\lvert w\rvert$: for $w>0$ the derivative is $w-z+t$, which gives $w=z-t$ if that is above zero; for $w<0$ it gives $z+t$; in between, $w=0$ is best. So $z$ moves by $t$ towards zero and stops there: the *soft threshold*. Lasso repeats this for one column after the other, each against the *residual*, what the other columns leave unexplained. This is *coordinate descent*, and the zeros are exact.

# %%
quiz.predict(
    "Ten powers of x, truth is a parabola. "
    "How many of the ten weights will lasso with α = 0.1 set to exactly zero?",
    ["none, they get small", "about half or more", "all ten"],
    right=1,
    because=(
        "The derivative of the penalty on |w| is as large near zero as far away, "
        "so weights that gain less than it are held at zero."
    ),
    tempting={
        0: "This is what ridge does: its pull fades as the weight gets small.",
        2: "Then it would predict the same for every x.",
    },
)

# %%
print("                  train   new   largest weight   zeros")
for regression in (
    LinearRegression(),
    Ridge(alpha=1.0),
    Lasso(alpha=0.1, max_iter=100_000),
    ElasticNet(alpha=0.1, max_iter=100_000),
):
    model = polynomial(10, regression).fit(x, target)
    train = root_mean_squared_error(target, model.predict(x))
    new = root_mean_squared_error(target_new, model.predict(x_new))
    name, w = type(regression).__name__, np.abs(regression.coef_)
    print(f"{name:>16} {train:6.2f} {new:6.2f} {w.max():12.2f} {sum(w == 0):9}")

# %% [markdown]
# These are the twenty points of [[§5]]. A small price calms the curve, and only penalties with $\lvert w\rvert$ give exact zeros. The two α cannot be compared: in scikit-learn `Ridge` adds its penalty to the *sum* of squared errors, `Lasso` and `ElasticNet` to half their *mean*.
#
# **Change one thing**: raise the α of ridge to 1000. Does it under- or overfit now? Read two numbers.
#
# <details><summary>Answer</summary>
#
# It underfits: the train RMSE rises to about 2.2, and new rows are near that (about 2.4). Both are high and close together.
#
# </details>

# %% alt="Left: the ridge fits of degree 10 to the twenty points for four values of alpha. With 0.0001 the curve follows single points, with 1 it is close to the parabola, with 1000 it is nearly flat. Right: the ten weights over alpha on a log scale; large and of both signs on the left, they shrink towards zero on the right."
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.4))
left.plot(x, target, "o", color="0.5", markersize=4)
for alpha in (1e-4, 1, 30, 1000):
    model = polynomial(10, Ridge(alpha)).fit(x, target)
    left.plot(grid, model.predict(grid), label=f"α = {alpha:g}")
left.set(ylim=(-2, 12))
left.legend()
alphas = np.logspace(-4, 4, 33)
weights = [polynomial(10, Ridge(alpha)).fit(x, target)[-1].coef_ for alpha in alphas]
right.semilogx(alphas, weights)
right.set(ylim=(-8, 8), xlabel="α", ylabel="the ten weights")
plt.show()

# %%
demos.penalties.show()

# %% [markdown]
# ### Choosing α
#
# The training error cannot choose α: it is smallest where there is no penalty at all. New rows could, but once they have chosen they are no longer new. *Cross-validation* asks the training rows themselves: hold out a fifth of them, fit on the rest, measure on the fifth; do so for each fifth in turn, average, and compare the averages of several α. Try values that differ by factors, not by steps:

# %%
grid_of_alphas = {"ridge__alpha": np.logspace(-4, 4, 17)}  # step, two underscores, parameter
search = GridSearchCV(polynomial(10, Ridge()), grid_of_alphas, scoring=scoring, cv=5)
search.fit(x, target)
results = search.cv_results_
for i in range(0, 17, 4):
    error, rank = -results["mean_test_score"][i], results["rank_test_score"][i]
    alpha = results["param_ridge__alpha"][i]
    print(f"α = {alpha:8g}: cross-validated RMSE {error:.2f}, rank {rank}")
print(search.best_params_, f"new rows: {-search.score(x_new, target_new):.2f}")

# %% alt="Three errors of ridge over alpha on a log scale: the train RMSE rises all the way; the cross-validated one and that of new rows fall first and rise from about 10 on. The choice of cross-validation, {chosen:.2g}, is marked."
chosen = search.best_params_["ridge__alpha"]
alphas = search.param_grid["ridge__alpha"]
fits = [polynomial(10, Ridge(alpha)).fit(x, target) for alpha in alphas]
plt.loglog(alphas, [root_mean_squared_error(target, f.predict(x)) for f in fits], label="train")
plt.loglog(alphas, -results["mean_test_score"], "o-", label="cross-validated")
new = [root_mean_squared_error(target_new, f.predict(x_new)) for f in fits]
plt.loglog(alphas, new, "--", label="new rows")
plt.axvline(chosen, color="0.5", linewidth=1)
plt.xlabel("α")
plt.ylabel("RMSE")
plt.legend()
plt.show()

# %% [markdown]
# Cross-validation on twenty points is rough, but its lowest place is near that of the new rows, which it never saw. The search has then fitted the best pipeline once more, to all rows, so `search.predict` is ready for use. The whole pipeline is searched, not the last step alone: in each fold the scaler, too, learns from the training part only.
#
# For ridge there is a shortcut. `RidgeCV` leaves out one row at a time, which for ridge takes hardly longer than one fit; in production it is one line:

# %%
tuned = polynomial(10, RidgeCV(alphas=np.logspace(-4, 4, 17))).fit(x, target)
error = root_mean_squared_error(target_new, tuned.predict(x_new))
print(f"RidgeCV chose α = {tuned[-1].alpha_:.2g}; RMSE on new rows {error:.2f}")

# %% [markdown]
# `LassoCV` and `ElasticNetCV` make their own list of α.
#
# ### Early stopping
#
# The cheapest way to regularise is to stop. Gradient descent from zero passes through small weights first, so the step at which the validation error is lowest is a regularised model: *early stopping*. Forty columns of which two matter, and sixty rows:

# %%
rng = np.random.default_rng(0)
many = rng.normal(size=(560, 40))
goal = 2 * many[:, 0] - many[:, 1] + 2 * rng.normal(size=560)
A, a, B, b = many[:60], goal[:60], many[60:], goal[60:]

# %% [markdown]
# `partial_fit` makes one epoch and goes on from where the model is. The best model so far has to be *copied*: `best = model` would only give the same object a second name, and the next epoch would change it.

# %%
model = SGDRegressor(penalty=None, learning_rate="constant", eta0=0.002)
model.set_params(random_state=0)
history, best_error = [], np.inf
for epoch in range(1, 301):
    model.partial_fit(A, a)
    error = root_mean_squared_error(b, model.predict(B))
    history.append((root_mean_squared_error(a, model.predict(A)), error))
    if error < best_error:
        best_error, best_epoch, kept = error, epoch, deepcopy(model)
print(f"best epoch {best_epoch}: RMSE {best_error:.2f}; after 300: {history[-1][1]:.2f}")
print("size of the weights:", *(np.linalg.norm(m.coef_).round(2) for m in (kept, model)))

# %% alt="Train and validation RMSE over 300 epochs. The train error falls all the way to {history[-1][0]:.2f}. The validation error falls to {best_error:.2f} at epoch {best_epoch}, which is marked, and then rises to {history[-1][1]:.2f}."
plt.plot(range(1, 301), history, label=["train", "validation"])
plt.plot(best_epoch, best_error, "ko", label="best epoch")
plt.xlabel("epochs")
plt.ylabel("RMSE")
plt.legend()
plt.show()

# %% [markdown]
# In production one does not know beforehand how long to go on, so one waits: training ends once the error has not improved for some epochs, the *patience*. `SGDRegressor` does it with one argument, and holds out some of its training rows for it:

# %%
stopping = SGDRegressor(penalty=None, learning_rate="constant", eta0=0.002, random_state=0)
stopping.set_params(early_stopping=True, validation_fraction=0.3, n_iter_no_change=5)
stopping.fit(A, a)
error = root_mean_squared_error(b, stopping.predict(B))
print(f"stopped after {stopping.n_iter_} epochs, RMSE on new rows {error:.2f}")

# %% [markdown]
# Stopped early, the model knows its training rows less well, and new rows better. (It keeps the *last* weights, not the best ones: with a patience of five that makes little difference.)
#
# **Change one thing**: in the loop replace `eta0=0.002` by 0.0005. Where is the best epoch now, and is it a better model?
#
# <details><summary>Answer</summary>
#
# About four times as late, and the error is nearly the same: the rate sets the pace along the same way, stopping chooses the place.
#
# </details>
#
# **Its exercises**: [[ch04-e14]]; [[ch04-e07]], [[ch04-e08a]], [[ch04-e08]] and [[ch04-e09]] look inside. **Read more**: [Ridge regression and classification](https://scikit-learn.org/stable/modules/linear_model.html#ridge-regression-and-classification),
# [Lasso](https://scikit-learn.org/stable/modules/linear_model.html#lasso).

# %% [markdown] topics=["S-05-I.11b"]
# ## 7 · From lines to probabilities
#
# Will the road freeze tonight? Not *how much*, but *whether*, and how surely. *Logistic regression* computes a score $s=b+wx$ as before and bends it into a probability with the *logistic function*
# $\sigma(s)=1/(1+e^{-s})$: a large score means nearly 1, a very negative one nearly 0, and a score of zero means ½. The x with score zero is the *decision boundary*: solve $b+wx=0$, so $x=-b/w$.
#
# Why this function? Because then the score is the logarithm of the odds: $\ln\frac{p}{1-p}=s$. One degree more multiplies the odds of frost by $e^{w}$, wherever one starts.
#
# Its cost follows from one wish: make what happened likely. Multiply the probabilities that were given to what happened; take the logarithm, so that products become sums; turn the sign; take the mean. That is the *log loss*
#
# $$-\tfrac1m\sum_i\big[y_i\ln p_i+(1-y_i)\ln(1-p_i)\big] .$$
#
# It is convex, but has no closed form: gradient descent (or a faster relative of it, as in `LogisticRegression`) finds the minimum.

# %%
quiz.predict(
    "One night you say 99 % for frost, and there is none. What does this night add to the sum?",
    ["about 0.01", "about 0.99", "about 4.6"],
    right=2,
    because=(
        "What happened had been given 0.01, and −ln 0.01 is about 4.6: "
        "as much as about seven nights at ½, which add 0.69 each."
    ),
    tempting={
        0: "This would be the price had there been frost.",
        1: (
            "This would be the absolute error. "
            "Log loss takes −ln of what was given to what happened."
        ),
    },
)

# %%
rng = np.random.default_rng(7)
degrees = rng.uniform(-8, 8, (200, 1))
chance = 1 / (1 + np.exp(0.9 * (degrees[:, 0] - 0.5)))
frost = (rng.uniform(size=200) < chance).astype(int)
road = LogisticRegression().fit(degrees, frost)
b, w = road.intercept_[0], road.coef_[0, 0]  # shapes (1,) and (1, 1)
edge = -b / w
print(f"score = {b:.2f} {w:+.2f}·x, so the boundary is at {edge:.2f} degrees")
print("at −2, 0 and 2 degrees:", road.predict_proba([[-2.0], [0.0], [2.0]])[:, 1].round(2))
for given in (0.99, 0.5, 0.01):
    print(f"−ln {given} = {-np.log(given):.3f}")

# %% alt="Nights with frost at 1 and without at 0, over temperature, and a curve that falls from {p[0]:.3f} at −8 degrees to {p[-1]:.3f} at 8. It crosses one half at {edge:.2f} degrees, where a dashed line stands."
grid = np.linspace(-8, 8, 401).reshape(-1, 1)
p = road.predict_proba(grid)[:, 1]
plt.plot(degrees, frost, "|", color="0.4")
plt.plot(grid, p)
plt.axvline(edge, linestyle="--", color="0.5")
plt.xlabel("degrees Celsius")
plt.ylabel("probability of frost")
plt.show()

# %% [markdown]
# The curve is sure far out and undecided around its boundary, as the nights were. How good is it? Compare the log loss with what you would pay without any model, by always saying the share of frosty nights:

# %%
always, told = np.full(200, frost.mean()), road.predict_proba(degrees)[:, 1]
for name, told in (("always the share", always), ("the model", told)):
    print(f"{name:>16}: log loss {log_loss(frost, told):.3f}")

# %% [markdown]
# **Change one thing**: `LogisticRegression(C=0.001)`. `C` is one over the price of weights, so a small `C` regularises strongly. What happens to the curve's steepness, and what to the
# boundary?
#
# <details><summary>Answer</summary>
#
# The weight shrinks, so the curve becomes flat: the model no longer dares to be sure. The boundary moves by about 0.3 degrees only, since the bias is not penalised and can follow.
#
# </details>
#
# **Its exercise**: [[ch04-e15]]. **Read more**: [Logistic regression](https://scikit-learn.org/stable/modules/linear_model.html#logistic-regression).

# %% [markdown] topics=["S-05-I.11b"]
# ## 8 · More than two classes
#
# Three species of iris, three scores: one linear model for each class. The *softmax* turns scores into probabilities, $p_k = e^{s_k}/\sum_j e^{s_j}$: all above zero, their sum 1, the largest score the most probable. This is *softmax
# regression*.

# %%
quiz.predict(
    "Scores 1, 2, 4 give probabilities of about 0.04, 0.11, 0.84. "
    "What do scores 101, 102, 104 give?",
    ["nearly 0, nearly 0, nearly 1", "the same", "1/3 each"],
    right=1,
    because=(
        "e¹⁰⁰ is a factor of numerator and denominator, and cancels. "
        "Only differences of scores count."
    ),
    tempting={
        0: "The differences between the scores have not grown.",
        2: "In proportion they are closer, but the exponential sees differences.",
    },
)

# %%
for scores in (np.array([1.0, 2.0, 4.0]), np.array([101.0, 102.0, 104.0])):
    powers = np.exp(scores)
    print(scores, "→", (powers / powers.sum()).round(4))

# %% [markdown]
# **Change one thing**: replace 104.0 by 1104.0. What does NumPy say, and what could you subtract from all scores beforehand?
#
# <details><summary>Answer</summary>
#
# It warns of an overflow, and the last probability is `nan`: $e^{1104}$ is beyond what a double holds, and infinity over infinity is no number. Subtract the largest score first: the largest exponential is then $e^0=1$, and the probabilities are the same.
#
# </details>
#
# The cost is the same idea as before: the mean of $-\ln$ of the probability given to the true class, the *cross-entropy*. With two classes it is the log loss. Put the softmax in and the logarithm undoes the exponential:
#
# $$-\ln p_y = \ln\sum_k e^{s_k} - s_y .$$
#
# Computed so, from the scores, it is right even where $p_y$ is too small for a double; with the largest score $c$ taken out first, $\ln\sum_k e^{s_k}=c+\ln\sum_k e^{s_k-c}$, nothing overflows.
#
# Its derivative with respect to a score is short: the first term gives $e^{s_k}/\sum_j e^{s_j}=p_k$, the second $-1$ for the true class. So in each row it is *probabilities minus truth*, where the truth is written as a *one-hot* row $Y$, 1 for the true class and 0 elsewhere. As the scores are $A\Theta$, with a column of ones in $A$, the gradient of the mean is
#
# $$\nabla_\Theta J=\tfrac1m A^\top(P-Y) .$$
#
# That is all a training loop needs:

# %%
iris = load_iris()
X, species = iris.data[:, 2:], iris.target  # petal length and width
A = np.c_[np.ones(150), StandardScaler().fit_transform(X)]
Y = np.eye(3)[species]  # one-hot: row i of the unit matrix for class i
theta = np.zeros((3, 3))  # a column of parameters for each class
for epoch in range(2001):
    powers = np.exp(A @ theta)
    P = powers / powers.sum(axis=1, keepdims=True)
    if epoch % 500 == 0:
        print(f"{epoch:5} steps: cross-entropy {-np.log(P[Y == 1]).mean():.3f}")
    theta = theta - 0.5 / 150 * A.T @ (P - Y)

# %% [markdown]
# At first all probabilities are ⅓, and the cross-entropy is $\ln 3\approx1.099$. In production `LogisticRegression` does it, with a penalty and a faster method; on a grid of lengths and widths we ask how probable the chosen species is:

# %%
flowers = LogisticRegression(C=10).fit(X, species)
across, along = np.meshgrid(np.linspace(0.5, 7.5, 300), np.linspace(0, 3, 200))
chances = flowers.predict_proba(np.c_[across.ravel(), along.ravel()])
likely = chances.max(axis=1).reshape(across.shape)
accuracy = flowers.score(X, species)
print(f"cross-entropy {log_loss(species, flowers.predict_proba(X)):.3f}, right {accuracy:.1%}")

# %% alt="Three species by petal length and width. Dark bands, where the model is unsure, run in straight lines between them; far from the bands it is nearly certain. {accuracy:.1%} of the 150 flowers are told apart."
plt.figure(figsize=(7.5, 3.8))
bands = np.linspace(1 / 3, 1, 9)
plt.contourf(across, along, likely, levels=bands, cmap="Greys_r", alpha=0.7)
plt.colorbar(label="probability of the chosen class", format="%.2f")
for k, mark in enumerate("osv"):
    plt.plot(*X[species == k].T, mark, markersize=4, label=iris.target_names[k])
plt.xlabel("petal length (cm)")
plt.ylabel("petal width (cm)")
plt.legend(loc="upper left")
plt.show()

# %% [markdown]
# Straight bands of doubt part the three species: softmax bends probabilities, not boundaries. Between two classes the boundary lies where their scores are equal, and the difference of two linear scores is linear.
#
# **Its exercises**: [[ch04-e18]], and [[ch04-e10]], the fast track through the whole lesson. **Read more**: [Multinomial case](https://scikit-learn.org/stable/modules/linear_model.html#multinomial-case).

# %% [markdown]
# ## To take away
#
# 1. Fitting is minimising a cost. For least squares there is a closed form; the pseudo-inverse gives it even where no inverse exists.
# 2. A step multiplies each distance by $1-\eta\lambda$, so η stays below 2 over the largest curvature. Different units make this limit small; a scaler inside the pipeline mends it.
# 3. Small batches buy many rough steps for the price of one exact step. They need rows in random order, and a rate that shrinks.
# 4. Read two numbers before you act: both high, more freedom; far apart, more rows or a larger α, chosen by cross-validation.
# 5. Log loss is −ln of the probability that you gave to what happened. Being sure and wrong costs most.
#
# Now the **exit quiz**, [[ch04-e11]]: six diagnoses, eight minutes.
