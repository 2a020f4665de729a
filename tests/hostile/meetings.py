"""What is written in meetings, and how."""

from __future__ import annotations

from sqlalchemy import select

from ikdesk.meetings.actions import add_idea, answer_question, end_meeting, plan_meeting
from ikdesk.meetings.model import ASKED, MeetingAnswer
from ikdesk.meetings.view_model import Said
from tests.hostile.recipe import DAY, Doing, Done, Recipe, Texts

_WRITTEN = ("title", "agenda", "present", "note")
_SAYS = "Vi rydder isen."


def _meeting(d: Doing, t: Texts) -> Done:
    key = d.do(plan_meeting, {"day": DAY, **{name: t[f"Meeting.{name}"] for name in _WRITTEN}})
    d.do(answer_question, key, Said("own_1", t["MeetingAnswer.question"], t["MeetingAnswer.text"]))
    answer = d.session.scalars(select(MeetingAnswer.id).where(MeetingAnswer.meeting_id == key)).one()
    return d.read("Meeting", key, *_WRITTEN) | d.read("MeetingAnswer", answer, "question", "text")


def _idea(d: Doing, t: Texts) -> Done:
    key = d.do(plan_meeting, {"day": DAY})
    idea = d.do(add_idea, key, t["MeetingIdea.title"], "immediate")
    d.do(end_meeting, key)  # it becomes a measure
    return d.read("MeetingIdea", idea, "title")


MEETINGS = (
    Recipe(
        {**{f"Meeting.{name}": _SAYS for name in _WRITTEN}, "MeetingAnswer.question": _SAYS,
         "MeetingAnswer.text": _SAYS}, _meeting, points={"Meeting.agenda": ASKED},
    ),
    Recipe({"MeetingIdea.title": _SAYS}, _idea, needed=frozenset({"MeetingIdea.title"})),
)  # fmt: skip
