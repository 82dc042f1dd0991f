# %% [markdown] topics=["S-05-II.1"]
# # Neural networks with Keras
