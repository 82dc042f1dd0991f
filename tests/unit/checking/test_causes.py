"""Usual errors: each is made by real code, so that a release that changes its text is noticed."""

from __future__ import annotations

import os
import warnings
from dataclasses import replace
from typing import Any

import pytest

from jupyterlab_homl.checking import causes
from jupyterlab_homl.checking.explanations import explain_error, explain_test
from jupyterlab_homl.checking.plan import LearnerCell, Plan, defined_names
from jupyterlab_homl.checking.verdict import FirstError, TestResult
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.model import Cell
from jupyterlab_homl.toolkit.desk import describe
from jupyterlab_homl.toolkit.messages import Message, first_line
from tests.present import present

PRELUDE = (
    "import numpy as np\nimport pandas as pd\nX, y = np.ones((3, 2)), np.arange(3)\nframe = pd.DataFrame({'a': [1, 2]})\n"
)
FIT = "from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge\n"

#: Beside the notebook.
BESIDE = ("helper.py", "tools", "mine.csv")

# cause: what raises it, and a part of what is then told
CASES = [
    ("matrix product", "X @ np.ones((4, 1))", "there are 2 and 4"),
    ("matrix product", "X @ np.ones(4)", "there are 2 and 4"),
    ("dot product", "np.dot(X, X)", "(3,2) and (3,2)"),
    ("some product", "np.ones(3) @ 2", "Print both shapes"),
    ("equations", "np.linalg.solve(np.eye(2), np.ones(3))", "right-hand side"),
    ("broadcasting", "X + np.ones(3)", "(3,2) and (3,)"),
    ("growing in place", "a = np.ones(3)\na += np.ones((3, 3))", "(3,3)"),
    ("filling a place", "X[0] = np.ones(3)", "shape (3,) do not fit into a slot of shape (2,)"),
    ("reshaping", "X.reshape(4, 2)", "6 numbers cannot be arranged in the shape (4,2)"),
    ("joining", "np.c_[np.ones(3), np.ones((2, 2))]", "joined"),
    ("joining", "np.concatenate([X, y])", "joined"),
    ("ragged rows", "np.array([[1, 2], [3]])", "different lengths"),
    ("one number", "float(np.ones(2))", "a single number is needed"),
    ("numbers of samples", FIT + "LinearRegression().fit(X, np.ones(4))", "different numbers of rows (3, 4)"),
    ("length of a column", "frame['b'] = [1, 2, 3]", "3 values does not fit into a table of 2 rows"),
    ("a table is wanted", FIT + "LinearRegression().fit(np.ones(3), y)", "(samples, features)"),
    ("a table is wanted", FIT + "LinearRegression().fit(frame['a'], [1, 2])", "(samples, features)"),
    ("too many axes", FIT + "LinearRegression().fit(np.ones((3, 2, 2)), y)", "3 axes"),
    ("one column of targets", FIT + "LogisticRegression().fit(X, X)", "its shape is (3, 2)"),
    ("number of features", FIT + "LinearRegression().fit(X, y).predict(np.ones((3, 5)))", "on 2 features but now gets 5"),
    (
        "names of features",
        FIT + "Ridge().fit(frame, [1, 2]).predict(frame.rename(columns={'a': 'b'}))",
        "different names",
    ),
    ("not fitted", FIT + "LinearRegression().predict(X)", "this LinearRegression has not been fitted"),
    ("made by fit", FIT + "LinearRegression().coef_", "`coef_`"),
    ("text for a number", "float('abc')", "'abc'"),
    ("text for a number", "int('3.5')", "text where a number"),
    ("text for a number", FIT + "LinearRegression().fit(pd.DataFrame({'a': ['x', 'y']}), [1, 2])", "text where a number"),
    ("class for an object", FIT + "LinearRegression.fit(X, y)", "on a class"),
    ("nothing has no attributes", "[1].append(2).shape", "`shape` was looked up on None"),
    ("nothing", "def f(): pass\nf()[0]", "`return`"),
    ("nothing", "None + 1", "`return`"),
    ("nothing", "np.ones(3) * None", "None"),
    ("nothing", "a, b = None", "None"),
    ("nothing", "for i in None: pass", "None"),
    ("nothing", "len(None)", "None"),
    ("signs for masks", "X & X", "parentheses"),
    ("signs for masks", "1.5 & y[0]", "parentheses"),
    ("operands", "'a' - 1", "`-` does not work between str and int"),
    ("operands", "[1] - [2]", "list and list"),
    ("comparing", "'1' < 2", "`<` cannot compare str with int"),
    ("joining text", "'a' + 1", "int"),
    ("repeating", "[1, 2] * 0.5", "this is of type float"),
    ("results in place", "y += 0.5", "a result of type float64 cannot be stored in an array of type int64"),
    ("arithmetic on text", "np.array(['a']) * 2.0", "dtype"),
    ("arithmetic on text", "np.sqrt(np.array(['a']))", "dtype"),
    ("arithmetic on text", "np.mean(np.array(['a']))", "dtype"),
    ("arithmetic on text", "np.log(np.array([1, None]))", "dtype"),
    ("arithmetic on text", "pd.Series(['a']).mean()", "dtype"),
    ("missing values", FIT + "LinearRegression().fit([[1.0], [np.nan]], [1, 2])", "X has missing values"),
    ("missing values", FIT + "LinearRegression().fit([[1.0], [2.0]], [1, np.nan])", "y has missing values"),
    ("infinite values", FIT + "LinearRegression().fit([[1.0], [np.inf]], [1, 2])", "X has infinite"),
    ("used before it is set", "def f():\n    n += 1\nf()", "`n` is assigned inside"),
    ("not imported", "del np\nnp.ones(3)", "`import numpy as np`"),
    ("spelled nearly so", "theta = 1\nthtea", "`theta` is"),
    ("spelled nearly so", "x = true", "`True` is"),
    ("not known", "quux", "`quux` is not defined"),
    ("removed", "from sklearn.datasets import load_boston", "`load_boston`"),
    ("removed", "np.Inf", "`np.inf`"),
    ("older name", "np.float", "It is now `np.float64`"),
    ("older name", "frame.append({})", "`pd.concat`"),
    ("older name", "np.random.default_rng().randint(3)", "`integers`"),
    ("older name", "from sklearn.metrics import plot_confusion_matrix", "`ConfusionMatrixDisplay`"),
    ("older name", "import sklearn.cross_validation", "`sklearn.model_selection`"),
    (
        "older name",
        "from sklearn.preprocessing import OneHotEncoder\nOneHotEncoder().get_feature_names()",
        "get_feature_names_out",
    ),
    ("no such module", "import no_such_library", "`no_such_library`"),
    ("module beside the notebook", "import helper", "`helper.py` is next to your notebook"),
    ("module beside the notebook", "from tools.plots import draw", "`tools` is next to your notebook"),
    ("file beside the notebook", "open('mine.csv')", "`mine.csv` is next to your notebook"),
    ("file beside the notebook", "pd.read_csv('./tools/rows.csv')", "`tools` is next to your notebook"),
    ("pickling by name", "import pickle\npickle.dumps(lambda x: x)", "not as a lambda"),
    ("pickling by name", "import pickle\ndef f():\n    def g(): pass\n    return g\npickle.dumps(f())", "top level"),
    ("pickling a thing", "import pickle, threading\npickle.dumps(threading.Lock())", "cannot be pickled"),
    ("pickling a thing", "import copy\ncopy.deepcopy(x for x in [1])", "a generator"),
    ("no such import", "from sklearn.linear_model import LinearRegresion", "sklearn.linear_model has no `LinearRegresion`"),
    ("array wanted", "[1].shape", "of type list"),
    ("near attribute", "X.shpae", "Did you mean `shape`?"),
    ("near attribute", "np.maen(X)", "Did you mean `mean`?"),
    (
        "near attribute",
        "class C:\n    def __init__(self): self.weight_count = 1\nC().weight_cont",
        "Did you mean `weight_count`?",
    ),
    ("attribute", "frame.qqqq", "DataFrame has no `qqqq`"),
    ("attribute", "dict.qqqq", "dict has no `qqqq`"),
    ("columns", "frame[['a', 'b']]", "`columns`"),
    ("columns", "frame[['b']]", "`columns`"),
    ("columns", "frame.drop(columns='b')", "`columns`"),
    ("columns", "frame.set_index('b')", "`columns`"),
    ("key", "frame['b']", "label 'b'"),
    ("key", "{'a': 1}['b']", "no key, column or label 'b'"),
    ("index", "X[:, 2]", "no position 2 along axis 1: it has 2 entries"),
    ("index of a list", "[1][5]", "past the end"),
    ("index of a list", "frame.iloc[5]", "past the end"),
    ("axes of an index", "y[:, 0]", "2 indices are given for an array with 1 axes"),
    ("axis", "y.mean(axis=1)", "no axis 1"),
    ("mask", "X[np.array([True, False])]", "mask"),
    ("kind of index", "X[1.0]", "an integer or a slice"),
    ("kind of index", "[1]['a']", "an integer or a slice"),
    ("too many values", "a, b = 1, 2, 3", "the 2 names"),
    ("too few values", "a, b, c = 1, 2", "3 names on the left need 3 values, and the right gives 2"),
    ("one value", "a, b = 3", "single value"),
    ("one value", "for i in 3: pass", "single value"),
    ("no self", "class C:\n    def f(): pass\nC().f()", "Add the parameter `self` to `f`"),
    ("too many arguments", "def f(a): pass\nf(1, 2)", "`f` takes 1 and got 2"),
    ("too many arguments", FIT + "Ridge(1, 2)", "`Ridge` takes from 1 to 2 and got 3"),
    ("missing self", "class C:\n    def f(self): pass\nC.f()", "on a class"),
    ("missing arguments", "def f(a, b, c): pass\nf(1)", "'b' and 'c'"),
    ("missing arguments", FIT + "LinearRegression().fit(X)", "'y'"),
    ("older argument", "from sklearn.preprocessing import OneHotEncoder\nOneHotEncoder(sparse=False)", "`sparse_output`"),
    ("argument", FIT + "Ridge(alfa=2)", "no argument `alfa`"),
    ("argument", FIT + "Ridge().set_params(alfa=2)", "no argument `alfa`"),
    ("argument twice", "def f(a): pass\nf(1, a=2)", "`a` is given twice"),
    ("value of a parameter", FIT + "Ridge(alpha='a').fit(X, y)", "`alpha` of Ridge"),
    ("not callable", "X(2)", "of type ndarray"),
    ("not callable", "2(3)", "of type int"),
    ("brackets", "len[3]", "builtin_function_or_method"),
    ("fixed", "(1, 2)[0] = 3", "type tuple cannot be changed"),
    ("ambiguous truth", "if X > 0: pass", "element by element"),
    ("ambiguous truth", "if frame: pass", "element by element"),
    ("division by zero", "1 / 0", "divisor"),
    ("recursion", "def f(): return f()\nf()", "calls itself"),
    ("missing colon", "def f(x)\n    return x", "a colon is missing"),
    ("open bracket", "x = (1, 2\ny = 3", "the bracket ( is opened"),
    ("closed bracket", "x = [1, 2)", "Count"),
    ("closed bracket", "x = 1)", "Count"),
    ("equal signs", "if x = 1:\n    pass", "`==` compares"),
    ("empty block", "for i in range(3):\nprint(i)", "'for' statement on line 5"),
    ("indentation", "x = 1\n  y = 2", "indented differently"),
    ("indentation", "if 1:\n        x = 1\n    y = 2", "indented differently"),
    ("indentation", "if 1:\n\tx = 1\n        y = 2", "spaces only"),
    ("open text", "x = 'abc", "quote"),
    ("missing comma", "x = [1 2]", "comma"),
    ("outside", "return 3", "`return` belongs inside a function"),
    ("outside", "break", "`break` belongs inside a loop"),
    ("full-width character", "x = “a”", "in column 5 there is `“` (*left double quotation mark*)"),
    ("full-width character", "x = [1， 2]", "where Python needs the plain `,`"),
    ("full-width character", "x = 'a，b'， 'c，d'", "in column 10 there is `，` (*fullwidth comma*)"),
    ("full-width character", "def f（x）:\n    return x", "needs the plain `(`"),
    ("full-width character", "x = ２", "(*fullwidth digit two*) where Python needs the plain `2`"),
    ("full-width character", "x = 3 − 1", "(*minus sign*) where Python needs the plain `-`"),
    ("invisible character", "x\u200b = 1", "in column 2 there is an invisible character (*zero width space*)"),
    ("invisible character", "x =\u00a01", "in column 4 there is an invisible character (*no-break space*)"),
    ("invisible character", "x = 1\n\u3000y = 2", "*ideographic space*"),
    ("text of a web page", "k = 1 if 3 &lt; 4 else 2", "web pages write `&lt;` where `<` is meant"),
    ("text of a web page in a name", "k = 3 &gt; 2", "Type `>` in its place"),
    ("text of a web page in a name", "x = 2\nx &amp; 1", "`&` is meant"),
    ("text of a web page", "x = &quot;a&quot;", '`"` is meant'),
    ("a letter that looks like another", "A = 1\n\u0410 + 1", "(*cyrillic capital letter a*) only looks like `A`"),
    ("a letter that looks like another", "mean = 1\nme\u0430n + 1", "(*cyrillic small letter a*) only looks like `a`"),
    ("a letter that looks like another", "x_N = 1\nx_\u039d", "(*greek capital letter nu*) only looks like `N`"),
    ("a letter of an attribute that looks like another", "import math\nmath.s\u0456n", "looks like `i`"),
    ("odd character", "x = √2", "`√` (*square root*), which has no meaning"),
    ("odd sign", "x = \x01", "curly quote"),
    ("name from a digit", "2x = 3", "digit"),
    ("order of arguments", "f(a=1, 2)", "without a name"),
    ("one class", FIT + "LogisticRegression().fit(X, [0, 0, 0])", "only one class"),
    ("one class", "from sklearn.svm import SVC\nSVC().fit(X, [0, 0, 0])", "only one class"),
    ("kind of labels", FIT + "LogisticRegression().fit(X, [0.5, 1.5, 2.5])", "these are continuous values"),
    (
        "mixed targets",
        "from sklearn.metrics import accuracy_score\naccuracy_score([0, 1], [0.2, 0.7])",
        "binary and continuous",
    ),
    ("averaging", "from sklearn.metrics import f1_score\nf1_score(y, y)", "two classes"),
    (
        "unknown categories",
        "from sklearn.preprocessing import OneHotEncoder\nOneHotEncoder().fit([['a']]).transform([['b']])",
        "column 0 contains ['b']",
    ),
    (
        "too few rows for folds",
        FIT + "from sklearn.model_selection import cross_val_score\ncross_val_score(Ridge(), X, y, cv=5)",
        "the 5 folds",
    ),
    (
        "too few of a class",
        "from sklearn.model_selection import train_test_split\ntrain_test_split(X, stratify=[0, 0, 1])",
        "too few rows",
    ),
    ("not a step", "from sklearn.pipeline import make_pipeline\nmake_pipeline(3, 4).fit(X, y)", "every step of a pipeline"),
    ("singular matrix", "np.linalg.inv(np.zeros((2, 2)))", "no inverse"),
    ("no convergence", "np.linalg.svd([[np.nan]])", "nan or inf"),
    ("square matrix", "np.linalg.inv(X)", "as many rows as columns"),
    ("nothing left", "np.max([])", "is empty"),
    ("nothing left", "max([])", "is empty"),
    ("nothing left", FIT + "Ridge().fit(X[:0], y[:0])", "is empty"),
    ("whole number", "range(3.0)", "this is of type float"),
    ("shape in two arguments", "np.zeros(2, 3)", "3 was passed as the dtype"),
    ("not hashable", "{[]: 1}", "type list cannot be a key"),
    ("memory", "np.ones(10**13)", "TiB"),
    ("file", "open('nowhere.csv')", "no file 'nowhere.csv'"),
    ("file", "pd.read_csv('nowhere.csv')", "no file 'nowhere.csv'"),
    ("own assert", "assert 1 == 2", "`assert`"),
    ("own assert", "assert 1 == 2, 'one is not two'", "one is not two"),
    ("read-only", "X.flags.writeable = False\nX[0] = 1", "work on a copy"),
    ("read-only", "X.flags.writeable = False\nX *= 2", "work on a copy"),
    ("read-only", "X.flags.writeable = False\nX.sort()", "work on a copy"),
]

