"""One statement for many rows, without the care that single ones deserve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text


def execute_many(connection: Connection, statement: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run ``statement`` for each of ``rows``; its parameters are written ``:name``, their values are plain.

    SQLite's driver takes such rows as they are; to build them anew costs as much as to store them.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(statement, list(rows))
    else:
        connection.execute(text(statement), list(rows))
