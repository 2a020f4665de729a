"""The description of the system, made from what the tables themselves say, so that it cannot lag behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from ikdesk.archive.column_model import ColumnFacts, tables
from ikdesk.archive.column_sentences import column_words, sort_words
from ikdesk.archive.format_model import FORMAT, VERSION
from ikdesk.archive.origin_queries import Origin
from ikdesk.archive.retention_sentences import retention
from ikdesk.archive.sentences import CHAPTERS
from ikdesk.archive.table_sentences import LISTS, TABLES
from ikdesk.kernel import migrations
from ikdesk.kernel.codes import Codebook, Entry
from ikdesk.kernel.fields import Field
from ikdesk.kernel.paths import program_version
from ikdesk.kernel.words import _, language
from ikdesk.paper.story import TONGUES, Section, Story, Table
from ikdesk.privacy.sentences import preservation

_FIELDS = (Field("name", _("Kolonne")), Field("label", _("Hva den sier")), Field("sort", _("Slags verdi")))
_WIDTHS = (24.0, 42.0, 34.0)
_FEW = 4  # states that are told of where they are used; more have a list of their own
_SHARED = ("id", "version", "made_at", "made_by", "changed_at", "changed_by", "withdrawn_at", "withdrawn_why")
_CODES = (Field("code", _("Kode")), Field("label", _("Betyr")), Field("in_use", _("I bruk"), bool))


def description(codebook: Codebook) -> dict[str, Any]:
    """What the system is, and what every table and column means, as it stands in ``systembeskrivelse.json``.

    Args:
        codebook: the unit's code lists.
    """
    return {
        "format": FORMAT, "version": VERSION,
        "system": {"name": "IKdesk", "version": program_version(), "schema": migrations.latest()},
        "chapters": [
            {"title": str(title), "text": [str(one) for one in texts]} for title, texts in CHAPTERS
        ],
        "tables": [
            {
                "name": name, "title": str(TABLES[name][0]), "about": str(TABLES[name][1]),
                "key": next(one.name for one in columns if one.key), "columns": [_column(one) for one in columns],
            }
            for name, columns in tables().items()
        ],
        "code_lists": [
            {"name": name, "title": _list_title(name), "codes": [_code(entry) for entry in lines.values()]}
            for name, lines in codebook.lists.items()
        ],
    }  # fmt: skip


def description_story(origin: Origin, *, when: datetime) -> Story:
    """The same to read on paper, with how long each table is kept.

    Args:
        origin: whose archive it is.
        when: the moment it is made; aware.
    """
    unit, book = origin.unit, origin.codebook
    sections = (
        *(Section(f"chapter_{at}", str(title), text=tuple(str(one) for one in texts))
          for at, (title, texts) in enumerate(CHAPTERS)),
        Section("kept", str(_("Hvor lenge det bevares")), text=preservation(unit.ownership, unit.kind)),
        Section("tables", str(_("Tabellene")), text=(
            str(_("Tabellene står i den rekkefølgen de må leses inn. Navnet i parentes er navnet på filene.")),
        )),
        _shared_section(),
        *(_table_section(origin, name, columns) for name, columns in tables().items()),
        *_state_sections(),
        Section("lists", str(_("Kodelistene")), text=(
            str(_("Ord virksomheten har valgt bort, kan fortsatt stå i det som er gammelt.")),
        )),
        *(_list_section(name, book) for name in book.lists),
    )  # fmt: skip
    return Story(
        str(_("Systembeskrivelse")), _("IKdesk {version}, skjema {schema}").format(
            version=program_version(), schema=migrations.latest()),
        unit.name, sections, author=origin.by, subject=str(_("Hva arkivet inneholder, og hvordan det leses")),
        when=when, codebook=book, language=TONGUES[language()],
    )  # fmt: skip


def _column(column: ColumnFacts) -> dict[str, Any]:
    return {
        "name": column.name, "label": column_words(column), "sort": column.sort, "type": sort_words(column),
        "key": column.key, "may_be_empty": column.may_lack, "code_list": column.codes or None,
        "points_to": column.points_to or None,
        "values": [{"code": code, "label": words} for code, words in column.values],
    }  # fmt: skip


def _code(entry: Entry) -> dict[str, Any]:
    return {"code": entry.code, "labels": dict(entry.labels), "shipped": entry.core, "in_use": not entry.hidden}


def _list_title(name: str) -> str:
    return str(LISTS.get(name, name))


def _table_section(origin: Origin, name: str, columns: tuple[ColumnFacts, ...]) -> Section:
    title, about = TABLES[name]
    kept = retention(name, origin.unit.ownership, origin.unit.kind)
    own = columns if not _has_shared(columns) else tuple(one for one in columns if one.name not in _SHARED)
    said = [str(about), " ".join(part for part in (kept.text, kept.source) if part).replace("§ ", "§\xa0")]
    if len(own) < len(columns):
        said.append(str(_("Har også kolonnene som står under «Kolonner de fleste tabeller har».")))
    return Section(f"table_{name}", f"{title} ({name})", level=2, text=tuple(said), tables=(_table(name, own),))


def _has_shared(columns: Sequence[ColumnFacts]) -> bool:
    return {one.name for one in columns} >= set(_SHARED)


def _shared_section() -> Section:
    columns = next(columns for columns in tables().values() if _has_shared(columns))
    shared = tuple(one for name in _SHARED for one in columns if one.name == name)
    return Section("shared", str(_("Kolonner de fleste tabeller har")), level=2, tables=(_table("shared", shared),))


def _table(name: str, columns: Sequence[ColumnFacts]) -> Table:
    rows = tuple((one.name, column_words(one), _sort(one)) for one in columns)
    return Table(f"columns_{name}", "", _FIELDS, rows, widths=_WIDTHS)


def _sort(column: ColumnFacts) -> str:
    """What sort of value stands there, and where it comes from."""
    if column.points_to:
        return _("nøkkelen i {table}").format(table=column.points_to)
    if column.codes:
        said = _("koder fra listen {name}") if column.sort == "codes" else _("kode fra listen {name}")
        return said.format(name=column.codes)
    if column.values:
        few = ", ".join(f"{code} = {words}" for code, words in column.values)
        return few if len(column.values) <= _FEW else str(_("kode, se «Faste koder»"))
    return sort_words(column)


def _state_sections() -> Iterator[Section]:
    """The states the program itself decides on, where there are many of them."""
    yield Section("states", str(_("Faste koder")), text=(
        str(_("Koder IKdesk selv bestemmer. De er like i alle virksomheter.")),
    ))  # fmt: skip
    for columns in tables().values():
        for one in columns:
            if len(one.values) > _FEW:
                table = Table(f"states_{one.table}_{one.name}", "", _CODES[:2], one.values, widths=(35.0, 65.0))
                yield Section(
                    f"state_{one.table}_{one.name}", f"{one.table}.{one.name}", level=2, text=(column_words(one),),
                    tables=(table,),
                )  # fmt: skip


def _list_section(name: str, book: Codebook) -> Section:
    rows = tuple(_lines(name, book))
    table = Table(f"codes_{name}", "", _CODES, rows, widths=(34.0, 54.0, 12.0))
    return Section(f"list_{name}", f"{_list_title(name)} ({name})", level=2, tables=(table,))


def _lines(name: str, book: Codebook) -> Iterator[tuple[str, str, bool]]:
    for entry in book.lists[name].values():
        yield entry.code, entry.label, not entry.hidden
