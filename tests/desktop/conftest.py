"""A desk on a real house, with real jobs and the light theme."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ilacs_desktop.desktop.bridge import Jobs
from ilacs_desktop.desktop.desk import Desk
from ilacs_desktop.desktop.notices import Notices
from ilacs_desktop.desktop.theme import Theme, ThemeChoice, current_theme


@pytest.fixture
def theme(qapp) -> Theme:
    """The light theme at 100 %, on the test application."""
    theme = current_theme()
    if theme.choice is not ThemeChoice.LIGHT or theme.percent != 100:
        theme.apply(ThemeChoice.LIGHT, 100)
    return theme


@pytest.fixture
def notices(qapp) -> Notices:
    """Where refusals and bugs are told; a bug fails no test by itself, ask ``notices.bug_found``."""
    return Notices()


@pytest.fixture
def desk(house, notices, theme, qtbot) -> Iterator[Desk]:
    """A desk on the ``house`` fixture; it has no inspection until ``desk.set_inspection(…)``."""
    jobs = Jobs(notices)
    desk = Desk(house, jobs, notices, theme, house.clock)
    yield desk
    jobs.close()
