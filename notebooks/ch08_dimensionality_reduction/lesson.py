# %% [markdown]
# # Dimensionality reduction
#
# A picture of a shirt has 784 pixels, a patient's blood test sixty values, a customer a thousand columns. Most of these numbers repeat one another. **How many do you need, which ones, and what is lost with the rest?** This lesson measures what many dimensions do to distances, finds the directions
# that matter, and draws maps of data that nobody can see, including maps that mislead.
#
# Afterwards you can
#
# - measure what many columns do to distances, and to a model that relies on them,
# - tell data that lie near a plane from data that lie on a curved sheet,
# - compute principal components by an SVD, centred, with signs and shares of variance right,
# - choose the number of dimensions, rebuild the rows and say how much was lost,
# - reduce tables that are too large for memory, or too curved for a plane,
# - read a t-SNE map without believing too much, and put a reduction into a pipeline without leakage.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 75 min · core exercises 2 h · extra exercises 1½ h. Builds on [[p4]] (linear algebra) and [[ch03]] (classification).*

# %%
import matplotlib.pyplot as plt
import numpy as np
from scipy.spatial.distance import pdist, squareform
from sklearn.datasets import load_digits, load_iris
from sklearn.datasets import make_circles, make_swiss_roll
from sklearn.decomposition import PCA, IncrementalPCA, KernelPCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression

# %%
from sklearn.manifold import TSNE, Isomap, LocallyLinearEmbedding
from sklearn.manifold import trustworthiness
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.random_projection import GaussianRandomProjection
from sklearn.random_projection import johnson_lindenstrauss_min_dim

# %%
from jupyterlab_homl.toolkit import datasets, demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-05-I.09"]
# ## 1 · Lost in space
#
# Lose a key on a path 100 m long, and you find it in a minute or two. On a square field of 100 m by 100 m it takes an afternoon; in a building of 100 m in all three directions, weeks. Each new dimension multiplies the room in which things can be, while the number of things stays the same. *Richard Bellman* called this the *curse of dimensionality* (1957).
#
# Let us measure it. Draw two points at random in the *unit cube*, whose $d$ coordinates all lie between 0 and 1. Their squared distance is a sum of $d$ squared differences, and the mean of one squared difference is 1/6:
#
# $$\mathrm{E}\,(u-v)^2 = \mathrm{Var}(u)+\mathrm{Var}(v) = \tfrac1{12}+\tfrac1{12}=\tfrac16, \qquad\text{so the distance is about}\quad \sqrt{d/6}.$$
#
# Distances grow like $\sqrt d$. Their *spread* does not: it stays near 0.24, since a sum of $d$ independent terms varies by $\sqrt d$ around a mean that grows by $d$, and the root undoes one against the other. So, measured by their mean, distances become more and more alike.

# %%
quiz.predict(
    "200 points are drawn at random in a cube with 1,000 dimensions. Your nearest neighbour "
    "among them is how far away, compared with the one farthest from you?",
    ["about 1/10 as far", "about 1/2 as far", "about 9/10 as far"],
    right=2,
    because="All distances lie close to √(1000/6) ≈ 12.9: nobody is near, and nobody is far.",
    tempting={
        0: "That is about what you get with two or three dimensions.",
        1: "About what ten or twenty dimensions give. What does the spread do meanwhile?",
    },
)

# %%
rng = np.random.default_rng(0)
clouds = {d: pdist(rng.random((200, d))) for d in (2, 3, 10, 100, 1000)}
for d, distances in clouds.items():
    square = squareform(distances)
    np.fill_diagonal(square, np.nan)  # nobody is a neighbour of themselves
    near, far = np.nanmin(square, axis=1), np.nanmax(square, axis=1)
    facts = f"mean {distances.mean():6.3f}, spread {distances.std():.3f}"
    print(f"{d:5d} dimensions: {facts}, nearest / farthest {np.mean(near / far):.2f}")

# %% alt="Histograms of the distances between 200 random points, divided by their mean, in 2, 10, 100 and 1,000 dimensions. In 2 dimensions they reach from near 0 to more than twice the mean; with every step the hill gets narrower, and in 1,000 dimensions all lie within a few hundredths of the mean: the standard deviation is {narrow:.3f}."
for d in (2, 10, 100, 1000):
    relative = clouds[d] / clouds[d].mean()
    plt.hist(relative, bins=40, density=True, histtype="step", label=f"{d} dimensions")
narrow = relative.std()
plt.yscale("log")
plt.xlabel("distance, divided by the mean distance")
plt.ylabel("density (log scale)")
plt.legend()
plt.show()

# %% [markdown]
# **Change one thing**: draw 2,000 points instead of 200. Does the last column of the table get much smaller?
#
# <details><summary>What you see</summary>
#
# In two dimensions it does, to about a third: ten times as many points, so the nearest is $\sqrt{10}$ times closer. In 1,000 dimensions it hardly moves. To halve the distance to your nearest neighbour in $d$ dimensions takes about $2^d$ times as many rows, and no one has $2^{1000}$ rows.
# </details>
#
# What does this do to a model? k nearest neighbours ([[ch01]]) lives on distances. Give it the four measures of the irises, and then more and more columns of noise:

