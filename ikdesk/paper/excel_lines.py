"""Lines, runs and strips in Excel, made from the same description as the pictures in the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.chart import LineChart, Reference, ScatterChart, Series
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumVal, StrRef
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.utils import quote_sheetname

from ikdesk.kernel.words import _
from ikdesk.paper import colours, excel_look
from ikdesk.paper.excel_charts import level_lines
from ikdesk.picture.line_spec import LineSpec, RunSpec
from ikdesk.picture.spec import StripSpec

LEAST, MOST = 0.125, 8.0  # as far as a strip is drawn to both sides
SCALE = '[=0.5]"{half}";[=1]"{same}";General"×"'
STRIP_HEIGHT = 6.0  # centimetres


def line_chart(spec: LineSpec, labels: Reference, values: Sequence[Reference]) -> LineChart:
    """Lines from left to right, the last number of each written at its end.

    Args:
        spec: what the chart says.
        labels: the cells with the labels.
        values: for each series, the cells with its numbers, its name in the first.
    """
    chart = _empty(spec)
    shown = [value for row in spec.series for value in row.values if value is not None]
    excel_look.put_axes(chart, spec.unit, max(shown, default=0))
    now = [at for at, row in enumerate(spec.series) if row.role == "now"]
    for at, (row, cells_of_row) in enumerate(zip(spec.series, values, strict=True)):
        colour = colours.SERIES[now.index(at) % len(colours.SERIES)] if at in now else colours.PAST
        line = Series(cells_of_row, title_from_data=True)
        line.graphicalProperties = excel_look.line_style(colour, 2.5 if at in now else 1.75, _dash(row.role))
        line.marker = excel_look.mark("circle" if at in now else "none", colour)
        line.smooth = False
        ends = [index for index, value in enumerate(row.values) if value is not None]
        if ends:
            line.dLbls = excel_look.number_at(ends[-1], "t")
        chart.series.append(line)
    chart.set_categories(labels)
    excel_look.put_legend(chart, wanted=len(spec.series) > 1)
    return chart


def run_chart(
    spec: RunSpec, labels: Reference, values: Reference, levels: Sequence[Reference], ends: Sequence[Reference]
) -> LineChart:
    """Points in the order of time; what chance seldom gives is ◆, and the usual range lies around its level.

    Args:
        spec: what the chart says.
        labels: the cells with the labels.
        values: the cells with the numbers, their name in the first.
        levels: for each level, the cells with its number where it holds, its words in the first.
        ends: the cells with the two ends of the usual range, or none.
    """
    chart = _empty(spec)
    shown = [value for value in (*spec.values, *spec.high) if value is not None]
    excel_look.put_axes(chart, spec.unit, max([*shown, *(level.value for level in spec.levels)], default=0))
    line = Series(values, title_from_data=True)
    line.graphicalProperties = excel_look.line_style(colours.ACCENT, 2.0)
    line.marker = excel_look.mark("circle", colours.ACCENT)
    line.smooth = False
    line.dPt = [_point(spec, at) for at in sorted(_unlike(spec))]
    if len(spec.labels) <= excel_look.MOST_NUMBERS:
        line.dLbls = excel_look.numbers("t")
    chart.series.append(line)
    for end in ends:
        limit = Series(end, title_from_data=True)
        limit.graphicalProperties = excel_look.line_style(colours.STRONG_RULE, 1.0, "sysDash")
        limit.marker = excel_look.mark("none", colours.MUTED)
        limit.smooth = False
        chart.series.append(limit)
    chart.series += level_lines(spec.levels, labels, levels).series
    chart.set_categories(labels)
    excel_look.put_legend(chart, wanted=bool(levels or ends))
    return chart


def strip_chart(spec: StripSpec, row: int, sheet: Any) -> ScatterChart:
    """How much has changed: a point, a thick and a thin line, and where it is as before.

    Args:
        spec: what the picture says; there is a number.
        row: the row with the point; below it the thick line and the thin one, each with its ends in two cells.
        sheet: where they stand.
    """
    chart = ScatterChart()
    chart.style, chart.scatterStyle = 13, "lineMarker"
    chart.width, chart.height = excel_look.WIDTH, STRIP_HEIGHT  # type: ignore[assignment]
    excel_look.put_title(chart, spec.title)
    ends = ((spec.low, spec.high), (spec.likely_low, spec.likely_high), (spec.point, spec.point))
    for at, ((low, high), width) in enumerate(zip(ends, (1.5, 6.0, None), strict=True)):
        name = f"{quote_sheetname(sheet.title)}!$A${row + 2 - at}"
        line = _line((_within(low, LEAST), _within(high, MOST)), (1.0, 1.0), name)
        line.graphicalProperties = _thick(width) if width else excel_look.no_line()
        line.marker = excel_look.mark("none" if width else "circle", colours.INK, 11)
        chart.series.append(line)
    same = _line((1.0, 1.0), (0.0, 2.0), str(_("som før")))
    same.graphicalProperties = excel_look.line_style(colours.INK, 1.5, "dash")
    same.marker = excel_look.mark("none", colours.INK)
    chart.series.append(same)
    _strip_axes(chart)
    chart.legend = None
    return chart


def _strip_axes(chart: ScatterChart) -> None:
    """Half as many is as far from as before as twice as many; the words for it stand under the scale."""
    scale: Any = chart.x_axis
    scale.delete = False
    scale.scaling.logBase, scale.scaling.min, scale.scaling.max = 2, LEAST, MOST
    scale.majorUnit = 2
    scale.number_format = SCALE.format(half=_("halvert"), same=_("som før"))
    scale.majorGridlines = None
    excel_look.quiet_axis(scale)
    chart.y_axis.delete, chart.y_axis.majorGridlines = True, None
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 2
    chart.y_axis.crosses = "min"


def _empty(spec: LineSpec | RunSpec) -> LineChart:
    chart = LineChart()
    excel_look.put_title(chart, spec.title, excel_look.flag_lines(spec.flags, spec.labels))
    chart.width, chart.height = excel_look.WIDTH, excel_look.height_for(len(spec.flags))  # type: ignore[assignment]
    return chart


def _dash(role: str) -> excel_look.Dash | None:
    return "sysDash" if role == "other" else None


def _unlike(spec: RunSpec) -> set[int]:
    """The points with a mark of their own."""
    return {*spec.marked, *([len(spec.labels) - 1] if spec.open_last and spec.labels else [])}


def _point(spec: RunSpec, at: int) -> DataPoint:
    """A point with a mark of its own: ◆, or hollow where it is not over yet."""
    open_one = spec.open_last and at == len(spec.labels) - 1
    marker = excel_look.mark("circle", colours.ACCENT, hollow=True)
    if at in spec.marked:
        marker = excel_look.mark("diamond", colours.SERIES[2], 10, hollow=open_one)
    return DataPoint(idx=at, marker=marker, spPr=excel_look.line_style(colours.ACCENT, 2.0))


def _within(value: float | None, end: float) -> float:
    return end if not value else min(max(value, LEAST), MOST)


def _thick(width: float) -> Any:
    return excel_look.line_style(colours.ACCENT, width)


def _line(across: tuple[float, float], up: tuple[float, float], name: str) -> XYSeries:
    """A line between two points.

    Args:
        across: how far to the right they lie; an open end has no cell that says it.
        up: how high.
        name: the cell it is named in, or what it is called.
    """
    title = SeriesLabel(strRef=StrRef(name)) if "!" in name else SeriesLabel(v=name)
    line = XYSeries(xVal=AxDataSource(numLit=_numbers(across)), yVal=NumDataSource(numLit=_numbers(up)), tx=title)
    line.smooth = False
    return line


def _numbers(values: Sequence[float]) -> NumData:
    points = [NumVal(idx=at, v=value) for at, value in enumerate(values)]
    return NumData(formatCode="General", ptCount=len(points), pt=points)
