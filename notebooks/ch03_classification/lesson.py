# %% [markdown]
# # Classification
#
# A program looks at a handwritten digit and says whether it is an 8. On 4,000 pictures that it has not seen it is right for 95 %. **Would you use it?** You cannot tell yet: a program that never looks is right for 90 %. This lesson
# is about the numbers that do tell, about the decision that no program can make for you, and about what to do once you know which mistakes are made.
#
# Afterwards you can
#
# - part a file in order into honest folds, and put a baseline beside every accuracy,
# - read a confusion matrix, and compute precision, recall and F1 from it,
# - move the threshold of a classifier to where its mistakes cost least, without fooling yourself,
# - draw ROC and precision-recall curves, and say which of them to believe when,
# - tell many classes apart, find out which ones are confused, and add training pictures that help,
# - predict several labels, or a whole picture, for each instance.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 85 min · core exercises 1¾ h · extra exercises 1 h. Builds on [[ch02]] (cross-validation and pipelines).*

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import Ridge, SGDClassifier
from sklearn.metrics import (
    ConfusionMatrixDisplay, accuracy_score, average_precision_score,
    balanced_accuracy_score, classification_report, confusion_matrix,
    f1_score, make_scorer, precision_recall_curve, precision_score,
    recall_score, roc_auc_score, roc_curve,
)

# %%
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.model_selection import TunedThresholdClassifierCV
from sklearn.model_selection import cross_val_predict, cross_val_score
from sklearn.model_selection import train_test_split
from sklearn.multiclass import OneVsOneClassifier
from sklearn.multioutput import ClassifierChain, MultiOutputClassifier
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.tree import DecisionTreeClassifier

from jupyterlab_homl.toolkit import datasets, demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-03-sklearn"]
# ## 1 · A drawer of sorted pictures
#
# Somebody has filed 5,000 handwritten digits in a drawer, all zeros first, then all ones, and so on. (The pictures are part of *MNIST*, with which *Yann LeCun*, Corinna Cortes and Christopher Burges compared classifiers in the
# 1990s.) Each picture has 28 × 28 grey values. We halve it, so that four pixels become one and everything runs four times as fast, and write its 196 pixels in a row: an instance is a row of numbers, as in every table.

# %%
digits = datasets.load("mnist5k")
halved = digits.X.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)) / 255
X, y = halved.reshape(len(halved), -1), digits.y
print("pictures:", digits.X.shape, "→ table:", X.shape, "from", X.min(), "to", X.max())
print("labels:  ", y[:6], "…", y[2497:2503], "…", y[-6:])

# %% alt="Ten handwritten digits, 0 to 9, in two rows: above with 28 by 28 pixels, below with 14 by 14. The lower ones are coarser, and all can still be read."
figure, rows = plt.subplots(2, 10, figsize=(8, 1.8))
for k in range(10):
    for axis, pictures in zip(rows[:, k], (digits.X, halved)):
        axis.imshow(pictures[500 * k + 7], cmap="gray_r")
        axis.set(xticks=[], yticks=[])
plt.show()

# %% [markdown]
# To judge a classifier we hide a part of the pictures, train on the others, and see. Ten-fold cross-validation does this ten times, and each time another tenth is hidden. Which tenth? `KFold` cuts the file as it lies.

# %%
quiz.predict(
    "Ten folds are cut from the drawer as it lies: the first 500 pictures, the next 500, … "
    "A good reader of digits is trained on nine of them and reads the tenth. How many right?",
    ["about 94 %, as ever", "about 10 %, as by guessing", "none at all"],
    right=2,
    because=(
        "Each fold is one digit. When the fours are hidden there is no 4 among the training "
        "pictures, so “4” is an answer that the reader has never heard of."
    ),
    tempting={
        0: "How many fours are left for training when the fifth 500 pictures are hidden?",
        1: "Guessing would hit the hidden digit now and then. Can it say that digit at all?",
    },
)

# %%
neighbours = KNeighborsClassifier(3)
for folds in (KFold(10), StratifiedKFold(10)):
    scores = cross_val_score(neighbours, X, y, cv=folds)
    print(f"{type(folds).__name__:>16}: {scores.round(2)}, mean {scores.mean():.1%}")

# %% [markdown]
# Nothing is wrong with the model; the folds are. `StratifiedKFold` gives every fold the same share of each class (it is *stratified*), and is what `cross_val_score` uses for a classifier if you write `cv=10`. Sorted files are common: by class, by date,
# by customer, by machine. Look at the order before you cut.
#
# For the rest of this lesson we put 1,000 pictures aside as the test set, 100 of each digit. `train_test_split` shuffles anyway; `stratify=y` keeps the shares. Without it chance decides how many 8s are tested, and where a class has five rows, whether it is tested at all.

# %%
X_train, X_test, y_train, y_test = train_test_split(
    X, y, test_size=1000, stratify=y, random_state=42
)
print("tested of each digit:     ", np.bincount(y_test))
by_chance = train_test_split(y, test_size=1000, random_state=42)[1]
print("without stratify=y:       ", np.bincount(by_chance))

# %% [markdown]
# **Change one thing**: give `KFold` the arguments `10, shuffle=True, random_state=0`. Are shuffled folds good enough?
#
# <details><summary>Answer</summary>
#
# Nearly: the mean is within half a point of the stratified one. With 500 pictures of each class chance spreads them evenly enough. With a class of ten rows it would not.
# </details>
#
# **Its exercise**: [[ch03-e01]]. **Read more**: [Cross-validation iterators](https://scikit-learn.org/stable/modules/cross_validation.html#cross-validation-iterators), among them those for groups and for time.

