"""The rules of who should be told of what, one row each: what happened, whom, how soon, why, and where it says so.

What the law says is named with its section. What is customary, a local routine or an agreement is worded as that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ikdesk.incidents.insurer_model import SMALL
from ikdesk.incidents.model import CHILD_INJURY, ENVIRONMENT, INTERVENTION, STAFF_KINDS, VIOLATION
from ikdesk.incidents.notice_clock_model import NoticeFacts, Suggestion, When, due_of
from ikdesk.incidents.staff_duties_model import BECAUSE, TOLD, Duty, duties
from ikdesk.kernel.words import _
from ikdesk.unit.model import UnitKind

BREACH = "privacy_breach"
HOLDS_DANGER = frozenset({"hazard", "building_equipment", "fire_safety", "food_hygiene"})  # a condition, not an injury
HURTS = HOLDS_DANGER | {"medication_allergy", "child_missing"}  # a child is hurt where it is graded so
PROFESSIONAL = frozenset({"dentist", "doctor", "emergency_clinic", "hospital", "ambulance"})
GRAVE_CARE = frozenset({"hospital", "ambulance"})
TELL_HOME = frozenset({
    "tooth", "head_injury", "eye", "bite_child", "insect_tick", "fracture", "burn_scald", "foreign_body_choking",
    "poisoning_allergy",
})  # fmt: skip
PARTS_TELL_HOME = frozenset({"head", "back_of_head", "eye", "tooth"})
LASTING = frozenset({"tooth", "head_injury", "eye", "fracture"})  # may show later, or cost something
PARTS_LASTING = frozenset({"eye", "tooth"})
SCHOOLS = (UnitKind.SKOLE, UnitKind.SFO)
CUSTOM = _("Vanlig praksis og lokal rutine, ikke et lovkrav.")
AGREED = _("Avtalen med forsikringsselskapet. Se hva den sier.")
LISTED = _("Det er vanlig å melde små skader samlet. Denne kommer med på samlelisten.")
Applies = Callable[[NoticeFacts], When | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row.

    Args:
        code: never changed; it is kept where somebody was told.
        happened: what must have happened, for the list on paper.
        role: who is told, of contact_role.
        what: what is to be done, in few words; empty: the role says it.
        why: a sentence.
        source: where it says so.
        applies: how soon, in an incident it applies to.
        school_source: where it says so of schools and SFO.
        practice: customary, not law.
        schools_only: nothing for kindergartens.
        clocks: how soon, for the list on paper, the soonest first.
    """

    code: str
    happened: str
    role: str
    why: str
    source: str
    applies: Applies
    clocks: tuple[When, ...]
    what: str = ""
    school_source: str = ""
    practice: bool = False
    schools_only: bool = False

    def source_for(self, unit: UnitKind) -> str:
        """Where it says so, of this sort of unit."""
        return str(self.school_source if self.school_source and unit in SCHOOLS else self.source)


def _hurt(facts: NoticeFacts) -> bool:
    return facts.kind == CHILD_INJURY or (facts.kind in HURTS and facts.grade(2))


def _grave(facts: NoticeFacts) -> bool:
    return _hurt(facts) and (facts.grade(3) or bool(facts.treatment & GRAVE_CARE))


def _parents(facts: NoticeFacts) -> When | None:
    if _grave(facts):
        return When.AT_ONCE
    delicate = facts.injuries & TELL_HOME or facts.parts & PARTS_TELL_HOME or facts.treatment & PROFESSIONAL
    return When.SAME_DAY if _hurt(facts) and (facts.grade(2) or delicate) else None


def _owner(facts: NoticeFacts) -> When | None:
    return When.AT_ONCE if _grave(facts) else None


def _lasting(facts: NoticeFacts, grade: int) -> bool:
    """Whether somebody treated it, it may show later, or it was as serious as that."""
    shows = facts.injuries & LASTING or facts.parts & PARTS_LASTING or facts.treatment & PROFESSIONAL
    return facts.kind == CHILD_INJURY and (facts.grade(grade) or bool(shows))


