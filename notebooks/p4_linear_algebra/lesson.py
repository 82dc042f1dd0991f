# %% [markdown]
# # Linear algebra
#
# A photo shrinks to a tenth of its numbers and still looks like the photo. A line is drawn through points that lie on no line. Two people who never agreed on a number turn out to have the same taste. **One kind of arithmetic does all three**, and nearly every model of this course runs on it. It fits on one page of NumPy, and most of it can be *seen*.
#
# Afterwards you can
#
# - compare lists of numbers by length, distance and angle,
# - split an arrow into a shadow and a rest at right angles to it,
# - read a matrix as a map of the plane, chain maps, and say what can be undone,
# - explain least squares as a shadow,
# - find the directions that a matrix keeps, and rebuild a picture from its most important parts.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 90 min · core exercises 1¼ h · extra exercises ¾ h. Builds on [[p1]] (NumPy) and [[p3]] (Matplotlib). You know all this? The fast track is [[p4-e10]] and a quiz of ten questions.*

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_sample_image

# %%
from jupyterlab_homl.toolkit import demos, plots, quiz

plots.use()

# %% folded=true
def arrow(v, start=(0, 0), **look):
    """Draw an arrow; `plt.quiver` needs these three settings to keep its true length."""
    plt.quiver(*start, *v, angles="xy", scale_units="xy", scale=1, width=0.008, **look)


def plane(low, high, height=4):
    """A figure whose two axes have the same scale, from `low` to `high`."""
    plt.figure(figsize=(height, height))
    plt.axis("square")
    plt.xlim(low, high)
    plt.ylim(low, high)

# %% [markdown] topics=["S-04-linalg"]
# ## 1 · Arrows that are lists
#
# Three people rate four films from 0 to 5. Ben is strict and gives exactly half of what Ada gives. Cleo finds everything about average.

# %%
ada = np.array([4, 1, 5, 2])
ben = np.array([2, 0.5, 2.5, 1])
cleo = np.array([4, 3, 3, 3])

# %% [markdown]
# A *vector* is such a list of numbers in a fixed order. With two numbers you can draw it: an arrow that goes so far to the right and so far up. What holds for arrows then holds for lists of four numbers, or of 784, which nobody can draw.
#
# - **Add**: `ada + ben`, place by place; on paper you walk along one arrow and then along the other.
# - **Scale**: `0.5 * ada`, the same direction, half as long.
# - **Length**, or *norm*: $\lVert v\rVert=\sqrt{v_1^2+\dots+v_n^2}$, by Pythagoras; in NumPy `np.linalg.norm(v)`. Divided by its length, a vector becomes a *unit vector*: pure direction.
# - **Distance** of two vectors: the length of their difference.

# %% alt="Two arrows from the origin, u to (3, 1) and v to (1, 2). A second copy of v starts at the tip of u and ends at (4, 3), the tip of u + v."
u, v = np.array([3, 1]), np.array([1, 2])
plane(-0.5, 4.5, height=3.4)
arrow(u, color="C0")
arrow(v, color="C1")
arrow(v, start=u, color="C1", alpha=0.4)
arrow(u + v, color="C2")
for tip, name in ((u, "u"), (v, "v"), (u + v, "u + v")):
    plt.annotate(name, tip, xytext=(4, 4), textcoords="offset points")
plt.show()

# %% [markdown]
# **The angle.** The *dot product* multiplies place by place and adds up: $u\cdot v=\sum u_iv_i$, written `u @ v`. What does it mean? Multiply out the squared distance, and put the law of cosines beside it:
#
# $$\lVert u-v\rVert^2=\lVert u\rVert^2+\lVert v\rVert^2-2\,u\cdot v,\qquad \lVert u-v\rVert^2=\lVert u\rVert^2+\lVert v\rVert^2-2\,\lVert u\rVert\,\lVert v\rVert\cos\theta .$$
#
# So $u\cdot v=\lVert u\rVert\,\lVert v\rVert\cos\theta$: positive if the two point roughly the same way, negative if they point apart, and **zero exactly if they are at right angles** (*orthogonal*).

# %%
quiz.predict(
    "Who is more like Ada: Ben, who gives half of her points, or Cleo?",
    [
        "Ben by distance and by angle",
        "Cleo by distance, Ben by angle",
        "Ben by distance, Cleo by angle",
        "Cleo by distance and by angle",
    ],
    right=1,
    because="Half of an arrow has the same direction, but its tip is far away.",
    tempting={
        0: "By angle, yes. How far is half of Ada's arrow from the whole?",
        2: "What angle is there between an arrow and half of it?",
        3: "What angle is there between an arrow and half of it?",
    },
)

