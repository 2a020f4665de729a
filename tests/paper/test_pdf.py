"""The report as PDF: tagged, archivable, repeatable, and never broken by what users write."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from ikdesk.kernel.errors import Cancelled, Problem
from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import use_language
from ikdesk.paper import look
from ikdesk.paper.list_pdf import write_list_pdf
from ikdesk.paper.pdf import write_pdf
from ikdesk.paper.safe_text import plain
from ikdesk.paper.story import Light, Listing, Section, Story, Table
from installer.bench.plain_list import plain_list
from tests.paper.pdf_checker import check, texts
from tests.paper.stories import PLACES, SEASONS, STRIP, TYPES, WHEN, codebook_of, counts, full_report, report

HOSTILE = (
    "=cmd|'/C calc'!A0",
    '<img src="/etc/passwd"/>',
    "<b>fet & feit</b>",
    "halv \ud83d surrogat",
    "😀 smil 👩‍👩‍👧",
    "\u202egolvends\u202c",
    "x" * 12_000,
    "linje\nlinje\r\nlinje",
    "\x00\x07\x1b[31m",
    "&lt;&#0;",
    "﷽",
    "中文",
    "",
)
EXPECTED = [
    "Solbakken barnehage ",
    "Tertialrapport 1. tertial 2026 ",
    "1. januar – 30. april 2026 ",
    "Del ",
    "Tabell ",
    "Hva",
    "Antall",
    "Ute",
    "3",
    "Inne",
    "1",
    "Sum",
    "4",
]
WHAT = (Field("what", "Hva"), Field("n", "Antall", int))


def written(story: Story, tmp_path: Path) -> bytes:
    return write_pdf(story, tmp_path / "rapport.pdf").read_bytes()


def table(*rows: tuple[object, ...], **changes: object) -> Section:
    made = Table("t", "Tabell", WHAT, rows, **changes)  # type: ignore[arg-type]
    return Section("s", "Del", tables=(made,))


def words_of(data: bytes) -> str:
    return " ".join(" ".join(texts(data)).split())


def test_a_full_report_has_no_findings(tmp_path: Path) -> None:
    assert check(written(full_report(), tmp_path)) == []


@pytest.mark.parametrize("rows", [(), (("Én", 1),), tuple((f"Rad {n}", n) for n in range(200))])
def test_tables_of_none_one_and_many_rows(rows: tuple[tuple[object, ...], ...], tmp_path: Path) -> None:
    data = written(report(table(*rows)), tmp_path)
    assert check(data) == []
    said = words_of(data)
    assert ("Ingen registrert i perioden." in said) is (not rows)
    for what, _n in rows:
        assert str(what) in said


def test_the_heading_of_a_long_table_stands_on_every_page(tmp_path: Path) -> None:
    pages = texts(written(report(table(*[(f"Rad {n}", n) for n in range(150)])), tmp_path))
    assert len(pages) > 3
    assert all("Antall" in page for page in pages)


def test_the_last_row_of_a_table_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    for count in (26, 27, 28, 29, 30, 31, 34, 35, 36, 60, 61):
        pages = texts(written(report(table(*[(f"Rad {n}", n) for n in range(count)])), tmp_path))
        assert all(page.count("Rad ") != 1 for page in pages), count


def test_a_heading_is_never_last_on_its_page(tmp_path: Path) -> None:
    for count in (14, 18, 20, 21, 22, 23, 24, 25, 26):
        sections = (table(*[(f"Rad {n}", n) for n in range(count)]), Section("b", "Overskrift", text=("Brødtekst.",)))
        pages = texts(written(report(*sections), tmp_path))
        assert all(("Overskrift" in page) == ("Brødtekst." in page) for page in pages), count


def test_a_row_taller_than_a_page_is_cut_and_stays_one_row(tmp_path: Path) -> None:
    data = written(report(table(("ord " * 6000, 1), ("etter", 2))), tmp_path)
    assert check(data) == []
    assert len(texts(data)) > 2
    assert words_of(data).count("ord") == 6000


def test_a_point_of_a_list_may_run_over_a_page_end(tmp_path: Path) -> None:
    points = tuple(f"Punkt {n}: " + "en lang forklaring " * 40 for n in range(14))
    data = written(report(Section("s", "Punkter", bullets=points)), tmp_path)
    assert check(data) == []
    assert len(texts(data)) > 1


def test_norwegian_letters_and_signs_come_out_as_they_went_in(tmp_path: Path) -> None:
    sentence = "Æ ø å Æ Ø Å «sitat» – § 9 č đ ŋ š ŧ ž ▲ ▼ ◆ ● ■ 12\xa0500 kr"
    data = written(report(Section("s", "Tegn", text=(sentence,))), tmp_path)
    assert check(data) == []
    assert " ".join(sentence.replace("\xa0", " ").split()) in words_of(data)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str, tmp_path: Path) -> None:
    light = Light(text, "red", "■", text[:60], text)
    story = report(
        Section(
            "s",
            text[:500] or "Del",
            text=(text,),
            bullets=(text,),
            facts=((text[:200], text),),
            lights=(light,),
            tables=(Table("t", text[:300], WHAT, ((text, text), (text, 2)), note=text),),
        ),
        title=text[:300] or "Tittel",
        subtitle=text,
        unit=text[:200],
        author=text,
        subject=text,
    )
    data = written(story, tmp_path)
    assert check(data) == []


def test_what_the_font_cannot_draw_is_a_visible_box(tmp_path: Path) -> None:
    assert "Smil □ her" in words_of(written(report(Section("s", "Del", text=("Smil 😀 her",))), tmp_path))


def test_a_heading_of_three_hundred_letters_is_drawn_whole(tmp_path: Path) -> None:
    title = "Overskrift som aldri tar slutt " * 10
    data = written(report(Section("s", title, text=("Tekst.",))), tmp_path)
    assert check(data) == []
    assert title.strip() in words_of(data)


def test_every_page_says_which_of_how_many(tmp_path: Path) -> None:
    pages = texts(written(full_report(), tmp_path))
    for number, page in enumerate(pages, 1):
        assert f"Side {number} av {len(pages)}" in page
        assert "Solbakken barnehage" in page


def test_contents_come_with_the_seventh_page_and_say_the_right_pages(tmp_path: Path) -> None:
    short = tuple(Section(f"s{n}", f"Kapittel {n}", text=("Tekst. " * 50,), new_page=n > 0) for n in range(6))
    long = tuple(Section(f"s{n}", f"Kapittel {n}", text=("Tekst. " * 50,), new_page=True) for n in range(9))
    assert "Innhold" not in words_of(written(report(*short), tmp_path))
    data = written(report(*long), tmp_path)
    assert check(data) == []
    pages = texts(data)
    listed = " ".join(pages[0].split())
    for n in range(9):
        page = next(at for at, text in enumerate(pages[1:], 2) if f"Kapittel {n}" in text)
        assert f"Kapittel {n} {page}" in listed


def test_bookmarks_follow_the_headings(tmp_path: Path) -> None:
    path = write_pdf(full_report(), tmp_path / "r.pdf")
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        top = [item.title for item in outline.root]
        assert top[:3] == ["Om rapporten", "Kort fortalt", "Status i korte trekk"]
        assert "Hvor det skjedde" in [child.title for item in outline.root for child in item.children]


def test_the_same_report_is_the_same_file(tmp_path: Path) -> None:
    assert written(full_report(), tmp_path) == written(full_report(), tmp_path)


def test_another_moment_is_another_file(tmp_path: Path) -> None:
    later = report(*full_report().sections, when=WHEN + timedelta(days=1))
    assert written(later, tmp_path) != written(report(*full_report().sections), tmp_path)


def test_a_chart_tells_its_numbers_to_those_who_cannot_see_it(tmp_path: Path) -> None:
    path = write_pdf(full_report(), tmp_path / "r.pdf")
    with pikepdf.open(path) as pdf:
        alts = [str(obj.Alt) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/Alt" in obj]
    assert len(alts) == 2
    assert "Akebakken: 9 (12)" in " ".join(alts)


def test_a_strip_and_flags_tell_their_numbers_to_those_who_cannot_see_them(tmp_path: Path) -> None:
    path = write_pdf(report(Section("s", "Akebakken", strip=STRIP, picture=SEASONS)), tmp_path / "r.pdf")
    assert check(path.read_bytes()) == []
    with pikepdf.open(path) as pdf:
        alts = [str(obj.Alt) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/Alt" in obj]
    assert "Mest sannsynlig: 61\xa0% færre enn før." in " ".join(alts)
    assert "2024–25, holdt utenfor: 15. Flagg: Delt bakke." in " ".join(alts)
    shown = " ".join(texts(path.read_bytes()))
    assert "som før" in shown
    assert "Delt bakke" in shown


def test_attachments_can_be_taken_out_again(tmp_path: Path) -> None:
    with pikepdf.open(write_pdf(full_report(), tmp_path / "r.pdf")) as pdf:
        assert pdf.attachments["tall.json"].get_file().read_bytes() == b'{"total": 31}'


def test_progress_is_told_section_by_section(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_pdf(full_report(), tmp_path / "r.pdf", lambda done, total: told.append((done, total)))
    count = len(full_report().sections)
    assert told[:count] == [(n, count) for n in range(1, count + 1)]


def test_a_cancelled_report_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(full_report(), tmp_path / "r.pdf", stop)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "mappe").write_text("x")
    with pytest.raises(Problem, match="Velg en annen mappe"):
        write_pdf(full_report(), tmp_path / "mappe" / "r.pdf")


def test_the_report_is_in_nynorsk_where_that_is_said(tmp_path: Path) -> None:
    data = written(report(Section("s", "Del", text=("Tekst",)), language="nn-NO"), tmp_path)
    assert check(data) == []
    with pikepdf.open(tmp_path / "rapport.pdf") as pdf:
        assert str(pdf.Root.Lang) == "nn-NO"


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    path = write_pdf(full_report(), tmp_path / "r.pdf")
    done = subprocess.run([str(shutil.which("qpdf")), "--check", str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="poppler's pdfinfo is not installed")
def test_a_reader_hears_the_report_in_order(tmp_path: Path) -> None:
    path = write_pdf(report(table(("Ute", 3), ("Inne", 1), ("Sum", 4), total=True)), tmp_path / "r.pdf")
    done = subprocess.run([str(shutil.which("pdfinfo")), "-struct-text", str(path)], capture_output=True, check=True)
    heard = [line.strip().strip('"') for line in done.stdout.decode().splitlines() if '"' in line]
    assert heard == EXPECTED


# --- the long list


def listing(**changes: object) -> Listing:
    fields = (
        Field("number", "Nummer"),
        Field("kind", "Type", codes="event_type"),
        Field("n", "Grad", int),
        Field("story", "Hva skjedde?", long=True),
    )
    values = {
        "title": "Hendelser",
        "unit": "Solbakken",
        "fields": fields,
        "when": WHEN,
        "codebook": codebook_of(event_type=TYPES),
    }
    return Listing(**{**values, **changes})  # type: ignore[arg-type]


def rows(first: int, last: int) -> list[tuple[object, ...]]:
    return [(f"2026-{n}", "injury", n % 5, "Falt og slo hodet. " * (1 + n % 4)) for n in range(first, last)]


def test_a_long_list_is_one_table_over_many_pages(tmp_path: Path) -> None:
    path = write_list_pdf(listing(), [rows(0, 201), rows(201, 500)], tmp_path / "liste.pdf")
    data = path.read_bytes()
    assert check(data) == []
    said = words_of(data)
    assert all(f"2026-{n} " in said for n in range(500))
    assert "Noen ble skadet" in said
    with pikepdf.open(path) as pdf:
        kinds = [obj.get("/S") for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary)]
    assert kinds.count(pikepdf.Name.Table) == 1


def test_the_plain_twin_that_the_list_is_measured_against_holds_the_same_rows() -> None:
    said = words_of(plain_list(listing(), [rows(0, 90)], [90, 120, 50, 400]))
    assert all(f"2026-{n} " in said for n in range(90))


def test_a_share_and_its_sign_stay_on_one_line() -> None:
    assert plain("84 % av 31", look.glyphs()) == "84\xa0% av 31"


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    data = write_list_pdf(listing(), [], tmp_path / "liste.pdf").read_bytes()
    assert check(data) == []
    assert "Listen er tom." in words_of(data)


def test_a_list_tells_how_far_it_has_come(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_list_pdf(listing(total=300), [rows(0, 300)], tmp_path / "l.pdf", lambda a, b: told.append((a, b)))
    assert told[0] == (300, 600)
    assert told[-1] == (600, 600)
    assert [done for done, _total in told] == sorted(done for done, _total in told)


# --- when the wanted file is open elsewhere


def test_a_file_open_in_another_program_gets_a_number_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(b"open in another program")
    real = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target) == path:
            raise PermissionError(13, "in use", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", locked)  # what Windows does
    assert write_pdf(full_report(), path) == tmp_path / "rapport (2).pdf"
    assert write_pdf(full_report(), path) == tmp_path / "rapport (3).pdf"
    assert path.read_bytes() == b"open in another program"


def test_a_full_disk_is_told_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Problem, match="Disken er full"):
        write_pdf(full_report(), tmp_path / "r.pdf")
    assert list(tmp_path.iterdir()) == []


def test_words_in_another_language_leave_the_numbers_alone(tmp_path: Path) -> None:
    use_language("nb")
    section = Section("s", "Del", tables=(counts("c", "Sted", PLACES, (1,) * 8, (2,) * 8),))
    assert "(16)" in words_of(written(report(section), tmp_path))
