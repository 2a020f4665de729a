"""What worked, what comes first in the next period, and what the staff may talk about."""

from __future__ import annotations

from ikdesk.kernel.words import _
from ikdesk.meetings.sentences import ABOUT_AREA, OPEN_QUESTIONS
from ikdesk.paper.story import Section
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.focus_sections import area_name
from ikdesk.reports.model import PRIORITIES, WORKED, WORKED_NOT


def evaluation(facts: Facts) -> Section | None:
    """What the leader wrote about the period and the next; None where nothing is written."""
    first = [(key, facts.texts.get(key, "")) for key in PRIORITIES]
    numbered = [text for _key, text in first if text]
    said = [
        (_("Dette har virket"), facts.texts.get(WORKED, "")),
        (_("Dette har ikke virket"), facts.texts.get(WORKED_NOT, "")),
        *((_("Prioritet {n}").format(n=n), text) for n, text in enumerate(numbered, 1)),
    ]  # fmt: skip
    shown = tuple((str(label), text) for label, text in said if text)
    return Section("evaluation", str(_("Evaluering og neste periode")), facts=shown) if shown else None


def questions(facts: Facts) -> tuple[Section, ...]:
    """What the staff may talk about: the same as in a staff meeting, for each focus area."""
    title = str(_("Spørsmål å snakke om"))
    about = tuple(
        Section(f"questions_{at}", area_name(facts, at), level=2, bullets=tuple(str(text) for _key, text in ABOUT_AREA))
        for at in range(1, len(facts.parts) + 1)
    )
    return (Section("questions", title, bullets=tuple(str(text) for _key, text in OPEN_QUESTIONS)), *about)