def _nav(facts: NoticeFacts) -> When | None:
    return When.YEAR if facts.unit in SCHOOLS and _lasting(facts, 2) else None


def _nav_copy(facts: NoticeFacts) -> When | None:
    return When.SOON if _nav(facts) else None


def _insurer(facts: NoticeFacts) -> When | None:
    if _lasting(facts, max(SMALL) + 1):
        return When.YEAR
    return When.TOGETHER if facts.kind == CHILD_INJURY and facts.grade(min(SMALL)) else None


def _of_kind(*kinds: str, clock: When) -> Applies:
    return lambda facts: clock if facts.kind in kinds else None


def _violation_leader(facts: NoticeFacts) -> When | None:
    return When.AT_ONCE if facts.kind == VIOLATION and not facts.about_leader else None


def _failed(facts: NoticeFacts) -> bool:
    """Whether equipment failed, and it was serious or could have been."""
    failed = "equipment_defect" in facts.causes or facts.kind == "building_equipment"
    return failed and facts.kind not in STAFF_KINDS and facts.risk(3)


def _equipment_owner(facts: NoticeFacts) -> When | None:
    return When.AT_ONCE if _failed(facts) else None


def _equipment_dsb(facts: NoticeFacts) -> When | None:
    if not _failed(facts):
        return None
    return When.DAYS_3 if facts.grade(3) else When.DAYS_10


def _electric(facts: NoticeFacts) -> When | None:
    return When.SOON if facts.mechanism == "electricity" else None


def _condition(facts: NoticeFacts) -> When | None:
    bad = facts.kind == "food_hygiene" or (facts.kind in HOLDS_DANGER and facts.risk(2))
    return When.SOON if bad else None


