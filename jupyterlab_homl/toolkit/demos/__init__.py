"""Interactive demonstrations: move something, watch, and read in words what is to be seen.

Every demo is a function that returns a widget, in a module of its own, and is built on `stage.Stage`.
"""

from __future__ import annotations