DENSE = "m = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])\n"
COMPILED = DENSE + "m.compile(loss='{loss}', optimizer='sgd')\n"
SPARSE = COMPILED.format(loss="sparse_categorical_crossentropy")
OWN_LAYER = "class Own(keras.layers.Layer):\n    def __init__(self, units):\n        {first}\n        self.units = units\n"

THREADS = "tf.config.threading.set_intra_op_parallelism_threads(1)"
DEVICES = "tf.config.set_visible_devices([], 'CPU')"

KERAS_CASES = [
    ("layer's input", SPARSE + "m.fit(np.ones((8, 5)), np.zeros(8), verbose=0)", "expects 4 numbers per sample"),
    ("layer's axes", "keras.layers.Conv2D(3, 3)(np.ones((8, 28, 28)))", "with 4 axes, including the batch, but got 3"),
    (
        "targets and output",
        COMPILED.format(loss="categorical_crossentropy") + "m.fit(np.ones((8, 4)), np.zeros(8), verbose=0)",
        "targets of shape (None,)",
    ),
    ("targets and output", SPARSE + "m.fit(np.ones((8, 4)), np.ones((8, 3)), verbose=0)", "(None, 3)"),
    (
        "labels and logits",
        SPARSE + "m.run_eagerly = True\nm.fit(np.ones((8, 4)), np.full(8, 7), verbose=0)",
        "Class numbers run from 0",
    ),
    ("sizes in a network", COMPILED.format(loss="mse") + "m.fit(np.ones((8, 4)), np.zeros((8, 2)), verbose=0)", "2 and 3"),
    ("numbers of samples, Keras", SPARSE + "m.fit(np.ones((8, 4)), np.zeros(9), verbose=0)", "different numbers of rows"),
    ("not compiled", DENSE + "m.fit(np.ones((8, 4)), np.zeros(8), verbose=0)", "not been compiled"),
    ("not built", "keras.Sequential([keras.layers.Dense(3)]).count_params()", "`Input`"),
    ("not built", "keras.layers.Dense(3).kernel", "`Input`"),
    ("placeholder", "np.sum(keras.Input((4,)))", "placeholder"),
    ("name for Keras", "keras.layers.Dense(3, activation='rleu')", "no activation function called rleu"),
    ("lists for Keras", SPARSE + "m.fit([[1.0] * 4] * 8, np.zeros(8), verbose=0)", "such as a list"),
    ("text for a number", SPARSE + "m.fit(np.array([['a'] * 4] * 8), np.zeros(8), verbose=0)", "text where a number"),
    ("older argument", "keras.optimizers.SGD(lr=0.1)", "`learning_rate`"),
    ("argument", "keras.layers.Dense(3, foo=1)", "no argument `foo`"),
    ("older name", DENSE + "m.predict_classes", "It is now `predict`"),
    ("older name", "from keras.utils import np_utils", "`keras.utils`"),
    ("joining", "keras.layers.Concatenate()([np.ones((3, 2)), np.ones((4, 2))])", "joined"),
    ("some product", "keras.ops.matmul(np.ones((2, 3)), np.ones((2, 3)))", "matrix product"),
    ("no such file", "keras.models.load_model('nowhere.keras')", "no such file"),
    (
        "unfinished layer",
        OWN_LAYER.format(first="self.inner = keras.layers.Dense(units)") + "Own(3)(np.ones((3, 2)))",
        "first line of its `__init__`",
    ),
    (
        "rebuilding",
        OWN_LAYER.format(first="super().__init__()")
        + "m = keras.Sequential([keras.Input((4,)), Own(3)])\nkeras.Sequential.from_config(m.get_config())",
        "`get_config`",
    ),
    ("setting of TensorFlow", "import tensorflow as tf\ntf.constant(1)\n" + THREADS, "only works before its first use"),
    ("setting of TensorFlow", "import tensorflow as tf\ntf.constant(1)\n" + DEVICES, "only works before its first use"),
    (
        "attribute",
        "class Own(keras.layers.Layer):\n    def call(self, x):\n        return self.qqqq(x)\nOwn()(np.ones((3, 2)))",
        "`qqqq`",
    ),
]

