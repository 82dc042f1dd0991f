"""Executors of tasks: threads of this process, or the workers of a Dask cluster. They do not know what a task is."""
