"""Recording what a notebook's cells show, as nbclient does: outputs, displays that are updated later, states of widgets.

The usual messages are taken here, which is much cheaper; what is rare is left to nbclient's own code. Whoever says them is
not trusted: what is not a message as nbformat knows it is nothing.
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

#: Bytes of displays that a cell may show; what goes beyond is dropped, as text beyond the limit is.
MAX_SHOWN = 16 * 2**20

LEFT_OUT = "[What was shown beyond this is left out: it was too much.]\n"

#: What nbgrader's Execute puts where a cell's time is over.
TIMED_OUT = {
    "output_type": "error",
    "ename": "CellTimeoutError",
    "evalue": "",
    "traceback": ["\x1b[0;31mCellTimeoutError\x1b[0m: No reply from kernel before timeout"],
}
_UNSHOWN = ["ERROR: An error occurred while showtraceback was disabled"]

_JSON = re.compile(r"application/(.*\+)?json$")
_DEEPEST = 60
_LONGEST_ERROR = 2**20


@dataclass
class Ran:
    """How a cell went.

    Attributes
    ----------
    ended : str
        ``ok``, ``error``, ``timed_out`` and ``output_limit`` (it was interrupted), or why the session is over:
        ``timed_out``, ``out_of_memory``, ``output_limit``, ``died``.
    outputs : list of dict
        As in a notebook. A later cell that updates a display changes them.
    execution_count : int or None
        Its number.
    seconds : float
        How long it took.
    line : int or None
        Where it was when it was interrupted.
    """

    ended: str
    outputs: list[dict[str, Any]] = field(default_factory=list)
    execution_count: int | None = None
    seconds: float = 0.0
    line: int | None = None


class Record:
    """The cells of one notebook as they run.

    Parameters
    ----------
    most_text : int
        Characters that a cell may print.
    """

    def __init__(self, most_text: int) -> None:
        self._notebook = NotebookNode(cells=[], metadata=NotebookNode())
        self._client: NotebookClient | None = None
        self._most_text = most_text
        self._cell = NotebookNode()
        self._text = self._shown = 0
        self._full = False

    def begin(self, source: str) -> None:
        """The next cell."""
        self._cell = NotebookNode(cell_type="code", source=source, metadata=NotebookNode(), outputs=[], execution_count=None)
        self._notebook.cells.append(self._cell)
        if self._client is not None:
            self._client.clear_before_next_output = False
        self._text = self._shown = 0
        self._full = False

    @property
    def outputs(self) -> list[dict[str, Any]]:
        """Those of the cell; a later cell may still change what they show."""
        outputs: list[dict[str, Any]] = self._cell.outputs
        return outputs

    @property
    def execution_count(self) -> int | None:
        """The cell's number."""
        count: int | None = self._cell.execution_count
        return count

    @execution_count.setter
    def execution_count(self, count: Any) -> None:
        self._cell.execution_count = count if type(count) is int else None

    def widgets(self) -> dict[str, Any]:
        """What a notebook's metadata says of widgets; empty where there are none."""
        if self._client is None:
            return {}
        with contextlib.suppress(Exception):  # of states that make no sense
            self._client.set_widgets_metadata()
        widgets: dict[str, Any] = _clean(self._notebook.metadata.get("widgets", {}))
        return widgets

    def take_text(self, text: bytes) -> None:
        """Record what a program wrote past Python."""
        self._print("stdout", text.decode(errors="replace"))

    def take(self, message: Any, size: int) -> None:
        """Record a message of so many bytes; what is none is nothing."""
        with contextlib.suppress(Exception):
            message = _clean(message)
            kind, content = message["msg_type"], message["content"]
            rare = self._client is not None and (
                self._client.clear_before_next_output
                or bool(self._client.output_hook_stack.get(message["parent_header"].get("msg_id")))
            )
            simple = not (rare or (content.get("transient") or {}).get("display_id"))
            if kind == "stream":
                if content["name"] not in ("stdout", "stderr") or type(content["text"]) is not str:
                    return
                if simple:
                    self._print(content["name"], content["text"])
                    return
            if kind == "clear_output":
                self._text = self._shown = 0
                self._full = False
            self._shown += size
            if self._shown > MAX_SHOWN + self._most_text:
                self._overflow()
            elif simple and (output := _output(kind, content)) is not None:
                self.outputs.append(output)
            else:
                self._leave_to_nbclient({**message, "header": {"msg_type": kind}})

    def _leave_to_nbclient(self, message: dict[str, Any]) -> None:
        if self._client is None:
            self._client = NotebookClient(self._notebook, record_timing=False)
            self._client.clear_before_next_output = False  # which it sets itself when it runs a cell
            # Nobody answers a widget.
            self._client.kc = SimpleNamespace(  # type: ignore[assignment]
                session=SimpleNamespace(msg=lambda *_, **__: {}), shell_channel=SimpleNamespace(send=lambda _: None)
            )
        if "buffers" in message:
            message["buffers"] = [base64.b64decode(buffer) for buffer in message["buffers"]]
        self._client.process_message(message, self._cell, len(self._notebook.cells) - 1)

    def _print(self, name: str, text: str) -> None:
        left = self._most_text - self._text
        self._text += len(text)
        if text[:left] and left > 0:
            last = self.outputs[-1] if self.outputs else {}
            if last.get("output_type") == "stream" and last["name"] == name:
                last["text"] += text[:left]
            else:
                self.outputs.append(NotebookNode(output_type="stream", name=name, text=text[:left]))
        if self._text > self._most_text:
            self._overflow()

    def _overflow(self) -> None:
        if not self._full:
            self._full = True
            self.outputs.append(NotebookNode(output_type="stream", name="stdout", text=f"\n{LEFT_OUT}"))

    def end(self, error: Any) -> None:
        """Add how the cell failed, if it says that it did and that was not shown, as nbgrader's Execute does."""
        if not isinstance(error, dict):
            return
        name, value = (str(error.get(key) or "")[:_LONGEST_ERROR] for key in ("ename", "evalue"))
        if any(output["output_type"] == "error" and output["ename"] == name for output in self.outputs):
            return
        lines = error.get("traceback")
        lines = [line for line in lines if type(line) is str] if isinstance(lines, list) else []
        shown = {"output_type": "error", "ename": name, "evalue": value, "traceback": lines or _UNSHOWN}
        self.outputs.append(nbformat.from_dict(_clean(shown)))

    def end_too_late(self) -> None:
        """Say that the cell's time was over."""
        self.outputs.append(nbformat.from_dict(TIMED_OUT))


def _output(kind: str, content: dict[str, Any]) -> NotebookNode | None:
    """The output that a message is, or None where it is none of the usual ones."""
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
    """A document without halves of characters, which no file can hold, and not nested without end.

    Raises
    ------
    ValueError
        If it is.
    """
    kind = type(value)
    if kind is str:
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if kind is list:
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_clean(name): _clean(item, depth + 1) for name, item in value.items()}
    return value
