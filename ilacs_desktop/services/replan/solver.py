"""The solver behind a small port: plain numbers go in, the best values found come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, isfinite
from typing import Any, Protocol

from ilacs_desktop.domain.replan.model import Model, cost_of

PROBING = 1 << 15
"""The solver's number for the presolve rule that tries out each column."""


GAP = 0.01
"""A plan that could be better by no more than this share is good enough; the gap is said all the same."""


class Outcome(StrEnum):
    """How a search ended."""

    PROVEN = "proven"
    STOPPED = "stopped"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Answer:
    """The best values found, what they cost, and below what no others can be.

    ``values`` is None when none were found. Costs are whole points.
    """

    outcome: Outcome
    values: tuple[int, ...] | None
    cost: int
    bound: int

    @property
    def is_close(self) -> bool:
        """Whether nothing can be better by more than a hundredth or so."""
        return self.values is not None and self.cost - self.bound <= max(1, 1.5 * GAP * self.cost)


class Solver(Protocol):
    """Finds the cheapest values of a model."""

    @property
    def name(self) -> str:
        """What it is called, for people."""

    def solve(
        self,
        model: Model,
        *,
        start: Sequence[int] | None = None,
        seconds: float,
        stop: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """The best values within ``seconds``, beginning from ``start``; ``stop`` is asked now and then."""


class Highs:
    """HiGHS. Each model has a fresh instance and the same seed, so that it comes out the same each time."""

    name = "HiGHS"

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads

    def solve(
        self,
        model: Model,
        *,
        start: Sequence[int] | None = None,
        seconds: float,
        stop: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """As the port says."""
        import highspy
        import numpy as np

        highs = highspy.Highs()  # type: ignore[no-untyped-call]  # left untyped by highspy
        highs.silent()
        highs.setOptionValue("threads", self._threads)
        highs.setOptionValue("random_seed", 1)
        highs.setOptionValue("time_limit", max(0.05, seconds))
        # costs are whole points: once less than one is between bound and plan, the plan is proven
        highs.setOptionValue("mip_abs_gap", 0.99)
        highs.setOptionValue("mip_rel_gap", GAP)
        # measured on hard days: probing and restarts take longer than they save, old cuts slow every node
        highs.setOptionValue("presolve", "on")
        highs.setOptionValue("presolve_rule_off", PROBING)
        highs.setOptionValue("mip_allow_restart", False)
        highs.setOptionValue("mip_lp_age_limit", 2)
        highs.setOptionValue("mip_pool_age_limit", 5)
        highs.setOptionValue("mip_pool_soft_limit", 300)
        # the plan we begin from is good already; looking for others by chance does not pay
        for heuristic in ("feasibility_jump", "rens", "rins", "root_reduced_cost"):
            highs.setOptionValue(f"mip_heuristic_run_{heuristic}", start is None)
        highs.passModel(_as_lp(highspy, np, model))
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = [float(value) for value in start]
            highs.setSolution(solution)

        def ask(event: Any) -> None:
            if stop():
                event.interrupt()

        highs.cbMipInterrupt += ask
        highs.run()
        highs.cbMipInterrupt -= ask
        return _answer(highspy, highs, model)


def _as_lp(highspy: Any, np: Any, model: Model) -> Any:
    """The model in the solver's own form, row by row."""
    lp = highspy.HighsLp()
    columns, rows = len(model.costs), len(model.rows)
    lp.num_col_, lp.num_row_ = columns, rows
    lp.offset_ = float(model.constant)
    lp.col_cost_ = np.array(model.costs, dtype=np.double)
    lp.col_lower_ = np.zeros(columns)
    lp.col_upper_ = np.ones(columns)
    lp.row_lower_ = np.array(
        [-highspy.kHighsInf if row.low is None else row.low for row in model.rows], dtype=np.double
    )
    lp.row_upper_ = np.array(
        [highspy.kHighsInf if row.high is None else row.high for row in model.rows], dtype=np.double
    )
    lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
    starts = [0]
    index: list[int] = []
    value: list[int] = []
    for row in model.rows:
        index += row.columns
        value += row.factors
        starts.append(len(index))
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.array(starts, dtype=np.int32)
    matrix.index_ = np.array(index, dtype=np.int32)
    matrix.value_ = np.array(value, dtype=np.double)
    return lp


def _answer(highspy: Any, highs: Any, model: Model) -> Answer:
    status = highs.getModelStatus()
    info = highs.getInfo()
    if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        return Answer(Outcome.IMPOSSIBLE, None, 0, 0)
    has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = tuple(round(value) for value in highs.getSolution().col_value) if has_plan else None
    cost = cost_of(model, values) if values is not None else 0
    least = max(model.constant, ceil(info.mip_dual_bound - 1e-6)) if isfinite(info.mip_dual_bound) else 0
    if values is None:
        return Answer(Outcome.STOPPED, None, 0, least)
    if not model.costs or least >= cost:
        return Answer(Outcome.PROVEN, values, cost, cost)
    return Answer(Outcome.STOPPED, values, cost, least)
