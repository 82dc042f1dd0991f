"""Instructors and learners: who is which, and the plugins that learners do not get."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

#: The plugins that learners do not get: nbgrader's, which are for instructors, and the pop-up that asks about Jupyter's news,
#: which would cover the welcome page.
_NOT_FOR_LEARNERS = ("@jupyter/nbgrader", "@jupyterlab/apputils-extension:announcements")


def is_instructor(setting: str, folder: Path, groups: list[str]) -> bool:
    """Whether a user is an instructor of the course in a folder.

    Parameters
    ----------
    setting : str
        The trait `Homl.instructor`.
    folder : Path
        The folder that the server was started in.
    groups : list of str
        The user's JupyterHub groups.
    """
    if setting != "auto":
        return setting == "always"
    source = folder / "source"
    owns_course = (folder / "nbgrader_config.py").is_file() and source.is_dir() and os.access(source, os.W_OK)
    return owns_course or any(group.startswith("formgrade-") for group in groups)


def groups_of(user: Any) -> list[str]:
    """The JupyterHub groups of a request's user; none without a Hub."""
    found = user.get("groups", []) if isinstance(user, dict) else getattr(user, "groups", [])
    return [str(group) for group in found] if isinstance(found, list | tuple | set) else []


def disable_plugins_for_learners(settings: dict[str, Any], setting: str, folder: Path) -> None:
    """Disable the plugins that learners do not need, in the configuration of each of their pages.

    JupyterLab calls ``settings["page_config_hook"]`` for every page; an existing hook is called first.

    Parameters
    ----------
    settings : dict
        The settings of the web application; the hook is added to them.
    setting, folder : str, Path
        As in `is_instructor`.
    """
    before = settings.get("page_config_hook")

    def hook(handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
        if before is not None:
            page_config = before(handler, page_config)
        if is_instructor(setting, folder, groups_of(handler.current_user)):
            return page_config
        disabled = page_config.get("disabledExtensions", [])
        names = [name for name, off in disabled.items() if off] if isinstance(disabled, dict) else list(disabled)
        page_config["disabledExtensions"] = [*names, *_NOT_FOR_LEARNERS]
        return page_config

    settings["page_config_hook"] = hook
