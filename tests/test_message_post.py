"""Reports from another PC on a memory stick: each comes once, whatever becomes of the stick, and only to its unit."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ikdesk import data
from ikdesk.cli import parse, run
from ikdesk.inbox_data import take_in
from ikdesk.incidents.actions import withdraw_incident
from ikdesk.incidents.locked_queries import unconfirmed
from ikdesk.kernel.clock import Clock
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Right
from ikdesk.people.model import Role
from ikdesk.people.users_data import VaultUsers
from ikdesk.post_data import FilePosts
from ikdesk.privacy.disposal_data import FileDisposals
from ikdesk.privacy.model import Ground
from ikdesk.safe import inbox, vault
from ikdesk.safe.post import FOLDER, come_to_know, is_known, is_post, post_in, read_post
from ikdesk.safe.secret import Work
from ikdesk.unit.model import UnitKind
from ikdesk.unit.queries import places

TODAY = date(2026, 4, 30)
AT = datetime(2026, 4, 30, 9, 30, tzinfo=UTC)
PASSWORD = "votter bukk hest tomat"
THEIRS = "kanel gitar snøfnugg tak"
FLOOR = Work()


@pytest.fixture(scope="module")
def unit_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A unit whose code is written down, made once, and its leader's keys."""
    folder = tmp_path_factory.mktemp("post") / "data"
    made, _code = data.make_unit_data(folder, PASSWORD, name="Bakken", kind=UnitKind.BARNEHAGE, clock=Clock(TODAY))
    VaultUsers(made, FLOOR).keep_code()
    made.close()
    return folder, vault.unlock(folder, PASSWORD)


@pytest.fixture
def unit(unit_made: tuple[Path, Any], tmp_path: Path) -> Iterator[data.Data]:
    """The unit, open."""
    folder = tmp_path / "data"
    shutil.copytree(unit_made[0], folder)
    found = data.open_data(folder, unit_made[1], clock=Clock(TODAY))
    yield found
    found.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty memory stick."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def posts(unit: data.Data) -> FilePosts:
    return FilePosts(unit, partial(data.front_content, unit))


def report(unit: data.Data, post: Path, story: str = "Falt fra klatrestativet") -> str:
    place = str(unit.read(places)[0].id)
    values = {"kind": "child_injury", "occurred_on": TODAY.isoformat(), "place_id": place, "severity": 1,
              "story": story}  # fmt: skip
    found = read_post(post)
    assert found is not None
    return inbox.seal(post, found.content["inbox"], {"kind": "report", "values": values}, at=AT)


def stories(unit: data.Data) -> list[str]:
    return sorted(row.story for row in unit.read(unconfirmed))


def test_what_is_put_into_the_post_comes_home_unconfirmed_and_only_once(unit: data.Data, stick: Path) -> None:
    post, code = posts(unit).make(stick)
    assert (post, is_post(post)) == (stick / FOLDER, True)
    found = read_post(post)
    assert found is not None
    assert (found.unit, found.whole, found.fingerprint) == ("Bakken", True, code)
    assert "password" not in (post / "post.json").read_text()
    receipts = {report(unit, post), report(unit, post, "Kjørte i gjerdet")}
    kept = stick / "copy"
    shutil.copytree(post, kept)
    said = posts(unit).fetch(stick)
    assert said == ["2 hendelser er hentet fra meldeposten. De venter på å bli bekreftet."]
    assert stories(unit) == ["Falt fra klatrestativet", "Kjørte i gjerdet"]
    assert set(inbox.taken(post)) == receipts
    assert posts(unit).fetch(stick) == ["Det ligger ingen nye meldinger i meldeposten."]
    posts(unit).fetch(kept)  # a copy that somebody took of the stick
    assert len(stories(unit)) == 2


def test_two_reports_with_one_receipt_are_two_reports(unit: data.Data, stick: Path, tmp_path: Path) -> None:
    post, _code = posts(unit).make(stick)
    other, _code = posts(unit).make(tmp_path)
    receipt = report(unit, post, "Den ene")
    found = read_post(other)
    assert found is not None
    _as(other, report(unit, other), receipt, found.content["inbox"])
    posts(unit).fetch(post)
    posts(unit).fetch(other)
    assert stories(unit) == ["Den andre", "Den ene"]


def _as(post: Path, drawn: str, receipt: str, key: str) -> None:
    """Let a report have drawn another receipt."""
    from nacl.bindings import sodium_pad
    from nacl.public import PublicKey, SealedBox

    (post / "inbox" / f"{drawn}.box").unlink()
    values = {"kind": "child_injury", "occurred_on": TODAY.isoformat(), "severity": 1, "story": "Den andre"}
    letter = {"receipt": receipt, "at": AT.isoformat(), "payload": {"kind": "report", "values": values}}
    sealed = SealedBox(PublicKey(bytes.fromhex(key))).encrypt(sodium_pad(json.dumps(letter).encode(), 1024))
    (post / "inbox" / f"{receipt}.box").write_bytes(sealed)


