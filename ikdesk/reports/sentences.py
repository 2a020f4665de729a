"""The numbers of a report in plain words: the generated lines of "Kort fortalt", and what the unit calls things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ikdesk.evidence.kinds import Tally
from ikdesk.kernel.tertial import Month
from ikdesk.kernel.words import LANGUAGES, _, language, listed, many, month_name, plain_date, quoted, spoken_in
from ikdesk.measures.effect_model import Effect
from ikdesk.measures.sentences import effect_title, event_words, exposure_words, spot_words
from ikdesk.people.model import Role
from ikdesk.reports.area_sentences import short_words
from ikdesk.reports.facts_model import Facts, PlaceUse, Shown, Use, compare
from ikdesk.reports.model import LINES, OWN
from ikdesk.risks.matrix_model import Grade
from ikdesk.unit.model import UnitKind

_NAMED = 3  # so many places share the first place before the sentence says nothing


@dataclass(frozen=True, slots=True)
class Line:
    """A line of "Kort fortalt", and where its numbers come from."""

    key: str
    text: str  # as it stands in the report
    generated: str  # what is generated; empty for a line of the leader's own
    table: str = ""  # the key of the table the numbers stand in
    numbers: tuple[tuple[str, int], ...] = ()  # what each number in the generated sentence is
    stale: bool = False  # the leader's, and the generated one is another today than when it was written

    @property
    def edited(self) -> bool:
        """Whether the leader wrote it."""
        return self.text != self.generated


def short_lines(facts: Facts) -> tuple[Line, ...]:
    """The lines of "Kort fortalt", generated or as the leader wrote them: at most five, the leader's kept first."""
    lines, changed = [], changed_lines(facts)
    for line in generated_lines(facts):
        text = facts.texts.get(line.key, line.generated)
        if text:
            stale = line.key in changed and text != line.generated
            lines.append(Line(line.key, text, line.generated, line.table, line.numbers, stale))
    lines += [Line(key, text, "") for key, text in sorted(facts.texts.items()) if key.startswith(OWN) and text]
    over = len(lines) - LINES
    for line in reversed([line for line in lines if not line.edited]):
        if over > 0:
            lines.remove(line)
            over -= 1
    return tuple(lines[:LINES])


def generated_lines(facts: Facts) -> tuple[Line, ...]:
    """What the numbers say by themselves, the most important first."""
    makers = (_owner, *(make for make in _LINES if make is not _owner)) if facts.has("owner_first") else _LINES
    made = (make(facts) for make in makers)
    return tuple(line for line in made if line is not None)


def changed_lines(facts: Facts) -> frozenset[str]:
    """The keys of the leader's lines that replaced another sentence than what would be generated now.

    A line that was written in one language is not changed because the report is made in another.
    """
    if not facts.replaced:
        return frozenset()
    now: dict[str, set[str]] = {}
    for tongue in LANGUAGES:
        with spoken_in(tongue):
            for line in generated_lines(facts):
                now.setdefault(line.key, set()).add(line.generated)
    return frozenset(key for key, then in facts.replaced.items() if key in now and then not in now[key])


def _total(facts: Facts) -> Line:
    now, past = facts.now.total, facts.last_year.total
    told = _staff_events(now) if facts.has("staff") else events(now)
    words = {"events": told, "when": in_period(facts), "same": with_last_year(facts, past)}
    text = _("Vi registrerte {events} {when}{same}.").format(**words)
    return _line("total", text, "by_month", total=now, last_year=past)


def _serious(facts: Facts) -> Line | None:
    now, past, missing = facts.now.serious, facts.last_year.serious, facts.now.of("severity", "")
    if not facts.now.total or now is None or missing is None or facts.has("staff"):
        return None
    start = many("{n} hendelse var alvorlig", "{n} hendelser var alvorlige", now) if now else _(
        "Ingen hendelser var alvorlige"
    )  # fmt: skip
    text = _("{start}, det vil si grad 3 eller 4{same}.").format(start=start, same=with_last_year(facts, past))
    if missing:
        text += " " + many("{n} hendelse mangler grad.", "{n} hendelser mangler grad.", missing)
    return _line("serious", text, "by_severity", serious=now, last_year=past, unknown=missing)


