"""The report from its first line to its last: facts in, plain data out.

Which parts a recipient has is said in ``audience_model``; the order, and what stands in the appendix, is said here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from ikdesk.kernel.words import _, language
from ikdesk.paper.story import HIDDEN, TONGUES, Section, Story
from ikdesk.reports import table_sections as tables
from ikdesk.reports.audience_model import Audience, Part
from ikdesk.reports.audience_sentences import file_name as file_name
from ikdesk.reports.audience_sentences import report_title, warning
from ikdesk.reports.content_sections import Marks, attachments_of, content_of
from ikdesk.reports.correction_sections import corrections
from ikdesk.reports.cross_sections import by_department, by_place_and_kind, by_time, by_treatment, potential
from ikdesk.reports.definition_sections import definitions, threshold
from ikdesk.reports.evaluation_sections import evaluation, questions
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.focus_sections import focus_areas
from ikdesk.reports.front_sections import cover_of
from ikdesk.reports.light_sections import lights
from ikdesk.reports.risk_sections import risk_picture
from ikdesk.reports.sentences import short_lines, so_far, span
from ikdesk.reports.staff_sections import staff_tables
from ikdesk.reports.untold_sentences import sign_words
from ikdesk.reports.version_model import checksum_of
from ikdesk.reports.work_sections import (
    for_the_owner,
    in_other_system,
    measure_titles,
    measures,
    measures_in_numbers,
    measures_in_short,
)

Maker = Callable[[Facts], Section | tuple[Section, ...] | None]


def in_short(facts: Facts) -> Section:
    """At most five lines: generated from the numbers, or as the leader wrote them."""
    first = (warning(facts), so_far(facts))
    return Section(
        "short", str(_("Kort fortalt")), text=tuple(line for line in first if line),
        bullets=tuple(line.text for line in short_lines(facts)),
    )  # fmt: skip


def _owner_next(facts: Facts) -> Section | None:
    """On the first page all the same: it is what somebody higher up must not miss."""
    return None if facts.has("owner_first") else for_the_owner(facts)


def _rates(facts: Facts) -> Section | None:
    return tables.rates(facts) if facts.has("handling") else None


def _exposure(facts: Facts) -> Section | None:
    return tables.exposure(facts) if facts.has("handling") else None


def _routine(facts: Facts) -> Section | None:
    return tables.by_routine(facts) if facts.has("handling") else None


SECTIONS: tuple[tuple[Part, Maker], ...] = (
    ("short", in_short),
    ("owner_first", for_the_owner),
    ("lights", lights),
    ("owner", _owner_next),
    ("tables", tables.in_numbers),
    ("times", by_time),
    ("tables", tables.by_kind),
    ("tables", tables.by_severity),
    ("tables", tables.by_place),
    ("tables", potential),
    ("tables", tables.by_mechanism),
    ("tables", tables.by_activity),
    ("crosses", by_department),
    ("tables", by_treatment),
    ("tables", _routine),
    ("handling", tables.told_and_handled),
    ("tables", tables.by_month),
    ("crosses", by_place_and_kind),
    ("tables", _rates),
    ("tables", _exposure),
    ("staff", staff_tables),
    ("focus", focus_areas),
    ("questions", questions),
    ("measures", measures_in_short),
    ("measures", measures),
    ("measures", measures_in_numbers),
    ("measure_titles", measure_titles),
    ("risks", risk_picture),
    ("evaluation", evaluation),
    ("other_system", in_other_system),
    ("threshold", threshold),
    ("definitions", definitions),
    ("corrections", corrections),
)
# what a reader looks up: it stands in the appendix
_MORE_NUMBERS = frozenset({
    "potential", "by_mechanism", "by_activity", "by_department", "by_treatment", "by_routine_status", "handling",
    "by_month", "by_place_kind", "rates", "exposure",
})  # fmt: skip
_LOOKED_UP = frozenset({
    "measures", "measure_counts", "risk_changes", "risk_bare", "municipal", "threshold",
    "threshold_card", "definitions", "corrections",
})  # fmt: skip
_WITH = {"measure_counts": "measures", "threshold_card": "threshold"}  # below what, where that stands there too
# and what some recipients read first all the same
_IN_THE_BODY: dict[Audience, frozenset[str]] = {
    Audience.STAFF: frozenset({"measures"}),
    Audience.SAFETY: frozenset({"measures", "by_month"}),
    Audience.PARENTS: frozenset({"measures", "by_month"}),
}


def tertial_story(facts: Facts, *, when: datetime, fingerprint: str = "") -> Story:
    """The report of a period, ready for paper and for the workbook.

    Args:
        facts: what it is made from: what must not be told is not in them.
        when: the report's own moment, with its time zone.
        fingerprint: of the key it is signed with; empty: it is only read on the screen.
    """
    sections = sections_of(facts)
    title = report_title(facts)
    content = content_of(facts, sections, Marks(title, when, fingerprint))
    return Story(
        title=title, subtitle=span(facts), unit=facts.unit.name, sections=sections,
        author=facts.made_by, subject=str(_("Skader, uhell og andre hendelser")), when=when, codebook=facts.codebook,
        language=TONGUES[language()], attachments=attachments_of(content, sections, facts.codebook),
        cover=cover_of(facts, checksum_of(content), fingerprint), mark=warning(facts),
    )  # fmt: skip


def sections_of(facts: Facts) -> tuple[Section, ...]:
    """What the recipient of a report reads, the appendix last."""
    made = [
        section for part, make in SECTIONS if facts.has(part) for section in _several(make(facts))
    ]  # fmt: skip
    kept = _IN_THE_BODY.get(facts.audience, frozenset())
    body, numbers, areas, others = [], [], [], []
    for section in _with_sign(facts, made):
        if section.key in _MORE_NUMBERS - kept:
            numbers.append(replace(section, appendix=True, level=2))
        elif section.appendix:
            areas.append(replace(section, level=2))
        elif section.key in _LOOKED_UP - kept:
            alone = _WITH.get(section.key, section.key) in kept | {section.key}
            others.append(replace(section, appendix=True, level=1 if alone else 2))
        else:
            body.append(section)
    return (
        *body, *_under("more_numbers", str(_("Flere tall")), numbers),
        *_under("more_areas", str(_("Mer om innsatsområdene")), areas), *others,
    )  # fmt: skip


def _under(key: str, title: str, sections: Sequence[Section]) -> tuple[Section, ...]:
    """Parts of the appendix under a heading of their own; nothing where there are none."""
    return (Section(key, title, appendix=True), *sections) if sections else ()


def _with_sign(facts: Facts, sections: Iterable[Section]) -> Iterable[Section]:
    """The same, saying what the sign for a hidden number means under the first table that has it."""
    told = False
    for section in sections:
        at = next((at for at, table in enumerate(section.tables) if any(HIDDEN in row for row in table.rows)), None)
        if at is None or told:
            yield section
            continue
        told = True
        table = section.tables[at]
        noted = replace(table, note=f"{table.note} {sign_words(facts)}".lstrip())
        yield replace(section, tables=(*section.tables[:at], noted, *section.tables[at + 1 :]))


def _several(made: Section | tuple[Section, ...] | None) -> tuple[Section, ...]:
    if made is None:
        return ()
    return made if isinstance(made, tuple) else (made,)
