"""Whose a report is: the first key is remembered, and no other gets in by saying a name, a number, or an old key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ikdesk.kernel.signer import Signer, fingerprint
from ikdesk.kernel.succession import passings
from ikdesk.sector.known_model import KnownUnit, identity
from ikdesk.sector.wanted_model import FileState
from tests.sector.gathered import DAY, Outcome, gathered
from tests.sector.made_reports import Made, made_unit, write_report

SEEN = date(2026, 1, 20)
TOM, KARI = made_unit(0), made_unit(1)
NAMELESS = replace(TOM, organisation_number="")
STRANGER = Signer(b"s" * 32)


def _unit(made: Made) -> str:
    return identity(made.name, made.organisation_number)


def _known(*made: Made) -> dict[str, KnownUnit]:
    return {
        _unit(one): KnownUnit(_unit(one), one.name, one.organisation_number, one.signer.key, SEEN) for one in made
    }  # fmt: skip


def _untouched(found: Outcome, known: dict[str, KnownUnit], *paths: Path, state: FileState) -> None:
    """That nothing of some files is taken, and nothing else is known than before."""
    assert {found.state(path) for path in paths} == {state}
    assert found.known == known
    assert all(row.file not in {found.files[path.name].id for path in paths} for row in found.units.values())


def test_a_unit_is_known_by_its_first_key_from_then_on(tmp_path: Path) -> None:
    path = write_report(TOM, tmp_path)
    found = gathered(path)
    pin = found.known[_unit(TOM)]
    assert pin == KnownUnit(_unit(TOM), TOM.name, TOM.organisation_number, TOM.signer.key, DAY)
    assert found.units[_unit(TOM)].new
    assert fingerprint(TOM.signer.key) in found.said(path)
    again = gathered(path, known=found.known)
    assert again.known == found.known
    assert not again.units[_unit(TOM)].new
    assert again.said(path) == ""


def test_another_key_is_not_taken_and_both_are_told(tmp_path: Path) -> None:
    path, known = write_report(TOM, tmp_path, signer=STRANGER), _known(TOM)
    found = gathered(path, known=known)
    _untouched(found, known, path, state=FileState.NEW_KEY)
    assert {fingerprint(key) in found.said(path) for key in (STRANGER.key, TOM.signer.key)} == {True}
    assert "på et nummer du kjenner fra før" in found.said(path)
    assert found.missing == {_unit(TOM)}
    assert found.files[path.name].unit == _unit(TOM)
    assert found.files[path.name].key == STRANGER.key


@pytest.mark.parametrize("written", [str.lower, lambda mark: mark.replace(" ", ""), lambda mark: f" {mark}\n"])
def test_a_key_somebody_has_made_sure_of_is_taken_however_it_is_written(written: object, tmp_path: Path) -> None:
    assert callable(written)
    path, known = write_report(TOM, tmp_path, signer=STRANGER), _known(TOM)
    found = gathered(path, known=known, accepted=frozenset({written(fingerprint(STRANGER.key))}))
    pin = found.known[_unit(TOM)]
    assert (pin.key, pin.earlier, pin.first_seen) == (STRANGER.key, (TOM.signer.key,), SEEN)
    assert found.said(path) == "Nøkkelen er ny, og dere har godtatt den."
    assert not found.units[_unit(TOM)].passed_on
    other = gathered(path, known=known, accepted=frozenset({fingerprint(KARI.signer.key)}))
    assert other.state(path) is FileState.NEW_KEY


def test_a_key_that_was_passed_on_twice_is_taken_and_those_before_are_remembered(tmp_path: Path) -> None:
    seeds = [TOM.later_seed(times) for times in range(3)]
    path = write_report(TOM, tmp_path, signer=Signer(seeds[-1]), passings=passings(seeds))
    found = gathered(path, known=_known(TOM))
    pin = found.known[_unit(TOM)]
    assert (pin.key, pin.earlier) == (Signer(seeds[2]).key, (TOM.signer.key,))
    assert found.units[_unit(TOM)].passed_on
    assert found.said(path) == "Nøkkelen er ny, og den forrige går god for den."
    found = gathered(path, known=found.known)
    assert not found.units[_unit(TOM)].passed_on


def test_a_stranger_cannot_say_that_a_key_was_passed_on_to_theirs(tmp_path: Path) -> None:
    known, theirs = _known(TOM), b"s" * 32
    (real,) = passings([TOM.seed, TOM.later_seed()])
    forged = (replace(real, new=STRANGER.key), *passings([theirs, TOM.seed]), *passings([b"t" * 32, theirs]))
    path = write_report(TOM, tmp_path, signer=STRANGER, passings=forged)
    _untouched(gathered(path, known=known), known, path, state=FileState.NEW_KEY)


def test_a_key_that_was_exchanged_no_longer_opens_the_door(tmp_path: Path) -> None:
    pin = replace(_known(TOM)[_unit(TOM)], key=TOM.later_signer().key, earlier=(TOM.signer.key,))
    known = {pin.unit: pin}
    path = write_report(TOM, tmp_path)
    found = gathered(path, known=known)
    _untouched(found, known, path, state=FileState.NEW_KEY)
    assert "byttet ut" in found.said(path)
    fork = passings([TOM.seed, b"s" * 32])  # whoever kept the old key passes it on to one of their own
    path = write_report(TOM, tmp_path, signer=STRANGER, passings=fork, name="gren.pdf")
    _untouched(gathered(path, known=known), known, path, state=FileState.NEW_KEY)
    other = replace(TOM, name="Ny", organisation_number="")  # nor under a name nobody knows
    path = write_report(other, tmp_path, name="ny.pdf", signer=TOM.signer)
    _untouched(gathered(path, known=known), known, path, state=FileState.NEW_KEY)
    path = write_report(other, tmp_path, name="ny gren.pdf", signer=STRANGER, passings=fork)
    _untouched(gathered(path, known=known), known, path, state=FileState.NEW_KEY)


def test_an_exchanged_key_that_is_accepted_counts_and_leaves_the_new_one_in_force(tmp_path: Path) -> None:
    pin = replace(_known(TOM)[_unit(TOM)], key=TOM.later_signer().key, earlier=(TOM.signer.key,))
    path = write_report(TOM, tmp_path)
    found = gathered(path, known={pin.unit: pin}, accepted=frozenset({TOM.signer.fingerprint}))
    assert found.state(path) is FileState.TAKEN
    assert found.known == {pin.unit: pin}


def test_versions_before_and_after_an_exchange_are_one_unit_whichever_came_first(tmp_path: Path) -> None:
    seeds = [TOM.seed, TOM.later_seed()]
    one = write_report(TOM, tmp_path)
    two = write_report(TOM, tmp_path, version=2, signer=Signer(seeds[1]), passings=passings(seeds))
    for known in ({}, _known(TOM)):
        for order in ((one, two), (two, one)):
            found = gathered(*order, known=known)
            assert (found.state(one), found.state(two)) == (FileState.REPLACED, FileState.TAKEN)
            assert found.known[_unit(TOM)].key == Signer(seeds[1]).key


def test_of_two_strangers_who_say_the_same_number_neither_is_taken(tmp_path: Path) -> None:
    paths = write_report(TOM, tmp_path), write_report(TOM, tmp_path, signer=STRANGER, version=2)
    found = gathered(*paths)
    _untouched(found, {}, *paths, state=FileState.DISPUTED)
    assert all("ulike nøkler" in found.said(path) for path in paths)
    found = gathered(*paths, accepted=frozenset({TOM.signer.fingerprint}))
    assert [found.state(path) for path in paths] == [FileState.TAKEN, FileState.DISPUTED]


def test_a_report_that_is_not_believed_disturbs_none_that_is(tmp_path: Path) -> None:
    mine = write_report(TOM, tmp_path)
    theirs = write_report(TOM, tmp_path, signer=STRANGER, version=9), write_report(
        TOM, tmp_path, signer=STRANGER, correction=2, name="lik.pdf"
    )
    known = _known(TOM)
    found = gathered(tmp_path, known=known)
    _untouched(found, known, *theirs, state=FileState.NEW_KEY)
    assert found.state(mine) is FileState.TAKEN


def test_a_unit_with_a_new_name_or_a_number_since_is_the_same_unit(tmp_path: Path) -> None:
    renamed = replace(NAMELESS, name="Nye Soli barnehage")
    for before, after, said in (
        (NAMELESS, TOM, "Enheten har fått organisasjonsnummer siden sist."),
        (NAMELESS, renamed, f"Enheten het {TOM.name} før."),
        (TOM, replace(TOM, name="Nye Soli barnehage"), f"Enheten het {TOM.name} før."),
    ):
        path = write_report(after, tmp_path, name="rapport.pdf")
        found = gathered(path, known=_known(before, KARI))
        assert set(found.known) == {_unit(after), _unit(KARI)}
        pin = found.known[_unit(after)]
        assert (pin.name, pin.first_seen, pin.key) == (after.name, SEEN, TOM.signer.key)
        assert set(found.units) == {_unit(after)}
        assert not found.units[_unit(after)].new
        assert found.said(path) == said
        assert found.missing == {_unit(KARI)}


def test_a_unit_that_forgets_its_number_is_known_by_it_all_the_same(tmp_path: Path) -> None:
    path = write_report(NAMELESS, tmp_path)
    found = gathered(path, known=_known(TOM))
    assert found.known == _known(TOM)
    assert found.units[_unit(TOM)].organisation_number == TOM.organisation_number
    assert (found.files[path.name].unit, found.missing) == (_unit(TOM), set())


def test_a_new_number_and_a_new_key_at_once_are_followed_too(tmp_path: Path) -> None:
    seeds = [TOM.seed, TOM.later_seed()]
    path = write_report(TOM, tmp_path, signer=Signer(seeds[1]), passings=passings(seeds))
    found = gathered(path, known=_known(NAMELESS))
    assert set(found.known) == {_unit(TOM)}
    assert found.known[_unit(TOM)].earlier == (TOM.signer.key,)
    assert found.units[_unit(TOM)].passed_on


def test_a_version_under_the_old_name_and_one_with_the_number_are_one_unit(tmp_path: Path) -> None:
    one, two = write_report(NAMELESS, tmp_path), write_report(TOM, tmp_path, version=2)
    for known in ({}, _known(NAMELESS), _known(TOM)):
        found = gathered(tmp_path, known=known)
        assert (found.state(one), found.state(two)) == (FileState.REPLACED, FileState.TAKEN)
        assert set(found.known) == set(found.units) == {_unit(TOM)}


def test_two_numbers_with_one_key_are_two_units_and_only_the_one_that_is_known_is_taken(tmp_path: Path) -> None:
    copied = replace(KARI, number=TOM.number)  # made as a copy of the other, with its key
    mine, theirs = write_report(TOM, tmp_path), write_report(copied, tmp_path, name="kopi.pdf")
    known = _known(TOM)
    found = gathered(tmp_path, known=known)
    _untouched(found, known, theirs, state=FileState.OTHERS_KEY)
    assert found.state(mine) is FileState.TAKEN
    _untouched(gathered(theirs, known=known), known, theirs, state=FileState.OTHERS_KEY)
    _untouched(gathered(tmp_path), {}, mine, theirs, state=FileState.OTHERS_KEY)
    both = _known(TOM, KARI)
    _untouched(gathered(theirs, known=both), both, theirs, state=FileState.OTHERS_KEY)
    accepted = frozenset({TOM.signer.fingerprint})
    _untouched(gathered(theirs, known=both, accepted=accepted), both, theirs, state=FileState.OTHERS_KEY)


def test_two_names_at_once_with_one_key_are_two_units(tmp_path: Path) -> None:
    other = replace(NAMELESS, name="Lia barnehage")
    mine, theirs = write_report(NAMELESS, tmp_path), write_report(other, tmp_path, name="lia.pdf", version=2)
    known = _known(NAMELESS)
    found = gathered(tmp_path, known=known)
    _untouched(found, known, theirs, state=FileState.OTHERS_KEY)
    assert found.state(mine) is FileState.TAKEN


def test_nobody_becomes_a_known_unit_by_leaving_out_the_number(tmp_path: Path) -> None:
    path, known = write_report(NAMELESS, tmp_path, signer=STRANGER), _known(TOM)
    found = gathered(path, known=known)
    _untouched(found, known, path, state=FileState.NEW_KEY)
    assert "heter det samme som" in found.said(path)
    taken = gathered(path, known=known, accepted=frozenset({STRANGER.fingerprint}))
    assert set(taken.known) == {_unit(TOM), _unit(NAMELESS)}
    # and the key it got in by under a name of its own is not one for the number of another
    numbered = write_report(TOM, tmp_path, signer=STRANGER, name="etterpå.pdf")
    _untouched(gathered(numbered, known=taken.known), dict(taken.known), numbered, state=FileState.NEW_KEY)
    both = gathered(numbered, known=taken.known, accepted=frozenset({STRANGER.fingerprint}))
    assert both.known[_unit(TOM)].earlier == (TOM.signer.key,)
    assert set(both.known) == {_unit(TOM)}  # it was the same unit all the time, as somebody has made sure of


def test_a_stranger_who_sends_twice_is_no_more_believed(tmp_path: Path) -> None:
    known = _known(NAMELESS)
    one = write_report(NAMELESS, tmp_path, signer=STRANGER)
    two = write_report(TOM, tmp_path, signer=STRANGER, version=2)
    _untouched(gathered(tmp_path, known=known), known, one, two, state=FileState.NEW_KEY)


def test_a_report_for_another_period_or_reader_changes_nothing_that_is_known(tmp_path: Path) -> None:
    write_report(KARI, tmp_path)
    write_report(TOM, tmp_path, audience="owner")
    write_report(made_unit(2), tmp_path, period="2025-T3", made="2026-01-12T08:00:00+00:00")
    write_report(made_unit(3), tmp_path, status="draft")
    found = gathered(tmp_path, period="2026-T1")
    assert set(found.known) == {_unit(KARI)}


@pytest.mark.parametrize(
    "name",
    ["Solb\u0430kken Nord barnehage", "SoIbakken Nord barnehage", "Solbakken Nord barnehage\u3164",
     "Solbakken\u2800Nord barnehage.", "S\u03bflbakken Nord barnehage\ufe0f"],
)  # fmt: skip
def test_a_name_that_only_looks_like_that_of_a_known_unit_is_no_new_unit(tmp_path: Path, name: str) -> None:
    unit = replace(made_unit(0), organisation_number="")
    known = gathered(write_report(unit, tmp_path)).known
    path = write_report(replace(unit, name=name), tmp_path, signer=made_unit(1).signer, name="falsk.pdf")
    found = gathered(path, known=known)
    assert found.state(path) is FileState.NEW_KEY
    assert found.known == known
    key = made_unit(1).signer.fingerprint
    assert gathered(path, known=known, accepted=frozenset({key})).state(path) is FileState.TAKEN


def test_nobody_takes_the_place_of_a_unit_without_a_number_by_writing_one(tmp_path: Path) -> None:
    unit = replace(made_unit(0), organisation_number="")
    known = gathered(write_report(unit, tmp_path)).known
    forged = replace(unit, organisation_number="123456785")
    path = write_report(forged, tmp_path, signer=made_unit(1).signer, name="falsk.pdf")
    found = gathered(path, known=known)
    assert (found.state(path), found.missing) == (FileState.NEW_KEY, set(known))
    assert "Ring enheten" in found.said(path)
    assert "organisasjonsnummeret sitt" not in found.said(path)


def test_two_units_with_numbers_may_have_the_same_name(tmp_path: Path) -> None:
    one, other = (replace(made_unit(number), name="Solbakken barnehage") for number in (0, 1))
    known = gathered(write_report(one, tmp_path)).known
    path = write_report(other, tmp_path)
    assert gathered(path, known=known).state(path) is FileState.TAKEN


def test_a_key_that_was_passed_on_to_two_is_neither_until_somebody_has_rung(tmp_path: Path) -> None:
    unit = made_unit(0)
    known = gathered(write_report(unit, tmp_path)).known
    mine, forged = (
        write_report(
            unit, tmp_path, signer=Signer(bytes([n]) * 32), passings=passings((unit.seed, bytes([n]) * 32)),
            name=f"{n}.pdf", version=n,
        ) for n in (2, 3)
    )  # fmt: skip
    found = gathered(mine, forged, known=known)
    assert [found.state(path) for path in (mine, forged)] == [FileState.NEW_KEY] * 2
    assert found.known == known
    rung = gathered(mine, forged, known=known, accepted=frozenset({Signer(bytes([2]) * 32).fingerprint}))
    assert [rung.state(path) for path in (mine, forged)] == [FileState.TAKEN, FileState.NEW_KEY]
    assert gathered(mine, known=known).state(mine) is FileState.TAKEN
