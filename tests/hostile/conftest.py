"""The hostile house, filled once for each process that asks; some of the texts in every field."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.hostile.corpus import CORPUS
from tests.hostile.exits import House
from tests.hostile.house import Filled
from tests.hostile.made import hostile_house
from tests.rights import Filled as Demo

STEP = 10  # each field gets so small a part of the texts, and each recipe another; the bench tries all in all


@dataclass
class Hostile:
    """The house, the demo it was, and what came of filling it."""

    house: House
    demo: Demo
    found: Filled


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    house, demo, found = hostile_house(CORPUS, tmp_path_factory.mktemp("hostile"), STEP)
    return Hostile(house, demo, found)
