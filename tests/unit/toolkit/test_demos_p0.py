"""What the demos of the warm-up say is so."""

from __future__ import annotations

import pytest

from jupyterlab_homl.toolkit.demos import running_order


@pytest.mark.parametrize(
    ("moves", "known", "printed"),
    [
        ("ABCBD", {"price": 40, "total": 25}, "25"),
        ("ABBCD", {"price": 40, "total": 45}, "45"),
        ("CABCD", {"price": 20, "total": 25}, "25"),
        ("D", {}, "NameError: name 'total' is not defined"),
    ],
)
def test_the_kernel_is_python_itself(moves: str, known: dict[str, int], printed: str) -> None:
    _, names, said, _ = running_order.run(tuple(moves))
    assert (names, said) == (known, printed)


def test_a_restart_takes_the_names_and_leaves_the_page() -> None:
    counters, names, printed, _ = running_order.run(("A", "C", "D", "restart", "A"))
    assert (counters, names, printed) == ({"A": 1, "C": 2, "D": 3}, {"price": 10}, "15")


def draw(*moves: str) -> str:
    padded = [*moves, *["–"] * (6 - len(moves))]
    _, alt, words = running_order.draw(**{f"run{n}": move for n, move in enumerate(padded, 1)})
    assert "Below D" in alt
    return words


def test_the_words_tell_a_stale_output_and_an_error() -> None:
    assert "no longer what the kernel knows" in draw("A", "C", "D", "B", "C")
    assert "no longer" not in draw("A", "C", "D", "B")
    assert "The last run stopped: NameError" in draw("B")
    assert "The kernel knows nothing" in draw("A", "restart")


def test_it_is_shown_with_a_control_for_each_run() -> None:
    stage = running_order.show()
    assert list(stage.controls) == [f"run{n}" for n in range(1, 7)]
    stage.controls["run2"].value = "restart"
    assert "nothing" in stage.children[-1].value
