"""The routines that hold, in one document: for those who read the archive long after the program is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, language, many, plain_date
from ikdesk.paper.story import TONGUES, Section, Story
from ikdesk.routines.queries import RoutineDetail
from ikdesk.routines.sections import version_words
from ikdesk.routines.version_queries import VersionRow


def routine_story(
    routines: Sequence[RoutineDetail], unit: str, author: str, codebook: Codebook, *, when: datetime
) -> Story:
    """The routines that hold.

    Args:
        routines: in the order they are to be read.
        unit: the name of the unit.
        author: who makes it.
        codebook: the unit's code lists.
        when: the moment it is made; aware.
    """
    sections = [part for at, one in enumerate(routines) for part in _sections(one, codebook, first=at == 0)]
    nothing = Section("none", "", text=(str(_("Ingen rutiner gjelder.")),), headless=True)
    return Story(
        str(_("Rutiner som gjelder")), many("{n} rutine", "{n} rutiner", len(routines)), unit,
        tuple(sections) or (nothing,), author=author, subject=str(_("Rutiner som gjelder")), when=when,
        codebook=codebook, language=TONGUES[language()],
    )  # fmt: skip


def _sections(routine: RoutineDetail, codebook: Codebook, *, first: bool) -> list[Section]:
    version, key = routine.shown, f"routine_{routine.number}"
    head = Section(
        key, f"{routine.number} {version.title}", text=(version.purpose,) if version.purpose else (),
        facts=_facts(routine, version, codebook), new_page=not first,
    )  # fmt: skip
    steps = tuple(f"{at}. {step}" for at, step in enumerate(version.steps, 1))
    parts = [head, Section(f"{key}_steps", str(_("Slik gjør vi det")), level=2, text=steps)]
    if version.if_it_fails:
        title = str(_("Hvis det ikke går som planlagt"))
        parts.append(Section(f"{key}_fails", title, level=2, text=(version.if_it_fails,)))
    return parts


def _facts(routine: RoutineDetail, version: VersionRow, codebook: Codebook) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("Når"), version.when),
        (_("Sted"), routine.place),
        (_("Ansvarlig"), codebook.label("responsible_role", version.role) if version.role else ""),
        (_("Utgave"), version_words(version)),
        (_("Ses på igjen"), plain_date(version.review_due) if version.review_due else ""),
        (_("Bygger på"), ", ".join(codebook.label("legal_hook", code) for code in version.legal_hooks)),
    )
    return tuple((str(label), value) for label, value in facts if value)
