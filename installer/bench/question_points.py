"""The list, its filters and the sums, beside the same SQL through the bare driver."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ikdesk.data import Data
from ikdesk.focus.queries import focus_areas, focus_view
from ikdesk.incidents.count_queries import statistics
from ikdesk.incidents.model import Status
from ikdesk.incidents.queries import Filter, incident_page
from ikdesk.kernel.page import Cut
from ikdesk.kernel.tertial import parse_period
from ikdesk.measures.effect_queries import measure_effect
from ikdesk.measures.queries import MeasureFilter, measure_number_key, measure_page
from ikdesk.reports.queries import tertial_facts
from ikdesk.risks.queries import risk_list, risk_view
from ikdesk.risks.view_model import RiskGroup
from ikdesk.routines.queries import RoutineFilter, routine_page
from ikdesk.start.find_queries import find
from ikdesk.start.queries import front_page
from ikdesk.unit.queries import places
from installer.bench.bare_sql import bare, statements_of
from installer.bench.timing import Point, call_by_call, grouped, point

AIM = 1.5
SLACK = 0.001  # seconds above the bare driver that hold whatever the ratio: nobody can see them


def question_points(data: Data, number: int, rounds: int) -> Iterator[Point]:
    """Every question, measured.

    Args:
        data: open.
        number: how many incidents there are, for the names.
        rounds: how many times each is timed.
    """
    for name, ask in _questions(data).items():
        statements = statements_of(data, ask)
        with bare(data, statements) as bare_ask:
            times = call_by_call(rounds, ask, bare_ask)
        yield point(f"{name}, {grouped(number)}", times, AIM, slack=SLACK)


def _questions(data: Data) -> dict[str, Callable[[], object]]:
    hill = next(place.id for place in data.read(places) if place.standard == "sledding_hill")
    hill_measure = data.read(measure_number_key, 1)  # the demo's first one is about the sledding hill
    area = data.read(focus_areas)[0]  # the hill is
    risk = data.read(risk_list, RiskGroup.ALL, "store akebakken")[0]  # the hill's own is
    year, tertial = parse_period("2025"), parse_period("2026-T1")

    def page(wanted: Filter, cut: Cut | None = None) -> Callable[[], object]:
        return lambda: data.read(incident_page, wanted, cut or Cut())

    return {
        "list page": page(Filter()),
        "list page far down": page(Filter(), Cut(first=5000)),
        "list page by place": page(Filter(), Cut(sort="place", descending=False)),
        "filter words": page(Filter(words="klatrestativ dyttet")),
        "filter first letters": page(Filter(words="kn")),
        "search in everything": lambda: data.read(find, "klatrestativ dyttet"),
        "search in everything, first letters": lambda: data.read(find, "kl"),
        "filter place": page(Filter(place=hill)),
        "filter kind and severity": page(Filter(kind="child_injury", severity=2)),
        "filter status": page(Filter(status=Status.CLOSED)),
        "filter period": page(Filter(period=tertial)),
        "what the front page says": lambda: data.read(front_page),
        "statistics of a year": lambda: data.read(statistics, year),
        "measure list page": lambda: data.read(measure_page, MeasureFilter()),
        "routine list page": lambda: data.read(routine_page, RoutineFilter()),
        "effect of a measure": lambda: data.read(measure_effect, hill_measure),
        "page of a focus area": lambda: data.read(focus_view, area.id),
        "list of risk assessments": lambda: data.read(risk_list, RiskGroup.STANDING),
        "page of a risk assessment": lambda: data.read(risk_view, risk.id),
        "facts of a tertial report": lambda: data.read(tertial_facts, tertial),
    }
