"""A routine as a page for the wall: plain data, ready for ink."""

from __future__ import annotations

from datetime import datetime

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, language, plain_date
from ikdesk.paper.poster import Part, Poster
from ikdesk.paper.story import TONGUES
from ikdesk.routines.model import RoutineStatus
from ikdesk.routines.queries import RoutineDetail
from ikdesk.routines.version_queries import VersionRow


def routine_poster(routine: RoutineDetail, unit: str, codebook: Codebook, *, when: datetime) -> Poster:
    """The version people read, as one page.

    Args:
        routine: the routine.
        unit: the name of the unit.
        codebook: the unit's code lists.
        when: the moment it is printed; aware.
    """
    version = routine.shown
    return Poster(
        version.title, " · ".join(part for part in (unit, routine.place) if part), version.purpose,
        str(_("Slik gjør vi det")), version.steps, _foot(version, codebook), when,
        before=(Part(str(_("Når")), version.when),),
        after=(Part(str(_("Hvis det ikke går som planlagt")), version.if_it_fails),),
        warning=standing_words(routine), author=version.approved_by or unit, language=TONGUES[language()],
    )  # fmt: skip


def standing_words(routine: RoutineDetail) -> str:
    """What must be said of a routine that does not hold on the day; nothing when it does."""
    version = routine.shown
    if routine.status is RoutineStatus.RETIRED:
        return str(_("Utgått. Gjelder ikke lenger."))
    if version.status is RoutineStatus.DRAFT:
        return str(_("Utkast. Gjelder ikke ennå."))
    if version.status is RoutineStatus.COMING and version.valid_from is not None:
        return _("Gjelder fra {day}.").format(day=plain_date(version.valid_from))
    return ""


def version_words(version: VersionRow) -> str:
    """One line about a version: its number, from when it holds, and who approved it."""
    line = _("Versjon {n}").format(n=version.edition)
    if version.status is RoutineStatus.DRAFT:
        return f"{line} · {RoutineStatus.DRAFT.label.lower()}"
    if version.valid_from is not None:
        line = _("Versjon {n}, gjelder fra {day}").format(n=version.edition, day=plain_date(version.valid_from))
    return line + (f" · {_('Godkjent av {who}').format(who=version.approved_by)}" if version.approved_by else "")


def _foot(version: VersionRow, codebook: Codebook) -> tuple[str, ...]:
    who = codebook.label("responsible_role", version.role) if version.role else ""
    rules = ", ".join(codebook.label("legal_hook", code) for code in version.legal_hooks)
    review = plain_date(version.review_due) if version.review_due else ""
    return (
        _("Ansvarlig: {who}").format(who=who) if who else "",
        version_words(version),
        _("Skal ses på igjen innen {day}").format(day=review) if review else "",
        _("Bygger på: {rules}").format(rules=rules) if rules else "",
    )
