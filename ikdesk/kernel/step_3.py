"""From version 2 to 3: several people at one PC, what they may see, and who has seen what.

Written out in full: a step must do the same in ten years, whatever the entities look like then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ikdesk.kernel.step_3_history import lock_history

if TYPE_CHECKING:
    from alembic.operations import Operations

_STATEMENTS: tuple[str, ...] = (
    # who does a measure, and who has read which version of a routine
    """
ALTER TABLE measure ADD COLUMN responsible_id CHAR(32)
    CONSTRAINT fk_measure_responsible_id_person REFERENCES person (id)
""",
    "CREATE INDEX ix_measure_responsible_id ON measure (responsible_id)",
    """
CREATE TABLE routine_read (
    routine_version_id CHAR(32) NOT NULL, person_id CHAR(32) NOT NULL, day DATE NOT NULL, id CHAR(32) NOT NULL,
    version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_routine_read PRIMARY KEY (id),
    CONSTRAINT uq_routine_read_routine_version_id_person_id UNIQUE (routine_version_id, person_id),
    CONSTRAINT fk_routine_read_routine_version_id_routine_version FOREIGN KEY(routine_version_id)
        REFERENCES routine_version (id),
    CONSTRAINT fk_routine_read_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)
""",
    "CREATE INDEX ix_routine_read_person_id ON routine_read (person_id)",
    # what the leader answers the one who reported
    "ALTER TABLE incident ADD COLUMN reply TEXT",
    # who may see what, and who stands in for the leader
    "ALTER TABLE incident ADD COLUMN restricted BOOLEAN DEFAULT 0 NOT NULL",
    "UPDATE incident SET restricted = 1 WHERE kind = 'staff_violation_43'",
    """
ALTER TABLE incident ADD COLUMN about_id CHAR(32)
    CONSTRAINT fk_incident_about_id_person REFERENCES person (id)
""",
    """
CREATE TABLE incident_access (
    incident_id CHAR(32) NOT NULL, person_id CHAR(32) NOT NULL, id CHAR(32) NOT NULL,
    version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_incident_access PRIMARY KEY (id),
    CONSTRAINT uq_incident_access_incident_id_person_id UNIQUE (incident_id, person_id),
    CONSTRAINT fk_incident_access_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id),
    CONSTRAINT fk_incident_access_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)
""",
    "CREATE INDEX ix_incident_access_person_id ON incident_access (person_id)",
    """
CREATE TABLE deputy (
    person_id CHAR(32) NOT NULL, from_day DATE NOT NULL, to_day DATE NOT NULL, why VARCHAR(200) NOT NULL,
    id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME,
    changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_deputy PRIMARY KEY (id),
    CONSTRAINT fk_deputy_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)
""",
    "CREATE INDEX ix_deputy_person_id ON deputy (person_id)",
    "ALTER TABLE unit ADD COLUMN responsible_name VARCHAR(120) DEFAULT '' NOT NULL",
    "ALTER TABLE unit ADD COLUMN responsible_phone VARCHAR(40) DEFAULT '' NOT NULL",
    "ALTER TABLE unit ADD COLUMN responsible_email VARCHAR(120) DEFAULT '' NOT NULL",
    "DROP INDEX ix_incident_when",
    """
CREATE INDEX ix_incident_when ON incident (
    occurred_on, id, status, reported_at, about_id, restricted, closed_at, kind, severity, place_id, activity,
    mechanism, routine_status, department_id
)
""",
    "CREATE INDEX ix_incident_made_by ON incident (made_by)",
    # the keys of the chains and of what history keeps of each record, and who has seen what
    """
CREATE TABLE chain_key (
    id INTEGER NOT NULL, secret BLOB NOT NULL, start VARCHAR(64) NOT NULL, old_break INTEGER, anchored BOOLEAN NOT NULL,
    CONSTRAINT pk_chain_key PRIMARY KEY (id)
)
""",
    """
CREATE TABLE record_key (
    "key" CHAR(32) NOT NULL, kind VARCHAR(60) NOT NULL, secret BLOB,
    CONSTRAINT pk_record_key PRIMARY KEY ("key")
)
""",
    """
