"""What is handed to whoever runs a submission, and what comes back: plain data that can be sent anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...engine.sandbox.limits import Limits

#: How a tests cell is judged: by named tests from outside; by asserts inside and again from outside; by asserts inside alone.
NAMED, APART, INSIDE = "named", "apart", "inside"


@dataclass(frozen=True)
class Sheet:
    """One notebook of a submission.

    Attributes
    ----------
    name : str
        nbgrader's notebook id.
    notebook : dict
        The sanitised notebook, as JSON.
    judged : mapping
        How each tests cell is judged, by its grade id: `NAMED`, `APART` or `INSIDE`.
    kept : frozenset of str
        Tests cells that are not run again: their outputs stand in the notebook.
    definitions : str
        What the instructor's own cells define, for judging asserts from outside.
    costly : frozenset of str or None
        Tests cells that take long, and so are judged from outside first, and not run inside where they pass there. None while
        that is being found out.
    about : frozenset of str or None
        The names that the instructor's cells bind: no other name of a learner's hides a builtin from tests. None where they
        are not known.
    """

    name: str
    notebook: dict[str, Any]
    judged: Mapping[str, str]
    kept: frozenset[str] = frozenset()
    definitions: str = ""
    costly: frozenset[str] | None = frozenset()
    about: frozenset[str] | None = None


@dataclass(frozen=True)
class Setting:
    """What the processes that run submissions are like.

    Attributes
    ----------
    tier : str
        Which libraries the cells want.
    preload : tuple of str
        The modules that are imported once.
    hidden : tuple of str
        Folders that no submission sees.
    space : int
        Bytes that a submission's own folder may hold.
    limits : Limits
        What a submission may use.
    require_sandbox : bool
        Whether to refuse where it cannot be sealed.
    guarded : bool
        Whether to undo what can be undone before asserts are run among a learner's names.
    """

    tier: str = "light"
    preload: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    space: int = 64 * 2**20
    limits: Limits = field(default_factory=Limits)
    require_sandbox: bool = False
    guarded: bool = True


@dataclass(frozen=True)
class Task:
    """A submission, ready to be run.

    Attributes
    ----------
    student : str
        Whose it is.
    sheets : tuple of Sheet
        Its notebooks, in the order in which they are run.
    files : mapping
        The other files of its folder, by their paths in it.
    setting : Setting
        What runs it.
    kernel : str
        A Jupyter kernel that must run it, where it is not of this Python; else nothing.
    kernel_options : mapping
        nbgrader's configuration for that.
    """

    student: str
    sheets: tuple[Sheet, ...]
    files: Mapping[str, bytes]
    setting: Setting
    kernel: str = ""
    kernel_options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What a judge outside the learner's process said of a tests cell.

    Attributes
    ----------
    outcome : str
        ``passed``, ``failed`` or ``unknown``.
    score : float or None
        The number that the cell gave for partial credit.
    reason : str
        Why, in a sentence.
    costly : bool
        Whether it is not run inside where it passes, since that would take long.
    quiet : bool
        Whether nothing went to standard error.
    """

    outcome: str
    score: float | None = None
    reason: str = ""
    costly: bool = False
    quiet: bool = True


@dataclass
class Done:
    """A submission that was run.

    Attributes
    ----------
    notebooks : dict
        The executed notebooks, by name, as JSON.
    written, removed : dict, set
        What became of the folder's files.
    opinions : dict
        What was said from outside of tests cells (notebook, grade id).
    failing : dict
        Tests cells that earn nothing though their outputs might not say so: why.
    ended : str
        Why not everything was run; empty where it was.
    seconds, bare_seconds : float
        How long it took, and of that the cells.
    sandbox : str
        What sealed it.
    """

    notebooks: dict[str, dict[str, Any]] = field(default_factory=dict)
    written: dict[str, bytes] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    opinions: dict[tuple[str, str], Said] = field(default_factory=dict)
    failing: dict[tuple[str, str], str] = field(default_factory=dict)
    ended: str = ""
    seconds: float = 0.0
    bare_seconds: float = 0.0
    sandbox: str = "none"