# %%
for name, other in (("Ben", ben), ("Cleo", cleo)):
    distance = np.linalg.norm(ada - other)
    cosine = ada @ other / (np.linalg.norm(ada) * np.linalg.norm(other))
    print(f"{name:>4}: distance {distance:.2f}, cosine {cosine:.3f}")

# %% [markdown]
# Ben's cosine is 1: the same taste, at half the volume. Distance sees the volume, the angle does not. Which one you want is a decision about the problem. Searching texts by *cosine similarity* compares what they are about and forgets how long they are.
#
# An angle needs one more step, `np.arccos`, which wants a number from −1 to 1. Rounding can carry a cosine of 1 a hair beyond that, and then `arccos` returns `nan`. Compare vectors with themselves:

# %%
many = np.random.default_rng(0).normal(size=(1000, 4))
cosines = np.array([v @ v / (np.linalg.norm(v) * np.linalg.norm(v)) for v in many])
print("above 1:", np.sum(cosines > 1), "of 1,000; the largest", repr(float(cosines.max())))
print("in degrees:", np.rad2deg(np.arccos(np.clip(cosines, -1, 1))).max().round(5))

# %% [markdown]
# `np.clip` puts them back to 1.
#
# **Change one thing**: give Cleo's third film a 5, `cleo = np.array([4, 3, 5, 3])` (run that cell and the comparison again). Which of her two numbers improves?
#
# <details><summary>Answer</summary>
#
# Both: the distance falls from 3.00 to 2.24, the cosine rises from 0.899 to 0.960. By angle Ben is still ahead, and nothing can beat 1.
#
# </details>
#
# **Its exercise**: [[p4-e01]]. **Read more**: [Boyd and Vandenberghe, *Introduction to Applied Linear Algebra*](https://web.stanford.edu/~boyd/vmls/), chapters 1 and 3 (free).

# %% [markdown] topics=["S-04-linalg"]
# ## 2 · Shadows
#
# A plane is about to land. The wind blows at 10 knots, 6 to the west and 8 to the south; the runway points north-east. The pilot needs two numbers: how much of the wind blows *along* the runway, and how much *across* it.
#
# Shine a lamp straight down on the runway's direction: the wind's arrow throws a shadow on it. That shadow is the *projection* of the wind on the runway. It is some multiple $c\,r$ of the runway's vector $r$, and what is left, $w-c\,r$, stands at right angles to $r$. This one condition finds $c$:
#
# $$(w-c\,r)\cdot r=0\quad\Longrightarrow\quad c=\frac{w\cdot r}{r\cdot r} .$$

# %%
quiz.predict(
    "Wind (−6, −8), runway (1, 1). About how strong is the wind along the runway, in knots?",
    ["4.9", "7.1", "9.9", "14"],
    right=2,
    because="Both point almost the opposite way: nearly all of the 10 knots blow along it.",
    tempting={
        3: "A shadow is never longer than the arrow. Did you divide by the runway's length?",
        1: "That would be 45°. Draw both arrows: what is the angle between their lines?",
    },
)

# %%
wind, runway = np.array([-6, -8]), np.array([1, 1])
c = wind @ runway / (runway @ runway)
along, across = c * runway, wind - c * runway
print("along:", along, "across:", across, "together:", along + across)
print(f"knots: along {np.linalg.norm(along):.1f}, across {np.linalg.norm(across):.1f}")
print("at right angles?", along @ across)

# %% alt="The wind's arrow from the origin to (-6, -8). The runway is a dashed line at 45 degrees. The shadow of the wind on it ends at ({along[0]:.0f}, {along[1]:.0f}); from there a short arrow, at right angles to the runway, leads to the wind's tip."
plane(-10, 3)
plt.plot([-10, 3], [-10, 3], "--", color="0.6", label="runway")
arrow(wind, color="C0", label="wind")
arrow(along, color="C1", label="along: the shadow")
arrow(across, start=along, color="C2", label="across: the rest")
plt.legend(loc="lower right", fontsize=8)
plt.show()

# %% [markdown]
# Two things are worth keeping. The length of the runway's vector does not matter: with `(100, 100)` the shadow is the same, because $r$ stands twice above and twice below. (With a *unit* vector the denominator is 1, and $c$ itself is the length of the shadow, with a sign.) And **of all points on the line, the shadow's tip is the nearest** to the arrow's tip, since the rest stands upright on it. Least squares ([[§6]]) will be nothing else.
#
# The same formula measures the distance from a point to a line, or to a plane in a hundred dimensions. The points with $w\cdot x+b=0$ form a line at right angles to $w$; the number $(w\cdot x+b)/\lVert w\rVert$ says how far $x$ lies from it, and by its sign on which side. Every linear classifier decides by it.
#
# **Change one thing**: turn the runway to `np.array([1, -1])`. What becomes of the two numbers?
#
# <details><summary>Answer</summary>
#
# They change places: 1.4 knots along and 9.9 across. The new runway is at right angles to the old one, so its shadow is the old rest.
#
# </details>
#
# **Its exercise**: [[p4-e02]].

