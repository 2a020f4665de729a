"""What the lights of a report are called, whatever language the report is in."""

from __future__ import annotations

from ikdesk.kernel.words import LANGUAGES, _, spoken_in

LIGHTS = (
    _("Alvorlige hendelser"), _("Behandlingstid"), _("Forsinkede tiltak"), _("Tiltak som er vurdert"),
    _("Faste kontroller i årshjulet"), _("Rutiner innen revisjonsdato"), _("Risiko uten vedtatt tiltak"),
)  # fmt: skip


def light_name(said: str) -> str:
    """A light's name in the language that is spoken here; as the report has it where it is none of ours.

    Args:
        said: what the report calls it, in whichever language.
    """
    for light in LIGHTS:
        for code in LANGUAGES:
            with spoken_in(code):
                same = str(light) == said
            if same:
                return str(light)
    return said
