"""How much may come in: one table, enforced before parsing."""

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds on foreign input. Chosen so that the worst accepted file is read within seconds on one core."""

    document_bytes: int = 64 * 1024 * 1024  # a document that is parsed; a larger file is kept unread
    file_bytes: int = 1024**4  # a file that is only kept (streamed, never in memory)
    depth: int = 128  # nesting of arrays and objects; the real formats here stay below 40
    string_chars: int = 8 * 1024 * 1024  # one string of a document
    line_bytes: int = 16 * 1024 * 1024  # one line of a JSON Lines file
    # Records that one file may become. The dearest kinds (a trace's spans, a bill's components, tickets) take up to a
    # tenth of a millisecond each to read, encrypt and record on a core of 2026, the fullest file about three seconds.
    objects: int = 30_000
    mail_parts: int = 1_000  # MIME parts of one message
    files: int = 10_000  # files of one folder handed in at once
    number_digits: int = 400  # digits of one number in a document
    record_bytes: int = 64 * 1024  # a signed receipt, or the note it answers; the records here have a few kB
    text_chars: int = 1_000_000  # one typed or pasted answer
    public_bytes: int = 12 * 1024 * 1024  # a whole public report with its files, in memory and on disk while it comes
    public_files: int = 5
    public_file_bytes: int = 5 * 1024 * 1024  # a screenshot, a log, a trace; what is larger comes another way
    contents_bytes: int = 48 * 1024 * 1024  # a picture, document or archive that is opened
    contents_chars: int = 4_000_000  # its words; a thousand printed pages have about three million
    contents_parts: int = 200_000  # places that words stand in: a cell of a sheet is one
    contents_elements: int = 2_000_000  # of XML in one file, about ten seconds; a full sheet has half a million
    unpacked_bytes: int = 96 * 1024 * 1024  # what is unpacked while it is opened: a bomb of a few kB would be terabytes
    archive_entries: int = 20_000  # names that are listed; further ones are counted
    pages: int = 2_000  # of a PDF document
    pixels: int = 64_000_000  # of a picture: a large camera's, 256 MB while it is written anew
    table_combinations: int = 20_000  # of a decision table; the largest published one has 729


LIMITS = Limits()
