"""How the vault is written: slots that open the master key, a checksum against damage, a mark against tampering."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import uuid
from dataclasses import asdict, dataclass, replace
from typing import Any

from ikdesk.safe.keys import SIZE, Keys, keys_from
from ikdesk.safe.secret import SALT, Work, stretch

FORMAT = 2  # 1 has no earlier keys, and is still written where there are none
LARGEST = 1_000_000  # bytes
MOST_SLOTS = 50  # each wrong try costs one stretching for each
HEX = ("salt", "public", "private", "master")
NEXT = "vault-next"


@dataclass(frozen=True)
class Slot:
    """One way in: what one secret of one person opens."""

    id: str
    person: str
    kind: str  # "password" or "recovery"
    name: str
    role: str
    salt: bytes
    t: int
    m: int
    p: int
    public: bytes
    private: bytes  # locked with the stretched secret
    master: bytes  # sealed to the public key: others can give this person a new one without the secret


@dataclass(frozen=True)
class Vault:
    """Who may unlock, and where anyone may put a report."""

    revision: int  # one more for each change; of two genuine ones the higher holds
    inbox: bytes
    slots: tuple[Slot, ...]
    past: bytes = b""  # the master keys that were in force before, locked with this one


@dataclass(frozen=True)
class Written:
    """A vault as it lies in a file."""

    vault: Vault
    text: bytes
    canonical: bytes  # what the mark is over
    mac: str
    before: str = ""  # the mark of the keys that were in force before, where they were exchanged with this

    @property
    def revision(self) -> int:
        """Which of several is the newest."""
        return self.vault.revision

    def is_genuine(self, keys: Keys) -> bool:
        """Whether somebody with the keys wrote it, and nobody changed it since."""
        return hmac.compare_digest(self.mac.encode(), keys.stamp("vault", self.canonical).encode())

    def follows(self, keys: Keys) -> bool:
        """Whether this took the place of a vault with these keys: they are out of force."""
        return hmac.compare_digest(self.before.encode(), keys.stamp(NEXT, self.canonical).encode())


def make_slot(kind: str, keys: Keys, key: bytes, work: Work) -> Slot:
    """A way in for one secret.

    Args:
        kind: "password" or "recovery".
        keys: of the person the slot is for.
        key: the secret as bytes.
        work: how dear one try is.
    """
    from nacl.public import PrivateKey, SealedBox  # late: the lock screen does not need it to be shown
    from nacl.secret import SecretBox

    salt = secrets.token_bytes(SALT)
    private = PrivateKey.generate()
    return Slot(
        id=str(uuid.uuid4()),
        person=keys.person,
        kind=kind,
        name=keys.name,
        role=keys.role,
        salt=salt,
        t=work.t,
        m=work.m,
        p=work.p,
        public=bytes(private.public_key),
        private=bytes(SecretBox(stretch(key, salt, work)).encrypt(bytes(private))),
        master=SealedBox(private.public_key).encrypt(keys.master),
    )


def open_slot(slot: Slot, key: bytes) -> Keys | None:
    """The keys, or None if this secret does not open the slot.

    Args:
        slot: from the vault.
        key: the secret as bytes.
    """
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox
    from nacl.secret import SecretBox

    stretched = stretch(key, slot.salt, Work(slot.t, slot.m, slot.p))
    try:
        private = PrivateKey(SecretBox(stretched).decrypt(slot.private))
        master = SealedBox(private).decrypt(slot.master)
    except CryptoError:  # a key of the wrong length is one, too
        return None
    return keys_from(master, person=slot.person, name=slot.name, role=slot.role)


def sealed_again(slot: Slot, master: bytes) -> Slot:
    """The same way in to another master key; the secret that opens it is not needed.

    Args:
        slot: from a genuine vault.
        master: 32 random bytes.
    """
    from nacl.public import PublicKey, SealedBox

    return replace(slot, master=SealedBox(PublicKey(slot.public)).encrypt(master))


def locked_past(keys: Keys, past: tuple[bytes, ...]) -> bytes:
    """Earlier master keys, locked with the one in force.

    Args:
        keys: in force.
        past: 32 bytes each, newest first.
    """
    from nacl.secret import SecretBox

    return bytes(SecretBox(_past_key(keys)).encrypt(b"".join(past)))


def with_past(keys: Keys, vault: Vault) -> Keys:
    """The keys together with those that were in force before.

    Raises:
        ValueError: they are not what was locked there.
    """
    if not vault.past:
        return keys
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        plain = SecretBox(_past_key(keys)).decrypt(vault.past)
    except CryptoError as error:
        raise ValueError("not the earlier keys") from error
    return replace(keys, past=tuple(plain[at : at + SIZE] for at in range(0, len(plain), SIZE)))


def _past_key(keys: Keys) -> bytes:
    return hashlib.blake2b(b"", key=keys.master, person=b"past", digest_size=SIZE).digest()


def written(vault: Vault, keys: Keys, before: Keys | None = None) -> Written:
    """The vault as it is to be written.

    Args:
        vault: what is to be written.
        keys: to mark it with.
        before: the keys that go out of force with it, if any.
    """
    content: dict[str, Any] = {
        "format": FORMAT if vault.past else 1,
        "revision": vault.revision,
        "inbox": vault.inbox.hex(),
        "slots": [_plain(slot) for slot in vault.slots],
    }
    if vault.past:
        content["past"] = vault.past.hex()
    canonical = _canonical(content)
    mac = keys.stamp("vault", canonical)
    mark = before.stamp(NEXT, canonical) if before else ""
    marks = {"mac": mac, "sum": _sum(canonical, mac + mark), **({"before": mark} if mark else {})}
    return Written(vault, json.dumps({**content, **marks}, indent=1).encode("ascii"), canonical, mac, mark)


def parsed(text: bytes) -> Written | None:
    """The vault in a file, or None if it is damaged or asks for less work than the floor.

    Args:
        text: what lies in the file.
    """
    try:
        content = json.loads(text)
        mac, before, checksum = (str(content.pop(*key)) for key in (("mac",), ("before", ""), ("sum",)))
        canonical = _canonical(content)
        whole = hmac.compare_digest(checksum.encode(), _sum(canonical, mac + before).encode())
        if content["format"] not in {1, FORMAT} or not whole:
            return None
        slots = tuple(_slot(row) for row in content["slots"][:MOST_SLOTS])
        past = bytes.fromhex(content.get("past", ""))
        vault = Vault(_whole_number(content["revision"]), bytes.fromhex(content["inbox"]), slots, past)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # whatever else lies in the file, it is not a vault
    return Written(vault, text, canonical, mac, before)


def newer_than_us(text: bytes) -> bool:
    """Whether a newer program wrote this.

    Args:
        text: what lies in the file.
    """
    try:
        return int(json.loads(text)["format"]) > FORMAT
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _plain(slot: Slot) -> dict[str, Any]:
    row = asdict(slot)
    return {key: value.hex() if key in HEX else value for key, value in row.items()}


def _slot(row: dict[str, Any]) -> Slot:
    values: dict[str, Any] = {key: bytes.fromhex(value) if key in HEX else value for key, value in row.items()}
    slot = Slot(**values)
    Work(*(_whole_number(value) for value in (slot.t, slot.m, slot.p)))  # ValueError if it is weaker than the floor
    texts = (slot.id, slot.person, slot.kind, slot.name, slot.role)
    if len(slot.salt) != SALT or len(slot.public) != SIZE or not all(isinstance(text, str) for text in texts):
        raise ValueError("not a slot")
    return slot


def _whole_number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("not a whole number")
    return value


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")


def _sum(canonical: bytes, marks: str) -> str:
    return hashlib.blake2b(canonical + marks.encode("ascii"), digest_size=SIZE).hexdigest()
