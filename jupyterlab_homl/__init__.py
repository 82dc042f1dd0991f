"""A curated JupyterLab workspace for learning machine learning by doing.

This module holds Jupyter's entry points and imports nothing heavy.
"""

from __future__ import annotations

from ._version import __version__

__all__ = ["__version__"]


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-homl"}]


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    from .server.app import Homl

    return [{"module": "jupyterlab_homl", "app": Homl}]
