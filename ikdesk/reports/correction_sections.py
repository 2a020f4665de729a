"""What was corrected in earlier reports to the same recipient: as it was delivered, and as it is now."""

from __future__ import annotations

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import _, plain_date
from ikdesk.paper.story import Section, Table
from ikdesk.reports.facts_model import Changed, Facts
from ikdesk.reports.hidden_sentences import number_words
from ikdesk.reports.table_sections import told


def corrections(facts: Facts) -> Section | None:
    """The numbers of earlier reports that are others today; None where there are none."""
    if not facts.changed:
        return None
    title = str(_("Rettelser siden sist"))
    text = _("Registreringer er rettet eller kommet til etter at rapporten ble levert. Rapporten som er levert, står "
             "som den var.")  # fmt: skip
    tables = tuple(_table(facts, one, at) for at, one in enumerate(facts.changed, 1))
    return Section("corrections", title, text=(str(text),), tables=tables)


def _table(facts: Facts, one: Changed, at: int) -> Table:
    words = {"period": one.period.name, "n": one.edition, "day": plain_date(one.delivered_on)}
    fields = (
        Field("what", str(_("Tall"))), Field("was", str(_("Som levert")), int), Field("now", str(_("Nå")), int),
    )  # fmt: skip
    rows = tuple((number_words(what, facts.codebook), told(was), told(now)) for what, was, now in one.lines)
    return Table(
        f"corrections_{at}", _("Rapporten for {period}, versjon {n}, levert {day}").format(**words), fields, rows,
        sheet=_("Rettelser {n}").format(n=at), widths=(3.0, 1.0, 1.0),
        empty=str(_("Det er rettet så lite at det ikke vises.")),
    )  # fmt: skip
