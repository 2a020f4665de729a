"""The moments of a case in words."""

from __future__ import annotations

from ikdesk.incidents.model import Incident, Status
from ikdesk.incidents.timeline_model import Moment, What
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, clock_time, listed, short_date
from ikdesk.measures.model import MeasureStatus

_FIELDS = {field.key: field for field in fields_of(Incident)}
_NAMES = {
    "routine_status": _("rutinen"), "routine_id": _("rutinen"), "activity": _("aktiviteten"),
    "mechanism": _("hvordan det skjedde"), "causes": _("årsaken"), "injury_kind": _("skaden"),
    "body_part": _("skaden"), "side": _("skaden"), "treatment": _("behandlingen"),
    "notified": _("hvem som fikk beskjed"), "handling": _("vurderingen"), "reply": _("svaret til den som meldte"),
    "supervision": _("om en voksen så det"), "adults_present": _("hvor mange som var til stede"),
    "children_present": _("hvor mange som var til stede"), "conditions": _("forholdene"),
    "equipment_id": _("utstyret"), "prevent": _("hva som ville hindret det"),
    "prevent_said": _("hva som ville hindret det"), "discovered_on": _("når det ble oppdaget"),
    "discovered_time": _("når det ble oppdaget"), "due_on": _("fristen"),
}  # fmt: skip


def when_words(moment: Moment) -> str:
    """The day, and the time of day where it is known."""
    day = short_date(moment.day)
    return day if moment.clock is None else f"{day} {_('kl.')} {clock_time(moment.clock)}"


def what_words(moment: Moment, book: Codebook) -> str:
    """What happened, on one line or a few."""
    match moment.what:
        case What.STATUS:
            return _("Status: {status}").format(status=Status.of(moment.after).label)
        case What.SEVERITY | What.POTENTIAL:
            return f"{moment.what.label}: {_ends(moment, 'severity', book)}"
        case What.CORRECTED:
            return _("Rettet: {what}").format(what=_label(moment.about))
        case What.HANDLED:
            names = dict.fromkeys(str(_NAMES[name]) for name in moment.names if name in _NAMES)
            return _("Fulgt opp: {what}").format(what=listed(list(names)))
        case What.TOLD | What.NOT_TOLD:
            return f"{moment.what.label}: {book.label('contact_role', moment.after)}"
        case What.UNDONE:
            return moment.about
        case _:
            return str(moment.what.label)


def more_words(moment: Moment) -> str:
    """What is told of it besides; "" where nothing is."""
    match moment.what:
        case What.CORRECTED | What.UNDONE:
            return ""
        case What.SEVERITY:
            return ""
        case What.EVALUATED:
            return f"{moment.about} – {MeasureStatus.of(moment.after).label}"
        case _:
            return moment.about


def _ends(moment: Moment, codes: str, book: Codebook) -> str:
    before, after = (book.label(codes, code) if code else "–" for code in (moment.before, moment.after))
    return _("fra {before} til {after}").format(before=before, after=after)


def _label(attribute: str) -> str:
    field = _FIELDS.get(attribute)
    return str(field.label).rstrip("?").lower() if field is not None else attribute