# %% [markdown] topics=["S-04-linalg"]
# ## 3 · A matrix moves the plane
#
# A drawing program turns, mirrors, stretches and slants a picture. Each of these takes a point $(x_1,x_2)$ to a new one, and each is one *matrix*: a table of numbers. Multiplying it by a vector takes the dot product of **each row** with the vector:
#
# $$\begin{pmatrix}2&1\\0&1\end{pmatrix}\begin{pmatrix}3\\4\end{pmatrix}=\begin{pmatrix}2\cdot3+1\cdot4\\0\cdot3+1\cdot4\end{pmatrix}=\begin{pmatrix}10\\4\end{pmatrix}.$$
#
# By rows one computes; by **columns** one sees. Every vector is built from the two unit vectors along the axes, $x=x_1e_1+x_2e_2$, and the product goes through sums and multiples:
#
# $$A\,x=x_1\,(A\,e_1)+x_2\,(A\,e_2),$$
#
# and $A\,e_1$ is the first column of $A$, $A\,e_2$ the second. So **the columns say where the two unit arrows go**, and everything else follows along. (Maps that go through sums and multiples are called *linear*.)

# %%
quiz.predict(
    "Which matrix turns every arrow by 90° to the left (counterclockwise)?",
    ["[[0, 1], [1, 0]]", "[[0, -1], [1, 0]]", "[[0, 1], [-1, 0]]", "[[-1, 0], [0, -1]]"],
    right=1,
    because="(1, 0) must go to (0, 1), the first column; (0, 1) to (−1, 0), the second.",
    tempting={
        0: "Its columns swap the two axes: that is a mirror along the diagonal.",
        2: "Read the first column: where does the arrow to the right go?",
        3: "Both arrows are reversed: that is a turn by 180°.",
    },
)

# %%
maps = {
    "turn left": np.array([[0, -1], [1, 0]]),
    "mirror": np.array([[-1, 0], [0, 1]]),
    "stretch": np.array([[1.5, 0], [0, 0.5]]),
    "shear": np.array([[1, 0.7], [0, 1]]),
    "flatten": np.array([[0.8, 0.4], [0.4, 0.2]]),
}
letter = np.array([[0, 0], [0, 2], [1, 2], [0, 2], [0, 1], [0.7, 1]]).T  # F, a column a point

# %% alt="The letter F, faint, and five times what a matrix makes of it: turned to the left and lying on its back; mirrored; made wide and low; slanted to the right; and flattened to a piece of a straight line."
figure, axes = plt.subplots(1, 5, figsize=(9, 2.3), sharex=True, sharey=True)
for axis, (name, A) in zip(axes, maps.items()):
    axis.plot(*letter, color="0.75", linewidth=3)
    axis.plot(*(A @ letter), color="C0", linewidth=3)
    axis.set(title=name, aspect="equal", xlim=(-2.3, 2.6), ylim=(-0.6, 2.6))
plt.show()

# %% [markdown]
# Any angle: $(1,0)$ goes to $(\cos\theta,\sin\theta)$ and $(0,1)$ to $(-\sin\theta,\cos\theta)$, so these are the columns of a *rotation*. (NumPy wants radians: `np.cos(np.deg2rad(60))` is 0.5.) Now take the plane in your own hands:

# %%
demos.plane_map.show()

# %% [markdown]
# **Shapes.** A matrix with $m$ rows and $n$ columns takes $n$ numbers and gives $m$. With shape `(2, 3)` it maps space to the plane, like a camera.
#
# **Points in rows.** In the letter above every *column* is a point. Tables in machine learning have an instance in every *row*. Then the same map is written the other way round, `points @ A.T`, where `A.T` is the *transpose*: rows become columns. `X @ w` with a table `X` and a vector `w` is one dot product a row, and that is what every linear model predicts.

# %%
camera = np.array([[1, 0, 0.5], [0, 1, 0.5]])
print("one point in space:", camera @ np.array([2, 0, 4]))
points = np.array([[2, 0, 4], [0, 0, 0], [1, 1, 1]])
print("three, in rows:", (points @ camera.T).tolist())

# %% [markdown]
# **Change one thing**: change the last column of `camera` to `[0, 0]`, both numbers. What does the camera no longer see?
#
# <details><summary>Answer</summary>
#
# The third coordinate: (2, 0, 4) lands on (2, 0). The last column is where the arrow along the third axis goes, and now it goes to the origin.
#
# </details>
#
# **Its exercise**: [[p4-e03]]. **Watch**: [3Blue1Brown, *Essence of linear algebra*](https://www.3blue1brown.com/topics/linear-algebra), chapters 3 and 4: the moving pictures of this section.