def _place(facts: Facts) -> Line | None:
    counts = [count for count in compare(facts, "place") if count.code]
    most = max((count.now or 0 for count in counts), default=0)
    first = [count for count in counts if count.now == most]
    if most < 2 or len(first) > _NAMED or most <= _highest_untold(facts) or facts.has("staff"):
        return None
    total = facts.now.total
    if len(first) == 1:
        text = _("Stedet med flest hendelser er «{place}»: {n} av {total}{same}.").format(
            place=facts.label("place", first[0].code), n=most, total=total,
            same=with_last_year(facts, first[0].last_year),
        )  # fmt: skip
        return _line("place", text, "by_place", events=most, total=total, last_year=first[0].last_year)
    names = listed([quoted(facts.label("place", count.code)) for count in first])
    text = _("Stedene med flest hendelser er {places}: {n} hendelser hvert sted, av {total}.").format(
        places=names, n=most, total=total
    )
    return _line("place", text, "by_place", events=most, total=total)


def _highest_untold(facts: Facts) -> int:
    """The most there can have been at a place whose number is not told; whoever has the table can work that out."""
    numbers = facts.now.by["place"].values()
    untold = sum(number is None for number in numbers)
    left = facts.now.total - sum(number or 0 for number in numbers)
    return left - (untold - 1) if untold else 0


def _handling(facts: Facts) -> Line | None:
    if not facts.has("handling"):
        return None
    found = facts.now.handling
    words = {
        "soon": found.told_soon, "told": events(found.told), "in_time": found.in_time, "due": events(found.due),
        "limit": many("{n} dag", "{n} dager", facts.unit.deadline_days),
    }  # fmt: skip
    if found.told and found.due:
        text = _("{soon} av {told} er meldt innen 24 timer. {in_time} av {due} er lukket innen fristen på {limit}.")
    elif found.told:
        text = _("{soon} av {told} er meldt innen 24 timer. Ingen har nådd fristen på {limit} for å lukkes.")
    else:
        return None
    numbers = {"told_soon": found.told_soon, "told": found.told, "in_time": found.in_time, "due": found.due}
    return _line("handling", text.format(**words), "handling", **numbers)


def _exposure(facts: Facts) -> Line | None:
    use = next(iter(facts.uses), None)
    if use is None or use.now.events is None or not facts.has("handling"):
        return None
    place = facts.label("place", use.standard)
    text = f"{quoted(place)}: {used(facts, use, use.now)}"
    if facts.compares and (use.last_year.days or use.last_year.events):
        text = _("{now} ({year}: {past})").format(
            now=text, year=a_year_before(facts), past=used(facts, use, use.last_year)
        )
    numbers: dict[str, Shown] = {
        "events": use.now.events, "days": use.now.days, "events_last_year": use.last_year.events,
        "days_last_year": use.last_year.days,
    }  # fmt: skip
    return _line("exposure", f"{text}.", "exposure", **numbers)


def _focus(facts: Facts) -> Line | None:
    """The first focus area with something to compare: what the numbers say, and the numbers."""
    if not facts.has("focus"):
        return None
    at, effect = next(((at, area.effect) for at, area in enumerate(facts.parts, 1) if area.effect), (1, None))
    if effect is None:
        return _focus_counted(facts)
    if facts.parts[at - 1].shielded:
        return _line("focus", short_words(facts, facts.parts[at - 1]), f"focus_{at}")
    before, after = effect.judgement.before, effect.judgement.after
    title = effect_title(effect, facts.codebook, upward=True)
    if effect.judgement.verdict == "not_in_use":
        return _line("focus", f"{title}.", f"focus_{at}")
    words = {"title": title, "now": tally_words(after, effect, facts), "past": tally_words(before, effect, facts)}
    text = _("{title}. {now} nå, {past} før tiltaket.").format(**{**words, "now": _capital(words["now"])})
    if effect.provisional:
        text = _("Foreløpig: {text}").format(text=text)
    numbers = {"events_after": after.events, "events_before": before.events}
    days = {"days_after": after.exposure, "days_before": before.exposure}
    numbers |= {key: int(number) for key, number in days.items() if number and float(number).is_integer()}
    return _line("focus", text, f"focus_{at}", **numbers)


