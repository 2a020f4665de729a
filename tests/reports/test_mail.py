"""The draft of an e-mail: whatever a name or an address holds, it stays where it stands."""

from __future__ import annotations

import email
from datetime import UTC, datetime

import pytest

from ikdesk.reports.delivery_model import FileBytes
from ikdesk.reports.mail_writing import Mail, mail_bytes
from ikdesk.reports.version_model import wrong_recipient

HEADS = ["X-Unsent", "To", "Subject", "Date", "MIME-Version", "Content-Type"]
NEW_HEAD = "=?utf-8?q?=0D=0ABcc:_noen@andre.example?="


def _draft(to: str = "oppvekst@kommune.example", subject: str = "Rapport", name: str = "Rapport.pdf") -> bytes:
    when = datetime(2026, 4, 30, 12, tzinfo=UTC)
    return mail_bytes(Mail(to, subject, "Hei.\n", when, (FileBytes("pdf", name, b"%PDF-"),)))


@pytest.mark.parametrize(
    "said", [f"Sola {NEW_HEAD}", "Sola\r\nBcc: noen@andre.example", "=?utf-8?b?DQpCY2M6IHhAeS5ubw==?= Sola"]
)
def test_a_name_never_becomes_a_head_of_its_own(said: str) -> None:
    found = email.message_from_bytes(_draft(subject=said, name=f"{said}.pdf"))
    assert found.keys() == HEADS
    assert [part.get_filename() is not None for part in found.walk()] == [False, False, True]


@pytest.mark.parametrize(
    "address", [f"a@{NEW_HEAD}.no", f"{NEW_HEAD}@b.no", "a@[b.no", '"a@b.no', "gruppe:a@b.no", "a@b\x1b.no", "a@b，c.n"]
)
def test_an_address_that_means_something_else_to_mail_programs_is_refused(address: str) -> None:
    assert "delivered_email" in wrong_recipient("Kommunalsjefen", address)


@pytest.mark.parametrize("address", ["post@ås.kommune.no", "o'la+ik@sub.kommune.no", "a_b@b-c.no, d@e.no;f@g.no"])
def test_usual_addresses_are_taken(address: str) -> None:
    assert not wrong_recipient("Kommunalsjefen", address)
    assert email.message_from_bytes(_draft(to=address)).keys() == HEADS
