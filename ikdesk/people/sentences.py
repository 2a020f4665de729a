"""What is said about those who can unlock."""

from __future__ import annotations

from ikdesk.kernel.viewer import Viewer
from ikdesk.kernel.words import _, plain_date
from ikdesk.people.model import Role
from ikdesk.people.user_model import UserRow

_MAY = {
    Role.LEADER: _("Ser og gjør alt, også her. Ser likevel ikke en sak som gjelder lederen selv."),
    Role.DEPARTMENT_LEAD: _(
        "Kan melde, føre akedager, lese rutinene og følge egne meldinger og oppgaver. Ser også det som er meldt om "
        "barna på sin avdeling, men ikke skjermede saker. Endrer ikke det andre har meldt."
    ),
    Role.STAFF: _(
        "Kan melde, føre akedager, lese rutinene og følge egne meldinger og oppgaver. Ser ikke det andre har meldt."
    ),
    Role.SAFETY_REP: _(
        "Kan melde, føre akedager, lese rutinene og følge egne meldinger og oppgaver. Ser også skader og vold mot "
        "ansatte, uten helseopplysninger. Ser ikke det som er meldt om barn."
    ),
}


def role_words(role: Role) -> str:
    """What somebody with this role may do."""
    return str(_MAY[role])


def user_words(row: UserRow) -> str:
    """Who this is, in a line."""
    since = _("{role} siden {day}.").format(role=row.role.label, day=plain_date(row.since)) if row.since else ""
    mine = str(_("Dette er deg.")) if row.mine else ""
    code = ""
    if row.code:
        code = (_("Gjenopprettingskoden ble skrevet ned {day}.").format(day=plain_date(row.kept)) if row.kept
                else str(_("Har gjenopprettingskode, men ingen har sagt at den er skrevet ned.")))  # fmt: skip
    return " ".join(part for part in (mine, since, code) if part)


def demotion_words(name: str) -> str:
    """What it means that a leader becomes something else, before it is done."""
    return _(
        "Rollen bestemmer hva IKdesk viser. {name} har hatt tilgang til alt og beholder passordet sitt. Skal {name} "
        "ikke lenger kunne åpne dataene, fjern brukeren. Da byttes nøklene."
    ).format(name=name)


def removal_words(name: str) -> str:
    """What happens when somebody is removed, before it is done."""
    return _(
        "{name} kan ikke låse opp lenger. Alle andre beholder passordet sitt, og det {name} har meldt, står. "
        "Nøklene til dataene byttes, så den gamle nøkkelen åpner ikke noe som lagres fra nå av. Sikkerhetskopier som "
        "er tatt før, kan fortsatt åpnes med passordene som gjaldt da: oppbevar dem innelåst. Dette kan ikke angres."
    ).format(name=name)


def deputy_words(viewer: Viewer) -> str:
    """What somebody who stands in for the leader is told; nothing to others."""
    if viewer.until is None:
        return ""
    return _("Du er stedfortreder for lederen til og med {day}.").format(day=plain_date(viewer.until))
