"""A calm letter to parents: what happened, what was done, what comes next, and whom to call.

It tells of their own child only, blames nobody, and uses no grades. It is always read through before it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ikdesk.incidents.form_model import Values
from ikdesk.incidents.form_sentences import without
from ikdesk.incidents.letter_model import LetterFacts
from ikdesk.incidents.model import CHILD_INJURY
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.personal import found_in, plain_words
from ikdesk.kernel.words import Text, _, clock_time, listed, long_date, spoken_in
from ikdesk.measures.model import MeasureStatus
from ikdesk.unit.model import UnitKind

_HURT = {
    UnitKind.BARNEHAGE: _("Barnet deres fikk en skade i barnehagen {when}."),
    UnitKind.SKOLE: _("Barnet deres fikk en skade på skolen {when}."),
    UnitKind.SFO: _("Barnet deres fikk en skade på SFO {when}."),
}
_OTHERWISE = {
    UnitKind.BARNEHAGE: _("{when} skjedde det noe i barnehagen som vi vil fortelle dere om."),
    UnitKind.SKOLE: _("{when} skjedde det noe på skolen som vi vil fortelle dere om."),
    UnitKind.SFO: _("{when} skjedde det noe på SFO som vi vil fortelle dere om."),
}
_PLANNED = frozenset({MeasureStatus.ADOPTED, MeasureStatus.RUNNING, MeasureStatus.DONE, MeasureStatus.TO_EVALUATE})
_NOTHING = frozenset({"none", "none_visible", "unknown", "not_applicable", "other"})


def letter_text(facts: LetterFacts, child: int, codebook: Codebook, language: str) -> str:
    """The letter as it is proposed, one paragraph after the other with an empty line between them.

    Args:
        facts: the case, and who writes.
        child: which of the children it is for, from 0.
        codebook: the unit's code lists; their words are in the language of the letter, too.
        language: "nb", "nn" or "en".
    """
    with spoken_in(language):
        return "\n\n".join(_paragraphs(facts, child, codebook))


def letter_title(child: str, language: str) -> str:
    """What stands above the letter.

    Args:
        child: initials or a number; may be empty.
        language: of the letter.
    """
    with spoken_in(language):
        return _("Til foreldrene til {child}").format(child=child) if child else str(_("Til foreldrene"))


def words_to_look_at(text: str, facts: LetterFacts, child: int) -> tuple[str, ...]:
    """Words of a letter that may be somebody else's name or initials.

    Args:
        text: the letter.
        facts: the case, and who writes.
        child: which of the children it is for, from 0.
    """
    own = str(facts.whole.children[child].get("child") or "")
    ours = plain_words([own, facts.by, facts.ask, facts.phone, facts.unit, facts.insurer])
    return tuple(dict.fromkeys(one.word for one in found_in(text, facts.whole.plain | ours)))


def _paragraphs(facts: LetterFacts, child: int, codebook: Codebook) -> Iterator[str]:
    whole, own = facts.whole, facts.whole.children[child]
    others = [str(one["child"]) for at, one in enumerate(whole.children) if at != child and one.get("child")]
    yield str(_("Hei."))
    yield " ".join(_opening(facts))
    told = _told(whole.told.get("story"), others)
    if told:
        yield _("Dette så vi: {story}").format(story=told)
    injury = " ".join(_injury(own, codebook))
    if injury:
        yield injury
    done = " ".join(_done(facts, own, others, codebook))
    if done:
        yield done
    yield _next(facts, others)
    yield from _afterwards(facts)
    yield "\n".join(part for part in (str(_("Hilsen")), facts.by, facts.unit) if part)


def _opening(facts: LetterFacts) -> Iterator[str]:
    told = facts.whole.told
    when = long_date(told["occurred_on"])
    if told.get("occurred_time"):
        when = _("{day} kl. {time}").format(day=when, time=clock_time(told["occurred_time"]))
    hurt = facts.whole.kind == CHILD_INJURY and (told.get("severity") or 0) > 0
    line = (_HURT if hurt else _OTHERWISE)[facts.unit_kind].format(when=when)
    yield line[:1].upper() + line[1:]
    if told.get("place_id"):
        yield _("Det skjedde her: {place}.").format(place=told["place_id"])


def _told(text: Any, others: list[str]) -> str:
    """What was written, with "et annet barn" where another child stood."""
    plain = " ".join(str(text or "").split())
    for one in others:
        plain = without(plain, [one], _("et annet barn"))
    return plain


def _injury(own: Values, codebook: Codebook) -> Iterator[str]:
    kind = _label(own, "injury_kind", codebook)
    where = ", ".join(part for part in (_label(own, "body_part", codebook), _label(own, "side", codebook)) if part)
    if kind and where:
        yield _("Skaden er: {kind}. Sted på kroppen: {where}.").format(kind=kind, where=where)
    elif kind or where:
        yield (_("Skaden er: {kind}.") if kind else _("Sted på kroppen: {kind}.")).format(kind=kind or where)


def _done(facts: LetterFacts, own: Values, others: list[str], codebook: Codebook) -> Iterator[str]:
    done = _told(facts.whole.told.get("done_at_once"), others)
    if done:
        yield _("Dette gjorde vi: {done}").format(done=done)
    codes = [code for code in own.get("treatment") or () if code not in _NOTHING]
    if codes:
        labels = [codebook.label("treatment", code) for code in codes]
        yield _("Barnet fikk: {treatment}.").format(treatment=listed([one[:1].lower() + one[1:] for one in labels]))


def _next(facts: LetterFacts, others: list[str]) -> str:
    planned = [_told(one.title, others) for one in facts.whole.measures if one.status in _PLANNED]
    if not planned:
        return str(_("Vi går gjennom det som skjedde, og ser om noe bør gjøres på en annen måte."))
    head = str(_("Dette gjør vi for at det ikke skal skje igjen:"))
    return "\n".join([head, *(f"– {title}" for title in planned)])


def _afterwards(facts: LetterFacts) -> Iterator[str]:
    if facts.insurer and facts.whole.kind == CHILD_INJURY:
        yield _("Vi har forsikring i {insurer}. Si fra til oss hvis dere får utgifter, eller hvis barnet får plager "
                "senere.").format(insurer=facts.insurer)  # fmt: skip
    who = facts.ask or facts.by
    line: Text = _("Ta gjerne kontakt hvis dere lurer på noe. Spør etter {who}.")
    if facts.phone:
        line = _("Ring gjerne hvis dere lurer på noe: {who}, telefon {phone}.")
    yield line.format(who=who, phone=facts.phone)


def _label(own: Values, key: str, codebook: Codebook) -> str:
    code = own.get(key)
    return codebook.label(key, code).lower() if code and code not in _NOTHING else ""
