"""What JupyterLab's pages are told of the course when they are loaded."""

from __future__ import annotations

from typing import Any

#: The option with the language of the course; `src/i18n.ts` reads it.
LANGUAGE = "homlCourseLanguage"


def add_language(settings: dict[str, Any], language: str) -> None:
    """Tell each page the language that the course is written in.

    JupyterLab calls ``settings["page_config_hook"]`` for every page; an existing hook is called first.

    Parameters
    ----------
    settings : dict
        The settings of the web application; the hook is added to them.
    language : str
        The language's tag.
    """
    before = settings.get("page_config_hook")

    def hook(handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
        if before is not None:
            page_config = before(handler, page_config)
        return {**page_config, LANGUAGE: language}

    settings["page_config_hook"] = hook
