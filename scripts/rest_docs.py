"""Writes the tables of `docs/rest.md` from the OpenAPI document: `python scripts/rest_docs.py`.

What stands between `<!-- generated: … -->` and `<!-- end -->` is written anew; the rest of the page is written by hand.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "rest.md"
DOCUMENT = ROOT / "jupyterlab_homl" / "server" / "openapi.json"

_GENERATED = re.compile(r"(<!-- generated: (\w+)(?: ([\w ]+))? -->\n).*?(<!-- end -->)", re.DOTALL)

Json = dict[str, Any]


def render(page: str) -> str:
    """The page with its tables written anew."""
    document: Json = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    bodies = {_body(operation) for _, _, operation in _operations(document)}
    schemas: Json = document["components"]["schemas"]

    def table(found: re.Match[str]) -> str:
        kind, subject = found[2], found[3]
        if kind == "problems":
            lines = _problems(document)
        elif kind == "routes":
            lines = _routes(document, subject)
        elif kind == "documents":
            lines = [line for name in sorted(schemas.keys() - bodies) for line in _schema(name, schemas[name])]
        else:
            lines = [line for name in sorted(schemas.keys() & bodies) for line in _schema(name, schemas[name])]
        return "\n".join([found[1], *lines, "", found[4]])

    return _GENERATED.sub(table, page)


def _operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def _problems(document: Json) -> list[str]:
    """The refusals that many routes share."""
    rows = {}
    for _, _, operation in _operations(document):
        for status, response in operation["responses"].items():
            if "$ref" in response:
                name = response["$ref"].rpartition("/")[2]
                rows[status] = document["components"]["responses"][name]["description"]
    return ["| Status | Why |", "| --- | --- |", *(f"| `{status}` | {rows[status]} |" for status in sorted(rows))]


def _routes(document: Json, tag: str) -> list[str]:
    lines = ["| Request | What it does | Query and body | Answers | Who may |", "| --- | --- | --- | --- | --- |"]
    for method, path, operation in _operations(document):
        if operation["tags"] != [tag]:
            continue
        asked = [
            f"`{parameter['name']}`{'' if parameter.get('required') else '?'}: {parameter['description']}"
            for parameter in operation.get("parameters", [])
            if parameter.get("in") == "query"
        ]
        if body := _body(operation):
            asked.insert(0, _link(body) + ("" if operation["requestBody"].get("required") else "?"))
        does = " ".join([operation["summary"], operation.get("description", "")]).strip()
        who = "instructors" if operation.get("x-instructors") else "everybody"
        cells = [f"`{method} {path[1:]}`", does, "<br>".join(asked), "<br>".join(_answers(operation)), who]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _body(operation: Json) -> str:
    """The name of the schema of an operation's body; empty where it has none."""
    if "requestBody" not in operation:
        return ""
    return str(operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]).rpartition("/")[2]


def _answers(operation: Json) -> Iterator[str]:
    """What succeeds, what is refused for a reason of the operation's own, and the statuses of shared refusals."""
    shared = []
    for status, response in operation["responses"].items():
        if "$ref" in response:
            shared.append(f"`{status}`")
        elif status < "400":
            content = response.get("content", {}).get("application/json")
            yield f"`{status}` {_type(content['schema']) if content else response['description']}"
        else:
            yield f"`{status}` {response['description']}"
    if shared:
        yield ", ".join(shared)


def _schema(name: str, schema: Json) -> list[str]:
    text = schema["description"]
    rows = list(_rows(schema, ""))
    for part in schema.get("allOf", []):
        if "$ref" in part:
            text += f" It has the fields of {_type(part)}, too."
        rows += _rows(part, "")
    lines = ["", f"#### {name}", "", *textwrap.wrap(text, 120, break_long_words=False, break_on_hyphens=False), ""]
    if rows:
        return [*lines, "| Field | Type | Meaning |", "| --- | --- | --- |", *rows]
    return [*lines, f"Type: {_type(schema)}"]


def _rows(schema: Json, prefix: str) -> Iterator[str]:
    required = schema.get("required", [])
    for name, field in schema.get("properties", {}).items():
        optional = "" if name in required else "?"
        yield f"| `{prefix}{name}`{optional} | {_type(field)} | {field.get('description', '')} |"
        yield from _rows(*_inner(field, f"{prefix}{name}"))


def _inner(field: Json, name: str) -> tuple[Json, str]:
    """The object whose fields a field holds, and what they begin with."""
    if "anyOf" in field:
        return _inner(field["anyOf"][0], name)
    if "items" in field:
        return _inner(field["items"], f"{name}[]")
    return field, f"{name}."


def _type(schema: Json) -> str:
    if "$ref" in schema:
        return _link(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return ", ".join("null" if value is None else f"`{value}`" for value in schema["enum"])
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " or ".join(_name(kind, schema) for kind in types)


def _name(kind: str, schema: Json) -> str:
    if kind == "array":
        return f"list of {_type(schema['items'])}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"map to {_type(schema['additionalProperties'])}"
    return f"{kind} ({schema['format']})" if kind == "string" and "format" in schema else kind


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


if __name__ == "__main__":
    PAGE.write_text(render(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
