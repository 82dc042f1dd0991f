"""Figures with words, questions with reasons, and every demo at the ends of its ranges."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import types
from typing import Any

import numpy as np
import pytest

from jupyterlab_homl.toolkit import demos, plots, quiz
from jupyterlab_homl.toolkit.demos.stage import Stage, choice, slider, steps

NAMES = sorted(module.name for module in pkgutil.iter_modules(demos.__path__) if module.name != "stage")


def toy(rate: Any, start: Any) -> tuple[Any, str, str]:
    figure, axis = plots.axes()
    axis.plot([0, rate])
    return figure, f"A line to {rate}.", f"It starts {start} & rises by {rate}."


def toy_stage() -> Stage:
    controls = {"rate": slider("Rate", 0.0, 1.0, 0.1, value=0.5), "start": choice("Start", ["left", "right"])}
    return Stage(toy, controls, move="<the rate>", watch="the line", predict="how steep?")


def extremes(stage: Stage) -> list[Any]:
    """Every combination of the ends of a stage's controls."""
    ends = []
    for control in stage.controls.values():
        options = [option[1] if isinstance(option, tuple) else option for option in getattr(control, "options", ())]
        ends.append(options[:: max(1, len(options) - 1)] if options else [control.min, control.max])
    return [dict(zip(stage.controls, values, strict=True)) for values in itertools.product(*ends)]


def test_a_picture_carries_its_words() -> None:
    figure, axis = plots.axes()
    axis.plot([0, 1])
    bundle = plots.show(figure, alt='Slope <1> & "rising"')._repr_mimebundle_()
    assert 'alt="Slope &lt;1&gt; &amp; &quot;rising&quot;"' in bundle["text/html"]
    assert bundle["text/plain"] == '[Figure: Slope <1> & "rising"]'


def test_only_photos_keep_their_colours_in_a_dark_theme() -> None:
    for shape, follows in (((2, 2), True), ((2, 2, 3), False)):
        figure, axis = plots.axes()
        axis.imshow(np.zeros(shape))
        assert ('class="jp-homl-Figure"' in plots.show(figure, alt="a square").html) is follows


def test_a_text_alternative_looks_values_up_and_calls_nothing() -> None:
    values = {"away": np.array([3.0, 0.25]), "fit": {"slope": 1.5}, "model": types.SimpleNamespace(coef_=[[2.0]])}
    text = plots.TextAlternative(values)
    assert text.format("{away[-1]:.2f}, {fit[slope]}, {model.coef_[0][0]:.1f}, {{1}}") == "0.25, 1.5, 2.0, {1}"
    assert text.unknown == []
    assert text.format("{gone:.2f}, {away[7]:.1f}, {model.fit()}") == "…, …, …"
    assert text.unknown == ["gone", "away[7]", "model.fit()"]
    assert text.format("a brace { alone") == "a brace { alone"


def test_axes_side_by_side() -> None:
    figure, pair = plots.axes(2, sharey=True)
    assert len(pair) == 2
    assert figure.axes == list(pair)


def test_a_right_prediction_is_told_why() -> None:
    box = quiz.predict("Which?", ["one", "two"], right=1, because="two < three", tempting={0: "look at 2"})
    _, buttons, reply = box.children
    assert buttons.value is None
    buttons.value = 1
    assert 'role="status"' in reply.value
    assert "✓ Yes. two &lt; three" in reply.value


def test_a_wrong_prediction_does_not_give_the_answer() -> None:
    box = quiz.predict("Which?", ["one", "two", "three"], right=1, because="the reason", tempting={0: "look at 2"})
    _, buttons, reply = box.children
    buttons.value = 0
    assert "look at 2" in reply.value
    buttons.value = 2
    assert "Run the cell below" in reply.value
    assert "the reason" not in reply.value


def test_a_stage_redraws_from_its_controls() -> None:
    stage = toy_stage()
    head, prediction, rate, start, picture, words = stage.children
    assert "&lt;the rate&gt;" in head.value
    assert prediction.description
    assert 'alt="A line to 0.5."' in picture.value
    rate.value, start.value = 0.8, "right"
    assert 'alt="A line to 0.8."' in picture.value
    assert 'role="status"' in words.value
    assert "right &amp; rises by 0.8" in words.value


def test_controls_wait_for_the_end_of_a_movement() -> None:
    assert slider("a", 1, 9, 1, value=2).continuous_update is False
    assert isinstance(slider("a", 1, 9, 1, value=2).value, int)
    assert steps("a", [0.1, 1.0, 10.0], 1.0).continuous_update is False


def test_an_unknown_demo_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no demo"):
        demos.nothing_of_the_kind  # noqa: B018


@pytest.mark.parametrize("name", NAMES)
def test_a_demo_draws_at_the_ends_of_its_ranges(name: str) -> None:
    demo = importlib.import_module(f"{demos.__name__}.{name}")
    stage = demo.show()
    assert isinstance(stage, Stage)
    alts, sentences = set(), set()
    for values in extremes(stage):
        _, alt, words = demo.draw(**values)
        assert 20 < len(alt) < 900, alt
        assert 20 < len(words) < 700, words
        assert not re.search(r"\b(nan|inf|None)\b", alt + words), (values, alt, words)
        alts.add(alt)
        sentences.add(words)
    assert len(alts) > 1
    assert len(sentences) > 1


@pytest.mark.parametrize("name", NAMES)
def test_a_demo_says_what_to_do(name: str) -> None:
    head, *_ = importlib.import_module(f"{demos.__name__}.{name}").show().children
    assert [word in head.value for word in ("Move", "Watch", "Predict first")] == [True] * 3
