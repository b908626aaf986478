"""Children whose records are read with us, the sessions in which they are read, and Annex A."""

from ilacs_desktop.domain.casefiles.annex_a import (
    AnnexAComparison,
    AnnexACounts,
    AnnexAImport,
    AnnexAReview,
    AnnexAUndone,
    ChildChange,
    ChildDraft,
    Finding,
    ListCount,
)
from ilacs_desktop.domain.casefiles.children import (
    NOT_SEEN,
    Child,
    ChildrenSummary,
    Cohort,
    Expected,
    card_facts,
    weak_spots,
)
from ilacs_desktop.domain.casefiles.concerns import Concern, concern_clock
from ilacs_desktop.domain.casefiles.sessions import (
    DEBRIEF_WITHIN,
    CaseSession,
    Debrief,
    SessionState,
    Step,
    debrief_alarm,
    is_awaiting_debrief,
    is_debrief_overdue,
)

__all__ = [
    "DEBRIEF_WITHIN",
    "NOT_SEEN",
    "AnnexAComparison",
    "AnnexACounts",
    "AnnexAImport",
    "AnnexAReview",
    "AnnexAUndone",
    "CaseSession",
    "Child",
    "ChildChange",
    "ChildDraft",
    "ChildrenSummary",
    "Cohort",
    "Concern",
    "Debrief",
    "Expected",
    "Finding",
    "ListCount",
    "SessionState",
    "Step",
    "card_facts",
    "concern_clock",
    "debrief_alarm",
    "is_awaiting_debrief",
    "is_debrief_overdue",
    "weak_spots",
]
