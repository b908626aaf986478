"""Rows of a list as records: requests that are new here, lines of the register with them, and changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.info_requests import GivenItem, InfoRequest, OurStatus, default_target
from ilacs_desktop.domain.info_requests.exchange.review import CHANGEABLE, RowChange
from ilacs_desktop.store.info_requests import (
    ClockPauseRecord,
    GivenItemRecord,
    GivenReceiptRecord,
    InfoRequestRecord,
    RequestItemRecord,
)
from ilacs_desktop.store.numbers import next_number, take_number

from .deeds import REQUEST_SERIES
from .rows import note
from .settling import drop_own_checks

_SAME = (
    "verbatim", "title", "meaning", "kind", "asked_at", "asked_by_id", "asked_of", "owner_id", "enquiry_id",
    "staged", "group", "owner_role", "source", "ours", "theirs", "target_at", "target_minutes",
    "target_basis", "promised_at", "restarted_at", "given_at", "returned_reason", "cleared_by",
    "acknowledged_at", "acknowledge_minutes", "tonight", "tonight_at",
)  # fmt: skip
"""Fields that the row and the record call alike, and keep alike."""

_EMPTY_AS_NONE = ("asked_how", "asked_in_uid", "accuracy_checked_by", "redaction_checked_by", "tonight_note")
_SAID = {"owner_id": CHANGEABLE["owner"], "enquiry_id": CHANGEABLE["enquiry"]}


class Coming:
    """What comes in with one list, in one transaction."""

    def __init__(
        self, session: Session, inspection_id: int, file_name: str, actor: str, now: datetime
    ) -> None:
        self._session = session
        self._inspection_id = inspection_id
        self._file_name = file_name
        self._actor = actor
        self._now = now
        self._added: list[tuple[InfoRequestRecord, RowChange]] = []
        self._by_ref: dict[str, InfoRequestRecord] = {}

    def add(self, change: RowChange) -> None:
        """Add a request; it keeps the number it had where that is still free."""
        new = change.new
        if new is None:
            raise ValueError("nothing to add")
        series, number = self._number(new)
        record = InfoRequestRecord(
            inspection_id=self._inspection_id,
            series=series,
            number=number,
            moved_at=new.moved_at or self._now,
            items=[
                RequestItemRecord(
                    what=item.what,
                    owner_id=item.owner_id,
                    state=item.state,
                    returned_reason=item.returned_reason,
                    accuracy_checked_by=item.accuracy_checked_by or None,
                    redaction_checked_by=item.redaction_checked_by or None,
                    cleared_by=item.cleared_by or None,
                )
                for item in new.items
            ],
            pauses=[
                ClockPauseRecord(paused_at=pause.paused_at, resumed_at=pause.resumed_at, why=pause.why)
                for pause in new.pauses
            ],
            **{name: getattr(new, name) for name in _SAME},
            **{name: getattr(new, name) or None for name in _EMPTY_AS_NONE},
        )
        if new.anchor is not None:
            record.anchor_uid, record.anchor_edge = new.anchor.uid, new.anchor.edge
            record.anchor_minutes = new.anchor.minutes
        if not new.number and new.target_at is not None:
            record.target_basis = "asked for"
        elif not new.number:
            record.target_minutes = default_target(new.kind).minutes
        self._added.append((record, change))
        if new.ref:
            self._by_ref[new.ref] = record

    def join(self) -> None:
        """Store what was added, say in each history where it came from, and point merged ones on."""
        self._session.add_all([record for record, _ in self._added])
        self._session.flush()
        for record, change in self._added:
            moved_at = record.moved_at
            was = change.new.ref if change.new else ""
            why = "\n".join(
                filter(None, (change.row, f"there {was}" if was not in {"", record.ref} else "", change.note))
            )
            note(
                self._session,
                record,
                at=self._now,
                by=self._actor,
                what=f"taken in from {self._file_name}",
                why=why,
            )
            record.moved_at = moved_at
            if change.merged_into:
                into = self._by_ref.get(change.merged_into) or self._here(change.merged_into)
                record.merged_into_id = into.id if into is not None and into is not record else None
        self._session.flush()

    def add_given(self, lines: Iterable[GivenItem]) -> None:
        """Add the lines of the register that come with the requests added, the oldest first."""
        items = {
            old.id: new.id
            for record, change in self._added
            if change.new is not None
            for old, new in zip(change.new.items, record.items, strict=True)
        }
        made: dict[int, GivenItemRecord] = {}
        for line in sorted(lines, key=lambda each: each.id):
            before = made.get(line.supersedes_id or 0)
            record = GivenItemRecord(
                inspection_id=self._inspection_id,
                request_id=self._by_ref[line.ref].id,
                title=line.title,
                file_name=line.file_name,
                version_label=line.version_label,
                sha256=line.sha256,
                size_bytes=line.size_bytes,
                as_of=line.as_of,
                cleared_by=line.cleared_by,
                given_by=line.given_by,
                given_to=line.given_to,
                how=line.how,
                given_at=line.given_at,
                review_on=line.review_on,
                item_id=items.get(line.item_id or 0),
                supersedes_id=before.id if before is not None else None,
            )
            self._session.add(record)
            self._session.flush()
            made[line.id] = record
            if line.received_at is not None and line.receipt:
                self._session.add(
                    GivenReceiptRecord(
                        given_item_id=record.id,
                        received_at=line.received_at,
                        what=line.receipt,
                        noted_by=self._actor,
                    )
                )

    def _number(self, new: InfoRequest) -> tuple[str, int]:
        series = new.ref.partition("-")[0] if new.number else "IR"
        if series not in REQUEST_SERIES:
            return "IR", next_number(self._session, self._inspection_id, REQUEST_SERIES["IR"])
        counted = REQUEST_SERIES[series]
        if new.number and take_number(self._session, self._inspection_id, counted, new.number):
            return series, new.number
        return series, next_number(self._session, self._inspection_id, counted)

    def _here(self, ref: str) -> InfoRequestRecord | None:
        series, _, number = ref.partition("-")
        if not number.isdigit():
            return None
        found: InfoRequestRecord | None = self._session.scalar(
            select(InfoRequestRecord).where(
                InfoRequestRecord.inspection_id == self._inspection_id,
                InfoRequestRecord.series == series,
                InfoRequestRecord.number == int(number),
            )
        )
        return found


def change(  # noqa: PLR0917 - one row, and who takes it in when
    session: Session, record: InfoRequestRecord, row: RowChange, file_name: str, actor: str, now: datetime
) -> None:
    """Put into a request what its row has changed, and say so in its history."""
    values = row.values or {}
    for name, value in values.items():
        setattr(record, name, value)
    if "target_at" in values:
        record.target_minutes, record.target_basis = None, "asked for"
        record.anchor_uid = record.anchor_edge = record.anchor_minutes = None
    if values.get("owner_id") is not None and record.ours is OurStatus.CAPTURED:
        record.ours = OurStatus.ASSIGNED
    words = ", ".join(_SAID.get(name) or CHANGEABLE[name] for name in values)
    why = "\n".join(filter(None, (*row.what, row.note)))
    note(session, record, at=now, by=actor, what=f"changed by {file_name}: {words}", why=why)
    if "owner_id" in values:
        drop_own_checks(session, record, at=now, by=actor)
