# %% [markdown]
# # Unsupervised learning
#
# Nobody has labelled the world. A shop knows what each customer bought, but not what kind of customer that is; a camera takes a million pictures, and no one writes under them what they show. **What can be learned from rows without an answer?** Three things: which rows belong together
# (*clusters*), where rows are frequent and where they are rare (*density*), and which rows should not be there (*anomalies*).
#
# Afterwards you can
#
# - run k-means by hand and by library, and start it so that it does not get stuck,
# - choose the number of clusters, and say when the usual numbers mislead,
# - use clusters as features, as colours, and to spend fifty labels well,
# - find clusters of any shape by density, and choose among ten algorithms,
# - fit Gaussian mixtures, and choose their size by BIC or by a Bayesian prior,
# - raise an alarm for rows that do not belong, with a threshold that you can justify.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 110 min · core exercises 1¾ h · extra exercises 2¼ h. Builds on [[ch08]] (dimensionality reduction); a little probability helps.*

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.cluster import DBSCAN, HDBSCAN, OPTICS, AgglomerativeClustering
from sklearn.cluster import Birch, KMeans, MeanShift, MiniBatchKMeans
from sklearn.cluster import SpectralClustering
from sklearn.covariance import EllipticEnvelope
from sklearn.datasets import load_digits, load_sample_image
from sklearn.datasets import make_blobs, make_circles, make_moons
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest

# %%
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score, roc_auc_score
from sklearn.metrics import silhouette_samples, silhouette_score
from sklearn.mixture import BayesianGaussianMixture, GaussianMixture
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.neighbors import LocalOutlierFactor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.semi_supervised import LabelSpreading
from sklearn.svm import OneClassSVM

# %%
from jupyterlab_homl.toolkit import demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-ch09-kmeans", "S-02-app-segments", "S-05-I.10"]
# ## 1 · Two steps, over and over
#
# Six customers spent 1, 2, 4, 10, 12 and 20 euros. You want to write two letters, one to small customers and one to large ones. Where is the border? Nobody has marked any customer as small or large, so there is nothing to imitate: this is *clustering*, not classification.
#
# *K-means* begins with a guess, say centres at 1 and at 2, and repeats two steps:
#
# 1. *Assign*: each customer goes to the nearer centre.
# 2. *Update*: each centre moves to the mean of its customers.

# %%
quiz.predict(
    "Centres start at 1 and 2, far too close together. After the first assignment one customer "
    "belongs to the first centre and five to the second. Where does it end?",
    [
        "at these groups: a bad start stays bad",
        "with 1, 2, 4 in one group and 10, 12, 20 in the other",
        "with 20 alone in a group",
    ],
    right=1,
    because="The mean of the five is 9.6, so 2 and 4 are nearer to 1 in the next round.",
    tempting={
        0: "Work out the mean of 2, 4, 10, 12 and 20. To which centre is 4 nearer now?",
        2: "It might with another start. Here the second centre moves to 9.6 first.",
    },
)

# %%
amounts = np.array([1.0, 2.0, 4.0, 10.0, 12.0, 20.0])
centres = np.array([1.0, 2.0])
for step in range(1, 5):
    nearest = np.abs(amounts[:, None] - centres).argmin(axis=1)
    inertia = np.sum((amounts - centres[nearest]) ** 2)
    print(f"{step}: groups {nearest}, inertia {inertia:6.1f}", end=", ")
    centres = np.array([amounts[nearest == c].mean() for c in (0, 1)])
    print(f"new centres {centres.round(2)}")

# %% [markdown]
# What is being improved is the *inertia*, the sum of the squared distances to the own centre:
#
# $$J = \sum_i \lVert \mathbf{x}_i - \boldsymbol\mu_{c(i)} \rVert^2 .$$
#
# Neither step can raise it. Assigning takes the smallest term for each row. And the mean is the best place for a centre: the derivative of $\sum_i (x_i - \mu)^2$ with respect to $\mu$ is $-2\sum_i (x_i-\mu)$, which is zero exactly where $\mu$ is the mean. There are only so many ways to divide $m$ rows into groups, so after some rounds nothing
# changes any more. (Stuart Lloyd wrote this down in 1957; the name *k-means* is James MacQueen's, 1967.)
#
# With more than one column the distance is the straight line between two rows. Broadcasting gives all of them at once, shape (rows, centres):

# %%
few = np.array([[0.0, 0.0], [1.0, 0.0], [5.0, 5.0]])
two = np.array([[0.0, 1.0], [5.0, 4.0]])
squared = ((few[:, None, :] - two[None, :, :]) ** 2).sum(axis=2)
print("shape", squared.shape)
print(squared)
print("nearest centre:", squared.argmin(axis=1))

# %% [markdown]
# **The real shop.** 240 customers, two columns: visits a month, and euros a visit.

# %% folded=true
rng = np.random.default_rng(4)
kinds = [([2.5, 62], [0.9, 9], 70), ([9, 14], [1.8, 5], 100), ([13, 38], [2, 7], 70)]
customers = np.vstack([rng.normal(mean, spread, (n, 2)) for mean, spread, n in kinds])
customers = rng.permutation(customers.clip(0.5))

# %%
shop = make_pipeline(StandardScaler(), KMeans(n_clusters=3, n_init=10, random_state=0))
groups = shop.fit_predict(customers)
centres = shop[0].inverse_transform(shop[-1].cluster_centers_)
for c, (visits, euros) in enumerate(centres):
    size = np.sum(groups == c)
    print(f"group {c}: {size:3d} customers, {visits:4.1f} visits of {euros:4.1f} euros")

# %% alt="Euros a visit against visits a month for 240 customers, in three colours, with a cross at each centre: {centres[0][0]:.0f} visits of {centres[0][1]:.0f} euros, {centres[1][0]:.0f} of {centres[1][1]:.0f}, and {centres[2][0]:.0f} of {centres[2][1]:.0f}."
for c, marker in enumerate("os^"):
    own = customers[groups == c]
    plt.scatter(*own.T, marker=marker, s=14, label=f"group {c}")
plt.scatter(*centres.T, marker="X", s=140, color="black")
plt.xlabel("visits a month")
plt.ylabel("euros a visit")
plt.legend()
plt.show()

# %% [markdown]
# K-means found the groups; it does not know what they *are*. "Rare, large purchases", "drops in for milk", "does the whole week's shopping here": those names are yours, and whether three letters earn more than one is a question for an experiment.
#
# **Units decide.** A distance adds up squared differences, so a column in cents would outvote one in visits ten thousand to one. Hence the `StandardScaler` in front, unless all columns have the same unit anyway.
#
# **The numbers mean nothing.** Group 0 is not better than group 1, and another seed deals the numbers anew. Never compare labels by `==`; compare *which rows are together*. The *adjusted Rand index* does: it counts pairs of rows that both results treat alike, 1 for the same groups, about 0 for groups by chance.

