"""Charts in Excel, made from the same description as the pictures in the PDF."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

from ikdesk.kernel.words import _
from ikdesk.paper import cells, colours
from ikdesk.picture.spec import BarSpec

WIDTH, HEIGHT = 18.0, 9.5  # centimetres
ROW_HEIGHT = 0.95  # centimetres more for each lying bar


def chart_of(spec: BarSpec, labels: Reference, values: Sequence[Reference]) -> BarChart:
    """A native bar chart.

    Args:
        spec: what the chart says.
        labels: the cells with the labels.
        values: for each series, the cells with its numbers, its name in the first.
    """
    chart = BarChart()
    chart.type = "bar" if spec.horizontal else "col"
    chart.title = _title(cells.text(spec.title), 1300, colours.INK, bold=True)
    for words in _flags(spec):
        _add_line(chart.title, cells.text(words), 1000, colours.FLAG)
    height = max(6.0, 3.2 + ROW_HEIGHT * len(spec.labels)) if spec.horizontal else HEIGHT
    chart.width, chart.height = WIDTH, height  # type: ignore[assignment]  # centimetres need not be whole
    chart.gapWidth, chart.overlap = 60, 0
    for number, (row, cells_of_row) in enumerate(zip(spec.series, values, strict=True)):
        series = Series(cells_of_row, title_from_data=True)
        fill = _fill(row.role, number)
        series.graphicalProperties = GraphicalProperties(solidFill=fill)
        series.graphicalProperties.line = LineProperties(noFill=True)
        series.invertIfNegative = False
        series.dLbls = _numbers()
        series.dPt = [_point(at, spec.roles[at]) for at in range(len(spec.roles)) if spec.roles[at] != row.role]
        chart.series.append(series)
    chart.set_categories(labels)
    _axes(chart, spec)
    if chart.legend is not None:
        chart.legend.position = "t"
    if len(spec.series) < 2:
        chart.legend = None
    return chart


def _axes(chart: BarChart, spec: BarSpec) -> None:
    """Both axes shown, from zero, quiet lines; lying bars are read from the top."""
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format, chart.y_axis.majorTickMark = "0", "none"
    chart.x_axis.majorTickMark = "none"
    chart.y_axis.title = _title(cells.text(spec.unit), 900, colours.MUTED)
    largest = max((value or 0 for row in spec.series for value in row.values), default=0)
    if largest <= 8:
        chart.y_axis.majorUnit = 1
    grid = chart.y_axis.majorGridlines
    if grid is not None:
        grid.spPr = GraphicalProperties(ln=LineProperties(solidFill=colours.RULE[1:], w=6350))
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = _letters(900, colours.MUTED)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=colours.STRONG_RULE[1:], w=6350))
    if spec.horizontal:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"


def _fill(role: str, number: int) -> str:
    known = {"now": colours.ACCENT, "past": colours.PAST, "other": colours.OTHER}
    if number > 1 and role == "now":
        return colours.SERIES[number % len(colours.SERIES)][1:]
    return known[role][1:]


def _point(at: int, role: str) -> DataPoint:
    """One bar that is something else in the comparison than the others; hatched if it is left out of it."""
    point = DataPoint(idx=at, invertIfNegative=False)
    point.graphicalProperties = GraphicalProperties(solidFill=_fill(role, 0))
    if role == "other":
        hatch = PatternFillProperties(prst="wdUpDiag", fgClr=_ink(colours.OTHER), bgClr=_ink(colours.PAPER))
        point.graphicalProperties = GraphicalProperties(pattFill=hatch)
    point.graphicalProperties.line = LineProperties(noFill=True)
    return point


def _ink(colour: str) -> ColorChoice:
    return ColorChoice(srgbClr=colour[1:])  # type: ignore[arg-type]  # six digits are what it wants


def _flags(spec: BarSpec) -> list[str]:
    """What began between the bars, in words: Excel has no flags."""
    last = len(spec.labels) - 1
    return [
        _("{words} (foran {label})").format(words=flag.words, label=str(spec.labels[flag.before]).split("\n")[0])
        if flag.before <= last
        else _("{words} (etter {label})").format(words=flag.words, label=str(spec.labels[last]).split("\n")[0])
        for flag in sorted(spec.flags, key=lambda flag: flag.before)
        if last >= 0
    ]


def _numbers() -> DataLabelList:
    shown = DataLabelList()
    shown.showVal = True
    shown.showSerName = shown.showCatName = shown.showLegendKey = shown.showPercent = False
    shown.txPr = _letters(900, colours.INK)
    return shown


def _properties(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=colour[1:])


def _letters(size: int, colour: str) -> RichText:
    properties = ParagraphProperties(defRPr=_properties(size, colour))
    return RichText(p=[Paragraph(pPr=properties, endParaRPr=CharacterProperties(sz=size))])


def _title(text: str, size: int, colour: str, *, bold: bool = False) -> Title:
    run = RegularTextRun(rPr=_properties(size, colour, bold=bold), t=text)
    title = Title(overlay=False)
    title.tx = Text(rich=RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_properties(size, colour)), r=[run])]))
    return title


def _add_line(title: Title, text: str, size: int, colour: str) -> None:
    """One more line under a title."""
    run = RegularTextRun(rPr=_properties(size, colour), t=text)
    line = Paragraph(pPr=ParagraphProperties(defRPr=_properties(size, colour)), r=[run])
    if title.tx is not None and title.tx.rich is not None:
        title.tx.rich.p.append(line)
