"""The lesson of the first minutes, which is too short for the pattern of the others."""

from __future__ import annotations

from jupyterlab_homl.course.library import Library
from tests.present import present

from .test_exercises import test_release_gives_nothing_away as gives_nothing_away


def test_it_gives_nothing_away(library: Library) -> None:
    gives_nothing_away(library.course.first_steps, library)


def test_one_exercise_whose_first_line_is_wrong_on_purpose(library: Library) -> None:
    (exercise,) = present(library.course.first_steps).exercises
    assert exercise.count(hidden=False) == exercise.count(hidden=True) == 1
    given = exercise.wrong[0].source.splitlines()[-1].strip()
    assert given in exercise.statement
