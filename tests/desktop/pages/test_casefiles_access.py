"""Every side of case files for everybody: named, reached by Tab, and nothing beyond the edge in large text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QTableView

from ilacs_desktop.desktop.pages.casefiles import CasefilesPage
from ilacs_desktop.desktop.theme import ThemeChoice
from ilacs_desktop.desktop.widgets.panes import roomy
from ilacs_desktop.domain.casefiles import AnnexAReview, ChildDraft

SIDES = ("Children", "Sessions", "Concerns", "Coverage", "Load", "Families")
DRAFTS = tuple(
    ChildDraft(f"9001{n}", ("child in care",), "Care 1", "Rashida Malik", "10 to 15", ()) for n in range(3)
)


@pytest.fixture
def filled(house, inspection, person, clock):
    """Children, a session that ended an hour ago and one to plan, a concern, a family asked."""
    key, room = inspection.id, house.casefiles
    worker, inspector = person("Rashida Malik"), person("P. Marsh", "inspectorate", known_as="Inspector B")
    owner, ended = person("A. Okoro", role="Assistant director"), clock.now - timedelta(hours=1)
    room.import_annex_a(key, AnnexAReview("a.xlsx", "Annex A", (), DRAFTS))
    children = [child.id for child in room.children(key)]
    first, _ = room.choose(children[:2], reason="Sampled")
    room.plan(
        first.id,
        starts_at=ended - timedelta(hours=1),
        minutes=60,
        inspector_id=inspector.id,
        worker_id=worker.id,
    )
    room.raise_concern(
        key, child_id=children[0], said_by_id=inspector.id, said_at=ended, what="Not seen", owner_id=owner.id
    )
    room.ask_family(children[0], asked_by="Rashida Malik")
    return inspection


@pytest.fixture
def area(desk, filled, qtbot, request):
    """The page as wide as the window of a small laptop leaves it; the text as large as is asked for."""
    percent = getattr(request, "param", 100)
    desk.theme.apply(ThemeChoice.LIGHT, percent)
    page = CasefilesPage(desk)
    area = roomy(page.view)
    qtbot.addWidget(area)
    area.page = page
    desk.set_inspection(filled)
    area.resize(1366 - desk.theme.px(232), 660)
    area.show()
    area.activateWindow()
    page.refresh()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    yield area
    if percent != 100:
        desk.theme.apply(ThemeChoice.LIGHT, 100)


def each_side(area, desk, qtbot):
    """Turn to every side in turn, by its button."""
    for name, button in area.page.casefiles.switch._buttons.items():
        if not button.isHidden():
            button.click()
            qtbot.waitUntil(lambda: desk.jobs.is_idle)
            QApplication.processEvents()  # so that everything has found its place
            yield name


@pytest.mark.parametrize("area", [150], indirect=True)
def test_that_every_side_is_named_and_reached_and_scrolls_down_alone(area, desk, qtbot, unnamed, focusable):
    nameless, missed, sideways = {}, {}, {}
    for name in each_side(area, desk, qtbot):
        nameless[name], missed[name] = unnamed(area), not_reached(area, focusable)
        tables = [one for one in area.findChildren(QTableView) if one.isVisible()]
        sideways[name] = sum(one.horizontalScrollBar().maximum() for one in (area, *tables))

    assert nameless == {name: [] for name in SIDES}
    assert missed == {name: set() for name in SIDES}
    assert sideways == dict.fromkeys(SIDES, 0)


def not_reached(area, focusable):
    """Controls at which Tab never comes; of the buttons of a switch one is enough."""
    wanted = {one for one in focusable(area) if one.isVisible() and one.isEnabled()}
    reached = set()
    for _ in range(len(wanted) + 20):
        area.focusNextPrevChild(True)
        reached.add(QApplication.focusWidget())
    return {one.accessibleName() for one in wanted - reached if not getattr(one, "isCheckable", bool)()}
