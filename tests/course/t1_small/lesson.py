# %% [markdown]
# # A small lesson

# %% [markdown] topics=["T-02"]
# ## 1 · Twice

# %%
from jupyterlab_homl.toolkit import quiz

# %%
quiz.predict(
    "How much is twice one?",
    ["1", "2", "3"],
    right=1,
    because="One and one are two.",
    tempting={0: "That is one of them."},
)

# %%
1 + 1
