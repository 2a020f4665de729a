"""What lies in an archive for people to read: the register, the routines, the risks, and the reports as delivered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ikdesk.archive.format_model import DOCUMENTS, ENDINGS
from ikdesk.archive.metadata_sections import Document
from ikdesk.archive.origin_queries import Origin, Sent, sent_bytes, sent_files, years
from ikdesk.archive.routine_sections import routine_story
from ikdesk.exports.open_model import Open
from ikdesk.incidents.queries import Filter, how_many
from ikdesk.kernel.names import safe_name
from ikdesk.kernel.page import Cut
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _
from ikdesk.reports.list_queries import ROWS, ListPage, list_page
from ikdesk.reports.list_sections import incident_list
from ikdesk.risks.queries import risk_list
from ikdesk.risks.sections import risk_story
from ikdesk.risks.view_model import RiskGroup
from ikdesk.risks.writing import Which, read_risk
from ikdesk.routines.queries import IN_FORCE, RoutineDetail, RoutineFilter, RoutineGroup, routine_detail, routine_page

PART = 4000  # incidents in one document at most: a document is drawn whole
LONGEST = 80  # letters in a name
REPORTS = "leverte rapporter"
RISKS = "risikovurderinger"
Tick = Callable[[int, int], None]


@dataclass
class _Papers:
    """Those that are written so far."""

    data: Open
    folder: Path  # of the archive
    origin: Origin
    made: list[Document] = field(default_factory=list)

    @property
    def when(self) -> Any:
        """The moment they are made."""
        return self.data.clock.local().astimezone()

    def place(self, name: str) -> Path:
        """Where a document of this name goes; its folder is made if need be, and it never takes another's place."""
        path = self.folder / DOCUMENTS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        number = 1
        while path.exists():
            number += 1
            path = (self.folder / DOCUMENTS / name).with_stem(f"{Path(name).stem} ({number})")
        return path

    def tell(self, path: Path, title: str, *, pdf_a: bool = True) -> None:
        """A document was written."""
        where = path.relative_to(self.folder).as_posix()
        ending = path.suffix.lstrip(".")
        self.made.append(Document(where, title, ENDINGS[ending if ending in ENDINGS else "bin"], pdf_a))


def write_documents(data: Open, folder: Path, origin: Origin, *, tick: Tick) -> list[Document]:
    """Write what lies in an archive for people to read.

    Args:
        data: the open data.
        folder: of the archive.
        origin: whose it is.
        tick: told how far it has come; may raise Cancelled.

    Returns:
        What was written.
    """
    papers = _Papers(data, folder, origin)
    asked = data.read(years)
    steps = len(asked) + 3
    for done, year in enumerate(asked):
        tick(done, steps)
        _write_register(papers, year, tick=lambda *_rows, done=done: tick(done, steps))
    tick(steps - 3, steps)
    _write_routines(papers)
    tick(steps - 2, steps)
    _write_risks(papers)
    tick(steps - 1, steps)
    for sent in data.read(sent_files):
        _write_sent(papers, sent)
    return papers.made


def _write_register(papers: _Papers, year: int, *, tick: Tick) -> None:
    """The incidents of a year as a list, in parts where there are very many of them."""
    from ikdesk.paper.list_pdf import write_list_pdf

    wanted = Filter(period=parse_period(str(year)))
    total = papers.data.read(how_many, wanted)
    heading = incident_list(papers.origin.unit, wanted, total, codebook=papers.origin.codebook,
                            viewer=papers.origin.viewer, when=papers.when)  # fmt: skip
    for number, pages in enumerate(_parts(papers.data, wanted), 1):
        title = _("Hendelser {year}").format(year=year)
        if total > PART:
            title = _("Hendelser {year}, del {n}").format(year=year, n=number)
        path = papers.place(f"{safe_name(title)}.pdf")
        rows = sum(len(page) for page in pages)
        write_list_pdf(replace(heading, title=title, total=rows), pages, path, tick)
        papers.tell(path, title)


def _parts(data: Open, wanted: Filter) -> Iterator[list[Sequence[Sequence[Any]]]]:
    """The rows of a list, as many at a time as one document holds."""
    after, held = None, list[Sequence[Sequence[Any]]]()
    while True:
        page: ListPage = data.read(list_page, wanted, after, ROWS)
        held.append(page.rows)
        after = page.after
        if after is None or len(held) * ROWS.size >= PART:
            yield held
            held = []
        if after is None:
            return


def _write_routines(papers: _Papers) -> None:
    from ikdesk.paper.pdf import write_pdf

    origin, title = papers.origin, str(_("Rutiner som gjelder"))
    story = routine_story(_in_force(papers.data), origin.unit.name, origin.by, origin.codebook, when=papers.when)
    path = papers.place(f"{safe_name(title)}.pdf")
    write_pdf(story, path)
    papers.tell(path, title)


def _in_force(data: Open) -> list[RoutineDetail]:
    keys: list[Key] = []
    while True:
        page = data.read(routine_page, RoutineFilter(RoutineGroup.IN_USE), Cut(first=len(keys), sort=""))
        keys += [row.id for row in page.rows]
        if not page.rows or len(keys) >= page.total:
            break
    found = (data.read(routine_detail, key) for key in keys)
    return sorted((one for one in found if one is not None and one.status in IN_FORCE), key=lambda one: one.number)


def _write_risks(papers: _Papers) -> None:
    from ikdesk.paper.pdf import write_pdf

    for row in papers.data.read(risk_list, RiskGroup.STANDING):
        view, around = papers.data.read(read_risk, Which(row.id), papers.when)
        title = view.row.title
        path = papers.place(f"{RISKS}/{safe_name(title, longest=LONGEST)}.pdf")
        write_pdf(risk_story(view, around), path)
        papers.tell(path, _("Risikovurdering: {title}").format(title=title))


def _write_sent(papers: _Papers, sent: Sent) -> None:
    """A file of a delivered report, byte for byte; one that cannot be read any more is not there."""
    data = papers.data.read(sent_bytes, sent.content)
    if data is None:
        return
    named = Path(sent.name)
    ending = named.suffix.lower() if named.suffix.lstrip(".").lower() in ENDINGS else f".{sent.format}"
    path = papers.place(f"{REPORTS}/{safe_name(named.stem)}{ending}")
    path.write_bytes(data)
    papers.tell(path, named.stem, pdf_a=ending == ".pdf")
