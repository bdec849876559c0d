"""Take in uploaded files: each is kept at once as a pending source, then read in the background."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat

from statements import background
from statements.importing import receive, statement_of
from statements.ingest.archives import is_archive, members
from statements.ingest.errors import EmptyFile, FileTooLarge, IngestError
from statements.models import Source, Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of an uploaded file, or of one in an uploaded archive.

    "received": it waits to be read. "known": it was uploaded before and still waits for a
    person. "stored": it is in the archive, as `speech`, or was until its statement was deleted.
    "refused": nothing was kept, `error` says why.
    """

    filename: str
    status: Literal["received", "known", "stored", "refused"]
    source: Source | None = None
    speech: Speech | None = None
    error: str = ""


def take_in(file: UploadedFile, uploaded_by: AbstractBaseUser) -> list[Receipt]:
    """Keep a file, or each of those in a ZIP, and have them read.

    Of an archive that cannot be taken apart nothing is kept.
    """
    name = file.name or ""
    try:
        with transaction.atomic():
            receipts = list(_receipts(name, _bytes(file), uploaded_by))
            if not receipts:
                raise EmptyFile
    except IngestError as error:
        return [Receipt(filename=name, status="refused", error=str(error))]
    background.start()
    return receipts


def _bytes(file: UploadedFile) -> bytes:
    _check_size(file.size or 0)
    data: bytes = file.read()
    return data


def _check_size(size: int) -> None:
    if size == 0:
        raise EmptyFile
    if size > settings.UPLOAD_MAX_BYTES:
        raise FileTooLarge(f"At most {filesizeformat(settings.UPLOAD_MAX_BYTES)} are accepted.")


def _receipts(name: str, data: bytes, uploaded_by: AbstractBaseUser) -> Iterator[Receipt]:
    if not is_archive(data):
        yield _received(name, data, uploaded_by)
        return
    for member in members(data):
        try:
            _check_size(len(member.data))
        except (EmptyFile, FileTooLarge) as error:
            yield Receipt(filename=f"{name}: {member.name}", status="refused", error=str(error))
        else:
            yield _received(member.name, member.data, uploaded_by)


def _received(name: str, data: bytes, uploaded_by: AbstractBaseUser) -> Receipt:
    source, is_new = receive(data, name, uploaded_by)
    if source.state == Source.State.STORED:
        return Receipt(filename=name, status="stored", source=source, speech=statement_of(source))
    waits_anew = is_new or source.progress == "waiting"
    return Receipt(filename=name, status="received" if waits_anew else "known", source=source)