# %% [markdown] topics=["S-03-sklearn", "S-03-production"]
# ## 2 · Right for ninety per cent, without looking
#
# Start with one question: *is it an 8?* A classifier for a question with two answers is a *binary classifier*; the instances that it looks for are the *positives*, all others the *negatives*.
#
# `SGDClassifier` is a linear one. It gives every pixel a weight and adds up: $s = w_1x_1 + \dots + w_{196}x_{196} + b$. If the *score* $s$ is above zero it says yes. How the weights are found is the subject of [[ch04]]; here it is enough that they push up the scores of
# eights and push down the others.

# %%
eight = y_train == 8
model = SGDClassifier(random_state=0).fit(X_train, eight)
for picture, label in zip(X_train[:5], y_train[:5]):
    score = model.decision_function([picture])[0]
    print(f"a {label}: score {score:6.2f} → {'an 8' if score > 0 else 'no 8'}")

# %% alt="Two pictures of 14 by 14 pixels. Left: the mean of all eights, two loops. Right: the weights, a mottle of positive and negative pixels up to {strongest:.1f} in size, zero at the rim. No 8 can be made out in them."
figure, (left, right) = plt.subplots(1, 2, figsize=(6, 2.6))
left.imshow(X_train[eight].mean(axis=0).reshape(14, 14), cmap="gray_r")
left.set(title="the mean eight", xticks=[], yticks=[])
strongest = np.abs(model.coef_).max()
weights = model.coef_.reshape(14, 14)
shown = right.imshow(weights, cmap="RdBu_r", vmin=-strongest, vmax=strongest)
right.set(title="the weights", xticks=[], yticks=[])
figure.colorbar(shown)
plt.show()

# %% [markdown]
# The weights do not look like an 8, and need not: neighbouring pixels are mostly dark together, so that only the sum of their weights counts. Read little into a single one.
#
# How good is it? The usual number is *accuracy*, the share of right answers, measured on pictures that were not trained on.

# %%
quiz.predict(
    "One picture in ten is an 8. In cross-validation our classifier is right for about "
    "95 % of the pictures. What does one reach that answers “no” whatever it is shown?",
    ["50 %", "90 %", "10 %"],
    right=1,
    because="It is wrong for the eights only, and these are one picture in ten.",
    tempting={
        0: "That would be a coin. Which answer is right more often here?",
        2: "That is the share it gets wrong.",
    },
)

# %%
for name, model in (
    ("linear", SGDClassifier(random_state=0)),
    ("always no", DummyClassifier(strategy="most_frequent")),
):
    scores = cross_val_score(model, X_train, eight, cv=5)
    balanced = cross_val_score(model, X_train, eight, cv=5, scoring="balanced_accuracy")
    print(f"{name:>9}: accuracy {scores.mean():.1%}, balanced accuracy {balanced.mean():.1%}")

# %% [markdown]
# Between 90 and 100 there were ten points to win, and about half of them were won. Said like that it is a different result from "95 %". For a rarer class it gets worse: if one picture in a thousand were an 8, "always no" would be right for 99.9 %.
#
# `DummyClassifier` is this *baseline* as an estimator. Put it beside every accuracy, above all beside one in somebody else's report. *Balanced accuracy* repairs part of the trouble: it is the mean of the share of eights that are recognised and the share of other digits that are recognised, so a
# classifier that does not look gets 50 %, however rare the positives are.
#
# The trouble has a deeper reason. Accuracy counts all mistakes as equal. To miss an 8 and to call a 3 an 8 are different mistakes, and in most uses they cost different amounts: think of a missed tumour and a needless second X-ray.
#
# **Change one thing**: let the dummy guess at random, with the classes' shares: `strategy="stratified"`. Better or worse than "always no"?
#
# <details><summary>Answer</summary>
#
# Worse: about 82 %. It says "8" for one picture in ten, and nine of these ten times it is wrong: 0.9 · 0.9 + 0.1 · 0.1 = 0.82. The balanced accuracy stays near 50 %.
# </details>
#
# **Its exercise**: [[ch03-e02]]. **Read more**: [Dummy estimators](https://scikit-learn.org/stable/modules/model_evaluation.html#dummy-estimators).

# %% [markdown] topics=["S-03-sklearn"]
# ## 3 · Four kinds of answers
#
# A fishing boat wants cod. The net comes up: there is cod in it and other fish; other cod are still in the sea. Two questions are worth asking. *How much of the catch is cod? How much of the cod did we catch?*
#
# A binary classifier fishes for positives, and each of its answers is of one of four kinds. The *confusion matrix* counts them: **a row for each true class, a column for each answer**.
#
# | | says no | says yes |
# |---|---|---|
# | **is none** | true negative, TN | false positive, FP: a false alarm |
# | **is one** | false negative, FN: a miss | true positive, TP |
#
# The first question is *precision*, the second *recall*:
#
# $$\text{precision} = \frac{TP}{TP+FP} \quad\text{(of the yeses)}, \qquad \text{recall} = \frac{TP}{TP+FN} \quad\text{(of the positives)}.$$
#
# True negatives appear in neither. That is the point: a thousand more pictures that nobody would take for an 8 make the accuracy look better, and change neither precision nor recall.
#
# `cross_val_predict` gives for every picture the answer of a model that was trained without it, so that all 4,000 can be counted:

