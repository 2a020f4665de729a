"""From version 3 to 4: incidents in full, with what belongs to them; plans, equipment and contacts of the unit.

Written out in full: a step must do the same in ten years, whatever the entities look like then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_STATEMENTS: tuple[str, ...] = (
    # pictures, and the plan of the place
    """
CREATE TABLE sealed_content (
    id CHAR(32) NOT NULL, secret BLOB, box BLOB,
    CONSTRAINT pk_sealed_content PRIMARY KEY (id)
)
""",
    """
CREATE TABLE site_plan (
    name VARCHAR(80) NOT NULL, content_id CHAR(32) NOT NULL, format VARCHAR(10) NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, position INTEGER NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at
    DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_site_plan PRIMARY KEY (id),
    CONSTRAINT fk_site_plan_content_id_sealed_content FOREIGN KEY(content_id) REFERENCES sealed_content (id)
)
""",
    """
CREATE TABLE plan_spot (
    plan_id CHAR(32) NOT NULL, place_id CHAR(32) NOT NULL, x DOUBLE NOT NULL, y DOUBLE NOT NULL, id CHAR(32) NOT
    NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_plan_spot PRIMARY KEY (id),
    CONSTRAINT fk_plan_spot_plan_id_site_plan FOREIGN KEY(plan_id) REFERENCES site_plan (id),
    CONSTRAINT fk_plan_spot_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
)
""",
    "CREATE INDEX ix_plan_spot_place_id ON plan_spot (place_id)",
    "CREATE INDEX ix_plan_spot_plan_id ON plan_spot (plan_id)",
    # who is told, and what is recorded
    """
CREATE TABLE contact (
    role VARCHAR(60) NOT NULL, name VARCHAR(120) NOT NULL, phone VARCHAR(40) NOT NULL, email VARCHAR(120) NOT NULL,
    note VARCHAR(200) NOT NULL, position INTEGER NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at
    DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_contact PRIMARY KEY (id)
)
""",
    """
CREATE TABLE threshold_line (
    position INTEGER NOT NULL, event VARCHAR(200) NOT NULL, collected VARCHAR(30) NOT NULL, whole VARCHAR(30) NOT
    NULL, tell VARCHAR(200) NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by
    CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_threshold_line PRIMARY KEY (id)
)
""",
    # the equipment
    """
CREATE TABLE equipment (
    name VARCHAR(80) NOT NULL, kind VARCHAR(60) NOT NULL, place_id CHAR(32), mark VARCHAR(120) NOT NULL, supplier
    VARCHAR(120) NOT NULL, bought_on DATE, check_months INTEGER, next_check DATE, out_of_use DATE, note TEXT NOT
    NULL, order_key VARCHAR(160) NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by
    CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_equipment PRIMARY KEY (id),
    CONSTRAINT fk_equipment_place_id_place FOREIGN KEY(place_id) REFERENCES place (id)
)
""",
    "CREATE INDEX ix_equipment_place_id ON equipment (place_id)",
    """
CREATE TABLE equipment_event (
    equipment_id CHAR(32) NOT NULL, day DATE NOT NULL, what VARCHAR(30) NOT NULL, by_whom VARCHAR(120) NOT NULL,
    note TEXT NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32),
    changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_equipment_event PRIMARY KEY (id),
    CONSTRAINT fk_equipment_event_equipment_id_equipment FOREIGN KEY(equipment_id) REFERENCES equipment (id)
)
""",
    "CREATE INDEX ix_equipment_event_equipment_id ON equipment_event (equipment_id)",
    # what belongs to an incident
    """
CREATE TABLE other_child (
    incident_id CHAR(32) NOT NULL, child VARCHAR(20) NOT NULL, injury_kind VARCHAR(60), body_part VARCHAR(60), side
    VARCHAR(60), treatment VARCHAR NOT NULL, position INTEGER NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT
    NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME,
    withdrawn_why TEXT,
    CONSTRAINT pk_other_child PRIMARY KEY (id),
    CONSTRAINT fk_other_child_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id)
)
""",
    "CREATE INDEX ix_other_child_incident_id ON other_child (incident_id)",
    """
CREATE TABLE case_note (
    incident_id CHAR(32) NOT NULL, at DATETIME NOT NULL, text TEXT NOT NULL, id CHAR(32) NOT NULL, version INTEGER
    NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME,
    withdrawn_why TEXT,
    CONSTRAINT pk_case_note PRIMARY KEY (id),
    CONSTRAINT fk_case_note_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id)
)
""",
    "CREATE INDEX ix_case_note_incident_id ON case_note (incident_id)",
    """
CREATE TABLE notice (
    incident_id CHAR(32) NOT NULL, rule VARCHAR(60) NOT NULL, whom VARCHAR(60) NOT NULL, at DATETIME, by_name
    VARCHAR(120) NOT NULL, told VARCHAR(120) NOT NULL, not_needed VARCHAR(300) NOT NULL, id CHAR(32) NOT NULL,
    version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_notice PRIMARY KEY (id),
    CONSTRAINT fk_notice_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id)
)
""",
    "CREATE INDEX ix_notice_incident_id ON notice (incident_id)",
    """
