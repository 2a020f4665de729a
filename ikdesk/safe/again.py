"""The same person once more, while their data stay open: their password, and nobody else's."""

from __future__ import annotations

from pathlib import Path

from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.words import _
from ikdesk.safe import secret, vault
from ikdesk.safe.keys import Keys
from ikdesk.safe.slots import open_slot


def confirm_person(folder: Path, keys: Keys, password: str) -> None:
    """Do nothing if this is the password of whoever unlocked.

    Args:
        folder: the data folder.
        keys: of whoever unlocked.
        password: as it was typed.

    Raises:
        Invalid: it is not; another person's is not, either.
        Problem: the vault is damaged, or the disk said no.
    """
    typed = secret.normal(password)
    own = (
        slot for slot in vault.newest(folder, keys).vault.slots
        if slot.kind == vault.PASSWORD and slot.person == keys.person
    )  # fmt: skip
    if not any(open_slot(slot, typed) for slot in own):
        raise Invalid(password=_("Passordet er feil. Det må være ditt eget: du som holdt på her."))
