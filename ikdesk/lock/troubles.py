"""What can be the matter with the data, in the words of whoever sits there, and the ways out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ikdesk.kernel.errors import Ill
from ikdesk.kernel.words import Text, _

UNCHANGED = _("Ingenting er endret.")


class Way(Enum):
    """A way out."""

    RETRY = auto()
    OTHER = auto()  # open another folder
    MOVE = auto()  # carry the data to a place where they may lie
    READ = auto()  # copy them, and look at the copy
    RESTORE = auto()  # from a backup
    SALVAGE = auto()  # what can be read of a damaged file


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one kind of trouble."""

    title: Text  # what happened, in a few words
    what: Text  # what it means, in one sentence
    ways: Sequence[Way]  # the first is the one that most often helps


VERBS = {
    Way.RETRY: (_("Prøv igjen"), "rotate-ccw"),
    Way.OTHER: (_("Velg en annen mappe …"), "folder-open"),
    Way.MOVE: (_("Flytt dataene til denne maskinen"), "hard-drive"),
    Way.READ: (_("Åpne en kopi for å lese"), "book-open"),
    Way.RESTORE: (_("Gjenopprett fra en sikkerhetskopi …"), "history"),
    Way.SALVAGE: (_("Redd det som kan leses"), "shield-check"),
}
CLEARED = _("Jeg har ryddet. Prøv igjen")
SAID = {
    Ill.CLOUD: Said(
        _("Dataene ligger i en skymappe"),
        _("OneDrive, Dropbox og andre skytjenester kopierer filen mens den skrives, og da kan den bli ødelagt."),
        (Way.MOVE, Way.READ, Way.RETRY, Way.OTHER),
    ),
    Ill.NETWORK: Said(
        _("Dataene ligger på en nettverksdisk"),
        _("Faller nettet ut mens noe blir lagret, kan filen bli ødelagt. Dataene må ligge på selve maskinen."),
        (Way.MOVE, Way.READ, Way.RETRY, Way.OTHER),
    ),
    Ill.READ_ONLY: Said(
        _("Mappen er skrivebeskyttet"),
        _("IKdesk kan lese dataene, men får ikke lagre noe i mappen de ligger i."),
        (Way.READ, Way.RETRY, Way.OTHER),
    ),
    Ill.FULL: Said(
        _("Disken er full"),
        _("IKdesk må ha litt plass for å åpne dataene trygt. Slett eller flytt noe annet på disken først."),
        (Way.RETRY, Way.OTHER),
    ),
    Ill.IN_USE: Said(
        _("IKdesk er åpent et annet sted"),
        _("Bare ett vindu om gangen kan arbeide med de samme dataene."),
        (Way.RETRY, Way.OTHER),
    ),
    Ill.NEWER: Said(
        _("Dataene er fra en nyere utgave"),
        _("En nyere utgave av IKdesk har skrevet disse dataene. Installer den nyeste utgaven, og åpne dem igjen."),
        (Way.RETRY, Way.OTHER),
    ),
    Ill.PROGRAM: Said(
        _("IKdesk må installeres på nytt"),
        _("En del av programmet mangler eller er for gammel til å lagre trygt. Dataene er ikke rørt."),
        (Way.RETRY,),
    ),
    Ill.DAMAGED: Said(
        _("Filen med dataene er skadet"),
        _("Den kan ikke leses som den skal. Hent dataene tilbake fra den nyeste sikkerhetskopien."),
        (Way.RESTORE, Way.SALVAGE, Way.RETRY, Way.OTHER),
    ),
    Ill.NO_FILE: Said(
        _("Filen med dataene mangler"),
        _("Mappen er her, men filen ikdesk.db er borte. Ligger den i papirkurven, kan du legge den tilbake."),
        (Way.RESTORE, Way.RETRY, Way.OTHER),
    ),
    Ill.NO_KEY: Said(
        _("Nøkkelen til dataene er skadet"),
        _("Filene vault.json og vault.copy.json er skadet eller borte. Uten dem kan ingen låse opp. En sikkerhetskopi "
          "har sin egen."),
        (Way.RESTORE, Way.RETRY, Way.OTHER),
    ),
    Ill.GONE: Said(
        _("Finner ikke mappen med dataene"),
        _("Ligger dataene på en minnepinne eller en egen disk, må den stå i maskinen. Sett den inn, og prøv igjen."),
        (Way.RETRY, Way.OTHER, Way.RESTORE),
    ),
    Ill.NO_RIGHT: Said(
        _("Du har ikke rett til å lese mappen"),
        _("Mappen tilhører en annen bruker på maskinen. Logg inn som den som brukte IKdesk sist, eller be om å få rett "
          "til å lese den."),
        (Way.RETRY, Way.OTHER),
    ),
    Ill.DISK: Said(
        _("Disken svarer ikke som den skal"),
        _("Noe gikk galt da disken skulle leses eller skrives. Start maskinen på nytt, og prøv igjen."),
        (Way.RETRY, Way.READ, Way.RESTORE, Way.OTHER),
    ),
}  # fmt: skip