# %%
model = SGDClassifier(random_state=0)
says = cross_val_predict(model, X_train, eight, cv=5)
(tn, fp), (fn, tp) = confusion_matrix(eight, says)
print(f"TN {tn}, FP {fp}\nFN {fn}, TP {tp}")
print(f"precision {tp / (tp + fp):.3f}, the library: {precision_score(eight, says):.3f}")
print(f"recall    {tp / (tp + fn):.3f}, the library: {recall_score(eight, says):.3f}")

# %% alt="A table of two by two fields. Row no 8: {tn} right, {fp} false alarms. Row 8: {fn} missed, {tp} found. The field with the right noes is by far the largest."
figure, axis = plt.subplots(figsize=(3.6, 2.8))
ConfusionMatrixDisplay.from_predictions(
    eight, says, display_labels=["no 8", "8"], cmap="Blues", ax=axis, colorbar=False
)
axis.grid(False)
plt.show()

# %% [markdown]
# So much for 95 %: of the pictures that it calls an 8 about a quarter are none, and it misses more than one 8 in five.
#
# Each of the two numbers alone is easy to fool. Say yes to everything: recall 1. Say yes once, when you are quite sure: precision 1. One number that cannot be fooled like this is their *harmonic mean*, the *F1 score*:
#
# $$F_1 = \frac{2}{\frac{1}{\text{precision}}+\frac{1}{\text{recall}}} = \frac{TP}{TP+\frac{FN+FP}{2}} .$$
#
# (Put in the two fractions above and multiply by $TP$: that is the second form.) The smaller one rules.

# %%
quiz.predict(
    "Say yes to every picture; one in ten is an 8. What are precision, recall and F1?",
    ["0.1, 1 and 0.55", "0.1, 1 and 0.18", "1, 0.1 and 0.18"],
    right=1,
    because="All eights are found, one yes in ten is right, and 2 / (1/0.1 + 1/1) = 0.18.",
    tempting={
        0: "0.55 is the plain mean. The harmonic one stays near the smaller number.",
        2: "Which share is taken of the yeses, which of the eights?",
    },
)

# %%
cautious = np.zeros_like(eight)
cautious[np.flatnonzero(eight)[0]] = True  # one yes, and that one right
for name, answers in (("linear", says), ("all yes", eight | True), ("one yes", cautious)):
    p, r = precision_score(eight, answers), recall_score(eight, answers)
    print(f"{name:>7}: precision {p:.3f}, recall {r:.4f}, F1 {f1_score(eight, answers):.3f}")

# %% [markdown]
# Where there is no yes at all, precision is 0/0. scikit-learn then returns 0 and warns; `zero_division=0` says that you know.
#
# F1 treats a miss and a false alarm alike. Whether *you* do is a question about the world. A filter that keeps unsuitable videos away from children may throw away good ones (precision counts); an alarm for shoplifters may ring in vain now and then (recall counts).
#
# **Change one thing**: ask for another digit. In [[§2]] change `y_train == 8` into `y_train == 0` and run this section's cells again. Which is easier to find?
#
# <details><summary>Answer</summary>
#
# The zero, by far: precision and recall are above 0.9. It has a hole where most digits have ink. (Put the 8 back before you go on.)
# </details>
#
# **Its exercise**: [[ch03-e03]]. **Read more**: [Precision, recall and F-measures](https://scikit-learn.org/stable/modules/model_evaluation.html#precision-recall-and-f-measures); C. J. van Rijsbergen introduced the measure in *Information Retrieval* (1979).

# %% [markdown] topics=["S-03-sklearn", "S-05-I.07"]
# ## 4 · Where to draw the line
#
# At an airport everybody walks through the gate, and a knob says how much metal it takes to make it beep. Turn it down and it finds every knife, and every belt buckle. Nobody calls this another gate. In the same way a classifier is not one pair of precision and recall, but all the pairs
# that its *decision threshold* can reach. `predict` says yes where the score is above 0 (or the probability above 0.5), because it has to say something; it is you who know what a mistake costs.

# %%
scores = cross_val_predict(model, X_train, eight, cv=5, method="decision_function")
for threshold in (-4, -2, 0, 2, 4):
    says = scores >= threshold
    p, r = precision_score(eight, says), recall_score(eight, says)
    print(f"score ≥ {threshold:2}: {says.sum():4} yeses, precision {p:.3f}, recall {r:.3f}")

# %% alt="Two histograms of scores. Other digits: a wide hill around {middle:.0f}. Eights: a lower hill around {height:.1f}. They overlap between about −3 and 2; the line at 0 leaves some of each on the wrong side."
bins = np.linspace(-14, 10, 49)
middle, height = np.median(scores[~eight]), np.median(scores[eight])
plt.hist(scores[~eight], bins, alpha=0.6, label="other digits")
plt.hist(scores[eight], bins, alpha=0.8, label="eights")
plt.axvline(0, color="C3", label="threshold 0")
plt.xlabel("score")
plt.ylabel("pictures")
plt.legend()
plt.show()

# %% [markdown]
# What lies right of the line is called an 8. Move the line to the right, and you lose eights at its left (recall falls), and more of what is left of the catch is cod (precision rises, mostly). This is the *precision-recall trade-off*: with the same scores you can only exchange one for the other. Better scores, with less overlap, give more of
# both.

# %%
quiz.predict(
    "You raise the threshold step by step. Which of the two can go in the “wrong” direction "
    "for a step?",
    ["recall: it may rise", "precision: it may fall", "neither"],
    right=1,
    because=(
        "A step drops the lowest yes. If that one was right, the catch loses cod and no other "
        "fish: from 4 of 5 it goes to 3 of 4. Recall only ever loses."
    ),
    tempting={
        0: "Its denominator, the number of eights, does not depend on the threshold.",
        2: "What happens to 4 of 5 if the one that is dropped was right?",
    },
)

