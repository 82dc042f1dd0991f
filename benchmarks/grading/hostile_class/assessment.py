"""Assessing how a grader has dealt with the class of 41: wrong results, and harm to the machine."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from ..assignments.light import LIGHT
from ..courses import NOTEBOOK
from . import Bait, UnrulyClass, UnrulySubmission

#: The least number of characters of a reason that means something.
_SHORTEST_REASON = 12


def find_problems(made: UnrulyClass, report: dict[str, Any]) -> dict[str, list[str]]:
    """What is wrong with the results, as sentences by student.

    Parameters
    ----------
    made : UnrulyClass
        The class after it has been graded.
    report : dict
        The report that `jupyter homl class grade --json` prints.
    """
    grades = made.course.grades()
    reported = {
        "graded": {one["student"] for one in report["graded"]},
        "needs_person": {one["student"] for one in report["needs_person"]},
        "not_run": {one["student"] for one in report["not_run"]},
    }
    found = {}
    for student, worth in made.course.worth.items():
        found[student] = _honest(student, grades.get(student), worth, reported)
    for student, case in made.unruly.items():
        found[student] = _unruly(made, student, case, grades.get(student), report, reported)
    return {student: sentences for student, sentences in found.items() if sentences}


def _honest(
    student: str, scores: dict[str, float] | None, worth: dict[str, float], reported: dict[str, set[str]]
) -> list[str]:
    found = [] if scores == worth else [f"got {scores}, not {worth}"]
    if student not in reported["graded"]:
        found.append("is not said to be graded")
    found += [f"stands in {part}" for part in ("needs_person", "not_run") if student in reported[part]]
    return found


def _unruly(
    made: UnrulyClass,
    student: str,
    case: UnrulySubmission,
    scores: dict[str, float] | None,
    report: dict[str, Any],
    reported: dict[str, set[str]],
) -> list[str]:
    if scores is None:
        return ["has no row in the gradebook"]
    found = [] if any(student in students for students in reported.values()) else ["is not in the report"]
    asked = {one.get("cell") for one in report["needs_person"] if one["student"] == student}
    refused = student in reported["not_run"]
    reasons = [one["reason"] for part in ("needs_person", "not_run") for one in report[part] if one["student"] == student]
    found += [f"has a reason that says nothing: {reason!r}" for reason in reasons if len(reason or "") < _SHORTEST_REASON]
    if refused and not case.refusable and case.right["mean"] == (2.0,):
        found.append(f"was not run: {reasons}")
    shown = _shown(made, student)
    for exercise in LIGHT.exercises:
        score = scores[exercise.id]
        right = case.right[exercise.id]
        person = bool(asked & {exercise.id, exercise.tests_id, None})
        if score not in right and not person and not (refused and case.refusable and score == 0):
            found.append(f"got {score:g} for {exercise.id}, not {' or '.join(map('{:g}'.format, right))}")
        if score < exercise.points and not reasons and not shown.get(exercise.tests_id):
            found.append(f"got {score:g} for {exercise.id}, and nothing says why")
    return found


def _shown(made: UnrulyClass, student: str) -> dict[str, bool]:
    """Whether the tests cells of the graded notebook show an error or text on standard error, by grade id."""
    path = made.course.root / "autograded" / student / LIGHT.name / f"{NOTEBOOK}.ipynb"
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
    except (OSError, ValueError):
        return {}
    return {
        cell["metadata"].get("nbgrader", {}).get("grade_id", ""): any(
            output["output_type"] == "error" or output.get("name") == "stderr" for output in cell.get("outputs", [])
        )
        for cell in cells
    }


def fingerprint(root: Path) -> dict[str, str]:
    """Hashes of everything that grading must not change: sources, the release and submissions."""
    found = {}
    for name in ("source", "release", "submitted", "nbgrader_config.py"):
        top = root / name
        for path in [top, *(Path(folder) / file for folder, _, files in os.walk(top) for file in files)]:
            if path.is_symlink():
                found[str(path.relative_to(root))] = str(path.readlink())
            elif path.is_file() and path.stat().st_size < 2**24:
                found[str(path.relative_to(root))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def find_harm(bait: Bait, before: dict[str, str]) -> list[str]:
    """What was done to the machine, as sentences."""
    after = fingerprint(bait.root)
    found = [f"{name} was changed" for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    home = bait.root.parent
    places = [bait.root, home, home / "home", *map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/")), Path.home(), Path.cwd()]
    places += [folder for name in ("submitted", "autograded") for folder in (bait.root / name).glob("*")]
    for place in places:
        if (place / bait.mark).exists():
            found.append(f"{place / bait.mark} was created")
            (place / bait.mark).unlink()
    try:
        bait.listener.accept()[0].close()
        found.append("somebody connected to a port of this machine")
    except OSError:
        pass
    for command_line in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if bait.mark.encode() in command_line.read_bytes():
                found.append(f"process {command_line.parent.name} is still running")
    return found