# texts that come cut, in other releases, or from where a test cannot be
RECORDED = [
    ("input", "EOFError", "EOF when reading a line"),
    ("input", "EOFError", ""),
    (
        "input",
        "StdinNotImplementedError",
        "raw_input was called, but this frontend does not support input requests.",
    ),
    ("folder is full", "OSError", "10000000 requested and 8388080 written"),
    ("folder is full", "OSError", "[Errno 28] No space left on device"),
    ("folder is full", "OSError", "[Errno 27] File too large"),
    ("task is too large", "PicklingError", "Could not pickle the task to send it to the workers."),
    ("exit", "SystemExit", "1"),
    ("interrupted by itself", "KeyboardInterrupt", ""),
    ("no network", "URLError", "<urlopen error [Errno -3] Temporary failure in name resolution>"),
    ("no network", "gaierror", "[Errno -2] Name or service not known"),
    ("no network", "ConnectionError", "HTTPSConnectionPool(host='example.com', port=443): Max retries exceeded with url: /"),
    ("no network", "OSError", "[Errno 101] Network is unreachable"),
    ("no network", "Exception", "URL fetch failure on https://storage.googleapis.com/mnist.npz: None -- [Errno -3] Tempor…"),
    ("running event loop", "RuntimeError", "asyncio.run() cannot be called from a running event loop"),
    ("running event loop", "RuntimeError", "This event loop is already running"),
    ("graph", "InvalidArgumentError", "Graph execution error:"),
    (
        "some layer's input",
        "ValueError",
        "Input 0 with name 'None' of layer 'a_very_long_name' is incompatible with the layer: expe…",
    ),
    ("inside a layer", "ValueError", "Exception encountered when calling Sequential.call()."),
    ("broadcasting", "InvalidArgumentError", "Incompatible shapes: [2,3] vs. [2,4]"),
    (
        "labels and logits",
        "ValueError",
        "Argument `output` must have rank (ndim) `target.ndim - 1`. Received: target.shape=(None, 3), ou…",
    ),
]


