# %% [markdown]
# # pandas
#
# Somebody measured 344 penguins. The table says: *the longer a bill, the flatter it is.* The same table, looked at species by species, says the opposite, three times. Nothing is wrong with the numbers. **So what do you ask a table, and how do you know that it has answered your question and not another one?**
#
# Afterwards you can
#
# - calculate with columns that find their partners by label, not by position,
# - choose rows and columns, and change them without surprises,
# - read a file so that every column has the right type, and find its gaps,
# - split a table into groups, summarise each, and turn the result over,
# - join two tables without losing or doubling rows,
# - count and average by day, week and month.
#
# *Predict* asks what will happen: choose first, then run the cell below and see.
#
# *Lesson 90 min · core exercises 1¼ h · extra exercises 1 h. Builds on [[p1]] (NumPy). If you know pandas already, take the fast track: one exercise, [[p2-e11]], and a quiz.*

# %%
import io
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

# %%
from jupyterlab_homl.toolkit import datasets, demos, plots, quiz

plots.use()

# %% [markdown] topics=["S-04-pandas"]
# ## 1 · Labels, not positions
#
# A fruit stall writes down what it sold on Monday, and on Tuesday does so again, in another order, with figs that were not there before and without pears. How much was sold of each?
#
# | | apples | pears | plums | figs |
# |---|---|---|---|---|
# | Monday | 30 | 12 | 7 | |
# | Tuesday | 25 | | 10 | 4 |
#
# With two NumPy arrays you would add the first number of one list to the first of the other: apples to plums. A *Series* of pandas is a NumPy array with a name for each value. The names are its *index*; each of them is a *label*. (`pd` is what everybody calls pandas, as `np` is NumPy.)

# %%
monday = pd.Series({"apples": 30, "pears": 12, "plums": 7})
tuesday = pd.Series({"plums": 10, "apples": 25, "figs": 4})
print(monday)
print("by label:", monday.loc["pears"], " by position:", monday.iloc[1])
print("labels:  ", list(monday.index), " values:", monday.to_numpy())

# %%
quiz.predict(
    "`monday + tuesday` has a row for each of the four fruits. "
    "In how many of these rows does a number stand?",
    ["none: the labels differ, so it raises an error", "2", "3", "4"],
    right=1,
    because="Only apples and plums have a value on both days. What has no partner has no sum.",
    tempting={
        0: "pandas does not insist on equal labels. It looks for partners, label by label.",
        2: "Adding by position would give three sums. Which labels occur on both days?",
        3: "That would take a missing fruit for 0. pandas does not know that 0 is meant.",
    },
)

# %%
print(monday + tuesday)

# %% [markdown]
# Before it adds, pandas *aligns*: it puts equal labels side by side, whatever their order. This *alignment* happens in every calculation with two Series. Apples are 55 and plums 17, as they should be. Where one side has nothing, the result is `NaN` (*not a number*), which stands for a missing value: pandas cannot know whether nothing was sold or nobody counted. You know, so say it:

# %%
total = monday.add(tuesday, fill_value=0)
print(total.astype(int))
print("sold in all:", total.sum(), " best:", total.idxmax())

# %% [markdown]
# What you know of arrays holds for a Series, too: `total > 10` compares each value, `total[total > 10]` picks by such a condition, `np.sqrt(total)` and `total.mean()` work, and the labels come along.
#
# **Where it bites.** Models give you arrays, without labels. Suppose you have a table of cars (several columns that share one index, more on that in [[§2]]) and have shuffled its rows, as one does before training. A model has predicted a price for each row *in this order*. Both of the last two assignments run; one of them is wrong.

# %%
cars = pd.DataFrame({"km": [10, 200, 50, 120]}).sample(frac=1, random_state=3)
predicted = np.array([30, 5, 25, 12])[cars.index]  # the model's answers, in this order
cars["price"] = predicted
cars["wrong"] = pd.Series(predicted)
print(cars)

# %% [markdown]
# An array is taken by position: first value to first row. A Series is aligned: its label 0 goes to the row labelled 0, wherever that row stands now. There is no error and no warning; the car with 120 thousand kilometres now costs twice as much as the one with 10. To attach what came in the order of the rows, use the array itself, or give the Series its labels: `pd.Series(predicted, index=cars.index)`.
#
# **Change one thing**: in the cell with `.sample(frac=1, random_state=3)`, let `random_state` be 7. Which rows are wrong now?
#
# <details><summary>Answer</summary>
#
# Now 0 and 2; with 3 it was 0, 2 and 3. A row comes out right only if it happens to stand at the position that its label names. After `cars = cars.reset_index(drop=True)`, which labels the rows 0, 1, 2, … anew, all of them would.
# </details>
#
# **Its exercise**: [[p2-e01]]. **Read more**: [Intro to data structures](https://pandas.pydata.org/docs/user_guide/dsintro.html) in pandas' user guide.