RULES: tuple[Rule, ...] = (
    Rule(
        "parents", _("Et barn er skadet så det trenger behandling, eller i hode, tann eller øye, av bitt eller flått"),
        "parents", _("Det er vanlig å si fra til foreldrene samme dag, og med en gang når skaden er alvorlig."),
        CUSTOM, _parents, (When.AT_ONCE, When.SAME_DAY), practice=True,
    ),
    Rule(
        "owner", _("Et barn er alvorlig skadet"), "responsible_s7",
        _("Det er vanlig å si fra til den som er ansvarlig for virksomheten med en gang ved alvorlig skade."),
        CUSTOM, _owner, (When.AT_ONCE,), practice=True,
    ),
    Rule(
        "nav_pupil", _("En elev er skadet og har fått behandling, eller skaden kan gi senfølger"), "nav",
        _("Elever er dekket av yrkesskadereglene. Skaden skal meldes til NAV for at eleven kan få det de har rett på."),
        _("Folketrygdloven § 13-14. Skjemaet er NAV 13-10.01; se etter på nav.no."), _nav, (When.YEAR,),
        what=_("Skademelding til NAV"), schools_only=True,
    ),
    Rule(
        "nav_copy", _("En skade på en elev er meldt til NAV"), "parents",
        _("Det er vanlig å gi foreldrene en kopi av skademeldingen til NAV."), CUSTOM, _nav_copy, (When.SOON,),
        what=_("Kopi av skademeldingen"), practice=True, schools_only=True,
    ),
    Rule(
        "insurer", _("Et barn er skadet"), "insurance",
        _("Kan skaden gi varige plager eller utgifter, er det vanlig å melde den for seg."), AGREED, _insurer,
        (When.YEAR, When.TOGETHER), practice=True,
    ),
    Rule(
        "environment", _("Et barn har det ikke trygt og godt"), "responsible_s7",
        _("I alvorlige tilfeller skal lederen melde fra videre. Vurder om dette er et slikt."),
        _("Barnehageloven § 42."), _of_kind(ENVIRONMENT, clock=When.SOON), (When.SOON,),
        school_source=_("Opplæringslova § 12-4."),
    ),
    Rule(
        "violation_leader", _("Mistanke om at en ansatt krenker et barn"), "leader",
        _("Den som får vite det, skal si fra til lederen straks."), _("Barnehageloven § 43."), _violation_leader,
        (When.AT_ONCE,), school_source=_("Opplæringslova § 12-5."),
    ),
    Rule(
        "violation", _("Mistanke om at en ansatt krenker et barn. Gjelder det lederen, går det utenom lederen"),
        "responsible_s7",
        _("Lederen skal melde fra videre. Gjelder det lederen selv, går meldingen rett til den som er ansvarlig."),
        _("Barnehageloven § 43."), _of_kind(VIOLATION, clock=When.AT_ONCE), (When.AT_ONCE,),
        school_source=_("Opplæringslova § 12-5."),
    ),
    Rule(
        "intervention_leader", _("Fysisk inngrep"), "leader", _("Alle fysiske inngrep skal meldes til lederen."),
        _("Opplæringslova § 13-5."), _of_kind(INTERVENTION, clock=When.SOON), (When.SOON,), schools_only=True,
    ),
    Rule(
        "intervention_parents", _("Fysisk inngrep"), "parents", _("Lederen skal si fra til foreldrene."),
        _("Opplæringslova § 13-5."), _of_kind(INTERVENTION, clock=When.SOON), (When.SOON,), schools_only=True,
    ),
    Rule(
        "intervention_owner", _("Fysisk inngrep som gjentar seg eller er særlig alvorlig"), "responsible_s7",
        _("Gjentatte eller særlig alvorlige inngrep skal meldes til kommunen. Vurder om dette er et slikt."),
        _("Opplæringslova § 13-5."), _of_kind(INTERVENTION, clock=When.SOON), (When.SOON,), schools_only=True,
    ),
    Rule(
        "child_welfare", _("Grunn til å tro at et barn blir mishandlet eller utsatt for alvorlig omsorgssvikt"),
        "child_welfare",
        _("Er det grunn til å tro det, skal barnevernet ha beskjed uten ugrunnet opphold, i barnevernets egen kanal. "
          "Her står bare ja eller nei."), _("Barnehageloven § 46."),
        _of_kind(ENVIRONMENT, VIOLATION, clock=When.SOON), (When.SOON,), school_source=_("Opplæringslova § 24-3."),
    ),
    Rule(
        "privacy", _("Personopplysninger er kommet på avveie"), "data_protection",
        _("Personvernombudet hjelper med å vurdere om Datatilsynet skal ha melding. Fristen er 72 timer fra det ble "
          "oppdaget, om ikke risikoen er usannsynlig."), _("Personvernforordningen artikkel 33."),
        _of_kind(BREACH, clock=When.HOURS_72), (When.HOURS_72,),
    ),
    Rule(
        "equipment_owner", _("Utstyr sviktet, og det ble eller kunne blitt alvorlig skade"), "responsible_s7",
        _("Det er vanlig å si fra til den som er ansvarlig når utstyr svikter og noen kunne blitt alvorlig skadet."),
        CUSTOM, _equipment_owner, (When.AT_ONCE,), practice=True,
    ),
    Rule(
        "equipment_dsb", _("Utstyr sviktet, og det ble eller kunne blitt alvorlig skade"), "civil_protection",
        _("Vurder melding til DSB. Fristen er 10 dager, og 3 dager når det er alvorlig. Det er ikke avklart om regelen "
          "gjelder den daglige driften deres."), _("Produktkontrolloven § 6 b, om den gjelder her."), _equipment_dsb,
        (When.DAYS_3, When.DAYS_10), what=_("Vurder melding til DSB"), practice=True,
    ),
    Rule(
        "electric", _("Noen fikk strøm gjennom kroppen eller ble skadet av en lysbue"), "electrical_authority",
        _("Det er vanlig å si fra til den som eier anlegget, og å vurdere melding til DSB."), CUSTOM, _electric,
        (When.SOON,), practice=True,
    ),
    Rule(
        "condition", _("Et forhold kan skade helsen til barna"), "parents",
        _("Foreldrene skal få vite det så snart som mulig hvis forholdet kan skade helsen til barna."),
        _("Forskrift om helse og miljø i barnehager, skoler og skolefritidsordninger § 17."), _condition, (When.SOON,),
        what=_("Foreldrene til barna det gjelder"),
    ),
)  # fmt: skip

