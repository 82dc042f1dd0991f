# %% [markdown]
# # Linear