# %%
other = make_pipeline(StandardScaler(), KMeans(n_clusters=3, n_init=10, random_state=5))
again = other.fit_predict(customers)
print(f"labels that are equal: {np.mean(groups == again):.0%}")
print(f"adjusted Rand index:   {adjusted_rand_score(groups, again):.2f}")

# %% [markdown]
# **Change one thing**: leave out the scaling in the first cell of the shop, `make_pipeline(KMeans(...))`, with `shop[-1].cluster_centers_` as the centres. By which column are the customers divided now?
#
# <details><summary>What you see</summary>
#
# By euros nearly alone, since these vary more than visits do: customers who come often and spend little go to the group that drops in for milk, however often they come. The clouds lie so far apart that only some twenty rows change sides; with amounts in cents, visits would not count at all.
# </details>
#
# In the demo you can start from different places and go step by step:

# %%
demos.kmeans_steps.show()

# %% [markdown]
# **Its exercise**: [[ch09-e01]]. **Read more**: [K-means](https://scikit-learn.org/stable/modules/clustering.html#k-means) in scikit-learn's user guide.

# %% [markdown] topics=["S-ch09-kmeans"]
# ## 2 · Where to start
#
# Two islands with three towns each. You build six post offices, and put the first plan up at random: four on one island, two on the other. From then on each office moves to the middle of its customers, but none will ever cross the sea: two towns share an office for ever, and elsewhere a town has two. K-means ends where no *small* change helps. Such
# a place is called a *local minimum*.

# %%
towns = [[0, 0], [3, 0], [0, 3], [8, 8], [9.5, 8], [8, 9.5]]
islands, town = make_blobs(n_samples=300, centers=towns, cluster_std=0.5, random_state=0)

# %%
quiz.predict(
    "300 houses in six towns. K-means starts at six houses drawn at random, and runs once. "
    "In how many of 50 such runs does every town get an office?",
    ["about 48", "about 40", "about 12", "about 1"],
    right=2,
    because="Six random houses seldom come from six towns; some, not all, of that is mended.",
    tempting={
        0: "Would six draws among six towns usually hit each of them once?",
        1: "That is what a cleverer start reaches, as you will see.",
        3: "Six draws hit six towns in 1.5 % of cases, 6!/6⁶. But centres can still move over.",
    },
)

# %%
seed = range(50)
runs = {
    start: [KMeans(6, init=start, n_init=1, random_state=s).fit(islands).inertia_ for s in seed]
    for start in ("random", "k-means++")
}
best = min(map(min, runs.values()))
for start, inertias in runs.items():
    found = np.mean(np.array(inertias) < 1.01 * best)
    worse = max(inertias) / best
    print(f"{start:>9}: {found:.0%} find the best; the worst has {worse:.1f} times its inertia")

# %% alt="Two panels with the same 300 houses in six towns, and six offices each. Left: every town has its own office, inertia {good.inertia_:.0f}. Right, after a bad start: three towns share an office and the other island has five, inertia {stuck.inertia_:.0f}."
good = KMeans(6, n_init=20, random_state=0).fit(islands)
worst = int(np.argmax(runs["random"]))
stuck = KMeans(6, init="random", n_init=1, random_state=worst).fit(islands)
figure, panels = plt.subplots(1, 2, figsize=(7.5, 3.4), sharey=True)
for model, axis in zip((good, stuck), panels):
    axis.scatter(*islands.T, c=model.labels_, s=5, cmap="tab10")
    axis.scatter(*model.cluster_centers_.T, marker="X", s=110, color="black")
    axis.set_title(f"inertia {model.inertia_:.0f}")
plt.show()

# %% [markdown]
# Two remedies.
#
# **A better start**, *k-means++* (Arthur and Vassilvitskii, 2007): take the first centre at random among the rows. Draw each further one among the rows, too, but with a chance proportional to $D^2$, the squared distance to the nearest centre taken so far. Rows at 0, 1 and 10 with a centre at 0: the squares are 0, 1 and 100, so the next centre
# is at 10 with chance 100/101. Not always the farthest row, mind: that would take every stray point for a town.
#
# **Several starts**: `n_init=10` runs ten times and keeps the run with the lowest inertia. If one run succeeds with chance $p$, ten fail together with chance $(1-p)^{10}$: for $p=0.8$ that is one in ten million.
#
# A trap of the library: since version 1.4 the default `n_init="auto"` means **one** run with k-means++ (and ten with `init="random"`). One run is fast, and often fine; say `n_init=10` where a bad one would hurt.

# %%
single = [KMeans(6, random_state=s).fit(islands).inertia_ for s in range(10)]
ten = [KMeans(6, n_init=10, random_state=s).fit(islands).inertia_ for s in range(10)]
for name, inertias in (("default", single), ("n_init=10", ten)):
    print(f"{name:>9}: the best in {np.sum(np.array(inertias) < 1.01 * best)} of 10 fits")

# %% [markdown]
# **Change one thing**: use `n_init=3` instead of 10. How often is the best found?
#
# <details><summary>What you see</summary>
#
# In all ten fits: where one run fails in about a fifth of cases, three fail together in about one of a hundred.
# </details>
#
# **Many rows.** `MiniBatchKMeans` looks at a handful of rows (1,024 by default) at a time, moves the centres a little towards them, and goes on: much faster, slightly worse, and it works on data that come in parts (`partial_fit`).

# %%
rng = np.random.default_rng(0)
many = rng.normal(size=(20_000, 8)) + 4 * rng.integers(0, 3, (20_000, 8))
for kind in (KMeans, MiniBatchKMeans):
    model = kind(n_clusters=30, n_init=1, random_state=0).fit(many)
    print(f"{kind.__name__:>15}: inertia {model.inertia_:,.0f} after {model.n_iter_} passes")

# %% [markdown]
# **Its exercise**: [[ch09-e02]]. **Read more**: [k-means++: the advantages of careful seeding](https://dl.acm.org/doi/10.5555/1283383.1283494).

# %% [markdown] topics=["S-ch09-choose-k", "S-02-app-segments"]
# ## 3 · How many clusters?
#
# A tailor who makes shirts in five sizes has less cloth to spare than one who makes them in three; with a size for each customer there is none at all. So it is with inertia: every further centre lowers it.

# %%
quiz.predict(
    "300 rows, all different, in four clear clusters. Inertia is 564 for k = 4. "
    "For which k is it lowest?",
    ["4", "about 17, the root of 300", "300"],
    right=2,
    because="With a centre on every row each distance is zero.",
    tempting={
        0: "Split a cluster in two: are its rows nearer to their centre, or farther?",
        1: "A rule of thumb is no sum of squares. What if every row had its own centre?",
    },
)

