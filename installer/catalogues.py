"""Collects the sentences marked in the source into the catalogues of Nynorsk and English, and checks them.

Needs the developers' environment: ``.venv/bin/python -m installer.catalogues update`` after sentences have changed;
``check`` is what the tests run. A language is there from the day its folder is.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from installer.places import PROJECT

WORDS = PROJECT / "resources" / "i18n"
Forms = str | tuple[str, ...] | list[str] | None
MARKS = {"_": 1, "many": 2}  # how many sentences each takes


def main(words: list[str]) -> int:
    """Do what is asked, "check" or "update", and return the exit code."""
    source = collect()
    if words == ["update"]:
        for file in catalogues():
            update(file, source)
        return 0
    wrong = [line for file in catalogues() for line in faults(file, source)]
    for line in wrong:
        print(line)
    print(f"{len(source)} setninger, {len(list(catalogues()))} språk i tillegg til bokmål, {len(wrong)} feil.")
    return 1 if wrong else 0


def catalogues() -> list[Path]:
    """The catalogues there are."""
    return sorted(WORDS.glob("*/LC_MESSAGES/ikdesk.po"))


def collect() -> Catalog:
    """Every sentence marked in the source, in the order of the files."""
    found = Catalog(charset="utf-8")
    for file in sorted((PROJECT / "ikdesk").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):  # Babel's own reader passes over f-strings
            sentence = _marked(node)
            if sentence:
                found.add(sentence if len(sentence) > 1 else sentence[0])  # no places: they change all the time
    return found


def update(file: Path, source: Catalog) -> None:
    """Bring a catalogue up to date with the source and compile it; new sentences stand there untranslated."""
    catalogue = _read(file)
    catalogue.update(source, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with file.open("wb") as out:
        write_po(out, catalogue, width=120, sort_output=True, omit_header=False)
    file.with_suffix(".mo").write_bytes(_compiled(catalogue))


def faults(file: Path, source: Catalog) -> Iterator[str]:
    """What is wrong with a catalogue: sentences missing, left over or with other named places, or not compiled."""
    catalogue, language = _read(file), file.parent.parent.name
    for message in source:
        if message.id and not _translated(catalogue.get(message.id)):
            yield f"{language}: ikke oversatt: {message.id}"
    for message in catalogue:
        if message.id and source.get(message.id) is None:
            yield f"{language}: finnes ikke i kildekoden: {message.id}"
        if message.id and _translated(message) and _places(message.string) != _places(message.id):
            yield f"{language}: andre navn i krøllparentes: {message.id}"
    compiled = file.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != _compiled(catalogue):
        yield f"{language}: ikke kompilert; kjør update"


def _marked(node: ast.AST) -> tuple[str, ...]:
    """The sentence, or the sentence and its plural, that a call marks; nothing if it marks none."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return ()
    words = node.args[: MARKS.get(node.func.id, 0)]
    return tuple(word.value for word in words if isinstance(word, ast.Constant) and isinstance(word.value, str))


def _read(file: Path) -> Catalog:
    with file.open("rb") as text:
        return read_po(text, locale=file.parent.parent.name)


def _compiled(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _translated(message: Message | None) -> bool:
    if message is None:
        return False
    return all(_forms(message.string)) and not message.fuzzy


def _places(text: Forms) -> set[str]:
    return {name for form in _forms(text) for _before, name, _spec, _how in Formatter().parse(form) if name}


def _forms(text: Forms) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ("",))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
