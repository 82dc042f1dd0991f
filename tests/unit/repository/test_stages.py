"""What `make test` runs: every test, and what is asked for by name."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.paths import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

# by its path: the standard library has a package of this name, too
_SPEC = importlib.util.spec_from_file_location("homl_stages", ROOT / "scripts" / "test.py")
assert _SPEC
assert _SPEC.loader
sys.modules["homl_stages"] = script = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(script)
Running, Stage, choose, run, stages = script.Running, script.Stage, script.choose, script.run, script.stages


def names(*words: str) -> str | list[Any]:
    chosen = choose(words)
    return chosen if isinstance(chosen, str) else [stage.name for stage in chosen]


def test_every_folder_of_tests_is_in_a_stage() -> None:
    words = [word for stage in stages() for command in stage.commands for word in command]
    folders = {path.parent.relative_to(ROOT).parts[1] for path in (ROOT / "tests").rglob("test_*.py")}
    assert {f"tests/{folder}" for folder in folders} <= set(words)
    left_out = {word.removeprefix("--ignore=") for word in words if word.startswith("--ignore=")}
    assert left_out <= set(words)


def test_everything_is_run_where_nothing_is_named() -> None:
    assert names() == [stage.name for stage in stages()]


def test_stages_lessons_and_exercises_are_chosen_by_name() -> None:
    assert names("types", "lint") == ["lint", "types"]
    assert names("content") == names("ch04") == names("content", "ch04-e01") == ["content"]
    (content,) = choose(["content", "ch04-e01"])
    assert content.commands[0][-3:] == ["prove", "--all", "ch04-e01"]
    assert content.commands[1][-2:] == ["--lesson", "ch04"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nothing"], "There is no stage or lesson nothing. The stages are: browser, lint, "),
        (["content", "ch77", "x"], "There is no stage or lesson ch77, x. "),
        (["ch77-e01"], "an exercise is named like ch04-e01."),
        (["lint", "ch04"], "ch04 is a part of the course, of which only the stage `content` can be confined to a part."),
    ],
)
def test_what_does_not_exist_is_said(words: list[str], sentence: str) -> None:
    assert sentence in names(*words)


def test_stages_run_side_by_side_and_what_fails_is_shown(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    def waits_for(other: Path, own: Path) -> str:
        code = f"import pathlib, time\npathlib.Path({str(own)!r}).touch()\n"
        return code + f"while not pathlib.Path({str(other)!r}).exists(): time.sleep(0.01)\nprint('met')"

    one, two = tmp_path / "one", tmp_path / "two"
    made = run(
        [
            Stage("first", [[sys.executable, "-c", waits_for(two, one)]]),
            Stage(
                "second", [[sys.executable, "-c", waits_for(one, two)], [sys.executable, "-c", "print('all of it'); 1 / 0"]]
            ),
            Stage("third", [["no-such-command"]]),
            Stage("fourth", [], prepare=lambda environment: "There is no browser."),
        ]
    )
    assert [(ran.stage.name, ran.passed) for ran in made] == [
        ("first", True),
        ("second", False),
        ("third", False),
        ("fourth", False),
    ]
    out = capfd.readouterr().out
    for text in ("first: ok", ": met", "all of it", "ZeroDivisionError", "no-such-command", "There is no browser."):
        assert text in out, text


def test_a_stage_alone_prints_at_once(capfd: pytest.CaptureFixture[str]) -> None:
    (made,) = run([Stage("only", [[sys.executable, "-c", "print('live')"]])])
    assert isinstance(made, Running)
    assert made.printed == ""
    assert "live\n" in capfd.readouterr().out


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with one file of each kind."""
    root = tmp_path / "checkout"
    for name in ("src/page.ts", "package/module.py"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text("1")
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    return root


def test_what_passed_is_run_again_only_when_something_that_it_reads_has_changed(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "ROOT", checkout)
    chosen = [
        Stage("front", [[sys.executable, "-c", ""]], checkout, unread=("package/",)),
        Stage("back", [[sys.executable, "-c", ""]], checkout, unread=("src/",)),
        Stage("broken", [[sys.executable, "-c", "1 / 0"]], checkout),
    ]

    def ran() -> list[str]:
        return [one.stage.name for one in script.run_all(chosen, script.PassedStages(tmp_path / "cache" / "stages.json"))[0]]

    assert ran() == ["front", "back", "broken"]
    assert ran() == ["broken"]
    (checkout / "src" / "page.ts").write_text("2")
    assert ran() == ["front", "broken"]
    (checkout / "package" / "new.py").write_text("")
    assert ran() == ["back", "broken"]
    (tmp_path / "cache" / "stages.json").write_text("[")
    assert ran() == ["front", "back", "broken"]


def test_what_was_changed_while_stages_ran_is_not_taken_for_tested(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "ROOT", checkout)
    edit = f"import pathlib; pathlib.Path({str(checkout / 'src' / 'page.ts')!r}).write_text('2')"
    passed = script.PassedStages(tmp_path / "stages.json")
    editing = [Stage("editing", [[sys.executable, "-c", edit]], checkout)]
    assert len(script.run_all(editing, passed)[0]) == 1
    assert len(script.run_all(editing, passed)[0]) == 1
    assert len(script.run_all(editing, passed)[0]) == 0


def test_a_stage_that_is_named_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def run(chosen: list[Any]) -> list[Any]:
        ran.extend(stage.name for stage in chosen)
        return []

    monkeypatch.setattr(script, "run", run)
    monkeypatch.setattr(script, "run_all", lambda chosen, passed: ([], list(chosen)))
    assert script.main(["unit"]) == 0
    assert ran == ["unit"]
    assert script.main([]) == 0
    assert ran == ["unit"]
    assert script.main(["--no-cache"]) == 0
    assert ran[1:] == [stage.name for stage in stages()]
