"""Where it happens, what happens and how, to whom and how bad: lists with the largest first, tables and drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many, number
from ikdesk.picture.grid_spec import BodyCount, BodySpec, GridSpec, SiteSpec, SiteSpot
from ikdesk.picture.parts import Series
from ikdesk.picture.spec import BarSpec, Spec
from ikdesk.statistics.count_model import GroupFacts, Pair, PlanNumbers
from ikdesk.statistics.count_sentences import FEW, counted_words, gathered, sure_of, title_of
from ikdesk.statistics.key_model import asks, found

TOP = 8  # lines of a list; the rest are one
TOP_COLUMNS = 5  # kinds of events across a table
MOST = 0.8  # of the events; what comes after these lines need not be added up
SHARES_FROM = 10  # events, below which a share would pretend to know too much
MERGED = "other"  # kinds that are never told one by one in a file
_REST, _NONE = "-", ""  # everything behind the first lines; where nothing was filled in


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list."""

    code: str
    name: str
    now: int | None  # None: hidden
    past: float | None = None


def where_pictures(facts: GroupFacts, book: Codebook) -> tuple[Spec, ...]:
    """The pictures of the group, the most important first.

    Args:
        facts: of ``Group.WHERE``.
        book: the unit's lists.
    """
    places = pareto(facts, "place", facts.named.places, _("Hvor"))
    sites = [site(plan, facts) for plan in facts.plans if any(spot.number for spot in plan.spots)]
    table = places_by_kind(facts, book)
    return tuple(spec for spec in (places, *sites, table) if spec is not None)


def how_pictures(facts: GroupFacts, book: Codebook) -> tuple[Spec, ...]:
    """The pictures of the group, the most important first.

    Args:
        facts: of ``Group.HOW``.
        book: the unit's lists.
    """
    asked = (
        ("kind", "event_type", _("Type")), ("mechanism", "mechanism", _("Hvordan")),
        ("activity", "activity", _("Aktivitet")),
    )  # fmt: skip
    made = (pareto(facts, what, _labels(facts, what, book, name), said) for what, name, said in asked)
    return tuple(spec for spec in made if spec is not None)


def who_pictures(facts: GroupFacts, book: Codebook, silence: str = "") -> tuple[Spec, ...]:
    """The pictures of the group, the most important first.

    Args:
        facts: of ``Group.WHO``.
        book: the unit's lists.
        silence: what is said beside a fall when little is reported.
    """
    made = (by_severity(facts, book, silence), body(facts, book), by_treatment(facts, book), by_department(facts))
    return tuple(spec for spec in made if spec is not None)


def pareto(facts: GroupFacts, what: str, names: Mapping[str, str], said: object) -> BarSpec | None:
    """A list with the largest first, beside the earlier period; how much the first ones make together.

    Args:
        facts: what there is.
        what: the attribute.
        names: by code.
        said: what they are, with a capital letter.
    """
    counts = facts.spread[what]
    if not any(pair.now for pair in counts.values()):
        return None
    known = [code for code in counts if code != _NONE]
    ordered = sorted(known, key=lambda code: (-counts[code].now, -counts[code].past, names[code]))
    top = [code for code in ordered if counts[code].now][:TOP]
    rest = [counts[code] for code in ordered if code not in top]
    lines = [_line(code, names[code], counts[code], facts) for code in top]
    if any(pair.now or pair.past for pair in rest):
        both = Pair(sum(pair.now for pair in rest), sum(pair.past for pair in rest))
        lines.append(_line(_REST, str(_("Alle andre")), both, facts))
    if _NONE in counts:
        lines.append(_line(_NONE, str(_("Ikke oppgitt")), counts[_NONE], facts))
    own = what == "place"  # its names are the unit's own
    told = [(names[code] if own else _inside(names[code]), counts[code].now) for code in ordered]
    title = gathered(str(said), told, counts.get(_NONE, Pair(0)).now)
    return _bars(facts, what, title, lines, notes=_together(lines, top))