def raised(source: str, prelude: str = PRELUDE) -> tuple[dict[str, Any], str]:
    """How the engine tells of what this code raises."""
    code = prelude + source
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(code, "<cell:a>", "exec"), {"__name__": "cell"})
    except Exception as error:
        return describe(error, lambda name: "a" if name == "<cell:a>" else None), code
    pytest.fail(f"nothing was raised by {source}")


def check(cause: str, source: str, part: str, prelude: str = PRELUDE) -> None:
    error, code = raised(source, prelude)
    names, line = defined_names([code]), error["line"]
    found, _ = causes._find(error["name"], error["message"], causes.lookups(names, BESIDE, code, line))
    assert found is not None, error
    assert found.name == cause, error
    message = present(causes.explain_exception(error["name"], error["message"], line, names, beside=BESIDE, source=code))
    assert part in message.text
    assert str(error["line"]) in message.text
    assert first_line(error["message"]) in message.text
    assert message.id in set(causes.templates())
    # what a test passes on is cut; it need not be the same entry, but there is one
    cut = causes.explain_exception(error["name"], first_line(error["message"]), error["line"], names, source=code)
    assert cut is not None


@pytest.mark.parametrize(("cause", "source", "part"), CASES, ids=[f"{name}-{n}" for n, (name, *_) in enumerate(CASES)])
def test_a_usual_error_has_words(cause: str, source: str, part: str) -> None:
    check(cause, source, part)


