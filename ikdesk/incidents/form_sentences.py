"""A case in words: its lines, and all of it as plain text for another system."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ikdesk.incidents.case_model import CaseNote, Notice, OtherChild, ReferenceCase
from ikdesk.incidents.form_model import INCIDENT, PARTS, CaseCorrection, CaseWhole, Values, filled
from ikdesk.incidents.staff_model import MEDICAL, StaffCase
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field, show
from ikdesk.kernel.words import _, short_date

_FIELDS = {one.key: one for one in INCIDENT}
_OURS = frozenset({"status", "closed_at", "reply", "due_on", "municipal_number", "municipal_on", "about_id"})
_WHO = frozenset({"child", "position", "about_id"})
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
    """What was corrected, from what, to what and why."""
    names = {"place_id": _("Sted"), "department_id": _("Avdeling")}
    field = _FIELDS.get(one.attribute, Field(one.attribute, one.attribute))
    label = str(names.get(one.attribute, field.label)).rstrip("?")
    before, after = (codebook.label(field.codes, text) if field.codes else text for text in (one.before, one.after))
    line = _("{day}: «{label}» sto som «{before}», rettet til «{after}». {why}")
    told = line.format(day=short_date(one.day), label=label, before=before or "–", after=after or "–", why=one.why)
    return told.strip()


def case_text(whole: CaseWhole, codebook: Codebook, *, who: bool) -> str:
    """A case as plain text, to be pasted into another system.

    Nothing medical about staff is in it, and nothing that concerns only this unit's own work.

    Args:
        whole: the case.
        codebook: the unit's code lists.
        who: with the initials or the position of whom it is about; without them, they are taken out of the text too.
    """
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
    text = "\n".join(str(part) for part in parts)
    return text if who else without(text, whole.initials)


def without(text: str, initials: Iterable[str], instead: str = "") -> str:
    """The text without the initials of the children, however they are dotted; "barnet" stands there instead.

    Args:
        text: what was written.
        initials: as they stand in the field for them.
        instead: what else stands there; "" for "barnet".
    """
    for one in initials:
        letters = re.findall(r"[^\W_]", one)
        if letters:
            form = r"[.\s]{0,2}".join(map(re.escape, letters))
            text = re.sub(rf"(?<![^\W_]){form}(?![^\W_])\.?", str(instead or _("barnet")), text, flags=re.IGNORECASE)
    return text


def _lines(values: Values, fields: Iterable[Field], codebook: Codebook) -> list[str]:
    return [f"{label}: {value}" for label, value in lines_of(values, fields, codebook)]
