"""Taking down what was said, in one line, wherever one is."""

from __future__ import annotations

from ilacs_desktop.domain.capture import Captured, CaptureKind, Corrections, read_line
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.enquiry import Provenance, Strength
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import RequestKind, Similar
from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.services.casefiles import Casefiles
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.info_requests import InfoRequests
from ilacs_desktop.services.people import People
from ilacs_desktop.store.door import Store

_KINDS = {
    CaptureKind.CLARIFICATION: RequestKind.CLARIFICATION,
    CaptureKind.FIGURE: RequestKind.FIGURE,
    CaptureKind.OFFER: RequestKind.OFFER,
}


class Captures:
    """Reads a line, and stores what it means where that belongs."""

    def __init__(  # noqa: PLR0917 - the house hands each service in by its name
        self,
        store: Store,
        clock: Clock,
        people: People,
        enquiry: Enquiries,
        info_requests: InfoRequests,
        casefiles: Casefiles,
    ) -> None:
        self._store = store
        self._clock = clock
        self._people = people
        self._enquiry = enquiry
        self._info_requests = info_requests
        self._casefiles = casefiles

    def read(self, inspection_id: int, line: str, *, corrections: Corrections | None = None) -> Captured:
        """What ``line`` means; nothing is stored."""
        enquiries = [(each.id, each.code, each.title) for each in self._enquiry.all(inspection_id)]
        return read_line(line, self._clock(), self._people.all(), enquiries, corrections=corrections)

    def already_supplied(self, inspection_id: int, captured: Captured) -> tuple[Similar, ...]:
        """What may answer it already; signals and concerns ask for nothing."""
        if captured.kind in {CaptureKind.SIGNAL, CaptureKind.CONCERN}:
            return ()
        return self._info_requests.similar(inspection_id, captured.about, limit=3)

    def store(self, inspection_id: int, captured: Captured, *, by: object | None = None) -> Ref:
        """Store what was captured, with its exact line, and say where it went.

        Raises:
            Explained: a signal without its line of enquiry, a concern without who said it or who owns it.
        """
        if not captured.verbatim.strip():
            raise Explained("There is nothing to keep yet.", remedy="Type what was said.")
        if captured.kind is CaptureKind.SIGNAL:
            return self._signal(captured, by)
        if captured.kind is CaptureKind.CONCERN:
            return self._concern(inspection_id, captured, by)
        request = self._info_requests.add(
            inspection_id,
            verbatim=captured.verbatim,
            title=captured.about,
            asked_by_id=captured.asked_by_id,
            asked_of=captured.asked_of,
            asked_at=captured.asked_at,
            owner_id=captured.owner_id,
            enquiry_id=captured.enquiry_id,
            target_at=captured.due_at,
            kind=_KINDS.get(captured.kind, RequestKind.DOCUMENT),
            by=by,
        )
        return Ref(Kind.INFO_REQUEST, request.id)

    def store_as_same(
        self, inspection_id: int, captured: Captured, as_id: int, *, by: object | None = None
    ) -> Ref:
        """Store a request of a second asker for what was given before; it is cleared at once.

        Raises:
            Explained: the line asks for nothing, or nothing was given for the other request.
        """
        if captured.kind in {CaptureKind.SIGNAL, CaptureKind.CONCERN}:
            raise Explained(f"A {captured.kind} has no answer.", remedy="Keep it with Enter.")
        with self._store.working("Take down a second asker's request", by=by):
            ref = self.store(inspection_id, captured, by=by)
            self._info_requests.same_answer(ref.id, as_id=as_id, by=by)
        return ref

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