# %%
X, y = load_iris(return_X_y=True)
X = StandardScaler().fit_transform(X)
rng = np.random.default_rng(0)
for extra in (0, 4, 16, 64, 256, 1024):
    wide = np.c_[X, rng.normal(size=(150, extra))]
    right = cross_val_score(KNeighborsClassifier(5), wide, y, cv=5).mean()
    print(f"4 measures and {extra:4d} columns of noise: {right:.0%} right")

# %% [markdown]
# The four good columns are still there; they are drowned. Every column gets a vote in the distance, also those that know nothing, and at the end little more is left than the third that guessing gives. (Which of the last two rows is higher is chance.)
#
# If real data filled their space like these points, we could go home. They do not. A digit of 8 × 8 pixels has 64 columns, but neighbouring pixels go together. Shuffle each column by itself, so that each pixel keeps its values and loses its neighbours:

# %%
digits = load_digits()
rng = np.random.default_rng(0)
shuffled = rng.permuted(digits.data, axis=0)  # each column by itself
for name, table in (("digits", digits.data), ("shuffled columns", shuffled)):
    square = squareform(pdist(table[:500]))
    np.fill_diagonal(square, np.nan)
    ratio = np.nanmin(square, axis=1) / np.nanmax(square, axis=1)
    print(f"{name:>16}: nearest / farthest {ratio.mean():.2f}")

# %% [markdown]
# The real digits have near and far neighbours, as if they had fewer than ten dimensions. What goes together can be told with fewer numbers. That is the hope of this whole chapter.
#
# **Its exercise**: [[ch08-e01]]. **Read more**: [Beyer and others: When is “nearest neighbor” meaningful?](https://doi.org/10.1007/3-540-49257-7_15) (1999).

# %% [markdown] topics=["S-05-I.09"]
# ## 2 · Shadows and rolled-up sheets
#
# Hold your hand in front of a lamp: the shadow on the wall has one dimension less, and you still recognise the hand, if you turn it well. That is *projection*. It works when the data lie near a plane, with little in the direction that is lost.
#
# Now roll up a sheet of paper with a drawing on it and look at its shadow: layers lie on top of each other, and what was far apart on the sheet comes together. A sheet is a *manifold*: something that looks flat from close up, whatever it does at large. It has two dimensions of its own, though it lies in three. To get them one has to unroll it, not to project it.
#
# That data with many columns lie near a manifold with few is the *manifold hypothesis*. Random pixels practically never look like a shirt; a shirt that is moved, widened or lengthened a little still does. The ways to change a shirt are its dimensions.

# %%
roll, place = make_swiss_roll(n_samples=1000, random_state=0)
along = (place * np.sqrt(1 + place**2) + np.arcsinh(place)) / 2  # length along the spiral
flat = np.c_[along, roll[:, 1]]

# %% alt="Three panels of the same 1,000 points, coloured by their place along a rolled-up sheet. Left: the roll in three dimensions, a spiral of several layers. Middle: its shadow from above, with colours of different layers mixed on top of each other. Right: the sheet unrolled, with the colours in order from left to right."
figure = plt.figure(figsize=(7.5, 2.8))
solid = figure.add_subplot(1, 3, 1, projection="3d")
solid.scatter(*roll.T, c=place, s=4)
solid.view_init(8, -75)
solid.set(xticks=[], yticks=[], zticks=[], title="roll")
for number, (name, table) in enumerate([("shadow", roll[:, :2]), ("unrolled", flat)], 2):
    panel = figure.add_subplot(1, 3, number)
    panel.scatter(*table.T, c=place, s=4)
    panel.set_title(name)
plt.show()

# %% [markdown]
# How good is a map? Ask a point for its nearest neighbours before and after. `NearestNeighbors` finds them, as the numbers of their rows:

# %%
search = NearestNeighbors(n_neighbors=4).fit(roll)
print(search.kneighbors(roll[:2], return_distance=False))  # itself comes first
print(search.kneighbors(return_distance=False)[:2])  # without itself

# %% [markdown]
# Called with rows, it finds each of these rows at a distance of 0, too. Called with nothing, it leaves every row out of its own list.

# %%
quiz.predict(
    "Each point of the roll has ten nearest neighbours. In the shadow it has ten nearest "
    "neighbours again. How many of them are the same, on average?",
    ["about nine", "about seven", "about four"],
    right=2,
    because="Layers lie on top of each other, and most new neighbours are of other layers.",
    tempting={
        0: "That would be a flat sheet seen from above. Count the layers in the picture.",
        1: "It would take two layers or so. The roll has more.",
    },
)

# %%
before = NearestNeighbors(n_neighbors=10).fit(roll).kneighbors(return_distance=False)
for name, table in (("shadow", roll[:, :2]), ("unrolled", flat)):
    after = NearestNeighbors(n_neighbors=10).fit(table).kneighbors(return_distance=False)
    same = [len(np.intersect1d(a, b)) for a, b in zip(before, after)]
    print(f"{name:>8}: {np.mean(same):.1f} of 10 neighbours kept")

