"""The deeds of the case-file room, from one door."""

from __future__ import annotations

from typing import Any

from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.paths import resources
from ilacs_desktop.services.casefiles.annex_a import AnnexADeeds
from ilacs_desktop.services.casefiles.answers import Answers
from ilacs_desktop.services.casefiles.checklists import ChecklistDeeds
from ilacs_desktop.services.casefiles.child_deeds import ChildDeeds
from ilacs_desktop.services.casefiles.children import Cards
from ilacs_desktop.services.casefiles.consents import ConsentDeeds
from ilacs_desktop.services.casefiles.coverage import CoverageDeeds
from ilacs_desktop.services.casefiles.debriefing import DebriefDeeds
from ilacs_desktop.services.casefiles.plan_many import PlanManyDeeds
from ilacs_desktop.services.casefiles.purging import PurgeDeeds
from ilacs_desktop.services.casefiles.session_lists import SessionListDeeds
from ilacs_desktop.services.info_requests import InfoRequests
from ilacs_desktop.services.people import People
from ilacs_desktop.services.timetable import Timetable
from ilacs_desktop.store.door import Store


class Casefiles(
    AnnexADeeds,
    ChildDeeds,
    CoverageDeeds,
    ConsentDeeds,
    PlanManyDeeds,
    ChecklistDeeds,
    SessionListDeeds,
    DebriefDeeds,
    PurgeDeeds,
):
    """Children, sessions, debriefs and concerns of one inspection at a time."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        people: People,
        timetable: Timetable,
        *,
        safekeeping: Any = None,
        info_requests: InfoRequests | None = None,
        answers: Answers | None = None,
    ) -> None:
        super().__init__(store, clock, Cards(resources() / "annex_a"))
        self._people = people
        self._timetable = timetable
        timetable.letters.have_open = self.have_open
        self._safekeeping = safekeeping
        self._info_requests = info_requests
        self._answers = answers