# %% [markdown] topics=["S-04-pandas"]
# ## 2 · Choosing rows and columns
#
# Between 2007 and 2009 Kristen Gorman and her colleagues measured penguins of three species near Palmer Station, Antarctica. Their table is a *DataFrame*: columns with names, each a Series, which share one index. Look at any new table like this, before you do anything else:

# %%
penguins = datasets.load("penguins")
print(penguins.shape)
print(penguins.head(3).T)
print(penguins["species"].value_counts())

# %% [markdown]
# Tables are also made from a dict of columns, as `cars` was, from a list with a dict for each row, or from an array: `pd.DataFrame(X, columns=["a", "b"])`. The way back is `table.to_numpy()`.
#
# `.T` turns rows into columns, so that wide rows fit on a page. `value_counts` counts how often each value occurs; `value_counts(normalize=True)` gives shares. For numbers, `describe` does the same work:

# %%
print(penguins[["bill_length_mm", "body_mass_g"]].describe().round(1))

# %% [markdown]
# One name in brackets, `penguins["species"]`, gives a Series; a *list* of names, `penguins[["species", "sex"]]`, a smaller table. For rows there are two ways, and their names say which: `.loc[rows, columns]` takes **l**abels, `.iloc[rows, columns]` takes **i**nteger positions, as NumPy does.

# %%
by_mass = penguins.sort_values("body_mass_g")

# %%
quiz.predict(
    "`by_mass` holds the same rows, the lightest penguin first. "
    "Is `by_mass.loc[0]` the same penguin as `by_mass.iloc[0]`?",
    ["yes: both are the first row", "no: `loc[0]` was the first row before sorting"],
    right=1,
    because="Sorting moves rows with their labels. Label 0 has moved; position 0 is the top.",
    tempting={0: "So it is in `penguins`. But sorting carries the labels along."},
)

# %%
print("iloc[0]:", by_mass.iloc[0]["species"], by_mass.iloc[0]["body_mass_g"])
print("loc[0]: ", by_mass.loc[0, "species"], by_mass.loc[0, "body_mass_g"])
print("rows of loc[0:3]:", len(penguins.loc[0:3]), " of iloc[0:3]:", len(penguins.iloc[0:3]))

# %% [markdown]
# Mind the last line: a slice of *labels* includes its end. Labels need not be numbers, and nobody could say which label comes before `"pears"`.
#
# **By a condition.** A comparison of a column gives a Series of `True` and `False`, a *mask*, as in NumPy. Combine masks with `&` (and), `|` (or), `~` (not), and put each comparison in parentheses: `&` binds more tightly than `>`. Python's words `and` and `or` ask for *one* truth value, and a whole column has none.

# %%
heavy = penguins["body_mass_g"] > 5500
on_biscoe = penguins["island"] == "Biscoe"
chosen = penguins.loc[heavy & on_biscoe, ["species", "sex", "body_mass_g"]]
print(chosen.nlargest(3, "body_mass_g"))
print(len(penguins.query("body_mass_g > 5500 and island == 'Biscoe'")), "rows by query")
print(penguins["island"].isin(["Dream", "Torgersen"]).sum(), "on one of two islands")

# %% [markdown]
# `query` takes the condition as text, in which column names stand bare. `isin` asks whether a value is in a list.

# %% alt="Body mass against flipper length for all penguins in grey, a rising cloud from {lightest:.0f} to {heaviest:.0f} grams. The {count} penguins of Biscoe above 5,500 g are marked: all lie in the upper right corner, with flippers of {shortest:.0f} mm and more."
marked = penguins[heavy & on_biscoe]
count, shortest = len(marked), marked["flipper_length_mm"].min()
lightest, heaviest = penguins["body_mass_g"].min(), penguins["body_mass_g"].max()
plt.plot(penguins["flipper_length_mm"], penguins["body_mass_g"], ".", color="0.7", label="all")
plt.plot(marked["flipper_length_mm"], marked["body_mass_g"], "o", label="Biscoe, > 5,500 g")
plt.xlabel("flipper length (mm)")
plt.ylabel("body mass (g)")
plt.legend()
plt.show()

