"""Running plain asserts with stand-ins."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NoReturn

import pytest

from jupyterlab_homl.grading.judge.asserts import AssertRunner
from jupyterlab_homl.toolkit.desk import Desk
from tests.present import present


@pytest.fixture
def runner() -> Callable[..., AssertRunner]:
    """Makes a runner of asserts in this process, given the learner's names."""

    def make(**names: Any) -> AssertRunner:
        return AssertRunner(Desk(names, lambda _: None).serve)

    return make


def test_what_cannot_be_defined_is_left_out(runner: Callable[..., AssertRunner]) -> None:
    judge = runner(f=lambda x: 2 * x)
    judge.define("import no_such_module\ndef helper(x): return f(x) + 1\nlost = f(3)\nraise SystemExit\nkept = 5")
    assert judge.run("assert helper(2) == kept").outcome == "passed"
    assert present(judge.run("lost").error).name == "NameError"


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("assert None is None is None", "passed"),
        ("assert int is int and type(3) is int and isinstance(int, type)", "passed"),
        ("assert (lambda: 1).__class__.__name__ == 'function'", "passed"),
        ("x = [1]\nassert x is not None", "passed"),
        ("assert a is None is None", "failed"),
        ("assert 1 < 2 is not a", "unknown"),
        ("assert a is a", "unknown"),
        ("assert f.f.f", "failed"),
        ("class A:\n    __slots__ = ('x',)\n    def me(self): return self.__class__\nassert A().me() == A", "passed"),
        ("assert f(1) == 2, f'{f}'", "passed"),
        ("", "passed"),
        ("# nothing", "passed"),
    ],
)
def test_identity_and_classes(runner: Callable[..., AssertRunner], source: str, outcome: str) -> None:
    assert runner(a=[1], f=lambda x: 2 * x).run(source).outcome == outcome


def test_an_exception_is_of_the_kinds_that_it_was(runner: Callable[..., AssertRunner]) -> None:
    class Shape(OSError, LookupError):
        pass

    def fail(kind: Any) -> NoReturn:
        raise {"k": KeyError("a"), "u": UnicodeDecodeError("utf-8", b"", 0, 1, "bad"), "s": Shape("two")}[kind]

    judge = runner(fail=fail)
    for kind, caught, text in [
        ("k", "KeyError", "'a'"),
        ("u", "ValueError", None),
        ("s", "LookupError", None),
        ("s", "OSError", "two"),
    ]:
        said = f"assert str(error) == {text!r}" if text else "pass"
        source = f"try:\n    fail({kind!r})\nexcept {caught} as error:\n    {said}\nelse:\n    raise AssertionError"
        found = judge.run(source)
        assert found.outcome == "passed", (kind, found)


def test_lines_of_what_failed(runner: Callable[..., AssertRunner]) -> None:
    found = runner(f=lambda: 1).run("def check(x):\n    assert x == 2\n\ncheck(f())")
    assert (present(found.error).name, present(found.error).line) == ("AssertionError", 2)
    assert json.loads(json.dumps(found.document())) == found.document()
