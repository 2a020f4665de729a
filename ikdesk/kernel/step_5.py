"""From version 4 to 5: focus areas, and meetings with what was said and decided there.

Written out in full: a step must do the same in ten years, whatever the entities look like then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE focus_area (
    title VARCHAR(120) NOT NULL, problem VARCHAR(300) NOT NULL, place_id CHAR(32), activity VARCHAR(60), mechanism
    VARCHAR(60), equipment_id CHAR(32), chosen_on DATE NOT NULL, in_report BOOLEAN NOT NULL, next_look DATE,
    closed_on DATE, closed_why TEXT NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME,
    made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_focus_area PRIMARY KEY (id),
    CONSTRAINT fk_focus_area_place_id_place FOREIGN KEY(place_id) REFERENCES place (id),
    CONSTRAINT fk_focus_area_equipment_id_equipment FOREIGN KEY(equipment_id) REFERENCES equipment (id)
)
""",
    "CREATE INDEX ix_focus_area_equipment_id ON focus_area (equipment_id)",
    "CREATE INDEX ix_focus_area_place_id ON focus_area (place_id)",
    """
CREATE TABLE focus_look (
    focus_id CHAR(32) NOT NULL, day DATE NOT NULL, comment TEXT NOT NULL, given_by VARCHAR(200) NOT NULL, verdict
    VARCHAR(30) NOT NULL, evidence TEXT NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME,
    made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_focus_look PRIMARY KEY (id),
    CONSTRAINT fk_focus_look_focus_id_focus_area FOREIGN KEY(focus_id) REFERENCES focus_area (id)
)
""",
    "CREATE INDEX ix_focus_look_focus_id ON focus_look (focus_id)",
    """
CREATE TABLE meeting (
    day DATE NOT NULL, title VARCHAR(120) NOT NULL, period VARCHAR(60) NOT NULL, focus_id CHAR(32), agenda TEXT NOT
    NULL, present VARCHAR(300) NOT NULL, note TEXT NOT NULL, begun_at DATETIME, ended_at DATETIME, id CHAR(32) NOT
    NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_meeting PRIMARY KEY (id),
    CONSTRAINT fk_meeting_focus_id_focus_area FOREIGN KEY(focus_id) REFERENCES focus_area (id)
)
""",
    "CREATE INDEX ix_meeting_focus_id ON meeting (focus_id)",
    """
CREATE TABLE meeting_idea (
    meeting_id CHAR(32) NOT NULL, position INTEGER NOT NULL, title VARCHAR(160) NOT NULL, origin VARCHAR(60) NOT
    NULL, role VARCHAR(60), responsible_id CHAR(32), deadline DATE, measure_id CHAR(32), id CHAR(32) NOT NULL,
    version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32),
    withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_meeting_idea PRIMARY KEY (id),
    CONSTRAINT fk_meeting_idea_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id),
    CONSTRAINT fk_meeting_idea_responsible_id_person FOREIGN KEY(responsible_id) REFERENCES person (id),
    CONSTRAINT fk_meeting_idea_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id)
)
""",
    "CREATE INDEX ix_meeting_idea_measure_id ON meeting_idea (measure_id)",
    "CREATE INDEX ix_meeting_idea_meeting_id ON meeting_idea (meeting_id)",
    "CREATE INDEX ix_meeting_idea_responsible_id ON meeting_idea (responsible_id)",
    """
CREATE TABLE meeting_answer (
    meeting_id CHAR(32) NOT NULL, "key" VARCHAR(60) NOT NULL, question VARCHAR(300) NOT NULL, text TEXT NOT NULL, id
    CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by
    CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_meeting_answer PRIMARY KEY (id),
    CONSTRAINT uq_meeting_answer_meeting_id_key UNIQUE (meeting_id, "key"),
    CONSTRAINT fk_meeting_answer_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id)
)
""",
    "CREATE INDEX ix_meeting_answer_meeting_id ON meeting_answer (meeting_id)",
    """
ALTER TABLE measure ADD COLUMN equipment_id CHAR(32)
    CONSTRAINT fk_measure_equipment_id_equipment REFERENCES equipment (id)
""",
    "CREATE INDEX ix_measure_equipment_id ON measure (equipment_id)",
)


def to_5(operations: Operations) -> None:
    """Make the new tables and the new column."""
    for statement in _STATEMENTS:
        operations.execute(statement)