# %%
corners = [[0, 0], [5, 0], [0, 5], [6, 6]]
squares, _ = make_blobs(n_samples=300, centers=corners, cluster_std=1, random_state=7)
ks = list(range(2, 9))
fits = [KMeans(k, n_init=5, random_state=0).fit(squares) for k in ks]
inertias = [fit.inertia_ for fit in fits]
scores = [silhouette_score(squares, fit.labels_) for fit in fits]
for k, inertia, score in zip(ks, inertias, scores):
    print(f"k = {k}: inertia {inertia:6.0f}, silhouette {score:.3f}")

# %% [markdown]
# Never take the smallest inertia, then. People look for an *elbow*, the place where the curve stops falling steeply; on tidy data there is one, on most others you see what you want to see.
#
# The *silhouette* (Peter Rousseeuw, 1987) asks of each row: am I nearer to my own cluster than to the next one? Let $a$ be its mean distance to the *other* rows of its cluster, and $b$ the mean distance to the rows of the nearest other cluster, the one for which this mean is smallest:
#
# $$s = \frac{b - a}{\max(a, b)} .$$
#
# Near 1: at home. Near 0: on the border. Below 0: probably in the wrong cluster. A row that is alone in its cluster gets 0. By hand, with rows 0 and 2 in one cluster and 10 in another: for row 0, $a=2$ and $b=10$, so $s=0.8$; for row 2, $a=2$, $b=8$, $s=0.75$; row 10 is alone. The *silhouette score* is the mean over all rows.

# %%
line = np.array([[0.0], [2.0], [10.0]])
print(silhouette_samples(line, [0, 0, 1]), f"mean {silhouette_score(line, [0, 0, 1]):.3f}")

# %% alt="Two panels against the number of clusters, 2 to 8. Left: inertia falls all the way, from {inertias[0]:.0f} to {inertias[-1]:.0f}, with a bend at 4. Right: the silhouette score has its peak, {scores[2]:.2f}, at 4 clusters."
figure, (left, right) = plt.subplots(1, 2, figsize=(7.5, 3))
left.plot(ks, inertias, "o-")
left.set(xlabel="clusters", ylabel="inertia")
right.plot(ks, scores, "o-")
right.axvline(ks[int(np.argmax(scores))], color="0.6")
right.set(xlabel="clusters", ylabel="silhouette score")
plt.show()

# %% [markdown]
# A mean hides much. A *silhouette diagram* draws every row as a bar, sorted within its cluster: good clusters are equally thick and reach beyond the mean.

# %% alt="Silhouette diagrams for 3, 4 and 5 clusters. With 4, all four blades have similar thickness and reach beyond the mean, {scores[2]:.2f}. With 3 one blade is thick, with 5 two blades are thin and short."
figure, panels = plt.subplots(1, 3, figsize=(7.5, 3), sharex=True)
for k, axis in zip((3, 4, 5), panels):
    labels, base = fits[k - 2].labels_, 0
    values = silhouette_samples(squares, labels)
    for c in range(k):
        blade = np.sort(values[labels == c])
        axis.fill_betweenx(np.arange(base, base + len(blade)), blade)
        base += len(blade) + 8
    axis.axvline(values.mean(), color="black", linestyle="--")
    axis.set(title=f"{k} clusters", yticks=[])
plt.show()

# %% [markdown]
# **Three traps.** The score always names a winner. Ask it about three tables where you know better:

# %%
rng = np.random.default_rng(1)
rings, ring = make_circles(400, factor=0.4, noise=0.05, random_state=0)
tables = {"six towns": islands, "no clusters": rng.uniform(size=(400, 2)), "two rings": rings}
for name, X in tables.items():
    found = {
        k: silhouette_score(X, KMeans(k, n_init=3, random_state=0).fit_predict(X))
        for k in range(2, 10)
    }
    k = max(found, key=found.get)
    print(f"{name:>11}: {k} clusters win with {found[k]:.2f}")
print(f"  two rings: the true rings score {silhouette_score(rings, ring):.2f}")

# %% [markdown]
# - *Levels.* Two islands or six towns? Both are true, and the score prefers the coarser answer, since the sea is wide. Look at the second-best, too.
# - *Nothing there.* Uniform noise gets a winner with 0.4, about as good as much real data. Compare with what shuffled columns give, and with what the clusters are *for*.
# - *Shape.* Distances to all rows favour round clusters. The true rings score far worse than slices of a cake.
#
# The best judge is the use: which number of letters, colours or features makes the thing work better?
#
# **Change one thing**: set `cluster_std=2` in place of 1. Which k wins now, and by how much?
#
# <details><summary>What you see</summary>
#
# The clusters run into each other: the silhouettes drop to about 0.4 and lie close together, and inertia has no elbow any more. The data do not say how many there are.
# </details>
#
# **Its exercises**: [[ch09-e03]] and [[ch09-e04]]. **Read more**: [Clustering performance evaluation](https://scikit-learn.org/stable/modules/clustering.html#clustering-performance-evaluation).

# %% [markdown] topics=["S-ch09-km-dimred", "S-ch09-segmentation"]
# ## 4 · Clusters as tools
#
# A surveyor who cannot describe a place by its coordinates says: two hundred metres from the church, fifty from the mill. Distances to a few landmarks describe a row, too. That is what `transform` of a fitted `KMeans` returns: one column for each centre, with the distance to it. 64 columns of pixels become ten
# distances, which is a way of *reducing dimensions*; two columns may also become twenty, and then a straight border can bend.

# %%
quiz.predict(
    "Two half moons. Logistic regression on the two coordinates is right for 88 % of new rows. "
    "It gets the distances to 20 centres of k-means instead. Right for how many?",
    ["fewer: the coordinates are gone", "about 88 %: it is still linear", "about 98 %"],
    right=2,
    because="It is linear in the distances, and curves of equal distance are circles.",
    tempting={
        0: "Twenty distances to known places tell where you are as well as two coordinates.",
        1: "Linear in what? The curves of equal distance to a centre are circles.",
    },
)

# %%
moons, moon = make_moons(600, noise=0.15, random_state=0)
plain = cross_val_score(LogisticRegression(), moons, moon).mean()
print(f"coordinates: {plain:.1%}")
bent = make_pipeline(
    KMeans(n_init=1, random_state=0), StandardScaler(), LogisticRegression(max_iter=1000)
)
search = GridSearchCV(bent, {"kmeans__n_clusters": [2, 5, 10, 20, 40]}).fit(moons, moon)
for k, score in zip([2, 5, 10, 20, 40], search.cv_results_["mean_test_score"]):
    print(f"{k:2d} distances: {score:.1%}")

# %% [markdown]
# Here the number of clusters needs no silhouette: it is a hyperparameter of the pipeline, named `kmeans__n_clusters`, and cross-validation chooses it by what we want in the end. Because `KMeans` stands *inside* the pipeline, the centres are found on the training folds only.
#
# **Colours.** A photograph has tens of thousands of colours. A rug that shows it has the colours of its yarn. Take each pixel as a row with three columns (red, green, blue), find *k* centres, and give every pixel the colour of its centre: *colour quantisation*, the simplest *image segmentation*.

