"""A report from its facts to files that were delivered: read, drawn beside the data, kept, and then written.

The files people get are those that are kept, byte for byte; a report is kept with all of its files, or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.exports.open_model import Open, Signing
from ikdesk.kernel.errors import Problem
from ikdesk.kernel.signer import Signer
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, spoken_in
from ikdesk.paper.saving import save_bytes
from ikdesk.paper.story import Story
from ikdesk.reports.content_sections import CONTENT_NAME
from ikdesk.reports.delivery_actions import keep_report
from ikdesk.reports.delivery_model import FORMATS, LOCKED, MAIL, Delivered, FileBytes, Made, Ready, Wanted
from ikdesk.reports.delivery_queries import ready_report
from ikdesk.reports.delivery_sentences import Told, delivered_name, locked_name, mail_subject, mail_text
from ikdesk.reports.facts_model import Facts
from ikdesk.reports.mail_writing import Mail, mail_bytes
from ikdesk.reports.sections import file_name, tertial_story
from ikdesk.reports.version_model import checksum_of
from ikdesk.reports.version_queries import version_file, version_view

Tick = Callable[[int, int], None]


def deliver(data: Signing, wanted: Wanted, folder: Path, *, tick: Tick) -> Made:
    """Make a report and write its files: delivered and kept if somebody gets it, otherwise a draft.

    Args:
        data: the open data.
        wanted: which report, and what shall come of it.
        folder: where the files go.
        tick: told how far it has come; may raise Cancelled, then nothing is delivered.

    Raises:
        Invalid: an address makes no sense.
        Problem: the period has not begun, or the files cannot be saved there.
    """
    ready = data.read(ready_report, wanted)
    drawn = draw_delivery(ready, wanted, signer=data.signer, when=data.clock.local().astimezone(), tick=tick)
    data.write(keep_report, drawn)
    return write_delivery(data, drawn, folder)


def draw_delivery(ready: Ready, wanted: Wanted, *, signer: Signer, when: datetime, tick: Tick) -> Delivered:
    """Draw a report, without the data; what is delivered is drawn in every form, whichever are asked for.

    Args:
        ready: what it says.
        wanted: what shall come of it.
        signer: signs as the unit.
        when: the report's own moment, with its time zone.
        tick: told how far it has come; may raise Cancelled.
    """
    facts = ready.facts
    with spoken_in(ready.language):
        story = tertial_story(facts, when=when, fingerprint=signer.fingerprint)
        name = delivered_name(file_name(facts), facts.edition) if wanted.delivered else file_name(facts)
        files = _drawn(story, name, FORMATS if wanted.delivered else wanted.formats, signer, tick)
        extra = _locked(files, name, wanted.password)
        asked = extra or tuple(one for one in files if one.format in wanted.formats)
        mail = (_mail(story, facts, wanted, name, asked),) if wanted.mail else ()
    return Delivered(
        facts.period.code, facts.audience, facts.edition, ready.language, facts.counted.first, facts.counted.last,
        when.replace(tzinfo=None), wanted.to, wanted.email, content_in(story),
        json.dumps(dict(ready.kept), ensure_ascii=False, sort_keys=True), signer.fingerprint, (*files, *mail), extra,
        asked=(*wanted.formats, MAIL),
    )  # fmt: skip


def write_delivery(data: Open, drawn: Delivered, folder: Path) -> Made:
    """Write the files of a report that is kept, or of a draft.

    Args:
        data: the open data.
        drawn: the report; what was delivered is kept by now.
        folder: where the files go.

    Raises:
        Problem: they cannot be saved there; what was delivered is kept all the same, and can be saved elsewhere.
    """
    try:
        made = _saved((*drawn.files, *drawn.extra), drawn.asked, folder)
    except Problem as problem:
        if not drawn.to:
            raise
        said = _("{problem} Rapporten er levert og tatt vare på. Lagre filene på nytt fra «Leverte rapporter».")
        raise Problem(said.format(problem=problem)) from problem
    data.write(know_files, "report", list(made.values()))
    mail = made.pop(MAIL, None)
    return Made(tuple(made.values()), drawn.key if drawn.to else None, mail)


def write_version(
    data: Open, key: Key, folder: Path, formats: Sequence[str] = FORMATS, *, password: str = ""
) -> list[Path]:
    """Write files of a delivered report once more, byte for byte as they were delivered.

    Args:
        data: the open data.
        key: the report.
        folder: where the files go.
        formats: which; "eml" is the draft of the e-mail, where one was made.
        password: opens a locked copy of the PDF, which is written too; "" for none.

    Raises:
        Problem: it was not kept, or the files cannot be saved there.
    """
    files = [FileBytes(one, *data.read(version_file, key, one)) for one in formats]
    files += _locked(files, "", password)
    view = data.read(version_view, key)
    made = list(_saved(files, (*formats, LOCKED), folder).values())
    note = f"{view.row.period} {view.row.audience.code} {view.row.edition} {','.join(one.format for one in files)}"
    data.write(note_access, Deed.EXPORTED, "report", [key], note=note)
    data.write(know_files, "report", made)
    return made


def content_in(story: Story) -> str:
    """What a report says for machines, as it travels inside it.

    Args:
        story: the report.
    """
    return next(one.data for one in story.attachments if one.name == CONTENT_NAME).decode("utf-8")


def _drawn(story: Story, name: str, formats: Sequence[str], signer: Signer, tick: Tick) -> tuple[FileBytes, ...]:
    """The files, each signed."""
    from ikdesk.paper.pdf import pdf_bytes
    from ikdesk.paper.workbook import workbook_bytes

    makers = {"pdf": pdf_bytes, "xlsx": workbook_bytes}
    return tuple(
        FileBytes(one, f"{name}.{one}", makers[one](story, _part(tick, at, len(formats)), signer=signer))
        for at, one in enumerate(formats)
    )  # fmt: skip


def _part(tick: Tick, at: int, parts: int) -> Tick:
    """A tick for one of several pieces of work, told as one."""
    return lambda done, total: tick(at * total + done, parts * total)


def _locked(files: Sequence[FileBytes], name: str, password: str) -> tuple[FileBytes, ...]:
    """The locked copy of the PDF among some files, where one is wanted."""
    if not password:
        return ()
    from ikdesk.paper.locked_pdf import locked_pdf

    return tuple(
        FileBytes(LOCKED, f"{locked_name(name or Path(one.name).stem)}.pdf", locked_pdf(one.data, password))
        for one in files if one.format == "pdf"
    )  # fmt: skip


def _mail(story: Story, facts: Facts, wanted: Wanted, name: str, files: tuple[FileBytes, ...]) -> FileBytes:
    """The draft of the e-mail."""
    content = content_in(story)
    said = json.loads(content)
    told = Told(
        story.title, tuple(one.name for one in files), checksum_of(content), said["signed_with"], bool(said["hidden"]),
        bool(wanted.password),
    )  # fmt: skip
    mail = Mail(wanted.email, mail_subject(story.title, facts), mail_text(facts, told), story.when, files)
    return FileBytes(MAIL, f"{name}.eml", mail_bytes(mail))


def _saved(files: Iterable[FileBytes], asked: Sequence[str], folder: Path) -> dict[str, Path]:
    """Where the files that were asked for lie, by their format."""
    return {one.format: save_bytes(folder / one.name, one.data) for one in files if one.format in (*asked, LOCKED)}