# %% [markdown]
# **Change one thing**: let `n_neighbors=10` be 100 in both lines, so that each point looks farther around. Does unrolling still look so good?
#
# <details><summary>What you see</summary>
#
# The unrolled sheet kept nearly all of ten neighbours, and keeps about 82 of 100: in the roll the hundred nearest already reach across to the next layer, and that is what unrolling takes apart. "Near" is only to be trusted close up.
# </details>
#
# A last caution: unrolling is no end in itself. If the classes are "left half of the roll as it lies in the room" and "right half", a single cut in three dimensions tells them apart, and on the unrolled sheet they make stripes. Whether a reduction helps is a question to the task ([[§8]]).
#
# **Its exercise**: [[ch08-e02]]. **Read more**: [Manifold learning](https://scikit-learn.org/stable/modules/manifold.html) in scikit-learn's user guide.

# %% [markdown] topics=["S-05-I.09"]
# ## 3 · The widest shadow
#
# You photograph a shoal of fish and want to see as much of it as you can. You walk around until the shoal looks widest. The direction in which it is widest is the first *principal component*; the widest direction at right angles to it is the second; and so on. *Principal component analysis*, PCA, is due to *Karl Pearson* (1901) and *Harold Hotelling* (1933).
#
# In the demo you are the photographer: turn the line on which the points are projected.

# %%
demos.projector.show()

# %% [markdown]
# **The formula.** Let $\bar X$ be the table less the mean of each column. A direction is a unit vector $w$; the rows, projected on it, are the numbers $\bar Xw$, with mean 0 and variance
#
# $$\frac{\lVert \bar Xw\rVert^2}{m-1} = w^\top C\,w, \qquad C=\frac{\bar X^\top \bar X}{m-1}.$$
#
# Factor the table by a singular value decomposition, $\bar X = U\,\mathrm{diag}(s)\,V^\top$. Then $C = V\,\mathrm{diag}\bigl(s^2/(m-1)\bigr)\,V^\top$, and $w^\top Cw$ is a weighted mean of the $s_i^2/(m-1)$ with the squares of $V^\top w$ as weights. A mean is largest when all weight lies on the largest. So
#
# - the components are the **rows of $V^\top$**, in the order of the singular values,
# - their variances are $s_i^2/(m-1)$,
# - the new coordinates are $\bar XV$.

# %%
penguins = datasets.load("penguins").dropna()
measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
table = StandardScaler().fit_transform(penguins[measures])

centre = table.mean(axis=0)
U, s, Vt = np.linalg.svd(table - centre, full_matrices=False)
pca = PCA().fit(table)
print("by hand: ", (s**2 / (len(table) - 1)).round(3), Vt[0].round(2))
print("library: ", pca.explained_variance_.round(3), pca.components_[0].round(2))

# %% [markdown]
# **Signs.** If a component comes out as $-w$ instead of $w$, nothing is wrong: both are the same line, and the variance is the same. Which one you get depends on the routine that computed it. scikit-learn turns every component so that its entry of largest absolute value is positive. So never read a meaning into a sign alone, and never compare components without allowing for it.
#
# (Earlier versions had another rule.) By hand it takes two lines:

# %%
largest = Vt[np.arange(4), np.abs(Vt).argmax(axis=1)]  # one entry of each component
turned = Vt * np.sign(largest)[:, None]
print("like the library's:", np.allclose(turned, pca.components_))

# %% [markdown]
# Read the first component: flipper, mass and bill length go together, and bill depth against them. It says "large penguin".

# %% alt="Two panels of the same penguins, first against second coordinate, three species marked by shape and colour. Left, columns standardised: the species form three groups, one of them far apart. Right, in millimetres and grams: the first axis is body mass alone, with {heavy:.2%} of the variance, and two of the species lie on top of each other."
raw = PCA(2).fit(penguins[measures])
heavy = raw.explained_variance_ratio_[0]
figure, panels = plt.subplots(1, 2, figsize=(7.5, 3.2))
maps = {"standardised": pca.transform(table), "mm and g": raw.transform(penguins[measures])}
for panel, (name, places) in zip(panels, maps.items()):
    for species, marker in zip(penguins.species.unique(), "o^s"):
        panel.plot(*places[penguins.species == species, :2].T, marker, ms=3, label=species)
    panel.set(title=name, xlabel="first coordinate")
panels[0].set_ylabel("second coordinate")
panels[0].legend(fontsize=7)
plt.show()

# %%
quiz.predict(
    "The same four columns, not standardised: bills and flippers in millimetres, mass in "
    "grams. Which share of the variance has the first component?",
    ["about 40 %", "about 70 %", "more than 99 %"],
    right=2,
    because="Masses vary by hundreds of grams, lengths by millimetres: mass is all it sees.",
    tempting={
        0: "So it would be with equal spreads and columns that hardly go together.",
        1: "That is about its share with standardised columns.",
    },
)

# %%
for name, fitted in (("standardised", pca), ("mm and g", raw)):
    share, first = fitted.explained_variance_ratio_[0], fitted.components_[0]
    print(f"{name:>12}: share {share:.4f}, first component {first.round(3)}")

# %% [markdown]
# *Variance has units.* Where columns have different ones, standardise first; where all have the same unit, such as pixels, leave them as they are, since dividing by a tiny spread blows up noise.
#
# **Centring.** Without it the first direction points from the origin to the middle of the cloud, whatever shape the cloud has. `PCA` centres by itself; `TruncatedSVD`, made for sparse tables, does not, and a bare `np.linalg.svd` does not either.

