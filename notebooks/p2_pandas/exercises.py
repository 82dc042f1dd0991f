# %% [markdown]
# # pandas: exercises
#
# Write each answer in its answer cell and choose **Check** below it. A check runs the set-up cell and your answer in a clean process, never the rest of your notebook. ★ to ★★★ is the level; what is marked core is enough to complete the lesson.
#
# What holds for all: functions leave the tables that they are given unchanged, and return the same when they are called twice. Where rows have names of their own, such as `"p7"`, these are their labels. Whether a column of numbers is `int64` or `float64`, and one of text `str` or `category`, is up to you unless the text says so. Go through the exercises in order, or start anywhere: none is locked.

# %% setup=true
import numpy as np
import pandas as pd

# %% [markdown]
# ## 1 · Labels, not positions

# %% [markdown] exercise="p2-e01" title="Two days at the stall" kind="F" level=1 minutes=5 core=true after="§1" skills=["Align by label"] topics=["S-04-pandas"]
# Write `combined(first, second)`, which adds up what was sold on two days.
#
# | | |
# |---|---|
# | `first`, `second` | two Series of numbers; the labels are fruits, each at most once a Series, in any order. No value is missing |
# | returns | a Series with the total of each fruit that stands in at least one of the two. A fruit that is not in a Series counts as 0 there |
#
# The order of the rows does not matter.

# %% [markdown] hint="p2-e01"
# `first + second` is nearly right. What stands in the rows of fruits that were sold on one day only, and what should stand there?

# %% [markdown] hint="p2-e01"
# The operator `+` has a sister, the method `add`, that takes one more argument: what to use where a label is missing on one side.

# %% [markdown] hint="p2-e01"
# ```python
# def combined(first, second):
#     return first.add(____, fill_value=____)
# ```

# %% answer="p2-e01" needs=[]
def combined(first, second):
    """The total of each fruit, a Series."""
    ### BEGIN SOLUTION
    return first.add(second, fill_value=0)
    ### END SOLUTION

# %% tests="p2-e01" points=1
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, expect, frames


def total(first, second):
    fruits = sorted({*first.index, *second.index})
    return pd.Series([first.get(fruit, 0) + second.get(fruit, 0) for fruit in fruits], index=fruits)


def check(first, second):
    got, want = behaviour.pure(answer.combined, first, second), total(first, second)
    once = [fruit for fruit in want.index if (fruit in first.index) != (fruit in second.index)]
    fruit = once[0] if once else want.index[0] if len(want) else ""
    number = want.get(fruit, 0)
    if isinstance(got, pd.Series) and frames.difference(got, want, row_order=False) is not None:
        gaps = first + second
        both = gaps.dropna()
        stacked = pd.concat([first, second])
        by_place = first.reset_index(drop=True).add(second.reset_index(drop=True), fill_value=0)
        if once and frames.difference(got, gaps, row_order=False) is None:
            expect.fail("{fruit}: expected {number}, got nan. This fruit is in one Series only, and counts as 0 in the other.", fruit=fruit, number=number)
        if once and frames.difference(got, both, row_order=False) is None:
            expect.fail("{fruit} is missing in the result: expected {number}. A fruit of one Series only belongs to it, too.", fruit=fruit, number=number)
        if once and frames.difference(got, gaps.fillna(0), row_order=False) is None:
            expect.fail("{fruit}: expected {number}, got 0. The sum was a gap first and was filled afterwards. Fill what goes into the sum.", fruit=fruit, number=number)
        if frames.difference(got, stacked, row_order=False) is None:
            expect.fail("Each fruit has one row in the result; yours has a row for each entry. Add up the rows of the same fruit.")
        if sorted(map(str, got.tolist())) == sorted(map(str, by_place.tolist())) and len(got) == len(by_place):
            expect.fail("The values were added by position, first to first. Labels tell what belongs together.")
        if got.index.is_unique and set(got.index) == set(want.index):
            for name in want.index:
                expect.close(got.loc[name], want.loc[name], says="{name}: expected {want}, got {got}.", name=name)
    expect.frame(got, want, row_order=False)


with expect.test("one fruit on both days, two on one day"):
    check(pd.Series({"figs": 3.0, "plums": 10.0}), pd.Series({"plums": 7.0, "limes": 20.0}))

with expect.test("the same fruits in another order"):
    check(pd.Series({"figs": 1, "limes": 2, "plums": 4}), pd.Series({"plums": 100, "figs": 300, "limes": 900}))

### BEGIN HIDDEN TESTS
with expect.test("no fruit in common"):
    check(pd.Series({"figs": 5}), pd.Series({"plums": 8, "limes": 13}))

with expect.test("many fruits"):
    check(pd.Series({f"kind {k}": k * k + 1.5 for k in range(12, 0, -1)}), pd.Series({f"kind {k}": 1000 * k for k in (15, 7, 2, 9, 12)}))
### END HIDDEN TESTS

# %% right="p2-e01" because="one below the other, then added up by label"
def combined(first, second):
    return pd.concat([first, second]).groupby(level=0).sum()

# %% right="p2-e01" because="both get all labels"
def combined(first, second):
    labels = first.index.union(second.index)
    return first.reindex(labels, fill_value=0) + second.reindex(labels).fillna(0)

# %% right="p2-e01" because="a dict, without pandas until the end"
def combined(first, second):
    found = dict(first.items())
    for fruit, number in second.items():
        found[fruit] = found.get(fruit, 0) + number
    return pd.Series(found)

# %% right="p2-e01" because="two columns of a table, added up row by row"
def combined(first, second):
    return pd.DataFrame({"a": first, "b": second}).sum(axis=1)

# %% right="p2-e01" because="align, then add"
def combined(first, second):
    one, other = first.align(second, fill_value=0)
    return one + other

# %% right="p2-e01" because="combine with a function"
def combined(first, second):
    return second.combine(first, lambda a, b: a + b, fill_value=0)

# %% wrong="p2-e01" because="leaves gaps" says="in one Series only"
def combined(first, second):
    return first + second

# %% wrong="p2-e01" because="fills the sum" says="Fill what goes into the sum"
def combined(first, second):
    return (first + second).fillna(0)

# %% wrong="p2-e01" because="drops what stands in one only" says="is missing in the result"
def combined(first, second):
    return (first + second).dropna()

# %% wrong="p2-e01" because="by position" says="by position"
def combined(first, second):
    return pd.Series(first.to_numpy() + second.to_numpy(), index=first.index)

# %% wrong="p2-e01" because="concat alone" says="a row for each entry"
def combined(first, second):
    return pd.concat([first, second])

# %% wrong="p2-e01" because="keeps the labels of the first" says="rows"
def combined(first, second):
    return first + second.reindex(first.index).fillna(0)

# %% wrong="p2-e01" because="returns one number" says="Expected a Series"
def combined(first, second):
    return first.sum() + second.sum()

# %% wrong="p2-e01" because="changes its input" says="changed its input"
def combined(first, second):
    for fruit, number in second.items():
        first[fruit] = first.get(fruit, 0) + number
    return first

# %% wrong="p2-e01" because="fills from the first only" says="expected 20, got nan"
def combined(first, second):
    return (first + second).fillna(first)

# %% wrong="p2-e01" because="what does not fit is taken for 1" says="expected"
def combined(first, second):
    return first.add(second, fill_value=1)

# %% wrong="p2-e01" because="whole numbers" says="expected 2.5, got 2"
def combined(first, second):
    return first.add(second, fill_value=0).astype(int)

# %% wrong="p2-e01" because="a dict" says="Expected a Series"
def combined(first, second):
    return first.add(second, fill_value=0).to_dict()

# %% wrong="p2-e01" because="the larger of both" says="expected 17, got 10"
def combined(first, second):
    return pd.concat([first, second]).groupby(level=0).max()

# %% [markdown]
# ## 2 · Choosing rows and columns

# %% [markdown] exercise="p2-e02" title="The heavy ones of an island" kind="F" level=1 minutes=8 core=true after="§2" skills=["Choose rows and columns"] topics=["S-04-pandas"]
# Write `heavy(birds, island, grams)`.
#
# | | |
# |---|---|
# | `birds` | a table with the columns `species`, `island`, `body_mass_g` and others; each row has a label of its own. Some masses are missing |
# | `island`, `grams` | a text and a number |
# | returns | a table of the birds of that island that weigh **more than** `grams`, with the two columns `species` and `body_mass_g`, the heaviest bird first |
#
# Each row keeps its label. Birds of equal mass may stand in any order. If no bird is heavy enough, the table has no rows.

# %% [markdown] hint="p2-e02"
# There are three steps: which rows, which columns, which order. Which of them can `.loc` do at once?

# %% [markdown] hint="p2-e02"
# Two conditions are joined by `&`, each in parentheses: `(birds["island"] == island) & (…)`. Then `.loc[rows, ["species", "body_mass_g"]]`, then `sort_values(…, ascending=False)`.

# %% [markdown] hint="p2-e02"
# ```python
# def heavy(birds, island, grams):
#     rows = (birds["island"] == ____) & (birds["body_mass_g"] ____ grams)
#     return birds.loc[____, ["species", "body_mass_g"]].sort_values(____, ascending=____)
# ```

# %% answer="p2-e02" needs=[]
def heavy(birds, island, grams):
    """The heavy birds of an island: species and body_mass_g, the heaviest first."""
    ### BEGIN SOLUTION
    rows = (birds["island"] == island) & (birds["body_mass_g"] > grams)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)
    ### END SOLUTION

# %% tests="p2-e02" points=1
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, expect, frames

BIRDS = pd.DataFrame(
    {
        "year": [2007, 2009, 2008, 2007, 2008, 2009, 2007, 2008],
        "species": ["Adelie", "Gentoo", "Gentoo", "Adelie", "Gentoo", "Chinstrap", "Gentoo", "Adelie"],
        "island": ["Dream", "Biscoe", "Biscoe", "Biscoe", "Biscoe", "Dream", "Biscoe", "Dream"],
        "body_mass_g": [4100.0, 5000.0, 5700.0, 3900.0, np.nan, 4500.0, 5000.5, 3300.0],
        "sex": ["f", "m", None, "f", "m", None, "f", "m"],
    },
    index=["p4", "p1", "p8", "p3", "p5", "p2", "p7", "p6"],
)
COLUMNS = ["species", "body_mass_g"]


def check(birds, island, grams):
    got = behaviour.pure(answer.heavy, birds, island, grams)
    there, mass = birds["island"] == island, birds["body_mass_g"]
    want = birds.loc[there & (mass > grams), COLUMNS].sort_values("body_mass_g", ascending=False)
    if not isinstance(got, pd.DataFrame):
        expect.frame(got, want)
    expect.true(isinstance(got.columns, pd.Index) and set(COLUMNS) <= set(got.columns), "Expected the columns species and body_mass_g; yours are {names}.", names=", ".join(map(str, got.columns)))
    more = [name for name in got.columns if name not in COLUMNS]
    expect.true(not more, "Expected the two columns species and body_mass_g; yours has {names}, too.", names=", ".join(map(str, more)))
    mistakes = [
        (there & (mass >= grams), "A bird of exactly {grams} g is in your table: more than {grams} g was asked for."),
        (there & (mass < grams), "Your birds are the light ones, below {grams} g. Those above were asked for."),
        (there & ~(mass <= grams), "A bird of unknown mass is in your table. Nobody knows whether it is heavy, so leave it out."),
        (there & ((mass > grams) | mass.isna()), "A bird of unknown mass is in your table. Nobody knows whether it is heavy, so leave it out."),
        (there | (mass > grams), "Your table has birds of which one condition holds. Both must hold: `&`."),
        (mass > grams, "Your table has heavy birds of all islands: {n}. On {island} there are {want}."),
        (there, "Your table has all {n} birds of {island}, whatever they weigh; expected {want}."),
    ]
    for rows, words in mistakes:
        if rows.sum() != len(want) and len(got) == rows.sum() and set(got.index) == set(birds.index[rows]):
            expect.fail(words, grams=grams, island=island, n=int(rows.sum()), want=len(want))
    values = frames.difference(got, want, row_order=False, index=False)
    if values is None and len(want):
        labels = "Each row keeps its label: here {want}; yours are {got}."
        expect.true(set(got.index) == set(want.index), labels, want=list(want.index), got=list(got.index))
    expect.frame(got, want, row_order=False)
    masses = got["body_mass_g"].tolist()
    expect.true(len(want) < 2 or masses != sorted(masses) or masses == masses[::-1], "The lightest bird stands first. Expected the heaviest first.")
    expect.true(masses == sorted(masses, reverse=True), "The rows are the right ones, but their order is {got} g. Expected the heaviest first.", got=masses)


with expect.test("three birds of one island"):
    check(BIRDS, "Biscoe", 4000)

### BEGIN HIDDEN TESTS
with expect.test("a bird of exactly that mass"):
    check(BIRDS, "Biscoe", 5000.0)

with expect.test("another island"):
    check(BIRDS, "Dream", 3400)
    check(BIRDS.assign(island=["Dream", "Dream", "Dream Bay", "Dream", "Bay", "Biscoe", "Dream", "Dream Bay"]), "Dream", 4000)

with expect.test("birds of equal mass"):
    check(BIRDS.assign(body_mass_g=[4100.0, 5000.0, 5200.0, 5200.0, np.nan, 4500.0, 5000.0, 4100.0]), "Biscoe", 100)

with expect.test("no bird is heavy enough"):
    check(BIRDS, "Dream", 9000)
### END HIDDEN TESTS

# %% right="p2-e02" because="query, with names from outside"
def heavy(birds, island, grams):
    found = birds.query("island == @island and body_mass_g > @grams")
    return found.sort_values("body_mass_g", ascending=False)[["species", "body_mass_g"]]

# %% right="p2-e02" because="sorts first, by nlargest of everything"
def heavy(birds, island, grams):
    found = birds.nlargest(len(birds), "body_mass_g")
    return found[found["island"].eq(island) & found["body_mass_g"].gt(grams)].filter(["species", "body_mass_g"])

# %% right="p2-e02" because="a loop over rows"
def heavy(birds, island, grams):
    kept = [label for label, bird in birds.iterrows() if bird["island"] == island and bird["body_mass_g"] > grams]
    kept.sort(key=lambda label: -birds.loc[label, "body_mass_g"])
    return birds.loc[kept, ["body_mass_g", "species"]]

# %% right="p2-e02" because="positions by NumPy"
def heavy(birds, island, grams):
    mass = birds["body_mass_g"].to_numpy()
    places = np.flatnonzero((birds["island"].to_numpy() == island) & (mass > grams))
    return birds.iloc[places[np.argsort(-mass[places])]][["species", "body_mass_g"]]