def test_usual_errors_of_keras_have_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """One test, so that TensorFlow is imported once."""
    for name, value in {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}.items():
        monkeypatch.setenv(name, os.environ.get(name, value))
    pytest.importorskip("keras")
    for cause, source, part in KERAS_CASES:
        check(cause, source, part, "import numpy as np\nimport keras\n")


@pytest.mark.parametrize(("cause", "error", "message"), RECORDED)
def test_a_text_that_comes_cut_has_words(cause: str, error: str, message: str) -> None:
    assert present(causes._find(error, message, causes.lookups([]))[0]).name == cause


def test_every_cause_is_made_by_some_code() -> None:
    assert {cause.name for cause in causes.usual_causes()} == {case[0] for case in [*CASES, *KERAS_CASES, *RECORDED]}
    names = [cause.name for cause in causes.usual_causes()]
    assert len(names) == len(set(names))


def test_every_template_can_be_filled() -> None:
    looked_up = set(causes.lookups([]))
    for cause in causes.usual_causes():
        assert causes.fields(cause.words) <= {*cause.pattern.groupindex, *looked_up}, cause.name
        assert not {"error", "message", "line"} & set(cause.pattern.groupindex), cause.name
        assert len(cause.words.split()) <= 40, cause.name
    for template in causes.templates():
        assert template.format(**dict.fromkeys(causes.fields(template), "{x}"))