# %% [markdown]
# `precision_recall_curve` tries every threshold that makes a difference. It returns one more precision than thresholds: the last pair (1, 0) stands for no yes at all.

# %% alt="Precision and recall against the threshold. Recall falls from 1 to 0. Precision starts at 0.1, rises with small teeth, and reaches 0.9 at {chosen:.2f}, where recall is {kept:.2f}; a line marks the place."
precision, recall, thresholds = precision_recall_curve(eight, scores)
first = np.argmax(precision[:-1] >= 0.9)  # the first True
chosen, kept = thresholds[first], recall[first]
plt.plot(thresholds, precision[:-1], label="precision")
plt.plot(thresholds, recall[:-1], "--", label="recall")
plt.axvline(chosen, color="0.5", label=f"precision 0.9: recall {kept:.2f}")
plt.xlim(-8, 6)
plt.xlabel("threshold")
plt.legend()
plt.show()

# %% [markdown]
# So "we want 90 % precision" can be had, by `scores >= chosen`. Whenever somebody asks for such a number, ask back: at what recall? (`np.argmax` finds the first `True`; if there is none it returns 0, the *lowest* threshold, without a word. Check before you use it.)
#
# **Whose scores?** Ours came from models that had not seen the picture. Take the scores on the training rows themselves, and a model that has learned them by heart looks sure of everything. A decision tree does:

# %%
tree = DecisionTreeClassifier(min_samples_leaf=5, random_state=0).fit(X_train, eight)
by_heart = tree.predict_proba(X_train)[:, 1]
unseen = cross_val_predict(tree, X_train, eight, cv=5, method="predict_proba")[:, 1]
new = tree.predict_proba(X_test)[:, 1]
for name, known in (("its own rows", by_heart), ("rows left out", unseen)):
    precision, recall, thresholds = precision_recall_curve(eight, known)
    threshold = thresholds[np.argmax(precision[:-1] >= 0.7)]
    found = precision_score(y_test == 8, new >= threshold)
    print(f"precision 0.7 promised on {name}: threshold {threshold:.2f}, test {found:.2f}")

# %% [markdown]
# The promise that was made on the tree's own rows is broken on the test set; the one made on rows left out is roughly kept. (Roughly: there are only 100 eights among the test pictures, so such a share is uncertain by several points.)
#
# **Let costs decide.** If a missed 8 costs you ten times as much as a false alarm, write that down as a function and let `TunedThresholdClassifierCV` choose the threshold by cross-validation. It is an estimator that can be put wherever the plain one was:

# %%
def saved(truth, says, miss=10):
    return -(miss * np.sum(truth & ~says) + np.sum(~truth & says))


tuned = TunedThresholdClassifierCV(model, scoring=make_scorer(saved), cv=5)
tuned.fit(X_train, eight)
plain = SGDClassifier(random_state=0).fit(X_train, eight)
for name, fitted in (("threshold 0", plain), (f"{tuned.best_threshold_:11.2f}", tuned)):
    (tn, fp), (fn, tp) = confusion_matrix(y_test == 8, fitted.predict(X_test))
    print(f"{name}: {fn} missed, {fp} false alarms, cost {10 * fn + fp}")

# %% [markdown]
# If you have chosen the threshold yourself, `FixedThresholdClassifier(model, threshold=…)` packs both into one object to ship.
#
# **Change one thing**: let a miss cost as much as a false alarm, `miss=1` (the cost in the last line then has the wrong factor; look at the counts). Where does the threshold go?
#
# <details><summary>Answer</summary>
#
# Up, to somewhere above zero: false alarms now count for as much as misses, and there are nine times as many pictures that can give one. Fewer yeses are said.
# </details>
#
# In the demo you turn the knob, for mails: spam is positive.

# %%
demos.threshold.show()

# %% [markdown]
# **Its exercises**: [[ch03-e04]], [[ch03-e05]] and [[ch03-e06]]. **Read more**: [Tuning the decision threshold](https://scikit-learn.org/stable/modules/classification_threshold.html).

# %% [markdown] topics=["S-03-sklearn", "S-05-I.07"]
# ## 5 · All thresholds at once: two curves
#
# Two classifiers are to be compared, and nobody knows yet which threshold will be used. So draw what each can reach.
#
# The *ROC curve* shows recall, here called the *true positive rate*, against the *false positive rate*, the share of negatives that are called positive. (*Receiver operating characteristic*: the receivers were those of radar sets, and the question whether a blip was an aircraft.) A coin gives the diagonal; the
# upper left corner is perfect. The *precision-recall curve* shows precision against recall; perfect is the upper right corner.

# %%
near = cross_val_predict(
    KNeighborsClassifier(10), X_train, eight, cv=5, method="predict_proba"
)[:, 1]
area, area_near = roc_auc_score(eight, scores), roc_auc_score(eight, near)
mean_p, mean_near = (average_precision_score(eight, s) for s in (scores, near))
print(f"linear:        ROC AUC {area:.3f}, average precision {mean_p:.3f}")
print(f"10 neighbours: ROC AUC {area_near:.3f}, average precision {mean_near:.3f}")

# %% alt="Left: two ROC curves, both far above the diagonal, near the upper left corner; areas {area:.3f} and {area_near:.3f}. Right: the precision-recall curves of the same scores. Here they lie far apart, areas {mean_p:.2f} and {mean_near:.2f}."
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.4))
for name, s, style in (("linear", scores, "-"), ("10 neighbours", near, "--")):
    left.plot(*roc_curve(eight, s)[:2], style, label=name)
    precision, recall, _ = precision_recall_curve(eight, s)
    right.plot(recall, precision, style, label=name)
