"""Small changes to a solution, each of which a sound checker should notice.

The classic operators of mutation testing (DeMillo, Lipton and Sayward, "Hints on test data selection", Computer 11(4), 1978,
34-41), as far as they make sense in numerical code.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, zip_longest
from typing import Any

from ..syntax import parse

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.MatMult: ast.Mult,
    ast.Pow: ast.Mult,
    ast.Lt: ast.GtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True)
class Mutant:
    """A changed solution.

    Attributes
    ----------
    change : str
        The line that was changed, as it was and as it is.
    source : str
        The whole changed code.
    """

    change: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every mutant of some code, in the order of its lines, without repeats."""
    tree = parse(source)
    original = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for number, node in enumerate(ast.walk(tree)):
        for variant in range(len(list(_variants(node)))):
            changed = copy.deepcopy(tree)
            target = next(islice(ast.walk(changed), number, None))
            list(_variants(target))[variant]()
            text = ast.unparse(ast.fix_missing_locations(changed))
            if text != original:
                found.setdefault(text, Mutant(_change(original, text), text))
    return list(found.values())


def _change(before: str, after: str) -> str:
    """The first line that differs, as it was and as it is."""
    lines = zip_longest(before.splitlines(), after.splitlines(), fillvalue="")
    one, other = next((one, other) for one, other in lines if one != other)
    return f"{one.strip()}  →  {other.strip()}"


def _variants(node: Any) -> Iterator[Callable[[], None]]:
    """Functions that change a node of a copied tree, each in one way."""
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in _SWAPS:
        yield lambda: setattr(node, "op", _SWAPS[type(node.op)]())
    elif isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _SWAPS:
        yield lambda: setattr(node, "ops", [_SWAPS[type(node.ops[0])]()])
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield lambda: setattr(node, "op", ast.UAdd())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield lambda: setattr(node, "value", not node.value)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        value: Any = node.value
        yield lambda: setattr(node, "value", value + 1)
    elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield lambda: setattr(node, "value", ast.Constant(None))
    elif isinstance(node, ast.FunctionDef | ast.For | ast.If | ast.While) and len(node.body) > 1:
        for position, inner in enumerate(node.body):
            if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
                yield partial(node.body.__setitem__, position, ast.Pass())
