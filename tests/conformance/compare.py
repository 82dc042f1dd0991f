"""Comparing two graded courses: rows, notebooks, files and modes, as a flat dict of facts for each."""

from __future__ import annotations

import hashlib
import json
import re
import stat
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_engine, select

#: Columns that identify a row, together with its foreign keys.
NAMING = {"name", "type", "version_num"}

#: Tables whose id is not random.
STABLE_IDS = {"course", "student"}

#: Text that differs from run to run: addresses, and file names that IPython makes with the process id.
VARIABLE_TEXT = [(re.compile(r"0x[0-9a-f]{6,}"), "0x…"), (re.compile(r"\S*ipykernel_\d+/"), "ipykernel/")]


def facts(course: Path) -> dict[str, Any]:
    """Everything in a course folder that is compared: a value by place."""
    found: dict[str, Any] = {}
    for path in sorted(course.rglob("*")):
        place = path.relative_to(course).as_posix()
        if "__pycache__" in place:
            continue
        found[f"mode {place}"] = oct(stat.S_IMODE(path.stat().st_mode))
        if path.is_dir():
            continue
        if place == "gradebook.db":
            found |= rows(path)
        elif path.suffix == ".ipynb" and place.startswith("autograded/"):
            found |= notebook(place, path, course)
        else:
            found[f"file {place}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The places where two courses differ, with both values; None where a course does not have the place."""
    places = sorted(one.keys() | other.keys())
    return {place: (one.get(place), other.get(place)) for place in places if one.get(place, ...) != other.get(place, ...)}


def rows(database: Path) -> dict[str, Any]:
    """Every value of every table, with rows identified by names in place of random ids."""
    engine = create_engine(f"sqlite:///{database}")
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        content = {
            table.name: [dict(row._mapping) for row in connection.execute(select(table))] for table in tables.sorted_tables
        }
    engine.dispose()
    refers = {
        table.name: {key.parent.name: key.column.table.name for key in table.foreign_keys} for table in tables.sorted_tables
    }
    by_id = {name: {row["id"]: row for row in content[name] if "id" in row} for name in content}

    def named(table: str, row: dict[str, Any]) -> str:
        parts = [named(refers[table][column], by_id[refers[table][column]][row[column]]) for column in sorted(refers[table])]
        parts += [str(row[column]) for column in sorted(row) if column in NAMING]
        if table in STABLE_IDS:
            parts.append(str(row["id"]))
        return "/".join(parts)

    found: dict[str, Any] = {}
    for table, records in content.items():
        for row in records:
            place = f"row {table} {named(table, row)}"
            if place in found:
                found[f"{place} twice"] = True
            found[place] = True
            for column, value in row.items():
                if column not in NAMING and column != "id" and column not in refers[table]:
                    found[f"{place}: {column}"] = value if isinstance(value, int | float | str | None) else str(value)
    return found


def notebook(place: str, path: Path, course: Path) -> dict[str, Any]:
    """Source, metadata and outputs of each cell of a graded notebook, without times and generated cell ids."""
    content = json.loads(path.read_text(encoding="utf-8"))
    submitted = course / place.replace("autograded/", "submitted/", 1)
    given = set(re.findall(r'"id": "([^"]*)"', submitted.read_text(encoding="utf-8"))) if submitted.exists() else set()
    found: dict[str, Any] = {}
    for key, value in content.items():
        if key != "cells":
            found[f"notebook {place}: {key}"] = without_variable_text(value)
    for number, cell in enumerate(content["cells"]):
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        cell["metadata"].pop("execution", None)
        if cell.get("id") not in given:
            cell.pop("id", None)
        for key, value in cell.items():
            if key in ("metadata", "outputs"):
                items = enumerate(value) if isinstance(value, list) else value.items()
                found[f"notebook {place}: cell {number} {grade_id} {key}"] = len(value)
                for inner, part in items:
                    found[f"notebook {place}: cell {number} {grade_id} {key} {inner}"] = without_variable_text(part)
            else:
                found[f"notebook {place}: cell {number} {grade_id} {key}"] = without_variable_text(value)
    return found


def without_variable_text(value: Any) -> Any:
    """A value with the text replaced that differs from run to run."""
    if isinstance(value, dict):
        return {key: without_variable_text(part) for key, part in value.items()}
    if isinstance(value, list):
        return [without_variable_text(part) for part in value]
    if isinstance(value, str):
        for pattern, instead in VARIABLE_TEXT:
            value = pattern.sub(instead, value)
    return value
