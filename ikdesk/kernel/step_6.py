"""From version 5 to 6: risk assessments with hazards, barriers, ratings, what was accepted and what was approved.

Written out in full: a step must do the same in ten years, whatever the entities look like then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE risk_assessment (
    title VARCHAR(120) NOT NULL, form VARCHAR(30) NOT NULL, place_id CHAR(32), activity VARCHAR(60), equipment_id
    CHAR(32), worth TEXT NOT NULL, aim VARCHAR(200) NOT NULL, participants VARCHAR(300) NOT NULL, assessed_on DATE
    NOT NULL, next_review DATE, reviewed_on DATE, review_note TEXT NOT NULL, closed_on DATE, closed_why TEXT NOT
    NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME,
    changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_risk_assessment PRIMARY KEY (id),
    CONSTRAINT fk_risk_assessment_place_id_place FOREIGN KEY(place_id) REFERENCES place (id),
    CONSTRAINT fk_risk_assessment_equipment_id_equipment FOREIGN KEY(equipment_id) REFERENCES equipment (id)
)
""",
    "CREATE INDEX ix_risk_assessment_equipment_id ON risk_assessment (equipment_id)",
    "CREATE INDEX ix_risk_assessment_place_id ON risk_assessment (place_id)",
    """
CREATE TABLE hazard (
    assessment_id CHAR(32) NOT NULL, position INTEGER NOT NULL, title VARCHAR(160) NOT NULL, mechanism VARCHAR(60),
    causes TEXT NOT NULL, consequences TEXT NOT NULL, judgement TEXT NOT NULL, closed_on DATE, closed_why TEXT NOT
    NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME,
    changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_hazard PRIMARY KEY (id),
    CONSTRAINT fk_hazard_assessment_id_risk_assessment FOREIGN KEY(assessment_id) REFERENCES risk_assessment (id)
)
""",
    "CREATE INDEX ix_hazard_assessment_id ON hazard (assessment_id)",
    """
CREATE TABLE barrier (
    hazard_id CHAR(32) NOT NULL, position INTEGER NOT NULL, title VARCHAR(160) NOT NULL, side VARCHAR(30) NOT NULL,
    standing VARCHAR(30) NOT NULL, works VARCHAR(30) NOT NULL, checked_on DATE, kind VARCHAR(60), role VARCHAR(60),
    against VARCHAR(200) NOT NULL, routine_id CHAR(32), measure_id CHAR(32), equipment_id CHAR(32), id CHAR(32) NOT
    NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_barrier PRIMARY KEY (id),
    CONSTRAINT fk_barrier_hazard_id_hazard FOREIGN KEY(hazard_id) REFERENCES hazard (id),
    CONSTRAINT fk_barrier_routine_id_routine FOREIGN KEY(routine_id) REFERENCES routine (id),
    CONSTRAINT fk_barrier_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id),
    CONSTRAINT fk_barrier_equipment_id_equipment FOREIGN KEY(equipment_id) REFERENCES equipment (id)
)
""",
    "CREATE INDEX ix_barrier_equipment_id ON barrier (equipment_id)",
    "CREATE INDEX ix_barrier_hazard_id ON barrier (hazard_id)",
    "CREATE INDEX ix_barrier_measure_id ON barrier (measure_id)",
    "CREATE INDEX ix_barrier_routine_id ON barrier (routine_id)",
    """
CREATE TABLE hazard_rating (
    hazard_id CHAR(32) NOT NULL, outcome VARCHAR(30) NOT NULL, stage VARCHAR(30) NOT NULL, day DATE NOT NULL,
    probability INTEGER NOT NULL, consequence INTEGER NOT NULL, size INTEGER NOT NULL, why TEXT NOT NULL, given_by
    VARCHAR(200) NOT NULL, evidence TEXT NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME,
    made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_hazard_rating PRIMARY KEY (id),
    CONSTRAINT fk_hazard_rating_hazard_id_hazard FOREIGN KEY(hazard_id) REFERENCES hazard (id)
)
""",
    "CREATE INDEX ix_hazard_rating_hazard_id ON hazard_rating (hazard_id)",
    """
CREATE TABLE risk_acceptance (
    hazard_id CHAR(32) NOT NULL, outcome VARCHAR(30) NOT NULL, day DATE NOT NULL, accepted_by VARCHAR(200) NOT NULL,
    why TEXT NOT NULL, review_on DATE NOT NULL, probability INTEGER NOT NULL, consequence INTEGER NOT NULL, size
    INTEGER NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at
    DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_risk_acceptance PRIMARY KEY (id),
    CONSTRAINT fk_risk_acceptance_hazard_id_hazard FOREIGN KEY(hazard_id) REFERENCES hazard (id)
)
""",
    "CREATE INDEX ix_risk_acceptance_hazard_id ON risk_acceptance (hazard_id)",
    """
CREATE TABLE risk_version (
    assessment_id CHAR(32) NOT NULL, edition INTEGER NOT NULL, approved_on DATE NOT NULL, approved_by VARCHAR(200)
    NOT NULL, change_note TEXT NOT NULL, content TEXT NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL,
    made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME,
    withdrawn_why TEXT,
    CONSTRAINT pk_risk_version PRIMARY KEY (id),
    CONSTRAINT uq_risk_version_assessment_id_edition UNIQUE (assessment_id, edition),
    CONSTRAINT fk_risk_version_assessment_id_risk_assessment FOREIGN KEY(assessment_id) REFERENCES risk_assessment (id)
)
""",
    "CREATE INDEX ix_risk_version_assessment_id ON risk_version (assessment_id)",
    "ALTER TABLE unit ADD COLUMN risk_size INTEGER DEFAULT '5' NOT NULL",
    "ALTER TABLE unit ADD COLUMN risk_signs VARCHAR(25) DEFAULT '' NOT NULL",
)


def to_6(operations: Operations) -> None:
    """Make the new tables, and the columns that keep the matrix."""
    for statement in _STATEMENTS:
        operations.execute(statement)
