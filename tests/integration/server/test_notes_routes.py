"""The routes of notes, cards, links and files, on a real Jupyter server."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from tornado.httpclient import HTTPClientError

from tests.paths import COURSE
from tests.present import present

HOME = ("jupyterlab-homl", "api")


@pytest.fixture
def page(jp_root_dir: Path) -> Path:
    return jp_root_dir / "notes" / "t1_small.md"


async def refused(awaitable: Awaitable[Any] | Coroutine[Any, Any, Any]) -> tuple[int, Any]:
    with pytest.raises(HTTPClientError) as caught:
        await awaitable
    return caught.value.code, json.loads(present(caught.value.response).body)["message"]


async def note(api: Callable[..., Awaitable[Any]], text: str = "mine", **more: Any) -> Any:
    return await api("notes", body={"lesson": "t1", "text": text, **more})


async def test_a_note_is_written_found_changed_and_taken_out(
    api: Callable[..., Awaitable[Any]], page: Path, jp_root_dir: Path
) -> None:
    await api("lessons", "t1", "open", body={})
    notebook = json.loads((jp_root_dir / "t1_small" / "lesson.ipynb").read_text())
    notebook["cells"][1]["source"] += "\n\nTwice is a sum.\n\nA second paragraph."
    (jp_root_dir / "t1_small" / "lesson.ipynb").write_text(json.dumps(notebook))
    cell = notebook["cells"][1]["id"]
    made = await note(api, "两次\n\n- [ ] try it", at={"cell": cell, "text": "second paragraph"})
    assert (made["section"], made["section_title"], made["first"], made["last"]) == (1, "Twice", 2, 2)
    assert (made["quote"], made["lang"], made["cell"], made["state"]) == ("second paragraph", "zh", cell, "found")
    assert made["tasks"] == [{"text": "try it", "done": False}]
    assert "## 01. Twice\n\n> second paragraph\n\n2『两次\n\n- [ ] try it』（20" in page.read_text("utf-8")

    body = {"lesson": "t1", "task": 0, "done": True, "version": made["version"]}
    ticked = await api("notes", made["id"], "todo", body=body)
    assert ticked["tasks"][0]["done"] is True
    todo = await api("notes", made["id"], "todo", body={**body, "task": None, "version": ticked["version"]})
    assert todo["todo"] == "done"

    found = await api("notes", params={"lesson": "t1", "q": "两次 TRY"})
    assert [one["id"] for one in found["notes"]] == [made["id"]]
    assert found["root"] == "."
    assert (await api("notes", params={"q": "nothing like it"}))["notes"] == []

    notebook["cells"].insert(0, notebook["cells"].pop(1))
    notebook["cells"][0]["source"] = "## A new one\n\nNew.\n\n" + notebook["cells"][0]["source"]
    (jp_root_dir / "t1_small" / "lesson.ipynb").write_text(json.dumps(notebook))
    moved = (await api("notes", params={"lesson": "t1"}))["notes"][0]
    assert (moved["state"], moved["now"]) == ("moved", {"section": 2, "paragraph": 2})
    notebook["cells"][0]["source"] = "gone"
    (jp_root_dir / "t1_small" / "lesson.ipynb").write_text(json.dumps(notebook))
    lost = (await api("notes", params={"lesson": "t1"}))["notes"][0]
    assert (lost["state"], lost["cell"]) == ("lost", None)

    (jp_root_dir / "t1_small" / "lesson.ipynb").write_text(
        json.dumps({**notebook, "cells": [{**notebook["cells"][0], "id": "new"}]})
    )
    body = {"lesson": "t1", "version": lost["version"], "at": {"cell": "new"}}
    placed = await api("notes", made["id"], method="PUT", body=body)
    assert (placed["state"], placed["section"], placed["first"], placed["quote"]) == ("found", 0, 1, "gone")
    assert (await api("notes", params={"lesson": "t1"}))["sections"] == [{"number": 0, "title": "", "cell": "new"}]

    text = page.read_text("utf-8")
    where = {"lesson": "t1", "version": placed["version"]}
    gone = await api("notes", made["id"], method="DELETE", params=where)
    assert (await api("notes", params={"lesson": "t1"}))["notes"] == []
    (kept,) = (jp_root_dir / ".homl" / "deleted-notes").iterdir()
    assert "两次" in kept.read_text("utf-8")
    back = await api("notes", body=gone)
    assert {**back, "cell": "", "state": ""} == {**gone, "cell": "", "state": ""}
    assert page.read_text("utf-8") == text


async def test_hand_edits_are_never_lost(api: Callable[..., Awaitable[Any]], page: Path) -> None:
    first, second = await note(api, "one"), await note(api, "two")
    page.write_text(page.read_text("utf-8").replace("two", "二 by hand") + "\nMy own words.\n", "utf-8")
    saved = await api("notes", first["id"], method="PUT", body={"lesson": "t1", "version": first["version"], "text": "one!"})
    assert saved["text"] == "one!"
    text = page.read_text("utf-8")
    assert "二 by hand" in text
    assert "My own words." in text
    body = {"lesson": "t1", "version": second["version"], "text": "two!"}
    code, message = await refused(api("notes", second["id"], method="PUT", body=body))
    assert code == 409
    assert "changed in notes/t1_small.md" in message
    params = {"lesson": "t1", "version": second["version"]}
    assert (await refused(api("notes", second["id"], method="DELETE", params=params)))[0] == 409
    assert page.read_text("utf-8") == text
    backups = page.parent.parent / ".homl" / "backups" / "notes"
    assert [path.name[:9] for path in backups.iterdir()] == ["t1_small_"]


async def test_a_note_written_by_hand_gets_an_id_when_it_is_changed(api: Callable[..., Awaitable[Any]], page: Path) -> None:
    page.parent.mkdir()
    page.write_text("3『by hand』\n\n『open\n", "utf-8")
    found = await api("notes", params={"lesson": "t1"})
    (by_hand,) = found["notes"]
    assert "line 3" in found["troubles"][0]
    body = {"lesson": "t1", "version": by_hand["version"], "todo": "open"}
    saved = await api("notes", by_hand["id"], method="PUT", body=body)
    assert page.read_text("utf-8").startswith(f"- [ ] 3『by hand』 ^{saved['id']}\n")


async def test_a_note_that_was_copied_by_hand_is_a_note_of_its_own(api: Callable[..., Awaitable[Any]], page: Path) -> None:
    first = await note(api, "one")
    page.write_text(page.read_text("utf-8") + f"\n『copied』 ^{first['id']}\n", "utf-8")
    _, copy = (await api("notes", params={"lesson": "t1"}))["notes"]
    body = {"lesson": "t1", "version": copy["version"], "text": "changed"}
    saved = await api("notes", copy["id"], method="PUT", body=body)
    assert saved["text"] == "changed"
    assert saved["id"] != first["id"]
    listed = (await api("notes", params={"lesson": "t1"}))["notes"]
    assert [(one["id"], one["text"]) for one in listed] == [(first["id"], "one"), (saved["id"], "changed")]


async def test_import_shows_first_and_adds_once(api: Callable[..., Awaitable[Any]], page: Path) -> None:
    text = "### 01. Twice\n1-2『导入』（2020-11-11）\n"
    shown = await api("notes", "import", body={"lesson": "t1", "text": text})
    assert (shown["notes"][0]["date"], shown["notes"][0]["known"], shown["added"]) == ("2020-11-11", False, 0)
    assert not page.exists()
    added = await api("notes", "import", body={"lesson": "t1", "text": text, "preview": False})
    assert added["added"] == 1
    again = await api("notes", "import", body={"lesson": "t1", "text": text, "preview": False})
    assert (again["added"], again["notes"][0]["known"]) == (0, True)
    exported = await api("notes", "export", params={"lesson": "t1"})
    assert "## 01. Twice\n\n1-2『导入』（2020-11-11）" in exported["markdown"]
    code, message = await refused(api("notes", "import", body={"lesson": "t1", "text": "nothing"}))
    assert code == 400
    assert "『 』" in message


async def test_cards(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    listed = await api("cards")
    assert [card["id"] for card in listed["course"]] == ["ada", "mean"]
    taken = await api("cards", body={"course": "ada"})
    assert (taken["name"], taken["kind"], taken["lang"]) == ("Ada Lovelace", "person", "zh")
    assert [card["have"] for card in (await api("cards"))["course"]] == [True, False]
    assert (await api("cards", body={"course": "ada"}))["id"] == "ada"
    assert len((await api("cards"))["cards"]) == 1
    own = await api("cards", body={"name": "Broadcasting", "kind": "term", "what": "shapes that fit", "met": "t1"})
    saved = await api("cards", own["id"], method="PUT", body={"version": own["version"], "what": "stretching\n\nshapes"})
    assert (saved["what"], saved["met"]) == ("stretching\n\nshapes", "t1")
    assert (await refused(api("cards", own["id"], method="PUT", body={"version": own["version"]})))[0] == 409
    await api("cards", own["id"], method="DELETE", params={"version": saved["version"]})
    assert [card["id"] for card in (await api("cards"))["cards"]] == ["ada"]
    assert "## Ada Lovelace" in (jp_root_dir / "notes" / "cards.md").read_text("utf-8")
    for wrong in ({"name": " "}, {"name": "x", "kind": "thing"}, {"name": 3}, {"name": "x", "what": 1}):
        assert (await refused(api("cards", body=wrong)))[0] == 400
    assert (await refused(api("cards", body={"course": "zz"})))[0] == 404


async def test_the_id_of_a_card_is_no_way_into_the_file(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    card = await api("cards", body={"name": "Good", "id": "a b\n## Evil"})
    assert card["id"] == "good"
    assert (await api("cards", body={"name": "Kept", "id": "mine"}))["id"] == "mine"
    assert "Evil" not in (jp_root_dir / "notes" / "cards.md").read_text("utf-8")


async def test_a_file_stays_while_something_names_it(
    api: Callable[..., Awaitable[Any]], page: Path, jp_root_dir: Path
) -> None:
    sent = {"lesson": "t1", "name": "x.txt", "content": base64.b64encode(b"hello").decode()}
    kept = await api("files", body=sent)
    general = page.parent / "general.md"
    general.write_text(f"『See it』\n\n- [x](attachments/{kept['name']})\n", "utf-8")
    await api("links", kept["id"], method="DELETE", params={"lesson": "t1"})
    assert (jp_root_dir / kept["path"]).read_bytes() == b"hello"
    (other,) = (await api("notes", params={"lesson": "general"}))["files"]
    await api("links", other["id"], method="DELETE", params={"lesson": "general"})
    assert not (jp_root_dir / kept["path"]).exists()


async def test_links_and_files(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    link = await api("links", body={"lesson": "t1", "url": "https://e.org/a", "title": "A page"})
    assert link["state"] == "found"
    body = {"lesson": "t1", "version": link["version"], "state": "instead", "instead_of": "https://e.org/old"}
    link = await api("links", link["id"], method="PUT", body=body)
    assert (link["state"], link["instead_of"]) == ("instead", "https://e.org/old")
    for url in ("", "two words", "javascript:alert(1)", "attachments/x"):
        assert (await refused(api("links", body={"lesson": "t1", "url": url})))[0] == 400

    (jp_root_dir / "论文 1.pdf").write_bytes(b"paper")
    kept = await api("files", body={"lesson": "t1", "path": "论文 1.pdf"})
    assert (kept["name"], kept["size"]) == ("t1-01-论文-1.pdf", 5)
    sent = {"lesson": "t1", "name": "../../x.txt", "content": base64.b64encode(b"hello").decode()}
    other = await api("files", body=sent)
    assert other["name"] == "t1-02-x.txt"
    assert (jp_root_dir / other["path"]).read_bytes() == b"hello"
    places = await api("files")
    assert [one["name"] for one in places["files"]] == [kept["name"], other["name"]]
    assert [one["url"] for one in places["links"]] == ["https://e.org/a"]
    assert (places["workspace"], places["notes_exist"]) == (str(jp_root_dir), True)
    await api("links", other["id"], method="DELETE", params={"lesson": "t1"})
    assert not (jp_root_dir / other["path"]).exists()
    assert [one["name"] for one in (await api("notes", params={"lesson": "t1"}))["files"]] == [kept["name"]]


async def test_nothing_outside_of_the_workspace_is_reached(
    api: Callable[..., Awaitable[Any]], jp_root_dir: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (jp_root_dir / "link.txt").symlink_to(secret)
    for path in ("../secret.txt", str(secret), "link.txt", "a\x00b", "missing.txt", "t" * 300):
        assert (await refused(api("files", body={"lesson": "t1", "path": path})))[0] in (403, 404), path
    (jp_root_dir / "notes").symlink_to(tmp_path)
    code, message = await refused(note(api))
    assert code == 403
    assert "leads out of the workspace" in message


async def test_what_is_too_large_or_no_text_is_told(
    api: Callable[..., Awaitable[Any]], page: Path, jp_root_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jupyterlab_homl.workspace.notes import folder

    monkeypatch.setattr(folder, "MAX_ATTACHMENT", 3)
    (jp_root_dir / "big.bin").write_bytes(b"1234")
    code, message = await refused(api("files", body={"lesson": "t1", "path": "big.bin"}))
    assert code == 413
    assert "can be attached" in message
    page.parent.mkdir(exist_ok=True)
    page.write_bytes(b"\xff\xfe")
    code, message = await refused(note(api))
    assert "is not UTF-8" in message
    assert page.read_bytes() == b"\xff\xfe"


async def test_requests_that_make_no_sense(api: Callable[..., Awaitable[Any]]) -> None:
    assert (await refused(note(api, " ")))[0] == 400
    assert (await refused(note(api, todo="later")))[0] == 400
    assert (await refused(note(api, tag="not a tag!")))[0] == 400
    assert (await refused(note(api, date="yesterday")))[0] == 400
    assert (await refused(note(api, section=-1)))[0] == 400
    assert (await refused(note(api, section=True)))[0] == 400
    assert (await refused(api("notes", body={"lesson": "t9", "text": "x"})))[0] == 404
    assert (await refused(api("notes", body={"lesson": "../t1", "text": "x"})))[0] == 404
    body = {"lesson": "t1", "text": "x", "version": "x"}
    assert (await refused(api("notes", "nope", method="PUT", body=body)))[0] == 404
    assert (await refused(api("files", body={"lesson": "t1"})))[0] == 400
    assert (await refused(api("files", body={"lesson": "t1", "name": "x", "content": "%"})))[0] == 400
    assert (await note(api, "half \ud800 a sign"))["text"] == "half ? a sign"
    assert (await api("notes", body={"lesson": "general", "text": "for no lesson"}))["lesson"] == "general"


def test_notes_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from jupyterlab_homl.cli.main import main

    source = tmp_path / "old.md"
    source.write_text("\ufeff### 02. Twice\n3『记下』（2020-11-11）\n", "utf-8")
    shared = ["--dir", str(tmp_path / "ws"), "--course-dir", str(COURSE)]
    assert main(["notes", "import", str(source), "--lesson", "t1", *shared]) == 0
    assert main(["notes", "import", str(source), "--lesson", "t1", *shared]) == 0
    assert "Notes added to t1: 0. Already there: 1." in capsys.readouterr().out
    assert main(["notes", "export", "--lesson", "t1", *shared]) == 0
    assert "## 02. Twice\n\n3『记下』（2020-11-11）" in capsys.readouterr().out
    source.write_bytes(b"\xff")
    assert main(["notes", "import", str(source), "--lesson", "t1", *shared]) == 2
    assert "UTF-8" in capsys.readouterr().err


async def test_cards_go_into_review(api: Callable[..., Awaitable[Any]], jp_root_dir: Path) -> None:
    (jp_root_dir / "notes").mkdir()
    (jp_root_dir / "notes" / "cards.md").write_text("## Ada（2026-01-02）\n- who: a countess\n\n## Only a name\n", "utf-8")
    due = [item for item in (await api("review"))["items"] if item["kind"] == "card"]
    assert [item["id"] for item in due] == ["card:ada"]
    assert "Ada" in due[0]["question"]
    assert "a countess" in json.dumps(await api("review", "card:ada"))
    (jp_root_dir / "notes" / "cards.md").write_bytes(b"\xff")
    assert (await api("course"))["title"] == "A small course"
