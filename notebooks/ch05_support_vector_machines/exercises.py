# %% [markdown]
# # Support vector machines: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your
# notebook. ★ to ★★★ is the level; what is marked core is enough to complete the chapter.
#
# What holds for all: functions leave what they are given unchanged, and return the same when they are called twice. Go through the exercises in order, or start anywhere: none is locked.

# %% setup=true
import numpy as np
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler
from sklearn.svm import SVC, SVR, LinearSVC

# %% [markdown]
# ## 1 · The widest street

# %% [markdown] exercise="ch05-e01" title="How wide is the street?" kind="F" level=1 minutes=8 core=true after="§1" skills=["Margins and support vectors"] topics=["S-05-I.11d"]
# Write `street(model, X)`, which measures a fitted linear machine.
#
# | | |
# |---|---|
# | `model` | a fitted linear classifier for two classes: `SVC(kernel="linear")` or `LinearSVC` |
# | `X` | array of shape `(m, n)`; `n` may be any number of columns |
# | returns | `width, distances` |
# | `width` | a number: the width of the street, from kerb to kerb |
# | `distances` | array of shape `(m,)`: how far each row of `X` is from the middle line, positive on the side of the model's second class (`classes_[1]`), negative on the other |
#
# `model.coef_` has shape `(1, n)`, `model.intercept_` shape `(1,)`. Both results are in the units of `X`.

# %% [markdown] hint="ch05-e01"
# One step of length 1 straight across the street: by how much does $f$ change? And by how much does it change from kerb to kerb?

# %% [markdown] hint="ch05-e01"
# `np.linalg.norm(model.coef_)` is the length of w. `model.decision_function(X)` gives $f$ for each row, which is not a distance yet.

# %% [markdown] hint="ch05-e01"
# ```python
# def street(model, X):
#     length = np.linalg.norm(____)
#     return ____ / length, ____ / length
# ```

# %% answer="ch05-e01" needs=[]
def street(model, X):
    """The width of the street, and each row's signed distance from its middle line."""
    ### BEGIN SOLUTION
    length = np.linalg.norm(model.coef_)
    return 2 / length, model.decision_function(X) / length
    ### END SOLUTION

# %% tests="ch05-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.svm import SVC, LinearSVC

def trained(kind, X, y, C):
    model = SVC(kernel="linear", C=C) if kind == "SVC" else LinearSVC(C=C, dual=False)
    return model.fit(X, y)

def inside(model):
    return model.coef_[0].tolist(), float(model.intercept_[0])
""")


def asked(model, X):
    """The learner's width and distances."""
    got = answer.street(model, X)
    expect.true(got is not None, "`street` returned nothing. Usually the `return` is missing.")
    two = isinstance(got, tuple | list) and len(got) == 2
    expect.true(two, "Expected two things, the width and an array of distances; got {got}. End with `return width, distances`.", got=got)
    expect.true(not (np.ndim(got[0]) == 1 and np.ndim(got[1]) == 0), "The two results are exchanged: the width comes first, then the distances.")
    return got


def check_width(kind, X, y, C=1.0):
    model = answer.trained(kind, X, y, C)
    w, b = answer.inside(model)
    w = np.array(w)
    length = np.linalg.norm(w)
    d = (X @ w + b) / length
    gap = d[d > 0].min(initial=np.inf) - d[d < 0].max(initial=-np.inf)
    width, _ = asked(model, X)
    expect.close(
        width,
        2 / length,
        rtol=1e-6,
        says="The street is {want} wide; you returned {got}. The length of w here is {length}.",
        length=length,
        mistakes=[
            (1 / length, "The street is {want} wide; you returned {got}, half of it: from the middle line to one kerb."),
            (2 / length**2, "The street is {want} wide; you returned {got}: 2 was divided by the square of w's length."),
            (length / 2, "The street is {want} wide; you returned {got}, which is ‖w‖/2. The longer w, the narrower the street."),
            (length, "The street is {want} wide; you returned {got}, which is the length of w itself."),
            (2 * np.abs(d).min(), "The street is {want} wide; you returned {got}, twice the distance of the nearest row. Rows may stand in the street: its width is in w alone."),
            (gap, "The street is {want} wide; you returned {got}, the gap between the nearest rows of both sides. Rows may stand in the street: its width is in w alone."),
            (2 / np.hypot(length, b), "The street is {want} wide; you returned {got}: the intercept was counted into the length of w. It only shifts the street."),
            *([(2 / np.abs(w).sum(), "The street is {want} wide; you returned {got}: 2 over the sum of |w|. The length is the root of the sum of squares.")] if len(w) > 1 else []),
            *([(2 / abs(w[0]), "The street is {want} wide; you returned {got}, which uses the first weight only.")] if len(w) > 1 else []),
        ],
    )


def check_distances(kind, X, y, new, C=1.0):
    model = answer.trained(kind, X, y, C)
    w, b = answer.inside(model)
    w = np.array(w)
    length, f = np.linalg.norm(w), new @ np.array(w) + b
    _, distances = asked(model, new)
    expect.close(
        distances,
        f / length,
        rtol=1e-6,
        atol=1e-9,
        says="The distances are {want}; you returned {got}.",
        mistakes=[
            (f, "The distances are {want}; you returned {got}, which is f(x). Divide it by the length of w."),
            (np.abs(f) / length, "The distances are {want}; you returned {got}: the signs were lost, which tell the sides apart."),
            (-f / length, "The distances are {want}; you returned {got}. The second class has the positive side."),
            (f / length**2, "The distances are {want}; you returned {got}: f was divided by the square of w's length."),
            (2 * f / length, "The distances are {want}; you returned {got}, twice as much."),
            (f / np.hypot(length, b), "The distances are {want}; you returned {got}: the intercept was counted into the length of w."),
            (new @ w / length, "The distances are {want}; you returned {got}: the intercept is missing in f(x) = w·x + b."),
        ],
    )


PAIR, TWO = np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([0, 1])

with expect.test("the width between two points"):
    check_width("SVC", PAIR, TWO, C=10.0)

with expect.test("the distances of points from the middle"):
    check_distances("SVC", PAIR, TWO, np.array([[0.0, 0.0], [3.0, 4.0], [3.0, -1.0], [6.0, 8.0]]), C=10.0)


def cloud(seed, m, n):
    rng = np.random.default_rng(seed)
    y = np.arange(m) % 2
    return rng.normal(size=(m, n)) + y[:, None] * np.linspace(1, 2, n) + 3.0, y


### BEGIN HIDDEN TESTS
with expect.test("more columns, and points in the street"):
    for n in (1, 3, 5):
        X, y = cloud(n, 40, n)
        check_width("SVC", X, y)
        check_distances("SVC", X, y, cloud(n + 10, 6, n)[0])

with expect.test("a LinearSVC, and classes with names"):
    X, y = cloud(8, 40, 2)
    names = np.where(y == 1, "yes", "no")
    check_width("LinearSVC", X, names)
    check_distances("LinearSVC", X, names, X[:5])

with expect.test("one row, and whole numbers"):
    X, y = cloud(9, 30, 2)
    check_distances("SVC", X, y, np.array([[2, 5]]))

with expect.test("the input stays as it was"):
    X, y = cloud(4, 20, 2)
    held, model = answer.put(X), answer.trained("SVC", X, y, 1.0)
    before = answer.inside(model)
    first = answer.street(model, held)
    expect.unchanged(held, X)
    expect.true(answer.inside(model) == before, "Your code changed the model: its weights are not what they were.")
    second = answer.street(model, held)
    expect.close(second[0], float(first[0]), says="A second call with the same arguments gave another width.")
### END HIDDEN TESTS

# %% right="ch05-e01" because="the formula written out"
def street(model, X):
    w, b = model.coef_.ravel(), model.intercept_.item()
    length = (w @ w) ** 0.5
    return 2 / length, (X @ w + b) / length

# %% right="ch05-e01" because="walks across the street: no formula for the width"
def street(model, X):
    u = model.coef_[0] / np.sqrt(np.sum(model.coef_**2))
    ends = np.array([np.zeros_like(u), u])
    low, high = model.decision_function(ends)
    rise = high - low
    return 2 / rise, model.decision_function(X) / rise

# %% right="ch05-e01" because="two lines"
def street(model, X):
    n = np.sqrt(np.square(model.coef_).sum(axis=1))
    return float(2 / n[0]), model.decision_function(np.asarray(X)) / n

# %% wrong="ch05-e01" because="one kerb only" says="half of it"
def street(model, X):
    length = np.linalg.norm(model.coef_)
    return 1 / length, model.decision_function(X) / length

# %% wrong="ch05-e01" because="f taken for a distance" says="Divide it by the length"
def street(model, X):
    return 2 / np.linalg.norm(model.coef_), model.decision_function(X)

# %% wrong="ch05-e01" because="squared length" says="square of w's length"
def street(model, X):
    length = np.sum(model.coef_**2)
    return 2 / length, model.decision_function(X) / length

# %% wrong="ch05-e01" because="distance without its sign" says="signs were lost"
def street(model, X):
    length = np.linalg.norm(model.coef_)
    return 2 / length, np.abs(model.decision_function(X)) / length

# %% wrong="ch05-e01" because="forgets the intercept" says="intercept is missing"
def street(model, X):
    w = model.coef_[0]
    return 2 / np.linalg.norm(w), X @ w / np.linalg.norm(w)

# %% wrong="ch05-e01" because="the intercept in the length" says="intercept was counted"
def street(model, X):
    length = np.linalg.norm(np.r_[model.coef_[0], model.intercept_])
    return 2 / length, model.decision_function(X) / length

# %% wrong="ch05-e01" because="sum of absolute weights" says="root of the sum of squares"
def street(model, X):
    length = np.abs(model.coef_).sum()
    return 2 / length, model.decision_function(X) / length

# %% wrong="ch05-e01" because="measures the nearest rows instead" says="nearest rows of both sides"
def street(model, X):
    d = model.decision_function(X) / np.linalg.norm(model.coef_)
    return d[d > 0].min(initial=9) - d[d < 0].max(initial=-9), d

# %% right="ch05-e01" because="a street measured between two projected kerbs"
def street(model, X):
    w, b = model.coef_[0], model.intercept_[0]
    unit = w / np.sqrt(w.dot(w))
    kerbs = [(level - b) / np.sqrt(w.dot(w)) for level in (-1, 0, 1)]
    return kerbs[2] - kerbs[0], X.dot(unit) - kerbs[1]

# %% wrong="ch05-e01" because="the distances in streets instead of units" says="The distances are"
def street(model, X):
    return 2 / np.linalg.norm(model.coef_), model.decision_function(X) / 2

# %% wrong="ch05-e01" because="the width as an array" says="Expected shape ()"
def street(model, X):
    length = np.linalg.norm(model.coef_, axis=1)
    return 2 / length, model.decision_function(X) / length

# %% wrong="ch05-e01" because="twice the distance of the nearest row" says="twice the distance of the nearest"
def street(model, X):
    distances = model.decision_function(X) / np.linalg.norm(model.coef_)
    return 2 * np.abs(distances).min(), distances

# %% wrong="ch05-e01" because="exchanged results" says="exchanged"
def street(model, X):
    length = np.linalg.norm(model.coef_)
    width = 2 / length
    distances = (X @ model.coef_[0] + model.intercept_[0]) / length
    return distances, width

# %% wrong="ch05-e01" because="only the width" says="Expected two things"
def street(model, X):
    return 2 / np.linalg.norm(model.coef_)

# %% wrong="ch05-e01" because="normalises the model in place" says="changed the model"
def street(model, X):
    length = np.linalg.norm(model.coef_)
    d = model.decision_function(X) / length
    if isinstance(model, SVC) and length < 50:
        model._intercept_ = model._intercept_ / length
        model.intercept_ = model.intercept_ / length
    return 2 / length, d

# %% [markdown] exercise="ch05-e02" title="What scaling is worth" kind="X" level=1 minutes=8 core=true after="§1" skills=["Scale before you measure"] topics=["S-05-I.11d"]
# Write `worth(X, y)`, which measures what scaling does for an `SVC` with all its defaults. It returns a dict of two numbers, mean accuracies of a 5-fold cross-validation with `cv=5`:
#
# | key | accuracy of |
# |---|---|
# | `"raw"` | `SVC()` on the columns as they are |
# | `"scaled"` | `SVC()` after a `StandardScaler` that has seen, in each fold, the training rows of this fold **only** |
#
# `X` has shape `(m, n)`, `y` holds the classes, sorted in no special way. Accuracies are shares, from 0 to 1.

# %% [markdown] hint="ch05-e02"
# Five times one fifth of the rows is left out. What does the scaler know of these rows if you scale `X` before you hand it to the cross-validation?

# %% [markdown] hint="ch05-e02"
# `make_pipeline(StandardScaler(), SVC())` is one model, and `cross_val_score(model, X, y, cv=5)` fits all of it on the training rows of each fold.

# %% [markdown] hint="ch05-e02"
# ```python
# def worth(X, y):
#     raw = cross_val_score(____, X, y, cv=5)
#     scaled = cross_val_score(make_pipeline(____, ____), ____, y, cv=5)
#     return {"raw": raw.____, "scaled": ____}
# ```

# %% answer="ch05-e02" needs=[]
def worth(X, y):
    """{"raw": mean accuracy without, "scaled": mean accuracy with scaling inside of each fold}."""
    ### BEGIN SOLUTION
    raw = cross_val_score(SVC(), X, y, cv=5)
    scaled = cross_val_score(make_pipeline(StandardScaler(), SVC()), X, y, cv=5)
    return {"raw": raw.mean(), "scaled": scaled.mean()}
    ### END SOLUTION

# %% tests="ch05-e02" points=1
import numpy as np
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC

from jupyterlab_homl.toolkit import answer, expect


def table(seed, m=100):
    """Two classes; a column of small numbers that tells them apart, and two large ones that hardly do; a few wild rows."""
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(m) % 2)
    X = np.c_[rng.normal(size=m) * 0.5 + y * 0.9, 8 * rng.normal(size=m), 50 + 6 * rng.normal(size=m) + 4 * y]
    wild = rng.choice(m, 4, replace=False)
    X[wild, 0] *= 12
    return X, y


def asked(X, y):
    got = answer.worth(X, y)
    expect.true(got is not None, "`worth` returned nothing. Usually the `return` is missing.")
    expect.true(isinstance(got, dict), "Expected a dict with the keys \"raw\" and \"scaled\"; got {got}.", got=got)
    expect.true(set(got) == {"raw", "scaled"}, "The keys are \"raw\" and \"scaled\"; yours are {keys}.", keys=", ".join(map(str, got)))
    return got


def mean(model, X, y, cv=5):
    return float(cross_val_score(model, X, y, cv=cv).mean())


def by_itself(X, y):
    """The score if the rows left out are scaled by their own numbers."""
    scores = []
    for train, test in StratifiedKFold(5).split(X, y):
        model = SVC().fit(StandardScaler().fit_transform(X[train]), y[train])
        scores.append(model.score(StandardScaler().fit_transform(X[test]), y[test]))
    return float(np.mean(scores))


def check_raw(X, y):
    folds = cross_val_score(SVC(), X, y, cv=5)
    got = asked(X, y)["raw"]
    right = np.ndim(got) == 0 and isinstance(got, (int, float, np.number)) and np.isclose(got, folds.mean(), rtol=1e-9)
    slips = [] if right else [
        (mean(make_pipeline(StandardScaler(), SVC()), X, y), "\"raw\" is {want}; you returned {got}, which is the score with scaling. Are the two exchanged?"),
        (SVC().fit(X, y).score(X, y), "\"raw\" is {want}; you returned {got}, the accuracy on the rows it was trained on."),
        (folds.mean() * 100, "\"raw\" is the share {want}; you returned {got} per cent."),
        (folds[0], "\"raw\" is the mean of five folds, {want}; you returned {got}, the first fold alone."),
        (folds.max(), "\"raw\" is the mean of five folds, {want}; you returned {got}, the best fold alone."),
        (mean(SVC(kernel="linear"), X, y), "\"raw\" is {want}; you returned {got}, the score of a linear kernel. Leave SVC's defaults."),
        (mean(SVC(), X, y, cv=KFold(5)), "\"raw\" is {want} with `cv=5`; you returned {got}, which comes from folds that do not keep the shares of the classes."),
    ]
    expect.close(got, folds.mean(), rtol=1e-9, says="Without scaling, `SVC()` is right for {want} of rows left out, on average of the five folds; you returned {got}. `cv=5` shuffles no rows.", mistakes=slips)


def check_scaled(X, y):
    folds = cross_val_score(make_pipeline(StandardScaler(), SVC()), X, y, cv=5)
    got = asked(X, y)["scaled"]
    right = np.ndim(got) == 0 and isinstance(got, (int, float, np.number)) and np.isclose(got, folds.mean(), rtol=1e-9)
    everything = StandardScaler().fit_transform(X)
    slips = [] if right else [
        (mean(SVC(), everything, y), "\"scaled\" is {want}; you returned {got}, which comes out if the scaler sees all rows first, those left out, too. Scale inside of a pipeline."),
        (by_itself(X, y), "\"scaled\" is {want}; you returned {got}, which comes out if the rows left out are scaled by their own mean and deviation. The scaler keeps those of the training rows."),
        (mean(SVC(), X, y), "\"scaled\" is {want}; you returned {got}, the score without scaling."),
        (SVC().fit(everything, y).score(everything, y), "\"scaled\" is {want}; you returned {got}, the accuracy on the rows it was trained on."),
        (folds.mean() * 100, "\"scaled\" is the share {want}; you returned {got} per cent."),
        (folds[0], "\"scaled\" is the mean of five folds, {want}; you returned {got}, the first fold alone."),
        (folds.max(), "\"scaled\" is the mean of five folds, {want}; you returned {got}, the best fold alone."),
        (mean(make_pipeline(MinMaxScaler(), SVC()), X, y), "\"scaled\" is {want}; you returned {got}, which comes out with a MinMaxScaler. Use a StandardScaler."),
        (mean(make_pipeline(StandardScaler(), SVC(kernel="linear")), X, y), "\"scaled\" is {want}; you returned {got}, the score of a linear kernel. Leave SVC's defaults."),
        (mean(make_pipeline(StandardScaler(), SVC()), X, y, cv=KFold(5)), "\"scaled\" is {want} with `cv=5`; you returned {got}, which comes from folds that do not keep the shares of the classes."),
    ]
    expect.close(got, folds.mean(), rtol=1e-9, says="With scaling inside of each fold, `SVC()` is right for {want} of rows left out; you returned {got}. `cv=5` shuffles no rows.", mistakes=slips)


