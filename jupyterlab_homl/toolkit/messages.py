"""How a test ends: `Message`, the sentence for it, and `test`, the block that `expect` builds on."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, ClassVar, Protocol

from .i18n import _, translate, translate_template
from .kernel import is_run_by_learner
from .proxy import AnswerError, Handle

#: A word or clause of a template that Markdown emphasises.
_EMPHASIS = re.compile(r"(?<!\w)\*(\S(?:[^*]*\S)?)\*(?!\w)")


@dataclass(frozen=True)
class Message:
    """A sentence for a person, which is translated where it is shown.

    Attributes
    ----------
    id : str
        The English template; the catalogues of translations know the sentence by it.
    values : mapping of str to object
        The values of its placeholders: strings, numbers, booleans or None.
    """

    id: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Message:
        """The message that `document` made this JSON object from."""
        return cls(document["id"], document["values"])

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.id.format(**self.values)

    def document(self) -> dict[str, object]:
        """The message as a JSON object with ``id``, ``values`` and the English ``text``."""
        return {"id": self.id, "values": self.values, "text": self.text}


class Unmet(AssertionError):
    """A failed expectation, with the message that says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


class Recorder(Protocol):
    """Takes the result of each test, which then raises no exception."""

    def __call__(self, name: str, message: Message | None, /) -> None:
        """Record one test; it passed if there is no message."""


_recorder: Recorder | None = None


def record_with(recorder: Recorder | None) -> None:
    """Report the results of tests to `recorder` from now on; with None, tests raise again."""
    global _recorder
    _recorder = recorder


class test:  # noqa: N801 - read as a word: with expect.test(…)
    """A named test, used as a context manager.

    Parameters
    ----------
    name : str
        The property that it tests, in a few words. Learners see it for hidden tests as well, so it gives no value away.
    after : str
        The name of an earlier test without which this one means nothing. Where both fail, the words of this one would blame
        something else for the same mistake, so it only says that it follows from the other.
    """

    __test__ = False

    #: The names of tests that failed when they last ran in this process.
    _failed: ClassVar[set[str]] = set()

    def __init__(self, name: str, after: str = "") -> None:
        self.name = name
        self.after = after

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        if error is not None and not isinstance(error, Exception):
            return False
        if isinstance(error, EOFError) and _recorder is not None:
            return False
        message = None if error is None else explain(error)
        if message is None:
            self._failed.discard(self.name)
        else:
            self._failed.add(self.name)
            if self.after in self._failed:
                message = Message("This probably follows from another test that has not passed: mend that one first.")
        if _recorder is not None:
            _recorder(self.name, message)
            return True
        if message is not None and is_run_by_learner():
            # One line, and the other tests and cells run as well; a learner who is reading needs no traceback.
            print(failure_line(message, self.name))  # noqa: T201 - the output of the learner's cell
            return True
        if message is not None:
            raise Unmet(Message("{test}: {words}", {"test": self.name, "words": message.text})) from error
        return False


def failure_line(message: Message, test: str = "") -> str:
    """The line that a failing test prints below the tests cell that a learner runs; the test's name may be unknown."""
    # printed as it is, so without Markdown's asterisks; those in values are the learner's
    template = _EMPHASIS.sub(r"\1", translate_template(message.id, _))
    words = " ".join(translate(template, message.values).split())
    return f"✗ {_(test)}: {words}" if test else f"✗ {words}"


def explain(error: Exception) -> Message:
    """The message for the exception that ended a test."""
    if isinstance(error, Unmet):
        return error.message
    if isinstance(error, AnswerError):
        return _raised(error)
    return Message(
        "What you returned could not be compared ({error}). Look at its type and shape.",
        {"error": f"{type(error).__name__}: {error}"[:160]},
    )


def _raised(error: AnswerError) -> Message:
    # The usual cause is found by the whole text; the sentence shows its first line.
    values = {"error": error.name, "message": first_line(error.message), "whole": error.message, "line": error.line}
    if error.name == "NameError" and error.line is None:
        named = re.search(r"name '([^']+)'", error.message)
        values["name"] = named[1] if named else first_line(error.message)
        return Message("`{name}` is not defined. The check looks for exactly this name, so keep it as it was given.", values)
    if error.line is None:
        return Message("Using your answer raised *{error}: {message}*.", values)
    return Message("Line {line} raised *{error}: {message}*.", values)


def not_held(source: str, failed: dict[str, Any], hidden: bool) -> Message:
    """The message for a plain assert that failed; the code of a hidden one is not quoted.

    Parameters
    ----------
    source : str
        The code of the asserts.
    failed : dict
        ``line`` in it, and ``message`` of the AssertionError.
    hidden : bool
        Whether they are hidden tests.
    """
    message, line = str(failed.get("message") or ""), failed.get("line")
    lines = source.splitlines()
    known = isinstance(line, int) and 0 < line <= len(lines)
    if message:
        return Message("{message}", {"message": first_line(message), "error": "AssertionError"})
    if hidden or not known:
        return Message("An assert of the tests does not hold.")
    return Message("This does not hold: `{code}`.", {"code": first_line(lines[line - 1])})  # type: ignore[operator]


def first_line(message: str) -> str:
    """The first line of an exception's text, at most 120 characters."""
    line = message.strip().partition("\n")[0]
    return line if len(line) <= 120 else f"{line[:119]}…"


_SHOWN_ITEMS = 12
_SHOWN_TEXT = 80


def show(value: Any, digits: int = 4) -> str:
    """A value as a person would write it: four significant digits or as many as are asked for, at most 80 characters."""
    return _short(_shown(value, digits))


def _shown(value: Any, digits: int) -> str:
    import numpy as np

    if isinstance(value, float | np.floating):
        return f"{float(value):.{digits}g}"
    if isinstance(value, np.integer | np.bool_):
        return str(value)
    kind = type(value)
    if kind is np.ma.MaskedArray or (kind.__module__.partition(".")[0] in ("pandas", "scipy") and hasattr(value, "shape")):
        if math.prod(value.shape) > _SHOWN_ITEMS:
            return f"{kind.__name__}(…, shape={value.shape})"
        held = value.toarray() if hasattr(value, "toarray") else np.asarray(value)
        return f"{kind.__name__}({_shown(held.tolist(), digits)})"
    if isinstance(value, np.ndarray):
        if value.size > 12:
            return f"array(…, shape={value.shape})"
        return np.array2string(value, formatter={"float_kind": lambda x: f"{x:.{digits}g}"}, separator=", ").replace("\n", "")
    if isinstance(value, list | tuple):
        inner = ", ".join(
            [*(_shown(item, digits) for item in value[:_SHOWN_ITEMS]), *(["…"] if len(value) > _SHOWN_ITEMS else [])]
        )
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' if len(value) == 1 else ''})"
    if isinstance(value, Handle):
        return repr(value)
    if isinstance(value, str | bytes):
        return repr(value[:_SHOWN_TEXT])
    return repr(value)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"
