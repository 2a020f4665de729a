"""Make the blank form for a report that must not go through the program; run once, the pages are shipped.

    python -m installer.blank_form
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.fields import Field
from ikdesk.kernel.paths import resource
from ikdesk.kernel.words import _, use_language
from ikdesk.paper.pdf import write_pdf
from ikdesk.paper.story import Section, Story, Table

MADE = datetime(2026, 11, 22, tzinfo=UTC)
TONGUES: dict[str, Literal["nb-NO", "nn-NO"]] = {"nb": "nb-NO", "nn": "nn-NO"}


def blank_form(language: str) -> Story:
    """The form, with nothing filled in.

    Args:
        language: nb or nn.
    """
    use_language(language)
    asked = (
        (_("Hvem melder"), 1), (_("Telefon eller e-post"), 1), (_("Barnehage eller skole"), 1),
        (_("Hvem det gjelder"), 1), (_("Hvilket barn (initialer er nok)"), 1), (_("Når og hvor"), 1),
        (_("Hva du har sett eller hørt"), 5), (_("Hva som er gjort med en gang"), 2),
        (_("Hvem andre som vet om det"), 2),
        (_("Dato og underskrift"), 1),
    )  # fmt: skip
    fields = (Field("what", _("Spørsmål")), Field("answer", _("Svar")))
    rows = tuple((str(what) if line == 0 else "", "") for what, room in asked for line in range(room))
    table = Table("form", str(_("Skriv med penn")), fields, rows, widths=(1.0, 2.6))
    told = (
        str(_("Bruk dette arket når meldingen gjelder den som leder barnehagen eller skolen. Lever det direkte til den "
              "som er ansvarlig etter barnehageloven § 7: kommunen for en kommunal barnehage, styret for en privat. I "
              "skolen leverer du det til kommunen.")),
        str(_("Lever arket selv, i lukket konvolutt. Legg ingen kopi i barnehagen eller skolen.")),
    )  # fmt: skip
    return Story(
        str(_("Melding om at en ansatt kan ha krenket et barn")), str(_("Barnehageloven § 43 · Opplæringslova § 12-5")),
        "IKdesk", (Section("form", str(_("Til den som er ansvarlig")), text=told, tables=(table,)),), "IKdesk",
        str(_("Tomt skjema")), MADE, Codebook({}), TONGUES[language],
    )  # fmt: skip


def main() -> list[Path]:
    """Write the pages where the program looks for them."""
    return [write_pdf(blank_form(tongue), resource("forms") / f"violation_{tongue}.pdf") for tongue in TONGUES]


if __name__ == "__main__":
    main()