# %%
photo = load_sample_image("flower.jpg")[::4, ::4]  # shape (height, width, 3), 0 to 255
pixels = photo.reshape(-1, 3).astype(float)  # one row for each pixel
colours = len(np.unique(pixels, axis=0))
yarn = {k: KMeans(k, n_init=1, random_state=0).fit(pixels) for k in (3, 8)}
rugs = {}
for k, model in yarn.items():
    palette = np.rint(model.cluster_centers_).astype(np.uint8)
    rugs[k] = palette[model.labels_].reshape(photo.shape)
    error = np.mean((rugs[k].astype(float) - photo) ** 2)
    print(f"{k} colours: mean squared error {error:.0f} instead of 0 with {colours:,}")

# %% alt="Three pictures of the same flower: the photograph with {colours} colours, then with 8, then with 3. With 8 the flower is plain to see, with flat patches of colour; with 3 it is a poster of dark, middle and bright parts."
figure, panels = plt.subplots(1, 3, figsize=(7.5, 2.2))
pictures = {f"{colours:,} colours": photo, "8": rugs[8], "3": rugs[3]}
for (name, picture), axis in zip(pictures.items(), panels):
    axis.imshow(picture)
    axis.set_title(name)
    axis.axis("off")
plt.show()

# %% [markdown]
# (The photograph comes with scikit-learn; it is by vultilion on Flickr, CC BY 2.0.) Two things to mind: pixels are `uint8`, whose sums and squares run over at 255, so compute in floats; and a picture is no table until it is reshaped, since `KMeans` would take its *rows* for instances.
#
# **Change one thing**: quantise with 2 colours instead of 3. What do the two stand for?
#
# <details><summary>What you see</summary>
#
# Flower and background, roughly: a mask, for which nobody drew an outline. Parts of the flower that are as dark as the leaves go to the background, since a colour knows nothing of its neighbours.
# </details>
#
# **Its exercises**: [[ch09-e05]] and [[ch09-e06]]. **Read more**: [Column transformers and pipelines](https://scikit-learn.org/stable/modules/compose.html).

# %% [markdown] topics=["S-ch09-semisup"]
# ## 5 · Fifty labels, well spent
#
# A doctor's hour is dear, and pictures cost nothing. You have 1,000 pictures and money for fifty labels. This is *semi-supervised learning*: few labels, and a lot of rows without. **Which fifty do you ask for?**

# %%
digits, truth = load_digits(return_X_y=True)
order = np.random.default_rng(0).permutation(len(digits))
digits, truth = digits[order] / 16, truth[order]
pool, answers = digits[:1000], truth[:1000]
X_new, y_new = digits[1000:], truth[1000:]

# %%
quiz.predict(
    "Logistic regression with all 1,000 labels is right for about 96 % of new digits, "
    "with fifty random ones for about 80 %. And with the middles of 50 clusters?",
    ["about 80 %: fifty are fifty", "about 90 %", "about 96 %"],
    right=1,
    because="Each stands for a group of look-alikes; random ones miss whole groups.",
    tempting={
        0: "Of fifty random rows, several are nearly the same picture.",
        2: "Not all of the way: a cluster's middle says nothing about its edges.",
    },
)


# %%
def learned(rows, labels):
    """The share of new digits that a model trained on these rows names rightly."""
    model = LogisticRegression(max_iter=2000).fit(rows, labels)
    return model.score(X_new, y_new)


# %%
kmeans = KMeans(50, n_init=3, random_state=0).fit(pool)
middle = kmeans.transform(pool).argmin(axis=0)  # for each centre the nearest row
chance = [np.random.default_rng(s).choice(1000, 50, replace=False) for s in range(10)]
by_chance = [learned(pool[rows], answers[rows]) for rows in chance]
lowest, highest = min(by_chance), max(by_chance)
print(f"fifty at random: {np.mean(by_chance):.1%} ({lowest:.1%} to {highest:.1%})")
print(f"fifty middles:   {learned(pool[middle], answers[middle]):.1%}")
print(f"all 1,000:       {learned(pool, answers):.1%}")

# %% alt="Fifty digits in five rows of ten: the picture nearest to each of the fifty centres. Every digit from 0 to 9 is there, most of them several times in different handwriting."
figure, panels = plt.subplots(5, 10, figsize=(6, 3.2))
for row, axis in zip(middle[np.argsort(answers[middle])], panels.ravel()):
    axis.imshow(pool[row].reshape(8, 8), cmap="gray_r")
    axis.axis("off")
plt.show()

# %% [markdown]
# **Propagation.** A label can be passed on. If the middle of a cluster is a 3, call the whole cluster 3; or only the rows nearest to the middle, of which you can be surer. `LabelSpreading` goes further: it connects each row with its nearest neighbours and lets labels flow along the connections until nothing changes. Rows without a label are marked −1.

# %%
whole = answers[middle][kmeans.labels_]  # the label of the own cluster's middle
distance = kmeans.transform(pool)[np.arange(1000), kmeans.labels_]
near = np.zeros(1000, dtype=bool)
for c in range(50):
    own = kmeans.labels_ == c
    near[own] = distance[own] <= np.median(distance[own])
marks = np.full(1000, -1)
marks[middle] = answers[middle]
spread = LabelSpreading(kernel="knn", n_neighbors=7).fit(pool, marks).transduction_

# %%
everything = np.ones(1000, dtype=bool)
for name, rows, labels in (
    ("cluster", everything, whole),
    ("near half", near, whole),
    ("spreading", everything, spread),
):
    right, new = np.mean(labels[rows] == answers[rows]), learned(pool[rows], labels[rows])
    print(f"{name:>9}: {right:.1%} of {rows.sum():4d} labels right; new digits {new:.1%}")

# %% [markdown]
# Nobody gave any label beyond the fifty. All three make somewhat better training sets than the fifty middles alone; the near half has the cleanest labels, the spreading nearly as clean ones for all rows.
#
# Three cautions. Propagation *assumes* that neighbours share a label; where they do not, errors spread just as well. Count every label that you look at, also those for choosing `n_neighbors`: they cost money, too. And *active learning* spends the next labels where the model is least sure, round by round.
#
# **Change one thing**: ask for twenty labels, `KMeans(20, ...)`, with `range(20)` in the loop. How much is lost?
#
# <details><summary>What you see</summary>
#
# The twenty middles alone drop to 84 %, still more than fifty at random; with spreading it is 91 to 92 %, hardly less than with fifty. With ten labels all would rest on the hope that each digit is one cluster, and some digits are written in several ways.
# </details>
#
# **Its exercise**: [[ch09-e07]]. **Read more**: [Semi-supervised learning](https://scikit-learn.org/stable/modules/semi_supervised.html).

