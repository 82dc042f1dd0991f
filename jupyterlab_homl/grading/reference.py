"""Running the instructor's own answers, to find out which tests can be judged from outside.

A tests cell with plain asserts was written for the process that holds the answers. Whether it can be run elsewhere, with
proxies for their names, is not decided by reading it: the instructor's own notebook, whose answers are right, is graded
like a submission, and what passes in both places is judged in both from then on.
"""

from __future__ import annotations

import copy
import threading
from dataclasses import replace
from typing import Any

import nbformat
from nbgrader import utils

from ..errors import HomlError
from ..toolkit.report import Message
from .execute import execute
from .prepare import Recipe
from .sanitise import grade_id
from .task import APART, Done, Task


def judged_apart(recipe: Recipe, pool: Any, cancel: threading.Event) -> tuple[dict[str, set[str]], list[str]]:
    """Which tests cells can be judged from outside, by notebook; and remarks for the instructor.

    Parameters
    ----------
    recipe : Recipe
        What submissions of the assignment have in common.
    pool : Pool
        What runs them.
    cancel : threading.Event
        Set to stop early.
    """
    sheets, kernels = [], ""
    for name, book in sorted(recipe.assignment.notebooks.items()):
        plain = {cell.name for cell in book.source_cells if cell.is_tests}
        if book.master is None or not plain:
            continue
        try:
            sheet = recipe.sheet(name, copy.deepcopy(book.master), "", plain, None)
            kernels = kernels or recipe.kernel_of(sheet.notebook)
        except Exception:  # noqa: S112 - without a reference it is judged inside, as nbgrader does
            continue
        sheets.append(sheet)
    if kernels or not any(APART in sheet.judged.values() for sheet in sheets):
        return {}, []
    task = Task("", tuple(sheets), recipe.overlay, replace(recipe.setting))
    for _, result in pool.run(execute, iter([task]), cancel):
        if isinstance(result, HomlError):
            return {}, []
        return _compare(task, result)
    return {}, []


def _compare(task: Task, done: Done) -> tuple[dict[str, set[str]], list[str]]:
    apart: dict[str, set[str]] = {}
    remarks = []
    for sheet in task.sheets:
        notebook = nbformat.from_dict(done.notebooks[sheet.name])
        for cell in notebook.cells:
            name = grade_id(cell)
            if name not in sheet.judged or name is None:
                continue
            said = done.opinions.get((sheet.name, name))
            inside = _full(cell) and (sheet.name, name) not in done.failing
            if sheet.judged[name] == APART and inside and said is not None and said.outcome == "passed":
                most = float(cell.metadata.nbgrader["points"])
                if said.score is None or said.score == most:
                    apart.setdefault(sheet.name, set()).add(name)
            elif not inside:
                remarks.append(
                    Message(
                        "The answers in the source of {notebook} do not get all points of {cell}.",
                        {"notebook": sheet.name, "cell": name},
                    ).text
                )
    return apart, remarks


def _full(cell: Any) -> bool:
    try:
        score, most = utils.determine_grade(cell)
    except ValueError:
        return False
    return score == most
