"""A case in words: its lines, and all of it as plain text for another system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time

from ikdesk.incidents.case_model import CaseNote, Notice, OtherChild, ReferenceCase
from ikdesk.incidents.form_model import INCIDENT, PARTS, CaseCorrection, CaseWhole, Values, filled
from ikdesk.incidents.staff_model import MEDICAL, StaffCase
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field, show
from ikdesk.kernel.personal import Sort, found_in, not_names
from ikdesk.kernel.words import _, short_date

_SHORT_WORDS = frozenset({
    "be", "er", "få", "ga", "gi", "gå", "ha", "ja", "jo", "la", "le", "lo", "se", "si", "ti", "to", "tå",
})  # fmt: skip
_FIELDS = {one.key: one for one in INCIDENT}
_OURS = frozenset({"status", "closed_at", "reply", "due_on", "municipal_number", "municipal_on", "about_id"})
_WHO = frozenset({"child", "position", "about_id", "by_name", "told"})  # who a parent is, tells who the child is
_PERSONAL = frozenset({*MEDICAL, "medical_consent", "consent_on"})


def lines_of(values: Values, fields: Iterable[Field], codebook: Codebook) -> Iterator[tuple[str, str]]:
    """What was filled in, each with its label.

    Args:
        values: by attribute.
        fields: which of them, in order.
        codebook: the unit's code lists.
    """
    for one, value in filled(values, tuple(fields)):
        yield str(one.label).rstrip("?."), show(value, one, codebook)


def correction_words(one: CaseCorrection, codebook: Codebook) -> str:
    """What was corrected, from what, to what and why; the same on the screen and on paper."""
    names = {"place_id": _("Sted"), "department_id": _("Avdeling")}
    field = _FIELDS.get(one.attribute, Field(one.attribute, one.attribute))
    label = str(names.get(one.attribute, field.label)).rstrip("?")
    before, after = (_as_shown(text, field, codebook) for text in (one.before, one.after))
    line = _("{day}: «{label}» sto som «{before}», rettet til «{after}». {why}")
    told = line.format(day=short_date(one.day), label=label, before=before or "–", after=after or "–", why=one.why)
    return told.strip()


def _as_shown(text: str, field: Field, codebook: Codebook) -> str:
    """What a correction keeps as text, as people read it."""
    if field.codes:
        return codebook.label(field.codes, text)
    if text and field.kind in {date, time}:
        return show(field.kind.fromisoformat(text), field, codebook)
    return text


def case_text(whole: CaseWhole, codebook: Codebook, *, who: bool) -> str:
    """A case as plain text, to be pasted into another system.

    Nothing medical about staff is in it, and nothing that concerns only this unit's own work.

    Args:
        whole: the case.
        codebook: the unit's code lists.
        who: with the initials or the position of whom it is about; without them, they are taken out of the text too.
    """
    if not who:
        whole = _nameless(whole)
    parts = [_("Hendelse {number}").format(number=whole.number)]
    left_out = _OURS | (frozenset() if who else _WHO) | (_PERSONAL if whole.about_staff else frozenset())
    parts += _lines(whole.told, [one for one in INCIDENT if one.key not in left_out and one.key != "number"], codebook)
    heads = {OtherChild: _("Et barn til"), StaffCase: _("Om den ansatte"), ReferenceCase: _("Saken"),
             Notice: _("Beskjed"), CaseNote: _("Notat")}  # fmt: skip
    for kind, head in heads.items():
        for row in whole.parts.get(kind, ()):
            fields = [one for one in PARTS[kind] if one.key not in left_out]
            parts += ["", f"{head}:", *_lines(row, fields, codebook)]
    if whole.measures:
        parts += ["", f"{_('Tiltak')}:"]
        parts += [f"- {one.title} ({one.status.label})" for one in whole.measures]
    return "\n".join(str(part) for part in parts)


def without(text: str, initials: Iterable[str], instead: str = "") -> str:
    """The text without the initials of the children, however they are dotted; "barnet" stands there instead.

    Initials that are a word, too, go where they stand as in the field: "VI" is a child, "vi" is those who write.

    Args:
        text: what was written.
        initials: as they stand in the field for them.
        instead: what else stands there; "" for "barnet".
    """
    for one in initials:
        letters = re.findall(r"[^\W_]", one)
        if letters:
            form = r"(?P<dot>\.)?\s?".join(map(re.escape, letters[:2])) + "".join(
                rf"\.?\s?{re.escape(one)}" for one in letters[2:]
            )
            found = re.compile(rf"(?<![^\W_]){form}(?P<of>['’]?s)?(?![^\W_])(?P<last>\.?)", _flags("".join(letters)))
            text = found.sub(lambda hit: _instead(hit, str(instead or _("barnet"))), text)
    return text


def _flags(initials: str) -> re.RegexFlag:
    plain = initials.casefold()
    ordinary = plain in _SHORT_WORDS or plain in not_names()
    return re.RegexFlag(0) if ordinary and initials != plain else re.IGNORECASE


def _instead(hit: re.Match[str], word: str) -> str:
    """The word instead: with a capital letter where it begins a sentence, and the full stop where it ends one."""
    before, after = hit.string[: hit.start()].rstrip(" "), hit.string[hit.end() :].lstrip()[:1]
    begun = word[:1].upper() + word[1:] if before[-1:] in {"", ".", "!", "?", "\n"} else word
    begun += "s" if hit["of"] else ""
    dotted = "dot" in hit.re.groupindex and hit["dot"]
    return begun if dotted and (after.islower() or after in {",", ";", ":"}) else begun + hit["last"]


def _nameless(whole: CaseWhole) -> CaseWhole:
    """The same without initials, names and numbers in what people wrote themselves."""
    told = _hidden(whole.told, INCIDENT, whole)
    parts = {kind: tuple(_hidden(row, PARTS[kind], whole) for row in rows) for kind, rows in whole.parts.items()}
    measures = tuple(replace(one, title=_hide(one.title, whole)) for one in whole.measures)
    return replace(whole, told=told, parts=parts, measures=measures)


def _hidden(values: Values, fields: Iterable[Field], whole: CaseWhole) -> Values:
    free = {one.key for one in fields if one.kind is str and not one.codes and not one.key.endswith("_id")}
    return {key: _hide(value, whole) if key in free and value else value for key, value in values.items()}


def _hide(text: str, whole: CaseWhole) -> str:
    shown = without(text, whole.initials)
    for found in reversed(found_in(shown, whole.plain)):
        instead = _("[navn]") if found.kind is Sort.NAME else _("[nummer]")
        shown = f"{shown[:found.start]}{instead}{shown[found.end:]}"
    return shown


def _lines(values: Values, fields: Iterable[Field], codebook: Codebook) -> list[str]:
    return [f"{label}: {value}" for label, value in lines_of(values, fields, codebook)]