def _focus_counted(facts: Facts) -> Line | None:
    """The first focus area, where nothing can be compared yet: what happened, and that no more is known."""
    area = next(iter(facts.parts), None)
    if area is not None and area.shielded:
        return _line("focus", short_words(facts, area), "focus_1")
    if area is None or not area.counts or area.counts[-1].events is None:
        return None
    name, events = spot_words(area.target, facts.codebook, upward=True), area.counts[-1].events
    told = _("tiltak er satt i verk, men det er for tidlig å si om de har virket") if area.begun else _(
        "ingen tiltak er satt i verk ennå")  # fmt: skip
    text = _("Innsatsområdet {area}: {events}, og {told}.").format(
        area=name, events=many("{n} hendelse", "{n} hendelser", events), told=told
    )
    return _line("focus", text, "focus_1", events=events)


def _measures(facts: Facts) -> Line | None:
    """How many measures were carried out in the period, and how many are late."""
    work = facts.work
    done, late = len(work.done), len(work.overdue)
    if not work.planned or not (done or late):
        return None
    text = _("{done} i perioden, {late}.").format(
        done=many("{n} tiltak er gjennomført", "{n} tiltak er gjennomført", done) if done
        else _("Ingen tiltak er gjennomført"),
        late=_("{n} er over fristen").format(n=late) if late else _("ingen er over fristen"),
    )  # fmt: skip
    return _line("measures", text, "measure_counts", done=done, overdue=late)


def _owner(facts: Facts) -> Line | None:
    """How many decisions are waited for higher up, and since when."""
    waiting = facts.work.for_the_owner
    if not waiting or not facts.has("owner"):
        return None
    day = plain_date(waiting[0].since)
    said = many("{n} tiltak krever en beslutning høyere opp", "{n} tiltak krever en beslutning høyere opp",
                len(waiting))  # fmt: skip
    text = _("{said}, det eldste siden {day}.") if len(waiting) > 1 else _("{said}. Det har ventet siden {day}.")
    return _line("owner", text.format(said=said, day=day), "for_owner", waiting=len(waiting))


def _risk(facts: Facts) -> Line | None:
    """How many of the risks are red, and how many of these nobody has decided anything about."""
    found = facts.risks
    if found is None or not found.standing or not facts.has("risks"):
        return None
    number, red, bare = len(found.standing), found.graded(Grade.HIGH), len(found.bare)
    of = many("{n} vurdert risiko", "{n} vurderte risikoer", number)
    said = _("{red} av {of} er rød") if red == 1 else _("{red} av {of} er røde")
    text = _("{said}, og {rest}.").format(said=said.format(red=red, of=of), rest=_lack(red, bare))
    if not red:
        text = _("Ingen av {of} er røde.").format(of=of)
    return _line("risk", text, "risk_grades", red=red, risks=number, without_measure=bare)


def _lack(red: int, bare: int) -> str:
    """Whether something is decided about the red risks."""
    if red == 1:
        return str(_("den mangler vedtatt tiltak") if bare else _("tiltak er vedtatt"))
    if not bare:
        return str(_("alle de røde har vedtatt tiltak"))
    return many("{n} av dem mangler vedtatt tiltak", "{n} av dem mangler vedtatt tiltak", bare)


_LINES: tuple[Callable[[Facts], Line | None], ...] = (
    _total, _serious, _focus, _owner, _measures, _risk, _place, _handling, _exposure,
)  # fmt: skip


def tally_words(tally: Tally, effect: Effect, facts: Facts) -> str:
    """Events and exposure in words: "3 hendelser på 25 akedager"."""
    if not tally.exposure:
        return event_words(tally.events)
    days = exposure_words(tally.exposure, effect, facts.codebook)
    return _("{events} på {days}").format(events=event_words(tally.events), days=days)