# %% [markdown]
# **Change one thing**: where `heavy` is made, turn `>` into `<=`. How many rows do you get, and how many penguins of Biscoe are in neither of the two choices?
#
# <details><summary>Answer</summary>
#
# The mask now picks 139 of the 168 penguins of Biscoe, and 28 are heavier: one is in neither. Nobody weighed it, and a missing value is neither above nor at most 5,500. More on that in [[§4]].
# </details>
#
# **Its exercise**: [[p2-e02]]. **Read more**: [Indexing and selecting data](https://pandas.pydata.org/docs/user_guide/indexing.html).

# %% [markdown] topics=["S-04-pandas"]
# ## 3 · Changing a table
#
# A runner's watch records the pulse every minute. Two values, 250 and 300, cannot be true, and you want them gone: missing rather than false. A first attempt chooses the rows, then the column, then assigns:

# %%
pulse = pd.DataFrame({"minute": range(5), "bpm": [71.0, 250.0, 74.0, 300.0, 72.0]})

# %%
quiz.predict(
    '`pulse[pulse["bpm"] > 200]["bpm"] = np.nan`: '
    "how many missing values are in `pulse` afterwards?",
    ["0", "2", "5"],
    right=0,
    because="The first bracket makes a new table. That one is changed, and then it is lost.",
    tempting={
        1: "Two rows are chosen, but into which table are they put, and who holds it?",
        2: "The condition picks two rows at most. Into which table does the value go?",
    },
)

# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    pulse[pulse["bpm"] > 200]["bpm"] = np.nan
print("missing:", pulse["bpm"].isna().sum())
print("pandas says:", caught[0].category.__name__)

# %% [markdown]
# (The `with` line only catches the warning, so that we can print its name.) Since version 3, pandas has one rule, *copy-on-write*: whatever you take out of a table behaves as a copy of its own. A *chained assignment*, two brackets in a row with `=` at the end, therefore never works. Older books and answers on the web still show it, and `table["x"].fillna(0, inplace=True)`, which does nothing for the same reason.
#
# What works is one bracket on the table itself, with `.loc`:

# %%
pulse.loc[pulse["bpm"] > 200, "bpm"] = np.nan
print(pulse.T)

# %% [markdown]
# The rule protects you, too: `part = pulse.head(2)`, and whatever you do to `part`, `pulse` stays as it is. pandas is lazy about it and copies only when something is written, hence the name.
#
# **A function is another matter.** Its argument is not taken out of your table: it *is* your table. `table["x"] = …` inside of a function changes the table of whoever called it. So make a new table, with `assign`, or begin with `table = table.copy()`:

# %%
def with_zone(table):
    """The table with a new column; `table` itself stays as it is."""
    return table.assign(zone=np.where(table["bpm"] > 73, "raised", "rest"))


print(with_zone(pulse).T)
print("columns of pulse:", list(pulse.columns))

# %% [markdown]
# `np.where(condition, a, b)` takes `a` where the condition holds and `b` elsewhere; a comparison with a missing value counts as false, so the gaps are called "rest". (Would you want that?) More of the same kind, each of which returns a new Series or table:

# %%
grams = penguins["body_mass_g"]
print(grams.clip(lower=3000, upper=5000).max(), (grams / 1000).round(1).iloc[0])
island = penguins["island"].map({"Biscoe": "B", "Dream": "D"})  # what is not listed: missing
print(island.isna().sum(), "from Torgersen:", (penguins["island"] == "Torgersen").sum())
names = {"bill_length_mm": "length", "bill_depth_mm": "depth"}
print(list(penguins.rename(columns=names).drop(columns=["year", "sex"]).columns))

# %% [markdown]
# A column can be renamed, dropped, cut at limits, translated by a dict. Such calls can be chained, one to a line: `table.dropna().assign(…).sort_values(…)`. No name is used twice, and nothing is changed behind your back.
#
# **Change one thing**: in `with_zone`, write `> 70` in place of `> 73`. Which minutes change their zone?
#
# <details><summary>Answer</summary>
#
# Minutes 0 and 4, with 71 and 72 beats, are "raised" now. Minutes 1 and 3 stay at "rest", although nobody knows their pulse.
# </details>
#
# **Its exercise**: [[p2-e03]]. **Read more**: [Copy-on-write](https://pandas.pydata.org/docs/user_guide/copy_on_write.html).

