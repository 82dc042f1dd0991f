"""Usual causes of exceptions in machine-learning exercises, from the table `causes.txt`.

An entry of the table has three lines:

    its name: class names of exceptions
        a regular expression, which is searched for in the exception's text; its named groups are values
        the template of the explanation, which the values fill

The first entry that fits is used, so specific entries stand before general ones. A template may name a value that no group
captures, such as ``{near}``: it is looked up (`lookups`), and the entry fits only if it is found. Exception texts arrive cut
to `toolkit.desk.MAX_MESSAGE` characters; that is why some entries are followed by one that does without the sizes.
"""

from __future__ import annotations

import builtins
import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path, PurePath
from string import Formatter

from ..i18n import translatable
from ..toolkit.desk import MAX_MESSAGE
from ..toolkit.messages import Message, first_line
from . import characters

#: Finds a value from those that the groups captured, or None.
Lookup = Callable[[Mapping[str, str]], str | None]

#: Exceptions of code that Python cannot parse.
UNREADABLE = ("SyntaxError", "IndentationError", "TabError")

#: What is compared with a name that is not known: people type no longer names, nor make that many of one length. An answer
#: may, and comparing takes the product of their lengths.
_LONGEST_NAME, _MOST_OTHER_LETTERS, _MOST_COMPARED = 40, 12, 500

#: How an explanation begins: where the exception was raised. A test that calls an estimator may have no line of the learner's.
_BEFORE = {
    "line": translatable("Line {line} raised *{error}*: "),
    "unreadable": translatable("Python cannot read line {line}: "),
    "cells": translatable("Your code raised *{error}*: "),
    "test": translatable("Using your answer raised *{error}*: "),
}
#: How it ends: with the exception's own text, which a learner should learn to read.
_AFTER = translatable(" Python says: “{message}”")


@dataclass(frozen=True)
class Cause:
    """An entry of the table.

    Attributes
    ----------
    name : str
        Its name.
    errors : tuple of str
        The class names of the exceptions that it is about.
    pattern : re.Pattern
        What their texts look like.
    words : str
        The template of the explanation.
    """

    name: str
    errors: tuple[str, ...]
    pattern: re.Pattern[str]
    words: str

    def values(self, message: str, lookups: Mapping[str, Lookup]) -> dict[str, str] | None:
        """The values of the template for an exception's text; None if the entry does not fit."""
        found = self.pattern.search(message[:MAX_MESSAGE])
        if found is None:
            return None
        values = {name: first_line(value) for name, value in found.groupdict().items() if value is not None}
        for name in fields(self.words) - values.keys():
            value = lookups[name](values) if name in lookups else None
            if value is None:
                return None
            values[name] = value
        return values


def fields(template: str) -> set[str]:
    """The names of a template's placeholders."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@cache
def usual_causes() -> tuple[Cause, ...]:
    """The entries of the table, read at first use, since its regular expressions take a while to compile."""
    table = Path(__file__).with_name("causes.txt").read_text(encoding="utf-8")
    causes = []
    for entry in table.strip().split("\n\n"):
        title, pattern, words = entry.splitlines()
        name, _, errors = title.partition(": ")
        causes.append(Cause(name, tuple(errors.split()), re.compile(pattern.strip()), words.strip()))
    return tuple(causes)


def templates() -> Iterator[str]:
    """Every id that a message of this module can have, for the catalogues of translations."""
    for cause in usual_causes():
        unreadable = set(cause.errors) <= set(UNREADABLE)
        for before in ["unreadable"] if unreadable else ["line", "cells", "test"]:
            for after in ("", _AFTER):
                yield _BEFORE[before] + cause.words + after


def explain_exception(
    error: str,
    message: str,
    line: int | None,
    names: Collection[str] = (),
    in_test: bool = False,
    beside: Collection[str] = (),
    source: str = "",
) -> Message | None:
    """The explanation of an exception, if it is a usual one.

    Parameters
    ----------
    error, message : str
        Its class name and its text.
    line : int or None
        The innermost line of the learner's code in its traceback.
    names : collection of str
        The names that the learner's code and the set-up define.
    in_test : bool
        Whether it was raised while a test used the answer.
    beside : collection of str
        The names of the files and folders beside the notebook.
    source : str
        The text of the cell in which it was raised.
    """
    cause, found = _find(error, message, lookups(names, beside, source, line))
    if cause is None or (line is None and error in UNREADABLE):
        return None
    lineless = "test" if in_test else "cells"
    before = lineless if line is None else "unreadable" if error in UNREADABLE else "line"
    values: dict[str, object] = {**found, "error": first_line(error), "message": first_line(message), "line": line}
    return Message(_BEFORE[before] + cause.words + (_AFTER if values["message"] else ""), values)


def _find(error: str, message: str, lookups: Mapping[str, Lookup]) -> tuple[Cause | None, dict[str, str]]:
    for cause in usual_causes():
        if error in cause.errors:
            values = cause.values(message, lookups)
            if values is not None:
                return cause, values
    return None, {}


def lookups(
    names: Collection[str], beside: Collection[str] = (), source: str = "", line: int | None = None
) -> dict[str, Lookup]:
    """The lookups for values that no group captures, by the name of the placeholder.

    Parameters
    ----------
    names : collection of str
        The names that the learner's code and the set-up define.
    beside : collection of str
        The names of the files and folders beside the notebook.
    source : str
        The text of the cell in which the exception was raised.
    line : int or None
        The line of it.
    """
    known = [*names, *(name for name in dir(builtins) if not name.startswith("_"))]
    attributes = [*_ATTRIBUTES.split(), *names]
    return {
        "usual": lambda found: _USUAL.get(found["name"]),
        "near": lambda found: nearest(found["name"], known),
        "near_attribute": lambda found: nearest(found["name"], attributes),
        "new": lambda found: _NEW.get(f"{found.get('owner')}.{found['name']}", _NEW.get(found["name"])),
        "new_argument": lambda found: _NEW_ARGUMENTS.get(found["keyword"]),
        "beside": lambda found: _beside(found.get("module"), found.get("file"), beside),
        "column": lambda found: characters.column(source, line, _character(found)),
        "character": lambda found: characters.name(_character(found)),
        "plain": lambda found: characters.plain(_character(found)),
        "entity": lambda _: characters.entity(source, line),
        "meant": lambda _: None if (entity := characters.entity(source, line)) is None else characters.meant_by(entity),
        "odd": lambda found: _look_alike(found["name"], known)[0],
        "odd_name": lambda found: characters.name(_look_alike(found["name"], known)[0] or " "),
        "latin": lambda found: _look_alike(found["name"], known)[1],
    }


def _look_alike(name: str, known: Collection[str]) -> tuple[str | None, str | None]:
    return characters.look_alike(name, known) or (None, None)


def _character(found: Mapping[str, str]) -> str:
    """The character that an exception's text names by its code point."""
    return chr(int(found["code"], 16))


