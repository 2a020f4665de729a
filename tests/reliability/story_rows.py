"""The long life of a unit: whatever happened, a backup brings back all that was saved before it, and nothing more."""

from __future__ import annotations

import shutil
from random import Random

import pytest

from ikdesk.privacy import disposal_data
from tests.reliability.row import Counted, Row, Share, Tally
from tests.reliability.story import Life, ShortLife
from tests.reliability.unit import make_unit, quick

SHORT, LONG = 30, 50  # steps in each life
MANY = 10_000  # states from which on lives are long


def run(share: Share) -> Counted:
    """Live as many lives as the steps are enough for."""
    return _lived(share, Life)


def _lived(share: Share, kind: type[Life]) -> Counted:
    tally = Tally()
    with quick():
        ready = make_unit(share.folder / "ready", others=1)
        length, number = LONG if share.states >= MANY else SHORT, 0
        while tally.states < share.states:
            folder = share.folder / "life"
            folder.mkdir()
            life = kind(ready, folder, Random(f"{share.seed} {share.at} {number}"), tally)
            for _step in range(min(length, share.states - tally.states)):
                life.step()
            life.end()
            shutil.rmtree(folder)
            number += 1
    return tally.counted()


def control(share: Share) -> Counted:
    """The same where nobody disposes anew of what an older backup brings back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disposal_data, "replay_disposals", lambda *_words, **_more: [])
        return _lived(share, ShortLife)


ROWS = (
    Row(
        key="story", what="sikkerhetskopi og gjenoppretting mot en modell, mange steg om hverandre", run=run, small=210,
        release=250_000, least=0.2, without="å kassere på nytt det en eldre kopi bringer tilbake", control=control,
        control_states=60, alone=True,
    ),
)  # fmt: skip
