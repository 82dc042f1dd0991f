"""Making an nbgrader course folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..course.library import Library, dump_notebook
from ..course.stub import CODE_STUB
from ..errors import HomlError, NoStorage

_CONFIG = '''"""nbgrader's configuration of this course, made by `jupyter homl class init`. Edit it as you like."""

from pathlib import Path

c = get_config()  # noqa: F821 - given by traitlets

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "{course_id}"

# What stands in an answer cell that is handed out, as in the lessons that `jupyter homl` hands out.
c.ClearSolutions.code_stub = {{"python": {stub!r}}}

# Seconds for one cell: importing TensorFlow takes several, and some checks train a small model.
c.Execute.timeout = 120
c.ExecutePreprocessor.timeout = 120

# Put tests back that were deleted from a submission, instead of leaving them ungraded.
c.OverwriteCells.add_missing_cells = True
'''


@dataclass(frozen=True)
class Made:
    """What `make_course` did.

    Attributes
    ----------
    written, kept : tuple of Path
        Files that are new, and files that were there and stay as they are.
    """

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def make_course(folder: Path, library: Library, course_id: str) -> Made:
    """Make an nbgrader course with the chapters that are written; files that are there stay.

    Parameters
    ----------
    folder : Path
        The course's folder.
    library : Library
        Where notebooks come from.
    course_id : str
        nbgrader's name of the course.

    Raises
    ------
    HomlError
        If the name is not one that nbgrader takes.
    NoStorage
        If the folder cannot be written.
    """
    if not course_id or not all(letter.isalnum() or letter in "-_" for letter in course_id):
        raise HomlError("“{name}” cannot be a course's name: use letters, digits, - and _.", name=course_id)
    if folder.exists() and not folder.is_dir():
        raise NoStorage("{folder} is a file. Choose a folder for the course.", folder=folder)
    files = {folder / "nbgrader_config.py": _CONFIG.format(course_id=course_id, stub=CODE_STUB)}
    for lesson in library.course.lessons:
        if lesson.ready:
            path = folder / "source" / lesson.id / "exercises.ipynb"
            files[path] = dump_notebook(library.notebook(lesson.id, "source"))
    written, kept = [], []
    try:
        for path, text in files.items():
            if path.exists():
                kept.append(path)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise NoStorage(
            "{folder} cannot be written: {reason}. Choose a folder that you may write to.",
            folder=folder,
            reason=error.strerror,
        ) from error
    return Made(tuple(written), tuple(kept))