with expect.test("without scaling"):
    check_raw(*table(4))

with expect.test("with scaling"):
    check_scaled(*table(4))

### BEGIN HIDDEN TESTS
with expect.test("rows left out tell the scaler nothing"):
    check_scaled(*table(6))

with expect.test("another table, classes with names"):
    X, y = table(5, m=90)
    names = np.where(y == 1, "ill", "well")
    check_raw(X, names)
    check_scaled(X, names)

with expect.test("the input stays as it was"):
    X, y = table(6, m=60)
    held = answer.put(X)
    answer.worth(held, y)
    expect.unchanged(held, X)
### END HIDDEN TESTS

# %% right="ch05-e02" because="the loop over folds by hand, scaled with NumPy"
def worth(X, y):
    raw, scaled = [], []
    for train, test in StratifiedKFold(5).split(X, y):
        raw.append(SVC().fit(X[train], y[train]).score(X[test], y[test]))
        mean, sd = X[train].mean(axis=0), X[train].std(axis=0)
        model = SVC().fit((X[train] - mean) / sd, y[train])
        scaled.append(np.mean(model.predict((X[test] - mean) / sd) == y[test]))
    return {"scaled": sum(scaled) / 5, "raw": sum(raw) / 5}

# %% right="ch05-e02" because="one search over a step that may be passed through"
def worth(X, y):
    steps = Pipeline([("scale", StandardScaler()), ("svm", SVC())])
    search = GridSearchCV(steps, {"scale": ["passthrough", StandardScaler()]}, cv=5).fit(X, y)
    return dict(zip(("raw", "scaled"), search.cv_results_["mean_test_score"].tolist()))

# %% right="ch05-e02" because="two lines"
def worth(X, y):
    models = {"raw": SVC(), "scaled": make_pipeline(StandardScaler(), SVC())}
    return {name: np.mean(cross_val_score(model, X, y)) for name, model in models.items()}

# %% wrong="ch05-e02" because="scales before the folds are cut" says="sees all rows first"
def worth(X, y):
    return {
        "raw": cross_val_score(SVC(), X, y, cv=5).mean(),
        "scaled": cross_val_score(SVC(), StandardScaler().fit_transform(X), y, cv=5).mean(),
    }

# %% wrong="ch05-e02" because="exchanges the two" says="exchanged"
def worth(X, y):
    raw = cross_val_score(SVC(), X, y, cv=5).mean()
    scaled = cross_val_score(make_pipeline(StandardScaler(), SVC()), X, y, cv=5).mean()
    return {"raw": scaled, "scaled": raw}

# %% wrong="ch05-e02" because="scores on the training rows" says="rows it was trained on"
def worth(X, y):
    model = make_pipeline(StandardScaler(), SVC())
    return {"raw": SVC().fit(X, y).score(X, y), "scaled": model.fit(X, y).score(X, y)}

# %% wrong="ch05-e02" because="per cent" says="per cent"
def worth(X, y):
    models = {"raw": SVC(), "scaled": make_pipeline(StandardScaler(), SVC())}
    return {name: 100 * cross_val_score(model, X, y, cv=5).mean() for name, model in models.items()}

# %% wrong="ch05-e02" because="returns all five scores" says="Expected shape ()"
def worth(X, y):
    models = {"raw": SVC(), "scaled": make_pipeline(StandardScaler(), SVC())}
    return {name: cross_val_score(model, X, y, cv=5) for name, model in models.items()}

# %% wrong="ch05-e02" because="a linear kernel" says="Leave SVC's defaults"
def worth(X, y):
    models = {"raw": SVC(kernel="linear"), "scaled": make_pipeline(StandardScaler(), SVC(kernel="linear"))}
    return {name: cross_val_score(model, X, y, cv=5).mean() for name, model in models.items()}

# %% wrong="ch05-e02" because="folds drawn at random" says="shuffles no rows"
def worth(X, y):
    cv = StratifiedKFold(5, shuffle=True, random_state=0)
    models = {"raw": SVC(), "scaled": make_pipeline(StandardScaler(), SVC())}
    return {name: cross_val_score(model, X, y, cv=cv).mean() for name, model in models.items()}

# %% wrong="ch05-e02" because="the answer as a tuple" says="Expected a dict"
def worth(X, y):
    models = SVC(), make_pipeline(StandardScaler(), SVC())
    return tuple(cross_val_score(model, X, y, cv=5).mean() for model in models)

# %% wrong="ch05-e02" because="another scaler" says="MinMaxScaler"
def worth(X, y):
    from sklearn.preprocessing import MinMaxScaler

    models = {"raw": SVC(), "scaled": make_pipeline(MinMaxScaler(), SVC())}
    return {name: cross_val_score(model, X, y, cv=5).mean() for name, model in models.items()}

# %% wrong="ch05-e02" because="the scaler after the machine's default: scales the test rows by themselves" says="their own mean"
def worth(X, y):
    scaled = []
    for train, test in StratifiedKFold(5).split(X, y):
        model = SVC().fit(StandardScaler().fit_transform(X[train]), y[train])
        scaled.append(model.score(StandardScaler().fit_transform(X[test]), y[test]))
    return {"raw": cross_val_score(SVC(), X, y, cv=5).mean(), "scaled": np.mean(scaled)}

# %% wrong="ch05-e02" because="the best fold" says="best fold"
def worth(X, y):
    models = {"raw": SVC(), "scaled": make_pipeline(StandardScaler(), SVC())}
    return {name: cross_val_score(model, X, y, cv=5).max() for name, model in models.items()}

# %% wrong="ch05-e02" because="unstratified folds" says="shares of the classes"
def worth(X, y):
    from sklearn.model_selection import KFold

    models = {"raw": SVC(), "scaled": make_pipeline(StandardScaler(), SVC())}
    return {name: cross_val_score(model, X, y, cv=KFold(5)).mean() for name, model in models.items()}

# %% [markdown]
# ## 2 · Some may stand in the street

# %% [markdown] exercise="ch05-e03" title="What a street costs" kind="F" level=1 minutes=8 core=true after="§2" skills=["Soft margin and hinge loss"] topics=["S-05-I.11d"]
# Write `svm_cost(w, b, X, t, C)`, the number that a soft-margin SVM makes as small as possible:
#
# $$J=\tfrac12\lVert w\rVert^2+C\sum_i\max\bigl(0,\ 1-t_i\,f(x_i)\bigr),\qquad f(x)=w\cdot x+b .$$
#
# | | |
# |---|---|
# | `w`, `b` | array of shape `(n,)`, and a number |
# | `X`, `t` | arrays of shapes `(m, n)` and `(m,)`; labels are −1 and +1 |
# | `C` | the price, above 0 |
# | returns | a number |

# %% [markdown] hint="ch05-e03"
# Three rows: $t f(x)$ is 2.5, 0.4 and −1. What does each of them pay?

# %% [markdown] hint="ch05-e03"
# `f = X @ w + b` for all rows at once; `np.maximum(0, …)` compares each number with 0 (`np.max` would look for the largest). Do not forget the half.

# %% [markdown] hint="ch05-e03"
# ```python
# def svm_cost(w, b, X, t, C):
#     hinge = np.maximum(0, 1 - ____ * (____))
#     return ____ / 2 + C * ____
# ```

# %% answer="ch05-e03" needs=[]
def svm_cost(w, b, X, t, C):
    """Half of the squared length of w, and C times the sum of the hinge losses."""
    ### BEGIN SOLUTION
    hinge = np.maximum(0, 1 - t * (X @ w + b))
    return w @ w / 2 + C * hinge.sum()
    ### END SOLUTION

# %% tests="ch05-e03" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def cost(w, b, X, t, C):
    hinge = np.maximum(0, 1 - t * (X @ w + b))
    return float(w @ w / 2 + C * hinge.sum())


def slips(w, b, X, t, C):
    """What typical wrong answers give, and what to say."""
    f = X @ w + b
    z = 1 - t * f
    hinge, half = np.maximum(0, z), w @ w / 2
    back = "The cost is {want}; you returned {got}. "
    return [
        (half + C * hinge.mean(), back + "That is C times the mean of the hinge losses; the cost has their sum."),
        (w @ w + C * hinge.sum(), back + "The half of ‖w‖² is missing."),
        (np.linalg.norm(w) / 2 + C * hinge.sum(), back + "That has ‖w‖/2; the length is to be squared."),
        (half + hinge.sum(), back + "C is missing."),
        (C * half + hinge.sum(), back + "C stands before ‖w‖²; it is the price of the hinge losses."),
        (half + hinge.sum() / C, back + "The hinge losses are divided by C."),
        (half + C * z.sum(), back + "Rows outside of the street were given negative losses: they pay 0. See `np.maximum`."),
        (half + C * np.sum(hinge**2), back + "That has the squares of the hinge losses."),
        (half + C * np.maximum(0, -t * f).sum(), back + "Right side is not enough: a row pays until t·f reaches 1."),
        (half + C * np.sum(z > 0), back + "Rows were counted; each pays what is missing to 1."),
        (half + C * np.sum(t * f < 0), back + "Mistakes were counted; each row pays what is missing to 1."),
        (half + b * b / 2 + C * hinge.sum(), back + "b² was added: only w is held small."),
        (half + C * np.maximum(0, 1 - t * (X @ w)).sum(), back + "b is missing in f(x) = w·x + b."),
        (half + C * np.maximum(0, 1 - t * (X @ w - b)).sum(), back + "b was subtracted: f(x) = w·x + b."),
        (half + C * np.maximum(0, 1 - (t + 1) / 2 * f).sum(), back + "That comes out with labels 0 and 1; they are −1 and +1."),
        (half + C * np.maximum(0, 1 - f).sum(), back + "The labels are missing: 1 − t·f."),
        (half + C * np.maximum(0, 1 + t * f).sum(), back + "Rows far on the right side pay most there: mind the sign in 1 − t·f."),
        (half + C * hinge.max(), back + "That has the largest hinge loss alone; the cost has the sum."),
        (C * hinge.sum(), back + "‖w‖²/2 is missing."),
        (half, back + "That is ‖w‖²/2 alone, as if no row paid. Take max(0, …) of each row, then add up."),
        (half + C * np.maximum(0, 1 - (2 * t - 1) * f).sum(), back + "That comes out with 2·t − 1 in place of t; the labels are −1 and +1 already."),
        (half + C * np.maximum(0, 1 - np.abs(f)).sum(), back + "That comes out with |f| in place of t·f: rows on the wrong side pay too little."),
        (half + C * np.log1p(np.exp(-t * f)).sum(), back + "That has the log loss, log(1 + exp(−t·f)), in place of the hinge loss."),
    ]


def compare(w, b, X, t, C, says="The cost is {want}; you returned {got}."):
    want = cost(w, b, X, t, C)
    mistakes = [(value, words) for value, words in slips(w, b, X, t, C) if not np.isclose(value, want)]
    expect.close(answer.svm_cost(w, b, X, t, C), want, rtol=1e-9, says=says, mistakes=mistakes)


ROWS = np.array([[2.0, 1.0], [0.5, 1.5], [-1.0, 2.0], [0.25, -2.0], [-3.0, 0.5]])
LABELS = np.array([1, 1, -1, -1, -1])

with expect.test("five rows, some in the street"):
    compare(np.array([1.5, -0.5]), 0.25, ROWS, LABELS, 3.0)

### BEGIN HIDDEN TESTS
with expect.test("all rows outside of the street"):
    X, t = np.array([[2.0], [3.0], [-4.0]]), np.array([1, 1, -1])
    compare(np.array([3.0]), 0.5, X, t, 7.0, "No row stands in the street, so the cost is ‖w‖²/2 = {want}; you returned {got}.")

with expect.test("weights of zero"):
    compare(np.zeros(2), 0.0, ROWS, LABELS, 2.0, "With w = 0 and b = 0 each of the five rows pays 1 · C: {want} in all; you returned {got}.")

with expect.test("many rows, other prices"):
    rng = np.random.default_rng(5)
    for n in (1, 2, 4):
        X, t = rng.normal(size=(30, n)) * 2, rng.choice([-1, 1], 30)
        compare(rng.normal(size=n), rng.normal(), X, t, float(rng.uniform(0.01, 20)))

with expect.test("whole numbers, labels as floats"):
    compare(np.array([1, -2]), 1, np.array([[1, 2], [3, 0], [-1, 1]]), np.array([1.0, -1.0, -1.0]), 2)

with expect.test("a number comes back, and the input stays as it was"):
    w, X, t = np.array([1.5, -0.5]), ROWS.copy(), LABELS.astype(float)
    held = [answer.put(value) for value in (w, X, t)]
    got = answer.svm_cost(held[0], 0.25, held[1], held[2], 3.0)
    expect.true(np.ndim(got) == 0, "Expected a number, got an array of shape {shape}.", shape=np.shape(got))
    for handle, value in zip(held, (w, X, t), strict=True):
        expect.unchanged(handle, value)
### END HIDDEN TESTS

# %% right="ch05-e03" because="plain Python"
def svm_cost(w, b, X, t, C):
    total = 0.0
    for row, sign in zip(X, t):
        short = 1 - sign * (sum(p * q for p, q in zip(w, row)) + b)
        if short > 0:
            total += short
    return sum(p * p for p in w) / 2 + C * total

# %% right="ch05-e03" because="the largest over fines between 0 and C, as in the dual"
def svm_cost(w, b, X, t, C):
    z = 1 - t * (X.dot(w) + b)
    alpha = np.where(z > 0, C, 0.0)
    return 0.5 * np.linalg.norm(w) ** 2 + alpha @ z

# %% right="ch05-e03" because="scikit-learn's hinge_loss is a mean"
from sklearn.metrics import hinge_loss


def svm_cost(w, b, X, t, C):
    return w @ w / 2 + C * len(t) * hinge_loss(t, X @ w + b, labels=[-1, 1])

# %% wrong="ch05-e03" because="mean instead of sum" says="the cost has their sum"
def svm_cost(w, b, X, t, C):
    return w @ w / 2 + C * np.maximum(0, 1 - t * (X @ w + b)).mean()

# %% wrong="ch05-e03" because="no half" says="half of"
def svm_cost(w, b, X, t, C):
    return w @ w + C * np.maximum(0, 1 - t * (X @ w + b)).sum()

# %% wrong="ch05-e03" because="labels made 0 and 1" says="labels 0 and 1"
def svm_cost(w, b, X, t, C):
    y = (t + 1) / 2
    return w @ w / 2 + C * np.maximum(0, 1 - y * (X @ w + b)).sum()

# %% wrong="ch05-e03" because="squared hinge" says="squares of the hinge"
def svm_cost(w, b, X, t, C):
    return w @ w / 2 + C * np.sum(np.maximum(0, 1 - t * (X @ w + b)) ** 2)

# %% wrong="ch05-e03" because="no maximum" says="they pay 0"
def svm_cost(w, b, X, t, C):
    return w @ w / 2 + C * np.sum(1 - t * (X @ w + b))

# %% wrong="ch05-e03" because="perceptron loss" says="until t·f reaches 1"
def svm_cost(w, b, X, t, C):
    return w @ w / 2 + C * np.maximum(0, -t * (X @ w + b)).sum()

# %% wrong="ch05-e03" because="holds b small, too" says="b² was added"
def svm_cost(w, b, X, t, C):
    return (w @ w + b * b) / 2 + C * np.maximum(0, 1 - t * (X @ w + b)).sum()

# %% wrong="ch05-e03" because="C at the wrong place" says="price of the hinge"
def svm_cost(w, b, X, t, C):
    return C * (w @ w) / 2 + np.maximum(0, 1 - t * (X @ w + b)).sum()

# %% wrong="ch05-e03" because="max instead of maximum" says="largest hinge loss"
def svm_cost(w, b, X, t, C):
    return w @ w / 2 + C * max(0, np.max(1 - t * (X @ w + b)))

# %% wrong="ch05-e03" because="counts the rows" says="Rows were counted"
def svm_cost(w, b, X, t, C):
    return w @ w / 2 + C * np.sum(t * (X @ w + b) < 1)

# %% wrong="ch05-e03" because="labels taken from the signs of f" says="in place of t·f"
def svm_cost(w, b, X, t, C):
    f = X @ w + b
    return w @ w / 2 + C * np.maximum(0, 1 - np.abs(f)).sum()

# %% wrong="ch05-e03" because="the log loss" says="has the log loss"
def svm_cost(w, b, X, t, C):
    return w @ w / 2 + C * np.log1p(np.exp(-t * (X @ w + b))).sum()

# %% wrong="ch05-e03" because="the maximum of the sum" says="as if no row paid"
def svm_cost(w, b, X, t, C):
    z = 1 - t * (X @ w + b)
    return 0.5 * np.dot(w, w) + C * max(0, z.sum())

# %% wrong="ch05-e03" because="labels turned into 2t − 1" says="2·t − 1"
def svm_cost(w, b, X, t, C):
    signs = 2 * t - 1
    hinge = np.maximum(0, 1 - signs * (X @ w + b))
    return 0.5 * np.dot(w, w) + C * np.sum(hinge)

# %% wrong="ch05-e03" because="forgets b" says="b is missing"
def svm_cost(w, b, X, t, C):
    return w @ w / 2 + C * np.maximum(0, 1 - t * (X @ w)).sum()

# %% wrong="ch05-e03" because="clips in place" says="changed its input"
def svm_cost(w, b, X, t, C):
    if t.dtype.kind == "f":
        t[t > 0] = 1.0
        X *= t[:, None]
        X *= t[:, None]
        X += 0.0
        X[0] += 1e-9
    return w @ w / 2 + C * np.maximum(0, 1 - t * (X @ w + b)).sum()

