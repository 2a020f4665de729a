"""Taking back what somebody did: what each write changed is remembered while the file is open, and never on disk.

Undoing is a write of its own: what was changed gets its old values, what was made is withdrawn. Nothing is deleted, and
the history says that it was undone. What an entity lets be undone stands with the entity (``Record.__undone__``).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ikdesk.kernel.base import Base, Record
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.history import UNDONE
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import _

MOST = 50  # steps that are kept for somebody
_AT_ONCE = 500  # keys in one question
LARGEST = 5000  # records in a step: undoing more would take longer than anybody waits
_TOO_MUCH = _("Så mye kan ikke angres på én gang. Gjenopprett sikkerhetskopien fra før du gjorde det.")
_HEARD, _UNCOUNTED, _SAID = "heard", "uncounted", "said"
_numbers = count(1)

Heard = tuple[Record, int, int, Mapping[str, tuple[Any, Any]]]  # in one flush: version before, after, what changed
Way = Callable[..., object]  # an action with all it is to be done with; gets the session, ``by`` and ``today``
Versions = dict[tuple[Key, int], int]  # a version that holds just what an earlier one did


class CannotUndo(Problem):
    """It can never be undone, or not any more; the sentence says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class Touched:
    """One record that a write made or changed."""

    kind: type[Record]
    key: Key
    was: int  # its version before; 0 when it was made
    version: int  # and after
    before: Mapping[str, Any]  # what stood before, by attribute; nothing when it was made

    @property
    def made(self) -> bool:
        """Whether it was made."""
        return self.was == 0


@dataclass(frozen=True, slots=True)
class Step:
    """What one write did."""

    said: str  # the sentence people read when it was done
    touched: tuple[Touched, ...]
    at: datetime  # UTC
    stops: str = ""  # why it cannot be undone; empty when it can
    way: Way | None = None  # what undoes it in place of putting back what stood before
    number: int = field(default_factory=lambda: next(_numbers))  # which one it is

    @property
    def page(self) -> str:
        """Where it is seen, as the window calls its pages; empty where it is not known."""
        return next((one.kind.__page__ for one in self.touched if one.kind.__page__), "")


class Steps:
    """What those who are signed in did last, newest last; each has their own, and nothing is kept for others.

    It lives as long as the file is open, and is emptied by every lock. Jobs add to it while the screen looks in it.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._kept: dict[Key | None, deque[Step]] = {}
        self._same: Versions = {}
        self._told: list[Callable[[Viewer, Step], None]] = []

    def begin(self, person: Key | None) -> None:
        """Keep what this person does from now on."""
        with self._lock:
            self._kept.setdefault(person, deque(maxlen=MOST))

    def keeps(self, by: Viewer) -> bool:
        """Whether what somebody does is kept."""
        return by.person is not None and by.person in self._kept

    def on_step(self, listener: Callable[[Viewer, Step], None]) -> Callable[[], None]:
        """Tell the listener of every step, on the thread it was taken; what comes back ends that."""
        self._told.append(listener)
        return lambda: self._told.remove(listener)

    def add(self, by: Viewer, step: Step) -> None:
        """Keep one more; the oldest of too many is forgotten."""
        with self._lock:
            if any(one.kind.__forgotten__ for one in step.touched):
                self.forget()
            self._kept[by.person].append(step)
        for listener in list(self._told):
            listener(by, step)

    def newest(self, person: Key | None) -> Step | None:
        """What somebody did last, if anything is left."""
        return next(reversed(self.of(person)), None)

    def of(self, person: Key | None) -> tuple[Step, ...]:
        """What somebody did, oldest first."""
        with self._lock:
            return tuple(self._kept.get(person, ()))

    def find(self, person: Key | None, number: int) -> Step | None:
        """The step with this number, if it is kept yet."""
        return next((one for one in self.of(person) if one.number == number), None)

    def name(self, person: Key | None, number: int, said: str, way: Way | None = None) -> Step | None:
        """Give a step its sentence, and perhaps a way of its own to undo it; the step as it is now comes back."""
        with self._lock:
            for at, one in enumerate(self.of(person)):
                if one.number == number:
                    named = replace(one, said=said, way=way, stops="" if way else one.stops)
                    self._kept[person][at] = named
                    return named
        return None

    def drop(self, person: Key | None, number: int) -> None:
        """Keep this one no longer."""
        with self._lock:
            for at, one in enumerate(self.of(person)):
                if one.number == number:
                    del self._kept[person][at]
                    return

    def forget(self) -> None:
        """Forget everything everybody did."""
        with self._lock:
            for kept in self._kept.values():
                kept.clear()
            self._same.clear()

    def stands(self, key: Key, version: int) -> int:
        """The first version of a record that held what this one holds."""
        return self._same.get((key, version), version)

    def same(self, key: Key, version: int, as_before: int) -> None:
        """Remember that a version holds just what an earlier one did: what was done before that can be undone yet."""
        self._same[key, version] = self.stands(key, as_before)


def listen(session: Session) -> None:
    """Hear what this write changes."""
    session.info[_HEARD] = []


def leave_out(session: Session) -> None:
    """For actions that are nobody's doing, such as taking in what others told: what they write is no step."""
    session.info[_UNCOUNTED] = True


