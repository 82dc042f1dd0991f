"""The mistakes of a class by the names that the authors of exercises gave them. Pure functions.

Each exercise comes with typical wrong answers, every one with its name and with words that the feedback on it contains. An
answer that is told these words most likely has this mistake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..course.model import Exercise
from ..course.nbmetadata import grade_id, is_untouched, nbgrader_metadata

#: What the line of a failed and of a passed test begins with in a graded notebook.
_FAILED, _PASSED = "✗ ", "✓ "


@dataclass(frozen=True)
class Failure:
    """A test that an answer does not pass: its name, and what it says."""

    test: str
    text: str


@dataclass(frozen=True)
class Mistake:
    """A mistake of several learners.

    Attributes
    ----------
    names : tuple of str
        What the authors call it; several where their words are the same.
    count : int
        How many learners made it.
    """

    names: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class ExerciseMistakes:
    """How a class failed in one exercise.

    Attributes
    ----------
    exercise : Exercise
        Which.
    answers, blank, failed : int
        How many answers were graded, how many of them are as they were handed out, and how many of the others did not pass.
    mistakes : tuple of Mistake
        The known mistakes in them, the most frequent first.
    tests : tuple of (str, int)
        The tests that they did not pass, with how many did not, the most frequent first.
    unknown : int
        How many of those that failed made no known mistake.
    """

    exercise: Exercise
    answers: int
    blank: int
    failed: int
    mistakes: tuple[Mistake, ...]
    tests: tuple[tuple[str, int], ...]
    unknown: int

    def document(self) -> dict[str, object]:
        """As plain JSON."""
        return {
            "exercise": self.exercise.id,
            "number": self.exercise.number,
            "title": self.exercise.title,
            "answers": self.answers,
            "blank": self.blank,
            "failed": self.failed,
            "mistakes": [{"names": list(one.names), "count": one.count} for one in self.mistakes],
            "tests": [{"name": name, "count": count} for name, count in self.tests],
            "unknown": self.unknown,
        }


@dataclass(frozen=True)
class GradedAnswers:
    """What is read of a graded notebook.

    Attributes
    ----------
    failures : mapping
        By the name of each graded cell, the tests that failed; none where all passed.
    blank : frozenset of str
        The names of answer cells that are as they were handed out.
    """

    failures: Mapping[str, tuple[Failure, ...]]
    blank: frozenset[str]

    def to(self, exercise: Exercise) -> tuple[Failure, ...] | None:
        """The tests that the answer to an exercise failed; None where there is no answer."""
        if exercise.id in self.blank or not all(tests.id in self.failures for tests in exercise.tests):
            return None
        return tuple(failure for tests in exercise.tests for failure in self.failures[tests.id])

    def has(self, exercise: Exercise) -> bool:
        """Whether the notebook has the exercise's tests."""
        return any(tests.id in self.failures for tests in exercise.tests)


def read_graded(notebook: Mapping[str, Any]) -> GradedAnswers:
    """What a graded notebook, as parsed JSON, says about the answers in it."""
    failures: dict[str, tuple[Failure, ...]] = {}
    blank = set()
    for cell in notebook.get("cells", ()):
        name = grade_id(cell)
        if name is None:
            continue
        if nbgrader_metadata(cell).get("grade") is True:
            errors = [output for output in cell.get("outputs", ()) if output.get("output_type") == "error"]
            failures[name] = tuple(failure for output in errors for failure in _failures(output))
        elif is_untouched(cell):
            blank.add(name)
    return GradedAnswers(failures, frozenset(blank))


def _failures(output: Mapping[str, Any]) -> list[Failure]:
    lines = [line for line in output.get("traceback", ()) if isinstance(line, str)]
    told = [line.removeprefix(_FAILED) for line in lines if line.startswith(_FAILED)]
    if not told and not any(line.startswith(_PASSED) for line in lines):  # the answer itself raised it
        return [Failure("", f"{output.get('ename', '')}: {output.get('evalue', '')}")]
    return [Failure(test, text) for test, _, text in (line.partition(": ") for line in told)]


def mistakes(exercise: Exercise, answers: Iterable[Sequence[Failure] | None]) -> ExerciseMistakes:
    """What a class got wrong in an exercise.

    Parameters
    ----------
    exercise : Exercise
        The exercise.
    answers : iterable of sequence of Failure, or None
        Of each learner's answer, the tests that it failed; None where there is none.
    """
    names: dict[str, list[str]] = {}
    for wrong in exercise.wrong:
        if wrong.says:
            names.setdefault(wrong.says.casefold(), []).append(wrong.because)
    found, tests = Counter[str](), Counter[str]()
    total = blank = failed = unknown = 0
    for failures in answers:
        total += 1
        blank += failures is None
        if not failures:
            continue
        failed += 1
        words = " ".join(failure.text for failure in failures).casefold()
        made = [says for says in names if says in words]
        found.update(made)
        unknown += not made
        tests.update({failure.test for failure in failures if failure.test})
    return ExerciseMistakes(
        exercise,
        total,
        blank,
        failed,
        tuple(Mistake(tuple(dict.fromkeys(names[says])), count) for says, count in found.most_common()),
        tuple(tests.most_common()),
        unknown,
    )
