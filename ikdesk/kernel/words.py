"""What people read: Bokmål stands in the source, Nynorsk and English are catalogues.

A ``Text`` is translated when it is shown, because the language is chosen later and may change.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time
from functools import cache
from typing import Any, SupportsIndex

from ikdesk.kernel.paths import resource

LANGUAGES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "nb"
_spoken: ContextVar[str] = ContextVar("spoken", default="")  # a letter in another language than the program's


class Text(str):
    """A sentence for people, kept in Bokmål and shown in the language chosen.

    ``str(text)``, f-strings and ``text.format(…)`` give the translation; a widget must be given ``str(text)``.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return str(_words().gettext(str.__str__(self)))

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def format(self, *args: Any, **kwargs: Any) -> str:
        """The translation with the named places filled in."""
        return str(self).format(*args, **kwargs)

    def __mod__(self, other: Any) -> str:
        return str(str(self) % other)

    def lower(self) -> str:
        """The translation in small letters."""
        return str(self).lower()

    def rstrip(self, chars: str | None = None, /) -> str:
        """The translation without these letters at its end."""
        return str(self).rstrip(chars)

    def __add__(self, other: str) -> str:
        return str(self) + str(other)

    def join(self, parts: Any) -> str:
        """The parts with the translation between them."""
        return str(self).join(str(part) for part in parts)

    def split(self, sep: str | None = None, maxsplit: SupportsIndex = -1) -> list[str]:
        """The translation cut in pieces."""
        return str(self).split(sep, maxsplit)


def _(sentence: str) -> Text:
    """Mark a sentence for translation."""
    return Text(sentence)


def many(one: str, several: str, number: int) -> str:
    """The form that fits the number, translated, with ``{n}`` filled in.

    Args:
        one: Bokmål for exactly one, for example "{n} hendelse".
        several: Bokmål for none or several, for example "{n} hendelser".
        number: how many.
    """
    return _words().ngettext(one, several, number).format(n=number)


def use_language(code: str) -> None:
    """Show everything in this language from now on.

    Args:
        code: "nb", "nn" or "en"; anything else is Bokmål.
    """
    global _catalogue, _language
    _language = code if code in LANGUAGES else "nb"
    _catalogue = _catalogue_of(_language)


@contextmanager
def spoken_in(code: str) -> Iterator[None]:
    """Say everything within this in another language than the program's own; a letter to parents is such a thing.

    Args:
        code: "nb", "nn" or "en"; anything else is the program's own.
    """
    token = _spoken.set(code if code in LANGUAGES else "")
    try:
        yield
    finally:
        _spoken.reset(token)


@cache
def _catalogue_of(code: str) -> gettext.NullTranslations:
    if code == "nb":
        return gettext.NullTranslations()
    return gettext.translation("ikdesk", str(resource("i18n")), [code])


def _words() -> gettext.NullTranslations:
    spoken = _spoken.get()
    return _catalogue_of(spoken) if spoken else _catalogue


def language() -> str:
    """The language shown now: "nb", "nn" or "en"."""
    return _spoken.get() or _language


def month_name(month: int) -> str:
    """The name of a month.

    Args:
        month: 1–12.
    """
    return _words().gettext(MONTHS[month - 1])


def long_date(day: date) -> str:
    """A date in words: "fredag 20. november 2026"."""
    return f"{weekday_name(day.isoweekday())} {plain_date(day)}"


def plain_date(day: date) -> str:
    """A date in words without the weekday: "20. november 2026"."""
    if language() == "en":
        return f"{day.day} {month_name(day.month)} {day.year}"
    return f"{day.day}. {month_name(day.month)} {day.year}"


def short_date(day: date) -> str:
    """A date in figures: "20.11.2026"."""
    return f"{day.day:02}.{day.month:02}.{day.year}"


def clock_time(moment: time) -> str:
    """A time of day as Norwegians write it: "09.41"."""
    return f"{moment.hour:02}.{moment.minute:02}"


def weekday_name(day: int) -> str:
    """The name of a weekday.

    Args:
        day: 1 (Monday) to 7 (Sunday).
    """
    names = (_("mandag"), _("tirsdag"), _("onsdag"), _("torsdag"), _("fredag"), _("lørdag"), _("søndag"))
    return str(names[day - 1])


def number(value: float, decimals: int = 0) -> str:
    """A number as Norwegians write it: decimal comma and a no-break space between thousands.

    Args:
        value: any finite number.
        decimals: digits behind the comma, 0 or more.
    """
    text = f"{value:,.{decimals}f}"
    if language() == "en":
        return text
    return text.replace(",", "\xa0").replace(".", ",")


def quoted(text: object) -> str:
    """A name or a word in the quotation marks of the language: «Akebakken»."""
    return f"“{text}”" if language() == "en" else f"«{text}»"


def listed(parts: Sequence[str]) -> str:
    """Several words as Norwegians list them: "a, b og c"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{several} og {last}").format(several=", ".join(parts[:-1]), last=parts[-1])


def sort_key(text: str) -> str:
    """A key that sorts text in Norwegian order: æ, ø, å last; other accents as their letter; "aa" stays two a's."""
    plain = composed(text).casefold().replace("æ", "{").replace("ø", "|").replace("å", "}")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def clean(text: str) -> str:
    """Text as it is stored: composed letters (NFC), no lone surrogates or control characters, no blanks around it.

    Every sign that ends a line becomes a new line, so that a text has the same lines wherever it is read; a text
    without anything to be seen is empty.
    """
    if text.isascii() and text.isprintable():  # nearly all text; nothing in it to take out
        return text.strip()
    kept = _CONTROLS.sub("", _NEW_LINES.sub("\n", whole(text)))
    said = composed(kept).strip()
    return said if any(map(_is_seen, said)) else ""


def whole(text: str) -> str:
    """Text that can be written down anywhere: halves of a character that are alone become a mark."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def composed(text: str) -> str:
    """Letters put together (NFC), in a time that grows with the text.

    Python's own takes the square of it where many marks stand upon one letter, in disorder: minutes for a hundred
    thousand of them. Their order means nothing, so they are put in order first.
    """
    if len(text) > _SHORT and not text.isascii():
        text = _heaps().sub(lambda heap: "".join(sorted(heap[0], key=unicodedata.combining)), text)
    return unicodedata.normalize("NFC", text)


@cache
def _heaps() -> re.Pattern[str]:
    """Many marks upon one letter."""
    marks = "".join(letter for letter in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(letter))
    return re.compile(f"[{marks}]{{30,}}")


def _is_seen(letter: str) -> bool:
    return letter not in _NOT_SEEN and unicodedata.category(letter) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}


_NEW_LINES = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_NOT_SEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u2800\u3164\uffa0")
_SHORT = 1000  # characters in which no heap of marks takes any time


_MONTHS_MARKED = (
    _("januar"), _("februar"), _("mars"), _("april"), _("mai"), _("juni"),
    _("juli"), _("august"), _("september"), _("oktober"), _("november"), _("desember"),
)  # fmt: skip  (so that the collector of catalogues finds them)
