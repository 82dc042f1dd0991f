# %% [markdown]
# # Training linear models
#
# `model.fit(X, y)` takes a second and returns. **What happens inside of that second?** This lesson opens the box on the simplest models there are, because
# everything in it comes back in deep networks: a cost, a slope, steps downhill, and brakes against following the noise.
#
# Afterwards you can
#
# - fit a linear model in closed form, and say when this is a bad idea,
# - walk downhill in batches, in handfuls and row by row, and mend a walk that explodes, crawls or hovers,
# - tell from two numbers whether a model is too stiff or too free, and hold its weights back by the right amount,
# - turn a line into probabilities of two or more classes.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 1 h · core exercises 1½ h · extra exercises 2¾ h. Builds on [[p4]] (least squares), [[p5]] (gradients) and [[ch03]] (classification).*

# %%
import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, Ridge
from sklearn.linear_model import LogisticRegression, SGDRegressor
from sklearn.metrics import log_loss, root_mean_squared_error
from sklearn.model_selection import learning_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from jupyterlab_homl.toolkit import demos, plots, quiz

# %% [markdown] topics=["S-05-I.03", "S-05-I.11a"]
# ## 1 · A model, a cost, a closed form
#
# Twelve weights hang one after the other on a spring, and we read its length. The spring has a length at rest, and grows by so many centimetres for each
# 100 g. So the *linear model* $\hat y = \theta_0 + \theta_1 x$ says something about the spring itself: $\theta_0$, the *bias*, is its length at rest,
# and $\theta_1$, the *weight* of the feature, its softness.
#
# Which line is best? The one with the smallest *mean squared error* $\frac1m\lVert X\theta-y\rVert^2$, where $X$ has a column of ones for the bias.
# Its slope is zero where $X^\top X\,\theta = X^\top y$: the *normal equation*, solved in one go.

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
        2: "One reading alone would be that far off. What do twelve do together?",
    },
)

# %%
rng = np.random.default_rng(1)
mass = rng.uniform(0, 10, 12)  # in 100 g
length = 12 + 1.5 * mass + rng.normal(0, 0.5, 12)  # in cm
A = np.c_[np.ones(12), mass]
by_hand = np.linalg.solve(A.T @ A, A.T @ length)
model = LinearRegression().fit(mass.reshape(-1, 1), length)
print("normal equation: ", by_hand.round(4))
print("LinearRegression:", np.r_[model.intercept_, model.coef_].round(4))

# %% [markdown]
# Both give the same rest length and softness, near the true 12 and 1.5. **Change one thing**: use 1200 readings in place of 12. What happens to the distance from
# 1.5?
#
# There is a catch. Suppose that somebody adds the mass in *grams* as a further column. Nothing new is known, but now infinitely many thetas are equally
# good, and $X^\top X$ has no inverse.

# %%
twice = np.c_[A, 100 * mass]  # the same masses again, in grams
print(f"condition number of XᵀX: {np.linalg.cond(twice.T @ twice):.1e}")
theta = np.linalg.pinv(twice) @ length
print("pinv:", theta.round(5))
print("the two weights together, per 100 g:", round(theta[1] + 100 * theta[2], 4))

# %% [markdown]
# The *pseudo-inverse* $X^+$ comes from the *singular value decomposition* $X = U\Sigma V^\top$: directions of size zero are left out in place of being divided by
# zero. Among all best thetas, $X^+y$ is the shortest, and its predictions are those of before. `LinearRegression` works this way, too.
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
# collects how steeply the cost rises with each parameter; we step against it, by the gradient times the *learning rate* η:
#
# $$\theta \leftarrow \theta - \eta\,\tfrac{2}{m}X^\top(X\theta-y)$$
#
# The squared error of a linear model is *convex*: one valley, no other hollow to get stuck in. Only the length of the steps can go wrong. Let us tune the spring's softness alone, with both
# columns centred so that no bias is needed.

# %%
quiz.predict(
    "The curvature of this cost is about 16. Steps converge while η times the curvature "
    "stays below 2. What will η = 0.13 do?",
    ["creep to the optimum", "arrive in one step", "jump across, farther each time"],
    right=2,
    because=(
        "0.13 times 16 is above 2, so each step lands farther away on the other side "
        "than it began."
    ),
    tempting={
        0: "Multiply 0.13 by 16 and compare with 2.",
        1: "One step suffices when the product is 1.",
    },
)