# %% [markdown] topics=["S-04-pandas"]
# ## 4 · Files, types and gaps
#
# A file of comma-separated values, *CSV*, is text. That 01067 is the postcode of a part of Dresden and not the number 1,067, that 3,5 is three and a half, that a dash means "not measured": all this is up to the reader. Here is a file as a German spreadsheet writes it (`io.StringIO` makes a file of a text, to keep things in one place):

# %%
text = """station;postcode;day;rain
Altstadt;01067;03.04.2026;3,5
Altstadt;01067;04.04.2026;-
Loschwitz;01326;03.04.2026;12,0
"""
print(pd.read_csv(io.StringIO(text), sep=";").dtypes)

# %%
rain = pd.read_csv(
    io.StringIO(text),
    sep=";",
    decimal=",",
    na_values="-",
    dtype={"postcode": "str"},
    parse_dates=["day"],
    date_format="%d.%m.%Y",
)
print(rain, "\n\n", rain.dtypes, sep="")

# %% [markdown]
# The first attempt took the postcode for a whole number (`int64`), which loses its leading zero for good, and rain and day for text (`str`). Look at `dtypes` after every `read_csv`: a column of numbers that came out as `str` holds something that is no number.
#
# | type | holds | mind |
# |---|---|---|
# | `int64`, `float64` | numbers, as in NumPy | `int64` cannot hold a gap: one missing value makes the column `float64` |
# | `Int64` (capital I) | whole numbers with gaps | `astype("Int64")`; its gap is printed as `<NA>` |
# | `str` | text | the standard for text since pandas 3; it was `object` before |
# | `category` | a few texts that repeat | `astype("category")`: less memory, and a fixed list of values |
# | `datetime64` | points in time | see [[§8]] |
#
# `pd.to_numeric(column, errors="coerce")` makes numbers of a text column and a gap of whatever is no number. Count the gaps before and after: otherwise you never learn what was lost.

# %%
quiz.predict(
    "Two of the 344 penguins were never weighed. The masses of the others sum up to "
    "1,437,000 g. By how many does `penguins['body_mass_g'].mean()` divide?",
    ["344: the gaps count as 0", "342", "by none: the mean is NaN"],
    right=1,
    because="pandas leaves gaps out of sums, means and counts, silently.",
    tempting={
        0: "Then every gap would be a penguin without weight. Does pandas take a gap for 0?",
        2: "NumPy answers so. pandas leaves gaps out unless you say `skipna=False`.",
    },
)

# %%
grams = penguins["body_mass_g"]
print(f"sum {grams.sum():,.0f}, mean {grams.mean():.1f}, {grams.count()} of {len(grams)} known")
print("NumPy's mean:", grams.to_numpy().mean(), " nan == nan:", np.nan == np.nan)
gaps = penguins.isna().sum()
print(gaps[gaps > 0])

# %% [markdown]
# A gap is not even equal to itself, so never compare with `np.nan`; ask `isna()` or `notna()`. `isna().sum()` counts the gaps of each column (`True` counts as 1), `isna().mean()` gives their share.
#
# What to do with a *missing value* depends on why it is missing. `dropna(subset=["sex"])` drops the rows with a gap in these columns; without `subset` it drops each row with any gap at all. `fillna(value)` puts something in, such as the column's median. The second keeps the row and invents a value: fine for a column of features, never for the column that you want to predict.

# %%
complete = penguins.dropna()
known = penguins.dropna(subset=["body_mass_g"])
filled = known.fillna({"sex": "unknown"})
print(len(penguins), len(complete), len(known), filled["sex"].value_counts().to_dict())

# %% [markdown]
# **Writing.** `table.to_csv("rain.csv", index=False)` writes text, so types are lost, and postcodes with them when somebody reads it carelessly. Without `index=False` the labels become a first column without a name, and come back as `Unnamed: 0`. `to_parquet` (it needs the package `pyarrow`) keeps the types, is several times smaller, and reads single columns quickly: take it for everything that only programs read. `to_json` and `read_json` serve the web; the format is chosen by `orient=`.
#
# **Change one thing**: in the second `read_csv`, replace `na_values="-"` by `na_values="?"`. Which type has `rain` then?
#
# <details><summary>Answer</summary>
#
# `str`: a single dash, and the whole column is text again, with commas. A sum would glue the texts together.
# </details>
#
# **Its exercise**: [[p2-e04]]. **Read more**: [IO tools](https://pandas.pydata.org/docs/user_guide/io.html), [Working with missing data](https://pandas.pydata.org/docs/user_guide/missing_data.html).

