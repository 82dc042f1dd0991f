"""Maintains the catalogues: `update` adds new texts, `missing` lists untranslated ones, `compile` makes the compiled files.

A catalogue is `jupyterlab_homl/locale/LANGUAGE/LC_MESSAGES/jupyterlab_homl.po`. Compiled from it, and ignored by git, are the
`.json` that JupyterLab serves to the front end and the `.mo` that Python reads.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "jupyterlab_homl" / "locale"


def catalogues() -> list[Path]:
    """The paths of all catalogues."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/jupyterlab_homl.po"))


def read(path: Path) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain="jupyterlab_homl")


def update(path: Path) -> None:
    """Add new texts to a catalogue and remove obsolete ones; translations are kept."""
    from texts import collect

    old = read(path)
    new = Catalog(
        locale=path.parts[-3],
        domain="jupyterlab_homl",
        project="jupyterlab-homl",
        version="1",
        header_comment="# The texts of jupyterlab-homl; `python scripts/translate.py update` adds what is new.\n"
        "# Over 1 MB, since gettext has one file a language: most of it is the words of the lessons and their checks.",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        fuzzy=False,
    )
    for text in collect():
        known = old.get(text.id, text.context or None)
        singular = known.string if known else ""
        if text.plural:
            several = (singular or "",) * new.num_plurals if isinstance(singular, str | None) else tuple(singular)
            new.add((text.id, text.plural), several, locations=[(text.place, 0)], context=text.context or None)
        else:
            single = singular[0] if isinstance(singular, tuple) else singular
            new.add(text.id, single, locations=[(text.place, 0)], context=text.context or None)
    new.creation_date = new.revision_date = old.creation_date
    with path.open("wb") as file:
        write_po(file, new, width=0, omit_header=False, include_lineno=False)


def missing(path: Path) -> list[str]:
    """The texts without a translation in a catalogue."""
    from texts import collect

    catalogue = read(path)
    found = []
    for text in collect():
        known = catalogue.get(text.id, text.context or None)
        strings = known.string if known else ""
        if not all(strings if isinstance(strings, tuple) else (strings,)):
            found.append(text.id)
    return found


def compile_all() -> list[Path]:
    """Compile all catalogues, and return the files written."""
    made = []
    for path in catalogues():
        catalogue = read(path)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        table = as_jed(catalogue, path.parts[-3])
        path.with_suffix(".json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
        made += [path.with_suffix(".mo"), path.with_suffix(".json")]
    return made


def as_jed(catalogue: Catalog, language: str) -> dict[str, object]:
    """A catalogue in the format of JupyterLab's front end.

    It expects at least two forms of a text with a plural, even in languages that have only one.
    """
    table: dict[str, object] = {
        "": {
            "domain": "jupyterlab_homl",
            "language": language.replace("_", "-"),  # as JupyterLab writes languages
            "plural_forms": f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};",
        }
    }
    for message in catalogue:
        if not message.id:
            continue
        name = message.id if isinstance(message.id, str) else message.id[0]
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if all(strings):
            several = [*strings, strings[-1]] if isinstance(message.id, tuple) and len(strings) == 1 else list(strings)
            table[f"{message.context}\x04{name}" if message.context else name] = several
    return table


def main(arguments: list[str]) -> int:
    """Run the command named by the arguments."""
    sys.path[:0] = [str(ROOT)]
    command = arguments[0] if arguments else ""
    if command == "update":
        for path in catalogues():
            update(path)
    elif command == "missing":
        for path in catalogues():
            words = missing(path)
            print(*words, sep="\n")
            print(f"{path.parts[-3]}: {len(words)} without a translation", file=sys.stderr)
            if words:
                return 1
    elif command == "compile":
        print(*compile_all(), sep="\n")
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
