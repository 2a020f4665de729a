"""Where nothing helped, it is seldom said that something did."""

from __future__ import annotations

import pytest

from tests.evidence.no_effect import WORLDS, World, said

UNITS = 2000
POISSON = [world for world in WORLDS if not world.spread]
RANGES = [World("rates around", rates=rates) for rates in ((2.0, 4.0), (4.0, 8.0), (8.0, 15.0))]


@pytest.mark.parametrize("world", [*POISSON, *RANGES], ids=lambda world: f"{world.name} {world.rates}")
def test_the_default_baseline_seldom_says_what_is_not_so(world: World) -> None:
    found = said(world, UNITS, "default")
    assert found.clear_fall <= 0.025
    assert found.fall <= 0.13
    assert found.rise <= 0.10


@pytest.mark.parametrize("world", POISSON, ids=lambda world: world.name)
def test_the_bad_season_alone_would_call_far_more_units_better(world: World) -> None:
    alone = said(world, UNITS, "bad season only").fall
    assert alone > 4 * said(world, UNITS, "default").fall
    assert alone > (0.15 if world.bad == "worst" else 0.37)


def test_rises_need_the_bad_season_kept() -> None:
    without, default = said(POISSON[0], UNITS, "without kept"), said(POISSON[0], UNITS, "default")
    assert without.rise > 0.10 > default.rise


def test_a_rate_that_varies_by_itself_makes_more_that_is_not_so() -> None:
    steady, varied = (said(world, UNITS, "default") for world in (WORLDS[0], WORLDS[2]))
    assert varied.clear_fall > steady.clear_fall
    assert varied.fall > steady.fall
