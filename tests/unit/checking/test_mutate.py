"""Small changes to solutions."""

from __future__ import annotations

from jupyterlab_homl.checking.mutate import mutants

SOURCE = """
def f(x, flag=True):
    items = []
    items.append(x)
    if not flag and x > 0:
        return -x + 1
    return x @ x
"""


def test_each_operator_once() -> None:
    changes = [mutant.change for mutant in mutants(SOURCE)]
    for change in (
        "return -x + 1  →  return -x - 1",
        "return -x + 1  →  return +x + 1",
        "return -x + 1  →  return -x + 2",
        "return x @ x  →  return None",
        "return x @ x  →  return x * x",
        "items.append(x)  →  pass",
        "if not flag and x > 0:  →  if not flag or x > 0:",
        "if not flag and x > 0:  →  if not flag and x <= 0:",
        "if not flag and x > 0:  →  if not not flag and x > 0:",
        "def f(x, flag=True):  →  def f(x, flag=False):",
    ):
        assert change in changes


def test_mutants_are_code_and_all_different() -> None:
    sources = [mutant.source for mutant in mutants(SOURCE)]
    assert len(set(sources)) == len(sources)
    for source in sources:
        compile(source, "mutant", "exec")


def test_code_without_operators_has_none() -> None:
    assert mutants("x = y") == []
