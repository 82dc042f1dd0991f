# %% [markdown]
# # A small lesson

# %% [markdown] topics=["T-02"]
# ## 1 · Twice

# %%
two = 1 + 1
print(two)
