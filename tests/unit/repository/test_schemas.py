"""Settings, menus and shortcuts of the front end: complete, and in nobody's way."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.paths import ROOT

OURS = {path.stem: json.loads(path.read_text()) for path in sorted((ROOT / "schema").glob("*.json"))}
COMMANDS = set(re.findall(r"'(homl:[a-z-]+)'", "\n".join(path.read_text() for path in (ROOT / "src").rglob("*.ts*"))))

#: What the modifiers of a shortcut are on each system.
SYSTEMS = {
    "macKeys": {"Accel": "Cmd", "Ctrl": "Ctrl"},
    "winKeys": {"Accel": "Ctrl", "Ctrl": "Ctrl"},
    "linuxKeys": {"Accel": "Ctrl", "Ctrl": "Ctrl"},
}


def others() -> Iterator[tuple[Path, Any]]:
    """The schemas of everybody else who is installed here."""
    share = Path(sys.prefix) / "share/jupyter"
    for path in sorted(share.rglob("schemas/**/*.json")):
        if "jupyterlab-homl" not in path.relative_to(share).parts:
            yield path, json.loads(path.read_text())


def strokes(shortcut: dict[str, Any], system: str) -> tuple[Any, ...]:
    """A shortcut's keys on one system: a tuple of key strokes, each a set of keys."""
    keys = shortcut.get(system) or shortcut["keys"]
    return tuple(frozenset(SYSTEMS[system].get(key, key).lower() for key in stroke.split()) for stroke in keys)


def clash(one: tuple[Any, ...], two: tuple[Any, ...]) -> bool:
    """Whether one of two sequences of strokes begins with the other."""
    most = min(len(one), len(two))
    return most > 0 and one[:most] == two[:most]


def shortcuts(schema: Any) -> list[Any]:
    return [shortcut for shortcut in schema.get("jupyter.lab.shortcuts", []) if not shortcut.get("disabled")]


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_shortcut_is_anybody_elses(system: str) -> None:
    """Whatever the selector: where one is inside of another, the keys of both would be heard."""
    known = [(path, theirs) for path, schema in others() for theirs in shortcuts(schema)]
    assert len(known) > 100
    for name, schema in OURS.items():
        for ours in shortcuts(schema):
            for path, theirs in known:
                assert not clash(strokes(ours, system), strokes(theirs, system)), (name, ours, path.name, theirs)


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_shortcut_is_there_twice(system: str) -> None:
    all_ours = [strokes(ours, system) for schema in OURS.values() for ours in shortcuts(schema)]
    assert len(all_ours) >= 7
    assert not [(a, b) for n, a in enumerate(all_ours) for b in all_ours[:n] if clash(a, b)]


def test_a_clash_is_seen() -> None:
    ours = {"keys": ["Accel Shift F"]}
    assert clash(strokes(ours, "linuxKeys"), strokes({"keys": ["Ctrl Shift F"]}, "linuxKeys"))
    assert not clash(strokes(ours, "macKeys"), strokes({"keys": ["Ctrl Shift F"]}, "macKeys"))
    assert clash(strokes({"keys": ["D"]}, "macKeys"), strokes({"keys": ["D", "D"]}, "macKeys"))


def items(entries: Any) -> Iterator[Any]:
    for entry in entries:
        yield entry
        yield from items(entry.get("items", []))
        yield from items(entry.get("submenu", {}).get("items", []))


@pytest.mark.parametrize("name", OURS)
def test_what_a_schema_names_exists(name: str) -> None:
    schema = OURS[name]
    menus = schema.get("jupyter.lab.menus", {})
    named = [entry["command"] for place in menus.values() for entry in items(place) if "command" in entry]
    named += [shortcut["command"] for shortcut in schema.get("jupyter.lab.shortcuts", [])]
    assert [command for command in named if command.startswith("homl:") and command not in COMMANDS] == []
    plugins = set(re.findall(r"'(jupyterlab-homl:[a-z-]+)'", "\n".join(p.read_text() for p in (ROOT / "src").rglob("*.ts*"))))
    assert f"jupyterlab-homl:{name}" in plugins, "JupyterLab finds a schema by its plugin's id"


@pytest.mark.parametrize("name", OURS)
def test_each_setting_says_what_it_does(name: str) -> None:
    schema = OURS[name]
    assert schema["title"]
    assert schema["description"]
    assert schema["additionalProperties"] is False
    assert schema["jupyter.lab.internationalization"] == {"domain": "jupyterlab_homl"}
    for key, setting in schema["properties"].items():
        assert {"type", "title", "description", "default"} <= setting.keys(), key
