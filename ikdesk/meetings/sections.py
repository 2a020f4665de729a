"""A meeting on paper: what it shall talk about, what came of it, and the poster for the wall."""

from __future__ import annotations

from datetime import datetime

from ikdesk.focus.pictures import month_bars
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, language, listed, long_date, many, plain_date
from ikdesk.measures.gate_sentences import held_back
from ikdesk.measures.sentences import effect_title, seen, sure
from ikdesk.meetings.sentences import (
    NO_NAMES,
    called,
    done_words,
    kind_words,
    missing_words,
    period_words,
    place_title,
    questions_of,
    total_words,
    who_words,
)
from ikdesk.meetings.view_model import OWNER, PLAN, Done, IdeaRow, MeetingDetail, MeetingFacts
from ikdesk.paper.poster import Part, Poster
from ikdesk.paper.story import TONGUES, Section, Story, Table
from ikdesk.statistics.activity_sentences import activity_words, silence_words

MOST = 9  # things done that stand on the poster; more cannot be read from the door
_DECIDED = (
    Field("title", _("Tiltak")), Field("origin", _("Når"), codes="measure_origin"), Field("who", _("Hvem gjør det")),
    Field("deadline", _("Innen")), Field("number", _("Nr.")),
)  # fmt: skip


def agenda_story(meeting: MeetingDetail, facts: MeetingFacts, codebook: Codebook, when: datetime) -> Story:
    """What a meeting shall talk about, to be hung up or sent out before it.

    Args:
        meeting: what it is about.
        facts: the numbers; none of them stand here, only what they are of.
        codebook: the unit's lists.
        when: the moment it is made; aware.
    """
    points = [_("Det vi har meldt: {period}").format(period=period_words(facts))]
    if meeting.focus:
        points.append(_("Innsatsområdet vårt: {name}").format(name=meeting.focus))
    points += [question.text for question in questions_of(meeting)]
    points.append(str(_("Hva gjør vi allerede, hva kan gjøres straks, og hva må planlegges?")))
    points.append(str(_("Hvem gjør hva, og innen når?")))
    numbered = tuple(f"{number}. {point}" for number, point in enumerate(points, 1))
    prepare = Section("prepare", str(_("Tenk gjennom før møtet")), text=(
        str(_("Hva har dere sett siden sist? Hva virker? Ta med forslag, også små.")), str(NO_NAMES),
    ))  # fmt: skip
    sections = (Section("points", str(_("Saker")), text=numbered), prepare)
    return _story(str(_("Saksliste")), meeting, facts, codebook, when, sections)


def minutes_story(meeting: MeetingDetail, facts: MeetingFacts, codebook: Codebook, when: datetime) -> Story:
    """What was looked at, said and decided.

    Args:
        meeting: with what was said.
        facts: the numbers, as they are now.
        codebook: the unit's lists.
        when: the moment it is made; aware.
    """
    about = [(str(_("Til stede")), meeting.present), (str(_("Innsatsområde")), meeting.focus)]
    sections = [Section("about", str(_("Om møtet")), facts=(
        (str(_("Dato")), long_date(meeting.day)), *((name, value) for name, value in about if value),
    ))]  # fmt: skip
    sections.append(Section("decided", str(_("Dette ble vi enige om")), tables=(_decisions(meeting, codebook),)))
    said = [
        Section(f"said_{said.key}", said.question, level=2, text=tuple(said.text.split("\n")))
        for said in meeting.answers
    ]
    if meeting.note:
        said.append(Section("note", str(_("Annet som ble sagt")), level=2, text=tuple(meeting.note.split("\n"))))
    if said:
        sections += [Section("said", str(_("Dette sa vi"))), *said]
    sections += _looked_at(facts, codebook, when)
    return _story(str(_("Referat")), meeting, facts, codebook, when, tuple(sections))


