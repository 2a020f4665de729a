"""Those who can unlock: the vault and the file changed together, so that neither says what the other does not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from ikdesk.kernel.errors import Problem
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.people.actions import (
    add_person,
    change_person_role,
    keep_code,
    let_go,
    password_changed,
    rename_person,
)
from ikdesk.people.model import Role, role_of
from ikdesk.people.queries import PersonRow, differences, people
from ikdesk.people.ready_queries import NotReadyError, kept_codes, ready_words
from ikdesk.people.user_model import UserRow
from ikdesk.safe import last, members, vault
from ikdesk.safe.keys import Keys
from ikdesk.safe.members import Member
from ikdesk.safe.secret import Work
from ikdesk.unit.queries import unit_row


class Opened(Protocol):
    """What is needed of the open data."""

    folder: Path
    keys: Keys
    viewer: Viewer

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do."""

    def exchange_keys(self, without: str) -> None:
        """Keep somebody out from now on."""

    def back_up_here(self) -> object:
        """Make a verified copy among the automatic ones."""


class VaultUsers:
    """Those who can unlock one unit's data."""

    def __init__(self, data: Opened, work: Work | None = None) -> None:
        """Take over the open data.

        Args:
            data: whose users they are.
            work: how dear one try at a new password is; measured on this machine when left out.
        """
        self._data, self._work = data, work

    def rows(self) -> list[UserRow]:
        """Everybody, in the order they came; only oneself for those who may not set up."""
        known = {one.person: one for one in self._members()}
        people_in_file = {row.slot: row for row in self._data.read(people)}
        wrong = self._data.read(differences, {one.person: (one.name, one.role) for one in known.values()})
        all_rows = [
            self._row(who, people_in_file.get(who), known.get(who), wrong.get(who, ""))
            for who in dict.fromkeys((*people_in_file, *known))
        ]
        return [row for row in all_rows if row.mine or self._may()]

    def lacking(self) -> str:
        """What is missing before anything real goes in; empty when nothing is.

        Two who can unlock everything, or one whose recovery code is written down. The demo needs neither.
        """
        if self._data.read(unit_row).demo_day is not None:
            return ""
        kept = self._data.read(kept_codes)
        leaders = [one for one in self._members() if one.role == vault.LEADER and one.password]
        if len(leaders) > 1 or any(one.code and one.person in kept for one in leaders):
            return ""
        return ready_words(self._data.viewer)

    def add(self, name: str, role: Role, password: str) -> str:
        """Let somebody in.

        Raises:
            Invalid: the name or the password will not do.
            Problem: one may not, or the disk said no.
        """
        data = self._data
        data.viewer.may(Right.MANAGE_USERS)
        # the slow part first, where nobody waits for the file
        slot = members.slot_for_new(
            data.folder, data.keys, name=name, role=role.code, password=password, work=self._work
        )

        def let_in(session: Any, *, by: Viewer, today: date) -> None:
            add_person(session, slot.name, slot=slot.person, role=role, by=by, today=today)
            vault.put_slot(data.folder, data.keys, slot)

        data.write(let_in)
        return slot.person

    def new_password(self, who: str, password: str) -> None:
        """Give somebody a new password, oneself or another.

        Raises:
            Invalid: the password will not do; the old one still holds.
            Problem: one may not, or the disk said no.
        """
        data = self._data
        row = self._found(who)
        members.reset_password(data.folder, data.keys, who, password, lost=(row.name, row.role.code),
                               work=self._work)  # fmt: skip
        with suppress(Problem):  # the new password holds, whatever becomes of the note
            data.write(password_changed, who)

    def change_role(self, who: str, role: Role) -> None:
        """Make somebody something else.

        Raises:
            Problem: it is oneself or the last leader, one may not, or the disk said no.
        """
        data = self._data
        if who == data.keys.person:
            raise Problem(_("Du kan ikke endre din egen rolle. Be en annen leder om det."))

        def change(session: Any, *, by: Viewer, today: date) -> None:
            change_person_role(session, who, role, by=by, today=today)
            members.change_role(data.folder, data.keys, who, role.code)

        data.write(change)

    def remove(self, who: str, why: str) -> None:
        """Keep somebody out from now on; everybody else keeps their password.

        First the file says that they have gone, which is enough to keep them out of the program. Then the keys are
        exchanged, which keeps them out of whatever copy they may take. What is interrupted in between is told at the
        next unlock, and can be done again.

        Raises:
            Invalid: there is no reason.
            Problem: it is oneself or the last leader, one may not, or the disk said no.
        """
        data = self._data
        data.viewer.may(Right.MANAGE_USERS)
        in_vault = who in {one.person for one in self._members()}
        if in_vault:
            members.vault_without(data.folder, data.keys, who)  # may they be removed at all?
        data.write(let_go, who, why)
        if in_vault:
            data.exchange_keys(who)
        with suppress(Problem):  # the keys are exchanged, whatever becomes of the copy
            data.back_up_here()

    def rename(self, who: str, name: str) -> None:
        """Call somebody something else, oneself or another; the name stands on the lock screen, too.

        Raises:
            Invalid: the name will not do.
            Problem: one may not, or the disk said no.
        """
        data = self._data
        kept = members.name_for(data.folder, data.keys, who, name)

        def change(session: Any, *, by: Viewer, today: date) -> None:
            rename_person(session, who, kept, by=by, today=today)
            members.rename(data.folder, data.keys, who, kept)

        data.write(change)

    def new_code(self) -> str:
        """A new recovery code for oneself, to be shown once; the old sheet is worthless from now on.

        It counts as written down when ``keep_code`` says so.
        """
        data = self._data
        fresh, slot = vault.recovery_slot(data.keys, work=self._work)  # the slow part, where nobody waits for the file

        def put(session: Any, *, by: Viewer, today: date) -> None:
            keep_code(session, data.keys.person, kept=False, by=by, today=today)
            vault.put_slot(data.folder, data.keys, slot)

        data.write(put)
        return fresh

    def keep_code(self) -> None:
        """One's own recovery code is written down."""
        self._data.write(keep_code, self._data.keys.person, kept=True)

    def remembers(self) -> bool:
        """Whether the lock screen remembers who came last on this machine."""
        return last.remembers(self._data.folder)

    def remember(self, *, on: bool) -> None:
        """Let it, or not.

        Raises:
            Problem: the disk said no.
        """
        last.turn(self._data.folder, on=on)

    def _members(self) -> tuple[Member, ...]:
        return members.members(self._data.folder, self._data.keys)

    def _may(self) -> bool:
        return Right.MANAGE_USERS in self._data.viewer.rights

    def _found(self, who: str) -> UserRow:
        found = next((row for row in self.rows() if row.id == who), None)
        if found is None:
            self._data.viewer.may(Right.MANAGE_USERS)
            raise Problem(_("Denne brukeren er fjernet. Legg til personen på nytt."))
        return found

    def _row(self, who: str, person: PersonRow | None, member: Member | None, wrong: str) -> UserRow:
        return UserRow(
            who,
            person.name if person else member.name if member else "",
            person.role if person else role_of(member.role if member else ""),
            person.since if person else None,
            mine=who == self._data.keys.person,
            password=bool(member and member.password),
            code=bool(member and member.code),
            registered=person is not None,
            wrong=wrong,
            kept=person.code_kept if person else None,
            department=person.department if person else None,
        )


def refuse_lacking(data: Opened) -> None:
    """Do nothing if something real may be written here.

    Raises:
        NotReadyError: not yet; the sentence says what to do.
    """
    said = VaultUsers(data).lacking()
    if said:
        raise NotReadyError(said)
