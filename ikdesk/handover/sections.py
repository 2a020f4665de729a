"""The paper between two leaders: facts in, plain data out; what there is no room for is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from ikdesk.handover.model import MOST_LINES, Due, HandoverFacts, Lying, OpenCase, Promise, Sort, User
from ikdesk.incidents.notice_sentences import what_words
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, language, listed, many, plain_date, short_date
from ikdesk.paper.story import TONGUES, Section, Story, Table
from ikdesk.people.model import Role

_LINE = "_" * 34  # filled in by hand
_TITLE = 70  # characters of a title: one line
_USERS = 5  # the leaders stand first


def handover_story(facts: HandoverFacts, lying: Lying, most: int, *, when: datetime) -> Story:
    """The paper.

    Args:
        facts: what it says.
        lying: what stands outside the file.
        most: rows of the lists of what is to be done; the others are counted.
        when: its own moment, with its time zone.
    """
    title = str(_("Overlevering"))
    to = (_("Fra {old} til {new}") if facts.new else _("Fra {old}")).format(old=facts.old, new=facts.new)
    return Story(
        title, f"{to}, {plain_date(facts.today)}", facts.unit, tuple(_sections(facts, lying, most)), facts.old, title,
        when, facts.codebook, TONGUES[language()], tight=True,
    )  # fmt: skip


def _sections(facts: HandoverFacts, lying: Lying, most: int) -> Iterator[Section]:
    rows = shares((len(facts.cases), len(facts.promises), len(facts.dues)), most)
    yield _open(facts, rows[0])
    yield _promised(facts, rows[1])
    yield _falls_due(facts, rows[2])
    yield _access(facts)
    yield _lies(lying)
    if facts.words:
        lines = tuple(line for line in facts.words.split("\n") if line.strip())
        yield Section("words", _("Fra {old}").format(old=facts.old), text=lines[:MOST_LINES])
    yield _signatures(facts)


def shares(lengths: tuple[int, ...], most: int) -> tuple[int, ...]:
    """How many rows each list gets: as many as the others, and more where another needs fewer.

    Args:
        lengths: of the lists.
        most: rows in all.
    """
    got = [0] * len(lengths)
    for _row in range(min(most, sum(lengths))):
        poorest = min((at for at, length in enumerate(lengths) if got[at] < length), key=lambda at: got[at])
        got[poorest] += 1
    return tuple(got)


def _open(facts: HandoverFacts, most: int) -> Section:
    title = _titled(_("Åpent"), len(facts.cases) + facts.restricted)
    fields = (
        Field("number", str(_("Nr."))), Field("what", str(_("Hva"))), Field("age", str(_("Meldt for"))),
        Field("due", str(_("Frist")), date), Field("waits", str(_("Hva venter"))),
    )  # fmt: skip
    rows = tuple(_case(one, facts) for one in facts.cases[:most])
    over, said = len(facts.cases) - len(rows), []
    if over:
        said.append(many("{n} åpen sak til står i Hendelser.", "{n} åpne saker til står i Hendelser.", over))
    if facts.restricted:
        said.append(many("{n} skjermet sak er også åpen. Den står bare i Hendelser.",
                         "{n} skjermede saker er også åpne. De står bare i Hendelser.", facts.restricted))  # fmt: skip
    if facts.unconfirmed:
        said.append(many("{n} melding er ikke bekreftet.", "{n} meldinger er ikke bekreftet.", facts.unconfirmed))
    empty = str(_("Ingen saker er åpne.")) if not facts.cases else ""
    table = Table("open", title, fields, rows, " ".join(said), widths=(12, 31, 16, 13, 31), empty=empty)
    return _listing("open", table, said)


def _listing(key: str, table: Table, said: Sequence[str]) -> Section:
    """A list with what is said below it; no table where there was no room for one row of it."""
    if table.rows or table.empty:
        return Section(key, table.title, tables=(table,))
    return Section(key, table.title, text=tuple(said))


def _case(one: OpenCase, facts: HandoverFacts) -> tuple[object, ...]:
    days = (facts.today - one.reported).days
    kind = facts.codebook.label("event_type", one.kind)
    waits = [one.status.label]
    if one.notice is not None:
        waits.insert(0, _("Beskjed: {who}").format(who=what_words(one.notice, facts.codebook)))
    if one.due < facts.today:
        waits.append(many("{n} dag over fristen", "{n} dager over fristen", (facts.today - one.due).days))
    age = many("{n} dag siden", "{n} dager siden", days) if days else str(_("i dag"))
    return (one.number, _short(f"{kind}, {one.place}"), age, one.due, ". ".join(waits))


def _promised(facts: HandoverFacts, most: int) -> Section:
    fields = (
        Field("day", str(_("Frist")), date), Field("sort", str(_("Slag"))), Field("what", str(_("Hva"))),
        Field("whom", str(_("Til hvem, eller hvor det kommer fra"))),
    )  # fmt: skip
    rows = tuple(_promise(one, facts) for one in facts.promises[:most])
    said = _more(facts.promises[most:])
    empty = str(_("Ingen venter på noe.")) if not facts.promises else ""
    table = Table("promised", _titled(_("Lovet"), len(facts.promises)), fields, rows, " ".join(said),
                  widths=(13, 13, 42, 35), row_headers=False, empty=empty)  # fmt: skip
    return _listing("promised", table, said)


def _promise(one: Promise, facts: HandoverFacts) -> tuple[object, ...]:
    what, whom = one.title, ""
    if one.notice is not None:
        what = _("Gi beskjed om sak {number}").format(number=one.number)
        whom = what_words(one.notice, facts.codebook)
    elif one.sort is Sort.MINUTES:
        what = _("Møtet er ikke avsluttet: {title}").format(title=one.title) if one.title else str(
            _("Møtet er ikke avsluttet"))  # fmt: skip
    else:
        whom = _whence(one)
    return (one.day if one.day is not None else "", one.sort.label, _short(what), _short(whom))


def _whence(one: Promise) -> str:
    owner = [str(_("Eieren avgjør"))] if one.sort is Sort.DECISION else []
    if one.meeting is not None:
        found = _("Møtet {day}").format(day=short_date(one.meeting))
    elif one.case:
        found = _("Sak {number}").format(number=one.case)
    else:
        found = _("Skrevet opp av {name}").format(name=one.by) if one.by else ""
    return ". ".join([*owner, *([found] if found else [])])


def _falls_due(facts: HandoverFacts, most: int) -> Section:
    title = _titled(_("Forfaller de neste tre månedene, eller er over fristen"), len(facts.dues))
    fields = (
        Field("day", str(_("Dag")), date), Field("sort", str(_("Slag"))), Field("what", str(_("Hva"))),
        Field("place", str(_("Står i"))),
    )  # fmt: skip
    rows = tuple(_due(one, facts) for one in facts.dues[:most])
    said = _more(facts.dues[most:])
    empty = str(_("Ingenting forfaller.")) if not facts.dues else ""
    table = Table("due", title, fields, rows, " ".join(said), widths=(13, 14, 52, 24), row_headers=False, empty=empty)
    return _listing("due", table, said)


def _due(one: Due, facts: HandoverFacts) -> tuple[object, ...]:
    what = one.title
    if one.kind is not None:
        kind = facts.codebook.label("event_type", one.kind)
        what = f"{one.number}, {kind}"
    elif one.sort is Sort.DEPUTY:
        what = _("{name} er stedfortreder til denne dagen").format(name=one.title)
    return (one.day, one.sort.label, _short(what), one.sort.place)


def _more(rest: Sequence[Promise] | Sequence[Due]) -> tuple[str, ...]:
    """How many there was no room for, and where they stand."""
    if not rest:
        return ()
    counted = Counter(one.sort.place for one in rest)
    parts = [_("{n} i {place}").format(n=number, place=place) for place, number in counted.most_common()]
    return (_("{n} til er ikke med her: {what}.").format(n=len(rest), what=listed(parts)),)


def _access(facts: HandoverFacts) -> Section:
    title = _titled(_("Hvem som kan låse opp"), len(facts.users))
    fields = (
        Field("name", str(_("Navn"))), Field("role", str(_("Rolle"))), Field("code", str(_("Koden skrevet ned"))),
        Field("pin", str(_("PIN på skjermlåsen"))),
    )  # fmt: skip
    rows = tuple(
        (_short(one.name), one.role.label, _code(one), str(_("Ja") if one.pin else _("Nei")))
        for one in facts.users[:_USERS]
    )  # fmt: skip
    over = len(facts.users) - len(rows)
    told = _("{n} til kan låse opp. De står i Innstillinger → Brukere.").format(n=over) if over else ""
    return Section("access", title, tables=(Table("users", title, fields, rows, told, widths=(34, 24, 22, 20)),))


def _code(one: User) -> str:
    """When their code was written down; nobody but a leader needs one."""
    if one.code_kept is not None:
        return plain_date(one.code_kept)
    return str(_("Nei")) if one.role is Role.LEADER else "–"


def _lies(lying: Lying) -> Section:
    nowhere = str(_("Ikke valgt"))
    facts = (
        (_("Sikkerhetskopier"), str(lying.here) if lying.here else nowhere),
        (_("Nyeste kopi, lest gjennom"), _moment(lying.newest)),
        (_("Det andre stedet"), str(lying.second) if lying.second else nowhere),
        (_("Nyeste kopi der"), _moment(lying.second_newest) if lying.second else ""),
        (_("Gjenoppretting prøvd"), plain_date(lying.tried) if lying.tried else str(_("Ikke ennå"))),
        (_("Nøkkelen enheten signerer med"), lying.fingerprint),
        (_("Arket med gjenopprettingskoden ligger"), _LINE),
    )  # fmt: skip
    return Section("lies", str(_("Hvor alt ligger")), level=2,
                   facts=tuple((str(label), said) for label, said in facts if said))  # fmt: skip


def _moment(at: datetime | None) -> str:
    return plain_date(at.date()) if at is not None else str(_("Ingen ennå"))


def _signatures(facts: HandoverFacts) -> Section:
    """A line for each to sign on."""
    names = (facts.old, facts.new or str(_("Den som overtar")))
    lines = tuple(_("Dato {date} {name} {line}").format(date=_LINE[:14], name=f"  {_short(name)}", line=_LINE)
                  for name in names)  # fmt: skip
    read = str(_("Vi har gått gjennom papiret sammen."))
    return Section("signed", str(_("Dato og underskrift")), level=2, text=(read, *lines))


def _titled(title: str, number: int) -> str:
    return f"{title} ({number})" if number else str(title)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 2].rsplit(' ', 1)[0]} …"