# %% [markdown] topics=["S-ch09-dbscan", "S-ch09-others"]
# ## 6 · Clusters of any shape
#
# From a plane at night you see cities as chains of light: a light belongs to the city if another one of the city is near. No centre, and no straight border. *DBSCAN* (Ester, Kriegel, Sander and Xu, 1996) clusters like this:
#
# - A row is a *core sample* if at least `min_samples` rows, itself among them, lie within the distance `eps`.
# - Core samples within `eps` of each other are in the same cluster, and so on along the chain.
# - A row that is not a core sample, but within `eps` of one, is on the *border* and joins that cluster.
# - Everything else is *noise*, with the label −1.

# %%
quiz.predict(
    "Two half moons that clasp each other. K-means with k = 2, and DBSCAN with a well-chosen "
    "eps: which rows does each put together?",
    [
        "both find the moons",
        "k-means cuts straight across both; DBSCAN finds the moons",
        "DBSCAN finds one cluster, since the moons clasp each other",
    ],
    right=1,
    because="Two centres part the plane by a straight line. Along a moon neighbours are near.",
    tempting={
        0: "Where is the border between the areas of two centres?",
        2: "Only if eps is wider than the gap between the moons.",
    },
)

# %% alt="Two panels with the same two half moons. Left: k-means cuts both with a straight line, adjusted Rand index {rand[0]:.2f}. Right: DBSCAN gives each moon its own colour, {rand[1]:.2f}, and marks {noise} rows as noise."
clasped, moon = make_moons(400, noise=0.07, random_state=0)
dbscan = DBSCAN(eps=0.15, min_samples=5).fit(clasped)
halves = KMeans(2, n_init=10, random_state=0).fit(clasped)
rand = [adjusted_rand_score(moon, model.labels_) for model in (halves, dbscan)]
noise = np.sum(dbscan.labels_ == -1)
figure, panels = plt.subplots(1, 2, figsize=(7.5, 2.8), sharey=True)
for model, axis, name in zip((halves, dbscan), panels, ("k-means", "DBSCAN")):
    axis.scatter(*clasped.T, c=model.labels_, s=6, cmap="viridis")
    axis.set_title(f"{name}: {rand[name == 'DBSCAN']:.2f}")
plt.show()

# %% [markdown]
# You need not say how many clusters there are; you say instead how near is near. **How to choose `eps`**: set `min_samples` (5 or 10, more with many columns), sort the distances of all rows to their `min_samples`-th neighbour, and look where the curve turns up steeply. Rows to the left of the bend have company, those to the right have none. In
# the demo, find the range of `eps` in which the moons are found, and what happens on either side.

# %%
demos.dbscan_reach.show()

# %% [markdown]
# **New rows.** DBSCAN has no `predict`: a new row might join two clusters into one. What one does: `components_` holds the core samples, `core_sample_indices_` their row numbers, and `labels_` everybody's cluster. Look for the nearest core sample; if it is within `eps`, take its label, else −1.

# %%
print(f"{len(clasped)} rows; core samples have shape {dbscan.components_.shape}")
core_labels = dbscan.labels_[dbscan.core_sample_indices_]
for x in ([0.0, 1.0], [1.0, -0.5], [3.0, 0.0]):
    away = np.linalg.norm(dbscan.components_ - x, axis=1)
    label = core_labels[away.argmin()] if away.min() <= dbscan.eps else -1
    print(f"{x}: nearest core sample {away.min():.2f} away, label {label}")

# %% [markdown]
# One `eps` for all: clusters of different density are beyond DBSCAN. *HDBSCAN* tries all values of `eps` at once and keeps the clusters that last longest; its main setting is `min_cluster_size`.
#
# **Ten algorithms on three tables.** Moons; three stretched clouds; a dense cloud beside a thin one. A number is the adjusted Rand index against the truth, with settings that suit the algorithm.

# %% folded=true
def three_tables():
    """Moons, three stretched clouds, and a dense cloud beside a thin one, with their groups."""
    rng = np.random.default_rng(3)
    blobs, group = make_blobs(n_samples=300, centers=3, cluster_std=1, random_state=170)
    dense, thin = rng.normal([0, 0], 0.15, (200, 2)), rng.normal([3, 0], 0.9, (100, 2))
    return {
        "moons": make_moons(300, noise=0.06, random_state=0),
        "stretched": (blobs @ [[0.6, -0.6], [-0.4, 0.8]], group),
        "densities": (np.vstack([dense, thin]), np.repeat([0, 1], [200, 100])),
    }

# %% folded=true
def ten_ways(k):
    """Ten clusterers for standardised columns; those that need it are told k."""
    return {
        "k-means": KMeans(k, n_init=10, random_state=0),
        "agglomerative (single)": AgglomerativeClustering(k, linkage="single"),
        "agglomerative (Ward)": AgglomerativeClustering(k, linkage="ward"),
        "BIRCH": Birch(n_clusters=k, threshold=0.2),
        "mean shift": MeanShift(bandwidth=0.7, bin_seeding=True),
        "spectral": SpectralClustering(k, affinity="nearest_neighbors", random_state=0),
        "DBSCAN": DBSCAN(eps=0.2, min_samples=5),
        "OPTICS": OPTICS(min_samples=5, xi=0.1, min_cluster_size=60),
        "HDBSCAN": HDBSCAN(min_cluster_size=20, copy=True),
        "Gaussian mixture": GaussianMixture(k, n_init=3, random_state=0),
    }

# %%
tables = three_tables()
print(" " * 24, *(f"{name:>10}" for name in tables))
for name in ten_ways(2):
    found = []
    for X, group in tables.values():
        model = ten_ways(len(set(group)))[name]
        labels = model.fit_predict(StandardScaler().fit_transform(X))
        found.append(adjusted_rand_score(group, labels))
    print(f"{name:>24}", *(f"{rand:10.2f}" for rand in found))

# %% [markdown]
# None wins everywhere. What to ask before you choose:
#
# | algorithm | clusters are … | you set | rows | new rows |
# |---|---|---|---|---|
# | k-means | round, of similar width | k | millions | `predict` |
# | agglomerative | what the linkage says; a tree of merges, from single rows to one | k or a distance | thousands | no |
# | BIRCH | round; a tree of summaries, built while reading | threshold, k | millions | `predict` |
# | mean shift | hills of density | bandwidth | thousands | `predict` |
# | spectral | parts of a graph of neighbours, any shape | k, neighbours | thousands | no |
# | DBSCAN, OPTICS, HDBSCAN | dense, any shape; the rest is noise | eps; or min. size | a hundred thousand | no |
# | Gaussian mixture ([[§7]]) | ellipses, with probabilities | k, covariance type | a hundred thousand | `predict`, `predict_proba` |
#
# (*Affinity propagation*, not run here, lets rows elect representatives and finds their number itself; its time grows with the square of the rows.)
#
# **Change one thing**: give DBSCAN `eps=0.5` in the list. What becomes of the moons, and what of the two densities?
#
# <details><summary>What you see</summary>
#
# The moons flow together into one cluster, with index 0, and so do the stretched clouds. The two densities stay apart, 0.91: there is a wide gap between them, and the reach of 0.5 takes in more of the thin cloud. What is near depends on the table.
# </details>
#
# **Its exercises**: [[ch09-e08]] and [[ch09-e09]]. **Read more**: [Comparing different clustering algorithms on toy datasets](https://scikit-learn.org/stable/auto_examples/cluster/plot_cluster_comparison.html).

