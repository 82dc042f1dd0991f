"""Tests cells and definitions as code that can be run where a learner's objects are stand-ins."""

from __future__ import annotations

import ast
import copy
from functools import lru_cache
from types import CodeType

#: How many pieces of code are kept compiled.
_MOST_KEPT = 256

#: What stands for ``is`` and ``.__class__``, by names that no code can use.
IS, CLASS = "<is>", "<class>"


@lru_cache(_MOST_KEPT)
def parts(source: str) -> list[CodeType]:
    """Definitions, each for itself, imports first."""
    nodes = sorted(ast.parse(source).body, key=lambda node: not isinstance(node, ast.Import | ast.ImportFrom))
    return [_compiled(ast.Module([node], []), "definitions") for node in nodes]


@lru_cache(_MOST_KEPT)
def cell_of(source: str) -> tuple[CodeType, CodeType | None]:
    """A tests cell, without its last line where the notebook would show what that gives; and that line."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or source.rstrip().endswith(";"):
        return _compiled(tree, "tests"), None
    rest = ast.Module(tree.body[:-1], [])
    return _compiled(rest, "tests"), _compiled(ast.Expression(last.value), "tests")


def _compiled(tree: ast.Module | ast.Expression, name: str) -> CodeType:
    mode = "eval" if isinstance(tree, ast.Expression) else "exec"
    return compile(ast.fix_missing_locations(_Clearer().visit(tree)), f"<{name}>", mode)


class _Clearer(ast.NodeTransformer):
    """Puts calls where Python asks nobody: for ``is``, and for ``.__class__``."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        sides = [node.left, *node.comparators]
        pairs = list(zip(sides, node.ops, sides[1:], strict=False))
        if not any(_asks_identity(*pair) for pair in pairs):
            return node
        links: list[ast.expr] = []
        for left, kind, right in pairs:  # sides that are in two links are run twice, which identity does not mind
            link: ast.expr = ast.Compare(left, [kind], [right])
            if _asks_identity(left, kind, right):
                link = ast.Call(ast.Name(IS, ast.Load()), [left, copy.deepcopy(right)], [])
                link = ast.UnaryOp(ast.Not(), link) if isinstance(kind, ast.IsNot) else link
            links.append(ast.copy_location(link, node))
        return ast.copy_location(links[0] if len(links) == 1 else ast.BoolOp(ast.And(), links), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr != "__class__" or not isinstance(node.ctx, ast.Load):
            return node
        return ast.copy_location(ast.Call(ast.Name(CLASS, ast.Load()), [node.value], []), node)


def _asks_identity(left: ast.expr, kind: ast.cmpop, right: ast.expr) -> bool:
    values = [side.value for side in (left, right) if isinstance(side, ast.Constant)]
    constant = any(value is None or value is ... or type(value) is bool for value in values)
    return isinstance(kind, ast.Is | ast.IsNot) and not constant
