"""What one should look at before a report is delivered. None of it is in the way."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.kernel.words import _, listed, many, month_name, plain_date
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.model import EVALUATION
from ikdesk.reports.sentences import short_lines


@dataclass(frozen=True, slots=True)
class Lack:
    """Something one should look at."""

    text: str
    verb: str = ""  # on the link to it; "" where there is nothing to do
    where: str = ""  # "names", "review", "evaluation", or "setting:" and a part of the settings


def lacks(facts: Facts, *, names: int, findings: int) -> tuple[Lack, ...]:
    """What one should look at before a version of the report is delivered, the gravest first.

    Args:
        facts: of the version.
        names: texts in it that may tell who it was.
        findings: what Røntgen has found.
    """
    found: list[Lack] = []
    if names:
        said = many("{n} tekst kan røpe hvem det gjelder.", "{n} tekster kan røpe hvem det gjelder.", names)
        found.append(Lack(said, str(_("Se gjennom")), "names"))
    old = sum(line.stale for line in short_lines(facts))
    if old:
        found.append(Lack(many(
            "{n} linje i «Kort fortalt» er skrevet før tallene ble endret. Bruk forslaget, eller behold linjen.",
            "{n} linjer i «Kort fortalt» er skrevet før tallene ble endret. Bruk forslagene, eller behold linjene.",
            old,
        )))  # fmt: skip
    if facts.provisional:
        found.append(Lack(_("Perioden er ikke over. Tallene går til og med {day}.").format(
            day=plain_date(facts.counted.last))))  # fmt: skip
    if facts.now.attendance.missing:
        months = listed([month_name(month.month) for month in facts.now.attendance.missing])
        said = _("Antall barn og åpningsdager mangler for {months}.").format(months=months)
        found.append(Lack(said, str(_("Fyll ut")), "setting:children"))
    if not facts.unit.org_number:
        found.append(Lack(str(_("Organisasjonsnummeret mangler.")), str(_("Fyll ut")), "setting:unit"))
    if facts.has("evaluation") and not any(facts.texts.get(key) for key in EVALUATION):
        said = str(_("Ingenting er skrevet under «Evaluering og neste periode»."))
        found.append(Lack(said, str(_("Skriv")), "evaluation"))
    if findings:
        said = many("Røntgen har {n} funn.", "Røntgen har {n} funn.", findings)
        found.append(Lack(said, str(_("Se listen")), "review"))
    return tuple(found)
