"""Deliveries: the roads there are, and how far a document has come on one."""

from enum import StrEnum

# Said wherever a mail would have to leave a home that names no server for it.
NO_SERVER = "no mail server is set: say in tocsin.toml through which one mail leaves, [mail]"


class RoadKind(StrEnum):
    """How bytes get to a party. Each names its end exactly; nothing is sent anywhere else."""

    FOLDER = "folder"  # a folder that the party reads
    MAIL = "mail"  # SMTP to one mailbox
    TAXII = "taxii"  # the party fetches from our TAXII 2.1 server, from a view of its own
    PAGE = "page"  # the party opens a page of ours with a secret in its address
    BY_HAND = "by_hand"  # a person pastes it into the party's portal and types the receipt number


class DeliveryState(StrEnum):
    """How far one delivery has come. Collected is not acknowledged: fetching proves no reading."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    COLLECTED = "collected"
    ACKNOWLEDGED = "acknowledged"
    BOUNCED = "bounced"
    FAILED = "failed"  # will be tried again
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


class DeliveryReason(StrEnum):
    """Why a delivery moved as it did: closed codes, for they stand in the log for ever."""

    STOPPED_IN_TIME = "stopped_in_time"  # within the undo window
    BLOCKED = "blocked"  # held: it goes on when the release block is lifted or ends
    SENDER_NOT_AUTHORISED = "sender_not_authorised"  # held until somebody who may sends it on in their own name
    APPROVAL_MISSING = "approval_missing"  # held until what was approved is approved again
    NEWER_COPY = "newer_copy"  # held: there is a newer clean copy than it was written from
    TAKEN_OVER = "taken_over"  # somebody who may sends it on in their own name
    NO_LONGER_APPROVED = "no_longer_approved"
    SOURCE_PURGED = "source_purged"
    NOT_REACHABLE = "not_reachable"
    REFUSED_FOR_NOW = "refused_for_now"
    REFUSED_FOR_GOOD = "refused_for_good"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    ROAD_CLOSED = "road_closed"
    CUT_SHORT = "cut_short"  # the process ended while sending: the same bytes go again
    DONE_BY_HAND = "done_by_hand"
    FETCHED = "fetched"  # an authenticated TAXII request
    DOWNLOADED = "downloaded"  # after the confirming POST on the recipient page
    ANSWERED = "answered"
    SIGNED_RECEIPT = "signed_receipt"  # a receipt that the recipient signed with the key declared for it
    BOUNCE_RECEIVED = "bounce_received"
    OTHER = "other"


class CloseRoadReason(StrEnum):
    """Why nothing goes on a road any more."""

    MOVED = "moved"
    WRONG = "wrong"
    KEY_LOST = "key_lost"
    RETIRED = "retired"
    REQUESTED = "requested"
    OTHER = "other"


class RevokeReason(StrEnum):
    """Why a secret opens nothing any more."""

    LOST = "lost"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    RETIRED = "retired"
    OTHER = "other"
