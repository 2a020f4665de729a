"""Message posts: made for another PC, fetched from, and made anew with what has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from ikdesk.inbox_data import fetch, told_of_post
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.settings import read_settings
from ikdesk.kernel.viewer import Right, Viewer
from ikdesk.kernel.words import _
from ikdesk.privacy.disposal_queries import receipts_to_destroy
from ikdesk.safe import inbox, ledger
from ikdesk.safe.front import has_data
from ikdesk.safe.keys import Keys
from ikdesk.safe.post import FOLDER, Post, fingerprint_of, read_post, signers_of, write_post

HIDDEN = {"demo", "receipts"}  # of what the lock screen may know, what another PC need not


class Opened(Protocol):
    """What is needed of the open data."""

    folder: Path
    keys: Keys
    viewer: Viewer

    def read(self, question: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask."""

    def write(self, action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do."""


class FilePosts:
    """The message posts of one unit.

    Args:
        data: the open data.
        front: gives what the lock screen may know.
    """

    def __init__(self, data: Opened, front: Callable[[], Mapping[str, Any]]) -> None:
        self._data, self._front = data, front

    def code(self) -> str:
        """What stands on the other PC when the post there is one of ours."""
        return fingerprint_of(signers_of(self._data.keys)[0])

    def make(self, where: Path) -> tuple[Path, str]:
        """Make a message post in a folder, for example a memory stick; one that is there gets today's questions.

        Returns:
            Its folder, and the code two people compare.

        Raises:
            Problem: one may not, it is another unit's, or the disk said no.
        """
        self._data.viewer.may(Right.SET_UP)
        folder = where if where.name == FOLDER else where / FOLDER
        if has_data(where) or where.resolve().is_relative_to(self._data.folder.resolve()):
            raise Problem(_("Velg en minnepinne eller en annen mappe enn der dataene ligger."))
        there = read_post(folder)
        if there is not None:
            self._refuse_others(there)
        try:
            (folder / ledger.INBOX).mkdir(parents=True, exist_ok=True)
            post = self._put(folder, there.lists if there is not None else ())
        except OSError as error:
            raise _gone() from error
        return folder, post.fingerprint

    def fetch(self, where: Path) -> list[str]:
        """Take in what lies in a message post.

        Raises:
            Problem: one may not, there is no post, it is another unit's, the stick is gone, or nothing real may be
                written yet. What was taken in before that, is taken in.
        """
        data = self._data
        data.viewer.may(Right.HANDLE)
        folder = where / FOLDER if (where / FOLDER).is_dir() else where
        post = self._found(folder)
        lists = post.lists if post is not None else ("",)
        try:
            said = told_of_post(fetch(folder, data.keys, data.read, data.write, lists))
        except OSError as error:
            raise _gone() from error
        try:
            self._dispose(folder)
            self._put(folder, lists)
        except (OSError, Problem):
            said.append(str(_gone()))
        if post is None or not post.whole:
            said.append(str(_("Meldeposten var skadet eller endret av noe annet enn IKdesk. Den er laget på nytt.")))
        return said

    def _found(self, folder: Path) -> Post | None:
        """What stands there; None where it cannot be read, but reports to this unit lie there.

        Raises:
            Problem: there is nothing for this unit.
        """
        post = read_post(folder)
        if post is not None:
            self._refuse_others(post)
        elif not inbox.opened(folder, self._data.keys).boxes:
            raise Problem(_("Her ligger ingen meldepost. Velg minnepinnen eller mappen som heter {name}.").format(
                name=FOLDER))  # fmt: skip
        return post

    def _refuse_others(self, post: Post) -> None:
        if post.signer not in signers_of(self._data.keys):
            raise Problem(_("Denne meldeposten hører til {unit}. Bare de kan hente meldingene.").format(
                unit=post.unit or "–"))  # fmt: skip

    def _put(self, folder: Path, before: tuple[str, ...]) -> Post:
        """Begin the list anew, in an order that holds wherever it is interrupted."""
        keys, name = self._data.keys, ledger.new_name()
        content = {key: said for key, said in self._front().items() if key not in HIDDEN}
        content["language"] = read_settings(self._data.folder).language
        write_post(folder, keys, content, (name, *before))
        ledger.begin(folder, keys, name)
        return write_post(folder, keys, content, (name,))

    def _dispose(self, folder: Path) -> None:
        """Destroy on the stick, too, what came in incidents that were disposed of."""
        if Right.SEE_LOG not in self._data.viewer.rights:
            return  # a deputy; the leader does it the next time
        called = self._data.read(receipts_to_destroy)
        gone = {tuple(said.split("/", 1)) for said in called if "/" in said}  # two posts may draw the same receipt
        for receipt in set(inbox.taken(folder)) & {one[0] for one in gone}:
            path = folder / ledger.INBOX / inbox.TAKEN / (receipt + ledger.ENDING)
            with suppress(OSError):
                if (receipt, inbox.digest_of(path.read_bytes())) in gone:
                    inbox.destroy_taken(folder, [receipt])


def _gone() -> Problem:
    return Problem(_("Minnepinnen ble borte, eller kan ikke skrives til. Det som er hentet, ligger trygt her. Sett inn "
                     "pinnen og prøv igjen: ingenting blir dobbelt."))  # fmt: skip
