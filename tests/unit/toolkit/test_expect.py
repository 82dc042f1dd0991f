"""Expectations: what they accept, and the words when they do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from jupyterlab_homl.toolkit import expect, messages
from jupyterlab_homl.toolkit.desk import Desk
from jupyterlab_homl.toolkit.proxy import Answer, AnswerError


@pytest.fixture
def learner(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Answer]:
    """An `answer` bound to a namespace, as in an ordinary kernel."""

    def make(source: str) -> Answer:
        namespace = {"np": np}
        exec(compile(source, "<cell:a>", "exec"), namespace)
        desk = Desk(namespace, lambda name: name[6:-1] if name.startswith("<cell:") else None)
        answer = Answer()
        answer.bind(desk.serve)
        monkeypatch.setattr(expect, "answer", answer)
        return answer

    return make


def words(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(expect.Unmet) as caught:
        call(*args, **kwargs)
    return caught.value.message.text


def test_close_tells_the_first_mistake_that_matches() -> None:
    expect.close([1.0, 2.0], [1.0, 2.0])
    mistakes = [([2.0, 4.0], "twice"), ([0.5, 1.0], "half: expected {want}, got {got}")]
    assert words(expect.close, [0.5, 1.0], [1.0, 2.0], mistakes=mistakes) == "half: expected [1, 2], got [0.5, 1]"
    assert words(expect.close, [3.0, 1.0], [1.0, 2.0], mistakes=mistakes) == "Expected [1, 2], got [3, 1]."


@pytest.mark.parametrize(
    ("got", "part"),
    [
        (None, "`return` is missing"),
        ("text", "an array of numbers"),
        ([1.0], "shape (2,)"),
        ([[1.0, 2.0]], "shape (2,)"),
        ([np.nan, 2.0], "not finite"),
        ([1.0, "x"], "Expected numbers"),
        ({"a": 1}, "an array of numbers"),
    ],
)
def test_close_says_what_is_wrong_with_the_kind(got: str | list[Any] | dict[str, int] | None, part: str) -> None:
    assert part in words(expect.close, got, [1.0, 2.0])


def test_equal_looks_into_containers() -> None:
    expect.equal({"a": [1, (2.0, "x")], "b": np.array([1, 2])}, {"a": [1, [2.0, "x"]], "b": np.array([1, 2])})
    assert "got {'a': 2}" in words(expect.equal, {"a": 2}, {"a": 1})
    assert "missing" in words(expect.equal, None, 1)


def test_finite_tells_the_two_ways_apart() -> None:
    expect.finite([1.0, 2.0], "nan", "inf")
    expect.finite(np.float64(3), "nan", "inf")
    assert words(expect.finite, [1.0, np.nan, np.inf], "{name} is nan", "inf", name="loss") == "loss is nan"
    assert words(expect.finite, -np.inf, "nan", "{got}: the log of 0") == "-inf: the log of 0"


def test_a_test_that_follows_from_another_does_not_blame_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: dict[str, str | None] = {}
    monkeypatch.setattr(messages, "_recorder", lambda name, message: heard.update({name: message and message.text}))

    def run(first: bool, second: bool) -> None:
        with expect.test("numbers"):
            expect.true(first, "wrong numbers")
        with expect.test("label", after="numbers"):
            expect.true(second, "wrong label")

    run(False, False)
    assert heard["numbers"] == "wrong numbers"
    assert "follows from another test" in str(heard["label"])
    run(True, False)  # what failed before does not count any more
    assert heard == {"numbers": None, "label": "wrong label"}
    run(False, True)
    assert heard == {"numbers": "wrong numbers", "label": None}


def test_shape_between_and_choice() -> None:
    expect.shape(np.zeros((2, 3)), (2, 3))
    assert words(expect.shape, np.zeros(1), (2,), mistakes=[((1,), "{size} number")]) == "1 number"
    expect.between(0.5, 0, 1)
    assert words(expect.between, 2, 0, 1) == "Expected 0 to 1, got 2."
    expect.choice({"q1": " B "}, "q1", "b", {})
    assert words(expect.choice, {"q1": "a"}, "q1", "b", {"a": "tempting"}) == "tempting"
    assert "still open" in words(expect.choice, {"q1": None}, "q1", "b", {})
    for got in ("z", "ab", "the second one, in words"):
        told = words(expect.choice, {"q1": got}, "q1", "b", {"a": "tempting"})
        assert told == f"{got} is not one of the choices of q1. Write exactly one letter."
    assert "has no q2" in words(expect.choice, {"q1": "a"}, "q2", "b", {})


def test_names_calls_attributes_items_and_handles(learner: Callable[[str], Answer]) -> None:
    answer = learner("class Model:\n    k = 3\n    def double(self, x): return 2 * x\nmodel = Model()\nitems = {'a': [1, 2]}")
    assert answer.model.k == 3
    assert answer.model.double(4) == 8
    assert answer.items == {"a": [1, 2]}
    assert answer.Model().k == 3
    assert answer.kinds(answer.model)[-1] == "builtins.object"
    expect.instance(answer.model, "__main__.Model")
    assert "a class Model of its own" in words(expect.instance, answer.model, "Model")
    assert "got Model(…)" in words(expect.instance, answer.model, "sklearn.pipeline.Pipeline")
    with pytest.raises(TypeError, match=r"answer\.define"):
        answer.model.double(lambda: 0)


def test_generators_are_read_one_by_one(learner: Callable[[str], Answer]) -> None:
    answer = learner("def numbers():\n    n = 0\n    while True:\n        yield n\n        n += 1")
    assert [n for n, _ in zip(answer.numbers(), range(3), strict=False)] == [0, 1, 2]


def test_input_that_was_changed_is_noticed(learner: Callable[[str], Answer]) -> None:
    answer = learner("def f(x):\n    x += 1\n    return x")
    held = answer.put(np.array([1.0]))
    answer.f(held)
    assert "changed its input" in words(expect.unchanged, held, np.array([1.0]))


def test_frames_are_passed_as_frames_and_changing_one_is_noticed(learner: Callable[[str], Answer]) -> None:
    answer = learner(
        "def spoil(table):\n    table['new'] = 1\n    return table\n"
        "def kind(table): return type(table).__name__\n"
        "def copy(table): return table.assign(new=1)"
    )
    table = pd.DataFrame({"a": ["x", None], "b": [1, 2]})
    assert answer.kind(table) == "DataFrame"
    assert answer.kind(table["b"]) == "Series"
    held = answer.put(table)
    expect.frame(answer.copy(held), table.assign(new=1))
    expect.unchanged(held, table)
    answer.spoil(held)
    assert "changed its input" in words(expect.unchanged, held, table)


def test_what_is_random_without_the_seed_is_noticed(learner: Callable[[str], Answer]) -> None:
    answer = learner(
        "def seeded(seed): return np.random.default_rng(seed).random(3)\ndef free(seed): return np.random.random(3)\n"
        "def nan(seed): return [float('nan'), {'a': seed}]"
    )
    assert expect.repeatable(answer.seeded, 5).shape == (3,)
    expect.repeatable(answer.nan, 5)
    assert "gave different results" in words(expect.repeatable, answer.free, 5)


def test_rows_of_the_test_that_were_fitted_are_noticed() -> None:
    rows = np.arange(6.0).reshape(3, 2)
    expect.unseen(rows[:1], rows[1:])
    expect.unseen(rows[0], rows[1:, 0])
    assert "were fitted" in words(expect.unseen, rows[2:], rows)
    assert words(expect.unseen, [[-0.0, 1]], rows, says="no") == "no"


def test_helpers_do_not_see_and_do_not_touch_the_learners_names(learner: Callable[[str], Answer]) -> None:
    answer = learner("x = 1")
    answer.define("def peek():\n    return 'np' in globals()\nx = 2")
    assert answer.peek() is False
    assert answer.x == 2
    with pytest.raises(AnswerError, match="zz"):
        _ = answer.zz


def test_what_the_learners_code_raises_has_its_line(learner: Callable[[str], Answer]) -> None:
    answer = learner("def f(x):\n    y = x\n    return 1 / y")
    with pytest.raises(AnswerError) as caught:
        answer.f(0)
    assert (caught.value.name, caught.value.line, caught.value.cell) == ("ZeroDivisionError", 3, "a")
    assert words(expect.call, answer.f, 0, says="line {line}: {error}") == "line 3: ZeroDivisionError"
    assert expect.raises(answer.f, 0, error="ZeroDivisionError", says="no") == "division by zero"
    assert words(expect.raises, answer.f, 1, error="ValueError", says="got {got}") == "got 1"


def test_under_nbgrader_the_first_failure_ends_the_cell(learner: Callable[[str], Answer]) -> None:
    answer = learner("def f():\n    raise KeyError('k')")
    with pytest.raises(AssertionError, match="first: Line 2 raised"), expect.test("first"):
        answer.f()


def test_in_a_check_every_block_is_recorded(learner: Callable[[str], Answer]) -> None:
    told = []
    messages.record_with(lambda name, message: told.append((name, message and message.text)))
    try:
        with expect.test("one"):
            expect.true(False, "no: {n}", n=1)
        with expect.test("two"):
            expect.true(True, "no")
        with expect.test("three"):
            _ = [] + 1  # type: ignore[operator]  # as a learner does
    finally:
        messages.record_with(None)
    assert told[:2] == [("one", "no: 1"), ("two", None)]
    assert "could not be compared" in told[2][1]


@pytest.mark.parametrize(
    "source",
    [
        "2 * x + 5j",
        "[str(2 * v) for v in x]",
        "[str(2 * v).encode() for v in x]",
        "(2 * x).astype('m8[s]')",
        "np.ma.array(2 * x, mask=True)",
        "np.array([2.0, None], dtype=object)",
    ],
)
def test_what_only_looks_like_numbers_is_none(learner: Callable[[str], Answer], source: str) -> None:
    answer = learner(f"def f(x):\n    return {source}")
    with pytest.raises(expect.Unmet):
        expect.close(answer.f(np.array([1.0, 2.0])), [2.0, 4.0])


@pytest.mark.parametrize(
    "source",
    [
        "namedtuple('P', 'a b')(2.0, 4.0)",
        "deque([2, 4])",
        "range(2, 6, 2)",
        "array('d', [2, 4])",
        "[Fraction(2), Decimal(4)]",
        "np.array([2, 4], dtype=complex)",
        "np.array([2, 4], dtype=object)",
        "pd.array([2, 4]).to_numpy()",
    ],
)
def test_other_kinds_of_the_same_numbers_are_taken(learner: Callable[[str], Answer], source: str) -> None:
    answer = learner(
        "from array import array\nfrom collections import deque, namedtuple\nfrom decimal import Decimal\n"
        f"from fractions import Fraction\nimport pandas as pd\ndef f():\n    return {source}"
    )
    expect.close(answer.f(), [2.0, 4.0])


def test_other_kinds_of_dicts_are_taken(learner: Callable[[str], Answer]) -> None:
    answer = learner("from collections import Counter, OrderedDict\nc = Counter('aab')\no = OrderedDict(x=[1])")
    expect.equal(answer.c, {"a": 2, "b": 1})
    expect.equal(answer.o, {"x": [1]})


def test_a_message_stays_small() -> None:
    assert len(words(expect.equal, "a" * 10**6, "b")) < 400
    assert len(words(expect.equal, list(range(10**6)), [1])) < 400
    assert len(words(expect.equal, 10**4000, 1)) < 400


def test_values_of_pandas_and_scipy_are_compared_by_what_they_hold(learner: Callable[[str], Answer]) -> None:
    answer = learner(
        "import pandas as pd\nfrom scipy import sparse\n"
        "frame = pd.DataFrame({'a': pd.array([1, None], dtype='Int64'), 'b': ['x', 'y']})\n"
        "numbers = frame['a']\nthin = sparse.eye(2, format='csr')\nhidden = np.ma.array([1.0, 2.0], mask=[False, True])"
    )
    want = pd.DataFrame({"a": pd.array([1, None], dtype="Int64"), "b": ["x", "y"]})
    expect.equal(answer.frame, want)
    assert words(expect.equal, answer.frame, want.assign(b="z")).startswith("Expected DataFrame(")
    assert "got Series([1, " in words(expect.equal, answer.numbers, pd.Series([1, 2]))
    assert "not finite" in words(expect.close, answer.numbers, [1, 2])
    assert "not finite" in words(expect.close, answer.hidden, [1, 2])
    expect.close(answer.thin, [[1, 0], [0, 1]])
    expect.equal(answer.thin, [[1, 0], [0, 1]])
    expect.equal(answer.numbers[1], pd.NA)
    assert "Expected 1, got <NA>" in words(expect.equal, answer.numbers[1], 1)
    assert "Expected numbers" in words(expect.close, answer.frame, [[1, 2], [3, 4]])


def test_a_frame_reaches_the_answer_as_a_frame(learner: Callable[[str], Answer]) -> None:
    answer = learner("def mean(table):\n    return float(table['a'].mean())\ndef first(table):\n    return table.head(1)")
    table = pd.DataFrame({"a": [1.0, 2.0], "when": pd.date_range("2026-01-01", periods=2, tz="Asia/Shanghai")})
    assert answer.mean(table) == 1.5
    expect.equal(answer.first(table), table.head(1))


def test_numbers_that_differ_are_shown_with_digits_that_differ() -> None:
    assert words(expect.close, [1.00003, 2.0], [1.0, 2.0], says="{want}, not {got}") == "[1, 2], not [1.00003, 2]"
    assert words(expect.close, 2 / 3, 0.6666667, rtol=1e-9, says="{want}, not {got}") == "0.6666667, not 0.66666667"


def test_words_for_one_exception_are_not_told_of_another(learner: Callable[[str], Answer]) -> None:
    f = learner("def f(x):\n    return np.linalg.inv(x)").f
    told = {"says": "no inverse: {message}", "error": "LinAlgError"}
    assert words(expect.call, f, np.zeros((2, 2)), **told) == "no inverse: Singular matrix"
    with pytest.raises(AnswerError, match="TypeError"):
        expect.call(f, **told)


def test_a_sweep_tells_the_first_value_that_is_wrong() -> None:
    expect.sweep(lambda n: n // 2, {0: 0, 1: 0, 2: 1})
    assert words(expect.sweep, lambda n: n / 2, {0: 0, 1: 0, 2: 1}) == "For 1: expected 0, got 0.5."


def test_an_order_that_follows_from_the_one_before_is_not_new() -> None:
    first = [np.random.default_rng(seed).permutation(5) for seed in range(4)]
    drawn = [[order, np.random.default_rng(seed + 9).permutation(5)] for seed, order in enumerate(first)]
    expect.new_orders(drawn)
    follow: list[Callable[[Any], Any]] = [np.copy, np.flip, lambda order: np.roll(order, 2)]
    for follows in follow:
        assert "follows from" in words(expect.new_orders, [[order, follows(order)] for order in first])
    half = [[*orders, orders[1][::-1]] for orders in drawn]
    assert "follows from" in words(expect.new_orders, half)