CREATE TABLE reference_case (
    incident_id CHAR(32) NOT NULL, case_number VARCHAR(60) NOT NULL, known_on DATE, parents_told_on DATE,
    responsible_told_on DATE, plan_due DATE, plan_on DATE, plan_items VARCHAR NOT NULL, evaluate_on DATE,
    evaluated_on DATE, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32),
    changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_reference_case PRIMARY KEY (id),
    CONSTRAINT uq_reference_case_incident_id UNIQUE (incident_id),
    CONSTRAINT fk_reference_case_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id)
)
""",
    """
CREATE TABLE attachment (
    incident_id CHAR(32) NOT NULL, content_id CHAR(32), about VARCHAR(120) NOT NULL, format VARCHAR(10) NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, size INTEGER NOT NULL, id CHAR(32) NOT NULL, version INTEGER
    NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME,
    withdrawn_why TEXT,
    CONSTRAINT pk_attachment PRIMARY KEY (id),
    CONSTRAINT fk_attachment_incident_id_incident FOREIGN KEY(incident_id) REFERENCES incident (id),
    CONSTRAINT fk_attachment_content_id_sealed_content FOREIGN KEY(content_id) REFERENCES sealed_content (id)
)
""",
    "CREATE INDEX ix_attachment_incident_id ON attachment (incident_id)",
    # what people keep to find and write faster
    """
CREATE TABLE saved_filter (
    person_id CHAR(32), name VARCHAR(60) NOT NULL, wanted TEXT NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT
    NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME,
    withdrawn_why TEXT,
    CONSTRAINT pk_saved_filter PRIMARY KEY (id),
    CONSTRAINT fk_saved_filter_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
)
""",
    "CREATE INDEX ix_saved_filter_person_id ON saved_filter (person_id)",
    """
CREATE TABLE plain_word (
    word VARCHAR(60) NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32),
    changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_plain_word PRIMARY KEY (id)
)
""",
    """
CREATE TABLE capture (
    id INTEGER NOT NULL, month DATE NOT NULL, seconds INTEGER NOT NULL,
    CONSTRAINT pk_capture PRIMARY KEY (id)
)
""",
    "CREATE INDEX ix_capture_month ON capture (month)",
    # new attributes
    "ALTER TABLE unit ADD COLUMN parents_language VARCHAR(5) DEFAULT '' NOT NULL",
    "ALTER TABLE unit ADD COLUMN insurer VARCHAR(120) DEFAULT '' NOT NULL",
    "ALTER TABLE unit ADD COLUMN policy_number VARCHAR(60) DEFAULT '' NOT NULL",
    "ALTER TABLE unit ADD COLUMN insurer_cadence VARCHAR(30) DEFAULT 'half_year' NOT NULL",
    "ALTER TABLE unit ADD COLUMN municipal_system VARCHAR(60) DEFAULT '' NOT NULL",
    "ALTER TABLE unit ADD COLUMN photos BOOLEAN DEFAULT 0 NOT NULL",
    "ALTER TABLE measure ADD COLUMN municipal_number VARCHAR(40) DEFAULT '' NOT NULL",
    "ALTER TABLE measure ADD COLUMN municipal_on DATE",
    "ALTER TABLE incident ADD COLUMN potential INTEGER",
    "ALTER TABLE incident ADD COLUMN supervision VARCHAR(60)",
    "ALTER TABLE incident ADD COLUMN adults_present INTEGER",
    "ALTER TABLE incident ADD COLUMN children_present INTEGER",
    "ALTER TABLE incident ADD COLUMN conditions VARCHAR DEFAULT '[]' NOT NULL",
    """
ALTER TABLE incident ADD COLUMN equipment_id CHAR(32)
    CONSTRAINT fk_incident_equipment_id_equipment REFERENCES equipment (id)
""",
    "CREATE INDEX ix_incident_equipment_id ON incident (equipment_id)",
    "ALTER TABLE incident ADD COLUMN prevent VARCHAR DEFAULT '[]' NOT NULL",
    "ALTER TABLE incident ADD COLUMN prevent_said TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE incident ADD COLUMN discovered_on DATE",
    "ALTER TABLE incident ADD COLUMN discovered_time TIME",
    "ALTER TABLE incident ADD COLUMN due_on DATE",
    "ALTER TABLE incident ADD COLUMN collected BOOLEAN DEFAULT 0 NOT NULL",
    "ALTER TABLE incident ADD COLUMN municipal_number VARCHAR(40) DEFAULT '' NOT NULL",
    "ALTER TABLE incident ADD COLUMN municipal_on DATE",
)


def to_4(operations: Operations) -> None:
    """Make the new tables and columns."""
    for statement in _STATEMENTS:
        operations.execute(statement)
