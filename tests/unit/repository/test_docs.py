"""What the documentation shows, names and links to is there, and its prose can be read in an editor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.paths import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
ARCHITECTURE = [ROOT / "ARCHITECTURE.md", *(ROOT / "docs" / "architecture").glob("*.md")]
#: Most characters in a line of prose; tables, links and code may be longer.
WIDTH = 120
#: Bytes of a picture, and of a recording.
PICTURE, RECORDING = 300_000, 1_000_000


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", prose(page))
    own = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in own if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_anchor_is_a_heading(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        headings = re.findall(r"^#+ (.+)$", prose(page.parent / target if target else page), re.MULTILINE)
        known = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
        assert anchor in known, (target, anchor)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_lines_of_prose_are_short(page: Path) -> None:
    lines = [line for line in prose(page).splitlines() if not re.match(r"\s*(\||!\[|<!--)", line)]
    assert [
        line for line in lines if len(line) > WIDTH and re.search(r"\w", re.sub(r"`[^`]+`|\]\([^)]+\)", "", line)[40:])
    ] == []


@pytest.mark.parametrize("page", ARCHITECTURE, ids=name)
def test_every_file_that_the_architecture_names_exists(page: Path) -> None:
    named = re.findall(
        r"`((?:jupyterlab_homl|src|scripts|tests|schema)/[\w./-]*|[\w/-]+/[\w-]+\.(?:py|ts|tsx|json|toml|md))`", prose(page)
    )
    places = [ROOT, ROOT / "jupyterlab_homl"]
    named = [path for path in named if "LANGUAGE" not in path]
    assert [path for path in named if not any(any(place.glob(f"{path}*")) for place in places)] == []


@pytest.mark.parametrize("image", sorted((ROOT / "docs" / "images").iterdir()), ids=lambda image: image.name)
def test_every_picture_is_shown_and_small(image: Path) -> None:
    assert any(f"images/{image.name}" in page.read_text(encoding="utf-8") for page in PAGES)
    assert image.stat().st_size < (RECORDING if image.suffix == ".gif" else PICTURE)
