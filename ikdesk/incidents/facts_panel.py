"""What was told of an incident: the facts, the words, and what was corrected since."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.form_model import CaseCorrection
from ikdesk.incidents.form_sentences import correction_words
from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.queries import IncidentDetail
from ikdesk.incidents.section_panel import CaseSection
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import show
from ikdesk.kernel.words import _, clock_time, long_date
from ikdesk.ui.cards import FactLine
from ikdesk.ui.desk import Desk
from ikdesk.ui.text import Heading, Label

FIELDS = {field.key: field for field in fields_of(Incident)}
TITLE = 90  # characters of the first line
LOCKED = _("Meldt fra låst skjerm. Teller ikke med før den er bekreftet.")


class FactsSection(CaseSection):
    """When, where, what and whom."""

    def __init__(self, desk: Desk, tell: Callable[..., None], incident: IncidentDetail) -> None:
        super().__init__(desk, tell, incident, str(_("Det som skjedde")))
        self.reload()

    def reload(self) -> None:
        """Show it as it stands now."""
        self.show_parts(*self._parts(self.incident, self.desk.codebook))

    def _parts(self, incident: IncidentDetail, book: Codebook) -> Iterator[QWidget]:
        if incident.status is Status.UNCONFIRMED:
            yield Label(str(LOCKED), "secondary")
        yield from (FactLine(name, value) for name, value in facts(incident, book) if value)
        yield from told_words(incident)
        yield from correction_lines(incident, book)


def facts(incident: IncidentDetail, book: Codebook) -> list[tuple[str, str]]:
    """What was told in a word each: a name and a value, or "" where nothing was."""
    at = f" {_('kl.')} {clock_time(incident.occurred_time)}" if incident.occurred_time else ""
    return [
        (str(_("Når")), f"{long_date(incident.occurred_on)}{at}"),
        (str(_("Hvor")), ", ".join(part for part in (incident.place, incident.department) if part)),
        (str(_("Type")), shown(incident, "kind", book)),
        (str(_("Alvor")), shown(incident, "severity", book)),
        (str(_("Kunne blitt")), shown(incident, "potential", book)),
        (str(_("Gjelder")), incident.child),
        (str(_("Meldt")), shown(incident, "reported_at", book)),
        (str(_("Lukket")), shown(incident, "closed_at", book)),
        (str(_("Trukket fordi")), incident.withdrawn_why if incident.disposed_on is None else ""),
    ]


def shown(incident: IncidentDetail, key: str, book: Codebook) -> str:
    """One attribute as people read it; "" where nothing was filled in."""
    value = getattr(incident, key)
    return "" if value is None else show(value, FIELDS[key], book)


def told_words(incident: IncidentDetail) -> Iterator[QWidget]:
    """What was told in words, each under its question; what stands in the title already is not said twice."""
    for key in ("story", "done_at_once"):
        if getattr(incident, key) and (key != "story" or len(incident.story) > TITLE or "\n" in incident.story):
            yield Heading(FIELDS[key].label.rstrip("?"), 3)
            yield Label(getattr(incident, key))


def correction_lines(incident: IncidentDetail, book: Codebook) -> Iterator[QWidget]:
    """What stood before it was corrected."""
    if incident.corrections:
        yield Heading(str(_("Rettelser")), 3)
    for row in incident.corrections:
        told = CaseCorrection(row.at.date(), row.attribute, row.before, row.after, row.why)
        yield Label(correction_words(told, book), "secondary")


def title_of(incident: IncidentDetail, codebook: Codebook) -> str:
    """The first line of what was told, or what kind of incident it is where nothing was."""
    first = incident.story.split("\n", 1)[0].strip()
    return f"{first[:TITLE]}…" if len(first) > TITLE else first or codebook.label("event_type", incident.kind)
