"""What may be told at once when somebody reports, besides what happened and to whom.

The same on the screen, locked or not, on paper, and where it is saved.
"""

from __future__ import annotations

from collections.abc import Mapping

from ikdesk.kernel.fields import Field
from ikdesk.kernel.words import Text, _

OTHERS = Field("others", _("Flere barn"), tuple)  # no attribute of an incident: each is a row of its own
MOST_OTHERS = 9  # children besides the first
LONGEST_NAME = 20  # characters of each: initials or a number
TICKED: Mapping[str, Mapping[str, Text]] = {
    "notified": {"parents_at_once": _("Foreldrene har fått beskjed")},
    "treatment": {"doctor": _("Barnet var hos lege"), "dentist": _("Barnet var hos tannlege")},
}  # by attribute; the other codes of these lists come when it is followed up
