"""Every way out of a house full of hostile texts: what is written there, read again, and asked of."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ikdesk.access.log_panel import _FIELDS as LOG_FIELDS
from ikdesk.access.log_panel import _line
from ikdesk.access.queries import access_page
from ikdesk.access.row_model import AccessFilter
from ikdesk.access.sentences import told_of
from ikdesk.archive.format_model import DOCUMENTS, TABLES
from ikdesk.archive.writing import write_archive
from ikdesk.effect_cli import effect_text
from ikdesk.focus.model import FocusArea
from ikdesk.focus.writing import write_focus
from ikdesk.handover.model import Lying
from ikdesk.handover.writing import write_handover
from ikdesk.incidents.blank_sections import Blank
from ikdesk.incidents.blank_writing import FORMS, write_blank
from ikdesk.incidents.form_queries import case_whole
from ikdesk.incidents.form_sentences import case_text
from ikdesk.incidents.form_writing import write_case, write_drafts
from ikdesk.incidents.insurer_writing import write_insurer_list
from ikdesk.incidents.letter_model import NO_LETTER
from ikdesk.incidents.letter_writing import write_letter
from ikdesk.incidents.model import REFERENCE, Incident
from ikdesk.incidents.notice_sections import notice_sheet
from ikdesk.incidents.notice_writing import draw_notice_list
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.incidents.staff_writing import Content, write_extract
from ikdesk.kernel.base import Base
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.page import Cut
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Viewer
from ikdesk.measures.model import Measure
from ikdesk.meetings.model import Meeting
from ikdesk.meetings.writing import NAMES, read_paper, write_meeting
from ikdesk.paper import cells, look
from ikdesk.paper.list_csv import write_list_csv
from ikdesk.paper.list_pdf import write_list_pdf
from ikdesk.paper.list_workbook import write_rows
from ikdesk.paper.safe_text import plain
from ikdesk.paper.saving import never_mind as _tick
from ikdesk.paper.story import Listing
from ikdesk.privacy.insight_model import Insight
from ikdesk.privacy.insight_queries import told
from ikdesk.privacy.insight_writing import Letter, write_insight
from ikdesk.privacy.paper_model import papers
from ikdesk.privacy.paper_queries import unit_facts
from ikdesk.privacy.paper_sections import paper_facts
from ikdesk.privacy.paper_writing import write_paper
from ikdesk.reports.list_queries import list_page
from ikdesk.reports.list_sections import incident_list
from ikdesk.risks.model import RiskAssessment
from ikdesk.risks.view_model import RiskGroup
from ikdesk.risks.writing import Some, Which, draw_blank, read_blank, write_register, write_risk_paper
from ikdesk.routines.model import Routine
from ikdesk.routines.writing import draw_routine, read_routine
from ikdesk.statistics.span_model import span_of
from ikdesk.statistics.writing import write_statistics
from ikdesk.unit.card_writing import draw_card, read_card
from ikdesk.unit.contact_queries import contacts
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import codebook, departments, places, unit_row
from tests.hostile import reopened
from tests.hostile.reports import sent_report

PERIOD = parse_period("2026-T1")


@dataclass
class House:
    """The open data, as one who leads asks and writes."""

    database: Database
    viewer: Viewer
    clock: Clock
    signer = Signer(bytes(32))
    kept: dict[str, set[str]] = field(default_factory=dict)  # what stands in each field

    @property
    def today(self) -> date:
        """The day."""
        return self.clock.today()

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""
        return self.database.read(question, *args, **kwargs, viewer=self.viewer, today=self.today)

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do."""
        return self.database.write(action, *args, **kwargs, by=self.viewer, today=self.today)

    def codebook(self) -> Any:
        """The unit's words."""
        return self.read(codebook)

    def note(self, *_args: Any, **_kwargs: Any) -> None:
        """What was taken out is not what is looked at here."""

    def keys(self, entity: type[Base], most: int) -> list[Any]:
        """The newest of a kind."""
        column = entity.id  # type: ignore[attr-defined]
        return self.database.read(lambda session: list(session.scalars(select(column).order_by(column.desc()))))[:most]