# %% [markdown] topics=["S-04-pandas"]
# ## 5 · Groups
#
# Which species is the heaviest? Sort the index cards into three heaps, take the mean of each heap, write the three means into a list. Hadley Wickham called this *split-apply-combine* (2011), and it is what `groupby` does:

# %%
print(penguins.groupby("species")["body_mass_g"].mean().round(0))
print(penguins.groupby(["species", "sex"])["body_mass_g"].mean().round(0))

# %% [markdown]
# Read it from left to right: *split by* species, *take* the mass, *apply* the mean. The keys become the index; two keys give an index with two levels, a *MultiIndex*, of which `means.loc[("Adelie", "female")]` picks one value. Rows whose key is missing belong to no heap: the eleven penguins of unknown sex are left out silently, unless you say `dropna=False`.
#
# Several summaries at once, with names of your own, by `agg`: `new name=(column, what)`.

# %%
print(
    penguins.groupby("species").agg(
        birds=("species", "size"),
        weighed=("body_mass_g", "count"),
        mean=("body_mass_g", "mean"),
        spread=("body_mass_g", "std"),
    ).round(0)
)

# %% [markdown]
# `size` counts rows, `count` counts values that are there. Now the question from the beginning:

# %%
quiz.predict(
    "Over all penguins, the correlation of bill length and bill depth is −0.24: longer bills "
    "are flatter. And within each of the three species?",
    [
        "negative in all three, about −0.24",
        "negative in some, positive in others",
        "positive in all three",
    ],
    right=2,
    because="Within a species, large birds have bills that are longer and deeper.",
    tempting={
        0: "The whole need not be like its parts: the three clouds lie in different places.",
        1: "Look at the figure below: in which direction does each single cloud rise?",
    },
)

# %%
length, depth = penguins["bill_length_mm"], penguins["bill_depth_mm"]
print("all penguins:", round(length.corr(depth), 2))
within = {}
for name, part in penguins.groupby("species"):
    within[name] = part["bill_length_mm"].corr(part["bill_depth_mm"])
    print(name, round(within[name], 2))

# %% alt="Bill depth against bill length, one colour for each species. Each cloud rises to the right: correlations {within[Adelie]:.2f} for Adelie, {within[Chinstrap]:.2f} for Chinstrap, {within[Gentoo]:.2f} for Gentoo. Gentoo has long but flat bills and lies lower right, which tilts the whole downwards."
for (name, part), marker in zip(penguins.groupby("species"), "o^s"):
    plt.plot(part["bill_length_mm"], part["bill_depth_mm"], marker, markersize=3, label=name)
plt.xlabel("bill length (mm)")
plt.ylabel("bill depth (mm)")
plt.legend()
plt.show()

# %% [markdown]
# This is *Simpson's paradox*, after Edward Simpson (1951): a relation can turn round when groups are thrown together. Both numbers are right; they answer different questions. `table.corr(numeric_only=True)` computes all pairs of columns at once: look into the groups before you believe one.
#
# **As many rows as before: `transform`.** `mean` gives one value for each group. Often you want it beside each row: how much heavier is this bird than its species? `transform` does that. The result has the index of the table, so it fits.

# %%
usual = penguins.groupby("species")["body_mass_g"].transform("mean")
print(len(usual), "rows; first bird:", round(grams.iloc[0] - usual.iloc[0]), "g above its kind")
spread = (grams - usual).std()
print(f"spread of all {grams.std():.0f} g, within species {spread:.0f} g")

# %% [markdown]
# **Groups of numbers.** `pd.cut` cuts a column of numbers into bands, whose edges you give; `pd.qcut(column, 4)` makes four of about equal size. `pd.crosstab` counts pairs:

# %%
band = pd.cut(grams, [0, 3500, 4500, np.inf], labels=["light", "middle", "heavy"])
print(pd.crosstab(penguins["species"], band))
print(grams.groupby(band, observed=True).mean().round(0).to_dict())

# %% [markdown]
# A value on an edge belongs to the band *below* it: 3,500 g is light. `band` is a category, and with `observed=True` only bands that occur get a row.
#
# **Change one thing**: in the first cell of this section, group by `"island"` in place of `["species", "sex"]`. On which island do the heaviest live? Is it the island that makes them heavy?
#
# <details><summary>Answer</summary>
#
# Biscoe, with a mean of 4,716 g. All Gentoos live there: it is the species, not the island. The Adelies of Biscoe weigh what Adelies weigh elsewhere.
# </details>
#
# **Its exercise**: [[p2-e05]]. **Read more**: [Group by: split-apply-combine](https://pandas.pydata.org/docs/user_guide/groupby.html).

