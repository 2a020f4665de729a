"""The risk picture of a report: where the risks lie, what is new, the worst of them, and what nobody has decided on."""

from __future__ import annotations

from collections.abc import Iterable

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, listed, many, plain_date, short_date
from ikdesk.paper.story import Section, Table
from ikdesk.reports.facts_model import AreaFact, Facts
from ikdesk.reports.risk_pictures import all_risks, moved_risks
from ikdesk.risks.counts_model import RiskCounts, RiskMeasure, RiskTold
from ikdesk.risks.matrix_model import GRADES, Grade
from ikdesk.risks.sections import cell_words
from ikdesk.risks.sentences import outcome_words
from ikdesk.risks.view_model import Mark

NONE_YET = _("Vi har ikke laget noen risikovurdering ennå.")
_WIDE = (2.4, 1.75, 2.4)


def risk_picture(facts: Facts) -> tuple[Section, ...]:
    """Where the risks lie on the last day, what has changed, the worst of them, and the red ones nobody decided on.

    How often something happened stands nowhere in it: behind a single danger the numbers are small.
    """
    found = facts.risks
    if found is None or not (found.assessments or found.rows):
        return ()
    if not found.standing and not found.closed:
        return (Section("risks", _title(), text=(_counted(found),)),)
    return (
        Section(
            "risks", _title(), text=(_counted(found),), picture=all_risks(found) if found.standing else None,
            tables=(_cells(found),),
        ),
        *_changes(facts, found), *_worst(found), *_bare(found),
    )  # fmt: skip


def area_marks(facts: Facts, area: AreaFact, at: int) -> tuple[Section, ...]:
    """Where the risks of a focus area lay before the measures, and where they lie; nothing where nobody assessed them.

    Args:
        facts: of the report.
        area: the focus area.
        at: which of the areas, from 1.
    """
    found = facts.risks
    told = () if found is None else (*found.standing, *found.closed)
    rows = tuple(one for one in told if one.risk in area.risks)
    if found is None or not rows:
        return ()
    title, day = str(_("Risikoen her")), plain_date(found.day)
    fields = (
        Field("number", str(_("Nr.")), int), Field("danger", str(_("Hva kan gå galt?"))),
        Field("before", str(_("Uten nye tiltak"))), Field("now", day),
    )  # fmt: skip
    lines = tuple(
        (number, danger_words(one), cell_words(one.first), _gone(one) or cell_words(one.now))
        for number, one in enumerate(rows, 1)
    )  # fmt: skip
    table = Table(
        f"focus_{at}_risks", title, fields, lines, widths=(0.45, 2.6, 1.8, 1.8),
        sheet=_("Innsatsområde {n}, risiko").format(n=at),
    )  # fmt: skip
    picture = moved_risks(found, [(danger_words(one), one) for one in rows], f"focus_{at}_matrix",
                          _("Uten nye tiltak, og {day}").format(day=day))  # fmt: skip
    stands = any(one.now for one in rows)
    return (Section(f"focus_{at}_risks", title, level=3, picture=picture if stands else None, tables=(table,)),)


def danger_words(one: RiskTold) -> str:
    """What can go wrong, and which way of ending where both are judged."""
    return outcome_words(one.danger, one.outcome)


def _title() -> str:
    return str(_("Risikobilde"))


def _counted(found: RiskCounts) -> str:
    """How many assessments and risks there are, and their colours: "8 risikovurderinger gjelder …"."""
    said = [many("{n} risikovurdering gjelder.", "{n} risikovurderinger gjelder.", found.assessments)]
    if not found.assessments:
        said = [str(_("Ingen risikovurdering gjelder."))]
    if found.standing:
        colours = [_graded(grade, found.graded(grade)) for grade in reversed(GRADES)]
        said.append(_("I matrisen {day}: {colours}.").format(day=plain_date(found.day), colours=listed(colours)))
    if found.unrated:
        said.append(many("{n} fare er ikke vurdert i matrisen.", "{n} farer er ikke vurdert i matrisen.",
                         found.unrated))  # fmt: skip
    return " ".join(said)


def _graded(grade: Grade, number: int) -> str:
    match grade:
        case Grade.HIGH:
            return many("{n} rød", "{n} røde", number)
        case Grade.MEDIUM:
            return many("{n} gul", "{n} gule", number)
        case Grade.LOW:
            return many("{n} grønn", "{n} grønne", number)


def _cells(found: RiskCounts) -> Table:
    """How many risks there are of each colour, and how many are new, moved and gone."""
    fields = (Field("grade", str(_("Risiko"))), Field("now", str(_("Antall")), int))
    rows = tuple((f"{grade.label} ({grade.colour})", found.graded(grade)) for grade in reversed(GRADES))
    return Table(
        "risk_grades", str(_("Risikoer etter farge")), fields, rows,
        note=str(_("En fare kan stå to ganger: slik det oftest går, og slik det verste kan bli.")) if any(
            one.both for one in found.standing) else "",
    )  # fmt: skip


