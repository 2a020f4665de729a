"""How a text comes into the attributes of an entity: what a recipe may do, and what it must say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ikdesk import entities_data as _entities  # noqa: F401  (every entity must be known)
from ikdesk.incidents.actions import record_incident
from ikdesk.kernel.base import LONGEST, SHORT, Base
from ikdesk.kernel.content import Picture
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.kernel.words import clean, whole
from ikdesk.measures.actions import add_measure
from ikdesk.meetings.view_model import points_in
from ikdesk.routines.actions import add_routine

NOON = datetime(2026, 4, 30, 12, 0)
DAY = date(2026, 2, 3)
PICTURE = Picture(b"\xff\xd8\xff", "jpeg", 4, 3)
Texts = dict[str, str]  # by "Entity.attribute"
Done = dict[str, str]  # what stands in each afterwards


@dataclass
class Doing:
    """One transaction: what a recipe may do."""

    session: Session
    by: Viewer
    today: date
    hill: Key
    number: int  # of the text; no two are alike

    def do(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do it, and let it reach the tables."""
        found = action(self.session, *args, by=self.by, today=self.today, **kwargs)
        self.session.flush()
        return found

    def incident(self, **values: Any) -> Key:
        """Something that happened."""
        plain = {"kind": "child_injury", "occurred_on": DAY + timedelta(days=self.number % 80), "place_id": self.hill,
                 "severity": 1}  # fmt: skip
        key: Key = self.do(record_incident, {**plain, **values}, told_at=NOON)
        return key

    def measure(self, **values: Any) -> Key:
        """Something to be done."""
        key: Key = self.do(add_measure, {"title": "Sand på bakken", "origin": "immediate", **values})
        return key

    def routine(self, **values: Any) -> Key:
        """How something is done."""
        key: Key = self.do(add_routine, {"title": "Gå på tur", "steps": "Tell barna.", **values})
        return key

    def read(self, kind: str, key: Any, *names: str) -> Done:
        """What stands there, read anew."""
        entity = ENTITIES[kind]
        self.session.flush()
        self.session.expire_all()
        found = self.session.get_one(entity, key)
        return {f"{kind}.{name}": getattr(found, name) or "" for name in names}


ENTITIES: dict[str, Any] = {mapper.class_.__name__: mapper.class_ for mapper in Base.registry.mappers}


@dataclass(frozen=True)
class Recipe:
    """How texts are kept by an action.

    Args:
        texts: what is written, "Entity.attribute"; what it says when another is tried.
        keep: writes them and reads them back.
        needed: those that must say something.
        least: letters that must be there.
        limits: characters, where that is not what the column says.
        told_as: what Invalid calls it, where that is not the attribute.
        joined: those that are kept on one line.
        lines: those whose lines are counted, and how many there may be.
        points: those whose lines are points, and how many characters each may have.
        else_refused: other reasons to refuse a text, in words of the sentence.
        as_typed: nothing is refused or cleaned but what no file can hold.
        cut: what the program writes itself and may shorten, and to how much.
    """

    texts: Mapping[str, str]
    keep: Callable[[Doing, Texts], Done]
    needed: frozenset[str] = frozenset()
    least: Mapping[str, int] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    told_as: Mapping[str, str] = field(default_factory=dict)
    joined: frozenset[str] = frozenset()
    lines: Mapping[str, int] = field(default_factory=dict)
    points: Mapping[str, int] = field(default_factory=dict)
    else_refused: str = ""
    as_typed: bool = False
    cut: Mapping[str, int] = field(default_factory=dict)

    def limit(self, name: str) -> int:
        """How many characters there is room for."""
        kind, attribute = name.split(".")
        column = ENTITIES[kind].__mapper__.columns[attribute]
        most = LONGEST if column.info.get("long") else getattr(column.type, "length", None) or SHORT
        return self.limits.get(name, most)

    def kept(self, name: str, text: str) -> str:
        """The text as it shall stand."""
        if self.as_typed:
            return whole(text)
        kind, attribute = name.split(".")
        column = ENTITIES[kind].__mapper__.columns[attribute]
        said = clean(text)
        if column.info.get("label") and not column.info.get("long"):
            said = re.sub(r"\s*[\n\t]\s*", " ", said)
        return (" ".join(said.split()) if name in self.joined else said)[: self.cut.get(name)]

    def refuses(self, name: str, text: str) -> bool:
        """Whether this text must be refused here."""
        if self.as_typed:
            return False
        said = self.kept(name, text)
        lines = [line for line in said.splitlines() if line.strip()]
        return (
            (name not in self.cut and len(said) > self.limit(name))
            or (name in self.needed and not said)
            or len(said) < self.least.get(name, 0)
            or len(lines) > self.lines.get(name, 10**9)
            or (name in self.points and max(map(len, points_in(said)), default=0) > self.points[name])
        )
