"""The interface under requests that schemathesis makes up from its description: with all of its checks, for half a minute."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from jupyterlab_homl.server.contract import DOCUMENT, document
from tests.integration.contract import Operation

#: It wants 401, and Jupyter Server refuses who is not known with 403; the check `ignored_auth` sees that they are refused.
EXCLUDED = "missing_required_header"

#: Requests that schemathesis makes up for each operation in each phase.
EXAMPLES = 4


async def test_no_request_has_an_answer_that_is_not_described(
    http_server: Any, http_server_port: tuple[Any, int], jp_base_url: str, jp_auth_header: dict[str, str], tmp_path: Path
) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", f"--config-file={Path(__file__).with_name('schemathesis.toml')}"),
        *("run", str(DOCUMENT), f"--url=http://127.0.0.1:{http_server_port[1]}{jp_base_url}jupyterlab-homl/api"),
        *(f"--header=Authorization: {jp_auth_header['Authorization']}", f"--max-examples={EXAMPLES}", "--max-time=40"),
        *(
            "--phases=coverage,fuzzing",
            "--checks=all",
            f"--exclude-checks={EXCLUDED}",
            "--suppress-health-check=all",
            "--generation-deterministic",
        ),
        *("--no-color", "--warnings=off", "--continue-on-failure"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONWARNINGS": "default"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    assert process.returncode == 0, told.decode()[-20_000:]


ODD: list[tuple[tuple[str, ...], str | bytes, int]] = [
    (("cards",), '{"name": "\\ud800", "kind": "term"}', 201),
    (("cards",), '{"name": "\\ud83d\\ude00", "kind": "term"}', 201),
    (("restores",), '{"path": "x.ipynb", "exercise": "t1-e01", "attempt": 9223372036854775808}', 400),
    (("review", "t1-r01"), '{"turn": 0, "answer": {}}', 400),
    (("review", "t1-r01"), '{"turn": 0, "answer": NaN}', 400),
    (("review", "t1-r01"), '{"turn": 0, "answer": 1e999}', 400),
    (("review", "t1-r01"), "[" * 100_000, 400),
    (("visits",), b"\xff\xfe", 400),
    (("lessons", "\0", "open"), "{}", 404),
    (("lessons", "t1%2F..", "open"), "{}", 404),
    (("exercises", "\N{GRINNING FACE}", "hints"), "{}", 404),
    (("no", "such", "address"), "{}", 404),
]


async def test_odd_requests_are_answered_in_a_sentence(jp_fetch: Callable[..., Awaitable[Any]]) -> None:
    for path, body, status in ODD:
        response = await jp_fetch("jupyterlab-homl", "api", *path, method="POST", body=body, raise_error=False)
        assert response.code == status, (path, body[:50], response.body)
        assert response.headers["Content-Type"].startswith("application/json")
        assert status < 400 or b'"message"' in response.body


#: Ids that are not UTF-8: a stray byte, and half a character.
NOT_TEXT = ("%FF", "%ED%A0%80")

#: A body that cannot be taken apart, which the server refuses before any handler sees it.
NO_BOUNDARY = {"Content-Type": "multipart/form-data"}


async def test_what_is_refused_before_a_handler_sees_it_is_described_too(
    http_server_client: Any, jp_base_url: str, jp_auth_header: dict[str, str]
) -> None:
    for path, methods in document()["paths"].items():
        for method in methods.keys() & {"get", "post", "put", "delete"}:
            operation = Operation(method, path)
            asked = [("x", NO_BOUNDARY), *((text, {}) for text in NOT_TEXT if "{" in path)]
            for text, headers in asked:
                response = await http_server_client.fetch(  # not `jp_fetch`, which escapes the escapes
                    f"{jp_base_url}jupyterlab-homl/api{re.sub('{.*?}', text, path)}",
                    method=method.upper(),
                    headers={**jp_auth_header, **headers},
                    body="{}",
                    allow_nonstandard_methods=True,
                    raise_error=False,
                )
                assert response.code == 400, (operation, text, response.code)
                operation.check_response(response)


async def test_minutes_of_a_session_are_a_number_from_1_to_60(jp_fetch: Callable[..., Awaitable[Any]]) -> None:
    for minutes, status in (("", 400), ("0", 400), ("61", 400), ("9" * 5000, 400), ("1", 200), ("60", 200)):
        answer = await jp_fetch("jupyterlab-homl", "api", "review", params={"minutes": minutes}, raise_error=False)
        assert answer.code == status, minutes[:10]
