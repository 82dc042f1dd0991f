"""The lesson of the first minutes, which is too short for the pattern of the others."""

from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.engine.runs.lesson_run import run_lesson

from .test_exercises import test_release_gives_nothing_away as gives_nothing_away


def test_it_runs_and_gives_nothing_away():
    library = open_library()
    lesson = library.course.first_steps
    gives_nothing_away(lesson)
    result = run_lesson(lesson.id, library.notebook(lesson.id, "lesson"))
    assert (result["errors"], result["warnings"], result["left_behind"]) == ([], 0, [])


def test_one_exercise_whose_first_line_is_wrong_on_purpose():
    (exercise,) = open_library().course.first_steps.exercises
    assert exercise.count(hidden=False) == exercise.count(hidden=True) == 1
    given = exercise.wrong[0].source.splitlines()[-1].strip()
    assert given in exercise.statement
