"""Parsing of Python sources in any thread. The only module that calls `ast.parse`."""

from __future__ import annotations

import ast
import threading

# CPython before 3.12.4 counts the depth of a tree per interpreter, not per call (python/cpython#106905): two threads that
# parse at the same time get "SystemError: AST constructor recursion depth mismatch".
_PARSING = threading.Lock()


def parse(source: str) -> ast.Module:
    """The tree of a Python source.

    Raises
    ------
    SyntaxError, ValueError, RecursionError, MemoryError
        As `ast.parse` does.
    """
    with _PARSING:
        return ast.parse(source)


def literal(node: ast.expr) -> object:
    """The value of a tree of literals.

    Raises
    ------
    ValueError, TypeError
        If it holds anything else.
    """
    return ast.literal_eval(node)
