"""The assessments, hazards and barriers that can be changed, and what in them must be the unit's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ikdesk.kernel.base import Record
from ikdesk.kernel.errors import Invalid, Problem
from ikdesk.kernel.viewer import Key
from ikdesk.kernel.words import _, clean
from ikdesk.measures.model import Measure
from ikdesk.risks.matrix_model import Matrix, matrix_from
from ikdesk.risks.model import Barrier, Hazard, RiskAssessment
from ikdesk.routines.model import Routine
from ikdesk.unit.equipment_model import Equipment
from ikdesk.unit.model import CodeEntry, Place, Unit

_CODES = {"activity": "activity", "mechanism": "mechanism", "kind": "measure_kind", "role": "responsible_role"}
_KINDS = {
    "place_id": (Place, _("Velg et av stedene i listen.")),
    "equipment_id": (Equipment, _("Velg et utstyr i listen.")),
    "routine_id": (Routine, _("Velg en av rutinene i listen.")),
    "measure_id": (Measure, _("Velg et av tiltakene i listen.")),
}


class There:
    """What stands in the file, as those who change it need it."""

    def __init__(self, session: Session) -> None:
        """Nothing is read before it is asked for."""
        self._session = session

    def risk(self, key: Key) -> RiskAssessment:
        """An assessment that stands.

        Raises:
            Problem: there is none.
        """
        found = self._session.get(RiskAssessment, key)
        if found is None or found.withdrawn_at is not None:
            raise Problem(_("Risikovurderingen finnes ikke. Gå tilbake til listen, og velg en annen."))
        return found

    def open_risk(self, key: Key) -> RiskAssessment:
        """An assessment that stands and is not finished: what is finished stays as it was until it is taken up again.

        Raises:
            Problem: there is none, or it is finished.
        """
        found = self.risk(key)
        if found.closed_on is not None:
            raise Problem(_("Risikovurderingen er avsluttet. Ta den opp igjen før du endrer den."))
        return found

    def hazard(self, key: Key) -> Hazard:
        """A hazard of an assessment that can be changed.

        Raises:
            Problem: there is none, or its assessment is finished.
        """
        found = self._session.get(Hazard, key)
        if found is None or found.withdrawn_at is not None:
            raise Problem(_("Faren finnes ikke lenger. Åpne risikovurderingen på nytt."))
        self.open_risk(found.assessment_id)
        return found

    def barrier(self, key: Key) -> Barrier:
        """A barrier of a hazard that can be changed.

        Raises:
            Problem: there is none.
        """
        found = self._session.get(Barrier, key)
        if found is None or found.withdrawn_at is not None:
            raise Problem(_("Det som sto her, finnes ikke lenger. Åpne risikovurderingen på nytt."))
        self.hazard(found.hazard_id)
        return found

    def routine_name(self, key: Key) -> str:
        """What a routine is called."""
        return self._session.get_one(Routine, key).title

    def matrix(self) -> Matrix:
        """The one the unit uses."""
        size, signs = self._session.execute(select(Unit.risk_size, Unit.risk_signs)).one()
        return matrix_from(size, signs)

    def after_last(self, kind: type[Hazard | Barrier], among: Any) -> int:
        """The position after the last of some hazards or barriers.

        Args:
            kind: which of the two.
            among: a condition that says which ones.
        """
        return int(self._session.scalar(select(func.max(kind.position)).where(among)) or 0) + 1

    def refuse_unknown(self, record: Record, named: Iterable[str]) -> None:
        """Raise Invalid where a code is in none of the unit's lists, or something pointed at is not the unit's.

        Args:
            record: what was filled in.
            named: which of its attributes.
        """
        with self._session.no_autoflush:
            wrong = dict(self._strangers(record, {*named}))
        if wrong:
            raise Invalid(**wrong)

    def _strangers(self, record: Record, names: set[str]) -> Iterator[tuple[str, str]]:
        for name, (kind, said) in _KINDS.items():
            key = getattr(record, name, None)
            if name in names and key is not None:
                row: Any = self._session.get(kind, key)
                if row is None or row.withdrawn_at is not None:
                    yield name, said
        for name, listed in _CODES.items():
            code = getattr(record, name, None)
            if name in names and code and self._session.scalar(select(CodeEntry.id).where(
                CodeEntry.list_name == listed, CodeEntry.code == code)) is None:  # fmt: skip
                yield name, _("Velg et av ordene i listen.")


def told(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Those of the values an action takes, its texts tidied.

    Args:
        values: whatever came.
        names: attributes.
    """
    return {
        name: clean(values[name]) if isinstance(values[name], str) else values[name]
        for name in names if name in values
    }


def put(record: Record, values: Mapping[str, Any]) -> set[str]:
    """Set what differs, and say what did.

    Args:
        record: what is changed.
        values: attributes and what they shall be.
    """
    changed = {name for name, value in values.items() if getattr(record, name) != value}
    for name in changed:
        setattr(record, name, values[name])
    return changed
