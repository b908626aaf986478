"""What is made of a selected passage: a request, a clarification, a signal or a concern.

The thing and the extract that points at it are stored together or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.enquiry import Provenance, Strength
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.feedback import Became, Extract, Passage

from . import shelf
from .room import Room


class Passages(Room):
    """From words to deeds."""

    def make_request(
        self,
        passage: Passage,
        *,
        meaning: str = "",
        asked_by_id: int | None = None,
        owner_id: int | None = None,
        enquiry_id: int | None = None,
        target_at: datetime | None = None,
        by: object | None = None,
    ) -> Ref:
        """Make an information request in the words of the passage.

        Raises:
            Explained: the passage is not there any more, or the request is refused.
        """
        with self._store.working("Make a request of a passage", by=by) as session:
            origin = self._origin(session, passage)
            request = self._info_requests.add(
                origin.inspection_id,
                verbatim=passage.quote,
                meaning=meaning,
                asked_by_id=asked_by_id if asked_by_id is not None else origin.inspector_id,
                asked_at=origin.at,
                owner_id=owner_id,
                enquiry_id=enquiry_id,
                target_at=target_at,
                by=by,
            )
            ref = Ref(Kind.INFO_REQUEST, request.id)
            return self._keep(session, passage, Became.REQUEST, ref, request.ref)

    def make_clarification(
        self,
        passage: Passage,
        *,
        owner_id: int | None = None,
        enquiry_id: int | None = None,
        by: object | None = None,
    ) -> Ref:
        """Make a point of clarification for the daily meeting of the passage.

        Raises:
            Explained: the passage is not there any more, or it is refused.
        """
        with self._store.working("Make a clarification of a passage", by=by) as session:
            origin = self._origin(session, passage)
            point = self._clarifications.take_down(
                origin.inspection_id,
                verbatim=passage.quote,
                said_by_id=origin.inspector_id,
                said_at=origin.at,
                owner_id=owner_id,
                enquiry_id=enquiry_id,
                by=by,
            )
            ref = Ref(Kind.CLARIFICATION, point.id)
            return self._keep(session, passage, Became.CLARIFICATION, ref, point.ref)

    def make_signal(
        self,
        passage: Passage,
        *,
        enquiry_id: int,
        inspector_id: int | None = None,
        strength: Strength = Strength.CLEAR,
        provenance: Provenance | None = None,
        by: object | None = None,
    ) -> Ref:
        """Make the passage a signal of a line of enquiry.

        Notes are first-hand unless it is said otherwise, messages second-hand.

        Raises:
            Explained: the passage or the line of enquiry is not there any more.
        """
        with self._store.working("Make a signal of a passage", by=by) as session:
            origin = self._origin(session, passage)
            enquiry = self._enquiry.one(enquiry_id)
            if enquiry.inspection_id != origin.inspection_id:
                raise Explained(
                    "This line of enquiry belongs to another inspection.", remedy=shelf.LOOK_AGAIN
                )
            signal = self._enquiry.add_signal(
                enquiry_id,
                at=origin.at,
                source=origin.source,
                quote=passage.quote,
                inspector_id=inspector_id if inspector_id is not None else origin.inspector_id,
                strength=strength,
                provenance=provenance or origin.provenance,
                by=by,
            )
            return self._keep(session, passage, Became.SIGNAL, Ref(Kind.SIGNAL, signal.id), enquiry.code)

    def make_concern(
        self,
        passage: Passage,
        *,
        said_by_id: int,
        owner_id: int,
        child_id: int | None = None,
        deputy_id: int | None = None,
        said_at: datetime | None = None,
        reader_ids: Sequence[int] = (),
        by: object | None = None,
    ) -> Ref:
        """Raise a child-safety concern in the words of the passage; its clock began when they were said.

        Raises:
            Explained: the passage is not there any more, or the concern is refused.
        """
        with self._store.working("Raise a concern out of a passage", by=by) as session:
            origin = self._origin(session, passage)
            concern = self._casefiles.raise_concern(
                origin.inspection_id,
                said_by_id=said_by_id,
                what=passage.quote,
                owner_id=owner_id,
                child_id=child_id,
                deputy_id=deputy_id,
                said_at=said_at or origin.at,
                reader_ids=reader_ids,
                by=by,
            )
            ref = Ref(Kind.CONCERN, concern.id)
            return self._keep(session, passage, Became.CONCERN, ref, concern.ref)

    def origin_of(self, ref: Ref) -> Ref | None:
        """The message or note a thing was made of, None when it was made otherwise."""
        with self._store.reading() as session:
            found = shelf.extract_behind(session, ref)
            if found is None:
                return None
            if found.message_id is not None:
                return Ref(Kind.MESSAGE, found.message_id)
            return Ref(Kind.NOTE, found.note_id or 0)

    def made_of_words(self, kind: Kind, ids: Sequence[int]) -> frozenset[int]:
        """Which of these things were made of a passage, and so lead back to where it was said."""
        with self._store.reading() as session:
            return shelf.with_extract(session, kind, ids)

    def _origin(self, session: Session, passage: Passage) -> shelf.Origin:
        origin = shelf.origin(session, passage)
        return replace(origin, at=min(origin.at, self._clock()))

    def _keep(self, session: Session, passage: Passage, kind: Became, ref: Ref, label: str) -> Ref:
        inspection_id = shelf.origin(session, passage).inspection_id
        extract = Extract(0, passage.quote, passage.start, passage.end, kind, ref, label, self._clock())
        shelf.put_extract(session, passage, extract, inspection_id)
        return ref
