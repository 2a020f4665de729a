"""What was put into the inbox and then removed, changed or hidden is noticed when somebody unlocks."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ikdesk.safe import inbox, ledger
from ikdesk.safe.keys import keys_from
from ikdesk.safe.vault import public_inbox
from tests.safe.conftest import Made

AT = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
OTHERS = keys_from(b"x" * 32, person="p", name="Kari", role="leader")


def begun(made: Made, reports: int = 3) -> tuple[str, list[str]]:
    """A list with some reports; its name, and their receipts."""
    ledger.begin(made.folder, made.keys)
    key = public_inbox(made.keys)
    receipts = [inbox.seal(made.folder, key, {"story": str(n)}, at=AT) for n in range(reports)]
    return ledger.name_of(made.folder), receipts


def box(made: Made, receipt: str) -> Path:
    return made.folder / "inbox" / f"{receipt}.box"


def listed(made: Made) -> Path:
    return made.folder / "inbox" / ledger.NAME


def test_what_lies_there_as_it_was_put_in_is_nothing_to_tell(made: Made) -> None:
    name, _receipts = begun(made)
    assert ledger.examine(made.folder, made.keys, name) == ledger.Held()


def test_a_report_that_is_gone_changed_or_replaced_is_named(made: Made) -> None:
    name, (first, second, third) = begun(made)
    box(made, first).unlink()
    box(made, second).write_bytes(box(made, third).read_bytes())
    assert ledger.examine(made.folder, made.keys, name) == ledger.Held((first, second))


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_a_line_cannot_be_taken_out_of_the_list(made: Made, taken: int) -> None:
    name, receipts = begun(made)
    box(made, receipts[taken]).unlink()
    held = json.loads(listed(made).read_text())
    del held["lines"][taken]
    listed(made).write_text(json.dumps(held))
    assert ledger.examine(made.folder, made.keys, name).broken


def test_nobody_without_the_keys_can_begin_the_list_anew(made: Made) -> None:
    name, _receipts = begun(made)
    ledger.begin(made.folder, OTHERS)
    assert ledger.examine(made.folder, made.keys, name).broken
    held = json.loads(listed(made).read_text())
    listed(made).write_text(json.dumps({**held, "name": name}))
    assert ledger.examine(made.folder, made.keys, name).broken


@pytest.mark.parametrize(
    "rubbish", [None, b"", b"[]", b"{", b'{"name": 3}', b'{"name": "x", "key": "00", "lines": []}',
                b'{"name": "x", "key": "zz", "lines": 7}', b"[" * 100_000],
)  # fmt: skip
def test_a_list_that_is_gone_or_no_list_is_told_where_there_should_be_one(made: Made, rubbish: bytes | None) -> None:
    name, _receipts = begun(made)
    listed(made).unlink()
    if rubbish is not None:
        listed(made).write_bytes(rubbish)
    assert ledger.examine(made.folder, made.keys, name) == ledger.Held(broken=True)
    assert ledger.examine(made.folder, made.keys, None) == ledger.Held()
    inbox.seal(made.folder, public_inbox(made.keys), {"story": "likevel"}, at=AT)  # nobody is kept from reporting


def test_a_folder_from_before_there_were_lists_has_none_and_that_is_nothing_to_tell(made: Made) -> None:
    inbox.seal(made.folder, public_inbox(made.keys), {"story": "eldre"}, at=AT)
    assert not listed(made).exists()
    assert ledger.examine(made.folder, made.keys, "") == ledger.Held()


def test_a_report_that_somebody_hid_among_those_taken_is_looked_at_again(made: Made) -> None:
    name, (first, *_others) = begun(made)
    inbox.take(made.folder, first)
    held = ledger.examine(made.folder, made.keys, name)
    assert held.missing == (first,)
    inbox.bring_back(made.folder, held.missing)
    assert ledger.examine(made.folder, made.keys, name) == ledger.Held()


def test_the_list_tells_nothing_about_what_was_reported(made: Made) -> None:
    begun(made)
    assert b"story" not in listed(made).read_bytes()


def test_what_waits_is_sealed_and_listed_anew_when_the_keys_are_exchanged(made: Made) -> None:
    _name, receipts = begun(made)
    inbox.seal_anew(made.folder, made.keys, OTHERS)
    assert {found.receipt for found in inbox.opened(made.folder, OTHERS).boxes} == set(receipts)
    assert inbox.opened(made.folder, made.keys).boxes == ()
    assert ledger.examine(made.folder, OTHERS, ledger.name_of(made.folder)) == ledger.Held()
