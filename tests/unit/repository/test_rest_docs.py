"""The page on the REST interface: its tables are those of the OpenAPI document, and its prose stays readable in an editor."""

from __future__ import annotations

import json
import re
import sys

from tests.paths import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import rest_docs


def test_the_tables_are_those_of_the_document() -> None:
    page = rest_docs.PAGE.read_text(encoding="utf-8")
    assert rest_docs.render(page) == page, "python scripts/rest_docs.py"


def test_every_group_of_routes_and_all_schemas_are_on_the_page() -> None:
    page = rest_docs.PAGE.read_text(encoding="utf-8")
    document = json.loads(rest_docs.DOCUMENT.read_text(encoding="utf-8"))
    routes = set(re.findall(r"^\| `([A-Z]+) ([^`?]+)` \|", page, re.MULTILINE))
    assert routes == {(method, path[1:]) for method, path, _ in rest_docs._operations(document)}
    headings = re.findall(r"^#### (\w+)$", page, re.MULTILINE)
    assert sorted(headings) == sorted(document["components"]["schemas"])


def test_every_link_to_a_document_leads_to_its_heading() -> None:
    page = rest_docs.PAGE.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings


def test_lines_of_prose_are_at_most_120_characters_long() -> None:
    lines = rest_docs.PAGE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120 and not line.startswith(("|", "Type: "))] == []
