"""What can be written in the collective list of this unit, as its words, its places and its people are today."""

from __future__ import annotations

from datetime import date
from functools import partial

from ikdesk.incidents.collect_model import Lexicon, Reading
from ikdesk.incidents.collect_queries import own_places, used_most
from ikdesk.kernel.words import _
from ikdesk.ui.date_words import read_date, read_time
from ikdesk.ui.desk import Desk


def lexicon_of(desk: Desk) -> Lexicon:
    """The words, those the unit uses most first.

    Args:
        desk: verbs.
    """
    reading = Reading(partial(_day, today=desk.today), read_time)
    return Lexicon(desk.codebook, desk.read(own_places), desk.read(used_most), reading)


def _day(text: str, today: date) -> tuple[date | None, str]:
    """A day as people write it, today or earlier."""
    read = read_date(text, today)
    if read.day is not None and read.day > today:
        return None, str(_("Dato må være i dag eller tidligere."))
    return read.day, str(read.complaint)
