"""A draft of an e-mail with a report in it, which the mail program opens for somebody to read through and send.

IKdesk never sends anything by itself. The same report at the same moment gives the same bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from ikdesk.kernel.words import clean
from ikdesk.reports.delivery_model import FileBytes
from ikdesk.reports.version_model import ADDRESS, addresses

_MIMES = {
    "pdf": ("application", "pdf"), "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail that is not sent.

    Args:
        to: addresses, with commas between; empty: whoever sends it writes them.
        subject: one line.
        text: plain text.
        when: when it was made, with its time zone.
        files: what is attached.
    """

    to: str
    subject: str
    text: str
    when: datetime
    files: tuple[FileBytes, ...]


def mail_bytes(mail: Mail) -> bytes:
    """The draft as a file of its own (.eml): marked as not sent, so that it opens ready to be sent.

    Args:
        mail: what it says.
    """
    to = [_with_plain_domain(one) for one in addresses(mail.to)]
    plain = all(one.isascii() for one in to)
    message = EmailMessage(policy=SMTP if plain else SMTPUTF8)
    message["X-Unsent"] = "1"  # Outlook, and others after it: opens to be sent
    if to:
        message["To"] = ", ".join(to)
    message["Subject"] = _said_plainly(mail.subject)
    message["Date"] = format_datetime(mail.when)
    message.set_content(mail.text, cte="quoted-printable")
    for one in mail.files:
        maintype, subtype = _MIMES[one.name.rsplit(".", 1)[-1]]
        message.add_attachment(one.data, maintype=maintype, subtype=subtype, filename=_said_plainly(one.name))
    if mail.files:
        message.set_boundary(_boundary(mail))
    return message.as_bytes()


def _said_plainly(text: str) -> str:
    """One line that stays one line: "=?utf-8?q?=0A?=" would be read as a new line, and what follows as another head."""
    return " ".join(clean(text).split()).replace("=?", "= ?")


def _boundary(mail: Mail) -> str:
    """Stands between the parts: always the same for the same e-mail, and found nowhere in it."""
    digest = hashlib.sha256(mail.text.encode("utf-8"))
    for one in mail.files:
        digest.update(one.data)
    return f"=_ikdesk_{digest.hexdigest()[:32]}"  # "=_" is found neither in quoted-printable nor in base64


def _with_plain_domain(address: str) -> str:
    """An address as every mail program takes it: "post@ås.kommune.no" has a name in plain letters, too."""
    name, _at, domain = address.rpartition("@")
    try:
        plain = f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return address
    return plain if ADDRESS.fullmatch(plain) else address
