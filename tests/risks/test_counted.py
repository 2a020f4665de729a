"""What follows from counts, whatever they are: a suggestion is never more than the counts hold."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from ikdesk.kernel.viewer import Key
from ikdesk.measures.effect_model import What
from ikdesk.risks.at_model import InForce
from ikdesk.risks.counted_model import SEASONS, Span, said_of
from ikdesk.risks.log_model import Against, LogAsk
from ikdesk.risks.rating_model import Outcome, Stage

TODAY = date(2026, 4, 30)
BEGUN = (InForce(Key(int=1), date(2023, 1, 1)),)
STEPS = st.none() | st.integers(1, 5)


@st.composite
def asks(draw: st.DrawFn) -> LogAsk:
    """A line that is rated, or not, with or without measures."""
    likely, bad = draw(st.none() | st.tuples(st.integers(1, 5), st.integers(1, 5))) or (None, None)
    stage = draw(st.sampled_from(list(Stage))) if likely else None
    way = draw(st.sampled_from(list(Outcome)))
    return LogAsk(What(Key(int=3)), way, stage, likely, bad, draw(st.sampled_from(((), BEGUN))))


def years(first: int, number: int) -> st.SearchStrategy[list[Span]]:
    """Up to so many years one after the other, each with what happened."""
    grades = st.dictionaries(st.none() | st.integers(0, 4), st.integers(0, 12), max_size=4)
    used = st.none() | st.integers(0, 60)
    year = st.tuples(grades, used)
    return st.lists(year, max_size=number).map(lambda drawn: [
        Span(str(first + n), date(first + n, 1, 1), date(first + n + 1, 1, 1), 365, one, days)
        for n, (one, days) in enumerate(drawn)
    ])  # fmt: skip


BEFORE, AFTER = years(2015, 7), years(2023, 3)


@settings(max_examples=30)
@given(asks(), BEFORE, AFTER)
def test_what_is_said_is_what_the_years_hold(ask: LogAsk, before: list[Span], after: list[Span]) -> None:
    found = said_of(ask, before, after, 12, TODAY)
    if found is None:
        return
    there = {span.name: span for span in (after if ask.stage is Stage.ACTUAL and after else before)}
    least = (found.least or 1) - 1 if ask.outcome is Outcome.WORST else 0
    assert found.events == sum(events for _name, events in found.by_season)
    assert all(events == there[name].events(least) for name, events in found.by_season)
    assert 1 <= len(found.by_season) <= SEASONS
    assert all(there[name].used != 0 or there[name].events(0) for name, _events in found.by_season), "not in use"
    assert found.first <= found.last
    assert found.low is None or found.low <= (found.likely or 0) <= (found.high or 0) <= found.low + 2


@settings(max_examples=30)
@given(asks(), BEFORE, AFTER)
def test_a_rating_is_only_pointed_at_where_the_steps_leave_it_out(
    ask: LogAsk, before: list[Span], after: list[Span]
) -> None:
    found = said_of(ask, before, after, 12, TODAY)
    if found is None or ask.probability is None or ask.consequence is None:
        return
    low, high = found.low or 1, found.high or 5
    assert (found.against is Against.TOO_LOW) == (ask.probability < low)
    assert found.against is not Against.TOO_HIGH or ask.probability > high
    assert found.against is not Against.TOO_MILD or (found.consequence or 0) > ask.consequence
    assert found.against is not Against.AGREES or low <= ask.probability <= high


@settings(max_examples=30)
@given(asks(), BEFORE, AFTER)
def test_a_lower_step_is_only_suggested_below_the_rating_and_after_a_measure(
    ask: LogAsk, before: list[Span], after: list[Span]
) -> None:
    found = said_of(ask, before, after, 12, TODAY)
    if found is not None and found.lower is not None:
        assert after
        assert found.lower < (ask.probability or 6)
        assert found.lower_events == sum(span.events((found.least or 1) - 1) for span in after if span.used != 0
                                         or span.events(0))  # fmt: skip
    without = said_of(ask, before, [], 12, TODAY)
    assert without is None or without.lower is None
