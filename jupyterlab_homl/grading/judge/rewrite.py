"""Compiling tests cells and definitions so that they can be run where stand-ins take the place of a learner's objects.

``is`` and ``.__class__`` cannot be overloaded, so both are rewritten into calls that know of stand-ins.
"""

from __future__ import annotations

import ast
import copy
from functools import lru_cache
from types import CodeType

from ...syntax import parse

#: How many compiled pieces of code are cached.
_CACHE_SIZE = 256

#: The functions that are called for ``is`` and for ``.__class__``; no source code can spell these names.
IS, CLASS = "<is>", "<class>"


@lru_cache(_CACHE_SIZE)
def compile_definitions(source: str) -> list[CodeType]:
    """Compile definitions statement by statement, imports first."""
    nodes = sorted(parse(source).body, key=lambda node: not isinstance(node, ast.Import | ast.ImportFrom))
    return [_compile(ast.Module([node], []), "definitions") for node in nodes]


@lru_cache(_CACHE_SIZE)
def compile_tests(source: str) -> tuple[CodeType, CodeType | None]:
    """Compile a tests cell.

    Returns
    -------
    tuple
        The statements; and the last expression apart, if the notebook would show its value, else None.
    """
    tree = parse(source)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr) or source.rstrip().endswith(";"):
        return _compile(tree, "tests"), None
    statements = ast.Module(tree.body[:-1], [])
    return _compile(statements, "tests"), _compile(ast.Expression(last.value), "tests")


def _compile(tree: ast.Module | ast.Expression, name: str) -> CodeType:
    mode = "eval" if isinstance(tree, ast.Expression) else "exec"
    return compile(ast.fix_missing_locations(_Rewriter().visit(tree)), f"<{name}>", mode)


class _Rewriter(ast.NodeTransformer):
    """Replaces ``is`` between two objects, and reading ``.__class__``, by calls."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        operands = [node.left, *node.comparators]
        pairs = list(zip(operands, node.ops, operands[1:], strict=False))
        if not any(_compares_identity(*pair) for pair in pairs):
            return node
        links: list[ast.expr] = []
        for left, operator, right in pairs:  # an operand of two links is evaluated twice, which does not matter for identity
            link: ast.expr = ast.Compare(left, [operator], [right])
            if _compares_identity(left, operator, right):
                link = ast.Call(ast.Name(IS, ast.Load()), [left, copy.deepcopy(right)], [])
                link = ast.UnaryOp(ast.Not(), link) if isinstance(operator, ast.IsNot) else link
            links.append(ast.copy_location(link, node))
        return ast.copy_location(links[0] if len(links) == 1 else ast.BoolOp(ast.And(), links), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr != "__class__" or not isinstance(node.ctx, ast.Load):
            return node
        return ast.copy_location(ast.Call(ast.Name(CLASS, ast.Load()), [node.value], []), node)


def _compares_identity(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> bool:
    """Whether a comparison is ``is`` or ``is not`` between objects; with None, True, False or ... it works as it stands."""
    values = [side.value for side in (left, right) if isinstance(side, ast.Constant)]
    constant = any(value is None or value is ... or type(value) is bool for value in values)
    return isinstance(operator, ast.Is | ast.IsNot) and not constant