STAFF_ROLES = {
    "told_authority": "labour_authority", "told_police": "police", "told_safety_rep": "safety_rep",
    "confirmed_on": "labour_authority", "copied_on": "safety_rep", "nav_on": "nav", "insurer_on": "insurance",
}  # fmt: skip
STAFF_WHY = {
    "told_authority": _("Dødsfall og alvorlig skade varsles med en gang og på raskeste måte."),
    "told_police": _("Nærmeste politi varsles samtidig med Arbeidstilsynet."),
    "told_safety_rep": _("Verneombudet skal kjenne til skader og nestenulykker i sitt område."),
    "confirmed_on": _("Varselet til Arbeidstilsynet og politiet bekreftes skriftlig etterpå."),
    "copied_on": _("Verneombudet får en kopi av bekreftelsen."),
    "nav_on": _("Skaden trengte behandling eller ga fravær. Den skal meldes til NAV. Skjemaet er NAV 13-07.05; se "
                "etter på nav.no."),
    "insurer_on": _("Det er vanlig å melde skaden til forsikringsselskapet. Se avtalen."),
}  # fmt: skip
STAFF_HAPPENED = {
    "told_authority": _("En ansatt er død eller alvorlig skadet"), "told_police": _("En ansatt er død eller alvorlig "
                                                                                    "skadet"),
    "told_safety_rep": _("En ansatt er skadet, truet eller nesten skadet"),
    "confirmed_on": _("Arbeidstilsynet og politiet er varslet"), "copied_on": _("Varselet er bekreftet skriftlig"),
    "nav_on": _("En ansatt trengte behandling eller ble borte fra arbeid"),
    "insurer_on": _("En ansatt trengte behandling eller ble borte fra arbeid"),
}  # fmt: skip
STAFF_CLOCKS = {"told_authority": When.AT_ONCE, "told_police": When.AT_ONCE, "nav_on": When.YEAR}
JUDGE = _("Ta stilling til om skaden er alvorlig. Er den det, skal den varsles med en gang og på raskeste måte.")
STAFF = "staff."  # before the attribute of the staff register, in the code of a rule


def suggestions(facts: NoticeFacts) -> tuple[Suggestion, ...]:
    """Everybody who should be told of an incident, as the rules have it; nobody of one that is not confirmed.

    Args:
        facts: what is known of it.
    """
    if not facts.standing or facts.reported is None:
        return ()
    return (*_staff(facts), *_children(facts))


def _staff(facts: NoticeFacts) -> Iterator[Suggestion]:
    found = duties(facts.staff) if facts.staff is not None and facts.staff.listed else ()
    yield from (_of_duty(duty, facts) for duty in found if duty.need != "no" or duty.done is not None)


def _of_duty(duty: Duty, facts: NoticeFacts) -> Suggestion:
    clock = STAFF_CLOCKS.get(duty.key, When.SOON)
    why = JUDGE if duty.need == "judge" else STAFF_WHY[duty.key]
    return Suggestion(
        STAFF + duty.key, (STAFF_ROLES[duty.key],), clock, due_of(clock, facts), str(TOLD[duty.key]), str(why),
        staff_source(duty.key), practice=duty.need == "as_agreed", done_on=duty.done,
    )  # fmt: skip


def staff_source(key: str) -> str:
    """Where it says that this must be done, of what the staff register holds."""
    because = str(BECAUSE.get(key, AGREED))
    return f"{because[0].upper()}{because[1:].rstrip('.')}."


def _children(facts: NoticeFacts) -> Iterator[Suggestion]:
    for rule in RULES:
        clock = rule.applies(facts)
        if clock is not None:
            why = LISTED if clock is When.TOGETHER else rule.why
            yield Suggestion(
                rule.code, (rule.role,), clock, due_of(clock, facts), str(rule.what) if rule.what else "",
                str(why), rule.source_for(facts.unit), rule.practice,
            )  # fmt: skip


__all__ = ["RULES", "NoticeFacts", "Rule", "Suggestion", "When", "staff_source", "suggestions"]