# %% right="p2-e02" because="group of the island, then a mask by position"
def heavy(birds, island, grams):
    there = dict(list(birds.groupby("island"))).get(island, birds.iloc[:0])
    there = there.dropna(subset=["body_mass_g"]).sort_values("body_mass_g")[::-1]
    return there.loc[there["body_mass_g"] > grams, ["species", "body_mass_g"]]

# %% right="p2-e02" because="two masks, one after the other"
def heavy(birds, island, grams):
    found = birds[birds.island == island]
    found = found[found.body_mass_g > grams]
    return found.sort_values("body_mass_g", ascending=False).drop(columns=[c for c in birds if c not in ("species", "body_mass_g")])

# %% wrong="p2-e02" because="at least" says="exactly 5000"
def heavy(birds, island, grams):
    rows = (birds["island"] == island) & (birds["body_mass_g"] >= grams)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="the lightest first" says="lightest bird stands first"
def heavy(birds, island, grams):
    rows = (birds["island"] == island) & (birds["body_mass_g"] > grams)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g")

# %% wrong="p2-e02" because="not sorted" says="Expected the heaviest first"
def heavy(birds, island, grams):
    return birds.loc[(birds["island"] == island) & (birds["body_mass_g"] > grams), ["species", "body_mass_g"]]

# %% wrong="p2-e02" because="all columns" says="has year"
def heavy(birds, island, grams):
    return birds[(birds["island"] == island) & (birds["body_mass_g"] > grams)].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="new labels" says="keeps its label"
def heavy(birds, island, grams):
    rows = (birds["island"] == island) & (birds["body_mass_g"] > grams)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False).reset_index(drop=True)

# %% wrong="p2-e02" because="or for and" says="Both must hold"
def heavy(birds, island, grams):
    rows = (birds["island"] == island) | (birds["body_mass_g"] > grams)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="Python's and" says="truth value"
def heavy(birds, island, grams):
    rows = (birds["island"] == island) and (birds["body_mass_g"] > grams)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="takes unknown masses for heavy" says="unknown mass"
def heavy(birds, island, grams):
    rows = (birds["island"] == island) & ~(birds["body_mass_g"] <= grams)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="forgets the island" says="all islands"