def by_severity(facts: GroupFacts, book: Codebook, silence: str = "") -> BarSpec:
    """The grades in their order; the message is about what somebody had to look at.

    Args:
        facts: what there is.
        book: the unit's lists.
        silence: what is said beside a fall when little is reported.
    """
    counts, seen = facts.spread["severity"], facts.overview
    lines = [
        _line(str(grade), _("{grade} {name}").format(grade=grade, name=book.label("severity", grade)),
              counts.get(str(grade), Pair(0)), facts)
        for grade in range(5)
    ]  # fmt: skip
    if _NONE in counts:
        lines.append(_line(_NONE, str(_("Ikke oppgitt")), counts[_NONE], facts))
    title = title_of(str(_("Grad 2 eller verre")), seen.moderate.judgement, seen.span.past_name)
    return _bars(facts, "severity", title, lines, caption=sure_of(seen.moderate.judgement, silence))


def body(facts: GroupFacts, book: Codebook, shown: Mapping[str, int | None] | None = None) -> BodySpec | None:
    """Where on the body children were hurt.

    Args:
        facts: what there is.
        book: the unit's lists.
        shown: what may be told of it; None: all.
    """
    told = _told(facts, "body_part", shown)
    if not any(told.values()):
        return None
    names = {code: book.label("body_part", code) for code in told}
    shown_first = sorted(told, key=lambda code: (-(told[code] or 0), names[code]))
    known = [(_inside(names[code]), n) for code in shown_first if (n := told[code])]
    whole = None not in told.values()
    return BodySpec(
        "body", gathered(str(_("Kroppsdel")), known) if whole else str(_("De minste tallene er skjult")),
        _("Skader på barn, {period}").format(period=facts.overview.span.name), "",
        tuple(BodyCount(code, names[code], told[code], found(told[code], body_part=code)) for code in shown_first
              if told[code] != 0),
        str(_("skader")),
    )  # fmt: skip


def by_treatment(
    facts: GroupFacts, book: Codebook, shown: Mapping[str, int | None] | None = None
) -> BarSpec | None:
    """What was done for the children; several things may be done for one.

    Args:
        facts: what there is.
        book: the unit's lists.
        shown: what may be told of it; None: all.
    """
    told = _told(facts, "treatment", shown)
    codes = [code for code in book.lists["treatment"] if told.get(code, 0) != 0]
    if not codes:
        return None
    lines = [Line(code, book.label("treatment", code), told[code]) for code in codes]
    caption = str(_("Ett barn kan ha fått mer enn én behandling."))
    return _bars(facts, "treatment", str(_("Hva som ble gjort for barna")), lines, caption=caption, unit=_("skader"),
                 clickable=False)  # fmt: skip


def by_department(facts: GroupFacts) -> BarSpec | None:
    """The departments in the unit's order, never as better and worse. For use inside the unit only."""
    counts = facts.spread["department"]
    names = {code: name for code, name in facts.named.departments.items() if code in counts}
    if len(names) < 2:  # one department is the whole
        return None
    lines = [_line(code, name, counts[code], facts) for code, name in names.items()]
    if _NONE in counts:
        lines.append(_line(_NONE, str(_("Ikke oppgitt")), counts[_NONE], facts))
    caption = str(_("Avdelinger med flest barn og flest som melder, har flest hendelser."))
    return _bars(facts, "department", str(_("Hendelser i hver avdeling")), lines, caption=caption)


def places_by_kind(facts: GroupFacts, book: Codebook) -> GridSpec | None:
    """Kinds of places by kinds of events, with sums. For use inside the unit only."""
    cells = facts.crossed["standard kind"]
    if not cells:
        return None
    down, across = _sums(cells, 0), _sums(cells, 1)
    rows = sorted(down, key=lambda code: (-down[code], book.label("place", code)))[:TOP]
    columns = sorted(across, key=lambda code: (-across[code], book.label("event_type", code)))[:TOP_COLUMNS]
    total = sum(cells.values())
    left = total - sum(cells.get((row, column), 0) for row in rows for column in columns)
    title = str(_("Sted og type: for få hendelser til å se et mønster"))
    if total >= FEW:
        row, column = max(cells, key=lambda at: (cells[at], down[at[0]], at))
        title = _("Oftest: {kind}, {place} – {n} av {total}").format(
            kind=_inside(book.label("event_type", column)), place=_inside(book.label("place", row)),
            n=cells[row, column], total=total,
        )  # fmt: skip
    caption = many("{n} hendelse er utenfor tabellen.", "{n} hendelser er utenfor tabellen.", left)
    return GridSpec(
        "place_kind", title,
        _("Slags sted og type, {period}, n = {n}").format(period=facts.overview.span.name, n=total),
        caption if left else "",
        tuple(book.label("event_type", code) for code in columns), tuple(book.label("place", code) for code in rows),
        tuple(tuple(cells.get((row, column), 0) for column in columns) for row in rows), str(_("hendelser")),
        keys=tuple(
            tuple(found(cells.get((row, column), 0), standard=row, kind=column) for column in columns) for row in rows
        ),
        row_sums=tuple(down[row] for row in rows), column_sums=tuple(across[column] for column in columns), total=total,
        row_keys=tuple(found(down[row], standard=row) for row in rows),
        column_keys=tuple(found(across[column], kind=column) for column in columns),
    )  # fmt: skip


