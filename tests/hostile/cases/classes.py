"""Classes of an answer's own that pass themselves off as a library's, which are told by identity."""

from __future__ import annotations

from ..case import Case

DICE = "def dice(seed):\n    return Generator(np.random.PCG64(seed))\n"

CLASS = """
class Generator:
    def __init__(self, bits): self.own = np.random.Generator(bits)
    def integers(self, most): return self.own.integers(most)
"""


def false(name: str, before: str, says: str = "") -> Case:
    """An answer that returns what is not NumPy's."""
    return Case(f"class: {name}", "failed", before + DICE, exercise="h1-e05", says=says)


CASES = [
    Case("class: the library's", "passed", "from numpy.random import Generator\n" + DICE, exercise="h1-e05"),
    Case(
        "class: one that derives from the library's",
        "passed",
        "class Generator(np.random.Generator): pass\n" + DICE,
        exercise="h1-e05",
    ),
    false("of the same name", CLASS, "of its own"),
    false("with the library's module", CLASS + "Generator.__module__ = 'numpy.random._generator'\n"),
    false("that is put into the library", "real = np.random.Generator\n" + CLASS + "np.random.Generator = Generator\n"),
    false(
        "in a module of the library's name",
        CLASS + "import sys, types\nsys.modules['numpy.random._generator'] = m = types.ModuleType('numpy.random._generator')\n"
        "m.Generator = Generator\nGenerator.__module__ = m.__name__\n",
    ),
    false(
        "whose metaclass tells other bases",
        "class Meta(type):\n    @property\n    def __mro__(cls): return np.random.Generator.__mro__\n"
        + CLASS.replace("Generator:", "Generator(metaclass=Meta):"),
    ),
    false(
        "that says that it is the library's",
        CLASS + "    @property\n    def __class__(self): return np.random.Generator\n",
    ),
]
