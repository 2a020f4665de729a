"""How a simulated kindergarten follows up: its measures, what it cannot decide by itself, and its lights."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from ikdesk.evidence.lights import Thresholds, evaluated_light, handling_light, overdue_light, serious_light
from ikdesk.kernel.words import _, many
from tests.sector.made_counts import Row, Said, column_of, headings, plain_table

_OPEN_DAYS = 20  # in a month
_WRITTEN = (
    ("Nytt gjerde mot veien", "Gjerdet gir etter når noen lener seg på det. Et barn kan komme ut på veien."),
    ("Fjerne stolpen i akebakken", "Barn kan fortsatt treffe stolpen i fart."),
    ("Skifte underlag under klatrestativet", "Underlaget demper ikke støt slik det skal. Fall kan gi brudd."),
    ("Ny belysning på parkeringsplassen", "Barn og biler ser hverandre ikke om morgenen."),
    ("Klemsikring på alle dører", "Fingre kan bli klemt på hengselsiden."),
    ("Éin tilsett til på ettermiddagen", "Det er for få vaksne ute mellom klokka 14 og 16."),
)  # fmt: skip


@cache
def standard() -> dict[str, int]:
    return {name: int(getattr(Thresholds(), name)) for name in Thresholds.__dataclass_fields__}


def followed_up(said: Said) -> dict[str, Any]:
    chance = Random(said.unit.number * 7 + said.whole.first.toordinal())
    number = len(said.events["now"])
    n_soon, n_closed = (sum(chance.random() < share for _one in range(number)) for share in (0.85, 0.9))
    compares = "last_year" in said.columns
    labels = (
        str(_("Meldt innen 24 timer")), _("Lukket innen fristen (vanligvis {days} dager)").format(days=28),
        str(_("Årsak er skrevet")), str(_("Med forslag om hva som ville hindret det")),
    )  # fmt: skip
    rows: list[Row] = []
    for label, n in zip(labels, (n_soon, n_closed, n_soon, n_soon // 2), strict=True):
        row = {"what": label, "n": n, "of": number, "share": n / number if number else None}
        rows.append({**row, **({"share_last_year": 0.8} if compares else {})})
    columns = [
        column_of("what", str(_("Oppfølging")), "text"), column_of("n", str(_("Antall")), "integer"),
        column_of("of", str(_("Av")), "integer"), column_of("share", str(_("Andel")), "share"),
    ]  # fmt: skip
    if compares:
        columns.append(column_of("share_last_year", _("Andel {year}").format(year=str(_("i fjor"))), "share"))
    out = {"handling": plain_table(str(_("Melding, behandling og årsak")), columns, rows)} if number else {}
    return {**out, "rates": _rates(said)}


def _rates(said: Said) -> dict[str, Any]:
    words = headings(said)
    rows = []
    for column in ("now", "last_year") if "last_year" in said.columns else ("now",):
        events = said.events[column]
        stay = said.unit.children * _OPEN_DAYS * max(1, round(said.days[column].days / 30))
        hurt = sum(event.kind == "child_injury" for event in events)
        rows.append({
            "what": words[column], "events": len(events), "days": stay, "rate": len(events) * 1000 / stay,
            "injuries": hurt, "injury_rate": hurt * 1000 / stay,
        })  # fmt: skip
    columns = [
        column_of("what", str(_("Periode")), "text"), column_of("events", str(_("Hendelser")), "integer"),
        column_of("days", str(_("Oppholdsdager")), "integer"),
        column_of("rate", str(_("Per 1000 oppholdsdager")), "number"),
        column_of("injuries", str(_("Skader på barn")), "integer"),
        column_of("injury_rate", str(_("Skader per 1000 oppholdsdager")), "number"),
    ]  # fmt: skip
    return plain_table(str(_("Hendelser per 1000 oppholdsdager")), columns, rows)


class Work:
    """The measures of a unit at the end of the days that were counted, and the lights."""

    def __init__(self, said: Said) -> None:
        self._said = said
        chance = Random(said.unit.number * 31 + said.whole.first.toordinal())
        day = said.counted.last
        self.measures: list[Row] = []
        self.owner: list[Row] = []
        for at in range(chance.choice((0, 1, 2, 3, 4, 6, 8))):
            title, consequence = chance.choice(_WRITTEN)
            for_owner = chance.random() < 0.3
            since = day - timedelta(days=chance.randint(1, 400))
            deadline = since + timedelta(days=chance.randint(30, 500)) if chance.random() < 0.9 else None
            number = at * 3 + 1
            self.measures.append({
                "number": number, "title": title, "kind": "replace_rebuild",
                "role": "owner" if for_owner else "manager",
                "deadline": deadline.isoformat() if deadline else None,
                "status": "proposed" if for_owner else "adopted", "effect": "",
            })  # fmt: skip
            if for_owner:
                self.owner.append({
                    "number": number, "title": title, "since": since.isoformat(), "consequence": consequence,
                })  # fmt: skip
        self.late = [row["deadline"] for row in self.measures if row["deadline"] and row["deadline"] < day.isoformat()]
        self._chance = chance

    def tables(self) -> dict[str, Any]:
        """The measures one by one, in numbers, and those that wait for somebody higher up."""
        if not self.measures:
            return {}
        out = {}
        number, title = column_of("number", str(_("Nr.")), "integer"), column_of("title", str(_("Tiltak")), "text")
        if self.owner:
            columns = [
                number, title, column_of("since", str(_("Siden")), "date"),
                column_of("consequence", str(_("Hva skjer hvis ingenting gjøres?")), "text"),
            ]  # fmt: skip
            out["for_owner"] = plain_table(str(_("Krever beslutning høyere opp")), columns, self.owner)
        columns = [
            number, title, column_of("kind", str(_("Type")), "code", "measure_kind"),
            column_of("role", str(_("Hvem gjør det")), "code", "responsible_role"),
            column_of("deadline", str(_("Frist")), "date"), column_of("status", str(_("Status")), "text"),
            column_of("effect", str(_("Virkning")), "text"),
        ]  # fmt: skip
        out["measures"] = plain_table(str(_("Tiltakene ett for ett")), columns, self.measures)
        ages = [self._days_over(late) for late in self.late]
        counts = (
            (_("Inntil 30 dager over fristen"), sum(age <= 30 for age in ages)),
            (_("31–90 dager over fristen"), sum(30 < age <= 90 for age in ages)),
            (_("Mer enn 90 dager over fristen"), sum(age > 90 for age in ages)),
            (_("Over fristen til sammen"), len(ages)), (_("Ikke ferdige til sammen"), len(self.measures)),
            (_("Gjennomført i perioden"), 0), (_("Vurdert i perioden"), 0),
        )  # fmt: skip
        rows = [{"what": str(what), "measures": number} for what, number in counts]
        columns = [
            column_of("what", str(_("Tiltakene i tall")), "text"), column_of("measures", str(_("Antall")), "integer"),
        ]  # fmt: skip
        out["measure_counts"] = plain_table(str(_("Tiltakene i tall")), columns, rows)
        return out

    def lights(self) -> list[Row]:
        """As the unit's own limits have them."""
        said, chance = self._said, self._chance
        own = {key: value for key, value in said.limits.items() if key in standard()}
        chosen = Thresholds(**{**standard(), **own})
        serious = sum(event.severity in ("3", "4") for event in said.events["now"])
        due = len(said.events["now"])
        closed = sum(chance.random() < 0.9 for _one in range(due))
        oldest = max((self._days_over(late) for late in self.late), default=0)
        judged = chance.randint(0, 5)
        within = chance.randint(3, 9)
        bare = chance.choice((0, 0, 0, 1, 2))
        texts: Iterable[tuple[Any, str, str]] = (
            (_("Alvorlige hendelser"), serious_light(serious), f"{serious} med grad 3 eller 4."),
            (_("Behandlingstid"), handling_light(closed, due, chosen),
             f"{closed} av {due} er lukket innen {chosen.handling_days} dager. Grønn er minst "
             f"{chosen.handling_green} %, gul fra {chosen.handling_yellow} %."),
            (_("Forsinkede tiltak"), overdue_light(len(self.late), oldest, chosen) if self.measures else "unused",
             many("{n} tiltak er over fristen.", "{n} tiltak er over fristen.", len(self.late))),
            (_("Tiltak som er vurdert"), evaluated_light(judged, 5, chosen), f"{judged} av 5 er vurdert."),
            (_("Faste kontroller i årshjulet"), "unused", ""),
            (_("Rutiner innen revisjonsdato"), handling_light(within, 9, chosen), f"{within} av 9 er innen datoen."),
            (_("Risiko uten vedtatt tiltak"), "red" if bare else "green", f"{bare} røde risikoer."),
        )  # fmt: skip
        return [{"label": str(label), "state": state, "text": text if state != "unused" else ""}
                for label, state, text in texts]  # fmt: skip

    def _days_over(self, deadline: str) -> int:
        return (self._said.counted.last - datetime.fromisoformat(deadline).date()).days