# %%
x, y = mass - mass.mean(), length - length.mean()
print("curvature:", round(2 * np.mean(x**2), 2))
for eta in (0.01, 0.06, 0.13):
    w, path = 0.0, [0.0]
    for _ in range(6):
        w = w - eta * 2 * np.mean(x * (w * x - y))
        path.append(w)
    print(f"η = {eta:.2f}:", np.round(path, 2))

# %% [markdown]
# The smallest rate creeps, the middle one is there in two or three steps, the largest jumps across the valley, farther each time. **Change one thing**: which rate arrives in exactly one step?
#
# With two parameters there are two curvatures, and one rate has to serve both.

# %%
demos.learning_rate.show()

# %% [markdown]
# A narrow valley forces small steps on the steep side, and then the flat side takes for ever. The *condition number*, the largest curvature divided by the smallest, tells how narrow it is. Features in
# unlike units make narrow valleys, and a scaler makes them round:

# %%
rng = np.random.default_rng(2)
rows = rng.normal(size=(500, 3)) * [1.0, 1000.0, 0.01]  # three unlike units
for name, X in (("raw", rows), ("scaled", StandardScaler().fit_transform(rows))):
    print(f"{name:>6}: condition number {np.linalg.cond(X.T @ X):.3g}")

# %% [markdown]
# From a gorge to a bowl, by one line. **Change one thing**: replace 0.01 by 1 and see how much of the gorge that one column made.
#
# **Its exercises**: [[ch04-e02]], [[ch04-e13]], and [[ch04-e03]] for the exact limit of η. **Read more**: [Stochastic Gradient Descent: tips on practical
# use](https://scikit-learn.org/stable/modules/sgd.html#tips-on-practical-use).

# %% [markdown] topics=["S-05-I.04", "S-ch04-iid"]
# ## 3 · One row at a time
#
# A weather service gets a reading every minute, for years. *Batch* gradient descent would read all of them before it makes one step. But a handful of rows already gives a fair
# guess of the slope. *Stochastic gradient descent* (SGD) uses one random row a step, *mini-batch* gradient descent a random handful, 32 or so. One pass over all rows is an *epoch*.
#
# Guesses are noisy. With a constant rate SGD arrives quickly and then hovers; a *learning schedule* lets the rate shrink with the steps, so that it settles.

# %%
quiz.predict(
    "We read 20 000 rows in all: as 2 steps with all rows, as 625 steps with 32 rows, "
    "or as 20 000 steps with one. Which is farthest from the optimum at the end?",
    ["2 steps with all 10 000 rows", "625 steps with 32 rows", "20 000 steps with one row"],
    right=0,
    because=(
        "Two exact steps lead less far than hundreds of rough ones. "
        "Rows are the price, steps are what we get for it."
    ),
    tempting={
        1: "It makes 625 steps, each a fair guess.",
        2: "Its steps are rough, but there are 20 000 of them.",
    },
)

# %%
rng = np.random.default_rng(3)
X = rng.normal(size=(10_000, 5))
y = X @ [1.0, -2.0, 3.0, 0.5, -1.0] + rng.normal(size=10_000)
best = np.linalg.lstsq(X, y)[0]

# %% [markdown]
# Three walkers may read 20 000 rows each. After every step we note how far they still have to go:

# %%
figure, axis = plots.axes()
for size, rate, style in ((10_000, 0.1, "o-"), (32, 0.1, "--"), (1, 0.01, "-")):
    theta, away = np.zeros(5), []
    for t in range(20_000 // size):
        few = rng.integers(0, 10_000, size)
        gradient = 2 / size * X[few].T @ (X[few] @ theta - y[few])
        theta -= rate * gradient
        away.append(np.linalg.norm(theta - best))
    read = size * np.arange(1, len(away) + 1)
    label = f"{size} a step: ends at {away[-1]:.2f}"
    axis.loglog(read, away, style, linewidth=1, label=label)

# %%
axis.set(xlabel="rows read", ylabel="distance from the best theta")
axis.legend()
words = "; ".join(line.get_label() for line in axis.lines)
plots.show(
    figure,
    alt=(
        "Distance from the best theta against rows read, both on log scales. "
        f"Rows: {words}. The small batches fall first and then hover."
    ),
)

# %% [markdown]
# For the price of two exact steps the rough walkers are already near the optimum, where they hover. **Change one thing**: let the rate of the last walker shrink: in step `t` use `0.05 / (1 + t / 200)` in place of `rate`. Where does it end?
#
# All this rests on one assumption: every handful looks like the whole. Rows must be *independent and identically distributed* (IID), or be put into random order. Files seldom are: they
# are sorted by date, class or customer.

# %%
order = np.argsort(y)
for name, rows in (("sorted by y", order), ("shuffled", rng.permutation(order))):
    model = SGDRegressor(shuffle=False, max_iter=1, tol=None, random_state=0)
    model.fit(X[rows], y[rows])
    error = root_mean_squared_error(y, model.predict(X))
    print(f"{name:>12}: bias {model.intercept_[0]:5.2f}, RMSE {error:.2f}")

# %% [markdown]
# Same rows, same model, same rate: the walker that met the large targets last believes that everything is larger than it is. `SGDRegressor` shuffles unless it is told not to; your own loops and many streams do not.
#
# **Its exercises**: [[ch04-e17]] to warm up, [[ch04-e04]], and [[ch04-e05]] on classes. **Read more**: [Stochastic Gradient Descent](https://scikit-learn.org/stable/modules/sgd.html).

# %% [markdown] topics=["S-05-I.11a"]
# ## 4 · Curves from a linear model
#
# A ball is filmed, and we have its height in 25 frames. Heights over time lie on a parabola, so a line will not do. Yet nothing new has to be learned: give the model a second column, $t^2$, and it remains *linear in its
# parameters*: $\hat h = \theta_0+\theta_1 t+\theta_2 t^2$. *Polynomial regression* is linear regression on powers of the features, and on their products.
#
# Powers grow fast: of 10 they are 100, 1000, … So columns are scaled after the powers are made, and the number of columns is watched.

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
start = ball[-1].intercept_
speed, bend = ball[-1].coef_
print(f"height = {start:.2f} + {speed:.2f} t {bend:+.2f} t²")
print(f"so g is about {-2 * bend:.2f} m/s²")
cubic = PolynomialFeatures(3, include_bias=False).fit(np.zeros((1, 10)))
print("columns from ten features at degree 3:", cubic.n_output_features_)

# %% [markdown]
# The pipeline found the launch height, the speed and the pull of the earth from positions alone. **Change one thing**: ask `ball` for the height at `t = 5` s. What does a polynomial know about the ground?
#
# **Its exercise**: [[ch04-e16]]. **Read more**: [Polynomial regression: extending linear models with basis functions](https://scikit-learn.org/stable/modules/linear_model.html#polynomial-regression-extending-linear-models-with-basis-functions).

# %% [markdown] topics=["S-05-I.08", "S-06-lfd"]
# ## 5 · Too little, too much
#
# Degree 1 cannot bend; degree 10 can follow every crumb. A model that cannot even follow its own training points *underfits*; one that follows their noise *overfits*. The *learning curve* tells them apart: train
# and validation error for more and more rows.
#
# - Both high and close together: too stiff. More rows change nothing.
# - Train low, validation far above: too free. More rows close the gap, and so does less freedom.
#
# What is high? Compare with the noise, or with the best model you know.

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

# %%
def parabola(x):
    return 0.5 * x[:, 0] ** 2 + x[:, 0] + 2


rng = np.random.default_rng(5)
X = rng.uniform(-3, 3, (500, 1))
y = parabola(X) + rng.normal(size=500)

# %% [markdown]
# The models are pipelines as in §4, with a scaler after the powers:

# %%
def polynomial(degree, regression):
    powers = PolynomialFeatures(degree, include_bias=False)
    return make_pipeline(powers, StandardScaler(), regression)


# %% [markdown]
# `learning_curve` fits each of them to 15 numbers of rows, five times each, and scores it on rows left out:

# %%
parts = np.linspace(0.05, 1, 15)
rmse = "neg_root_mean_squared_error"  # a score is better if it is larger: hence "neg"
figure, pair = plots.axes(2, sharey=True)
for axis, degree in zip(pair, (1, 10)):
    model = polynomial(degree, LinearRegression())
    rows, train, validation = learning_curve(
        model, X, y, train_sizes=parts, scoring=rmse, shuffle=True, random_state=0
    )
    train, validation = -train.mean(axis=1), -validation.mean(axis=1)
    axis.plot(rows, train, "o-", rows, validation, "s--", markersize=3)
    ends = f"ends at {train[-1]:.2f} and {validation[-1]:.2f}"
    axis.set(ylim=(0, 3), xlabel="training rows", title=f"degree {degree}: {ends}")

# %%
pair[0].legend(["train", "validation"])
pair[0].set_ylabel("RMSE")
titles = "; ".join(axis.get_title() for axis in pair)
plots.show(
    figure,
    alt=(
        f"Two learning curves, train and validation RMSE by rows. {titles}. "
        "Those of degree 1 meet far above the noise of 1, "
        "those of degree 10 close in on it from both sides."
    ),
)

# %% [markdown]
# The line's curves meet high above the noise and stay there; those of degree 10 start far apart and close in on 1. **Change one thing**: draw the curve of degree 2. Which of the two does it beat, and where?
#
# Why is this so? Fit the same model to many samples of 20 points. How far their *average* lies from the truth is the *bias* (not the bias term of §1), how much they differ among themselves the *variance*. Expected squared error = bias² + variance + noise.

# %%
grid = np.linspace(-2.5, 2.5, 50).reshape(-1, 1)
print("degree   bias²   variance")
for degree in (1, 2, 4, 6):
    curves = []
    for _ in range(100):
        x = rng.uniform(-3, 3, (20, 1))
        target = parabola(x) + rng.normal(size=20)
        model = polynomial(degree, LinearRegression()).fit(x, target)
        curves.append(model.predict(grid))
    squared_bias = np.mean((np.mean(curves, axis=0) - parabola(grid)) ** 2)
    variance = np.mean(np.var(curves, axis=0))
    print(f"{degree:6} {squared_bias:7.3f} {variance:10.3f}")

# %%
demos.polynomial_degree.show()

# %% [markdown]
# More freedom trades bias for variance; the noise stays whatever we do. That is the *bias/variance trade-off*.
#
# **Its exercises**: [[ch04-e19]] to warm up, [[ch04-e06]], and [[ch04-e12]] in your own words. **Read more**: [Validation curves: plotting scores to evaluate models](https://scikit-learn.org/stable/modules/learning_curve.html). The argument in full stands in
# *Learning from Data* by Abu-Mostafa, Magdon-Ismail and Lin, chapter 2.

# %% [markdown] topics=["S-05-I.11a", "S-05-I.07"]
# ## 6 · Holding weights back
#
# Degree 10 and 20 points: least squares balances huge weights of opposite sign to pass near every point. *Regularisation* puts a price on weights, and $\alpha$ is the price:
#
# | | added to the cost | what it does |
# |---|---|---|
# | *ridge* | $\alpha\sum w_j^2$ | shrinks all weights, none to zero |
# | *lasso* | $\alpha\sum\lvert w_j\rvert$ | sets useless weights to exactly zero |
# | *elastic net* | a mix of both | for columns that come in groups |
#
# The bias is free, and columns are scaled first: otherwise the price depends on units. The right α is found by cross-validation.

# %%
quiz.predict(
    "Ten powers of x, truth is a parabola. "
    "How many of the ten weights will lasso with α = 0.1 set to exactly zero?",
    ["none, they get small", "about half or more", "all ten"],
    right=1,
    because=(
        "The pull of the penalty on |w| has the same strength near zero as far away, "
        "so weights that earn less than it are held at zero."
    ),
    tempting={
        0: "This is what ridge does: its pull fades as the weight gets small.",
        2: "Then it would predict the same for every x.",
    },
)

# %%
rng = np.random.default_rng(20)
x, x_new = rng.uniform(-3, 3, (20, 1)), rng.uniform(-3, 3, (500, 1))
target = parabola(x) + rng.normal(size=20)
target_new = parabola(x_new) + rng.normal(size=500)

# %% [markdown]
# Twenty points of the parabola of §5 to learn from, 500 to judge by, and four models of degree 10:

# %%
brakes = (
    LinearRegression(),
    Ridge(alpha=1.0),
    Lasso(alpha=0.1, max_iter=100_000),
    ElasticNet(alpha=0.1, max_iter=100_000),
)
for regression in brakes:
    model = polynomial(10, regression).fit(x, target)
    error = root_mean_squared_error(target_new, model.predict(x_new))
    name, w = type(regression).__name__, np.abs(regression.coef_)
    print(f"{name:>16}: RMSE {error:5.2f}, largest weight {w.max():7.2f}, zeros {sum(w == 0)}")

# %% [markdown]
# A small price calms the curve, and only penalties with $\lvert w\rvert$ give exact zeros. **Change one thing**: raise the α of ridge to 1000. Does it under- or overfit now?

# %%
demos.penalties.show()

# %% [markdown]
# The cheapest brake of all is to stop. A walk from zero passes through small weights first, so the step at which the validation error is lowest is a regularised model: *early stopping*. In production it is one argument, which sets
# aside some rows to judge by:

# %%
rng = np.random.default_rng(0)
many = rng.normal(size=(560, 40))  # 40 columns, of which two matter
goal = 2 * many[:, 0] - many[:, 1] + 2 * rng.normal(size=560)

# %% [markdown]
# Sixty rows are there to learn from, the other 500 stay new. We walk twice, to the end and with an early stop:

# %%
for early in (False, True):
    model = SGDRegressor(penalty=None, learning_rate="constant", eta0=0.002, random_state=0)
    model.set_params(max_iter=5000, tol=1e-4)
    model.set_params(early_stopping=early, validation_fraction=0.3)
    model.fit(many[:60], goal[:60])
    guess = model.predict(many)
    train = root_mean_squared_error(goal[:60], guess[:60])
    new = root_mean_squared_error(goal[60:], guess[60:])
    errors = f"train RMSE {train:.2f}, on new rows {new:.2f}"
    print(f"early_stopping={early}: {model.n_iter_} epochs, {errors}")

# %% [markdown]
# Stopped early, the model knows its training rows less well, and new rows better.
#
# **Its exercises**: [[ch04-e14]]; [[ch04-e07]], [[ch04-e08a]], [[ch04-e08]] and [[ch04-e09]] look inside. **Read more**: [Ridge regression and classification](https://scikit-learn.org/stable/modules/linear_model.html#ridge-regression-and-classification),
# [Lasso](https://scikit-learn.org/stable/modules/linear_model.html#lasso).

# %% [markdown] topics=["S-05-I.11b"]
# ## 7 · From lines to probabilities
#
# Will the road freeze tonight? Not *how much*, but *whether*, and how surely. *Logistic regression* computes a score $s=b+wx$ as before and bends it into a probability with the *logistic function*
# $\sigma(s)=1/(1+e^{-s})$: a large score means nearly 1, zero means ½, and the x with score zero is the *decision boundary*.
#
# Its cost follows from one wish: make what happened likely. Multiply the probabilities that were given to what happened; take the logarithm, so that products become sums; turn the sign; take the mean. That is the *log loss*
# $-\frac1m\sum\big[y\ln p+(1-y)\ln(1-p)\big]$. It is convex, but has no closed form: we walk downhill.

# %%
quiz.predict(
    "One night you say 99 % for frost, and there is none. What does this night add to the sum?",
    ["about 0.01", "about 0.99", "about 4.6"],
    right=2,
    because=(
        "What happened had been given 0.01, and −ln 0.01 is about 4.6. "
        "Being sure and wrong costs more than any number of mild doubts."
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
grid = np.linspace(-8, 8, 1601).reshape(-1, 1)
p = road.predict_proba(grid)[:, 1]
edge = grid[np.argmin(np.abs(p - 0.5)), 0]
print(f"log loss {log_loss(frost, road.predict_proba(degrees)):.3f}")
for given in (0.99, 0.5, 0.01):
    print(f"−ln {given} = {-np.log(given):.3f}")

# %%
figure, axis = plots.axes(height=2.8)
axis.plot(degrees, frost, "|", color="0.4")
axis.plot(grid, p)
axis.axvline(edge, linestyle="--", color="0.5")
axis.set(xlabel="degrees Celsius", ylabel="probability of frost")
plots.show(
    figure,
    alt=(
        "Nights with frost at 1 and without at 0, over temperature, and a curve that falls "
        f"from {p[0]:.3f} at −8 degrees to {p[-1]:.3f} at 8. "
        f"It crosses one half at {edge:.2f} degrees."
    ),
)

# %% [markdown]
# The curve is sure far out and undecided around its boundary, as the nights were. **Change one thing**: `LogisticRegression(C=0.001)`. `C` is one over the price of weights: what does the brake do to the curve's steepness, and what to the
# boundary?
#
# **Its exercise**: [[ch04-e15]]. **Read more**: [Logistic regression](https://scikit-learn.org/stable/modules/linear_model.html#logistic-regression).

# %% [markdown] topics=["S-05-I.11b"]
# ## 8 · More than two classes
#
# Three species of iris, three scores: one linear model for each class. The *softmax* turns scores into probabilities, $p_k = e^{s_k}/\sum_j e^{s_j}$: all above zero, their sum 1, the largest score the most probable. This is *softmax
# regression*.
#
# The cost is the same idea as before: the mean of $-\ln$ of the probability given to the true class, the *cross-entropy*. With two classes it is the log loss. Its gradient is as simple as could be: in each row, probabilities minus
# truth, times the features.

# %%
quiz.predict(
    "Scores 1, 2, 4 give probabilities of about 0.04, 0.11, 0.84. "
    "What do scores 101, 102, 104 give?",
    ["nearly 0, nearly 0, nearly 1", "the same", "1/3 each"],
    right=1,
    because=(
        "A factor e¹⁰⁰ stands above and below the line of the fraction and cancels. "
        "Only differences of scores count."
    ),
    tempting={
        0: "The differences between the scores have not grown.",
        2: "In proportion they are closer, but the exponential sees differences.",
    },
)

# %%
for scores in (np.array([1.0, 2.0, 4.0]), np.array([101.0, 102.0, 104.0])):
    shares = np.exp(scores) / np.exp(scores).sum()
    print(scores, "→", shares.round(4))

# %% [markdown]
# Now the flowers. On a grid of lengths and widths we ask how probable the chosen species is:

# %%
iris = load_iris()
X, species = iris.data[:, 2:], iris.target  # petal length and width
flowers = LogisticRegression(C=10).fit(X, species)
across, along = np.meshgrid(np.linspace(0.5, 7.5, 300), np.linspace(0, 3, 200))
chances = flowers.predict_proba(np.c_[across.ravel(), along.ravel()])
likely = chances.max(axis=1).reshape(across.shape)
figure, axis = plots.axes(height=3.6)
bands = np.linspace(1 / 3, 1, 9)
image = axis.contourf(across, along, likely, levels=bands, cmap="Greys_r", alpha=0.7)
for k, mark in enumerate("osv"):
    axis.plot(*X[species == k].T, mark, markersize=4, label=iris.target_names[k])

# %%
figure.colorbar(image, label="probability of the chosen class", format="%.2f")
axis.set(xlabel="petal length (cm)", ylabel="petal width (cm)")
axis.legend(loc="upper left")
right = flowers.score(X, species)
print(f"cross-entropy {log_loss(species, flowers.predict_proba(X)):.3f}, right {right:.1%}")
plots.show(
    figure,
    alt=(
        "Three species by petal length and width; dark bands where the model is unsure run "
        f"in straight lines between them. {right:.1%} of the 150 flowers are told apart."
    ),
)

# %% [markdown]
# Straight bands of doubt part the three species: softmax bends probabilities, not boundaries. **Change one thing**: add 1000 to the first scores. What does NumPy say, and which number could you subtract from all scores beforehand?
#
# **Its exercises**: [[ch04-e18]], and [[ch04-e10]], the fast track through the whole lesson. **Read more**: [Multinomial case](https://scikit-learn.org/stable/modules/linear_model.html#multinomial-case).

# %% [markdown]
# ## To take away
#
# 1. Fitting is minimising a cost. For least squares there is a closed form; the pseudo-inverse gives it even where no inverse exists.
# 2. A step may be at most 2 over the largest curvature; unlike units make this small, and a scaler inside the pipeline mends it.
# 3. Few rows a step buy many rough steps. They need rows in random order, and a rate that shrinks.
# 4. Read two numbers before you act: both high, more freedom; far apart, more rows or a larger α, chosen by cross-validation.
# 5. Log loss is what was given to what happened, as −ln: being sure and wrong is what costs.
#
# Now the **exit quiz**, [[ch04-e11]]: six diagnoses, eight minutes.