# %% [markdown] topics=["S-ch09-gmm", "S-ch09-em", "S-ch09-mix-uses"]
# ## 7 · Mixtures of Gaussians
#
# A student is 172 cm tall. Man or woman? Both are possible, one somewhat more likely. K-means would have to say; an honest answer is a probability. A *Gaussian mixture* supposes that each row was made in two draws: first a component $j$, with the chance $\pi_j$ (its *weight*), then the row from the normal distribution of that component. So the
# density is
#
# $$p(\mathbf{x}) = \sum_j \pi_j\, \mathcal{N}(\mathbf{x}\mid\boldsymbol\mu_j, \boldsymbol\Sigma_j) .$$
#
# If we knew who came from which component, means and spreads would be plain averages. If we knew means and spreads, Bayes' rule would tell who came from where. We know neither, and do what k-means does: guess one, compute the other, and repeat. That is *expectation–maximisation*, EM (Dempster, Laird and Rubin, 1977):
#
# - *E step*: the *responsibility* of component $j$ for row $i$ is $r_{ij} = \dfrac{\pi_j\,\mathcal{N}(\mathbf{x}_i\mid\boldsymbol\mu_j,\boldsymbol\Sigma_j)}{\sum_l \pi_l\,\mathcal{N}(\mathbf{x}_i\mid\boldsymbol\mu_l,\boldsymbol\Sigma_l)}$, a probability.
# - *M step*: with $m_j=\sum_i r_{ij}$, the rows that $j$ answers for: $\pi_j = m_j/m$, $\boldsymbol\mu_j = \frac{1}{m_j}\sum_i r_{ij}\mathbf{x}_i$, $\boldsymbol\Sigma_j = \frac{1}{m_j}\sum_i r_{ij}(\mathbf{x}_i-\boldsymbol\mu_j)(\mathbf{x}_i-\boldsymbol\mu_j)^\top$: averages, weighted by responsibility.
#
# No step lowers the likelihood of the data, as no step of k-means raises the inertia.

# %%
rng = np.random.default_rng(2)
heights = np.r_[rng.normal(163, 5, 300), rng.normal(178, 6, 300)]
weight, mean, spread = np.full(2, 0.5), np.array([150.0, 160.0]), np.full(2, 10.0)
for step in range(61):
    z = (heights[:, None] - mean) / spread
    joint = weight * np.exp(-(z**2) / 2) / (spread * np.sqrt(2 * np.pi))
    r = joint / joint.sum(axis=1, keepdims=True)  # E step
    if step in (0, 1, 5, 20, 60):
        likelihood = np.log(joint.sum(axis=1)).sum()
        print(f"{step:2d}: means {mean.round(1)}, log-likelihood {likelihood:.1f}")
    weight, mean = r.mean(axis=0), (r * heights[:, None]).sum(axis=0) / r.sum(axis=0)  # M step
    spread = np.sqrt((r * (heights[:, None] - mean) ** 2).sum(axis=0) / r.sum(axis=0))

# %% [markdown]
# In the demo two ellipses look for two clouds; the colour of a row mixes the colours of the components that answer for it.

# %%
demos.em_steps.show()

# %% [markdown]
# **By library.** Three stretched clouds, on which k-means must fail: its only measure is the distance to a centre, the same in all directions. A covariance matrix per component stretches and turns.

# %%
quiz.predict(
    "GaussianMixture(3) is fitted to three stretched clouds. A row lies halfway between two of "
    "them. What does `predict_proba` say?",
    ["1/3 for each", "about 1/2 for two, about 0 for the third", "0 and 1: it belongs to one"],
    right=1,
    because="Responsibilities compare densities at the row: two are alike, one is tiny.",
    tempting={
        0: "The third component is far away. How large is its density there?",
        2: "That is a hard assignment, as k-means does it.",
    },
)

# %%
stretched, cloud = three_tables()["stretched"]
mixture = GaussianMixture(3, n_init=5, random_state=0).fit(stretched)
hard = KMeans(3, n_init=10, random_state=0).fit(stretched)
for name, labels in (("mixture", mixture.predict(stretched)), ("k-means", hard.labels_)):
    print(f"adjusted Rand index, {name}: {adjusted_rand_score(cloud, labels):.2f}")
sure = np.sort(mixture.predict_proba(stretched).max(axis=1))
print("weights", mixture.weights_.round(2), "least sure:", sure[:3].round(2))
print("converged:", mixture.converged_, "after", mixture.n_iter_, "steps")

# %% alt="Three stretched clouds of 100 points, coloured by the mixture's component, with contour lines of its density. The contours are long ellipses that follow the clouds; the crosses mark the means."
low, high = stretched.min(axis=0) - 1, stretched.max(axis=0) + 1
across, up = np.meshgrid(np.linspace(low[0], high[0], 150), np.linspace(low[1], high[1], 150))
places = np.c_[across.ravel(), up.ravel()]
log_density = mixture.score_samples(places).reshape(across.shape)
levels = np.linspace(-9, log_density.max(), 7)
plt.contour(across, up, log_density, levels=levels, cmap="Greys_r", linewidths=0.8)
plt.scatter(*stretched.T, c=mixture.predict(stretched), s=8, cmap="viridis")
plt.scatter(*mixture.means_.T, marker="X", s=110, color="C3")
plt.show()

# %% [markdown]
# Four uses of one fitted mixture: `predict` clusters, `predict_proba` says how surely, `score_samples` gives the *logarithm of the density* at each row, and `sample` draws new rows. Logarithms because the density of a row with 64 columns may be $10^{-100}$, and a product over a thousand rows is zero in any computer. A density is not a
# probability, by the way: it may exceed 1.
#
# **Fewer parameters.** In $n$ columns a full covariance matrix has $n(n+1)/2$ numbers. `covariance_type` saves some: `"full"` (each its own ellipse), `"tied"` (one shape for all), `"diag"` (axes parallel to the columns), `"spherical"` (circles, each of its own size). Components may also collapse onto a single row, where the likelihood grows
# without limit; `reg_covar` adds a little to the diagonal and prevents it. And EM has local minima like k-means: `n_init` helps here, too.
#
# **Change one thing**: use `covariance_type="spherical"` in the mixture. To what does its index fall, and which algorithm does it resemble?
#
# <details><summary>What you see</summary>
#
# To about what k-means reaches: circles, as k-means has them, though each may have a size of its own.
# </details>
#
# **Its exercise**: [[ch09-e10]]. **Read more**: [Gaussian mixture models](https://scikit-learn.org/stable/modules/mixture.html).

