"""What a report says, as plain data: sections, tables, lights and pictures.

The PDF and the workbook are both made from one ``Story``, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field, show
from ikdesk.kernel.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ikdesk.picture.spec import Spec

Row = tuple[Any, ...]
State = Literal["green", "yellow", "red", "unused"]
Tongue = Literal["nb-NO", "nn-NO", "en"]
TONGUES: dict[str, Tongue] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en"}  # what a language is called in a file
SYMBOLS: dict[str, State] = {"●": "green", "▲": "yellow", "■": "red", "–": "unused"}  # of the lights
NOTHING = "–"  # stands where there is no such number
HIDDEN = ":"  # stands where a small number is not shown (Statistics Norway's sign)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading for every column; codes in its cells become words when it is drawn."""

    key: str  # once in a story, ASCII letters, digits and _: names the Excel table
    title: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    note: str = ""
    total: bool = False  # the last row is the sum of the others
    widths: tuple[float, ...] = ()  # how wide the columns are beside each other; empty: from what they hold
    row_headers: bool = True  # the first column says what the row is about
    sheet: str = ""  # a short name for the sheet in Excel; empty: the title
    in_brackets: tuple[str, ...] = ()  # columns shown as (27) on paper; plain numbers in Excel
    percent: tuple[str, ...] = ()  # columns that hold a share, 0–1
    empty: str = ""  # said when there are no rows; empty: "Ingen registrert i perioden."
    lights: tuple[str, ...] = ()  # columns whose texts begin with the symbol of a light, shown on its colour


@dataclass(frozen=True, slots=True)
class Light:
    """One status at a glance: a symbol, a word and a colour, and the rule behind it in words."""

    label: str
    state: State
    symbol: str  # ● ▲ ■ or –
    word: str  # "I rute", "Følges", "Krever handling", "Ikke tatt i bruk"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report, in the order it is read: verdict, strip, text, facts, lights, picture, tables."""

    key: str
    title: str
    level: int = 1  # 1–3
    text: tuple[str, ...] = ()  # one paragraph each
    bullets: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()  # label and value
    lights: tuple[Light, ...] = ()
    tables: tuple[Table, ...] = ()
    picture: Spec | None = None
    new_page: bool = False
    verdict: Light | None = None  # what it comes to, said first: a symbol, a word and a colour
    strip: Spec | None = None  # how sure the verdict is
    headless: bool = False  # the text of a letter has no heading of its own
    appendix: bool = False  # comes after "Vedlegg", which begins on a page of its own
    wide: bool = False  # its pages lie on their side, among others that do not: for a table of many columns


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF."""

    name: str
    data: bytes
    mime: str = "application/json"
    description: str = ""
    relationship: Literal["Data", "Source", "Supplement", "Alternative", "Unspecified"] = "Data"


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page of a report that is sent: what it is, about whom, how far it has come, and what it is held to."""

    kicker: str  # above the name of the unit: what kind of report it is, "Tertialrapport til kommunen"
    status: str = ""  # "Utkast", "Levert"
    state: State = "unused"  # the colour of the status
    note: str = ""  # "Internt – ikke send videre"
    facts: tuple[tuple[str, str], ...] = ()  # label and value: organisation number, period, made by …
    recipients: tuple[str, ...] = ()
    checksum: str = ""  # SHA-256 of the numbers that travel inside, 64 hexadecimal digits
    fingerprint: str = ""  # of the key it is signed with


@dataclass(frozen=True, slots=True)
class Story:
    """A whole report, ready for ink."""

    title: str
    subtitle: str
    unit: str
    sections: tuple[Section, ...]
    author: str
    subject: str
    when: datetime  # aware: the report's own moment, never the clock's
    codebook: Codebook
    language: Literal["nb-NO", "nn-NO", "en"] = "nb-NO"
    attachments: tuple[Attachment, ...] = ()
    mark: str = ""  # at the foot of every page: which case the page belongs to
    cover: Cover | None = None  # without it the title stands above the text of the first page
    wide: bool = False  # the pages lie on their side: for a table of many columns
    tight: bool = False  # rows stand closer, as behind a cover: for what must fit on few pages

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in the order of the sections."""
        return tuple(table for section in self.sections for table in section.tables)


@dataclass(frozen=True, slots=True)
class Listing:
    """A long list, whose rows come some at a time; never sent upward."""

    title: str
    unit: str
    fields: tuple[Field, ...]
    when: datetime  # aware: the list's own moment
    codebook: Codebook
    subtitle: str = ""  # the period and the filters, in words
    author: str = ""
    language: Literal["nb-NO", "nn-NO", "en"] = "nb-NO"
    widths: tuple[float, ...] = ()  # as in Table
    total: int = 0  # how many rows there will be, if it is known


def words(value: Any, field: Field, table: Table, codebook: Codebook) -> str:
    """A cell of a table as it is printed.

    Args:
        value: what the row holds; a text in a column of numbers (the sign for a hidden number) is printed as it is.
        field: the column.
        table: says which columns are shares and which stand in brackets.
        codebook: the unit's code lists.
    """
    if isinstance(value, str) and (value == HIDDEN or not field.codes):
        text = value
    elif field.key in table.percent and isinstance(value, (int, float)):
        text = f"{number(value * 100)}\xa0%"
    else:
        text = show(value, field, codebook)
    return f"({text})" if text not in {"", NOTHING} and field.key in table.in_brackets else text


def is_number(field: Field) -> bool:
    """Whether a column holds numbers, which stand to the right."""
    return field.kind in (int, float) and not field.codes


def lists_used(tables: Sequence[Table]) -> list[str]:
    """The code lists that the columns of these tables use, each once, in order."""
    return list(dict.fromkeys(field.codes for table in tables for field in table.fields if field.codes))
