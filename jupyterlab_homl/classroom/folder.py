"""An nbgrader course folder with the chapters of this course."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..course.library import Library, dump_notebook
from ..course.stub import CODE_STUB
from ..errors import HomlError, NoStorage
from ..temporary import PartFile, sweep_parts

_CONFIG = '''"""nbgrader's configuration of this course, made by `jupyter homl class init`. Edit it as you like."""

from pathlib import Path

c = get_config()  # noqa: F821 - given by traitlets

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "{course_id}"

# The stub in released answer cells, the same as in the lessons that `jupyter homl` releases.
c.ClearSolutions.code_stub = {{"python": {stub!r}}}

# Seconds for a cell: importing TensorFlow takes several, and some tests train a small model.
c.Execute.timeout = 120
c.ExecutePreprocessor.timeout = 120

# Restore tests that were deleted from a submission, instead of leaving them ungraded.
c.OverwriteCells.add_missing_cells = True

# Cut hidden tests out of the feedback that learners get; what they say of an answer stays.
c.GenerateFeedback.preprocessors = [
    "jupyterlab_homl.grading.feedback.HideHiddenTests",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
'''


@dataclass(frozen=True)
class CreatedFiles:
    """The files of a course folder after `make_course`.

    Attributes
    ----------
    written, kept : tuple of Path
        New files, and files that existed and were left as they are.
    """

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def make_course(folder: Path, library: Library, course_id: str) -> CreatedFiles:
    """Create an nbgrader course folder with the lessons that are ready. Existing files are left as they are.

    Parameters
    ----------
    folder : Path
        The folder of the course.
    library : Library
        The course.
    course_id : str
        The id of the course in nbgrader.

    Raises
    ------
    HomlError
        If nbgrader cannot use the id.
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
    for place in {path.parent for path in files}:
        sweep_parts(place)
    try:
        for path, text in files.items():
            if path.exists():
                kept.append(path)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with PartFile(path.parent) as part:
                part.write(text)
                part.replace(path)
            written.append(path)
    except OSError as error:
        raise NoStorage(
            "{folder} cannot be written: {reason}. Choose a folder that you may write to.",
            folder=folder,
            reason=error.strerror,
        ) from error
    return CreatedFiles(tuple(written), tuple(kept))
