"""The notebooks that are checked: as they are handed out, with answers put in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jupyterlab_homl.course.model import Exercise


def answered(notebook: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    """A copy in which exercises are answered so, by their ids."""
    copy: dict[str, Any] = json.loads(json.dumps(notebook))
    for cell in copy["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            cell["source"] = answers[grade_id]
    return copy


def reduced(notebook: dict[str, Any], exercise: Exercise) -> dict[str, Any]:
    """A copy with nothing but the set-up cells and one exercise's answer and tests."""
    copy: dict[str, Any] = json.loads(json.dumps(notebook))
    wanted = {"answer", "tests"}
    copy["cells"] = [
        cell
        for cell in copy["cells"]
        if (ours := cell["metadata"].get("homl", {})).get("role") == "setup"
        or (ours.get("exercise") == exercise.id and ours.get("role") in wanted)
    ]
    return copy


def write(notebook: dict[str, Any], path: Path) -> None:
    """Save a notebook."""
    path.write_text(json.dumps(notebook), encoding="utf-8")
