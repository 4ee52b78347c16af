"""The words of a public report's page: how it stands, and what comes of it."""

from tocsin.stages.report import STATES

# What is read at a glance; the sentence behind it is the second. `STATES` has what the desk calls them.
STANDS: dict[str, tuple[str, str]] = {
    "received": ("Received", "Nobody has looked at it yet."),
    "reviewing": ("Being looked at", "Whether it becomes a case is not decided yet."),
    "accepted": ("Being worked on", "It has become a case here."),
    "needs_information": ("We have a question", "Please answer it below."),
    "replied": ("Your answer arrived", "Nobody has read it yet."),
    "passed_on": ("Passed on", "It belongs to another team, which has it now."),
    "declined": ("Closed", "We will not work on it: it has not become a case."),
    "resolved": ("Closed", "We are done with it."),
}
assert set(STANDS) == set(STATES), "every state of a report has its words"


def contact_shown(contact: str) -> str:
    """A way to reach us, as people write it."""
    return contact.removeprefix("mailto:").removeprefix("tel:")
