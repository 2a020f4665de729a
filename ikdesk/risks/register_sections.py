"""All risk assessments of a unit: as a list on paper, and as a workbook to work in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ikdesk.kernel.fields import Field
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, language, many, plain_date
from ikdesk.measures.model import MeasureStatus
from ikdesk.measures.sentences import spot_words
from ikdesk.paper.story import TONGUES, Section, Story, Table
from ikdesk.picture.grid_spec import Pip, RiskSpec
from ikdesk.risks.matrix_model import Matrix
from ikdesk.risks.model import Side, Standing, Works
from ikdesk.risks.plain_pictures import cell_of, counted_matrix, plain_matrix
from ikdesk.risks.sections import DASH, Around, cell_words
from ikdesk.risks.sentences import BARRIER, outcome_words
from ikdesk.risks.view_model import HazardView, Mark, RiskGroup, RiskLine, RiskView

INSIDE = _("Internt – skal ikke sendes videre")
_MOST_PIPS = 60  # more circles than that nobody can read


@dataclass(frozen=True, slots=True)
class Register:
    """The assessments that are written, and what stands round them."""

    views: tuple[RiskView, ...]
    matrix: Matrix
    group: RiskGroup
    words: str  # that were searched for
    today: date
    around: Around


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of an assessment, numbered through the whole register."""

    number: int
    view: RiskView
    hazard: HazardView
    line: RiskLine

    @property
    def danger(self) -> str:
        return outcome_words(self.hazard.title, self.line.outcome)


def register_paper(register: Register) -> Story:
    """The list of assessments and their risks, to print and to show at an inspection.

    Args:
        register: what it holds.
    """
    lines = _lines(register)
    return _story(register, tuple(_paper_sections(register, lines)))


def register_book(register: Register) -> Story:
    """The same as sheets: assessments, risks, barriers, and the matrix.

    Args:
        register: what it holds.
    """
    lines = _lines(register)
    sections = (
        Section("risk_assessments", str(_("Vurderinger")), tables=(_assessments(register),)),
        Section("risk_lines", str(_("Farer")), tables=(_dangers(lines),)),
        Section("risk_barriers", str(_("Barrierer")), tables=(_barriers(register),)),
        Section("risk_matrix", str(_("Matrise")), picture=_matrix(register, lines)),
    )
    return _story(register, sections)


def file_name(day: date) -> str:
    """What the files are called, without ending: "Risikovurderinger 2026-11-12"."""
    return f"{_('Risikovurderinger')} {day.isoformat()}"


def _story(register: Register, sections: tuple[Section, ...]) -> Story:
    around, title = register.around, str(_("Risikovurderinger (ROS)"))
    said = [many("{n} vurdering", "{n} vurderinger", len(register.views)), register.group.label.lower()]
    if register.words:
        said.append(_("søk: {words}").format(words=register.words))
    said.append(plain_date(register.today))
    return Story(
        title, " · ".join(said), around.unit, sections, around.by, title, around.when, around.codebook,
        TONGUES[language()], mark=str(INSIDE), wide=True,
    )  # fmt: skip


def _lines(register: Register) -> list[_Line]:
    """Every line of every assessment that stands, in their order."""
    found = (
        (view, hazard, line) for view in register.views if view.row.closed_on is None
        for hazard in view.hazards if hazard.closed_on is None for line in hazard.lines
    )  # fmt: skip
    return [_Line(number, *one) for number, one in enumerate(found, 1)]


