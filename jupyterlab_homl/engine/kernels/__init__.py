"""Kernels of lessons, forked from the warm server of their tier and managed by Jupyter."""
