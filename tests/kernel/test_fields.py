"""One definition of an attribute gives the same words everywhere."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from ikdesk.incidents.model import Incident, Status
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.codes import shipped_codebook
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Field, from_plain, show, to_plain
from ikdesk.unit.model import Department, Unit
from tests.samples import TODAY

BOOK = shipped_codebook()


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        (None, Field("a", "A"), ""), (True, Field("a", "A", bool), "Ja"), (False, Field("a", "A", bool), "Nei"),
        (7, Field("a", "A", int), "7"), (9999, Field("a", "A", int), "9999"),
        (10_000, Field("a", "A", int), "10\xa0000"),
        (19.4, Field("a", "A", float), "19,4"), (date(2026, 4, 3), Field("a", "A", date), "03.04.2026"),
        (time(9, 5), Field("a", "A", time), "09.05"),
        (datetime(2026, 4, 3, 9, 5), Field("a", "A", datetime), "03.04.2026 kl. 09.05"),
        (Status.IN_PROGRESS, Field("a", "A", Status), "Følges opp"),
        ("near_miss", Field("a", "A", codes="event_type"), "Nestenulykke / tilløp"),
        (3, Field("a", "A", int, codes="severity"), "Alvorlig"),
        (0, Field("a", "A", int, codes="severity"), "Ingen skade"),
        (None, Field("a", "A", codes="event_type"), "Ikke oppgitt"),
        ("home_made", Field("a", "A", codes="event_type"), "home_made"),
        (("leader", "nav"), Field("a", "A", tuple, codes="notified"), "Styrer / rektor, NAV"),
        ((), Field("a", "A", tuple, codes="notified"), ""),
    ],
)  # fmt: skip
def test_every_value_has_its_words(value: Any, field: Field, words: str) -> None:
    assert show(value, field, BOOK) == words


def test_fields_say_what_must_be_there_and_what_a_form_asks() -> None:
    fields = {field.key: field for field in fields_of(Incident)}
    assert fields["occurred_on"].required
    assert not fields["severity"].required
    assert fields["severity"].asked
    assert not fields["story"].required
    assert (fields["causes"].kind, fields["status"].kind, fields["occurred_on"].kind) == (tuple, Status, date)
    assert "id" not in fields
    assert [field.key for field in fields_of(Incident, "story", "kind")] == ["story", "kind"]


def test_fields_survive_the_way_to_the_lock_screen() -> None:
    fields = list(fields_of(Incident, "kind", "occurred_on", "occurred_time", "story"))
    assert from_plain(to_plain(fields)) == fields


def test_what_must_be_there_is_named_when_it_is_missing() -> None:
    with pytest.raises(Invalid) as wrong:
        Unit(name=None, kind=None).check(TODAY)
    assert set(wrong.value.messages) == {"name", "kind"}
    assert wrong.value.messages["kind"] == "«Hva slags virksomhet» må fylles ut."


def test_too_long_a_text_is_refused_not_cut() -> None:
    with pytest.raises(Invalid) as wrong:
        Department(name="x" * 81).check(TODAY)
    assert wrong.value.messages["name"] == "Teksten er for lang: 81 tegn. Kort den ned til 80."


def test_withdrawing_needs_a_reason() -> None:
    department = Department(name="Maur")
    with pytest.raises(Invalid):
        department.withdraw("  ", datetime(2026, 1, 1))
    department.withdraw(" Feil navn ", datetime(2026, 1, 1))
    assert (department.withdrawn_at, department.withdrawn_why) == (datetime(2026, 1, 1), "Feil navn")