def test_values_are_values_and_stay_small() -> None:
    message = present(causes.explain_exception("KeyError", "'{line} {0.__class__} " + "x" * 1000, 3))
    assert "{line} {0.__class__}" in message.text
    assert all(len(value) <= 120 for value in message.values.values() if isinstance(value, str))
    assert causes.explain_exception("OddError", "odd", 3) is None
    assert causes.explain_exception("ValueError", "odd", 3) is None


def test_where_it_happened_is_told() -> None:
    told = ("ZeroDivisionError", "division by zero")
    assert present(causes.explain_exception(*told, 3)).text.startswith("Line 3 raised *ZeroDivisionError*: ")
    assert present(causes.explain_exception(*told, None)).text.startswith("Your code raised ")
    assert present(causes.explain_exception(*told, None, in_test=True)).text.startswith("Using your answer raised ")
    assert present(causes.explain_exception("SyntaxError", "expected ':'", 3)).text.startswith("Python cannot read line 3: ")
    assert present(causes.explain_exception("AssertionError", "", 3)).text.endswith("compares.")


def test_an_error_deep_in_a_library_is_told_with_the_learners_line() -> None:
    error, _ = raised("from sklearn.linear_model import Ridge\n\ndef f(X):\n    return Ridge().predict(X)\n\nf(X)\n")
    assert error["line"] == PRELUDE.count("\n") + 4