# %%
away = np.random.default_rng(0).normal(size=(300, 2)) * [0.3, 2.0] + [20, 0]
centred = PCA(1).fit(away).components_[0]
not_centred = np.linalg.svd(away, full_matrices=False)[2][0]
print("longest direction of the cloud:", np.abs(centred).round(2))
print("without centring:              ", np.abs(not_centred).round(2))

# %% [markdown]
# **Change one thing**: move the cloud to `[0, 20]`. Is centring needed now?
#
# <details><summary>What you see</summary>
#
# Both come out alike, by luck: the mean happens to lie in the direction in which the cloud is long. A test with such data would not notice that the centring is missing.
# </details>
#
# **Its exercise**: [[ch08-e03]]. **Read more**: [PCA](https://scikit-learn.org/stable/modules/decomposition.html#pca) in scikit-learn's user guide.

# %% [markdown] topics=["S-05-I.09"]
# ## 4 · How many are enough?
#
# A moving van takes 30 boxes and you own 64. You pack the fullest boxes first and ask how much of your belongings that is. PCA packs variance: the *explained variance ratio* of a component is its variance divided by the sum of all, and the ratios come in falling order. Add them up until it is enough.

# %%
clothes = datasets.load("fashion_mnist")
X_train = clothes.X_train[:1000].reshape(1000, 784) / 255
X_new = clothes.X_test[:300].reshape(300, 784) / 255
full = PCA().fit(X_train)
together = np.cumsum(full.explained_variance_ratio_)
for share in (0.5, 0.8, 0.9, 0.95, 0.99):
    print(f"{share:.0%} of the variance: {np.argmax(together >= share) + 1:3d} of 784")

# %% [markdown]
# `np.argmax` of a row of truth values gives the place of the first `True`; components are counted from one. `PCA` does it by itself: a float below 1 is a share, a whole number a count.

# %% alt="Share of the variance that the first d components explain together, d from 1 to 784. The curve rises steeply to {together[9]:.0%} at ten components, passes 95 % at {shirt.n_components_}, marked by lines, and is nearly flat from there on."
shirt = PCA(n_components=0.95).fit(X_train)
plt.plot(np.arange(1, 785), together)
plt.axvline(shirt.n_components_, color="0.6")
plt.axhline(0.95, color="0.6", linestyle=":")
plt.xlabel("components kept")
plt.ylabel("share of the variance")
plt.show()

# %% [markdown]
# **Unpacking.** The new coordinates $z=(x-\bar x)V_d$ are $d$ numbers; $\hat x = \bar x + zV_d^\top$ is the picture that they stand for: `inverse_transform`. What was left behind is at right angles to what was kept, so the squared errors add up to the variances of the components that were dropped:
#
# $$\frac1{m-1}\sum_{\text{rows}}\lVert x-\hat x\rVert^2=\sum_{i>d}\frac{s_i^2}{m-1}.$$
#
# The first $d$ components of the full PCA are those of `PCA(d)`, so one decomposition is enough for all $d$; `transform` and `inverse_transform` do the same as the two lines in `lost`. No other projection to $d$ dimensions has a smaller *reconstruction error* (Eckart and Young, 1936).

# %%
def lost(rows, d):
    """The squared errors of rows rebuilt from the first d components."""
    W = full.components_[:d]
    back = full.mean_ + (rows - full.mean_) @ W.T @ W
    return (rows - back) ** 2


for d in (1, 10, shirt.n_components_, 400):
    errors, dropped = lost(X_train, d), full.explained_variance_[d:].sum()
    print(f"{d:3d}: {errors.sum() / (len(X_train) - 1):6.3f} = {dropped:6.3f};", end=" ")
    print(f"a pixel: {errors.mean():.4f}, of new rows {lost(X_new, d).mean():.4f}")

# %%
demos.rebuilt.show()

# %% [markdown]
# The formula holds for the rows that were fitted. With one component new rows come out as well as the others; with 400 they come out four times worse. The last components describe the sample, not shirts. PCA overfits like everything else that is fitted.

# %%
quiz.predict(
    "With 1,000 pictures of 784 pixels you keep 95 % of the variance. By how much do you "
    "shrink the table of numbers that has to be stored for the pictures?",
    ["to a half", "to about a fifth", "to a hundredth"],
    right=1,
    because="Some 150 numbers instead of 784. (The components themselves are stored once.)",
    tempting={
        0: "Look at the table: how many components reach 95 %?",
        2: "That would be eight numbers a picture. Look at the table: how much do eight hold?",
    },
)

# %%
kept = shirt.transform(X_train)
print(X_train.shape, "→", kept.shape, f": {kept.size / X_train.size:.0%} of the numbers")
print(f"the mean and the components once: {shirt.components_.size + 784:,} numbers more")

