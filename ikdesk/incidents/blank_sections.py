"""Blank forms to fill in by hand: the same questions, in the same order and words, as on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ikdesk.incidents.collect_model import COLUMNS
from ikdesk.incidents.model import ASKED, VIOLATION, Incident
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.told import OTHERS, TICKED
from ikdesk.kernel.words import _, language
from ikdesk.paper.colours import INK
from ikdesk.paper.form_sheet import Ask, Band, Chapter, Columns, Drawn, FormSheet
from ikdesk.paper.story import TONGUES
from ikdesk.picture.body import body_scene

ROWS = 18  # of the collective list
_CHILDREN = replace(OTHERS, hint=_("Initialer eller nummer."))
NOT_ON_PAPER = frozenset({"about_id"})  # what is about somebody who works here is not left lying on a desk
_DATE, _CLOCK = "____ . ____ . 20____", "____ . ____"
_FIGURE = 214.0  # points, as wide as the child is drawn


@dataclass(frozen=True, slots=True)
class Blank:
    """What a form needs to know of the unit."""

    unit: str
    codebook: Codebook
    places: Sequence[str]
    departments: Sequence[str]
    when: datetime  # aware


def blank_report(blank: Blank) -> FormSheet:
    """The form "Meld hendelse" on one page.

    Args:
        blank: the unit.
    """
    asked = asks(blank)
    needed = (
        Band((asked["kind"],)), Band((asked["place_id"],)),
        Band((asked["occurred_on"], asked["occurred_time"]), (1, 1)), Band((asked["severity"],)),
        Band((asked["potential"],)),
    )  # fmt: skip
    more = (
        Band((asked["story"], _body(blank)), (1.2, 1)), Band((asked["done_at_once"],)),
        Band((asked["child"], asked["others"], asked["department_id"]), (1, 1, 2)),
        Band((asked["notified"], asked["treatment"]), (1, 1.6)),
    )  # fmt: skip
    return FormSheet(
        str(_("Meld hendelse")), blank.unit,
        str(_("Fyll ut det du vet nå. Skriv initialer, aldri navn eller fødselsnummer. Haster det, ring 113 først.")),
        (
            _("Meldt av (initialer): {line}   Gitt til: {line}").format(line="_" * 22),
            str(_("Slik fører du dette inn i IKdesk: Trykk Ctrl+N («Meld hendelse»), og svar i samme rekkefølge som "
                  "her. Makuler arket når det er ført inn.")),
            _("Ført inn, hendelse nr.: {line}   Dato: {line}").format(line="_" * 22),
        ),
        blank.when,
        (Chapter(str(_("Det viktigste")), str(_("Alle felt må fylles ut")), needed),
         Chapter(str(_("Mer om hendelsen")), str(_("Valgfritt")), more)),
        language=TONGUES[language()],
    )  # fmt: skip


def blank_collect(blank: Blank) -> FormSheet:
    """The collective list of small injuries on one page that lies on its side."""
    grades = " · ".join(f"{code} {blank.codebook.label('severity', code)}" for code in (0, 1))
    return FormSheet(
        str(_("Samleskjema")), blank.unit,
        _("Små skader som ble tatt hånd om på stedet, en linje for hver. Skriv initialer, aldri navn. "
          "Alvorlighet: {grades}. Hode, tann, øye eller lege: Vurder full hendelse.").format(grades=grades),
        (str(_("Slik fører du dette inn i IKdesk: Åpne «Samleskjema» under Hendelser. Kolonnene er de samme, og Enter "
               "gir en ny linje. Makuler arket når det er ført inn.")),
         _("Ført inn av: {line}   Dato: {line}").format(line="_" * 22)),
        blank.when,
        grid=Columns(tuple(str(column.label) for column in COLUMNS), tuple(column.share for column in COLUMNS), ROWS),
        language=TONGUES[language()],
    )  # fmt: skip


def asks(blank: Blank) -> dict[str, Ask]:
    """Every question of the form on the screen, by its field.

    Raises:
        KeyError: the form asks about something that is on no paper yet.
    """
    fields = [field for field in fields_of(Incident, *ASKED) if field.key not in NOT_ON_PAPER]
    return {field.key: _ASKS[field.key](field, blank) for field in (*fields, _CHILDREN)}


def _plain(lines: int) -> Callable[[Field, Blank], Ask]:
    return lambda field, _blank: Ask(field.key, str(field.label), str(field.hint), lines=lines)


def _written(room: str) -> Callable[[Field, Blank], Ask]:
    return lambda field, _blank: Ask(field.key, f"{field.label}   {room}", str(field.hint))


def _kinds(field: Field, blank: Blank) -> Ask:
    """The kinds, each under its tile."""
    kinds = blank.codebook.entries("event_type")
    groups = []
    for tile in blank.codebook.entries("event_tile"):
        # what is about those who work here must not lie on a desk
        inside = [entry for entry in kinds if entry.more.get("tile", "other") == tile.code and entry.code != VIOLATION]
        if inside:
            groups.append((tile.label, tuple(entry.label for entry in inside)))
    return Ask(field.key, str(field.label), groups=tuple(groups))


def _places(field: Field, blank: Blank) -> Ask:
    return Ask(field.key, str(field.label), boxes=(*blank.places, ""), columns=4)


def _departments(field: Field, blank: Blank) -> Ask:
    return Ask(field.key, str(field.label), boxes=tuple(blank.departments), lines=0 if blank.departments else 1)


def _graded(field: Field, blank: Blank) -> Ask:
    """The grades with what they mean."""
    boxes = [f"{entry.code}  {entry.label} – {entry.more.get(f'anchor_{language()}', '')}".rstrip(" –")
             for entry in blank.codebook.entries("severity")]  # fmt: skip
    return Ask(field.key, str(field.label), boxes=tuple(boxes), columns=1)


def _might(field: Field, blank: Blank) -> Ask:
    boxes = [f"{entry.code}  {entry.label}" for entry in blank.codebook.entries("severity")]
    return Ask(field.key, str(field.label), str(field.hint), boxes=tuple(boxes))


def _ticked(field: Field, _blank: Blank) -> Ask:
    return Ask(field.key, "", boxes=tuple(map(str, TICKED[field.key].values())))


def _body(blank: Blank) -> Ask:
    """The child, to be marked where it was hurt."""
    sides = blank.codebook.label("side", "right"), blank.codebook.label("side", "left")
    scene = body_scene(_FIGURE, ink=INK, fill="#FFFFFF", words=sides)
    alt = str(_("Et barn forfra og bakfra, og ansiktet. Høyre og venstre er barnets egne."))
    return Ask("body", str(_("Hvor på kroppen? Sett kryss.")), drawn=Drawn(scene, alt))


_ASKS: dict[str, Callable[[Field, Blank], Ask]] = {
    "kind": _kinds, "occurred_on": _written(_DATE), "occurred_time": _written(_CLOCK), "place_id": _places,
    "severity": _graded, "story": _plain(6), "done_at_once": _plain(2), "child": _plain(1), "others": _plain(1),
    "department_id": _departments, "potential": _might, "notified": _ticked, "treatment": _ticked,
}  # fmt: skip
