"""Withdrawing and reopening an incident, and tying it to a measure: done at once, and undone at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ikdesk.incidents.actions import reopen_incident, withdraw_incident
from ikdesk.incidents.close_actions import close_on_the_spot
from ikdesk.incidents.inbox_actions import confirm_report, merge_report
from ikdesk.incidents.locked_queries import same_event
from ikdesk.incidents.measures_panel import measures_to_choose
from ikdesk.incidents.queries import incident_detail
from ikdesk.incidents.restrict_panel import restrict
from ikdesk.incidents.staff_actions import move_injury
from ikdesk.kernel.errors import Invalid
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, short_date
from ikdesk.measures.ask_panel import ask_which
from ikdesk.measures.link_actions import link_incident, unlink_incident
from ikdesk.measures.queries import measures_of_incident
from ikdesk.ui.desk import Desk
from ikdesk.ui.dialogs import ask_reason
from ikdesk.ui.option import Option

_STORY = 50  # characters of what was told, among other things on one line


class StateTaker:
    """Does these things for a page.

    Args:
        desk: verbs.
        tell: shows a toast: text, words of the action, what it does.
        page: where questions belong.
    """

    def __init__(self, desk: Desk, tell: Callable[..., None], page: QWidget) -> None:
        self._desk, self._tell, self._page = desk, tell, page

    def on_the_spot(self, key: Key) -> None:
        """Close a new and mild one that was put right where it happened."""
        self._desk.write(close_on_the_spot, key, at=self._desk.clock.local())
        self._done(_("Saken er lukket som rettet på stedet."))

    def withdraw(self, key: Key) -> None:
        """Withdraw it, with a reason."""
        why = ask_reason(
            self._page, str(_("Trekk tilbake hendelsen")),
            str(_("Den blir stående med grunnen, men telles ikke med.")), str(_("Trekk tilbake")),
        )  # fmt: skip
        if why:
            self._desk.write(withdraw_incident, key, why)
            self._done(_("Hendelsen er trukket tilbake."))

    def confirm(self, key: Key) -> None:
        """Let a report from the locked screen count."""
        try:
            self._desk.write(confirm_report, key)
        except Invalid as wrong:
            self._tell(_("{wrong} Trykk «Rett opplysningene» først.").format(wrong=wrong))
            return
        self._done(_("Hendelsen er bekreftet og teller med."))

    def merge(self, key: Key) -> None:
        """Add what it tells to an incident that is there already."""
        rows = self._desk.read(same_event, key)
        if not rows:
            self._tell(str(_("Ingen andre hendelser er fra de samme dagene.")))
            return
        book = self._desk.codebook
        options = [
            Option(row.id, " · ".join((row.number, short_date(row.occurred_on), row.place,
                                       row.story[:_STORY] or book.label("event_type", row.kind))))
            for row in rows
        ]  # fmt: skip
        into = ask_which(
            self._page, str(_("Slå sammen med en hendelse")),
            str(_("Det som er meldt, blir et tillegg på hendelsen du velger. Meldingen trekkes tilbake.")),
            str(_("Slå sammen")), options,
        )  # fmt: skip
        if into is None:
            return
        try:
            self._desk.write(merge_report, key, into)
        except Invalid as wrong:
            self._tell(str(wrong))
            return
        number = next(row.number for row in rows if row.id == into)
        self._done(_("Slått sammen med {number}.").format(number=number))

    def restrict(self, key: Key) -> None:
        """Let only those see it who must."""
        restrict(self._desk, self._tell, self._page, key)

    def move_injury(self, key: Key) -> None:
        """Move what is known of the injury to the register the incident is in now."""
        self._desk.write(move_injury, key)
        self._done(_("Det som var skrevet om skaden, er flyttet."))

    def reopen(self, key: Key) -> None:
        """Open it again."""
        self._desk.write(reopen_incident, key)
        self._done(_("Saken er åpnet igjen."))

    def link(self, key: Key) -> None:
        """Tie it to a measure that is there already."""
        incident = self._desk.read(incident_detail, key)
        place = "" if incident is None else incident.place
        options = measures_to_choose(self._desk, self._desk.read(measures_of_incident, key), place)
        if not options:
            self._tell(str(_("Det finnes ingen andre tiltak ennå. Lag et nytt.")))
            return
        chosen = ask_which(
            self._page, str(_("Knytt til et tiltak")),
            str(_("Velg tiltaket som skal hindre at dette skjer igjen.")), str(_("Knytt sammen")), options,
        )  # fmt: skip
        if chosen is not None:
            self._desk.write(link_incident, chosen, key)
            self._done(_("Hendelsen er knyttet til tiltaket."))

    def unlink(self, key: Key, measure: Key) -> None:
        """Say that it has nothing to do with a measure after all."""
        self._desk.write(unlink_incident, measure, key)
        self._done(_("Hendelsen er løst fra tiltaket."))

    def _done(self, said: str) -> None:
        self._tell(str(said), *self._desk.undoing(said))
