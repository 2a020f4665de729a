"""What a report tells the safety representative: the staff register in numbers, nothing about a single person."""

from __future__ import annotations

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _
from ikdesk.paper.story import Section
from ikdesk.reports.facts_model import Facts, compare
from ikdesk.reports.table_sections import by_kind, by_month, by_place, by_severity, in_numbers, section_of


def staff_tables(facts: Facts) -> tuple[Section, ...]:
    """The register of a period: what kind, when in the work, where, how bad, and by month."""
    opening = in_numbers(facts, str(_("Hendelser med ansatte")), str(_(
        "Ingen hendelser med ansatte er registrert i perioden."
    )))  # fmt: skip
    found = (by_kind(facts), by_work(facts), by_place(facts), by_severity(facts), by_month(facts))
    return (opening, *(section for section in found if section is not None))


def by_work(facts: Facts) -> Section | None:
    """Events by what staff were doing when it happened."""
    rows = compare(facts, "work_when", in_order=True) if "work_when" not in facts.dropped else ()
    if not any(count.code for count in rows):
        return None
    return section_of(
        facts, Field("work_when", str(_("Når i arbeidet")), codes="work_when"), rows,
        str(_("Hendelser etter når i arbeidet")),
    )  # fmt: skip
