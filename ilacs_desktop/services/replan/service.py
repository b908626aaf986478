"""Everything one can do with the least-change re-plan of a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib.util import find_spec

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.moments import Clock, said_short_day
from ilacs_desktop.domain.replan.choices import days_after
from ilacs_desktop.domain.replan.proposals import Proposal, Proposals, digest_of_draft
from ilacs_desktop.domain.replan.situation import Situation
from ilacs_desktop.domain.replan.wishes import Wish, checked_wishes
from ilacs_desktop.domain.timetable import Slot, TellingState
from ilacs_desktop.services.replan.proposing import SECONDS, propose
from ilacs_desktop.services.replan.solver import Highs, Solver
from ilacs_desktop.services.timetable import Timetable, drafting, reading
from ilacs_desktop.services.timetable.journal import recording
from ilacs_desktop.store.door import Store

OTHER_DAYS = 2
"""So many of the days after may take what the day cannot hold, if that is wanted."""


class Replan:
    """Proposes timetables that change least, and puts one into the draft."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        timetable: Timetable,
        solver: Callable[[], Solver | None] | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._timetable = timetable
        self._solver = solver or solver_at_hand

    def propose(
        self,
        inspection_id: int,
        day: date,
        wishes: Sequence[Wish],
        *,
        other_days: bool = False,
        seconds: float = SECONDS,
        stop: Callable[[], bool] = lambda: False,
    ) -> Proposals:
        """Up to three timetables for a day that grant every wish, the least disturbing first.

        Reads first and then holds nothing of the store. With ``other_days`` the next two days of the
        inspection may take what the day cannot hold. ``stop`` is asked now and then; once it says yes,
        what has been found so far comes back.

        Raises:
            Explained: there is no wish, or one of them names nothing that is known.
        """
        situation = self.situation(inspection_id, day, wishes, other_days=other_days)
        return propose(situation, self._solver(), seconds=seconds, stop=stop)

    def situation(
        self, inspection_id: int, day: date, wishes: Sequence[Wish], *, other_days: bool = False
    ) -> Situation:
        """All that a re-plan looks at, read in one go. Raises Explained as ``propose``."""
        with self._store.reading() as session:
            slots = reading.draft(session, inspection_id)
            facts = self._timetable.rules.facts(inspection_id)
            known = checked_wishes(
                wishes, people=facts.people, places=facts.places, slots={slot.uid: slot for slot in slots}
            )
            tellings = self._timetable.tellings(inspection_id)
            hearing = self._timetable.slips(inspection_id)
        return Situation(
            slots=slots,
            day=day,
            now=self._clock(),
            facts=facts,
            wishes=known,
            confirmed=frozenset(
                telling.person_id for telling in tellings if telling.state is TellingState.CONFIRMED
            ),
            hearing=frozenset(slip.person_id for slip in hearing),
            other_days=days_after(facts.days or (), day, OTHER_DAYS) if other_days else (),
        )

    def apply(self, inspection_id: int, proposal: Proposal, *, by: object | None = None) -> tuple[Slot, ...]:
        """Put a proposal into the draft, as one deed that undo takes back; the slots as they then are.

        Nobody is told anything before the next issue. Case-file sessions follow their slots.

        Raises:
            Explained: the day has been changed since the proposal was made, or there is nothing to do.
        """
        if not proposal.after:
            raise Explained("This proposal changes nothing.", remedy="The draft can stay as it is.")
        said = f"Re-plan {said_short_day(proposal.day)}"
        with self._store.working(said, by=by) as session:
            if digest_of_draft(reading.draft(session, inspection_id), proposal.day) != proposal.digest:
                raise Explained(
                    f"{said_short_day(proposal.day)} has been changed since this was proposed.",
                    remedy="Propose again for the day as it is now.",
                )
            with recording(session, inspection_id, f"{said}: {proposal.sentence}"[:200]):
                for slot in proposal.after:
                    if slot.is_cancelled:
                        drafting.cancel_within(session, inspection_id, slot.uid, reason=said)
                        continue
                    before = reading.slot(session, inspection_id, slot.uid)
                    if before.is_cancelled:
                        drafting.reinstate_within(session, inspection_id, slot.uid)
                    drafting.change_within(
                        session,
                        inspection_id,
                        slot.uid,
                        starts_at=slot.starts_at,
                        ends_at=slot.ends_at,
                        place_id=slot.place_id,
                        parts=[(part.person_id, part.part) for part in slot.parts],
                    )
                session.flush()
            uids = {slot.uid for slot in proposal.after}
            return tuple(slot for slot in reading.draft(session, inspection_id) if slot.uid in uids)


def solver_at_hand() -> Solver | None:
    """HiGHS, where it was installed; None where it was not or cannot be loaded."""
    if find_spec("highspy") is None:
        return None
    try:
        import highspy  # noqa: F401 - only whether it can be loaded; a missing library of the system shows here
    except ImportError:
        return None
    return Highs()
