"""The OpenAPI document: sound in itself, as narrow as the code, and what request bodies are checked against."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jupyterlab_homl.checking.verdict import Status
from jupyterlab_homl.engine.launch.launcher import UNENFORCED
from jupyterlab_homl.errors import HomlError
from jupyterlab_homl.learner.road import MARKS, SECTION_STATES
from jupyterlab_homl.progress.mastery import LEVELS
from jupyterlab_homl.server import contract
from jupyterlab_homl.server.contract import check_body
from jupyterlab_homl.server.routes import ROUTES
from jupyterlab_homl.workspace.notes.blocks import LINK_STATES
from jupyterlab_homl.workspace.notes.cards import KINDS

DOCUMENT = contract.document()
SCHEMAS = DOCUMENT["components"]["schemas"]
OPERATIONS = {(path, method): found for path, methods in DOCUMENT["paths"].items() for method, found in methods.items()}
#: Others are made of these, which are closed there.
PARTS = {"JobState", "Attempt", "CardText", "Judgement"}
BODIES = {
    found["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    for found in OPERATIONS.values()
    if "requestBody" in found
}


def schemas(value: Any) -> Iterator[Any]:
    """Every schema that stands anywhere in one."""
    yield value
    for each in value.get("properties", {}).values():
        yield from schemas(each)
    for name in ("allOf", "anyOf"):
        for each in value.get(name, []):
            yield from schemas(each)
    for name in ("items", "additionalProperties"):
        if isinstance(value.get(name), dict):
            yield from schemas(value[name])


def references(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        value = value.values()
    elif not isinstance(value, list):
        return
    for each in value:
        yield from references(each)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_sound(name: Any) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["description"].endswith((".", "!"))
    for each in schemas(SCHEMAS[name]):
        assert set(each.get("required", [])) <= each.get("properties", {}).keys()


def test_every_reference_leads_somewhere_and_every_schema_is_used() -> None:
    used = set(references(DOCUMENT))
    known = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses", "parameters")
        for name in DOCUMENT["components"][kind]
    }
    assert used == known


@pytest.mark.parametrize("name", sorted(SCHEMAS.keys() - PARTS - BODIES))
def test_nothing_undocumented_is_answered(name: Any) -> None:
    """A document holds what is described and nothing else; that answers are like it, the tests on a real server show."""
    for each in schemas(SCHEMAS[name]):
        if "allOf" in each:
            assert each["unevaluatedProperties"] is False
            break
        if "properties" in each:
            assert each["additionalProperties"] is False


def test_operations_are_named_once() -> None:
    names = [found["operationId"] for found in OPERATIONS.values()]
    assert len(set(names)) == len(names)
    tags = {tag["name"] for tag in DOCUMENT["tags"]}
    assert {tag for found in OPERATIONS.values() for tag in found["tags"]} == tags


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        (SCHEMAS["Status"], Status),
        (SCHEMAS["Level"], LEVELS),
        (SCHEMAS["CardKind"], KINDS),
        (SCHEMAS["LinkState"], LINK_STATES),
        (SCHEMAS["SectionState"], SECTION_STATES),
        (SCHEMAS["MarkRequest"]["properties"]["state"], MARKS),
        (SCHEMAS["Verdict"]["properties"]["sandbox"], UNENFORCED),
    ],
    ids=["Status", "Level", "CardKind", "LinkState", "SectionState", "MarkRequest", "sandbox"],
)
def test_an_enumeration_is_that_of_the_code(
    schema: Any, values: type[Status] | tuple[Any, ...] | dict[str, tuple[str, ...]]
) -> None:
    assert schema["enum"] == list(values)


def test_every_route_checks_the_body_that_the_document_has() -> None:
    checked = {}
    for pattern, handler in ROUTES[:-1]:  # the last one is for addresses that there are not
        path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", pattern.removeprefix("/jupyterlab-homl/api"))
        for method in {"get", "post", "put", "delete"} & vars(handler).keys():
            names = re.findall(r'self\.body\("(\w+)"\)', inspect.getsource(getattr(handler, method)))
            assert len(names) <= 1
            checked[path, method] = names
    described = {
        key: [found["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]]
        if "requestBody" in found
        else []
        for key, found in OPERATIONS.items()
    }
    assert checked == described


def test_every_whole_number_of_a_body_has_bounds() -> None:
    """The database takes no larger ones, and JavaScript counts with no larger ones."""
    for name in BODIES:
        for each in schemas(SCHEMAS[name]):
            if "integer" in each.get("type", ""):
                assert each["minimum"] >= 0, name
                assert each["maximum"] < 2**53, name


@pytest.mark.parametrize("name", sorted(BODIES))
def test_every_member_of_a_body_can_be_asked_for_in_a_sentence(name: Any) -> None:
    for member in SCHEMAS[name]["properties"].values():
        assert member.get("description")


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("CheckRequest", {}, "The request needs `path`, a text. The notebook's path in the contents API."),
        (
            "Visit",
            {"lesson": "t1"},
            "The request needs `notebook`, `lesson` or `exercises`. Which of the lesson's two notebooks.",
        ),
        (
            "Visit",
            {"lesson": "t1", "notebook": "zz"},
            "`notebook` must be `lesson` or `exercises`. Which of a lesson's two notebooks.",
        ),
        ("GoalRequest", {"goal": None}, "`goal` must be a text. The id of a path; empty for the course as it is."),
        (
            "HintRequest",
            {"stuck": 1},
            "`stuck` must be true or false. Whether the learner says to be stuck: the hint then opens at once.",
        ),
        (
            "SelfCheckRequest",
            {"topic": "p4", "rating": 5},
            "`rating` must be a whole number from 1 to 4. 1 new, 2 seen, 3 known with looking things up, 4 without.",
        ),
        ("GradingRequest", {"assignment": "a", "students": ["ada", 3]}, "`students[1]` must be a text. The id of a student."),
        (
            "GradingRequest",
            {"assignment": "a", "students": []},
            "`students` must be a list that is not empty, or null. The ids of the students whose submissions are graded; "
            "leave it out to grade everybody's.",
        ),
        (
            "NewNote",
            {"lesson": "t1", "text": "x", "at": {}},
            "The request needs `at.cell`, a text. The id of the cell.",
        ),
        (
            "NewNote",
            {"lesson": "t1", "text": "x", "section": -1},
            "`section` must be a whole number from 0, or null. The number of its section in the lesson.",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(name: str, body: dict[str, Any], sentence: str) -> None:
    with pytest.raises(HomlError) as caught:
        check_body(name, body)
    assert caught.value.message == sentence
    assert caught.value.status == 400


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("ReviewAnswer", {"turn": True}),
        ("ReviewAnswer", {"turn": 2.0}),
        ("NewNote", {"lesson": "t1", "text": "x", "date": "2020-11-11\n"}),
        ("NewNote", {"lesson": "t1", "text": "x", "tag": "zh\n"}),
    ],
)
def test_python_takes_for_right_what_json_does_not(name: str, body: dict[str, Any]) -> None:
    with pytest.raises(HomlError):
        check_body(name, body)


def test_the_document_is_read_when_it_is_needed() -> None:
    program = "import jupyterlab_homl.server.app, jupyterlab_homl.server.routes\n"
    program += "from jupyterlab_homl.server import contract\nprint(contract.document.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "0\n"
