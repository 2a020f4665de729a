"""A blank short assessment on one page: the same three questions as on the screen, and the matrix to put a cross in."""

from __future__ import annotations

from datetime import datetime

from ikdesk.kernel.words import Text, _, language
from ikdesk.paper.form_sheet import Ask, Band, Chapter, Drawn, FormSheet
from ikdesk.paper.story import TONGUES
from ikdesk.picture.layout import layout
from ikdesk.picture.palette import PRINT
from ikdesk.picture.spec import describe
from ikdesk.risks.matrix_model import Matrix, Step, consequence_steps, probability_steps
from ikdesk.risks.plain_pictures import plain_matrix

_WIDE, _BESIDE = 300.0, 166.0  # points, of the matrix and of what stands beside it
_NEW = _("Sett N ved det som er nytt.")
_LETTERS = 7.5


def blank_mini(unit: str, matrix: Matrix, when: datetime) -> FormSheet:
    """The form "Kort risikovurdering" on one page.

    Args:
        unit: what it is called.
        matrix: the one it uses.
        when: the moment it is made; aware.
    """
    about = (
        Band((_lines("title", _("Hva skal vurderes?"), 1), _lines("spot", _("Hvor, og hvilken aktivitet?"), 1))),
        Band((_lines("worth", _("Hva er bra med aktiviteten?"), 1),
              _lines("participants", _("Hvem var med på vurderingen? (roller)"), 1))),
    )  # fmt: skip
    questions = (
        Band((_lines("danger", _("1. Hva kan gå galt?"), 3),)),
        Band((_lines("prevents", _("2. Hva gjør dere for å hindre det?"), 6, hint=_NEW),
              _lines("reduces", _("3. Hva gjør dere for at følgene blir små?"), 6, hint=_NEW))),
    )  # fmt: skip
    cell = (Band((Ask("cell", "", drawn=_drawn(matrix)), _scales(matrix)), (_WIDE, _BESIDE)),)
    written = _("Vurdert av: {line}   Dato: {line}   Ses på igjen: {line}")
    return FormSheet(
        str(_("Kort risikovurdering")), unit,
        str(_("Tre spørsmål og ett kryss i matrisen. Bruk ett ark for hver fare. Skriv aldri navn på barn.")),
        (
            written.format(line="_" * 18),
            str(_("Slik fører du dette inn i IKdesk: Åpne Risiko, og trykk «Ny kort vurdering». Spørsmålene er de "
                  "samme.")),
        ),
        when,
        (Chapter(str(_("Det gjelder")), "", about), Chapter(str(_("Tre spørsmål")), "", questions),
         Chapter(str(_("Ett kryss i matrisen")), str(_("slik det er i dag")), cell)),
        language=TONGUES[language()],
    )  # fmt: skip


def _lines(key: str, question: Text, lines: int, *, hint: Text | str = "") -> Ask:
    return Ask(key, str(question), str(hint), lines=lines)


def _drawn(matrix: Matrix) -> Drawn:
    spec = plain_matrix(matrix, "cell", str(_("Hvor sannsynlig, og hvor alvorlig?")))
    return Drawn(layout(spec, _WIDE - 14, None, palette=PRINT, size=_LETTERS), describe(spec))


def _scales(matrix: Matrix) -> Ask:
    """What each step of both scales means day to day."""
    scales = (
        (_("Sannsynlighet"), probability_steps(matrix.size)), (_("Konsekvens"), consequence_steps(matrix.size)),
    )
    told = "\n\n".join("\n".join((str(name), *map(_step, reversed(steps)))) for name, steps in scales)
    return Ask("scales", str(_("Hva trinnene betyr")), hint=told)


def _step(step: Step) -> str:
    return f"{step.number} {step.name}: {step.anchor}"
