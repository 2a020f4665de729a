"""The words in Qt's own menus and dialogs: Qt has them in English and partly in Nynorsk, never in Bokmål."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from ikdesk.kernel.words import _, language

_TAUGHT = "qt_words"
_WORDS = {
    # the menu of a text field
    "&Undo": _("&Angre"), "&Redo": _("&Gjør om"), "Cu&t": _("Klipp &ut"), "&Copy": _("&Kopier"),
    "&Paste": _("&Lim inn"), "Delete": _("Slett"), "Select All": _("Merk alt"),
    "Copy &Link Location": _("Kopier &lenken"),
    # the menu of a scroll bar
    "Scroll here": _("Rull hit"), "Top": _("Øverst"), "Bottom": _("Nederst"), "Page up": _("Side opp"),
    "Page down": _("Side ned"), "Scroll up": _("Rull opp"), "Scroll down": _("Rull ned"),
    "Left edge": _("Venstre kant"), "Right edge": _("Høyre kant"), "Page left": _("Side til venstre"),
    "Page right": _("Side til høyre"), "Scroll left": _("Rull til venstre"), "Scroll right": _("Rull til høyre"),
    # buttons of dialogs
    "OK": _("OK"), "Cancel": _("Avbryt"), "&Cancel": _("&Avbryt"), "Open": _("Åpne"), "&Open": _("&Åpne"),
    "Save": _("Lagre"), "&Save": _("&Lagre"), "&Yes": _("&Ja"), "&No": _("&Nei"), "Close": _("Lukk"),
    "Reset": _("Nullstill"), "Help": _("Hjelp"), "&Choose": _("&Velg"),
    # where a file lies
    "&Look in:": _("&Mappe:"), "Look in:": _("Mappe:"), "Directory:": _("Mappe:"), "File &name:": _("Fil&navn:"),
    "Files of &type:": _("Fil&type:"), "Files of type:": _("Filtype:"), "Back": _("Tilbake"),
    "Go back": _("Gå tilbake"), "Forward": _("Fram"), "Go forward": _("Gå fram"), "Parent Directory": _("Mappen over"),
    "Go to the parent directory": _("Gå til mappen over"), "Create New Folder": _("Ny mappe"),
    "Create a New Folder": _("Lag en ny mappe"), "&New Folder": _("&Ny mappe"), "New Folder": _("Ny mappe"),
    "List View": _("Liste"), "Change to list view mode": _("Vis som liste"), "Detail View": _("Detaljer"),
    "Change to detail view mode": _("Vis detaljer"), "&Rename": _("&Gi nytt navn"), "&Delete": _("&Slett"),
    "Remove": _("Fjern"), "Show &hidden files": _("Vis s&kjulte filer"), "Show ": _("Vis "), "Sidebar": _("Sidefelt"),
    "List of places and bookmarks": _("Steder og bokmerker"), "Files": _("Filer"),
    "Directories": _("Mapper"), "All Files (*)": _("Alle filer (*)"),
    "Computer": _("Datamaskin"), "My Computer": _("Datamaskin"), "Recent Places": _("Siste steder"),
    "Name": _("Navn"), "Size": _("Størrelse"), "Type": _("Type"), "Kind": _("Type"), "Date Modified": _("Endret"),
    "Drive": _("Disk"), "Folder": _("Mappe"), "File": _("Fil"), "Unknown": _("Ukjent"), "Shortcut": _("Snarvei"),
    "%1 bytes": _("%1 byte"), "%1 KB": _("%1 kB"), "%1 MB": _("%1 MB"), "%1 GB": _("%1 GB"),
    "%1 already exists.\nDo you want to replace it?": _("%1 finnes fra før.\nVil du erstatte den?"),
    "%1\nFile not found.\nPlease verify the correct file name was given.": _("%1\nFilen finnes ikke. Se på navnet."),
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": _(
        "%1\nMappen finnes ikke. Se på navnet."),
    # printing
    "Print": _("Skriv ut"), "&Print": _("&Skriv ut"), "Preview": _("Forhåndsvisning"), "Printer": _("Skriveren"),
    "&Name:": _("&Navn:"), "P&roperties": _("&Egenskaper"), "Location:": _("Plassering:"), "Type:": _("Type:"),
    "Output &file:": _("Til &fil:"), "&Options >>": _("&Valg >>"), "&Options <<": _("&Valg <<"),
    "Print to File (PDF)": _("Skriv til fil (PDF)"), "Write PDF file": _("Skriv PDF-fil"), "Local file": _("Fil her"),
    "Options": _("Valg"), "Copies": _("Eksemplarer"), "Copies:": _("Eksemplarer:"), "Collate": _("Sortert"),
    "Reverse": _("Omvendt"), "Print range": _("Hva som skrives ut"), "Print all": _("Alt"), "Pages from": _("Side"),
    "to": _("til"), "Pages": _("Sider"), "Selection": _("Det merkede"), "Current Page": _("Denne siden"),
    "All Pages": _("Alle sider"), "Odd Pages": _("Oddetallssider"), "Even Pages": _("Partallssider"),
    "Page &Set:": _("&Sider:"), "Output Settings": _("Utskrift"), "Color Mode": _("Farger"), "Color": _("Farger"),
    "Grayscale": _("Gråtoner"), "Double Sided Printing": _("Tosidig"), "Off": _("Av"),
    "Long side binding": _("Langs langsiden"), "Short side binding": _("Langs kortsiden"),
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. "
    "E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": _("Sider eller områder med komma mellom, for eksempel 3,5-7,9."),
}  # fmt: skip


class QtWords(QTranslator):
    """Answers Qt when it asks what one of its own words is in the language chosen."""

    def isEmpty(self) -> bool:
        """It is never empty, although no file was read."""
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The word in the language chosen; nothing where Qt's own shall stand."""
        word = None if language() == "en" else _WORDS.get(sourceText)
        return None if word is None else str(word)


def teach_words(application: QCoreApplication) -> None:
    """Let Qt use these words from now on; asking twice does no harm."""
    if not application.property(_TAUGHT):  # looking among the children would load every style there is
        application.setProperty(_TAUGHT, True)
        application.installTranslator(QtWords(application))
