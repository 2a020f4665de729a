"""The sections of a story as blocks that stay together: no heading without its text, no table without its title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, PageBreak, Spacer

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _
from ikdesk.paper import look
from ikdesk.paper.columns import plan_of
from ikdesk.paper.cover import front_page, has_front
from ikdesk.paper.figure import Figure
from ikdesk.paper.flowables import Caption, Contents, Entry, Heading, Mark, P, bullets
from ikdesk.paper.grid import Column, Grid, Manner, Plan, Tone
from ikdesk.paper.safe_text import plain
from ikdesk.paper.story import Light, Section, Story, Table
from ikdesk.picture.layout import layout
from ikdesk.picture.palette import PRINT
from ikdesk.picture.spec import Spec, describe

Block = list[Flowable]
BELOW = 8.0  # points left under a picture that fills a page
CHART_SIZE = 9.0  # points, of ordinary text in a chart
PAIR = 0.6  # a chart and its table are kept on one page if they fit in this share of it


def flowables_of(story: Story, contents: Sequence[Flowable] = ()) -> list[Flowable]:
    """Everything a story says, in reading order.

    Args:
        story: the report.
        contents: shown after the title.
    """
    sheet = look.WIDE if story.wide else look.UPRIGHT
    out: list[Flowable] = [*(front_page(story, sheet) if has_front(story, sheet) else _opening(story)), *contents]
    level, attached = 1, False
    for number, section in enumerate(story.sections, 1):
        if section.appendix and not attached:
            out += [PageBreak(), Heading(str(_("Vedlegg")), "h2", level=2, anchor="appendix")]
            level, attached = 2, True
        level = min(section.level + 1 + attached, level + 1, 6)  # levels must not jump
        heading = Heading(
            section.title if says(section.title) else "–", f"h{min(level, 4)}", level=level, anchor=f"s{number}"
        )
        blocks = _blocks(section, story.codebook, sheet)
        if not section.headless:
            blocks[:1] = [[heading, *(blocks[0] if blocks else [])]]
        if section.new_page and not isinstance(out[-1], (Heading, PageBreak)):
            out.append(PageBreak())
        for block in blocks:
            out += [CondPageBreak(_least(block, sheet)), *block]
        out.append(Mark(number))
    if len(out) > 1 and isinstance(out[-2], Spacer):
        del out[-2]  # air at the end would ask for a page of its own where the last one is full
    return out


def contents_block(entries: Sequence[Entry]) -> list[Flowable]:
    """The contents: two levels of headings with their pages."""
    shown = [entry for entry in entries if entry.level <= 3]
    heading = Heading(str(_("Innhold")), "h2", level=2, anchor="")
    return [CondPageBreak(120), heading, Contents(shown)] if shown else []


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
        return blocks + tables
    picture = _picture(section.picture, sheet)
    if section.text and blocks and _said_with(blocks[-1], picture, sheet):
        picture = [*blocks.pop(), *picture]
    if tables and _whole(picture + tables[0], sheet) <= sheet.text_height * PAIR:
        return [*blocks, picture + tables[0], *tables[1:]]
    alone = [_table(table, codebook, sheet, repeats=False) for table in section.tables]  # may be far from the heading
    return [*blocks, picture, *alone]


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
        Column(str(_("Område")), wide * 0.30),
        Column(str(_("Status")), wide * 0.22),
        Column(str(_("Hva det bygger på")), wide * 0.48),
    ]
    rows = [(light.label, f"{light.symbol}\xa0 {light.word}".replace(" ", "\xa0"), light.text) for light in lights]
    tones = {(at, 1): Tone(look.STATES[light.state], look.STATE_TINTS[light.state]) for at, light in enumerate(lights)}
    return Grid(Plan(columns, rows, sheet, tones=tones))


def _picture(spec: Spec, sheet: look.Sheet) -> Block:
    scene = layout(spec, sheet.text_width, None, palette=PRINT, size=CHART_SIZE)
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
