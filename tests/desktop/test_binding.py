"""Guards against a binding that loses references to None, which ends in an abort of the whole process."""

import sys

from PySide6.QtCore import QObject


def test_that_the_binding_keeps_none_alive(qapp):
    thing = QObject()
    before = sys.getrefcount(None)

    for _ in range(500):
        thing.setObjectName("x")
        thing.parent()

    assert sys.getrefcount(None) > before - 100
