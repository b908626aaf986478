"""The shelf of children's records, sessions, debriefs and concerns.

What is kept of a child: the authority's ID, age band, cohorts, team, worker, key dates and statuses.
Never a name, a date of birth, an ethnicity or a postcode.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import DDL, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from ilacs_desktop.domain.casefiles import (
    Confidence,
    Debrief,
    OurReading,
    SessionState,
    Step,
    Tone,
    ToneFrom,
)
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store.columns import Json, Moment, Record, Words
from ilacs_desktop.store.people import PersonRecord


class ChildRecord(Record):
    """One child of one inspection, as the lists of Annex A and the coordinator know it.

    ``cohorts`` are the words of ``Cohort``, each between bars (``|child in care|child in need|``), so that
    one LIKE finds them on any database. ``facts`` are keyed as in resources/annex_a.
    """

    __tablename__ = "children"
    KIND: ClassVar[Kind] = Kind.CHILD
    FINGERPRINTED: ClassVar[frozenset[str]] = frozenset({"facts"})
    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {
            "child_id", "cohorts", "team", "worker", "worker_id", "manager", "age_band",
            "last_seen_on", "last_visit_on", "facts",
        }
    )  # fmt: skip

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    child_id: Mapped[str] = mapped_column(String(100))
    code: Mapped[str | None] = mapped_column(String(20), default=None)
    cohorts: Mapped[str] = mapped_column(String(300), default="|")
    team: Mapped[str] = mapped_column(String(200), default="", index=True)
    worker: Mapped[str] = mapped_column(String(200), default="")
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    manager: Mapped[str] = mapped_column(String(200), default="")
    age_band: Mapped[str] = mapped_column(String(20), default="")
    last_seen_on: Mapped[date | None] = mapped_column(default=None)
    last_visit_on: Mapped[date | None] = mapped_column(default=None)
    facts: Mapped[dict[str, str]] = mapped_column(Json, default=dict)

    __table_args__ = (
        UniqueConstraint("inspection_id", "child_id"),
        UniqueConstraint("inspection_id", "code"),
        CheckConstraint("child_id <> ''", name="child_id_is_given"),
    )

    def search_text(self) -> tuple[str, str] | None:
        """Found by code, ID, team, worker and cohort."""
        words = " ".join(self.cohorts.strip("|").split("|"))
        return self.code or self.child_id, f"{self.child_id} {self.team} {self.worker} {words}".strip()


class AnnexAImportRecord(Record):
    """One taking-in of Annex A: which file, when, by whom, and what it did."""

    __tablename__ = "annex_a_imports"
    KIND: ClassVar[Kind] = Kind.CHILD

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64), default="")
    edition: Mapped[str] = mapped_column(String(100), default="")
    taken_at: Mapped[datetime] = mapped_column(Moment)
    taken_by: Mapped[str] = mapped_column(String(200), default="")
    counts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    extract_on: Mapped[date | None] = mapped_column(default=None)
    undone_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    undone_by: Mapped[str | None] = mapped_column(String(200), default=None)


class AnnexABeforeRecord(Record):
    """How the children were before an import, so that it can be undone whole.

    ``added`` are the keys of children it brought; ``changed`` says by key which columns were how.
    """

    __tablename__ = "annex_a_befores"
    KIND: ClassVar[Kind] = Kind.CHILD
    AUDITED: ClassVar[bool] = False

    import_id: Mapped[int] = mapped_column(ForeignKey("annex_a_imports.id"), unique=True)
    added: Mapped[list[int]] = mapped_column(Json, default=list)
    changed: Mapped[dict[str, dict[str, Any]]] = mapped_column(Json, default=dict)


class CaseSessionRecord(Record):
    """An inspector reads one child's record with its worker; when and where is the slot's to say.

    ``reason_kind`` is why the child was chosen, ``sits_in`` the manager who sits in (# and their
    number). ``by_video`` is None as long as it was never planned. ``ticks`` are the points of the
    checklist that are done: by key, when (ISO, UTC) and by whom.
    ``welfare`` is how the worker was found at ``welfare_at``, apart from the debrief.
    """

    __tablename__ = "case_sessions"
    KIND: ClassVar[Kind] = Kind.CASE_SESSION
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason", "sits_in", "welfare"})

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    child_key: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    slot_uid: Mapped[str] = mapped_column(String(100), default="", index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[SessionState] = mapped_column(Words(SessionState), default=SessionState.CHOSEN)
    reason_kind: Mapped[str | None] = mapped_column(String(30), default=None)
    sits_in: Mapped[str | None] = mapped_column(String(200), default=None)
    by_video: Mapped[bool | None] = mapped_column(default=None)
    ticks: Mapped[dict[str, list[str]] | None] = mapped_column(Json, default=None)
    welfare_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    welfare: Mapped[str | None] = mapped_column(Text, default=None)

    child: Mapped[ChildRecord] = relationship()
    steps: Mapped[list[SessionStepRecord]] = relationship(
        back_populates="session", order_by="SessionStepRecord.id"
    )
    debrief: Mapped[DebriefRecord | None] = relationship(back_populates="session")

    def search_text(self) -> tuple[str, str] | None:
        """Found by the child's code and the reason."""
        return f"Session {self.child.code or self.child.child_id}", self.reason


class SessionStepRecord(Record):
    """One step of a session: who took it and when."""

    __tablename__ = "case_session_steps"
    KIND: ClassVar[Kind] = Kind.CASE_SESSION

    session_id: Mapped[int] = mapped_column(ForeignKey("case_sessions.id"), index=True)
    state: Mapped[SessionState] = mapped_column(Words(SessionState))
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(200), default="")

    session: Mapped[CaseSessionRecord] = relationship(back_populates="steps")

    def row(self) -> Step:
        """The frozen row that leaves the store."""
        return Step(state=self.state, at=self.at, by=self.by)


