"""Pictures inside the file: locked one by one, and one can be destroyed without the others."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import record_incident
from ikdesk.incidents.case_model import Attachment
from ikdesk.kernel.content import LARGEST, Picture, SealedContent, content_of, destroy, keep, keep_picture
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.privacy.disposal_actions import dispose_incident, replay_disposals
from ikdesk.privacy.model import Disposal, Ground
from tests.samples import LEADER, NOON, TODAY, incident_values

SEEN = b"\xff\xd8\xff Kanari var her"


def kept(session: Session, data: bytes, *, by: Viewer, today: date) -> Key:
    return keep(session, data)


def destroyed(session: Session, key: Key, *, by: Viewer, today: date) -> None:
    destroy(session, key)


def _keep(database: Database, data: bytes = SEEN) -> Key:
    return database.write(kept, data, by=LEADER, today=TODAY)


def raw(database: Database, key: Key) -> tuple[bytes | None, bytes | None]:
    with Session(database.engine) as session:
        row = session.execute(
            select(SealedContent.secret, SealedContent.box).where(SealedContent.id == key)
        ).one()
    return row[0], row[1]


def read(database: Database, key: Key | None) -> bytes | None:
    with Session(database.engine) as session:
        return content_of(session, key)


def test_what_is_kept_is_locked_with_a_key_of_its_own(database: Database) -> None:
    one, other = _keep(database), _keep(database)
    assert read(database, one) == read(database, other) == SEEN
    (secret, box), (second, again) = raw(database, one), raw(database, other)
    assert secret != second
    assert box != again
    assert box is not None
    assert b"Kanari" not in box


def test_what_is_destroyed_is_gone_and_the_others_stay(database: Database) -> None:
    one, other = _keep(database), _keep(database)
    database.write(destroyed, one, by=LEADER, today=TODAY)
    assert raw(database, one) == (None, None)
    assert read(database, one) is None
    assert read(database, other) == SEEN
    assert read(database, None) is None
    assert read(database, Key(int=3)) is None


def test_what_was_altered_is_not_shown(database: Database) -> None:
    key = _keep(database)
    with database.engine.begin() as connection:
        connection.execute(SealedContent.__table__.update().values(box=b"for kort"))  # type: ignore[attr-defined]
    assert read(database, key) is None


@pytest.mark.parametrize(
    "picture",
    [
        Picture(b"MZ", "jpeg", 3, 3), Picture(SEEN, "exe", 3, 3), Picture(SEEN, "jpeg", 0, 3),
        Picture(SEEN.ljust(LARGEST + 1), "jpeg", 3, 3),
    ],
    ids=["no picture", "no format", "no size", "too large"],
)  # fmt: skip
def test_what_is_no_picture_is_not_kept(database: Database, picture: Picture) -> None:
    with Session(database.engine) as session, pytest.raises(Problem):
        keep_picture(session, picture)


def attached(session: Session, incident: Key, *, by: Viewer, today: date) -> Key:
    content = keep_picture(session, Picture(SEEN, "jpeg", 4, 3))
    session.add(Attachment(incident_id=incident, content_id=content, about="Gjerdet", format="jpeg", size=len(SEEN)))
    return content


def test_disposing_of_an_incident_destroys_its_pictures_and_no_others(database: Database) -> None:
    keys = [
        database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY) for _ in "ab"
    ]
    one, other = (database.write(attached, key, by=LEADER, today=TODAY) for key in keys)
    database.write(dispose_incident, keys[0], Ground.ORDER, "Vedtak 26/114.", by=LEADER, today=TODAY)
    assert raw(database, one) == (None, None)
    assert read(database, other) == SEEN
    with Session(database.engine) as session:
        row = session.scalars(select(Attachment).where(Attachment.incident_id == keys[0])).one()
        assert (row.content_id, row.about, row.format, row.size) == (None, "", "", 0)


def test_an_older_copy_that_brings_a_picture_back_loses_it_again(database: Database) -> None:
    key = database.write(record_incident, incident_values(database), told_at=NOON, by=LEADER, today=TODAY)
    content = database.write(attached, key, by=LEADER, today=TODAY)
    listed = Disposal(kind="incident", key=key, number="2026-1", day=TODAY, who="Tom", ground=Ground.ORDER,
                      why="Vedtak 26/114.", whole=True)  # fmt: skip
    database.write(replay_disposals, [listed], by=LEADER, today=TODAY)
    assert raw(database, content) == (None, None)