# %% [markdown] topics=["S-04-linalg"]
# ## 4 · One map after another
#
# Put on your socks, then your shoes. The other order gives another result, and so it is with maps. First $B$, then $A$ is $A\,(B\,x)$, and one matrix does both at once: the *product* $AB$. Its columns are where $A$ takes the columns of $B$. **What happens first stands on the right**, next to the vector.

# %%
quiz.predict(
    "An arrow (1, 0). Once we turn it left and then stretch it to twice its width; "
    "once we stretch first and then turn. Where do the two end?",
    [
        "both at (0, 2)",
        "at (0, 1) and at (0, 2)",
        "at (0, 2) and at (0, 1)",
        "both at (2, 0)",
    ],
    right=1,
    because="Turned first, it stands upright, and stretching the width does nothing to it.",
    tempting={
        0: "Turned first, the arrow stands upright. What does twice the width do to it?",
        2: "Follow the arrow in the order in which it happens.",
    },
)

# %%
turn = np.array([[0, -1], [1, 0]])
wide = np.array([[2, 0], [0, 1]])
x = np.array([1, 0])
print("turn, then wide:", wide @ turn @ x)
print("wide, then turn:", turn @ wide @ x)
print("in one matrix:", (wide @ turn).tolist(), "and", (turn @ wide).tolist())

# %% [markdown]
# The rules that one needs daily:
#
# | | |
# |---|---|
# | `(m, n) @ (n, p)` gives `(m, p)` | the inner numbers must be equal and vanish |
# | $AB\ne BA$ | in general; turns of the plane among each other are an exception |
# | $(AB)C=A(BC)$ | so long chains need no brackets, but brackets decide the cost |
# | $(AB)^\top=B^\top A^\top$ | the order turns round, as with socks and shoes |
# | $IA=A$ | the *identity matrix* `np.eye(n)` moves nothing |
# | $A^\top=A$ | then $A$ is *symmetric*; $X^\top X$ always is, since $(X^\top X)^\top=X^\top X$ |
#
# And the one that bites: `A * B` multiplies place by place and is no product of maps. Brackets alone can make a program hundreds of times faster:

# %%
rng = np.random.default_rng(0)
A, B, z = rng.normal(size=(500, 500)), rng.normal(size=(500, 500)), rng.normal(size=500)
print("same result:", np.allclose((A @ B) @ z, A @ (B @ z)))
print(f"multiplications: (AB)z {500**3 + 500**2:,}, A(Bz) {2 * 500**2:,}")

# %% [markdown]
# **Change one thing**: replace `turn` by a half turn, `[[-1, 0], [0, -1]]`. Does the order still matter?
#
# <details><summary>Answer</summary>
#
# No: both ways end at (−2, 0). A half turn is −1 times the identity, and a multiple of the identity goes with every matrix in either order.
#
# </details>
#
# **Its exercise**: [[p4-e04]].

# %% [markdown] topics=["S-04-linalg"]
# ## 5 · What can be undone
#
# A café gives receipts without single prices. Three coffees and two cakes: 17.80. Two coffees and three cakes: 18.70. Two equations, two unknown prices: $A\,p=b$. In pictures: which arrow $p$ does the map $A$ take to $b$? If $A$ can be undone, its *inverse* $A^{-1}$ takes $b$ back, $p=A^{-1}b$. `np.linalg.solve(A, b)` finds $p$ without forming the inverse, which is quicker and more exact.

# %%
A, b = np.array([[3, 2], [2, 3]]), np.array([17.8, 18.7])
print("prices:", np.linalg.solve(A, b).round(2))
print("undone by the inverse:", (np.linalg.inv(A) @ A).round(12).tolist())

# %% [markdown]
# When is there no way back? If the second receipt is the first one twice, `[[3, 2], [6, 4]]`, it tells nothing new: infinitely many prices fit, or none. As a map, this matrix *flattens* the plane to a line, as in the fifth F above, and from a line nobody gets the plane back. Such a matrix is *singular*. Three numbers tell:
#
# - The *determinant* is the factor by which areas grow, negative if the map mirrors. For $\begin{pmatrix}a&b\\c&d\end{pmatrix}$ it is $ad-bc$; for a flattening map it is 0. One map after another multiplies both factors, $\det(AB)=\det A\cdot\det B$. In $n$ dimensions it is volume: `2 * A` doubles each of $n$ directions, so $\det(2A)=2^n\det A$.
# - The *rank* is the number of dimensions that are left: how many columns point in a direction that the others do not reach. `np.linalg.matrix_rank`.
# - The *condition number* says how near to flat: the longest stretch of any direction divided by the shortest. `np.linalg.cond`.
#
# Why the third? Because exactly flat is rare, and nearly flat is common. Two large orders, for 99 coffees with 100 cakes and for 100 coffees with 101 cakes:

