"""The verdict on one exercise: the value that a check makes, the progress database keeps and the panel shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from ..toolkit.messages import Message

#: The version of the JSON document.
VERSION = 1


class Status(StrEnum):
    """How a check ended. The only list of statuses in Python; `openapi.json` has the same for REST."""

    PASSED = "passed"
    #: At least one test did not pass.
    FAILED = "failed"
    #: One of the learner's cells raised an exception.
    ERROR = "error"
    #: The answer is the stub, but for comments and layout.
    NOT_ATTEMPTED = "not_attempted"
    #: A short answer, which no test judges.
    ANSWERED = "answered"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    OUTPUT_LIMIT = "output_limit"
    #: The learner's process ended before the tests did.
    DIED = "died"
    CANCELLED = "cancelled"

    @property
    def is_attempt(self) -> bool:
        """Whether a check that ended like this counts as an attempt at the exercise."""
        return self not in NO_ATTEMPT


#: Statuses of checks that do not count as attempts.
NO_ATTEMPT = (Status.NOT_ATTEMPTED, Status.CANCELLED)


@dataclass(frozen=True)
class TestResult:
    """The result of one test.

    Attributes
    ----------
    name : str
        What the test is about; names of hidden tests may be withheld (`hidden_tests.reveal`).
    passed : bool
        Whether the judge reported it as passed. A test without a report has not passed.
    message : Message or None
        Why it did not pass.
    hidden : bool
        Whether it is a hidden test.
    ran : bool
        Whether the judge reported it at all.
    cell : str
        The grade id of its tests cell.
    title : Message or None
        What is shown in place of a name that is withheld.
    """

    __test__: ClassVar[bool] = False  # not a test of pytest's

    name: str
    passed: bool
    message: Message | None
    hidden: bool
    ran: bool
    cell: str
    title: Message | None = None

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> TestResult:
        """The result that `document` made this JSON object from."""
        return cls(
            name=document["name"],
            passed=document["passed"],
            message=_message(document["message"]),
            hidden=document["hidden"],
            ran=document["ran"],
            cell=document["cell"],
            title=_message(document.get("called")),
        )

    def document(self) -> dict[str, object]:
        """The result as a JSON object; ``called`` is there only where a name is withheld."""
        found = {
            "name": self.name,
            "passed": self.passed,
            "message": _document(self.message),
            "hidden": self.hidden,
            "ran": self.ran,
            "cell": self.cell,
        }
        return found if self.title is None else {**found, "called": self.title.document()}


@dataclass(frozen=True)
class HiddenCount:
    """How many of the hidden tests passed."""

    passed: int
    total: int


@dataclass(frozen=True)
class FirstError:
    """The exception that ended the learner's cells.

    Attributes
    ----------
    cell : str or None
        The id of the learner's cell: ``EXERCISE:NUMBER``.
    name, message : str
        The exception's class name and text.
    line : int or None
        The line of that cell, counted from 1.
    """

    cell: str | None
    name: str
    message: str
    line: int | None


@dataclass(frozen=True)
class Verdict:
    """The verdict on one exercise.

    Attributes
    ----------
    exercise : str
        The exercise's id.
    status : Status
        How the check ended.
    score, max_score : float
        Points earned, and points that the exercise is worth.
    tests : tuple of TestResult
        Every test of the exercise, the visible ones first.
    first_error : FirstError or None
        The exception that ended the learner's cells.
    explanation : Message or None
        Why the check ended as it did, where no test says so.
    notes : tuple of Message
        Remarks on the state of the notebook.
    output : str
        The beginning of what the answer printed.
    duration_ms, bare_ms : int
        Milliseconds from start to end, and of these the running of the learner's cells and the tests.
    judged : str
        Where the tests ran: ``outside`` the learner's process or ``inside`` it.
    engine : str
        How the processes were started: ``forked`` or ``cold``.
    sandbox : str
        What sealed the learner's process: ``namespaces``, ``bubblewrap``, ``limits`` or ``none``.
    unenforced : tuple of str
        What that sandbox did not restrict.
    """

    exercise: str
    status: Status
    score: float
    max_score: float
    tests: tuple[TestResult, ...] = ()
    first_error: FirstError | None = None
    explanation: Message | None = None
    notes: tuple[Message, ...] = ()
    output: str = ""
    duration_ms: int = 0
    bare_ms: int = 0
    judged: str = "outside"
    engine: str = "cold"
    sandbox: str = "none"
    unenforced: tuple[str, ...] = ()

    @property
    def hidden(self) -> HiddenCount | None:
        """How many of the hidden tests passed; None for an exercise without hidden tests."""
        hidden = [test.passed for test in self.tests if test.hidden]
        return HiddenCount(sum(hidden), len(hidden)) if hidden else None

    @property
    def messages(self) -> tuple[Message, ...]:
        """Everything that it says about the answer: the explanation and the tests' messages."""
        return tuple(message for message in (self.explanation, *(test.message for test in self.tests)) if message is not None)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Verdict:
        """The verdict that `document` made this JSON object from."""
        error = document["first_error"]
        return cls(
            exercise=document["exercise"],
            status=Status(document["status"]),
            score=document["score"],
            max_score=document["max_score"],
            tests=tuple(map(TestResult.from_document, document["tests"])),
            first_error=None if error is None else FirstError(**error),
            explanation=_message(document["explanation"]),
            notes=tuple(map(Message.from_document, document["notes"])),
            output=document["output"],
            duration_ms=document["duration_ms"],
            bare_ms=document["bare_ms"],
            judged=document["judged"],
            engine=document["engine"],
            sandbox=document["sandbox"],
            unenforced=tuple(document["unenforced"]),
        )

    def document(self) -> dict[str, object]:
        """The JSON object that REST answers and the progress database keeps, described in `docs/architecture/checking.md`."""
        hidden, error = self.hidden, self.first_error
        return {
            "version": VERSION,
            "exercise": self.exercise,
            "status": self.status.value,
            "score": self.score,
            "max_score": self.max_score,
            "tests": [test.document() for test in self.tests],
            "hidden": None if hidden is None else {"passed": hidden.passed, "total": hidden.total},
            "first_error": None
            if error is None
            else {"cell": error.cell, "name": error.name, "message": error.message, "line": error.line},
            "explanation": _document(self.explanation),
            "notes": [note.document() for note in self.notes],
            "output": self.output,
            "duration_ms": self.duration_ms,
            "bare_ms": self.bare_ms,
            "judged": self.judged,
            "engine": self.engine,
            "sandbox": self.sandbox,
            "unenforced": list(self.unenforced),
        }


def _message(document: Mapping[str, Any] | None) -> Message | None:
    return None if document is None else Message.from_document(document)


def _document(message: Message | None) -> dict[str, object] | None:
    return None if message is None else message.document()
