"""The outputs of a notebook's cells, recorded as nbclient does: outputs, displays that are updated later, states of widgets.

Common messages are handled here, which is much cheaper; rare ones are left to nbclient's own code. Their sender is not
trusted: what is not a message as nbformat defines it is ignored.
"""

from __future__ import annotations

import base64
import contextlib
import re
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

#: Bytes of displays that a cell may show; what goes beyond is dropped, as text beyond its limit is.
MAX_DISPLAYED = 16 * 2**20

LEFT_OUT = "[What was shown beyond this is left out: it was too much.]\n"

#: The output that nbgrader's Execute adds to a cell that has timed out.
TIMED_OUT = {
    "output_type": "error",
    "ename": "CellTimeoutError",
    "evalue": "",
    "traceback": ["\x1b[0;31mCellTimeoutError\x1b[0m: No reply from kernel before timeout"],
}
_NO_TRACEBACK = ["ERROR: An error occurred while showtraceback was disabled"]

_JSON = re.compile(r"application/(.*\+)?json$")
_MAX_DEPTH = 60
_MAX_ERROR = 2**20


@dataclass(frozen=True)
class CellResult:
    """What came of running a cell.

    Attributes
    ----------
    ended : str
        ``ok``, ``error``, ``timed_out`` and ``output_limit`` (it was interrupted), or why the session is over:
        ``timed_out``, ``out_of_memory``, ``output_limit``, ``died``.
    outputs : list of dict
        As in a notebook. They change when a later cell updates a display.
    execution_count : int or None
        Its number, as the kernel counts.
    seconds : float
        How long it took.
    line : int or None
        The line in which it was interrupted.
    """

    ended: str
    outputs: list[dict[str, Any]] = field(default_factory=list)
    execution_count: int | None = None
    seconds: float = 0.0
    line: int | None = None