def _changes(facts: Facts, found: RiskCounts) -> Iterable[Section]:
    """What came to the matrix, what lies elsewhere in it, and what is gone since the period began."""
    title = str(_("Nye, endrede og avsluttede risikoer"))
    fields = (
        Field("what", str(_("Hva"))), Field("danger", str(_("Hva kan gå galt?"))),
        Field("was", str(_("Før perioden"))), Field("now", str(_("Nå"))),
    )  # fmt: skip
    rows = (
        *_lines(str(_("Ny")), found.fresh), *_lines(str(_("Endret")), found.moved),
        *_lines(str(_("Avsluttet")), found.closed),
    )  # fmt: skip
    day = facts.counted.first
    table = Table(
        "risk_changes", title, fields, rows, widths=(0.9, 2.7, 1.8, 1.8), sheet=str(_("Risikoer, endringer")),
        note=_("Endret betyr at risikoen ligger i en annen rute enn før {day}.").format(day=plain_date(day))
        if found.moved else "", empty=str(_("Ingen er nye, endret eller avsluttet i perioden.")),
    )  # fmt: skip
    yield Section("risk_changes", title, level=2, tables=(table,))


def _lines(what: str, rows: Iterable[RiskTold]) -> Iterable[tuple[str, str, str, str]]:
    for one in rows:
        yield what, _named(one), cell_words(one.was), _gone(one) or cell_words(one.now)


def _gone(one: RiskTold) -> str:
    return _("borte fra {day}").format(day=short_date(one.closed_on)) if one.closed_on else ""


def _worst(found: RiskCounts) -> Iterable[Section]:
    rows = found.worst
    if not rows:
        return
    title = str(_("De høyeste risikoene nå"))
    fields = (
        Field("danger", str(_("Hva kan gå galt?"))), Field("now", str(_("Risiko"))), Field("done", str(_("Tiltak"))),
    )  # fmt: skip
    table = Table(
        "risk_worst", title, fields, tuple((_named(one), _mark(one.now), done_words(one)) for one in rows),
        widths=_WIDE, sheet=str(_("Høyeste risikoer")),
    )  # fmt: skip
    yield Section("risk_worst", title, level=2, tables=(table,))


def _bare(found: RiskCounts) -> Iterable[Section]:
    rows = found.bare
    if not rows:
        return
    title = str(_("Røde risikoer uten vedtatt tiltak"))
    fields = (
        Field("danger", str(_("Hva kan gå galt?"))), Field("now", str(_("Risiko"))),
        Field("lacks", str(_("Hva som mangler"))),
    )  # fmt: skip
    table = Table(
        "risk_bare", title, fields, tuple((_named(one), _mark(one.now), lack_words(one)) for one in rows),
        widths=_WIDE, sheet=str(_("Røde uten tiltak")),
    )  # fmt: skip
    yield Section("risk_bare", title, level=2, tables=(table,))


def done_words(one: RiskTold) -> str:
    """What is done about a risk, in one line."""
    said = [measure_words(measure) for measure in one.measures]
    if one.accepted_until is not None:
        said.append(_("Godtatt med begrunnelse til {day}").format(day=short_date(one.accepted_until)))
    return "; ".join(said) or str(_("Ingen tiltak"))


def measure_words(one: RiskMeasure) -> str:
    """A measure with how far it has come: "Merket løype opp (nr. 1, gjennomført)"."""
    words = {"title": one.title, "number": one.number, "status": one.status.label.lower()}
    if one.deadline is not None and one.is_open:
        return _("{title} (nr. {number}, {status}, frist {day})").format(**words, day=short_date(one.deadline))
    return _("{title} (nr. {number}, {status})").format(**words)


def lack_words(one: RiskTold) -> str:
    """What a red risk lacks: any measure at all, or that it is decided."""
    if not one.measures:
        lacking = str(_("Ingen tiltak er foreslått"))
    else:
        titles = listed([_("nr. {number}").format(number=measure.number) for measure in one.measures])
        lacking = _("Tiltaket er ikke vedtatt ({which})").format(which=titles)
    if one.accepted_until is None:
        return lacking
    return _("{lacking}. Godtatt med begrunnelse til {day}").format(
        lacking=lacking, day=short_date(one.accepted_until)
    )


def _named(one: RiskTold) -> str:
    """A risk with the assessment it stands in."""
    danger = danger_words(one)
    return danger if one.title.casefold() in danger.casefold() else f"{one.title}: {danger}"


def _mark(mark: Mark | None) -> str:
    return cell_words(mark)
