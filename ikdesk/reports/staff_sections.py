"""What a report tells the safety representative: the staff register in numbers, nothing about a single person."""

from __future__ import annotations

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.paper.story import Section
from ikdesk.reports.facts_model import Facts, compare
from ikdesk.reports.table_sections import by_kind, by_month, by_place, by_severity, in_numbers, section_of
from ikdesk.reports.untold_sentences import dropped_words


def staff_tables(facts: Facts) -> tuple[Section, ...]:
    """The register of a period: what kind, when in the work, where, how bad, and by month."""
    title = str(_("Hendelser med ansatte"))
    made = (by_kind(facts), by_work(facts), by_place(facts), by_severity(facts), by_month(facts))
    found = tuple(section for section in made if section is not None)
    if facts.anything and not found:  # there is nothing to explain how to read
        return (Section("numbers", title, text=dropped_words(facts)),)
    nothing = str(_("Ingen hendelser med ansatte er registrert i perioden."))
    return (in_numbers(facts, title, nothing), *found)


def by_work(facts: Facts) -> Section | None:
    """Events by what staff were doing when it happened."""
    rows = compare(facts, "work_when", in_order=True) if "work_when" not in facts.dropped else ()
    if not any(count.code for count in rows):
        return None
    return section_of(
        facts, Field("work_when", str(_("Når i arbeidet")), codes="work_when"), rows,
        str(_("Når i arbeidet det skjedde")),
    )  # fmt: skip
