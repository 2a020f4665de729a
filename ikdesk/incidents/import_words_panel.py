"""Words in a file that nothing is known by: a person says what each means, the program never guesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.import_choices_model import NOT_READ, Choices
from ikdesk.incidents.import_model import INCIDENTS, NAMES, NEEDED
from ikdesk.incidents.import_words_model import LISTS, SEVERAL
from ikdesk.kernel.codes import Codebook
from ikdesk.kernel.words import _, many, quoted
from ikdesk.ui.cards import Card, Pill
from ikdesk.ui.field_box import FieldBox
from ikdesk.ui.inputs import Dropdown
from ikdesk.ui.layouts import Row, Wrap
from ikdesk.ui.option import Option
from ikdesk.ui.text import Heading, Label

MOST = 60  # words shown at a time; the next ones come when these are done
_SKIP = "-"  # what the line "leave it out" is called inside the field
Word = tuple[str, str]  # column key, word as written


class WordsPanel(Card):
    """One field for each word; ``set_word(key, word, means)`` says what is wanted, None takes it back.

    Words that were given a meaning stay, so that it can be changed.
    """

    set_word = Signal(str, str, object)

    def __init__(self, codebook: Codebook) -> None:
        super().__init__(spacing=12, padding=(20, 16, 20, 18))
        self._codebook = codebook
        self._inside: QWidget | None = None
        self._words: dict[Word, int] = {}
        self._places: list[Option] = []
        self.boxes: dict[Word, Dropdown] = {}
        self.state = Pill("", "warn")
        self.put(Row(Heading(str(_("Ord vi ikke kjenner")), 2, wrap=False), self.state, 1, spacing=10))
        self.put(Label(_("Si hva hvert ord betyr. Vi gjetter ikke, så rader med ukjente ord blir avvist."), "muted"))
        self.hide()

    def start(self, places: Sequence[str], *, again: bool) -> None:
        """Another file: forget the words of the last one.

        Args:
            places: the names of the unit's own places.
            again: the same file once more, perhaps mended: remember them.
        """
        self._words = self._words if again else {}
        self._places = [Option(name, name) for name in places]
        self._make()
        self.hide()

    def show_words(self, unknown: Mapping[str, Mapping[str, int]], choices: Choices) -> None:
        """Show what is unknown now, and what has been said already.

        Args:
            unknown: column key → {word: rows}.
            choices: what has been said.
        """
        found = {(key, word): count for key, words in unknown.items() for word, count in words.items()}
        said = {(key, word): means for key, words in choices.values.items() for word, means in words.items()}
        kept = {word: count for word, count in self._words.items() if word in found or word in said}
        room = max(0, MOST - sum(word in found for word in kept))
        kept |= {word: found[word] for word in [one for one in found if one not in kept][:room]}
        if kept != self._words:
            self._words = kept
            self._make()
        for chosen, box in self.boxes.items():
            means = said.get(chosen)
            quiet = box.blockSignals(True)
            box.set_value(_SKIP if means == NOT_READ else means)
            box.blockSignals(quiet)
            box.update()
        self.setVisible(bool(self._words))
        left = len(found)
        self.state.show_state(
            many("{n} ord står igjen", "{n} ord står igjen", left) if left else str(_("Alle har fått en betydning")),
            "warn" if left else "ok",
        )

    def _make(self) -> None:
        writing = next((word for word, box in self.boxes.items() if box.hasFocus()), None)
        old, self.boxes = self._inside, {}
        fields = [self._field(word, count) for word, count in sorted(self._words.items(), key=_by_column)]
        self._inside = Wrap(*fields, least=230, most=3, spacing=14)
        self.put(self._inside)
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        if writing in self.boxes:
            self.boxes[writing].setFocus()

    def _field(self, word: Word, count: int) -> FieldBox:
        key, words = word
        box = Dropdown(_("«{word}» betyr").format(word=words), self._options(key), none=str(_("Velg hva det betyr …")))
        box.changed.connect(lambda: self._on_chosen(word, box))
        self.boxes[word] = box
        rows = many("i {n} rad", "i {n} rader", count)
        return FieldBox(quoted(words[:60]), box, hint=f"{NAMES[key]}, {rows}")

    def _options(self, key: str) -> list[Option]:
        listed = self._codebook.entries(LISTS.get(key, key))
        options = [Option(entry.code, _capital(entry.label)) for entry in listed]
        if key == "place":
            taken = {place.label.casefold() for place in self._places}
            options = [*self._places, *(one for one in options if one.label.casefold() not in taken)]
        if key not in NEEDED[INCIDENTS] and key not in SEVERAL:
            options.append(Option(_SKIP, str(_("Ta ikke med ordet"))))
        return options

    def _on_chosen(self, word: Word, box: Dropdown) -> None:
        means = box.value()
        self.set_word.emit(*word, NOT_READ if means == _SKIP else means)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _by_column(word: tuple[Word, int]) -> int:
    return list(NAMES).index(word[0][0])
