"""The words of a public report's page: how it stands."""

from tocsin.web.texts import mark

# What is read at a glance, and the sentence behind it, by the states of `stages.report`.
STANDS: dict[str, tuple[str, str]] = {
    "received": (mark("Received"), mark("Nobody has looked at it yet.")),
    "reviewing": (mark("Being looked at"), mark("Whether it becomes a case is not decided yet.")),
    "accepted": (mark("Being worked on"), mark("It has become a case here.")),
    "needs_information": (mark("We have a question"), mark("Please answer it below.")),
    "replied": (mark("Your answer arrived"), mark("Nobody has read it yet.")),
    "passed_on": (mark("Passed on"), mark("It belongs to another team, which has it now.")),
    "declined": (mark("Closed"), mark("We will not work on it: it has not become a case.")),
    "resolved": (mark("Closed"), mark("We are done with it.")),
}


def contact_shown(contact: str) -> str:
    """A way to reach us, as people write it."""
    return contact.removeprefix("mailto:").removeprefix("tel:")
