"""The command that says whether a measure helped, from plain numbers and from the measures of a unit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ikdesk.cli import parse
from tests.commands.conftest import Say

NUMBERS = {
    "ratio", "exact_low", "exact_high", "midp_low", "midp_high", "p_fall_exact", "p_fall_midp", "verdict"
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "numbers", "verdict"), [
    ("14/31", "4/28", (0.32, 0.08, 1.01, 0.0259, 0.0164), "probable_fall"),
    ("12/34", "4/29", (0.39, 0.09, 1.29, 0.0732, 0.0482), "probable_fall"),
    ("18/38", "5/31", (0.34, 0.10, 0.95, 0.0190, 0.0123), "clear_fall"),
    ("17/36", "4/31", (0.27, 0.07, 0.84, 0.0093, 0.0058), "clear_fall"),
    ("29/68", "4/31", (0.30, 0.077, 0.862, 0.0100, 0.0063), "clear_fall"),
    ("6/30", "3/30", (0.50, 0.08, 2.34, 0.254, 0.172), "cannot_say"),
    ("3/20", "0/20", (0, 0, 2.42, 0.125, 0.063), "too_few"),
])  # fmt: skip
def test_plain_numbers_get_their_verdict_without_data_or_password(
    say: Say, before: str, after: str, numbers: tuple[float, ...], verdict: str
) -> None:
    code, out, err = say("effect", "--before", before, "--after", after, "--json")
    found = json.loads(out)
    assert (code, err, set(found), found["verdict"]) == (0, "", NUMBERS, verdict)
    assert [found[name] for name in ("ratio", "exact_low", "exact_high")] == pytest.approx(numbers[:3], abs=0.006)
    assert [found[name] for name in ("p_fall_exact", "p_fall_midp")] == pytest.approx(numbers[3:], abs=0.0006)


@pytest.mark.parametrize(("before", "after", "verdict", "missing"), [
    ("0/20", "6/20", "clear_rise", {"ratio", "exact_high", "midp_high"}),
    ("0/20", "0/20", "too_few", {"ratio", "exact_low", "exact_high", "midp_low", "midp_high"}),
    ("3/20", "0/0", "not_in_use", NUMBERS - {"verdict"}), ("0/20", "0/0", "not_in_use", NUMBERS - {"verdict"}),
])  # fmt: skip
def test_where_there_is_no_number_there_is_null_and_never_infinity(
    say: Say, before: str, after: str, verdict: str, missing: set[str]
) -> None:
    code, out, _err = say("effect", "--before", before, "--after", after, "--json")
    found = json.loads(out, parse_constant=pytest.fail)
    assert (code, found["verdict"]) == (0, verdict)
    assert {name for name, value in found.items() if value is None} == missing


def test_days_may_have_a_comma_or_a_point(say: Say) -> None:
    said = [say("effect", "--before", f"29/68{sign}5", "--after", "4/31", "--json")[1] for sign in ".,"]
    assert said[0] == said[1]
    assert json.loads(said[0])["ratio"] == pytest.approx(4 / 31 / (29 / 68.5))


def test_the_verdict_is_said_in_plain_words(say: Say) -> None:
    code, out, err = say("effect", "--before", "29/68", "--after", "4/31")
    assert (code, err) == (0, "")
    assert "Tydelig nedgang" in out
    assert "0,30" in out
    assert "ikke hvorfor" in out
    for words in (("0/20", "0/20"), ("3/20", "0/0"), ("0/20", "6/20")):
        code, out, err = say("effect", "--before", words[0], "--after", words[1])
        assert (code, err) == (0, "")
        assert "nan" not in out
        assert "inf" not in out


@pytest.mark.parametrize(("before", "after"), [("0/0", "0/20"), ("3/0", "1/20"), ("3/20", "1/0"), ("0/0", "0/0")])
def test_numbers_that_cannot_be_compared_get_a_sentence(say: Say, before: str, after: str) -> None:
    for how in ((), ("--json",)):
        code, out, err = say("effect", "--before", before, "--after", after, *how)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert "dager i bruk" in err


@pytest.mark.parametrize("words", [
    ("--before", "29", "--after", "4/31"), ("--before", "2.5/30", "--after", "4/31"),
    ("--before", "a/b", "--after", "4/31"),
    ("--before", "29/68", "--after", "4/inf"), ("--before", "29/68", "--after", "4/nan"),
    ("--before", "29/68", "--after", "-4/31"), ("--before", "29/68", "--after", "4/-31"),
    ("--before", "29/1e400", "--after", "4/31"), ("--before", "29/68"), ("--after", "4/31"), (),
    ("--measure", "1", "--before", "29/68", "--after", "4/31"), ("--measure", "ett"), ("--measure", "1"),
])  # fmt: skip
def test_wrong_use_of_effect_ends_with_two_and_says_what_to_write(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["effect", *words])
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("ikdesk")


def test_the_measures_of_the_hill_are_a_clear_fall_on_the_planned_day(demo: Path, say: Say) -> None:
    code, out, err = say("effect", "--data", demo, "--measure", "1", "--json")
    found = json.loads(out)
    assert (code, err, found["verdict"]) == (0, "", "clear_fall")
    assert set(found) == NUMBERS | {"gates", "before", "after", "sentence"}
    assert (found["before"], found["after"]) == ({"events": 29, "exposure": 68}, {"events": 4, "exposure": 31})
    assert (found["exact_low"], found["exact_high"]) == pytest.approx((0.077, 0.862), abs=0.001)
    states = {gate["code"]: gate["state"] for gate in found["gates"]}
    assert states == {
        "regression": "handled", "reporting": "clear", "unplanned": "clear", "bundle": "handled",
        "dispersion": "clear", "exposure": "clear",
    }  # fmt: skip
    assert all(set(gate) == {"code", "state", "sentence"} and gate["sentence"] for gate in found["gates"])
    assert "akedager" in found["sentence"]


def test_looked_at_before_the_planned_day_the_measure_is_provisional(demo: Path, say: Say) -> None:
    code, out, _err = say("effect", "--data", demo, "--measure", "1", "--today", "2026-02-15", "--json")
    found = json.loads(out)
    assert (code, found["verdict"]) == (0, "probable_fall")
    assert {gate["code"]: gate["state"] for gate in found["gates"]}["unplanned"] == "caps"
    assert found["sentence"].startswith("Foreløpig.")
    code, later, _err = say("effect", "--data", demo, "--measure", "1", "--today", "2026-06-30", "--json")
    assert json.loads(later)["verdict"] == "clear_fall"


def test_a_measure_is_told_with_its_gates_and_what_cannot_be_measured_in_a_sentence(demo: Path, say: Say) -> None:
    code, out, err = say("effect", "--data", demo, "--measure", "1")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "Tiltak 1: Egen opp-løype med bånd"
    assert sum(line.startswith("- ") for line in out.splitlines()) == 6
    for number in (7, 8, 10, 99):  # not begun, done anyway, without a target, not there
        code, out, err = say("effect", "--data", demo, "--measure", number, "--json")
        assert (code, out, err.count("\n")) == (1, "", 1)