# %% [markdown]
# **Change one thing**: ask for 0.90 instead of 0.95 in `shirt`. How many components are spared by giving up five hundredths?
#
# <details><summary>What you see</summary>
#
# About half of them. The last hundredths are the dearest; which you need is a question to the model that comes afterwards, so let cross-validation choose ([[§8]]).
# </details>
#
# **Whitening** (`whiten=True`) divides each new coordinate by its standard deviation, so that all of them have variance 1. Some models like that; distances then give the weakest component as much weight as the strongest.
#
# **Its exercises**: [[ch08-e04]] and [[ch08-e05]]. **Read more**: [Faces recognition example using eigenfaces](https://scikit-learn.org/stable/auto_examples/applications/plot_face_recognition.html).

# %% [markdown] topics=["S-05-I.09"]
# ## 5 · Tables that do not fit
#
# You are to lift a piano up to the fourth floor. You can hire stronger people, take it apart, or ask whether you need all of it. For large tables there are the same three ways.
#
# **Only the first few.** A full SVD of $m$ rows and $n\le m$ columns takes about $m\,n^2$ steps, also for components that you throw away. The *randomised SVD* (Halko, Martinsson and Tropp, 2011) multiplies the table by a few random columns, which catches the directions that are wide, and works in there: about $m\,n\,d$ steps.

# %%
quick = PCA(20, svd_solver="randomized", random_state=0).fit(X_train)
ratio = quick.explained_variance_ / full.explained_variance_[:20]
print("variance found, first and last of 20:", ratio[[0, -1]].round(4))
print("the default, svd_solver='auto', decides by the shape of the table")

# %% [markdown]
# **In portions.** `IncrementalPCA` gets the table batch by batch through `partial_fit` and keeps only the components so far, the mean, and the batch. The table stays on disk: `np.memmap` looks like an array and reads what you take from it.

# %%
import tempfile

path = f"{tempfile.mkdtemp()}/clothes.bin"
X_train.astype("float32").tofile(path)

on_disk = np.memmap(path, dtype="float32", mode="r", shape=(1000, 784))
gradual = IncrementalPCA(n_components=20)
for start in range(0, 1000, 250):
    gradual.partial_fit(on_disk[start : start + 250])
print("share of the variance:", gradual.explained_variance_ratio_.sum().round(4))
print("all at once:          ", together[19].round(4))

# %% [markdown]
# Each batch needs at least as many rows as there are components, the last one, too: 1,000 rows in portions of 330 leave a last one of 10, which is not enough for 20 components. Let such a rest join the portion before.

# %%
quiz.predict(
    "Take 60 columns of random numbers, and multiply a table of 10,000 columns by them. The "
    "60 directions know nothing of the data. What happens to the distances between rows?",
    [
        "nothing of them is left",
        "they are kept within about 10 to 20 %, most of them",
        "they are kept exactly",
    ],
    right=1,
    because="A distance is a sum of 10,000 squares; 60 random sums estimate it quite well.",
    tempting={
        0: "So one would think. But a random direction sees a little of every column.",
        2: "60 numbers cannot hold 10,000; something has to be lost.",
    },
)

# %%
rng = np.random.default_rng(0)
huge = rng.normal(size=(60, 10_000)) * rng.exponential(size=10_000)
true = pdist(huge)
quotients = {}
for d in (15, 60, 240):
    short = GaussianRandomProjection(d, random_state=0).fit_transform(huge)
    quotients[d] = pdist(short) / true
    off = np.abs(quotients[d] - 1)
    print(f"{d:3d} columns: off by {off.mean():.1%} on average, {off.max():.0%} at most")

# %% alt="Histograms of distances after random projection, divided by the true ones. With 15 columns they spread widely around 1, with 240 columns they crowd near 1: the standard deviations are {spread[15]:.2f} and {spread[240]:.2f}."
spread = {d: quotient.std() for d, quotient in quotients.items()}
for d, quotient in quotients.items():
    plt.hist(quotient, bins=50, histtype="step", label=f"{d} columns")
plt.axvline(1, color="0.6")
plt.xlabel("distance after projection / true distance")
plt.ylabel("pairs of rows")
plt.legend()
plt.show()

# %% [markdown]
# **Without looking.** That is *random projection*. William Johnson and Joram Lindenstrauss (1984) proved how many columns $d$ are enough to keep all squared distances among $m$ rows within a share $\varepsilon$,
#
# $$d \ge \frac{4\ln m}{\varepsilon^2/2-\varepsilon^3/3},$$
#
# and $n$, the number of columns that there were, does not appear. It needs no training, so nothing can leak or overfit; but with few columns to begin with it saves nothing:

# %%
for eps in (0.1, 0.3, 0.5):
    print(f"within {eps:.0%}:", johnson_lindenstrauss_min_dim([60, 10_000], eps=eps))

# %% [markdown]
# **Change one thing**: in the table of distances use `rng.normal(size=(60, 100))` and `size=100`. Do the percentages change?
#
# <details><summary>What you see</summary>
#
# Hardly: what is lost depends on the number of new columns, not on that of old ones. Only that 240 columns for 100 are no reduction any more.
# </details>
#
# **Its exercise**: [[ch08-e06]]. **Read more**: [Incremental PCA](https://scikit-learn.org/stable/modules/decomposition.html#incremental-pca), [Random projection](https://scikit-learn.org/stable/modules/random_projection.html).

