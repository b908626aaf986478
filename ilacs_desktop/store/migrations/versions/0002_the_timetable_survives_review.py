"""The timetable survives review: edits and checkpoints of the draft, overrides, meetings, anchored deadlines.

Revision ID: 0002
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE people ADD COLUMN on_site_from DATE",
    "ALTER TABLE people ADD COLUMN on_site_until DATE",
    "ALTER TABLE info_requests ADD COLUMN anchor_uid VARCHAR(64)",
    "ALTER TABLE info_requests ADD COLUMN anchor_edge VARCHAR(10)",
    "ALTER TABLE info_requests ADD COLUMN anchor_minutes INTEGER",
    """
CREATE TABLE draft_deeds (
    inspection_id INTEGER NOT NULL,
    said VARCHAR(200) NOT NULL,
    done_at VARCHAR(27) NOT NULL,
    done_by VARCHAR(200) NOT NULL,
    is_undone BOOLEAN NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_draft_deeds PRIMARY KEY (id),
    CONSTRAINT fk_draft_deeds_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE checkpoints (
    inspection_id INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    made_at VARCHAR(27) NOT NULL,
    made_by VARCHAR(200) NOT NULL,
    slots TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_checkpoints PRIMARY KEY (id),
    CONSTRAINT ck_checkpoints_name_is_given CHECK (name <> ''),
    CONSTRAINT fk_checkpoints_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE clash_overrides (
    inspection_id INTEGER NOT NULL,
    "key" VARCHAR(400) NOT NULL,
    rule VARCHAR(80) NOT NULL,
    facts VARCHAR(64) NOT NULL,
    sentence TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at VARCHAR(27) NOT NULL,
    made_by VARCHAR(200) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_clash_overrides PRIMARY KEY (id),
    CONSTRAINT uq_clash_overrides_inspection_id_key UNIQUE (inspection_id, "key"),
    CONSTRAINT ck_clash_overrides_reason_is_given CHECK (reason <> ''),
    CONSTRAINT fk_clash_overrides_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE meeting_points (
    inspection_id INTEGER NOT NULL,
    day DATE NOT NULL,
    text TEXT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    became_kind VARCHAR(60),
    became_id INTEGER,
    noted_at VARCHAR(27) NOT NULL,
    noted_by VARCHAR(200) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting_points PRIMARY KEY (id),
    CONSTRAINT ck_meeting_points_text_is_given CHECK (text <> ''),
    CONSTRAINT fk_meeting_points_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id)
)
""",
    """
CREATE TABLE slot_edits (
    id INTEGER NOT NULL,
    deed_id INTEGER NOT NULL,
    uid VARCHAR(64) NOT NULL,
    "before" TEXT,
    "after" TEXT,
    CONSTRAINT pk_slot_edits PRIMARY KEY (id),
    CONSTRAINT fk_slot_edits_deed_id_draft_deeds FOREIGN KEY(deed_id) REFERENCES draft_deeds (id)
)
""",
    """
CREATE INDEX ix_draft_deeds_inspection_id_id ON draft_deeds (inspection_id, id)
""",
    """
CREATE INDEX ix_checkpoints_inspection_id ON checkpoints (inspection_id)
""",
    """
CREATE INDEX ix_meeting_points_inspection_id ON meeting_points (inspection_id)
""",
    """
CREATE INDEX ix_slot_edits_uid ON slot_edits (uid)
""",
    """
CREATE INDEX ix_slot_edits_deed_id ON slot_edits (deed_id)
""",
    """
CREATE INDEX ix_info_requests_anchor_uid ON info_requests (anchor_uid)
""",
)


def upgrade() -> None:
    """Add the columns, then the tables and indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