# %%
quiz.predict(
    "The second total of these large orders is off by 5 cents. By how much are the prices off?",
    ["by about 0.05 cents", "by about 5 cents", "by about 5 euros"],
    right=2,
    because="The two orders are almost parallel; their crossing moves far for a small shift.",
    tempting={
        0: "That would be so for a single order of 100 things. Here two are compared.",
        1: "For the small receipts, yes. How different are these two orders?",
    },
)

# %%
orders, prices = np.array([[99, 100], [100, 101]]), np.array([3.2, 4.1])
total = orders @ prices
wrong = np.linalg.solve(orders, total + [0, 0.05])
print("prices from the right totals:", np.linalg.solve(orders, total).round(2))
print("5 cents more on the second:  ", wrong.round(2))
print(f"determinant {np.linalg.det(orders):.2f}, condition {np.linalg.cond(orders):,.0f}")
print(f"small receipts: determinant {np.linalg.det(A):.2f}, condition {np.linalg.cond(A):.0f}")

# %% alt="Two pictures of coffee price against cake price, each with two straight lines, one a receipt. Left, the small receipts: the lines cross at a clear angle. Right, the large orders: the two lines lie on top of each other, so that the crossing point cannot be seen."
coffee = np.linspace(0, 7, 50)
figure, pair = plt.subplots(1, 2, figsize=(7.5, 3), sharey=True)
for axis, M, name in zip(pair, (A, orders), ("small receipts", "large orders")):
    for (coffees, cakes), paid in zip(M, M @ prices):
        axis.plot(coffee, (paid - coffees * coffee) / cakes)
    axis.plot(*prices, "ko")
    axis.set(title=name, xlabel="coffee", ylabel="cake", ylim=(0, 8))
plt.show()

# %% [markdown]
# The determinant of the orders is about −1, nothing to worry about; the condition number, 40,000, gives the warning: **relative errors can grow by that factor**. And a determinant can be tiny without any harm. `0.1 * np.eye(100)` shrinks everything to a tenth and is undone by multiplying by ten, yet its determinant is $10^{-100}$. So never ask `det(A) == 0`; compare stretches.
#
# **Change one thing**: make the second large order `[100, 99]`. How far are the prices off now?
#
# <details><summary>Answer</summary>
#
# By 2.5 cents each: 3.23 and 4.07 (after rounding). The two orders now differ in what they ask, and the condition number falls from 40,000 to 199.
#
# </details>
#
# **Its exercise**: [[p4-e05]]. **Read more**: [NumPy, *Linear algebra*](https://numpy.org/doc/stable/reference/routines.linalg.html), the list of all its functions.

# %% [markdown] topics=["S-04-linalg"]
# ## 6 · The nearest point of a plane
#
# In January 1801 Giuseppe Piazzi saw a new small planet, Ceres, for some weeks, and lost it in the glare of the sun. From his few and slightly wrong readings *Carl Friedrich Gauss* computed where it would come back, and there it was found in December. Too many equations, none of them quite right: that is the normal case wherever one measures.
#
# We take three readings. A bean is 1, 4 and 4 cm high after 0, 1 and 2 weeks. The line $\theta_0+\theta_1t$ should fit:
#
# $$X\theta\approx y,\qquad X=\begin{pmatrix}1&0\\1&1\\1&2\end{pmatrix},\quad y=\begin{pmatrix}1\\4\\4\end{pmatrix}.$$
#
# No line passes through all three points. Now look at the columns instead of the rows. $X\theta=\theta_0\,(1,1,1)+\theta_1\,(0,1,2)$: all that a line can predict is a mix of two arrows in space, and these mixes fill a **plane**. The readings $y$ are an arrow that leaves the plane. The best prediction is the point of the plane nearest to $y$: its shadow ([[§2]]). The rest must stand at right angles to both columns, that is
#
# $$X^\top(y-X\theta)=0\quad\Longrightarrow\quad X^\top X\,\theta=X^\top y .$$
#
# That is the *normal equation* of [[ch04]], without a derivative. (`lstsq` returns four things; `theta, *_ =` keeps the first.)

# %%
t, y = np.array([0, 1, 2]), np.array([1, 4, 4])
X = np.column_stack([np.ones(3), t])
theta, *_ = np.linalg.lstsq(X, y)
shadow = X @ theta
rest = y - shadow
print("line: {:.2f} {:+.2f} t".format(*theta), "   predicted:", shadow)
print("rest:", rest, "   dot products with the columns:", (X.T @ rest).round(12))

