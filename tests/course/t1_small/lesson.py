# %% [markdown]
# # A small lesson

# %% [markdown] topics=["T-02"]
# ## 1 · Twice

# %%
1 + 1
