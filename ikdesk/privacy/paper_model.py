"""The papers about privacy: shipped as Markdown in every language, filled in with what the unit is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import language

_SIGNS = str.maketrans("|*_`#<>", "/  ' ()")  # what means something in Markdown, and what stands for it
ONE_PAGE = frozenset({"parents", "staff"})  # hung on the wall or handed over: one page, no more


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a paper."""

    title: str  # empty: before the first heading
    text: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, its heading first


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, filled in."""

    key: str  # parents, staff, record or dpia
    title: str
    markdown: str
    parts: tuple[Part, ...]

    @property
    def open_places(self) -> int:
        """How many places the unit must fill in itself."""
        return self.markdown.count("[")


def papers(facts: Mapping[str, str]) -> tuple[Paper, ...]:
    """All papers in their order, in the language chosen.

    Args:
        facts: what stands in their places, by name; see ``sentences.paper_facts``.
    """
    folder = resource(f"privacy/{language()}")
    return tuple(_paper(path.stem, path.read_text("utf-8"), facts) for path in sorted(folder.glob("*.md")))


def _paper(name: str, text: str, facts: Mapping[str, str]) -> Paper:
    # what a unit is called may hold anything, also what means something in Markdown
    filled = text.format_map({key: _plain(value) for key, value in facts.items()})
    filled = filled.replace("§ ", "§\xa0")  # a number stays with its sign
    title, rest = filled.split("\n", 1)
    return Paper(name.split("-", 1)[1], title.lstrip("# "), filled, tuple(_parts(rest)))


def _plain(text: str) -> str:
    return " ".join(text.translate(_SIGNS).split())


def _parts(text: str) -> Iterator[Part]:
    for number, block in enumerate(f"\n{text}".split("\n## ")):
        title, body = block.split("\n", 1) if number else ("", block)
        lines = [line.strip() for line in body.splitlines() if line.strip()]
        rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("|")]
        yield Part(
            title.strip(), tuple(line for line in lines if not line.startswith(("|", "- "))),
            tuple(line[2:] for line in lines if line.startswith("- ")),
            tuple(row for row in rows if not set("".join(row)) <= {"-", " "}),
        )  # fmt: skip
