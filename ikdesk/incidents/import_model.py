"""What the columns of a log from outside mean: read from its headings, never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, composed, quoted

Cell = str | int | float | bool | date | datetime | time | None
INCIDENTS, EXPOSURE = "incidents", "exposure"

NAMES = {
    "number": _("Nummer"), "date": _("Dato"), "time": _("Klokkeslett"), "type": _("Type"), "place": _("Sted"),
    "severity": _("Alvorlighet"), "story": _("Hva skjedde"), "done_at_once": _("Gjort med en gang"),
    "child": _("Barn"), "department": _("Avdeling"), "activity": _("Aktivitet"), "mechanism": _("Skademekanisme"),
    "causes": _("Årsak"), "injury_kind": _("Skadetype"), "body_part": _("Kroppsdel"), "side": _("Side"),
    "treatment": _("Behandling"), "notified": _("Varslet"), "routine_status": _("Rutine"), "status": _("Status"),
    "reported_at": _("Meldt"), "closed_at": _("Lukket"), "handling": _("Oppfølging"), "first": _("Fra"),
    "last": _("Til"), "days": _("Antall dager"),
}  # fmt: skip

# Headings as people write them; several are separated by a bar. What comes first is the key itself, as in a map.
_HEADINGS = {
    "number": "number|nr|nummer|no|id|løpenummer|løpenr|saksnr|saksnummer|hendelsesnr|hendelsesnummer|hendingsnummer|"
    "avviksnr|avviksnummer|skadenr|case number|event number|incident number|ref|referanse|reference",
    "date": "date|dato|occurred_on|hendelsesdato|hendingsdato|skadedato|ulykkesdato|dato for hendelsen|"
    "dato for hendelse|dato for hendinga|dato for skaden|dato for skade|hendelsesdag|dato og tid|dato og klokkeslett|"
    "dato/tid|når|når skjedde det|når hende det|skjedde|event date|incident date|date of event|date of incident|"
    "date of injury|date of the event|date and time|datetime|when|when did it happen",
    "time": "time|klokkeslett|kl|klokka|klokken|tid|tid på dagen|occurred_time|klokkeslett for hendelsen|time of day|"
    "time of event|event time|clock",
    "type": "type|kind|event_type|hendelsestype|hendingstype|type hendelse|type hending|type avvik|avvikstype|"
    "hendelseskategori|hva slags hendelse|hva slags hendelse er det|kva slags hending|"
    "kva slags hending er det|event type|type of event|incident type|type of incident|event category",
    "place": "place|sted|stad|lokasjon|lokalisering|skadested|skadestad|ulykkessted|ulukkesstad|hendelsessted|"
    "hendingsstad|åsted|sted for hendelsen|stad for hendinga|hvor|hvor skjedde det|kvar|kvar skjedde det|"
    "kvar hende det|location|where|where did it happen|scene|place of event|event location",
    "severity": "severity|alvorlighet|alvorlighetsgrad|alvor|alvorsgrad|alvorlegheit|alvorlegheitsgrad|skadegrad|"
    "hvor alvorlig|hvor alvorlig var det|kor alvorleg|kor alvorleg var det|severity grade|seriousness|"
    "how serious|how serious was it|how bad",
    "story": "story|hva skjedde|kva skjedde|kva hende|beskrivelse|skildring|beskriving|hendelsesbeskrivelse|"
    "hendelsesforløp|hendingsforløp|kort beskrivelse|kort om hendelsen|kort om hendinga|beskrivelse av hendelsen|"
    "skildring av hendinga|what happened|description|event description|description of event|short description",
    "done_at_once": "done_at_once|strakstiltak|straks tiltak|umiddelbare tiltak|umiddelbart tiltak|"
    "gjort med en gang|gjort med ein gong|gjort straks|tiltak med en gang|hva gjorde dere med en gang|"
    "hva gjorde vi med en gang|kva gjorde de med ein gong|done at once|immediate action|immediate actions|"
    "action taken at once|immediate measures",
    "child": "child|barn|barnet|barnets initialer|initialer|initialar|initialar på barnet|hvem|hvem gjelder det|kven|"
    "kven gjeld det|elev|elevens initialer|barn nr|barnenummer|barnets nummer|initials|child initials|pupil|who",
    "department": "department|avdeling|avd|avdelinga|base|department_id|gruppe|klasse|trinn|group|class",
    "activity": "activity|aktivitet|hva holdt de på med|kva heldt dei på med|activity at the time|what were they doing",
    "mechanism": "mechanism|skademekanisme|mekanisme|hvordan skjedde det|hvordan|korleis skjedde det|korleis|"
    "korleis hende det|mechanism of injury|injury mechanism|how did it happen|how",
    "causes": "causes|cause|årsak|årsaker|årsakar|årsak til hendelsen|årsaka til hendinga|hva var årsaken|"
    "kva var årsaka|hvorfor|kvifor|root cause|why",
    "injury_kind": "injury_kind|skadetype|type skade|skadens art|skadeart|hva slags skade|kva slags skade|injury|"
    "injury type|type of injury|kind of injury|nature of injury",
    "body_part": "body_part|kroppsdel|skadet kroppsdel|skada kroppsdel|hvor på kroppen|kvar på kroppen|body part|"
    "part of body|injured body part",
    "side": "side|kroppsside|side av kroppen|side of body",
    "treatment": "treatment|behandling|type behandling|behandling gitt|behandling gjeven|treatment given",
    "notified": "notified|varslet|varsla|hvem er varslet|kven er varsla|hvem ble varslet|hvem har fått beskjed|"
    "kven har fått beskjed|informed|who was notified|who was told",
    "routine_status": "routine_status|rutine|rutinen|rutinestatus|rutine fulgt|rutine følgd|ble rutinen fulgt|"
    "vart rutinen følgd|routine|routine status|routine followed|was the routine followed",
    "status": "status|saksstatus|status for saken|case status",
    "reported_at": "reported_at|meldt|meldt dato|dato meldt|meldt den|meldedato|rapportert|rapportert dato|"
    "dato rapportert|reported|reported at|reported on|date reported|report date",
    "closed_at": "closed_at|lukket|lukka|lukket dato|lukka dato|dato lukket|dato lukka|lukkedato|avsluttet|avslutta|"
    "avsluttet dato|dato avsluttet|dato avslutta|closed|closed at|closed on|date closed|closing date",
    "handling": "handling|vurdering og oppfølging|oppfølging|vurdering|leders vurdering|leiaren si vurdering|"
    "saksbehandling|follow-up|follow up|assessment|assessment and follow-up",
}  # fmt: skip
# Headings that may mean one thing or another: the first of the two that no other column has taken.
_LOOSE = {
    "tidspunkt": ("date", "time"), "hendelse": ("type", "story"), "hending": ("type", "story"),
    "event": ("type", "story"), "incident": ("type", "story"), "område": ("place",), "area": ("place",),
    "plass": ("place",), "grad": ("severity",), "grade": ("severity",), "konsekvens": ("severity",),
    "tekst": ("story",), "text": ("story",), "merknad": ("story",), "kommentar": ("story",), "comment": ("story",),
    "comments": ("story",), "notes": ("story",), "details": ("story",), "detaljer": ("story",),
    "dag": ("date",), "day": ("date",), "kategori": ("type",), "category": ("type",),
    **dict.fromkeys(("registrert", "registrert dato", "dato registrert", "registreringsdato", "registered"),
                    ("reported_at",)),
    "tiltak": ("handling",), "measures": ("handling",), "skade": ("injury_kind",), "situasjon": ("activity",),
    "tilstand": ("status",),
}  # fmt: skip
_EXPOSURE_HEADINGS = {
    "date": _HEADINGS["date"] + "|dag i bruk|dato i bruk|akedato|date in use",
    "place": _HEADINGS["place"] + "|bakke|apparat",
    "first": "first|fra|frå|fra og med|frå og med|fom|fra dato|frå dato|start|startdato|sesongstart|første dag|"
    "fyrste dag|from|from date|first day|start date",
    "last": "last|til|til og med|tom|til dato|slutt|sluttdato|sesongslutt|siste dag|to|to date|until|last day|end|"
    "end date",
    "days": "days|antall dager|antal dagar|dager|dagar|tal dagar|antall|antal|dager i bruk|dagar i bruk|"
    "antall dager i bruk|antal dagar i bruk|number of days|count|days in use|antall akedager|antal akedagar",
}  # fmt: skip
_MARKS = (
    "akedag", "akedager", "akedagar", "ake dag", "aking", "sledding day", "sledding days", "i bruk", "brukt", "brukes",
    "in use", "used",
)  # fmt: skip
_LOOSE_EXPOSURE = {**dict.fromkeys(_MARKS, ("date", "days")), "tidspunkt": ("date",), "dag": ("date",),
                   "day": ("date",), "område": ("place",)}  # fmt: skip
_SLEDDING = {"akedag", "akedager", "akedagar", "sleddingday", "sleddingdays", "antallakedager", "antalakedagar"}

KEYS = {INCIDENTS: tuple(_HEADINGS), EXPOSURE: tuple(_EXPOSURE_HEADINGS)}
NEEDED = {INCIDENTS: ("date", "type", "place"), EXPOSURE: ("date", "place")}
MOMENTS = frozenset({"date", "reported_at", "closed_at", "first", "last"})  # cells that are read as dates


def fold(text: str) -> str:
    """A word as it is compared: composed letters, small letters, single blanks."""
    return " ".join(composed(text).casefold().split())


def fold_heading(text: str) -> str:
    """A heading as it is compared: small letters and figures only."""
    return "".join(c for c in composed(text).casefold() if c.isalnum())


def _table(headings: Mapping[str, str]) -> dict[str, str]:
    return {fold_heading(word): key for key, words in headings.items() for word in words.split("|")}


_SURE = {INCIDENTS: _table(_HEADINGS), EXPOSURE: _table(_EXPOSURE_HEADINGS)}
_OR = {
    INCIDENTS: {fold_heading(word): keys for word, keys in _LOOSE.items()},
    EXPOSURE: {fold_heading(word): keys for word, keys in _LOOSE_EXPOSURE.items()},
}
_MARKED = {fold_heading(word) for word in _MARKS}
_KNOWN: frozenset[str] = frozenset().union(*_SURE.values(), *_OR.values())


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table in the file."""

    number: int  # the line it stands on
    cells: Mapping[str, Cell]  # by column key; dates and times are read where that could be done
    beyond: str = ""  # text to the right of the last heading, where a separator in a text split it in two


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a file mean."""

    kind: str  # "incidents" or "exposure"
    columns: Mapping[str, int]  # column key → position
    headings: tuple[str, ...]  # as written
    sledding: bool = False  # its headings speak of akedager, so the place is known

    @property
    def marked(self) -> bool:
        """Whether a column says of every day if the place was in use; then an empty cell says no."""
        at = self.columns.get("days")
        return at is not None and any(form in _MARKED for form in _forms(self.headings[at]))

    @property
    def recognised(self) -> tuple[tuple[str, str], ...]:
        """The columns that are read: what they hold, and their heading."""
        return tuple((str(NAMES[key]), self.headings[at]) for key, at in self.columns.items())

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings nothing is read from."""
        taken = {at for key, at in self.columns.items() if key != "number"}
        return tuple(heading for at, heading in enumerate(self.headings) if heading and at not in taken)


