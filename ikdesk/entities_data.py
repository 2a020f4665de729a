"""Every kind of entity there is, so that all their tables are known."""

from __future__ import annotations

from ikdesk.access import model as _access
from ikdesk.exports import model as _exports
from ikdesk.focus import model as _focus
from ikdesk.incidents import case_model as _cases
from ikdesk.incidents import find_model as _finding
from ikdesk.incidents import model as _incidents
from ikdesk.incidents import staff_model as _staff
from ikdesk.kernel import content as _content
from ikdesk.kernel.base import Base
from ikdesk.measures import model as _measures
from ikdesk.meetings import model as _meetings
from ikdesk.people import pin_model as _pins
from ikdesk.privacy import model as _privacy
from ikdesk.reports import model as _reports
from ikdesk.reports import version_model as _versions
from ikdesk.risks import model as _risks
from ikdesk.risks import rating_model as _ratings
from ikdesk.routines import model as _routines
from ikdesk.unit import contact_model as _contacts
from ikdesk.unit import equipment_model as _equipment
from ikdesk.unit import plan_model as _plans

ENTITIES = (
    _access, _exports, _focus, _cases, _finding, _incidents, _staff, _content, _measures, _meetings, _pins, _privacy,
    _reports, _versions, _risks, _ratings, _routines, _contacts, _equipment, _plans,
)  # fmt: skip
METADATA = Base.metadata  # with all their tables
