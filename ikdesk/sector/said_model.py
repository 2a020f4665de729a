"""What is said of each file that is collected: what came of it, and what to do."""

from __future__ import annotations

import re

from ikdesk.kernel.signer import fingerprint
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import _, quoted
from ikdesk.reports.audience_model import Audience
from ikdesk.sector.wanted_model import FileState

Said = tuple[FileState, str]


def unread(state: str, trouble: str) -> Said:
    """A file that is not a whole, signed report.

    Args:
        state: as ``SignedFile`` has it.
        trouble: why, in words.
    """
    if state == "changed":
        said = _("Filen er endret etter at den ble signert. Stol ikke på tallene. Be enheten om en ny.")
        return FileState.CHANGED, str(said)
    if state == "unsigned":
        said = _("Filen er ikke signert: et utkast, eller ikke laget i IKdesk. Be enheten om rapporten de har levert.")
        return FileState.UNSIGNED, str(said)
    if state == "locked":
        said = _("PDF-en er låst med passord. Be enheten om den uten passord, eller om Excel-arket.")
        return FileState.LOCKED, str(said)
    return FileState.UNREADABLE, " ".join((trouble, str(_("Be enheten sende rapporten på nytt."))))


def called_collected(stem: str) -> bool:
    """Whether a file is called as the documents that are made here: in the same folder, they are met the next time.

    Args:
        stem: what it is called, without an ending.
    """
    before, after = (re.escape(part) for part in str(_("Samlet rapport {period}")).split("{period}"))
    return re.fullmatch(rf"{before}[0-9]{{4}}[-\w]*{after}( \([0-9]+\))?", stem) is not None


def collected() -> Said:
    """A document that was made of reports."""
    said = _("Dette er en samlet rapport for mange enheter, ikke rapporten fra én. Den skal ikke være med.")
    return FileState.OTHER_READER, str(said)


def for_another_period(period: Period) -> Said:
    """A report for a period that is not collected now."""
    return FileState.OTHER_PERIOD, _("Rapporten er for {period}.").format(period=period.name)


def only_for(period: Period) -> str:
    """What is known of a unit whose report is missing, where there is one for a period before or after.

    Args:
        period: the newest there is one for.
    """
    return _("Har bare levert for {period}").format(period=period.name)


def for_somebody_else(audience: str, wanted: str) -> Said:
    """A report that was made for others.

    Args:
        audience: the code of those.
        wanted: the code of those whose reports are collected.
    """
    theirs, ours = (quoted(Audience.of(code).label) for code in (audience, wanted))
    said = _("Rapporten er laget for {theirs}. Be enheten om den som er laget for {ours}.")
    return FileState.OTHER_READER, said.format(theirs=theirs, ours=ours)


def draft() -> Said:
    """A report that is not delivered."""
    return FileState.DRAFT, str(_("Dette er et utkast. Be enheten levere rapporten, og samle på nytt."))


def same() -> Said:
    """The same report in another file."""
    return FileState.SAME, str(_("Den samme rapporten ligger i en fil til, og er talt én gang."))


def replaced(version: int) -> Said:
    """A report that there is a newer version of.

    Args:
        version: the newest.
    """
    return FileState.REPLACED, _("Det finnes en nyere versjon: versjon {n}.").format(n=version)


def disputed(unit: str, version: int) -> Said:
    """One of several reports that say they are the same version.

    Args:
        unit: what it is called.
        version: of them.
    """
    said = _(
        "Det finnes ulike rapporter fra {unit} som alle er versjon {n}. Ingen av dem er tatt med. Spør enheten hvilken "
        "som gjelder, ta bort de andre, og samle på nytt."
    )
    return FileState.DISPUTED, said.format(unit=unit, n=version)


def new_key(unit: str, key: bytes, pinned: bytes) -> Said:
    """A report with a key nobody has vouched for.

    Args:
        unit: what it is called.
        key: of the report, 32 bytes.
        pinned: the one the unit is known by, 32 bytes.
    """
    said = _(
        "Rapporten er signert med en annen nøkkel ({new}) enn den vi kjenner fra {unit} ({old}). Ring enheten på et "
        "nummer du kjenner fra før, og be dem lese opp nøkkelen sin. Er den ny, godta den."
    )
    return FileState.NEW_KEY, said.format(unit=unit, new=fingerprint(key), old=fingerprint(pinned))


def old_key(unit: str, key: bytes, pinned: bytes) -> Said:
    """A report with a key the unit has exchanged; the arguments as for ``new_key``."""
    said = _(
        "Rapporten er signert med en nøkkel som {unit} har byttet ut ({old}). Nå har enheten {new}. Ring den på et "
        "nummer du kjenner fra før, og spør om rapporten er deres. Er den det, godta nøkkelen."
    )
    return FileState.NEW_KEY, said.format(unit=unit, old=fingerprint(key), new=fingerprint(pinned))


def same_name(unit: str, key: bytes, *, numbered: bool) -> Said:
    """A report from a unit that is new and is called as one that is known, or nearly so; one of them has no number.

    Args:
        unit: what it is called.
        key: of the report, 32 bytes.
        numbered: this one has an organisation number.
    """
    said = _(
        "En enhet vi kjenner, heter det samme som {unit} eller nesten det samme, men har en annen nøkkel enn denne "
        "({new}). Ring enheten på et nummer du kjenner fra før, og be dem lese opp nøkkelen sin. Er den lik, godta den."
    ) if numbered else _(
        "En enhet vi kjenner, heter det samme som {unit} eller nesten det samme, men har en annen nøkkel enn denne "
        "({new}). Be enheten skrive organisasjonsnummeret sitt i IKdesk og lage rapporten på nytt, eller ring den og "
        "godta nøkkelen."
    )
    return FileState.NEW_KEY, said.format(unit=unit, new=fingerprint(key))


def several_keys(unit: str, key: bytes) -> Said:
    """One of several reports from a new unit with keys that do not vouch for each other; as for ``same_name``."""
    said = _(
        "Flere rapporter sier at de er fra {unit}, men er signert med ulike nøkler, denne med {new}. Ring enheten på "
        "et nummer du kjenner fra før, ta bort det som ikke er deres, og samle på nytt."
    )
    return FileState.DISPUTED, said.format(unit=unit, new=fingerprint(key))


def others_key() -> Said:
    """A report that is signed with the key of another unit."""
    said = _(
        "Nøkkelen hører til en annen enhet. To enheter har samme nøkkel når den ene er laget som en kopi av den andre. "
        "Ring enheten på et nummer du kjenner fra før."
    )
    return FileState.OTHERS_KEY, str(said)


def new_unit(key: bytes) -> str:
    """What is to be known of a report from a unit nobody has received from before."""
    return _("Enheten er ny her. Spør den om nøkkelen er {key}.").format(key=fingerprint(key))


def new_key_words(*, vouched: bool) -> str:
    """What is to be known where the key of a unit has changed.

    Args:
        vouched: the one before has signed it; else somebody has accepted it.
    """
    if vouched:
        return str(_("Nøkkelen er ny, og den forrige går god for den."))
    return str(_("Nøkkelen er ny, og dere har godtatt den."))


def number_words() -> str:
    """What is to be known where a unit has got an organisation number."""
    return str(_("Enheten har fått organisasjonsnummer siden sist."))


def name_words(name: str) -> str:
    """What is to be known where a unit has another name.

    Args:
        name: what it was called.
    """
    return _("Enheten het {name} før.").format(name=name)
