"""Reports of many units, from files to the documents for the sector: looked into, laid out, counted, and written.

All of it or nothing: the documents are drawn beside their places first, and the keys of the units that are known are
written last, when the documents stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path

from ikdesk.kernel.clock import Clock, norway
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.tertial import parse_period
from ikdesk.kernel.words import _, listed
from ikdesk.paper.saving import save_as
from ikdesk.paper.story import Attachment, Story
from ikdesk.sector.book_writing import fill_sector_book
from ikdesk.sector.facts_model import Lists, SectorFacts
from ikdesk.sector.facts_queries import lists, sector_facts
from ikdesk.sector.gather_actions import gather
from ikdesk.sector.json_sections import write_json_summary, write_summary
from ikdesk.sector.known_actions import keeping_known, read_known
from ikdesk.sector.mark_sections import name_of
from ikdesk.sector.outcome_queries import file_states
from ikdesk.sector.sections import sector_story
from ikdesk.sector.shown_sections import MOST_UNITS
from ikdesk.sector.store_model import Store
from ikdesk.sector.wanted_model import Collected, FileState, Tick, Wanted

OpenStore = Callable[[], AbstractContextManager[Store]]
JSON_NAME = "samlet.json"  # what it is called inside the PDF
STEPS = 1000  # of all the work
_READ, _COUNTED, _TABLED = 800, 880, 960  # how far it has come when the files are read, counted, and in the workbook


@dataclass(frozen=True, slots=True)
class _Document:
    """A file to be made."""

    path: Path  # where it is wanted
    fill: Callable[[Path], None]  # draws it in a file that is there


def collect(open_store: OpenStore, wanted: Wanted, pins: Path, folder: Path, *, tick: Tick) -> Collected:
    """Collect reports, and write what comes of them.

    Args:
        open_store: gives the file they are laid out in meanwhile.
        wanted: which reports.
        pins: the file of the units that are known; it is made if it is missing, and gets those that are new.
        folder: where the documents go.
        tick: told how far it has come; may raise Cancelled, then nothing is written.

    Raises:
        Problem: none of the files is a report for the period, or something cannot be read or saved.
    """
    known = read_known(pins)
    with open_store() as store:
        gathered = gather(store, wanted, known, tick=_part(tick, 0, _READ))
        states = store.read(file_states)
        if FileState.TAKEN not in states:
            raise Problem(_nothing(wanted, states))
        facts = sector_facts(store, wanted, parse_period(gathered.period), _when(wanted))
        tick(_COUNTED, STEPS)
        documents = _documents(facts, lists(store, facts), wanted, folder, tick)
        made: list[Path] = []
        with ExitStack() as undo:
            undo.callback(_remove, made)
            with ExitStack() as keys:  # written when all is drawn, and in their place when the documents are

                def drawn() -> None:
                    tick(STEPS, STEPS)
                    keys.enter_context(keeping_known(pins, known, gathered.known))

                _save(documents, made, drawn)
            undo.pop_all()
        return Collected(
            gathered.period, facts.units, facts.files, facts.troubled, facts.missing,
            tuple(sorted(made, key=lambda path: ("pdf", "xlsx", "json").index(path.suffix[1:]))),
        )  # fmt: skip


def _when(wanted: Wanted) -> datetime:
    """The moment of the documents, in Norwegian time: never on another day than the one it is said to be."""
    time = Clock().moment().astimezone(norway()).time().replace(microsecond=0)
    return datetime.combine(wanted.today, time, norway())


def _documents(
    facts: SectorFacts, all_lists: Lists, wanted: Wanted, folder: Path, tick: Tick
) -> list[_Document]:  # fmt: skip
    """The documents that were asked for."""
    name = name_of(facts)
    fill: dict[str, Callable[[Path], None]] = {
        "xlsx": lambda draft: fill_sector_book(facts, all_lists, draft, _part(tick, _COUNTED, _TABLED)),
        "json": lambda draft: write_json_summary(facts, all_lists, draft),
        "pdf": lambda draft: _fill_pdf(facts, all_lists, draft, _part(tick, _TABLED, STEPS)),
    }
    return [
        _Document(folder / f"{name}.{one}", fill[one])
        for one in fill if one in wanted.formats or (one == "json" and wanted.json)
    ]  # fmt: skip


def _save(documents: Sequence[_Document], made: list[Path], drawn: Callable[[], None]) -> None:
    """Draw all of them beside their places, and only then move them there.

    Args:
        documents: what is to be made.
        made: gets where each lies, as soon as it does.
        drawn: called when all are drawn, and none is moved yet.
    """
    if not documents:
        drawn()
        return
    one, *others = documents

    def write(draft: Path) -> None:
        one.fill(draft)
        _save(others, made, drawn)

    made.append(save_as(one.path, write))


def _remove(made: Sequence[Path]) -> None:
    """Take away what was moved before something went wrong: documents that call units new are no use alone."""
    for path in made:
        with suppress(OSError):  # what went wrong first is what is told
            path.unlink()


def _fill_pdf(facts: SectorFacts, all_lists: Lists, draft: Path, tick: Tick) -> None:
    """The PDF; the numbers for machines travel inside it where there are so few units that all stand on paper."""
    from ikdesk.paper.pdf import pdf_bytes

    story = sector_story(facts, all_lists)
    if facts.units <= MOST_UNITS:
        story = _with_numbers(story, facts, all_lists)
    draft.write_bytes(pdf_bytes(story, tick))


def _with_numbers(story: Story, facts: SectorFacts, all_lists: Lists) -> Story:
    """In memory: what lay in a folder meanwhile could be read by others if the program was killed."""
    out = StringIO()
    write_summary(facts, all_lists, out)
    said = str(_("Tallene i rapporten, lesbare for maskiner"))
    return replace(story, attachments=(Attachment(JSON_NAME, out.getvalue().encode(), description=said),))


def _part(tick: Tick, begin: int, end: int) -> Tick:
    """A tick for one piece of the work.

    Args:
        tick: told of the whole.
        begin: how far the whole has come before it.
        end: how far it has come after it.
    """
    return lambda done, total: tick(begin + (end - begin) * min(done, total) // max(total, 1), STEPS)


def _nothing(wanted: Wanted, states: Mapping[FileState, int]) -> str:
    """What is said where there is nothing to collect: what there was instead, and what to do."""
    if not states:
        return str(_("Fant ingen PDF- eller Excel-filer der. Velg rapportene, eller mappen de ligger i."))
    found = listed([f"{state.label} ({states[state]})" for state in FileState if state in states])
    if wanted.period:
        period = parse_period(wanted.period).name
        return _("Ingen av filene er en rapport for {period} som kan tas med. Dette fant vi: {found}. Velg en annen "
                 "periode eller andre filer.").format(period=period, found=found)  # fmt: skip
    return _("Ingen av filene er en rapport som kan tas med. Dette fant vi: {found}. Velg andre filer, eller be "
             "enhetene sende den leverte rapporten en gang til.").format(found=found)  # fmt: skip
