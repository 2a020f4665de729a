"""A house where everything that can be written is hostile, and how it is filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ikdesk.kernel.database import Database
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key, Viewer
from ikdesk.unit.model import Place
from tests.hostile.fields import RECIPES
from tests.hostile.recipe import Doing, Recipe, Texts


@dataclass
class Filled:
    """What came of writing texts everywhere."""

    kept: int = 0  # texts that stand where they were written
    refused: int = 0
    wrong: list[str] = field(default_factory=list)
    by_field: dict[str, set[str]] = field(default_factory=dict)  # what stands in each


@dataclass
class Writer:
    """Writes texts through the actions."""

    database: Database
    by: Viewer
    today: date
    found: Filled = field(default_factory=Filled)
    number: int = 0
    hill: Key | None = None

    def fill(self, texts: Mapping[str, str], recipes: Sequence[Recipe] = RECIPES, step: int = 1) -> Filled:
        """Write texts in every field; each recipe writes one in each of its fields at a time.

        Args:
            texts: by name.
            recipes: how they are written.
            step: 1 for all texts in every field; 10 for a tenth, of which each recipe takes another.
        """
        for number, recipe in enumerate(recipes):
            named = list(texts.items())[number % step :: step]
            for at in range(len(named)):
                turn = {name: named[(at + 7 * place) % len(named)] for place, name in enumerate(recipe.texts)}
                self.write(recipe, {name: text for name, (_said, text) in turn.items()},
                           {name: said for name, (said, _text) in turn.items()})  # fmt: skip
        return self.found

    def write(self, recipe: Recipe, texts: Texts, said: Mapping[str, str]) -> None:
        """Write what is not refused; what is refused must be, and gets a sentence of its own."""
        if recipe.else_refused:
            recipe = replace(recipe, texts={name: f"{plain} {self.number}" for name, plain in recipe.texts.items()})
        told = dict(texts)
        for _try in range(len(texts) + 1):
            try:
                kept = self.once(recipe, told)
            except (Invalid, Problem) as problem:
                if not self._sorted_out(recipe, told, problem, said):
                    return
            except Exception as crash:  # noqa: BLE001 (whatever it is, which text did it must be told)
                self._wrong(f"{said}: {type(crash).__name__}: {crash}"[:400])
                return
            else:
                self._compare(recipe, texts, told, kept, said)
                return

    def once(self, recipe: Recipe, texts: Texts) -> Texts:
        """Write it in one transaction, and read it back."""
        self.number += 1

        def do(session: Session, *, by: Viewer, today: date) -> Texts:
            if self.hill is None:
                self.hill = session.scalars(select(Place.id).where(Place.standard == "sledding_hill")).one()
            return recipe.keep(Doing(session, by, today, self.hill, self.number), texts)

        return self.database.write(do, by=self.by, today=self.today)

    def _sorted_out(
        self, recipe: Recipe, told: Texts, problem: Invalid | Problem, said: Mapping[str, str]
    ) -> bool:
        """Whether it can be tried again without what was refused."""
        messages = dict(problem.messages) if isinstance(problem, Invalid) else {}
        refused = [name for name in told if recipe.told_as.get(name, name.split(".")[1]) in messages]
        if not refused or not str(problem).strip():
            self._wrong(f"{said}: refused, but not said which: {problem}"[:300])
            return False
        for name in refused:
            sentence = str(messages[recipe.told_as.get(name, name.split(".")[1])])
            twin = bool(recipe.else_refused) and recipe.else_refused in sentence
            if not (recipe.refuses(name, told[name]) or twin):
                self._wrong(f"{name} {said[name]}: refused though it fits: {sentence}"[:300])
                return False
            self.found.refused += 1
            told[name] = recipe.texts[name]
        return True

    def _compare(self, recipe: Recipe, texts: Texts, told: Texts, kept: Texts, said: Mapping[str, str]) -> None:
        for name, text in told.items():
            if text != texts[name] or name not in kept:
                continue
            if recipe.refuses(name, text):
                self._wrong(f"{name} {said[name]}: should be refused")
            elif kept[name] != recipe.kept(name, text):
                self._wrong(f"{name} {said[name]}: {kept[name]!r:.120} instead of {recipe.kept(name, text)!r:.120}")
            else:
                self.found.kept += 1
                self.found.by_field.setdefault(name, set()).add(kept[name])

    def _wrong(self, what: str) -> None:
        if len(self.found.wrong) < 60:
            self.found.wrong.append(what)