# %% alt="Left: three readings of a bean's height, and the fitted line, which misses them by {rest[0]:.1f}, {rest[1]:.1f} and {rest[2]:.1f} cm. Right: the same in space. The two columns of X span a plane; the arrow of the readings leaves it, and a short dashed line leads at right angles from its tip to the shadow in the plane."
figure = plt.figure(figsize=(8, 3.4))
left, right = figure.add_subplot(121), figure.add_subplot(122, projection="3d", elev=12, azim=5)
left.plot(t, y, "o", t, shadow, "-")
left.set(xlabel="weeks", ylabel="cm", title="three points, two numbers")
corner = X @ np.array([[0, 3, 3, 0], [0, 0, 2, 2]])
right.plot_trisurf(*corner, triangles=[[0, 1, 2], [0, 2, 3]], alpha=0.25)
right.plot(*np.c_[0 * y, y], "C1", linewidth=2, label="readings")
right.plot(*np.c_[0 * y, shadow], "C0", linewidth=2, label="shadow")
right.plot(*np.c_[y, shadow], "k--", label="rest")
right.set(title="one arrow, one plane", xlabel="week 0", ylabel="week 1", zlabel="week 2")
right.legend(fontsize=8, loc="upper left")
plt.show()

# %%
quiz.predict(
    "We add the time in days as a third column. What changes?",
    [
        "the fit gets better, since there is one more parameter",
        "the predictions stay as they are, but many thetas give them",
        "no prediction is possible any more",
    ],
    right=1,
    because="7 times a column points in its own direction: the plane is the same.",
    tempting={
        0: "A parameter helps only if its column leaves the plane.",
        2: "The plane and its nearest point are still there. What is no longer unique?",
    },
)

# %%
twin = np.column_stack([X, 7 * t])
print("rank", np.linalg.matrix_rank(twin), "with", twin.shape[1], "columns")
short, *_ = np.linalg.lstsq(twin, y)
print("theta:", short.round(5), "predicted:", twin @ short)
print("pinv: ", (np.linalg.pinv(twin) @ y).round(5))

# %% [markdown]
# The plane is the same, so the shadow is the same. But $X^\top X$ is singular now, and its inverse does not exist. `lstsq` takes the *shortest* of all best thetas, and so does the *pseudo-inverse*, `np.linalg.pinv(X) @ y`, a stand-in for the inverse that every matrix has ([[§8]] says how it is made).
#
# **Change one thing**: let the last reading be 7, so that `y` is `[1, 4, 7]`. What is the rest?
#
# <details><summary>Answer</summary>
#
# Zero (but for rounding): the three readings lie on a line, the arrow lies in the plane and is its own shadow.
#
# </details>
#
# **Its exercise**: [[p4-e06]].

# %% [markdown] topics=["S-04-linalg"]
# ## 7 · Directions that stay
#
# A city has bikes at three stations: Centre, Hill and River. Of the bikes that are at the Centre in the morning, 60 % are there again the next morning, 10 % are on the Hill, 30 % at the River. From the Hill people love to ride down. One column a station:

# %%
P = np.array([[0.6, 0.5, 0.2], [0.1, 0.2, 0.1], [0.3, 0.3, 0.7]])
print("columns add up to", P.sum(axis=0))
print("all at the Centre, a day later:", P @ np.array([1, 0, 0]))

# %%
quiz.predict(
    "Once all bikes start at the Centre, once all on the Hill. "
    "After 30 days, how do the shares of the three stations compare?",
    ["they depend on the start", "they are the same", "they never settle: bikes go round"],
    right=1,
    because="Each day mixes; what is left in the end is a direction that the matrix keeps.",
    tempting={
        0: "For a day or two. Each morning, how much of the start is still to be seen?",
        2: "Single bikes do. But the shares?",
    },
)

# %%
starts = {"Centre": np.array([1.0, 0, 0]), "Hill": np.array([0, 1.0, 0])}
history = {}
for name, x in starts.items():
    history[name] = [x]
    for day in range(30):
        x = P @ x
        history[name].append(x)
    print(f"all start at {name}: after 30 days", x.round(4))
ends = history["Hill"][30]

# %% alt="The shares of three stations over twelve days, solid where all bikes start at the Centre, dashed where all start on the Hill. After about six days solid and dashed lines run together, at {ends[0]:.2f} for the Centre, {ends[1]:.2f} for the Hill and {ends[2]:.2f} for the River."
for style, start in (("-", "Centre"), ("--", "Hill")):
    for k, station in enumerate(("Centre", "Hill", "River")):
        share = [x[k] for x in history[start][:13]]
        plt.plot(share, style, color=f"C{k}", label=station if style == "-" else None)
