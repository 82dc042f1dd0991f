"""The folders of one assignment in an nbgrader course."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from glob import escape, glob
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory


@dataclass(frozen=True)
class CourseFolder:
    """One assignment's folders in a course, where nbgrader's configuration puts them.

    Attributes
    ----------
    directory : CourseDirectory
        nbgrader's configured object.
    assignment : str
        The assignment's id.
    """

    directory: CourseDirectory
    assignment: str

    @property
    def root(self) -> Path:
        """The course's folder."""
        return Path(self.directory.root)

    @property
    def source(self) -> Path:
        """The instructor's version of the assignment."""
        return Path(self.directory.format_path(self.directory.source_directory, ".", self.assignment))

    @property
    def release(self) -> Path:
        """The learners' version of the assignment."""
        return Path(self.directory.format_path(self.directory.release_directory, ".", self.assignment))

    def autograded(self, student: str) -> Path:
        """Where a student's graded submission belongs."""
        return Path(self.directory.format_path(self.directory.autograded_directory, student, self.assignment))

    def autograded_pattern(self) -> Path:
        """The glob pattern of all students' graded submissions."""
        return Path(self.directory.format_path(self.directory.autograded_directory, "*", escape(self.assignment)))

    def submitted_pattern(self, assignment: str | None = None) -> str:
        """The glob pattern of submitted folders: of this assignment, or of others."""
        directory = self.directory
        student = directory.student_id
        return str(directory.format_path(directory.submitted_directory, student, assignment or self.assignment))

    def submitted(self) -> Mapping[str, Path]:
        """The submitted folders of this assignment by student, without excluded students."""
        template = self.directory.submitted_directory
        pattern = self.directory.format_path(template, "(?P<student>.*)", "(?P<assignment>.*)", escape=True)
        parts = re.compile(pattern, re.DOTALL)  # a folder's name may hold a line break
        excluded = self.directory.student_id_exclude.split(",")
        found: dict[str, Path] = {}
        for path in sorted(glob(self.submitted_pattern())):  # noqa: PTH207 - nbgrader's pattern is absolute
            match = parts.match(path)
            student = match["student"] if match else Path(path).name
            if student not in excluded:
                found[student] = Path(path)
        return found

    @property
    def ignore(self) -> Sequence[str]:
        """Patterns of the names of files that do not belong to a submission."""
        return tuple(self.directory.ignore)

    @property
    def notebook_pattern(self) -> str:
        """The pattern of the notebooks that are graded."""
        return str(self.directory.notebook_id)

    @property
    def all_notebooks(self) -> bool:
        """Whether all notebooks of the assignment are graded."""
        return self.notebook_pattern == "*"

    def grades(self, notebook: str) -> bool:
        """Whether a notebook is graded."""
        return fnmatch(notebook, self.notebook_pattern)

    def resources(self, student: str, notebook: str) -> dict[str, Any]:
        """What nbgrader's preprocessors want to know about a notebook: nbconvert's resources."""
        directory = self.directory
        about = {
            "student": student,
            "assignment": directory.assignment_id,
            "notebook": notebook,
            "db_url": directory.db_url,
        }
        return {
            "unique_key": notebook,
            "output_files_dir": f"{notebook}_files",
            "nbgrader": about,
            "metadata": {"name": notebook},
        }
