# %% [markdown]
# # First steps
#
# This page is made of cells. Some hold text, as this one; others hold Python. Click into the next cell and press **Shift+Enter**: it runs, and
# what it makes appears below it.

# %%
week = [18, 21, 19, 24, 20, 17, 21]  # noon temperatures of seven days
print("the warmest day:", max(week), "degrees")

# %% [markdown]
# ## 1 · Run, change, run again
#
# The next cell uses `week` from the one above.

# %%
print("days above 20 degrees:", sum(day > 20 for day in week))

# %% [markdown]
# **Change one thing**: turn the 24 into 30 and run both cells again. Nothing can break: you may change and run every cell of this course.
#
# Each lesson has a second notebook, `exercises.ipynb`. Go there now: it has one exercise with a button, **Check**. What happens behind both, the
# cells and the button, is the subject of the tutorial that comes next, *Jupyter and Python warm-up*.