def heavy(birds, island, grams):
    return birds.loc[birds["body_mass_g"] > grams, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="Biscoe written into the function" says="Expected"
def heavy(birds, island, grams):
    rows = (birds["island"] == "Biscoe") & (birds["body_mass_g"] > grams)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="sorts the caller's table" says="changed its input"
def heavy(birds, island, grams):
    birds.sort_values("body_mass_g", ascending=False, inplace=True)
    return birds.loc[(birds["island"] == island) & (birds["body_mass_g"] > grams), ["species", "body_mass_g"]]

# %% wrong="p2-e02" because="drops birds of unknown sex, too" says="Expected 3 rows, got 2"
def heavy(birds, island, grams):
    known = birds.dropna()
    rows = (known["island"] == island) & (known["body_mass_g"] > grams)
    return known.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="from one gram more on" says="Expected 2 rows, got 1"
def heavy(birds, island, grams):
    rows = (birds["island"] == island) & (birds["body_mass_g"] >= grams + 1)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="islands whose name contains the text" says="Expected 3 rows, got 4"
def heavy(birds, island, grams):
    rows = birds["island"].str.contains(island) & (birds["body_mass_g"] > grams)
    return birds.loc[rows, ["species", "body_mass_g"]].sort_values("body_mass_g", ascending=False)

# %% wrong="p2-e02" because="a Series of masses" says="Expected a DataFrame"
def heavy(birds, island, grams):
    return birds.loc[(birds["island"] == island) & (birds["body_mass_g"] > grams), "body_mass_g"].sort_values(ascending=False)

# %% wrong="p2-e02" because="the three heaviest" says="rows"
def heavy(birds, island, grams):
    rows = (birds["island"] == island) & (birds["body_mass_g"] > grams)
    return birds.loc[rows, ["species", "body_mass_g"]].nlargest(2, "body_mass_g")

# %% [markdown]
# ## 3 · Changing a table

# %% [markdown] exercise="p2-e03" title="Changes that vanish" kind="B" level=1 minutes=10 core=true after="§3" skills=["Change a table"] topics=["S-04-pandas"]
# A pulse watch writes 0 when it slips, and impossible numbers when it is shaken. Somebody wrote `mark_errors` years ago; with today's pandas the errors stay where they are. There is more wrong with it. Mend it.
#
# | | |
# |---|---|
# | `readings` | a table with a column `bpm` (numbers) and others |
# | returns | a new table with the same rows and columns in which each `bpm` that is 0 or **above 220** is missing, and with one column more, `high`: `True` where the `bpm` that is left is **above 100**, `False` elsewhere, also where it is missing |
#
# The caller's table stays as it was.

# %% [markdown] hint="p2-e03"
# Go through the four lines one by one. Which table does each of them change: the caller's, a copy that is lost, or the one that is returned? And which `bpm` does `high` look at?

# %% [markdown] hint="p2-e03"
# Begin with a table of your own: `readings = readings.copy()`. Then one bracket: `readings.loc[condition, "bpm"] = np.nan`. Two conditions are joined by `|`, each in parentheses.

# %% [markdown] hint="p2-e03"
# ```python
# def mark_errors(readings):
#     readings = ____
#     wrong = (readings["bpm"] == 0) | (____)
#     readings.loc[____, "bpm"] = np.nan
#     readings["high"] = ____
#     return readings
# ```

# %% answer="p2-e03" needs=[]
def mark_errors(readings):
    """The readings without errors, with a column `high`."""
    readings["high"] = readings["bpm"] > 100
    readings[readings["bpm"] > 220]["bpm"] = np.nan
    readings["bpm"].replace(0, np.nan, inplace=True)
    return readings


# Change the function above, or write it anew here.
### BEGIN SOLUTION
def mark_errors(readings):
    """The readings without errors, with a column `high`."""
    wrong = (readings["bpm"] == 0) | (readings["bpm"] > 220)
    clean = readings.assign(bpm=readings["bpm"].mask(wrong))
    return clean.assign(high=clean["bpm"] > 100)
### END SOLUTION

# %% [markdown] equivalent="p2-e03"
# readings['bpm'].replace(0, np.nan, inplace=True)  →  pass
# return readings  →  return None
# readings['high'] = readings['bpm'] > 100  →  readings['high'] = readings['bpm'] <= 100
# readings['high'] = readings['bpm'] > 100  →  readings['high'] = readings['bpm'] > 101
# readings['bpm'].replace(0, np.nan, inplace=True)  →  readings['bpm'].replace(1, np.nan, inplace=True)
# readings[readings['bpm'] > 220]['bpm'] = np.nan  →  readings[readings['bpm'] <= 220]['bpm'] = np.nan
# readings['bpm'].replace(0, np.nan, inplace=True)  →  readings['bpm'].replace(0, np.nan, inplace=False)
# readings[readings['bpm'] > 220]['bpm'] = np.nan  →  readings[readings['bpm'] > 221]['bpm'] = np.nan

# %% tests="p2-e03" points=1
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, expect, frames


def mended(readings, errors=lambda bpm: (bpm == 0) | (bpm > 220), early=False, above=100):
    clean = readings["bpm"].astype(float).mask(errors(readings["bpm"]))
    return readings.assign(bpm=clean, high=(readings["bpm"] if early else clean) > above)


def check(readings):
    want = mended(readings)
    held = answer.put(readings)
    got = answer.mark_errors(held)
    expect.unchanged(held, readings, says="The table of the caller has been changed. It is the same table that your function was given: make one of your own first.")
    if isinstance(got, pd.DataFrame) and {"bpm", "high"} <= set(got.columns) and len(got) == len(want):
        bpm = got["bpm"]
        expect.true(not (bpm > 220).any(), "{bpm} beats are still there. Which table has your assignment changed? One bracket with `.loc` changes the table itself.", bpm=(bpm[bpm > 220].tolist() or [0])[0])
        expect.true(not (bpm == 0).any(), "A pulse of 0 is still there. Expected a missing value.")
        same = frames.difference(got["bpm"].reset_index(drop=True), want["bpm"].reset_index(drop=True)) is None
        expect.true(not same or not got["high"].isna().any(), "`high` is missing where `bpm` is. Expected False there.")
        early = mended(readings, early=True)["high"]
        told = "`high` is True where the pulse was an error. Look at the `bpm` that is left."
        expect.true(not same or want["high"].equals(early) or got["high"].tolist() != early.tolist(), told)
    expect.true(not isinstance(got, pd.DataFrame) or len(got) == len(want), "Expected {want} rows, got {got}. Rows with an error stay; their pulse is missing.", want=len(want), got=len(got) if isinstance(got, pd.DataFrame) else 0)
    expect.frame(got, want)


with expect.test("errors of both kinds"):
    check(pd.DataFrame({"minute": [0, 1, 2, 3, 4], "bpm": [71.0, 250.0, 0.0, 104.0, 99.0]}))

### BEGIN HIDDEN TESTS
with expect.test("values on the borders"):
    check(pd.DataFrame({"bpm": [100.0, 100.5, 220.0, 220.5, 1.0, 0.5]}))

with expect.test("rows with labels, and gaps that were there before"):
    check(pd.DataFrame({"bpm": [np.nan, 230.0, 101.0, 0.0, 60.0], "who": ["a", "b", "a", "b", "c"]}, index=["r9", "r2", "r5", "r1", "r3"]))

with expect.test("whole numbers"):
    check(pd.DataFrame({"bpm": [0, 150, 300, 80], "battery": [90, 0, 230, 300]}))
### END HIDDEN TESTS

# %% right="p2-e03" because="copy, then loc"
def mark_errors(readings):
    readings = readings.copy()
    readings.loc[(readings["bpm"] == 0) | (readings["bpm"] > 220), "bpm"] = np.nan
    readings["high"] = readings["bpm"] > 100
    return readings

# %% right="p2-e03" because="NumPy's where and a new frame"
def mark_errors(readings):
    b = readings["bpm"].to_numpy(dtype=float)
    good = (b != 0) & (b <= 220)
    return readings.assign(bpm=np.where(good, b, np.nan), high=good & (b > 100))

# %% right="p2-e03" because="value by value"
def mark_errors(readings):
    kept = [float("nan") if b == 0 or b > 220 else b for b in readings["bpm"]]
    out = readings.copy()
    out["bpm"] = kept
    out["high"] = [b > 100 for b in kept]
    return out

# %% right="p2-e03" because="replace and where in a chain"
def mark_errors(readings):
    return readings.assign(bpm=lambda t: t["bpm"].replace(0, np.nan).where(lambda b: b <= 220), high=lambda t: t["bpm"].gt(100))

# %% right="p2-e03" because="apply to each pulse"
def mark_errors(readings):
    new = readings.copy()
    new["bpm"] = new["bpm"].apply(lambda b: b if 0 != b <= 220 else None).astype(float)
    new.insert(0, "high", (new["bpm"] > 100).to_numpy())
    return new

# %% right="p2-e03" because="the old function on a copy, in another order"
def mark_errors(readings):
    readings = readings.copy(deep=True)
    readings.loc[~readings["bpm"].between(0, 220), "bpm"] = np.nan
    readings["bpm"] = readings["bpm"].replace({0: np.nan})
    readings["high"] = readings["bpm"].gt(100)
    return readings

# %% wrong="p2-e03" because="only the chained assignment mended" says="caller has been changed"
def mark_errors(readings):
    readings["high"] = readings["bpm"] > 100
    readings.loc[readings["bpm"] > 220, "bpm"] = np.nan
    readings["bpm"] = readings["bpm"].replace(0, np.nan)
    return readings

# %% wrong="p2-e03" because="high before the errors are gone" says="was an error"
def mark_errors(readings):
    readings = readings.copy()
    readings["high"] = readings["bpm"] > 100
    readings.loc[(readings["bpm"] == 0) | (readings["bpm"] > 220), "bpm"] = np.nan
    return readings

# %% wrong="p2-e03" because="a copy, but the assignment is still chained" says="still there"
def mark_errors(readings):
    readings = readings.copy()
    readings[readings["bpm"] > 220]["bpm"] = np.nan
    readings["bpm"] = readings["bpm"].replace(0, np.nan)
    readings["high"] = readings["bpm"] > 100
    return readings

# %% wrong="p2-e03" because="zeros stay" says="pulse of 0"
def mark_errors(readings):
    clean = readings.assign(bpm=readings["bpm"].mask(readings["bpm"] > 220))
    return clean.assign(high=clean["bpm"] > 100)

# %% wrong="p2-e03" because="drops the rows" says="Rows with an error stay"
def mark_errors(readings):
    clean = readings[(readings["bpm"] > 0) & (readings["bpm"] <= 220)]
    return clean.assign(high=clean["bpm"] > 100)

# %% wrong="p2-e03" because="from 220 and from 100 on" says="Column"
def mark_errors(readings):
    wrong = (readings["bpm"] == 0) | (readings["bpm"] >= 220)
    clean = readings.assign(bpm=readings["bpm"].mask(wrong))
    return clean.assign(high=clean["bpm"] >= 100)

# %% wrong="p2-e03" because="high is missing where bpm is" says="Expected False"
def mark_errors(readings):
    clean = readings.assign(bpm=readings["bpm"].mask((readings["bpm"] == 0) | (readings["bpm"] > 220)).astype("Float64"))
    return clean.assign(high=clean["bpm"] > 100)

# %% wrong="p2-e03" because="every number of the table" says="battery"
def mark_errors(readings):
    numbers = readings.select_dtypes("number").columns
    clean = readings.copy()
    for name in numbers:
        if name != "minute":
            clean[name] = clean[name].mask((clean[name] == 0) | (clean[name] > 220))
    return clean.assign(high=clean["bpm"] > 100)

# %% wrong="p2-e03" because="no column high" says="high is missing"
def mark_errors(readings):
    return readings.assign(bpm=readings["bpm"].mask((readings["bpm"] == 0) | (readings["bpm"] > 220)))

# %% wrong="p2-e03" because="high as 0 and 1" says="true and false"
def mark_errors(readings):
    clean = readings.assign(bpm=readings["bpm"].mask((readings["bpm"] == 0) | (readings["bpm"] > 220)))
    return clean.assign(high=(clean["bpm"] > 100).astype(int))

# %% wrong="p2-e03" because="everything below 1 is an error" says="reads nan in row 5"
def mark_errors(readings):
    clean = readings.assign(bpm=readings["bpm"].mask((readings["bpm"] < 1) | (readings["bpm"] > 220)))
    return clean.assign(high=clean["bpm"] > 100)

# %% wrong="p2-e03" because="limits instead of gaps" says="Column bpm reads"
def mark_errors(readings):
    clean = readings.assign(bpm=readings["bpm"].clip(1, 220))
    return clean.assign(high=clean["bpm"] > 100)

# %% wrong="p2-e03" because="gaps filled at the end" says="pulse of 0"
def mark_errors(readings):
    clean = readings.assign(bpm=readings["bpm"].mask((readings["bpm"] == 0) | (readings["bpm"] > 220)))
    return clean.assign(high=clean["bpm"] > 100).fillna({"bpm": 0})

# %% wrong="p2-e03" because="only the pulse and high come back" says="minute is missing"
def mark_errors(readings):
    bpm = readings["bpm"].mask((readings["bpm"] == 0) | (readings["bpm"] > 220))
    return pd.DataFrame({"bpm": bpm, "high": bpm > 100})

# %% [markdown]
# ## 4 · Files, types and gaps

# %% [markdown] exercise="p2-e04" title="A file from the weather station" kind="F" level=2 minutes=10 core=true after="§4" skills=["Read files, types and gaps"] topics=["S-04-pandas"]
# Write `read_rain(file)` for files of this kind:
#
# ```
# station;postcode;day;rain
# Altstadt;01067;03.04.2026;3,5
# Loschwitz;01326;04.04.2026;-
# ```
#
# | | |
# |---|---|
# | `file` | an open text file, as `open(…)` returns it; `pd.read_csv` takes it. Fields are separated by `;`, numbers have a decimal comma, a day is day.month.year, and a lone `-` means that nobody measured |
# | returns | a table with a row for each line below the first, in their order, and four columns |
# | `station`, `postcode` | text, as it stands in the file |
# | `day` | points in time (`datetime64`) |
# | `rain` | numbers (floats), missing where the file says `-` |

# %% [markdown] hint="p2-e04"
# Read the two lines with `pd.read_csv(file, sep=";")` in a cell of your own and look at `dtypes`. Which three columns are not what they should be?

# %% [markdown] hint="p2-e04"
# `read_csv` has an argument for each: `decimal=`, `na_values=`, `dtype={…}` for columns that must stay text, `parse_dates=[…]` with `date_format="%d.%m.%Y"`.

# %% [markdown] hint="p2-e04"
# ```python
# def read_rain(file):
#     return pd.read_csv(
#         file, sep=";", decimal=____, na_values=____, dtype={____: "str"},
#         parse_dates=[____], date_format="%d.%m.%Y",
#     )
# ```

# %% answer="p2-e04" needs=[]
def read_rain(file):
    """The file as a table with the columns station, postcode, day and rain."""
    ### BEGIN SOLUTION
    return pd.read_csv(
        file,
        sep=";",
        decimal=",",
        na_values="-",
        dtype={"postcode": "str"},
        parse_dates=["day"],
        date_format="%d.%m.%Y",
    )
    ### END SOLUTION

# %% tests="p2-e04" points=2
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, expect

answer.define("""
import io

def opened(text):
    return io.StringIO(text)
""")


def check(rows):
    lines = [f"{station};{postcode};{day:%d.%m.%Y};{rain}" for station, postcode, day, rain in rows]
    got = answer.read_rain(answer.opened("\n".join(["station;postcode;day;rain", *lines]) + "\n"))
    want = pd.DataFrame(rows, columns=["station", "postcode", "day", "rain"])
    want["rain"] = [np.nan if rain == "-" else float(rain.replace(",", ".")) for rain in want["rain"]]
    if not isinstance(got, pd.DataFrame):
        expect.frame(got, want)
    names = ", ".join(map(str, got.columns))
    expect.true(set(got.columns) == set(want.columns), "Expected the columns station, postcode, day and rain; yours are {names}.", names=names)
    expect.true(len(got) == len(want), "The file has {want} lines below the first; your table has {got} rows. No line is left out, also not one with a `-`.", want=len(want), got=len(got))
    first = got["postcode"].iloc[0]
    expect.true(isinstance(first, str), "The postcode {want} became the number {got}. A postcode is text: say so by `dtype=`.", want=want["postcode"].iloc[0], got=first)
    expect.true(first == want["postcode"].iloc[0] or first.zfill(5) != want["postcode"].iloc[0], "The postcode {want} became {got}: its zero is lost. It must be read as text from the beginning.", want=want["postcode"].iloc[0], got=first)
    held = next((item for item in got["rain"] if isinstance(item, str)), None)
    expect.true(held is None, "`rain` holds text, such as {held}. What separates decimals in this file, and what stands for a gap?", held=held)
    expect.true(pd.api.types.is_float_dtype(got["rain"].dtype), "`rain` should hold floats; its type is {got}.", got=str(got["rain"].dtype))
    gaps, filled = want["rain"].isna().to_numpy(), got["rain"].notna().to_numpy()
    expect.true(not (gaps & filled).any(), "Where the file says `-`, `rain` is {got}. Nobody measured there: expected a missing value.", got=(got["rain"].to_numpy()[gaps & filled].tolist() or [0])[0])
    expect.true(pd.api.types.is_datetime64_any_dtype(got["day"].dtype), "`day` should hold points in time (datetime64); it holds {got}.", got=str(got["day"].iloc[0]))
    day, right = got["day"].iloc[0], want["day"].iloc[0]
    swapped = pd.Timestamp(right.year, right.day, right.month) if right.day <= 12 else None
    expect.true(day != swapped or day == right, "The day {want} became {got}. The first number is the day, the second the month.", want=f"{right:%d.%m.%Y}", got=f"{day:%Y-%m-%d}")
    expect.frame(got, want)


with expect.test("two stations in April"):
    check([("Altstadt", "01067", pd.Timestamp(2026, 4, 3), "3,5"), ("Loschwitz", "01326", pd.Timestamp(2026, 4, 4), "-"), ("Altstadt", "01067", pd.Timestamp(2026, 4, 25), "12,0")])

### BEGIN HIDDEN TESTS
with expect.test("days that are all twelve or less"):
    check([("Hafen", "00123", pd.Timestamp(2025, 11, 1), "0,25"), ("Hafen", "00123", pd.Timestamp(2025, 11, 12), "-"), ("Nord", "20095", pd.Timestamp(2025, 12, 2), "7,0")])

with expect.test("no gap at all"):
    check([("Hafen", "04109", pd.Timestamp(2024, 2, 29), "10,5"), ("Nord", "04109", pd.Timestamp(2024, 3, 1), "0,0")])

with expect.test("names with a dash, a postcode of four digits"):
    check([("Nord-West", "8001", pd.Timestamp(2024, 6, 7), "-"), ("Süd", "09112", pd.Timestamp(2024, 8, 7), "101,75"), ("Nord-West", "09111", pd.Timestamp(2024, 6, 8), "2,0")])
### END HIDDEN TESTS

# %% right="p2-e04" because="reads text, then converts column by column"
def read_rain(file):
    table = pd.read_csv(file, sep=";", dtype="str")
    table["day"] = pd.to_datetime(table["day"], dayfirst=True)
    table["rain"] = pd.to_numeric(table["rain"].str.replace(",", "."), errors="coerce").astype(float)
    return table

# %% right="p2-e04" because="line by line"
def read_rain(file):
    names, *lines = [line.split(";") for line in file.read().splitlines()]
    rows = [dict(zip(names, line)) for line in lines]
    for row in rows:
        row["day"] = pd.Timestamp(*[int(part) for part in reversed(row["day"].split("."))])
        row["rain"] = float("nan") if row["rain"] == "-" else float(row["rain"].replace(",", "."))
    return pd.DataFrame(rows)

# %% right="p2-e04" because="a converter for each column"
def read_rain(file):
    number = lambda text: np.nan if text == "-" else float(text.replace(",", "."))
    moment = lambda text: pd.to_datetime(text, format="%d.%m.%Y")
    return pd.read_csv(file, sep=";", converters={"postcode": str, "rain": number, "day": moment})

# %% right="p2-e04" because="read_table and dayfirst"
def read_rain(file):
    return pd.read_table(file, delimiter=";", decimal=",", na_values=["-"], dtype={1: "str"}, parse_dates=[2], dayfirst=True)

# %% right="p2-e04" because="the module csv"
def read_rain(file):
    import csv
    rows = list(csv.DictReader(file, delimiter=";"))
    table = pd.DataFrame(rows)
    table["rain"] = [None if r == "-" else r.replace(",", ".") for r in table["rain"]]
    table["rain"] = table["rain"].astype("float64")
    table["day"] = pd.to_datetime(["-".join(d.split(".")[::-1]) for d in table["day"]])
    return table

# %% right="p2-e04" because="all as text, then types at once"
def read_rain(file):
    table = pd.read_csv(file, sep=";", dtype=object, na_values={"rain": ["-"]})
    return table.assign(day=pd.to_datetime(table["day"], format="%d.%m.%Y"), rain=table["rain"].str.replace(",", ".").astype(float))

# %% wrong="p2-e04" because="the separator alone" says="became the number"
def read_rain(file):
    return pd.read_csv(file, sep=";")

# %% wrong="p2-e04" because="without a separator" says="Expected the columns"
def read_rain(file):
    return pd.read_csv(file, decimal=",", na_values="-")

# %% wrong="p2-e04" because="postcodes made text too late" says="zero is lost"
def read_rain(file):
    table = pd.read_csv(file, sep=";", decimal=",", na_values="-", parse_dates=["day"], date_format="%d.%m.%Y")
    return table.assign(postcode=table["postcode"].astype(str))

# %% wrong="p2-e04" because="decimal points" says="rain` holds text"
def read_rain(file):
    return pd.read_csv(file, sep=";", na_values="-", dtype={"postcode": "str"}, parse_dates=["day"], date_format="%d.%m.%Y")

# %% wrong="p2-e04" because="the dash left in" says="rain` holds text"
def read_rain(file):
    return pd.read_csv(file, sep=";", decimal=",", dtype={"postcode": "str"}, parse_dates=["day"], date_format="%d.%m.%Y")

# %% wrong="p2-e04" because="gaps become 0" says="Nobody measured"
def read_rain(file):
    table = pd.read_csv(file, sep=";", decimal=",", na_values="-", dtype={"postcode": "str"}, parse_dates=["day"], date_format="%d.%m.%Y")
    return table.assign(rain=table["rain"].fillna(0))

# %% wrong="p2-e04" because="days stay text" says="points in time"
def read_rain(file):
    return pd.read_csv(file, sep=";", decimal=",", na_values="-", dtype={"postcode": "str"})

# %% wrong="p2-e04" because="the month first" says="the second the month"
def read_rain(file):
    table = pd.read_csv(file, sep=";", decimal=",", na_values="-", dtype={"postcode": "str"})
    return table.assign(day=[pd.to_datetime(day, dayfirst=int(day[:2]) > 12) for day in table["day"]])

# %% wrong="p2-e04" because="rows with a gap dropped" says="No line is left out"
def read_rain(file):
    return pd.read_csv(file, sep=";", decimal=",", na_values="-", dtype={"postcode": "str"}, parse_dates=["day"], date_format="%d.%m.%Y").dropna()

# %% wrong="p2-e04" because="the station becomes the index" says="Expected the columns"
def read_rain(file):
    return pd.read_csv(file, sep=";", decimal=",", na_values="-", dtype={"postcode": "str"}, parse_dates=["day"], date_format="%d.%m.%Y", index_col=0)

# %% wrong="p2-e04" because="every dash replaced, in names, too" says="Column station"
def read_rain(file):
    table = pd.read_csv(file, sep=";", dtype="str").replace("-", "", regex=True)
    table["rain"] = pd.to_numeric(table["rain"].str.replace(",", ".")).astype(float)
    table["day"] = pd.to_datetime(table["day"], format="%d.%m.%Y")
    return table

# %% wrong="p2-e04" because="postcodes filled up to five digits" says="reads 08001"
def read_rain(file):
    table = pd.read_csv(file, sep=";", decimal=",", na_values="-", parse_dates=["day"], date_format="%d.%m.%Y")
    return table.assign(postcode=table["postcode"].astype(str).str.zfill(5))

# %% wrong="p2-e04" because="dates without a time" says="points in time"
def read_rain(file):
    table = pd.read_csv(file, sep=";", decimal=",", na_values="-", dtype={"postcode": "str"}, parse_dates=["day"], date_format="%d.%m.%Y")
    return table.assign(day=table["day"].dt.date)

# %% wrong="p2-e04" because="the first line taken for a row" says="Expected the columns"
def read_rain(file):
    return pd.read_csv(file, sep=";", decimal=",", na_values="-", header=None)

# %% wrong="p2-e04" because="dates left to pandas" says="points in time"
def read_rain(file):
    return pd.read_csv(file, sep=";", decimal=",", na_values="-", dtype={"postcode": "str"}, parse_dates=["day"])

# %% wrong="p2-e04" because="the comma dropped" says="Column rain reads 35"
def read_rain(file):
    return pd.read_csv(file, sep=";", thousands=",", na_values="-", dtype={"postcode": "str", "rain": float}, parse_dates=["day"], date_format="%d.%m.%Y")

# %% [markdown]
# ## 5 · Groups

# %% [markdown] exercise="p2-e05" title="Filled by their own kind" kind="F" level=2 minutes=12 core=true after="§5" skills=["Summarise groups"] topics=["S-04-pandas"]
# Before training, a table with gaps is made ready. Write `clean(table, target, group)`.
#
# | | |
# |---|---|
# | `table` | a table with gaps; each row has a label of its own |
# | `target` | the name of the column that is to be predicted, which is numeric |
# | `group` | the name of a text column without gaps, such as `"species"` |
# | returns | a new table: rows whose target is missing are dropped; after that, each gap in a numeric column is filled by the **median of the same column in the same group** of the rows that are left |
#
# Gaps in columns of text stay. If a group has no value in a column, its gaps there stay, too. Labels, and the order of rows, are kept.

# %% [markdown] hint="p2-e05"
# You need the median of a row's group *beside each row*, so that the gap can take it. Which of `agg` and `transform` gives as many values as there are rows?

# %% [markdown] hint="p2-e05"
# First `dropna(subset=[target])`. The numeric columns are `rows.select_dtypes("number").columns`. Then `rows.groupby(group)[names].transform("median")` has the shape that `fillna` wants.

# %% [markdown] hint="p2-e05"
# ```python
# def clean(table, target, group):
#     rows = table.dropna(subset=[____])
#     names = rows.select_dtypes("number").columns
#     usual = rows.groupby(____)[names].transform(____)
#     return rows.fillna(____)
# ```

# %% answer="p2-e05" needs=[]
def clean(table, target, group):
    """The rows whose target is known, with numeric gaps filled by the median of their group."""
    ### BEGIN SOLUTION
    rows = table.dropna(subset=[target])
    names = rows.select_dtypes("number").columns
    return rows.fillna(rows.groupby(group)[names].transform("median"))
    ### END SOLUTION

# %% tests="p2-e05" points=2
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, expect, frames


def filled(table, target, group, how="median", within=True, late=False, whole=False):
    """What is right, or with one typical mistake."""
    rows = table if late else table.dropna(subset=[target])
    source = table if late or whole else rows
    result = rows.copy()
    for name in rows.select_dtypes("number").columns:
        for label in rows.index[rows[name].isna()]:
            part = source[name][source[group] == rows.loc[label, group]] if within else source[name]
            result.loc[label, name] = part.agg(how)
    return result.dropna(subset=[target]) if late and target not in result else result


def place(one, other):
    """The first label and column in which two tables differ."""
    for name in one.columns:
        for label in one.index:
            a, b = one.loc[label, name], other.loc[label, name]
            if not (a == b or (pd.isna(a) and pd.isna(b))):
                return label, name
    return None


def check(table, target="mass", group="kind"):
    got, want = behaviour.pure(answer.clean, table, target, group), filled(table, target, group)
    if not isinstance(got, pd.DataFrame):
        expect.frame(got, want)
    kept, all_gone = table.dropna(subset=[target]), table.dropna()
    right = set(got.columns) == set(want.columns) and len(got) == len(want) and list(got.index) == list(want.index)
    expect.true(len(got) != len(table) or len(table) == len(want), "{n} rows have no {target} and must go; your table still has all {all} rows.", n=len(table) - len(want), target=target, all=len(table))
    expect.true(len(got) != len(all_gone) or len(all_gone) == len(want), "Your table has {got} rows, expected {want}: rows with a gap in any column were dropped. Only those without {target} go.", got=len(got), want=len(want), target=target)
    numbered = list(got.index) == list(range(len(want))) and len(got) == len(want)
    expect.true(not numbered or right, "Each row keeps its label, such as {label}; yours are numbered anew.", label=want.index[0])
    lost = [label for label in want.index if label not in got.index]
    whole = set(got.columns) == set(want.columns)
    expect.true(not lost or not whole, "The row {label} is missing. Its {target} is known, so it stays.", label=(lost or [""])[0], target=target)
    if right:
        for name in want.columns:
            alone = want[name].isna() & got[name].notna() & table.loc[want.index, name].isna()
            label = want.index[alone][0] if alone.any() else ""
            text = not pd.api.types.is_numeric_dtype(table[name].dtype)
            expect.true(label == "" or not text, "{label}, {name} is now {got}. Gaps in columns of text stay.", label=label, name=name, got=got[name].get(label))
            expect.true(label == "", "{label}, {name}: {group} {kind} has no value in this column, so the gap stays; you have {got}.", label=label, name=name, group=group, kind=want[group].get(label), got=got[name].get(label))
        mistakes = [
            (filled(table, target, group, within=False), "{label}, {name}: expected {want}, the median of {group} {kind}; you have {got}, the median of all rows."),
            (filled(table, target, group, how="mean"), "{label}, {name}: expected the median of {group} {kind}, {want}; you have {got}, its mean."),
            (filled(table, target, group, whole=True), "{label}, {name}: expected {want}; you have {got}, the median of {group} {kind} with the rows that are dropped. Drop them first."),
            (kept.fillna({name: 0 for name in kept.select_dtypes("number")}), "{label}, {name}: expected {want}, the median of {group} {kind}; you have {got}."),
        ]
        for wrong, words in mistakes:
            if place(wrong, want) and frames.difference(got, wrong) is None:
                label, name = place(wrong, want)
                expect.fail(words, label=label, name=name, group=group, kind=want.loc[label, group], want=want.loc[label, name], got=wrong.loc[label, name])
        label, name = place(got, want) or ("", "")
        if name:
            before, now = table.loc[label, name], got.loc[label, name]
            expect.true(pd.isna(before), "{label}, {name} was {want} and is {got} now. Only gaps are filled.", label=label, name=name, want=before, got=now)
            expect.true(not pd.isna(now), "{label}, {name} is still a gap; expected {want}, the median of {group} {kind}.", label=label, name=name, want=want.loc[label, name], group=group, kind=want.loc[label, group])
    expect.frame(got, want)


BIRDS = pd.DataFrame(
    {
        "kind": ["gull", "duck", "gull", "duck", "gull", "duck", "gull", "duck", "gull"],
        "wing": [40.0, np.nan, np.nan, 30.0, 45.0, 31.0, 70.0, 38.0, 20.0],
        "sex": ["f", "m", None, "f", "m", None, "f", "f", "m"],
        "mass": [900.0, 1100.0, 950.0, 1000.0, 980.0, 1040.0, 990.0, 1200.0, np.nan],
    },
    index=["b7", "b2", "b9", "b1", "b4", "b8", "b3", "b6", "b5"],
)

with expect.test("two gaps, and a row without target"):
    check(BIRDS)

### BEGIN HIDDEN TESTS
with expect.test("other names, several columns"):
    rng = np.random.default_rng(2)
    table = pd.DataFrame({"town": rng.choice(["Bonn", "Ulm", "Kiel"], 40), "rooms": rng.integers(1, 9, 40) + 0.5, "area": rng.uniform(20, 90, 40).round(1), "note": "ok", "price": rng.uniform(1, 9, 40).round(3)}, index=rng.permutation(40) + 100)
    for name, share in (("rooms", 0.3), ("area", 0.2), ("note", 0.3), ("price", 0.2)):
        table.loc[rng.random(40) < share, name] = None
    check(table, "price", "town")

with expect.test("a group without any value"):
    check(BIRDS.assign(wing=BIRDS["wing"].where(BIRDS["kind"] == "gull")))

with expect.test("nothing to do"):
    check(BIRDS.dropna())
### END HIDDEN TESTS

# %% right="p2-e05" because="column by column, mapped from a table of medians"
def clean(table, target, group):
    rows = table[table[target].notna()].copy()
    for name in rows.select_dtypes("number"):
        medians = rows.groupby(group)[name].median()
        rows[name] = rows[name].fillna(rows[group].map(medians))
    return rows

# %% right="p2-e05" because="group by group"
def clean(table, target, group):
    rows = table.dropna(subset=[target]).copy()
    for kind, part in rows.groupby(group):
        for name in part.select_dtypes("number"):
            gaps = part.index[part[name].isna()]
            rows.loc[gaps, name] = part[name].median()
    return rows

# %% right="p2-e05" because="parts filled and put together again"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    parts = [part.fillna(part.median(numeric_only=True)) for _, part in rows.groupby(group)]
    return pd.concat(parts).loc[rows.index]

# %% right="p2-e05" because="a function for each group's column"
def clean(table, target, group):
    rows = table[~table[target].isna()].copy()
    names = list(rows.select_dtypes(include="number"))
    rows[names] = rows.groupby(group)[names].transform(lambda column: column.fillna(column.median()))
    return rows

# %% right="p2-e05" because="medians by NumPy, cell by cell"
def clean(table, target, group):
    out = table.loc[table[target].notna()].copy()
    source = out.copy()
    for name in out.columns:
        if not pd.api.types.is_numeric_dtype(out[name]):
            continue
        for label in out.index:
            if pd.isna(out.at[label, name]):
                known = source.loc[source[group] == out.at[label, group], name].dropna().to_numpy()
                out.at[label, name] = np.median(known) if len(known) else np.nan
    return out

# %% wrong="p2-e05" because="the median of all rows" says="median of all rows"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    return rows.fillna(rows.median(numeric_only=True))

# %% wrong="p2-e05" because="the mean" says="its mean"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    return rows.fillna(rows.groupby(group)[rows.select_dtypes("number").columns].transform("mean"))

# %% wrong="p2-e05" because="medians before rows are dropped" says="Drop them first"
def clean(table, target, group):
    usual = table.groupby(group)[table.select_dtypes("number").columns].transform("median")
    return table.dropna(subset=[target]).fillna(usual)

# %% wrong="p2-e05" because="fills the target" says="still has all"
def clean(table, target, group):
    return table.fillna(table.groupby(group)[table.select_dtypes("number").columns].transform("median"))

# %% wrong="p2-e05" because="drops every row with a gap" says="any column"
def clean(table, target, group):
    return table.dropna()

# %% wrong="p2-e05" because="chained, so nothing happens" says="still a gap"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    for name in rows.select_dtypes("number"):
        rows[name].fillna(rows.groupby(group)[name].transform("median"), inplace=True)
    return rows

# %% wrong="p2-e05" because="text filled, too" says="columns of text stay"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    return rows.fillna(rows.groupby(group)[rows.select_dtypes("number").columns].transform("median")).fillna("unknown")

# %% wrong="p2-e05" because="zeros" says="you have 0"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    return rows.fillna({name: 0 for name in rows.select_dtypes("number")})

# %% wrong="p2-e05" because="what is left filled by the median of all" says="has no value in this column"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    rows = rows.fillna(rows.groupby(group)[rows.select_dtypes("number").columns].transform("median"))
    return rows.fillna(rows.median(numeric_only=True))

# %% wrong="p2-e05" because="numbers the rows anew" says="keeps its label"
def clean(table, target, group):
    rows = table.dropna(subset=[target]).reset_index(drop=True)
    return rows.fillna(rows.groupby(group)[rows.select_dtypes("number").columns].transform("median"))

# %% wrong="p2-e05" because="rows sorted by group" says="index reads"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    return pd.concat([part.fillna(part.median(numeric_only=True)) for _, part in rows.groupby(group)])

# %% wrong="p2-e05" because="changes its input" says="changed its input"
def clean(table, target, group):
    table.dropna(subset=[target], inplace=True)
    return table.fillna(table.groupby(group)[table.select_dtypes("number").columns].transform("median"))

# %% wrong="p2-e05" because="the value before" says="Column wing reads"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    names = rows.select_dtypes("number").columns
    return rows.fillna(rows[names].ffill().bfill())

# %% wrong="p2-e05" because="every value replaced by the median" says="Only gaps are filled"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    names = rows.select_dtypes("number").columns
    return rows.assign(**rows.groupby(group)[list(names)].transform("median"))

# %% wrong="p2-e05" because="one row a group" says="column sex is missing"
def clean(table, target, group):
    return table.dropna(subset=[target]).groupby(group).median(numeric_only=True).reset_index()

# %% wrong="p2-e05" because="only the column wing" says="still a gap"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    if "wing" not in rows:
        return rows
    return rows.assign(wing=rows["wing"].fillna(rows.groupby(group)["wing"].transform("median")))

# %% wrong="p2-e05" because="rows without sex dropped, too" says="is known, so it stays"
def clean(table, target, group):
    rows = table.dropna(subset=[target])
    rows = rows.fillna(rows.groupby(group)[rows.select_dtypes("number").columns].transform("median"))
    return rows.dropna()

# %% [markdown]
# ## 6 · Joining tables

# %% [markdown] exercise="p2-e06" title="A join that loses and doubles nothing" kind="F" level=2 minutes=10 core=true after="§6" skills=["Join tables"] topics=["S-04-pandas"]
# Write `add_details(orders, details, key)`.
#
# | | |
# |---|---|
# | `orders` | a table with a column `key`, in which the same value may stand several times |
# | `details` | a table with a column `key` and others, none of which is in `orders` |
# | `key` | the name of the column that both have; no value of it is missing |
# | returns | a table with each row of `orders` once, in the same order; its columns, and those of `details`. Where `details` has no row for an order, gaps |
# | raises | `ValueError` (pandas' `MergeError` is one) if a value of `key` stands **more than once in `details`**, whether an order needs it or not |
#
# The labels of the rows do not matter.

# %% [markdown] hint="p2-e06"
# Which kind of join keeps all rows of the left table? And how do you make sure that none of them finds two partners?

# %% [markdown] hint="p2-e06"
# `orders.merge(details, on=…, how=…, validate=…)`. Read `validate` from left to right: how often may a key stand in `orders`, how often in `details`?

# %% [markdown] hint="p2-e06"
# ```python
# def add_details(orders, details, key):
#     return orders.merge(details, on=____, how="____", validate="____to____")
# ```

# %% answer="p2-e06" needs=[]
def add_details(orders, details, key):
    """The orders with the columns of their details; ValueError if a key is not unique in details."""
    ### BEGIN SOLUTION
    return orders.merge(details, on=key, how="left", validate="many_to_one")
    ### END SOLUTION

# %% tests="p2-e06" points=2
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, expect, frames

answer.define("""
def raised(function, *arguments):
    try:
        function(*arguments)
    except ValueError:
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return ""
""")


def joined(orders, details, key):
    return orders.join(details.set_index(key), on=key)


def check(orders, details, key):
    want = joined(orders, details, key)
    if answer.raised(answer.add_details, orders, details, key) == "ValueError":
        once, known = orders.drop_duplicates(key), orders[orders[key].isin(details[key])]
        on_once, on_known = (answer.raised(answer.add_details, part, details, key) == "ValueError" for part in (once, known))
        expect.true(on_once or len(once) == len(orders), "A ValueError was raised because a {key} stands several times in `orders`. There it may: many orders, one customer. It is `details` that must be unique.", key=key)
        expect.true(on_known or len(known) == len(orders), "A ValueError was raised because `details` has no row for one of the orders. Such an order stays, with gaps.")
        expect.fail("A ValueError was raised although each {key} stands only once in `details`.", key=key)
    got = behaviour.pure(answer.add_details, orders, details, key)
    if not isinstance(got, pd.DataFrame):
        expect.frame(got, want)
    if set(got.columns) == set(want.columns):
        lost = [value for value in orders[key] if value not in set(got[key])]
        expect.true(not lost, "The order of {value} is lost: `details` has no row for it. It stays, with gaps.", value=(lost or [""])[0])
        extra = [value for value in got[key] if value not in set(orders[key])]
        expect.true(not extra, "{value} is in your table, but nobody ordered it: expected rows of `orders` only.", value=(extra or [""])[0])
        expect.true(len(got) == len(want), "Expected {want} rows, one for each order; got {got}.", want=len(want), got=len(got))
        shuffled = frames.difference(got, want, row_order=False, index=False) is None
        expect.true(not shuffled or got[key].tolist() == want[key].tolist(), "The rows are right, but in another order than in `orders`: {key} reads {got}, expected {want}.", key=key, got=got[key].tolist(), want=want[key].tolist())
    expect.frame(got, want, index=False)


def refuses(orders, details, key, double):
    name = answer.raised(answer.add_details, orders, details, key)
    expect.true(name != "", "{key} {double} stands twice in `details`: expected a ValueError, but a table came back.", key=key, double=double)
    expect.true(name == "ValueError", "{key} {double} stands twice in `details`: expected a ValueError; what was raised is: {got}.", key=key, double=double, got=name)


ORDERS = pd.DataFrame({"customer": ["c4", "c1", "c9", "c4", "c2"], "amount": [20.0, 5.0, 8.0, 30.0, 1.0]}, index=[7, 3, 5, 1, 2])
CUSTOMERS = pd.DataFrame({"customer": ["c1", "c2", "c3", "c4"], "town": ["Bonn", "Ulm", "Kiel", "Jena"], "since": [2020.0, 2019.0, 2024.0, 2022.0]})

with expect.test("five orders, one of an unknown customer"):
    check(ORDERS, CUSTOMERS, "customer")

with expect.test("a customer who stands there twice"):
    refuses(ORDERS, pd.concat([CUSTOMERS, pd.DataFrame({"customer": ["c4"], "town": ["Trier"], "since": [2025.0]})]), "customer", "c4")

### BEGIN HIDDEN TESTS
with expect.test("twice the same row, which no order needs"):
    refuses(ORDERS, pd.concat([CUSTOMERS, CUSTOMERS.iloc[[2]]], ignore_index=True), "customer", "c3")

with expect.test("a key of another name"):
    check(pd.DataFrame({"day": [1, 2, 3, 4], "item": [30, 10, 20, 10]}), pd.DataFrame({"price": [1.5, 2.5, 9.5], "item": [10, 20, 99]}), "item")

with expect.test("orders that are not repeated"):
    check(ORDERS.iloc[:3], CUSTOMERS, "customer")

with expect.test("nobody is known"):
    check(ORDERS, CUSTOMERS.assign(customer=["d1", "d2", "d3", "d4"]), "customer")
### END HIDDEN TESTS

# %% right="p2-e06" because="the check by hand, then join on the index"
def add_details(orders, details, key):
    if details[key].duplicated().any():
        raise ValueError(f"{key} is not unique")
    return orders.join(details.set_index(key), on=key)

# %% right="p2-e06" because="a dict for each column"
def add_details(orders, details, key):
    if len(details) != details[key].nunique():
        raise ValueError("twice")
    result = orders.copy()
    for name in details.columns:
        if name != key:
            known = dict(zip(details[key], details[name]))
            result[name] = [known.get(value) for value in orders[key]]
    return result

# %% right="p2-e06" because="a right join, the other way round"
def add_details(orders, details, key):
    return pd.merge(details, orders, how="right", left_on=key, right_on=key, validate="1:m")

# %% right="p2-e06" because="set_index with verify_integrity, then reindex"
def add_details(orders, details, key):
    rows = details.set_index(key, verify_integrity=True).reindex(orders[key].to_numpy())
    return pd.concat([orders.reset_index(drop=True), rows.reset_index(drop=True)], axis=1)

# %% right="p2-e06" because="a column for each by map"
def add_details(orders, details, key):
    known = details.set_index(key)
    if not known.index.is_unique:
        raise ValueError("not unique")
    return orders.assign(**{name: orders[key].map(known[name]) for name in known})

# %% right="p2-e06" because="counts the keys"
def add_details(orders, details, key):
    if (details[key].value_counts() > 1).any():
        raise ValueError("a key stands there twice")
    return pd.merge(orders, details, "left", key)

# %% wrong="p2-e06" because="no validation" says="a table came back"
def add_details(orders, details, key):
    return orders.merge(details, on=key, how="left")

# %% wrong="p2-e06" because="the default join" says="is lost"
def add_details(orders, details, key):
    return orders.merge(details, on=key, validate="many_to_one")

# %% wrong="p2-e06" because="validates both sides" says="many orders, one customer"
def add_details(orders, details, key):
    return orders.merge(details, on=key, how="left", validate="one_to_one")

# %% wrong="p2-e06" because="validates the wrong side" says="many orders, one customer"
def add_details(orders, details, key):
    return orders.merge(details, on=key, how="left", validate="one_to_many")

# %% wrong="p2-e06" because="an outer join" says="nobody ordered it"
def add_details(orders, details, key):
    return orders.merge(details, on=key, how="outer", validate="many_to_one")

# %% wrong="p2-e06" because="a right join" says="is lost"
def add_details(orders, details, key):
    if details[key].duplicated().any():
        raise ValueError("twice")
    return orders.merge(details, on=key, how="right")

# %% wrong="p2-e06" because="drops doubles instead of complaining" says="a table came back"
def add_details(orders, details, key):
    return orders.merge(details.drop_duplicates(subset=key), on=key, how="left")

# %% wrong="p2-e06" because="compares the number of rows afterwards" says="a table came back"
def add_details(orders, details, key):
    result = orders.merge(details, on=key, how="left")
    if len(result) != len(orders):
        raise ValueError("rows were doubled")
    return result

# %% wrong="p2-e06" because="sorts by the key" says="another order"
def add_details(orders, details, key):
    return orders.merge(details, on=key, how="left", validate="many_to_one").sort_values(key)

# %% wrong="p2-e06" because="the key's name written into the function" says="KeyError"
def add_details(orders, details, key):
    return orders.merge(details, on="customer", how="left", validate="many_to_one")

# %% wrong="p2-e06" because="by assert" says="raised is: AssertionError"
def add_details(orders, details, key):
    assert not details[key].duplicated().any()
    return orders.merge(details, on=key, how="left")

# %% wrong="p2-e06" because="leaves the column _merge" says="_merge"
def add_details(orders, details, key):
    return orders.merge(details, on=key, how="left", validate="many_to_one", indicator=True)

# %% wrong="p2-e06" because="only rows that are the same are double" says="a table came back"
def add_details(orders, details, key):
    if details.duplicated().any():
        raise ValueError("twice")
    return orders.merge(details, on=key, how="left")

# %% wrong="p2-e06" because="complains if an order has no partner" says="no row for one of the orders"
def add_details(orders, details, key):
    result = orders.merge(details, on=key, how="inner", validate="many_to_one")
    if len(result) != len(orders):
        raise ValueError("lost")
    return result

# %% wrong="p2-e06" because="one below the other" says="rows, one for each order"
def add_details(orders, details, key):
    if details[key].duplicated().any():
        raise ValueError
    return pd.concat([orders, details[details[key].isin(orders[key])]])

# %% wrong="p2-e06" because="side by side" says="Column town reads Bonn in row 0"
def add_details(orders, details, key):
    if details[key].duplicated().any():
        raise ValueError
    rest = details.drop(columns=key).reset_index(drop=True)
    return pd.concat([orders.reset_index(drop=True), rest], axis=1)

# %% wrong="p2-e06" because="gaps filled" says="reads"
def add_details(orders, details, key):
    return orders.merge(details, on=key, how="left", validate="many_to_one").fillna("unknown")

# %% [markdown] exercise="p2-e07" title="Labels: a blessing or a trap?" kind="S" level=1 minutes=8 core=false after="§6" skills=["Align by label"] topics=["S-04-pandas"]
# A colleague has computed `ratio = sales["sum"] / visitors["count"]` from two tables, and half of the result is missing. "Labels are a nuisance", she says; "I write `.to_numpy()` on both sides now, and there is a number in every row." What do you say? Explain what has happened, when her way is right, when it does harm, and what you would do. 60 to 140 words.

# %% [markdown] hint="p2-e07"
# What do the gaps tell about the two tables? And what does a number in every row tell?

# %% [markdown] hint="p2-e07"
# Say four things: why gaps arose; what arrays do with rows in another order or of other days; when positions are safe; how to bring two tables together on purpose.

# %% [markdown] hint="p2-e07"
# *The gaps mean that ____. Without labels, the first row is divided by ____, even if ____. That is right only if ____. I would make ____ the index (or join on ____), and check ____.*

# %% [markdown] answer="p2-e07" manual=true points=1
# ### BEGIN SOLUTION
# The gaps are a message: half of the labels of one table do not occur in the other. Perhaps one table is labelled by date and the other 0, 1, 2, …, or was filtered and kept its old labels, or days are missing in one. With arrays the first row is divided by the first, whatever they stand for. If the tables are sorted differently or a day is missing, every ratio after it is wrong, and nothing warns; the gaps at least could be seen. Arrays are right where both have the same rows in the same order and this has been checked, for example the predictions of a model for the rows that it was given. I would make the date the index of both, or join on the date with `how="left"` and `validate=`, count the rows without a partner, and ask why they have none.
# ### END SOLUTION

# %% [markdown] rubric="p2-e07"
# One point each, four make the whole:
#
# 1. **Cause.** The gaps arise where a label of one table has no partner in the other (other labels, filtered rows, missing days).
# 2. **Harm.** By position, rows that do not belong together are combined, silently.
# 3. **When it is right.** Same rows, same order, known or checked; for example predictions in the order of the rows.
# 4. **A better way**: a common index (`set_index`) or an explicit join on the key, and a look at the rows without a partner.

# %% [markdown]
# ## 7 · Wide and long

# %% [markdown] exercise="p2-e08" title="A column for the year" kind="F" level=2 minutes=8 core=false after="§7" skills=["Reshape tables"] topics=["S-04-pandas"]
# Write `tidy(wide, names)`, which makes a long table of a wide one.
#
# | | |
# |---|---|
# | `wide` | a table with the columns in `names` and one column for each year; the names of these are years as text, such as `"2024"` |
# | `names` | a list of column names, at least one |
# | returns | a table with the columns in `names`, `year` (**whole numbers**) and `value`; one row for each value in the year columns that is not missing |
#
# The order of the rows, and their labels, do not matter. A value of 0 is a value.

# %% [markdown] hint="p2-e08"
# How many rows does the result have if `wide` has 4 rows, 3 years, and two gaps? Which method makes rows of columns?

# %% [markdown] hint="p2-e08"
# `wide.melt(id_vars=…, var_name=…, value_name=…)`; then drop the rows without a value, and give `year` another type with `astype`.

# %% [markdown] hint="p2-e08"
# ```python
# def tidy(wide, names):
#     long = wide.melt(id_vars=____, var_name="year", value_name=____)
#     long = long.dropna(subset=[____])
#     return long.astype({"year": ____})
# ```

# %% answer="p2-e08" needs=[]
def tidy(wide, names):
    """A row for each value: the columns in names, year and value."""
    ### BEGIN SOLUTION
    long = wide.melt(id_vars=names, var_name="year", value_name="value")
    return long.dropna(subset=["value"]).astype({"year": int})
    ### END SOLUTION

# %% tests="p2-e08" points=2
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, expect


def rows(wide, names, keep=lambda value: not pd.isna(value)):
    years = [name for name in wide.columns if name not in names]
    found = [(*wide.loc[label, names], int(year), wide.loc[label, year]) for label in wide.index for year in years]
    return pd.DataFrame([row for row in found if keep(row[-1])], columns=[*names, "year", "value"])


def check(wide, names):
    got, want = behaviour.pure(answer.tidy, wide, names), rows(wide, names)
    if not isinstance(got, pd.DataFrame):
        expect.frame(got, want)
    missing = [name for name in want.columns if name not in got.columns]
    expect.true(not missing, "Expected the columns {want}; {missing} is missing. Yours are {got}.", want=", ".join(want.columns), missing=(missing or [""])[0], got=", ".join(map(str, got.columns)))
    expect.true(not got["value"].isna().any() or want["value"].isna().any(), "{n} of your rows have no value. A gap in the wide table makes no row.", n=int(got["value"].isna().sum()))
    zeros = int((want["value"] == 0).sum())
    lost = len(got) == len(want) - zeros and zeros > 0 and not (got["value"] == 0).any()
    expect.true(not lost, "Expected {want} rows, got {got}: those with the value 0 are missing. 0 was counted; a gap was not.", want=len(want), got=len(got))
    text = next((year for year in got["year"] if isinstance(year, str)), None)
    expect.true(text is None, "`year` holds the text {text}. Make numbers of it.", text=text)
    expect.true(pd.api.types.is_integer_dtype(got["year"].dtype), "`year` should hold whole numbers; its type is {got}.", got=str(got["year"].dtype))
    expect.frame(got, want, row_order=False, index=False)


with expect.test("two towns, two years"):
    check(pd.DataFrame({"town": ["Bonn", "Ulm"], "2024": [14.5, 0.0], "2025": [11.5, 12.5]}), ["town"])

### BEGIN HIDDEN TESTS
with expect.test("two columns that stay, and gaps"):
    wide = pd.DataFrame({"town": ["Bonn", "Ulm", "Bonn"], "1999": [1.5, np.nan, 3.0], "kind": ["rain", "rain", "snow"], "2001": [np.nan, 0.0, 0.0], "2000": [7.0, 8.0, np.nan]})
    check(wide, ["town", "kind"])

with expect.test("a gap in a column that stays"):
    check(pd.DataFrame({"town": ["Bonn", "Ulm"], "kind": ["rain", None], "2024": [1.0, 2.0]}), ["town", "kind"])

with expect.test("rows with labels"):
    check(pd.DataFrame({"town": ["Bonn", "Ulm"], "2030": [1.0, 2.0]}, index=["r5", "r2"]), ["town"])

with expect.test("a town without any value, and one that stands there twice"):
    check(pd.DataFrame({"town": ["Ulm", "Ulm", "Kiel"], "2010": [1.0, 5.0, np.nan], "2020": [2.0, np.nan, np.nan]}), ["town"])
### END HIDDEN TESTS

# %% right="p2-e08" because="stack, which leaves gaps out by dropna"
def tidy(wide, names):
    years = [name for name in wide.columns if name not in names]
    long = wide.set_index(names)[years].rename(columns=int).rename_axis(columns="year").stack().dropna()
    return long.rename("value").reset_index()

# %% right="p2-e08" because="a table for each year, one below the other"
def tidy(wide, names):
    parts = []
    for name in wide.columns.difference(names):
        parts.append(wide[names].assign(year=int(name), value=wide[name]))
    long = pd.concat(parts)
    return long[long["value"].notna()]

# %% right="p2-e08" because="loops over plain values"
def tidy(wide, names):
    out = []
    for record in wide.to_dict("records"):
        for name, value in record.items():
            if name not in names and value == value:
                out.append({**{n: record[n] for n in names}, "year": int(name), "value": value})
    return pd.DataFrame(out)

# %% right="p2-e08" because="concat with keys"
def tidy(wide, names):
    years = [c for c in wide if c not in names]
    parts = {int(y): wide[names + [y]].rename(columns={y: "value"}) for y in years}
    long = pd.concat(parts, names=["year", None]).reset_index(level=0)
    return long.dropna(subset=["value"]).reset_index(drop=True)

# %% wrong="p2-e08" because="years stay text" says="Make numbers of it"
def tidy(wide, names):
    return wide.melt(id_vars=names, var_name="year", value_name="value").dropna(subset=["value"])

# %% wrong="p2-e08" because="gaps kept" says="makes no row"
def tidy(wide, names):
    return wide.melt(id_vars=names, var_name="year", value_name="value").astype({"year": int})

# %% wrong="p2-e08" because="zeros dropped, too" says="0 was counted"
def tidy(wide, names):
    long = wide.melt(id_vars=names, var_name="year", value_name="value").astype({"year": int})
    return long[long["value"] > 0]

# %% wrong="p2-e08" because="the columns that stay become the index" says="town is missing"
def tidy(wide, names):
    long = wide.melt(id_vars=names, var_name="year", value_name="value").dropna(subset=["value"])
    return long.astype({"year": int}).set_index(names)

# %% wrong="p2-e08" because="the default names" says="year is missing"
def tidy(wide, names):
    return wide.melt(id_vars=names).dropna()

# %% wrong="p2-e08" because="years as floats" says="whole numbers"
def tidy(wide, names):
    return wide.melt(id_vars=names, var_name="year", value_name="value").dropna(subset=["value"]).astype({"year": float})

# %% wrong="p2-e08" because="gaps become 0" says="rows"
def tidy(wide, names):
    return wide.fillna(0).melt(id_vars=names, var_name="year", value_name="value").astype({"year": int})

# %% wrong="p2-e08" because="town written into the function" says="Column"
def tidy(wide, names):
    return wide.melt(id_vars=names[:1], var_name="year", value_name="value").dropna(subset=["value"]).assign(year=lambda t: pd.to_numeric(t["year"], errors="coerce").fillna(0).astype(int))

# %% wrong="p2-e08" because="sums what stands there twice" says="rows"
def tidy(wide, names):
    long = wide.melt(id_vars=names, var_name="year", value_name="value").dropna(subset=["value"]).astype({"year": int})
    return long.groupby([*names, "year"], as_index=False)["value"].sum()

# %% wrong="p2-e08" because="every gap drops a row" says="Expected 2 rows, got 1"
def tidy(wide, names):
    return wide.melt(id_vars=names, var_name="year", value_name="value").dropna().astype({"year": int})

# %% wrong="p2-e08" because="years in two digits" says="Column year reads 24"
def tidy(wide, names):
    long = wide.melt(id_vars=names, var_name="year", value_name="value").dropna(subset=["value"])
    return long.assign(year=long["year"].astype(int) % 100)

# %% wrong="p2-e08" because="years as points in time" says="whole numbers"
def tidy(wide, names):
    long = wide.melt(id_vars=names, var_name="year", value_name="value").dropna(subset=["value"])
    return long.assign(year=pd.to_datetime(long["year"], format="%Y"))

# %% wrong="p2-e08" because="the old index as a column" says="Nobody asked for the column index"
def tidy(wide, names):
    long = wide.reset_index().melt(id_vars=["index", *names], var_name="year", value_name="value")
    return long.dropna(subset=["value"]).astype({"year": int})

# %% [markdown]
# ## 8 · Time

# %% [markdown] exercise="p2-e09" title="Months by shops" kind="F" level=2 minutes=10 core=true after="§8" skills=["Work with dates", "Reshape tables"] topics=["S-04-pandas"]
# Write `monthly_totals(sales)`.
#
# | | |
# |---|---|
# | `sales` | a table with the columns `day` (points in time), `shop` (text) and `amount` (numbers, negative if goods were returned), one row a sale, in any order; nothing is missing |
# | returns | a table of totals with a row for each month and a column for each shop that occur in `sales` |
# | its index | a `PeriodIndex` of months, in order of time. January 2025 and January 2026 are two months |
# | its values | the sum of the amounts; 0 where a shop sold nothing in a month |

# %% [markdown] hint="p2-e09"
# Each sale needs one more thing: the month in which it lies. Then it is a matter of groups, with two keys.

# %% [markdown] hint="p2-e09"
# `sales["day"].dt.to_period("M")` is the month of each sale, and may stand in `groupby` or in `pivot_table` in place of a column's name. `unstack(fill_value=0)` turns the inner key into columns.

# %% [markdown] hint="p2-e09"
# ```python
# def monthly_totals(sales):
#     month = sales["day"].dt.____("M")
#     return sales.groupby([____, ____])["amount"].____().unstack(fill_value=____)
# ```

# %% answer="p2-e09" needs=[]
def monthly_totals(sales):
    """The total of each month and shop: months as rows, shops as columns."""
    ### BEGIN SOLUTION
    month = sales["day"].dt.to_period("M")
    return sales.groupby([month, "shop"])["amount"].sum().unstack(fill_value=0)
    ### END SOLUTION

# %% tests="p2-e09" points=2
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, expect, frames


def totals(sales, how="sum"):
    month = pd.PeriodIndex(sales["day"], freq="M")
    months, shops = sorted(set(month)), sorted(set(sales["shop"]))
    table = {}
    for shop in shops:
        parts = [sales["amount"][(sales["shop"] == shop).to_numpy() & (month == one)] for one in months]
        table[shop] = [part.agg(how) if len(part) else 0 for part in parts]
    return pd.DataFrame(table, index=pd.PeriodIndex(months, freq="M"))


def check(sales):
    got, want = behaviour.pure(answer.monthly_totals, sales), totals(sales)
    if not isinstance(got, pd.DataFrame):
        expect.frame(got, want)
    first = want.columns[0]
    flat = isinstance(got.index, pd.MultiIndex) or "shop" in got.columns
    expect.true(not flat, "Expected a column for each shop, such as {first}; yours has the shops below each other.", first=first)
    years = sales["day"].dt.year.nunique()
    merged = len(got) == sales["day"].dt.month.nunique() and years > 1 and len(got) < len(want)
    expect.true(not merged, "Expected {want} months, got {got}: the same month of different years was added up.", want=len(want), got=len(got))
    across = set(map(str, got.columns)) == set(map(str, want.index)) and set(got.index) == set(want.columns)
    expect.true(not across, "Rows and columns are exchanged: the months are the rows.")
    kind = type(got.index).__name__
    expect.true(isinstance(got.index, pd.PeriodIndex), "Expected a PeriodIndex of months, got the type {kind}, which begins with {label}. `dt.to_period` makes periods of days.", kind=kind, label=str(got.index[0]) if len(got) else "")
    expect.true(got.index.freqstr == "M", "Expected periods of a month; yours have the frequency {got}.", got=got.index.freqstr)
    more = [str(month) for month in got.index if month not in want.index]
    expect.true(not more, "Your table has a row for {month}, in which nothing was sold. Only months that occur have a row.", month=(more or [""])[0])
    other = [str(name) for name in got.columns if name not in want.columns]
    expect.true(not other, "Your table has a column {name}; expected one for each shop and no other.", name=(other or [""])[0])
    expect.true(not got.isna().any(axis=None), "There are gaps in your table: a shop that sold nothing in a month has a total of 0.")
    for how, words in (("mean", "{shop}, {month}: expected {want}, got {got}, the mean of the sales. The total was asked for."), ("count", "{shop}, {month}: expected {want}, got {got}, the number of sales. The total of their amounts was asked for.")):
        wrong = totals(sales, how)
        if frames.difference(got, wrong) is None and frames.difference(wrong, want) is not None:
            shop = next(name for name in want if (wrong[name] != want[name]).any())
            month = want.index[(wrong[shop] != want[shop]).to_numpy()][0]
            expect.fail(words, shop=shop, month=str(month), want=float(want.loc[month, shop]), got=float(wrong.loc[month, shop]))
    expect.frame(got, want)


def made(*rows):
    return pd.DataFrame([(pd.Timestamp(day), shop, amount) for day, shop, amount in rows], columns=["day", "shop", "amount"])


SALES = made(("2026-02-03", "north", 20.0), ("2026-01-31", "south", 5.0), ("2026-02-28", "north", 7.5), ("2026-03-01", "south", 4.0), ("2026-01-01", "south", 1.5), ("2025-02-14", "north", 3.25))

with expect.test("two shops, months of two years"):
    check(SALES)

### BEGIN HIDDEN TESTS
with expect.test("the same month of two years"):
    check(made(("2026-01-05", "east", 3.0), ("2025-01-05", "east", 10.0), ("2025-12-31 23:59", "west", 2.0), ("2025-12-01", "west", 2.5)))

with expect.test("returned goods, and a month in which nothing was sold"):
    check(made(("2025-03-04", "b", 9.0), ("2025-06-09", "a", 4.0), ("2025-06-30", "a", -4.0), ("2025-03-09", "c", -2.0), ("2025-06-10", "c", 8.0)).set_axis(["s9", "s1", "s3", "s2", "s8"]))

with expect.test("one shop, whole numbers"):
    check(made(("2024-02-29", "a", 3), ("2024-03-01", "a", 4), ("2024-02-01", "a", 5)))
### END HIDDEN TESTS

# %% right="p2-e09" because="pivot_table in one expression"
def monthly_totals(sales):
    return sales.pivot_table(index=sales["day"].dt.to_period("M"), columns="shop", values="amount", aggfunc="sum", fill_value=0)

# %% right="p2-e09" because="crosstab"
def monthly_totals(sales):
    return pd.crosstab(sales["day"].dt.to_period("M"), sales["shop"], values=sales["amount"], aggfunc="sum").fillna(0)

# %% right="p2-e09" because="a dict of totals, sorted"
def monthly_totals(sales):
    found = {}
    for day, shop, amount in zip(sales["day"], sales["shop"], sales["amount"]):
        shops = found.setdefault(shop, {})
        month = day.to_period("M")
        shops[month] = shops.get(month, 0) + amount
    return pd.DataFrame(found).fillna(0).sort_index()

# %% right="p2-e09" because="resampled by shop, then the months that occur"
def monthly_totals(sales):
    table = sales.set_index("day").groupby("shop")["amount"].resample("MS").sum().unstack("shop").fillna(0)
    table.index = table.index.to_period("M")
    return table.loc[sorted(set(sales["day"].dt.to_period("M")))]

# %% right="p2-e09" because="a column of months, a loop over shops"
def monthly_totals(sales):
    month = sales["day"].dt.to_period("M")
    rows = pd.PeriodIndex(sorted(month.unique()), freq="M")
    table = pd.DataFrame(index=rows)
    for shop, part in sales.groupby("shop"):
        table[shop] = part["amount"].groupby(month).sum().reindex(rows).fillna(0)
    return table

# %% right="p2-e09" because="months as text, made periods at the end"
def monthly_totals(sales):
    table = sales.assign(m=sales["day"].dt.strftime("%Y-%m")).pivot_table(index="m", columns="shop", values="amount", aggfunc="sum").fillna(0)
    table.index = pd.PeriodIndex(table.index, freq="M")
    return table

# %% wrong="p2-e09" because="gaps where nothing was sold" says="total of 0"
def monthly_totals(sales):
    return sales.groupby([sales["day"].dt.to_period("M"), "shop"])["amount"].sum().unstack()

# %% wrong="p2-e09" because="the number of the month" says="different years"
def monthly_totals(sales):
    return sales.groupby([sales["day"].dt.month, "shop"])["amount"].sum().unstack(fill_value=0)

# %% wrong="p2-e09" because="the mean, as pivot_table does by default" says="the mean of the sales"
def monthly_totals(sales):
    return sales.pivot_table(index=sales["day"].dt.to_period("M"), columns="shop", values="amount", fill_value=0)

# %% wrong="p2-e09" because="counts" says="number of sales"
def monthly_totals(sales):
    return pd.crosstab(sales["day"].dt.to_period("M"), sales["shop"])

# %% wrong="p2-e09" because="long, not unstacked" says="Expected a DataFrame"
def monthly_totals(sales):
    return sales.groupby([sales["day"].dt.to_period("M"), "shop"])["amount"].sum()

# %% wrong="p2-e09" because="long, as columns" says="below each other"
def monthly_totals(sales):
    return sales.assign(month=sales["day"].dt.to_period("M")).groupby(["month", "shop"], as_index=False)["amount"].sum()

# %% wrong="p2-e09" because="text for months" says="PeriodIndex of months"
def monthly_totals(sales):
    return sales.groupby([sales["day"].dt.strftime("%Y-%m"), "shop"])["amount"].sum().unstack(fill_value=0)

# %% wrong="p2-e09" because="months exchanged with shops" says="exchanged"
def monthly_totals(sales):
    return sales.groupby(["shop", sales["day"].dt.to_period("M")])["amount"].sum().unstack(fill_value=0)

# %% wrong="p2-e09" because="every month between first and last" says="nothing was sold"
def monthly_totals(sales):
    table = sales.groupby([sales["day"].dt.to_period("M"), "shop"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(table.index.min(), table.index.max(), freq="M"), fill_value=0)

# %% wrong="p2-e09" because="totals of totals added" says="column All"
def monthly_totals(sales):
    table = sales.pivot_table(index=sales["day"].dt.to_period("M").astype(str), columns="shop", values="amount", aggfunc="sum", fill_value=0)
    table["All"] = table.sum(axis=1)
    return table.set_axis(pd.PeriodIndex(table.index, freq="M"))

# %% wrong="p2-e09" because="months in the order of the file" says="index reads"
def monthly_totals(sales):
    return sales.groupby([sales["day"].dt.to_period("M"), "shop"], sort=False)["amount"].sum().unstack(fill_value=0).loc[sales["day"].dt.to_period("M").unique()]

# %% wrong="p2-e09" because="the first day of the month" says="PeriodIndex of months"
def monthly_totals(sales):
    return sales.groupby([pd.Grouper(key="day", freq="MS"), "shop"])["amount"].sum().unstack(fill_value=0)

# %% wrong="p2-e09" because="quarters" says="periods of a month"
def monthly_totals(sales):
    return sales.groupby([sales["day"].dt.to_period("Q"), "shop"])["amount"].sum().unstack(fill_value=0)

# %% wrong="p2-e09" because="returns left out" says="Column"
def monthly_totals(sales):
    sold = sales[sales["amount"] > 0]
    return sold.groupby([sold["day"].dt.to_period("M"), "shop"])["amount"].sum().unstack(fill_value=0)

# %% wrong="p2-e09" because="names of months" says="different years"
def monthly_totals(sales):
    return sales.groupby([sales["day"].dt.month_name(), "shop"])["amount"].sum().unstack(fill_value=0)

# %% wrong="p2-e09" because="running totals" says="Column"
def monthly_totals(sales):
    return sales.groupby([sales["day"].dt.to_period("M"), "shop"])["amount"].sum().unstack(fill_value=0).cumsum()

# %% [markdown] exercise="p2-e10" title="Only the past" kind="F" level=2 minutes=12 core=false after="§8" skills=["Work with dates"] topics=["S-04-pandas"]
# A model shall forecast today's births from the days before. Write `lag_features(series, lags)`, which makes its table of features.
#
# | | |
# |---|---|
# | `series` | a Series of numbers, one a day, with the days as its index; no day and no value is missing |
# | `lags` | a list of different whole numbers |
# | returns | a table with a column `lag_k` for each `k` in `lags`: the value `k` days before the row's day; and a column `mean_7`: the mean of the **seven days before** the row's day, today not included |
# | its rows | the days for which all of this is known, in order; days are the index |
# | raises | `ValueError` if a lag is below 1 |

# %% [markdown] hint="p2-e10"
# On 8 January, which day's value stands in the column `lag_1`? Which days make `mean_7`, and which is the first day that has it?

# %% [markdown] hint="p2-e10"
# `series.shift(k)` puts beside each day what was `k` days before. `rolling(7)` includes today: so shift first. At the end, `dropna()`.

# %% [markdown] hint="p2-e10"
# ```python
# def lag_features(series, lags):
#     if min(lags) < ____:
#         raise ValueError("a lag looks into the future")
#     table = pd.DataFrame({f"lag_{k}": series.shift(____) for k in lags})
#     table["mean_7"] = series.shift(____).rolling(____).mean()
#     return table.____()
# ```

# %% answer="p2-e10" needs=[]
def lag_features(series, lags):
    """For each day with enough of a past, the values of the days before."""
    ### BEGIN SOLUTION
    if any(k < 1 for k in lags):
        raise ValueError("a lag below 1 looks at today or into the future")
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    table["mean_7"] = series.shift(1).rolling(7).mean()
    return table.dropna()
    ### END SOLUTION

# %% tests="p2-e10" points=2
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, expect, frames

answer.define("""
def raised(function, *arguments):
    try:
        function(*arguments)
    except ValueError:
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return ""
""")


def features(series, lags, ahead=1, skip=1):
    values, first = series.to_numpy(dtype=float), max(7, *lags)
    days = range(first, len(values))
    table = {f"lag_{k}": [values[day - ahead * k] if day - ahead * k < len(values) else np.nan for day in days] for k in lags}
    table["mean_7"] = [values[day - 7 + 1 - skip : day + 1 - skip].mean() for day in days]
    return pd.DataFrame(table, index=series.index[first:])


def check(series, lags):
    got, want = behaviour.pure(answer.lag_features, series, lags), features(series, lags)
    if not isinstance(got, pd.DataFrame):
        expect.frame(got, want)
    expect.true(set(got.columns) == set(want.columns), "Expected the columns {want}; yours are {got}.", want=", ".join(want.columns), got=", ".join(map(str, got.columns)))
    both = got.index.intersection(want.index)
    expect.true(len(both) > 0, "The index should hold the days, such as {want}; yours begins with {got}.", want=f"{want.index[0]:%Y-%m-%d}", got=str(got.index[0]) if len(got) else "–")
    day = both[len(both) // 2]
    for k in lags:
        column, place = f"lag_{k}", series.index.get_loc(day)
        found, right = got.loc[day, column], want.loc[day, column]
        later = series.iloc[place + k] if place + k < len(series) else None
        expect.true(found != later or found == right, "`{column}` on {day} is {got}, the value {k} days later. That is the future: expected {want}.", column=column, day=f"{day:%d %b}", got=float(found), k=k, want=float(right))
        expect.close(found, right, says="`{column}` on {day}: expected {want}, the value {k} days before; got {got}.", column=column, day=f"{day:%d %b}", k=k)
    mean, right = float(got.loc[day, "mean_7"]), float(want.loc[day, "mean_7"])
    today = float(features(series, lags, skip=0).loc[day, "mean_7"])
    expect.true(not np.isclose(mean, today) or np.isclose(mean, right), "`mean_7` on {day} is {got}, which includes this very day. Without it: {want}.", day=f"{day:%d %b}", got=mean, want=right)
    expect.close(mean, right, says="`mean_7` on {day}: expected {want}, the mean of the seven days before; got {got}.", day=f"{day:%d %b}")
    gaps = int(got.isna().any(axis=1).sum())
    expect.true(gaps == 0, "{n} of your rows have gaps. Leave out the days for which something is unknown.", n=gaps)
    early = [one for one in got.index if one not in want.index]
    expect.true(not early, "Your table has {day}, for which not all values are known: the earliest needed lies before the first day.", day=f"{(early or [day])[0]:%d %b}")
    expect.frame(got, want)


def refuses(lags, bad):
    series = pd.Series(np.arange(30.0) ** 1.5, index=pd.date_range("2026-01-01", periods=30))
    name = answer.raised(answer.lag_features, series, lags)
    expect.true(name != "", "A lag of {bad} is not in the past: expected a ValueError, but a table came back.", bad=bad)
    expect.true(name == "ValueError", "A lag of {bad} is not in the past: expected a ValueError; what was raised is: {got}.", bad=bad, got=name)


RNG = np.random.default_rng(5)
SERIES = pd.Series(RNG.integers(100, 900, 20).astype(float), index=pd.date_range("2026-01-01", periods=20), name="births")

with expect.test("yesterday and the day before"):
    check(SERIES, [1, 2])

### BEGIN HIDDEN TESTS
with expect.test("a lag of more than seven days"):
    check(SERIES, [9])

with expect.test("lags in any order, a series of whole numbers without a name"):
    check(pd.Series(RNG.integers(0, 10_000, 60), index=pd.date_range("2025-02-20", periods=60)), [14, 7, 1])

with expect.test("a lag of 0, and one into the future"):
    refuses([1, 0], 0)
    refuses([-1], -1)
### END HIDDEN TESTS

# %% right="p2-e10" because="positions of an array"
def lag_features(series, lags):
    if min(lags) <= 0:
        raise ValueError("only the past")
    v, first = series.to_numpy(), max([7, *lags])
    rows = [[v[t - k] for k in lags] + [np.mean(v[t - 7 : t])] for t in range(first, len(v))]
    return pd.DataFrame(rows, index=series.index[first:], columns=[f"lag_{k}" for k in lags] + ["mean_7"])

# %% right="p2-e10" because="concat of shifted series, a mean of seven of them"
def lag_features(series, lags):
    for k in lags:
        if k < 1:
            raise ValueError(k)
    week = pd.concat([series.shift(k) for k in range(1, 8)], axis=1).mean(axis=1, skipna=False)
    columns = {f"lag_{k}": series.shift(k) for k in lags}
    return pd.DataFrame(columns).assign(mean_7=week).dropna()

# %% right="p2-e10" because="rolls first, then shifts; closed on the left"
def lag_features(series, lags):
    if not all(k >= 1 for k in lags):
        raise ValueError
    table = series.to_frame("today")
    for k in lags:
        table[f"lag_{k}"] = table["today"].shift(k, freq="D")
    table["mean_7"] = table["today"].rolling("7D", closed="left", min_periods=7).mean()
    return table.drop(columns="today").dropna()

# %% right="p2-e10" because="sliding windows of NumPy"
def lag_features(series, lags):
    if any(k <= 0 for k in lags):
        raise ValueError("lags look back")
    v = series.to_numpy(float)
    means = np.lib.stride_tricks.sliding_window_view(v, 7).mean(axis=1)[:-1]
    start = max(7, max(lags))
    data = {f"lag_{k}": v[start - k : len(v) - k] for k in lags}
    data["mean_7"] = means[start - 7 :]
    return pd.DataFrame(data, index=series.index[start:])

# %% wrong="p2-e10" because="shifts into the future" says="That is the future"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(-k) for k in lags})
    table["mean_7"] = series.shift(1).rolling(7).mean()
    return table.dropna()

# %% wrong="p2-e10" because="the mean includes today" says="includes this very day"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    table["mean_7"] = series.rolling(7).mean()
    return table.dropna()

# %% wrong="p2-e10" because="rows with gaps" says="have gaps"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.shift(1).rolling(7).mean())

# %% wrong="p2-e10" because="gaps filled backwards" says="not all values are known"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.shift(1).rolling(7).mean()).bfill()

# %% wrong="p2-e10" because="means of fewer than seven days" says="not all values are known"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.shift(1).rolling(7, min_periods=1).mean()).dropna()

# %% wrong="p2-e10" because="lags of 0 and below allowed" says="expected a ValueError"
def lag_features(series, lags):
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.shift(1).rolling(7).mean()).dropna()

# %% wrong="p2-e10" because="only negative lags refused" says="A lag of 0"
def lag_features(series, lags):
    if min(lags) < 0:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.shift(1).rolling(7).mean()).dropna()

# %% wrong="p2-e10" because="today as a column, too" says="Expected the columns"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = series.to_frame("today")
    for k in lags:
        table[f"lag_{k}"] = series.shift(k)
    return table.assign(mean_7=series.shift(1).rolling(7).mean()).dropna()

# %% wrong="p2-e10" because="rows numbered" says="should hold the days"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.shift(1).rolling(7).mean()).dropna().reset_index(drop=True)

# %% wrong="p2-e10" because="always drops seven days" says="have gaps"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.shift(1).rolling(7).mean()).iloc[7:]

# %% wrong="p2-e10" because="the mean of the last seven lags asked for" says="mean_7"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=table.mean(axis=1)).dropna().loc[series.index[max(7, *lags)] :]

# %% wrong="p2-e10" because="shifted by seven days, too" says="mean_7"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.rolling(7).mean().shift(7)).dropna()

# %% wrong="p2-e10" because="six days and today" says="mean_7"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.shift(1).rolling(6).mean()).iloc[max(7, *lags) :]

# %% wrong="p2-e10" because="lags below 1 left out" says="expected a ValueError"
def lag_features(series, lags):
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags if k > 0})
    return table.assign(mean_7=series.shift(1).rolling(7).mean()).dropna()

