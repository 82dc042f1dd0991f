"""From what came of submissions to rows, files and the journal, several at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import AssignLatePenalties

from ...errors import HomlError, NoStorage
from ...toolkit.messages import Message
from ..execute.executor import NOT_FINISHED
from ..execute.task import Done, Sheet
from ..journal import Journal
from ..prepare.pipeline import Prepared, Recipe
from .folder import put, remove
from .gradebook import Ledger
from .marks import Mark, marks_of
from .rows import Recorded, Row, record

if TYPE_CHECKING:
    from ..grader import Grader


class Finisher:
    """Writes what came of submissions.

    Parameters
    ----------
    grader : Grader
        Its settings, and the report that is added to.
    ledger : Ledger
        The gradebook.
    journal : Journal
        What was graded.
    recipe : Recipe
        What submissions have in common.
    after : tuple
        What is done to executed notebooks before they are recorded and after, and what takes points off.
    """

    def __init__(
        self,
        grader: Grader,
        ledger: Ledger,
        journal: Journal,
        recipe: Recipe,
        after: tuple[list[Any], list[Any], AssignLatePenalties | None],
    ) -> None:
        self._grader, self._ledger, self._journal, self._recipe = grader, ledger, journal, recipe
        self._before, self._after, self._penalties = after

    def finish(self, batch: Sequence[tuple[Prepared, Done | HomlError]]) -> None:
        """Record a batch; what is wrong with one submission is told and leaves the others alone."""
        rows = [(ready, result, row) for ready, result in batch if (row := self._row(ready, result)) is not None]
        if not rows:
            return
        try:
            recorded = self._write([row for _, _, row in rows])
        except HomlError as problem:
            if len(rows) == 1:
                self._say_not_run(rows[0][0].student, problem.message)
                return
            for ready, result, _ in rows:
                self.finish([(ready, result)])
            return
        entries = []
        for (ready, result, row), how in zip(rows, recorded, strict=True):
            reason = self._place(ready, result, row)
            self._say(ready, result, row, how, reason)
            outcome = "not_run" if reason or row.unread else "graded"
            entries.append(replace(ready.entry, outcome=outcome, reason=reason or "; ".join(row.unread.values())))
        try:
            self._journal.add(entries)
        except OSError as error:
            raise NoStorage("{path} cannot be written: {reason}.", path=self._journal.path, reason=error.strerror) from error

    def _write(self, rows: list[Row]) -> list[Recorded]:
        assignment, penalties = self._recipe.assignment, self._penalties
        found: list[Recorded] = self._ledger.write(lambda gradebook: record(gradebook, assignment, rows, penalties))
        return found

    def _row(self, ready: Prepared, result: Done | HomlError) -> Row | None:
        """What to record of a submission; None where nothing is."""
        row = Row(ready.student, ready.timestamp, missing=set(ready.missing), unread=dict(ready.unread))
        if isinstance(result, HomlError):
            names = [name for name in self._recipe.assignment.notebooks if name not in row.missing]
            row.unread = {**dict.fromkeys(names or self._recipe.assignment.notebooks, result.message), **row.unread}
            row.missing -= set(row.unread)
        elif ready.task is not None:
            for sheet in ready.task.sheets:
                try:
                    row.notebooks[sheet.name], row.marks[sheet.name] = self._marked(ready.student, sheet, result)
                except Exception as error:
                    row.unread[sheet.name] = f"{type(error).__name__}: {error}"[:500]
        if not self._grader.create_student and not self._ledger.knows(ready.student):
            self._not_kept(ready, f"No student “{ready.student}” is in the gradebook.")
            return None
        failed = dict(row.unread)
        if isinstance(result, Done) and result.ended:
            failed |= _unfinished(row)
        if not failed or self._grader.keep_unreadable:
            return row
        reasons = dict.fromkeys(failed.values())
        try:
            self._write([_until(row, min(failed))])
        except HomlError as problem:
            reasons[problem.message] = None
        self._not_kept(ready, "; ".join(reasons))
        return None

    def _not_kept(self, ready: Prepared, reason: str) -> None:
        """nbgrader's way with what fails: nothing of it stays among the autograded."""
        place = self._place_of(ready.student)
        if self._recipe.wanted == "*":
            remove(place)
        else:
            put(place, ready.files, beside=place)
            for name in self._grader.selected(self._recipe.assignment):
                (place / f"{name}.ipynb").unlink(missing_ok=True)
        self._journal.add([replace(ready.entry, outcome="not_run", reason=reason)])
        self._say_not_run(ready.student, reason)

    def _marked(self, student: str, sheet: Sheet, done: Done) -> tuple[NotebookNode, dict[str, Mark]]:
        """An executed notebook as it is kept, and what its cells earn."""
        nb: Any = nbformat.from_dict(done.notebooks[sheet.name])
        resources = self._recipe.resources(student, sheet.name)
        for step in self._before:
            nb, resources = step(nb, resources)
        said = {name: what for (notebook, name), what in done.opinions.items() if notebook == sheet.name}
        failing = {name: why for (notebook, name), why in done.failing.items() if notebook == sheet.name}
        return nb, marks_of(nb, sheet.judged, said, failing, sheet.kept, self._grader.fail_closed)

    def _place(self, ready: Prepared, result: Done | HomlError, row: Row) -> str:
        """Put the folder where it belongs; says what is wrong, if something is."""
        place = self._place_of(ready.student)
        files = dict(ready.files)
        if isinstance(result, Done):
            ours = {f"{name}.ipynb" for name in self._recipe.assignment.notebooks}  # which cells may not write
            written = {name: data for name, data in result.written.items() if name not in ours}
            files = {name: data for name, data in files.items() if name not in result.removed} | written
        try:
            for name, nb in row.notebooks.items():
                resources = self._recipe.resources(ready.student, name)
                for step in self._after:
                    nb, resources = step(nb, resources)
                files[f"{name}.ipynb"] = _text(nb)
            for name, why in row.unread.items():
                files[f"{name}.ipynb"] = _text(self._explanation(name, why))
            put(place, files, beside=place if self._recipe.wanted != "*" else None)
            self._grader.notebooks = [str(place / f"{name}.ipynb") for name in row.notebooks]
            self._grader.set_permissions(self._recipe.assignment.name, ready.student)
            self._grader.run_post_convert_hook()
        except Exception as error:
            return Message(
                "Its folder could not be written ({error}).", {"error": f"{type(error).__name__}: {error}"[:300]}
            ).text
        return ""

    def _place_of(self, student: str) -> Path:
        return Path(self._grader._format_dest(self._recipe.assignment.name, student))  # noqa: SLF001 - of the class it extends

    def _explanation(self, name: str, why: str) -> NotebookNode:
        """What stands in the place of a notebook that could not be run: why, and the notebook as it was handed out."""
        coursedir = self._grader.coursedir
        released = (
            Path(coursedir.format_path(coursedir.release_directory, ".", self._recipe.assignment.name)) / f"{name}.ipynb"
        )
        try:
            nb: NotebookNode = nbformat.from_dict(json.loads(released.read_text("utf-8")))
        except (OSError, ValueError):
            nb = nbformat.v4.new_notebook()
        words = Message("**This notebook could not be graded.** {reason}", {"reason": why}).text
        nb.cells.insert(0, nbformat.v4.new_markdown_cell(words, id="homl-not-graded"))
        return nb

    def _say(self, ready: Prepared, result: Done | HomlError, row: Row, how: Recorded, reason: str) -> None:
        report = self._grader.report
        bare = result.bare_seconds if isinstance(result, Done) else 0.0
        report.bare_seconds += bare
        for notebook, cell in how.by_person:
            mark = row.marks.get(notebook, {}).get(cell)
            why = row.unread.get(notebook) or (mark.doubt if mark is not None and mark.doubt else "It is graded by hand.")
            report.needs_person.append({"student": ready.student, "notebook": notebook, "cell": cell, "reason": why})
        if reason or row.unread:
            told = [reason] if reason else []
            told += [f"{name}.ipynb: {why}" if not why.startswith(name) else why for name, why in row.unread.items()]
            self._say_not_run(ready.student, "; ".join(told))
        if row.notebooks and not reason:
            graded = {"student": ready.student, "score": how.score, "max_score": how.max_score, "bare_seconds": round(bare, 3)}
            if isinstance(result, Done) and result.ended:
                graded["ended"] = result.ended
            kept = {name for sheet in (ready.task.sheets if ready.task else ()) for name in sheet.kept}
            if kept:
                graded["cells"] = sorted(name for sheet in ready.task.sheets for name in sheet.judged if name not in kept)  # type: ignore[union-attr]
            report.graded.append(graded)

    def _say_not_run(self, student: str, reason: str) -> None:
        self._grader.report.not_run.append({"student": student, "reason": reason})


def _unfinished(row: Row) -> dict[str, str]:
    """The notebooks whose process ended before they did: why."""
    found = {}
    for name, nb in row.notebooks.items():
        for cell in nb.cells:
            for output in cell.get("outputs", ()):
                if output.output_type == "error" and output.ename == NOT_FINISHED:
                    found[name] = output.evalue
    return found


def _until(row: Row, failed: str) -> Row:
    """What nbgrader has recorded when a notebook fails: that there is a submission, and the notebooks before."""
    before = {name: nb for name, nb in row.notebooks.items() if name < failed}
    return replace(row, notebooks=before, marks={name: row.marks[name] for name in before}, unread={})


def _text(nb: NotebookNode) -> bytes:
    text: str = nbformat.writes(nb, version=nbformat.NO_CONVERT)
    return f"{text}\n".encode("utf-8", "replace")
