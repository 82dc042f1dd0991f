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

from ...course.nbmetadata import grade_id
from ...errors import HomlError
from ...toolkit.messages import Message
from ..execute.executor import execute
from ..execute.task import APART, Done, Sheet, Task
from .pipeline import Apart, Recipe


def judged_apart(recipe: Recipe, pool: Any, cancel: threading.Event) -> tuple[Apart, list[str]]:
    """Which tests cells can be judged from outside, by notebook; and remarks for the instructor.

    Parameters
    ----------
    recipe : Recipe
        What submissions of the assignment have in common.
    pool : Pool
        What runs them.
    cancel : threading.Event
        Set to stop early.

    Returns
    -------
    tuple
        For each notebook, the tests cells that can, each with whether it is too costly to be run inside as well; and remarks
        for the instructor.
    """
    sheets = _sheets(recipe)
    if not sheets:
        return {}, []
    done = _run(recipe, sheets, pool, cancel)
    if done is not None and any(said.costly for said in done.opinions.values()) and _compare(sheets, done)[1]:
        # Cells behind one that was not run inside may miss what it left behind, so all are.
        sheets = [replace(sheet, costly=frozenset()) for sheet in _sheets(recipe)]
        done = _run(recipe, sheets, pool, cancel)
    return ({}, []) if done is None else _compare(sheets, done)


def _sheets(recipe: Recipe) -> list[Sheet]:
    """The instructor's own notebooks, where there is something to find out about them."""
    sheets, kernels = [], ""
    for name, book in sorted(recipe.assignment.notebooks.items()):
        plain = dict.fromkeys((cell.name for cell in book.source_cells if cell.is_tests), False)
        if book.master is None or not plain:
            continue
        try:
            sheet = recipe.sheet(name, copy.deepcopy(book.master), "", plain, None)
            kernels = kernels or recipe.kernel_of(sheet.notebook)
        except Exception:  # noqa: S112 - without a reference it is judged inside, as nbgrader does
            continue
        sheets.append(replace(sheet, costly=None))
    return [] if kernels or not any(APART in sheet.judged.values() for sheet in sheets) else sheets


def _run(recipe: Recipe, sheets: list[Sheet], pool: Any, cancel: threading.Event) -> Done | None:
    task = Task("", tuple(sheets), recipe.overlay, recipe.setting)
    for _, result in pool.run(execute, iter([task]), cancel):
        return None if isinstance(result, HomlError) else result
    return None


def _compare(sheets: list[Sheet], done: Done) -> tuple[Apart, list[str]]:
    apart: Apart = {}
    remarks = []
    for sheet in sheets:
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
                    apart.setdefault(sheet.name, {})[name] = said.costly and said.quiet
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
    return bool(score == most)
