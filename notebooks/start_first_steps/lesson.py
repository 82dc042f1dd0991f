# %% [markdown]
# # First steps
#
# A *notebook* is a page of cells. Some hold text, as this one; others hold Python. Click into the next cell and press **Shift+Enter**: it runs, and
# what it makes appears below it.

# %%
week = [18, 21, 19, 24, 20, 17, 21]  # noon temperatures of seven days
print("the warmest day:", max(week), "degrees")

# %% [markdown]
# ## 1 · Cells that know each other
#
# The next cell uses `week` from the one above. That works because both run in the same *kernel*, the Python process behind this page, which keeps
# every name until it is restarted.

# %%
print("days above 20 degrees:", sum(day > 20 for day in week))

# %% [markdown]
# **Change one thing**: turn the 24 into 30, run both cells again, then only the first. Which output is out of date? The order in which cells are
# *run* counts, never the order in which they stand.
#
# Each lesson has a second notebook, `exercises.ipynb`. Go there now: it has one exercise, and its *Check* does not rely on what your kernel knows. It
# runs your answer in a clean process of its own.
