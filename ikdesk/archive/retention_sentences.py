"""How long each table is kept, and where that comes from; for a private unit as practice, never as law."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.kernel.words import Text, _
from ikdesk.unit.model import Ownership, UnitKind

_LAW = _("Bevaringsforskriften (FOR-2025-12-19-2729) {rules}")
_SETS: dict[str, frozenset[str]] = {
    "injuries": frozenset({
        "incident", "correction", "case_note", "attachment", "other_child", "notice", "reference_case",
        "sealed_content",
    }),
    "staff": frozenset({"staff_case"}),
    "work": frozenset({"measure", "measure_incident", "evaluation", "focus_area", "focus_look"}),
    "risks": frozenset({
        "risk_assessment", "hazard", "hazard_rating", "barrier", "risk_acceptance", "risk_version",
    }),
    "routines": frozenset({"routine", "routine_version", "routine_read"}),
    "reports": frozenset({"report_version", "report_file"}),
    "trail": frozenset({"history", "access", "access_record", "disposal"}),
    "context": frozenset({
        "unit", "department", "place", "code", "person", "deputy", "incident_access", "exposure_day", "season_total",
        "month_figures", "site_plan", "plan_spot", "equipment", "equipment_event",
    }),
    "working": frozenset({
        "capture", "contact", "export_file", "meeting", "meeting_answer", "meeting_idea", "plain_word", "report_made",
        "report_text", "saved_filter", "threshold_line",
    }),
}  # fmt: skip
_GROUP = {table: name for name, tables in _SETS.items() for table in tables}
# the paragraphs of bevaringsforskrifta, by group and by what sort of unit it is; none: it does not name this
_PARAGRAPHS: dict[str, dict[UnitKind, str]] = {
    "injuries": {UnitKind.BARNEHAGE: "§ 37, § 38", UnitKind.SKOLE: "§ 40", UnitKind.SFO: "§ 43"},
    "staff": dict.fromkeys(UnitKind, "§ 33"),
    "work": {UnitKind.BARNEHAGE: "§ 37", UnitKind.SKOLE: "§ 39", UnitKind.SFO: "§ 43"},
    "risks": dict.fromkeys(UnitKind, "§ 24"),
    "routines": {UnitKind.BARNEHAGE: "§ 31, § 37", UnitKind.SKOLE: "§ 31, § 39", UnitKind.SFO: "§ 31"},
    "reports": dict.fromkeys(UnitKind, "§ 30"),
}
_SAID: dict[str, tuple[Text, Text]] = {  # for a municipal unit, for a private one
    "injuries": (
        _("Skademeldinger og avvik: bevares."),
        _("Skademeldinger og avvik: vanlig å ta godt vare på. De kan være det eneste barnet har å vise til."),
    ),
    "staff": (
        _("Yrkesskader og oppfølgingen av dem: bevares."),
        _("Yrkesskader og oppfølgingen av dem: vanlig å ta godt vare på."),
    ),
    "work": (
        _("Arbeidet med avvik, planer og evalueringer: bevares."),
        _("Arbeidet med avvik, planer og evalueringer: vanlig å ta vare på så lenge det har betydning."),
    ),
    "risks": (
        _("Risikovurderinger: bevares."),
        _("Risikovurderinger: vanlig å ta vare på så lenge de har betydning."),
    ),
    "routines": (
        _("Rutiner og beredskap: bevares."),
        _("Rutiner og beredskap: vanlig å ta vare på så lenge de har betydning."),
    ),
    "reports": (
        _("Tertialrapporter og årsmeldinger: bevares."),
        _("Rapporter til eier og kommune: vanlig å ta vare på."),
    ),
    "trail": (
        _("Viser hvem som har gjort hva. Bevares sammen med det den handler om, så det kan vises at resten er ekte."),
        _("Viser hvem som har gjort hva. Ta vare på den like lenge som det den handler om."),
    ),
    "context": (
        _("Trengs for å forstå resten. Bevares sammen med det."),
        _("Trengs for å forstå resten. Ta vare på det like lenge som det."),
    ),
    "working": (
        _("Arbeidsopplysninger. Bevaringsforskriften nevner dem ikke. Spør arkivansvarlig i kommunen før de kasseres."),
        _("Arbeidsopplysninger. Virksomheten bestemmer selv når de ikke trengs lenger."),
    ),
}


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a table is kept.

    Args:
        rule: "preserve", "with_the_rest" (as long as what it explains), or "decide".
        text: the rule in words.
        source: where it comes from; empty where no rule was found.
    """

    rule: str
    text: str
    source: str


def retention(table: str, ownership: Ownership, kind: UnitKind) -> Retention:
    """How long a table is kept.

    Args:
        table: its name.
        ownership: who owns the unit.
        kind: what sort of unit it is.

    Raises:
        KeyError: nobody has said.

    Source: bevaringsforskrifta (FOR-2025-12-19-2729) §§ 24, 30, 31, 33, 37, 38, 39, 40, 43, in force 1 January 2026.
        That logs and explanations are kept with what they explain is our reading of arkivforskrifta
        (FOR-2025-12-17-2647) §§ 5 and 11, and said as no more than that. What a private unit must keep was not
        confirmed, and is worded as practice.
    """
    group = _GROUP[table]
    municipal, private = _SAID[group]
    rules = _PARAGRAPHS.get(group, {}).get(kind, "")
    together = group in {"trail", "context"}
    if ownership is Ownership.PRIVATE:
        return Retention("with_the_rest" if together else "decide", str(private), "")
    if rules:
        return Retention("preserve", str(municipal), _LAW.format(rules=rules))
    return Retention("with_the_rest" if together else "decide", str(municipal), "")
