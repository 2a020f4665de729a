"""The handbook: plain Markdown files, one for each section, in the language chosen."""

from __future__ import annotations

from dataclasses import dataclass

from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import language


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the handbook."""

    key: str  # the page it belongs to, as the window calls it, for example "incidents"
    title: str
    text: str  # Markdown, the title included


def handbook() -> tuple[Section, ...]:
    """All sections in their order."""
    folder = resource(f"help/{language()}")
    return tuple(_section(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.md")))


def found(sections: tuple[Section, ...], words: str) -> tuple[Section, ...]:
    """The sections that have every word, those with a word in the title first.

    Args:
        sections: where to look.
        words: what was typed; capitals do not matter.
    """
    wanted = words.casefold().split()
    hits = [section for section in sections if all(word in section.text.casefold() for word in wanted)]
    return tuple(sorted(hits, key=lambda section: not all(word in section.title.casefold() for word in wanted)))


def _section(name: str, text: str) -> Section:
    title = text.lstrip().split("\n", 1)[0].lstrip("# ").strip()
    return Section(name.split("-", 1)[1], title, text)
