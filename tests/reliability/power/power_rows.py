"""The rows of the bench about power cuts: one for each thing the program may be doing when the power goes."""

from __future__ import annotations

from tests.reliability.power.cut import cut, recordings
from tests.reliability.power.library import cannot
from tests.reliability.row import Counted, Row, Run, Share

WITHOUT = {
    "synchronous": "synchronous = FULL",
    "flush": "fsync of a file before it takes its name",
    "folder": "fsync of a folder after a file took its name in it",
}
MANY, SOME = 20_000, 5_000
# scene, what it is in words, what the control lacks, states in CI and in a release, states the control needs
TRIED = (
    ("begin", "strømbrudd mens nye data lages", "flush", 42, SOME, 60),
    ("save", "strømbrudd mens det lagres", "synchronous", 190, MANY, 30),
    ("inbox", "strømbrudd mens det meldes fra låst skjerm", "folder", 70, SOME, 100),
    ("import", "strømbrudd under import", "synchronous", 50, MANY, 40),
    ("migration", "strømbrudd under oppgradering", "synchronous", 42, MANY, 120),
    ("backup", "strømbrudd under sikkerhetskopiering", "flush", 56, MANY, 40),
    ("restore", "strømbrudd under gjenoppretting", "flush", 56, SOME, 60),
    ("rekey", "strømbrudd under bytte av nøkler", "flush", 60, MANY, 40),
    ("vault", "strømbrudd under bytte av passord og kode", "flush", 60, MANY, 40),
    ("small", "strømbrudd mens de små filene skrives", "folder", 60, 1_000, 100),
)
ALL = tuple(part for name, _what, without, *_sizes in TRIED for part in (name, f"{name}:{without}"))
FEW = 400  # states: a process that draws fewer is one of the tests, where all rows run one after the other


def _cut(name: str) -> Run:
    def run(share: Share) -> Counted:
        folder = recordings(*ALL) if share.of == 1 and share.states < FEW else recordings(name)
        return cut(folder, name, share.states, share.chance)

    return run


ROWS = tuple(
    Row(
        key=f"power-{name}", what=what, run=_cut(name), small=small, release=release, least=0.2,
        without=WITHOUT[without], control=_cut(f"{name}:{without}"), control_states=control, cannot=cannot,
    )
    for name, what, without, small, release, control in TRIED
)  # fmt: skip
