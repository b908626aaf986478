"""Requests are never lost: acknowledgement, checks, triage, receipts; registers of figures and clarifications.

Revision ID: 0003
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE info_requests ADD COLUMN asked_how VARCHAR(60)",
    "ALTER TABLE info_requests ADD COLUMN asked_in_uid VARCHAR(64)",
    "ALTER TABLE info_requests ADD COLUMN acknowledged_at VARCHAR(27)",
    "ALTER TABLE info_requests ADD COLUMN acknowledge_minutes INTEGER",
    "ALTER TABLE info_requests ADD COLUMN accuracy_checked_by VARCHAR(200)",
    "ALTER TABLE info_requests ADD COLUMN redaction_checked_by VARCHAR(200)",
    "ALTER TABLE info_requests ADD COLUMN tonight VARCHAR(20)",
    "ALTER TABLE info_requests ADD COLUMN tonight_note TEXT",
    "ALTER TABLE info_requests ADD COLUMN tonight_at VARCHAR(27)",
    "ALTER TABLE request_items ADD COLUMN accuracy_checked_by VARCHAR(200)",
    "ALTER TABLE request_items ADD COLUMN redaction_checked_by VARCHAR(200)",
    "ALTER TABLE request_items ADD COLUMN cleared_by VARCHAR(200)",
    "ALTER TABLE given_items ADD COLUMN review_on DATE",
    "ALTER TABLE given_items ADD COLUMN item_id INTEGER",
    """
CREATE TABLE figures (
    inspection_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    measure TEXT NOT NULL,
    value VARCHAR(60) NOT NULL,
    unit VARCHAR(60) NOT NULL,
    period VARCHAR(120) NOT NULL,
    as_of DATE,
    source TEXT NOT NULL,
    manner VARCHAR(20) NOT NULL,
    told_to VARCHAR(200) NOT NULL,
    told_by VARCHAR(200) NOT NULL,
    told_at VARCHAR(27) NOT NULL,
    verbatim TEXT NOT NULL,
    request_id INTEGER,
    slot_uid VARCHAR(64),
    enquiry_id INTEGER,
    supersedes_id INTEGER,
    withdrawn_reason TEXT NOT NULL,
    noted_at VARCHAR(27) NOT NULL,
    noted_by VARCHAR(200) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_figures PRIMARY KEY (id),
    CONSTRAINT uq_figures_inspection_id_number UNIQUE (inspection_id, number),
    CONSTRAINT ck_figures_measure_is_given CHECK (measure <> ''),
    CONSTRAINT ck_figures_value_is_given CHECK (value <> ''),
    CONSTRAINT ck_figures_manner_is_known CHECK (manner IN ('said', 'written')),
    CONSTRAINT fk_figures_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_figures_request_id_info_requests FOREIGN KEY(request_id) REFERENCES info_requests (id),
    CONSTRAINT fk_figures_enquiry_id_enquiries FOREIGN KEY(enquiry_id) REFERENCES enquiries (id),
    CONSTRAINT uq_figures_supersedes_id UNIQUE (supersedes_id),
    CONSTRAINT fk_figures_supersedes_id_figures FOREIGN KEY(supersedes_id) REFERENCES figures (id)
)
""",
    """
CREATE TABLE clarifications (
    inspection_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    they_said TEXT NOT NULL,
    said_by_id INTEGER,
    said_at VARCHAR(27) NOT NULL,
    evidence TEXT NOT NULL,
    owner_id INTEGER,
    raise_at VARCHAR(27),
    raise_where VARCHAR(200) NOT NULL,
    raised_at VARCHAR(27),
    state VARCHAR(20) NOT NULL,
    outcome TEXT NOT NULL,
    request_id INTEGER,
    slot_uid VARCHAR(64),
    enquiry_id INTEGER,
    verbatim TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_clarifications PRIMARY KEY (id),
    CONSTRAINT uq_clarifications_inspection_id_number UNIQUE (inspection_id, number),
    CONSTRAINT ck_clarifications_what_they_said_is_given CHECK (they_said <> ''),
    CONSTRAINT fk_clarifications_inspection_id_inspections FOREIGN KEY(inspection_id) REFERENCES inspections (id),
    CONSTRAINT fk_clarifications_said_by_id_people FOREIGN KEY(said_by_id) REFERENCES people (id),
    CONSTRAINT fk_clarifications_owner_id_people FOREIGN KEY(owner_id) REFERENCES people (id),
    CONSTRAINT fk_clarifications_request_id_info_requests FOREIGN KEY(request_id) REFERENCES info_requests (id),
    CONSTRAINT fk_clarifications_enquiry_id_enquiries FOREIGN KEY(enquiry_id) REFERENCES enquiries (id)
)
""",
    """
CREATE TABLE given_receipts (
    given_item_id INTEGER NOT NULL,
    received_at VARCHAR(27) NOT NULL,
    what TEXT NOT NULL,
    noted_by VARCHAR(200) NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_given_receipts PRIMARY KEY (id),
    CONSTRAINT ck_given_receipts_what_is_said CHECK (what <> ''),
    CONSTRAINT uq_given_receipts_given_item_id UNIQUE (given_item_id),
    CONSTRAINT fk_given_receipts_given_item_id_given_items FOREIGN KEY(given_item_id) REFERENCES given_items (id)
)
""",
    """
CREATE INDEX ix_figures_inspection_id ON figures (inspection_id)
""",
    """
CREATE INDEX ix_figures_request_id ON figures (request_id)
""",
    """
CREATE INDEX ix_clarifications_request_id ON clarifications (request_id)
""",
    """
CREATE INDEX ix_clarifications_inspection_id ON clarifications (inspection_id)
""",
)


def upgrade() -> None:
    """Add the columns, then the tables and indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
