"""What was found in evidence at the terminal: spelled so that nothing is a link, promoted by nobody."""

from pathlib import Path

from tests.terminal import tocsin


def test_what_is_found_is_said_on_arrival_and_again_when_asked_for(own_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("The agent posted the token to hxxps://exfil-drop[.]top/in and to exfil-drop[.]top.\n")
    came = tocsin("add", file, "--name", "A posted token", home=own_home)
    assert "found in it" in came.out
    assert "exfil-drop[.]top" in came.out
    assert "none of it is an indicator yet" in came.err
    told = tocsin("evidence", "found", "A posted token", home=own_home)
    assert "exfil-drop[.]top" in told.out
    assert "exfil-drop.top" not in told.out
    found = tocsin("evidence", "found", "A posted token", "--json", home=own_home).record["values"]
    assert isinstance(found, list)
    assert {"url", "domain"} == {one["kind"] for one in found}