def _paper_sections(register: Register, lines: Sequence[_Line]) -> Iterator[Section]:
    about = register.around.codebook
    fields = (
        Field("title", str(_("Vurdering"))), Field("spot", str(_("Gjelder"))),
        Field("status", str(_("Status"))), Field("day", str(_("Vurdert den")), date),
        Field("review", str(_("Ses på igjen")), date), Field("edition", str(_("Godkjent"))),
        Field("hazards", str(_("Farer")), int), Field("high", str(_("Røde")), int),
        Field("medium", str(_("Gule")), int), Field("worst", str(_("Høyest"))),
    )  # fmt: skip
    rows = tuple(
        (one.row.title, spot_words(one.row.target, about) or DASH, _status(one, register.today), one.row.assessed_on,
         one.row.next_review if one.row.closed_on is None else None, _edition(one), one.row.hazards, one.row.high,
         one.row.medium, cell_words(one.row.worst))
        for one in register.views
    )  # fmt: skip
    title = str(_("Vurderingene"))
    yield Section("risk_assessments", title, tables=(Table(
        "risk_assessments", title, fields, rows, widths=(2.9, 2.0, 1.0, 1.15, 1.25, 1.05, 0.75, 0.75, 0.75, 2.4),
        empty=str(_("Ingen risikovurderinger.")),
    ),))  # fmt: skip
    if not lines:
        return
    title = str(_("Risikoene"))
    names = (
        Field("number", str(_("Nr.")), int), Field("title", str(_("Vurdering"))),
        Field("danger", str(_("Hva kan gå galt?"))), Field("before", str(_("Uten nye tiltak"))),
        Field("now", str(_("I dag"))), Field("done", str(_("Det som hindrer"))),
        Field("lacks", str(_("Mangler"))),
    )  # fmt: skip
    told = tuple(
        (one.number, one.view.row.title, one.danger, cell_words(one.line.mark_before), cell_words(one.line.mark),
         _done(one, first), "; ".join(lack.label for lack in one.line.lacks))
        for one, first in zip(lines, _firsts(lines), strict=True)
    )  # fmt: skip
    yield Section("risk_lines", title, new_page=True, tables=(Table(
        "risk_lines", title, names, told, widths=(0.5, 1.7, 2.3, 1.5, 1.5, 3.0, 2.0),
    ),))  # fmt: skip
    yield Section("risk_matrix", str(_("Matrisen")), new_page=True, picture=_matrix(register, lines))


def _status(view: RiskView, today: date) -> str:
    if view.row.closed_on is not None:
        return RiskGroup.CLOSED.label
    return RiskGroup.DUE.label if view.row.is_due(today) else RiskGroup.STANDING.label


def _edition(view: RiskView) -> str:
    return _("Versjon {n}").format(n=view.row.edition) if view.row.edition else str(_("Ikke ennå"))


def _firsts(lines: Sequence[_Line]) -> Iterator[_Line]:
    """The first line of the danger of each."""
    first: dict[Key, _Line] = {}
    for one in lines:
        yield first.setdefault(one.hazard.id, one)


def _done(one: _Line, first: _Line) -> str:
    """What stands in the way, new ones marked: they may not be there yet. Of one danger it is said once.

    Args:
        one: the line.
        first: the first one of the same danger.
    """
    if first is not one:
        said = [_("Det samme som nr. {number}").format(number=first.number)]
    else:
        new = _("{title} (ny)")
        said = [bar.title if bar.standing is Standing.EXISTS else new.format(title=bar.title)
                for bar in one.hazard.barriers]  # fmt: skip
    if one.line.acceptance is not None:
        said.append(_("Godtatt av {who}").format(who=one.line.acceptance.accepted_by))
    return "; ".join(said)


def _assessments(register: Register) -> Table:
    about = register.around.codebook
    fields = (
        Field("title", str(_("Vurdering"))), Field("spot", str(_("Gjelder"))), Field("form", str(_("Omfang"))),
        Field("day", str(_("Vurdert den")), date), Field("looked", str(_("Sist sett på")), date),
        Field("review", str(_("Skal ses på igjen")), date), Field("edition", str(_("Godkjent versjon")), int),
        Field("approved", str(_("Godkjent")), date), Field("hazards", str(_("Farer")), int),
        Field("high", str(_("Røde")), int), Field("medium", str(_("Gule")), int),
        Field("bare", str(_("Uten tiltak")), int), Field("worst", str(_("Høyest"))),
        Field("worth", str(_("Hva som er bra med det")), long=True), Field("who", str(_("Hvem som var med"))),
        Field("closed", str(_("Avsluttet")), date),
    )  # fmt: skip
    rows = tuple(
        (row.title, spot_words(row.target, about), row.form.label, row.assessed_on, row.reviewed_on, row.next_review,
         row.edition or None, row.approved_on, row.hazards, row.high, row.medium, row.bare, cell_words(row.worst),
         one.worth, one.participants, row.closed_on)
        for one in register.views for row in (one.row,)
    )  # fmt: skip
    title = str(_("Vurderinger"))
    return Table("risk_assessments", title, fields, rows, sheet=title, empty=str(_("Ingen risikovurderinger.")))


