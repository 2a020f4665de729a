"""The command that says what is left undone: for people, and for machines."""

from __future__ import annotations

import json
from pathlib import Path

from ikdesk.review.model import Rule
from tests.commands.conftest import Say


def test_what_is_left_undone_is_told_line_by_line_and_as_json(demo: Path, say: Say) -> None:
    code, out, err = say("review", "--data", demo)
    head, *groups = out.strip().split("\n\n")
    lines = [line for group in groups for line in group.splitlines()[1:]]
    assert (code, err, head) == (0, "", f"Røntgen: {len(lines)} ting å se på")
    late = next(group for group in groups if group.startswith("Tiltak over fristen (2). Gjør tiltaket ferdig"))
    assert late.splitlines()[1].split("·")[0].split() == ["7", "Fjerne", "stolpen"]

    code, out, err = say("review", "--data", demo, "--json")
    found = json.loads(out)
    assert (code, err, len(found)) == (0, "", len(lines))
    assert {tuple(one) for one in found} == {("rule", "title", "what", "number", "days", "page")}
    assert {one["rule"] for one in found} <= {rule.code for rule in Rule}
    first = found[0]
    assert (first["rule"], first["number"], first["days"], first["page"]) == ("measure_late", "7", 181, "measures")
    told = {line.split("  ")[-1].strip() for line in lines}
    assert {one["title"] for one in found} <= told  # the same words
    assert [one["number"] for one in found if one["rule"] == "routine_late"] == ["7"]


def test_on_an_earlier_day_what_came_later_is_not_found(demo: Path, say: Say) -> None:
    _code, out, _err = say("review", "--data", demo, "--today", "2025-10-31", "--json")
    found = json.loads(out)
    assert "7" not in {one["number"] for one in found if one["rule"] == "measure_late"}  # its deadline is today
