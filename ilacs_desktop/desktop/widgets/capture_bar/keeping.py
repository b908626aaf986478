"""Keeping a line: stored on the worker, and said afterwards with every date that was stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.domain.capture import Captured, CaptureKind, Corrections, Role
from ilacs_desktop.domain.casefiles import Child, Concern
from ilacs_desktop.domain.changes import Kind, Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import InfoRequest
from ilacs_desktop.domain.inspection import Inspection
from ilacs_desktop.domain.moments import said_when
from ilacs_desktop.domain.people import Person

_TOLD = (Role.ASKED, Role.OWNER, Role.DUE, Role.SLOT, Role.ENQUIRY)


@dataclass(frozen=True)
class Kept:
    """A line that is stored: what it was read as, what it became, and the number of that."""

    line: str
    captured: Captured
    ref: Ref
    name: str
    request: InfoRequest | None = None


@dataclass(frozen=True)
class Asking:
    """A line that says a child may not be safe: it is stored once everything is said that it needs."""

    line: str
    captured: Captured
    people: tuple[Person, ...]
    children: tuple[Child, ...]


class Keeping(QObject):
    """Stores one line at a time. ``kept`` carries a `Kept`, ``refused`` the sentence that says why not."""

    kept = Signal(object)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.is_busy = False

    def keep(
        self,
        inspection: Inspection,
        line: str,
        corrections: Corrections,
        *,
        shown: Captured | None,
        as_id: int | None = None,
        is_staged: bool = False,
        then: Callable[[Kept], object],
    ) -> None:
        """Store ``line`` as it was ``shown``, else as it is read now.

        ``as_id`` is what it repeats, or what was staged and is asked for now.
        """
        house = self._desk.house
        self.is_busy = True

        def work() -> Kept | Asking:
            captured = shown or house.capture.read(inspection.id, line, corrections=corrections)
            if captured.kind is CaptureKind.CONCERN:
                children = house.casefiles.children(inspection.id)
                return Asking(line, captured, house.people.all(), tuple(one for one in children if one.code))
            if as_id is None:
                ref = house.capture.store(inspection.id, captured, by=self)
            elif is_staged:
                ref = house.capture.store_as_staged(inspection.id, captured, as_id, by=self)
            else:
                ref = house.capture.store_as_same(inspection.id, captured, as_id, by=self)
            request = house.info_requests.one(ref.id) if ref.kind is Kind.INFO_REQUEST else None
            return Kept(line, captured, ref, request.ref if request else house.capture.name_of(ref), request)

        def stored(kept: Kept | Asking) -> None:
            self.is_busy = False
            if isinstance(kept, Asking):
                self._ask_concern(inspection, kept, then)
                return
            self._desk.notices.say(self.said(kept))
            self.kept.emit(kept)
            then(kept)

        def refused(error: Explained) -> None:
            self.is_busy = False
            self.refused.emit(str(error))

        self._desk.jobs.run(self, work, stored, refused=refused)

    def _ask_concern(self, inspection: Inspection, asking: Asking, then: Callable[[Kept], object]) -> None:
        """Ask what a concern wants to know wherever it is raised; the line stays until it is answered."""
        from ilacs_desktop.desktop.dialogs.concern import ConcernDialog, ConcernStart, ConcernWish

        captured, now, bar = asking.captured, self._desk.clock(), self.parent()
        start = ConcernStart(
            captured.verbatim,
            captured.asked_by_id,
            min(captured.asked_at, now),
            captured.owner_id,
            captured.case_code,
        )
        dialog = ConcernDialog(
            asking.children,
            asking.people,
            now,
            before=start,
            parent=bar.window() if isinstance(bar, QWidget) else None,
        )
        room = self._desk.house.casefiles

        def raised(concern: Concern) -> None:
            dialog.accept()
            kept = Kept(asking.line, captured, Ref(Kind.CONCERN, concern.id), concern.ref)
            self._desk.notices.say(
                self.tr("{ref} is raised; {owner} owns it.").format(ref=concern.ref, owner=concern.owner)
            )
            self.kept.emit(kept)
            then(kept)

        def keep(wish: ConcernWish) -> None:
            self._desk.jobs.run(
                dialog,
                lambda: room.raise_concern(inspection.id, what=wish.what, **wish.asked(), by=self),
                raised,
                refused=dialog.refuse,
            )

        dialog.accepted_values.connect(keep)
        dialog.open()

    def said(self, kept: Kept) -> str:
        """``Kept IR-001: interviews, owner R. Quinn, due today 14:00``: whatever date was stored."""
        captured = kept.captured
        told = [
            chip.text
            for chip in captured.chips
            if chip.role in _TOLD and not chip.choices and (chip.end > chip.start or chip.is_put_right)
        ]
        due = kept.request.due.at if kept.request else None
        if captured.due_at is None and due is not None:
            when = said_when(due, self._desk.clock())
            told.append(self.tr("due {when} as usual").format(when=when))
        about = captured.about or captured.verbatim
        return self.tr("Kept {what}: {about}").format(
            what=kept.name or captured.kind.value, about=", ".join((about, *told))
        )