def _dangers(lines: Sequence[_Line]) -> Table:
    """Each line with its three places in the matrix as numbers, so that they can be sorted and counted."""
    stages = (("before", _("Før")), ("expected", _("Ventet")), ("now", _("I dag")))
    fields = [
        Field("number", str(_("Nr.")), int), Field("title", str(_("Vurdering"))),
        Field("danger", str(_("Hva kan gå galt?"))),
    ]  # fmt: skip
    for key, name in stages:
        fields += [
            Field(f"{key}_s", _("{when}: S").format(when=name), int),
            Field(f"{key}_k", _("{when}: K").format(when=name), int),
            Field(f"{key}_sk", _("{when}: S × K").format(when=name), int),
            Field(f"{key}_grade", _("{when}: farge").format(when=name)),
        ]  # fmt: skip
    fields += [
        Field("causes", str(_("Hva det kan komme av")), long=True),
        Field("consequences", str(_("Hva det kan føre til")), long=True),
        Field("accepted", str(_("Godtatt av"))), Field("until", str(_("Vurderes på nytt")), date),
        Field("lacks", str(_("Mangler"))),
    ]  # fmt: skip
    title = str(_("Farer"))
    rows = tuple(
        (one.number, one.view.row.title, one.danger,
         *(part for mark in (one.line.mark_before, one.line.mark_expected, one.line.mark) for part in _parts(mark)),
         "; ".join(one.hazard.causes), "; ".join(one.hazard.consequences),
         one.line.acceptance.accepted_by if one.line.acceptance else "",
         one.line.acceptance.review_on if one.line.acceptance else None,
         "; ".join(lack.label for lack in one.line.lacks))
        for one in lines
    )  # fmt: skip
    return Table("risk_lines", title, tuple(fields), rows, sheet=title, empty=str(_("Ingen farer er skrevet ned.")),
                 note=str(_("Nummeret er det samme som i matrisen.")))  # fmt: skip


def _parts(mark: Mark | None) -> tuple[int | None, int | None, int | None, str]:
    if mark is None:
        return (None, None, None, "")
    named = _("{grade} ({colour})").format(grade=mark.grade.label, colour=mark.grade.colour)
    return (mark.probability, mark.consequence, mark.product, named)


def _barriers(register: Register) -> Table:
    title = str(_("Barrierer"))
    fields = (
        Field("title", str(_("Vurdering"))), Field("danger", str(_("Hva kan gå galt?"))),
        Field("what", str(_("Det som hindrer"))), Field("side", str(_("Hjelper mot")), Side),
        Field("against", str(_("Gjelder bare"))), Field("standing", str(_("Har vi det?")), Standing),
        Field("works", str(_("Virker det?")), Works), Field("checked", str(_("Sist sjekket")), date),
        Field("kind", str(_("Type")), codes="measure_kind"),
        Field("role", str(_("Hvem")), codes="responsible_role"), Field("routine", str(_("Rutine"))),
        Field("measure", str(_("Tiltak nr.")), int), Field("status", str(_("Tiltaket er")), MeasureStatus),
        Field("thing", str(_("Utstyr"))), Field("due", str(_("Kontrollfrist")), date),
    )  # fmt: skip
    rows = tuple(
        (view.row.title, hazard.title, bar.title, bar.side, bar.against, bar.standing, bar.works, bar.checked_on,
         bar.kind, bar.role, bar.routine, bar.measure_number or None, bar.measure_status, bar.equipment,
         bar.equipment_due)
        for view in register.views for hazard in view.hazards if hazard.closed_on is None for bar in hazard.barriers
    )  # fmt: skip
    return Table("risk_barriers", title, fields, rows, sheet=title, note=str(BARRIER),
                 empty=str(_("Ingenting som hindrer noe, er skrevet ned.")))  # fmt: skip


def _matrix(register: Register, lines: Sequence[_Line]) -> RiskSpec:
    """The risks as their numbers in the matrix; how many there are in each cell where the numbers are too many."""
    key, title = "risk_matrix", str(_("Alle risikoene i matrisen"))
    rated = [(one, one.line.mark) for one in lines if one.line.mark is not None]
    if len(rated) > _MOST_PIPS:
        return counted_matrix(register.matrix, [mark for _one, mark in rated], key, title)
    pips = tuple(
        Pip(one.number, f"{one.view.row.title}: {one.danger}", cell_of(mark, register.matrix.size))
        for one, mark in rated
    )  # fmt: skip
    return replace(plain_matrix(register.matrix, key, title), pips=pips)