def say(session: Session, said: str) -> None:
    """For actions that know better than their records what they did.

    Args:
        session: in which.
        said: a sentence.
    """
    session.info[_SAID] = said


def step_of(session: Session) -> Step | None:
    """What a write that is about to be saved has done; None where there is nothing to undo."""
    heard: list[Heard] = session.info.pop(_HEARD, [])
    if not heard or session.info.get(_UNCOUNTED):
        return None
    touched: dict[Key, Touched] = {}
    stops = ""
    for one in heard:
        record, _was, _version, what = one
        told = touched[record.id] = _folded(touched.get(record.id), one)
        if record.__undone__ is None or (not told.made and record.__fixed__ & what.keys()):
            stops = stops or str(record.__stops__)
    said = session.info.get(_SAID) or _said(heard[0][0], touched)
    if len(touched) > LARGEST:
        stops = stops or str(_TOO_MUCH)
        return Step(said, tuple(touched.values())[:1], session.info["now"], stops)
    return Step(said, tuple(touched.values()), session.info["now"], stops)


def undo_step(session: Session, step: Step, steps: Steps, *, by: Viewer, today: date) -> list[tuple[Key, int, int]]:
    """Take a step back: all of it, or nothing.

    Args:
        step: what was done.
        steps: among which it is kept.

    Returns:
        Which versions hold just what earlier ones did: the key, the version, and the earlier one.

    Raises:
        CannotUndo: it can never be undone, something has been done with it since, or this person may not any more.
    """
    leave_out(session)
    if step.stops:
        raise CannotUndo(step.stops)
    found = _load(session, step)
    _refuse_hidden(session, step, found, by)
    _refuse_changed(session, step, found, steps, by)
    session.info[UNDONE] = [step.at.isoformat(), _("Angret: {said}").format(said=step.said)]
    try:
        if step.way is not None:
            step.way(session, by=by, today=today)
        else:
            _put_back(session, step, found, today)
    except Invalid as wrong:
        raise CannotUndo(_("Det kan ikke angres. {why}").format(why=wrong)) from wrong
    except Problem as said:
        raise CannotUndo(*said.args) from said
    session.flush()
    for follow in _AFTER:
        follow(session, step, today=today)
    session.flush()
    return [
        (one.key, found[one.key].version, one.was) for one in step.touched
        if not one.made and all(getattr(found[one.key], name) == value for name, value in one.before.items())
    ]


_AFTER: list[Callable[..., None]] = []


def afterwards(follow: Callable[..., None]) -> Callable[..., None]:
    """Mark a function that brings up to date what follows from a step that was undone.

    Args:
        follow: gets the session, the step and ``today``.
    """
    _AFTER.append(follow)
    return follow


def _folded(known: Touched | None, heard: Heard) -> Touched:
    """What is known of a record, and what one more flush did to it."""
    record, was, version, what = heard
    if known is None:
        return Touched(type(record), record.id, was, version, {name: told[0] for name, told in what.items() if was})
    more = {} if known.made else {name: told[0] for name, told in what.items() if name not in known.before}
    return replace(known, version=version, before={**known.before, **more})


def _said(first: Record, touched: Mapping[Key, Touched]) -> str:
    """What was done, where nobody gave it a sentence."""
    words = _("{what} er lagt til.") if touched[first.id].made else _("{what} er endret.")
    told = words.format(what=first.called())
    return told[:1].upper() + told[1:]


def _load(session: Session, step: Step) -> dict[Key, Record]:
    found: dict[Key, Record] = {}
    for kind in dict.fromkeys(one.kind for one in step.touched):
        keys = [one.key for one in step.touched if one.kind is kind]
        for some in _some(keys):
            found.update((row.id, row) for row in session.scalars(select(kind).where(kind.id.in_(some))))
    return found


