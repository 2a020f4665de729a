"""Everything as CSV and JSON with checksums: readable by nothing but a text editor and a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ikdesk.kernel.words import _
from ikdesk.paper.plain import write_checksums, write_csv, write_json
from ikdesk.paper.saving import save_bytes
from ikdesk.start.archive_queries import columns_of, plain, rows_of, table_names

Ask = Callable[..., Any]
Tick = Callable[[int, int], None]


def write_archive(read: Ask, folder: Path, *, tick: Tick) -> list[Path]:
    """Write every table as CSV and as JSON, what the tables are, and the checksums of it all.

    Args:
        read: asks a question of the open data.
        folder: where the files go; files of the same names are replaced.
        tick: told how far it has come.

    Returns:
        The files, the list of checksums last.
    """
    names = read(table_names)
    made: list[Path] = []
    for done, name in enumerate(names):
        tick(done, len(names))
        heads = read(columns_of, name)
        flat = ([_flat(value) for value in row] for row in _rows(read, name))
        made.append(write_csv(folder / f"{name}.csv", heads, flat))
        named = (dict(zip(heads, row, strict=True)) for row in _rows(read, name))
        made.append(write_json(folder / f"{name}.json", named))
    made.append(save_bytes(folder / "LESMEG.txt", _about().encode("utf-8")))
    return [*made, write_checksums(folder, made)]


def _rows(read: Ask, name: str) -> Iterator[list[Any]]:
    after = None
    while page := read(rows_of, name, after):
        for row in page:
            yield [plain(value) for value in row]
        after = page[-1][0]


def _flat(value: Any) -> Any:
    return ";".join(str(part) for part in value) if isinstance(value, list) else value


def _about() -> str:
    lines = (
        _("Alt som ligger i IKdesk for denne virksomheten. Filene har helseopplysninger om barn: ta vare på dem."),
        _("Hver tabell finnes to ganger: som CSV (komma, UTF-8) og som JSON. Datoer er skrevet ÅÅÅÅ-MM-DD."),
        _("I CSV står en apostrof foran tekst som et regneark kunne kjørt som en formel. JSON har teksten urørt."),
        _("incident er hendelser, correction er rettelser, history er hvem som endret hva, place er steder."),
        _("Står det undone i history, ble noe angret: når det var gjort, og hva det var."),
        _("measure er tiltak, measure_incident er hvilke hendelser de kom av, evaluation er svarene på om de virket."),
        _("routine er rutiner, routine_version er det de har sagt, utgave for utgave."),
        _("sealed_content er tegninger av stedet, bilder ved hendelser og filene til leverte rapporter (skrevet som "
          "base64)."),
        _("report_version er rapportene som er levert, slik de var. report_file er filene deres."),
        _("Det noen har begynt å skrive, men ikke lagret, er ikke med."),
        _("code er kodelistene: koden er den samme for alltid, ordene kan endres."),
        _("SHA256SUMS.txt har kontrollsummene. «sha256sum -c SHA256SUMS.txt» ser etter om filene er hele."),
    )
    return "\r\n".join(str(line) for line in lines) + "\r\n"
