"""security.txt: where outsiders reach this organization.

Source: RFC 9116, "A File Format to Aid in Security Vulnerability Disclosure", April 2022, sections 2.5 and 3.
"""

from datetime import timedelta

from litestar import Response, get

from tocsin.settings import Settings
from tocsin.stages.desk import Desk
from tocsin.web.office import Asking, Office

PATH = "/.well-known/security.txt"
GOOD_FOR_DAYS = 180  # section 2.5.5 recommends less than a year


@get(PATH, sync_to_thread=False, include_in_schema=False)
def security_txt(request: Asking) -> Response[bytes]:
    """The file."""
    office: Office = request.app.state.office
    said = "".join(f"{name}: {value}\n" for name, value in fields_of(office.desk))
    headers = {"Cache-Control": "no-cache", "Content-Type": "text/plain; charset=utf-8"}
    return Response(said.encode(), headers=headers)


def is_hidden(office: Office, path: str) -> bool:
    """Whether there is nothing at this path: no contact was set, so there is no file."""
    return path == PATH and not office.desk.settings.security_contact


def fields_of(desk: Desk) -> list[tuple[str, str]]:
    """Its fields, in order; the contact that is preferred comes first."""
    settings = desk.settings
    day = desk.clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=GOOD_FOR_DAYS)
    found = [("Contact", contact) for contact in _contacts(settings)]
    found += [("Expires", day.isoformat().replace("+00:00", "Z")), ("Preferred-Languages", "en")]
    if settings.address:
        found.append(("Canonical", settings.address + PATH))
    if settings.security_policy:
        found.append(("Policy", settings.security_policy))
    return found


def _contacts(settings: Settings) -> tuple[str, ...]:
    has_form = settings.public_intake and settings.address
    return (*((f"{settings.address}/intake",) if has_form else ()), settings.security_contact)
