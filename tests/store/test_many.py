"""Many records at once leave what the flush leaves for each of them."""

from __future__ import annotations

import json
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_desktop.store.ledger import body_of, chained, link, quoted

WORDS = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)
VALUES = st.none() | st.dictionaries(WORDS, st.none() | st.integers() | WORDS | st.booleans(), max_size=4)


@settings(max_examples=100)
@given(actor=WORDS, deed=WORDS, before=VALUES, after=VALUES)
def test_that_an_entry_put_together_from_texts_is_the_one_that_is_verified(actor, deed, before, after):

    at, said = "2026-12-02T18:40:00+00:00", []
    for each in (before, after):
        said.append(None if each is None else json.dumps(each, ensure_ascii=False, sort_keys=True))
    entry = SimpleNamespace(actor=actor, deed=deed, deed_number=3)
    whole = {
        "sequence": 7, "deed_number": 3, "happened_at": at, "recorded_at": at, "actor": actor, "deed": deed,
        "kind": "child", "record_table": "children", "record_id": 9, "before": before, "after": after,
    }  # fmt: skip

    body = body_of(entry, 7, ("child", "children", 9), said, quoted(at))

    assert chained(b"secret", "before", body) == link(b"secret", "before", whole)
