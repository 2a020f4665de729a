"""Kill -9 while saving: whatever somebody was told is saved, is there afterwards, whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from random import Random

from ikdesk import data
from ikdesk.access.finding_queries import walked
from ikdesk.kernel.errors import Problem
from ikdesk.safe.file import examined
from tests.reliability.killing import Tell, cannot, killed
from tests.reliability.row import Counted, Row, Share, Tally
from tests.reliability.saving import Facts, Promised, Writer, facts_in, missing, promised, take_all_in
from tests.reliability.unit import CLOCK, Unit, make_unit, quick

MOST = 4  # savings that are acknowledged before the moment of the kill is drawn by lot …
LONGEST = 0.012  # … within so many seconds, in which one or two more are saved
ANEW = 30  # kills before it is begun anew with a fresh copy: it grows
LOOK = 3  # kills one after the other before somebody looks: what the first lost, the others do not bring back
REALLY = 6  # each so many-th time it is opened as the program opens it
DAYS = 100  # more than one process comes to log


def run(share: Share) -> Counted:
    """Kill processes that save as the program does."""
    return _kills(share, hasty=False)


def control(share: Share) -> Counted:
    """The same, of one that says that it is saved when it is about to be."""
    return _kills(share, hasty=True)


def _kills(share: Share, *, hasty: bool) -> Counted:
    chance, tally = share.chance, Tally()
    with quick():
        ready = make_unit(share.folder / "ready")
        _practise(ready.copy(share.folder / "practice"))
        unit, known, said = ready, Facts(), list[Promised]()
        for number in range(share.states):
            if number % ANEW == 0:
                unit, known, said = ready.copy(share.folder / "unit"), {}, []
            work = _Work(unit, f"k{share.at}n{number}", number, chance.random(), hasty)
            ended = killed(work, chance.uniform(0.0, LONGEST), told=2 * chance.randint(0, MOST))
            if ended.broke:
                tally.fault(ended.broke)
                continue
            tally.states += ended.by_us
            said.append(promised(ended.lines))
            if number % LOOK == LOOK - 1 or number % ANEW == ANEW - 1 or number == share.states - 1:
                known, said = _looked_after(work, known, said, tally), []
    return tally.counted()


def _practise(unit: Unit) -> None:
    """Do everything once before the first fork: what must be worked out once, is not worked out in each of them."""
    with closing(unit.open()) as found:
        Writer(found, lambda _line: None, Random(1), "p", 0).go_on(40)
        take_all_in(found)
        facts_in(found)
        _not_whole(found, thorough=True)


class _Work:
    """What one process does until it is killed."""

    def __init__(self, unit: Unit, name: str, number: int, seed: float, hasty: bool) -> None:
        self.unit, self.name, self.number, self._seed, self._hasty = unit, name, number, seed, hasty

    def __call__(self, tell: Tell) -> None:
        """Save until it is over."""
        found = self.unit.open() if self.number % REALLY == 1 else _opened(self.unit)
        day = self.number % ANEW * DAYS
        Writer(found, tell, Random(self._seed), self.name, day, self._hasty).go_on()

    @property
    def really(self) -> bool:
        """Whether it is looked after as the program opens it."""
        return self.number % REALLY == REALLY - 1


def _opened(unit: Unit) -> data.Data:
    """Open only the file; as the program does it takes four times as long."""
    database = data.database_of(unit.folder / data.FILE, unit.keys, CLOCK)
    return data.Data(unit.folder, unit.keys, database, data._viewer(database, unit.keys), ExitStack())


def _looked_after(work: _Work, known: Facts, said: Sequence[Promised], tally: Tally) -> Facts:
    """Open what was left behind, and look for everything; what holds from now on."""
    for one in said:
        known = known | one.saved
        tally.acknowledged += one.savings
    try:
        with _left_behind(work) as found:
            for what in _not_whole(found, thorough=work.really):
                tally.fault(f"{work.name}: {what}")
            there = facts_in(found)
    except Problem as problem:
        tally.gone(f"{work.name}: {problem}", len(known))
        return known
    for one in said:
        if not missing(one.under_way, there):
            known = known | one.under_way  # it was saved, and the kill came before it was said
    gone = missing(known, there)
    if gone:
        tally.gone(f"{work.name}: {gone[0]}", len(gone))
    for what in sorted(there.keys() - known.keys()):
        tally.fault(f"{work.name}: {what} came from nowhere, or is half of something")
    return there


@contextmanager
def _left_behind(work: _Work) -> Iterator[data.Data]:
    with closing(work.unit.open() if work.really else _opened(work.unit)) as found:
        if work.really:
            take_all_in(found)
        yield found


def _not_whole(found: data.Data, *, thorough: bool) -> Sequence[str]:
    with found.database.raw() as connection:
        said = examined(connection)
    if thorough:
        said += [f"{finding}" for finding in (*found.findings, *found.read(walked))]
        said += list(found.warnings)
    return said


ROWS = (
    Row(
        key="save", what="kill -9 mens det lagres", run=run, small=140, release=10_000, least=1.5,
        without="å si «lagret» først etter at det er lagret", control=control, control_states=12,
        cannot=cannot, alone=True,
    ),
)  # fmt: skip
