"""The sections of a story as blocks that stay together: no heading without its text, no table without its title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, NextPageTemplate, PageBreak, Spacer

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _
from ikdesk.paper import look
from ikdesk.paper.beside import Beside, narrowed
from ikdesk.paper.columns import least_width, plan_of
from ikdesk.paper.cover import front_page, has_front
from ikdesk.paper.figure import Figure
from ikdesk.paper.flowables import Caption, Contents, Entry, Heading, Mark, P, bullets
from ikdesk.paper.grid import Column, Grid, Manner, Plan, Tone
from ikdesk.paper.safe_text import plain
from ikdesk.paper.story import Light, Section, Story, Table, is_number
from ikdesk.picture.layout import layout
from ikdesk.picture.palette import PRINT
from ikdesk.picture.spec import Spec, describe

Block = list[Flowable]
PAGE, WIDE_PAGE = "page", "wide"  # what the templates of the pages are called
BELOW = 8.0  # points left under a picture that fills a page
CHART_SIZE, SMALL_SIZE = 9.0, 8.4  # points, of ordinary text in a chart, and in one beside its table
CHART = 0.5  # of the width, that a chart beside its table has
FEW_LETTERS, FEW_ROWS, FEW_COLUMNS = 220, 14, 4  # at most, of what stands beside another thing
FEW_WORDS = 0.2  # of a page: what is said before a table and stays with it
PAIR = 0.6  # a chart and its table are kept on one page if they fit in this share of it


def flowables_of(story: Story, *, with_contents: bool = False) -> list[Flowable]:
    """Everything a story says, in reading order.

    Args:
        story: the report.
        with_contents: the headings and their pages stand after the title.
    """
    sheet = replace(look.WIDE if story.wide else look.UPRIGHT, tight=story.tight)
    parts = _parts(story)
    if has_front(story, sheet):
        out = front_page(story, sheet, _entries(parts, 2))
        sheet = replace(sheet, tight=True)
    else:
        out = [*_opening(story), *(_contents(_entries(parts, 3)) if with_contents else [])]
    upright, turned = sheet, False
    while parts:
        part = parts.pop(0)
        _begin(part, out, turns=part.section.wide is not turned)
        turned = part.section.wide
        sheet = replace(look.WIDE, tight=upright.tight) if turned else upright
        if sheet.tight and parts and _stand_together(part, parts[0], story.codebook, sheet):
            out += _both(part, parts.pop(0), story.codebook, sheet)
        else:
            out += _one(part, story.codebook, sheet)
    if len(out) > 1 and isinstance(out[-2], Spacer):
        del out[-2]  # air at the end would ask for a page of its own where the last one is full
    return out


def _begin(part: _Part, out: Block, *, turns: bool) -> None:
    """What stands before a part: a new page where it wants one, or where the pages lie another way from here."""
    fresh = isinstance(out[-1], PageBreak)
    if turns:
        out.insert(len(out) - fresh, NextPageTemplate(WIDE_PAGE if part.section.wide else PAGE))
    if part.attached_first:
        out += [PageBreak(), Heading(str(_("Vedlegg")), "h2", level=2, anchor="appendix")]
    elif (turns or part.section.new_page) and not fresh:
        out.append(PageBreak())


def _one(part: _Part, codebook: Codebook, sheet: look.Sheet) -> Block:
    blocks = _blocks(part.section, codebook, sheet)
    if not part.section.headless:
        blocks[:1] = [[part.heading, *(blocks[0] if blocks else [])]]
    out: Block = []
    for block in blocks:
        out += [CondPageBreak(_least(block, sheet)), *block]
    return [*out, Mark(part.number)]


def _both(part: _Part, other: _Part, codebook: Codebook, sheet: look.Sheet) -> Block:
    """Two parts side by side."""
    left, right = (_column(each, codebook, narrowed(sheet)) for each in (part, other))
    both = Beside(left, right, sheet)
    return [CondPageBreak(_least([both], sheet)), both, Spacer(0, 4), Mark(other.number)]


@dataclass(frozen=True, slots=True)
class _Part:
    """A section with its heading, at a level that does not jump."""

    number: int
    section: Section
    heading: Heading
    attached_first: bool  # the appendix begins with it


def _parts(story: Story) -> list[_Part]:
    parts: list[_Part] = []
    level, attached = 1, False
    for number, section in enumerate(story.sections, 1):
        first = section.appendix and not attached
        if first:
            level, attached = 2, True
        level = min(section.level + 1 + attached, level + 1, 6)
        title = section.title if says(section.title) else "–"
        parts.append(
            _Part(number, section, Heading(title, f"h{min(level, 4)}", level=level, anchor=f"s{number}"), first)
        )
    return parts


def _stand_together(part: _Part, other: _Part, codebook: Codebook, sheet: look.Sheet) -> bool:
    """Whether two parts are so narrow that they may stand side by side: a small table each, and a few words."""
    if part.heading.level != other.heading.level or other.attached_first or other.section.new_page:
        return False
    if part.section.wide is not other.section.wide:
        return False
    room = narrowed(sheet).text_width
    return all(_is_narrow(each.section) and _fits(each.section.tables[0], codebook, room) for each in (part, other))


def _is_narrow(section: Section) -> bool:
    more = section.picture or section.verdict or section.strip or section.lights or section.bullets or section.facts
    few = sum(map(len, section.text)) <= FEW_LETTERS
    return section.level > 1 and not more and few and len(section.tables) == 1 and not section.headless


def _fits(table: Table, codebook: Codebook, room: float) -> bool:
    """Whether a table is small enough to stand in a column."""
    small = 0 < len(table.rows) <= FEW_ROWS and len(table.fields) <= FEW_COLUMNS
    numbers = all(is_number(field) for field in table.fields[1:])
    return small and numbers and least_width(table, codebook) <= room


def _fits_chart(table: Table, codebook: Codebook, sheet: look.Sheet) -> bool:
    """Whether a table is small enough to stand beside its chart; a short word or two are well there too."""
    words_in = [field for field in table.fields[1:] if not is_number(field)]
    few = len(table.fields) - len(words_in) > 1 and len(words_in) <= 1 and len(table.fields) <= FEW_COLUMNS
    small = few and 0 < len(table.rows) <= FEW_ROWS
    return small and least_width(table, codebook) <= narrowed(sheet, 1 - CHART).text_width


def _column(part: _Part, codebook: Codebook, sheet: look.Sheet) -> Block:
    blocks = _blocks(part.section, codebook, sheet)
    return [part.heading, *(flowable for block in blocks for flowable in block)]


def seems_long(story: Story, pages: int) -> bool:
    """Whether a story is sure to fill so many pages; looked at in no time, before anything is measured.

    Args:
        story: the report.
        pages: how many.
    """
    sheet = look.WIDE if story.wide else look.UPRIGHT
    lines = sum(map(_fewest_lines, story.sections))
    return lines * look.CELL_LEADING > pages * sheet.text_height


def _fewest_lines(section: Section) -> float:
    """About how many lines a part takes at the very least, in lines of a table."""
    said = sum(len(text) // 120 + 1.5 for text in (*section.text, *section.bullets))
    rows = sum(len(table.rows) * 1.6 + 2 for table in section.tables)
    return 2 + said + rows + 1.6 * (len(section.facts) + len(section.lights)) + (8 if section.picture else 0)


def _entries(parts: Sequence[_Part], deepest: int) -> list[Entry]:
    """The headings for the contents, down to a level."""
    shown: list[Entry] = []
    for part in parts:
        if part.attached_first:
            shown.append(Entry(str(_("Vedlegg")), 2, "appendix"))
        if part.heading.level <= deepest and not part.section.headless:
            text = " ".join(part.heading.getPlainText(identify=None).split())
            shown.append(Entry(text, part.heading.level, part.heading.anchor))
    return shown


def _contents(entries: Sequence[Entry]) -> Block:
    heading = Heading(str(_("Innhold")), "h2", level=2, anchor="")
    return [CondPageBreak(120), heading, Contents(entries)] if entries else []


def _opening(story: Story) -> Block:
    rule = HRFlowable(width="100%", thickness=2, color=look.colour(look.ACCENT), spaceBefore=0, spaceAfter=10)
    return [
        *_said(story.unit, "unit"),
        Heading(story.title if says(story.title) else "–", "h1", level=1, anchor="top"),
        *_said(story.subtitle, "subtitle"),
        rule,
    ]


def _blocks(section: Section, codebook: Codebook, sheet: look.Sheet) -> list[Block]:
    blocks: list[Block] = [_verdict(section, sheet)] if section.verdict or section.strip else []
    blocks += [[P(text)] for text in section.text if says(text)]
    blocks += [[item] for item in bullets([text for text in section.bullets if says(text)])]
    if section.facts:
        blocks.append([_facts(section.facts, sheet), Spacer(0, 8)])
    if section.lights:
        blocks.append([_lights(section.lights, sheet), Spacer(0, 8)])
    tables = [_table(table, codebook, sheet, repeats=table.title == section.title) for table in section.tables]
    if not section.picture:
        return _with_text(blocks, tables, sheet)
    if sheet.tight and tables and _fits_chart(section.tables[0], codebook, sheet):
        return _with_text(blocks, [_chart_and_table(section, section.picture, codebook, sheet), *tables[1:]], sheet)
    picture = _picture(section.picture, sheet)
    if section.text and blocks and _said_with(blocks[-1], picture, sheet):
        picture = [*blocks.pop(), *picture]
    if tables and _whole(picture + tables[0], sheet) <= sheet.text_height * PAIR:
        return [*blocks, picture + tables[0], *tables[1:]]
    alone = [_table(table, codebook, sheet, repeats=False) for table in section.tables]  # may be far from the heading
    return [*blocks, picture, *alone]


def _with_text(blocks: list[Block], more: list[Block], sheet: look.Sheet) -> list[Block]:
    """A few words stay with the table or the chart that they are about."""
    said = [flowable for block in blocks for flowable in block]
    few = all(type(flowable) is P for flowable in said) and _whole(said, sheet) <= sheet.text_height * FEW_WORDS
    return [[*said, *more[0]], *more[1:]] if said and more and few else blocks + more


def _chart_and_table(section: Section, picture: Spec, codebook: Codebook, sheet: look.Sheet) -> Block:
    """A chart, and beside it the same numbers."""
    table = section.tables[0]
    numbers = _table(table, codebook, narrowed(sheet, 1 - CHART), repeats=table.title in (section.title, picture.title))
    return [Beside(_picture(picture, narrowed(sheet, CHART), SMALL_SIZE), numbers, sheet, CHART), Spacer(0, 4)]


def _said_with(block: Block, picture: Block, sheet: look.Sheet) -> bool:
    """Whether a paragraph is kept on one page with the picture it is about."""
    alone = len(block) == 1 and isinstance(block[0], P)
    return alone and _whole(block + picture, sheet) <= sheet.text_height * PAIR


def _verdict(section: Section, sheet: look.Sheet) -> Block:
    """What it comes to, and how sure that is: never on different pages."""
    said = section.verdict
    line: Block = [] if said is None else [P(f"{said.symbol}\xa0 {said.word}", look.verdict(said.state))]
    return line + (_picture(section.strip, sheet) if section.strip else [])


def _table(table: Table, codebook: Codebook, sheet: look.Sheet, *, repeats: bool) -> Block:
    """A table with its caption and note; without rows a sentence says so.

    Args:
        table: what to draw.
        codebook: the unit's code lists.
        sheet: the page it is for.
        repeats: the heading just above says the same as the title.
    """
    note: Block = _said(table.note, "note") or [Spacer(0, 8)]
    if not table.rows:
        title = [] if repeats else _said(table.title, "caption")
        return [*title, P(table.empty or str(_("Ingen registrert i perioden."))), *note]
    plan = plan_of(table, codebook, sheet)
    caption: Block = [] if repeats or not says(table.title) else [Caption(table.title, table=plan)]
    return [*caption, Grid(plan), *note]


def _said(text: str, style: str) -> Block:
    """A paragraph, if there is anything to see in it."""
    return [P(text, style)] if says(text) else []


def says(text: str) -> bool:
    """Whether anything can be seen of a text."""
    return bool(plain(text, look.glyphs()).strip())


def _facts(facts: Iterable[tuple[str, str]], sheet: look.Sheet) -> Flowable:
    columns = [Column("", sheet.text_width * 0.34), Column("", sheet.text_width * 0.66)]
    rows = [(str(label), str(value)) for label, value in facts]
    return Grid(Plan(columns, rows, sheet, Manner(heading=False)))


def _lights(lights: Sequence[Light], sheet: look.Sheet) -> Flowable:
    wide = sheet.text_width
    columns = [
        Column(str(_("Område")), wide * 0.27),
        Column(str(_("Status")), wide * 0.22),
        Column(str(_("Hva det bygger på")), wide * 0.51),
    ]
    rows = [(light.label, f"{light.symbol}\xa0 {light.word}".replace(" ", "\xa0"), light.text) for light in lights]
    tones = {(at, 1): Tone(look.STATES[light.state], look.STATE_TINTS[light.state]) for at, light in enumerate(lights)}
    return Grid(Plan(columns, rows, sheet, tones=tones))


def _picture(spec: Spec, sheet: look.Sheet, size: float = CHART_SIZE) -> Block:
    scene = layout(spec, sheet.text_width, None, palette=PRINT, size=size)
    return [Figure(scene, describe(spec), sheet.text_height - BELOW), Spacer(0, 6)]


def _whole(block: Block, sheet: look.Sheet) -> float:
    return sum(_height(flowable, sheet) for flowable in block)


def _least(block: Block, sheet: look.Sheet) -> float:
    """How much of a page a block needs to begin: all of it, but only the first rows of a long table."""
    need = 0.0
    for flowable in block:
        if isinstance(flowable, Grid):
            need += flowable.least
            if flowable.least < _height(flowable, sheet):
                break
        else:
            height = _height(flowable, sheet)
            need += min(height, 60.0) if isinstance(flowable, P) and len(block) == 1 else height
    return min(need, sheet.text_height - 1)


def _height(flowable: Flowable, sheet: look.Sheet) -> float:
    _width, height = flowable.wrap(sheet.text_width, sheet.text_height)
    return float(height + flowable.getSpaceBefore() + flowable.getSpaceAfter())