# %% wrong="p2-e10" because="newest day first" says="index reads"
def lag_features(series, lags):
    if min(lags) < 1:
        raise ValueError
    table = pd.DataFrame({f"lag_{k}": series.shift(k) for k in lags})
    return table.assign(mean_7=series.shift(1).rolling(7).mean()).dropna().sort_index(ascending=False)

# %% [markdown] exercise="p2-e11" title="The report for the board" kind="F" level=3 minutes=20 core=false after="§8" skills=["Summarise groups", "Join tables", "Work with dates"] topics=["S-04-pandas"]
# Who solves this and passes the quiz of the fast track has shown what this lesson teaches. Write `report(sales, shops)`.
#
# | | |
# |---|---|
# | `sales` | one row a sale, in any order: `day` (text, day.month.year, such as `"03.04.2026"`), `shop` (a code), `amount` (a number, or missing) |
# | `shops` | `shop` (a code) and `town`; a town may have several shops |
# | returns | a table with a row for each month, a column for each town, and totals |
# | rows | a `PeriodIndex` of months: **every** month from the first to the last that occurs in `sales`, in order |
# | columns | the towns in which there is at least one sale. If there are sales of shops that are not in `shops`, one column more, `"unknown"`, for these |
# | values | the sum of the amounts; a missing amount counts as 0, and where there was no sale stands 0 |
# | raises | `ValueError` if a code stands more than once in `shops`, whether a sale needs it or not |