@pytest.fixture
def plan(library: Library) -> Plan:
    exercise = library.course.lesson("t1").exercise("t1-e01")
    cells = (Cell("t1-e01:3", "def duoble(values):\n    total = 1\n    return totl"),)
    others = (LearnerCell(5, "code", "factor = 1", None, None, None),)
    return Plan("t1", exercise, None, (Cell("setup", "import numpy as np"),), cells, (), others, (), "")


def test_cells_that_raise_are_explained(plan: Plan) -> None:
    def told(name: str, message: str, line: int | None = 2) -> Message:
        return explain_error(FirstError("t1-e01:3", name, message, line), plan)

    assert "but `total` is" in told("NameError", "name 'totl' is not defined").text
    assert told("NameError", "name 'factor' is not defined").text.startswith("`factor` is not known here. Check runs only")
    assert told("OddError", "odd").text == "Line 2 raised *OddError: odd*."
    assert told("OddError", "odd", None).text == "Your code raised *OddError: odd*."
    assert told("SyntaxError", "odd").text == "Python cannot read line 2: odd. Look at this line and the one above it."


def test_tests_that_meet_an_exception_explain_it_but_keep_words_of_their_own(plan: Plan) -> None:
    def told(template: str, **values: Any) -> Message | None:
        result = TestResult("a test", False, Message(template, values), False, True, "t1-e01-tests")
        assert explain_test(replace(result, message=None), plan).message is None
        return explain_test(result, plan).message

    values = {"error": "ZeroDivisionError", "message": "division by zero", "line": 2}
    usual = present(told("Line {line} raised *{error}: {message}*.", **values))
    assert usual.text.startswith("Line 2 raised *ZeroDivisionError*: something is divided by zero.")
    assert usual.text == usual.id.format(**usual.values)
    assert values.items() <= usual.values.items()
    own = present(told("With p = 0 line {line} raised *{error}*.", **values))
    assert own.text == "With p = 0 line 2 raised *ZeroDivisionError*."
    used = present(told("Using your answer raised *{error}: {message}*.", **values | {"line": None}))
    assert used.text.startswith("Using your answer raised *ZeroDivisionError*: something")
    exactly = "`{name}` is not defined. The check looks for exactly this name, so keep it as it was given."
    name = {"error": "NameError", "message": "name 'double' is not defined", "line": None, "name": "double"}
    assert present(told(exactly, **name)).text.endswith("so keep it as it was given. Your cells have `duoble`.")
    name |= {"message": "name 'quux' is not defined", "name": "quux"}
    assert present(told(exactly, **name)).text == exactly.format(name="quux")


def test_what_a_test_says_without_a_cause_is_the_reports_own_template() -> None:
    """The words are recognised by their templates, which must be those of the toolkit."""
    from jupyterlab_homl.checking import explanations
    from jupyterlab_homl.toolkit import messages
    from jupyterlab_homl.toolkit.proxy import AnswerError

    ids = [
        messages.explain(AnswerError(*case, None)).id for case in [("E", "e", 1), ("E", "e", None), ("NameError", "e", None)]
    ]
    assert ids == [explanations._RAISED, explanations._RAISED_IN_TEST, explanations._MISSING]