def site(plan: PlanNumbers, facts: GroupFacts) -> SiteSpec:
    """A plan with a circle for each place, as large as what happened there."""
    counts = [(spot.name, spot.number) for spot in sorted(plan.spots, key=lambda spot: -spot.number) if spot.number]
    elsewhere = many("{n} hendelse skjedde andre steder.", "{n} hendelser skjedde andre steder.", plan.elsewhere)
    return SiteSpec(
        f"site_{plan.name}", gathered(plan.name, counts),
        _("Hendelser på tegningen, {period}").format(period=facts.overview.span.name),
        elsewhere if plan.elsewhere else "",
        tuple(SiteSpot(found(spot.number, place=spot.key), spot.name, spot.x, spot.y, spot.number)
              for spot in plan.spots if spot.number),
        str(_("hendelser")), plan.shape, plan.image,
    )  # fmt: skip


def _bars(  # noqa: PLR0913 - what a list is made of
    facts: GroupFacts, what: str, title: str, lines: Sequence[Line], *, notes: Sequence[str] = (), caption: str = "",
    unit: object = "", clickable: bool = True,
) -> BarSpec:  # fmt: skip
    seen = facts.overview
    series = [Series(seen.span.name, tuple(line.now for line in lines))]
    if seen.span.past and all(line.past is not None for line in lines):
        series.append(Series(seen.span.past_name, tuple(line.past for line in lines), "past"))
    return BarSpec(
        what, title, counted_words(seen, beside=len(series) > 1), caption, tuple(line.name for line in lines),
        tuple(series), str(unit or _("hendelser")), horizontal=True, notes=tuple(notes),
        keys=tuple(_key(line, what) if clickable else "" for line in lines),
    )  # fmt: skip


def _told(facts: GroupFacts, what: str, shown: Mapping[str, int | None] | None) -> Mapping[str, int | None]:
    """What may be told of an attribute; all of it where nobody said what."""
    return {code: pair.now for code, pair in facts.spread[what].items()} if shown is None else shown


def _key(line: Line, name: str) -> str:
    return asks(**{name: line.code}) if line.now and line.code not in {_REST, _NONE} else ""


def _line(code: str, name: str, pair: Pair, facts: GroupFacts) -> Line:
    years = len(facts.overview.span.past)
    return Line(code, name, pair.now, pair.past / years if years else None)


def _together(lines: Sequence[Line], top: Sequence[str]) -> tuple[str, ...]:
    """How much the first lines make together, as a quiet word after each."""
    total = sum(line.now or 0 for line in lines)
    if total < SHARES_FROM:
        return ()
    held, said = 0, []
    for line in lines:
        enough = held >= total * MOST
        held += line.now or 0
        share = number(100 * held / total)
        said.append(_("{n}\xa0% til sammen").format(n=share) if line.code in top[1:] and not enough else "")
    return tuple(said)


def _labels(facts: GroupFacts, what: str, book: Codebook, name: str) -> dict[str, str]:
    names = {code: book.label(name, code) for code in facts.spread[what]}
    return {code: str(_("Annet")) if code == MERGED and code not in book.lists[name] else said
            for code, said in names.items()}  # fmt: skip


def _inside(name: str) -> str:
    """A name from a list as it stands inside a sentence."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _sums(cells: Mapping[tuple[str, str], int], at: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for codes, n in cells.items():
        sums[codes[at]] = sums.get(codes[at], 0) + n
    return sums
