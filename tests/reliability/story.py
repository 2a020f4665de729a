"""A unit's long life, step by step as chance wants it, beside a model of it in plain Python.

What the model knows: what stands in the file, what each backup should bring back, what was disposed of, who gets in.
Whenever a backup is brought back, everything that was saved before it was made is there, and nothing that was disposed
of comes back, whenever that was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from ikdesk import data
from ikdesk.incidents.actions import correct_incident, record_incident
from ikdesk.incidents.model import Incident
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.search import SearchText
from ikdesk.kernel.viewer import Key
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.privacy.disposal_data import FileDisposals
from ikdesk.privacy.model import Ground
from ikdesk.restore_data import restore
from ikdesk.safe.backup import ENDING, manifest_path
from ikdesk.safe.kept import thin
from ikdesk.safe.secret import Work
from ikdesk.unit.queries import places
from tests.reliability.row import Tally
from tests.reliability.unit import PASSWORD, Unit
from tests.samples import NOON, THEIRS

FIRST, LAST = date(2026, 5, 1), date(2032, 12, 31)
Stories = dict[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup as the model knows it."""

    stories: Stories  # what stood in the file when it was made, by the token it begins with
    password: str
    keys: int  # how many times the keys had been exchanged


class Life:
    """One unit and its model.

    Args:
        ready: what it begins as.
        folder: an empty one.
        chance: what happens.
        tally: where it is counted.
    """

    weights: tuple[int, ...]  # how often each thing happens

    def __init__(self, ready: Unit, folder: Path, chance: Random, tally: Tally) -> None:
        self._folder, self._chance, self._tally = folder, chance, tally
        self._number = 0
        self._day, self._password = FIRST, PASSWORD
        self._stories: Stories = {}
        self._keys: dict[str, Key] = {}
        self._disposed: set[str] = set()
        self._exchanged = 0
        self._made: dict[Path, Made] = {}  # by where it lies
        self._damaged: set[Path] = set()
        self._second = False
        self._steps: list[str] = []
        self._stick = folder / "stick"
        self._stick.mkdir()
        self._unit = ready.copy(folder / "unit-0")
        self._open()
        self._place = next(one.id for one in self._found.read(places) if one.logged)
        self._other = next(iter(self._unit.people), "")

    def step(self) -> None:
        """One more thing happens."""
        happens: Callable[[], None] = self._chance.choices(WHAT, self.weights)[0].__get__(self)
        self._steps.append(happens.__name__.removeprefix("_"))
        happens()
        self._tally.states += 1

    def end(self) -> None:
        """It is closed, and looked through a last time."""
        self._compare(self._found, self._stories, "at the end")
        self._found.close()

    def _open(self) -> None:
        self._found = self._unit.open(Clock(self._day))
        for said in self._found.findings:
            self._fault(f"the log says {said}")

    def _write(self) -> None:
        token = f"t{self._number}x"
        self._number += 1
        values = {"kind": "near_miss", "occurred_on": date(2026, 2, 3), "place_id": self._place, "severity": 0,
                  "story": f"{token} nesten"}  # fmt: skip
        self._keys[token] = self._found.write(record_incident, values, told_at=NOON)
        self._stories[token] = values["story"]  # type: ignore[assignment]  # a text

    def _correct(self) -> None:
        if self._stories:
            token = self._chance.choice(sorted(self._stories))
            said = f"{token} rettet {len(self._steps)}"
            self._found.write(correct_incident, self._keys[token], {"story": said}, "feil")
            self._stories[token] = said

    def _back_up(self) -> None:
        before = set(self._there())
        made = self._found.backups.make()
        if made.path in before:
            self._fault(f"{made.path.name} was written over one that is there")
        self._know(made.path)

    def _know(self, path: Path) -> None:
        known = Made(dict(self._stories), self._password, self._exchanged)
        if not path.exists():
            self._fault("the newest backup was thinned out")
            return
        text = path.read_bytes()
        laid = [other for other in self._stick.glob("*" + ENDING) if other.read_bytes() == text] if self._second else []
        if self._second and not laid:
            self._fault("the newest backup is not in the second place")
        for place in (path, *laid):
            self._made[place] = known
            self._damaged.discard(place)

    def _damage(self) -> None:
        there = self._there()
        if there:
            path = self._chance.choice(there)
            hit = path if self._chance.random() < 0.7 else manifest_path(path)
            text = bytearray(hit.read_bytes())
            text[self._chance.randrange(len(text))] ^= 1 << self._chance.randrange(8)
            hit.write_bytes(bytes(text))
            self._damaged.add(path)

    def _second_place(self) -> None:
        self._second = not self._second
        self._found.backups.choose_second(self._stick if self._second else None)

    def _thin_out(self) -> None:
        whole = [path for path in self._there() if path not in self._damaged and path.parent != self._stick]
        if whole:
            newest = max(whole, key=lambda path: path.stat().st_mtime_ns)
            thin(newest.parent, self._found.keys, newest, self._found.clock.local())
            if not newest.exists():
                self._fault("the newest backup that is whole was thinned out")

    def _kill(self) -> None:
        """What a kill leaves is what lies there now: the program never comes to closing anything."""
        left = replace(self._unit, folder=self._folder / f"unit-{len(self._steps)}")
        shutil.copytree(self._unit.folder, left.folder)
        if self._unit.machine.exists():
            shutil.copytree(self._unit.machine, left.machine, dirs_exist_ok=True)
        gone, self._unit = self._unit, left
        for path in [path for path in self._made if path.is_relative_to(gone.folder)]:
            moved = left.folder / path.relative_to(gone.folder)
            self._made[moved] = self._made.pop(path)
            if path in self._damaged:
                self._damaged.add(moved)
        self._found.close()
        for folder in (gone.folder, gone.machine):
            shutil.rmtree(folder, ignore_errors=True)
        self._open()
        self._compare(self._found, self._stories, "after a kill")

    def _dispose(self) -> None:
        if self._stories:
            token = self._chance.choice(sorted(self._stories))
            FileDisposals(self._found).dispose(self._keys[token], Ground.WRONG_PERSON, "Etter vedtak i sak 7")
            del self._stories[token]
            self._disposed.add(token)

    def _new_password(self) -> None:
        self._password = f"kakao votter sol {self._chance.randrange(10_000)}"
        VaultUsers(self._found, Work()).new_password(self._found.keys.person, self._password)

    def _remove(self) -> None:
        users = VaultUsers(self._found, Work())
        if self._other:
            before = set(self._here())
            users.remove(self._other, "Har sluttet")
            self._exchanged += 1
            self._other = ""
            self._unit = replace(self._unit, keys=self._found.keys)
            for path in set(self._here()) - before:
                self._know(path)
        else:
            self._other = users.add(f"Kari {len(self._steps)}", Role.STAFF, THEIRS)

    def _clock(self) -> None:
        day = self._day + timedelta(days=self._chance.choice((-400, -30, -1, 1, 1, 7, 30, 400)))
        self._day = min(LAST, max(FIRST, day))
        self._found.database.clock = Clock(self._day)

    def _bring_back(self) -> None:
        there = self._there()
        if not there:
            return
        path = self._chance.choice(there)
        if self._chance.random() < 0.25:
            self._over(path)
        else:
            self._on_empty(path)

    def _on_empty(self, path: Path) -> None:
        known = self._made[path]
        new = Unit(self._folder / "new", self._unit.keys, "", ())
        try:
            keys = restore(path, new.folder, password=known.password)
        except (Problem, Invalid) as problem:
            self._refused(path, problem, new.folder)
        else:
            self._look_at(path, replace(new, keys=keys))
        for folder in (new.folder, new.machine):
            shutil.rmtree(folder, ignore_errors=True)

    def _look_at(self, path: Path, new: Unit) -> None:
        stands = self._standing(self._made[path])
        with closing(new.open(Clock(self._day))) as found:
            self._compare(found, stands, f"after {path.name} was brought back", sure=self._known_beside(path))

    def _known_beside(self, path: Path) -> bool:
        """Whether an empty machine can learn what was disposed of since: the list lies beside, and can be opened.

        A stick that is no longer the second place may have been taken away before. And a list that was sealed after
        keys were exchanged is opened by a backup made since, with the password of that time.
        """
        beside = [one for one in self._there() if one.parent == path.parent and one not in self._damaged]
        password = self._made[path].password
        newest = max((self._made[one].keys for one in beside if self._made[one].password == password), default=-1)
        return newest >= self._exchanged and (path.parent != self._stick or self._second)

    def _over(self, path: Path) -> None:
        self._found.close()
        try:
            keys = restore(path, self._unit.folder, password=self._password)
        except (Problem, Invalid) as problem:
            self._refused(path, problem, None)
        else:
            self._unit = replace(self._unit, keys=keys)
            self._stories = self._standing(self._made[path])
        self._open()
        self._compare(self._found, self._stories, f"after {path.name} was brought back over it")
        self._after_restore()

    def _after_restore(self) -> None:
        """Who is let in follows the backup, and so do the keys of what was told."""
        rows = VaultUsers(self._found, Work()).rows()
        others = [row.id for row in rows if not row.mine and row.password]
        self._other = next(iter(others), "")

    def _refused(self, path: Path, problem: Exception, new: Path | None) -> None:
        if path not in self._damaged:
            self._fault(f"{path.name} is whole, and was refused: {problem}")
        if new is not None and data.exists(new):
            self._fault(f"{path.name} was refused, and something was made of it")

    def _standing(self, made: Made) -> Stories:
        return {token: said for token, said in made.stories.items() if token not in self._disposed}

    def _compare(self, found: data.Data, stands: Stories, when: str, *, sure: bool = True) -> None:
        there, searched = found.database.read(_stories)
        self._tally.acknowledged += len(stands)
        for token in stands.keys() - there.keys():
            self._tally.gone(self._told(f"{token} is gone {when}"))
        for token in self._disposed if sure else ():
            if token in there or any(token in body for body in searched):
                self._fault(f"{token} was disposed of, and is back {when}")
        wrong = [token for token in stands.keys() & there.keys() if stands[token] != there[token]]
        more = there.keys() - stands.keys() - self._disposed
        if wrong or more:
            self._fault(f"{[*wrong, *more][0]} is not as it was {when}")

    def _here(self) -> list[Path]:
        return sorted((self._unit.folder / "backups").glob("*" + ENDING))

    def _there(self) -> list[Path]:
        """The backups in both places."""
        return [path for path in (*self._here(), *sorted(self._stick.glob("*" + ENDING))) if path in self._made]

    def _fault(self, what: str) -> None:
        self._tally.fault(self._told(what))

    def _told(self, what: str) -> str:
        return f"{what}; {' '.join(self._steps)}"


def _stories(session: Any) -> tuple[Stories, list[str]]:
    rows = session.scalars(select(Incident.story).where(Incident.disposed_on.is_(None)))
    searched = session.scalars(select(SearchText.body).where(SearchText.kind == Incident.__tablename__))
    return {story.split()[0]: story for story in rows}, list(searched)


WHAT: tuple[Any, ...] = (
    Life._write, Life._correct, Life._back_up, Life._damage, Life._second_place, Life._thin_out, Life._kill,
    Life._dispose, Life._new_password, Life._remove, Life._clock, Life._bring_back,
)  # fmt: skip
Life.weights = (30, 8, 11, 3, 4, 4, 3, 6, 4, 2, 8, 9)


class ShortLife(Life):
    """One in which nothing happens but what a control needs."""

    weights = (4, 0, 3, 0, 0, 0, 0, 3, 0, 0, 0, 5)
