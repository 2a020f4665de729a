"""What is written when a report is delivered, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from ikdesk.kernel.tertial import parse_period
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.delivery_actions import deliver_report, receive_report
from ikdesk.reports.delivery_model import Wanted
from ikdesk.reports.delivery_writing import deliver, write_version
from ikdesk.reports.version_queries import next_edition
from tests.hostile.recipe import Doing, Done, Recipe, Texts
from tests.reports.everything import PERIOD, ready
from tests.samples import LEADER

_NAMES = ("delivered_to", "received_note")


def _sent(d: Doing, t: Texts) -> Done:
    edition = next_edition(d.session, PERIOD.code, Audience.MUNICIPALITY, viewer=LEADER, today=d.today)
    key = d.do(deliver_report, ready(edition, to=t["ReportVersion.delivered_to"]))
    d.do(receive_report, key, {"received_on": d.today, "received_note": t["ReportVersion.received_note"]})
    return d.read("ReportVersion", key, *_NAMES)


REPORTS = (
    Recipe({f"ReportVersion.{name}": "Kommunalsjefen" for name in _NAMES}, _sent,
           needed=frozenset({"ReportVersion.delivered_to"})),
)  # fmt: skip


def sent_report(house: Any, folder: Path) -> tuple[list[Path], list[str]]:
    """The files of a report that is delivered, saved twice, and what is wrong with its e-mail.

    Args:
        house: a ``House`` of the exits.
        folder: where the files go.
    """
    wanted = Wanted(parse_period("2026-T1"), to="Kommunalsjefen", email="a@kommunen.no", mail=True)
    made = deliver(house, wanted, folder, tick=lambda _done, _total: None)
    assert made.key is not None
    assert made.mail is not None
    again = write_version(house, made.key, folder / "igjen", ("pdf", "xlsx", "eml"))
    pairs = zip(again, (*made.paths, made.mail), strict=True)
    wrong = [f"{path.name} is another file" for path, first in pairs if path.read_bytes() != first.read_bytes()]
    return list(made.paths), [*wrong, *_mail(made.mail, made.paths)]


def _mail(path: Path, files: tuple[Path, ...]) -> Iterator[str]:
    read = message_from_bytes(path.read_bytes(), policy=default)
    if [one.get_content() for one in read.iter_attachments()] != [file.read_bytes() for file in files]:
        yield f"{path.name}: other files are in it"
    if read.keys() != ["X-Unsent", "To", "Subject", "Date", "MIME-Version", "Content-Type"]:
        yield f"{path.name}: {read.keys()} at its head"
    if read["To"] != "a@kommunen.no" or "\n" in read["Subject"]:
        yield f"{path.name}: {read['To']!r} {read['Subject']!r}"
