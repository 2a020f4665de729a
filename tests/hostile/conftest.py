"""The hostile house, filled once for each process that asks; some of the texts in every field."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.hostile.corpus import sample
from tests.hostile.exits import House
from tests.hostile.house import Filled
from tests.hostile.made import hostile_house
from tests.test_rights import Filled as Demo

MOST = 58  # of the texts; the bench tries them all


@dataclass
class Hostile:
    """The house, the demo it was, and what came of filling it."""

    house: House
    demo: Demo
    found: Filled
    texts: dict[str, str]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    texts = sample(MOST)
    house, demo, found = hostile_house(texts, tmp_path_factory.mktemp("hostile"))
    return Hostile(house, demo, found, texts)