# %% [markdown] topics=["S-04-pandas"]
# ## 6 · Joining tables
#
# A shop keeps orders in one table and customers in another: the name of a customer is written down once, and each order says only whose it is. Edgar Codd built the theory of databases upon this idea (1970). To answer "how much was bought in each town?" the tables have to be brought together, by a *join* on the column that they share, the *key*.

# %%
orders = pd.DataFrame({"customer": ["c1", "c2", "c1", "c9"], "amount": [20, 5, 30, 8]})
customers = pd.DataFrame({"customer": ["c1", "c2", "c3"], "town": ["Bonn", "Köln", "Ulm"]})
print(orders.merge(customers, on="customer", how="left", indicator=True))

# %% [markdown]
# `how="left"` keeps every row of the left table; an order without a partner (c9) gets a gap. The others: `"inner"` (the default!) keeps only rows with a partner, `"right"` every row of the right table, `"outer"` all rows of both. `indicator=True` adds the column `_merge`, which says where each row comes from. Rows without a partner are then `joined[joined["_merge"] == "left_only"]`.
#
# If the keys have different names, say `left_on="customer", right_on="id"`. If they are the index, `left.join(right)` does it.

# %%
quiz.predict(
    "By mistake, c1 stands twice in `customers`, with two towns. "
    "How many rows has the left join of the four orders now?",
    ["4: a left join keeps the rows of the left table", "5", "6", "8"],
    right=2,
    because="Both orders of c1 find two partners each: 2 · 2 + 1 + 1 = 6.",
    tempting={
        0: "It loses none of them. But a row with two partners appears twice.",
        1: "One customer is doubled, but how many orders has c1?",
        3: "Only c1 is doubled. What of the orders of c2 and c9?",
    },
)

# %%
doubled = pd.concat([customers, pd.DataFrame({"customer": ["c1"], "town": ["Mainz"]})])
joined = orders.merge(doubled, on="customer", how="left")
print(len(joined), "rows; sum", joined["amount"].sum(), "instead of", orders["amount"].sum())
try:
    orders.merge(doubled, on="customer", how="left", validate="many_to_one")
except pd.errors.MergeError as error:
    print("MergeError:", error)

# %% [markdown]
# The shop seems to have sold 113 instead of 63, and nothing has complained. This is the commonest way in which tables lie, and one word prevents it: `validate="many_to_one"` says that many orders may belong to one customer, but each key stands only once on the right. If that is not so, `merge` raises an error. Write it in every join. Where keys are double, look first: `table[table["customer"].duplicated(keep=False)]` shows all rows that share a key, and `drop_duplicates(subset="customer")` keeps the first of each, if you may.
#
# Move the demo until you can say how many rows each kind of join gives, before the answer appears.

# %%
demos.join_rows.show()

# %% [markdown]
# `pd.concat([first, second])` puts tables with the same columns one below the other, as above. Labels stay as they were, so `doubled` has two rows with label 0; `ignore_index=True` numbers them anew. With `axis=1` it puts tables side by side, aligned by label.
#
# **Change one thing**: in the first cell of this section, write `how="outer"`. Which row is new, and what has it in place of an amount?
#
# <details><summary>Answer</summary>
#
# Customer c3 of Ulm, who has ordered nothing: `right_only`, and a gap as amount. Because of this gap the amounts of all orders are now `float64`.
# </details>
#
# **Its exercises**: [[p2-e06]] and [[p2-e07]]. **Read more**: [Merge, join, concatenate and compare](https://pandas.pydata.org/docs/user_guide/merging.html).

# %% [markdown] topics=["S-04-pandas"]
# ## 7 · Wide and long
#
# People like their tables *wide*, with a column for each year. Programs like them *long*: one row for each observation, one column for each thing that is known of it. Then "the year" is a column to filter, group and join by. Wickham called this *tidy data* (2014).

# %%
wide = pd.DataFrame({"town": ["Bonn", "Ulm"], "2024": [14, 9], "2025": [11, 12]})
long = wide.melt(id_vars="town", var_name="year", value_name="rainy")
print(wide, "\n\n", long, sep="")
print(long.dtypes["year"], "→", long["year"].astype(int).dtype)

# %% [markdown]
# `melt` keeps the columns named in `id_vars`, and turns all others into two: one for their names, one for their values. The names were texts, so the years are texts: `"2024" + 1` is an error. Make them numbers at once.
#
# The way back is `pivot`, if each pair of row and column occurs at most once. If it can occur several times, values must be summarised: `pivot_table` is `groupby` and `pivot` in one.

