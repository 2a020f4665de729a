"""How charts in Excel look: letters, colours, lines, axes and what stands over them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

from ikdesk.kernel.words import _
from ikdesk.paper import cells, colours
from ikdesk.picture.parts import Flag

WIDTH, HEIGHT = 18.0, 9.5  # centimetres
FLAG_LINE = 0.5  # centimetres, of each thing that began meanwhile
POINT = 12_700  # what Excel counts the width of a line in
Dash = Literal["dash", "sysDash"]
Symbol = Literal["circle", "diamond", "dash", "none"]
MOST_NUMBERS = 26  # with more points than this numbers become noise; the cells remain


def put_title(chart: Any, title: str, flags: Iterable[str] = ()) -> None:
    """The message over a chart, and under it what began meanwhile: Excel has no flags.

    Args:
        chart: any chart of openpyxl's.
        title: the message.
        flags: one line each.
    """
    chart.title = _title(cells.text(title), 1300, colours.INK, bold=True)
    for words in flags:
        run = RegularTextRun(rPr=_properties(1000, colours.FLAG), t=cells.text(words))
        line = Paragraph(pPr=ParagraphProperties(defRPr=_properties(1000, colours.FLAG)), r=[run])
        chart.title.tx.rich.p.append(line)


def flag_lines(flags: Iterable[Flag], labels: tuple[str, ...]) -> list[str]:
    """What began between bars or points, in words."""
    last = len(labels) - 1
    return [
        _("{words} (foran {label})").format(words=flag.words, label=str(labels[flag.before]).split("\n")[0])
        if flag.before <= last
        else _("{words} (etter {label})").format(words=flag.words, label=str(labels[last]).split("\n")[0])
        for flag in sorted(flags, key=lambda flag: flag.before)
        if last >= 0
    ]


def height_for(flags: int) -> float:
    """How high a chart is that says so many things under its title; centimetres."""
    return HEIGHT + FLAG_LINE * flags


def put_axes(chart: Any, unit: str, largest: float) -> None:
    """Both axes shown, from zero, with quiet lines and whole numbers.

    Args:
        chart: a chart with labels on one axis and numbers on the other.
        unit: what is counted.
        largest: the greatest number in it.
    """
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format, chart.y_axis.majorTickMark = "0", "none"
    chart.x_axis.majorTickMark = "none"
    chart.y_axis.title = _title(cells.text(unit), 900, colours.MUTED)
    if largest <= 8:
        chart.y_axis.majorUnit = 1
    grid = chart.y_axis.majorGridlines
    if grid is not None:
        grid.spPr = GraphicalProperties(ln=LineProperties(solidFill=colours.RULE[1:], w=6350))
    for axis in (chart.x_axis, chart.y_axis):
        quiet_axis(axis)


def quiet_axis(axis: Any) -> None:
    """Small grey letters and a thin line."""
    axis.txPr = letters(900, colours.MUTED)
    axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colours.STRONG_RULE[1:], w=6350))


def put_legend(chart: Any, *, wanted: bool) -> None:
    """What is what, over the chart."""
    if not wanted:
        chart.legend = None
    elif chart.legend is not None:
        chart.legend.position = "t"
        chart.legend.txPr = letters(900, colours.INK)


def line_style(colour: str, width: float, dash: Dash | None = None) -> GraphicalProperties:
    """A line.

    Args:
        colour: "#RRGGBB".
        width: points.
        dash: None: whole.
    """
    line = LineProperties(solidFill=colour[1:], w=round(width * POINT), prstDash=dash)
    return GraphicalProperties(ln=line)


def no_line() -> GraphicalProperties:
    """No line at all."""
    return GraphicalProperties(ln=LineProperties(noFill=True))


def mark(symbol: Symbol, colour: str, size: int = 6, *, hollow: bool = False) -> Marker:
    """A mark at a point.

    Args:
        symbol: which.
        colour: "#RRGGBB".
        size: points.
        hollow: only its outline.
    """
    if symbol == "none":
        return Marker(symbol="none")
    fill = GraphicalProperties(solidFill=(colours.PAPER if hollow else colour)[1:])
    fill.line = LineProperties(solidFill=colour[1:])
    return Marker(symbol=symbol, size=size, spPr=fill)


def numbers(position: str | None = None) -> DataLabelList:
    """The number at each bar or point."""
    return DataLabelList(txPr=letters(900, colours.INK), dLblPos=position, **_only_value())


def number_at(at: int, position: str) -> DataLabelList:
    """The number at one point only.

    Args:
        at: which, from 0.
        position: "r", "t" …
    """
    one = DataLabel(idx=at, txPr=letters(900, colours.INK), dLblPos=position, **_only_value())
    return DataLabelList(dLbl=[one], **dict.fromkeys(_only_value(), False))


def ink(colour: str) -> ColorChoice:
    """A colour, where Excel wants one of its own kind."""
    return ColorChoice(srgbClr=colour[1:])  # type: ignore[arg-type]  # six digits are what it wants


def letters(size: int, colour: str) -> RichText:
    """Letters.

    Args:
        size: hundredths of a point.
        colour: "#RRGGBB".
    """
    properties = ParagraphProperties(defRPr=_properties(size, colour))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties(sz=size))])


def _only_value() -> dict[str, bool]:
    return {"showVal": True, "showSerName": False, "showCatName": False, "showLegendKey": False, "showPercent": False}


def _properties(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour[1:])


def _title(text: str, size: int, colour: str, *, bold: bool = False) -> Title:
    run = RegularTextRun(rPr=_properties(size, colour, bold=bold), t=text)
    title = Title(overlay=False)
    title.tx = Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_properties(size, colour)), r=[run])]))
    return title
