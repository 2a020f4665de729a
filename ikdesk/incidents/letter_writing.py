"""A letter to parents as a PDF, in its own language."""

from __future__ import annotations

from pathlib import Path

from ikdesk.access.actions import note_access
from ikdesk.access.model import Deed
from ikdesk.exports.actions import know_files
from ikdesk.incidents.form_writing import Open, Paper, paper_of, refuse_child
from ikdesk.incidents.letter_model import Letter
from ikdesk.incidents.letter_queries import letter_facts
from ikdesk.incidents.letter_sections import letter_story
from ikdesk.incidents.letter_sentences import letter_text
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, spoken_in


def write_letter(
    data: Open, key: Key, folder: Path, *, child: int = 0, language: str = "", password: str = ""
) -> Path:
    """Write the letter as it is proposed, and write down that it was made.

    Args:
        data: the open data.
        key: the incident.
        folder: where it goes.
        child: which of the children it is for, from 0.
        language: "nb", "nn" or "en"; "" for the one the unit has chosen.
        password: opens it; "" for none.

    Returns:
        Where it lies.

    Raises:
        Problem: there are not so many children in it.
    """
    facts, paper = data.read(letter_facts, key), paper_of(data, password)
    refuse_child(facts.whole, child)
    spoken = language or facts.language
    text = letter_text(facts, child, paper.codebook, spoken)
    letter = Letter(text, spoken, str(facts.whole.children[child].get("child") or ""), facts.whole.number)
    made = draw_letter(letter, folder, paper)
    data.write(know_files, "letter", [made])
    data.write(note_access, Deed.PRINTED, "incident", [key], note=letter_note(letter))
    return made


def draw_letter(letter: Letter, folder: Path, paper: Paper) -> Path:
    """Draw a letter, without the data.

    Args:
        letter: as it was read through.
        folder: where it goes; the file's name tells its number only.
        paper: what stands round it.
    """
    from ikdesk.paper.pdf import write_pdf

    name = f"{_('Brev')} {letter.number}"
    with spoken_in(letter.language):
        story = letter_story(letter, paper.unit, paper.codebook, by=paper.by, when=paper.when)
        return write_pdf(story, folder / f"{name}.pdf", password=paper.password)


def letter_note(letter: Letter) -> str:
    """What the log says of it: that it was a letter, and in which language."""
    return f"letter {letter.language}"