left.plot([0, 1], [0, 1], ":", color="0.5", label="a coin")
left.set(xlabel="false positive rate", ylabel="recall", title="ROC")
right.set(xlabel="recall", ylabel="precision", title="Precision-recall")
left.legend()
right.legend()
plt.show()

# %% [markdown]
# Each curve has an area. The *ROC AUC* (area under the curve) has a meaning that one can say aloud: **draw one 8 and one other picture at random; how likely has the 8 the higher score?** Half is a coin, 1 is perfect order. (Each step to the right passes one negative; the height there is the share of eights above it.
# Add up the heights, and you have counted the pairs in the right order.) Try it:

# %%
rng = np.random.default_rng(0)
eights = rng.choice(scores[eight], 200_000)
others = rng.choice(scores[~eight], 200_000)
print(f"the 8 has the higher score in {np.mean(eights > others):.3f} of 200,000 pairs")
print(f"area under the ROC curve:     {area:.3f}")

# %% [markdown]
# The area under the precision-recall curve, as a sum of steps, is the *average precision*.
#
# **Which one?** On the left both classifiers look excellent, on the right only one of them does. The reason is what the negatives do. The false positive rate is a share *of the negatives*, and these are many; a share of 3 % sounds like nothing, but of 3,600 other digits that is 111 false alarms, a quarter of all yeses.
#
# Now let eights become rarer: keep all 3,600 other digits, and only 40 of the 400 eights.

# %%
quiz.predict(
    "Eights become ten times rarer, their scores and those of the others stay as they are. "
    "What happens to the ROC AUC and to the average precision?",
    ["both fall", "AUC falls, average precision stays", "AUC stays, average precision falls"],
    right=2,
    because=(
        "AUC compares one 8 with one other; how many there are of each does not matter. "
        "Precision mixes them: the same false alarms meet a tenth of the hits."
    ),
    tempting={
        0: "How likely has an 8 the higher score? Does that depend on how many there are?",
        1: "Which of the two is computed from each class separately?",
    },
)

# %%
areas = []
for _ in range(30):  # 30 draws, since 40 eights are few
    few = np.r_[rng.choice(np.flatnonzero(eight), 40, replace=False), np.flatnonzero(~eight)]
    truth, s = eight[few], scores[few]
    p = precision_score(truth, s >= 0)
    areas.append([roc_auc_score(truth, s), average_precision_score(truth, s), p])
rare = np.mean(areas, axis=0)
before = [area, mean_p, precision_score(eight, scores >= 0)]
for name, found in (("1 in 10", before), ("1 in 91", rare)):
    print(f"{name}: AUC {found[0]:.3f}, AP {found[1]:.3f}, precision {found[2]:.2f}")

# %% [markdown]
# The rule of thumb: where positives are rare, or false alarms are what hurts, look at precision and recall; where both classes matter alike, or their shares will change, the ROC curve is the steadier one.
#
# The same calculation answers a doctor's question. With the share $\pi$ of positives, the true positive rate $t$ and the false positive rate $f$, of all people $\pi t$ are positive and found, $(1-\pi) f$ are negative and called positive, so
#
# $$\text{precision} = \frac{\pi t}{\pi t + (1-\pi) f} .$$

# %% alt="Precision of a test that finds 99 percent of the ill and calls 5 percent of the healthy ill, against the share of ill people on a log scale. It rises from {worth[0]:.3f} at one in ten thousand to {worth[-1]:.2f} at one half; at one in a thousand it is {screening:.3f}."
share = np.geomspace(1e-4, 0.5, 100)
worth = share * 0.99 / (share * 0.99 + (1 - share) * 0.05)
screening = 0.001 * 0.99 / (0.001 * 0.99 + 0.999 * 0.05)
plt.semilogx(share, worth)
plt.plot(0.001, screening, "o", color="C3", label=f"1 in 1,000: {screening:.1%}")
plt.xlabel("share of ill people (log scale)")
plt.ylabel("precision of “ill”")
plt.legend()
plt.show()

# %% [markdown]
# A test that is right for 99 % of the ill and 95 % of the healthy: if one person in a thousand is ill, 98 of 100 alarms are false. Nothing is wrong with the test. **A precision belongs to the share of positives with which it was measured**; never carry it to a place where they are rarer.
#
# **Change one thing**: lower the false positive rate from `0.05` to `0.005`, in both lines. What is an alarm worth at one in a thousand?
#
# <details><summary>Answer</summary>
#
# About 17 %: ten times fewer false alarms, and still five of six are false.
# </details>
#
# **Its exercises**: [[ch03-e07]], and [[ch03-e08]] for both curves by hand. **Read more**: T. Fawcett, [An introduction to ROC analysis](https://doi.org/10.1016/j.patrec.2005.10.010) (2006); T. Saito and M. Rehmsmeier, [The precision-recall plot is more informative than the ROC plot](https://doi.org/10.1371/journal.pone.0118432) (2015).

# %% [markdown] topics=["S-03-sklearn", "S-03-production"]
# ## 6 · Ten answers
#
# A postcode is not read by asking "is it an 8?". But ten such questions would do: ask the classifier for zeros, the one for ones, and so on, and take the answer of the one with the highest score. This is *one-versus-rest* (OvR), and it turns any binary classifier into a *multiclass* one.
#
# The other way is a tournament: one classifier for each *pair* of classes, trained on the pictures of these two only, and the class that wins most duels is the answer. This is *one-versus-one* (OvO).