def poster_of(meeting: MeetingDetail, facts: MeetingFacts, done: tuple[Done, ...], codebook: Codebook,
              when: datetime) -> Poster:  # fmt: skip
    """ "Dette meldte dere – dette gjorde vi": for the wall of the staff room, without a name on it.

    Args:
        meeting: whose days it is of.
        facts: the numbers.
        done: what was done, the latest first.
        codebook: the unit's lists.
        when: the moment it is printed; aware.
    """
    told = [many("{n} hendelse.", "{n} hendelser.", facts.total), kind_words(facts, codebook)]
    if len(facts.places) > 1:
        told.append(f"{place_title(facts)}.")
    steps = tuple(done_words(one) for one in done[:MOST])
    thanks = _("Hver melding hjelper oss å se hva som skjer. Meld også det som nesten skjedde.")
    ready = {one.title.casefold() for one in done}
    plans = [
        idea.title for idea in meeting.ideas
        if idea.origin in {PLAN, OWNER} and idea.title.casefold() not in ready
    ][:3]  # fmt: skip
    after = [Part(str(_("Dette arbeider vi videre med")), f"{listed(plans)}.")] if plans else []
    return Poster(
        str(_("Dette meldte dere – dette gjorde vi")), facts.unit, period_words(facts), str(_("Dette gjorde vi")),
        steps or (str(_("Vi går gjennom meldingene på neste møte, og da henger svaret her.")),),
        (str(_("Takk for at dere melder.")), str(NO_NAMES)), when,
        before=(Part(str(_("Dette meldte dere")), " ".join(told)),),
        after=(*after, Part(str(_("Fortsett med det")), str(thanks))),
        author=facts.unit, language=TONGUES[language()],
        too_long=str(_("Det er for mye for én side. Kort ned navnene på tiltakene, og skriv ut på nytt.")),
    )  # fmt: skip


def _looked_at(facts: MeetingFacts, codebook: Codebook, when: datetime) -> list[Section]:
    """The numbers, as they are on the day it is written."""
    lines = [f"{period_words(facts)}: {total_words(facts).lower()}.", kind_words(facts, codebook)]
    lines += [f"{place_title(facts)}."] if len(facts.places) > 1 else []
    lines.append(activity_words(facts.reporting))
    note = _("Tallene er slik de var {day}. {no_names}").format(day=plain_date(when.date()), no_names=NO_NAMES)
    found = [Section("numbers", str(_("Dette så vi på")), text=(*(line for line in lines if line), note))]
    view = facts.focus
    if view is None:
        return found
    text = [view.problem]
    if view.effect is None:
        text.append(view.why_no_effect)
    else:
        text += [f"{effect_title(view.effect, codebook)}.", seen(view.effect, codebook), sure(view.effect)]
        text.append(held_back(view.effect, codebook))
    text += [silence_words(facts.reporting)] if view.falls else []
    lines = [line for line in text if line]
    picture = month_bars(view, codebook) if view.months else None
    return [*found, Section("area", view.row.title, level=2, text=tuple(lines), picture=picture)]


def _decisions(meeting: MeetingDetail, codebook: Codebook) -> Table:
    def row(idea: IdeaRow) -> tuple[str, ...]:
        day = plain_date(idea.deadline) if idea.deadline else ""
        number = "" if idea.measure is None else str(idea.measure)
        return idea.title, idea.origin, who_words(idea, codebook), day, number

    return Table(
        "decisions", str(_("Dette ble vi enige om")), _DECIDED, tuple(row(idea) for idea in meeting.ideas),
        note=missing_words(meeting.ideas), widths=(40, 20, 22, 16, 6),
        empty=str(_("Ingen tiltak ble skrevet ned.")),
    )  # fmt: skip


def _story(
    what: str, meeting: MeetingDetail, facts: MeetingFacts, codebook: Codebook, when: datetime,
    sections: tuple[Section, ...],
) -> Story:  # fmt: skip
    title = f"{what}: {called(meeting)}"
    return Story(
        title, long_date(meeting.day), facts.unit, sections, facts.unit, title, when, codebook, TONGUES[language()]
    )
