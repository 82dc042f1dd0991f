"""The form of a quiz: questions and options read from its statement."""

from __future__ import annotations

import pytest

from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.course.quiz_form import quiz_form

QUESTION = "Choose.\n\n{}\n\n**q2** · And?\n*a* yes · *b* no\n"


@pytest.mark.parametrize(
    "first",
    [
        "**q1** · Which *one*,\nor a) none? — a) this · that · b) the\nother",
        "- **q1** Which *one*, or a) none? *a* this · that · *b* the other",
    ],
)
def test_questions_with_options(first: str) -> None:
    found, second = quiz_form(QUESTION.format(first))
    assert found.key == "q1"
    assert found.options[-1] == ("b", "the other")
    assert second.options == (("a", "yes"), ("b", "no"))


def test_questions_that_share_a_table() -> None:
    found = quiz_form(
        "| | layer | loss |\n|---|---|---|\n| a | `one` | x |\n| b | `two` | y |\n\n- **q1** First\n- **q2** Second\n"
    )
    assert [question.text for question in found] == ["First", "Second"]
    assert found[1].options == (("a", "`one` · x"), ("b", "`two` · y"))


def test_questions_without_options_make_no_form() -> None:
    assert quiz_form("- **q1** How many?\n- **q2** Which shape?\n") == ()


def test_every_quiz_that_is_answered_with_letters_can_be_shown_as_a_form() -> None:
    exercises = [exercise for lesson in open_library().course.lessons for exercise in lesson.exercises]
    quizzes = [exercise for exercise in exercises if exercise.kind == "Q" and "expect.choice(" in str(exercise.tests)]
    assert quizzes
    for exercise in quizzes:
        found = quiz_form(exercise.statement)
        assert found, exercise.id
        for question in found:
            assert f'"{question.key}"' in exercise.solution
            assert "".join(key for key, _ in question.options).startswith("ab"), (exercise.id, question)
