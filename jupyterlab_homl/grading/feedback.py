"""A preprocessor of nbgrader's feedback that cuts hidden tests out of what learners get."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import Bool, Unicode, default
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from ..course.nbmetadata import nbgrader_metadata

#: Colours of a terminal, and what a traceback writes before a line of code.
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_LINE_NUMBER = re.compile(r"^\s*(-*>)?\s*(\d+)?\s?")


class HideHiddenTests(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Cuts the source of hidden tests, and the lines of tracebacks that quote it. What a test says of an answer stays."""

    enabled = Bool(True, help="Whether hidden tests are cut out of feedback.").tag(config=True)
    begin = Unicode(help="What the first line of hidden tests contains; that of nbgrader by default.").tag(config=True)
    end = Unicode(help="What their last line contains; that of nbgrader by default.").tag(config=True)

    @default("begin")
    def _default_begin(self) -> str:
        return str(ClearHiddenTests(config=self.config).begin_test_delimeter)

    @default("end")
    def _default_end(self) -> str:
        return str(ClearHiddenTests(config=self.config).end_test_delimeter)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Cut hidden tests out of one cell."""
        if cell.cell_type != "code" or nbgrader_metadata(cell).get("grade") is not True:
            return cell, resources
        shown, hidden = self._split(cell.source)
        if not hidden:
            return cell, resources
        outputs = [_without(output, hidden) for output in cell.outputs]
        return NotebookNode({**cell, "source": shown, "outputs": outputs}), resources

    def _split(self, source: str) -> tuple[str, set[str]]:
        """The source without its hidden tests, and the lines of these."""
        shown: list[str] = []
        hidden: set[str] = set()
        inside = False
        for line in source.splitlines():
            if inside or self.begin in line:
                inside = self.end not in line
                hidden.add(line.strip())
            else:
                shown.append(line)
        return "\n".join(shown), hidden - {""}


def _without(output: NotebookNode, hidden: set[str]) -> NotebookNode:
    """An output without the lines of a traceback that quote hidden tests."""
    if output.output_type != "error":
        return output
    lines = [line for part in output.traceback for line in part.splitlines()]
    kept = [line for line in lines if _LINE_NUMBER.sub("", _COLOURS.sub("", line)).strip() not in hidden]
    return NotebookNode({**output, "traceback": kept})


def shows_hidden_tests(coursedir: CourseDirectory, config: Config) -> bool:
    """Whether nbgrader's feedback on an assignment will show hidden tests to learners.

    Parameters
    ----------
    coursedir : CourseDirectory
        The course's folder, with the assignment's name.
    config : Config
        nbgrader's configuration of the course.
    """
    for chosen in GenerateFeedback(coursedir=coursedir, config=config).preprocessors:
        with contextlib.suppress(ImportError):  # nbgrader will say so
            if import_item(chosen) is HideHiddenTests if isinstance(chosen, str) else chosen is HideHiddenTests:
                return not HideHiddenTests(config=config).enabled
    begin = HideHiddenTests(config=config).begin
    source = Path(coursedir.format_path(coursedir.source_directory, ".", coursedir.assignment_id))
    return any(begin in path.read_text("utf-8", "replace") for path in source.glob("*.ipynb") if path.is_file())
