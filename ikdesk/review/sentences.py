"""What the review found, and what to do about it, in words."""

from __future__ import annotations

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many, short_date
from ikdesk.review.model import Finding, Rule
from ikdesk.risks.matrix_model import GRADES

HIDDEN = _("Skjermet")  # instead of what kind of incident it is
_WHAT = {
    Rule.MEASURE_LATE: _("Gjør tiltaket ferdig, eller avtal en ny frist."),
    Rule.MEASURE_NO_DEADLINE: _("Skriv innen når det skal være gjort."),
    Rule.MEASURE_NO_OWNER: _("Skriv hvem som gjør det."),
    Rule.DONE_NOT_EVALUATED: _("Se på tallene og svar på om det virket, eller velg en dag dere gjør det."),
    Rule.EVALUATION_LATE: _("Se på tallene og svar på om det virket."),
    Rule.SERIOUS_NO_MEASURE: _("Lag et tiltak, eller knytt hendelsen til et dere har."),
    Rule.CLOSED_OPEN_MEASURE: _("Gjør tiltaket ferdig, eller åpne hendelsen igjen."),
    Rule.NO_CAUSE: _("Skriv hva som var årsaken."),
    Rule.INCIDENT_LATE: _("Følg opp og lukk saken, eller gi den en ny frist."),
    Rule.UNCONFIRMED: _("Les meldingen, og bekreft den eller trekk den."),
    Rule.CASE_LATE: _("Gjør planen ferdig eller vurder tiltakene, og skriv dagen i saken."),
    Rule.ROUTINE_LATE: _("Les gjennom rutinen, og si om den holder eller må endres."),
    Rule.ROUTINE_NO_RISK: _("Vurder hva som kan gå galt, eller knytt rutinen til en vurdering dere har."),
    Rule.RISK_NO_MEASURE: _("Lag et tiltak, eller skriv hvem som godtar risikoen, og hvorfor."),
    Rule.RISK_FELL_BACK: _("Vurder faren på nytt, eller sett i verk noe annet."),
    Rule.RISK_SERIOUS: _("Se om vurderingen fortsatt stemmer, og skriv at dere har sett på den."),
    Rule.RISK_LOG: _("Les hva loggen sier, og vurder på nytt. Dere bestemmer hvor den skal stå."),
    Rule.RISK_LOWERED: _("Skriv hva som gjør den lavere, eller vurder den på nytt."),
    Rule.RISK_ACCEPTED: _("Se om dere fortsatt kan godta den, eller lag et tiltak."),
    Rule.RISK_BARRIER: _("Sett det i stand, eller finn noe annet som hindrer faren."),
    Rule.RISK_NOT_RATED: _("Velg hvor sannsynlig det er, og hvor galt det kan gå."),
    Rule.RISK_LATE: _("Se om den fortsatt stemmer, og velg neste dag dere ser på den."),
    Rule.RISK_NO_LOOK: _("Velg en dag dere ser på den igjen. Vanlig er hvert år."),
    Rule.RISK_NOT_APPROVED: _("Les gjennom den, og godkjenn den. Da ser alle hva som gjelder."),
    Rule.PLACE_NO_DAYS: _("Før dagene stedet var i bruk, eller et samlet tall for sesongen."),
    Rule.DAYS_UNCONFIRMED: _("Bekreft dagene, så de blir regnet med."),
    Rule.EQUIPMENT_FAULT: _("Reparer det, eller ta det ut av bruk så lenge."),
    Rule.EQUIPMENT_LATE: _("Kontroller utstyret, og skriv at det er gjort."),
    Rule.FOCUS_LATE: _("Se på tallene, og velg neste dag dere ser på dem."),
    Rule.FOCUS_NO_LOOK: _("Velg en dag dere ser på tallene. Da vet alle når svaret kommer."),
    Rule.MEETING_OPEN: _("Avslutt møtet, så forslagene blir tiltak, eller flytt det til en ny dag."),
}
_OPEN = {
    "measures": _("Åpne tiltaket"), "incidents": _("Åpne hendelsen"), "routines": _("Åpne rutinen"),
    "exposure": _("Før dagene"), "places": _("Åpne stedet"), "equipment": _("Åpne utstyret"),
    "focus": _("Åpne innsatsområdet"), "meetings": _("Åpne møtene"), "risks": _("Åpne vurderingen"),
}  # fmt: skip
_SINCE = {Rule.SERIOUS_NO_MEASURE, Rule.CLOSED_OPEN_MEASURE, Rule.NO_CAUSE, Rule.UNCONFIRMED}  # days of no deadline
_ASSESSED = _("Vurdert {day}")
_DAYS = {
    Rule.MEETING_OPEN: _("Skulle holdes {day}"), Rule.DAYS_UNCONFIRMED: _("Den eldste er {day}"),
    Rule.RISK_SERIOUS: _("Sist {day}"), Rule.RISK_BARRIER: _("Sjekket {day}"), Rule.RISK_FELL_BACK: _("Stoppet {day}"),
    **dict.fromkeys((
        Rule.RISK_NO_MEASURE, Rule.RISK_LOG, Rule.RISK_LOWERED, Rule.RISK_NO_LOOK, Rule.RISK_NOT_APPROVED,
    ), _ASSESSED),
}  # fmt: skip


