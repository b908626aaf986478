"""Writing lists and taking requests in without a window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ilacs_desktop.cli.output import Output
from ilacs_desktop.cli.parser import make_parser
from ilacs_desktop.domain.errors import Explained

TRACKER = "Ref,Ask,Date,Lead\n7,The rota,2/12/2026,Rashida Malik\n8,The plan,31/02/2026,\n"


def say(house, *words: str, as_json: bool = True) -> None:
    args = make_parser().parse_args(["requests", *words])
    args.deed(house, args, Output(as_json=as_json))


def test_that_a_tracker_is_taken_in_and_written_again_by_command(
    house, inspection, person, tmp_path: Path, capsys
) -> None:
    person("Rashida Malik")
    path = tmp_path / "tracker.csv"
    path.write_text(TRACKER, encoding="utf-8")

    say(house, "import", str(path), "--review", "--column", "Date=do not read", as_json=False)
    assert capsys.readouterr().out == (
        "Columns:\n  Ref: their own number\n  Ask: what was asked\n  Date: do not read\n  Lead: owner\n"
        "tracker.csv: 2 added; refused: 0.\n"
        "  added: The rota: asked Wed 2 Dec 18:40; owner R. Malik; assigned, not given\n"
        "  added: The plan: asked Wed 2 Dec 18:40\n"
        "Nothing was stored.\n"
    )
    say(house, "import", str(path), "--staged")
    told = json.loads(capsys.readouterr().out)
    assert (told["stored"], told["counts"]["added"], told["refused"]) == (
        True, 1, [{"place": "tracker, row 3, column Date", "reason": "31/02/2026 is not a day"}],
    )  # fmt: skip
    say(
        house, "write", "--out", str(tmp_path / "out"), "--list", "staged", "--only", "ir-001",
        "--format", "csv,txt", "--plain",
    )  # fmt: skip
    names = [Path(name).name for name in json.loads(capsys.readouterr().out)["files"]]
    assert names == [f"borsetshire-staged-requests-as-shown-2026-12-02.{form}" for form in ("csv", "txt")]
    lines = (tmp_path / "out" / names[0]).read_text("utf-8-sig").splitlines()
    assert lines[0].endswith("Last movement,Where it comes from")
    assert [line[:21] for line in lines[1:]] == ["IR-001,The rota,The r"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["write", "--list", "nothing"], "“nothing” is no list"),
        (["write", "--format", "odt"], "“odt” is no format"),
        (["write", "--only", "IR-999"], "There is no request IR-999"),
        (["write", "--list", "given", "--only", "A-01"], "is no list of requests"),
        (["import", "tracker.csv", "--sheet", "other"], "There is no sheet “other”"),
        (["import", "tracker.csv", "--column", "Nobody=owner"], "There is no column “Nobody”"),
        (["import", "tracker.csv", "--column", "Ask=something"], "“something” is no meaning of a column"),
    ],
)
def test_that_a_wrong_word_is_refused_with_a_remedy(
    house, inspection, tmp_path: Path, monkeypatch, words: list[str], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tracker.csv").write_text(TRACKER, encoding="utf-8")
    more = ["--out", "out"] if words[0] == "write" else []

    with pytest.raises(Explained, match=why) as refused:
        say(house, *words, *more)

    assert refused.value.remedy