def lists(house: House, folder: Path) -> Iterator[str]:
    """The internal list, as a workbook and on paper; once with what somebody searched for."""
    for number, words in enumerate(("", '=cmd|x <img src="file:///etc/passwd">\u202e\x00 ]]>')):
        wanted = Filter(words=words)
        listing = incident_list(house.read(unit_row), wanted, house.read(how_many, wanted), codebook=house.codebook(),
                                viewer=house.viewer, when=house.clock.local().astimezone())  # fmt: skip
        asked = wanted if not words else Filter(words="falt")
        yield from _workbook(house, write_rows(listing, _pages(house, asked), folder / f"{number}.xlsx"),
                             () if words else ("Incident.story",))  # fmt: skip
        yield from _paper(house, write_list_pdf(listing, _pages(house, asked), folder / f"{number}.pdf"),
                          () if words else ("Incident.story",))  # fmt: skip
        yield from _spreadsheet(house, write_list_csv(listing, _pages(house, asked), folder / f"{number}.csv"),
                                () if words else ("Incident.story",))  # fmt: skip


def _spreadsheet(house: House, path: Path, holds: Sequence[str]) -> Iterator[str]:
    rows, wrong = reopened.table(path, separator=";")
    yield from wrong
    said = {cell for row in rows for cell in row} | {cell[1:] for row in rows for cell in row if cell[:1] == "'"}
    for name in holds:
        lost = {cells.text(text) for text in house.kept.get(name, ()) if text} - said
        yield from (f"{path.name}: {name} {text[:60]!r} is not in it" for text in lost)


def _pages(house: House, wanted: Filter) -> Iterator[Sequence[Sequence[Any]]]:
    after = None
    while True:
        page = house.read(list_page, wanted, after)
        yield page.rows
        after = page.after
        if after is None:
            return


def log(house: House, folder: Path) -> Iterator[str]:
    """Who has seen what."""
    rows = house.read(access_page, AccessFilter(), Cut(0, 5000, "at", descending=False)).rows
    assert all(told_of(row) is not None for row in rows)
    values = [tuple(getattr(_line(row), one.key) for one in LOG_FIELDS) for row in rows]
    listing = Listing("Hvem har sett hva", house.read(unit_row).name, LOG_FIELDS, house.clock.local().astimezone(),
                      house.codebook(), author=house.viewer.name, total=len(rows))  # fmt: skip
    yield from _workbook(house, write_rows(listing, [values], folder / "logg.xlsx"), ("Access.note",))


def report(house: House, folder: Path) -> Iterator[str]:
    """The tertial report."""
    files, wrong = sent_report(house, folder)
    yield from wrong
    for made in files:
        yield from (_paper(house, made) if made.suffix == ".pdf" else _workbook(house, made))


def statistics(house: House, folder: Path) -> Iterator[str]:
    """The statistics with every picture; the unit's own plans are among them, made anew of their points."""
    span = span_of("2026", "year", house.clock.today(), kind=UnitKind.BARNEHAGE)
    for made in write_statistics(house, span, folder, ["pdf", "xlsx"], tick=_tick):
        wrong = _paper(house, made) if made.suffix == ".pdf" else _workbook(house, made)
        yield from (said for said in wrong if not said.endswith(".pdf: a picture"))


def extract(house: House, folder: Path) -> Iterator[str]:
    """The extract of the staff register, case by case."""
    content = Content(cases=True)
    for made in write_extract(house, PERIOD, folder, ["pdf", "xlsx"], content=content, tick=_tick):
        if made.suffix == ".pdf":
            yield from _paper(house, made)
        else:
            yield from _workbook(house, made, ("StaffCase.extract",))


def archive(house: House, folder: Path) -> Iterator[str]:
    """Everything as CSV and JSON: the same rows in both, and every text untouched in one of them."""
    made = write_archive(house, folder / "alt", tick=_tick)
    texts: set[str] = set()
    for path in made:
        yield from reopened.named(path)
        yield from _paper(house, path) if path.suffix == ".pdf" and path.parent.name == DOCUMENTS else ()
        if path.parent.name == TABLES and path.suffix == ".json":
            rows = reopened.plain(path)
            texts |= {value for row in rows for value in row.values() if isinstance(value, str)}
            if path.stem == "history":  # what stands nowhere else any more
                said = [json.loads(row["what"]) for row in rows if row["what"]]
                texts |= {one for what in said for pair in what.values() for one in pair if isinstance(one, str)}
            cells_of, wrong = reopened.table(path.with_suffix(".csv"))
            yield from (*wrong, *([] if len(cells_of) == len(rows) + 1 else [f"{path.name}: {len(rows)} rows"]))
    for name, kept in house.kept.items():
        lost = kept - texts if name != "Draft.content" else set()
        yield from (f"{name}: {text[:60]!r} is not in the archive" for text in lost)


