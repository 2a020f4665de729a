"""What the meter of reporting says: fewer events, or fewer reports? Never who reports most."""

from __future__ import annotations

from ikdesk.evidence.between import Silence
from ikdesk.evidence.kinds import Verdict
from ikdesk.kernel.words import Text, _, many, number, plain_date
from ikdesk.measures.model import FALLS
from ikdesk.statistics.activity_model import DepartmentReports, Reporting, Reports

ENOUGH = 10  # reports before a share of them is told as a percentage
REPORTED = _("Tallene viser hva som er meldt, ikke alt som har skjedd.")
_TITLES: dict[Verdict, Text] = {
    "clear_fall": _("Det meldes tydelig sjeldnere enn i {then}"),
    "probable_fall": _("Det meldes trolig sjeldnere enn i {then}"),
    "cannot_say": _("Vi kan ikke si om det meldes oftere eller sjeldnere enn i {then}"),
    "too_few": _("Det er for få meldinger til å sammenligne med {then}"),
    "probable_rise": _("Det meldes trolig oftere enn i {then}"),
    "clear_rise": _("Det meldes tydelig oftere enn i {then}"),
}


def activity_title(reporting: Reporting) -> str:
    """The message: a long silence first, then what is to be said of how often something is reported."""
    return silence_title(reporting) or compared_title(reporting)


def silence_title(reporting: Reporting) -> str:
    """The message of a long silence; "" where there is none."""
    quiet = reporting.silence
    if not quiet.long or quiet.days is None:
        return ""
    if reporting.ended:
        return many("Det ble stille: ingen hendelser meldt den siste dagen",
                    "Det ble stille: ingen hendelser meldt de siste {n} dagene", quiet.days)  # fmt: skip
    return many("Det er stille: ingen hendelser meldt på {n} dag", "Det er stille: ingen hendelser meldt på {n} dager",
                quiet.days)  # fmt: skip


def compared_title(reporting: Reporting) -> str:
    """The message of how often something is reported, beside the same time a year before."""
    if reporting.now.reports and reporting.then is None:
        return str(_("Vi har ingen tall fra før å sammenligne med ennå"))
    if reporting.activity.judgement is None:
        return str(_("Det er ikke noe å sammenligne ennå"))
    return _TITLES.get(reporting.activity.verdict, _TITLES["cannot_say"]).format(then=then_words(reporting))


def then_words(reporting: Reporting) -> str:
    """Which time it is compared with: "samme tid året før"."""
    if reporting.then and reporting.then.period.first.year < reporting.now.period.first.year - 1:
        return str(_("like lang tid før"))
    return str(_("samme tid året før"))


def activity_words(reporting: Reporting) -> str:
    """How much is reported and how much of it nearly happened, in two or three sentences."""
    now = reporting.now
    if not now.open_days and not now.reports:
        return str(_("Det var ikke åpent i denne tiden."))
    if reporting.others:
        told = many("{n} annen hendelse er meldt", "{n} andre hendelser er meldt", now.reports)
    else:
        told = many("{n} hendelse er meldt", "{n} hendelser er meldt", now.reports)
    seen = f"{told}." if now.per_week is None else _("{told}, {rate} per uke det var åpent.").format(
        told=told, rate=week_words(now)
    )  # fmt: skip
    parts = (seen, _then(reporting), _near(reporting), _meant(reporting))
    return " ".join(part for part in parts if part)


def silence_words(reporting: Reporting) -> str:
    """What must be said beside every falling curve; "" when as much is reported as usual."""
    found = [_quiet(reporting)] if reporting.silence.long else []
    if reporting.activity.quieter and reporting.then is not None:
        told = _("Alt annet som meldes, har også gått ned") if reporting.others else _("Det er meldt mindre i det hele")
        found.append(
            _("{told}: {now} mot {before} i {then}. Da kan en nedgang komme av at det meldes mindre.").format(
                told=told, now=reporting.now.reports, before=reporting.then.reports, then=then_words(reporting)
            )
        )
    if reporting.activity.near == "fewer":
        found.append(str(_(
            "En mindre del av det som meldes, er nestenulykker enn før. Da kan det være at det meldes mindre."
        )))  # fmt: skip
    return " ".join(found)


