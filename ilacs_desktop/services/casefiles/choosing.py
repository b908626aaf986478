"""Choosing children: by a pasted list, by filter, by a draw; each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from ilacs_desktop.domain.casefiles import CaseSession, Child, SessionState
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
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.inspection import StagedItem
from ilacs_desktop.domain.moments import day_of
from ilacs_desktop.services.casefiles import children, sessions
from ilacs_desktop.store.casefiles import CaseSessionRecord, ChildRecord

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
        return sorted_ids, tuple(rows[child_id] for child_id in sorted_ids.found)

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
            raise Explained("Say how many are to be drawn.")
        wanted, on = among or ChildFilter(), day_of(self._clock())
        with self._store.reading() as session:
            query = select(ChildRecord.id, ChildRecord.child_id)
            found = session.execute(
                query.where(*children.finding(session, self._cards, on, inspection_id, wanted))
            )
            keys = {child_id: key for key, child_id in found}
            if len(keys) < count:
                raise Explained(
                    f"There are {len(keys)} children to draw from, and {count} are wanted.",
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
        by: object | None = None,
    ) -> tuple[CaseSession, ...]:
        """Choose children: each gets a code such as C-014, if it has none, and a session.

        Without ``kind`` it is read from how the reason begins, if it says. An audit that was asked for is
        staged as a request as well, so that it has an owner and a clock.

        Raises:
            Explained: nobody was chosen, no reason was given, or a child has a session that waits
                to be planned.
        """
        said = reason.strip() or (kind.value[:1].upper() + kind.value[1:] if kind else "")
        if not child_ids:
            raise Explained("No child was chosen.")
        if not said:
            raise Explained(
                "Say why, so that the worker can be told.", remedy="For instance: sampled by Ofsted."
            )
        kind = kind or reason_kind_of(said)
        with self._store.working("Choose children for sessions", by=by) as session:
            made = []
            for key in dict.fromkeys(child_ids):
                child = children.record_of(session, key)
                waiting = session.scalar(sessions.waiting(key))
                if waiting is not None:
                    raise Explained(f"{child.code} is chosen already and waits to be planned.")
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
                self._info_requests.add_staged(
                    made[0].inspection_id,
                    [_audit(record.child.code or "") for record in made],
                    by=by,
                )
            on = day_of(self._clock())
            return tuple(sessions.row(record, {}, self._cards, on) for record in made)


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