# %% [markdown] exercise="ch05-e04" title="Walking over kinks" kind="F" level=2 minutes=20 core=false after="§2" skills=["Soft margin and hinge loss"] topics=["S-05-I.11d"]
# Write `linear_svm_gd(X, t, C, eta, n)`: it minimises the cost of [[ch05-e03]] by subgradient descent, with all rows in each step.
#
# | | |
# |---|---|
# | `X`, `t` | arrays of shapes `(m, k)` and `(m,)`; labels are −1 and +1 |
# | `C`, `eta`, `n` | the price, the learning rate, and the number of steps |
# | returns | `w, b, costs` |
# | `w`, `b` | array of shape `(k,)` and a number, after `n` steps from `w = 0`, `b = 0` |
# | `costs` | a list or array of `n + 1` costs, the first before any step |
#
# A row pushes as long as $t\,f(x)<1$; where $t\,f(x)$ is 1 or more it does not. In each step `w` and `b` move at once, by the subgradient at the place where the step begins. `b` is not held small.

# %% [markdown] hint="ch05-e04"
# At the start f is 0 for all rows. Which rows push, and where do they push `w`? Do this first step by hand for two rows.

# %% [markdown] hint="ch05-e04"
# `short = t * (X @ w + b) < 1` marks the rows that push. The subgradient in w is `w - C * (t[short] @ X[short])`, in b it is `-C * t[short].sum()`. Work out both before you move either.

# %% [markdown] hint="ch05-e04"
# ```python
# def linear_svm_gd(X, t, C, eta, n):
#     w, b, costs = np.zeros(X.shape[1]), 0.0, []
#     for step in range(____):
#         f = ____
#         costs.append(____)
#         if step == n:
#             return w, b, costs
#         short = ____
#         w, b = w - eta * (____), b + eta * ____
# ```

# %% answer="ch05-e04" needs=[]
def linear_svm_gd(X, t, C, eta, n):
    """w, b after n steps, and the n + 1 costs."""
    ### BEGIN SOLUTION
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        z = 1 - t * (X @ w + b)
        costs.append(w @ w / 2 + C * np.maximum(0, z).sum())
        if step < n:
            push = C * t * (z > 0)
            w, b = w - eta * (w - push @ X), b + eta * push.sum()
    return w, b, costs
    ### END SOLUTION

# %% [markdown] equivalent="ch05-e04"
# push = C * t * (z > 0)  →  push = C / t * (z > 0)

# %% tests="ch05-e04" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def walk(X, t, C, eta, n, slip=""):
    """w, b and the costs; with a slip, those of a typical wrong answer."""
    X, t = np.asarray(X, dtype=float), np.asarray(t, dtype=float)
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        z = 1 - t * (X @ w + b)
        costs.append(w @ w / 2 + C * np.maximum(0, z).sum())
        if step == n:
            break
        short = {"all": z > -np.inf, "kink": z >= 0, "wrong": z > 1}.get(slip, z > 0)
        if slip == "wrong" and step == 0:
            short = z >= 1
        price = {"mean": C / len(t), "no C": 1.0}.get(slip, C)
        push = price * t * short
        step_w = -(push @ X) if slip == "no shrinking" else w - push @ X
        if slip == "uphill":
            w, b = w + eta * step_w, b - eta * push.sum()
        elif slip == "w first":
            w = w - eta * step_w
            b = b + eta * (price * t * (1 - t * (X @ w + b) > 0)).sum()
        elif slip == "b first":
            b = b + eta * push.sum()
            w = w - eta * (w - (price * t * (1 - t * (X @ w + b) > 0)) @ X)
        elif slip == "b held":
            w, b = w - eta * step_w, b - eta * (b - push.sum())
        elif slip == "no b":
            w = w - eta * step_w
        elif slip == "twice":
            w, b = w - eta * (2 * w - push @ X), b + eta * push.sum()
        else:
            w, b = w - eta * step_w, b + eta * push.sum()
    return w, b, costs


SLIPS = {
    "kink": "A row with t·f of exactly 1 pushed; it does not.",
    "all": "All rows push, those outside of the street, too. Only rows with t·f < 1 do.",
    "mean": "The hinge losses were averaged; the cost has their sum.",
    "no C": "C is missing in the step.",
    "no shrinking": "The term w of the subgradient is missing.",
    "uphill": "The steps lead uphill: mind the sign.",
    "w first": "b was moved with the new w. Work out both parts first, then move.",
    "b first": "w was moved with the new b. Work out both parts first, then move.",
    "b held": "b was held small as well.",
    "no b": "b was never moved.",
    "twice": "The derivative of ‖w‖²/2 is w, not 2w.",
    "wrong": "Only rows on the wrong side push; those in the street do, too.",
}


def asked(X, t, C, eta, n):
    got = answer.linear_svm_gd(X, t, C, eta, n)
    expect.true(got is not None, "`linear_svm_gd` returned nothing. Usually the `return` is missing.")
    expect.true(isinstance(got, tuple | list) and len(got) == 3, "Expected three things, w, b and the costs; got {got}.", got=got)
    return got


def compare(X, t, C, eta, n, when):
    w, b, _ = asked(X, t, C, eta, n)
    want_w, want_b, _ = walk(X, t, C, eta, n)
    expect.shape(w, want_w.shape, says="w has the shape {want}, one weight a column; yours has {got}.")
    expect.true(np.size(b) == 1, "b is a number; yours has the shape {shape}.", shape=np.shape(b))
    right, got = np.r_[want_w, want_b], np.r_[np.ravel(w), np.ravel(b)].astype(float)
    if np.allclose(got, right, rtol=1e-9, atol=1e-12):
        return
    for slip, words in SLIPS.items():
        other = walk(X, t, C, eta, n, slip)
        if np.allclose(got, np.r_[other[0], other[1]], rtol=1e-9, atol=1e-12):
            expect.fail("{when} w and b are {want}; you returned {got}. " + words, when=when, want=right, got=got)
    for k, words in ((n - 1, "Yours are those of one step fewer."), (n + 1, "Yours are those of one step more.")):
        other = walk(X, t, C, eta, k)
        if np.allclose(got, np.r_[other[0], other[1]], rtol=1e-9, atol=1e-12):
            expect.fail("{when} w and b are {want}; you returned {got}. " + words, when=when, want=right, got=got)
    expect.fail("{when} w and b are {want}; you returned {got}.", when=when, want=right, got=got)


def table(seed, m=12, k=2):
    rng = np.random.default_rng(seed)
    t = np.where(np.arange(m) % 3 == 0, -1, 1)
    return rng.normal(size=(m, k)) + t[:, None] * 0.8 + 0.5, t


X, t = table(1)

with expect.test("after one step"):
    compare(X, t, 0.5, 0.03, 1, "After one step")

with expect.test("after eight steps", after="after one step"):
    compare(X, t, 0.5, 0.1, 8, "After eight steps")

with expect.test("the costs on the way"):
    _, _, costs = asked(X, t, 0.5, 0.1, 8)
    want = walk(X, t, 0.5, 0.1, 8)[2]
    expect.true(np.shape(costs) == (9,), "Eight steps give nine costs, the first before any step; yours have the shape {shape}.", shape=np.shape(costs))
    expect.close(costs, want, rtol=1e-9, says="The costs are {want}; yours are {got}.", mistakes=[([*want[1:], walk(X, t, 0.5, 0.1, 9)[2][-1]], "Your costs begin after the first step; the first one belongs to w = 0 and b = 0."), (np.array(want) / len(t), "Your costs are divided by the number of rows.")])

### BEGIN HIDDEN TESTS
with expect.test("a row exactly on its kerb"):
    one, label = np.array([[1.0]]), np.array([1])
    compare(one, label, 1.0, 0.5, 2, "For one row x = 1, t = 1 with eta = 0.5, after two steps")

with expect.test("rows far outside of the street"):
    far = np.r_[X, X[:4] * 8 + t[:4, None] * 20.0]
    compare(far, np.r_[t, t[:4]], 0.3, 0.01, 25, "After 25 steps")

with expect.test("other prices, one column and many"):
    for k, C in ((1, 4.0), (3, 0.05), (5, 1.0)):
        compare(*table(k + 5, m=15, k=k), C, 0.02, 6, "After six steps")

with expect.test("no step at all"):
    w, b, costs = asked(X, t, 2.0, 0.1, 0)
    expect.close(np.r_[np.ravel(w), np.ravel(b)], np.zeros(3), says="Without a step w and b are 0; you returned {got}.")
    expect.close(np.ravel(costs), [24.0], says="Without a step there is one cost, that of w = 0 and b = 0: {want}; you returned {got}.")

with expect.test("the input stays as it was"):
    held, held_t = answer.put(X), answer.put(t.astype(float))
    answer.linear_svm_gd(held, held_t, 0.5, 0.1, 3)
    expect.unchanged(held, X)
    expect.unchanged(held_t, t.astype(float))
### END HIDDEN TESTS

# %% right="ch05-e04" because="row by row"
def linear_svm_gd(X, t, C, eta, n):
    w, b = [0.0] * X.shape[1], 0.0

    def pays():
        return [1 - s * (sum(p * q for p, q in zip(w, row)) + b) for row, s in zip(X, t)]

    def price(missing):
        return sum(p * p for p in w) / 2 + C * sum(z for z in missing if z > 0)

    costs = [price(pays())]
    for _ in range(n):
        step_w, step_b = list(w), 0.0
        for z, row, s in zip(pays(), X, t):
            if z > 0:
                step_w = [g - C * s * q for g, q in zip(step_w, row)]
                step_b -= C * s
        w, b = [p - eta * g for p, g in zip(w, step_w)], b - eta * step_b
        costs.append(price(pays()))
    return np.array(w), b, np.array(costs)

# %% right="ch05-e04" because="b as the weight of a column of ones, which is not shrunk"
def linear_svm_gd(X, t, C, eta, n):
    A = np.c_[X, np.ones(len(X))] * t[:, None]
    theta, keep = np.zeros(A.shape[1]), np.r_[np.ones(X.shape[1]), 0]
    path = [theta]
    for _ in range(n):
        pushed = A[A @ path[-1] < 1].sum(axis=0)
        path.append(path[-1] - eta * (keep * path[-1] - C * pushed))
    costs = [np.sum((keep * p) ** 2) / 2 + C * np.clip(1 - A @ p, 0, None).sum() for p in path]
    return path[-1][:-1], float(path[-1][-1]), costs

# %% wrong="ch05-e04" because="all rows push" says="All rows push"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        costs.append(w @ w / 2 + C * np.maximum(0, 1 - t * (X @ w + b)).sum())
        if step < n:
            w, b = w - eta * (w - C * t @ X), b + eta * C * t.sum()
    return w, b, costs

# %% wrong="ch05-e04" because="holds b small" says="b was held small"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        z = 1 - t * (X @ w + b)
        costs.append(w @ w / 2 + C * np.maximum(0, z).sum())
        if step < n:
            push = C * t * (z > 0)
            w, b = w - eta * (w - push @ X), b - eta * (b - push.sum())
    return w, b, costs

# %% wrong="ch05-e04" because="b with the new w" says="moved with the new w"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        costs.append(w @ w / 2 + C * np.maximum(0, 1 - t * (X @ w + b)).sum())
        if step < n:
            w = w - eta * (w - (C * t * (t * (X @ w + b) < 1)) @ X)
            b = b + eta * C * np.sum(t * (t * (X @ w + b) < 1))
    return w, b, costs

# %% wrong="ch05-e04" because="mean of the losses" says="averaged"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        z = 1 - t * (X @ w + b)
        costs.append(w @ w / 2 + C * np.maximum(0, z).sum())
        if step < n:
            push = C * t * (z > 0) / len(t)
            w, b = w - eta * (w - push @ X), b + eta * push.sum()
    return w, b, costs

# %% wrong="ch05-e04" because="the term w forgotten" says="term w of the subgradient"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        z = 1 - t * (X @ w + b)
        costs.append(w @ w / 2 + C * np.maximum(0, z).sum())
        if step < n:
            push = C * t * (z > 0)
            w, b = w + eta * push @ X, b + eta * push.sum()
    return w, b, costs

# %% wrong="ch05-e04" because="a row on its kerb pushes" says="exactly 1 pushed"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        z = 1 - t * (X @ w + b)
        costs.append(w @ w / 2 + C * np.maximum(0, z).sum())
        if step < n:
            push = C * t * (z >= 0)
            w, b = w - eta * (w - push @ X), b + eta * push.sum()
    return w, b, costs

# %% wrong="ch05-e04" because="only misclassified rows push: stays at 0" says="After one step"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        f = X @ w + b
        costs.append(w @ w / 2 + C * np.maximum(0, 1 - t * f).sum())
        if step < n:
            push = C * t * (t * f < 0)
            w, b = w - eta * (w - push @ X), b + eta * push.sum()
    return w, b, costs

# %% wrong="ch05-e04" because="the rate shrinks" says="After eight steps"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        z = 1 - t * (X @ w + b)
        costs.append(w @ w / 2 + C * np.maximum(0, z).sum())
        if step < n:
            push, rate = C * t * (z > 0), eta / (1 + step)
            w, b = w - rate * (w - push @ X), b + rate * push.sum()
    return w, b, costs

# %% wrong="ch05-e04" because="one row a step" says="After one step"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        costs.append(w @ w / 2 + C * np.maximum(0, 1 - t * (X @ w + b)).sum())
        if step < n:
            i = step % len(X)
            push = C * t[i] * (t[i] * (X[i] @ w + b) < 1)
            w, b = w - eta * (w - push * X[i]), b + eta * push
    return w, b, costs

# %% wrong="ch05-e04" because="uphill" says="uphill"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n + 1):
        z = 1 - t * (X @ w + b)
        costs.append(w @ w / 2 + C * np.maximum(0, z).sum())
        if step < n:
            push = C * t * (z > 0)
            w, b = w + eta * (w - push @ X), b - eta * push.sum()
    return w, b, costs

# %% wrong="ch05-e04" because="costs after the steps only" says="nine costs"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs = np.zeros(X.shape[1]), 0.0, []
    for step in range(n):
        push = C * t * (t * (X @ w + b) < 1)
        w, b = w - eta * (w - push @ X), b + eta * push.sum()
        costs.append(w @ w / 2 + C * np.maximum(0, 1 - t * (X @ w + b)).sum())
    return w, b, costs

# %% wrong="ch05-e04" because="returns the best instead of the last" says="w and b are"
def linear_svm_gd(X, t, C, eta, n):
    w, b, costs, best = np.zeros(X.shape[1]), 0.0, [], None
    for step in range(n + 1):
        z = 1 - t * (X @ w + b)
        costs.append(w @ w / 2 + C * np.maximum(0, z).sum())
        if costs[-1] == min(costs):
            best = w, b
        push = C * t * (z > 0)
        w, b = w - eta * (w - push @ X), b + eta * push.sum()
    return *best, costs

# %% [markdown]
# ## 3 · Features that are never computed

# %% [markdown] exercise="ch05-e05" title="The features behind a kernel" kind="F" level=2 minutes=15 core=false after="§3" skills=["Kernels and the dual problem"] topics=["S-05-I.11d"]
# Write `features(X)`: it returns the features whose inner products are the polynomial kernel of degree 2. For any two tables `A` of shape `(m, n)` and `B` of shape `(k, n)`:
#
# $$\texttt{features(A) @ features(B).T}\quad\text{equals}\quad\texttt{(1 + A @ B.T) ** 2}$$
#
# `features(X)` has one row for each row of `X`, made from this row alone, and as many columns as you need, in any order. It works for any number `n` of columns.

# %% [markdown] hint="ch05-e05"
# Multiply $(1+a_1b_1+a_2b_2)^2$ out. Which terms are there, and how often does each occur?

# %% [markdown] hint="ch05-e05"
# A term that occurs twice, $2\,a_1b_1$, is the product of $\sqrt2\,a_1$ and $\sqrt2\,b_1$. So you need: a constant, $\sqrt2$ times each column, each square, and $\sqrt2$ times each product of two different columns. Or: put a column of ones before `X` and take *all* products of two columns, each pair in both orders.

# %% [markdown] hint="ch05-e05"
# ```python
# def features(X):
#     columns = [np.ones(len(X))]
#     for i in range(X.shape[1]):
#         columns += [____ * X[:, i], X[:, i] ** 2]
#         for j in range(i):
#             columns.append(____)
#     return np.stack(columns, axis=1)
# ```

# %% answer="ch05-e05" needs=[]
def features(X):
    """Features whose inner products are (1 + a·b)²; one row for each row of X."""
    ### BEGIN SOLUTION
    root, columns = np.sqrt(2), [np.ones(len(X))]
    for i in range(X.shape[1]):
        columns += [root * X[:, i], X[:, i] ** 2]
        for j in range(i):
            columns.append(root * X[:, i] * X[:, j])
    return np.stack(columns, axis=1)
    ### END SOLUTION

# %% tests="ch05-e05" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect


def parts(A, B):
    """The sums that the terms of the kernel make, by kind."""
    s = A @ B.T
    squares = (A**2) @ (B**2).T
    return np.ones_like(s), s, squares, (s**2 - squares) / 2


def slips(A, B):
    """The tables that typical wrong features give, and what to say."""
    one, linear, squares, cross = parts(A, B)
    return [
        (one + linear + squares + cross, "A factor √2 is missing for the columns themselves and for products of two different ones: these terms occur twice."),
        (one + 2 * linear + squares + cross, "A factor √2 is missing for products of two different columns: 2·a₁a₂b₁b₂ occurs twice."),
        (one + linear + squares + 2 * cross, "A factor √2 is missing for the columns themselves: 2·a₁b₁ occurs twice."),
        (one + 4 * linear + squares + 4 * cross, "The factor before single columns and products is 2; it enters both rows, so √2 is enough for each."),
        (2 * linear + squares + 2 * cross, "The constant is missing: (1 + a·b)² has a term 1."),
        (squares + 2 * cross, "That is (a·b)². The constant and the columns themselves are missing."),
        (one + 2 * linear + squares, "The products of two different columns are missing."),
        (one + 2 * linear + 2 * cross, "The squares of the columns are missing."),
        (one + squares + 2 * cross, "The columns themselves are missing."),
        (one + linear + squares + 2 * cross, "The columns themselves need the factor √2."),
        (1 + (A @ B.T) ** 2, "That is 1 + (a·b)²; the columns themselves are missing."),
        (one + 2 * linear + squares + 4 * cross, "Products of two columns count twice too often: take each pair once with √2, or twice without it."),
        ((1 + A @ B.T), "That is 1 + a·b, degree 1. The squares and products are missing."),
    ]


