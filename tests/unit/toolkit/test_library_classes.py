"""Classes of libraries are told by identity from those of an answer, which may take any name and module."""

from __future__ import annotations

import subprocess
import sys

from jupyterlab_homl.toolkit.desk import Desk

BEFORE = """
import sys, types
from sklearn.pipeline import Pipeline
from jupyterlab_homl.toolkit.desk import describe
from jupyterlab_homl.toolkit.library_classes import remember
remember()
import sklearn.svm, calendar  # by the set-up
class Given: pass
remember([Given])
from jupyterlab_homl.toolkit.library_classes import names_of as names
"""

FAKES = {
    "a name": "class Pipeline: pass",
    "a name and a module": "class Pipeline: __module__ = 'sklearn.pipeline'",
    "in the place of the library's": (
        "class Pipeline: __module__ = 'sklearn.pipeline'\nsys.modules['sklearn.pipeline'].Pipeline = Pipeline"
    ),
    "in a module in the place of the library's": (
        "class Pipeline: __module__ = 'sklearn.pipeline'\n"
        "fake = types.ModuleType('sklearn.pipeline')\nfake.Pipeline = Pipeline\nsys.modules['sklearn.pipeline'] = fake"
    ),
    "made by type": "Pipeline = type('Pipeline', (), {'__module__': 'sklearn.pipeline'})",
    "a metaclass with other ancestors": (
        "class Meta(type):\n    __mro__ = property(lambda cls: (cls, Real, object))\n"
        "Real = Pipeline\nclass Pipeline(metaclass=Meta): __module__ = 'sklearn.pipeline'"
    ),
    "a class that is no text": "class Pipeline: __module__ = 5",
    "what it says of its class": (
        "Real = Pipeline\nclass Pipeline:\n    __module__ = 'sklearn.pipeline'\n    __class__ = property(lambda self: Real)"
    ),
}

GENUINE = {
    "imported before": ("value = Pipeline([])", "sklearn.pipeline.Pipeline"),
    "renamed since": ("Pipeline.__module__ = Pipeline.__name__ = 'x'\nvalue = Pipeline([])", "sklearn.pipeline.Pipeline"),
    "a subclass": ("class Mine(Pipeline): pass\nvalue = Mine([])", "sklearn.pipeline.Pipeline"),
    "of a module that the set-up imported": ("value = calendar.TextCalendar()", "calendar.TextCalendar"),
    "of the set-up's own": ("value = Given()", "__main__.Given"),
    "imported by the answer": ("import wave\nvalue = wave.Wave_read.__new__(wave.Wave_read)", "wave.Wave_read"),
    "Python's": ("value = {}", "builtins.dict"),
}


def run(code: str) -> str:
    found = subprocess.run([sys.executable, "-c", BEFORE + code], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    return found.stdout


def test_no_class_of_an_answer_is_a_librarys() -> None:
    tried = "".join(
        f"try:\n    namespace = dict(globals())\n    exec({code!r}, namespace)\n"
        f"    value = namespace['Pipeline'].__new__(namespace['Pipeline'])\n    print({name!r}, names(value))\n"
        f"finally:\n    sys.modules['sklearn.pipeline'] = real\n    real.Pipeline = Pipeline\n"
        for name, code in FAKES.items()
    )
    told = run("real = sys.modules['sklearn.pipeline']\n" + tried)
    assert len(told.splitlines()) == len(FAKES)
    assert "sklearn" not in told, told


def test_a_class_of_a_library_keeps_its_name() -> None:
    tried = "".join(f"exec({code!r})\nprint({name!r}, names(value))\n" for name, (code, _) in GENUINE.items())
    for line, (name, (_, wanted)) in zip(run(tried).splitlines(), GENUINE.items(), strict=True):
        assert line.startswith(name)
        assert repr(wanted) in line


def test_an_exception_is_not_pythons_because_it_is_called_so() -> None:
    code = "class ValueError(Exception): pass\ntry: raise ValueError\nexcept Exception as error: print(describe(error, str))"
    assert "'name': '__main__.ValueError'" in run(code)
    assert Desk({}, lambda _: None).serve({"op": "name", "name": "x"})["error"]["name"] == "NameError"