def posters(house: House, folder: Path) -> Iterator[str]:
    """Routines on paper; one that is too long for a page says so. Each file has a name that any machine can have."""
    for number, key in enumerate(house.keys(Routine, house_most(house))):
        try:
            made = draw_routine(read_routine(house, key), folder / str(number))
        except Problem as problem:
            if "side" not in str(problem):
                yield f"poster: {problem}"
            continue
        yield from _paper(house, made)
        yield from reopened.named(made)
    with suppress(Problem):  # too long for a page, as above
        yield from _paper(house, draw_card(house.read(read_card, house.clock.local().astimezone()), folder))


def meetings(house: House, folder: Path) -> Iterator[str]:
    """What a meeting is put on paper as; a poster that is too long for a page says so."""
    when = house.clock.local().astimezone()
    for number, key in enumerate(house.keys(Meeting, 3)):
        for what in NAMES:
            paper = house.read(lambda session, key=key, what=what, **who: read_paper(session, key, what, when, **who))
            try:
                yield from _paper(house, write_meeting(paper, folder / str(number)))
            except Problem as problem:
                if "side" not in str(problem):
                    yield f"meeting: {problem}"


def house_most(house: House) -> int:
    """How many of what takes long."""
    return 25 if len(house.kept.get("Incident.story", ())) < 200 else 400


def privacy(house: House, folder: Path) -> Iterator[str]:
    """The papers about privacy."""
    when = house.clock.local().astimezone()
    for paper in papers(paper_facts(house.read(unit_facts))):
        made = write_paper(paper, house.read(unit_row).name, house.codebook(), folder, when=when)
        yield from _paper(house, made)
        yield from reopened.named(made)


def insight(house: House, folder: Path) -> Iterator[str]:
    """What somebody is told."""
    keys = house.keys(Incident, house_most(house))
    found = Insight("<b>=1+1</b>\u202e", tuple(house.read(told, keys)))
    letter = Letter(found, house.read(unit_row), house.codebook(), house.viewer.name,
                    house.clock.local().astimezone())  # fmt: skip
    made = write_insight(letter, folder, beside=True)
    yield from _paper(house, made[0])
    reopened.plain(made[1])


