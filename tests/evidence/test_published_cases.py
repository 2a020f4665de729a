"""What others have published, and where they are wrong or mean something else.

``statistics_cases.json`` holds worked examples with their sources. Every number in them is looked at: it is either what
the engine gives, or one of the exceptions named here with their reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ikdesk.evidence.counts import count_interval, count_interval_midp
from ikdesk.evidence.kinds import Ratio, Stratum, Tally
from ikdesk.evidence.ratio import rate_ratio
from ikdesk.evidence.tails import gamma_rest, gamma_tail

Case = dict[str, Any]
CASES: list[Case] = json.loads(
    (Path(__file__).parents[1] / "data" / "statistics_cases.json").read_text(encoding="utf-8")
)
BY_ID = {case["id"]: case for case in CASES}

# Numbers that are right for another definition than ours.
NOT_OURS = {
    "p_two_minlike": "adds up what is no likelier than what was seen; it can contradict the interval shown beside it",
    "p_etest": "the E-test estimates the common rate instead of conditioning on the sum",
}


def _minlike(case: Case) -> bool:
    return "minlike" in case["inputs"].get("tsmethod", "")


def _near(case: Case) -> Callable[[Any], Any]:
    tolerances = {"abs": case["tolerance_abs"], "rel": case["tolerance_rel"]}
    return lambda published: pytest.approx(published, **tolerances)


def _counted(case: Case) -> Iterator[tuple[str, Any]]:
    x, exposure, conf = (case["inputs"].get(name, 1) for name in ("x", "T", "conf"))
    interval = count_interval_midp if "mid-P" in case["method"] else count_interval
    yield "ci", list(interval(x, exposure, conf=conf))
    if "null_rate" in case["inputs"]:
        mean = case["inputs"]["null_rate"] * exposure
        yield "p_two_central", 2 * min(gamma_rest(x + 1, mean), gamma_tail(x, mean))


def _ratio(case: Case) -> Ratio:
    given = case["inputs"]
    strata = given.get("strata") or [[given["x1"], given["t1"], given["x2"], given["t2"]]]
    null = given.get("null_ratio", 1)  # another null ratio is the same as so much more exposure
    return rate_ratio(
        [Stratum(Tally(x2, t2), Tally(x1, t1 * null)) for x1, t1, x2, t2 in strata], conf=given.get("conf", 0.95)
    )


def _compared(case: Case) -> Iterator[tuple[str, Any]]:
    found, method = _ratio(case), case["method"]
    exact, midp = [found.exact_low, found.exact_high], [found.midp_low, found.midp_high]
    sides = (found.p_fall_exact, found.p_fall_midp) if "less" in method else (found.p_rise_exact, found.p_rise_midp)
    yield from {
        "ratio": found.ratio, "cmle": found.ratio,
        "ci": midp if method.startswith("mid-P") else exact, "ci_central": exact, "ci_exact": exact, "ci_midp": midp,
        "p": sides["midp" in method], "greater": found.p_rise_exact, "greater_midp": found.p_rise_midp,
        "p_exact_cond": found.p_rise_exact, "p_cond_midp": found.p_rise_midp,
        "p_two_central": 2 * min(found.p_fall_exact or 0, found.p_rise_exact or 0),
        "p_two_midp": 2 * min(found.p_fall_midp or 0, found.p_rise_midp or 0),
    }.items()  # fmt: skip


def _ours(case: Case) -> dict[str, Any]:
    return dict(_counted(case) if case["group"] == "poisson_ci" else _compared(case))


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["match"] and not _minlike(case)], ids=lambda c: c["id"]
)
def test_the_engine_gives_what_was_published(case: Case) -> None:
    ours, near = _ours(case), _near(case)
    looked_at = {name for name in case["expected"] if name not in NOT_OURS}
    for name in looked_at:
        assert ours[name] == near(case["expected"][name]), name
    assert looked_at


def test_a_published_lower_limit_that_is_wrong_is_not_what_we_give() -> None:
    case = BY_ID["sm_15_400_midp"]  # the package that quotes it says so too: only the upper limit is right
    low, high = _ours(case)["ci"]
    near = _near(case)
    assert not case["match"]
    assert high == near(case["expected"]["ci"][1])
    assert low != near(case["expected"]["ci"][0])
    mean = low * case["inputs"]["T"]
    assert gamma_tail(16, mean) + (gamma_tail(15, mean) - gamma_tail(16, mean)) / 2 == pytest.approx(0.025, rel=1e-10)


def test_every_wrong_published_case_is_known_here() -> None:
    assert [case["id"] for case in CASES if not case["match"]] == ["sm_15_400_midp"]


def test_the_interval_of_another_definition_is_not_what_we_give() -> None:
    case = BY_ID["exactci_100_minlike"]  # not symmetric in its tails: its limits do not belong to the one-sided p
    low, high = count_interval(case["inputs"]["x"], conf=case["inputs"]["conf"])
    assert [low, high] != _near(case)(case["expected"]["ci"])
    assert low < case["expected"]["ci"][0]


@pytest.mark.parametrize("name", ["fay_2_10_exactci", "exactci_60_30_minlike", "poisson_test_11_21"])
def test_the_p_of_another_definition_is_not_what_we_give(name: str) -> None:
    case = BY_ID[name]
    assert _ours(case)["p_two_central"] != _near(case)(case["expected"]["p_two_minlike"])


def test_our_p_never_contradicts_our_interval_where_the_other_definition_does() -> None:
    case = BY_ID["fay_2_10_exactci"]
    found = _ratio(case)
    assert case["expected"]["p_two_minlike"] < 0.05 < 2 * (found.p_fall_exact or 0)
    assert (found.exact_high or 0) > 1


def test_what_is_not_ours_is_in_the_cases() -> None:
    published = {name for case in CASES for name in case["expected"]}
    assert set(NOT_OURS) <= published