def _beside(module: str | None, file: str | None, names: Collection[str]) -> str | None:
    """The file or folder beside the notebook that a module's name or a path means."""
    if module is not None:
        package = module.partition(".")[0]
        wanted = [f"{package}.py", package]
    else:
        wanted = [PurePath(file or "").as_posix().partition("/")[0]]
    return next((name for name in wanted if name in names), None)


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name whose spelling is closest to this one; None if none is close, or the name itself is known."""
    if name in known:
        return None
    if len(name) > _LONGEST_NAME:
        return None
    candidates = [other for other in known if len(other) <= _LONGEST_NAME]
    same = [other for other in candidates if other.lower() == name.lower()]
    alike = (other for other in candidates if abs(len(other) - len(name)) <= _MOST_OTHER_LETTERS)
    return next(iter(same or difflib.get_close_matches(name, islice(alike, _MOST_COMPARED), n=1, cutoff=0.7)), None)


_USUAL = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "mpl": "import matplotlib as mpl",
    "tf": "import tensorflow as tf",
    **{name: f"import {name}" for name in ("keras", "sklearn", "scipy", "math", "random", "os", "time", "itertools", "copy")},
}

#: Attributes, functions and modules that were renamed or moved, with their owner where the name alone is ambiguous.
_NEW = {
    "numpy.float": "np.float64",
    "numpy.int": "np.int64",
    "numpy.object": "np.object_",
    "numpy.str": "np.str_",
    "numpy.product": "np.prod",
    "numpy.trapz": "np.trapezoid",
    "numpy.in1d": "np.isin",
    "Generator.rand": "random",
    "Generator.randn": "standard_normal",
    "Generator.randint": "integers",
    "DataFrame.append": "pd.concat",
    "Series.append": "pd.concat",
    "DataFrame.ix": "loc",
    "Series.ix": "loc",
    "DataFrame.iteritems": "items",
    "Series.iteritems": "items",
    "DataFrame.as_matrix": "to_numpy",
    "get_feature_names": "get_feature_names_out",
    "plot_confusion_matrix": "ConfusionMatrixDisplay",
    "plot_roc_curve": "RocCurveDisplay",
    "plot_precision_recall_curve": "PrecisionRecallDisplay",
    "Imputer": "sklearn.impute.SimpleImputer",
    "sklearn.cross_validation": "sklearn.model_selection",
    "sklearn.grid_search": "sklearn.model_selection",
    "sklearn.externals.joblib": "joblib",
    "predict_classes": "predict",
    "Sequential.predict_proba": "predict",
    "fit_generator": "fit",
    "evaluate_generator": "evaluate",
    "np_utils": "keras.utils",
    "keras.utils.np_utils": "keras.utils",
    "keras.layers.normalization": "keras.layers",
    "keras.layers.core": "keras.layers",
    "keras.wrappers.scikit_learn": "keras.wrappers",
    "tensorflow.placeholder": "keras.Input",
}

_NEW_ARGUMENTS = {
    "sparse": "sparse_output",
    "base_estimator": "estimator",
    "lr": "learning_rate",
    "nb_epoch": "epochs",
    "W_regularizer": "kernel_regularizer",
    "min_impurity_split": "min_impurity_decrease",
}

#: The attributes of arrays, tables, estimators and networks that exercises use most.
_ATTRIBUTES = (
    "shape reshape ravel flatten mean sum std var min max argmin argmax argsort sort dot transpose astype copy tolist "
    "item ndim size dtype zeros ones full eye arange linspace array asarray concatenate vstack hstack column_stack where "
    "unique exp log sqrt abs sign maximum minimum clip random linalg isnan isclose allclose permutation shuffle integers "
    "normal uniform choice columns index head tail describe info values loc iloc groupby merge join drop dropna fillna "
    "isna iterrows to_numpy value_counts apply query assign sample nunique fit predict predict_proba transform "
    "fit_transform inverse_transform score partial_fit decision_function get_params set_params named_steps steps "
    "get_feature_names_out compile evaluate summary layers get_layer get_weights set_weights weights trainable history "
    "add build call save append extend insert items keys"
)
