"""The extract to the safety representative and the working environment committee: facts in, plain data out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from ikdesk.evidence.small_numbers import STAFF_LEAST, protected, shown
from ikdesk.incidents.staff_duties_model import TOLD
from ikdesk.incidents.staff_facts_model import StaffFacts, StaffLine
from ikdesk.incidents.staff_sentences import CASES_ARE_INTERNAL
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import Text, _, language, listed, many, month_name, plain_date
from ikdesk.measures.model import ANSWERS, MeasureStatus
from ikdesk.paper.story import HIDDEN, TONGUES, Section, Story, Table

_TABLES: dict[str, tuple[Text, Text, str]] = {  # what stands above it, its first column, and its code list
    "kind": (_("Hva slags hendelse"), _("Type"), "event_type"),
    "work_when": (_("Når i arbeidet"), _("Når"), "work_when"),
    "place": (_("Hvor"), _("Sted"), "place"),
}  # fmt: skip
_TOO_SMALL = _("Fordelingen vises ikke, for tallene er så små at de kan vise hvem det gjelder.")


def staff_story(facts: StaffFacts, *, cases: bool, when: datetime) -> Story:
    """The extract of a period, ready for paper and for the workbook.

    Args:
        facts: what it is made from.
        cases: whether the cases stand there one by one; only then are small numbers told.
        when: the extract's own moment, with its time zone.
    """
    found = _Extract(facts, cases=cases)
    return Story(
        title=_("Uttrekk til verneombud og AMU, {period}").format(period=facts.period.name),
        subtitle=f"{plain_date(facts.counted.first)} – {plain_date(facts.counted.last)}", unit=facts.unit,
        sections=tuple(found.sections()), author=facts.made_by,
        subject=str(_("Skader, vold og trusler mot ansatte")), when=when, codebook=facts.codebook,
        language=TONGUES[language()],
    )  # fmt: skip


def staff_file_name(facts: StaffFacts) -> str:
    """What the extract's files are called, without ending: "Verneombud og AMU 2026-T1"."""
    return f"{_('Verneombud og AMU')} {facts.period.code.replace('..', '–')}"


