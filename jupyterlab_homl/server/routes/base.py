"""Base of all handlers: authorisation, request bodies, paths, and errors as JSON."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import tzinfo
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from jupyter_server.base.handlers import APIHandler
from tornado.ioloop import IOLoop
from tornado.web import RequestHandler

from ...errors import HomlError, NotAllowed, NotFound
from ...learner.service import Service
from ...progress.days import zone_of
from ..contract import check_body
from ..jobs import Jobs
from ..roles import groups_of, is_instructor

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

#: Patterns of paths, relative to the interface's own, and their handlers.
Routes = list[tuple[str, type[APIHandler]]]


#: The header in which a request names the learner's time zone.
TIME_ZONE = "Homl-Time-Zone"


#: What a handler has in place of a method that it does not take.
_NOT_THERE = {name: getattr(RequestHandler, name.lower()) for name in RequestHandler.SUPPORTED_METHODS}


#: The threads for blocking work: more than wait for a locked database at once, and none of the server's own.
_THREADS = ThreadPoolExecutor(32, thread_name_prefix="homl-request")


class HomlHandler(APIHandler):
    """Base of all handlers."""

    auth_resource = "jupyterlab_homl"

    @property
    def service(self) -> Service:
        """The application.

        Raises
        ------
        HomlError
            If the course could not be read when the server started.
        """
        found = self.settings["homl_service"]
        if isinstance(found, HomlError):
            raise found
        return cast("Service", found)

    @property
    def jobs(self) -> Jobs:
        """The long-running jobs."""
        return cast("Jobs", self.settings["homl_jobs"])

    @property
    def root(self) -> Path:
        """The server's root folder, to which paths of the contents API are relative."""
        return Path(self.settings["server_root_dir"]).expanduser().resolve()

    @property
    def zone(self) -> tzinfo | None:
        """The learner's time zone, which the front end names with each request; None, the server's, if it is unknown."""
        return zone_of(self.request.headers.get(TIME_ZONE, ""))

    @property
    def teaches(self) -> bool:
        """Whether the user of this request is an instructor."""
        return is_instructor(self.settings["homl_instructor"], self.root, groups_of(self.current_user))

    def must_teach(self) -> None:
        """Refuse the request unless its user is an instructor.

        Raises
        ------
        NotAllowed
            If the user is not an instructor.
        """
        if not self.teaches:
            raise NotAllowed(
                "This is for instructors only: users who may write the course folder in which JupyterLab was started, or who "
                "are in its Hub group formgrade-COURSE."
            )

    async def in_thread(
        self, work: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> _Result:
        """Run blocking work in a thread, so that the server keeps responding."""
        return await IOLoop.current().run_in_executor(_THREADS, partial(work, *args, **kwargs))

    def in_background(self, work: Callable[..., None], *args: Any) -> None:
        """Start work in a thread whose end nobody waits for."""
        threading.Thread(target=work, args=args, daemon=True, name="homl-background").start()

    def body(self, schema: str) -> dict[str, Any]:
        """The request's JSON object, checked against the contract; one that is missing counts as empty.

        Parameters
        ----------
        schema : str
            The name of its schema in `openapi.json`.

        Raises
        ------
        HomlError
            If it is no JSON object, or does not fit the schema.
        """
        try:
            found = json.loads(self.request.body or b"{}")
        except (ValueError, RecursionError) as error:
            raise HomlError("The request's body must be a JSON object.") from error
        if not isinstance(found, dict):
            raise HomlError("The request's body must be a JSON object.")
        found = _whole(found)
        check_body(schema, found)
        return found

    def whole_number(self, name: str, otherwise: int) -> int:
        """A number from 1 on in the query.

        Raises
        ------
        HomlError
            If it is none.
        """
        text = self.get_query_argument(name, str(otherwise))
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < 17 else 0
        if not 1 <= number <= 2**53:
            raise HomlError("`{name}` is a whole number from 1 on.", name=name)
        return number

    def local(self, path: str) -> Path:
        """The file for a path of the contents API.

        Raises
        ------
        NotAllowed
            If it is outside of the server's root folder.
        """
        try:
            found = (self.root / path.lstrip("/")).resolve()
            found.is_file()
        except (OSError, ValueError, RuntimeError) as error:
            raise NotFound("This cannot be the name of a file.") from error
        if not found.is_relative_to(self.root):
            raise NotAllowed("{path} is outside of this server's folder.", path=path)
        return found

    def contents_path(self, path: Path) -> str:
        """The path of a file in the contents API.

        Raises
        ------
        NotAllowed
            If the workspace is outside of the server's root folder.
        """
        if not path.is_relative_to(self.root):
            raise NotAllowed(
                "The workspace {workspace} is outside of the server's folder {root}. Start JupyterLab in the workspace.",
                workspace=path.parent,
                root=self.root,
            )
        return path.relative_to(self.root).as_posix()

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Respond with an error as JSON."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            known = (name for name in self.SUPPORTED_METHODS if getattr(type(self), name.lower()) is not _NOT_THERE[name])
            self.set_header("Allow", ", ".join(known))
        if isinstance(error, HomlError):
            self.set_status(error.status)
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps({"message": error.message, "problem": error.document(), "reason": None}))
            return
        super().write_error(status_code, **kwargs)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log an exception, unless it is an error that the response explains to the user."""
        if not isinstance(value, HomlError):
            super().log_exception(typ, value, tb)


def _whole(value: dict[str, Any]) -> dict[str, Any]:
    """A document as it can be kept and sent again: halves of characters, which Python reads, become question marks.

    Raises
    ------
    HomlError
        If it holds an infinite number.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise HomlError("The request's body holds a number without an end.") from error
    try:
        text.encode()
    except UnicodeEncodeError:
        return cast("dict[str, Any]", json.loads(text.encode(errors="replace")))
    return value


class UnknownHandler(HomlHandler):
    """Whatever address the interface does not have."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Say so, to those who may know."""
        await super().prepare()
        raise NotFound("This address is not one of the extension's. `GET openapi.json` lists them.")


class InstructorHandler(HomlHandler):
    """Base of the handlers for instructors, which refuses everybody else before a handler runs."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Check that the user is an instructor."""
        await super().prepare()
        self.must_teach()