def test_what_was_deleted_or_changed_on_the_stick_is_told_with_its_receipt(unit: data.Data, stick: Path) -> None:
    post, _code = posts(unit).make(stick)
    gone, changed, _whole = report(unit, post), report(unit, post), report(unit, post)
    (post / "inbox" / f"{gone}.box").unlink()
    box = post / "inbox" / f"{changed}.box"
    box.write_bytes(box.read_bytes()[:-1] + b"x")
    said = " ".join(posts(unit).fetch(stick))
    assert "1 hendelse er hentet" in said
    assert gone in said
    assert changed in said
    assert "kan ikke leses. Den er lagt til side" in said
    assert (post / "inbox" / "aside" / f"{changed}.box").exists()


def test_a_list_that_is_gone_or_shortened_is_told(unit: data.Data, stick: Path) -> None:
    post, _code = posts(unit).make(stick)
    report(unit, post)
    (post / "inbox" / "receipts.json").unlink()
    assert "endret eller borte" in " ".join(posts(unit).fetch(stick))
    assert posts(unit).fetch(stick) == ["Det ligger ingen nye meldinger i meldeposten."]  # it was begun anew


def test_the_post_of_another_unit_is_refused_with_its_name_and_left_alone(
    unit: data.Data, stick: Path, tmp_path: Path
) -> None:
    other, _code = data.make_unit_data(tmp_path / "other", PASSWORD, name="Lia", kind=UnitKind.SFO, clock=Clock(TODAY))
    post, _code = posts(other).make(stick)
    receipt = report(other, post)
    other.close()
    for attempt in (posts(unit).fetch, posts(unit).make):
        with pytest.raises(Problem, match="hører til Lia"):
            attempt(stick)
    (post / "post.json").unlink()
    with pytest.raises(Problem, match="ingen meldepost"):
        posts(unit).fetch(stick)
    assert (post / "inbox" / f"{receipt}.box").exists()


def test_a_post_from_before_the_keys_were_exchanged_still_comes_home(unit: data.Data, stick: Path) -> None:
    who = VaultUsers(unit, FLOOR).add("Kari", Role.STAFF, THEIRS)
    post, before = posts(unit).make(stick)
    report(unit, post)
    VaultUsers(unit, FLOOR).remove(who, "Har sluttet.")
    report(unit, post, "Etter at Kari sluttet")
    assert "2 hendelser er hentet" in posts(unit).fetch(stick)[0]
    found = read_post(post)
    assert found is not None
    assert found.fingerprint != before  # it is signed with the keys in force now
    assert found.whole


def test_a_post_that_was_tampered_with_is_told_and_what_was_reported_is_kept(unit: data.Data, stick: Path) -> None:
    post, _code = posts(unit).make(stick)
    report(unit, post)
    text = (post / "post.json").read_text()
    (post / "post.json").write_text(text.replace("Bakken", "Bakkem"))
    tampered = read_post(post)
    assert tampered is not None
    assert not tampered.whole
    said = posts(unit).fetch(stick)
    assert said[0].startswith("1 hendelse er hentet")
    assert "skadet eller endret" in said[-1]
    mended = read_post(post)
    assert mended is not None
    assert mended.whole


