"""Files that callers upload: evidence, supporting documents, media (contract, sections 1 and 2.3)."""

import mimetypes
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath
from typing import Any

from flask import request
from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import RequestEntityTooLarge

from onboarding.simulator.draws import HEX, draw
from onboarding.simulator.errors import RefusalError, invalid, refusal, unknown
from onboarding.simulator.reading import clean
from onboarding.simulator.tables import Base
from onboarding.simulator.work import Work

MAX_FILE = 10 * 1024 * 1024
_LONGEST_NAME = 255
# Python's own table: it does not read what the machine has, so each machine answers alike.
_TYPES = mimetypes.MimeTypes()
_ANY_TYPE = "application/octet-stream"


class Attachment(Base):
    """A stored file; a deleted one keeps its row, without bytes, so that its uuid is never given out again."""

    __tablename__ = "attachments"
    seq: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    data: Mapped[bytes]
    size: Mapped[int]
    deleted: Mapped[bool]


def take(
    work: Work,
    owner_id: str,
    kind: str,
    allowed_extensions: Collection[str],
    most_files: int,
    owner_total: int | None = None,
) -> dict[str, Any]:
    """Stores the request's one `file` for an owner and answers it as JSON.

    `allowed_extensions` are lower case, without a dot; `owner_total` is in bytes, over all files of the owner and kind.
    Refuses with 501 when there is no such file, 544 when it is too big or one too many, 546 for another type.
    """
    name, data = _uploaded()
    if PurePosixPath(name).suffix.lower().removeprefix(".") not in allowed_extensions:
        raise refusal(546, "Files of this type are not taken.", "file")
    if len(data) > MAX_FILE:
        raise _too_big()
    stored = of_owner(work, owner_id, kind)
    if len(stored) >= most_files:
        raise refusal(544, f"At most {most_files} files are taken.", "file")
    if owner_total is not None and sum(other.size for other in stored) + len(data) > owner_total:
        raise refusal(544, f"All files together may have at most {owner_total // 2**20} MB.", "file")
    return as_json(keep(work, owner_id, kind, name, data))


def keep(work: Work, owner_id: str, kind: str, name: str, data: bytes) -> Attachment:
    """Stores a file under a fresh uuid, `{ownerId}/{kind}/{32 hex}`."""
    ever = select(func.count()).where(Attachment.owner_id == owner_id, Attachment.kind == kind)
    place = f"{owner_id}/{kind}"
    attachment = Attachment(
        uuid=f"{place}/{draw(f'{place}/{work.session.scalar(ever)}', 32, HEX)}",
        owner_id=owner_id,
        kind=kind,
        file_name=name,
        data=data,
        size=len(data),
        deleted=False,
    )
    work.session.add(attachment)
    work.session.flush()
    return attachment


def of_owner(work: Work, owner_id: str, kind: str) -> Sequence[Attachment]:
    """The owner's files of a kind, the oldest first, without the deleted ones."""
    query = select(Attachment).where(Attachment.owner_id == owner_id, Attachment.kind == kind)
    return work.session.scalars(query.where(Attachment.deleted.is_(False)).order_by(Attachment.seq)).all()


def find(work: Work, uuid: str) -> Attachment:
    found = work.session.scalar(select(Attachment).where(Attachment.uuid == uuid, Attachment.deleted.is_(False)))
    if found is None:
        raise unknown("attachment", "uuid")
    return found


def remove(work: Work, attachment: Attachment) -> None:
    attachment.data, attachment.deleted = b"", True
    work.session.flush()


def as_json(attachment: Attachment) -> dict[str, Any]:
    return {
        "uuid": attachment.uuid,
        "fileName": attachment.file_name,
        "mimeType": mime_type(attachment),
    }


def mime_type(attachment: Attachment) -> str:
    """What the name says; what the caller said of the file is not believed."""
    return _TYPES.guess_type(attachment.file_name)[0] or _ANY_TYPE


def _uploaded() -> tuple[str, bytes]:
    """The name and the bytes of the one file in the form."""
    if request.mimetype != "multipart/form-data":
        raise refusal(501, "The Content-Type must be multipart/form-data.")
    if request.environ.get("simulator.too_large"):
        raise _too_big()
    try:
        files = request.files.getlist("file")
    except RequestEntityTooLarge:
        raise refusal(501, "The form holds more than a file.") from None
    if len(files) != 1:
        raise invalid("file", "There must be one file, in the field named file.")
    name, data = (files[0].filename or "").replace("\\", "/").rpartition("/")[2], files[0].read()
    if not clean(name) or not name.isprintable() or not 1 <= len(name.strip()) <= _LONGEST_NAME:
        raise invalid("file", f"The file must have a name of 1 to {_LONGEST_NAME} characters.")
    if not data:
        raise invalid("file", "The file is empty.")
    return name, data


def _too_big() -> RefusalError:
    return refusal(544, f"A file may have at most {MAX_FILE // 2**20} MB.", "file")