def key_of(word: str) -> str | None:
    """The column that a word in a map names, by its key or one of its usual headings; None if there is none."""
    folded = fold_heading(word)
    return _SURE[INCIDENTS].get(folded) or _SURE[EXPOSURE].get(folded)


def knows(heading: str) -> bool:
    """Whether a heading is one that is recognised without a map."""
    return any(form in _KNOWN for form in _forms(heading))


def lay_out(headings: Sequence[str], given: Mapping[str, str], defaults: frozenset[str], kind: str = "") -> Layout:
    """Find out what the columns mean.

    Args:
        headings: as written, "" where there is none.
        given: column key → heading, from a map; these go before what is recognised. "" leaves the column out.
        defaults: column keys that have a value without a column.
        kind: "incidents" or "exposure" if it is known.

    Raises:
        Problem: a column that is needed is not there, or two columns could be it.
    """
    chosen = kind or _kind(headings, given, defaults)
    columns = _recognise(headings, given, chosen)
    marks = {form for heading in headings for form in _forms(heading)}
    layout = Layout(chosen, columns, tuple(headings), bool(marks & _SLEDDING))
    _demand(layout, defaults)
    return layout


_LONGEST_HEADING = 200  # characters; what is longer is none that is known, and takes long to look through


def _forms(heading: str) -> tuple[str, ...]:
    """A heading, and the same without what stands in brackets: "Alvorlighet (0–4)"."""
    short = heading[:_LONGEST_HEADING]
    return fold_heading(short), fold_heading(re.sub(r"[(\[].*?[)\]]", "", short))


