"""The small pictures of the meter: reports month by month, and how long it is since the last one."""

from __future__ import annotations

from ikdesk.kernel.words import _, month_name, plain_date
from ikdesk.picture.spec import BarSpec, Role, Series
from ikdesk.statistics.activity_model import Reporting
from ikdesk.statistics.activity_sentences import REPORTED, compared_title, silence_title
from ikdesk.statistics.key_model import asks


def months_bars(reporting: Reporting) -> BarSpec:
    """Reports in each of the last twelve months, beside the same months a year before where all are known."""
    months = reporting.months
    then = [month.then for month in months if month.then is not None]
    series = [Series(str(_("De siste tolv månedene")), tuple(month.reports for month in months))]
    if months and len(then) == len(months):
        series.insert(0, Series(str(_("Året før")), tuple(then), "past"))
    names = tuple(month_name(month.month.month)[:3] for month in months)
    return BarSpec(
        "activity_months", compared_title(reporting),
        _("Meldte hendelser måned for måned, til og med {day}").format(day=plain_date(reporting.now.period.last)),
        str(REPORTED), names, tuple(series), str(_("meldte hendelser")),
        keys=tuple(asks(period=month.month.code) if month.reports else "" for month in months),
        closed=frozenset(at for at, month in enumerate(months) if month.closed and not month.then),
        open_last=bool(months) and months[-1].open_last,
    )  # fmt: skip


def silence_bars(reporting: Reporting) -> BarSpec | None:
    """How long it is since the last report beside how long it usually is; None while it is no longer than usual."""
    quiet = reporting.silence
    if not quiet.long or quiet.days is None or quiet.usual is None:
        return None
    roles: tuple[Role, ...] = ("now", "past")
    return BarSpec(
        "activity_silence", silence_title(reporting), str(_("Dager fra en melding til den neste")),
        str(_("Så lang stillhet er svært uvanlig når det meldes som det pleier.")),
        (str(_("Siden siste melding")), str(_("Det pleier å gå"))),
        (Series("", (quiet.days, max(1, round(quiet.usual)))),), str(_("dager")), horizontal=True, roles=roles,
        keys=("", ""),
    )  # fmt: skip