def used(facts: Facts, place: PlaceUse, use: Use) -> str:
    """Events and days in use, in words: "3 hendelser på 25 akedager".

    Args:
        place: which place, for the word for its days.
        use: one period of it.
    """
    if not use.days:
        return str(_("{events}, ingen dager er ført").format(events=events(use.events)) if use.events else _(
            "ikke i bruk"
        ))  # fmt: skip
    days = day_words(facts, place.standard, use.days)
    if use.estimated:
        return _("{events} på {days}, anslått").format(events=events(use.events), days=days)
    return _("{events} på {days}").format(events=events(use.events), days=days)


def day_words(facts: Facts, standard: str, days: int) -> str:
    """A number of days a place was in use, in the place's own word: "25 akedager"."""
    key = "exposure" if days == 1 else "exposure_many"
    word = facts.codebook.more("place", standard, f"{key}_{language()}")
    return f"{days} {word}" if word else many("{n} dag i bruk", "{n} dager i bruk", days)


def events(number: Shown) -> str:
    """How many events, in words."""
    if number is None:
        return str(_("hendelser der tallet ikke vises"))
    return many("{n} hendelse", "{n} hendelser", number) if number else str(_("ingen hendelser"))


def _staff_events(number: int) -> str:
    if not number:
        return str(_("ingen hendelser med ansatte"))
    return many("{n} hendelse med ansatte", "{n} hendelser med ansatte", number)


def with_last_year(facts: Facts, number: Shown) -> str:
    """ " (27 i samme tertial i fjor)", or nothing where there is nothing to set beside."""
    if not facts.compares or number is None:
        return ""
    return f" ({number or _('ingen')} {last_year_words(facts)})"


def last_year_words(facts: Facts) -> str:
    """What the same days of last year are called."""
    same = _("i samme tertial {year}") if "-T" in facts.period.code else _("i samme periode {year}")
    return same.format(year=a_year_before(facts))


def a_year_before(facts: Facts) -> str:
    """ "i fjor", or "året før" when the report is about another year than this one."""
    return str(_("i fjor") if facts.period.last.year == facts.today.year else _("året før"))


def in_period(facts: Facts) -> str:
    """When, in a sentence: "i 1. tertial 2026"."""
    if ".." in facts.period.code:
        return str(_("i perioden"))
    return _("i {period}").format(period=facts.period.name)


def period_heading(facts: Facts) -> str:
    """What the column of the period is called."""
    return str(_("Perioden")) if ".." in facts.period.code else _capital(facts.period.name)


def last_year_heading(facts: Facts) -> str:
    """What the column of the same period last year is called."""
    if ".." in facts.period.code:
        return _("Samme periode {year}").format(year=a_year_before(facts))
    return _capital(facts.before.name)


def span(facts: Facts) -> str:
    """The first and the last day of the period."""
    return f"{plain_date(facts.period.first)} – {plain_date(facts.period.last)}"


def so_far(facts: Facts) -> str:
    """That the numbers are not final; empty when the period is over."""
    if not facts.provisional:
        return ""
    text = _("Foreløpig: tall til og med {day}.").format(day=plain_date(facts.counted.last))
    if facts.compares:
        text += " " + _("Tallene fra {year} går til samme dato.").format(year=a_year_before(facts))
    return text


def month_words(month: Month, facts: Facts) -> str:
    """What a month is called in the tables: with its year where the period touches several."""
    name = month_name(month.month)
    years = {one.year for one in facts.counted.months()}
    return f"{name} {month.year}" if len(years) > 1 else name


def children_words(facts: Facts) -> str:
    """What the unit calls those it is there for, in the plural."""
    return str(_("elever") if facts.unit.kind is UnitKind.SKOLE else _("barn"))


def role_words(facts: Facts) -> str:
    """What the person who made the report is in this unit; empty for the program itself."""
    leaders = {UnitKind.BARNEHAGE: _("styrer"), UnitKind.SKOLE: _("rektor"), UnitKind.SFO: _("SFO-leder")}
    if facts.role == Role.LEADER.code:
        return str(leaders[facts.unit.kind])
    known = {role.code: role.label.lower() for role in Role}
    return known.get(facts.role, "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line(key: str, text: str, table: str, **numbers: Shown) -> Line:
    return Line(key, text, text, table, tuple((what, n) for what, n in numbers.items() if n is not None))
