"""Who is an instructor, and what a learner's JupyterLab leaves out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

#: What a learner's JupyterLab leaves out: nbgrader's plugins, which serve a class, and the question about Jupyter's news,
#: which would cover the first look at the road.
_LEFT_OUT = ("@jupyter/nbgrader", "@jupyterlab/apputils-extension:announcements")


def is_instructor(setting: str, folder: Path, groups: list[str]) -> bool:
    """Whether a person teaches here.

    Parameters
    ----------
    setting : str
        The trait `Homl.instructor`.
    folder : Path
        The folder that the server was started in.
    groups : list of str
        The person's JupyterHub groups.
    """
    if setting != "auto":
        return setting == "always"
    source = folder / "source"
    owns_course = (folder / "nbgrader_config.py").is_file() and source.is_dir() and os.access(source, os.W_OK)
    return owns_course or any(group.startswith("formgrade-") for group in groups)


def groups_of(user: Any) -> list[str]:
    """The Hub groups of a request's user; none where there is no Hub."""
    found = user.get("groups", []) if isinstance(user, dict) else getattr(user, "groups", [])
    return [str(group) for group in found] if isinstance(found, list | tuple | set) else []


def keep_it_simple_for_learners(settings: dict[str, Any], setting: str, folder: Path) -> None:
    """Have each page's configuration leave plugins out that learners have no use for.

    JupyterLab asks ``settings["page_config_hook"]`` for every page; a hook that was there before is kept.
    """
    before = settings.get("page_config_hook")

    def hook(handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
        if before is not None:
            page_config = before(handler, page_config)
        if is_instructor(setting, folder, groups_of(handler.current_user)):
            return page_config
        disabled = page_config.get("disabledExtensions", [])
        names = [name for name, off in disabled.items() if off] if isinstance(disabled, dict) else list(disabled)
        page_config["disabledExtensions"] = [*names, *_LEFT_OUT]
        return page_config

    settings["page_config_hook"] = hook
