"""`report`: what a reporter was told and answered, and how the public form stands."""

from pathlib import Path

import msgspec

from tests.terminal import tocsin
from tocsin.stages.report import Said
from tocsin.stages.understanding import Taken


def test_a_report_is_shown_with_what_its_reporter_was_told(own_home: Path, tmp_path: Path) -> None:
    told = tmp_path / "mail.txt"
    told.write_text("Your assistant showed me the invoice of somebody else.")
    added = tocsin("add", told, "--reporter", "Robin Vale", "--json", home=own_home).record
    (taken,) = msgspec.convert(added["taken"], list[Taken])
    report = taken.receipt.partition(".")[0]
    assert tocsin("report", "answer", report, "reviewing", home=own_home).code == 0
    assert tocsin("report", "answer", report, "received", "--note", "x", home=own_home).code == 2
    shown = tocsin("report", "show", report, "--json", home=own_home).record
    assert (shown["state"], shown["reporter"], shown["means"]) == ("reviewing", "Robin Vale", "")
    assert [one.state for one in msgspec.convert(shown["told"], list[Said])] == ["reviewing"]
    assert "Robin Vale" in tocsin("report", "show", report[:15], home=own_home).out


def test_the_public_form_is_closed_unless_it_was_opened(own_home: Path) -> None:
    assert tocsin("report", "form", "--json", home=own_home).record == {
        "is_open": False,
        "path": "",
        "waiting": 0,
        "most": 50,
    }
    settings = own_home / "tocsin.toml"
    opened = 'public_intake = true\nsecurity_contact = "mailto:report@example.org"\n'
    settings.write_text(settings.read_text() + opened)
    assert "open at /intake" in tocsin("report", "form", home=own_home).out
