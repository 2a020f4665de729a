"""Reports from the locked screen."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from nacl.public import PublicKey, SealedBox

from ikdesk.kernel.errors import Problem
from ikdesk.safe import inbox
from ikdesk.safe.vault import public_inbox
from tests.safe.conftest import Made

AT = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
REPORT = {"kind": "injury", "place": "1", "story": "Falt i akebakken ❄", "severity": 2, "who": None}


def test_a_report_comes_out_as_it_was_put_in(made: Made) -> None:
    receipt = inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT)
    assert re.fullmatch("[0-9A-Z]{2}-[0-9A-Z]{3}", receipt)
    assert inbox.opened(made.folder, made.keys) == inbox.Opened((inbox.Box(receipt, AT, REPORT),), ())


def test_the_key_may_be_given_as_the_lock_screen_has_it(made: Made) -> None:
    receipt = inbox.seal(made.folder, public_inbox(made.keys).hex(), REPORT, at=AT)
    assert inbox.opened(made.folder, made.keys).boxes[0].receipt == receipt


def test_reports_come_oldest_first(made: Made) -> None:
    later = inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT + timedelta(hours=1))
    first = inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT)
    assert [box.receipt for box in inbox.opened(made.folder, made.keys).boxes] == [first, later]


def test_a_report_that_was_taken_is_kept_but_comes_no_more(made: Made) -> None:
    receipt = inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT)
    inbox.take(made.folder, receipt)
    assert inbox.opened(made.folder, made.keys).boxes == ()
    assert (made.folder / "inbox" / "taken" / f"{receipt}.box").exists()


def test_nobody_without_the_keys_reads_a_report_or_guesses_its_length(made: Made) -> None:
    for story in ("", "Kort.", "Lengre tekst om det som skjedde. " * 15):
        inbox.seal(made.folder, public_inbox(made.keys), {"story": story}, at=AT)
    files = [path.read_bytes() for path in (made.folder / "inbox").glob("*.box")]
    assert len({len(sealed) for sealed in files}) == 1
    assert not any(b"story" in sealed or b"tekst" in sealed for sealed in files)


def test_what_is_no_report_is_named_and_the_others_are_read(made: Made) -> None:
    receipt = inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT)
    folder = made.folder / "inbox"
    sealed = (folder / f"{receipt}.box").read_bytes()
    (folder / "damaged.box").write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    (folder / "empty.box").write_bytes(b"")
    (folder / "noise.box").write_bytes(secrets.token_bytes(1000))
    (folder / "again.box").write_bytes(sealed)
    (folder / "folder.box").mkdir()
    found = inbox.opened(made.folder, made.keys)
    assert [box.receipt for box in found.boxes] == [receipt]
    assert found.unreadable == ("again.box", "damaged.box", "empty.box", "folder.box", "noise.box")


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("AA-222", {"receipt": 7, "at": "2026-04-30T09:30:00+00:00", "payload": {}}),
        ("AA-222", {"receipt": "AA-222", "at": "0001-01-01T00:00:00+14:00", "payload": {}}),
        ("AA-222", {"receipt": "AA-222", "at": "0001-01-01T00:00:00", "payload": {}}),
        ("no-receipt", {"receipt": "no-receipt", "at": "2026-04-30T09:30:00+00:00", "payload": {}}),
        ("AA-222", {"receipt": "AA-222", "at": "2026-04-30T09:30:00+00:00", "payload": []}),
    ],
)  # fmt: skip
def test_a_letter_that_somebody_else_sealed_keeps_nobody_out(made: Made, name: str, letter: dict[str, object]) -> None:
    receipt = inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT)
    sealed = SealedBox(PublicKey(public_inbox(made.keys))).encrypt(inbox._filled(json.dumps(letter).encode()))
    (made.folder / "inbox" / f"{name}.box").write_bytes(sealed)
    for box in inbox.opened(made.folder, made.keys).boxes:
        inbox.take(made.folder, box.receipt)
    assert [path.stem for path in (made.folder / "inbox" / "taken").iterdir()].count(receipt) == 1


def test_what_is_set_aside_is_never_written_over(made: Made) -> None:
    folder = made.folder / "inbox"
    folder.mkdir()
    for text in (b"one", b"two"):
        (folder / "noise.box").write_bytes(text)
        inbox.set_aside(made.folder, "noise.box")
    assert sorted(path.read_bytes() for path in (folder / "aside").iterdir()) == [b"one", b"two"]
    assert inbox.opened(made.folder, made.keys) == inbox.Opened((), ())


def test_a_report_that_is_too_long_is_refused_and_the_longest_is_read(made: Made) -> None:
    with pytest.raises(Problem, match="for lang"):
        inbox.seal(made.folder, public_inbox(made.keys), {"story": "x" * 65_536}, at=AT)
    inbox.seal(made.folder, public_inbox(made.keys), {"story": "x" * 65_000}, at=AT)
    assert len(inbox.opened(made.folder, made.keys).boxes[0].payload["story"]) == 65_000


def test_the_inbox_has_a_limit_and_says_what_to_do(made: Made) -> None:
    inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT)
    for number in range(499):
        (made.folder / "inbox" / f"{number}.box").touch()
    with pytest.raises(Problem, match="500 meldinger"):
        inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT)


@pytest.mark.parametrize("odd", ["K7", "../../vault.json", "K7-4Q2/..", "K7-4Q2.box"])
def test_only_a_receipt_number_can_be_taken(made: Made, odd: str) -> None:
    with pytest.raises(ValueError, match=re.escape(odd)):
        inbox.take(made.folder, odd)


def test_the_last_report_gets_through_on_a_full_disk(on_disk: Callable[[str, str], str]) -> None:
    said = on_disk(
        "mount -t tmpfs -o size=6m small disk\nhead -c 5M /dev/urandom > disk/reserve.bin\n"
        "head -c 9M /dev/urandom > disk/full || true",
        "import datetime, shutil; from pathlib import Path; from ikdesk.safe.inbox import seal\n"
        'disk = Path("disk"); print(shutil.disk_usage(disk).free)\n'
        'print(len(seal(disk, "09" + "0" * 62, {}, at=datetime.datetime.now())), (disk / "reserve.bin").exists())',
    )
    assert said.splitlines() == ["0", "6 False"]


def test_an_empty_inbox_is_empty(made: Made) -> None:
    assert inbox.opened(made.folder, made.keys) == inbox.Opened((), ())


@pytest.mark.parametrize("odd", ["", "00", "zz" * 32, b"short"])
def test_a_key_that_is_none_is_said_and_no_crash(made: Made, odd: bytes | str) -> None:
    with pytest.raises(Problem, match="Låseskjermen er skadet"):
        inbox.seal(made.folder, odd, REPORT, at=AT)


def test_what_was_taken_is_listed_and_destroyed_by_its_receipt_and_nothing_else_is(made: Made) -> None:
    first, second, waits = (inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT) for _report in range(3))
    for receipt in (first, second):
        inbox.take(made.folder, receipt)
    assert set(inbox.taken(made.folder)) == {first, second}
    assert inbox.taken(made.folder, AT) == ()  # none is that old
    os.utime(made.folder / "inbox" / "taken" / f"{first}.box", (1, 1))
    assert inbox.taken(made.folder, AT) == (first,)
    assert inbox.destroy_taken(made.folder, [first, waits, "K7-4Q2", "../../vault.json"]) == (first,)
    assert inbox.taken(made.folder) == (second,)
    assert [box.receipt for box in inbox.opened(made.folder, made.keys).boxes] == [waits]


def test_what_is_destroyed_is_written_over_first(made: Made) -> None:
    receipt = inbox.seal(made.folder, public_inbox(made.keys), REPORT, at=AT)
    inbox.take(made.folder, receipt)
    path = made.folder / "inbox" / "taken" / f"{receipt}.box"
    kept = path.with_name("the same place on the disk")
    os.link(path, kept)
    inbox.destroy_taken(made.folder, [receipt])
    assert set(kept.read_bytes()) == {0}