class _Extract:
    """The sections of one extract.

    Args:
        facts: what it is made from.
        cases: whether the cases stand there one by one.
    """

    def __init__(self, facts: StaffFacts, *, cases: bool) -> None:
        self.facts, self.sums, self.cases = facts, facts.sums, cases

    def sections(self) -> Iterator[Section]:
        """All of them, in the order they are read."""
        yield self._stamp()
        yield self._short()
        if self.sums.total:
            yield self._by_month()
            for attribute in _TABLES:
                yield self._by(attribute)
            yield self._violence()
            yield self._absence()
            yield self._told()
            yield self._measures()
        if self.cases and self.facts.cases:
            yield self._one_by_one()
        yield self._how()

    def _stamp(self) -> Section:
        facts = self.facts
        content = _("Tall og sakene én for én, uten helseopplysninger") if self.cases else _("Bare tall")
        lines = (
            (_("Enhet"), facts.unit), (_("Periode"), _days(facts)), (_("Utarbeidet av"), facts.made_by),
            (_("Dato"), plain_date(facts.today)), (_("Innhold"), str(content)),
        )  # fmt: skip
        return Section("stamp", str(_("Om uttrekket")), facts=tuple((str(label), said) for label, said in lines))

    def _short(self) -> Section:
        sums, facts = self.sums, self.facts
        lines = [many("{n} sak i registeret for ansatte.", "{n} saker i registeret for ansatte.", sums.total)]
        if facts.counted != facts.period:
            lines.append(_("Perioden er ikke over. Tallene gjelder til og med {day}.").format(
                day=plain_date(facts.counted.last)))  # fmt: skip
        lines.append(many("{n} sak i samme periode året før.", "{n} saker i samme periode året før.", facts.before))
        if sums.total:
            nearly, absent = self._number(sums.nearly), self._number(sums.absent)
            if nearly != HIDDEN:
                lines.append(_("Det holdt på å skje, men ingen ble skadet: {n}.").format(n=nearly))
            if absent != HIDDEN:
                days = self._days_absent()
                lines.append(_("Saker med fravær: {n}. Dager i alt: {days}.").format(n=absent, days=days))
        return Section("short", str(_("Kort fortalt")), bullets=tuple(lines))

    def _by_month(self) -> Section:
        title = str(_("Når"))
        counts = self.sums.by["month"]
        label = {code: f"{month_name(int(code[5:]))} {code[:4]}" for code in counts}
        rows = self._rows({label[code]: number for code, number in counts.items()})
        fields = (Field("month", str(_("Måned"))), Field("cases", str(_("Saker")), int))
        return self._section("by_month", title, fields, rows)

    def _by(self, attribute: str) -> Section:
        title, head, codes = _TABLES[attribute]
        counts = self.sums.by[attribute]
        order = [*self.facts.codebook.lists.get(codes, {}), ""]
        rows = self._rows({code: counts[code] for code in sorted(counts, key=lambda code: _at(order, code))})
        fields = (Field(attribute, str(head), codes=codes), Field("cases", str(_("Saker")), int))
        return self._section(f"by_{attribute}", str(title), fields, rows)

    def _violence(self) -> Section:
        found = {code: number for code, number in self.sums.violence.items() if number}
        fields = (Field("violence", str(_("Hva slags")), codes="violence_kind"), Field("cases", str(_("Saker")), int))
        least = 1 if self.cases else STAFF_LEAST
        rows = tuple((code, number if number >= least else HIDDEN) for code, number in found.items())
        note = str(_("En sak kan ha flere slag.")) if rows else ""
        table = Table(
            "violence", str(_("Vold og trusler")), fields, rows, note=note,
            empty=str(_("Ingen er ført.")),
        )  # fmt: skip
        return Section("violence", table.title, level=2, tables=(table,))

    def _absence(self) -> Section:
        year = self.facts.period.days >= 365
        title = _("Statistikk over sykefravær") if year else _("Sykefravær")
        lines = (
            (_("Saker med fravær"), self._number(self.sums.absent)), (_("Fraværsdager i alt"), self._days_absent()),
        )  # fmt: skip
        text = _("Fravær etter skade i arbeidet og arbeidsrelatert sykdom (arbeidsmiljøloven § 5-1). Dagene regnes med "
                 "i perioden hendelsen skjedde i.")  # fmt: skip
        return Section("absence", str(title), level=2, text=(str(text),),
                       facts=tuple((str(label), str(said)) for label, said in lines))  # fmt: skip

    def _told(self) -> Section:
        sums = self.sums
        fields = (
            Field("whom", str(_("Hvem"))), Field("told", str(_("Har fått melding")), int),
            Field("of", str(_("Av")), int),
        )  # fmt: skip
        wholes = {"told_safety_rep": sums.total, "nav_on": sums.needs_nav, "insurer_on": sums.needs_nav}
        rows: list[tuple[Any, ...]] = []
        for key, label in TOLD.items():
            told: int | str = sums.told[key]
            whole: int | str = wholes.get(key, sums.grave)
            if key != "told_safety_rep":  # that one tells of the employer, not of anybody who was hurt
                told, whole = self._number(sums.told[key]), self._number(wholes.get(key, sums.grave))
            rows.append((str(label), told, whole))
        table = Table("told", str(_("Hvem som har fått vite det")), fields, tuple(rows), note=str(
            _("Arbeidstilsynet og politiet varsles når skaden er alvorlig. NAV og forsikringsselskapet får melding når "
              "noen trengte behandling eller ble borte fra arbeidet.")))  # fmt: skip
        return Section("told", table.title, level=2, tables=(table,))

    def _measures(self) -> Section:
        found = self.facts.measures
        title = str(_("Tiltak"))
        if not found:
            return Section("measures", title, level=2, text=(str(_("Ingen tiltak er knyttet til sakene.")),))
        over = {MeasureStatus.DONE, MeasureStatus.TO_EVALUATE, *ANSWERS}
        done = sum(one.status in over for one in found)
        said = _("{all} er knyttet til sakene. {done} av dem er gjennomført.").format(
            all=many("{n} tiltak", "{n} tiltak", len(found)), done=done
        )
        if not self.cases:
            return Section("measures", title, level=2, text=(said,))
        fields = (Field("number", str(_("Nr.")), int), Field("title", str(_("Tiltak")), long=True),
                  Field("status", str(_("Status")), MeasureStatus))  # fmt: skip
        rows = tuple((one.number, one.title, one.status) for one in found)
        return Section("measures", title, level=2, text=(said,),
                       tables=(Table("measures", title, fields, rows, widths=(8, 62, 20)),))  # fmt: skip

    def _one_by_one(self) -> Section:
        fields = (
            Field("number", str(_("Nr."))), Field("on", str(_("Dato")), date),
            Field("what", str(_("Hva")), long=True), Field("place", str(_("Sted")), codes="place"),
            Field("days", str(_("Fravær, dager")), int), Field("told", str(_("Har fått melding")), long=True),
            Field("extract", str(_("Kort tekst")), long=True),
        )  # fmt: skip
        rows = tuple(self._line(one) for one in self.facts.cases)
        table = Table(
            "cases", str(_("Sakene én for én")), fields, rows, widths=(11, 16, 19, 14, 11, 23, 24),
            note=str(CASES_ARE_INTERNAL), sheet=str(_("Saker")),
        )  # fmt: skip
        return Section("cases", table.title, level=2, tables=(table,), new_page=True)

    def _line(self, one: StaffLine) -> tuple[Any, ...]:
        book = self.facts.codebook
        what = [book.label("event_type", one.kind), *(book.label("violence_kind", code) for code in one.violence)]
        what += [str(_("ingen ble skadet"))] if one.nearly else []
        told = listed([str(TOLD[name]) for name in one.told]) if one.told else ""
        return (
            one.number, one.occurred_on, ", ".join((what[0], *(part.lower() for part in what[1:]))), one.place,
            one.absence_days, told, one.extract or str(_("Ikke skrevet")),
        )  # fmt: skip

    def _how(self) -> Section:
        bullets: list[str] = [
            _("Uttrekket er fra registeret over skader og sykdom i arbeidet (arbeidsmiljøloven § 5-1). Verneombud, "
              "bedriftshelsetjeneste, AMU og Arbeidstilsynet har tilgang til det."),
            _("Det har ingen navn, stillinger eller initialer, og ingen opplysninger om helse. Saker som er trukket "
              "tilbake eller ikke bekreftet, telles ikke."),
        ]  # fmt: skip
        if self.cases:
            bullets.append(_("Det som står under «Kort tekst», er skrevet av lederen for dette uttrekket. Les gjennom "
                             "før dere deler det."))  # fmt: skip
        else:
            said = _("Tall under {least} vises som «:». Av og til skjules et større tall også, så ingen kan regne ut "
                     "det som mangler. Summen er alltid riktig.")  # fmt: skip
            bullets.append(said.format(least=STAFF_LEAST))
        return Section("how", str(_("Slik er det laget")), bullets=tuple(str(line) for line in bullets))

    def _section(self, key: str, title: str, fields: tuple[Field, ...], rows: tuple[Any, ...] | None) -> Section:
        if rows is None:
            return Section(key, title, level=2, text=(str(_TOO_SMALL),))
        return Section(key, title, level=2, tables=(Table(key, title, fields, rows, total=True),))

    def _rows(self, counts: Mapping[str, int]) -> tuple[tuple[Any, ...], ...] | None:
        """A line each and their sum; None where they cannot be told."""
        told: Mapping[str, int | None] | None = dict(counts) if self.cases else protected(counts)
        if told is None:
            return None
        rows = tuple((code, HIDDEN if number is None else number) for code, number in told.items())
        return (*rows, (str(_("Sum")), sum(counts.values())))

    def _number(self, number: int) -> int | str:
        """A number of cases; the sign where it points at somebody."""
        told = number if self.cases else shown(number, self.sums.total)
        return HIDDEN if told is None else told

    def _days_absent(self) -> str:
        return HIDDEN if self._number(self.sums.absent) == HIDDEN else str(self.sums.days)


def _days(facts: StaffFacts) -> str:
    span = f"{plain_date(facts.counted.first)} – {plain_date(facts.counted.last)}"
    return span if facts.period.name == span else f"{facts.period.name} ({span})"


def _at(order: list[str], code: str) -> int:
    return order.index(code) if code in order else len(order)
