"""The texts that no recipe writes, and why; and which attributes are texts at all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Enum, String

from ikdesk.kernel.base import Base, Codes

# what no person writes, and why
OTHERWISE = {
    "a mark the program works out": (
        "Access.digest", "Change.digest", "ChainKey.start", "ExportFile.digest", "Place.order_key",
        "Equipment.order_key", "ReportVersion.checksum", "ReportVersion.fingerprint", "ReportFile.checksum",
        "RoutineVersion.order_key",
    ),
    "a code or a number of the program's own": (
        "Access.kind", "Change.kind", "RecordKey.kind", "SearchText.kind", "Disposal.kind", "Disposal.number",
        "ExportFile.kind", "Incident.number", "Evaluation.verdict", "CodeEntry.list_name", "CodeEntry.more",
        "FocusLook.verdict",
        "Correction.attribute", "Notice.rule", "Notice.whom",
        "Draft.page", "ReportText.period", "Meeting.period", "MeetingAnswer.key", "ReportText.key", "ReportMade.period",
        "ExposureDay.receipt", "Incident.source", "Person.slot", "SitePlan.format", "Attachment.format",
        "ReportVersion.period", "ReportFile.format", "ReportFile.name",
    ),
    "a code of a list; what stands in none is refused, as the test of codes says": (
        "CodeEntry.code", "CodeEntry.nb", "CodeEntry.nn", "CodeEntry.en", "ReportMade.formats",
    ),
    "a name that was checked where it was given": (
        "Access.by_name", "Change.by_name", "Evaluation.given_by", "RoutineVersion.approved_by", "Disposal.who",
        "FocusLook.given_by", "Rating.given_by",
    ),
    "made of texts that were checked": (
        "Evaluation.evidence", "FocusLook.evidence", "SearchText.body", "Routine.title", "Rating.evidence",
        "RiskVersion.content", "ReportVersion.content", "ReportVersion.kept", "ReportText.generated",
    ),
    "a path; the test of file names writes it": ("ExportFile.path",),
    "the same method as the reason of an incident, which is written in five of them": tuple(
        f"{kind}.withdrawn_why" for kind in (
            "Measure", "Evaluation", "Deputy", "Person", "CodeEntry", "Correction", "Department", "Disposal",
            "ExposureDay", "IncidentAccess", "MeasureIncident", "SitePlan", "PlanSpot", "Attachment",
            "MonthFigures", "Place", "ReportMade", "ReportText", "Routine", "RoutineRead", "RoutineVersion",
            "SeasonTotal", "StaffCase", "Unit", "Contact", "Notice", "PlainWord", "ReferenceCase",
            "Equipment", "EquipmentEvent", "ThresholdLine", "OtherChild", "CaseNote",
            "SavedFilter", "FocusArea", "FocusLook", "Meeting", "MeetingIdea", "MeetingAnswer",
            "RiskAssessment", "Hazard", "Barrier", "Rating", "RiskAcceptance", "RiskVersion",
            "ReportVersion", "ReportFile",
        )
    ),
    "plain letters, whatever was searched for; tests/incidents/test_filter.py reads it back": ("SavedFilter.wanted",),
    "colours of a matrix that can be; others are refused": ("Unit.risk_signs",),
    "limits of lights written by the program itself; anything else is refused": ("Unit.light_limits",),
    "nine digits": ("Unit.org_number",),
    "made small and bare before it is kept; tests/incidents/test_text.py writes hostile ones": ("PlainWord.word",),
    "a language there is; another is refused": (
        "Unit.parents_language", "Unit.report_language", "ReportVersion.language",
    ),
    "an address; anything else is refused": ("ReportVersion.delivered_email",),
}  # fmt: skip


def text_attributes() -> set[str]:
    """Every attribute that is text, of every entity; codes of a list are apart."""
    return {name for name, column in _columns() if not column.info.get("codes")}


def coded_attributes() -> set[str]:
    """Every attribute that must stand in one of the unit's lists."""
    return {name for name, column in _columns() if column.info.get("codes")}


def _columns() -> list[tuple[str, Any]]:
    return [
        (f"{mapper.class_.__name__}.{key}", column)
        for mapper in Base.registry.mappers for key, column in mapper.columns.items()
        if isinstance(column.type, (String, Codes)) and not isinstance(column.type, Enum)
    ]  # fmt: skip
