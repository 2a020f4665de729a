"""The files that shall be collected, and what is found when one is looked into."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.files import is_folder
from ikdesk.kernel.succession import MOST, passings_text
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.words import _
from ikdesk.reader.signed_file import read_signed
from ikdesk.sector import said_model as say
from ikdesk.sector.content_model import ChangedError, NewerError, told_in
from ikdesk.sector.told_model import Told
from ikdesk.sector.wanted_model import FileState, Looked, Wanted

_ENDINGS = (".pdf", ".xlsx")
_STATES = {NewerError: FileState.NEWER, ChangedError: FileState.CHANGED}
_NOT_OURS = ("~$", ".")  # what Office leaves while a file is open, and what is hidden


def files_in(chosen: Iterable[Path]) -> list[str]:
    """The reports that were chosen, and those in the folders that were; no file twice.

    Folders are gone through in the order of names, and what lies further in comes after. A folder that is a link to
    another is not followed, for it may lead back to where one came from; one that cannot be read is named itself.

    Args:
        chosen: files and folders.
    """
    found: dict[str, None] = {}
    for path in chosen:
        inside = _in_folder(path) if is_folder(path) else (str(path),)
        found |= dict.fromkeys(os.path.abspath(one) for one in inside)  # noqa: PTH100 (a Path for each takes room)
    return list(found)


def _in_folder(folder: Path) -> Iterator[str]:
    closed: list[str] = []
    for at, folders, names in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        folders.sort()
        yield from closed
        closed.clear()
        for name in sorted(names):
            if name.casefold().endswith(_ENDINGS) and not name.startswith(_NOT_OURS):
                yield os.path.join(at, name)  # noqa: PTH118 (as above)
    yield from closed


def looked(path: Path, wanted: Wanted) -> Looked:
    """What is found when one file is looked into; whether it is believed and wanted is for others to say.

    Args:
        path: of the file.
        wanted: what is collected.
    """
    if is_folder(path):
        said = _("Får ikke lest mappen {name}. Sjekk at du har tilgang til den.").format(name=path.name)
        return Looked(path, FileState.UNREADABLE, said)
    try:
        found = read_signed(path)
    except Problem as problem:
        return Looked(path, FileState.UNREADABLE, str(problem))
    if found.state == "unsigned" and say.called_collected(path.stem):
        return Looked(path, *say.collected())
    if not found.whole:
        return Looked(path, *say.unread(found.state, found.trouble), key=found.key)
    try:
        told = told_in(found.content, found.key)
    except Problem as problem:
        return Looked(path, _STATES.get(type(problem), FileState.UNREADABLE), str(problem), key=found.key)
    passings = passings_text(found.passings[:MOST]) if found.passings else b""
    return Looked(path, *_meanwhile(told, wanted), told, found.key, passings, found.content)


def _meanwhile(told: Told, wanted: Wanted) -> say.Said:
    """What is said of a whole report, until it is known which period is collected and whose it is."""
    if told.audience != wanted.audience:
        return say.for_somebody_else(told.audience, wanted.audience)
    if told.status != "delivered":
        return say.draft()
    return say.for_another_period(parse_period(told.period))
