"""One focus area on one page of paper: what happened, what is known, what is done, and when one looks again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from ikdesk.focus.pictures import month_bars
from ikdesk.focus.sentences import grade_words, happened_words, look_words, verdict_of_view
from ikdesk.focus.view_model import AreaMeasure, FocusView, Group
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, language, listed, plain_date, short_date
from ikdesk.measures.gate_sentences import held_back
from ikdesk.measures.sentences import NOT_WHY, Tone, say, spot_words
from ikdesk.paper.story import TONGUES, Light, Section, State, Story
from ikdesk.statistics.sections import MARK

_STATES: dict[Tone, State] = {"ok": "green", "warn": "yellow", "danger": "red", "neutral": "unused", "info": "unused"}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands round the page.

    Args:
        unit: what it is called.
        codebook: its lists.
        by: who writes it.
        when: the page's own moment, with its time zone.
        silence: what is said beside a fall when little else is reported.
    """

    unit: str
    codebook: Codebook
    by: str
    when: datetime
    silence: str = ""


def focus_story(view: FocusView, around: Around, today: date) -> Story:
    """The page of a focus area, ready for paper.

    Args:
        view: the area.
        around: what stands round it.
        today: the day it is.
    """
    title = _("Innsatsområde: {name}").format(name=view.row.title)
    about = spot_words(view.row.target, around.codebook)
    said = [about] if about != view.row.title else []
    said += [view.problem] if view.problem else []
    sections = tuple(_sections(view, around.codebook, today, around.silence))
    return Story(
        title, " · ".join(said) or plain_date(today), around.unit, sections, around.by, title, around.when,
        around.codebook, TONGUES[language()], mark=str(MARK),  # beside a slide of the meeting it tells what that hides
    )  # fmt: skip


def _sections(view: FocusView, book: Codebook, today: date, silence: str = "") -> Iterator[Section]:
    said, effect, word = verdict_of_view(view), view.effect, verdict_of_view(view).word
    if effect is not None and effect.provisional:
        word = _("{verdict} (foreløpig)").format(verdict=said.word)
    text = say(effect, book) if effect is not None else f"{view.why_no_effect} {NOT_WHY}"
    told = " ".join(part for part in (happened_words(view), _first_up(grade_words(view))) if part)
    held = "" if effect is None else held_back(effect, book)
    beside = silence if view.falls else ""
    yield Section(
        "verdict", str(_("Hva tallene sier")), text=(" ".join(part for part in (told, text, held, beside) if part),),
        verdict=Light(view.row.title, _STATES[said.tone], said.symbol, word),
        picture=replace(month_bars(view, book), caption=""),
    )  # fmt: skip
    yield Section("measures", str(_("Hva vi gjør")), level=3, facts=(*_measures(view, book), *_looks(view, today)))


def _measures(view: FocusView, book: Codebook) -> Iterator[tuple[str, str]]:
    for group in Group:
        rows = view.of(group)
        if rows:
            named = [_measure(row, book) for row in rows]
            yield group.label, "; ".join(_started(rows) if group is Group.STARTED else named)
    if not view.measures:
        yield str(_("Tiltak")), str(_("Ingen ennå."))


def _measure(row: AreaMeasure, book: Codebook) -> str:
    """What it is, and who does it by when; never the name of a person: paper lies about."""
    role = book.label("responsible_role", row.role) if row.role and row.group is Group.PLANNED else ""
    due = row.group in {Group.PLANNED, Group.OWNER} and row.deadline is not None
    when = _("frist {day}").format(day=short_date(row.deadline)) if due and row.deadline else ""
    more = ", ".join(part for part in (role, when) if part)
    return f"{row.title} ({more})" if more else row.title


def _started(rows: Sequence[AreaMeasure]) -> Iterator[str]:
    """What began on the same day is named together."""
    for day, begun in groupby(sorted(rows, key=_since), key=_since):
        titles = listed([row.title for row in begun])
        yield titles if day == date.max else _("{titles} (fra {day})").format(titles=titles, day=short_date(day))


def _since(row: AreaMeasure) -> date:
    return row.started_on or date.max


def _looks(view: FocusView, today: date) -> Iterator[tuple[str, str]]:
    yield str(_("Når vi ser på det igjen")), look_words(view.row, today)


def _first_up(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