# %%
quiz.predict(
    "How many binary classifiers does one-versus-one train for ten digits, and on how many "
    "of the 4,000 pictures each?",
    ["10, on 4,000 each", "45, on 800 each", "100, on 400 each"],
    right=1,
    because="10 · 9 / 2 = 45 pairs, and two digits have 800 pictures.",
    tempting={
        0: "That is one-versus-rest.",
        2: "A pair is two different digits, and 3 against 8 is the same as 8 against 3.",
    },
)

# %%
for name, reader in (
    ("one-versus-rest", SGDClassifier(random_state=0)),  # does so by itself
    ("one-versus-one", OneVsOneClassifier(SGDClassifier(random_state=0))),
    ("3 neighbours", KNeighborsClassifier(3)),  # knows many classes by nature
):
    folds = cross_val_score(reader, X_train, y_train, cv=3)
    print(f"{name:>15}: {folds.mean():.1%} (folds from {folds.min():.1%} to {folds.max():.1%})")

# %% [markdown]
# One-versus-one trains more models, but small ones, and each has an easier question. It suits algorithms that become slow with many rows, and is what `SVC` does ([[ch05]]). Trees and neighbours need neither: they count classes.
#
# What one-versus-rest does, by hand: ten scores, and the largest wins. Note that `argmax` gives the *column*; `classes_` says which class that is. For digits these are the same by luck.

# %%
ovr = SGDClassifier(random_state=0).fit(X_train, y_train)
ten = ovr.decision_function(X_test[:3])
for scores_of_one, truth in zip(ten, y_test[:3]):
    answer = ovr.classes_[np.argmax(scores_of_one)]
    print(f"a {truth}: {scores_of_one.round(1)} → {answer}")

# %% [markdown]
# All ten scores may be below zero: "none of these", says each. The largest still wins.
#
# Now each class has a precision and a recall of its own: in the column and in the row of its diagonal field. `classification_report` lists them.

# %%
knn = KNeighborsClassifier(3)
read = cross_val_predict(knn, X_train, y_train, cv=5)
print(classification_report(y_train, read, digits=3))

# %% [markdown]
# Ten pairs of numbers want to be one number again. The *macro average* is the plain mean over the classes: each class counts the same. The *weighted* one weighs by the number of rows (`support`), so frequent classes rule, as they do in accuracy. Here all classes have 400 rows, and the difference vanishes. Make the 8 rare, and
# compare with a reader that has given up on it:

# %%
keep = (y_train != 8) | (np.cumsum(y_train == 8) <= 40)  # only 40 of the 400 eights
truth, answers = y_train[keep], read[keep]
given_up = np.where(answers == 8, 3, answers)  # never says 8
for name, got in (("reads all digits", answers), ("never says 8", given_up)):
    macro = f1_score(truth, got, average="macro", zero_division=0)
    accuracy = accuracy_score(truth, got)
    print(f"{name:>16}: accuracy {accuracy:.3f}, macro F1 {macro:.3f}")

# %% [markdown]
# The accuracy hardly moves; the macro F1 loses a whole class. Report the macro average where the small classes are the reason for the project.
#
# **Change one thing**: replace `average="macro"` by `average="micro"`. What do you get?
#
# <details><summary>Answer</summary>
#
# Exactly the accuracy. *Micro* throws all classes together before it divides, and then each mistake is one false positive (of the class that was said) and one false negative (of the class that it is).
# </details>
#
# **Its exercise**: [[ch03-e09]]. **Read more**: [Multiclass classification](https://scikit-learn.org/stable/modules/multiclass.html#multiclass-classification).

# %% [markdown] topics=["S-05-I.11c", "S-05-I.08"]
# ## 7 · Look at the mistakes
#
# A mechanic does not ask how loud a car is, but where the noise comes from. The confusion matrix of ten classes says where. Divide each row by its sum, so that a field is the share *of this digit* that gets this answer (otherwise frequent classes look bad), and empty the diagonal, which outshines all else:

# %%
linear = cross_val_predict(SGDClassifier(random_state=0), X_train, y_train, cv=3)
rates = confusion_matrix(y_train, linear, normalize="true")
np.fill_diagonal(rates, 0)
worst = [divmod(place, 10) for place in np.argsort(rates, axis=None)[::-1][:5]]
darkest = rates.sum(axis=0).argmax()
for i, j in worst:
    print(f"{rates[i, j]:.1%} of all {i}s are read as {j}")

# %% alt="A table of ten by ten fields, true digits in rows, answers in columns, the diagonal empty; darker is more frequent. The darkest fields are {worst[0][0]} read as {worst[0][1]}, {worst[1][0]} as {worst[1][1]} and {worst[2][0]} as {worst[2][1]}. The column of the {darkest} is the darkest."
figure, axis = plt.subplots(figsize=(4.6, 3.8))
shown = axis.imshow(rates, cmap="Reds")
axis.set(xlabel="answer", ylabel="digit", xticks=range(10), yticks=range(10))
axis.grid(False)
figure.colorbar(shown, label="share of this digit")
plt.show()

# %% [markdown]
# Read it by rows ("what becomes of the 8s?"), by columns ("what is called a 5?"), and look for pairs: 3 and 5, 4 and 9, 7 and 9. Then look at the pictures themselves. In the demo, choose a field:

# %%
demos.confusion_explorer.show()