plt.xlabel("day")
plt.ylabel("share of the bikes")
plt.legend()
plt.show()

# %% [markdown]
# In the end $P\,x=x$. A vector whose direction a matrix keeps is called an *eigenvector*, and the factor by which it becomes longer the *eigenvalue*:
#
# $$A\,v=\lambda\,v,\qquad v\neq0 .$$
#
# Here $\lambda=1$. `np.linalg.eig` finds all of them; eigenvectors stand in the **columns**, in no special order, each of length 1 and with either sign. Shares must add up to 1, so we divide by the sum:

# %%
values, vectors = np.linalg.eig(P)
print("eigenvalues:", values.round(3), " trace:", P.trace().round(3))
lasting = vectors[:, np.argmax(values)]
print("eigenvector:", lasting.round(4), " as shares:", (lasting / lasting.sum()).round(4))

# %% [markdown]
# Why did the start not matter? Write it as a mix of the eigenvectors. Each day multiplies each part by its own eigenvalue; with 0.4 and 0.1 they are gone in a week, and the part with the largest remains. To multiply by a matrix again and again, and to bring the result back to length 1 each time, is called *power iteration*. Web pages are ranked that way.
#
# Two checks by hand: the eigenvalues add up to the *trace*, the sum of the diagonal, and their product is the determinant. A turn of the plane keeps no direction at all, so its eigenvalues are complex numbers. (As soon as one is complex, all numbers that `eig` returns are; `.real` takes their real parts.)
#
# **Symmetric matrices** are the friendly ones: all eigenvalues are real, and the eigenvectors are **at right angles to each other**. They have their own function, `np.linalg.eigh`, which sorts by eigenvalue, smallest first. A bowl $x^\top H x$, such as a cost around its minimum, has them as the axes of its contours: steep along the last, flat along the first.

# %% alt="Contours of a bowl, ellipses that lie aslant. Two arrows from the centre, at right angles: the one along the short axis is labelled with eigenvalue {steep[1]:.0f}, the one along the long axis with {steep[0]:.0f}."
H = np.array([[2.5, 1.5], [1.5, 2.5]])
steep, axes_ = np.linalg.eigh(H)
grid = np.linspace(-2, 2, 80)
a, c = np.meshgrid(grid, grid)
plane(-2, 2, height=3.4)
plt.contour(a, c, H[0, 0] * a**2 + 2 * H[0, 1] * a * c + H[1, 1] * c**2, levels=8, cmap="Blues")
for value, direction in zip(steep, axes_.T):
    arrow(direction, color="C1")
    plt.annotate(f"λ = {value:.0f}", 1.15 * direction)
plt.show()

# %% [markdown]
# **Change one thing**: set `H = np.array([[2.5, 0], [0, 2.5]])`. Which directions are the axes now?
#
# <details><summary>Answer</summary>
#
# All of them: the contours are circles, both eigenvalues are 2.5, and every direction is kept. `eigh` has to return two, and picks those along the coordinate axes.
#
# </details>
#
# **Its exercises**: [[p4-e07]], and [[p4-e08]] for power iteration. **Watch**: [3Blue1Brown on eigenvectors](https://www.3blue1brown.com/lessons/eigenvalues).

# %% [markdown] topics=["S-04-linalg"]
# ## 8 · Every matrix, taken apart
#
# Not every matrix keeps a direction, and one that is not square cannot. But *every* matrix turns a circle into an ellipse (in the demo of [[§3]] you saw it), and this gives the most useful fact of the whole subject. Choose the arrows $v_1,v_2$ of the circle that become the axes of the ellipse: they are at right angles before *and* after. With the directions $u_i$ afterwards and the half axes $\sigma_i$, $A\,v_i=\sigma_i\,u_i$. All together,
#
# $$A=U\,\Sigma\,V^\top,$$
#
# **turn, stretch along the axes, turn again**: the *singular value decomposition*, SVD for short. The $\sigma_i\ge0$ are the *singular values*, the largest first.

# %%
A = np.array([[3, 2], [2, 3], [1, 1]])
U, sigma, Vt = np.linalg.svd(A, full_matrices=False)
print("shapes:", U.shape, sigma.shape, Vt.shape, " singular values:", sigma.round(3))
print("put together again:", np.allclose(U * sigma @ Vt, A))
print("columns of U at right angles:", np.allclose(U.T @ U, np.eye(2)))

