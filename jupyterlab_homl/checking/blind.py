"""The blind test of a lesson: answers that somebody wrote from the statements alone, and how its checkers judged them.

A sheet is a JSON file. It begins with empty rows; whoever takes the test fills in ``source`` and ``why``. Judging adds
``verdict`` and ``words`` to each row, and ``helps``, for a person to say whether the words of a wrong answer's verdict help.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from ..course.model import Lesson
from ..errors import HomlError
from .prove import words
from .verdict import Status, Verdict

Kind = Literal["right", "wrong", "almost"]

#: How many answers of each kind the test asks for, for each exercise.
ASKED: Mapping[Kind, int] = {"right": 2, "wrong": 3, "almost": 1}

#: The least shares of right answers that pass, of wrong ones that do not, and of these of such with words that help.
GOALS = (1.0, 0.95, 0.90)

#: What the test asks for; it stands on top of the sheet.
TASK = (
    "Read the statements in exercises.ipynb; look at nothing else. For each exercise write two right answers (one as "
    "unusual as can be, one as a practitioner would write it in two lines), three wrong ones that learners would hand in, "
    "and one (almost) that looks right and breaks one sentence of the statement. `source` is the whole answer cell; `why` "
    "says in a few words what makes it right or wrong. Leave `source` empty where you have none."
)


@dataclass(frozen=True)
class BlindAnswer:
    """A row of the sheet.

    Attributes
    ----------
    exercise : str
        The exercise's id.
    kind : str
        ``right``, ``wrong`` or ``almost`` (wrong in one detail).
    why : str
        What makes it so.
    source : str
        The whole answer cell; empty where nobody wrote one.
    verdict : str
        How its check ended; empty before it was judged.
    words : str
        What its author would be told.
    helps : bool or None
        Whether these words help, as a person rates them.
    """

    exercise: str
    kind: Kind
    why: str = ""
    source: str = ""
    verdict: str = ""
    words: str = ""
    helps: bool | None = None

    @property
    def passes(self) -> bool:
        """Whether its check passed."""
        return self.verdict == Status.PASSED

    @property
    def is_misjudged(self) -> bool:
        """Whether a right answer did not pass, or another one did."""
        return bool(self.verdict) and self.passes != (self.kind == "right")

    def judged(self, verdict: Verdict) -> BlindAnswer:
        """The row with its verdict; a rating stays while the words are the same."""
        said = words(verdict)
        helps = self.helps if said == self.words else None
        return replace(self, verdict=verdict.status.value, words=said, helps=None if self.kind == "right" else helps)

    def cell(self) -> str:
        """The row as a cell of `exercises.py`, which keeps the answer in the proof."""
        kind = "right" if self.kind == "right" else "wrong"
        because = json.dumps(self.why, ensure_ascii=False)
        says = "" if kind == "right" else f" says={json.dumps(self.words[:40], ensure_ascii=False)}"
        return f'# %% {kind}="{self.exercise}" because={because}{says}\n{self.source.rstrip()}\n'


@dataclass(frozen=True)
class Sheet:
    """An answer sheet.

    Attributes
    ----------
    lesson : str
        The lesson's id.
    answers : tuple of BlindAnswer
        Its rows.
    """

    lesson: str
    answers: tuple[BlindAnswer, ...]

    @classmethod
    def empty(cls, lesson: Lesson) -> Sheet:
        """The sheet for a lesson, with a row for each answer that is asked for."""
        exercises = [exercise for exercise in lesson.exercises if not exercise.manual]
        rows = [
            BlindAnswer(exercise.id, kind, source="")
            for exercise in exercises
            for kind, count in ASKED.items()
            for _ in range(count)
        ]
        return cls(lesson.id, tuple(rows))

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """Read a sheet.

        Raises
        ------
        HomlError
            If the file is none; the sentence says which row is wrong.
        """
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise HomlError("{path} cannot be read: {reason}.", path=path, reason=error.strerror) from error
        except ValueError as error:
            raise HomlError("{path} is not JSON: {reason}.", path=path, reason=error) from error
        rows = document.get("answers") if isinstance(document, dict) else None
        if not isinstance(rows, list) or not isinstance(document.get("lesson"), str):
            raise HomlError("{path} is no answer sheet: it needs `lesson` and the list `answers`.", path=path)
        return cls(document["lesson"], tuple(_row(path, number, row) for number, row in enumerate(rows, 1)))

    def write(self, path: Path) -> None:
        """Write the sheet, for a person to read and edit."""
        rows = [asdict(answer) for answer in self.answers]
        if not any(answer.verdict for answer in self.answers):
            rows = [{key: row[key] for key in ("exercise", "kind", "why", "source")} for row in rows]
        document = {"lesson": self.lesson, "task": TASK, "answers": rows}
        path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _row(path: Path, number: int, row: Any) -> BlindAnswer:
    if not isinstance(row, dict) or not isinstance(row.get("exercise"), str):
        raise HomlError("{path}: answer {number} needs `exercise`, an id.", path=path, number=number)
    if row.get("kind") not in get_args(Kind):
        raise HomlError("{path}: answer {number} needs `kind`: right, wrong or almost.", path=path, number=number)
    texts = {name: row.get(name) or "" for name in ("why", "source", "verdict", "words")}
    if not all(isinstance(text, str) for text in texts.values()) or row.get("helps") not in (None, True, False):
        raise HomlError(
            "{path}: answer {number} has texts that are none, or `helps` is not true or false.", path=path, number=number
        )
    return BlindAnswer(row["exercise"], row["kind"], **texts, helps=row.get("helps"))


@dataclass(frozen=True)
class Score:
    """How a checker judged some answers.

    Attributes
    ----------
    right, passed : int
        Right answers, and how many of them passed.
    wrong, caught : int
        Wrong answers, those that are almost right among them, and how many of them did not pass.
    rated, helpful : int
        How many of these have words that a person has rated, and how many of the words help.
    """

    right: int
    passed: int
    wrong: int
    caught: int
    rated: int
    helpful: int

    @classmethod
    def of(cls, answers: Iterable[BlindAnswer]) -> Score:
        """Count the answers that have been judged."""
        judged = [answer for answer in answers if answer.verdict]
        right = [answer for answer in judged if answer.kind == "right"]
        wrong = [answer for answer in judged if answer.kind != "right"]
        caught = [answer for answer in wrong if not answer.passes]
        rated = [answer for answer in caught if answer.helps is not None]
        helpful = sum(bool(answer.helps) for answer in rated)
        return cls(len(right), sum(answer.passes for answer in right), len(wrong), len(caught), len(rated), helpful)


def table(sheet: Sheet, lesson: Lesson) -> list[str]:
    """The lines of the table of a judged sheet: a row an exercise, the sum, and the goal."""
    lines = [f"{'exercise':28} {'right passed':>13} {'wrong caught':>13} {'words help':>13}"]
    for exercise in lesson.exercises:
        rows = [answer for answer in sheet.answers if answer.exercise == exercise.id and answer.verdict]
        if rows:
            lines.append(_line(f"{exercise.number} {exercise.id}", Score.of(rows)))
    score = Score.of(sheet.answers)
    lines.append(_line("all", score))
    shares = [(score.passed, score.right), (score.caught, score.wrong), (score.helpful, score.rated)]
    lines.append(f"{'':28} " + " ".join(f"{_percent(*share):>13}" for share in shares))
    return [*lines, f"{'goal':28} " + " ".join(f"{'≥ ' + format(goal, '.0%'):>13}" for goal in GOALS)]


def _line(name: str, score: Score) -> str:
    cells = (f"{score.passed} of {score.right}", f"{score.caught} of {score.wrong}", f"{score.helpful} of {score.rated}")
    return f"{name:28} " + " ".join(f"{cell:>13}" for cell in cells)


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"
