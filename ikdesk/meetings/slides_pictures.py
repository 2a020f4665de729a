"""The slides of a meeting, one thought on each; only numbers that all who work here may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ikdesk.focus.pictures import month_bars, where_grid
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, long_date, month_name
from ikdesk.measures.pictures import effect_strip
from ikdesk.measures.sentences import Said, effect_title, effect_words, expected_words, seen, settled_by, sure
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
from ikdesk.picture.spec import BarSpec, Series, Spec
from ikdesk.statistics.activity_sentences import activity_title, activity_words, silence_words

Kind = Literal["words", "ask", "columns", "decide", "end"]
MOST = 6  # bars on a slide; more cannot be read from the last row
_FALLS = {"clear_fall", "probable_fall"}


@dataclass(frozen=True, slots=True)
class Slide:
    """One thought."""

    key: str  # what the program calls it; the meeting goes on at the same one
    title: str
    kind: Kind = "words"
    lines: tuple[str, ...] = ()  # one paragraph each
    picture: Spec | None = None
    verdict: Said | None = None  # a symbol, a word and a colour
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
    lines = (f"{facts.unit} – {long_date(meeting.day)}", *about)
    return Slide("first", called(meeting), lines=lines, note=str(NO_NAMES))


def _happened(facts: MeetingFacts, codebook: Codebook) -> Slide:
    counts = tuple((codebook.label("event_type", kind), number) for kind, number in facts.kinds)
    picture = _bars("meeting_kinds", total_words(facts), facts, _few(counts, str(_("Annet"))))
    return Slide(
        "happened", total_words(facts), lines=(period_words(facts),), picture=picture, note=grade_words(facts, codebook)
    )


def _where(facts: MeetingFacts) -> Slide:
    picture = _bars("meeting_places", place_title(facts), facts, _few(facts.places, str(_("Andre steder"))))
    return Slide("where", place_title(facts), lines=(period_words(facts),), picture=picture)


def _area(facts: MeetingFacts, codebook: Codebook) -> tuple[Slide, ...]:
    view = facts.focus
    if view is None:
        return ()
    months, grid = month_bars(view, codebook), where_grid(view, codebook)
    problem = (view.problem,) if view.problem else ()
    found = [Slide("area", view.row.title, lines=problem, picture=months)]
    if grid is not None:
        found.append(Slide("pattern", grid.title, lines=(grid.subtitle,), picture=grid))
    return (*found, _verdict(facts, codebook))


def _verdict(facts: MeetingFacts, codebook: Codebook) -> Slide:
    """Whether it has become better, how sure that is, and that silence is no fall."""
    view = facts.focus
    effect = view.effect if view else None
    if view is None or effect is None:
        return Slide("verdict", str(_("Er det blitt bedre?")), lines=(view.why_no_effect if view else "",))
    silence = silence_words(facts.reporting) if effect.judgement.verdict in _FALLS else ""
    lines = (seen(effect, codebook), expected_words(effect), sure(effect), settled_by(effect))
    return Slide(
        "verdict", effect_title(effect, codebook), lines=tuple(line for line in lines if line),
        picture=effect_strip(effect, codebook), verdict=effect_words(effect), note=silence,
    )  # fmt: skip


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
    silence = silence_words(facts.reporting)
    return Slide("reporting", title, lines=(said,), picture=picture, note=silence)


def _bars(key: str, title: str, facts: MeetingFacts, counts: tuple[tuple[str, int], ...]) -> BarSpec | None:
    if not counts:
        return None
    return BarSpec(
        key, title, period_words(facts), "", tuple(name for name, _number in counts),
        (Series(str(_("Hendelser")), tuple(number for _name, number in counts)),), str(_("hendelser")),
        horizontal=True,
    )  # fmt: skip


def _few(counts: tuple[tuple[str, int], ...], rest: str) -> tuple[tuple[str, int], ...]:
    """The largest, and the others as one."""
    if len(counts) <= MOST:
        return counts
    return (*counts[: MOST - 1], (rest, sum(number for _name, number in counts[MOST - 1 :])))
