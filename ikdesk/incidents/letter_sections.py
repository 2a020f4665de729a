"""A letter to parents on paper: its paragraphs, and nothing else."""

from __future__ import annotations

from datetime import datetime

from ikdesk.incidents.letter_model import Letter
from ikdesk.incidents.letter_sentences import letter_title
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, plain_date
from ikdesk.paper.story import TONGUES, Section, Story


def letter_story(letter: Letter, unit: str, codebook: Codebook, *, by: str, when: datetime) -> Story:
    """A letter, ready for paper; drawn while its language is spoken.

    Args:
        letter: as it was read through.
        unit: whose it is.
        codebook: the unit's code lists.
        by: who writes.
        when: the letter's own moment, with its time zone.
    """
    title = letter_title(letter.child, letter.language)
    text = tuple(line for line in letter.text.split("\n") if line.strip())
    section = Section("letter", title, text=text, headless=True)
    mark = _("Hendelse {number}").format(number=letter.number)
    return Story(
        title, plain_date(when.date()), unit, (section,), by, title, when, codebook, TONGUES[letter.language],
        mark=mark,
    )  # fmt: skip
