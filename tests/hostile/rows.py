"""A row of the bench: every hostile text in every field, and out again through every way there is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import ikdesk.access.model
import ikdesk.exports.model
import ikdesk.incidents.staff_model
import ikdesk.measures.model
import ikdesk.privacy.model
import ikdesk.reports.model
import ikdesk.routines.model  # noqa: F401 (entities must be known)
from ikdesk.paper import cells, plain
from tests.hostile.corpus import CORPUS, more
from tests.hostile.exits import EXITS
from tests.hostile.made import hostile_house
from tests.hostile.watched import watched
from tests.reliability.row import Counted, Row, Share, Tally

RELEASE = 600


def _run(share: Share, ways: tuple[str, ...] = tuple(EXITS)) -> Counted:
    texts = more(RELEASE)
    tally = Tally()
    own = {name: texts[name] for name in share.some(list(texts))}
    house, _demo, found = hostile_house(own, share.folder)
    tally.states, tally.acknowledged = len(own), found.kept
    for said in found.wrong:
        tally.gone(said)
    for way in ways:
        folder = share.folder / way
        folder.mkdir()
        with watched(share.folder) as elsewhere:
            wrong = list(EXITS[way](house, folder))
        for said in [*wrong, *elsewhere]:
            tally.fault(f"{way}: {said}")
    return tally.counted()


@contextmanager
def _without() -> Iterator[None]:
    """Texts go into cells as they are."""
    kept = cells.STARTS_FORMULA, plain._cell
    cells.STARTS_FORMULA, plain._cell = frozenset(), lambda value: value
    try:
        yield
    finally:
        cells.STARTS_FORMULA, plain._cell = kept


def _control(share: Share) -> Counted:
    with _without():
        return _run(share, ("lists",))


ROWS = (
    Row(
        key="hostile", what="fiendtlig tekst gjennom hvert felt og hver eksport", run=_run, small=5, release=RELEASE,
        least=25.0, without="vernet mot formler", control=_control, control_states=3,
    ),
)
assert len(CORPUS) <= RELEASE
