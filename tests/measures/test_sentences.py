"""What is said of an effect: plain, honest, and never more than the numbers know."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from ikdesk.evidence.kinds import Expected, Gate, Ratio, Tally, Verdict
from ikdesk.kernel.codes import Codebook, shipped_codebook
from ikdesk.kernel.tertial import period_of_dates
from ikdesk.kernel.words import use_language
from ikdesk.measures.gate_sentences import gate_name, gate_sentence, gate_state
from ikdesk.measures.pictures import effect_strip, season_bars
from ikdesk.measures.sentences import NOT_WHY, effect_words, say, verdict_of_numbers, verdict_words
from tests.measures.effects import GATES, NO_RATIO, WINTERS, effect, judgement

LISTS = shipped_codebook().lists
BOOK = Codebook({**LISTS, "place": LISTS["place_kindergarten"]})
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
CAPS = (
    Gate("regression", "caps", "probable"), Gate("regression", "caps", "cannot_say"),
    Gate("reporting", "caps", "probable", "fewer_reports", {"reports_before": 35.5, "reports_after": 20}),
    Gate("reporting", "caps", "probable", "fewer_near_misses"), Gate("unplanned", "caps", "probable", "early"),
    Gate("dispersion", "caps", "probable"), Gate("exposure", "caps", "probable", "missing"),
    Gate("exposure", "caps", "cannot_say", "no_baseline"), Gate("exposure", "caps", "probable", "estimated"),
    Gate("exposure", "caps", "probable", "changed"),
)  # fmt: skip
NEVER = re.compile(r"signifikan|p-verdi|bevis|uendr|p-value|significan|prove|unchanged|effektiv", re.IGNORECASE)


def everything_said() -> list[str]:
    """Every sentence there is, in the language chosen."""
    told = [say(effect(verdict), BOOK) for verdict in VERDICTS]
    told += [verdict_of_numbers(judgement(verdict)) for verdict in VERDICTS]
    told += [say(effect(verdict, provisional=True, counted_to=date(2026, 3, 1)), BOOK) for verdict in VERDICTS]
    told += [say(effect(verdict, settles=settles), BOOK) for verdict in VERDICTS for settles in (0, 2)]
    told += [gate_sentence(gate, effect(), BOOK) for gate in (*GATES, *CAPS)]
    for verdict in VERDICTS:
        told += [effect_strip(effect(verdict), BOOK).title, effect_strip(effect(verdict), BOOK).caption]
        told += [season_bars(effect(verdict), BOOK).title]
    return told


@pytest.mark.parametrize("tongue", ["nb", "nn", "en"])
def test_words_that_promise_too_much_are_never_used(tongue: str) -> None:
    use_language(tongue)
    assert [sentence for sentence in everything_said() if NEVER.search(sentence)] == []


@pytest.mark.parametrize("tongue", ["nb", "nn", "en"])
def test_every_sentence_is_whole(tongue: str) -> None:
    use_language(tongue)
    for sentence in everything_said():
        assert "{" not in sentence
        assert "  " not in sentence
        assert ".." not in sentence


@pytest.mark.parametrize("verdict", VERDICTS)
def test_numbers_never_say_why(verdict: Verdict) -> None:
    assert say(effect(verdict), BOOK).endswith(str(NOT_WHY))


def test_a_clear_fall_says_what_was_seen_what_was_expected_how_sure_and_what_next() -> None:
    assert say(effect(), BOOK) == (
        "Store akebakken, vinteren 2025–2026: 4 hendelser på 31 akedager. Før: 29 hendelser på 68 akedager "
        "(vinteren 2022–2023 og vinteren 2023–2024). Med samme risiko som før ville vi ventet omtrent 13, vanligvis "
        "mellom 8 og 19. Det er en tydelig nedgang: så få hendelser ville vært svært uvanlig hvis risikoen var som "
        "før. Per akedag er det 70 prosent færre; med usikkerheten alt fra 92 prosent færre til 14 prosent færre. "
        "Fortsett med tiltaket, og fortsett å melde. Tallene viser hva som skjedde, ikke hvorfor."
    )


def test_upward_the_place_has_its_standard_name_only() -> None:
    said = say(effect(), BOOK, upward=True)
    assert said.startswith("Akebakke, vinteren 2025–2026")
    assert "Store" not in said


def test_percentages_need_ten_events_before() -> None:
    assert "prosent" in say(effect("probable_fall", judged={"before": Tally(10, 30)}), BOOK)
    assert "prosent" not in say(effect("probable_fall", judged={"before": Tally(9, 30)}), BOOK)


@pytest.mark.parametrize("verdict", ["cannot_say", "too_few", "not_in_use"])
def test_there_is_no_percentage_where_nothing_can_be_said(verdict: Verdict) -> None:
    assert "prosent" not in say(effect(verdict), BOOK)


def test_what_would_settle_it_is_said_only_while_it_is_open() -> None:
    assert "Med 2 eller færre neste vinter kan vi si sannsynlig nedgang." in say(effect("cannot_say", settles=2), BOOK)
    assert "Uten noen hendelser neste vinter" in say(effect("too_few", settles=0), BOOK)
    assert "kan vi si" not in say(effect("clear_fall", settles=2), BOOK)


def test_while_a_season_goes_on_the_day_it_ends_is_told() -> None:
    told = say(effect("cannot_say", settles=2, settles_by=date(2026, 4, 30)), BOOK)
    assert "Med 2 eller færre nye hendelser fram til 30. april 2026 kan vi si sannsynlig nedgang." in told
    told = say(effect("too_few", settles=0, settles_by=date(2026, 4, 30)), BOOK)
    assert "Uten nye hendelser fram til 30. april 2026 kan vi si sannsynlig nedgang." in told


def test_none_before_is_said_in_words_and_never_as_a_ratio() -> None:
    judged = {"before": Tally(0, 20), "after": Tally(6, 20), "ratio": NO_RATIO, "expected": Expected(0.5, 0, 1)}
    said = say(effect("clear_rise", judged=judged), BOOK)
    assert "Vi hadde ingen før" in said
    assert "ganger" not in said
    assert "færre enn én" in said


def test_a_place_that_was_not_in_use_is_not_praised() -> None:
    said = say(effect("not_in_use", judged={"after": Tally(0, 0), "ratio": NO_RATIO, "expected": None}), BOOK)
    assert "ikke i bruk" in said
    assert "nedgang" not in said


def test_a_provisional_look_says_so_first_and_when_to_look_again() -> None:
    cut = replace(WINTERS[3], period=period_of_dates(date(2025, 10, 1), date(2026, 3, 1)), whole=False)
    early = effect(
        "probable_fall", provisional=True, counted_to=date(2026, 3, 1), judged={"uncapped": "clear_fall"},
        seasons=(*WINTERS[:3], cut),
    )  # fmt: skip
    said = say(early, BOOK)
    assert said.startswith("Foreløpig. Store akebakken, vinteren 2025–2026 til og med 1. mars 2026:")
    assert "Tallene alene peker tydeligere; forbeholdene sier hvorfor vi ikke sier mer." in said
    assert "se på det igjen 30. april 2026, som planlagt" in said


@pytest.mark.parametrize("planned", [None, date(2026, 1, 15)])
def test_a_look_nobody_planned_asks_for_a_day_and_does_not_praise(planned: date | None) -> None:
    said = say(effect("probable_fall", provisional=True, planned=planned, counted_to=date(2026, 3, 1)), BOOK)
    assert "bestem på forhånd hvilken dag dere skal se på det igjen" in said
    assert "Fortsett med tiltaket" not in said


def test_a_rise_is_taken_up_at_once_however_early_it_is_seen() -> None:
    said = say(effect("probable_rise", provisional=True, counted_to=date(2026, 3, 1)), BOOK)
    assert "Ta det opp i personalmøtet" in said


def test_a_place_not_in_use_by_the_planned_day_needs_a_new_day() -> None:
    assert "Velg en ny dag på tiltaket" in say(effect("not_in_use"), BOOK)
    assert "Se på det igjen når det har vært i bruk." in say(effect("not_in_use", by="tertial"), BOOK)


def test_a_season_the_measure_began_in_says_from_which_day() -> None:
    cut = replace(WINTERS[3], period=period_of_dates(date(2025, 11, 15), date(2026, 4, 30)), whole=False)
    said = say(effect(seasons=(*WINTERS[:3], cut), started_on=date(2025, 11, 15)), BOOK)
    assert "vinteren 2025–2026, fra 15. november 2025 til og med 30. april 2026: 4 hendelser" in said


def test_only_the_same_dates_of_earlier_years_are_not_called_whole_winters() -> None:
    cut = [replace(one, whole=False) for one in WINTERS]
    gates = (Gate("regression", "clear"), *GATES[1:])
    said = say(effect(seasons=(*cut[:2], cut[3]), judged={"gates": gates}), BOOK)
    assert "Før, på de samme datoene: 29 hendelser på 68 akedager (vinteren 2022–2023 og" in said


def test_the_bad_winter_in_the_comparison_says_to_which_day_it_was_counted() -> None:
    bad = replace(
        WINTERS[2], role="before", whole=False, period=period_of_dates(date(2024, 10, 1), date(2025, 3, 9))
    )  # fmt: skip
    gates = (Gate("regression", "caps", "probable", "kept"), *GATES[1:])
    said = say(effect("probable_fall", seasons=(*WINTERS[:2], bad, WINTERS[3]), judged={"gates": gates}), BOOK)
    assert "og vinteren 2024–2025 til og med 9. mars 2025)" in said
    assert "samme datoene" not in said


def test_a_usual_range_of_one_number_is_one_number() -> None:
    said = say(effect("too_few", judged={"expected": Expected(0.1, 0, 0)}), BOOK)
    assert "ventet færre enn én, vanligvis ingen." in said


def test_nothing_is_called_chance_where_nothing_was_compared() -> None:
    said = say(effect("cannot_say", seasons=WINTERS[3:], judged={"ratio": NO_RATIO, "expected": None}), BOOK)
    assert "Da kan vi ikke si om det er blitt bedre eller verre." in said
    assert "forskjellen" not in said


def test_a_report_of_something_else_than_a_tertial_does_not_speak_of_one() -> None:
    halves = [replace(one, short=f"H1 {2023 + n}") for n, one in enumerate(WINTERS)]
    assert "i samme periode neste år" in say(effect("cannot_say", by="tertial", seasons=tuple(halves)), BOOK)
    thirds = [replace(one, short=f"T1 {2023 + n}") for n, one in enumerate(WINTERS)]
    assert "i samme tertial neste år" in say(effect("cannot_say", by="tertial", seasons=tuple(thirds)), BOOK)


def test_without_an_earlier_season_nothing_is_compared() -> None:
    said = say(effect("too_few", seasons=WINTERS[3:], judged={"ratio": NO_RATIO, "expected": None}), BOOK)
    assert "Vi har ingen tidligere sesong å sammenligne med." in said


def test_more_near_misses_are_good_reporting_and_never_red() -> None:
    rise = effect("clear_rise", near_misses_rose=True, judged={"ratio": Ratio(2.4, 1.2, 8.1, *[None] * 8)})
    assert effect_words(rise).tone == "info"
    assert verdict_words("clear_rise").tone == "danger"
    assert "At det meldes, er bra." in say(rise, BOOK)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_is_a_symbol_and_a_word_and_not_only_a_colour(verdict: Verdict) -> None:
    said = verdict_words(verdict)
    assert said.symbol in {"▼▼", "▼", "◆", "▲", "▲▲"}
    assert said.word


@pytest.mark.parametrize("gate", [*GATES, *CAPS], ids=lambda gate: f"{gate.code} {gate.state} {gate.reason}")
def test_every_gate_says_what_it_found(gate: Gate) -> None:
    said = gate_sentence(gate, effect(), BOOK)
    assert gate_name(gate)
    assert gate_state(gate)
    assert said.endswith((".", "»."))
    if gate.state == "caps":
        assert "Derfor" in said


def test_the_gate_of_several_measures_names_them() -> None:
    assert "2 andre tiltak" in gate_sentence(GATES[3], effect(), BOOK)
    assert "(nr. 2 og 3)" in gate_sentence(GATES[3], effect(), BOOK)


def test_gates_claim_nothing_that_was_not_seen() -> None:
    unused = effect("not_in_use", judged={"after": Tally(0, 0)}, seasons=WINTERS[:2])
    assert "like mange som før" not in gate_sentence(GATES[5], unused, BOOK)
    assert "vi mangler noe å sammenligne med" in gate_sentence(GATES[1], unused, BOOK)
    assert gate_sentence(GATES[0], unused, BOOK).count("utløste tiltaket") == 1
    assert "ikke mye mindre" in gate_sentence(GATES[1], effect(), BOOK)


def test_days_missing_in_the_log_are_not_said_to_be_open_days() -> None:
    gate = Gate("exposure", "caps", "probable", "missing")
    assert "åpne dager" not in gate_sentence(gate, effect(), BOOK)
    assert "åpne dager" in gate_sentence(gate, effect(exposure_kind="open_days"), BOOK)


def test_the_strip_has_a_thick_line_for_80_and_a_thin_one_for_95_per_cent() -> None:
    strip = effect_strip(effect(), BOOK)
    assert (strip.point, strip.low, strip.high) == (0.303, 0.077, 0.862)
    assert (strip.likely_low, strip.likely_high) == (0.145, 0.583)
    assert strip.title == "Store akebakken: tydelig nedgang"


def test_the_seasons_show_what_is_left_out_and_where_the_measure_began() -> None:
    bars = season_bars(effect(), BOOK)
    assert bars.roles == ("past", "past", "other", "now")
    assert bars.labels[2] == "2024–25\n36 akedager\nholdt utenfor"
    assert [(flag.before, flag.words) for flag in bars.flags] == [(3, "3 tiltak, fra 10. mars 2025")]


def test_a_season_without_a_log_says_so() -> None:
    bars = season_bars(effect(seasons=(*WINTERS[:3], replace(WINTERS[3], exposure=0.0))), BOOK)
    assert bars.labels[3] == "2025–26\nikke i bruk"
    bars = season_bars(effect(seasons=(*WINTERS[:3], replace(WINTERS[3], exposure=None))), BOOK)
    assert bars.labels[3] == "2025–26\ndager ikke ført"
