"""Whom to call and when, as a page for the wall: plain data, ready for ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ikdesk.incidents.notice_model import RULES, SCHOOLS, STAFF_CLOCKS, STAFF_HAPPENED, STAFF_ROLES, Rule, When
from ikdesk.incidents.staff_duties_model import TOLD
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.public_numbers import numbers_written, public_numbers
from ikdesk.kernel.words import _, language, plain_date
from ikdesk.paper.call_sheet import CallSheet, CallTable
from ikdesk.paper.story import TONGUES
from ikdesk.unit.contact_row_model import ContactRow
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import UnitRow

LARGEST = 3  # numbers in the largest letters
_STAFF_LINES = (
    ("told_authority", "told_police", "confirmed_on", "copied_on"), ("told_safety_rep",), ("nav_on", "insurer_on"),
)  # what is told of the same
Line = tuple[str, str, str]


def notice_sheet(unit: UnitRow, contacts: Sequence[ContactRow], codebook: Codebook, *, when: datetime) -> CallSheet:
    """The page.

    Args:
        unit: whose it is.
        contacts: whom it has written down.
        codebook: the unit's lists.
        when: the moment it is made; aware.
    """
    urgent = [(one.number, one.name) for one in public_numbers() if one.locked]
    return CallSheet(
        str(_("Varslingsliste")), unit.name, tuple(urgent[:LARGEST]), tuple(urgent[LARGEST:]),
        (
            CallTable(str(_("Hvem vi ringer")), (str(_("Hvem")), str(_("Telefon"))) * 2, (3.2, 1.9, 3.2, 1.9),
                      tuple(_pairs(list(_called(contacts, codebook))))),
            CallTable(str(_("Når noe skjer")), (str(_("Hva har skjedd")), str(_("Hvem får beskjed")), str(_("Når"))),
                      (5.0, 4.0, 2.5), tuple(_lines(unit.kind, codebook))),
        ),
        _("* er vanlig praksis og lokal rutine, ikke et lovkrav. De offentlige numrene ble skrevet ned {day}. "
          "Kontroller dem en gang i året.").format(day=plain_date(numbers_written())),
        when, author=unit.name, language=TONGUES[language()],
    )  # fmt: skip


def _called(contacts: Sequence[ContactRow], codebook: Codebook) -> Iterator[tuple[str, str]]:
    """The unit's own first; a public service it has a number of its own for, stands once."""
    for row in contacts:
        role = codebook.label("contact_role", row.role)
        name = f"{role}: {row.name}" if row.name and row.name.casefold() != role.casefold() else role
        yield name, " · ".join(part for part in (row.phone or row.email, row.note) if part)
    own = {row.role for row in contacts if row.phone}
    for one in public_numbers():
        replaced = one.role in own and one.name == codebook.label("contact_role", one.role)
        if not one.locked and not replaced:
            yield one.name, one.number


def _pairs(rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Two beside one another, read down the first half and then the second."""
    half = (len(rows) + 1) // 2
    for at in range(half):
        yield *rows[at], *(rows[half + at] if half + at < len(rows) else ("", ""))


def _lines(kind: UnitKind, codebook: Codebook) -> Iterator[Line]:
    """One line for what happened, with everybody who is told of it."""
    said: dict[tuple[str, str], list[str]] = {}
    for rule in RULES:
        if kind in SCHOOLS or not rule.schools_only:
            said.setdefault((str(rule.happened), _clock_words(rule.clocks)), []).append(_whom(rule, codebook))
    for keys in _STAFF_LINES:
        clock = STAFF_CLOCKS.get(keys[0], When.SOON)
        said[str(STAFF_HAPPENED[keys[0]]), clock.label] = [_whom_of_staff(key) for key in keys]
    for (happened, clock_words), whom in said.items():
        yield happened, ", ".join(whom), clock_words


def _whom(rule: Rule, codebook: Codebook) -> str:
    words = str(rule.what) if rule.what else codebook.label("contact_role", rule.role)
    return f"{words}*" if rule.practice else words


def _whom_of_staff(key: str) -> str:
    assert key in STAFF_ROLES  # noqa: S101 (each line names duties there are)
    return f"{TOLD[key]}*" if key == "insurer_on" else str(TOLD[key])


def _clock_words(clocks: Sequence[When]) -> str:
    return " / ".join(clock.label for clock in clocks)