CREATE TABLE access (
    seq INTEGER NOT NULL, at DATETIME NOT NULL, "by" CHAR(32), by_name VARCHAR(200) NOT NULL,
    deed VARCHAR(30) NOT NULL, kind VARCHAR(60) NOT NULL, count INTEGER NOT NULL, note TEXT NOT NULL,
    digest VARCHAR(64) NOT NULL,
    CONSTRAINT pk_access PRIMARY KEY (seq)
)
""",
    "CREATE INDEX ix_access_at ON access (at)",
    """
CREATE TABLE access_record (
    id INTEGER NOT NULL, seq INTEGER NOT NULL, "key" CHAR(32) NOT NULL,
    CONSTRAINT pk_access_record PRIMARY KEY (id),
    CONSTRAINT fk_access_record_seq_access FOREIGN KEY(seq) REFERENCES access (seq)
)
""",
    "CREATE INDEX ix_access_record_seq ON access_record (seq)",
    "CREATE INDEX ix_access_record_key ON access_record (\"key\")",
    # the day somebody said that the recovery code is written down; until now nobody came past it without saying so
    "ALTER TABLE person ADD COLUMN code_kept DATE",
    "UPDATE person SET code_kept = coalesce(date(made_at), date('now')) WHERE role = 'leader'",
    # the PIN of the screen lock
    """
CREATE TABLE pin (
    person_id CHAR(32) NOT NULL, salt BLOB NOT NULL, stretched BLOB NOT NULL,
    CONSTRAINT pk_pin PRIMARY KEY (person_id),
    CONSTRAINT fk_pin_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)
""",
    # the staff register
    """
CREATE TABLE staff_case (
    incident_id CHAR(32) NOT NULL, position VARCHAR(60) NOT NULL, employment VARCHAR(60), work_when VARCHAR(60),
    violence VARCHAR NOT NULL, nearly BOOLEAN NOT NULL, treatment_level VARCHAR(60), absence_from DATE,
    absence_days INTEGER, grave VARCHAR(30), told_safety_rep DATE, told_authority DATE, told_police DATE,
    confirmed_on DATE, copied_on DATE, nav_on DATE, insurer_on DATE, extract VARCHAR(300) NOT NULL,
    medical_consent BOOLEAN NOT NULL, consent_on DATE, injury_kind VARCHAR(60), body_part VARCHAR(60),
    side VARCHAR(60), treatment VARCHAR NOT NULL, medical_note TEXT NOT NULL, id CHAR(32) NOT NULL,
    version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_staff_case PRIMARY KEY (id),
    CONSTRAINT uq_staff_case_incident_id UNIQUE (incident_id),
    CONSTRAINT fk_staff_case_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id)
)
""",
    # the files somebody took out
    """
CREATE TABLE export_file (
    id INTEGER NOT NULL, day DATE NOT NULL, path TEXT NOT NULL, kind VARCHAR(60) NOT NULL, digest VARCHAR(64) NOT NULL,
    gone_on DATE,
    CONSTRAINT pk_export_file PRIMARY KEY (id)
)
""",
    "CREATE INDEX ix_export_file_day ON export_file (day)",
    # what was disposed of
    "ALTER TABLE incident ADD COLUMN disposed_on DATE",
    """
CREATE TABLE disposal (
    kind VARCHAR(60) NOT NULL, "key" CHAR(32) NOT NULL, number VARCHAR(20) NOT NULL, day DATE NOT NULL,
    who VARCHAR(120) NOT NULL, ground VARCHAR(30) NOT NULL, why VARCHAR(300) NOT NULL, whole BOOLEAN NOT NULL,
    id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME,
    changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_disposal PRIMARY KEY (id),
    CONSTRAINT uq_disposal_key UNIQUE ("key")
)
""",
)


def to_3(operations: Operations) -> None:
    """Make the new tables and columns."""
    for statement in _STATEMENTS:
        operations.execute(statement)
    lock_history(operations)
