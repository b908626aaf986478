"""Choosing children: by a pasted list, by filter, by a draw; each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles import CaseSession, Child, Cohort, SessionState
from ilacs_desktop.domain.casefiles.choosing import (
    ChildFilter,
    Draw,
    PastedIds,
    ReasonKind,
    draw,
    reason_kind_of,
    sort_ids,
    spellings,
    words_like_ids,
)
from ilacs_desktop.domain.casefiles.names import looks_like_an_id, names_in
from ilacs_desktop.domain.casefiles.report import said_children
from ilacs_desktop.domain.changes import Kind
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import StagedItem
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.services.casefiles import children, sessions
from ilacs_desktop.store.casefiles import CaseSessionRecord, ChildRecord
from ilacs_desktop.store.people import PersonRecord
from ilacs_desktop.store.settings import LinkRecord

if TYPE_CHECKING:
    from ilacs_desktop.domain.moments import Clock
    from ilacs_desktop.services.casefiles.children import Cards
    from ilacs_desktop.services.info_requests import InfoRequests
    from ilacs_desktop.store.door import Store

IN_ONE_GO = 400
AUDITS = "Audits asked for"


class ChoosingDeeds:
    """What one can do to choose children; the case-file room leans on it."""

    _store: Store
    _clock: Clock
    _cards: Cards
    _info_requests: InfoRequests | None

    def pasted(self, inspection_id: int, text: str) -> tuple[PastedIds, tuple[Child, ...]]:
        """What a text from an e-mail names: which children we know, and which IDs nobody here has.

        Codes such as C-014 are read as well. The children come in the order of the text.
        """
        words = words_like_ids(text)
        with self._store.reading() as session:
            records = _spelled(session, inspection_id, words)
            known = {each.child_id: each.child_id for each in records}
            known |= {each.code: each.child_id for each in records if each.code}
            sorted_ids = sort_ids(words, known)
            on = day_of(self._clock())
            rows = {each.child_id: self._cards.row(each, on) for each in records}
            keys = [each.id for each in records]
            held = sessions.all_waiting(session, keys)
            waiting = {each.child_id for each in records if each.id in held}
            names = names_in(text, known=_known_words(session, inspection_id))
        found = replace(
            sorted_ids, waiting=tuple(each for each in sorted_ids.found if each in waiting), names=names
        )
        return found, tuple(rows[child_id] for child_id in sorted_ids.found)

    def add_child(
        self,
        inspection_id: int,
        child_id: str,
        *,
        cohort: str = "",
        team: str = "",
        worker_id: int | None = None,
        by: object | None = None,
    ) -> Child:
        """Add a child whom Annex A does not have, by ID alone; a later extract fills in the rest.

        Raises:
            Explained: it is no ID, might be a name, or is on the list already.
        """
        wanted = child_id.strip()
        if not looks_like_an_id(wanted):
            raise Explained(
                "That is no ID: an ID is one word with figures in it.",
                remedy="A child’s name is never kept; ask for the ID.",
            )
        if cohort and cohort not in {each.value for each in Cohort}:
            raise Explained(f"There is no cohort called {cohort}.")
        with self._store.working("Add a child by ID", by=by) as session:
            if _spelled(session, inspection_id, [wanted]):
                raise Explained(f"{wanted} is on the list already.")
            worker = session.get(PersonRecord, worker_id) if worker_id is not None else None
            record = ChildRecord(
                inspection_id=inspection_id,
                child_id=wanted,
                cohorts=f"|{cohort}|" if cohort else "|",
                team=team.strip() or (worker.team if worker else ""),
                worker=worker.name if worker else "",
                worker_id=worker_id if worker else None,
                facts={},
            )
            session.add(record)
            session.flush()
            return self._cards.row(record, day_of(self._clock()))

    def choose_pasted(
        self,
        inspection_id: int,
        child_ids: Sequence[int],
        *,
        new_ids: Sequence[str] = (),
        reason: str = "",
        kind: ReasonKind | None = None,
        audit_by: datetime | None = None,
        by: object | None = None,
    ) -> tuple[CaseSession, ...]:
        """Choose children, and with them some whom Annex A does not have, by ID alone; all or none.

        Raises:
            Explained: as `add_child` and `choose`.
        """
        with self._store.working("Choose children for sessions", by=by):
            added = [self.add_child(inspection_id, each, by=by).id for each in new_ids]
            return self.choose([*child_ids, *added], reason=reason, kind=kind, audit_by=audit_by, by=by)

    def weak_spot_kinds(self) -> tuple[str, ...]:
        """Every kind of weak spot one can look for."""
        return self._cards.kinds_of_spots

    def draw(
        self, inspection_id: int, count: int, *, seed: str, among: ChildFilter | None = None
    ) -> tuple[Draw, tuple[Child, ...]]:
        """Draw children by chance from those a filter finds; the same seed draws the same again.

        Children who were chosen already are among those drawn from, or a draw could not be repeated later.

        Raises:
            Explained: the seed is blank, fewer than one is wanted, or the filter finds too few.
        """
        if not seed.strip():
            raise Explained("A draw needs a seed.", remedy="Any word or number; write it down with the draw.")
        if count < 1:
            raise Explained("Say how many are to be drawn.", remedy="One at the least.")
        wanted, on = among or ChildFilter(), day_of(self._clock())
        with self._store.reading() as session:
            query = select(ChildRecord.id, ChildRecord.child_id)
            found = session.execute(
                query.where(*children.finding(session, self._cards, on, inspection_id, wanted))
            )
            keys = {child_id: key for key, child_id in found}
            if len(keys) < count:
                raise Explained(
                    f"There {'is' if len(keys) == 1 else 'are'} {said_children(len(keys))} to draw from, "
                    f"and {count} are wanted.",
                    remedy="Draw fewer, or loosen the filter.",
                )
            drawn = draw(keys, count, seed=seed.strip())
            rows = tuple(self._cards.row(children.record_of(session, keys[each]), on) for each in drawn)
        return Draw(seed.strip(), len(keys), drawn, wanted.said), rows

    def choose(
        self,
        child_ids: Sequence[int],
        *,
        reason: str = "",
        kind: ReasonKind | None = None,
        audit_by: datetime | None = None,
        by: object | None = None,
    ) -> tuple[CaseSession, ...]:
        """Choose children: each gets a code such as C-014, if it has none, and a session.

        Without ``kind`` it is read from how the reason begins, if it says. An audit that was asked for is
        staged as a request as well, joined to the child; with ``audit_by`` its clock runs to that moment.

        Raises:
            Explained: nobody was chosen, no reason was given, a child has a session that waits to be
                planned, or the audit would be wanted in the past.
        """
        said = reason.strip() or (kind.value[:1].upper() + kind.value[1:] if kind else "")
        if not child_ids:
            raise Explained("No child was chosen.", remedy="Name one at least, by ID or code.")
        if not said:
            raise Explained(
                "Say why, so that the worker can be told.", remedy="For instance: sampled by Ofsted."
            )
        kind = kind or reason_kind_of(said)
        with self._store.working("Choose children for sessions", by=by) as session:
            made = []
            chosen = [children.record_of(session, key) for key in dict.fromkeys(child_ids)]
            held = sessions.all_waiting(session, [each.id for each in chosen])
            if waiting := [each.code or each.child_id for each in chosen if each.id in held]:
                raise Explained(
                    f"{waiting[0]} is chosen already and waits to be planned."
                    if len(waiting) == 1
                    else f"{', '.join(waiting)} are chosen already and wait to be planned.",
                    remedy="Leave out who is chosen already.",
                )
            for child in chosen:
                children.give_code(session, child)
                record = CaseSessionRecord(
                    inspection_id=child.inspection_id,
                    child=child,
                    reason=said,
                    slot_uid="",
                    reason_kind=kind.value if kind else None,
                )
                sessions.take_step(record, SessionState.CHOSEN, at=self._clock(), by=self._store.actor)
                session.add(record)
                made.append(record)
            session.flush()
            if kind is ReasonKind.AUDIT and self._info_requests is not None:
                self._stage_audits(session, made, audit_by, by=by)
            on = day_of(self._clock())
            return tuple(sessions.row(record, {}, self._cards, on) for record in made)

    def _stage_audits(
        self,
        session: Session,
        made: Sequence[CaseSessionRecord],
        audit_by: datetime | None,
        *,
        by: object | None,
    ) -> None:
        """One request an audit, joined to its child; asked for already where it has a day."""
        if self._info_requests is None:
            return
        items = {f"audit-{each.child.code}": each.child for each in made}
        staged = self._info_requests.add_staged(
            made[0].inspection_id, [_audit(child.code or "") for child in items.values()], by=by
        )
        by_title = {f"Audit of the record of {child.code}": child for child in items.values()}
        for request in staged:
            session.add(
                LinkRecord(
                    inspection_id=request.inspection_id,
                    from_kind=Kind.CHILD.value,
                    from_id=by_title[request.title].id,
                    to_kind=Kind.INFO_REQUEST.value,
                    to_id=request.id,
                    why="audit asked for",
                )
            )
            if audit_by is not None:
                self._info_requests.activate(request.id, target_at=audit_by, by=by)


def _known_words(session: Session, inspection_id: int) -> tuple[str, ...]:
    """Words that are no child's name: those of staff, workers, managers, teams and cohorts."""
    here = ChildRecord.inspection_id == inspection_id
    return (
        *(cohort.value for cohort in Cohort),
        *session.scalars(select(PersonRecord.name)),
        *session.scalars(select(PersonRecord.team).distinct()),
        *session.scalars(select(PersonRecord.locality).distinct()),
        *session.scalars(select(ChildRecord.team).where(here).distinct()),
        *session.scalars(select(ChildRecord.worker).where(here).distinct()),
        *session.scalars(select(ChildRecord.manager).where(here).distinct()),
    )


def _audit(code: str) -> StagedItem:
    return StagedItem(
        key=f"audit-{code}",
        title=f"Audit of the record of {code}",
        group=AUDITS,
        owner_role="",
        source="asked for by Ofsted",
        kind="audit",
    )


def _spelled(session: Session, inspection_id: int, words: Sequence[str]) -> list[ChildRecord]:
    """The children one of whose spellings is among the words."""
    ways = list(dict.fromkeys(each for word in words for each in spellings(word)))
    found: list[ChildRecord] = []
    for start in range(0, len(ways), IN_ONE_GO):
        part = ways[start : start + IN_ONE_GO]
        for column in (ChildRecord.child_id, ChildRecord.code):
            query = select(ChildRecord).where(ChildRecord.inspection_id == inspection_id, column.in_(part))
            found.extend(session.scalars(query))
    return found