# %% [markdown]
# Three things can come out of such a look. *Wrong labels*: mend them. *Ambiguous pictures*: nobody could tell; be content. *Pictures that are clear to us*: the model lacks something. Here is what it lacks. Take our best reader, three neighbours, on the pictures in full size; then move each new picture two pixels
# to the right, as a crooked scanner might. (The folded cell defines `shifted(pictures, down, right)` for this: it copies the pixels to other rows and columns, and what comes in from outside is white.)

# %% folded=true
def shifted(pictures, down, right):
    """Copies moved by some pixels; what comes in from outside is white."""
    moved = np.zeros_like(pictures)
    h, w = pictures.shape[1:]
    into, out = slice(max(down, 0), h + min(down, 0)), slice(max(-down, 0), h - max(down, 0))
    across = slice(max(right, 0), w + min(right, 0))
    along = slice(max(-right, 0), w - max(right, 0))
    moved[:, into, across] = pictures[:, out, along]
    return moved

# %%
quiz.predict(
    "Three neighbours read about 94 % of new pictures. Each of these is moved by two of its "
    "28 pixels to the right; to you it looks the same. How many are read now?",
    ["about 94 %", "about 85 %", "about 70 %"],
    right=2,
    because=(
        "To the model pixel 300 is a column of a table. A stroke that is two pixels wide moves "
        "into other columns altogether."
    ),
    tempting={
        0: "You see shapes. What does a row of 784 numbers know of left and right?",
        1: "Strokes are two or three pixels wide. How much of a stroke still lies on itself?",
    },
)

# %%
full = (digits.X / 255).astype(np.float32)
old, new, y_old, y_new = train_test_split(full, y, test_size=1000, stratify=y, random_state=0)
one_row_each = {"train": old.reshape(4000, -1), "new": new.reshape(1000, -1)}
knn = KNeighborsClassifier(3).fit(one_row_each["train"], y_old)
crooked = shifted(new, 0, 2).reshape(1000, -1)
print(f"new pictures: {knn.score(one_row_each['new'], y_new):.1%}")
print(f"the same, two pixels to the right: {knn.score(crooked, y_new):.1%}")

# %% [markdown]
# The model needs to see that a moved 3 is a 3. So show it: add to the training pictures copies that are moved by one pixel up, down, left and right. New instances made from old ones by changes that keep the label are called *data augmentation*.

# %%
moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
more = np.concatenate([shifted(old, *move) for move in moves]).reshape(-1, 784)
y_more = np.tile(y_old, len(moves))  # the labels of each block
knn = KNeighborsClassifier(3).fit(more, y_more)
print(f"{len(more):,} training pictures")
print(f"new pictures: {knn.score(one_row_each['new'], y_new):.1%}")
print(f"the same, two pixels to the right: {knn.score(crooked, y_new):.1%}")

# %% alt="Five pictures of the same handwritten {y_old[3]}: as it is, and moved by one pixel up, down, left and right. They look almost alike."
figure, row = plt.subplots(1, 5, figsize=(7, 1.7))
names = ["as it is", "up", "down", "left", "right"]
for axis, move, name in zip(row, moves, names):
    axis.imshow(shifted(old[3:4], *move)[0], cmap="gray_r")
    axis.set(title=name, xticks=[], yticks=[])
plt.show()

# %% [markdown]
# One percentage point for ordinary pictures, about a sixth of all its mistakes, and most of the crooked ones are read again. No other model, no new label. Two rules come with it.
#
# *The change must keep the label.* A mirrored shoe is a shoe; a mirrored 3 is no digit, and a 6 upside down is a 9.
#
# *Training rows only, after the split.* If copies are made first and then parted at random, nearly every hidden picture has a twin in training, and the score is a fairy tale:

# %%
everything = np.concatenate([shifted(full, *move) for move in moves]).reshape(-1, 784)
labels = np.tile(y, len(moves))
a, b, y_a, y_b = train_test_split(everything, labels, train_size=20_000, random_state=0)
leaky = KNeighborsClassifier(3).fit(a, y_a).score(b[:500], y_b[:500])
print(f"copies made before the split: {leaky:.1%}   ← not true")
print(f"copies made of training pictures only: {knn.score(one_row_each['new'], y_new):.1%}")

# %% [markdown]
# **Change one thing**: move the new pictures by three pixels, `shifted(new, 0, 3)`, and run the two cells with scores again. Does augmentation by one pixel still help?
#
# <details><summary>Answer</summary>
#
# It helps, but not enough: without it fewer than half are read, with it about two thirds. One-pixel copies teach one pixel. Show what you expect to meet; or use a model that is built so that the place of a stroke matters less ([[ch14]]).
# </details>
#
# And how many neighbours? Try a few, as for every setting, by cross-validation on training pictures (2,000 of them, to be quick):

# %%
for k in (1, 3, 10, 30):
    row = []
    for weights in ("uniform", "distance"):  # a near neighbour's vote may count for more
        knn = KNeighborsClassifier(k, weights=weights)
        row.append(cross_val_score(knn, X_train[:2000], y_train[:2000], cv=3).mean())
    print(f"k = {k:2}: one vote each {row[0]:.1%}, by distance {row[1]:.1%}")

# %% [markdown]
# **Its exercises**: [[ch03-e10]] and [[ch03-e11]]. **Read more**: [Nearest neighbors](https://scikit-learn.org/stable/modules/neighbors.html); P. Simard, D. Steinkraus and J. Platt, [Best practices for convolutional neural networks](https://doi.org/10.1109/ICDAR.2003.1227801) (2003), where distorted copies of digits more than halve the error of a plain network.