def _refuse_hidden(session: Session, step: Step, found: Mapping[Key, Record], by: Viewer) -> None:
    """Refuse what somebody may not do, or not know of; a way of its own asks for its own rights."""
    if step.way is None:
        needed = {one.kind.__undone__ for one in step.touched}
        if not by.rights >= needed:
            raise CannotUndo(_("Dette har du ikke tilgang til. Spør lederen."))
    looked_at: set[Key] = set()
    for record in found.values():
        for one in (record, *_pointed_at(session, record, looked_at)):
            if one.hidden_from(by):
                raise CannotUndo(_("Dette har du ikke tilgang til. Spør lederen."))


def _pointed_at(session: Session, record: Record, looked_at: set[Key]) -> Iterator[Record]:
    """What a record belongs to, each asked for once."""
    for name, kind in _PARENTS.get(type(record)) or _parents(type(record)):
        key = getattr(record, name)
        if key is not None and key not in looked_at:
            looked_at.add(key)
            parent = session.get(kind, key)
            if parent is not None:
                yield parent


_PARENTS: dict[type[Record], list[tuple[str, type[Record]]]] = {}


def _parents(kind: type[Record]) -> list[tuple[str, type[Record]]]:
    """The attributes that point at a record, and its kind."""
    kinds = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    _PARENTS[kind] = [
        (key, kinds[foreign.column.table])
        for key, column in inspect(kind).columns.items() for foreign in column.foreign_keys
        if issubclass(kinds[foreign.column.table], Record)  # a picture is nobody's record
    ]  # fmt: skip
    return _PARENTS[kind]


def _refuse_changed(
    session: Session, step: Step, found: Mapping[Key, Record], steps: Steps, by: Viewer
) -> None:
    """Refuse where something has been done with a record since."""
    for one in step.touched:
        record = found.get(one.key)
        if record is None or steps.stands(one.key, record.version) != one.version:
            raise CannotUndo(_changed_words(one, record, by))
    if step.way is None:
        for kind, keys in _made(step).items():
            used = _used(session, kind, keys, {one.key for one in step.touched})
            if used is not None:
                raise CannotUndo(_changed_words(Touched(kind, used, 0, 0, {}), found[used], by))


def _changed_words(one: Touched, record: Record | None, by: Viewer) -> str:
    """That it was changed since; its name only to those who may do something about it."""
    if record is None or one.kind.__undone__ not in by.rights:
        return str(_("Noe av det er endret siden. Åpne det og rett det i stedet."))
    return _("«{what}» er endret siden. Åpne den og rett den i stedet.").format(what=record.called())


def _made(step: Step) -> dict[type[Record], list[Key]]:
    made: dict[type[Record], list[Key]] = {}
    for one in step.touched:
        if one.made:
            made.setdefault(one.kind, []).append(one.key)
    return made


def _used(session: Session, kind: type[Record], keys: Sequence[Key], own: set[Key]) -> Key | None:
    """One of these records that something else points at since; what was withdrawn points at nothing."""
    for mapper in Base.registry.mappers:
        if not issubclass(mapper.class_, Record):
            continue
        for name, parent in _PARENTS.get(mapper.class_) or _parents(mapper.class_):
            if parent is not kind:
                continue
            pointing = getattr(mapper.class_, name)
            question = select(mapper.class_.id, pointing).where(mapper.class_.withdrawn_at.is_(None))
            for some in _some(keys):
                for key, used in session.execute(question.where(pointing.in_(some))):
                    if key not in own:
                        return used  # type: ignore[no-any-return]
    return None


def _put_back(session: Session, step: Step, found: Mapping[Key, Record], today: date) -> None:
    made, why, now = {one.key for one in step.touched if one.made}, str(_("Angret")), session.info["now"]
    for one in reversed(step.touched):
        record = found[one.key]
        if not one.made:
            for name, value in one.before.items():
                setattr(record, name, value)
        elif getattr(record, record.__part_of__ or "id") not in made - {one.key}:
            record.unmake(why, now)
        else:
            continue  # it goes with what it is a part of
        record.check(today)


def _some(keys: Sequence[Key]) -> Iterable[Sequence[Key]]:
    for first in range(0, len(keys), _AT_ONCE):
        yield keys[first : first + _AT_ONCE]
