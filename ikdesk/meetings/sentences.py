"""What a meeting says: on its slides, in its list and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import Text, _, many, plain_date
from ikdesk.meetings.view_model import ALREADY, Done, IdeaRow, MeetingDetail, MeetingFacts, MeetingRow

COLUMN_TITLES = (_("Gjør vi allerede"), _("Kan gjøres straks"), _("Må planlegges"))
NO_NAMES = _("Ingen navn på barn vises. Skjermede saker, saker som har papirene sine et annet sted, og det som gjelder "
             "ansatte, er ikke talt med.")  # fmt: skip
ABOUT_AREA = (
    ("why", _("Hvorfor tror dere det skjer her?")),
    ("well", _("Når gikk det bra? Hva gjorde vi da?")),
    ("keep", _("Hva skal barna fortsatt få gjøre her?")),
)
_KINDS = 3  # that are named; more is a list nobody reads
OPEN_QUESTIONS = (
    ("well", _("Hva fikk vi til, som vi skal fortsette med?")),
    ("next", _("Hva bør vi se nærmere på?")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """Something the staff talk about."""

    key: str  # what the program calls it
    text: str


def called(meeting: MeetingDetail | MeetingRow) -> str:
    """What a meeting is called: what somebody called it, or what it is."""
    return meeting.title or str(_("Personalmøte"))


def period_words(facts: MeetingFacts) -> str:
    """Which days were counted."""
    if facts.usual:
        return _("De siste tolv månedene, til og med {day}").format(day=plain_date(facts.period.last))
    return facts.period.name


def total_words(facts: MeetingFacts) -> str:
    """How many events were reported, as the title of a slide."""
    if not facts.total:
        return str(_("Ingen hendelser er meldt"))
    return many("Vi meldte {n} hendelse", "Vi meldte {n} hendelser", facts.total)


def grade_words(facts: MeetingFacts, codebook: Codebook) -> str:
    """How bad it was: "Ingen: 9 · Liten: 18"."""
    parts = []
    for grade, number in facts.grades:
        name = _("Ikke vurdert") if grade is None else codebook.label("severity", str(grade))
        parts.append(f"{name}: {number}")
    return " · ".join(parts)


def kind_words(facts: MeetingFacts, codebook: Codebook) -> str:
    """How many of the usual kinds, and of all others together: "Skade på barn: 37. Nestenulykke: 7. Annet: 4."."""
    parts = [f"{codebook.label('event_type', kind)}: {number}." for kind, number in facts.kinds[:_KINDS]]
    rest = sum(number for _kind, number in facts.kinds[_KINDS:])
    return " ".join([*parts, *([_("Annet: {n}.").format(n=rest)] if rest else [])])


def done_words(done: Done) -> str:
    """What was done, and since when."""
    if done.done_on is not None:
        return _("{title} – gjort {day}").format(title=done.title, day=_whole(plain_date(done.done_on)))
    if done.started_on is not None:
        return _("{title} – i gang siden {day}").format(title=done.title, day=_whole(plain_date(done.started_on)))
    return done.title


def _whole(day: str) -> str:
    """A day that is not broken at the end of a line."""
    return day.replace(" ", "\xa0")


def place_title(facts: MeetingFacts) -> str:
    """Where most of it happens; nothing is made of a few."""
    most = [name for name, number in facts.places if number == facts.places[0][1]]
    if len(most) != 1 or facts.places[0][1] <= 1:
        return str(_("Her skjer det"))
    return _("Flest hendelser: {place}, {n} av {total}").format(place=most[0], n=facts.places[0][1], total=facts.total)


def questions_of(meeting: MeetingDetail) -> tuple[Question, ...]:
    """What the staff talk about: what we ask, and the meeting's own points."""
    asked: tuple[tuple[str, Text], ...] = ABOUT_AREA if meeting.focus_id else OPEN_QUESTIONS
    own = tuple(Question(_key_of(point), point) for point in meeting.points)
    return (*(Question(key, str(text)) for key, text in asked), *own)


def _key_of(point: str) -> str:
    """Of its words, not of its place: what was said to it stays with it when another is put before it."""
    return f"own_{sha256(point.casefold().encode()).hexdigest()[:16]}"


def who_words(idea: IdeaRow, codebook: Codebook) -> str:
    """Who does it: the role, and the name where there is one."""
    role = codebook.label("responsible_role", idea.role) if idea.role else ""
    return f"{role} ({idea.responsible})" if role and idea.responsible else role or idea.responsible


def missing_words(ideas: tuple[IdeaRow, ...]) -> str:
    """What has no one to do it, or no date; empty where nothing lacks. Nobody is stopped by it."""
    lacking = [idea for idea in ideas if not idea.settled]
    if not lacking:
        return ""
    return many(
        "Ett forslag mangler hvem eller når. Det kan dere fylle ut senere, under Tiltak.",
        "{n} forslag mangler hvem eller når. Det kan dere fylle ut senere, under Tiltak.", len(lacking),
    )  # fmt: skip


def summing_up(meeting: MeetingDetail) -> tuple[str, ...]:
    """What the meeting comes to."""
    already = sum(idea.origin == ALREADY for idea in meeting.ideas)
    fresh = len(meeting.ideas) - already
    parts = []
    if fresh:
        parts.append(many("Vi ble enige om ett tiltak.", "Vi ble enige om {n} tiltak.", fresh))
    if already:
        parts.append(many("Én ting gjør vi allerede, og det fortsetter vi med.",
                          "{n} ting gjør vi allerede, og det fortsetter vi med.", already))  # fmt: skip
    if not parts:
        parts.append(str(_("Ingen tiltak er skrevet ned ennå.")))
    missing = missing_words(meeting.ideas)
    return (*parts, *([missing] if missing else []))


def ended_words(made: int) -> str:
    """That the meeting is over, and what came of it."""
    if not made:
        return str(_("Møtet er avsluttet. Ingen nye tiltak."))
    return many("Møtet er avsluttet. Ett tiltak er laget.", "Møtet er avsluttet. {n} tiltak er laget.", made)


def lock_words(minutes: float) -> str:
    """What happens when nobody touches anything for a while."""
    return many(
        "Skjermen låses når ingen rører tastatur eller mus på {n} minutt. Etterpå er dere på samme lysbilde.",
        "Skjermen låses når ingen rører tastatur eller mus på {n} minutter. Etterpå er dere på samme lysbilde.",
        round(minutes),
    )
