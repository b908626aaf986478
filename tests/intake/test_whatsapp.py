"""Chat exports of every telephone."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ilacs_desktop.domain.errors import Explained, Refusal
from ilacs_desktop.domain.feedback import DateOrder, plain_text
from ilacs_desktop.domain.moments import local, moment
from ilacs_desktop.intake.whatsapp import infer_order, parse_chat, read_whatsapp


def said(text: str, order: DateOrder | None = None):
    """What a chat is read as: (London time, sender, words) of each message."""
    reading = parse_chat("chat.txt", text.encode(), order)
    return [
        (f"{local(draft.received_at):%Y-%m-%d %H:%M:%S}", draft.sender, draft.text)
        for draft in reading.drafts
    ]


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("test_ddmmyy_24hrs.txt", DateOrder.DAY_FIRST),
        ("test_mmddyy_24hrs.txt", DateOrder.MONTH_FIRST),
        ("test_[mmddyy]_24hrs.txt", DateOrder.MONTH_FIRST),
        ("test_mmddyyyy_12hrs.txt", DateOrder.MONTH_FIRST),
        ("test_yyyymmdd_24hrs.txt", DateOrder.YEAR_FIRST),
    ],
)
def test_that_every_public_sample_is_read_as_its_authors_expect(
    shared_data: Path, name: str, order: DateOrder
) -> None:
    folder = shared_data / "whatsapp"
    expected = [
        (each["timestamp"].replace("T", " "), each["author"], each["message"])
        for each in reversed(json.loads((folder / "target.json").read_text(encoding="utf-8")))
    ]

    reading = read_whatsapp(str(folder / name))

    messages = [
        (f"{local(draft.received_at):%Y-%m-%d %H:%M:%S}", draft.sender, draft.text.replace("\n", " "))
        for draft in reading.drafts
    ]
    assert (messages, reading.date_order, reading.is_order_sure) == (expected, order, True)
    assert reading.refusals == ()
    assert [refusal.reason for refusal in reading.left_out] == [
        "not a message: John Doe:.",
        'not a message: +12 345 578 created group "Groupname"',
        "not a message: You were added",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "02/12/2026, 18:40 - R. Malik: Ready",
        "2/12/26, 18:40 - R. Malik: Ready",
        "[02/12/2026, 18:40:00] R. Malik: Ready",
        "\u200e[02/12/2026, 6:40:00\u202fPM] R. Malik: \u200eReady",
        "02.12.26, 18:40 - R. Malik: Ready",
        "02-12-2026 18:40 - R. Malik: Ready",
        "02/12/2026, 6:40\u202fpm - R. Malik: Ready",
        "02/12/2026, 6:40 p. m. - R. Malik: Ready",
        "02/12/2026 18.40 – R. Malik: Ready",
    ],
)
def test_that_every_way_of_writing_a_moment_is_read(line: str) -> None:
    assert said(line, DateOrder.DAY_FIRST) == [("2026-12-02 18:40:00", "R. Malik", "Ready")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("12:05 am", "00:05"), ("12:05 pm", "12:05"), ("1:05 PM", "13:05"), ("00:08 a.m.", "00:08")],
)
def test_that_noon_and_midnight_are_where_they_belong(written: str, expected: str) -> None:
    assert said(f"31/12/26, {written} - A: x")[0][0] == f"2026-12-31 {expected}:00"


def test_that_lines_go_on_and_system_lines_and_pasted_chats_are_told_apart() -> None:
    chat = (
        "Saved by somebody\n"
        "30/11/26, 09:00 - Messages and calls are end-to-end encrypted. Read more: nowhere\n"
        '30/11/26, 09:01 - Anna changed the subject from "x" to "Visit: Monday"\n'
        "30/11/26, 09:02 - Anna: one\n\nthree: four\n"
        "[30/11/26, 08:00] Ben: pasted\n"
        "30/11/26, 09:03 - Ben: IMG-1.jpg (file attached)\n"
        "30/11/26, 09:04 - Ben:\n"
    )

    reading = parse_chat("chat.txt", chat.encode())

    assert [(draft.sender, draft.text, draft.attachments) for draft in reading.drafts] == [
        ("Anna", "one\n\nthree: four\n[30/11/26, 08:00] Ben: pasted", ()),
        ("Ben", "IMG-1.jpg (file attached)", ("IMG-1.jpg",)),
        ("Ben", "", ()),
    ]
    assert reading.refusals == (Refusal("line 1", "stands before the first message: Saved by somebody"),)
    assert [refusal.place for refusal in reading.left_out] == ["line 2", "line 3"]


def test_that_an_impossible_date_is_refused_and_the_rest_is_taken() -> None:
    reading = parse_chat(
        "chat.txt", b"30/11/26, 09:00 - A: x\n31/11/26, 09:00 - A: y\n01/12/26, 25:00 - A: z"
    )

    assert [draft.text for draft in reading.drafts] == ["x"]
    assert reading.refusals == (
        Refusal("line 2", "31/11/26 is not a date, read as day/month/year"),
        Refusal("line 3", "25:00 is not a time"),
    )


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([(13, 1, 26)], (DateOrder.DAY_FIRST, True)),
        ([(1, 13, 26)], (DateOrder.MONTH_FIRST, True)),
        ([(1, 2, 26)], (DateOrder.DAY_FIRST, False)),
        ([(2, 2, 26)], (DateOrder.DAY_FIRST, True)),
        ([(1, 2, 26), (2, 1, 26)], (DateOrder.MONTH_FIRST, True)),
        ([(2, 1, 26), (1, 2, 26)], (DateOrder.DAY_FIRST, True)),
    ],
)
def test_that_the_order_of_dates_is_inferred_from_the_whole_file(numbers, expected) -> None:
    assert infer_order(numbers) == expected


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cs")), max_size=40)
PIECES = st.lists(
    st.tuples(
        st.dates(date(2018, 1, 1), date(2030, 12, 31)),
        st.times(),
        st.sampled_from(["Anna", "Ben Ó Sé", "+44 7700 900123", "🤓"]),
        WORDS,
    ),
    min_size=1,
    max_size=12,
).map(lambda pieces: sorted(pieces, key=lambda piece: (piece[0], piece[1].replace(second=0, microsecond=0))))
FORMS = {
    DateOrder.DAY_FIRST: "{d:%d/%m/%y}, {t:%H:%M} - ",
    DateOrder.MONTH_FIRST: "[{d:%m/%d/%Y}, {t:%I:%M}\u202f{t:%p}] ",
    DateOrder.YEAR_FIRST: "{d:%Y/%m/%d}, {t:%H:%M} - ",
}


@given(PIECES, st.sampled_from(DateOrder))
def test_that_a_chat_written_in_any_order_is_read_back_and_a_sure_guess_is_right(pieces, order) -> None:
    text = "\n".join(f"{FORMS[order].format(d=d, t=t)}{who}: {words}" for d, t, who, words in pieces)
    expected = [
        (moment(d, time(t.hour, t.minute)), plain_text(who), plain_text(words)) for d, t, who, words in pieces
    ]

    chosen = parse_chat("chat.txt", text.encode(), order)
    inferred = parse_chat("chat.txt", text.encode())

    assert [(draft.received_at, draft.sender, draft.text) for draft in chosen.drafts] == expected
    if inferred.is_order_sure:
        assert [draft.received_at for draft in inferred.drafts] == [at for at, _, _ in expected]
    else:
        assert inferred.date_order is DateOrder.DAY_FIRST


@given(PIECES, st.integers(0, 12))
def test_that_messages_keep_their_identity_when_an_export_has_grown(pieces, cut) -> None:
    lines = [f"{d:%Y/%m/%d}, {t:%H:%M} - {who}: {words}" for d, t, who, words in pieces]
    assume(lines[:cut])

    early = parse_chat("chat.txt", "\n".join(lines[:cut]).encode()).drafts
    late = parse_chat("chat.txt", "\n".join(lines).encode()).drafts

    assert [draft.external_id for draft in late][: len(early)] == [draft.external_id for draft in early]
    assert len({draft.external_id for draft in late}) == len(late)


@given(st.binary(max_size=400), st.text(max_size=300))
def test_that_no_bytes_bring_more_than_a_refusal(noise, text) -> None:
    for content in (noise, text.encode("utf-8", "replace"), b"30/11/26, 09:00 - A: " + noise):
        try:
            parse_chat("chat.txt", content)
        except Explained as refusal:
            assert refusal.remedy  # noqa: PT017 - most of the noise is no chat, some of it is


def make_zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in files.items():
            container.writestr(name, content)
    return path


def test_that_of_a_zip_only_the_chat_is_read(tmp_path: Path) -> None:
    chat = b"30/11/26, 09:00 - A: x"
    path = make_zip(
        tmp_path / "c.zip", {"../../evil.txt": b"no" * 100, "_chat.txt": chat, "photo.jpg": b"\xff"}
    )

    (draft,) = read_whatsapp(str(path)).drafts

    assert (draft.text, draft.original) == ("x", chat)
    assert draft.received_at == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert [each.name for each in tmp_path.iterdir()] == ["c.zip"]


@pytest.mark.parametrize(
    "content", [{}, {"photo.jpg": b"x"}, {"_chat.txt": b"nothing dated"}, {"_chat.txt": b"0" * 90_000_000}]
)
def test_that_a_zip_without_a_chat_or_a_bomb_is_refused(tmp_path: Path, content: dict[str, bytes]) -> None:
    path = make_zip(tmp_path / "c.zip", content)

    with pytest.raises(Explained):
        read_whatsapp(str(path))


def test_that_a_picture_called_a_chat_is_refused_with_a_remedy() -> None:
    with pytest.raises(Explained) as refusal:
        parse_chat("chat.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)

    assert (
        refusal.value.remedy == "In the chat choose More, Export chat, Without media, and bring that file in."
    )
