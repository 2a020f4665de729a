"""A report that is sent: its cover, its contents, what stands side by side, and the appendix."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from ikdesk.kernel.fields import Field
from ikdesk.kernel.signer import Signer
from ikdesk.paper.pdf import pdf_bytes
from ikdesk.paper.story import Cover, Section, Story, Table
from installer.bench.plain_story import plain_story
from tests.paper.heard import heard
from tests.paper.pdf_checker import check, texts
from tests.paper.stories import PLACES, bars, counts, full_report, report

SIGNER = Signer(b"solbakken-barnehage-solbakken-ba")
COVER = Cover(
    "Til kommunen",
    "Levert",
    "green",
    "Internt – ikke send videre",
    (("Organisasjonsnummer", "974 760 673"), ("Utarbeidet av", "Tom, styrer")),
    ("Kommunalsjef oppvekst", "Virksomhetsleder"),
    "0123456789abcdef" * 4,
    SIGNER.fingerprint,
)
HEARD = Path(__file__).parent.parent / "data" / "heard_report.txt"
POPPLER = pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler is not installed")


def sent(*sections: Section, **changes: object) -> Story:
    """A report with a cover."""
    return replace(report(*sections), cover=COVER, **changes)  # type: ignore[arg-type]


def narrow(key: str, title: str, **changes: object) -> Section:
    """A part with one small table."""
    return Section(key, title, level=2, tables=(counts(key, title, PLACES[:3], (4, 3, 2), (1, 1, 1)),), **changes)  # type: ignore[arg-type]


def said(data: bytes) -> list[str]:
    return [" ".join(page.split()) for page in texts(data)]


@pytest.fixture(scope="module")
def whole() -> bytes:
    """Everything a report that is sent may hold."""
    base = full_report()
    appendix = (
        Section("ruled", "Slik har vi telt", text=("Alle teller likt.",), appendix=True),
        narrow("a", "Avdeling", appendix=True),
        narrow("b", "Behandling", appendix=True),
    )
    story = replace(base, cover=COVER, sections=(*base.sections[1:-1], *appendix))
    return pdf_bytes(story, signer=SIGNER)


def test_a_report_with_a_cover_has_no_findings(whole: bytes) -> None:
    assert check(whole) == []


def test_the_cover_says_whose_it_is_how_far_it_has_come_and_what_it_is_held_to(whole: bytes) -> None:
    front = said(whole)[0]
    order = [
        "Til kommunen", "Solbakken barnehage", "Tertialrapport 1. tertial 2026", "1. januar – 30. april 2026", "Levert",
        "Internt – ikke send videre", "Organisasjonsnummer 974 760 673", "Mottakere Kommunalsjef oppvekst",
        "Virksomhetsleder", "Innhold", COVER.checksum, COVER.fingerprint, "Side 1 av",
    ]  # fmt: skip
    places = [front.index(part) for part in order]
    assert places == sorted(places)
    assert front.count("Solbakken barnehage") == 1  # no header over it
    assert all(page.startswith("Solbakken barnehage · Tertialrapport") for page in said(whole)[1:])


def test_the_contents_on_the_cover_lead_to_the_right_pages(whole: bytes) -> None:
    pages = said(whole)
    contents = pages[0].partition("Innhold")[2].partition("Kontrollsum")[0]
    listed = re.findall(r"([A-ZÆØÅ][^\d]+) (\d+)", contents)
    assert [title for title, _page in listed] == ["Kort fortalt", "Status i korte trekk", "Hendelser i tall", "Vedlegg"]
    assert all(title in pages[int(page) - 1] for title, page in listed)
    with pikepdf.open(BytesIO(whole)) as pdf:
        spoken = [str(link.Contents) for link in pdf.pages[0].obj.Annots]
        at = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        leads = [at[link.Dest[0].objgen] for link in pdf.pages[0].obj.Annots]
    assert spoken == [f"{title}, {page}" for title, page in listed]
    assert leads == [int(page) for _title, page in listed]


def test_the_appendix_begins_on_a_page_of_its_own(whole: bytes) -> None:
    pages = said(whole)
    first = next(at for at, page in enumerate(pages[1:], 1) if "Vedlegg" in page)
    assert pages[first].partition("2026 ")[2].startswith("Vedlegg Slik har vi telt Alle teller likt.")
    assert "Slik har vi telt" not in "".join(pages[1:first])
    with pikepdf.open(BytesIO(whole)) as pdf, pdf.open_outline() as outline:
        last = outline.root[-1]
        assert (last.title, [child.title for child in last.children]) == ("Vedlegg", ["Slik har vi telt"])
        assert [child.title for child in last.children[0].children] == ["Avdeling", "Behandling"]


@POPPLER
def test_small_tables_stand_side_by_side_and_the_left_one_is_read_to_its_end() -> None:
    story = sent(Section("n", "Tall"), narrow("a", "Avdeling"), narrow("b", "Behandling"), narrow("c", "Årsak"))
    data = pdf_bytes(story)
    assert check(data) == []
    page = said(data)[1]
    first, second = page.index("Avdeling"), page.index("Behandling")
    assert page[first:second].count("Sum 9 (3)") == 1
    assert page[second:].count("Sum 9 (3)") == 2
    spots = places_of(data, "Avdeling", "Behandling", "Årsak")
    assert spots["Avdeling"][1] == spots["Behandling"][1] > spots["Årsak"][1]
    assert spots["Avdeling"][0] == spots["Årsak"][0] < spots["Behandling"][0]


def places_of(data: bytes, *titles: str) -> dict[str, tuple[int, int]]:
    """Where headings begin on the second page: left edge and height, in points."""
    done = subprocess.run(
        ["pdftotext", "-f", "2", "-l", "2", "-bbox", "-", "-"], input=data, capture_output=True, check=True
    )
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)<', done.stdout.decode())
    return {word: (round(float(x)), 842 - round(float(y))) for x, y, word in reversed(found) if word in titles}


def test_a_table_of_words_keeps_the_whole_width() -> None:
    fields = (Field("what", "Hva"), Field("who", "Hvem"))
    parts = (
        Section(key, key, level=2, tables=(Table(key, key, fields, (("Fjerne stolpen", "Eieren"),)),)) for key in "ab"
    )
    page = said(pdf_bytes(sent(Section("n", "Tall"), *parts)))[1]
    with_all = said(
        pdf_bytes(
            report(
                Section("n", "Tall"),
                *(Section(k, k, level=2, tables=(Table(k, k, fields, (("Fjerne stolpen", "Eieren"),)),)) for k in "ab"),
            )
        )
    )[0]
    assert page[page.index("Tall") :].split("Laget")[0] == with_all[with_all.index("Tall") :].split("Laget")[0]


@POPPLER
def test_a_chart_stands_beside_its_numbers() -> None:
    months = ("januar", "februar", "mars", "april")
    section = Section(
        "m", "Når", level=2, picture=bars("m", "Flest i januar", months, (5, 4, 3, 2), (1, 1, 1, 1)),
        tables=(counts("m", "Når", months, (5, 4, 3, 2), (1, 1, 1, 1)),),
    )  # fmt: skip
    data = pdf_bytes(sent(Section("n", "Tall"), section))
    assert check(data) == []
    spots = places_of(data, "Flest", "Måned", "Sum")
    with pikepdf.open(BytesIO(data)) as pdf:
        box = next(obj.A.BBox for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/Alt" in obj)
    assert float(box[2]) < spots["Sum"][0]  # the chart ends before the table begins


def test_a_heading_is_never_last_on_its_page_in_a_report_that_is_sent() -> None:
    for count in (10, 14, 18, 22, 26, 30):
        first = Table(
            "t", "Liste", (Field("a", "Hva"), Field("b", "Hvem")), tuple((f"Rad {n}", "x") for n in range(count))
        )
        parts = (Section("s", "Del", tables=(first,)), narrow("a", "Avdeling"), narrow("b", "Behandling"))
        for page in said(pdf_bytes(sent(*parts)))[1:]:
            assert ("Avdeling" in page) == ("Behandling" in page)
            assert page.count("Sum 9 (3)") == 2 * ("Avdeling" in page), count


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "Solbakken barnehage " * 10},
        {"unit": "x" * 200, "title": "y" * 300},
        {"subtitle": "z" * 12_000},
        {"unit": "", "title": "", "subtitle": ""},
        {"unit": "<b>&\x00\u202eÆ", "title": "=cmd", "cover": Cover("\U0001f600" * 50, "x" * 500, "red", "y" * 500)},
        {"cover": Cover("", facts=tuple((f"Felt {n}", "verdi " * 30) for n in range(30)), fingerprint="ABCD")},
        {"cover": Cover("")},
        {"wide": True},
    ],
    ids=["long name", "no spaces", "too much", "nothing", "hostile", "many facts", "bare", "on its side"],
)
def test_a_cover_holds_whatever_is_written(changes: dict[str, object]) -> None:
    data = pdf_bytes(replace(sent(Section("s", "Del", text=("Tekst.",))), **changes))  # type: ignore[arg-type]
    assert check(data) == []
    assert "Tekst." in " ".join(said(data))


def test_more_headings_than_the_cover_has_room_for_stand_on_the_next_page() -> None:
    parts = tuple(Section(f"s{n}", f"Kapittel {n}", text=("Tekst.",)) for n in range(40))
    data = pdf_bytes(sent(*parts))
    assert check(data) == []
    assert "Innhold" not in said(data)[0]
    assert "Innhold Kapittel 0" in said(data)[1]


def test_a_reader_hears_the_whole_report_in_order(whole: bytes) -> None:
    assert heard(whole) == HEARD.read_text("utf-8")


@POPPLER
def test_tags_move_no_ink(whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "tagged.pdf").write_bytes(whole)
    with pikepdf.open(BytesIO(whole)) as pdf:
        for page in pdf.pages:
            kept = [op for op in pikepdf.parse_content_stream(page) if str(op.operator) not in {"BDC", "BMC", "EMC"}]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo
        pdf.save(tmp_path / "bare.pdf")
    for name in ("tagged", "bare"):
        subprocess.run(["pdftoppm", "-r", "40", tmp_path / f"{name}.pdf", tmp_path / name], check=True)
    pages = sorted(tmp_path.glob("tagged-*.ppm"))
    assert len(pages) > 3
    for picture in pages:
        assert picture.read_bytes() == picture.with_name(picture.name.replace("tagged", "bare")).read_bytes()


def test_the_plain_twin_that_the_report_is_measured_against_says_the_same() -> None:
    plain = "".join(" ".join(texts(plain_story(replace(full_report(), cover=COVER)))).split())
    for table in full_report().tables:
        assert "".join(table.title.split()) in plain
    assert COVER.checksum in plain