@pytest.mark.parametrize("at", range(4))
def test_the_stick_may_be_pulled_out_at_any_moment(
    unit: data.Data, stick: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, _code = posts(unit).make(stick)
    for n in range(3):
        report(unit, post, f"Nummer {n}")
    left = [at]
    put_in_place = Path.replace

    def pulled_out(path: Path, target: Any) -> Path:
        if stick in path.parents:
            if not left[0]:
                raise OSError(errno.EIO, "gone", str(path))
            left[0] -= 1
        return put_in_place(path, target)

    with monkeypatch.context() as pulled:
        pulled.setattr(Path, "replace", pulled_out)
        try:
            said = posts(unit).fetch(stick)
        except Problem as problem:
            said = [str(problem)]
        assert "Minnepinnen ble borte" in said[-1]
    posts(unit).fetch(stick)
    assert stories(unit) == ["Nummer 0", "Nummer 1", "Nummer 2"]
    assert posts(unit).fetch(stick) == ["Det ligger ingen nye meldinger i meldeposten."]


def test_a_flood_of_files_is_taken_in_turns_and_what_is_huge_is_not_read(unit: data.Data, stick: Path) -> None:
    post, _code = posts(unit).make(stick)
    report(unit, post)
    with (post / "inbox" / "00-000.box").open("wb") as huge:
        huge.truncate(50_000_000_000)
    for n in range(inbox.MOST):
        (post / "inbox" / f"AA-{n}.box").touch()
    assert "Hent en gang til" in " ".join(posts(unit).fetch(stick))
    posts(unit).fetch(stick)
    assert stories(unit) == ["Falt fra klatrestativet"]


def test_only_those_who_may_set_up_make_one_and_only_those_who_may_handle_fetch(unit: data.Data, stick: Path) -> None:
    posts(unit).make(stick)
    leader = unit.viewer
    for right, attempt in ((Right.SET_UP, posts(unit).make), (Right.HANDLE, posts(unit).fetch)):
        unit.viewer = type(leader)(leader.person, leader.name, leader.role, leader.rights - {right})
        with pytest.raises(Problem, match="ikke tilgang"):
            attempt(stick)


def test_a_post_never_lies_among_the_data(unit: data.Data) -> None:
    for place in (unit.folder, unit.folder / "backups"):
        with pytest.raises(Problem, match="annen mappe"):
            posts(unit).make(place)


def test_the_other_pc_remembers_whose_signature_it_saw_first(unit: data.Data, stick: Path, tmp_path: Path) -> None:
    posts(unit).make(stick)
    place = tmp_path / "their own"
    first = read_post(stick / FOLDER)
    assert first is not None
    assert is_known(first, place) is None
    come_to_know(first, place)
    assert is_known(first, place) is True
    who = VaultUsers(unit, FLOOR).add("Kari", Role.STAFF, THEIRS)
    VaultUsers(unit, FLOOR).remove(who, "Har sluttet.")
    posts(unit).make(stick)
    second = read_post(stick / FOLDER)
    assert second is not None
    assert is_known(second, place) is False
    come_to_know(second, place)
    assert is_known(second, place) is True


def test_a_folder_without_a_post_is_none(tmp_path: Path, unit: data.Data) -> None:
    assert post_in(tmp_path) is None
    assert post_in(unit.folder) is None
    (tmp_path / "post.json").write_bytes(b"[" * 100_000)
    assert read_post(tmp_path) is None
    (tmp_path / "posts.json").write_bytes(b"7")


def test_a_command_fetches_as_the_one_who_asks(
    unit: data.Data, stick: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    post, _code = posts(unit).make(stick)
    report(unit, post)
    VaultUsers(unit, FLOOR).add("Kari", Role.STAFF, THEIRS)
    unit.close()
    words = ["inbox", str(stick), "--data", str(unit.folder), "--today", "2026-04-30"]
    monkeypatch.setenv("IKDESK_PASSWORD", THEIRS)
    assert run(parse([*words, "--user", "Kari"])) == 1
    assert "ikke tilgang" in capsys.readouterr().err
    monkeypatch.setenv("IKDESK_PASSWORD", PASSWORD)
    assert run(parse([*words, "--user", "Leder"])) == 0
    assert capsys.readouterr().out.startswith("1 hendelse er hentet fra meldeposten.")
    assert run(parse(["inbox", str(unit.folder), *words[2:], "--user", "Leder"])) == 1
    assert "ingen meldepost" in capsys.readouterr().err


def test_what_was_disposed_of_is_destroyed_on_the_stick_too(unit: data.Data, stick: Path) -> None:
    post, _code = posts(unit).make(stick)
    receipt, other = report(unit, post), report(unit, post, "En annen")
    posts(unit).fetch(stick)
    key = next(row.id for row in unit.read(unconfirmed) if row.story == "Falt fra klatrestativet")
    unit.write(withdraw_incident, key, "Feil barn")
    FileDisposals(unit).dispose(key, Ground.WRONG_PERSON, "Foreldrene ba om det.")
    assert set(inbox.taken(post)) == {receipt, other}
    posts(unit).fetch(stick)
    assert inbox.taken(post) == (other,)


def test_two_that_drew_the_same_receipt_are_both_destroyed_on_their_sticks(
    unit: data.Data, stick: Path, tmp_path: Path
) -> None:
    post, _code = posts(unit).make(stick)
    other, _code = posts(unit).make(tmp_path)
    receipt = report(unit, post, "Den ene")
    found = read_post(other)
    assert found is not None
    _as(other, report(unit, other), receipt, found.content["inbox"])
    for one in (post, other):
        posts(unit).fetch(one)
    for row in unit.read(unconfirmed):
        unit.write(withdraw_incident, row.id, "Feil barn")
        FileDisposals(unit).dispose(row.id, Ground.WRONG_PERSON, "Foreldrene ba om det.")
    for one in (post, other):
        posts(unit).fetch(one)
        assert inbox.taken(one) == ()


def test_an_inbox_that_cannot_be_tidied_is_said_and_nothing_comes_twice(unit: data.Data, stick: Path) -> None:
    post, _code = posts(unit).make(stick)
    report(unit, post)
    shutil.copytree(post / "inbox", unit.folder / "inbox", dirs_exist_ok=True)
    taken = unit.folder / "inbox" / inbox.TAKEN
    taken.write_text("")  # stands where they are put away
    with pytest.raises(Problem):
        take_in(unit.folder, unit.keys, unit.read, unit.write, None)
    taken.unlink()
    take_in(unit.folder, unit.keys, unit.read, unit.write, None)
    assert stories(unit) == ["Falt fra klatrestativet"]
