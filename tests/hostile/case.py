"""What a case is, and the answers that many cases share."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .world import World

RIGHT = """
def mean_squares(X, y):
    return ((np.asarray(X) - np.asarray(y)[:, None]) ** 2).mean(axis=0)
"""

#: A wrong answer, for what would have to be forged.
WRONG = """
def mean_squares(X, y):
    return np.zeros(np.asarray(X).shape[1])
"""

#: What an answer prints when it managed what it must not.
BREACH = "BREACH"

#: The engine's word for a machine that cannot run a check; here also the class of an error that is right.
NO_VERDICT = "NoEngine"


@dataclass(frozen=True)
class Case:
    """A submission that is hostile or broken, and what is right to say of it.

    Attributes
    ----------
    name : str
        What it tries, in a few words.
    status : str or tuple of str
        The right status of the verdict, or the right ones; for a notebook that cannot be read the class of the error.
    answer : str
        What stands in the answer cell. It finds a class `world` there that names what could be harmed.
    notebook : callable, optional
        Changes the notebook; what it returns, if anything, is written in its place: bytes as they are, else as JSON.
    file : callable, optional
        Makes something at a path where a notebook should be.
    exercise : str
        The exercise that is checked.
    says : str
        A part of the words that the learner must be told.
    leaves : callable, optional
        Looks for harm afterwards, with the world and the verdict; returns sentences.
    harmful : bool
        Whether it would harm this machine were it not kept apart. It then is not run unless it is.
    seconds : float
        What the learner's cells and the tests may take; by default 1 where a timeout is right, else plenty.
    """

    name: str
    status: str | tuple[str, ...]
    answer: str = RIGHT
    notebook: Callable[[dict[str, Any]], Any] | None = None
    file: Callable[[Path], Any] | None = None
    exercise: str = "h1-e01"
    says: str = ""
    leaves: Callable[[World, dict[str, Any]], list[str]] | None = None
    harmful: bool = False
    seconds: float = 0.0

    @property
    def statuses(self) -> tuple[str, ...]:
        """The right ones."""
        return (self.status,) if isinstance(self.status, str) else self.status

    @property
    def timeout(self) -> float:
        """Seconds for the learner's cells and the tests."""
        return self.seconds or (1.0 if "timed_out" in self.statuses else 20.0)


def attempt(source: str, then: str = RIGHT) -> str:
    """An answer that tries something first and then is what `then` is.

    Parameters
    ----------
    source : str
        The body of a function; what it returns is true if it managed what it must not.
    then : str
        The answer itself.
    """
    body = textwrap.indent(textwrap.dedent(source).strip("\n"), "    ")
    return (
        f"import os, sys\ndef attack():\n{body}\n"
        "try:\n    managed = attack()\n"
        "except BaseException as error:\n    managed = None\n    print('refused', type(error).__name__)\n"
        f"if managed:\n    print('{BREACH}', repr(managed)[:300])\n" + then
    )


def twice(source: str) -> str:
    """An answer that behaves in its first call and does this in the second."""
    body = textwrap.indent(textwrap.dedent(source).strip("\n"), "        ")
    return (
        f"import os, sys\ncalls = 0\ndef mean_squares(X, y):\n    global calls\n    calls += 1\n    if calls == 2:\n{body}\n"
        "    return ((np.asarray(X) - np.asarray(y)[:, None]) ** 2).mean(axis=0)\n"
    )


def returning(expression: str, before: str = "") -> str:
    """An answer whose function returns this expression."""
    return f"{textwrap.dedent(before)}\ndef mean_squares(X, y):\n    return {expression}\n"


def on_every_descriptor(data: str) -> str:
    """An answer that writes an expression's bytes wherever it can, and then is wrong."""
    return (
        f"import os, json, struct, base64\ndata = {data}\n"
        "for fd in range(3, 64):\n    try:\n        os.set_blocking(fd, False)\n"
        f"        os.write(fd, data)\n        os.set_blocking(fd, True)\n    except OSError: pass\n{WRONG}"
    )
