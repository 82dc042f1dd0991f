"""Finds a Chromium for the browser tests: the machine's, Debian's when root there, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser(ui_tests: Path) -> tuple[str | None, str]:
    """A browser's path, and a sentence.

    Parameters
    ----------
    ui_tests : Path
        The folder where Playwright is installed.

    Returns
    -------
    tuple of (str or None, str)
        The path (empty for Playwright's own browser, which it finds itself; None if there is none), and where it came from
        or what to do.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return (named, "named by CHROMIUM") if shutil.which(named) else (None, f"CHROMIUM names {named}, which cannot be run.")
    if found := _on_path():
        return found, "found on this machine"
    if _is_root() and shutil.which("apt-get"):
        _quietly(["apt-get", "update", "-qq"])
        fonts = ["fonts-dejavu-core", "fonts-liberation2"]
        if _quietly(["apt-get", "install", "-y", "--no-install-recommends", "chromium", *fonts]) and (found := _on_path()):
            return found, "installed from Debian"
    playwright = ui_tests / "node_modules" / ".bin" / "playwright"
    if _quietly([str(playwright), "install", "chromium"]):
        return "", "installed by Playwright"
    return (
        None,
        "The browser tests need Chromium or Chrome. Install one (Debian: apt install chromium) or name it in CHROMIUM.",
    )


def _on_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _quietly(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
