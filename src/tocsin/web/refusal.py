"""What the web says no with: a status and a title, nobody's data."""

from tocsin.vocab.errors import ChannelDown, TocsinError
from tocsin.web.texts import mark

MAX_BODY_BYTES = 64 * 1024  # an answer on a recipient page has some kilobytes; nothing larger is taken in
MAX_REPLY_BYTES = 256 * 1024  # a reporter's answer, every sign of it written as nine


class Refusal(Exception):
    """An answer that is no. `wait_s` is after how many seconds it makes sense to ask again.

    `code` is its stable name to programs, where the status alone does not say which no it is.
    """

    def __init__(
        self, status: int, title: str, *, headers: dict[str, str] | None = None, wait_s: int = 0, code: str = ""
    ) -> None:
        super().__init__(title)
        self.status = status
        self.code = code
        self.title = title
        self.headers = dict(headers or {})
        if wait_s:
            self.headers["Retry-After"] = str(wait_s)


# One title a status: what could not be told apart by its status cannot be told apart by its words either.
TITLES: dict[int, str] = {
    400: mark("The request is not well formed"),
    401: mark("Who asks is not known here"),
    403: mark("This is not allowed"),
    404: mark("There is nothing here"),
    405: mark("This method is not served here"),
    406: mark("None of the media types that were asked for is served"),
    409: mark("The state does not allow this"),
    410: mark("The content is not there any more"),
    412: mark("It was changed meanwhile"),
    413: mark("The request is too large"),
    414: mark("The address is too long"),
    415: mark("The media type of the request is not served"),
    422: mark("This key stands for another request"),
    429: mark("Too many requests that opened nothing"),
    500: mark("Something went wrong here"),
    503: mark("The desk cannot answer now"),
}


def refusal(status: int, **more: int) -> Refusal:
    """The plain no of a status."""
    return Refusal(status, TITLES[status], wait_s=more.get("wait_s", 0))


def not_found() -> Refusal:
    """There is nothing here: the one answer for what is not there and for what is not for whoever asks."""
    return refusal(404)


def refusal_of(fault: Exception) -> Refusal:
    """The no behind any fault. What the fault itself says stays here: it can name an id, a place or a content.

    Whoever reads a request turns what is malformed in it into a refusal there: a `BadInput` that comes this far is
    about the desk's own data.
    """
    match fault:
        case Refusal():
            return fault
        case ChannelDown():
            return refusal(503, wait_s=5)
        case TocsinError():
            return refusal(500)
    status = getattr(fault, "status_code", 500)  # of the framework: an unknown path, a method that is not served
    found = refusal(status if status in TITLES else (400 if 400 <= status < 500 else 500))
    headers = getattr(fault, "headers", None) or {}
    found.headers |= {name: value for name, value in headers.items() if name.lower() == "allow"}
    return found