def what_words(rule: Rule) -> str:
    """What to do about what was found by a rule."""
    return str(_WHAT[rule])


def open_words(page: str) -> str:
    """What is opened where something is put right.

    Args:
        page: as in ``Finding``.
    """
    return str(_OPEN[page])


def finding_title(finding: Finding, book: Codebook) -> str:
    """What was found: the name of it, or what kind of incident; nothing of what was told.

    Args:
        finding: what was found.
        book: the unit's lists.
    """
    if finding.restricted or finding.title:
        return str(HIDDEN) if finding.restricted else finding.title
    return book.label(finding.codes, finding.code) if finding.code else str(finding.rule.label)


def finding_details(finding: Finding) -> str:
    """Its place and day, and how much of it there is."""
    parts = [finding.place if finding.place != finding.title else "", _day_words(finding), _count_words(finding)]
    return " · ".join(part for part in parts if part)


def finding_line(finding: Finding, book: Codebook) -> str:
    """All of it but its number, in one line.

    Args:
        finding: what was found.
        book: the unit's lists.
    """
    details = finding_details(finding)
    return f"{finding_title(finding, book)} · {details}" if details else finding_title(finding, book)


def found_words(number: int) -> str:
    """How much was found: "Røntgen: 7 ting å se på".

    Args:
        number: of findings.
    """
    return _("Røntgen: {things}").format(things=many("{n} ting å se på", "{n} ting å se på", number))


def _day_words(finding: Finding) -> str:
    if finding.day is None or finding.days is None:
        return ""
    day = short_date(finding.day)
    if finding.rule in _SINCE:
        return day
    if finding.rule in _DAYS:
        return _DAYS[finding.rule].format(day=day)
    if finding.days <= 0:
        return str(_("Skal vurderes i dag"))
    return _("{day}, for {days} siden").format(day=day, days=many("{n} dag", "{n} dager", finding.days))


def _count_words(finding: Finding) -> str:
    number = finding.count
    if finding.rule is Rule.PLACE_NO_DAYS:
        return many("{n} hendelse denne sesongen", "{n} hendelser denne sesongen", number)
    if finding.rule is Rule.DAYS_UNCONFIRMED:
        return many("{n} dag", "{n} dager", number)
    if finding.rule is Rule.SERIOUS_NO_MEASURE:
        return str(_("kunne blitt alvorlig")) if number else ""
    if finding.rule is Rule.RISK_SERIOUS and number > 1:
        return many("{n} hendelse", "{n} hendelser", number)
    if finding.rule is Rule.RISK_NO_MEASURE:
        return GRADES[number].colour
    if finding.rule is Rule.CLOSED_OPEN_MEASURE and number > 1:
        return many("{n} tiltak", "{n} tiltak", number)
    return ""