class DebriefRecord(Record):
    """What was said in the two minutes after a session; a session has one.

    ``tone`` is our reading of it, never Ofsted's, with its provenance and how sure we are.
    """

    __tablename__ = "debriefs"
    KIND: ClassVar[Kind] = Kind.CASE_SESSION
    PERSONAL: ClassVar[frozenset[str]] = frozenset({"asked", "liked", "worried", "promised", "worker_is"})

    session_id: Mapped[int] = mapped_column(ForeignKey("case_sessions.id"), unique=True)
    asked: Mapped[str] = mapped_column(Text, default="")
    liked: Mapped[str] = mapped_column(Text, default="")
    worried: Mapped[str] = mapped_column(Text, default="")
    promised: Mapped[str] = mapped_column(Text, default="")
    worker_is: Mapped[str] = mapped_column(Text, default="")
    tone: Mapped[str | None] = mapped_column(String(20), default=None)
    tone_from: Mapped[str | None] = mapped_column(String(20), default=None)
    tone_confidence: Mapped[str | None] = mapped_column(String(20), default=None)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(200), default="")

    session: Mapped[CaseSessionRecord] = relationship(back_populates="debrief")

    def row(self) -> Debrief:
        """The frozen row that leaves the store."""
        return Debrief(
            session_id=self.session_id,
            asked=self.asked,
            liked=self.liked,
            worried=self.worried,
            promised=self.promised,
            worker_is=self.worker_is,
            at=self.at,
            by=self.by,
            reading=OurReading(
                Tone(self.tone),
                ToneFrom(self.tone_from or ToneFrom.INFERRED),
                Confidence(self.tone_confidence or Confidence.GUESS),
            )
            if self.tone
            else None,
        )


class ConcernRecord(Record):
    """A concern for one child's safety. It can be closed; it can never be deleted.

    ``readers`` are the people, beside owner and deputy, who may read what was said. The audit trail, which
    anybody may look through, holds its words as fingerprints.
    """

    __tablename__ = "concerns"
    KIND: ClassVar[Kind] = Kind.CONCERN
    FINGERPRINTED: ClassVar[frozenset[str]] = frozenset({"what", "action"})
    PERSONAL: ClassVar[frozenset[str]] = FINGERPRINTED

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    ref: Mapped[str] = mapped_column(String(20))
    child_key: Mapped[int | None] = mapped_column(ForeignKey("children.id"), default=None)
    said_at: Mapped[datetime] = mapped_column(Moment)
    said_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    what: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    acknowledged_by: Mapped[str | None] = mapped_column(String(200), default=None)
    readers: Mapped[list[int] | None] = mapped_column(Json, default=None)
    action: Mapped[str] = mapped_column(Text, default="")
    reported_back_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    closed_at: Mapped[datetime | None] = mapped_column(Moment, default=None)

    child: Mapped[ChildRecord | None] = relationship()
    said_by: Mapped[PersonRecord] = relationship(foreign_keys=[said_by_id])
    owner: Mapped[PersonRecord] = relationship(foreign_keys=[owner_id])
    deputy: Mapped[PersonRecord | None] = relationship(foreign_keys=[deputy_id])

    __table_args__ = (
        UniqueConstraint("inspection_id", "ref"),
        CheckConstraint("what <> ''", name="words_are_given"),
    )

    def search_text(self) -> tuple[str, str] | None:
        """Found by its number and the child's code; what was said stays out of the index."""
        return f"Concern {self.ref}", self.child.code or "" if self.child else ""


class ConsentRecord(Record):
    """That a family was asked whether inspectors may talk to them: by whom, when, and the answer."""

    __tablename__ = "consents"
    KIND: ClassVar[Kind] = Kind.CHILD
    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"asked_by", "asked_whom", "asked_at", "answer", "answered_at", "leaflet", "needs", "note"}
    )

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    child_key: Mapped[int] = mapped_column(ForeignKey("children.id"), index=True)
    asked_by: Mapped[str] = mapped_column(String(200))
    asked_whom: Mapped[str] = mapped_column(String(60), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(String(20), default="asked")
    answered_at: Mapped[datetime | None] = mapped_column(Moment, default=None)
    leaflet: Mapped[bool] = mapped_column(default=False)
    needs: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")

    child: Mapped[ChildRecord] = relationship()

    __table_args__ = (CheckConstraint("asked_by <> ''", name="who_asked_is_said"),)


class PurgeRecord(Record):
    """That the children's data of an inspection was taken out: when, by whom, why, and how much it was."""

    __tablename__ = "purges"
    KIND: ClassVar[Kind] = Kind.CHILD

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    number: Mapped[int]
    purged_at: Mapped[datetime] = mapped_column(Moment)
    purged_by: Mapped[str] = mapped_column(String(200), default="")
    why: Mapped[str] = mapped_column(Text, default="")
    counts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)

    __table_args__ = (UniqueConstraint("inspection_id", "number"),)


NEVER_DELETED = "a concern is never deleted"

event.listen(
    ConcernRecord.__table__,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it without types
        "CREATE TRIGGER concerns_stay BEFORE DELETE ON concerns "
        f"BEGIN SELECT RAISE(ABORT, '{NEVER_DELETED}'); END"
    ).execute_if(dialect="sqlite"),
)


@event.listens_for(Session, "before_flush")
def keep_concerns(session: Session, _context: object, _instances: object) -> None:
    """Refuse a flush that would delete a concern, before the database has to.

    Raises:
        Explained: a concern is among the things to be deleted.
    """
    if any(isinstance(record, ConcernRecord) for record in session.deleted):
        raise Explained("A concern is never deleted.", remedy="Close it, with what was done.")
