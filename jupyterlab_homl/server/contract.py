"""The REST contract, `openapi.json`: request bodies are checked against it, and tests check every response."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ..errors import HomlError

DOCUMENT = Path(__file__).with_name("openapi.json")

#: The largest whole number that JavaScript counts with; the database takes larger ones.
_LARGEST = 2**53 - 1

_URI = "urn:jupyterlab-homl:openapi"

#: What a value of each type of JSON is called in sentences.
_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, read when it is first needed."""
    found: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return found


@cache
def validator(pointer: str) -> Validator:
    """The validator of a schema in the document, made when it is first needed.

    Parameters
    ----------
    pointer : str
        The JSON pointer of the schema, such as ``/components/schemas/Visit``.
    """
    made: Validator = _StrictValidator({"$ref": f"{_URI}#{pointer}"}, registry=_registry())
    return made


def check_body(name: str, body: dict[str, Any]) -> None:
    """Check a request's body against the schema of that name.

    Raises
    ------
    HomlError
        If it does not fit, with a sentence about the first member that does not.
    """
    error = next(validator(f"/components/schemas/{name}").iter_errors(body), None)
    if error is not None:
        raise _problem(error)


@cache
def _registry() -> Registry[Any]:
    registry: Registry[Any] = Registry().with_resource(_URI, DRAFT202012.create_resource(document()))
    return registry


def _matches(_: Validator, pattern: str, value: object, __: object) -> Iterator[ValidationError]:
    # Python's `$` also matches before a line break at the end; that of JSON Schema does not
    if isinstance(value, str) and not re.fullmatch(pattern, value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


_StrictValidator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"pattern": _matches},
    # JSON Schema takes 2.0 for an integer, which Python does not count or index by
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    ),
)


def _problem(error: ValidationError) -> HomlError:
    path = list(error.absolute_path)
    schema: Any = error.schema
    if error.validator == "required":
        required: Any = error.validator_value
        given: Any = error.instance
        missing = next(name for name in required if name not in given)
        schema = _resolved(schema["properties"][missing])
        return HomlError(
            "The request needs `{name}`, {kind}. {meaning}",
            name=_name([*path, missing]),
            kind=_expected(schema),
            meaning=schema["description"],
        )
    return HomlError(
        "`{name}` must be {kind}. {meaning}", name=_name(path), kind=_expected(schema), meaning=schema["description"]
    )


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with what it refers to in its place."""
    if "$ref" not in schema:
        return schema
    return {**document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]], **schema}


def _name(path: list[str | int]) -> str:
    """A member of the body as JavaScript names it, such as ``students[1]``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _expected(schema: dict[str, Any]) -> str:
    """What a schema asks for, in words."""
    if "enum" in schema:
        *values, last = [f"`{value}`" if isinstance(value, str) else "null" for value in schema["enum"]]
        return f"{', '.join(values)} or {last}"
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    limits = ""
    if schema.get("maximum", _LARGEST) < _LARGEST:
        limits = f" from {schema['minimum']} to {schema['maximum']}"
    elif "minimum" in schema:
        limits = f" from {schema['minimum']}"
    elif "minItems" in schema:
        limits = " that is not empty"
    return ", or ".join([_TYPES[types[0]] + limits, *(_TYPES[each] for each in types[1:])])
