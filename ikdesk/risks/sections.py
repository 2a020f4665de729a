"""A risk assessment on paper: where each danger lies in the matrix, what stands in its way, and who approved it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, language, plain_date, short_date
from ikdesk.measures.sentences import spot_words
from ikdesk.paper.story import TONGUES, Section, Story, Table
from ikdesk.picture.tie_spec import BowTieSpec
from ikdesk.risks.at_model import Rated
from ikdesk.risks.build_model import mark_of
from ikdesk.risks.log_sentences import against_words, log_words, logged_at, lower_words
from ikdesk.risks.matrix_model import Matrix
from ikdesk.risks.model import RiskForm, Side, Standing, Works
from ikdesk.risks.pictures import bow_tie, risk_matrix
from ikdesk.risks.rating_model import Outcome
from ikdesk.risks.sentences import outcome_words
from ikdesk.risks.view_model import BarrierRow, HazardView, Mark, RiskLine, RiskView

TITLE = _("Risikovurdering (ROS): {title}")
DASH = "–"
BOX_LETTERS, LIST_LETTERS = 24, 48  # letters in a line of a bow-tie's boxes, and of the lists under it
MOST_LINES = 48  # of both together, on a page


@dataclass(frozen=True, slots=True)
class Around:
    """What stands round an assessment on paper.

    Args:
        unit: what it is called.
        codebook: its lists.
        by: who writes it.
        when: the moment it is made; aware.
        edition: of the approved version that is written; 0: as it is now.
    """

    unit: str
    codebook: Codebook
    by: str
    when: datetime
    edition: int = 0


def risk_story(view: RiskView, around: Around) -> Story:
    """An assessment, ready for paper.

    Args:
        view: the assessment, now or as it was when it was approved.
        around: what stands round it.
    """
    title = TITLE.format(title=view.row.title)
    standing = [one for one in view.hazards if one.closed_on is None]
    sections = [_about(view, around.codebook), *_overview(view, approved=bool(around.edition))]
    sections += [_hazard(one, view, around.codebook) for one in standing]
    sections += [*_gone(view), *_versions(view)]
    return Story(
        title, _subtitle(view, around), around.unit, tuple(sections), around.by, title, around.when, around.codebook,
        TONGUES[language()], mark=_mark(view, around),
    )  # fmt: skip


def cell_words(mark: Mark | None) -> str:
    """A cell of the matrix as it stands in a table: "S4 × K3 = 12, høy (rød)"; a line where nothing was judged."""
    if mark is None:
        return DASH
    return _("S{likely}\xa0×\xa0K{bad}\xa0=\xa0{product}, {grade} ({colour})").format(
        likely=mark.probability, bad=mark.consequence, product=mark.product, grade=mark.grade.label.lower(),
        colour=mark.grade.colour,
    )  # fmt: skip


def tied_words(row: BarrierRow) -> str:
    """What a barrier is tied to: a routine, a measure and how far it has come, a thing and when it is checked."""
    said = []
    if row.routine:
        said.append(_("Rutine: {title}").format(title=row.routine))
    if row.measure_number:
        status = row.measure_status.label.lower() if row.measure_status is not None else ""
        told = _("Tiltak {number}: {title}").format(number=row.measure_number, title=row.measure)
        said.append(f"{told} ({status})" if status else told)
    if row.equipment:
        due = row.equipment_due
        told = _("Kontroll av {thing}").format(thing=row.equipment)
        said.append(f"{told}, {_('frist {day}').format(day=short_date(due))}" if due else told)
    return ". ".join(said)


def works_words(row: BarrierRow) -> str:
    """Whether a barrier does what it should, and when somebody looked: "Virker (12.11.2026)"."""
    if row.standing is Standing.NEW and row.works is Works.UNCHECKED:
        return DASH
    return f"{row.works.label} ({short_date(row.checked_on)})" if row.checked_on else row.works.label


def _subtitle(view: RiskView, around: Around) -> str:
    about = spot_words(view.row.target, around.codebook)
    form = view.row.form.label if view.row.form is RiskForm.MINI else ""
    day = _("Vurdert {day}").format(day=plain_date(view.row.assessed_on))
    return " · ".join(part for part in (about if about != view.row.title else "", form, day) if part)


def _mark(view: RiskView, around: Around) -> str:
    if around.edition:
        return _("Godkjent versjon {n}").format(n=around.edition)
    if not view.row.edition:
        return str(_("Ikke godkjent ennå"))
    if view.changed:
        return _("Endret etter at versjon {n} ble godkjent").format(n=view.row.edition)
    return _("Som godkjent versjon {n}").format(n=view.row.edition)


def _about(view: RiskView, book: Codebook) -> Section:
    row = view.row
    looked = f"{plain_date(row.reviewed_on)}. {view.review_note}".strip() if row.reviewed_on else ""
    closed = f"{plain_date(row.closed_on)}. {view.closed_why}" if row.closed_on else ""
    facts = (
        (_("Gjelder"), spot_words(row.target, book) or row.title),
        (_("Hva som er bra med det"), view.worth),
        (_("Hvor trygt det skal være"), view.aim),
        (_("Hvem som var med"), view.participants),
        (_("Sist sett på"), looked),
        (_("Skal ses på igjen"), plain_date(row.next_review) if row.next_review and not row.closed_on else ""),
        (_("Avsluttet"), closed),
        (_("Godkjent"), _approved_words(view)),
    )
    return Section("about", str(_("Om vurderingen")), facts=tuple((str(name), said) for name, said in facts if said))


def _overview(view: RiskView, *, approved: bool) -> Iterator[Section]:
    """Every line of the assessment beside its number in the matrix.

    Args:
        view: the assessment.
        approved: it is as it was when a version was approved.
    """
    names = {hazard.id: hazard.title for hazard in view.hazards}
    expects = any(line.expected for line in view.lines)
    fields = [
        Field("number", str(_("Nr.")), int), Field("danger", str(_("Hva kan gå galt?"))),
        Field("before", str(_("Uten nye tiltak"))), Field("expected", str(_("Ventet"))),
        Field("now", str(_("Da den ble godkjent") if approved else _("I dag"))),
    ]  # fmt: skip
    rows: list[tuple[int | str, ...]] = [
        (line.number, outcome_words(names[line.hazard], line.outcome), cell_words(line.mark_before),
         cell_words(line.mark_expected), cell_words(line.mark))
        for line in view.lines
    ]  # fmt: skip
    if not expects:
        del fields[3]
        rows = [row[:3] + row[4:] for row in rows]
    table = Table(
        "risks", str(_("Risikoene i matrisen")), tuple(fields), tuple(rows), note=_reading(view.matrix),
        sheet=str(_("Risikoer")), widths=(0.42, 1.9, 1.85, 1.85, 1.85) if expects else (0.42, 3.4, 1.9, 1.9),
        empty=str(_("Ingen farer er skrevet ned ennå.")),
    )  # fmt: skip
    if any(line.mark for line in view.lines):
        yield Section("risk_matrix", str(_("Risikoen")), picture=risk_matrix(view))
    yield Section("risks", str(_("Risikoene i matrisen")), level=2, tables=(table,))


def _reading(matrix: Matrix) -> str:
    return _(
        "S er sannsynlighet og K konsekvens, fra 1 til {size}. Fargen følger ruten i matrisen, ikke tallet. "
        "Det vi venter, regnes ikke med før noen har sett at det ble slik."
    ).format(size=matrix.size)


def _hazard(hazard: HazardView, view: RiskView, book: Codebook) -> Section:
    picture = _tie(hazard, book) if view.row.form is RiskForm.FULL else None
    facts = [] if picture else [  # they stand in the picture
        (str(_("Hva det kan komme av")), _one_each(hazard.causes)),
        (str(_("Hva det kan føre til")), _one_each(hazard.consequences)),
    ]
    for line in hazard.lines:
        counted = _counted(line, hazard, view, book)
        facts += [(_line_name(line, hazard), said) for said in (_line_words(line, view.matrix, counted),) if said]
        facts += [*_logged(line, view.matrix, counted), *_accepted(line)]
    facts.append((str(_("Vår vurdering")), hazard.judgement))
    lacks = list(dict.fromkeys(lack.label for line in hazard.lines for lack in line.lacks))
    facts.append((str(_("Mangler")), _one_each(tuple(lacks))))
    return Section(
        f"hazard_{hazard.position}", hazard.title, level=2,
        facts=tuple((name, said) for name, said in facts if said),
        tables=(_tied(hazard, book) if picture else _barriers(hazard, book),), picture=picture,
    )  # fmt: skip


def _tie(hazard: HazardView, book: Codebook) -> BowTieSpec | None:
    """What leads to it and what it leads to, with what stands between; nothing where too little is written down for it,
    or more than there is room for on a page: then the words stand by themselves.
    """
    if not (hazard.causes and hazard.consequences and hazard.barriers):
        return None
    threads = max(_lines_of(texts, BOX_LETTERS) for texts in (hazard.causes, hazard.consequences))
    guards = max(_lines_of((one.title for one in hazard.on(side)), LIST_LETTERS) for side in Side)
    if threads + guards > MOST_LINES:
        return None
    drawn = bow_tie(hazard, book)
    before, after = (tuple(replace(one, note="") for one in guards) for guards in (drawn.before, drawn.after))
    return replace(drawn, key=f"bow_tie_{hazard.position}", before=before, after=after)  # the table says the rest


def _lines_of(texts: Iterable[str], letters: int) -> int:
    """About how many lines texts take below one another, with the air between them."""
    return sum(2 + len(text) // letters for text in texts)


def _line_name(line: RiskLine, hazard: HazardView) -> str:
    if len(hazard.lines) == 1 and line.outcome is Outcome.LIKELY:
        return _("Risiko {number}").format(number=line.number)
    return _("Risiko {number}: {outcome}").format(number=line.number, outcome=line.outcome.label.lower())


def _line_words(line: RiskLine, matrix: Matrix, counted: str) -> str:
    """Where it was, is expected to be and became, each with what it rests on."""
    stages = (
        (_("Uten nye tiltak"), line.before), (_("Vi venter"), line.expected), (_("Slik ble det"), line.actual),
    )  # fmt: skip
    return "\n".join(_rated(str(name), rated, matrix, counted) for name, rated in stages if rated is not None)


def _rated(name: str, rated: Rated, matrix: Matrix, counted: str) -> str:
    said = f"{name} ({short_date(rated.day)}): {cell_words(mark_of(matrix, rated))}."
    if rated.size != matrix.size:
        given = _("Gitt som S{likely} × K{bad} i en matrise med {size} trinn.")
        said += " " + given.format(likely=rated.probability, bad=rated.consequence, size=rated.size)
    log = _stopped(rated.sentence)
    log = "" if counted.startswith(log) else log  # the log says just the same today: it stands below
    return " ".join(part for part in (said, _stopped(rated.why), log) if part)


def _counted(line: RiskLine, hazard: HazardView, view: RiskView, book: Codebook) -> str:
    """What the log says of a line today; empty where nothing can be counted."""
    if line.log is None:
        return ""
    return log_words(line.log, logged_at(view.row.target, hazard.mechanism), book, view.matrix)


def _logged(line: RiskLine, matrix: Matrix, counted: str) -> Iterator[tuple[str, str]]:
    """What the log says of it, and how what was judged stands to that."""
    if line.log is not None:
        stands = against_words(line.log) if line.standing is not None else ""
        said = " ".join(part for part in (counted, stands, lower_words(line.log, matrix)) if part)
        yield _("Loggen om risiko {number}").format(number=line.number), said


def _accepted(line: RiskLine) -> Iterator[tuple[str, str]]:
    one = line.acceptance
    if one is not None:
        yield _("Godtatt, risiko {number}").format(number=line.number), _(
            "{who}, {day}. {why} Vurderes på nytt {review}."
        ).format(who=one.accepted_by, day=plain_date(one.day), why=_stopped(one.why), review=plain_date(one.review_on))


def _barriers(hazard: HazardView, book: Codebook) -> Table:
    fields = (
        Field("what", str(_("Det som hindrer"))), Field("side", str(_("Hjelper mot"))),
        Field("standing", str(_("Har vi det?")), Standing), Field("works", str(_("Virker det?"))),
        Field("role", str(_("Hvem"))), Field("tied", str(_("Hører til"))),
    )  # fmt: skip
    rows = tuple(
        (one.title, barrier_against(one), one.standing, works_words(one),
         book.label("responsible_role", one.role) if one.role else "", tied_words(one))
        for side in Side for one in hazard.on(side)
    )  # fmt: skip
    return Table(
        f"barriers_{hazard.position}", _("Det som hindrer: {title}").format(title=hazard.title), fields, rows,
        widths=(2.0, 1.5, 0.8, 1.3, 1.2, 1.9), sheet=str(_("Barrierer")),
        empty=str(_("Ingenting som hindrer dette, er skrevet ned ennå.")),
    )  # fmt: skip


def _tied(hazard: HazardView, book: Codebook) -> Table:
    """The barriers with the numbers they have in the picture, and what the picture has no room for."""
    fields = (
        Field("number", str(_("Nr.")), int), Field("what", str(_("Det som hindrer"))),
        Field("works", str(_("Virker det?"))), Field("role", str(_("Hvem"))), Field("tied", str(_("Hører til"))),
    )  # fmt: skip
    ordered = [one for side in Side for one in hazard.on(side)]
    drawn = {text.casefold() for text in (*hazard.causes, *hazard.consequences)}
    rows = tuple(
        (number, one.title if one.against.strip().casefold() in {"", *drawn} else f"{one.title} ({one.against})",
         works_words(one), book.label("responsible_role", one.role) if one.role else "", tied_words(one))
        for number, one in enumerate(ordered, 1)
    )  # fmt: skip
    title = _("Det som hindrer: {title}").format(title=hazard.title)
    return Table(f"barriers_{hazard.position}", title, fields, rows, widths=(0.45, 2.4, 1.8, 1.45, 2.8),
                 sheet=str(_("Barrierer")))  # fmt: skip


def barrier_against(row: BarrierRow) -> str:
    """What a barrier is against: one of the causes or consequences, or its whole side."""
    if row.against:
        return row.against
    return str(_("At det skjer") if row.side is Side.CAUSE else _("Følgene"))


def _gone(view: RiskView) -> Iterator[Section]:
    closed = tuple(one for one in view.hazards if one.closed_on is not None)
    if closed:
        said = tuple(
            _("{title} ({day}): {why}").format(
                title=one.title, day=plain_date(one.closed_on or view.row.assessed_on), why=one.closed_why)
            for one in closed
        )  # fmt: skip
        yield Section("gone", str(_("Farer som er borte")), bullets=said)


def _approved_words(view: RiskView) -> str:
    if not view.versions:
        return str(_("Ikke ennå."))
    last = view.versions[0]
    day = plain_date(last.approved_on)
    return _("Versjon {n}, {day}, av {who}").format(n=last.edition, day=day, who=last.approved_by)


def _versions(view: RiskView) -> Iterator[Section]:
    """Each approval, where there are several."""
    title = str(_("Godkjente versjoner"))
    if len(view.versions) < 2:
        return
    fields = (
        Field("edition", str(_("Versjon")), int), Field("day", str(_("Godkjent")), date),
        Field("who", str(_("Godkjent av"))), Field("new", str(_("Hva som er nytt"))),
    )  # fmt: skip
    rows = tuple((one.edition, one.approved_on, one.approved_by, one.change_note or DASH) for one in view.versions)
    table = Table("versions", title, fields, rows, widths=(0.8, 1.4, 2.0, 3.4), sheet=title)
    yield Section("versions", title, tables=(table,))


def _one_each(lines: tuple[str, ...]) -> str:
    return "\n".join(f"• {line}" for line in lines) if len(lines) > 1 else "".join(lines)


def _stopped(text: str) -> str:
    """A text with a full stop, so that another sentence can follow."""
    text = text.strip()
    return text if not text or text[-1] in ".!?:" else f"{text}."


