"""A draft of somebody else's form on paper: each field with what is known, and what is missing marked."""

from __future__ import annotations

from datetime import datetime

from ikdesk.incidents.form_draft_sentences import line_shown
from ikdesk.incidents.form_model import Draft
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, language
from ikdesk.paper.story import TONGUES, Section, Story


def draft_story(draft: Draft, number: str, unit: str, codebook: Codebook, when: datetime, by: str) -> Story:
    """A draft, ready for paper.

    Args:
        draft: the form.
        number: of the case.
        unit: whose it is.
        codebook: the unit's code lists.
        when: the paper's own moment, with its time zone.
        by: who writes it.
    """
    facts = tuple((label, line_shown(value)) for label, value in draft.lines)
    section = Section("fields", str(_("Feltene i skjemaet")), text=draft.notes, facts=facts)
    title, mark = _("Utkast: {form}").format(form=draft.title), _("Hendelse {number}").format(number=number)
    return Story(title, mark, unit, (section,), by, title, when, codebook, TONGUES[language()], mark=mark)
