"""From version 6 to 7: reports that were delivered, as they were; who a line of a report is for; limits of reports.

Written out in full: a step must do the same in ten years, whatever the entities look like then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_STATEMENTS: tuple[str, ...] = (
    """
CREATE TABLE report_version (
    period VARCHAR(60) NOT NULL, audience VARCHAR(30) NOT NULL, edition INTEGER NOT NULL, status VARCHAR(30) NOT
    NULL, language VARCHAR(5) NOT NULL, first DATE NOT NULL, last DATE NOT NULL, delivered_on DATE NOT NULL,
    delivered_at DATETIME NOT NULL, delivered_to VARCHAR(200) NOT NULL, delivered_email VARCHAR(200) NOT NULL,
    received_on DATE, received_note TEXT NOT NULL, content TEXT NOT NULL, checksum VARCHAR(64) NOT NULL, kept TEXT
    NOT NULL, fingerprint VARCHAR(80) NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME,
    made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_report_version PRIMARY KEY (id),
    CONSTRAINT uq_report_version_period_audience_edition UNIQUE (period, audience, edition)
)
""",
    "CREATE INDEX ix_report_version_period ON report_version (period)",
    """
CREATE TABLE report_file (
    version_id CHAR(32) NOT NULL, format VARCHAR(10) NOT NULL, name VARCHAR(200) NOT NULL, checksum VARCHAR(64) NOT
    NULL, content_id CHAR(32) NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at DATETIME, made_by
    CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_report_file PRIMARY KEY (id),
    CONSTRAINT uq_report_file_version_id_format UNIQUE (version_id, format),
    CONSTRAINT fk_report_file_version_id_report_version FOREIGN KEY(version_id) REFERENCES report_version (id),
    CONSTRAINT fk_report_file_content_id_sealed_content FOREIGN KEY(content_id) REFERENCES sealed_content (id)
)
""",
    "CREATE INDEX ix_report_file_version_id ON report_file (version_id)",
    """
CREATE TABLE report_text_7 (
    period VARCHAR(60) NOT NULL, audience VARCHAR(30) DEFAULT 'municipality' NOT NULL, "key" VARCHAR(60) NOT NULL,
    text TEXT NOT NULL, generated TEXT DEFAULT '' NOT NULL, id CHAR(32) NOT NULL, version INTEGER NOT NULL, made_at
    DATETIME, made_by CHAR(32), changed_at DATETIME, changed_by CHAR(32), withdrawn_at DATETIME, withdrawn_why TEXT,
    CONSTRAINT pk_report_text PRIMARY KEY (id),
    CONSTRAINT uq_report_text_period_audience_key UNIQUE (period, audience, "key")
)
""",
    """
INSERT INTO report_text_7 (
    period, audience, "key", text, generated, id, version, made_at, made_by, changed_at, changed_by, withdrawn_at,
    withdrawn_why)
SELECT period, 'municipality', "key", text, '', id, version, made_at, made_by, changed_at, changed_by, withdrawn_at,
    withdrawn_why FROM report_text
""",
    "DROP TABLE report_text",
    "ALTER TABLE report_text_7 RENAME TO report_text",
    "ALTER TABLE report_made ADD COLUMN audience VARCHAR(30) DEFAULT 'municipality' NOT NULL",
    "ALTER TABLE unit ADD COLUMN report_language VARCHAR(5) DEFAULT '' NOT NULL",
    "ALTER TABLE unit ADD COLUMN light_limits TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE unit ADD COLUMN least_shown INTEGER DEFAULT 3 NOT NULL",
    "ALTER TABLE unit ADD COLUMN least_sensitive INTEGER DEFAULT 5 NOT NULL",
)


def to_7(operations: Operations) -> None:
    """Make the new tables and columns; the lines of reports get who they are for, which is part of what they are."""
    for statement in _STATEMENTS:
        operations.execute(statement)
