"""``ikdesk risks``: the risk assessments as lines, as a list on paper or in Excel, or one of them on paper."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.words import _, listed, quoted

if TYPE_CHECKING:
    from datetime import date

    from ikdesk.data import Data
    from ikdesk.risks.view_model import RiskRow

Open = Callable[[argparse.Namespace], AbstractContextManager["Data"]]
Progress = Callable[..., AbstractContextManager[Callable[[int, int], None]]]
GROUPS = ("standing", "due", "closed", "all")
_MARK = 14  # characters of the column the colour stands in


def add_risks(job: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Tell the command line what ``risks`` may be asked."""
    asked = job("risks", str(_("risikovurderingene: vis dem, skriv listen, eller skriv én av dem")))
    asked.add_argument("--group", choices=GROUPS, default="standing", help=str(_(
        "standing (de som gjelder), due (de som må ses på), closed (avsluttede) eller all"
    )))  # fmt: skip
    asked.add_argument("--words", default="", help=str(_("bare vurderinger med disse ordene")))
    asked.add_argument("--json", action="store_true")
    asked.add_argument("--out", type=Path, help=str(_("mappen filene skal ligge i; uten den vises listen her")))
    asked.add_argument("--format", default="pdf,xlsx", help=str(_("pdf og xlsx, med komma mellom")))
    asked.add_argument("--title", default="", help=str(_("skriv bare denne vurderingen, på papir")))
    asked.add_argument("--blank", action="store_true", help=str(_("skriv bare et tomt skjema til å fylle ut for hånd")))
    asked.add_argument("--edition", type=int, default=0, help=str(_("slik den var da denne versjonen ble godkjent")))


def wrong_risks(wanted: argparse.Namespace) -> str:
    """What does not fit together in what was asked; empty when all does."""
    if wanted.out is None and (wanted.title or wanted.edition or wanted.blank):
        return str(_("--title, --edition og --blank trenger --out: mappen filen skal ligge i"))
    if wanted.edition and not wanted.title:
        return str(_("--edition trenger --title: hvilken vurdering det gjelder"))
    if wanted.out is not None and wanted.json:
        return str(_("--json kan ikke stå sammen med --out"))
    return ""


def risk_text(wanted: argparse.Namespace, open_data: Open) -> str:
    """The assessments, one line each, as they are printed.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.
    """
    from ikdesk.access.model import Deed
    from ikdesk.risks.queries import risk_list
    from ikdesk.risks.view_model import RiskGroup
    from ikdesk.risks.writing import KIND

    with open_data(wanted) as data:
        rows = data.read(risk_list, RiskGroup[wanted.group.upper()], wanted.words)
        data.note(Deed.EXPORTED, KIND, len(rows))
        today = data.clock.today()
    if wanted.json:
        return json.dumps([_plain(row, today) for row in rows], ensure_ascii=False, indent=1)
    return "\n".join(_line(row, today) for row in rows) or str(_("Ingen risikovurderinger."))


def risk_files(wanted: argparse.Namespace, open_data: Open, progress: Progress) -> tuple[list[Path], str]:
    """Write the list, or one assessment; the files that were made, and "" for the password none of them has.

    Args:
        wanted: the words of the command.
        open_data: opens the unit's data.
        progress: shows how far it has come.

    Raises:
        Problem: a format makes no sense, there is no such assessment, or one may not take the list out.
    """
    from ikdesk.risks.queries import risk_list
    from ikdesk.risks.view_model import RiskGroup
    from ikdesk.risks.writing import (
        FORMATS,
        Some,
        Which,
        draw_blank,
        read_blank,
        write_register,
        write_risk_paper,
    )

    formats = list(dict.fromkeys(part.strip().lower() for part in wanted.format.split(",") if part.strip()))
    if not formats or set(formats) - set(FORMATS):
        raise Problem(_("Risikovurderingene kan skrives som pdf og xlsx. Skriv for eksempel --format pdf,xlsx."))
    with open_data(wanted) as data, progress(_("Skriver")) as tick:
        if wanted.blank:
            return [draw_blank(data.read(read_blank, data.clock.local().astimezone()), wanted.out)], ""
        if wanted.title:
            row = _named(data.read(risk_list, RiskGroup.ALL), wanted.title)
            return [write_risk_paper(data, Which(row.id, wanted.edition), wanted.out)], ""
        some = Some(RiskGroup[wanted.group.upper()], wanted.words)
        return write_register(data, some, wanted.out, formats, tick=tick), ""


def _named(rows: tuple[RiskRow, ...], title: str) -> RiskRow:
    """The one assessment with a title; the beginning of it is enough where only one begins so."""
    wanted = title.strip().casefold()
    found = [row for row in rows if row.title.casefold() == wanted]
    found = found or [row for row in rows if row.title.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        names = listed([quoted(row.title) for row in found])
        raise Problem(_("Flere vurderinger passer: {names}. Skriv hele tittelen.").format(names=names))
    raise Problem(_("Ingen risikovurdering heter «{title}». Se titlene med «ikdesk risks».").format(title=title))


def _plain(row: RiskRow, today: date) -> dict[str, Any]:
    worst = row.worst
    return {
        "title": row.title, "form": row.form.code, "assessed_on": row.assessed_on.isoformat(),
        "next_review": row.next_review.isoformat() if row.next_review else None, "due": row.is_due(today),
        "closed_on": row.closed_on.isoformat() if row.closed_on else None, "edition": row.edition,
        "hazards": row.hazards, "red": row.high, "yellow": row.medium, "without_measure": row.bare,
        "worst": None if worst is None else {
            "probability": worst.probability, "consequence": worst.consequence, "product": worst.product,
            "grade": worst.grade.code,
        },
    }  # fmt: skip


def _line(row: RiskRow, today: date) -> str:
    from ikdesk.risks.sentences import bare_words, edition_words, hazard_words, mark_words, review_words

    said = (hazard_words(row), bare_words(row), edition_words(row), review_words(row, today))
    return f"{mark_words(row.worst):<{_MARK}} {row.title}: {' · '.join(part for part in said if part)}"