def share_words(reports: Reports) -> str:
    """How large a part nearly happened: "31 %", or "2 av 6" where a percentage would say too much."""
    share = reports.near_share
    if share is None:
        return "–"
    if reports.reports < ENOUGH:
        return _("{part} av {whole}").format(part=reports.near_misses, whole=reports.reports)
    return _("{n}\xa0%").format(n=number(100 * share))


def week_words(reports: Reports) -> str:
    """How many for each week it was open: "2,4"."""
    return "–" if reports.per_week is None else number(reports.per_week, 1)


def since_words(silence: Silence) -> str:
    """How long ago the last report was, as a number for a card: "3 dager"."""
    if silence.days is None:
        return "–"
    return str(_("i dag")) if not silence.days else many("{n} dag", "{n} dager", silence.days)


def usual_words(silence: Silence) -> str:
    """How long it usually is from one report to the next; "" where that is not known."""
    if silence.usual is None:
        return ""
    return many("Det pleier å gå {n} dag.", "Det pleier å gå {n} dager.", max(1, round(silence.usual)))


def department_words(row: DepartmentReports) -> tuple[str, str, str]:
    """A department in three cells: its name, reports a week, and when something was reported last."""
    if row.days is None:
        last = str(_("ikke på et år"))
    else:
        last = str(_("i dag")) if not row.days else many("{n} dag siden", "{n} dager siden", row.days)
    return row.name, week_words(row.now) if row.enough else str(_("for få til å si")), last


def _quiet(reporting: Reporting) -> str:
    quiet = reporting.silence
    if reporting.ended:
        days = many("Ingen hendelser meldt den siste dagen", "Ingen hendelser meldt de siste {n} dagene",
                    quiet.days or 0)  # fmt: skip
    else:
        days = many("Ingen hendelser meldt på {n} dag", "Ingen hendelser meldt på {n} dager", quiet.days or 0)
    if quiet.usual is None:
        return f"{days}."
    return _("{days} – det pleier å gå {usual}.").format(days=days, usual=max(1, round(quiet.usual)))


def _then(reporting: Reporting) -> str:
    """The same a year before; what may be said of the difference stands in the title."""
    then = reporting.then
    if then is None or then.per_week is None:
        return ""
    return _("I {then} var det {number}, {rate} per uke.").format(
        then=then_words(reporting), number=then.reports, rate=week_words(then)
    )


def _near(reporting: Reporting) -> str:
    now, then = reporting.now, reporting.then
    if not now.reports:
        return ""
    if then is None or not reporting.activity.near:
        return _("Nestenulykker: {part} av {whole}.").format(part=now.near_misses, whole=now.reports)
    more = reporting.activity.near == "more"
    told = (
        _("En større del er nestenulykker: {part} av {whole}, mot {before} av {all}. Det er et godt tegn: dere melder "
          "også når det går bra.") if more
        else _("En mindre del er nestenulykker: {part} av {whole}, mot {before} av {all}.")
    )  # fmt: skip
    return told.format(part=now.near_misses, whole=now.reports, before=then.near_misses, all=then.reports)


def _meant(reporting: Reporting) -> str:
    """What fewer reports may mean; both, where nothing tells which."""
    if reporting.activity.verdict not in FALLS or reporting.others:
        return ""
    if reporting.activity.near == "more":
        return str(_("Når nestenulykkene blir meldt, er det mer sannsynlig at det faktisk skjer mindre."))
    return str(_("Det kan være at det skjer mindre, og det kan være at det meldes mindre. Snakk om det."))


def period_words(reporting: Reporting) -> str:
    """Which days the numbers are of."""
    period = reporting.now.period
    if not period.days:
        return str(_("Perioden har ikke begynt."))
    return _("{first} – {last}").format(first=plain_date(period.first), last=plain_date(period.last))


def counted_words(reporting: Reporting) -> str:
    """From which day days since the last report are counted; "" where it is today."""
    if not reporting.ended:
        return ""
    return _("Dager siden siste melding er regnet fra {day}.").format(day=plain_date(reporting.now.period.last))