# %% [markdown] topics=["S-03-sklearn", "S-02-app-faces"]
# ## 8 · More than one answer
#
# A photo shows Ada and Chen, but not Bo. "Who is it?" has no single answer; "Ada: yes, Bo: no, Chen: yes" has three. Where an instance has several yes-no labels the task is *multilabel* classification: `y` has a column for each label, and `predict` returns as many. Our digits get two: *is it 7 or more? Is it odd?*

# %%
labels = np.c_[y_train >= 7, y_train % 2 == 1].astype(int)
truth = np.c_[y_test >= 7, y_test % 2 == 1].astype(int)
knn = KNeighborsClassifier(3).fit(X_train, labels)  # takes several columns as it is
got = knn.predict(X_test)
print("the first five:", y_test[:5], "→", got[:5].tolist())
print(f"both right:       {np.mean((got == truth).all(axis=1)):.3f}")
print(f"share of cells:   {np.mean(got == truth):.3f}")
print(f"macro F1:         {f1_score(truth, got, average='macro'):.3f}")

# %% [markdown]
# Three ways to count. *All right or not* is strict; the *share of cells* is lenient, above all where most labels are 0; the *macro F1* gives each label the same weight. Say which one you mean.
#
# A classifier that knows one label only is wrapped: `MultiOutputClassifier` fits one copy for each column. These copies do not talk to each other, and labels often depend on each other. A *classifier chain* asks in a row, and hands each answer on to the next model as one more feature. Add a third label that follows from the other two, *a 7 or a 9*:

# %%
def with_both(labels):
    return np.c_[labels, labels[:, 0] & labels[:, 1]]


base = DecisionTreeClassifier(max_depth=8, random_state=0)
for wrapper in (MultiOutputClassifier(base), ClassifierChain(base, order=[0, 1, 2])):
    got = wrapper.fit(X_train, with_both(labels)).predict(X_test).astype(int)
    odd_ones = np.sum((got[:, 0] & got[:, 1]) != got[:, 2])
    right = np.mean((got == with_both(truth)).all(axis=1))
    print(f"{type(wrapper).__name__:>21}: all right {right:.3f}, contradictions {odd_ones}")

# %% [markdown]
# Separate trees claim in places that a digit is large and odd, but neither a 7 nor a 9. The chain does not. It has a price: what comes first in the chain is decided without knowledge of the rest, and its mistakes are handed on.
#
# **More than two values, more than one column.** If each output may take many values the task is *multioutput*. Cleaning a picture is such a task: 196 noisy pixels in, 196 clean ones out.

# %%
quiz.predict(
    "To teach a model to clean pictures, what are X and y in `fit(X, y)`?",
    ["X noisy, y the digit", "X clean, y noisy", "X noisy, y the same picture, clean"],
    right=2,
    because="X is what the model gets in use, y what it shall return: a row of 196 numbers.",
    tempting={
        0: "Then it would return one number, the digit.",
        1: "That model would learn to spoil pictures. Which of the two do you have in use?",
    },
)

# %%
rng = np.random.default_rng(0)
noisy = np.clip(X_train + rng.normal(0, 0.3, X_train.shape), 0, 1)
noisy_test = np.clip(X_test + rng.normal(0, 0.3, X_test.shape), 0, 1)
cleaned = {"as it is": noisy_test}
for name, cleaner in (("5 neighbours", KNeighborsRegressor(5)), ("ridge", Ridge())):
    cleaned[name] = cleaner.fit(noisy, X_train).predict(noisy_test)
error = {name: np.mean((got - X_test) ** 2) for name, got in cleaned.items()}
for name, value in error.items():
    print(f"{name:>12}: mean squared error {value:.4f}")

# %% alt="Four rows of eight digits. First with noise, hard to read; then cleaned by five neighbours, soft and mostly readable; then by ridge, grey in the ground but true in the strokes; last the clean pictures. Errors: {error[as it is]:.3f}, {error[5 neighbours]:.3f} and {error[ridge]:.3f}."
figure, rows = plt.subplots(4, 8, figsize=(7, 3.8))
for line, (name, pictures) in zip(rows, [*cleaned.items(), ("truth", X_test)]):
    line[0].set_ylabel(name, rotation=0, ha="right", va="center")
    for axis, picture in zip(line, pictures):
        axis.imshow(picture.reshape(14, 14), cmap="gray_r", vmin=0, vmax=1)
        axis.set(xticks=[], yticks=[])
plt.show()

# %% [markdown]
# It is no longer clear whether this is classification or regression: the columns are grey values. The border matters less than the form of `y`.
#
# **Change one thing**: let one neighbour clean instead of five, `KNeighborsRegressor(1)`. Sharper pictures; also better ones?
#
# <details><summary>Answer</summary>
#
# Sharper, and worse: the error rises by about 70 %. Each picture is replaced by somebody else's single digit, which lies beside the true strokes. The mean of five is blurred, and nearer to the truth.
# </details>
#
# **Its exercises**: [[ch03-e12]] and [[ch03-e13]]. **Read more**: [Multilabel and multioutput](https://scikit-learn.org/stable/modules/multiclass.html#multilabel-classification).
#
# ## To take away
#
# 1. Look at the order of a file, split with stratification, and put "always the most frequent class" beside every accuracy.
# 2. Precision is a share of the yeses, recall a share of the positives. Which mistake costs more is for you to say.
# 3. The threshold is a setting. Choose it on scores of rows that were left out, by a target or by costs.
# 4. ROC AUC does not change with the share of positives, precision does. Rare positives: look at precision and recall.
# 5. Look at the mistakes class by class; augment training rows only; say what "right" means where there are several labels.
#
# **The exit quiz**: [[ch03-e14]].
