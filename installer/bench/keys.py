"""Keys on their way to a program of ours, through standard input only."""

from __future__ import annotations

import json

from ikdesk.safe.keys import Keys, keys_from


def line_of(keys: Keys) -> str:
    """The keys in one line."""
    told = {"master": keys.master.hex(), "person": keys.person, "name": keys.name, "role": keys.role}
    return json.dumps(told) + "\n"


def keys_of(line: str) -> Keys:
    """The keys from a line."""
    told = json.loads(line)
    return keys_from(bytes.fromhex(told["master"]), person=told["person"], name=told["name"], role=told["role"])
