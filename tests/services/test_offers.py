from __future__ import annotations

from datetime import timedelta

import pytest

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import OfferState, TheirStatus, offer_state


@pytest.fixture
def requests(house):
    return house.info_requests


@pytest.fixture
def offered(requests, inspection, person):
    marsh = person("Paula Marsh", side="inspectorate", known_as="Inspector B")
    return requests.add(
        inspection.id, verbatim="Our practice week report, if it helps", kind="offer", asked_by_id=marsh.id
    )


def test_that_an_offer_taken_up_starts_its_clock_then(requests, inspection, offered, clock):
    clock.now += timedelta(hours=30)

    taken = requests.take_up(offered.id, words="For the session on supervision.")

    assert (offer_state(offered), offer_state(taken)) == (OfferState.OFFERED, OfferState.TAKEN_UP)
    assert (taken.clock_from, taken.due.at) == (clock.now, clock.now + timedelta(hours=24))
    assert requests.offers(inspection.id) == (requests.one(offered.id),)
    assert requests.history(offered.id)[-1].what == "taken up"
    with pytest.raises(Explained, match="IR-001 has been taken up already"):
        requests.take_up(offered.id)


def test_that_an_offer_declined_keeps_their_words_and_may_be_wanted_after_all(requests, offered, clock):
    with pytest.raises(Explained, match="Say how IR-001 was declined"):
        requests.decline(offered.id, reason=" ")
    no = requests.decline(offered.id, reason="They have seen the one of last year.")

    assert (offer_state(no), no.theirs) == (OfferState.DECLINED, TheirStatus.WITHDRAWN)
    line = requests.history(offered.id)[-1]
    assert (line.what, line.why) == ("declined", "They have seen the one of last year.")
    with pytest.raises(Explained, match="This moment has passed"):
        requests.take_up(offered.id, target_at=clock.now - timedelta(minutes=1))
    assert offer_state(requests.take_up(offered.id)) is OfferState.TAKEN_UP


def test_that_only_an_offer_can_be_taken_up_or_declined(requests, inspection):
    asked = requests.add(inspection.id, verbatim="Caseloads?")

    with pytest.raises(Explained, match="IR-001 was asked for, not offered"):
        requests.take_up(asked.id)
    with pytest.raises(Explained, match="IR-001 was asked for, not offered"):
        requests.decline(asked.id, reason="No.")
    assert requests.offers(inspection.id) == ()