# %% [markdown] topics=["S-05-I.09"]
# ## 6 · Bending before projecting
#
# A ring and a dot in its middle cannot be told apart by any shadow of the plane: the dot always falls inside of the ring's. Lift the plane at its middle, like a tent, and look from the side: the dot is on top. PCA can do that, without your building the tent.
#
# PCA needs only the scalar products between rows, $K=\bar X\bar X^\top$: if $K=U\,\mathrm{diag}(s^2)\,U^\top$, the coordinates of the rows are $U\,\mathrm{diag}(s)$. *Kernel PCA* (Schölkopf, Smola and Müller, 1998) puts another measure of likeness in place of the products, as if the rows had been lifted to a space of many dimensions first. The *RBF kernel*
#
# $$k(x,x')=\exp\bigl(-\gamma\lVert x-x'\rVert^2\bigr)$$
#
# is 1 for equal rows and near 0 for rows farther apart than about $1/\sqrt\gamma$. Centring happens up there: subtract from $K$ the mean of each row and of each column, and add the mean of all.

# %% alt="Three panels with points of an inner and an outer ring. Left: the rings in the plane, one inside of the other. Middle: PCA, the same rings turned. Right: kernel PCA with gamma 3, where inner and outer ring are two groups that a straight line parts."
rings, ring = make_circles(n_samples=300, factor=0.3, noise=0.05, random_state=0)
views = {
    "as it is": rings,
    "PCA": PCA(2).fit_transform(rings),
    "kernel PCA": KernelPCA(2, kernel="rbf", gamma=3).fit_transform(rings),
}
figure, panels = plt.subplots(1, 3, figsize=(7.5, 2.7))
for panel, (name, points) in zip(panels, views.items()):
    for k, marker in enumerate("o^"):
        panel.plot(*points[ring == k].T, marker, markersize=3)
    panel.set_title(name)
plt.show()

# %% [markdown]
# Which γ? PCA has no right or wrong answers to compare with, but the model behind it has. Put both into a pipeline and let a grid search judge the reduction by the score at the end. Parameters of a step have its name in front, with two underscores:

# %%
quiz.predict(
    "A straight line is to tell the rings apart by the first two coordinates of kernel PCA. "
    "Which values of γ are good?",
    ["the smaller the better", "a range in the middle", "the larger the better"],
    right=1,
    because="Too small, and the tent is flat. Too large, and every row is an island.",
    tempting={
        0: "With γ near 0 all kernels are near 1 and nearly straight. What can PCA do then?",
        2: "With γ = 1000 a row is like nobody but itself. Is there anything left to learn?",
    },
)

# %%
model = make_pipeline(KernelPCA(2, kernel="rbf"), LogisticRegression())
gammas = [0.01, 0.1, 1, 3, 10, 100, 1000]
search = GridSearchCV(model, {"kernelpca__gamma": gammas}, cv=5).fit(rings, ring)
for gamma, right in zip(gammas, search.cv_results_["mean_test_score"]):
    print(f"γ = {gamma:<6}: {right:.0%} right on rows left out")
print("best:", search.best_params_)

# %% [markdown]
# The scale of the columns is in γ: measure the rings in millimetres instead of metres, and the good γ is a million times smaller. So standardise first, and search on a log scale.
#
# **Change one thing**: put `LogisticRegression` to work on all 299 coordinates: replace the first 2 in `KernelPCA(2, …)` by 299. What happens to γ = 0.1 and to γ = 1000?
#
# <details><summary>What you see</summary>
#
# γ = 0.1 gets everything right: the bend is there, in a later coordinate, only too faint for the first two. γ = 1000 rises to some 90 %, too: 299 coordinates of 300 rows lose nothing. With so many of them the choice of γ matters less, but then nothing has been reduced.
# </details>
#
# The price: $K$ has $m\times m$ entries. 1,000 rows are no trouble, 100,000 rows are 80 GB. And there is no exact way back to the table, as a point up there need not belong to any row; `fit_inverse_transform=True` learns one.
#
# **Its exercises**: [[ch08-e07]], and [[ch08-e08]] for a kernel PCA of your own. **Read more**: [Kernel PCA](https://scikit-learn.org/stable/auto_examples/decomposition/plot_kernel_pca.html).

# %% [markdown] topics=["S-05-I.09"]
# ## 7 · Maps of neighbours
#
# Nobody has seen the whole of an ancient city, but each digger knows which stones lay beside which. From these notes one can draw a plan. *Manifold learning* draws plans from neighbourhoods, and does not care how far the far ones are.
#
# **LLE**, locally linear embedding (Roweis and Saul, 2000). Write each row as a mixture of its $k$ neighbours, with weights that add up to 1 and make $\lVert x_i-\sum_j w_{ij}x_j\rVert^2$ smallest. Then forget the rows, keep the weights, and look for points $z_i$ in two dimensions that the same mixtures fit: $\sum_i\lVert z_i-\sum_j w_{ij}z_j\rVert^2$ is to be smallest. The first step is a small least squares problem for each row, the second an eigenproblem.
#
# **Isomap** (Tenenbaum, de Silva and Langford, 2000). Join each row to its $k$ neighbours, measure distances *along* these roads, and place the points so that their straight distances match, which is *multidimensional scaling* (MDS).

