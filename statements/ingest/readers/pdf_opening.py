"""Opening a PDF, for its text or its pictures."""

from __future__ import annotations

from typing import Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from statements.ingest.errors import DamagedFile, EncryptedFile

# The end of a whole file, behind which mail programs and scanners may leave some bytes.
_END: Final = b"%%EOF"
_LONGEST_TAIL: Final = 2_048
_ENCRYPTED: Final = b"/Encrypt"
_PDF_PASSWORD: Final = raw.FPDF_ERR_PASSWORD


def opened(data: bytes) -> pdfium.PdfDocument:
    """The document, to be closed by the caller. A password only to change it does not lock it.

    Raises EncryptedFile, or DamagedFile where it cannot be opened or has no pages.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # The code may be left from another file where this one has merely no pages.
        if error.err_code == _PDF_PASSWORD and is_encrypted(data):
            raise EncryptedFile from error
        raise DamagedFile(*([] if _has_end(data) else ["Its end is missing."])) from error
    if not len(document):
        document.close()
        raise DamagedFile("It has no pages.")
    return document


def opened_page(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """The page, to be closed by the caller. Raises DamagedFile where it cannot be read."""
    try:
        return document[index]
    except pdfium.PdfiumError as error:
        raise DamagedFile(f"Page {index + 1} cannot be read.") from error


def is_encrypted(data: bytes) -> bool:
    """Whether the file may be encrypted: also one that needs no password to be read."""
    return _ENCRYPTED in data


def refuse_damaged(data: bytes, document: pdfium.PdfDocument) -> None:
    """Raises DamagedFile for a file without an end or a true index: PDFium repairs it, and
    silently gives what is left of it."""
    if not _has_end(data):
        raise DamagedFile("Its end is missing.")
    if not raw.FPDF_DocumentHasValidCrossReferenceTable(document):
        raise DamagedFile("Parts are missing or not where its index says.")


def _has_end(data: bytes) -> bool:
    """Whether the file is whole at its end."""
    return _END in data[-_LONGEST_TAIL:]