def _kind(headings: Sequence[str], given: Mapping[str, str], defaults: frozenset[str]) -> str:
    forms = {form for heading in headings for form in _forms(heading)}
    hints: set[str] = {_SURE[INCIDENTS].get(form, "") for form in forms} | set(given) | defaults
    hints |= {key for form in forms for key in _OR[INCIDENTS].get(form, ())}
    if "type" in hints:
        return INCIDENTS
    season = {"first", "last", "days"} & ({_SURE[EXPOSURE].get(form, "") for form in forms} | set(given))
    bare = not hints & {"severity", "story"}
    if forms & _MARKED or (bare and (season or hints >= {"date", "place"})):
        return EXPOSURE
    return INCIDENTS


def _recognise(headings: Sequence[str], given: Mapping[str, str], kind: str) -> dict[str, int]:
    columns = {key: _position(headings, heading) for key, heading in given.items() if heading}
    taken = set(columns.values())
    found: dict[str, list[int]] = defaultdict(list)
    for at, heading in enumerate(headings):
        key = next((_SURE[kind][form] for form in _forms(heading) if form in _SURE[kind]), None)
        if key and at not in taken and key not in given:
            found[key].append(at)
    for key, positions in found.items():
        if len(positions) > 1:
            raise Problem(_two_of_them(key, [headings[at] for at in positions]))
        columns[key] = positions[0]
    taken = set(columns.values())
    for at, heading in enumerate(headings):
        keys = next((_OR[kind][form] for form in _forms(heading) if form in _OR[kind]), ())
        free = next((key for key in keys if key not in {*columns, *given} and not _in_the_way(key, columns)), None)
        if free and at not in taken:
            columns[free] = at
    return dict(sorted(columns.items(), key=lambda item: item[1]))