# %%
print(long.pivot(index="town", columns="year", values="rainy"))
print(
    penguins.pivot_table(
        index="species", columns="island", values="body_mass_g", aggfunc="mean"
    ).round(0)
)

# %% [markdown]
# No Gentoo was weighed on Dream: a gap. For counts and totals, a pair that never occurs means 0; say `fill_value=0`. For means, leave the gap: there is no mean of nothing.
#
# A result of `groupby` with two keys is long, too, with both keys in its index. `unstack` turns the inner level into columns, and `stack` turns them back:

# %%
means = penguins.groupby(["species", "sex"])["body_mass_g"].mean()
table = means.unstack()
print(table.round(0))
print((table["male"] / table["female"]).round(2).to_dict())

# %%
quiz.predict(
    "`table` has three rows and two columns. How many rows has `table.stack()`, "
    "and how many has `table.reset_index()`?",
    ["6 and 3", "3 and 6", "6 and 6", "3 and 3"],
    right=0,
    because="`stack` makes one row for each cell. `reset_index` makes a column of the labels.",
    tempting={
        1: "Which of the two puts the columns below each other?",
        2: "`reset_index` moves the labels into a column; the rows stay.",
        3: "After `stack` there is one row for each cell: three times two.",
    },
)

# %%
print(len(table.stack()), len(table.reset_index()))
print(means.rename("mean").reset_index().head(3))

# %% alt="Bars of the mean body mass of female and male penguins of three species. Males are heavier in each: by a factor of {ratio[Adelie]:.2f} for Adelie, {ratio[Chinstrap]:.2f} for Chinstrap and {ratio[Gentoo]:.2f} for Gentoo."
ratio = table["male"] / table["female"]
table.plot.bar(rot=0)
plt.ylabel("mean body mass (g)")
plt.show()

# %% [markdown]
# Models want numbers, not words. `pd.get_dummies(penguins["island"])` makes a column for each word, true where it stands; [[ch02]] shows what to use in its place when new words may come later.
#
# Every table and Series has `.plot`, which draws each column with Matplotlib and takes labels from the index: quick to look at, and still an `Axes` that you can label ([[p3]]).
#
# **Change one thing**: use `aggfunc="count"` in the `pivot_table`. Which species lives on all three islands?
#
# <details><summary>Answer</summary>
#
# Adelie: 44 on Biscoe, 56 on Dream, 51 on Torgersen. Gentoo (123) lives on Biscoe only, Chinstrap (68) on Dream.
# </details>
#
# **Its exercise**: [[p2-e08]]. **Read more**: [Reshaping and pivot tables](https://pandas.pydata.org/docs/user_guide/reshaping.html).

# %% [markdown] topics=["S-04-pandas"]
# ## 8 · Time
#
# On which day of the week are most children born? The table `births` holds how many were born in the United States on each of 7,305 days. With the date as its index, pandas understands parts of dates, too:

# %%
births = datasets.load("births").set_index("date")["births"]
print(births.loc["1988-02-28":"1988-03-01"])
print("June 1988:", births.loc["1988-06"].sum(), " first day:", births.index[0].day_name())

# %% [markdown]
# A column of text becomes one of dates with `pd.to_datetime(column, format="%d.%m.%Y")`. Give the format: `03.04.` is the third of April to some, the fourth of March to others. Of an index of dates, `births.index.month` gives the months; of a *column* of dates, `table["day"].dt.month`. In the same way `.dt.day_name()`, `.dt.dayofweek` (Monday is 0), `.dt.year`.

# %%
weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
profile = births.groupby(births.index.day_name()).mean() / births.mean()
profile = profile.reindex(weekdays)
print(profile.round(3))

# %% [markdown]
# `groupby` sorts its keys, and weekdays by alphabet begin with Friday. `reindex` puts rows into the order of a list (a label that is not there would become a gap). Nature knows no weekdays; calendars of hospitals do: planned births fall on working days. Has it always been so?

# %%
quiz.predict(
    "On Sundays about 14 % fewer children are born than on an average day, over all twenty "
    "years. How was it in 1969, the first year, and in 1988, the last?",
    [
        "about the same in both",
        "the gap was larger in 1969",
        "the gap was larger in 1988",
    ],
    right=2,
    because="Planned births have become more frequent, and planning avoids Sundays.",
    tempting={
        0: "A mean of twenty years can hide a trend. Group by year, too.",
        1: "More and more births were planned. Which way does that move Sundays?",
    },
)