# %% [markdown] hint="p2-e11"
# Four things have to be done: days out of text, a town for each sale, groups with two keys, and months that nobody sold in. In which order? Which of them can lose or double a sale?

# %% [markdown] hint="p2-e11"
# `pd.to_datetime(…, format="%d.%m.%Y").dt.to_period("M")`; `merge(…, how="left", validate="many_to_one")`; `fillna({"town": "unknown"})`; `groupby([month, "town"])["amount"].sum().unstack(fill_value=0)`; `pd.period_range(first, last, freq="M")` for `reindex(…, fill_value=0)`.

# %% [markdown] hint="p2-e11"
# ```python
# def report(sales, shops):
#     rows = sales.merge(shops, on="shop", how="____", validate="____")
#     rows["town"] = rows["town"].fillna(____)
#     rows["month"] = pd.to_datetime(rows["day"], format="____").dt.to_period(____)
#     table = rows.groupby([____, ____])["amount"].sum().unstack(fill_value=____)
#     months = pd.period_range(table.index.min(), ____, freq="M")
#     return table.reindex(____, fill_value=0)
# ```

# %% answer="p2-e11" needs=[]
def report(sales, shops):
    """The total of each month (rows) and town (columns)."""
    ### BEGIN SOLUTION
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    months = pd.period_range(month.min(), month.max(), freq="M")
    return table.reindex(months, fill_value=0)
    ### END SOLUTION

