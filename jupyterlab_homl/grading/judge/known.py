"""Classes by their names."""

from __future__ import annotations

import sys


def known_class(kind: str) -> type | None:
    """The class of this name, where it is one that is known here, too."""
    module, _, name = kind.rpartition(".")
    found = getattr(sys.modules.get(module), name, None) if module != "__main__" else None
    known = isinstance(found, type) and (found.__module__, found.__qualname__) == (module, name)
    return found if known else None