# %% [markdown]
# (`U * sigma` multiplies column $i$ by $\sigma_i$, which is the product with the diagonal matrix $\Sigma$, without writing all its zeros down. `full_matrices=False` keeps only the directions that have a $\sigma_i$; without it, U and V are square: the further rows of `Vt` are directions that $A$ sends to zero.)
#
# Much of this lesson can be read from the $\sigma_i$. The rank is the number of them above zero (above rounding, in practice), the condition number the first divided by the last. The pseudo-inverse turns everything round, $A^+=V\,\Sigma^+U^\top$, where $\Sigma^+$ has $1/\sigma_i$ for every $\sigma_i$ that counts, and 0 for the others: what was flattened to nothing cannot be brought back. The eigenvalues of $A^\top A$ are the $\sigma_i^2$, since $A^\top A=V\Sigma U^\top U\Sigma V^\top=V\Sigma^2V^\top$.
#
# **The best short version.** Written out, the product is a sum of layers, each an *outer product* of a column and a row: $A=\sigma_1u_1v_1^\top+\sigma_2u_2v_2^\top+\dots$ If you keep the first $k$ layers, you have the *low-rank approximation*, and no matrix of rank $k$ comes nearer to $A$ (Eckart and Young, 1936). The squared error is the sum of the $\sigma_i^2$ that you dropped. A picture is a matrix, too:

# %%
photo = load_sample_image("china.jpg").mean(axis=2)[::2, ::2] / 255  # grey, every second pixel
U, sigma, Vt = np.linalg.svd(photo, full_matrices=False)
print("shape", photo.shape, " numbers", photo.size, " first sigmas", sigma[:4].round(1))
shares = np.cumsum(sigma**2) / np.sum(sigma**2)
print("squares held by 1, 2, 3, 4 layers:", shares[:4].round(3))

# %%
quiz.predict(
    "The photo has rank 214. How many layers show the temple, and at what price?",
    [
        "150 layers, more numbers than the photo",
        "80 layers, nearly two thirds of the numbers",
        "20 layers, a sixth of the numbers",
        "1 layer, a hundredth",
    ],
    right=2,
    because="Walls, roof and sky repeat along rows and columns; few layers hold the plan.",
    tempting={
        0: "That many give nearly every leaf. How many does the outline take?",
        1: "So many look almost like the photo. You need fewer to recognise it.",
        3: "One layer is one row, in different brightness for each line: stripes.",
    },
)

# %% alt="The photo of a temple four times: from 1 layer, only stripes; from 5 layers, blocks of light and dark; from 20 layers, a blurred temple, easily recognised; and from 80 layers, nearly as sharp as the photo. The shares of the squares that they hold are {held[1]:.1%}, {held[5]:.1%}, {held[20]:.1%} and {held[80]:.2%}."
held = {}
figure, axes = plt.subplots(1, 4, figsize=(9.5, 2.1))
for axis, k in zip(axes, (1, 5, 20, 80)):
    held[k] = np.sum(sigma[:k] ** 2) / np.sum(sigma**2)
    axis.imshow(U[:, :k] * sigma[:k] @ Vt[:k], cmap="gray", vmin=0, vmax=1)
    axis.set(title=f"k = {k}", xticks=[], yticks=[])
    stored = k * (sum(photo.shape) + 1) / photo.size
    print(f"k = {k:2d}: {held[k]:.2%} of the squares, {stored:5.1%} of the numbers")
plt.show()

# %% [markdown]
# (Photo: danielbuechele on Flickr, CC BY 2.0, as it comes with scikit-learn; made grey and smaller.) Each layer needs a column, a row and a number, $k\,(m+n+1)$ in all, so that beyond a certain $k$ the "short" version is longer than the original. Look at the first share, too: one layer holds most of the *squares* and shows nothing but stripes. A share of squares is no share of what people see.

# %%
demos.rank_picture.show()

# %% [markdown]
# **Change one thing**: let the last picture have `k` 200 instead of 80. What does it cost?
#
# <details><summary>Answer</summary>
#
# 156 % of the numbers of the photo, for a difference that nobody sees. (It is 100 % at $k=128$.)
#
# </details>
#
# In [[ch08]] the rows of the table are instances instead of lines of a picture, and the same few lines of code become principal component analysis. In [[ch04]] the pseudo-inverse fits a linear model.
#
# **Its exercises**: [[p4-e09]], [[p4-e10]] (the fast track) and [[p4-e11]]. **Read more**: G. Strang, [*Linear Algebra*, MIT 18.06](https://ocw.mit.edu/courses/18-06-linear-algebra-spring-2010/), lectures 29 and 33.
#
# ## To take away
#
# - The dot product measures lengths and angles; zero means at right angles.
# - A shadow is the nearest point, and its rest stands at right angles; least squares is the shadow of the readings.
# - The columns of a matrix say where the unit arrows go; of a product, the right one acts first.
# - Ask for the condition number, not for the determinant, whether a map can be undone.
# - Eigenvectors keep their direction; the SVD finds directions at right angles for every matrix, sorted by importance.
#
# **The exit quiz**: [[p4-e12]].