# %% alt="Four panels: the roll laid out in two dimensions, coloured by the place along the sheet. PCA: a spiral with all layers. LLE and Isomap with 10 neighbours: colours in order, Isomap as a rectangle. Isomap with 40 neighbours: a folded band in which distant places lie together."
plans = {
    "PCA": PCA(2),
    "LLE, 10": LocallyLinearEmbedding(n_neighbors=10, random_state=0),
    "Isomap, 10": Isomap(n_neighbors=10),
    "Isomap, 40": Isomap(n_neighbors=40),
}
plans = {name: plan.fit_transform(roll) for name, plan in plans.items()}
figure, panels = plt.subplots(1, 4, figsize=(7.5, 2.3))
for panel, (name, points) in zip(panels, plans.items()):
    panel.scatter(*points.T, c=place, s=3)
    panel.set(title=name, xticks=[], yticks=[])
plt.show()

# %%
for name, points in plans.items():
    rank = np.argsort(np.argsort(points, axis=0), axis=0)
    order = np.argsort(np.argsort(place))
    best = max(abs(np.corrcoef(column, order)[0, 1]) for column in rank.T)
    kept = trustworthiness(roll, points, n_neighbors=10)
    print(f"{name:>10}: follows the sheet {best:.2f}, trustworthiness {kept:.3f}")

# %% [markdown]
# With 40 neighbours some roads lead from layer to layer: *short cuts*, and the plan folds. With too few, the roads break off. *Trustworthiness* is near 1 if those who are neighbours on the map were neighbours in the table, and there are penalties for intruders by how far off they were. It can be computed without knowing the truth, and allows a choice between maps.
#
# **t-SNE** (van der Maaten and Hinton, 2008) makes the best-known maps. Each row divides its attention among the others like a bell curve, wide enough to reach about as many as the *perplexity* says. On the map the same is asked of curves with long tails (Student's *t*), so that what is not near may be pushed far. The points move, step by step, until both agree as well as they can. **UMAP** (McInnes, Healy and Melville, 2018; package `umap-learn`) has the same aim, is faster, and shares the caveats.

# %%
few = digits.data[:400]
by_pca = PCA(2).fit_transform(few)
by_tsne = TSNE(perplexity=30, init="pca", random_state=0).fit_transform(few)
for name, points in (("PCA", by_pca), ("t-SNE", by_tsne)):
    good = trustworthiness(few, points, n_neighbors=10)
    near = cross_val_score(KNeighborsClassifier(5), points, digits.target[:400], cv=5).mean()
    print(f"{name:>5}: trustworthiness {good:.3f}, neighbours agree on the digit {near:.0%}")

# %% alt="Two maps of 400 handwritten digits, each drawn as a coloured numeral. Left, PCA: one cloud in which most digits overlap. Right, t-SNE: about ten islands, nearly all of one digit each, with a few strays."
figure, panels = plt.subplots(1, 2, figsize=(7.5, 3.8))
for panel, (name, points) in zip(panels, (("PCA", by_pca), ("t-SNE", by_tsne))):
    panel.scatter(*points.T, s=0)
    for (across, up), digit in zip(points, digits.target[:400]):
        panel.text(across, up, digit, color=plt.cm.tab10(digit), fontsize=7)
    panel.set(title=name, xticks=[], yticks=[])
plt.show()

# %% [markdown]
# No label was used; what the labels show is that neighbours belong together. Now to what such a map does **not** say.

# %%
quiz.predict(
    "Two clouds, one ten times as wide as the other, far apart. How much wider is the wide "
    "one on the map that t-SNE draws?",
    ["about ten times", "less than twice", "the narrow one is wider"],
    right=1,
    because="Each row has a bell curve of its own width, so that dense and thin look alike.",
    tempting={
        0: "That is so in the table. How wide is the bell curve of a row in the wide cloud?",
        2: "There is no reason for that; they come out about alike.",
    },
)

# %%
rng = np.random.default_rng(0)
narrow, wide = rng.normal(size=(2, 75, 10)) * [[[1]], [[10]]]
pair = np.r_[narrow, wide + 200]
spot = TSNE(perplexity=20, init="pca", random_state=0).fit_transform(pair)
for name, table in (("table", pair), ("map", spot)):
    size = [table[rows].std(axis=0).mean() for rows in (slice(75), slice(75, 150))]
    print(f"{name:>5}: the wide cloud is {size[1] / size[0]:.1f} times as wide")

# %%
demos.neighbour_map.show()

# %% [markdown]
# - **Sizes** of clusters mean nothing, as you have seen.
# - **Distances** between clusters mean little: what is far apart may be drawn anywhere.
# - **Clumps** appear in pure noise when the perplexity is small. Try several values, and other seeds.
# - **New rows** have no place: t-SNE has no `transform`, so it cannot be a step of a model.
#
# So look at the map, form an idea, and test it in the table.
#
# **LDA**, linear discriminant analysis, is the one method here that looks at the labels: it seeks directions in which the classes lie far apart compared with their own widths, one less than there are classes at most. It comes back in a moment.
#
# **Change one thing**: in the cell with 400 digits use `perplexity=3`. Does the trustworthiness tell you that something went wrong?
#
# <details><summary>What you see</summary>
#
# Hardly: it falls from 0.992 to 0.982. The islands break up into many, though, and what lies beside what has changed. A number on neighbourhoods says nothing on what the map looks like at large.
# </details>
#
# **Its exercises**: [[ch08-e09]] and [[ch08-e10]]. **Read more**: [Wattenberg, Viégas and Johnson: How to use t-SNE effectively](https://distill.pub/2016/misread-tsne/) (2016).

