"""Fields and rows become a table on paper: texts, widths, alignment."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth

from ikdesk.kernel.codes import Codebook
from ikdesk.paper import look
from ikdesk.paper.grid import Column, Manner, Plan, Tone
from ikdesk.paper.safe_text import plain
from ikdesk.paper.story import SYMBOLS, Table, is_number, words

SAMPLE = 200  # rows that the widths are taken from
WIDEST_WORD, WIDEST_NUMBER = 130.0, 108.0
AIR = 12.0  # points between a column of numbers and one of words
SPREAD = 26.0  # points that a column of numbers may have more than it needs
PADS = 2 * look.CELL_PAD + 0.5


def plan_of(table: Table, codebook: Codebook, sheet: look.Sheet = look.UPRIGHT) -> Plan:
    """A table measured and ready to be drawn.

    Args:
        table: with at least one row.
        codebook: the unit's code lists.
        sheet: the page it is for.
    """
    rows = [
        [words(value, field, table, codebook) for value, field in zip(row, table.fields, strict=True)]
        for row in table.rows
    ]
    if table.widths:
        widths = [width * sheet.text_width / sum(table.widths) for width in table.widths]
    else:
        widths = fitting(table, rows[:SAMPLE], sheet.text_width)
    manner = Manner(row_headers=table.row_headers, total=table.total)
    return Plan(columns_of(table, widths), rows, sheet, manner, tones=_tones(table, rows))


def _tones(table: Table, rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], Tone]:
    """The colours behind the lights of a table."""
    columns = [at for at, field in enumerate(table.fields) if field.key in table.lights]
    states = {
        (number, at): SYMBOLS[row[at][:1]] for number, row in enumerate(rows) for at in columns
        if row[at][:1] in SYMBOLS
    }  # fmt: skip
    return {place: Tone(look.STATES[state], look.STATE_TINTS[state]) for place, state in states.items()}


def columns_of(table: Table, widths: Sequence[float]) -> list[Column]:
    """The columns: numbers to the right, and some air after them."""
    numbers = [is_number(field) for field in table.fields]
    return [
        Column(str(field.label), width, right=right, indent=AIR if before and not right else 0.0)
        for field, width, right, before in zip(table.fields, widths, numbers, [False, *numbers], strict=False)
    ]


def least_width(table: Table, codebook: Codebook) -> float:
    """How narrow a table may be, in points, before its numbers or ordinary words are broken.

    Args:
        table: with or without rows.
        codebook: the unit's code lists.
    """
    rows = [
        [words(value, field, table, codebook) for value, field in zip(row, table.fields, strict=True)]
        for row in table.rows[:SAMPLE]
    ]
    return sum(_needs(table, rows)[0])


def fitting(table: Table, rows: Sequence[Sequence[str]], room: float) -> list[float]:
    """Widths that fit what the columns hold and fill the page; numbers are never broken.

    Args:
        table: its fields.
        rows: the texts of some of its rows.
        room: the width of the page, in points.
    """
    least, wanted = _needs(table, rows)
    return _shared(least, wanted, [not is_number(field) for field in table.fields], room)


def _needs(table: Table, rows: Sequence[Sequence[str]]) -> tuple[list[float], list[float]]:
    """The least each column may have, and what it would like."""
    least, wanted = [], []
    for at, field in enumerate(table.fields):
        texts = [plain(row[at], look.glyphs())[:2000] for row in rows]
        label = plain(field.label, look.glyphs())
        word = max(_word(label, look.SEMIBOLD), *(_word(text, look.REGULAR) for text in texts), 20)
        whole = max((_whole(text) for text in texts), default=20)
        if is_number(field):
            need = max(min(max(word, _folded(label)), WIDEST_NUMBER), min(whole, WIDEST_NUMBER))
            least.append(need + PADS)
            wanted.append(max(need, min(stringWidth(label, look.SEMIBOLD, look.CELL_SIZE), 84)) + PADS)
        else:
            air = AIR if at and is_number(table.fields[at - 1]) else 0.0
            least.append(min(word, WIDEST_WORD) + PADS + air)
            wanted.append(max(whole, stringWidth(label, look.SEMIBOLD, look.CELL_SIZE)) + PADS + air)
    return least, wanted


def _shared(least: list[float], wanted: list[float], stretches: list[bool], room: float) -> list[float]:
    """Give each column what it needs, and the rest of the page to those that want more."""
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    if sum(wanted) <= room:
        spread = min(SPREAD, (room - sum(wanted)) / len(wanted))
        wanted = [want if may else want + spread for want, may in zip(wanted, stretches, strict=True)]
        slack = room - sum(wanted)
        loose = [want if may else 0.0 for want, may in zip(wanted, stretches, strict=True)]
        if not any(loose):
            loose = wanted
        return [want + slack * part / sum(loose) for want, part in zip(wanted, loose, strict=True)]
    more = [want - low for want, low in zip(wanted, least, strict=True)]
    words_first = [part if may else 0.0 for part, may in zip(more, stretches, strict=True)]  # numbers can fold headings
    extra, first = room - sum(least), min(room - sum(least), sum(words_first))
    later = [part - own for part, own in zip(more, words_first, strict=True)]
    return [
        low + (first * own / sum(words_first) if own else 0.0) + ((extra - first) * rest / sum(later) if rest else 0.0)
        for low, own, rest in zip(least, words_first, later, strict=True)
    ]


def _whole(text: str) -> float:
    return max((stringWidth(line[:300], look.REGULAR, look.CELL_SIZE) for line in text.split("\n")), default=0.0)


def _folded(label: str) -> float:
    """How wide a heading is on two lines."""
    parts = label.split()
    folds = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, max(len(parts), 2))]
    return min(max(stringWidth(line, look.SEMIBOLD, look.CELL_SIZE) for line in lines) for lines in folds)


def _word(text: str, font: str) -> float:
    return max((stringWidth(word[:60], font, look.CELL_SIZE) for word in text.split()), default=0.0)
