"""The Jupyter server extension: REST, jobs and events over the rest of the package."""
