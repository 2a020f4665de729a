"""An archive of a unit that has something of everything, and ways to change what stands in a copy of it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk import data as opening
from ikdesk.archive.format_model import CHECKSUMS, METADATA, TABLES
from ikdesk.archive.writing import write_archive
from ikdesk.archive_data import Imported, import_archive
from ikdesk.incidents.actions import save_draft
from ikdesk.incidents.attachment_actions import add_attachment
from ikdesk.incidents.case_model import Attachment
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.restricted_actions import restrict_incident
from ikdesk.incidents.text_actions import keep_plain_word
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.content import Picture, destroy
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.people.model import Role
from ikdesk.people.pin_actions import keep_pin
from ikdesk.people.users_data import VaultUsers
from ikdesk.privacy.disposal_data import FileDisposals
from ikdesk.privacy.model import Ground
from ikdesk.safe import vault
from ikdesk.safe.secret import Work
from ikdesk.unit.actions import change_unit
from tests.samples import NOON, THEIRS
from tests.ui.test_pictures_in import packed

PASSWORD = "votter bukk hest tomat"  # of whoever takes it in
WHY = "Vedtak 26/114 av 30. april"
Row = dict[str, Any]


def opened(folder: Path, password: str = opening.DEMO_PASSWORD, person: str = "Tom") -> closing[opening.Data]:
    """A unit, to be closed at the end of the block."""
    return closing(opening.open_data(folder, vault.unlock(folder, password, person), clock=Clock()))


def picture() -> Picture:
    """A photograph; what it shows does not matter."""
    return Picture(packed("jpeg", 40, 30), "jpeg", 40, 30)


def fill_up(folder: Path) -> None:
    """Give the demo what it lacks: another user, photographs, a restricted case, one disposed of, a draft, a PIN."""
    with opened(folder) as data:
        VaultUsers(data, Work()).add("Kari", Role.STAFF, THEIRS)
        data.write(change_unit, {"photos": True})
        kept, secret, doomed = data.read(_some)
        for key in (doomed, kept, kept):
            lost = data.write(add_attachment, key, picture(), "Gjerdet")
        data.write(_lose_picture, lost)
        data.write(restrict_incident, secret)
        FileDisposals(data).dispose(doomed, Ground.WRONG_PERSON, WHY)
        data.write(keep_plain_word, "kanari")
        data.write(save_draft, "report", {"story": "Halvveis"}, at=NOON)
        data.write(keep_pin, b"salt", b"stretched")


def take_out(folder: Path, archive: Path, password: str = opening.DEMO_PASSWORD) -> None:
    """Write the archive of a unit, as Tom."""
    with opened(folder, password) as data:
        write_archive(data, archive, tick=lambda _done, _of: None)


def take_in(archive: Path, folder: Path, name: str = "") -> Imported:
    """Make a unit of an archive, with a password of one's own."""
    return import_archive(archive, folder, PASSWORD, name=name, clock=Clock(), tick=lambda _done, _of: None)


def rows(archive: Path, table: str) -> list[Row]:
    """The rows of a table, as anybody reads them."""
    found: list[Row] = json.loads((archive / TABLES / f"{table}.json").read_text("utf-8"))
    return found


def changed(archive: Path, table: str, change: Callable[[list[Row]], object]) -> Path:
    """Change the rows of a table, as one does who knows what has to fit: counts and checksums are right again."""
    found = rows(archive, table)
    change(found)
    lines = ",".join("\n" + json.dumps(row) for row in found)
    (archive / TABLES / f"{table}.json").write_text(f"[{lines}\n]\n", "utf-8")
    about = json.loads((archive / METADATA).read_text("utf-8"))
    next(one for one in about["tables"] if one["name"] == table)["rows"] = len(found)
    return retold(archive, **about)


def retold(archive: Path, **about: Any) -> Path:
    """Change what an archive says of itself, and make the checksums right again."""
    path = archive / METADATA
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **about}), "utf-8")
    return summed(archive)


def summed(archive: Path) -> Path:
    """Make the checksums right again."""
    files = sorted(path for path in archive.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(archive).as_posix()}\n"
             for path in files)  # fmt: skip
    (archive / CHECKSUMS).write_text("".join(lines), "utf-8", newline="\n")
    return archive


def copy_of(archive: Path, where: Path) -> Path:
    """A copy to change."""
    shutil.copytree(archive, where)
    return where


def _lose_picture(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    """As a rescue from a damaged file leaves it: the words are there, and point to a picture that is not."""
    destroy(session, session.scalars(select(Attachment.content_id).where(Attachment.id == key)).one())


def _some(session: Session, *, viewer: Viewer, today: date) -> tuple[Key, Key, Key]:
    question = select(Incident.id).where(Incident.status != Status.WITHDRAWN).order_by(Incident.number.desc())
    first, second, third = session.scalars(question).all()[:3]
    return first, second, third
