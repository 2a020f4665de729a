"""What the demo kindergarten sent upward earlier, so that there is a delivered report to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.exports.open_model import Signing
from ikdesk.incidents.actions import correct_incident
from ikdesk.incidents.model import Incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.reports.delivery_actions import deliver_report, receive_report
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_queries import ready_report
from ikdesk.reports.delivery_writing import draw_delivery

SENT, AT = date(2026, 1, 14), time(9, 30)
RECEIVED, CORRECTED = date(2026, 1, 19), date(2026, 2, 2)
PERIOD = "2025-T3"
TO, EMAIL = "Kommunalsjef oppvekst", "oppvekst@kommune.example"
ANSWER = "Takk for rapporten. Stolpen i akebakken tas opp i budsjettmøtet."
SPRAINED = "2025-57"  # worse than it looked: what was told of it is no longer so


class Demo(Signing, Protocol):
    """The open demo."""

    @property
    def database(self) -> Database:
        """Its file, which has the clock."""


def send_earlier(data: Demo) -> Key:
    """Deliver the report of the tertial before as it was on the day it was sent, and write down that it was received.

    One of its events is corrected afterwards.

    Args:
        data: the demo, just made.
    """
    wanted = Wanted(parse_period(PERIOD), to=TO, email=EMAIL, mail=True)
    with _on(data.database, SENT):
        ready = data.read(ready_report, wanted)
        when = datetime.combine(SENT, AT).astimezone()
        drawn = draw_delivery(ready, wanted, signer=data.signer, when=when, tick=lambda _done, _all: None)
        key: Key = data.write(deliver_report, drawn)
    with _on(data.database, RECEIVED):
        data.write(receive_report, key, {"received_on": RECEIVED, "received_note": ANSWER})
    with _on(data.database, CORRECTED):
        data.write(_correct)
    return key


def _correct(session: Session, *, by: Viewer, today: date) -> None:
    key = session.scalars(select(Incident.id).where(Incident.number == SPRAINED)).one()
    why = "Legen fant at ankelen var forstuet."
    correct_incident(session, key, {"severity": 2}, why, by=by, today=today)


@contextmanager
def _on(database: Database, day: date) -> Iterator[None]:
    """The demo as it was on a day."""
    clock = database.clock
    database.clock = Clock(day)
    try:
        yield
    finally:
        database.clock = clock
