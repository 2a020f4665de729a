"""From version 1 to 2: measures, their evaluation, routines, and places with months of their own.

Written out in full: a step must do the same in ten years, whatever the entities look like then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_STATEMENTS = (
    """
CREATE TABLE measure (
    number INTEGER NOT NULL, title VARCHAR(160) NOT NULL, description TEXT NOT NULL,
    origin VARCHAR(60) NOT NULL, kind VARCHAR(60), role VARCHAR(60), deadline DATE,
    status VARCHAR(30) NOT NULL, decided_on DATE, started_on DATE, done_on DATE, place_id CHAR(32),
    activity VARCHAR(60), mechanism VARCHAR(60), trigger_first DATE, trigger_kept BOOLEAN NOT NULL,
    evaluate_on DATE, consequence TEXT NOT NULL, rejected_why TEXT NOT NULL, id CHAR(32) NOT NULL,
    version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_measure PRIMARY KEY (id),
    CONSTRAINT uq_measure_number UNIQUE (number),
    CONSTRAINT fk_measure_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
)
""",
    "CREATE INDEX ix_measure_place_id ON measure (place_id)",
    """
CREATE TABLE measure_incident (
    measure_id CHAR(32) NOT NULL, incident_id CHAR(32) NOT NULL, id CHAR(32) NOT NULL,
    version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_measure_incident PRIMARY KEY (id),
    CONSTRAINT uq_measure_incident_measure_id_incident_id UNIQUE (measure_id, incident_id),
    CONSTRAINT fk_measure_incident_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id),
    CONSTRAINT fk_measure_incident_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id)
)
""",
    "CREATE INDEX ix_measure_incident_incident_id ON measure_incident (incident_id)",
    "CREATE INDEX ix_measure_incident_measure_id ON measure_incident (measure_id)",
    """
CREATE TABLE evaluation (
    measure_id CHAR(32) NOT NULL, day DATE NOT NULL, answer VARCHAR(30) NOT NULL, decision VARCHAR(30),
    comment TEXT NOT NULL, given_by VARCHAR(200) NOT NULL, verdict VARCHAR(30) NOT NULL,
    evidence TEXT NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME,
    made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_evaluation PRIMARY KEY (id),
    CONSTRAINT fk_evaluation_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id)
)
""",
    "CREATE INDEX ix_evaluation_measure_id ON evaluation (measure_id)",
    """
CREATE TABLE routine (
    number INTEGER NOT NULL, title VARCHAR(120) NOT NULL, status VARCHAR(30) NOT NULL, place_id CHAR(32),
    retired_why TEXT NOT NULL, retired_on DATE, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME,
    made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_routine PRIMARY KEY (id),
    CONSTRAINT uq_routine_number UNIQUE (number),
    CONSTRAINT fk_routine_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
)
""",
    "CREATE INDEX ix_routine_place_id ON routine (place_id)",
    """
CREATE TABLE routine_version (
    routine_id CHAR(32) NOT NULL, edition INTEGER NOT NULL, title VARCHAR(120) NOT NULL,
    purpose TEXT NOT NULL, used_when VARCHAR(200) NOT NULL, steps TEXT NOT NULL, if_it_fails TEXT NOT NULL,
    role VARCHAR(60), legal_hooks VARCHAR NOT NULL, change_note TEXT NOT NULL, valid_from DATE,
    review_due DATE, reviewed_on DATE, review_note TEXT NOT NULL, status VARCHAR(30) NOT NULL,
    approved_by VARCHAR(200) NOT NULL, measure_id CHAR(32), order_key VARCHAR(240) NOT NULL,
    id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME,
    changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_routine_version PRIMARY KEY (id),
    CONSTRAINT uq_routine_version_routine_id_edition UNIQUE (routine_id, edition),
    CONSTRAINT fk_routine_version_routine_id_routine FOREIGN KEY(routine_id) REFERENCES routine (id),
    CONSTRAINT fk_routine_version_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id)
)
""",
    "CREATE INDEX ix_routine_version_routine_id ON routine_version (routine_id)",
    """
ALTER TABLE incident ADD COLUMN routine_id CHAR(32)
    CONSTRAINT fk_incident_routine_id_routine REFERENCES routine (id)
""",
    "CREATE INDEX ix_incident_routine_id ON incident (routine_id)",
    "DROP INDEX ix_incident_when",
    """
CREATE INDEX ix_incident_when ON incident (
    occurred_on, id, status, reported_at, closed_at, kind, severity, place_id, activity, mechanism, routine_status
)
""",
    "ALTER TABLE place ADD COLUMN season_from INTEGER",
    "ALTER TABLE place ADD COLUMN season_to INTEGER",
)


def to_2(operations: Operations) -> None:
    """Make the new tables and columns."""
    for statement in _STATEMENTS:
        operations.execute(statement)