# %% [markdown] topics=["S-05-I.09"]
# ## 8 · One step of a model
#
# A packer who knows which room will be inspected packs for the inspector. A reduction that has seen the rows on which the model is scored does the same. So it belongs into the pipeline, where cross-validation fits it anew on the training part of each fold, scaler first:

# %%
steps = make_pipeline(StandardScaler(), PCA(), KNeighborsClassifier(5))
counts = [1, 2, 5, 10, 20, 40, 61]
search = GridSearchCV(steps, {"pca__n_components": counts}, cv=5)
search.fit(digits.data, digits.target)
means = search.cv_results_["mean_test_score"]
for d, right in zip(counts, means):
    print(f"{d:2d} components: {right:.1%} right on rows left out")

# %% alt="Share of digits named rightly on rows left out against the number of components, on a log scale: {means[0]:.0%} with one component, then a steep rise to {means[4]:.0%} with twenty, and little change beyond that."
plt.semilogx(counts, means, "o-")
plt.axhline(means[-1], color="0.6", linestyle=":")
plt.xlabel("components kept (log scale)")
plt.ylabel("share of right predictions")
plt.show()

# %% [markdown]
# From about twenty components on little more is won. How bad is a leak here? PCA never sees the labels, so fitting it on all rows often changes little, and nobody notices. With a reduction that looks at the labels it is a catastrophe:

# %%
quiz.predict(
    "100 rows of 80 columns of pure noise, and labels from a coin. LDA reduces all rows to "
    "one column; then a classifier is cross-validated on that column. What is its score?",
    ["about 50 %", "about 65 %", "above 85 %"],
    right=2,
    because="LDA has seen the answers of the rows left out, and has put them into its column.",
    tempting={
        0: "That is what it is worth. But the column was made with all 100 answers.",
        1: "There is more room for luck in 80 columns than you think.",
    },
)

# %%
rng = np.random.default_rng(0)
noise, coin = rng.normal(size=(100, 80)), rng.integers(0, 2, 100)
outside = LinearDiscriminantAnalysis().fit(noise, coin).transform(noise)
leaky = cross_val_score(LogisticRegression(), outside, coin, cv=5).mean()
inside = make_pipeline(LinearDiscriminantAnalysis(), LogisticRegression())
honest = cross_val_score(inside, noise, coin, cv=5).mean()
print(f"reduced before cross-validation: {leaky:.0%} right, of a coin")
print(f"reduced inside of it:            {honest:.0%}")

# %% [markdown]
# `LinearDiscriminantAnalysis` has a `transform` as well as a `predict`, so it can be a step in the middle. The same holds for any selection of columns by how well they go with the labels.
#
# **When does it help?** Three reasons are good: a model that suffers from many columns (neighbours, or anything that is slow); a table too large to store or send; a person who wants to look. Three are bad: "because there are many columns" (a forest or a regularised linear model copes), "against overfitting" (regularise), and "because it finds what is important": PCA is blind to the labels. What varies most is not what matters most:

# %%
rng = np.random.default_rng(1)
loud = rng.normal(size=(400, 5)) * 10  # varies a lot, says nothing
quiet = rng.normal(size=(400, 1))  # varies little, says it all
both, label = np.c_[loud, quiet], (quiet[:, 0] > 0).astype(int)
for d in (1, 5, 6):
    model = make_pipeline(PCA(d), LogisticRegression())
    right = cross_val_score(model, both, label, cv=5).mean()
    share = PCA(d).fit(both).explained_variance_ratio_.sum()
    print(f"{d} components, {share:.2%} of the variance: {right:.0%} right")

# %% [markdown]
# 99.8 % of the variance, and no better than a coin. So choose $d$ by the score at the end, and always compare with no reduction at all.
#
# **Change one thing**: put `StandardScaler()` in front of `PCA(d)`. Does the quiet column get through now?
#
# <details><summary>What you see</summary>
#
# With five components mostly, about nine in ten rows are right: all six directions are about equally wide now, and the one that is dropped holds a part of it by chance. Scaling gives a weak column a fair chance, no more.
# </details>
#
# **Its exercises**: [[ch08-e11]] and [[ch08-e12]]. **Read more**: [Common pitfalls: data leakage](https://scikit-learn.org/stable/common_pitfalls.html#data-leakage).
#
# ## To take away
#
# - In many dimensions random points are all about equally far apart; real tables have far fewer dimensions than columns.
# - PCA: centre, SVD, rows of $V^\top$; variances $s^2/(m-1)$; signs are arbitrary, units are not.
# - The reconstruction error is the variance that was dropped; choose the number of components by what comes afterwards.
# - Curved sheets ask for kernels or neighbours; on a t-SNE map only neighbourhoods are to be believed.
# - A reduction is fitted like a model: on training rows only, inside of the pipeline.
#
# **The exit quiz**: [[ch08-e13]].
