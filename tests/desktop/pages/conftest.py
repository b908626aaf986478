"""How the tests of a page bring it into sight, and come to its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QDialog

from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.page import Page
from ilacs_desktop.domain.inspection import Inspection

AnyPage = TypeVar("AnyPage", bound=Page)
AnyDialog = TypeVar("AnyDialog", bound=QDialog)


@pytest.fixture
def in_sight(desk: Desk, inspection: Inspection, qtbot: Any) -> Callable[[type[AnyPage]], AnyPage]:
    """``in_sight(InfoRequestsPage)``: a page on the inspection, as large as in a small window, at rest."""

    def show(kind: type[AnyPage]) -> AnyPage:
        desk.set_inspection(inspection)
        page = kind(desk)
        desk.changed.connect(page.on_changed)
        page.view.resize(1150, 640)
        qtbot.addWidget(page.view)
        page.view.show()
        page.refresh()
        qtbot.waitUntil(lambda: desk.jobs.is_idle, timeout=20_000)
        return page

    return show


@pytest.fixture
def opened(page: Page, qtbot: Any) -> Callable[[type[AnyDialog]], AnyDialog]:
    """Waits for a dialog of a kind, and gives it."""

    def wait(kind: type[AnyDialog]) -> AnyDialog:
        qtbot.waitUntil(lambda: any(each.isVisible() for each in page.view.findChildren(kind)))
        return next(each for each in page.view.findChildren(kind) if each.isVisible())

    return wait