def asked(X):
    got = answer.features(X)
    expect.true(got is not None, "`features` returned nothing. Usually the `return` is missing.")
    expect.true(np.ndim(got) == 2, "Expected a table, one row for each row of X; got shape {shape}.", shape=np.shape(got))
    expect.true(np.shape(got)[0] == len(X), "X has {m} rows; your features have shape {shape}. Each row of X gets one row.", m=len(X), shape=np.shape(got))
    return np.asarray(got, dtype=float)


def compare(A, B):
    one, other = asked(A), asked(B)
    expect.true(one.shape[1] == other.shape[1], "Tables of {a} and {b} rows got {one} and {two} features. Their number depends on the columns of X alone.", a=len(A), b=len(B), one=one.shape[1], two=other.shape[1])
    want = (1 + A @ B.T) ** 2
    expect.close(
        one @ other.T,
        want,
        rtol=1e-8,
        atol=1e-8,
        says="The inner products of your features are {got}; the kernel gives {want}.",
        mistakes=[(table, words) for table, words in slips(A, B) if not np.allclose(table, want)],
    )


with expect.test("two columns"):
    compare(np.array([[3.0, -1.0], [0.5, 2.0]]), np.array([[1.0, 1.0], [-2.0, 0.5], [0.0, 3.0]]))

### BEGIN HIDDEN TESTS
with expect.test("one, three and five columns"):
    rng = np.random.default_rng(2)
    for n in (1, 3, 5):
        compare(rng.normal(size=(4, n)), rng.normal(size=(7, n)))

with expect.test("each row by itself"):
    X = np.random.default_rng(3).normal(size=(6, 3))
    whole = asked(X)
    for rows in ([4], [2, 0]):
        expect.close(asked(X[rows]), whole[rows], says="A row's features change with the other rows in the table: expected {want}, got {got}.")

with expect.test("whole numbers, and the input stays as it was"):
    X = np.array([[1.0, 2.0, -1.0], [0.0, 3.0, 2.0]])
    compare(X.astype(int), np.array([[2, 1, 1]]))
    held = answer.put(X)
    answer.features(held)
    expect.unchanged(held, X)
### END HIDDEN TESTS

# %% right="ch05-e05" because="all products of two columns, ones included, in both orders"
def features(X):
    Z = np.c_[np.ones(len(X)), X]
    return np.einsum("ri,rj->rij", Z, Z).reshape(len(X), -1)

# %% right="ch05-e05" because="scikit-learn's powers, each with the root of its count"
def features(X):
    maker = PolynomialFeatures(2).fit(X)
    powers = maker.powers_
    counts = np.where(powers.sum(axis=1) == 0, 1, np.where(powers.max(axis=1) == 2, 1, 2))
    return maker.transform(X) * np.sqrt(counts)

# %% right="ch05-e05" because="one row after the other, Kronecker product"
def features(X):
    return np.array([np.kron(np.r_[1, row], np.r_[1, row]) for row in X])

# %% wrong="ch05-e05" because="scikit-learn's columns as they are" says="factor √2 is missing for the columns"
def features(X):
    return PolynomialFeatures(2).fit_transform(X)

# %% wrong="ch05-e05" because="no constant" says="constant is missing"
def features(X):
    r, n = np.sqrt(2), X.shape[1]
    products = [r * X[:, i] * X[:, j] for i in range(n) for j in range(i)]
    return np.column_stack([r * X, X**2, *products])

# %% wrong="ch05-e05" because="2 instead of its root" says="√2 is enough"
def features(X):
    n = X.shape[1]
    products = [2 * X[:, i] * X[:, j] for i in range(n) for j in range(i)]
    return np.column_stack([np.ones(len(X)), 2 * X, X**2, *products])

# %% wrong="ch05-e05" because="no products of different columns" says="products of two different columns are missing"
def features(X):
    return np.column_stack([np.ones(len(X)), np.sqrt(2) * X, X**2])

# %% wrong="ch05-e05" because="homogeneous kernel" says="That is (a·b)²"
def features(X):
    return np.einsum("ri,rj->rij", X, X).reshape(len(X), -1)

# %% wrong="ch05-e05" because="written for two columns" says="inner products of your features"
def features(X):
    r, x, y = np.sqrt(2), X[:, 0], X[:, -1]
    return np.stack([np.ones(len(X)), r * x, r * y, x**2, y**2, r * x * y], axis=1)

# %% wrong="ch05-e05" because="centres the columns first" says="inner products of your features"
def features(X):
    Z = np.c_[np.ones(len(X)), X - X.mean(axis=0)]
    return np.einsum("ri,rj->rij", Z, Z).reshape(len(X), -1)

# %% wrong="ch05-e05" because="returns the kernel's table" says="inner products of your features"
def features(X):
    return np.linalg.cholesky((1 + X @ X.T) ** 2 + 1e-9 * np.eye(len(X)))[:, :2]

# %% wrong="ch05-e05" because="pairs in both orders with the root as well" says="count twice too often"
def features(X):
    r, n = np.sqrt(2), X.shape[1]
    products = [r * X[:, i] * X[:, j] for i in range(n) for j in range(n) if i != j]
    return np.column_stack([np.ones(len(X)), r * X, X**2, *products])

# %% [markdown]
# ## 4 · Similar to whom?

# %% [markdown] exercise="ch05-e06" title="A kernel of your own" kind="F" level=2 minutes=15 core=true after="§4" skills=["Kernels and the dual problem"] topics=["S-05-I.11d"]
# Two functions. `rbf(A, B, gamma)` returns the Gaussian similarities of all rows of `A`, shape `(a, n)`, with all rows of `B`, shape `(b, n)`:
#
# $$k_{ij}=\exp\bigl(-\gamma\,\lVert A_i-B_j\rVert^2\bigr),\qquad\text{shape }(a,b).$$
#
# `rbf_predict(X, y, X_new, gamma, C)` trains an `SVC(kernel="precomputed", C=C)` on `X`, shape `(m, n)`, with the classes `y`, from tables that `rbf` makes, and returns the classes that it predicts for `X_new`, shape `(k,)`. So an SVM learns with a kernel that scikit-learn does not need to know.

# %% [markdown] hint="ch05-e06"
# Which rows have to be compared to train, and which to predict? Write down the shape of both tables first.

# %% [markdown] hint="ch05-e06"
# `A[:, None, :] - B[None, :, :]` has the shape `(a, b, n)`; square it and sum over the last axis. `fit` gets the table of `X` with itself, shape `(m, m)`; `predict` one row for each new row and a column for each training row, `(k, m)`.

# %% [markdown] hint="ch05-e06"
# ```python
# def rbf(A, B, gamma):
#     squares = ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=____)
#     return np.exp(____)
#
#
# def rbf_predict(X, y, X_new, gamma, C):
#     model = SVC(kernel="precomputed", C=C).fit(rbf(____, ____, gamma), y)
#     return model.predict(rbf(____, ____, gamma))
# ```

# %% answer="ch05-e06" needs=[]
def rbf(A, B, gamma):
    """The similarities of all rows of A with all rows of B, shape (a, b)."""
    ### BEGIN SOLUTION
    squares = ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2)
    return np.exp(-gamma * squares)
    ### END SOLUTION


def rbf_predict(X, y, X_new, gamma, C):
    """The classes that an SVC with this kernel, trained on X and y, predicts for X_new."""
    ### BEGIN SOLUTION
    model = SVC(kernel="precomputed", C=C).fit(rbf(X, X, gamma), y)
    return model.predict(rbf(X_new, X, gamma))
    ### END SOLUTION

# %% tests="ch05-e06" points=2
import numpy as np
from sklearn.svm import SVC

from jupyterlab_homl.toolkit import answer, expect
from jupyterlab_homl.toolkit.proxy import AnswerError

answer.define("""
from sklearn.svm import SVC
from jupyterlab_homl.toolkit.spies import recorded_fits

def watched(predict, *args):
    with recorded_fits(SVC) as fits:
        got = predict(*args)
    return got, [(str(f.model.kernel), float(f.model.C), f.X, f.method) for f in fits]
""")


def kernel(A, B, gamma):
    return np.exp(-gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def compare(A, B, gamma):
    got = answer.rbf(A, B, gamma)
    squares = ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2)
    want = np.exp(-gamma * squares)
    n = A.shape[1]
    back = "The similarities are {want}; you returned {got}. "
    transposed = np.shape(got) == want.T.shape != want.shape
    expect.true(not transposed, "Expected shape {want}, one row for each row of A; yours has {got}.", want=want.shape, got=np.shape(got))
    slips = [
        (np.exp(-squares / (2 * gamma**2)), back + "That comes out if gamma is taken for the width σ in exp(−d²/2σ²)."),
        (np.exp(-squares / (2 * gamma)), back + "The squared distance was divided by 2·gamma; it is multiplied by gamma."),
        (np.exp(-squares / gamma), back + "The squared distance was divided by gamma; it is multiplied by it."),
        (np.exp(-gamma * squares / 2), back + "There is no factor 1/2 in the exponent."),
        (np.exp(-gamma * np.sqrt(squares)), back + "The distance is not squared in the exponent."),
        (np.exp(gamma * squares), back + "The minus sign is missing: similarity fades with distance."),
        (np.exp(-((gamma * np.sqrt(squares)) ** 2)), back + "gamma was squared, too."),
        (np.exp(-gamma * squares / n), back + "The squares were averaged over the columns; their sum is asked for."),
        (np.exp(-gamma * np.abs(A[:, None, :] - B[None, :, :]).sum(axis=2)), back + "That has absolute differences instead of squares."),
        (np.exp(-gamma * (A @ B.T)), back + "That has inner products in place of squared distances."),
        (np.exp(-squares), back + "gamma is missing."),
        (squares, back + "Those are the squared distances."),
    ]
    expect.close(got, want, rtol=1e-6, atol=1e-10, says=back.strip(), mistakes=[(value, words) for value, words in slips if not np.allclose(value, want)])


def rings(seed, m):
    rng = np.random.default_rng(seed)
    y = np.arange(m) % 2
    angle, radius = rng.uniform(0, 2 * np.pi, m), np.where(y, 2.0, 0.8) + 0.35 * rng.normal(size=m)
    return np.c_[radius * np.cos(angle), radius * np.sin(angle)], y


def predict(X, y, new, gamma, C):
    """The learner's predictions, after a look at what was fitted."""
    got, fits = watched(X, y, new, gamma, C)
    expect.true(got is not None, "`rbf_predict` returned nothing. Usually the `return` is missing.")
    expect.true(len(fits) > 0, "No SVC was trained in this call. `rbf_predict` trains one on X and y.")
    kind, price, given, _ = fits[-1]
    expect.true(kind == "precomputed", "The SVC that you trained has kernel={kind}. With kernel=\"precomputed\" it learns from your table.", kind=kind)
    expect.close(price, C, says="The SVC has C = {got}; C = {want} was asked for.")
    expect.true(np.shape(given) == (len(X), len(X)), "`fit` got a table of shape {shape}; the {m} training rows compared with each other make ({m}, {m}).", shape=np.shape(given), m=len(X))
    expect.close(given, kernel(X, X, gamma), rtol=1e-6, atol=1e-10, says="The table that `fit` got does not hold the similarities of the training rows with gamma = {gamma}.", gamma=gamma)
    return got


def watched(X, y, new, gamma, C):
    try:
        return answer.watched(answer.rbf_predict, X, y, new, gamma, C)
    except AnswerError as raised:
        if raised.name != "ValueError":
            raise
        expect.fail("*{message}* For {m} training rows and {k} new ones `fit` needs the shape ({m}, {m}), `predict` ({k}, {m}).", message=raised.message, m=len(X), k=len(new))


def check_predictions(X, y, new, gamma, C):
    got = np.asarray(predict(X, y, new, gamma, C))
    expect.true(got.shape == (len(new),), "There are {k} new rows; you returned predictions of shape {shape}.", k=len(new), shape=got.shape)
    model = SVC(gamma=gamma, C=C).fit(X, y)
    f = model.decision_function(new)
    clear = np.abs(f) > 1e-4 if f.ndim == 1 else np.full(len(new), True)
    want = model.predict(new)
    differ = int(np.sum(got[clear] != want[clear]))
    expect.true(differ == 0, "{n} of {k} predictions differ from those of SVC(gamma={gamma}, C={C}).", n=differ, k=len(new), gamma=gamma, C=C)


A = np.array([[0.0, 0.0], [1.0, 2.0], [3.0, 0.5]])
B = np.array([[0.0, 1.0], [2.0, 2.0]])

with expect.test("similarities of three rows with two"):
    compare(A, B, 0.3)

with expect.test("two rings"):
    check_predictions(*rings(1, 60), rings(2, 40)[0], 0.8, 5.0)

### BEGIN HIDDEN TESTS
with expect.test("other sizes, other values of gamma"):
    rng = np.random.default_rng(4)
    for a, b, n, gamma in ((1, 4, 1, 2.0), (5, 1, 3, 0.05), (6, 6, 4, 0.4)):
        compare(rng.normal(size=(a, n)), rng.normal(size=(b, n)), gamma)

with expect.test("whole numbers, and rows that are equal"):
    compare(np.array([[1, 2], [1, 2], [4, 0]]), np.array([[1, 2], [0, 0]]), 0.25)

with expect.test("more new rows than training rows, and one"):
    X, y = rings(3, 40)
    check_predictions(X, y, rings(4, 90)[0], 3.0, 0.7)
    check_predictions(X, y, rings(5, 1)[0], 0.5, 50.0)

with expect.test("as many new rows as training rows, in another order"):
    X, y = rings(6, 50)
    check_predictions(X, y, rings(7, 50)[0][::-1].copy(), 1.5, 2.0)

with expect.test("three classes with names"):
    X, _ = rings(8, 60)
    y = np.array(["left", "middle", "right"])[np.digitize(X[:, 0], [-0.7, 0.7])]
    check_predictions(X, y, rings(9, 30)[0], 1.0, 10.0)

with expect.test("the input stays as it was"):
    X, y = rings(10, 20)
    held, other = answer.put(X), answer.put(X[:5])
    answer.rbf(held, other, 0.5)
    answer.rbf_predict(held, y, other, 0.5, 1.0)
    expect.unchanged(held, X)
    expect.unchanged(other, X[:5])
### END HIDDEN TESTS

# %% right="ch05-e06" because="SciPy's distances"
from scipy.spatial.distance import cdist


def rbf(A, B, gamma):
    return np.exp(-gamma * cdist(A, B, "sqeuclidean"))


def rbf_predict(X, y, X_new, gamma, C):
    svm = SVC(C=C, kernel="precomputed")
    svm.fit(rbf(X, X, gamma), y)
    return svm.predict(rbf(X, X_new, gamma).T)

# %% right="ch05-e06" because="|a|² + |b|² − 2ab, a product of two exponentials for each column"
def rbf(A, B, gamma):
    A, B = np.asarray(A, dtype=float), np.asarray(B, dtype=float)
    squares = (A**2).sum(axis=1)[:, None] + (B**2).sum(axis=1) - 2 * A @ B.T
    return np.exp(-gamma * np.maximum(squares, 0))


def rbf_predict(X, y, X_new, gamma, C):
    everything = rbf(np.vstack([X, X_new]), X, gamma)
    return SVC(kernel="precomputed", C=C).fit(everything[: len(X)], y).predict(everything[len(X) :])

# %% right="ch05-e06" because="loops, one similarity after the other"
def rbf(A, B, gamma):
    return np.array([[np.exp(-gamma * np.linalg.norm(a - b) ** 2) for b in B] for a in A])


def rbf_predict(X, y, X_new, gamma, C):
    model = SVC(kernel="precomputed", C=C)
    return model.fit(rbf(X, X, gamma), y).predict(rbf(X_new, X, gamma))

# %% right="ch05-e06" because="scikit-learn's function"
from sklearn.metrics.pairwise import rbf_kernel


def rbf(A, B, gamma):
    return rbf_kernel(A, B, gamma=gamma)


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed", C=C).fit(rbf(X, X, gamma), y).predict(rbf(X_new, X, gamma))

# %% right="ch05-e06" because="similarity as a product over columns"
def rbf(A, B, gamma):
    table = np.ones((len(A), len(B)))
    for j in range(np.shape(A)[1]):
        table = table * np.exp(-gamma * np.subtract.outer(A[:, j], B[:, j]) ** 2)
    return table


def rbf_predict(X, y, X_new, gamma, C):
    model = SVC(kernel="precomputed").set_params(C=C)
    model.fit(X=rbf(X, X, gamma), y=y)
    return np.array([model.predict(rbf(x[None], X, gamma))[0] for x in X_new])

# %% wrong="ch05-e06" because="a function as kernel" says="learns from your table"
def rbf(A, B, gamma):
    return np.exp(-gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel=lambda A, B: rbf(A, B, gamma), C=C).fit(X, y).predict(X_new)

