"""Answers of a debrief made into what they are: a request, a signal, a clarification, a figure."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles import Becomes, CaseSession, Question
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.enquiry import Provenance, Strength
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.info_requests import Clarifications, Figures, InfoRequests
from ilacs_desktop.store.settings import LinkRecord


class Answers:
    """Makes things of answers; each is linked to its session, and made once."""

    def __init__(
        self,
        *,
        info_requests: InfoRequests,
        enquiry: Enquiries,
        figures: Figures,
        clarifications: Clarifications,
    ) -> None:
        self._info_requests = info_requests
        self._enquiry = enquiry
        self._figures = figures
        self._clarifications = clarifications

    def make(
        self, kind: Becomes, words: str, of: CaseSession, *, at: datetime, enquiry_id: int | None, by: object
    ) -> Ref:
        """Make one thing of an answer, said at ``at`` in the session ``of``.

        Raises:
            Explained: a signal has no line of enquiry, or a figure no number.
        """
        key = of.inspection_id
        if kind is Becomes.REQUEST:
            request = self._info_requests.add(
                key,
                verbatim=words,
                asked_by_id=of.inspector_id,
                asked_of=of.worker,
                asked_how="session",
                asked_in_uid=of.slot_uid,
                asked_at=at,
                enquiry_id=enquiry_id,
                by=by,
            )
            return Ref(Kind.INFO_REQUEST, request.id)
        if kind is Becomes.FIGURE:
            figure = self._figures.take_down(
                key,
                verbatim=words,
                told_to=of.inspector,
                told_by=of.worker,
                told_at=at,
                slot_uid=of.slot_uid,
                enquiry_id=enquiry_id,
                by=by,
            )
            return Ref(Kind.FIGURE, figure.id)
        if kind is Becomes.CLARIFICATION:
            point = self._clarifications.take_down(
                key, verbatim=words, said_by_id=of.inspector_id, said_at=at, enquiry_id=enquiry_id, by=by
            )
            return Ref(Kind.CLARIFICATION, point.id)
        if enquiry_id is None:
            raise Explained("A signal belongs to a line of enquiry.", remedy="Say to which.")
        signal = self._enquiry.add_signal(
            enquiry_id,
            quote=words,
            source=f"debrief of {of.case_code}",
            at=at,
            inspector_id=of.inspector_id,
            strength=Strength.CLEAR,
            provenance=Provenance.SECOND_HAND,
            by=by,
        )
        return Ref(Kind.SIGNAL, signal.id)


def became(session: Session, session_id: int) -> dict[str, Ref]:
    """What the answers of a session have become so far, by question and kind: ``promised: request``."""
    query = (
        select(LinkRecord)
        .where(LinkRecord.from_kind == Kind.CASE_SESSION.value, LinkRecord.from_id == session_id)
        .order_by(LinkRecord.id)
    )
    links = session.scalars(query).all()
    return {link.why: Ref(Kind(link.to_kind), link.to_id) for link in links if ": " in link.why}


def note(session: Session, of: CaseSession, question: Question, kind: Becomes, ref: Ref) -> None:
    """Link what an answer became to its session."""
    session.add(
        LinkRecord(
            inspection_id=of.inspection_id,
            from_kind=Kind.CASE_SESSION.value,
            from_id=of.id,
            to_kind=ref.kind.value,
            to_id=ref.id,
            why=why(question, kind),
        )
    )


def why(question: Question, kind: Becomes) -> str:
    """The words on the link: ``promised: request``."""
    return f"{question.value}: {kind.value}"
