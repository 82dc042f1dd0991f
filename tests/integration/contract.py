"""What the OpenAPI document says of a request, and whether an answer is like that."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from tornado.httpclient import HTTPResponse

from jupyterlab_homl.server import contract

JSON = "application/json"


@dataclass(frozen=True)
class Operation:
    """An operation of the document.

    Attributes
    ----------
    method, path : str
        Such as ``get`` and ``/lessons/{lesson}/open``.
    """

    method: str
    path: str

    @classmethod
    def of(cls, method: Any, parts: Any) -> Operation:
        """The operation that a request is for; what the document names literally comes before its parameters."""
        asked = "/" + "/".join(parts)
        for path in sorted(contract.document()["paths"], key=lambda path: "{" in path):
            if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)), asked):
                return cls(method.lower(), path)
        raise AssertionError(f"{asked} is not in the document")

    @property
    def document(self) -> dict[str, Any]:
        """What the document says of it."""
        described: dict[str, Any] = contract.document()["paths"][self.path][self.method]
        return described

    @property
    def _pointer(self) -> str:
        return f"/paths/{self.path.replace('~', '~0').replace('/', '~1')}/{self.method}"

    def check_request(self, params: Any, body: dict[str, Any] | None) -> None:
        """Hold a request that was taken to the document: its parameters and its body."""
        shared = contract.document()["components"]["parameters"]
        known = [shared[p["$ref"].rpartition("/")[2]] if "$ref" in p else p for p in self.document.get("parameters", [])]
        queries = {parameter["name"]: parameter for parameter in known if parameter["in"] == "query"}
        assert params.keys() <= queries.keys(), f"{self}: parameters that the document does not have"
        assert {name for name, parameter in queries.items() if parameter.get("required")} <= params.keys(), self
        if "requestBody" in self.document:
            _validate(f"{self._pointer}/requestBody/content/{_escaped(JSON)}/schema", body or {}, self)
        else:
            assert not body, f"{self}: a body that the document does not have"

    def check_response(self, response: HTTPResponse) -> Any:
        """Hold a response to the document: its status, its content type and its body. Gives the body."""
        assert str(response.code) in self.document["responses"], f"{self} answered {response.code}: {response.body!r}"
        described = self.document["responses"][str(response.code)]
        pointer = f"{self._pointer}/responses/{response.code}"
        if "$ref" in described:
            pointer = described["$ref"].removeprefix("#")
            described = contract.document()["components"]["responses"][pointer.rpartition("/")[2]]
        if "content" not in described:
            assert not response.body, f"{self}: {response.body!r}"
            return None
        kind = response.headers["Content-Type"].partition(";")[0]
        assert kind in described["content"], f"{self}: {kind}"
        body = json.loads(response.body)
        _validate(f"{pointer}/content/{_escaped(kind)}/schema", body, self)
        return body


def _escaped(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1")


def _validate(pointer: str, value: dict[str, Any], operation: Operation) -> None:
    errors = [f"{error.json_path}: {error.message}"[:500] for error in contract.validator(pointer).iter_errors(value)]
    assert not errors, f"{operation.method.upper()} {operation.path} is not as the document says: {errors[:3]}"