def _in_the_way(key: str, columns: Mapping[str, int]) -> bool:
    """A season's "akedager" are a number of days, not a date."""
    return key == "date" and {"first", "last"} <= set(columns)


def _position(headings: Sequence[str], wanted: str) -> int:
    exact = [at for at, heading in enumerate(headings) if fold_heading(heading) == fold_heading(wanted)]
    if not exact:
        raise Problem(
            _("Kolonnen «{wanted}» finnes ikke i filen. Den har: {found}. Rett tilordningen.").format(
                wanted=wanted, found=_listed(headings)
            )
        )
    return exact[0]


def _two_of_them(key: str, headings: Sequence[str]) -> str:
    return _(
        "Flere kolonner kan være «{name}»: {found}. Skriv i en tilordning hvilken som gjelder: [columns] {key} = …"
    ).format(name=NAMES[key], found=_listed(headings), key=key)


def _demand(layout: Layout, defaults: frozenset[str]) -> None:
    there = set(layout.columns) | defaults
    if layout.sledding:
        there.add("place")
    if {"first", "last"} <= there:
        there.add("date")
    missing = [key for key in NEEDED[layout.kind] if key not in there]
    if missing:
        raise Problem(
            _("Fant ikke kolonnen for {missing}. Overskriftene i filen er: {found}. Rett overskriften, eller lag en "
              "tilordning som sier hvilken kolonne det er.").format(
                missing=_listed([NAMES[key] for key in missing]), found=_listed(layout.headings))
        )  # fmt: skip


def _listed(words: Sequence[str]) -> str:
    shown = [quoted(str(word)[:40]) for word in words if word]
    return ", ".join(shown[:20]) or "–"
