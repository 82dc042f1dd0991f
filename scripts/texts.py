"""Collects all translatable texts: of the front end and its settings, the messages of the package, and the course."""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "jupyterlab_homl"

#: The calls that JupyterLab extracts from code; translation bundles are called `trans` everywhere.
_KEYWORDS = {
    f"{start}trans.{name}": numbers
    for start in ("", "props.", "this._", "this.", "options.", "this.options.", "this._options.", "this.props.")
    for name, numbers in (("__", None), ("_n", (1, 2)))
}

#: Messages for authors and administrators stay English.
_NOT_FOR_LEARNERS = {"BadSource"}

#: The positions of texts in the arguments of these functions of the package.
_TEMPLATES = {
    **dict.fromkeys(("Message", "translatable", "_", "fail"), (0,)),
    "_found": (1, 4),
    "_files": (1,),
}

#: The errors, whose first argument is the message.
_ERRORS = {
    node.name for node in ast.parse((PACKAGE / "errors.py").read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)
} - _NOT_FOR_LEARNERS

#: A placeholder.
_PLACEHOLDER = re.compile(r"\{\w*[^}]*\}|%\d")

#: The members of a settings schema that JupyterLab translates, with the context of each.
_SCHEMA = (
    (re.compile(r"(properties|definitions/.*/properties)/.*/(title|description)"), "settings"),
    (re.compile(r"title|description"), "schema"),
    (re.compile(r"jupyter\.lab\.setting-icon-label"), "settings"),
    (re.compile(r"jupyter\.lab\.menus/.*/label"), "menu"),
    (re.compile(r"jupyter\.lab\.toolbars/.*/label"), "toolbar"),
)


@dataclass(frozen=True, order=True)
class Text:
    """A text to translate.

    Attributes
    ----------
    id : str
        The English text.
    plural : str
        The English plural, if the text depends on a number.
    context : str
        The context, for texts of a settings schema.
    place : str
        The file that it is from.
    """

    id: str
    plural: str = ""
    context: str = ""
    place: str = ""


def collect() -> list[Text]:
    """All texts, without duplicates."""
    found: dict[tuple[str, str], Text] = {}
    for text in (*_front_end(), *_settings(), *_sentences(), *_course()):
        # "%1: %2" of the page is punctuated otherwise elsewhere; "{said}" of the server is not
        if text.id.strip() and (text.place.startswith("src/") or re.search(r"[^\W\d_]", _PLACEHOLDER.sub("", text.id))):
            kept = found.setdefault((text.context, text.id), text)
            if text.plural and not kept.plural:
                found[text.context, text.id] = text
    return sorted(found.values(), key=lambda text: (text.place, text.id))


def _front_end() -> Iterator[Text]:
    for path in sorted((ROOT / "src").rglob("*.ts*")):
        if "__tests__" in path.parts:
            continue
        source = path.read_bytes()
        for _, found, _, _ in _extracted(source):
            ids = (found,) if isinstance(found, str) else found
            yield Text(ids[0], ids[1] if len(ids) > 1 and ids[1] else "", "", _place(path))


def _extracted(source: bytes) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    return extract("javascript", io.BytesIO(source), keywords=_KEYWORDS, options={"jsx": "true", "encoding": "utf-8"})


def _settings() -> Iterator[Text]:
    for path in sorted((ROOT / "schema").glob("*.json")):
        yield from _of_schema(json.loads(path.read_text(encoding="utf-8")), "", _place(path))


def _of_schema(value: object, prefix: str, place: str) -> Iterator[Text]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _of_schema(inner, f"{prefix}/{key}".lstrip("/"), place)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _of_schema(inner, f"{prefix}[{number}]", place)
    elif isinstance(value, str):
        context = next((context for pattern, context in _SCHEMA if pattern.fullmatch(prefix)), None)
        if context:
            yield Text(value, "", context, place)


def _sentences() -> Iterator[Text]:
    from jupyterlab_homl.checking import causes

    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for words in _templates_in(node, path.parts[-2] == "toolkit"):
                yield Text(words, "", "", _place(path))
    place = "jupyterlab_homl/checking/causes.txt"
    # causes follow their beginnings, which `translate` joins
    for cause in causes.usual_causes():
        yield Text(cause.words, "", "", place)


def _templates_in(node: ast.AST, toolkit: bool) -> Iterator[str]:
    """The templates in one node of a syntax tree."""
    if isinstance(node, ast.Call):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        for at in _TEMPLATES.get(name, (0,) if name in _ERRORS else ()):
            if len(node.args) > at:
                yield from _parts(node.args[at])
        for keyword in node.keywords:
            if keyword.arg == "says":
                yield from _parts(keyword.value)
    elif toolkit and isinstance(node, ast.FunctionDef):
        arguments = [*node.args.args, *node.args.kwonlyargs]
        defaults = [*node.args.defaults, *node.args.kw_defaults]
        for argument, default in zip(reversed(arguments), reversed(defaults), strict=False):
            if argument.arg == "says" and default is not None:
                yield from _parts(default)


def _parts(node: ast.expr) -> Iterator[str]:
    """The string literals in an expression; those in sums and conditional expressions count separately."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.strip()
    elif isinstance(node, ast.BinOp):
        yield from _parts(node.left)
        yield from _parts(node.right)
    elif isinstance(node, ast.IfExp):
        yield from _parts(node.body)
        yield from _parts(node.orelse)


def _course() -> Iterator[Text]:
    """Titles, skills, cards and the messages of tests. The text of lessons and their review questions are not translated."""
    from jupyterlab_homl.course.library import open_library

    course = open_library(ROOT / "notebooks").course
    place = "notebooks/course.toml"

    def text(*words: str) -> Iterator[Text]:
        for word in words:
            yield Text(word, "", "", place)

    yield from text(course.title, *(words for path in course.paths for words in (path.title, path.summary)))
    yield from text(*(words for edition in course.editions for words in (edition.first, edition.new) if not words.isdigit()))
    for card in course.cards:
        place = "notebooks/people.toml" if card.kind == "person" else "notebooks/terms.toml"
        yield from text(card.who, card.what)
    place = "notebooks/course.toml"
    yield from text(*(part.title for part in course.parts))
    for lesson in course.all_lessons:
        place = "notebooks/course.toml"
        yield from text(lesson.title, lesson.summary, *lesson.skills, *lesson.abilities, *lesson.selfcheck)
        yield from text(*(found.note for found in lesson.resources))
        place = f"notebooks/{lesson.folder}"
        yield from text(*(section.title for section in lesson.sections))
        for exercise in lesson.exercises:
            yield from text(exercise.title)
            for cell in exercise.tests:
                yield from text(*cell.names(hidden=False), *cell.names(hidden=True))
                for part_of in cell.parts:
                    yield from text(*_sentences_in(part_of.source))


def _sentences_in(source: str) -> Iterator[str]:
    """The sentences in a tests cell: string literals with at least two words and a full stop."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words = node.value.strip()
            if re.search(r"\w+ \w+.*[.!?]$", words, re.DOTALL) and "\n" not in words:
                yield words


def _place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
