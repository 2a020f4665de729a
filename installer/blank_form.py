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
from ikdesk.kernel.words import use_language
from ikdesk.paper.pdf import write_pdf
from ikdesk.paper.story import Section, Story, Table

MADE = datetime(2026, 11, 22, tzinfo=UTC)
TONGUES: dict[str, Literal["nb-NO", "nn-NO", "en"]] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en"}
ROOM = (1, 1, 1, 1, 1, 1, 5, 2, 2, 1)  # lines for each answer
# the pages are shipped and made outside the program, so their words are not in its catalogues
WORDS: dict[str, dict[str, str]] = {
    "nb": {
        "title": "Melding om at en ansatt kan ha krenket et barn",
        "law": "Barnehageloven § 43 · Opplæringslova § 12-5",
        "to": "Til den som er ansvarlig",
        "why": "Bruk dette arket når meldingen gjelder den som leder barnehagen eller skolen. Lever det direkte til "
               "den som er ansvarlig etter barnehageloven § 7: kommunen for en kommunal barnehage, styret for en "
               "privat. I skolen leverer du det til kommunen.",
        "how": "Lever arket selv, i lukket konvolutt. Legg ingen kopi i barnehagen eller skolen.",
        "asked": "Hvem melder|Telefon eller e-post|Barnehage eller skole|Hvem det gjelder|"
                 "Hvilket barn (initialer er nok)|Når og hvor|Hva du har sett eller hørt|"
                 "Hva som er gjort med en gang|Hvem andre som vet om det|Dato og underskrift",
        "question": "Spørsmål", "answer": "Svar", "pen": "Skriv med penn", "blank": "Tomt skjema",
    },
    "nn": {
        "title": "Melding om at ein tilsett kan ha krenkt eit barn",
        "law": "Barnehagelova § 43 · Opplæringslova § 12-5",
        "to": "Til den som er ansvarleg",
        "why": "Bruk dette arket når meldinga gjeld den som leier barnehagen eller skulen. Lever det direkte til "
               "den som er ansvarleg etter barnehagelova § 7: kommunen for ein kommunal barnehage, styret for ein "
               "privat. I skulen leverer du det til kommunen.",
        "how": "Lever arket sjølv, i lukka konvolutt. Legg ingen kopi i barnehagen eller skulen.",
        "asked": "Kven som melder|Telefon eller e-post|Barnehage eller skule|Kven det gjeld|"
                 "Kva barn (initialar er nok)|Når og kvar|Kva du har sett eller høyrt|"
                 "Kva som er gjort med ein gong|Kven andre som veit om det|Dato og underskrift",
        "question": "Spørsmål", "answer": "Svar", "pen": "Skriv med penn", "blank": "Tomt skjema",
    },
    "en": {
        "title": "Report that an employee may have violated a child",
        "law": "Kindergarten Act § 43 · Education Act § 12-5",
        "to": "To the one who is responsible",
        "why": "Use this sheet when the report is about the person who leads the kindergarten or school. Hand it "
               "directly to the one responsible under the Kindergarten Act § 7: the municipality for a municipal "
               "kindergarten, the board for a private one. In a school, hand it to the municipality.",
        "how": "Deliver the sheet yourself, in a closed envelope. Leave no copy in the kindergarten or school.",
        "asked": "Who reports|Telephone or e-mail|Kindergarten or school|Who it is about|"
                 "Which child (initials are enough)|When and where|What you have seen or heard|"
                 "What was done at once|Who else knows about it|Date and signature",
        "question": "Question", "answer": "Answer", "pen": "Write with a pen", "blank": "Blank form",
    },
}  # fmt: skip


def blank_form(language: str) -> Story:
    """The form, with nothing filled in.

    Args:
        language: nb, nn or en.
    """
    words = WORDS[language]
    use_language(language)
    asked = zip(words["asked"].split("|"), ROOM, strict=True)
    fields = (Field("what", words["question"]), Field("answer", words["answer"]))
    rows = tuple((what if line == 0 else "", "") for what, room in asked for line in range(room))
    table = Table("form", words["pen"], fields, rows, widths=(1.0, 2.6))
    section = Section("form", words["to"], text=(words["why"], words["how"]), tables=(table,))
    return Story(
        words["title"], words["law"], "IKdesk", (section,), "IKdesk", words["blank"], MADE, Codebook({}),
        TONGUES[language],
    )  # fmt: skip


def main() -> list[Path]:
    """Write the pages where the program looks for them."""
    return [write_pdf(blank_form(tongue), resource("forms") / f"violation_{tongue}.pdf") for tongue in TONGUES]


if __name__ == "__main__":
    main()
