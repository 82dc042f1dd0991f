"""A lesson's skeleton: it can be read, and what it leaves open is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.course.skeleton import still_open, write_skeleton
from jupyterlab_homl.errors import Conflict
from tests.paths import COURSE, ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small course, whose second lesson has its skills but no files."""
    shutil.copytree(COURSE, tmp_path / "notebooks")
    path = tmp_path / "notebooks" / "course.toml"
    text = path.read_text(encoding="utf-8").rstrip()
    assert text.endswith('prerequisites = ["t1"]')  # of t2
    path.write_text(f'{text}\nskills = ["Halving", "The \\"other\\" half"]\n', encoding="utf-8")
    return tmp_path / "notebooks"


def test_a_skeleton_is_a_lesson_in_which_everything_is_open(folder: Path) -> None:
    lesson = open_library(folder, ()).course.lesson("t2")
    written = write_skeleton(folder, lesson)
    assert [path.name for path in written] == ["lesson.py", "exercises.py", "review.toml"]
    path = folder / "course.toml"
    path.write_text(path.read_text(encoding="utf-8") + "ready = true\n", encoding="utf-8")
    library = open_library(folder, ["t2"])
    made = library.course.ready_lesson("t2")
    exercise, quiz = made.exercises
    assert (exercise.skills, exercise.kind, quiz.kind) == (("Halving", 'The "other" half'), "F", "Q")
    assert (len(exercise.hints), len(exercise.right), len(exercise.wrong)) == (3, 2, 1)
    assert {item.skill for item in made.review} == set(made.skills)
    assert min(len(item.variants) for item in made.review) == 2
    assert library.notebook("t2", "exercises")["cells"]
    assert library.notebook("t2", "lesson")["cells"]
    left = still_open(folder, made)
    assert {place.split()[0] for place in left} == {"lesson.py", "exercises.py", "review.toml"}
    assert left[0] == "lesson.py line 4: TODO: a concrete question that one can picture, which this lesson answers."


def test_nothing_is_overwritten(folder: Path) -> None:
    lesson = open_library(folder, ()).course.lesson("t2")
    (folder / lesson.folder).mkdir()
    (folder / lesson.folder / "exercises.py").write_text("mine")
    with pytest.raises(Conflict, match=r"has exercises.py already; nothing was written"):
        write_skeleton(folder, lesson)
    assert [path.name for path in (folder / lesson.folder).iterdir()] == ["exercises.py"]


def test_nothing_is_open_in_lessons_that_are_ready() -> None:
    course = open_library(ROOT / "notebooks", ()).course
    assert [place for lesson in course.all_lessons for place in still_open(ROOT / "notebooks", lesson)] == []
