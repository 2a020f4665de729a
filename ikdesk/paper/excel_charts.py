"""Bars in Excel, made from the same description as the pictures in the PDF."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series as Drawn
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties

from ikdesk.paper import colours, excel_look
from ikdesk.picture.parts import Level
from ikdesk.picture.spec import BarSpec

ROW_HEIGHT = 0.95  # centimetres more for each lying bar


def bar_chart(
    spec: BarSpec, labels: Reference, values: Sequence[Reference], levels: Sequence[Reference] = ()
) -> BarChart:
    """A native bar chart; what is on the average lies over the bars as dashed lines.

    Args:
        spec: what the chart says.
        labels: the cells with the labels.
        values: for each series, the cells with its numbers, its name in the first.
        levels: for each level, the cells with its number where it holds, its words in the first.
    """
    chart = BarChart()
    chart.type = "bar" if spec.horizontal else "col"
    excel_look.put_title(chart, spec.title, excel_look.flag_lines(spec.flags, spec.labels))
    high = excel_look.height_for(len(spec.flags))
    height = max(6.0, 3.2 + ROW_HEIGHT * len(spec.labels)) if spec.horizontal else high
    chart.width, chart.height = excel_look.WIDTH, height  # type: ignore[assignment]  # centimetres need not be whole
    chart.gapWidth, chart.overlap = 60, 0
    for at, cells_of_row in enumerate(values):
        chart.series.append(_bars(spec, at, cells_of_row))
    chart.set_categories(labels)
    largest = max((value or 0 for row in spec.series for value in row.values), default=0)
    excel_look.put_axes(chart, spec.unit, max([largest, *(level.value for level in spec.levels)]))
    if spec.horizontal:  # read from the top
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"
    excel_look.put_legend(chart, wanted=len(spec.series) > 1 or bool(levels))
    if levels:
        chart += level_lines(spec.levels, labels, levels)
    return chart


def level_lines(levels: Sequence[Level], labels: Reference, values: Sequence[Reference]) -> LineChart:
    """Dashed lines, each over the bars or points it is the average of."""
    chart = LineChart()
    for level, cells_of_row in zip(levels, values, strict=True):
        line = Series(cells_of_row, title_from_data=True)
        line.graphicalProperties = excel_look.line_style(colours.INK, 1.75, "dash")
        line.marker = excel_look.mark("dash" if level.first == level.last else "none", colours.INK, 14)
        line.smooth = False
        chart.series.append(line)
    chart.set_categories(labels)
    return chart


def _bars(spec: BarSpec, at: int, values: Reference) -> Drawn:
    row = spec.series[at]
    series: Drawn = Series(values, title_from_data=True)
    series.graphicalProperties = GraphicalProperties(solidFill=_fill(row.role, at))
    series.graphicalProperties.line = LineProperties(noFill=True)
    series.invertIfNegative = False
    if len(spec.labels) * len(spec.series) <= excel_look.MOST_NUMBERS or spec.horizontal:
        series.dLbls = excel_look.numbers()
    points = [_point(index, role) for index, role in enumerate(spec.roles) if role != row.role]
    if spec.open_last and spec.labels and row.role == "now":
        last = len(spec.labels) - 1
        points = [*(point for point in points if point.idx != last), _outlined(last, _fill(spec.role_of(at, last), at))]
    series.dPt = points
    return series


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
        paper = excel_look.ink(colours.PAPER)
        hatch = PatternFillProperties(prst="wdUpDiag", fgClr=excel_look.ink(colours.OTHER), bgClr=paper)
        point.graphicalProperties = GraphicalProperties(pattFill=hatch)
    point.graphicalProperties.line = LineProperties(noFill=True)
    return point


def _outlined(at: int, colour: str) -> DataPoint:
    """A bar that is not over yet."""
    point = DataPoint(idx=at, invertIfNegative=False)
    point.graphicalProperties = GraphicalProperties(solidFill=colours.PAPER[1:])
    point.graphicalProperties.line = LineProperties(solidFill=colour, w=19_050, prstDash="sysDash")
    return point
