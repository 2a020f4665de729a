"""A PDF with what must not be read by anybody opens with its password, and says nothing without it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from ikdesk.paper.pdf import write_pdf
from ikdesk.paper.story import Attachment, Section
from tests.paper.pdf_checker import texts
from tests.paper.stories import report

PASSWORD = "votter bukk hest tomat"
CANARY = "kanarifugl"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with the canary in its heading, its text, its title and a file inside it."""
    inside = Attachment("data.csv", CANARY.encode(), "text/csv", CANARY)
    story = report(Section("s", CANARY, text=(CANARY,)), title=CANARY, subject=CANARY, attachments=(inside,))
    return write_pdf(story, tmp_path_factory.mktemp("locked") / "innsyn.pdf", password=PASSWORD)


def test_nothing_of_it_can_be_read_without_the_password(locked: Path) -> None:
    assert CANARY.encode() not in locked.read_bytes()
    for wrong in ("", "feil passord", PASSWORD.upper()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(locked, password=wrong)
    assert [path.name for path in locked.parent.iterdir()] == ["innsyn.pdf"]  # no draft of it, locked or not


def test_with_the_password_everything_is_there(locked: Path) -> None:
    with pikepdf.open(locked, password=PASSWORD) as opened:
        assert opened.encryption.R == 6
        assert opened.encryption.bits == 256
        assert opened.encryption.stream_method == pikepdf.models.EncryptionMethod.aesv3
        assert opened.allow.accessibility
        assert str(opened.docinfo["/Title"]) == CANARY
        assert opened.attachments["data.csv"].get_file().read_bytes() == CANARY.encode()
        out = BytesIO()
        opened.save(out)
    assert CANARY in "".join(texts(out.getvalue()))


def test_what_is_locked_twice_is_not_the_same_bytes(locked: Path, tmp_path: Path) -> None:
    first, second = (
        write_pdf(report(Section("s", "Del")), tmp_path / name, password=PASSWORD).read_bytes()
        for name in ("a.pdf", "b.pdf")
    )
    assert first != second