# %% tests="p2-e11" points=3
import numpy as np
import pandas as pd

from jupyterlab_homl.toolkit import answer, behaviour, expect, frames

answer.define("""
def raised(function, *arguments):
    try:
        function(*arguments)
    except ValueError:
        return "ValueError"
    except Exception as error:
        return type(error).__name__
    return ""
""")


def wanted(sales, shops, day_first=True, how="sum"):
    known = dict(zip(shops["shop"], shops["town"], strict=True))
    parts = [text.split(".") for text in sales["day"]]
    if not day_first:
        parts = [[b, a, c] if int(a) <= 12 else [a, b, c] for a, b, c in parts]
    month = [pd.Period(f"{year}-{number}", freq="M") for _, number, year in parts]
    rows = pd.DataFrame({"month": month, "town": [known.get(shop, "unknown") for shop in sales["shop"]], "amount": sales["amount"].to_numpy()})
    months = pd.period_range(min(month), max(month), freq="M")
    table = {}
    for town in sorted(set(rows["town"])):
        heaps = [rows["amount"][(rows["town"] == town) & (rows["month"] == one)].dropna() for one in months]
        table[town] = [heap.agg(how) if len(heap) else 0.0 for heap in heaps]
    return pd.DataFrame(table, index=months)


def check(sales, shops):
    want = wanted(sales, shops)
    name = answer.raised(answer.report, sales, shops)
    expect.true(name != "ValueError" or not sales["day"].str.match("(1[3-9]|[23])").any(), "A ValueError was raised although each code stands once in `shops`. Are the days read as day.month.year?")
    expect.true(name != "ValueError", "A ValueError was raised although each code stands only once in `shops`.")
    got = behaviour.pure(answer.report, sales, shops)
    if not isinstance(got, pd.DataFrame):
        expect.frame(got, want)
    expect.true(isinstance(got.index, pd.PeriodIndex), "Expected a PeriodIndex of months; your index is a {kind}.", kind=type(got.index).__name__)
    expect.true(got.index.freqstr == "M", "Expected periods of a month; yours have the frequency {got}.", got=got.index.freqstr)
    unknown = "unknown" in want and "unknown" not in got
    expect.true(not unknown, "The column \"unknown\" is missing: {n} of the sales are of shops that are not in `shops`.", n=int((~sales["shop"].isin(shops["shop"])).sum()))
    other = [str(town) for town in got.columns if town not in want.columns]
    expect.true(not other, "Your table has a column {town}, but there is no sale for it.", town=(other or [""])[0])
    missing = [town for town in want.columns if town not in got.columns]
    expect.true(not missing, "The column {town} is missing.", town=(missing or [""])[0])
    swapped = wanted(sales, shops, day_first=False)
    same = list(swapped.index) == list(want.index)
    expect.true(same or list(got.index) != list(swapped.index), "Your months run from {first} to {last}, which comes out if days are read as month.day. Expected {want} as the first.", first=str(got.index[0]), last=str(got.index[-1]), want=str(want.index[0]))
    lost = [str(month) for month in want.index if month not in got.index]
    empty = [month for month in lost if (want.loc[month] == 0).all()]
    expect.true(not lost or lost != empty, "{month} is missing, in which nothing was sold. Every month from the first to the last has a row.", month=(lost or [""])[0])
    more = [str(month) for month in got.index if month not in want.index]
    expect.true(not more, "Your table has a row for {month}. The first month in `sales` is {first}, the last {last}.", month=(more or [""])[0], first=str(want.index[0]), last=str(want.index[-1]))
    gaps = got.isna().any(axis=None)
    expect.true(not gaps, "There are gaps in your table. Where nothing was sold, or the amount is missing, stands 0.")
    if list(got.index) == list(want.index):
        if frames.difference(got, wanted(sales, shops, how="mean")) is None and frames.difference(got, want) is not None:
            expect.fail("Your table holds the mean of the sales. Their sum was asked for.")
    expect.frame(got, want)


