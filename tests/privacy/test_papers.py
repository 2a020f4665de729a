"""The papers about privacy are there in every language, filled in, true to the unit, and as short as they should be."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.paths import resource
from ikdesk.kernel.viewer import SYSTEM, Key, Viewer
from ikdesk.kernel.words import LANGUAGES, use_language
from ikdesk.people.actions import add_person
from ikdesk.people.model import RIGHTS, Role
from ikdesk.privacy.paper_model import ONE_PAGE, Paper, papers
from ikdesk.privacy.paper_queries import unit_facts
from ikdesk.privacy.paper_sections import paper_facts
from ikdesk.privacy.paper_writing import write_paper
from ikdesk.unit.actions import change_unit
from ikdesk.unit.model import Ownership, UnitKind
from ikdesk.unit.queries import codebook
from tests.i18n.bokmal import leaks
from tests.paper.pdf_checker import check, texts
from tests.samples import LEADER, TODAY

WHEN = datetime(2026, 4, 30, 12, 0, tzinfo=timezone(timedelta(hours=2)))
LONG = "Solbakken og Øvre Åsvangmarka naturbarnehage og åpne barnehage, Fjellvegen og Nedre Strandgata friluftsgruppe"
NAMES = sorted(path.name for path in resource("privacy/nb").glob("*.md"))


def made(database: Database, **changes: object) -> dict[str, Paper]:
    if changes:
        database.write(change_unit, changes, by=LEADER, today=TODAY)
    facts = database.read(unit_facts, viewer=LEADER, today=TODAY)
    return {paper.key: paper for paper in papers(paper_facts(facts))}


def test_there_are_four_papers_in_every_language() -> None:
    assert NAMES == ["1-parents.md", "2-staff.md", "3-record.md", "4-dpia.md"]
    for code in LANGUAGES:
        assert sorted(path.name for path in resource(f"privacy/{code}").glob("*.md")) == NAMES


@pytest.mark.parametrize("code", ["nn", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_they_say_the_same_in_every_language(code: str, name: str) -> None:
    ours, theirs = (resource(f"privacy/{one}/{name}").read_text("utf-8") for one in ("nb", code))

    def shape(text: str) -> list[str]:
        starts = [re.match(r"#*|[-|]", line) for line in text.splitlines()]
        return [hit.group(0) if hit else "" for hit in starts]

    assert shape(ours) == shape(theirs)
    for pattern in (r"\{\w+\}", r"§+ [\d–-]+ ?\w?", r"\["):
        assert len(re.findall(pattern, ours)) == len(re.findall(pattern, theirs))
    foreign = re.sub(r"\{\w+\}|arbeidsmiljøloven|Datatilsynet", "", theirs)
    assert leaks(foreign.splitlines(), code) == []


@pytest.mark.parametrize("code", list(LANGUAGES))
@pytest.mark.parametrize("owner", list(Ownership))
def test_the_notes_are_one_page_even_with_the_longest_name(
    database: Database, code: str, owner: Ownership, tmp_path: Path
) -> None:
    use_language(code)
    for key in sorted(ONE_PAGE):
        paper = made(database, name=LONG, ownership=owner)[key]
        path = write_paper(paper, LONG, database.read(codebook, viewer=LEADER, today=TODAY), tmp_path, when=WHEN)
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) == 1
        assert check(path.read_bytes()) == []


def test_the_record_and_the_annex_are_whole_pdfs_that_say_it_all(database: Database, tmp_path: Path) -> None:
    database.write(add_person, "Tom", slot="t", role=Role.LEADER, by=SYSTEM, today=TODAY)
    database.write(add_person, "Ann", slot="a", role=Role.STAFF, by=SYSTEM, today=TODAY)
    found = made(database, org_number="974760673")
    wanted = {"record": ("974760673", "1 leder og 1 ansatt", "SQLCipher"), "dpia": ("Ctrl+L", "Restrisiko")}
    for key, said in wanted.items():
        path = write_paper(found[key], "Solbakken", database.read(codebook, viewer=LEADER, today=TODAY), tmp_path,
                           when=WHEN)  # fmt: skip
        data = path.read_bytes()
        assert check(data) == []
        whole = " ".join(" ".join(texts(data)).split())
        assert all(word in whole for word in said)
        assert found[key].open_places > 3


@pytest.mark.parametrize(("kind", "owner", "says", "not_says"), [
    (UnitKind.BARNEHAGE, Ownership.MUNICIPAL, ("§ 38", "barnehageloven § 44", "kommunen [fyll inn"), ("privat",)),
    (UnitKind.SKOLE, Ownership.MUNICIPAL, ("§ 40", "opplæringslova § 25-1", "forvaltningsloven"), ("barnehageloven",)),
    (UnitKind.SFO, Ownership.MUNICIPAL, ("§ 43", "forvaltningsloven"), ("barnehageloven",)),
    (UnitKind.BARNEHAGE, Ownership.PRIVATE, ("styret", "Vanlig praksis"), ("skal bevares for ettertiden",)),
])  # fmt: skip
def test_they_are_about_this_unit(
    database: Database, kind: UnitKind, owner: Ownership, says: tuple[str, ...], not_says: tuple[str, ...]
) -> None:
    found = made(database, kind=kind, ownership=owner)
    note = found["parents"].markdown.replace("\xa0", " ")
    assert all(word in note for word in says)
    assert not [word for word in not_says if word in note]


def test_a_strange_name_breaks_no_table(database: Database) -> None:
    found = made(database, name="A | B *c* <b>{x}</b> # `d`")
    assert found["record"].parts[0].rows[1][1].startswith("A / B c (b){x}(/b)")
    assert all(len(row) == 2 for row in found["record"].parts[0].rows)


def test_only_leaders_read_what_the_papers_say_of_the_unit(database: Database) -> None:
    with pytest.raises(Problem, match="ikke tilgang"):
        database.read(unit_facts, viewer=Viewer(Key(int=3), "En", "staff", RIGHTS[Role.STAFF]), today=TODAY)
