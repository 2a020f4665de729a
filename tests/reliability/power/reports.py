"""Reports in the scenes: saved or put into the inbox, and looked for afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ikdesk import data
from ikdesk.kernel.database import Database
from ikdesk.safe import inbox
from ikdesk.safe.keys import Keys
from tests.reliability.power.scene import Look, Teller, Told, save

Stories = dict[str, str]


def stories(found: Database) -> Stories:
    """What was reported, by its key."""
    with found.raw() as connection:
        return {_hex(key): str(story) for key, story in connection.execute("SELECT id, story FROM incident")}


def look_for_stories(look: Look, there: Stories) -> None:
    """All that was acknowledged is there, word for word; what was refused is not."""
    expected: Stories = {}
    for word, about in look.said:
        if word in {"saved", "corrected"}:
            key, story = about
            expected[key] = story
    pending = {story for _key, story in look.refused_about("corrected")}
    for key, story in expected.items():
        now = there.get(key, "")
        look.must(now == story or now.startswith("Rettet") or now in pending, f"«{story}» is «{now}»")
    for story in look.refused_about("saved"):
        if story in there.values():
            look.tally.fault(f"«{story}» was said not to be saved, and is")


def do_save(teller: Teller, found: data.Data, story: str) -> str:
    """Save, and say under which key; the key is known only afterwards."""
    told: Told = ["saved", story]

    def act() -> str:
        key = save(found, story)
        told[1:] = [[key, story]]
        return key

    return str(teller.do(told, act) or "")


def check_saved(look: Look) -> None:
    keys = look.keys()
    if keys is not None:
        with look.database(keys) as found:
            look_at_saved(look, keys, found)


def look_at_saved(look: Look, keys: Keys, found: Database) -> None:
    there = stories(found)
    look.must("Før alt dette" in there.values(), "what lay there before")
    look_for_stories(look, there)
    look.whole_logs(keys, found)


def seal(folder: Path, front: dict[str, object], number: int, teller: Teller | None = None) -> None:
    reported = {
        "kind": "child_injury", "occurred_on": "2026-04-29", "occurred_time": "10:40:00", "severity": 1,
        "place_id": front["places"][0]["id"], "story": f"Meldt {number}", "done_at_once": "", "child": "KN",  # type: ignore[index]
        "department_id": None,
    }  # fmt: skip
    note = {"kind": "report", "values": reported, "words": {}}
    told: Told = ["sealed", f"Meldt {number}"]
    at = datetime(2026, 4, 29, 9, number, tzinfo=UTC)
    if teller is None:
        inbox.seal(folder, str(front["inbox"]), note, at=at)
    else:
        teller.do(told, inbox.seal, folder, str(front["inbox"]), note, at=at)


def check_inbox(look: Look) -> None:
    keys = look.keys()
    if keys is not None:
        with look.database(keys) as found:
            look_at_inbox(look, keys, found)


def look_at_inbox(look: Look, keys: Keys, found: Database) -> None:
    waiting = inbox.opened(look.folder, keys)
    if waiting.unreadable:
        look.tally.fault(f"unreadable in the inbox: {waiting.unreadable}")
    there = {*stories(found).values(), *(str(box.payload["values"]["story"]) for box in waiting.boxes)}
    for story in look.about("sealed"):
        look.must(story in there, f"«{story}» was put into the inbox")
    for story in look.refused_about("sealed"):
        if story in there:
            look.tally.fault(f"«{story}» was said not to be put in, and is")
    look_at_saved(look, keys, found)


def _hex(key: Any) -> str:
    return key.hex() if isinstance(key, bytes) else str(key).replace("-", "")