def refuses(sales, shops, double):
    name = answer.raised(answer.report, sales, shops)
    expect.true(name != "", "The code {double} stands twice in `shops`: expected a ValueError, but a table came back.", double=double)
    expect.true(name == "ValueError", "The code {double} stands twice in `shops`: expected a ValueError; what was raised is: {got}.", double=double, got=name)


def made(*rows):
    return pd.DataFrame(rows, columns=["day", "shop", "amount"])


SHOPS = pd.DataFrame({"shop": ["s1", "s2", "s3", "s4"], "town": ["Ulm", "Bonn", "Ulm", "Kiel"]})
SALES = made(("03.04.2026", "s2", 20.0), ("11.02.2026", "s1", 5.0), ("28.02.2026", "s3", 7.5), ("25.04.2026", "s1", np.nan), ("01.04.2026", "s2", 1.5), ("20.02.2026", "s9", 4.0))

with expect.test("six sales in two of three months"):
    check(SALES, SHOPS)

with expect.test("a code that stands there twice"):
    refuses(SALES, pd.concat([SHOPS, pd.DataFrame({"shop": ["s2"], "town": ["Jena"]})], ignore_index=True), "s2")

### BEGIN HIDDEN TESTS
with expect.test("a code that stands there twice and that no sale needs"):
    refuses(SALES, pd.concat([SHOPS, SHOPS.iloc[[3]]]), "s4")

