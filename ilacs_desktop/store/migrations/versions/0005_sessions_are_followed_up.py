"""Sessions are followed up: checklist, welfare, tone, readers of a concern, consents, and the purge of children.

Revision ID: 0005
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE case_sessions ADD COLUMN reason_kind VARCHAR(30)",
    "ALTER TABLE case_sessions ADD COLUMN sits_in VARCHAR(200)",
    "ALTER TABLE case_sessions ADD COLUMN by_video BOOLEAN",
    "ALTER TABLE case_sessions ADD COLUMN ticks TEXT",
    "ALTER TABLE case_sessions ADD COLUMN welfare_at VARCHAR(27)",
    "ALTER TABLE case_sessions ADD COLUMN welfare TEXT",
    "ALTER TABLE debriefs ADD COLUMN tone VARCHAR(20)",
    "ALTER TABLE debriefs ADD COLUMN tone_from VARCHAR(20)",
    "ALTER TABLE debriefs ADD COLUMN tone_confidence VARCHAR(20)",
    "ALTER TABLE concerns ADD COLUMN acknowledged_by VARCHAR(200)",
    "ALTER TABLE concerns ADD COLUMN readers TEXT",
    "ALTER TABLE inspections ADD COLUMN purge_children_on DATE",
    """
CREATE TABLE purges (
    inspection_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    purged_at VARCHAR(27) NOT NULL,
    purged_by VARCHAR(200) NOT NULL,
    why TEXT NOT NULL,
    counts TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_purges PRIMARY KEY (id),
    CONSTRAINT uq_purges_inspection_id_number UNIQUE (inspection_id, number),
    CONSTRAINT fk_purges_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE consents (
    inspection_id INTEGER NOT NULL,
    child_key INTEGER NOT NULL,
    asked_by VARCHAR(200) NOT NULL,
    asked_whom VARCHAR(60) NOT NULL,
    asked_at VARCHAR(27) NOT NULL,
    answer VARCHAR(20) NOT NULL,
    answered_at VARCHAR(27),
    leaflet BOOLEAN NOT NULL,
    needs TEXT NOT NULL,
    note TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_consents PRIMARY KEY (id),
    CONSTRAINT ck_consents_who_asked_is_said CHECK (asked_by <> ''),
    CONSTRAINT fk_consents_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_consents_child_key_children FOREIGN KEY(child_key) REFERENCES children (id)
)
""",
    """
CREATE INDEX ix_purges_inspection_id ON purges (inspection_id)
""",
    """
CREATE INDEX ix_consents_inspection_id ON consents (inspection_id)
""",
    """
CREATE INDEX ix_consents_child_key ON consents (child_key)
""",
)


def upgrade() -> None:
    """Add the columns, then the tables and indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
