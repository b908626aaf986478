"""Many requests from one pasted list: reviewed first, then stored in one deed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ilacs_desktop.domain.capture import (
    MOST_CHARACTERS,
    MOST_PIECES,
    Captured,
    Corrections,
    Piece,
    Role,
    Words,
    divide,
    divide_rows,
    read_piece,
)
from ilacs_desktop.domain.changes import Ref
from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.domain.info_requests import Similar
from ilacs_desktop.domain.people import Side
from ilacs_desktop.intake.pasted_list import read_pasted

from .lines import Lines


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of a list under review: what it means, and whether it is to be taken.

    ``similar`` is what answers it already, if anything does; ``repeats`` the number of the line above
    that says the same.
    """

    id: int
    piece: Piece
    captured: Captured
    is_kept: bool
    corrections: Corrections = field(default_factory=Corrections)
    similar: Similar | None = None
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class PastedReview:
    """A list under review, line by line; ``asked_by_id`` and ``asked_at`` are those of a mail."""

    candidates: tuple[Candidate, ...]
    words: Words
    asked_by_id: int | None = None
    asked_at: datetime | None = None


class Captures(Lines):
    """Reads and stores one line, or a whole list of them."""

    def review_text(
        self, inspection_id: int, text: str, *, on_progress: Callable[[int, int], None] | None = None
    ) -> PastedReview:
        """What a pasted text would become; nothing is stored. ``on_progress`` is told lines done and in all.

        Raises:
            Explained: there is nothing in it, or more than one looks through at once.
        """
        if len(text) > MOST_CHARACTERS:
            raise _too_much()
        return self._review(inspection_id, divide(text), on_progress)

    def review_file(
        self, inspection_id: int, path: Path, *, on_progress: Callable[[int, int], None] | None = None
    ) -> PastedReview:
        """What the list in a file would become: a mail, a spreadsheet, a text; nothing is stored.

        Raises:
            Explained: it cannot be read, there is nothing in it, or too much.
        """
        pasted = read_pasted(path, self._clock())
        if not pasted.rows and len(pasted.text) > MOST_CHARACTERS:
            raise _too_much()
        pieces = divide_rows(pasted.rows) if pasted.rows else divide(pasted.text)
        review = self._review(inspection_id, pieces, on_progress)
        senders = [
            person.id
            for person in review.words.people
            if person.side is Side.INSPECTORATE and pasted.sender and person.name in pasted.sender
        ]
        return replace(review, asked_by_id=senders[0] if len(senders) == 1 else None, asked_at=pasted.sent_at)

    def read_again(
        self,
        inspection_id: int,
        candidate: Candidate,
        words: Words,
        *,
        line: str | None = None,
        corrections: Corrections | None = None,
    ) -> Candidate:
        """The same line after it was changed or put right; its own words are kept as they stood."""
        piece = candidate.piece if line is None else replace(candidate.piece, line=" ".join(line.split()))
        corrections = candidate.corrections if corrections is None else corrections
        captured = read_piece(piece, self._clock(), words, corrections=corrections)
        similar = self._first_similar(inspection_id, captured)
        return replace(candidate, piece=piece, captured=captured, corrections=corrections, similar=similar)

    def with_common(
        self,
        candidates: Iterable[Candidate],
        words: Words,
        *,
        asked_by_id: int | None = None,
        asked_at: datetime | None = None,
    ) -> tuple[Candidate, ...]:
        """Who asked and when, for every line that does not say so itself."""
        found = []
        for each in candidates:
            common = each.corrections
            own = read_piece(each.piece, self._clock(), words, corrections=_without_common(common))
            has = {chip.role for chip in own.chips if not chip.choices}
            if asked_by_id is not None and Role.BY not in has:
                common = common.with_chosen(Role.BY, asked_by_id)
            elif asked_by_id is None:
                common = common.without(Role.BY)
            if asked_at is not None and Role.ASKED not in has:
                common = common.with_chosen(Role.ASKED, asked_at)
            captured = read_piece(each.piece, self._clock(), words, corrections=common)
            found.append(replace(each, captured=captured, corrections=common))
        return tuple(found)

    def store_many(
        self, inspection_id: int, candidates: Iterable[Candidate], *, by: object | None = None
    ) -> tuple[Ref, ...]:
        """Store those that are kept, in their order: all of them, or none if one is refused.

        Raises:
            Explained: none is kept, or one cannot be stored; it says which.
        """
        kept = [each for each in candidates if each.is_kept]
        if not kept:
            raise Explained("No line is to be taken.", remedy="Keep at least one.")
        with self._store.working("Take down a list", by=by):
            return tuple(self._store_one(inspection_id, each, by) for each in kept)

    def _store_one(self, inspection_id: int, candidate: Candidate, by: object | None) -> Ref:
        try:
            return self.store(inspection_id, candidate.captured, by=by)
        except Explained as refusal:
            raise Explained(
                f"Line {candidate.piece.number}: {refusal.message}",
                remedy=f"{refusal.remedy} Nothing was stored.".strip(),
            ) from refusal

    def _review(
        self, inspection_id: int, pieces: Sequence[Piece], on_progress: Callable[[int, int], None] | None
    ) -> PastedReview:
        if not pieces:
            raise Explained("There is nothing in it to take.", remedy="Copy the list, then paste it.")
        if len(pieces) > MOST_PIECES:
            raise _too_much()
        words, now = self.words(inspection_id), self._clock()
        found: list[Candidate] = []
        seen: dict[str, int] = {}
        for done, piece in enumerate(pieces, 1):
            captured = read_piece(piece, now, words)
            said = " ".join(captured.about.casefold().split())
            repeats = seen.get(said, 0) if not piece.why_not else 0
            if not piece.why_not:
                seen.setdefault(said, piece.number)
            similar = None if piece.why_not else self._first_similar(inspection_id, captured)
            is_kept = not piece.why_not and not repeats
            found.append(Candidate(piece.number, piece, captured, is_kept, similar=similar, repeats=repeats))
            if on_progress is not None:
                on_progress(done, len(pieces))
        return PastedReview(tuple(found), words)

    def _first_similar(self, inspection_id: int, captured: Captured) -> Similar | None:
        return next(iter(self.already_supplied(inspection_id, captured)), None)


def _without_common(corrections: Corrections) -> Corrections:
    return corrections.without(Role.BY).without(Role.ASKED)


def _too_much() -> Explained:
    return Explained(
        f"This is more than {MOST_PIECES} lines; nobody looks through so many at once.",
        remedy="Take a part of it, or bring the whole tracker in by Import.",
    )
