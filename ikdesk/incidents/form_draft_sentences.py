"""The forms of NAV and of the insurer as lists of fields with what is known here, to be copied one by one.

Source: NAV 13-07.05 (employees) and 13-10.01 (pupils); folketrygdloven §§ 13-10 and 13-14. Which fields an insurer asks
for differs; these are the usual ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from ikdesk.incidents.case_model import OtherChild
from ikdesk.incidents.form_model import INCIDENT, PARTS, Draft, DraftFacts, Values
from ikdesk.incidents.form_sentences import without
from ikdesk.incidents.staff_model import StaffCase
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import show
from ikdesk.kernel.words import Text, _
from ikdesk.unit.model import UnitKind

MISSING = _("mangler")
_CHECK = _("Kontroller skjemanummeret hos NAV før du sender. Skjemaet sendes på nav.no.")
_STAFF_NOTES = (
    _("For ansatte: NAV 13-07.05. {check}"),
    _("Arbeidsgiver melder så snart som mulig, og senest innen ett år. Er ingen skadet, sendes ingen melding."),
)  # fmt: skip
_PUPIL_NOTES = (
    _("For elever og barn i SFO: NAV 13-10.01. {check}"),
    _("Skolen melder så snart som mulig, og senest innen ett år. Det er vanlig at foreldrene får en kopi."),
)  # fmt: skip
_NOT_NAV = _("Barn i barnehage er ikke med i NAVs ordning for yrkesskade. Bruk skjemaet til forsikringsselskapet.")
_FIELDS = {one.key: one for one in (*PARTS[StaffCase], *INCIDENT)}
_INJURY = {one.key: one for one in PARTS[OtherChild]}
_PROFESSIONAL = "professional"  # of a treatment: given by a doctor, a dentist or a hospital
_WHO = {
    UnitKind.BARNEHAGE: _("Barn i barnehage"), UnitKind.SKOLE: _("Elev"), UnitKind.SFO: _("Barn i SFO"),
}  # fmt: skip


def drafts_of(facts: DraftFacts, child: int, codebook: Codebook) -> tuple[Draft, ...]:
    """The forms that may be needed for a case, NAV's first.

    Args:
        facts: the case and the unit.
        child: which of the children it is for, from 0; nothing where it is about staff.
        codebook: the unit's code lists.
    """
    made = _Form(facts, child, codebook)
    return made.nav(), made.insurer()


class _Form:
    """Fills in the forms of one case.

    Args:
        facts: the case and the unit.
        child: which of the children.
        codebook: the unit's code lists.
    """

    def __init__(self, facts: DraftFacts, child: int, codebook: Codebook) -> None:
        self.facts, self.whole, self.codebook = facts, facts.whole, codebook
        self.staff: Values = next(iter(self.whole.parts.get(StaffCase, ())), {})
        self.own: Values = self.staff if self.whole.about_staff else self.whole.children[child]
        others = [one for at, one in enumerate(self.whole.children) if at != child]
        self.others = [str(one["child"]) for one in others if one.get("child")]

    def nav(self) -> Draft:
        """NAV's form; a kindergarten child has none."""
        title = str(_("NAV – skademelding"))
        if self.whole.about_staff:
            notes = _STAFF_NOTES
        elif self.facts.unit_kind is UnitKind.BARNEHAGE:
            return Draft("nav", title, (str(_NOT_NAV),), ())
        else:
            notes = _PUPIL_NOTES
        return Draft("nav", title, tuple(one.format(check=_CHECK) for one in notes), tuple(self._nav_lines()))

    def insurer(self) -> Draft:
        """The form for one injury that the insurer is told of by itself."""
        title = _("Forsikring – {insurer}").format(insurer=self.facts.insurer or _("enkeltskade"))
        note = _("Bruk selskapets eget skjema, og fyll inn herfra. Selskapene spør om litt forskjellige ting, og "
                 "fristen står i avtalen.")  # fmt: skip
        return Draft("insurer", title, (str(note),), tuple(self._insurer_lines()))

    def _nav_lines(self) -> Iterator[tuple[str, str]]:
        yield str(_("Navn på virksomheten")), self.facts.unit
        yield str(_("Organisasjonsnummer")), self.facts.org_number
        yield from self._person()
        yield from self._event()
        yield from self._injury()
        if self.whole.about_staff:
            yield str(_("Fravær fra")), self._value("absence_from")
            yield str(_("Dager med fravær")), self._value("absence_days")

    def _insurer_lines(self) -> Iterator[tuple[str, str]]:
        yield str(_("Forsikringsselskap")), self.facts.insurer
        yield str(_("Avtalenummer")), self.facts.policy_number
        yield str(_("Forsikringstaker")), self.facts.unit
        yield from self._person()
        if not self.whole.about_staff:
            yield str(_("Foreldrenes navn og kontonummer")), ""
        yield from self._event()
        yield from self._injury()
        yield str(_("Utgifter")), ""

    def _person(self) -> Iterator[tuple[str, str]]:
        if self.whole.about_staff:
            yield str(_("Stilling")), str(self.staff.get("position") or "")
            yield str(_("Ansettelsesforhold")), self._value("employment")
        else:
            yield str(_("Den skadde er")), str(_WHO[self.facts.unit_kind])
            yield str(_("Initialer eller nummer hos oss")), str(self.own.get("child") or "")
        yield str(_("Den skaddes navn")), ""
        yield str(_("Fødselsnummer")), ""

    def _event(self) -> Iterator[tuple[str, str]]:
        told = self.whole.told
        for key, label in _EVENT.items():
            value = told.get(key)
            yield str(label), self._shown(key, value)
        if self.whole.about_staff:
            yield str(_("Når i arbeidet")), self._value("work_when")
        yield str(_("Hva skjedde")), self._text("story")
        yield str(_("Hva ble gjort med en gang")), self._text("done_at_once")
        yield str(_("Vårt saksnummer")), self.whole.number

    def _injury(self) -> Iterator[tuple[str, str]]:
        for key, label in _HURT.items():
            value = self.own.get(key)
            yield str(label), show(value, _INJURY[key], self.codebook) if value else ""
        yield str(_("Lege, tannlege eller sykehus")), self._doctor()

    def _doctor(self) -> str:
        codes = self.own.get("treatment") or ()
        if not codes:
            return ""
        paid = any(self.codebook.more("treatment", code, _PROFESSIONAL) for code in codes)
        return str(_("Ja") if paid else _("Nei"))

    def _text(self, key: str) -> str:
        return without(str(self.whole.told.get(key) or ""), self.others, str(_("et annet barn")))

    def _value(self, key: str) -> str:
        return self._shown(key, self.staff.get(key))

    def _shown(self, key: str, value: object) -> str:
        return "" if value in (None, "", ()) else show(value, _FIELDS[key], self.codebook)


_EVENT: dict[str, Text] = {
    "occurred_on": _("Dato for skaden"), "occurred_time": _("Klokkeslett"), "place_id": _("Skadested"),
    "activity": _("Aktivitet"), "mechanism": _("Hvordan skjedde det"), "causes": _("Årsak"),
    "equipment_id": _("Utstyr"), "supervision": _("Så en voksen hva som skjedde"),
}  # fmt: skip
_HURT: dict[str, Text] = {
    "injury_kind": _("Hva slags skade"), "body_part": _("Kroppsdel"), "side": _("Side"), "treatment": _("Behandling"),
}  # fmt: skip


def line_shown(value: str) -> str:
    """A value, or that it is missing.

    Args:
        value: what is known.
    """
    return value or str(MISSING)


__all__ = ["MISSING", "drafts_of", "line_shown"]