# %% [markdown] topics=["S-ch09-gmm", "S-ch09-vi"]
# ## 8 · How many Gaussians?
#
# With a component for each row the likelihood has no limit, as inertia falls to zero with a centre on each. So the likelihood has to pay for its parameters. With $\hat L$ the largest likelihood, $p$ the number of parameters and $m$ the number of rows,
#
# $$\text{BIC} = p\ln m - 2\ln\hat L, \qquad \text{AIC} = 2p - 2\ln\hat L .$$
#
# **Smaller is better** for both. From 8 rows on $\ln m > 2$, so BIC charges more and prefers fewer components; it aims at the true number, AIC at good predictions. A full mixture of $k$ components in $n$ columns has $k-1$ weights, $kn$ means and $kn(n+1)/2$ covariances: for $k=3$, $n=2$ that is $2+6+9=17$.

# %%
quiz.predict(
    "Three stretched clouds, 300 rows. From k = 3 to k = 4 the log-likelihood rises by 2, "
    "for 6 more parameters. What happens to BIC? (ln 300 = 5.7)",
    ["it falls by 4: the fit is better", "it rises by about 30", "it rises by 6"],
    right=1,
    because="6 · 5.7 = 34 to pay, 2 · 2 = 4 gained.",
    tempting={
        0: "That is the gain. What do six parameters cost?",
        2: "Each parameter costs ln m, not 1, and the likelihood counts twice.",
    },
)

# %% alt="BIC and AIC against the number of components, 1 to 8, on three stretched clouds. Both fall steeply to 3. From there BIC rises steadily; AIC stays nearly level. The lowest BIC is at {lowest}."
counts = list(range(1, 9))
models = [GaussianMixture(k, n_init=3, random_state=0).fit(stretched) for k in counts]
bic = [model.bic(stretched) for model in models]
aic = [model.aic(stretched) for model in models]
lowest = counts[int(np.argmin(bic))]
plt.plot(counts, bic, "o-", label="BIC")
plt.plot(counts, aic, "s--", label="AIC")
plt.axvline(lowest, color="0.6")
plt.xlabel("components")
plt.legend()
plt.show()

# %%
print("components:", *(f"{k:6d}" for k in (2, 3, 4, 6, 8)))
for kind in ("full", "tied", "diag", "spherical"):
    row = []
    for k in (2, 3, 4, 6, 8):
        model = GaussianMixture(k, covariance_type=kind, n_init=3, random_state=0)
        row.append(model.fit(stretched).bic(stretched))
    print(f"{kind:>11}", *(f"{value:6.0f}" for value in row))

# %% [markdown]
# The right shape is worth as much as the right number: here all clouds have the same form, and `"tied"` says so with the fewest parameters. Search over both.
#
# **A prior in place of a price.** Bayesians treat the weights, means and covariances themselves as random. Before the data, a *prior* says what is plausible, for instance that most weights are near zero. After the data comes the *posterior*,
#
# $$p(\theta\mid\mathbf{X}) = \frac{p(\mathbf{X}\mid\theta)\,p(\theta)}{p(\mathbf{X})} .$$
#
# The denominator, the *evidence*, is an integral over all mixtures there are, which nobody can compute. *Variational inference* chooses a family of simple distributions $q(\theta)$ and looks for the member nearest to the posterior. For every $q$,
#
# $$\ln p(\mathbf{X}) = \underbrace{\mathbb{E}_q\big[\ln p(\mathbf{X},\theta) - \ln q(\theta)\big]}_{\text{ELBO}} + \underbrace{\mathrm{KL}\big(q \,\Vert\, p(\theta\mid\mathbf{X})\big)}_{\ge\,0} .$$
#
# The left side does not depend on $q$. So whoever raises the first term, the *evidence lower bound* (ELBO), lowers the second, the distance from the posterior, without ever knowing the posterior. An integral has become a maximisation, done by steps that look like EM.
#
# A case small enough to see all of it: a coin is fair (heads with chance 0.5) or loaded (0.8); nine of ten coins are fair. It shows 8 heads in 10 throws. Here $\theta$ has two values only, so the evidence is a sum of two terms, and $q$ is one number, the chance that it gives to "loaded".

# %%
heads, prior = np.array([0.5, 0.8]), np.array([0.9, 0.1])
joint = prior * heads**8 * (1 - heads) ** 2  # p(X, θ) for both values of θ
evidence, posterior = joint.sum(), joint / joint.sum()
q = np.linspace(0.01, 0.99, 99)
both = np.c_[1 - q, q]
elbo = (both * (np.log(joint) - np.log(both))).sum(axis=1)
best_q = q[elbo.argmax()]
print(f"posterior of loaded: {posterior[1]:.3f}; the ELBO is highest at q = {best_q:.2f}")
print(f"there it is {elbo.max():.4f}, and ln p(X) = {np.log(evidence):.4f}")

# %% alt="The evidence lower bound against q, the chance given to a loaded coin. It is a hill that stays below the level line of ln p(X), {level:.2f}, and touches it at q = {best_q:.2f}, the posterior."
level = np.log(evidence)
plt.plot(q, elbo, label="ELBO")
plt.axhline(level, color="0.6", linestyle="--", label="ln p(X)")
plt.axvline(posterior[1], color="C3", label="posterior")
plt.xlabel("q gives to loaded")
plt.legend()
plt.show()

# %% [markdown]
# The gap between the hill and the dashed line is the distance from the posterior. Climbing the hill is all that variational inference does; with weights, means and covariances the hill has more dimensions, and its top stays somewhat below the line, since the family of $q$ is too simple to hold the true posterior.
#
# `BayesianGaussianMixture` does this. Give it more components than you believe in, and look which ones keep a weight:

# %%
for prior in (0.001, 1, 100):
    bayes = BayesianGaussianMixture(
        n_components=10,
        weight_concentration_prior_type="dirichlet_distribution",
        weight_concentration_prior=prior,
        max_iter=1000,
        random_state=0,
    ).fit(stretched)
    weights = np.sort(bayes.weights_)[::-1]
    print(f"prior {prior:>5}: {np.sum(weights > 0.02)} above 0.02:", weights[:5].round(2))

# %% [markdown]
# The *weight concentration prior* is the opinion: small, "few components hold nearly everything"; large, "all ten share". It counts like rows that each component has already seen. A prior of 100 for each of ten is 1,000 imagined rows against 300 real ones, and wins. More real rows would win it back: the likelihood grows with them, the prior does not. (The default type, `"dirichlet_process"`,
# sets no upper limit on the number of components in principle, and prefers few.)
#
# What it gives beyond BIC: one fit instead of eight, and a distribution for every parameter instead of a number. What it costs: the prior is yours to defend, and the simple family usually makes the posterior look narrower than it is.
#
# **Change one thing**: `n_components=4` with the smallest prior. What changes?
#
# <details><summary>What you see</summary>
#
# Nothing that matters: three keep a weight of a third each, and one is left idle. The number that you give is an upper limit.
# </details>
#
# **Its exercises**: [[ch09-e11]] and [[ch09-e12]]. **Read more**: [Variational Bayesian Gaussian mixture](https://scikit-learn.org/stable/modules/mixture.html#variational-bayesian-gaussian-mixture).