# %% alt="Births of each weekday over the average day, year by year from 1969 to 1988. Sunday falls from {first:.2f} to {last:.2f}, Saturday alongside. Tuesday rises to {top:.2f}. The two lines drift apart."
day, year = births.index.day_name(), births.index.year
by_year = births.groupby([year, day]).mean().unstack()
share = by_year.div(by_year.mean(axis=1), axis=0)
(first, last), top = share.loc[[1969, 1988], "Sunday"], share.loc[1988, "Tuesday"]
for name, style in (("Tuesday", "o-"), ("Saturday", "^--"), ("Sunday", "s-")):
    plt.plot(share.index, share[name], style, markersize=4, label=name)
plt.xlabel("year")
plt.ylabel("births, average day = 1")
plt.xticks(range(1969, 1989, 3))
plt.legend(loc="center right")
plt.show()

# %% [markdown]
# **Resampling** is `groupby` for time: `resample("MS")` makes a heap of each month and labels it by its first day (*month start*; `"ME"` by its last; `"D"`, `"W"`, `"YS"` are days, weeks, years). Say what to do with a heap: counts are summed, temperatures averaged. A *period* is a whole month rather than a point in time; `to_period("M")` tells in which one a date lies.

# %%
monthly = births.resample("MS").sum()
print(monthly.head(3))
per_month = births.groupby(births.index.to_period("M")).sum()
print(type(per_month.index).__name__, len(per_month), "months; best:", per_month.idxmax())
print("a day in February 1988:", round(births.loc["1988-02"].mean()))

# %%
demos.resample_births.show()

# %% [markdown]
# A table with a date and a shop in each row becomes months by shops in one expression: `sales.pivot_table(index=sales["day"].dt.to_period("M"), columns="shop", values="amount", aggfunc="sum", fill_value=0)`.
#
# `resample` and `groupby` differ where nothing happened: `resample` gives an empty month a row (sum 0, mean missing), `groupby` knows only months that occur. Upwards, from months to days, values must be invented: `monthly.resample("D").ffill()` repeats the last one, `.interpolate()` draws a line.
#
# **Looking back.** `births.shift(1)` moves all values down by one row: beside each day stands the day before. `births.rolling(7).mean()` is the mean of the last seven days, this one included. To forecast a day from the days before, only these may be used; `shift(-1)` would be a look into the future, and a model that may look into the future is wonderful until it is used.

# %%
table = pd.DataFrame({"births": births, "day before": births.shift(1)})
table["week before"] = births.shift(7)
table["mean of 7 days before"] = births.shift(1).rolling(7).mean().round(0)
print(table.iloc[[0, 1, 7, 8]].T)
print(table.corr().loc["births"].round(2))

# %% [markdown]
# The same weekday a week ago tells more than yesterday. The first rows have gaps, since before the first day there is nothing.
#
# **Clocks.** A time without a zone is what a clock on some wall says. `tz_localize("Europe/Berlin")` says which wall, `tz_convert("UTC")` what the clocks of the world agree upon. Store UTC: it has no hour that is missing in spring and none that happens twice in autumn.

# %%
wall = pd.Series(pd.to_datetime(["2026-03-28 12:00", "2026-03-29 12:00"]))
berlin = wall.dt.tz_localize("Europe/Berlin")
print("by the clock:", wall.diff().iloc[1], " elapsed:", berlin.diff().iloc[1])
print(berlin.dt.tz_convert("UTC").iloc[1])

# %% [markdown]
# **Change one thing**: in `monthly`, replace `sum()` by `mean()` in the cell above the demo. How do January and February compare now?
#
# <details><summary>Answer</summary>
#
# The sum of February 1969 was lower than that of January only because it has fewer days. A day in February had more births: 9,662 against 9,480. Compare months of different lengths by their means a day.
# </details>
#
# **Its exercises**: [[p2-e09]], [[p2-e10]], and [[p2-e11]], the fast track. **Read more**: [Time series](https://pandas.pydata.org/docs/user_guide/timeseries.html).
#
# ## To take away
#
# - Labels find their partners: arithmetic, assignment and `concat` align; arrays go by position.
# - One bracket on the table itself, `table.loc[rows, column] = …`; what is taken out is a copy.
# - After reading: `dtypes` and `isna().sum()`. pandas leaves gaps out, silently.
# - `groupby` for one row a group, `transform` for one a row; look into groups before you believe a correlation.
# - Join with `how=` and `validate=`; count rows before and after. Time looks back, never ahead.
#
# **The exit quiz**: [[p2-e12]].