class NotebookOutputs:
    """Records the outputs of one notebook's cells as they run.

    Parameters
    ----------
    max_text : int
        Characters that a cell may print.
    """

    def __init__(self, max_text: int) -> None:
        self._notebook = NotebookNode(cells=[], metadata=NotebookNode())
        self._client: NotebookClient | None = None
        self._max_text = max_text
        self._cell = NotebookNode()
        self._text = self._displayed = 0
        self._full = False

    def begin(self, source: str) -> None:
        """Start with the next cell."""
        self._cell = NotebookNode(cell_type="code", source=source, metadata=NotebookNode(), outputs=[], execution_count=None)
        self._notebook.cells.append(self._cell)
        if self._client is not None:
            self._client.clear_before_next_output = False
        self._text = self._displayed = 0
        self._full = False

    @property
    def current(self) -> list[dict[str, Any]]:
        """The outputs of the current cell; a later cell may still update displays among them."""
        outputs: list[dict[str, Any]] = self._cell.outputs
        return outputs

    @property
    def execution_count(self) -> int | None:
        """The number of the current cell."""
        count: int | None = self._cell.execution_count
        return count

    @execution_count.setter
    def execution_count(self, count: Any) -> None:
        self._cell.execution_count = count if type(count) is int else None

    def widgets(self) -> dict[str, Any]:
        """The notebook's metadata ``widgets``; empty where there are none."""
        if self._client is None:
            return {}
        with contextlib.suppress(Exception):  # malformed states
            self._client.set_widgets_metadata()
        widgets: dict[str, Any] = _clean(self._notebook.metadata.get("widgets", {}))
        return widgets

    def add_text(self, text: bytes) -> None:
        """Record what a program printed past Python."""
        self._print("stdout", text.decode(errors="replace"))

    def add_message(self, message: Any, size: int) -> None:
        """Record a message of so many bytes; anything malformed is ignored."""
        with contextlib.suppress(Exception):
            message = _clean(message)
            kind, content = message["msg_type"], message["content"]
            rare = self._client is not None and (
                self._client.clear_before_next_output
                or bool(self._client.output_hook_stack.get(message["parent_header"].get("msg_id")))
            )
            common = not (rare or (content.get("transient") or {}).get("display_id"))
            if kind == "stream":
                if content["name"] not in ("stdout", "stderr") or type(content["text"]) is not str:
                    return
                if common:
                    self._print(content["name"], content["text"])
                    return
            if kind == "clear_output":
                self._text = self._displayed = 0
                self._full = False
            self._displayed += size
            if self._displayed > MAX_DISPLAYED + self._max_text:
                self._overflow()
            elif common and (output := _output(kind, content)) is not None:
                self.current.append(output)
            else:
                self._leave_to_nbclient({**message, "header": {"msg_type": kind}})

    def _leave_to_nbclient(self, message: dict[str, Any]) -> None:
        if self._client is None:
            self._client = NotebookClient(self._notebook, record_timing=False)
            self._client.clear_before_next_output = False  # which it sets itself when it runs a cell
            # Nobody replies to a widget.
            self._client.kc = SimpleNamespace(  # type: ignore[assignment]
                session=SimpleNamespace(msg=lambda *_, **__: {}), shell_channel=SimpleNamespace(send=lambda _: None)
            )
        if "buffers" in message:
            message["buffers"] = [base64.b64decode(buffer) for buffer in message["buffers"]]
        self._client.process_message(message, self._cell, len(self._notebook.cells) - 1)

    def _print(self, name: str, text: str) -> None:
        left = self._max_text - self._text
        self._text += len(text)
        if text[:left] and left > 0:
            last = self.current[-1] if self.current else {}
            if last.get("output_type") == "stream" and last["name"] == name:
                last["text"] += text[:left]
            else:
                self.current.append(NotebookNode(output_type="stream", name=name, text=text[:left]))
        if self._text > self._max_text:
            self._overflow()

    def _overflow(self) -> None:
        if not self._full:
            self._full = True
            self.current.append(NotebookNode(output_type="stream", name="stdout", text=f"\n{LEFT_OUT}"))

    def add_error(self, error: Any) -> None:
        """Add the error that the cell reports, if it was not shown, as nbgrader's Execute does."""
        if not isinstance(error, dict):
            return
        name, value = (str(error.get(key) or "")[:_MAX_ERROR] for key in ("ename", "evalue"))
        if any(output["output_type"] == "error" and output["ename"] == name for output in self.current):
            return
        lines = error.get("traceback")
        lines = [line for line in lines if type(line) is str] if isinstance(lines, list) else []
        shown = {"output_type": "error", "ename": name, "evalue": value, "traceback": lines or _NO_TRACEBACK}
        self.current.append(nbformat.from_dict(_clean(shown)))

    def add_timeout(self) -> None:
        """Add that the cell has timed out."""
        self.current.append(nbformat.from_dict(TIMED_OUT))


def _output(kind: str, content: dict[str, Any]) -> NotebookNode | None:
    """The output that a message stands for; None where it is not one of the common ones."""
    if kind == "error":
        fields = {"ename": content["ename"], "evalue": content["evalue"], "traceback": content["traceback"]}
        plain = all(type(text) is str for text in (content["ename"], content["evalue"], *content["traceback"]))
        return NotebookNode(output_type="error", **fields) if plain and type(content["traceback"]) is list else None
    if kind not in ("display_data", "execute_result"):
        return None
    data, metadata = content["data"], content["metadata"]
    if type(metadata) is not dict or not all(type(value) is str or _JSON.match(name) for name, value in data.items()):
        return None
    if kind == "display_data":
        return NotebookNode(output_type=kind, data=data, metadata=metadata)
    count = content["execution_count"]
    if count is not None and type(count) is not int:
        return None
    return NotebookNode(output_type=kind, data=data, metadata=metadata, execution_count=count)


def _clean(value: Any, depth: int = 0) -> Any:
    """A document without lone surrogates, which no file can hold.

    Raises
    ------
    ValueError
        If it is nested too deeply.
    """
    kind = type(value)
    if kind is str:
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if depth > _MAX_DEPTH:
        raise ValueError("too deep")
    if kind is list:
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(item, depth + 1) for name, item in value.items()}
    return value