# %% [markdown] topics=["S-ch09-mix-uses", "S-ch09-anomaly-over", "S-02-app-fraud"]
# ## 9 · What does not belong
#
# A bank cannot train a classifier on next year's fraud: nobody has seen it. But it has seen millions of honest payments. An *anomaly* is a row where rows are rare: estimate the density, and raise the alarm below a *threshold*. Two cases that are often confused:
#
# - *Novelty detection*: the training rows are clean; new ones are judged.
# - *Outlier detection*: the table at hand is dirty, and its own odd rows are sought.

# %%
def honest_payments(m, rng):
    """Payments of two kinds, m of each."""
    shape = [[1, 0.8], [0.8, 1]]
    return np.vstack([rng.multivariate_normal(mean, shape, m) for mean in ([0, 0], [5, 3])])


# %%
rng = np.random.default_rng(0)
honest, new_honest = honest_payments(500, rng), honest_payments(490, rng)
fraud = rng.uniform([-4, -4], [9, 7], (20, 2))
payments = np.vstack([new_honest, fraud])
is_fraud = np.repeat([0, 1], [len(new_honest), len(fraud)])
density = GaussianMixture(2, n_init=3, random_state=0).fit(honest)

# %%
quiz.predict(
    "2 % of new payments are fraud. You alarm for those whose density is below that of 99 % of "
    "the honest training payments. Of 980 new honest payments, how many alarm falsely?",
    ["none: they are honest", "about 10", "about 20"],
    right=1,
    because="The threshold is the 1 % quantile of honest rows: 1 % fall below it.",
    tempting={
        0: "Honest people do odd things, too: 1 % of the training rows lie below.",
        2: "2 % is the share of fraud. What share of honest rows lies below the threshold?",
    },
)

# %%
for share in (0.001, 0.01, 0.05):
    threshold = np.quantile(density.score_samples(honest), share)
    alarm = density.score_samples(payments) < threshold
    false, found = np.sum(alarm & (is_fraud == 0)), np.sum(alarm & (is_fraud == 1))
    print(f"share {share:5.1%}: {false:2d} false alarms, {found} of 20 frauds found")

# %% alt="Payments in the plane of two features. Honest ones form two long clouds. A line around them marks the threshold at which 1 % of honest training payments would alarm. Crosses mark the 20 frauds, most of them outside of the line."
across, up = np.meshgrid(np.linspace(-5, 10, 200), np.linspace(-5, 8, 200))
log_density = density.score_samples(np.c_[across.ravel(), up.ravel()])
limit = np.quantile(density.score_samples(honest), 0.01)
plt.scatter(*new_honest.T, s=4, color="0.6", label="honest")
plt.scatter(*fraud.T, marker="x", color="C3", label="fraud")
plt.contour(across, up, log_density.reshape(across.shape), levels=[limit], colors="C0")
plt.legend(loc="lower left")
plt.show()

# %% [markdown]
# The share is a price list: what does a false alarm cost, what a missed fraud, how many alarms can be looked at in a day? It is set on *training* rows. Whoever takes 1 % of the *new* rows gets ten alarms on every day, also when nothing happened, and also when five hundred frauds did.
#
# **Four other detectors**, each with an idea of its own:
#
# - *Isolation forest*: cut at random until a row is alone. Odd rows are alone after few cuts. Takes many rows and columns.
# - *Local outlier factor* (LOF): is it thinner here than around my neighbours? Sees oddities beside clusters of different density.
# - *One-class SVM*: a border around the rows, after scaling; for small tables.
# - *Robust covariance* (MCD, `EllipticEnvelope`): one ellipse around the half of the rows that lie closest together; for one cloud.
#
# All have `score_samples` (large is normal) and `predict` (1 normal, −1 odd). LOF needs `novelty=True` to judge new rows; without it there is only `fit_predict`, for the odd rows of the table itself.

# %%
detectors = {
    "Gaussian mixture": density,
    "isolation forest": IsolationForest(random_state=0),
    "LOF": LocalOutlierFactor(n_neighbors=20, novelty=True),
    "one-class SVM": make_pipeline(StandardScaler(), OneClassSVM(nu=0.01)),
    "robust covariance": EllipticEnvelope(random_state=0),
}
for name, detector in detectors.items():
    score = detector.fit(honest).score_samples(payments)
    print(f"{name:>18}: ROC AUC {roc_auc_score(is_fraud, -score):.3f}")

# %% [markdown]
# (The ROC AUC of [[ch03]]: the chance that a fraud looks odder than an honest payment. It needs labels of some frauds, which is fine for judging, never for fitting.) The single ellipse of the robust covariance covers the gap between the clouds, too. For pictures there is a fifth way: *reconstruct* each row from a few principal components
# ([[ch08]]), and alarm where the error is large, since PCA has learned the directions of normal rows only. Here digits are normal and mirrored digits are not (a mirrored 0 or 8 is hard to tell, of course):

# %%
normal, rest = digits[:1200], digits[1200:]
mirrored = rest.reshape(-1, 8, 8)[:, :, ::-1].reshape(-1, 64)
mixed, odd = np.vstack([rest, mirrored]), np.repeat([0, 1], len(rest))
pca = PCA(25).fit(normal)
code = pca.transform(mixed)
error = np.sum((mixed - pca.inverse_transform(code)) ** 2, axis=1)
print(f"error of reconstruction:  ROC AUC {roc_auc_score(odd, error):.3f}")
gauss = GaussianMixture(10, reg_covar=1e-3, random_state=0).fit(pca.transform(normal))
print(f"mixture of the same code: ROC AUC {roc_auc_score(odd, -gauss.score_samples(code)):.3f}")

# %% [markdown]
# **Change one thing**: `PCA(60)` in place of 25. What happens to the error of reconstruction as a detector?
#
# <details><summary>What you see</summary>
#
# It falls to about 0.8: with sixty of 64 directions nearly everything can be rebuilt, mirrored digits, too. A detector by reconstruction must be unable to do something.
# </details>
#
# **Its exercises**: [[ch09-e13]] and [[ch09-e14]]. **Read more**: [Novelty and outlier detection](https://scikit-learn.org/stable/modules/outlier_detection.html).
#
# ## To take away
#
# - K-means repeats two steps, neither of which raises the inertia; start it well, and several times.
# - Inertia always falls with k; the silhouette always names a winner. The use decides.
# - Labels of clusters are names without meaning: compare which rows are together.
# - Density finds any shape, and says "noise"; a mixture gives probabilities, and pays for its parameters by BIC.
# - A threshold for anomalies is set on training rows, by what alarms cost.
#
# **The exit quiz**: [[ch09-e15]].
