"""Annex A can be undone: how the children were before each import.

Revision ID: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE annex_a_imports ADD COLUMN extract_on DATE",
    "ALTER TABLE annex_a_imports ADD COLUMN undone_at VARCHAR(27)",
    "ALTER TABLE annex_a_imports ADD COLUMN undone_by VARCHAR(200)",
    """
CREATE TABLE annex_a_befores (
    import_id INTEGER NOT NULL,
    added TEXT NOT NULL,
    changed TEXT NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_annex_a_befores PRIMARY KEY (id),
    CONSTRAINT uq_annex_a_befores_import_id UNIQUE (import_id),
    CONSTRAINT fk_annex_a_befores_import_id_annex_a_imports FOREIGN KEY(import_id) REFERENCES annex_a_imports (id)
)
""",
)


def upgrade() -> None:
    """Add the columns, then the table."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
