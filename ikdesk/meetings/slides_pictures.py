"""The slides of a meeting, one thought on each; only numbers that all who work here may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ikdesk.focus.pictures import month_bars, where_grid
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, long_date, month_name
from ikdesk.measures.gate_sentences import held_back
from ikdesk.measures.pictures import effect_strip
from ikdesk.measures.sentences import effect_title, effect_words, expected_words, seen, settled_by, sure
from ikdesk.meetings.sentences import (
    NO_NAMES,
    called,
    grade_words,
    period_words,
    place_title,
    questions_of,
    total_words,
)
from ikdesk.meetings.view_model import MeetingDetail, MeetingFacts
from ikdesk.picture.spec import BarSpec, Role, Series, Spec
from ikdesk.statistics.activity_sentences import activity_title, activity_words, silence_words

Kind = Literal["words", "ask", "columns", "decide", "end"]
MOST = 6  # bars on a slide; more cannot be read from the last row


@dataclass(frozen=True, slots=True)
class Slide:
    """One thought."""

    key: str  # what the program calls it; the meeting goes on at the same one
    title: str
    kind: Kind = "words"
    lines: tuple[str, ...] = ()  # one paragraph each
    points: tuple[str, ...] = ()  # one below the other
    picture: Spec | None = None  # its own title is not shown: the slide's says it
    note: str = ""  # what the numbers hold, and what not


def slides_of(meeting: MeetingDetail, facts: MeetingFacts, codebook: Codebook) -> tuple[Slide, ...]:
    """What is shown, in order.

    Args:
        meeting: what it is about.
        facts: the numbers.
        codebook: the unit's lists.
    """
    asked = [Slide(f"ask_{one.key}", one.text, "ask") for one in questions_of(meeting)]
    return (
        _first(meeting, facts),
        _happened(facts, codebook),
        *([_where(facts)] if len(facts.places) > 1 else []),
        *_area(facts, codebook),
        _reporting(facts),
        *asked,
        Slide("columns", str(_("Hva gjør vi med det?")), "columns"),
        Slide("decide", str(_("Hvem gjør det, og innen når?")), "decide"),
        Slide("end", str(_("Oppsummering")), "end"),
    )


def _first(meeting: MeetingDetail, facts: MeetingFacts) -> Slide:
    about = [meeting.focus, *meeting.points] if meeting.focus else list(meeting.points)
    day = f"{facts.unit} – {long_date(meeting.day)}"
    return Slide("first", called(meeting), lines=(day,), points=tuple(about), note=str(NO_NAMES))


def _happened(facts: MeetingFacts, codebook: Codebook) -> Slide:
    counts = tuple((codebook.label("event_type", kind), number) for kind, number in facts.kinds)
    picture = _bars("meeting_kinds", total_words(facts), facts, counts, str(_("Annet")))
    return Slide(
        "happened", total_words(facts), lines=(period_words(facts),), picture=picture, note=grade_words(facts, codebook)
    )


def _where(facts: MeetingFacts) -> Slide:
    picture = _bars("meeting_places", place_title(facts), facts, facts.places, str(_("Andre steder")))
    return Slide("where", place_title(facts), lines=(period_words(facts),), picture=picture)


def _area(facts: MeetingFacts, codebook: Codebook) -> tuple[Slide, ...]:
    view = facts.focus
    if view is None:
        return ()
    months, grid = month_bars(view, codebook), where_grid(view, codebook)
    problem = (view.problem,) if view.problem else ()
    silence = silence_words(facts.reporting) if view.falls else ""
    lines, picture = (*problem, months.subtitle), months
    if silence:  # it needs the room of what stands on the next slides, too
        lines, picture = problem or (months.subtitle,), replace(months, caption="")
    found = [Slide("area", view.row.title, lines=lines, picture=picture, note=silence)]
    if grid is not None:
        found.append(Slide("pattern", grid.title, lines=(grid.subtitle,), picture=grid))
    return (*found, _verdict(facts, codebook))


def _verdict(facts: MeetingFacts, codebook: Codebook) -> Slide:
    """Whether it has become better, how sure that is, and that silence is no fall."""
    view = facts.focus
    effect = view.effect if view else None
    if view is None or effect is None:
        return Slide("verdict", str(_("Er det blitt bedre?")), lines=(view.why_no_effect if view else "",))
    silence = silence_words(facts.reporting) if view.falls else ""
    lines = (
        seen(effect, codebook), expected_words(effect), sure(effect), held_back(effect, codebook), settled_by(effect),
    )  # fmt: skip
    title = f"{effect_words(effect).symbol} {effect_title(effect, codebook)}"
    picture = effect_strip(effect, codebook)
    return Slide("verdict", title, lines=tuple(line for line in lines if line), picture=picture, note=silence)


def _reporting(facts: MeetingFacts) -> Slide:
    said = activity_words(facts.reporting)
    months = facts.reporting.months
    title = activity_title(facts.reporting)
    picture = BarSpec(
        "meeting_reports", title, str(_("Meldinger per måned")), "",
        tuple(month_name(one.month.month)[:3] for one in months),
        (Series(str(_("Meldinger")), tuple(one.reports for one in months)),), str(_("meldinger")),
        keys=tuple(one.month.code for one in months),
        closed=frozenset(at for at, one in enumerate(months) if one.closed and not one.reports),
        open_last=bool(months) and months[-1].open_last,
    )  # fmt: skip
    more = facts.reporting.silence.long or facts.reporting.activity.near == "fewer"  # the rest is said above already
    silence = silence_words(facts.reporting) if more else ""
    return Slide("reporting", title, lines=(said,), picture=picture, note=silence)


def _bars(key: str, title: str, facts: MeetingFacts, found: tuple[tuple[str, int], ...], rest: str) -> BarSpec | None:
    """The largest, and the others as one that looks like no place or kind of its own."""
    if not found:
        return None
    gathered = len(found) > MOST
    counts = (*found[: MOST - 1], (rest, sum(number for _name, number in found[MOST - 1 :]))) if gathered else found
    usual: list[Role] = ["now"] * (len(counts) - 1)
    return BarSpec(
        key, title, period_words(facts), "", tuple(name for name, _number in counts),
        (Series(str(_("Hendelser")), tuple(number for _name, number in counts)),), str(_("hendelser")),
        horizontal=True, roles=(*usual, "other" if gathered else "now"),
    )  # fmt: skip

