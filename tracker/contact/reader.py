"""One contact file, from bytes to a `Contact`: read → parse → decode."""

from __future__ import annotations

from tracker.contact.document import read_document
from tracker.contact.fields import decode_contact
from tracker.contact.log import read_log
from tracker.contact.model import Contact
from tracker.diagnostics import Diagnostic
from tracker.files import SourceFile
from tracker.slugs import contact_id


def read_contact(source: SourceFile) -> tuple[Contact | None, tuple[Diagnostic, ...]]:
    """Read one file: its contact, as far as it could be read, and all its problems in order.

    The contact is None where the file is unreadable as a whole; then at least one error says why.
    Front matter that cannot be read does not hide the log's own problems.
    """
    document, problems = read_document(source)
    found = list(problems)
    if not document.readable:
        return None, tuple(found)
    log, log_problems = read_log(document.path, document.body, document.body_line)
    found += log_problems
    contact = None
    if document.front is not None:
        contact, field_problems = decode_contact(contact_id(source.path), document, log)
        found += field_problems
    return contact if log is not None else None, tuple(sorted(found))
