"""Taking down what was said, in one line, wherever one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ilacs_desktop.domain.capture import (
    HAS_DEADLINE,
    Captured,
    CaptureKind,
    Completion,
    Corrections,
    Words,
    completions,
    may_name_a_slot,
    read_line,
)
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.enquiry import Provenance, Strength
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import RequestKind, Similar
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.services.casefiles import Casefiles
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.info_requests import Clarifications, Figures, InfoRequests
from ilacs_desktop.services.people import People
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.door import Store

_MOST_CODES = 50


@dataclass(frozen=True, slots=True)
class Look:
    """What a line means while it is typed, how its last words may go on, and what was supplied already.

    ``usual_minutes`` and ``usual_at`` are the time it will be given because it names none.
    """

    captured: Captured
    completions: tuple[Completion, ...] = ()
    similar: tuple[Similar, ...] = ()
    usual_minutes: int = 0
    usual_at: datetime | None = None


class Lines:
    """Reads a line, and stores what it means where that belongs."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        people: People,
        enquiry: Enquiries,
        timetable: Timetable,
        info_requests: InfoRequests,
        figures: Figures,
        clarifications: Clarifications,
        casefiles: Casefiles,
    ) -> None:
        self._store = store
        self._clock = clock
        self._people = people
        self._enquiry = enquiry
        self._timetable = timetable
        self._info_requests = info_requests
        self._figures = figures
        self._clarifications = clarifications
        self._casefiles = casefiles

    def read(self, inspection_id: int, line: str, *, corrections: Corrections | None = None) -> Captured:
        """What ``line`` means; nothing is stored."""
        words = self._words(inspection_id, line, corrections)
        return self._read(line, words, corrections)

    def look(
        self, inspection_id: int, line: str, cursor: int, *, corrections: Corrections | None = None
    ) -> Look:
        """What ``line`` means with the cursor where it is, in one go; nothing is stored."""
        words = self._words(inspection_id, line, corrections)
        captured = self._read(line, words, corrections)
        offered = completions(line, cursor, captured, words)
        similar = self.already_supplied(inspection_id, captured)
        if captured.kind not in HAS_DEADLINE or captured.due_at is not None:
            return Look(captured, offered, similar)
        usual = self._info_requests.usual_time(inspection_id, _kind(captured), captured.asked_at)
        return Look(captured, offered, similar, *usual)

    def words(self, inspection_id: int) -> Words:
        """All that a line can name, for a chip to be put right from."""
        return Words(
            people=tuple(person for person in self._people.all() if person.is_active),
            enquiries=self._enquiries(inspection_id),
            slots=self._timetable.draft(inspection_id),
            codes=self._codes(inspection_id, "C-"),
        )

    def _words(self, inspection_id: int, line: str, corrections: Corrections | None) -> Words:
        """What ``line`` may name; slots and codes are only looked up where it may name one."""
        is_slot = may_name_a_slot(line) or (corrections is not None and "slot" in corrections.chosen)
        return Words(
            people=self._people.all(),
            enquiries=self._enquiries(inspection_id),
            slots=self._timetable.draft(inspection_id) if is_slot else (),
            codes=self._codes(inspection_id, "C-") if "c-" in line.casefold() else (),
        )

    def _read(self, line: str, words: Words, corrections: Corrections | None) -> Captured:
        return read_line(
            line, self._clock(), words.people, words.enquiries, corrections=corrections, slots=words.slots
        )

    def _enquiries(self, inspection_id: int) -> tuple[tuple[int, str, str], ...]:
        return tuple((each.id, each.code, each.title) for each in self._enquiry.all(inspection_id))

    def _codes(self, inspection_id: int, begins: str) -> tuple[str, ...]:
        children = self._casefiles.children(inspection_id, begins, limit=_MOST_CODES)
        return tuple(sorted(child.code for child in children if child.code.startswith("C-")))

    def already_supplied(self, inspection_id: int, captured: Captured) -> tuple[Similar, ...]:
        """What may answer it already; what is neither asked for nor offered has no answer."""
        if captured.kind not in HAS_DEADLINE:
            return ()
        return self._info_requests.similar(inspection_id, captured.about, limit=3)

    def store(self, inspection_id: int, captured: Captured, *, by: object | None = None) -> Ref:
        """Store what was captured, with its exact line, and say where it went.

        Raises:
            Explained: a signal without its line of enquiry, a concern without who said it or who owns it.
        """
        if not captured.verbatim.strip():
            raise Explained("There is nothing to keep yet.", remedy="Type what was said.")
        match captured.kind:
            case CaptureKind.SIGNAL:
                return self._signal(captured, by)
            case CaptureKind.CONCERN:
                return self._concern(inspection_id, captured, by)
            case CaptureKind.FIGURE:
                return self._figure(inspection_id, captured, by)
            case CaptureKind.CLARIFICATION:
                return self._clarification(inspection_id, captured, by)
            case _:
                return self._request(inspection_id, captured, by)

    def name_of(self, ref: Ref) -> str:
        """The number of what a line became: ``IR-031``, ``F-01``, ``Q-01``; empty where it has none."""
        if ref.kind is Kind.INFO_REQUEST:
            return self._info_requests.one(ref.id).ref
        if ref.kind is Kind.FIGURE:
            return self._figures.one(ref.id).ref
        return self._clarifications.one(ref.id).ref if ref.kind is Kind.CLARIFICATION else ""

    def store_as_same(
        self, inspection_id: int, captured: Captured, as_id: int, *, by: object | None = None
    ) -> Ref:
        """Store a request of a second asker for what was given before; it is cleared at once.

        Raises:
            Explained: the line asks for nothing, or nothing was given for the other request.
        """
        if captured.kind is not CaptureKind.REQUEST:
            raise Explained(f"A {captured.kind} has no answer.", remedy="Keep it with Enter.")
        with self._store.working("Take down a second asker's request", by=by):
            ref = self.store(inspection_id, captured, by=by)
            self._info_requests.same_answer(ref.id, as_id=as_id, by=by)
        return ref

    def store_as_staged(
        self, inspection_id: int, captured: Captured, staged_id: int, *, by: object | None = None
    ) -> Ref:
        """It is what was staged: that is asked for now, with who, when and by when, and the exact line kept.

        Raises:
            Explained: the line asks for nothing, or the other one has been asked for already.
        """
        if captured.kind is not CaptureKind.REQUEST:
            raise Explained(f"A {captured.kind} is not staged.", remedy="Keep it with Enter.")
        requests = self._info_requests
        if requests.one(staged_id).inspection_id != inspection_id:
            raise Explained("It belongs to another inspection.", remedy="Keep the line with Enter.")
        with self._store.working("Take down that a staged request is asked for", by=by):
            target_at = None if captured.slot_uid else captured.due_at
            requests.activate(
                staged_id,
                asked_by_id=captured.asked_by_id,
                asked_at=captured.asked_at,
                target_at=target_at,
                by=by,
            )
            if captured.owner_id is not None:
                requests.assign(staged_id, captured.owner_id, by=by)
            if captured.slot_uid:
                self._hang(staged_id, captured, by)
            if captured.enquiry_id is not None:
                requests.change(staged_id, enquiry_id=captured.enquiry_id, by=by)
            requests.add_note(staged_id, f"In their words: {captured.verbatim}", by=by)
        return Ref(Kind.INFO_REQUEST, staged_id)

    def _hang(self, request_id: int, captured: Captured, by: object | None) -> None:
        self._info_requests.anchor(
            request_id,
            slot_uid=captured.slot_uid,
            edge=captured.slot_edge,
            minutes=captured.slot_minutes,
            by=by,
        )

    def _request(self, inspection_id: int, captured: Captured, by: object | None) -> Ref:
        is_hung = bool(captured.slot_uid)
        with self._store.working("Take down a request", by=by):
            request = self._info_requests.add(
                inspection_id,
                verbatim=captured.verbatim,
                title=captured.about,
                asked_by_id=captured.asked_by_id,
                asked_of=captured.asked_of,
                asked_at=captured.asked_at,
                owner_id=captured.owner_id,
                enquiry_id=captured.enquiry_id,
                target_at=None if is_hung else captured.due_at,
                kind=_kind(captured),
                by=by,
            )
            if is_hung:
                self._hang(request.id, captured, by)
        return Ref(Kind.INFO_REQUEST, request.id)

    def _figure(self, inspection_id: int, captured: Captured, by: object | None) -> Ref:
        figure = self._figures.take_down(
            inspection_id,
            verbatim=captured.verbatim,
            about=captured.about,
            told_to=captured.asked_by,
            told_by=captured.owner,
            told_at=min(captured.asked_at, self._clock()),
            enquiry_id=captured.enquiry_id,
            by=by,
        )
        return Ref(Kind.FIGURE, figure.id)

    def _clarification(self, inspection_id: int, captured: Captured, by: object | None) -> Ref:
        point = self._clarifications.take_down(
            inspection_id,
            verbatim=captured.verbatim,
            they_said=captured.about,
            said_by_id=captured.asked_by_id,
            said_at=min(captured.asked_at, self._clock()),
            owner_id=captured.owner_id,
            raise_at=captured.due_at,
            enquiry_id=captured.enquiry_id,
            by=by,
        )
        return Ref(Kind.CLARIFICATION, point.id)

    def _signal(self, captured: Captured, by: object | None) -> Ref:
        if captured.enquiry_id is None:
            raise Explained(
                "A signal belongs to a line of enquiry.", remedy="Add “re” and a word of its title."
            )
        signal = self._enquiry.add_signal(
            captured.enquiry_id,
            at=min(captured.asked_at, self._clock()),
            source="capture line",
            quote=captured.verbatim,
            inspector_id=captured.asked_by_id,
            strength=Strength.CLEAR,
            provenance=Provenance.SECOND_HAND,
            by=by,
        )
        return Ref(Kind.SIGNAL, signal.id)

    def _concern(self, inspection_id: int, captured: Captured, by: object | None) -> Ref:
        if captured.asked_by_id is None:
            raise Explained("A concern needs to say who raised it.", remedy="Begin with “Inspector B:”.")
        if captured.owner_id is None:
            raise Explained("A concern needs a senior owner.", remedy="Add @ and a name.")
        child_id = None
        if captured.case_code:
            children = self._casefiles.children(inspection_id, captured.case_code)
            known = [child.id for child in children if child.code == captured.case_code]
            if not known:
                raise Explained(
                    f"No child has the code {captured.case_code}.",
                    remedy="Put the code right, or leave it out.",
                )
            child_id = known[0]
        concern = self._casefiles.raise_concern(
            inspection_id,
            said_by_id=captured.asked_by_id,
            what=captured.verbatim,
            owner_id=captured.owner_id,
            child_id=child_id,
            said_at=min(captured.asked_at, self._clock()),
            by=by,
        )
        return Ref(Kind.CONCERN, concern.id)


def _kind(captured: Captured) -> RequestKind:
    return RequestKind.OFFER if captured.kind is CaptureKind.OFFER else RequestKind.DOCUMENT