def effect(house: House, _folder: Path) -> Iterator[str]:
    """What the command tells of a measure."""
    from contextlib import contextmanager

    @contextmanager
    def opened(_wanted: argparse.Namespace) -> Iterator[Any]:
        yield house

    numbers = house.database.read(lambda session: list(session.scalars(select(Measure.number))))
    for number in numbers[:: max(1, len(numbers) // house_most(house))]:
        for as_json in (False, True):
            try:
                said = effect_text(argparse.Namespace(measure=number, json=as_json), opened)
            except Problem as problem:
                said = json.dumps(str(problem))  # it is about nothing that can be counted, or has not begun
            if as_json:
                json.loads(said)
            elif "\x1b" in said or not said.strip():
                yield f"effect {number}: {said[:60]!r}"


def call_list(house: House, folder: Path) -> Iterator[str]:
    """Whom to call, on one page; too many for a page says so."""
    sheet = notice_sheet(house.read(unit_row), house.read(contacts), house.codebook(),
                         when=house.clock.local().astimezone())  # fmt: skip
    try:
        draw_notice_list(sheet, folder)
    except Problem as problem:
        if "side" not in str(problem):
            yield f"call list: {problem}"
    for some in (sheet.tables[0].rows[at : at + 4] for at in range(0, len(sheet.tables[0].rows), 40)):
        few = replace(sheet, tables=(replace(sheet.tables[0], rows=some), *sheet.tables[1:]))
        yield from _paper(house, draw_notice_list(few, folder))


def blanks(house: House, folder: Path) -> Iterator[str]:
    """Blank forms; more places than a page has room for are told."""
    named = [row.name for row in house.read(places)]
    for at in (0, 12, 24):
        blank = Blank(house.read(unit_row).name, house.codebook(), named[at : at + 12],
                      [row.name for row in house.read(departments)][:4], house.clock.local().astimezone())  # fmt: skip
        for what in FORMS if at == 0 else ("report",):
            try:
                made = write_blank(what, blank, folder / str(at))
            except Problem as problem:
                if "side" not in str(problem):
                    yield f"blank: {problem}"
                continue
            yield from _paper(house, made)
            yield from reopened.named(made)


def cases(house: House, folder: Path) -> Iterator[str]:
    """A case on paper, a letter to parents, drafts of forms, and all of it as text to copy."""
    for number, key in enumerate(house.keys(Incident, 4)):
        try:
            whole = house.read(case_whole, key)
        except Problem:  # it was disposed of
            continue
        there = folder / str(number)
        made = [write_case(house, key, there)]
        made += write_drafts(house, key, there) if whole.kind not in REFERENCE else []
        made += [write_letter(house, key, there)] if whole.kind not in NO_LETTER else []
        for path in made:
            yield from _paper(house, path)
            yield from reopened.named(path)
        if not case_text(whole, house.codebook(), who=False):
            yield f"case {whole.number}: no text"


def insurer(house: House, folder: Path) -> Iterator[str]:
    """The collective list to the insurer, and the paper between two leaders."""
    yield from _paper(house, write_handover(house, Lying(house.signer.fingerprint), folder))
    for made in write_insurer_list(house, PERIOD, folder, ["pdf", "xlsx"], tick=_tick):
        yield from (_paper(house, made) if made.suffix == ".pdf" else _workbook(house, made))


def focus(house: House, folder: Path) -> Iterator[str]:
    """The pages of some focus areas."""
    for key in house.keys(FocusArea, 12):
        path = write_focus(house, key, folder / str(key))
        yield from _paper(house, path)
        yield from reopened.named(path)


def risks(house: House, folder: Path) -> Iterator[str]:
    """Some risk assessments on paper, and all of them as a list and a workbook."""
    for key in house.keys(RiskAssessment, 4):
        path = write_risk_paper(house, Which(key), folder / str(key))
        yield from _paper(house, path)
        yield from reopened.named(path)
    yield from _paper(house, draw_blank(house.read(read_blank, house.clock.local().astimezone()), folder))
    for made in write_register(house, Some(RiskGroup.ALL), folder, ["pdf", "xlsx"], tick=_tick):
        yield from (_paper(house, made) if made.suffix == ".pdf" else _workbook(house, made))


EXITS: dict[str, Callable[[House, Path], Iterator[str]]] = {
    "lists": lists, "log": log, "report": report, "extract": extract, "archive": archive, "posters": posters,
    "statistics": statistics, "meetings": meetings, "privacy": privacy, "insight": insight, "effect": effect,
    "calls": call_list, "blanks": blanks, "cases": cases, "insurer": insurer, "focus": focus, "risks": risks,
}  # fmt: skip
# every function that writes a file, and the way out that tries it
WRITERS = {
    "write_rows": "lists", "write_list_csv": "lists", "draw_list_file": "lists", "write_list": "lists",
    "write_list_pdf": "lists", "draw_list": "lists", "write_pdf": "report", "write_csv": "lists",
    "write_workbook": "report", "write_package": "report", "draw_delivery": "report", "write_delivery": "report",
    **dict.fromkeys(("write_archive", "write_twins", "write_documents", "write_checksums"), "archive"),
    "write_poster": "posters", "draw_poster": "posters", "write_version": "report", "write_wordlist": "report",
    "write_call_sheet": "calls", "draw_call_sheet": "calls", "draw_notice_list": "calls", "draw_extract": "extract",
    "draw_routine": "posters", "draw_card": "posters", "write_paper": "privacy", "write_insight": "insight",
    "write_meeting": "meetings", "save_as": "report", "write_statistics": "statistics", "draw_statistics": "statistics",
    "write_case": "cases", "draw_case": "cases", "write_drafts": "cases", "draw_form": "cases",
    "write_blank": "blanks", "write_form": "blanks", "write_focus": "focus", "draw_focus": "focus",
    "write_letter": "cases", "draw_letter": "cases", "write_insurer_list": "insurer", "draw_insurer_list": "insurer",
    **dict.fromkeys(("write_risk_paper", "draw_risk", "write_register", "draw_register", "draw_blank"), "risks"),
    "write_story": "report", "save_bytes": "report", "write_extract": "extract", "write_handover": "insurer",
    "draw_handover": "insurer", "write_sector_book": "holds what others' reports say: tried in tests/sector",
    "print_": "plain text is given to the printer: the code of one person",
}  # fmt: skip


def _workbook(house: House, path: Path, holds: Sequence[str] = ()) -> Iterator[str]:
    texts, wrong = reopened.workbook(path)
    yield from wrong
    for name in holds:
        lost = {cells.text(text) for text in house.kept.get(name, ()) if text} - texts
        yield from (f"{path.name}: {name} {text[:60]!r} is not in it" for text in lost)


def _paper(house: House, path: Path, holds: Sequence[str] = ()) -> Iterator[str]:
    said, wrong = reopened.paper(path)
    for name in holds:
        drawn = {text: reopened.bare(plain(text, look.glyphs())) for text in house.kept.get(name, ()) if len(text) < 90}
        yield from (f"{path.name}: {name} {text[:60]!r} is not on it" for text, one in drawn.items() if one not in said)
    yield from wrong
    if not said:
        yield f"{path.name} is empty"