with expect.test("days up to the twelfth, over two years"):
    check(made(("01.12.2024", "s4", 3.0), ("05.01.2025", "s4", 10.0), ("12.01.2025", "s2", 4.0), ("02.03.2025", "s4", 2.0), ("03.12.2025", "s2", 6.0)), SHOPS)

with expect.test("all shops are known"):
    check(made(("30.06.2025", "s1", 3.0), ("01.07.2025", "s3", -1.0), ("31.07.2025", "s1", 5.0)).set_axis(["r3", "r1", "r2"]), SHOPS)

with expect.test("no shop is known, and a town whose only amount is missing"):
    check(made(("30.06.2025", "x1", 3.0), ("02.08.2025", "x2", 5.0)), SHOPS)
    check(made(("13.06.2025", "s4", np.nan), ("14.06.2025", "s1", 5.0)), SHOPS)
### END HIDDEN TESTS

# %% right="p2-e11" because="map and a pivot table"
def report(sales, shops):
    if not shops["shop"].is_unique:
        raise ValueError("a code stands there twice")
    day = pd.to_datetime(sales["day"], dayfirst=True)
    town = sales["shop"].map(shops.set_index("shop")["town"]).fillna("unknown")
    table = pd.pivot_table(pd.DataFrame({"m": day.dt.to_period("M"), "t": town, "a": sales["amount"].fillna(0)}), index="m", columns="t", values="a", aggfunc="sum", fill_value=0)
    return table.reindex(pd.period_range(table.index[0], table.index[-1], freq="M")).fillna(0)

# %% right="p2-e11" because="resample makes the empty months"
def report(sales, shops):
    rows = sales.merge(shops, how="left", validate="m:1")
    rows.index = pd.to_datetime(rows["day"], format="%d.%m.%Y")
    towns = rows["town"].fillna("unknown")
    table = pd.DataFrame({town: rows["amount"].where(towns == town, 0).fillna(0) for town in sorted(set(towns))})
    return table.resample("MS").sum().to_period("M")

# %% right="p2-e11" because="plain Python until the end"
def report(sales, shops):
    town_of = {}
    for code, town in zip(shops["shop"], shops["town"]):
        if code in town_of:
            raise ValueError(code)
        town_of[code] = town
    total, months = {}, []
    for day, code, amount in zip(sales["day"], sales["shop"], sales["amount"]):
        _, month, year = map(int, day.split("."))
        months.append(pd.Period(year=year, month=month, freq="M"))
        town = town_of.get(code, "unknown")
        column = total.setdefault(town, {})
        column[months[-1]] = column.get(months[-1], 0) + (0 if pd.isna(amount) else amount)
    rows = pd.period_range(min(months), max(months), freq="M")
    return pd.DataFrame({town: [column.get(month, 0) for month in rows] for town, column in total.items()}, index=rows)

# %% right="p2-e11" because="the town as index, then as columns"
def report(sales, shops):
    towns = shops.set_index("shop", verify_integrity=True)["town"]
    parts = sales["day"].str.split(".", expand=True)
    month = pd.PeriodIndex(parts[2] + "-" + parts[1], freq="M")
    town = sales["shop"].map(towns).fillna("unknown").to_numpy()
    sums = pd.Series(sales["amount"].fillna(0).to_numpy(), index=pd.MultiIndex.from_arrays([month, town]))
    table = sums.groupby(level=[0, 1]).sum().unstack()
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M")).fillna(0)

# %% wrong="p2-e11" because="months without a sale left out" says="nothing was sold"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    return rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)

# %% wrong="p2-e11" because="unknown shops lost in an inner join" says="unknown"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", validate="many_to_one")
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)

# %% wrong="p2-e11" because="unknown shops lost by groupby" says="unknown"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one")
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)

# %% wrong="p2-e11" because="no validation" says="expected a ValueError"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)

# %% wrong="p2-e11" because="days read as months where that is possible" says="month.day"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    days = pd.Series([pd.to_datetime(day, dayfirst=int(day[:2]) > 12) for day in rows["day"]])
    month = days.dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)

# %% wrong="p2-e11" because="no format for the days" says="day.month.year"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"]).dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)

# %% wrong="p2-e11" because="a column for every town" says="there is no sale for it"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    towns = [*sorted(set(shops["town"])), "unknown"]
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0).reindex(columns=towns, fill_value=0)

# %% wrong="p2-e11" because="means" says="mean of the sales"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].mean().unstack().fillna(0)
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)

# %% wrong="p2-e11" because="gaps left" says="gaps in your table"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack()
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"))

# %% wrong="p2-e11" because="timestamps in the index" says="your index is a DatetimeIndex"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    rows["day"] = pd.to_datetime(rows["day"], format="%d.%m.%Y")
    return rows.groupby([pd.Grouper(key="day", freq="MS"), "town"])["amount"].sum().unstack(fill_value=0)

# %% wrong="p2-e11" because="only the rows without a gap" says="column Kiel is missing"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    days = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    kept = rows.dropna()
    table = kept.groupby([days[kept.index], "town"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(days.min(), days.max(), freq="M"), fill_value=0)

# %% wrong="p2-e11" because="a column by shop" says="is missing"
def report(sales, shops):
    month = pd.to_datetime(sales["day"], format="%d.%m.%Y").dt.to_period("M")
    table = sales.groupby([month, "shop"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)

# %% wrong="p2-e11" because="only codes that are sold are looked at" says="a table came back"
def report(sales, shops):
    used = shops[shops["shop"].isin(sales["shop"])]
    rows = sales.merge(used, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)

# %% wrong="p2-e11" because="a column unknown in any case" says="no sale for it"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    table = table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)
    return table if "unknown" in table else table.assign(unknown=0)

# %% wrong="p2-e11" because="whole years" says="a row for 2026-01"
def report(sales, shops):
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    first, last = f"{month.min().year}-01", f"{month.max().year}-12"
    return table.reindex(pd.period_range(first, last, freq="M"), fill_value=0)

# %% wrong="p2-e11" because="unknown amounts as the mean" says="Column"
def report(sales, shops):
    sales = sales.fillna({"amount": sales["amount"].mean()})
    rows = sales.merge(shops, on="shop", how="left", validate="many_to_one").fillna({"town": "unknown"})
    month = pd.to_datetime(rows["day"], format="%d.%m.%Y").dt.to_period("M")
    table = rows.groupby([month, "town"])["amount"].sum().unstack(fill_value=0)
    return table.reindex(pd.period_range(month.min(), month.max(), freq="M"), fill_value=0)

# %% [markdown]
# ## Exit quiz

# %% [markdown] exercise="p2-e12" title="Exit quiz: six tables" kind="Q" level=1 minutes=8 core=true after="all sections" skills=["Align by label", "Choose rows and columns", "Change a table", "Read files, types and gaps", "Summarise groups", "Join tables"] topics=["S-04-pandas"]
# Choose one answer to each question. Where you see the quiz as code, write the letter in quotes, such as `"a"`, in place of `None`.
#
# **q1** · `a` has the labels x, y, z and `b` the labels z, y, w; all values are numbers. How many missing values does `a + b` have?
# *a* 0 · *b* 1 · *c* 2 · *d* 4
#
# **q2** · `t` is sorted by price and keeps the labels 0 to 99 of its rows. What is `t.iloc[:5]`?
# *a* the five cheapest · *b* the rows labelled 0 to 4 · *c* the rows labelled 0 to 5 · *d* an error, since labels are out of order
#
# **q3** · After `t["price"].fillna(0, inplace=True)` in pandas 3 a colleague still finds gaps in `t`. Why?
# *a* `fillna` needs `axis=0` · *b* what `t["price"]` takes out behaves as a copy, and that one was filled · *c* the gaps are text · *d* 0 is no float
#
# **q4** · A column of ages has the values 20, 40 and a gap. What are its `mean()` and `count()`?
# *a* 20 and 3 · *b* missing and 3 · *c* 30 and 3 · *d* 30 and 2
#
# **q5** · You want to know for each of 500 employees by how much they earn more than the mean of their department. Which call gives something with 500 rows?
# *a* `groupby("dept")["pay"].mean()` · *b* `pivot_table(index="dept", values="pay")` · *c* `groupby("dept")["pay"].transform("mean")` · *d* `groupby("dept")["pay"].agg(["mean"])`
#
# **q6** · 1,000 orders are joined with customers (`how="left"`); the result has 1,040 rows. What has happened?
# *a* 40 orders have no customer · *b* some customers stand more than once in their table · *c* 40 customers have not ordered anything · *d* the orders had 40 gaps

# %% [markdown] hint="p2-e12"
# For each question: which labels or keys find a partner, and how many?

# %% [markdown] hint="p2-e12"
# q1: write down all labels that occur in `a` or `b`. q4: which values are added, and by how many is the sum divided? q6: a left join loses no order; when does one appear twice?

# %% [markdown] hint="p2-e12"
# `iloc` counts ____. What is taken out of a table is a ____. A mean leaves ____ out. `transform` returns one value for each ____. A row with two partners appears ____.

# %% answer="p2-e12" needs=[]
answers = {
    "q1": None,
    "q2": None,
    "q3": None,
    "q4": None,
    "q5": None,
    "q6": None,
}
### BEGIN SOLUTION
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": "d", "q5": "c", "q6": "b"}
### END SOLUTION

# %% tests="p2-e12" points=1
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
            "a": "That holds if the values were added by position. Which labels does the result have?",
            "b": "One label of the first has no partner. And is there one of the second that has none?",
            "d": "Four is the number of labels in the result. Some of them occur on both sides.",
        },
    )

with expect.test("question 2"):
    expect.choice(
        answer.answers,
        "q2",
        "a",
        {
            "b": "These rows have moved with their labels. Does `iloc` look at labels?",
            "c": "A slice of labels includes its end. But is `iloc` about labels?",
            "d": "Neither `loc` nor `iloc` needs labels in order. What do the letters i and l stand for?",
        },
    )

with expect.test("question 3"):
    expect.choice(
        answer.answers,
        "q3",
        "b",
        {
            "a": "`axis` makes no difference for a single column. Which object has been filled?",
            "c": "Then other things would go wrong, too. Here the method worked, but on which object?",
            "d": "0 goes into a column of floats as 0.0. Which object has been filled?",
        },
    )

with expect.test("question 4"):
    expect.choice(
        answer.answers,
        "q4",
        "d",
        {
            "a": "That takes the gap for an age of 0. Does pandas?",
            "b": "NumPy's mean is missing then. What does pandas do with gaps in a mean?",
            "c": "The mean is right. `len` counts rows; what does `count` count?",
        },
    )

with expect.test("question 5"):
    expect.choice(
        answer.answers,
        "q5",
        "c",
        {
            "a": "This has one row for each department. How would you subtract it from 500 salaries?",
            "b": "A pivot table has a row for each department, as its index says.",
            "d": "`agg` gives one row for each group, also with a list of one function.",
        },
    )

with expect.test("question 6"):
    expect.choice(
        answer.answers,
        "q6",
        "b",
        {
            "a": "An order without a partner stays as one row with gaps. That adds no rows.",
            "c": "A left join leaves such customers out. Where do rows come from that were not there?",
            "d": "A gap is still one row. When does one order become two rows?",
        },
    )
### END HIDDEN TESTS

# %% right="p2-e12" because="capital letters"
answers = {"q1": "C", "q2": "A", "q3": "B", "q4": "D", "q5": "C", "q6": "B"}

# %% right="p2-e12" because="as a call of dict"
answers = dict(q1="c", q2="a", q3="b", q4="d", q5="c", q6="b")

# %% wrong="p2-e12" because="the gap taken for 0" says="age of 0"
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": "a", "q5": "c", "q6": "b"}

# %% wrong="p2-e12" because="iloc taken for loc" says="look at labels"
answers = {"q1": "c", "q2": "b", "q3": "b", "q4": "d", "q5": "c", "q6": "b"}

# %% wrong="p2-e12" because="one question open" says="Still open: q6"
answers = {"q1": "c", "q2": "a", "q3": "b", "q4": "d", "q5": "c", "q6": None}
