"""The lesson of the first minutes, which is too short for the pattern of the others."""

from .test_exercises import test_release_gives_nothing_away as gives_nothing_away


def test_it_gives_nothing_away(library):
    gives_nothing_away(library.course.first_steps, library)


def test_one_exercise_whose_first_line_is_wrong_on_purpose(library):
    (exercise,) = library.course.first_steps.exercises
    assert exercise.count(hidden=False) == exercise.count(hidden=True) == 1
    given = exercise.wrong[0].source.splitlines()[-1].strip()
    assert given in exercise.statement
