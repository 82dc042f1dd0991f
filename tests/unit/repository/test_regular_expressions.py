"""Regular expressions over what learners write take linear time, since an event loop, or a judge, may wait for them."""

from __future__ import annotations

import ast
import contextlib
import importlib
import re
import signal
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from jupyterlab_homl.checking.causes import usual_causes
from jupyterlab_homl.syntax import parse
from jupyterlab_homl.toolkit.desk import MAX_MESSAGE
from tests.paths import ROOT

PACKAGE = ROOT / "jupyterlab_homl"

#: What only reads what authors and this package's own programs write.
TRUSTED = ("course/", "cli/", "classroom/", "doctor.py", "locale/", "labextension/", "grading/judge/", "i18n.py", "syntax.py")

METHODS = ("match", "fullmatch", "search", "findall", "finditer", "split", "sub")

#: Characters of a text, and seconds of CPU time that one search in it may take.
SIZE, SECONDS = 100_000, 0.3


def used() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Where each expression is used, how, and it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        if place.startswith(TRUSTED):
            continue
        for node in ast.walk(parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in METHODS:
                continue
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re":
                if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                    flags = [each.attr for each in node.args if isinstance(each, ast.Attribute) and each.attr.isupper()]
                    compiled = re.compile(node.args[0].value, sum(getattr(re, name) for name in flags))
                    yield f"{place}:{node.lineno} {node.func.attr}", node.func.attr, compiled
            elif isinstance(owner, ast.Name) and owner.id.isupper():
                module = importlib.import_module("jupyterlab_homl." + place.removesuffix(".py").replace("/", "."))
                found = getattr(module, owner.id, None)
                if isinstance(found, re.Pattern) and isinstance(found.pattern, str):
                    yield f"{place}:{node.lineno} {owner.id}.{node.func.attr}", node.func.attr, found


def pumped(pattern: str, flags: int = 0) -> Iterator[tuple[str, str]]:
    """For each repetition in an expression, a text that leads to it, and a text that it may repeat."""
    yield from _pumped(list(_parser.parse(pattern, flags)), "")


def _pumped(nodes: list[Any], before: str) -> Iterator[tuple[str, str]]:
    for kind, value in nodes:
        for inner in _inner(kind, value):
            yield from _pumped(inner, before)
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT) and value[1] > 100:
            for sample in _samples(list(value[2])):
                yield before, sample
        elif kind in (kinds.LITERAL, kinds.NOT_LITERAL, kinds.IN, kinds.ANY):
            for sample in _samples([(kind, value)]):
                yield "", sample
        before += next(iter(_samples([(kind, value)])), "")


def _inner(kind: Any, value: Any) -> list[list[Any]]:
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
        return [list(value[2])]
    if kind is kinds.SUBPATTERN:
        return [list(value[3])]
    if kind is kinds.BRANCH:
        return [list(each) for each in value[1]]
    return [list(value)] if kind is kinds.ATOMIC_GROUP else []


def _samples(nodes: list[Any]) -> list[str]:
    """A few texts that a part of an expression matches."""
    found = [""]
    for kind, value in nodes:
        match kind:
            case kinds.LITERAL:
                own = [chr(value)]
            case kinds.NOT_LITERAL | kinds.ANY:
                own = ["a", " "]
            case kinds.IN:
                own = _members(value)
            case kinds.MAX_REPEAT | kinds.MIN_REPEAT | kinds.POSSESSIVE_REPEAT:
                own = [each * max(value[0], 1) for each in _samples(list(value[2]))] if value[0] else [""]
            case kinds.SUBPATTERN:
                own = _samples(list(value[3]))
            case kinds.BRANCH:
                own = [each for branch in value[1] for each in _samples(list(branch))[:1]]
            case kinds.ATOMIC_GROUP:
                own = _samples(list(value))
            case _:
                own = [""]
        found = [one + other for one in found for other in own][:12]
    return found


def _members(value: list[Any]) -> list[str]:
    """Members of a set of characters."""
    categories = {kinds.CATEGORY_DIGIT: "1", kinds.CATEGORY_SPACE: " ", kinds.CATEGORY_WORD: "a"}
    negated = value[0][0] is kinds.NEGATE
    own = []
    for kind, each in value:
        if kind is kinds.LITERAL:
            own.append(chr(each))
        elif kind is kinds.RANGE:
            own.append(chr(each[0]))
        elif kind is kinds.CATEGORY and each in categories:
            own.append(categories[each])
    return [each for each in "a 1-\n中" if each not in own][:3] if negated else own[:6]


@contextlib.contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Fails where the block takes more CPU time; `re` looks for signals while it searches."""

    def stop(*_: object) -> None:
        raise AssertionError("it takes too long")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def run(pattern: re.Pattern[str], method: str, text: str) -> object:
    if method == "sub":
        return pattern.sub("", text)
    found = getattr(pattern, method)(text)
    return sum(1 for _ in found) if method == "finditer" else found


#: Each expression with how it is used, once, and one of the places where it is.
EVERY = {(pattern.pattern, method): (place, method, pattern) for place, method, pattern in used()}.values()

#: Where a few characters of a text are all that is searched.
BOUNDED = {"workspace/notes/exchange.py:_BEFORE.search": 60}


def test_expressions_are_found() -> None:
    places = {place.partition(":")[0] for place, _, _ in EVERY}
    assert {
        "workspace/notes/blocks.py",
        "workspace/notes/cards.py",
        "checking/explanations.py",
        "engine/runs/untrusted.py",
    } <= places


@pytest.mark.parametrize(("place", "method", "pattern"), EVERY, ids=[place for place, *_ in EVERY])
def test_an_expression_takes_linear_time(place: str, method: str, pattern: re.Pattern[str]) -> None:
    texts = {
        (before, repeated, after) for before, repeated in pumped(pattern.pattern, pattern.flags) for after in ("", "\0", "\nx")
    }
    size = BOUNDED.get(f"{place.partition(':')[0]}:{place.rpartition(' ')[2]}", SIZE)
    for before, repeated, after in sorted(texts):
        text = before + repeated * (size // len(repeated)) + after if repeated else before
        with limited(SECONDS):
            run(pattern, method, text)


@pytest.mark.parametrize("cause", usual_causes(), ids=lambda cause: cause.name)
def test_the_text_of_an_exception_is_searched_at_once(cause: Any) -> None:
    for before, repeated in {*pumped(cause.pattern.pattern), ("", "a"), ("", " ")}:
        text = (before + repeated * MAX_MESSAGE)[:MAX_MESSAGE]
        with limited(0.2):
            cause.pattern.search(text)