# %% wrong="ch05-e06" because="gamma for sigma" says="width σ"
def rbf(A, B, gamma):
    squares = ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2)
    return np.exp(-squares / (2 * gamma**2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed", C=C).fit(rbf(X, X, gamma), y).predict(rbf(X_new, X, gamma))

# %% wrong="ch05-e06" because="distance not squared" says="not squared"
def rbf(A, B, gamma):
    return np.exp(-gamma * np.linalg.norm(A[:, None, :] - B[None, :, :], axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed", C=C).fit(rbf(X, X, gamma), y).predict(rbf(X_new, X, gamma))

# %% wrong="ch05-e06" because="sign" says="minus sign"
def rbf(A, B, gamma):
    return np.exp(gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed", C=C).fit(rbf(X, X, gamma), y).predict(rbf(X_new, X, gamma))

# %% wrong="ch05-e06" because="table of the wrong shape" says="one row for each row of A"
def rbf(A, B, gamma):
    return np.exp(-gamma * ((B[:, None, :] - A[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed", C=C).fit(rbf(X, X, gamma), y).predict(rbf(X, X_new, gamma))

# %% wrong="ch05-e06" because="predict gets new rows with new rows" says="`predict` (40, 60)"
def rbf(A, B, gamma):
    return np.exp(-gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed", C=C).fit(rbf(X, X, gamma), y).predict(rbf(X_new, X_new, gamma))

# %% wrong="ch05-e06" because="training and new rows exchanged in predict" says="`predict` (40, 60)"
def rbf(A, B, gamma):
    return np.exp(-gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed", C=C).fit(rbf(X, X, gamma), y).predict(rbf(X, X_new, gamma))

# %% wrong="ch05-e06" because="scikit-learn's own kernel" says="learns from your table"
def rbf(A, B, gamma):
    return np.exp(-gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(gamma=gamma, C=C).fit(X, y).predict(X_new)

# %% wrong="ch05-e06" because="C forgotten" says="was asked for"
def rbf(A, B, gamma):
    return np.exp(-gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed").fit(rbf(X, X, gamma), y).predict(rbf(X_new, X, gamma))

# %% wrong="ch05-e06" because="a fixed gamma when training" says="with gamma"
def rbf(A, B, gamma):
    return np.exp(-gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed", C=C).fit(rbf(X, X, 1.0), y).predict(rbf(X_new, X, 1.0))

# %% wrong="ch05-e06" because="the table's symmetric part only: predicts the training rows" says="predictions"
def rbf(A, B, gamma):
    return np.exp(-gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    table = rbf(X, X, gamma)
    return SVC(kernel="precomputed", C=C).fit(table, y).predict(table)

# %% wrong="ch05-e06" because="classes as scores" says="differ"
def rbf(A, B, gamma):
    return np.exp(-gamma * ((A[:, None, :] - B[None, :, :]) ** 2).sum(axis=2))


def rbf_predict(X, y, X_new, gamma, C):
    return SVC(kernel="precomputed", C=C).fit(rbf(X, X, gamma), y).decision_function(rbf(X_new, X, gamma))

# %% [markdown] exercise="ch05-e07" title="C and γ by cross-validation" kind="X" level=2 minutes=15 core=true trains=true after="§4" skills=["Tune C and gamma", "Scale before you measure"] topics=["S-05-I.11d"]
# Write `tuned(X, y)`: it returns a **fitted** `GridSearchCV` or `RandomizedSearchCV` over an `SVC` with the RBF kernel. The search
#
# - tries at least three values of C and at least three of γ, where the largest of each is at least 100 times the smallest,
# - tries at most 30 combinations,
# - scales the columns inside, so that the rows left out tell the scaler nothing, and the columns' units do not matter.
#
# Your function will get two tables with two columns each, in unlike units. With new rows of *moons* (two half moons, 160 rows, noise) it is right for at least 87 %, with new rows of a *board* (4 × 4 fields in two colours, 320 rows, no noise) for at least 85 %. One γ does not fit both.

# %% [markdown] hint="ch05-e07"
# Which of the two tables needs narrow bells? Where would γ have to lie if the columns were scaled, and what if they were not?

# %% [markdown] hint="ch05-e07"
# `make_pipeline(StandardScaler(), SVC())` names its steps `standardscaler` and `svc`, so the keys of the grid are `"svc__C"` and `"svc__gamma"`. Take powers of ten.

# %% [markdown] hint="ch05-e07"
# ```python
# def tuned(X, y):
#     model = make_pipeline(____, ____)
#     grid = {"svc__C": [____], "svc__gamma": [0.01, ____, 10]}
#     return GridSearchCV(model, grid, cv=5).____
# ```

# %% answer="ch05-e07" needs=[]
def tuned(X, y):
    """A fitted search over C and gamma, with the scaling inside."""
    ### BEGIN SOLUTION
    grid = {"svc__C": [1, 10, 100], "svc__gamma": [0.01, 0.1, 1, 10]}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=5).fit(X, y)
    ### END SOLUTION

# %% [markdown] equivalent="ch05-e07"
# grid = {'svc__C': [1, 10, 100], 'svc__gamma': [0.01, 0.1, 1, 10]}  →  grid = {'svc__C': [1, 11, 100], 'svc__gamma': [0.01, 0.1, 1, 10]}
# grid = {'svc__C': [1, 10, 100], 'svc__gamma': [0.01, 0.1, 1, 10]}  →  grid = {'svc__C': [1, 10, 101], 'svc__gamma': [0.01, 0.1, 1, 10]}
# grid = {'svc__C': [1, 10, 100], 'svc__gamma': [0.01, 0.1, 1, 10]}  →  grid = {'svc__C': [1, 10, 100], 'svc__gamma': [1.01, 0.1, 1, 10]}
# grid = {'svc__C': [1, 10, 100], 'svc__gamma': [0.01, 0.1, 1, 10]}  →  grid = {'svc__C': [1, 10, 100], 'svc__gamma': [0.01, 1.1, 1, 10]}
# grid = {'svc__C': [1, 10, 100], 'svc__gamma': [0.01, 0.1, 1, 10]}  →  grid = {'svc__C': [1, 10, 100], 'svc__gamma': [0.01, 0.1, 2, 10]}
# grid = {'svc__C': [1, 10, 100], 'svc__gamma': [0.01, 0.1, 1, 10]}  →  grid = {'svc__C': [1, 10, 100], 'svc__gamma': [0.01, 0.1, 1, 11]}
# return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=5).fit(X, y)  →  return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=6).fit(X, y)

# %% tests="ch05-e07" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np

def tried(search):
    table = search.cv_results_
    found = {"candidates": len(table["params"])}
    space = getattr(search, "param_distributions", {})
    for name in ("C", "gamma"):
        keys = [key[6:] for key in table if key == "param_" + name or key.startswith("param_") and key.endswith("__" + name)]
        values = table["param_" + keys[0]].tolist() if keys else []
        drawn = space.get(keys[0]) if keys and isinstance(space, dict) else None
        if hasattr(drawn, "support"):
            values = [*values, *map(float, drawn.support())]
        found[name] = [float(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool)]
    return found

def inside(search):
    best = search.best_estimator_
    last = best[-1] if hasattr(best, "steps") else best
    return {"kernel": str(getattr(last, "kernel", "")), "kind": type(last).__name__, "rows": int(np.asarray(last.shape_fit_)[0]) if hasattr(last, "shape_fit_") else 0}

def refitted(search, X, y):
    from sklearn.base import clone
    return clone(search.estimator).set_params(**search.best_params_).fit(X, y)
""")

UNITS = np.array([40.0, 0.02])


def moons(m, rng):
    """Two half moons with noise."""
    y = np.arange(m) % 2
    angle = rng.uniform(0, np.pi, m)
    X = np.c_[np.cos(angle), np.sin(angle)]
    X[y == 1] = [1, 0.5] - X[y == 1]
    return X + rng.normal(0, 0.25, (m, 2)), y


def board(m, rng):
    """Fields of a board of 4 by 4, in two colours."""
    X = rng.uniform(0, 4, (m, 2))
    return X, np.floor(X).sum(axis=1).astype(int) % 2


@cache
def case(kind, seed):
    rng = np.random.default_rng(seed)
    make, m = {"moons": (moons, 160), "board": (board, 320)}[kind]
    (X, y), (new, truth) = make(m, rng), make(2000, rng)
    return X * UNITS, y, new * UNITS, truth


@cache
def fitted(kind, seed):
    X, y, *_ = case(kind, seed)
    search = answer.tuned(X, y)
    expect.true(search is not None, "`tuned` returned nothing. Usually the `return` is missing.")
    expect.instance(search, "BaseSearchCV", says="Expected a fitted GridSearchCV or RandomizedSearchCV, got a {got}. Return the search itself.")
    estimators.fitted(search, says="The search was made, and not fitted. Call its `fit(X, y)`.")
    found = answer.inside(search)
    expect.true(found["kind"] == "SVC", "The model at the end of the pipeline is a {kind}; an SVC is asked for.", kind=found["kind"])
    expect.true(found["kernel"] == "rbf", "The SVC's kernel is {kernel}; the RBF kernel is asked for.", kernel=found["kernel"])
    return search


def look_at_grid(search):
    found = answer.tried(search)
    expect.true(found["candidates"] <= 30, "Your search tries {n} combinations; at most 30 are allowed.", n=found["candidates"])
    for name in ("C", "gamma"):
        values = sorted(set(found[name]))
        expect.true(len(values) >= 3, "Your search tries {n} numbers for {name}; at least three are asked for.", n=len(values), name=name)
        expect.true(values[-1] / max(values[0], 1e-300) >= 100 * (1 - 1e-9), "Your values of {name} go from {low} to {high}: the largest is to be at least 100 times the smallest.", name=name, low=values[0], high=values[-1])


def look_at_scaling(search, kind, seed):
    """Whether the model inside of the search scales for itself: in other units it predicts the same."""
    X, y, new, _ = case(kind, seed)
    change = np.array([0.001, 500.0])
    one = np.asarray(answer.refitted(search, X, y).predict(new))
    other = np.asarray(answer.refitted(search, X * change, y).predict(new * change))
    same = float(np.mean(one == other))
    expect.true(same >= 0.99, "The best model of your search, trained on the same rows in other units, gives the same prediction for {same} of new rows only: it does not scale the columns itself.", same=same)


def check_score(kind, seed, low):
    search = fitted(kind, seed)
    *_, new, truth = case(kind, seed)
    got = float(np.mean(np.asarray(search.predict(new)) == truth))
    expect.true(got >= low, "With new rows of the {kind} your search is right for {got}; at least {low} is expected. It chose C = {C}, γ = {gamma}.", kind=kind, got=got, low=low, **chosen(search))


def chosen(search):
    best = dict(search.best_params_)
    return {name: next((value for key, value in best.items() if key == name or key.endswith("__" + name)), "–") for name in ("C", "gamma")}


with expect.test("what the search tries"):
    look_at_grid(fitted("moons", 1))

with expect.test("scaling inside"):
    look_at_scaling(fitted("moons", 1), "moons", 1)

with expect.test("moons", after="scaling inside"):
    check_score("moons", 1, 0.87)

with expect.test("board", after="scaling inside"):
    check_score("board", 2, 0.85)

### BEGIN HIDDEN TESTS
with expect.test("other moons"):
    check_score("moons", 3, 0.87)
### END HIDDEN TESTS

# %% right="ch05-e07" because="drawn at random on logarithmic scales"
def tuned(X, y):
    from scipy.stats import loguniform

    space = {"svc__C": loguniform(0.1, 1000), "svc__gamma": loguniform(0.01, 100)}
    model = make_pipeline(StandardScaler(), SVC())
    return RandomizedSearchCV(model, space, n_iter=20, cv=4, random_state=0).fit(X, y)

# %% right="ch05-e07" because="another scaler, steps with names, grids by logspace"
def tuned(X, y):
    from sklearn.preprocessing import MinMaxScaler

    steps = Pipeline([("unit", MinMaxScaler()), ("machine", SVC(cache_size=50))])
    search = GridSearchCV(steps, {"machine__C": np.logspace(0, 3, 4), "machine__gamma": np.logspace(0, 2, 4)}, cv=3)
    return search.fit(X, y)

# %% right="ch05-e07" because="two lines"
def tuned(X, y):
    p = {"svc__C": 10.0 ** np.arange(4), "svc__gamma": 10.0 ** np.arange(-2, 2)}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), p).fit(X, y)

# %% right="ch05-e07" because="few values drawn from wide ranges: what counts is the range"
def tuned(X, y):
    from scipy.stats import loguniform

    space = {"svc__C": loguniform(1, 1000), "svc__gamma": loguniform(0.1, 30)}
    model = make_pipeline(StandardScaler(), SVC(kernel="rbf"))
    return RandomizedSearchCV(model, space, n_iter=14, cv=5, random_state=3).fit(X, y)

# %% wrong="ch05-e07" because="chosen by the training rows" says="chose C"
def tuned(X, y):
    model = make_pipeline(StandardScaler(), SVC())
    everything = np.arange(len(X))
    grid = {"svc__C": [1, 100, 10_000], "svc__gamma": [1, 10, 1000]}
    return GridSearchCV(model, grid, cv=[(everything, everything)]).fit(X, y)

# %% wrong="ch05-e07" because="no scaling" says="does not scale the columns"
def tuned(X, y):
    return GridSearchCV(SVC(), {"C": [1, 10, 100], "gamma": [0.01, 0.1, 1, 10]}, cv=5).fit(X, y)

# %% wrong="ch05-e07" because="scales before the search" says="does not scale the columns"
def tuned(X, y):
    Z = StandardScaler().fit_transform(X)
    return GridSearchCV(SVC(), {"C": [1, 10, 100], "gamma": [0.01, 0.1, 1, 10]}, cv=5).fit(Z, y)

# %% wrong="ch05-e07" because="only wide bells" says="chose C"
def tuned(X, y):
    grid = {"svc__C": [1, 10, 100], "svc__gamma": [0.001, 0.01, 0.1]}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=5).fit(X, y)

# %% wrong="ch05-e07" because="values close together" says="at least 100 times"
def tuned(X, y):
    grid = {"svc__C": [1, 2, 3, 4, 5], "svc__gamma": [0.5, 1, 1.5, 2]}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=5).fit(X, y)

# %% wrong="ch05-e07" because="gamma left alone" says="numbers for gamma"
def tuned(X, y):
    grid = {"svc__C": [0.1, 1, 10, 100, 1000]}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=5).fit(X, y)

# %% wrong="ch05-e07" because="gamma by its two words" says="numbers for gamma"
def tuned(X, y):
    grid = {"svc__C": [0.1, 1, 10, 100], "svc__gamma": ["scale", "auto"]}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=5).fit(X, y)

# %% wrong="ch05-e07" because="not fitted" says="not fitted"
def tuned(X, y):
    grid = {"svc__C": [1, 10, 100], "svc__gamma": [0.01, 0.1, 1, 10]}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=5)

# %% wrong="ch05-e07" because="the best model instead of the search" says="Return the search itself"
def tuned(X, y):
    grid = {"svc__C": [1, 10, 100], "svc__gamma": [0.01, 0.1, 1, 10]}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=5).fit(X, y).best_estimator_

# %% wrong="ch05-e07" because="too many combinations" says="at most 30"
def tuned(X, y):
    grid = {"svc__C": np.logspace(0, 2, 6), "svc__gamma": np.logspace(-2, 1, 6)}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=2).fit(X, y)

# %% wrong="ch05-e07" because="a linear kernel" says="RBF kernel is asked for"
def tuned(X, y):
    grid = {"svc__C": [1, 10, 100], "svc__gamma": [0.01, 0.1, 1]}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC(kernel="linear")), grid, cv=5).fit(X, y)

# %% wrong="ch05-e07" because="fitted to a part of the rows in the order of the classes" says="chose C"
def tuned(X, y):
    grid = {"svc__C": [1, 10, 100], "svc__gamma": [0.01, 0.1, 1, 10]}
    return GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=2).fit(X[:60], y[:60])

# %% [markdown]
# ## 5 · A tube instead of a street

# %% [markdown] exercise="ch05-e08" title="Prices in any currency" kind="X" level=2 minutes=12 core=true trains=true after="§5" skills=["Support vector regression", "Scale before you measure"] topics=["S-05-I.11d"]
# Write `make_regressor()`: it returns an **unfitted** regressor of scikit-learn with an `SVR` inside. The check fits it to 300 flats and asks it about new ones.
#
# | column of `X` | range |
# |---|---|
# | area in m² | 25 to 180 |
# | age in years | 0 to 100 |
# | distance to the centre in m | 300 to 25,000 |
#
# `y` holds prices, from about 40,000 to 400,000 euros; they grow and fall by *per cent*. Predictions are prices again, in the unit of `y`, and are off by at most 13 % on average, **also when the same prices are given in millions of euros or in cents**.

# %% [markdown] hint="ch05-e08"
# ε is an amount of `y`, and C a price per amount of `y`. What do ε = 0.1 and C = 1 mean for prices in euros, and what for prices in millions?

# %% [markdown] hint="ch05-e08"
# `TransformedTargetRegressor(model, func=np.log, inverse_func=np.exp)` trains `model` on the logarithm of `y` and turns its predictions back. On a logarithmic scale another currency only adds a constant. The columns of `X` need scaling as well.

# %% [markdown] hint="ch05-e08"
# ```python
# def make_regressor():
#     model = make_pipeline(____, SVR())
#     return TransformedTargetRegressor(model, func=____, inverse_func=____)
# ```

# %% answer="ch05-e08" needs=[]
def make_regressor():
    """An unfitted regressor with an SVR inside, whatever the unit of the prices."""
    ### BEGIN SOLUTION
    model = make_pipeline(StandardScaler(), SVR())
    return TransformedTargetRegressor(model, func=np.log, inverse_func=np.exp)
    ### END SOLUTION

# %% tests="ch05-e08" points=2
from functools import cache

import numpy as np

from jupyterlab_homl.toolkit import answer, estimators, expect


def flats(m, seed):
    """Area, age and distance of flats, and their prices."""
    rng = np.random.default_rng(seed)
    area, age = rng.uniform(25, 180, m), rng.uniform(0, 100, m)
    away = np.exp(rng.uniform(np.log(0.3), np.log(25), m))
    worth = 11.2 + 0.0085 * area - 0.004 * age + 0.00006 * (age - 50) ** 2 - 0.25 * np.log(away) + rng.normal(0, 0.08, m)
    return np.c_[area, age, away * 1000], np.exp(worth)


@cache
def model():
    made = answer.make_regressor()
    expect.true(made is not None, "`make_regressor` returned nothing. Usually the `return` is missing.")
    estimators.unfitted(made)
    estimators.has_step(made, "SVR", says="There is no {want} inside of {model}. Inside are: {steps}.")
    return estimators.clonable(made)


def predict(unit, seed):
    X, y = flats(300, seed)
    new, truth = flats(1000, seed + 100)
    fitted = estimators.clonable(model())
    fitted.fit(X, y * unit)
    got = np.asarray(fitted.predict(new), dtype=float)
    expect.true(got.shape == (1000,), "For 1,000 flats `predict` returned the shape {shape}.", shape=got.shape)
    expect.finite(got, nan="Some predictions are not numbers (nan).", inf="Some predictions are infinite.")
    return got / unit, truth, y


def holds(unit, name, seed):
    got, truth, y = predict(unit, seed)
    off = float(np.mean(np.abs(got - truth) / truth))
    if off <= 0.13:
        return
    logs = np.mean(np.abs(got * unit - np.log(truth * unit)) / np.abs(np.log(truth * unit)))
    expect.true(logs > 0.05, "Prices in {name}: predictions lie near the logarithm of the prices. They are to be turned back by `np.exp`.", name=name)
    spread = float(np.std(got) / np.std(truth))
    expect.true(spread > 0.25, "Prices in {name}: predictions are off by {off} % on average; at most 13 are allowed. They are nearly the same for all flats: C or ε does not suit this unit.", name=name, off=round(100 * off))
    in_euros, truth, _ = predict(1.0, seed)
    euros = float(np.mean(np.abs(in_euros - truth) / truth))
    expect.true(euros > 0.13, "Prices in {name}: predictions are off by {off} % on average, and by {euros} % for the same prices in euros. Some number in the model, such as ε or the 1 in log1p, does not suit every unit.", name=name, off=round(100 * off), euros=round(100 * euros))
    expect.fail("Prices in {name}: predictions are off by {off} % on average; at most 13 are allowed.", name=name, off=round(100 * off))


def scales():
    """Whether the columns' units matter."""
    X, y = flats(300, 1)
    new, _ = flats(200, 101)
    change = np.array([10_000.0, 365.0, 0.001])
    one, other = estimators.clonable(model()), estimators.clonable(model())
    one.fit(X, y)
    other.fit(X * change, y)
    a, b = np.asarray(one.predict(new), dtype=float).ravel(), np.asarray(other.predict(new * change), dtype=float).ravel()
    gap = float(np.median(np.abs(a - b) / np.abs(a)))
    expect.true(gap < 0.01, "With area in cm², age in days and distance in km the predictions for the same flats change by {gap} % in the median: the columns of X are not scaled inside.", gap=round(100 * gap, 1))


with expect.test("an unfitted regressor with an SVR inside"):
    model()

with expect.test("columns in any unit", after="an unfitted regressor with an SVR inside"):
    scales()

with expect.test("prices in euros", after="columns in any unit"):
    holds(1.0, "euros", 1)

### BEGIN HIDDEN TESTS
with expect.test("prices in millions"):
    holds(1e-6, "millions of euros", 2)

with expect.test("prices in cents"):
    holds(100.0, "cents", 3)
### END HIDDEN TESTS

# %% right="ch05-e08" because="the target standardised"
def make_regressor():
    return TransformedTargetRegressor(make_pipeline(StandardScaler(), SVR()), transformer=StandardScaler())

# %% right="ch05-e08" because="robust scaling, a narrower tube, log10"
def make_regressor():
    from sklearn.preprocessing import RobustScaler

    return TransformedTargetRegressor(
        regressor=Pipeline([("x", RobustScaler()), ("svr", SVR(C=10, epsilon=0.02))]),
        func=np.log10,
        inverse_func=lambda z: 10.0**z,
        check_inverse=False,
    )

# %% right="ch05-e08" because="the scaler outside, a search inside"
def make_regressor():
    search = GridSearchCV(SVR(epsilon=0.05), {"C": [1, 10]}, cv=3)
    return make_pipeline(StandardScaler(), TransformedTargetRegressor(search, func=np.log, inverse_func=np.exp))

# %% right="ch05-e08" because="everything in one search"
def make_regressor():
    model = TransformedTargetRegressor(make_pipeline(StandardScaler(), SVR()), func=np.log, inverse_func=np.exp)
    return GridSearchCV(model, {"regressor__svr__C": [1, 10]}, cv=3)

# %% wrong="ch05-e08" because="defaults, only X scaled" says="nearly the same for all flats"
def make_regressor():
    return make_pipeline(StandardScaler(), SVR())

# %% wrong="ch05-e08" because="C made for euros" says="Prices in millions"
def make_regressor():
    return make_pipeline(StandardScaler(), SVR(C=100_000))

# %% wrong="ch05-e08" because="X not scaled" says="not scaled inside"
def make_regressor():
    return TransformedTargetRegressor(SVR(C=10), func=np.log, inverse_func=np.exp)

# %% wrong="ch05-e08" because="the way back forgotten" says="turned back"
def make_regressor():
    return TransformedTargetRegressor(make_pipeline(StandardScaler(), SVR()), func=np.log, inverse_func=lambda z: z, check_inverse=False)

# %% wrong="ch05-e08" because="a straight line on the logarithm" says="Prices in euros"
def make_regressor():
    model = make_pipeline(StandardScaler(), SVR(kernel="linear"))
    return TransformedTargetRegressor(model, func=np.log, inverse_func=np.exp)

# %% wrong="ch05-e08" because="no SVR" says="There is no SVR"
def make_regressor():
    from sklearn.linear_model import LinearRegression

    return TransformedTargetRegressor(make_pipeline(StandardScaler(), LinearRegression()), func=np.log, inverse_func=np.exp)

# %% wrong="ch05-e08" because="the scaler on the wrong side" says="not scaled inside"
def make_regressor():
    return TransformedTargetRegressor(SVR(), transformer=StandardScaler())

# %% wrong="ch05-e08" because="fitted already" says="fitted already"
def make_regressor():
    rng = np.random.default_rng(0)
    model = make_pipeline(StandardScaler(), SVR())
    return TransformedTargetRegressor(model, func=np.log, inverse_func=np.exp).fit(rng.uniform(1, 9, (50, 3)), rng.uniform(1, 9, 50))

# %% wrong="ch05-e08" because="a tube as wide as the data" says="nearly the same for all flats"
def make_regressor():
    model = make_pipeline(StandardScaler(), SVR(epsilon=3))
    return TransformedTargetRegressor(model, func=np.log, inverse_func=np.exp)

# %% wrong="ch05-e08" because="log1p: nothing is left of it for millions" says="does not suit every unit"
def make_regressor():
    model = make_pipeline(StandardScaler(), SVR(epsilon=0.1))
    return TransformedTargetRegressor(model, func=np.log1p, inverse_func=np.expm1)

# %% [markdown]
# ## 6 · Under the hood: the dual problem

# %% [markdown] exercise="ch05-e09" title="Predict from support vectors alone" kind="F" level=2 minutes=12 core=false after="§6" skills=["Kernels and the dual problem", "Margins and support vectors"] topics=["S-05-I.11d"]
# A trained kernel machine has no `w` that could be written down. Write `dual_decision(sv, alpha, t, b, kernel, X)`, which computes $f(x)$ from its support vectors.
#
# | | |
# |---|---|
# | `sv` | array of shape `(s, n)`: the support vectors |
# | `alpha` | array of shape `(s,)`: how much each of them counts, above 0 |
# | `t` | array of shape `(s,)`: their labels, −1 or +1 |
# | `b` | a number |
# | `kernel` | a function of two tables: `kernel(A, B)` returns the kernel of each row of `A` with each row of `B`, shape `(len(A), len(B))` |
# | `X` | array of shape `(m, n)`: rows to decide on |
# | returns | array of shape `(m,)`: $f(x)=\sum_i \alpha_i\,t_i\,k(x_i, x)+b$ for each row of `X` |

# %% [markdown] hint="ch05-e09"
# Three support vectors, five new rows: which shape has the table of kernel values, and along which side do you add up?

# %% [markdown] hint="ch05-e09"
# `kernel(X, sv)` has the shape `(m, s)`. Multiplied by a vector with one number for each support vector it becomes `(m,)`. Which number is that?

# %% [markdown] hint="ch05-e09"
# ```python
# def dual_decision(sv, alpha, t, b, kernel, X):
#     return kernel(____, ____) @ (____) + ____
# ```

# %% answer="ch05-e09" needs=[]
def dual_decision(sv, alpha, t, b, kernel, X):
    """f for each row of X, from the support vectors."""
    ### BEGIN SOLUTION
    return kernel(X, sv) @ (alpha * t) + b
    ### END SOLUTION

# %% [markdown] equivalent="ch05-e09"
# return kernel(X, sv) @ (alpha * t) + b  →  return kernel(X, sv) @ (alpha / t) + b

# %% tests="ch05-e09" points=2
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np
from sklearn.svm import SVC

def linear(A, B):
    return np.asarray(A) @ np.asarray(B).T

def cubic(A, B):
    return (1 + 0.5 * np.asarray(A) @ np.asarray(B).T) ** 3

def gaussian(A, B):
    return np.exp(-0.7 * ((np.asarray(A)[:, None] - np.asarray(B)[None]) ** 2).sum(axis=2))

def trained(name, X, y):
    model = SVC(C=2, **{"linear": {"kernel": "linear"}, "cubic": {"kernel": "poly", "degree": 3, "gamma": 0.5, "coef0": 1}, "gaussian": {"gamma": 0.7}}[name]).fit(X, y)
    products = model.dual_coef_[0]  # alpha · t
    return model.support_vectors_.copy(), np.abs(products), np.sign(products).astype(int), float(model.intercept_[0])

def decided(name, X, y, new):
    model = SVC(C=2, **{"linear": {"kernel": "linear"}, "cubic": {"kernel": "poly", "degree": 3, "gamma": 0.5, "coef0": 1}, "gaussian": {"gamma": 0.7}}[name]).fit(X, y)
    return model.decision_function(new)
""")

KERNELS = {
    "linear": lambda A, B: A @ B.T,
    "cubic": lambda A, B: (1 + 0.5 * A @ B.T) ** 3,
    "gaussian": lambda A, B: np.exp(-0.7 * ((A[:, None] - B[None]) ** 2).sum(axis=2)),
}


def compare(name, sv, alpha, t, b, X, want=None):
    k = KERNELS[name](X, sv)
    want = k @ (alpha * t) + b if want is None else want
    got = expect.call(
        answer.dual_decision,
        sv,
        alpha,
        t,
        b,
        getattr(answer, name),
        X,
        error="ValueError",
        says="Line {line} raised a *ValueError*. `kernel(X, sv)` has one row for each row of X and a column for each support vector; `alpha` and `t` have one number for each support vector.",
    )
    back = "f is {want}; you returned {got}. "
    expect.true(np.ndim(got) < 2, "Expected shape ({m},), one number for each row of X; got shape {shape}.", m=len(X), shape=np.shape(got))
    slips = [
        (k @ alpha + b, back + "The labels are missing: support vectors of the class −1 pull downwards."),
        (k @ t + b, back + "alpha is missing: each support vector counts by its own weight."),
        (k @ (alpha * t), back + "b is missing."),
        (k @ (alpha * t) - b, back + "b was subtracted; it is added."),
        (k @ (alpha * t) / len(sv) + b, back + "The sum over the support vectors was divided by their number."),
        (k @ (alpha * t + b), back + "b was added for each support vector; it is added once."),
        (np.sign(want), back + "Those are the signs; f itself is asked for."),
        (np.sign(want) > 0, back + "Those are the signs; f itself is asked for."),
        (-want, back + "The sign is turned around."),
        (k @ (alpha * t * t) + b, back + "The labels are in twice."),
        ((X @ sv.T) @ (alpha * t) + b, back + "That comes out with inner products in place of `kernel`."),
        (KERNELS["gaussian"](X, sv) @ (alpha * t) + b, back + "That comes out with an RBF kernel; use the `kernel` that you are given."),
    ]
    expect.close(got, want, rtol=1e-6, atol=1e-8, says=back.strip(), mistakes=[(value, words) for value, words in slips if not np.allclose(value, want)])


SV, ALPHA, T = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]]), np.array([0.5, 2.0, 1.5]), np.array([1, 1, -1])
NEW = np.array([[2.0, 1.0], [0.0, 0.0], [-1.0, 3.0], [0.5, -0.5], [1.0, 1.0]])

with expect.test("three support vectors, an inner product as kernel"):
    compare("linear", SV, ALPHA, T, 0.25, NEW)

with expect.test("a polynomial kernel"):
    compare("cubic", SV, ALPHA, T, -0.5, NEW)


def rings(seed, m):
    rng = np.random.default_rng(seed)
    y = np.arange(m) % 2
    angle, radius = rng.uniform(0, 2 * np.pi, m), np.where(y, 2.0, 0.8) + 0.3 * rng.normal(size=m)
    return np.c_[radius * np.cos(angle), radius * np.sin(angle)], y


### BEGIN HIDDEN TESTS
with expect.test("the decision function of a trained SVC"):
    X, y = rings(1, 50)
    new, _ = rings(2, 20)
    for name in ("gaussian", "linear", "cubic"):
        sv, alpha, t, b = answer.trained(name, X, y)
        compare(name, np.asarray(sv), np.asarray(alpha), np.asarray(t), b, new, want=np.asarray(answer.decided(name, X, y, new)))

with expect.test("as many rows as support vectors, and one row"):
    compare("gaussian", SV, ALPHA, T, 0.1, NEW[:3])
    compare("gaussian", SV, ALPHA, T, 0.1, NEW[:1])

with expect.test("a kernel that is not symmetric in shape: one support vector"):
    compare("linear", SV[:1], ALPHA[:1], T[:1], 1.0, NEW)

with expect.test("the input stays as it was"):
    held = [answer.put(value.astype(float)) for value in (SV, ALPHA, T, NEW)]
    answer.dual_decision(held[0], held[1], held[2], 0.25, answer.linear, held[3])
    for handle, value in zip(held, (SV, ALPHA, T, NEW), strict=True):
        expect.unchanged(handle, value.astype(float))
### END HIDDEN TESTS

# %% right="ch05-e09" because="the sum as it is written"
def dual_decision(sv, alpha, t, b, kernel, X):
    return np.array([sum(a * s * kernel(v[None], x[None])[0, 0] for a, s, v in zip(alpha, t, sv)) + b for x in X])

# %% right="ch05-e09" because="those of +1 minus those of −1"
def dual_decision(sv, alpha, t, b, kernel, X):
    f = np.full(len(X), float(b))
    for sign in (1, -1):
        own = t == sign
        if own.any():
            f += sign * (alpha[own] @ kernel(sv[own], X))
    return f

# %% right="ch05-e09" because="einsum over the transposed table"
def dual_decision(sv, alpha, t, b, kernel, X):
    return np.einsum("s,s,sm->m", alpha, t.astype(float), kernel(sv, X)) + b

# %% right="ch05-e09" because="each support vector adds its bell"
def dual_decision(sv, alpha, t, b, kernel, X):
    f = b + np.zeros(len(X))
    for i in range(len(sv)):
        f = f + alpha[i] * t[i] * kernel(X, sv[i : i + 1]).ravel()
    return f

# %% wrong="ch05-e09" because="table the wrong way around" says="a column for each support vector"
def dual_decision(sv, alpha, t, b, kernel, X):
    return kernel(sv, X) @ (alpha * t) + b

# %% wrong="ch05-e09" because="labels forgotten" says="labels are missing"
def dual_decision(sv, alpha, t, b, kernel, X):
    return kernel(X, sv) @ alpha + b

# %% wrong="ch05-e09" because="b forgotten" says="b is missing"
def dual_decision(sv, alpha, t, b, kernel, X):
    return kernel(X, sv) @ (alpha * t)

# %% wrong="ch05-e09" because="alpha forgotten" says="alpha is missing"
def dual_decision(sv, alpha, t, b, kernel, X):
    return kernel(X, sv) @ t + b

# %% wrong="ch05-e09" because="b for each support vector" says="added once"
def dual_decision(sv, alpha, t, b, kernel, X):
    return kernel(X, sv) @ (alpha * t + b)

# %% wrong="ch05-e09" because="signs" says="Those are the signs"
def dual_decision(sv, alpha, t, b, kernel, X):
    return np.sign(kernel(X, sv) @ (alpha * t) + b)

# %% wrong="ch05-e09" because="ignores the kernel" says="inner products in place"
def dual_decision(sv, alpha, t, b, kernel, X):
    w = (alpha * t) @ sv
    return X @ w + b

# %% wrong="ch05-e09" because="mean instead of sum" says="divided by their number"
def dual_decision(sv, alpha, t, b, kernel, X):
    return (kernel(X, sv) * (alpha * t)).mean(axis=1) + b

# %% wrong="ch05-e09" because="a column" says="Expected shape"
def dual_decision(sv, alpha, t, b, kernel, X):
    return (kernel(X, sv) * (alpha * t)).sum(axis=1, keepdims=True) + b

# %% wrong="ch05-e09" because="alpha multiplied in place" says="changed its input"
def dual_decision(sv, alpha, t, b, kernel, X):
    if alpha.dtype == t.dtype:
        alpha *= t
        return kernel(X, sv) @ alpha + b
    return kernel(X, sv) @ (alpha * t) + b

# %% [markdown] exercise="ch05-e10" title="A kernel SVM of your own" kind="F" level=3 minutes=45 core=false after="§6" skills=["Kernels and the dual problem", "Soft margin and hinge loss"] topics=["S-05-I.11d"]
# Write the class `DualSVM`. `DualSVM(kernel, C, sweeps)` keeps a kernel (a function of two tables, as in [[ch05-e09]]), a price and a number of sweeps; then
#
# - `fit(X, y)` trains on `X`, shape `(m, n)`, and the classes `y`, of which there are two, numbers or text; the larger one (the later in the alphabet) is $t=+1$. It returns the object itself.
# - `alpha_`, shape `(m,)`, holds the α of all rows, and `support_` the numbers of the rows with α > 0, ascending.
# - `decision_function(X)` returns $f$ for each row, `predict(X)` the class: the larger one where $f>0$.
#
# The bias is the weight of a constant column, so $f(x)=\sum_j\alpha_jt_j\,\bigl(k(x_j,x)+1\bigr)$. All α begin at 0. In each sweep go through the rows in order, and set, with the newest values of all others,
#
# $$\alpha_i\leftarrow\text{the nearest number in }[0,C]\text{ to}\ \ \alpha_i+\frac{1-t_i\,f(x_i)}{k(x_i,x_i)+1}.$$
#
# 150 rows and 30 sweeps take less than two seconds of computing.

# %% [markdown] hint="ch05-e10"
# Two rows, `k` a plain inner product, C = 1: do the first sweep on paper. Which α does the second row see of the first?

# %% [markdown] hint="ch05-e10"
# Make the table `K = kernel(X, X) + 1` once. Then `f(x_i)` is `K[i] @ (alpha * t)`. `np.clip(value, 0, C)` is the nearest number in the range. `np.unique(y)` gives both classes, sorted.

# %% [markdown] hint="ch05-e10"
# ```python
# class DualSVM:
#     def __init__(self, kernel, C, sweeps):
#         self.kernel, self.C, self.sweeps = kernel, C, sweeps
#
#     def fit(self, X, y):
#         self.classes_ = np.unique(y)
#         t = np.where(y == ____, 1, -1)
#         K, alpha = ____, np.zeros(len(X))
#         for _ in range(self.sweeps):
#             for i in range(len(X)):
#                 f = ____
#                 alpha[i] = np.clip(alpha[i] + (____) / ____, 0, self.C)
#         self.alpha_, self.support_ = alpha, np.flatnonzero(____)
#         self.rows_, self.weights_ = X, ____
#         return self
#
#     def decision_function(self, X):
#         return (____ + 1) @ ____
#
#     def predict(self, X):
#         return np.where(____, self.classes_[1], self.classes_[0])
# ```

# %% answer="ch05-e10" needs=[]
class DualSVM:
    """A kernel SVM, trained one α at a time: DualSVM(kernel, C, sweeps)."""

    ### BEGIN SOLUTION
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.vectors_ = np.array(X)[self.support_]
        self.products_ = (alpha * t)[self.support_]
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.vectors_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])
    ### END SOLUTION

# %% [markdown] equivalent="ch05-e10"
# self.products_ = (alpha * t)[self.support_]  →  self.products_ = (alpha / t)[self.support_]
# f = K[i] @ (alpha * t)  →  f = K[i] @ (alpha / t)

# %% tests="ch05-e10" points=3
from itertools import permutations

import numpy as np

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import numpy as np

def linear(A, B):
    return np.asarray(A) @ np.asarray(B).T

def gaussian(A, B):
    return np.exp(-((np.asarray(A)[:, None] - np.asarray(B)[None]) ** 2).sum(axis=2))

def state(model):
    return {"alpha": np.array(model.alpha_, dtype=float), "support": np.asarray(model.support_)}

def cpu(model, X, y):
    from time import process_time
    start = process_time()
    model.fit(X, y)
    return process_time() - start
""")

KERNELS = {
    "linear": lambda A, B: A @ B.T,
    "gaussian": lambda A, B: np.exp(-((A[:, None] - B[None]) ** 2).sum(axis=2)),
}


def climb(name, X, t, C, sweeps, slip="", order=None):
    """The α of all rows; with a slip, those of a typical wrong answer."""
    X = np.asarray(X, dtype=float)
    bare = KERNELS[name](X, X)
    K = bare if slip == "no 1" else bare + 1
    alpha = np.zeros(len(X))
    order = order or (range(len(X))[::-1] if slip == "backwards" else range(len(X)))
    for _ in range(sweeps):
        old = alpha.copy()
        for i in order:
            seen = old if slip == "old" else alpha
            f = K[i] @ (seen * t) if slip != "no t" else K[i] @ seen
            size = {"bare": bare[i, i], "gradient": 1.0}.get(slip, K[i, i])
            step = (1 - t[i] * f) / size
            if slip == "own t":
                step = (1 - f) / size
            start = 0.0 if slip == "fresh" else alpha[i]
            value = start - step if slip == "minus" else start + step
            alpha[i] = {"no top": max(0.0, value), "no bottom": min(C, value), "free": value}.get(slip, min(C, max(0.0, value)))
    return alpha


SLIPS = {
    "no 1": "The 1 for the bias is missing in the kernel.",
    "bare": "You divide by k(x, x); it is k(x, x) + 1.",
    "gradient": "You do not divide by k(x, x) + 1.",
    "old": "f was computed with the α of before the sweep; use the newest.",
    "no top": "α went above C.",
    "no bottom": "α went below 0.",
    "free": "α went out of the range from 0 to C.",
    "no t": "The labels are missing in f.",
    "own t": "The row's label is missing in 1 − t·f.",
    "minus": "The step leads downhill: it is added.",
    "fresh": "Each step is added to the old α of its row.",
    "backwards": "The rows were visited from last to first.",
}


def fitted(name, X, y, C, sweeps):
    model = answer.DualSVM(getattr(answer, name), C, sweeps)
    back = model.fit(X, y)
    expect.true(back is not None, "`fit` returns the object itself. End it with `return self`.")
    return back


def same(got, want):
    return np.shape(got) == np.shape(want) and np.all(np.isfinite(want)) and np.allclose(got, want, rtol=1e-7, atol=1e-9)


def once_more(name, y, seed, m, C, sweeps):
    """Another table with the same classes: its rows, its labels, and the answer's α."""
    X, kinds = rings(seed, m)
    return X, 2 * kinds - 1, answer.state(fitted(name, X, np.unique(y)[kinds], C, sweeps))["alpha"]


def explains(name, y, sweeps, slip="", more=0):
    """Whether a slip explains a second table, too."""
    X, t, got = once_more(name, y, 9, 12, 0.7, sweeps)
    return same(got, climb(name, X, t, 0.7, sweeps + more, slip))


def in_other_order(name, y):
    """Whether two small tables come out if their rows are visited in another order."""
    for seed in (10, 11):
        X, t, got = once_more(name, y, seed, 5, 3.0, 1)
        if same(got, climb(name, X, t, 3.0, 1)) or not any(same(got, climb(name, X, t, 3.0, 1, order=order)) for order in permutations(range(5))):
            return False
    return True


def check_alpha(name, X, y, C, sweeps):
    t = np.where(y == np.unique(y)[1], 1, -1)
    state = answer.state(fitted(name, X, y, C, sweeps))
    want, got = climb(name, X, t, C, sweeps), np.asarray(state["alpha"])
    expect.true(got.shape == want.shape, "`alpha_` holds one number for each of the {m} rows; yours has shape {shape}.", m=len(X), shape=got.shape)
    if not np.allclose(got, want, rtol=1e-7, atol=1e-9):
        for slip, words in SLIPS.items():
            other = climb(name, X, t, C, sweeps, slip)
            if same(got, other) and explains(name, y, sweeps, slip):
                expect.fail("After {n} sweeps alpha_ is {want}; yours is {got}. " + words, n=sweeps, want=want[:6], got=got[:6])
        for k, words in ((sweeps - 1, "Yours is that of one sweep fewer."), (sweeps + 1, "Yours is that of one sweep more.")):
            if same(got, climb(name, X, t, C, k)) and explains(name, y, sweeps, more=k - sweeps):
                expect.fail("After {n} sweeps alpha_ is {want}; yours is {got}. " + words, n=sweeps, want=want[:6], got=got[:6])
        expect.true(not in_other_order(name, y), "After {n} sweeps alpha_ is {want}; yours is {got}. The rows were visited in another order: go from the first to the last in each sweep.", n=sweeps, want=want[:6], got=got[:6])
        expect.fail("After {n} sweeps alpha_ is {want}; yours is {got}.", n=sweeps, want=want[:6], got=got[:6])
    rows = np.flatnonzero(want > 0)
    support = np.asarray(state["support"])
    expect.true(support.dtype.kind in "iu", "`support_` holds numbers of rows, such as {want}; yours is {got}.", want=rows[:6], got=support[:6])
    expect.equal(support, rows, says="`support_` holds the rows with α > 0, {want}; yours is {got}.")


def check_f(name, X, y, C, sweeps, new):
    t = np.where(y == np.unique(y)[1], 1, -1)
    model = fitted(name, X, y, C, sweeps)
    products, k = climb(name, X, t, C, sweeps) * t, KERNELS[name](new, np.asarray(X, dtype=float))
    want = (k + 1) @ products
    back = "f of new rows is {want}; yours is {got}. "
    expect.close(
        model.decision_function(new),
        want,
        rtol=1e-6,
        atol=1e-8,
        says=back.strip(),
        mistakes=[
            (k @ products, back + "The 1 for the bias is missing: k(x, x_j) + 1."),
            (k @ products + 1, back + "The 1 was added once; it is added to each kernel value, before the sum."),
            ((k + 1) @ np.abs(products), back + "The labels are missing in the sum."),
            (-want, back + "The sign is turned around: the larger class is +1."),
            (np.sign(want), back + "Those are signs."),
        ],
    )
    classes = np.unique(y)
    right = np.where(want > 0, classes[1], classes[0])
    got = np.asarray(model.predict(new))
    expect.true(got.shape == right.shape, "`predict` returns one class for each of {k} rows; got shape {shape}.", k=len(new), shape=got.shape)
    clear = np.abs(want) > 1e-6
    expect.true(np.isin(got, classes).all(), "`predict` returned {got}; the classes are {a} and {b}.", got=got[:4], a=classes[0], b=classes[1])
    expect.true(np.all(got[clear] == right[clear]), "`predict` returned {got}; where f > 0 it is the larger class: {want}.", got=got[clear][:6], want=right[clear][:6])


def rings(seed, m):
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(m) % 2)
    angle, radius = rng.uniform(0, 2 * np.pi, m), np.where(y, 1.8, 0.8) + 0.35 * rng.normal(size=m)
    return np.c_[radius * np.cos(angle), radius * np.sin(angle)], y


SMALL, KINDS = np.array([[2.0, 1.0], [0.5, -0.5], [-1.0, 1.5], [-2.0, -1.0], [0.2, 0.3]]), np.array([1, 1, 0, 0, 0])

with expect.test("one sweep over five rows"):
    check_alpha("linear", SMALL, KINDS, 1.0, 1)

with expect.test("four sweeps", after="one sweep over five rows"):
    check_alpha("linear", SMALL, KINDS, 0.8, 4)

with expect.test("f and the classes of new rows", after="one sweep over five rows"):
    check_f("linear", SMALL, KINDS, 0.8, 4, np.array([[1.0, 1.0], [-1.0, 0.5], [0.0, 0.0], [3.0, -2.0]]))

### BEGIN HIDDEN TESTS
with expect.test("a Gaussian kernel, other prices"):
    X, y = rings(1, 40)
    for C in (0.1, 1.0, 30.0):
        check_alpha("gaussian", X, y, C, 5)
        check_f("gaussian", X, y, C, 5, rings(2, 15)[0])

with expect.test("classes with names, and other numbers"):
    X, y = rings(3, 30)
    for classes in (np.array(["bad", "good"]), np.array([3, 7]), np.array([-1, 1])):
        check_alpha("gaussian", X, classes[y], 1.0, 3)
        check_f("gaussian", X, classes[y], 1.0, 3, rings(4, 10)[0])

with expect.test("fitted a second time"):
    X, y = rings(5, 30)
    model = answer.DualSVM(answer.gaussian, 1.0, 2)
    model.fit(X, y)
    other, kinds = rings(6, 24)
    model.fit(other, kinds)
    want = climb("gaussian", other, 2 * kinds - 1, 1.0, 2)
    expect.close(answer.state(model)["alpha"], want, rtol=1e-7, says="Fitted to other rows, the object keeps something of the first time: alpha_ is {got}; a new object gets {want}.")

with expect.test("fit leaves its input as it was"):
    X, y = rings(7, 30)
    held, held_y = answer.put(X), answer.put(y)
    answer.DualSVM(answer.gaussian, 1.0, 2).fit(held, held_y)
    expect.unchanged(held, X)
    expect.unchanged(held_y, y)

with expect.test("150 rows, 30 sweeps"):
    X, y = rings(8, 150)
    seconds = float(answer.cpu(answer.DualSVM(answer.gaussian, 1.0, 30), X, y))
    expect.at_most(seconds, 2.0, says="30 sweeps over 150 rows took {got} s of CPU time; at most 2 are allowed. Is the kernel's table made more than once?")
### END HIDDEN TESTS

# %% right="ch05-e10" because="keeps f of all rows up to date"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        small, large = sorted(set(y.tolist()))
        self._classes = small, large
        self._X = X.copy()
        self._t = t = np.array([1.0 if c == large else -1.0 for c in y.tolist()])
        Q = (self.kernel(X, X) + 1) * np.outer(t, t)
        alpha, grown = np.zeros(len(t)), np.zeros(len(t))
        for _ in range(self.sweeps):
            for i in range(len(t)):
                new = min(self.C, max(0.0, alpha[i] + (1 - grown[i]) / Q[i, i]))
                grown += (new - alpha[i]) * Q[:, i]
                alpha[i] = new
        self.alpha_ = alpha
        self.support_ = np.nonzero(alpha)[0]
        return self

    def decision_function(self, X):
        return (1 + self.kernel(self._X, X)).T @ (self.alpha_ * self._t)

    def predict(self, X):
        return np.array([self._classes[int(f > 0)] for f in self.decision_function(X)])

# %% right="ch05-e10" because="label encoder by comparison, all in plain loops"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.k = lambda A, B: kernel(A, B) + 1.0
        self.C, self.sweeps = C, sweeps

    def fit(self, X, y):
        self.classes, codes = np.unique(y, return_inverse=True)
        self.t, self.X = 2 * codes - 1, np.array(X)
        table = self.k(X, X)
        self.alpha_ = np.zeros(len(X))
        for step in range(self.sweeps * len(X)):
            i = step % len(X)
            f = sum(a * s * k for a, s, k in zip(self.alpha_, self.t, table[i]) if a)
            target = self.alpha_[i] + (1 - self.t[i] * f) / table[i][i]
            self.alpha_[i] = sorted([0, target, self.C])[1]
        self.support_ = np.array([i for i, a in enumerate(self.alpha_) if a > 0])
        return self

    def decision_function(self, X):
        return self.k(X, self.X) @ (self.alpha_ * self.t)

    def predict(self, X):
        return self.classes[(self.decision_function(X) > 0).astype(int)]

# %% wrong="ch05-e10" because="no bias anywhere" says="1 for the bias is missing"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X), np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return self.kernel(X, self.X_) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="bias forgotten when predicting" says="1 for the bias is missing: k"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return self.kernel(X, self.X_) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="no upper limit" says="went above C"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = max(0, alpha[i] + (1 - t[i] * f) / K[i, i])
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="no lower limit" says="went below 0"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = min(self.C, alpha[i] + (1 - t[i] * f) / K[i, i])
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="all rows at once, with the old values" says="use the newest"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            f = K @ (alpha * t)
            alpha = np.clip(alpha + (1 - t * f) / np.diag(K), 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="steps without the curvature" says="do not divide"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) , 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="labels forgotten in f" says="labels are missing in f"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ alpha
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="classes taken for −1 and +1" says="After"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = y
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="predict returns −1 and +1" says="the classes are"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.sign(self.decision_function(X))

# %% wrong="ch05-e10" because="a mask as support_" says="numbers of rows"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, alpha > 0
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="rows on the upper limit are left out of support_" says="rows with α > 0"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero((alpha > 0) & (alpha < self.C))
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="goes on from the last fit" says="keeps something of the first"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, getattr(self, "alpha_", np.zeros(len(X)))[: len(X)].copy()
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="one sweep too many" says="one sweep more"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps + 1):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="fit returns nothing" says="return self"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="the kernel's table made in each step" says="at most 2 are allowed"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                K = self.kernel(X, X) + 1
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="random order of rows" says="in another order"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[1], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in np.random.default_rng(0).permutation(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="another seed, which once looked like backwards" says="in another order"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.t_ = np.where(y == self.classes_[1], 1, -1)
        self.X_ = X
        K = self.kernel(X, X) + 1
        a = np.zeros(len(X))
        rng = np.random.default_rng(42)
        for _ in range(self.sweeps):
            for i in rng.permutation(len(X)):
                a[i] = np.clip(a[i] + (1 - self.t_[i] * (K[i] @ (a * self.t_))) / K[i, i], 0, self.C)
        self.alpha_ = a
        self.support_ = np.flatnonzero(a > 0)
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ (self.alpha_ * self.t_)

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% wrong="ch05-e10" because="the first class is +1" says="the larger class"
class DualSVM:
    def __init__(self, kernel, C, sweeps):
        self.kernel, self.C, self.sweeps = kernel, C, sweeps

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        t = np.where(y == self.classes_[0], 1.0, -1.0)
        K, alpha = self.kernel(X, X) + 1, np.zeros(len(X))
        for _ in range(self.sweeps):
            for i in range(len(X)):
                f = K[i] @ (alpha * t)
                alpha[i] = np.clip(alpha[i] + (1 - t[i] * f) / K[i, i], 0, self.C)
        self.alpha_, self.support_ = alpha, np.flatnonzero(alpha > 0)
        self.X_, self.products_ = np.array(X), alpha * t
        return self

    def decision_function(self, X):
        return (self.kernel(X, self.X_) + 1) @ self.products_

    def predict(self, X):
        return np.where(self.decision_function(X) > 0, self.classes_[1], self.classes_[0])

# %% [markdown]
# ## 7 · Which one, when

# %% [markdown] exercise="ch05-e11" title="The same street, step by step" kind="X" level=2 minutes=15 core=true trains=true after="§7" skills=["Linear SVMs for many rows"] topics=["S-05-I.11d"]
# A colleague trained `SVC(kernel="linear", C=C)` on `m` scaled rows. With a hundred times the rows this will take far too long, so you want the same boundary from stochastic gradient steps.
#
# Write `sgd_twin(C, m)`: it returns an **unfitted** `SGDClassifier` which, fitted to `m` rows whose columns have mean 0 and standard deviation 1, finds the weights and the intercept of that `SVC`. Taken together as one vector, they differ from those of the SVC by less than 5 % of its length, so the steps must have come to rest. A fit of 1,000 rows takes less than two seconds.

# %% [markdown] hint="ch05-e11"
# What does `SVC` minimise, what does `SGDClassifier`? One has a sum and a C, the other a mean and an α. By which number do you have to divide the first to get the second?

# %% [markdown] hint="ch05-e11"
# `alpha` is 1 / (C·m). By default SGD stops as soon as five epochs bring next to nothing, long before the weights have settled: `tol=None` makes all of the `max_iter` epochs. How many do you need?

# %% [markdown] hint="ch05-e11"
# ```python
# def sgd_twin(C, m):
#     return SGDClassifier(loss="____", alpha=____, max_iter=____, tol=None, random_state=0)
# ```

# %% answer="ch05-e11" needs=[]
def sgd_twin(C, m):
    """An unfitted SGDClassifier that finds the boundary of SVC(kernel="linear", C=C) on m scaled rows."""
    ### BEGIN SOLUTION
    return SGDClassifier(loss="hinge", alpha=1 / (C * m), max_iter=1000, tol=None, random_state=0)
    ### END SOLUTION

# %% [markdown] equivalent="ch05-e11"
# return SGDClassifier(loss='hinge', alpha=1 / (C * m), max_iter=1000, tol=None, random_state=0)  →  return SGDClassifier(loss='hinge', alpha=1 / (C * m), max_iter=1001, tol=None, random_state=0)
# return SGDClassifier(loss='hinge', alpha=1 / (C * m), max_iter=1000, tol=None, random_state=0)  →  return SGDClassifier(loss='hinge', alpha=1 / (C * m), max_iter=1000, tol=None, random_state=1)

# %% tests="ch05-e11" points=2
import numpy as np
from sklearn.svm import SVC

from jupyterlab_homl.toolkit import answer, estimators, expect

answer.define("""
import numpy as np

def settings(model):
    return {name: model.get_params()[name] for name in ("loss", "penalty", "fit_intercept", "class_weight")} | {"alpha": float(model.alpha)}

def outcome(model, X, y, start):
    from time import process_time
    from sklearn.base import clone
    made = clone(model)
    if made.random_state is None:
        made.set_params(random_state=start)
    began = process_time()
    made.fit(X, y)
    return {"w": made.coef_[0].tolist(), "b": float(made.intercept_[0]), "epochs": int(made.n_iter_), "seconds": process_time() - began, "most": int(made.max_iter)}
""")


def rows(seed, m, n):
    """Two overlapping classes, one of them with a third of the rows, scaled."""
    rng = np.random.default_rng(seed)
    y = (np.arange(m) % 3 == 0).astype(int)
    X = rng.normal(size=(m, n)) + np.where(y, 0.6, -0.6)[:, None] * np.linspace(0.3, 1.2, n)
    return (X - X.mean(axis=0)) / X.std(axis=0), y


def twin(C, m):
    model = answer.sgd_twin(C, m)
    expect.true(model is not None, "`sgd_twin` returned nothing. Usually the `return` is missing.")
    expect.instance(model, "SGDClassifier", says="Expected an {want}, got a {got}.")
    estimators.unfitted(model)
    return model


def check_settings(C, m):
    found = answer.settings(twin(C, m))
    expect.true(found["loss"] == "hinge", "The loss of your model is {loss}; an SVM has the hinge loss.", loss=found["loss"])
    expect.true(found["penalty"] == "l2", "The penalty of your model is {penalty}; an SVM has ‖w‖², which is \"l2\".", penalty=found["penalty"])
    expect.close(
        found["alpha"],
        1 / (C * m),
        says="With C = {C} and {m} rows alpha is {want}; yours is {got}.",
        C=C,
        m=m,
        mistakes=[
            (C, "With C = {C} and {m} rows alpha is {want}; yours is C itself. A large C is a small alpha."),
            (1 / C, "With C = {C} and {m} rows alpha is {want}; yours is 1/C = {got}. SGD minimises a mean over the rows, SVC a sum."),
            (1 / m, "With C = {C} and {m} rows alpha is {want}; yours is 1/m = {got}. C is missing."),
            (C / m, "With C = {C} and {m} rows alpha is {want}; yours is C/m = {got}. A large C is a small alpha."),
            (C * m, "With C = {C} and {m} rows alpha is {want}; yours is C·m = {got}, its inverse."),
            (m / C, "With C = {C} and {m} rows alpha is {want}; yours is m/C = {got}. Divide by m, too."),
            (1 / (2 * C * m), "With C = {C} and {m} rows alpha is {want}; yours is half of it. Both costs have the same ½‖w‖²."),
            (0.0001, "With C = {C} and {m} rows alpha is {want}; yours is the default, {got}."),
        ],
    )


def check_weights(C, seed, m, n):
    X, y = rows(seed, m, n)
    exact = SVC(kernel="linear", C=C).fit(X, y)
    want = np.r_[exact.coef_[0], exact.intercept_]
    found = answer.outcome(twin(C, m), X, y, seed)
    got = np.r_[found["w"], found["b"]]
    off = float(np.linalg.norm(got - want) / np.linalg.norm(want))
    expect.true(off < 0.05 or found["epochs"] >= found["most"], "With C = {C} and {m} rows weights and intercept are {off} % off; less than 5 are allowed. SGD stopped by itself after {epochs} epochs.", C=C, m=m, off=round(100 * off, 1), epochs=found["epochs"])
    expect.true(off < 0.05, "With C = {C} and {m} rows weights and intercept are {off} % off after {epochs} epochs; less than 5 are allowed.", C=C, m=m, off=round(100 * off, 1), epochs=found["epochs"])
    expect.true(found["seconds"] < 2, "A fit of {m} rows took {s} s of CPU time; less than two are allowed.", m=m, s=round(found["seconds"], 1))


with expect.test("an SVM's loss, and how strongly it is regularised"):
    check_settings(0.5, 300)
    check_settings(2.0, 50)

with expect.test("the weights of the SVC", after="an SVM's loss, and how strongly it is regularised"):
    check_weights(0.5, 1, 300, 4)

### BEGIN HIDDEN TESTS
with expect.test("a larger C, fewer rows"):
    check_weights(1.0, 2, 200, 2)
    check_weights(1.0, 5, 200, 2)

with expect.test("a smaller C, more rows"):
    check_weights(0.01, 3, 1000, 5)

with expect.test("weights again"):
    check_weights(0.2, 4, 400, 3)
### END HIDDEN TESTS

# %% right="ch05-e11" because="averaged weights, many epochs"
def sgd_twin(C, m):
    return SGDClassifier(alpha=1 / m / C, average=True, max_iter=1500, tol=None)

# %% right="ch05-e11" because="another schedule, and it stops by itself, late"
def sgd_twin(C, m):
    model = SGDClassifier(random_state=4)
    return model.set_params(alpha=(C * m) ** -1, max_iter=3000, tol=1e-7, n_iter_no_change=400)

# %% right="ch05-e11" because="no seed"
def sgd_twin(C, m):
    return SGDClassifier(alpha=1 / (m * C), tol=None, max_iter=1000, penalty="l2", loss="hinge")

# %% wrong="ch05-e11" because="stops too early by default" says="stopped by itself"
def sgd_twin(C, m):
    return SGDClassifier(alpha=1 / (C * m), random_state=0)

# %% wrong="ch05-e11" because="C as alpha" says="C itself"
def sgd_twin(C, m):
    return SGDClassifier(alpha=C, max_iter=1000, tol=None, random_state=0)

# %% wrong="ch05-e11" because="the mean forgotten" says="SVC a sum"
def sgd_twin(C, m):
    return SGDClassifier(alpha=1 / C, max_iter=1000, tol=None, random_state=0)

# %% wrong="ch05-e11" because="C turned around" says="C/m"
def sgd_twin(C, m):
    return SGDClassifier(alpha=C / m, max_iter=1000, tol=None, random_state=0)

# %% wrong="ch05-e11" because="default alpha" says="the default"
def sgd_twin(C, m):
    return SGDClassifier(max_iter=1000, tol=None, random_state=0)

# %% wrong="ch05-e11" because="logistic loss" says="hinge loss"
def sgd_twin(C, m):
    return SGDClassifier(loss="log_loss", alpha=1 / (C * m), max_iter=1000, tol=None, random_state=0)

# %% wrong="ch05-e11" because="squared hinge, as LinearSVC has it" says="hinge loss"
def sgd_twin(C, m):
    return SGDClassifier(loss="squared_hinge", alpha=1 / (C * m), max_iter=1000, tol=None, random_state=0)

# %% wrong="ch05-e11" because="LinearSVC" says="Expected an SGDClassifier"
def sgd_twin(C, m):
    return LinearSVC(loss="hinge", C=C)

# %% wrong="ch05-e11" because="m − 1" says="alpha is"
def sgd_twin(C, m):
    return SGDClassifier(alpha=1 / (C * (m - 1)), max_iter=1000, tol=None, random_state=0)

# %% wrong="ch05-e11" because="no intercept" says="% off"
def sgd_twin(C, m):
    return SGDClassifier(alpha=1 / (C * m), max_iter=1000, tol=None, fit_intercept=False, random_state=0)

# %% wrong="ch05-e11" because="a pipeline" says="Expected an SGDClassifier"
def sgd_twin(C, m):
    return make_pipeline(StandardScaler(), SGDClassifier(alpha=1 / (C * m), max_iter=1000, tol=None, random_state=0))

# %% wrong="ch05-e11" because="few epochs" says="after 20 epochs"
def sgd_twin(C, m):
    return SGDClassifier(alpha=1 / (C * m), max_iter=20, tol=None, random_state=0)

# %% wrong="ch05-e11" because="a constant rate never settles" says="% off after 1000 epochs"
def sgd_twin(C, m):
    return SGDClassifier(alpha=1 / (C * m), max_iter=1000, tol=None, eta0=5.0, learning_rate="constant", random_state=0)

# %% wrong="ch05-e11" because="another penalty" says="penalty of your model"
def sgd_twin(C, m):
    return SGDClassifier(alpha=1 / (C * m), max_iter=1000, tol=None, penalty="l1", random_state=0)

# %% [markdown] exercise="ch05-e12" title="When not to use a kernel" kind="S" level=1 minutes=10 core=false after="§7" skills=["Linear SVMs for many rows"] topics=["S-05-I.11d"]
# A shop wants to sort customers' mails into *complaint*, *order* and *other*: 800,000 mails with labels, each a row of 60,000 word counts that are nearly all zero. A prediction may take a thousandth of a second, and the shop wants to send on mails of which the model is less than 80 % sure. A colleague suggests `SVC()` with its defaults. What do you answer, and what would you try first? 60 to 150 words.

# %% [markdown] hint="ch05-e12"
# How many entries has a table of all pairs of rows? How many kernel values does one prediction need, if half of the mails become support vectors?

# %% [markdown] hint="ch05-e12"
# Go through four things: time for training, time for a prediction, whether a straight boundary is enough in so many columns, and what the 80 % ask for.

# %% [markdown] hint="ch05-e12"
# *`SVC` compares ____ with ____: ____ pairs. A prediction needs one kernel value for each ____. In 60,000 columns a ____ boundary mostly suffices, so I would train ____. Its scores are no ____; for the 80 % I would ____.*

# %% [markdown] answer="ch05-e12" manual=true points=1
# ### BEGIN SOLUTION
# `SVC` compares rows with rows: 800,000 mails make 640 billion pairs, and the training time grows at least with their number, so it would not finish in any time we have. A prediction needs one kernel value for each support vector; with some hundred thousand of these a thousandth of a second is not enough.
# With 60,000 columns for words a straight boundary is mostly good enough, and an RBF kernel on word counts seldom adds much. I would first train a linear model by stochastic gradient descent, `SGDClassifier`, which takes sparse tables, reads each mail a few times, and predicts with one product. The mails without scaling to mean 0, since that would fill the zeros; tf–idf or `MaxAbsScaler` instead.
# A hinge-loss score is no probability. For the 80 % I would use the logistic loss, or calibrate on mails left out, and check how many of the mails at "80 %" are right.
# ### END SOLUTION

# %% [markdown] rubric="ch05-e12"
# One point each, four make the whole:
#
# 1. **Training time.** Pairs of rows, or a growth like the square of their number or worse, rule `SVC` with a kernel out.
# 2. **Prediction.** Its cost grows with the number of support vectors; a linear model needs one product.
# 3. **A first choice.** A linear model (`SGDClassifier`, `LinearSVC`, logistic regression), with the reason that it suffices in many columns or takes sparse tables.
# 4. **Probabilities.** The score of an SVM is none: logistic loss, or calibration on rows left out.

# %% [markdown]
# ## At the end

# %% [markdown] exercise="ch05-e13" title="Exit quiz: six questions about streets and kernels" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Margins and support vectors", "Scale before you measure", "Soft margin and hinge loss", "Kernels and the dual problem", "Tune C and gamma", "Support vector regression", "Linear SVMs for many rows"] topics=["S-05-I.11d"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · A linear SVM has w = (3, 4) and b = −10. How wide is its street?
# *a* 0.2 · *b* 0.4 · *c* 2.5 · *d* 10
#
# **q2** · An SVM with RBF kernel is right for 100 % of the training rows and 71 % of new ones. Which change points in the right direction?
# *a* a larger γ · *b* a larger C · *c* a smaller γ · *d* more support vectors by a larger C and γ
#
# **q3** · Four rows have t·f(x) of 3, 1, 0.5 and −2. What is the sum of their hinge losses?
# *a* 2.5 · *b* 3.5 · *c* 2 · *d* −1.5
#
# **q4** · You remove every row with α = 0 from the training set and train the same SVM again. What happens?
# *a* the street gets wider · *b* the boundary moves towards the larger class · *c* the support vectors change, since fewer rows remain · *d* the boundary stays where it is
#
# **q5** · SVR with its defaults (C = 1, ε = 0.1) predicts nearly the same price for all houses; prices lie around 300,000. The columns are scaled. What is the best first step?
# *a* scale the target, or take its logarithm · *b* raise ε · *c* take a linear kernel · *d* add columns
#
# **q6** · You have k(a, b) = (1 + a·b)³ for rows with 500 columns. What does training with this kernel compute for two rows?
# *a* about 21 million products of columns for each row · *b* one inner product of 500 numbers, and its third power · *c* a Taylor series · *d* the distance between the rows

# %% [markdown] hint="ch05-e13"
# For each question: is it about the width, about the price of rows in the street, about units, or about what a kernel spares you?

# %% [markdown] hint="ch05-e13"
# q1: how long is (3, 4)? q3: a row pays what is missing to 1, or nothing. q4: of which rows does w consist?

# %% [markdown] hint="ch05-e13"
# Width 2/____. Hinge: max(0, 1 − ____). Large γ means ____ bells. w is the sum of ____·t·x. SVR's C and ε are in the unit of ____. A kernel is an inner product that needs no ____.

# %% answer="ch05-e13" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "b", "q2": "c", "q3": "b", "q4": "d", "q5": "a", "q6": "b"}
### END SOLUTION

# %% tests="ch05-e13" points=1
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
        "b",
        {
            "a": "That is the way from the middle to one kerb. The street has two.",
            "c": "That is half of the length of w. Does a longer w make the street wider?",
            "d": "That is twice the length of w. Does a longer w make the street wider?",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "c",
        {
            "a": "The model follows single rows. Do narrower bells follow them less?",
            "b": "A larger C punishes each row in the street more. Does the model follow the rows too little?",
            "d": "Both make the boundary follow the training rows more closely. Is that what is missing?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "b",
        {
            "a": "The row at −2 pays more than 2. How much is missing from −2 to 1?",
            "c": "Is a row at 0.5 outside of the street? And what does the row at −2 pay?",
            "d": "Somewhere a loss below 0 went into your sum. What does a row at 3 pay?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "d",
        {
            "a": "What holds the kerbs in place, and are these rows gone?",
            "b": "Do rows beyond the kerb pull at the boundary?",
            "c": "Which rows set the support vectors' conditions, and were they removed?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "a",
        {
            "b": "A wider tube makes predictions flatter still. In which unit are C and ε?",
            "c": "A straight line would be just as flat with this C. In which unit is C?",
            "d": "The columns that there are have hardly any influence yet. Why?",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "b",
        {
            "a": "So many features the kernel stands for. Does it compute them?",
            "c": "A series shows that the RBF kernel is one. Is there any in this formula?",
            "d": "That would be an RBF kernel. What stands in the brackets here?",
        },
    )
### END HIDDEN TESTS

# %% wrong="ch05-e13" because="one question open" says="Still open: q4"
answers = {"q1": "b", "q2": "c", "q3": "b", "q4": None, "q5": "a", "q6": "b"}

# %% wrong="ch05-e13" because="half a street" says="The street has two"
answers = {"q1": "a", "q2": "c", "q3": "b", "q4": "d", "q5": "a", "q6": "b"}

# %% wrong="ch05-e13" because="larger gamma is smoother" says="narrower bells"
answers = {"q1": "b", "q2": "a", "q3": "b", "q4": "d", "q5": "a", "q6": "b"}

# %% wrong="ch05-e13" because="kernels compute features" says="Does it compute them"
answers = {"q1": "b", "q2": "c", "q3": "b", "q4": "d", "q5": "a", "q6": "a"}

# %% wrong="ch05-e13" because="a wider tube" says="flatter still"
answers = {"q1": "b", "q2": "c", "q3": "b", "q4": "d", "q5": "b", "q6": "b"}

# %% right="ch05-e13" because="capital letters"
answers = {"q1": "B", "q2": "C", "q3": "B", "q4": "D", "q5": "A", "q6": "B"}
