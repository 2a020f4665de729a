"""The recorder sees all that the program writes, and the model of the disk leaves nothing out that is certain."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.reliability.power.cut import recording_of, recordings
from tests.reliability.power.disk import Disk
from tests.reliability.power.library import cannot
from tests.reliability.power.power_rows import ALL
from tests.reliability.power.recorded import Entry, Recording, What, lying

needs_recorder = pytest.mark.skipif(bool(cannot()), reason=cannot() or "the recorder")


def entries(*done: tuple[What, str, str, int, bytes]) -> Recording:
    return Recording({"old": b"a" * 1024}, frozenset(), tuple(Entry(*one) for one in done))


def states_of(recording: Recording, how_many: int = 300) -> Iterator[dict[str, bytes]]:
    disk, chance = Disk(recording), random.Random(1)
    disk.go_to(len(disk))
    for _state in range(how_many):
        yield {path: bytes(content.data) for path, content in disk.drawn(chance).files.items()}


@needs_recorder
@pytest.mark.parametrize("name", [name for name in ALL if ":" not in name])
def test_a_whole_log_replayed_gives_every_file_byte_for_byte(name: str) -> None:
    folder = recordings(*ALL)
    disk = Disk(recording_of(folder, name))
    disk.go_to(len(disk))
    state = disk.now()
    assert len(disk) > 100
    assert ({path: bytes(content.data) for path, content in state.files.items()}, state.folders) == lying(
        folder / f"{name}.end"
    )


def test_what_was_flushed_is_there_whatever_happens() -> None:
    written = entries(
        (What.WRITE, "old", "", 0, b"b" * 1024), (What.SYNC, "old", "", 0, b""), (What.SYNC, "", "", 0, b""),
    )  # fmt: skip
    assert all(state == {"old": b"b" * 1024} for state in states_of(written))


def test_what_was_not_flushed_is_there_in_part_in_any_order_and_torn() -> None:
    found = {state["old"] for state in states_of(entries((What.WRITE, "old", "", 0, b"b" * 1024)))}
    assert {b"a" * 1024, b"b" * 1024, b"a" * 512 + b"b" * 512, b"b" * 512 + b"a" * 512} <= found
    assert len(found) > 20


def test_a_file_that_grew_may_have_its_size_and_not_its_words() -> None:
    found = [state["old"] for state in states_of(entries((What.WRITE, "old", "", 1024, b"b" * 512)))]
    assert b"a" * 1024 + bytes(512) in found
    assert any(len(one) == 1536 and not set(one[1024:]) <= {0, ord("b")} for one in found)


def test_a_new_name_may_be_missing_until_its_folder_is_flushed() -> None:
    made = (
        (What.CREATE, "new", "", 0, b""), (What.WRITE, "new", "", 0, b"n"), (What.SYNC, "new", "", 0, b""),
        (What.RENAME, "new", "old", 0, b""),
    )  # fmt: skip
    assert {state["old"][:1] for state in states_of(entries(*made))} == {b"a", b"n"}
    assert any("new" in state for state in states_of(entries(*made)))
    sure = entries(*made, (What.SYNC, "", "", 0, b""))
    assert all(state == {"old": b"n"} for state in states_of(sure))


def test_what_was_removed_may_be_there_again_beside_what_came_later() -> None:
    # the harsh model: nothing ties the two names together but a flush between them
    moved = entries((What.CREATE, "new", "", 0, b""), (What.UNLINK, "old", "", 0, b""))
    assert {tuple(sorted(state)) for state in states_of(moved)} == {("old",), ("new", "old"), ("new",), ()}
