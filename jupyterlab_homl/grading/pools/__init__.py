"""Executors that run tasks: threads, or the workers of a Dask cluster."""
