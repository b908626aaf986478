"""Lists of requests and the registers beside them, as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests.exchange.listing import (
    OWN_LIST,
    given_grid,
    items_grid,
    requests_grid,
    said_count,
)
from ilacs_desktop.domain.info_requests.exchange.registers import figures_grid, points_grid
from ilacs_desktop.domain.info_requests.exchange.wishes import What, Wish
from ilacs_desktop.domain.info_requests.shapes import GivenItem, InfoRequest
from ilacs_desktop.domain.listings import Form, Grid, Listing
from ilacs_desktop.domain.moments import Clock, day_of
from ilacs_desktop.outlets import files
from ilacs_desktop.services.info_requests.clarifications import Clarifications
from ilacs_desktop.services.info_requests.deeds import InfoRequests
from ilacs_desktop.services.info_requests.figures import Figures
from ilacs_desktop.services.inspections import Inspections
from ilacs_desktop.services.people import People

PDF_ROWS = 500
"""Rows on one PDF; a longer list is several, for the time to set one grows with the square of its pages."""

PREVIEW_PPI = 80
PREVIEW_ROWS = 20
Progress = Callable[[int, int, str], None]


class _Numbered(Protocol):
    @property
    def id(self) -> int:
        """What it is known by."""


Row = TypeVar("Row", bound=_Numbered)


class RequestExports:
    """Everything one can write down of the requests page."""

    def __init__(
        self,
        clock: Clock,
        *,
        inspections: Inspections,
        info_requests: InfoRequests,
        figures: Figures,
        clarifications: Clarifications,
        people: People,
    ) -> None:
        self._clock = clock
        self._inspections = inspections
        self._requests = info_requests
        self._figures = figures
        self._points = clarifications
        self._people = people

    def listing(self, inspection_id: int, wish: Wish) -> Listing:
        """The list that is wished for, as plain data.

        Raises:
            Explained: there is no such inspection.
        """
        inspection = self._inspections.one(inspection_id)
        grids, says, printed = self._grids(inspection_id, wish)
        return Listing(
            title=wish.what.value,
            authority=inspection.authority,
            inspection_title=inspection.title,
            as_of=self._clock(),
            says=says,
            grids=grids,
            own_list=OWN_LIST if wish.carries_all else "",
            printed=printed,
        )

    def render(self, inspection_id: int, wish: Wish) -> tuple[tuple[str, bytes], ...]:
        """The names and the bytes of the files; a list that is too long for one PDF is several.

        Raises:
            Explained: as ``listing``.
        """
        listing = self.listing(inspection_id, wish)
        stem = self._stem(listing, wish)
        if wish.form is Form.XLSX:
            from ilacs_desktop.outlets.list_xlsx import xlsx_bytes

            return ((f"{stem}.xlsx", xlsx_bytes(listing)),)
        if wish.form is Form.PDF:
            from ilacs_desktop.outlets.list_pdf import pdf_bytes

            parts = _in_parts(listing)
            if len(parts) == 1:
                return ((f"{stem}.pdf", pdf_bytes(listing)),)
            return tuple(
                (f"{stem}-part-{number}-of-{len(parts)}.pdf", pdf_bytes(part))
                for number, part in enumerate(parts, start=1)
            )
        from ilacs_desktop.outlets.list_files import csv_bytes, plain_text

        if wish.form is Form.TXT:
            return ((f"{stem}.txt", plain_text(listing).encode("utf-8", "replace")),)
        return tuple(
            (f"{stem}-{files.slug(grid.name)}.csv" if at else f"{stem}.csv", csv_bytes(grid))
            for at, grid in enumerate(listing.grids)
            if not at or grid.rows
        )

    def pages_png(self, inspection_id: int, wish: Wish, *, ppi: float = PREVIEW_PPI) -> list[bytes]:
        """The first page as it would be printed, as a picture.

        Raises:
            Explained: as ``listing``.
        """
        from ilacs_desktop.outlets.list_pdf import page_pictures

        listing = self.listing(inspection_id, replace(wish, form=Form.PDF))
        first = tuple(replace(grid, rows=grid.rows[:PREVIEW_ROWS]) for grid in listing.grids)
        return page_pictures(replace(listing, grids=first), ppi=ppi)

    def write(
        self,
        inspection_id: int,
        wishes: Sequence[Wish],
        folder: Path,
        *,
        on_progress: Progress | None = None,
    ) -> tuple[Path, ...]:
        """Write the files of each wish into ``folder``, which is made if need be; all of them or none.

        ``on_progress`` hears how many lists are done, of how many, and what comes next; what it raises stops
        the writing. The files are not encrypted.

        Raises:
            Explained: nothing was wished for, or the folder cannot be written to.
        """
        if not wishes:
            raise Explained("No format was chosen.", remedy="Choose at least one.")
        made: dict[Path, bytes] = {}
        for done, wish in enumerate(dict.fromkeys(wishes)):
            if on_progress:
                on_progress(done, len(wishes), f"{wish.what}, {wish.form}")
            made |= {folder / name: data for name, data in self.render(inspection_id, wish)}
        if on_progress:
            on_progress(len(wishes), len(wishes), "")
        files.write_all(tuple(made.items()))
        return tuple(made)

    # -- gathering -----------------------------------------------------------------------------

    def _grids(self, inspection_id: int, wish: Wish) -> tuple[tuple[Grid, ...], str, int]:
        """The grids, what is said of them, and how many are printed."""
        if wish.what is What.FIGURES:
            figures, whole = _chosen(self._figures.all(inspection_id), wish.ids)
            return (figures_grid(figures),), _said(len(figures), whole, "figure"), 1
        if wish.what is What.CLARIFICATIONS:
            points, whole = _chosen(self._points.all(inspection_id), wish.ids)
            return (points_grid(points),), _said(len(points), whole, "point"), 1
        if wish.what is What.GIVEN:
            lines, whole = _chosen(self._requests.given(inspection_id), wish.ids)
            return (given_grid(lines, comes_back=wish.carries_all),), _said(len(lines), whole, "line"), 1
        rows, whole = _chosen(self._rows(inspection_id, wish), wish.ids)
        grids = [self._requests_grid(inspection_id, rows, wish), items_grid(rows)]
        said, printed = said_count(rows, whole), 1
        if wish.what is What.ALL:
            given: tuple[GivenItem, ...] = self._requests.given(inspection_id)
            if wish.ids is not None:
                given = tuple(line for line in given if line.request_id in set(wish.ids))
            grids = [grids[0], given_grid(given, comes_back=wish.carries_all), grids[1]]
            said, printed = f"{said}; {_said(len(given), len(given), 'line')} given", 2
        return tuple(grids), said, printed

    def _rows(self, inspection_id: int, wish: Wish) -> tuple[InfoRequest, ...]:
        read = {
            What.LIVE: self._requests.live,
            What.OPEN: self._requests.open,
            What.STAGED: self._requests.staged,
            What.OFFERS: self._requests.offers,
        }.get(wish.what, self._requests.all)
        rows: tuple[InfoRequest, ...] = read(inspection_id)
        return tuple(sorted(rows, key=lambda row: row.staged))

    def _requests_grid(self, inspection_id: int, rows: Sequence[InfoRequest], wish: Wish) -> Grid:
        if not wish.carries_all:
            return requests_grid(rows)
        refs: dict[int, str] = {}
        if any(row.merged_into_id for row in rows):
            refs = {row.id: row.ref for row in self._requests.all(inspection_id)}
        people = self._people.all(with_former=True)
        return requests_grid(rows, people=people, refs=refs, comes_back=True)

    def _stem(self, listing: Listing, wish: Wish) -> str:
        """``borsetshire-open-requests-2026-12-02``; never a word of a case."""
        shown = "" if wish.ids is None else "as-shown"
        parts = (files.slug(listing.authority), wish.what.slug, shown, day_of(listing.as_of).isoformat())
        return "-".join(filter(None, parts))


def _chosen(rows: Iterable[Row], ids: tuple[int, ...] | None) -> tuple[tuple[Row, ...], int]:
    """Those of ``ids`` in their order, or all; and how many there are in all."""
    whole = tuple(rows)
    if ids is None:
        return whole, len(whole)
    by_id = {row.id: row for row in whole}
    return tuple(by_id[each] for each in ids if each in by_id), len(whole)


def _said(count: int, whole: int, word: str) -> str:
    number = f"{count} of {whole}" if count < whole else str(count)
    return f"{number} {word if count == 1 else f'{word}s'}"


def _in_parts(listing: Listing) -> tuple[Listing, ...]:
    """The list in pieces that can be set: each has the rows of one grid, at most so many."""
    printed = listing.grids[: listing.printed]
    if sum(len(grid.rows) for grid in printed) <= PDF_ROWS:
        return (listing,)
    pieces = [
        replace(grid, rows=grid.rows[start : start + PDF_ROWS])
        for grid in printed
        for start in range(0, max(1, len(grid.rows)), PDF_ROWS)
    ]
    return tuple(
        replace(listing, grids=(piece,), printed=1, says=f"{listing.says} · part {number} of {len(pieces)}")
        for number, piece in enumerate(pieces, start=1)
    )
