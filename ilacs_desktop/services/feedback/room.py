"""What every part of the feedback service holds."""

from __future__ import annotations

from ilacs_desktop.domain.moments import Clock
from ilacs_desktop.services.casefiles import Casefiles
from ilacs_desktop.services.enquiry import Enquiries
from ilacs_desktop.services.info_requests import Clarifications, InfoRequests
from ilacs_desktop.services.people import People
from ilacs_desktop.services.safekeeping import Safekeeping
from ilacs_desktop.store.door import Store


class Room:
    """The store, the clock and the services a message can be made into something with."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        info_requests: InfoRequests,
        clarifications: Clarifications,
        enquiry: Enquiries,
        casefiles: Casefiles,
        people: People,
        safekeeping: Safekeeping,
    ) -> None:
        self._store = store
        self._clock = clock
        self._info_requests = info_requests
        self._clarifications = clarifications
        self._enquiry = enquiry
        self._casefiles = casefiles
        self._people = people
        self._safekeeping = safekeeping
