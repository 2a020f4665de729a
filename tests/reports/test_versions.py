"""What was delivered, is kept as it was; all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.incidents.actions import correct_incident, withdraw_incident
from ikdesk.incidents.model import Incident
from ikdesk.kernel.content import SealedContent
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.change_queries import changed_reports, changes_since, corrections
from ikdesk.reports.delivery_actions import deliver_report, receive_report
from ikdesk.reports.delivery_model import Made, Wanted
from ikdesk.reports.delivery_queries import ready_report
from ikdesk.reports.delivery_writing import draw_delivery, write_version
from ikdesk.reports.model import ReportMade
from ikdesk.reports.version_model import Delivery, ReportFile, ReportVersion
from ikdesk.reports.version_queries import next_edition, reported_before_change, version_file, version_view, versions
from tests.reports.conftest import Record
from tests.reports.everything import ready
from tests.reports.examples import T1
from tests.reports.opened import Opened
from tests.samples import LEADER, TODAY

SHEET = Wanted(T1, formats=("xlsx",), to="Kommunalsjef oppvekst")


@pytest.fixture
def opened(two_years: Database) -> Opened:
    """The unit with two years of events."""
    return Opened(two_years)


def _count(database: Database, kind: type) -> int:
    with Session(database.engine) as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def _at(database: Database, day: date) -> Key:
    with Session(database.engine) as session:
        return session.scalars(select(Incident.id).where(Incident.occurred_on == day)).one()


def _sent(opened: Opened, edition: int = 1) -> Key:
    """A short report, kept with the numbers as they are."""
    kept = json.dumps(dict(opened.read(ready_report, SHEET).kept))
    key: Key = opened.write(deliver_report, replace(ready(edition), kept=kept))
    return key


def test_every_form_is_kept_and_what_was_asked_for_is_written_byte_for_byte(opened: Opened, tmp_path: Path) -> None:
    wanted = Wanted(T1, formats=("xlsx",), to="Kommunalsjef oppvekst", email="oppvekst@kommunen.no", mail=True)
    made: Made = opened.deliver(wanted, tmp_path)
    assert made.key is not None
    assert [path.name for path in made.paths] == ["Tertialrapport 2026-T1, versjon 1.xlsx"]
    view = opened.read(version_view, made.key)
    assert view.row.formats == ("eml", "pdf", "xlsx")
    for path in (*made.paths, made.mail):
        assert path is not None
        assert opened.read(version_file, made.key, path.suffix[1:]) == (path.name, path.read_bytes())
    assert view.checksum == hashlib.sha256(view.content.encode()).hexdigest()
    assert view.fingerprint == opened.signer.fingerprint
    again = write_version(opened, made.key, tmp_path / "igjen", ("pdf",), password="kakao votter")
    assert again[0].read_bytes() == opened.read(version_file, made.key, "pdf")[1]
    assert [path.name for path in again][1] == "Tertialrapport 2026-T1, versjon 1 med passord.pdf"


def test_a_draft_is_kept_nowhere_but_that_it_was_made_is_written_down(opened: Opened, tmp_path: Path) -> None:
    made = opened.deliver(Wanted(T1, Audience.PARENTS, formats=("xlsx",)), tmp_path)
    assert (made.key, made.mail) == (None, None)
    assert opened.read(versions) == ()
    assert _count(opened.database, SealedContent) == 0
    with Session(opened.database.engine) as session:
        assert session.scalars(select(ReportMade.audience)).all() == [Audience.PARENTS]


def test_a_report_that_was_stopped_is_not_delivered(opened: Opened) -> None:
    found = opened.read(ready_report, SHEET)

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        draw_delivery(found, SHEET, signer=opened.signer, when=opened.clock.local().astimezone(), tick=stop)
    assert _count(opened.database, ReportVersion) == 0


@pytest.mark.parametrize(("changes", "field"), [({"to": " "}, "delivered_to"), ({"email": "ola"}, "delivered_email")])
def test_nothing_of_a_report_is_kept_when_one_thing_is_wrong(
    opened: Opened, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as said:
        opened.write(deliver_report, replace(ready(), **changes))
    assert field in said.value.messages
    assert [_count(opened.database, kind) for kind in (ReportVersion, ReportFile, SealedContent)] == [0, 0, 0]


def test_who_gets_it_is_checked_before_anything_is_drawn(opened: Opened) -> None:
    with pytest.raises(Invalid):
        opened.read(ready_report, Wanted(T1, to="Kommunalsjefen", email="ola"))


def test_where_the_disk_says_no_the_report_is_delivered_all_the_same_and_that_is_said(
    opened: Opened, tmp_path: Path
) -> None:
    (tmp_path / "mappe").write_text("en fil")
    with pytest.raises(Problem, match="tatt vare på"):
        opened.deliver(SHEET, tmp_path / "mappe")
    assert len(opened.read(versions)) == 1


def test_the_next_version_is_another_document_and_two_cannot_be_the_same(opened: Opened) -> None:
    opened.write(deliver_report, ready())
    with pytest.raises(Problem, match="en gang til"):
        opened.write(deliver_report, ready())
    opened.write(deliver_report, ready(2))
    assert [(row.edition, row.newest) for row in opened.read(versions)] in (
        [(2, True), (1, False)], [(1, False), (2, True)]
    )  # fmt: skip
    assert opened.read(next_edition, T1.code, Audience.MUNICIPALITY) == 3
    assert opened.read(next_edition, T1.code, Audience.PARENTS) == 1


def test_it_is_received_on_a_day_that_can_be(opened: Opened) -> None:
    key = opened.write(deliver_report, ready())
    with pytest.raises(Invalid):
        opened.write(receive_report, key, {"received_on": date(2026, 4, 1)})
    opened.write(receive_report, key, {"received_on": TODAY, "received_note": "Takk."})
    view = opened.read(version_view, key)
    assert (view.row.status, view.row.received_on, view.received_note) == (Delivery.RECEIVED, TODAY, "Takk.")
    opened.write(receive_report, key, {"received_on": None})
    assert opened.read(version_view, key).row.status is Delivery.DELIVERED


def test_what_is_corrected_afterwards_is_told_and_the_report_stays(opened: Opened) -> None:
    key = _sent(opened)
    content = opened.read(version_view, key).content
    assert opened.read(changes_since, key) is None
    changed = _at(opened.database, date(2026, 1, 20))
    opened.write(correct_incident, changed, {"severity": 2}, "Feil grad")
    found = opened.read(changes_since, key)
    assert set(found.lines) == {("by_severity:2", 1, 2), ("by_severity:3", 1, 0)}
    assert opened.read(changed_reports) == {key: found}
    assert [row.key for row in opened.read(reported_before_change, changed)] == [key]
    assert opened.read(reported_before_change, _at(opened.database, date(2026, 1, 5))) == ()
    assert opened.read(version_view, key).content == content
    assert opened.read(versions)[0].touched


def test_what_comes_late_moves_out_or_is_withdrawn_is_told(opened: Opened, record: Record) -> None:
    key = _sent(opened)
    record(date(2026, 3, 3), severity=1)
    moved = _at(opened.database, date(2026, 2, 3))
    opened.write(correct_incident, moved, {"occurred_on": date(2025, 12, 3)}, "Feil dag")
    opened.write(withdraw_incident, _at(opened.database, date(2026, 1, 5)), "Meldt to ganger")
    totals = {what: (then, now) for what, then, now in opened.read(changes_since, key).lines}
    assert totals["total"] == (7, 6)
    assert "by_severity:1" not in totals  # one came, one went


def test_a_correction_is_told_once_to_each_recipient(opened: Opened) -> None:
    _sent(opened)
    opened.write(correct_incident, _at(opened.database, date(2026, 1, 20)), {"severity": 2}, "Feil grad")
    assert [one.edition for one in opened.read(corrections, T1, Audience.MUNICIPALITY)] == [1]
    assert opened.read(corrections, T1, Audience.PARENTS) == ()
    _sent(opened, 2)
    assert opened.read(corrections, T1, Audience.MUNICIPALITY) == ()


def test_only_who_may_take_reports_out_sees_them(opened: Opened) -> None:
    opened.write(deliver_report, ready())
    with pytest.raises(Problem):
        opened.database.read(versions, viewer=LEADER.__class__(None, "Kari", "staff", frozenset()), today=TODAY)
