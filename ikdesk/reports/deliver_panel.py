"""Delivering a report: who gets it, how, and what one should look at first. IKdesk never sends it by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ikdesk.incidents.half_written_panel import half_written
from ikdesk.kernel.base import fields_of
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.fields import Field
from ikdesk.kernel.tertial import Period
from ikdesk.kernel.words import _
from ikdesk.reports.audience_model import Audience
from ikdesk.reports.delivery_model import FORMATS, Wanted
from ikdesk.reports.lack_sentences import Lack
from ikdesk.reports.pdf_password_panel import PdfPassword
from ikdesk.reports.target_panel import report_folder
from ikdesk.reports.version_model import ADDRESS, ReportVersion, addresses
from ikdesk.reports.version_queries import version_view, versions
from ikdesk.ui.buttons import PrimaryButton, QuietButton
from ikdesk.ui.cards import Banner, Card, PageHead
from ikdesk.ui.choices import CheckGroup, ChoiceGroup
from ikdesk.ui.desk import Desk
from ikdesk.ui.footer import Footer
from ikdesk.ui.form import Form
from ikdesk.ui.layouts import Beside, Column, Row, ScrollPage
from ikdesk.ui.open_file import shown_folder
from ikdesk.ui.option import Option
from ikdesk.ui.text import Label
from ikdesk.ui.text_field import TextField

MAIL, FOLDER = "mail", "folder"
_KEPT = ("delivered_to", "delivered_email", "how", "formats")
_PADDING = (20, 16, 20, 16)


@dataclass(frozen=True, slots=True)
class Asked:
    """The report that is to be delivered."""

    period: Period
    audience: Audience
    title: str  # "Tertialrapport, 1. tertial 2026"
    edition: int
    lacks: tuple[Lack, ...]


class DeliverPanel(QWidget):
    """A form over the page. ``wanted(Wanted)`` when it is to be delivered, ``left()`` when not, ``went(where)``.

    Args:
        desk: verbs.
        asked: which report.
    """

    wanted = Signal(object)
    left = Signal()
    went = Signal(str)

    def __init__(self, desk: Desk, asked: Asked) -> None:
        super().__init__()
        self._desk, self.asked = desk, asked
        self._build()
        self._half = half_written(desk, self.form)
        self.form.fill({"formats": FORMATS, "how": MAIL, **self._last()})
        self._half.begin(f"deliver {asked.audience.code} {asked.period.code}"[:60])
        self.form.changed.connect(self._show)
        self.deliver.clicked.connect(self._on_deliver)
        self.cancel.clicked.connect(self._on_cancel)
        for keys, act in (("Ctrl+S", self._on_deliver), ("Ctrl+Return", self._on_deliver), ("Esc", self._on_cancel)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._show()

    def _build(self) -> None:
        ways = [Option(MAIL, str(_("E-postutkast med filene i")), "file-up"),
                Option(FOLDER, str(_("Bare filer i en mappe")), "folder-open")]  # fmt: skip
        kinds = [Option("pdf", "PDF", "file-text"), Option("xlsx", "Excel", "file-spreadsheet")]
        how, files = str(_("Hvordan skal den sendes?")), str(_("Hvilke filer?"))
        self.form = Form(
            (*fields_of(ReportVersion, "delivered_to", "delivered_email"), Field("how", how), Field("formats", files)),
            self._desk.codebook, self._desk.today,
            made={"delivered_to": TextField(), "delivered_email": TextField(), "how": ChoiceGroup(how, ways),
                  "formats": CheckGroup(files, kinds)},
        )  # fmt: skip
        self.password = PdfPassword()
        self.password.lock.set_value(False)
        self.where = Label("", "secondary")
        box = self.form.box
        self.form.column.put(Card(
            box("delivered_to"), box("how"), box("delivered_email"), box("formats"), self.password, self.where,
            spacing=16, padding=_PADDING,
        ))  # fmt: skip
        self.deliver = PrimaryButton(str(_("Lever rapporten")), "check")
        self.cancel = QuietButton(str(_("Avbryt")))
        note = str(_("Ctrl+S leverer · Esc avbryter"))
        self.footer = Footer(self.deliver, self.cancel, note=note, form=self.form)
        page = ScrollPage(margins=(28, 14, 28, 10), spacing=12, widest=1240)
        sub = _("Versjon {n}. Det som er levert, blir stående som det er. Rettes noe siden, lager dere en ny versjon.")
        page.put(
            PageHead(_("Lever: {title}").format(title=self.asked.title), sub.format(n=self.asked.edition)),
            Beside(self.form, self._lacking(self.asked.lacks), width=340, below=900), 1,
        )  # fmt: skip
        whole = Column(spacing=0, parent=self)
        whole.put(page, 1)
        whole.put(self.footer)

    def _lacking(self, found: Sequence[Lack]) -> QWidget:
        if not found:
            return Banner(str(_("Vi fant ingenting som mangler.")), "ok")
        card = Card(title=str(_("Se over før du leverer")), spacing=8, padding=_PADDING, level=2)
        for lack in found:
            card.put(Label(lack.text))
            if lack.verb:
                link = QuietButton(lack.verb, "arrow-right", flush=True)
                link.setAccessibleName(f"{lack.verb}: {lack.text}")
                link.clicked.connect(lambda _on=False, where=lack.where: self._on_went(where))
                card.put(Row(link, 1))
        card.put(Label(str(_("Dere kan levere likevel.")), "secondary"))
        return card

    def _last(self) -> dict[str, Any]:
        """Who got the last one of this kind."""
        earlier = self._desk.read(versions, audience=self.asked.audience)
        if not earlier:
            return {}
        view = self._desk.read(version_view, earlier[0].key)
        return {"delivered_to": view.row.delivered_to, "delivered_email": view.email}

    def _show(self) -> None:
        mail = self.form.input("how").value() == MAIL
        self.form.box("delivered_email").setVisible(mail)
        self.password.setVisible("pdf" in self.form.input("formats").value())
        said = _("Filene legges i {folder}.").format(folder=shown_folder(report_folder(self._desk)))
        if mail:
            said += " " + str(_("Utkastet åpnes i e-postprogrammet, og du sender det derfra."))
        self.where.say(said)

    def keep_draft(self) -> None:
        """Write down what was filled in since the last time."""
        self._half.keep_draft()

    def _wrong(self, values: dict[str, Any]) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if not (values.get("delivered_to") or "").strip():
            wrong["delivered_to"] = str(_("Skriv hvem rapporten er til."))
        mail = values.get("how") == MAIL
        if mail and any(not ADDRESS.fullmatch(one) for one in addresses(values.get("delivered_email") or "")):
            wrong["delivered_email"] = str(_("E-postadressen ser feil ut. Skriv for eksempel oppvekst@kommunen.no."))
        if not values.get("formats"):
            wrong["formats"] = str(_("Velg PDF, Excel eller begge."))
        return wrong

    def _on_deliver(self) -> None:
        try:
            values = self.form.values(also=self._wrong)
        except Invalid as wrong:
            self.form.show_errors(wrong.messages)
            return
        formats, mail = tuple(values["formats"]), values["how"] == MAIL
        if "pdf" in formats and not self.password.check():
            return
        self._half.done()
        self.wanted.emit(Wanted(
            self.asked.period, self.asked.audience, formats, to=values["delivered_to"].strip(),
            email=(values["delivered_email"] or "").strip() if mail else "", mail=mail,
            password=self.password.value() if "pdf" in formats else "",
        ))  # fmt: skip

    def _on_went(self, where: str) -> None:
        self.keep_draft()
        self.went.emit(where)

    def _on_cancel(self) -> None:
        self._half.done()
        self.left.emit()
