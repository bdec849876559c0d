"""What can be wrong with a file. The docstring of each kind is its message."""

from __future__ import annotations

import inspect


class IngestError(Exception):
    """The file could not be read as a statement."""

    def __str__(self) -> str:
        message = " ".join((inspect.getdoc(self) or "").split())
        return " ".join([message, *map(str, self.args)])


class NotAFile(IngestError):
    """The path leads to no file that can be read, or to a folder that may not be looked into."""


class EmptyFile(IngestError):
    """The file is empty: it holds no text. Choose the file again, or another one."""


class UnknownFormat(IngestError):
    """The file is not in a format that can be read. Save it as plain text and try again."""


class DamagedFile(IngestError):
    """The file is damaged or cut off. Open it in the program that made it, save it anew and try
    again, or fetch it once more."""


class DeclaresEntities(IngestError):
    """The file declares abbreviations of its own (XML entities), as files do that are made to do
    harm. Save it as plain text and try again."""


class UnknownEncoding(IngestError):
    """The text is in an unknown encoding. Save it as UTF-8 and try again."""


class NoParagraphs(IngestError):
    """No paragraph was found in the file, so there is no statement to store."""


class TextTooLong(IngestError):
    """The text is longer than can be searched. Split it and import the parts."""


class FileTooLarge(IngestError):
    """The file is larger than is accepted. Split it, or import it from the command line."""


class InvalidMetadata(IngestError):
    """The metadata given for this file cannot be used."""


class ReaderCrashed(IngestError):
    """The program that reads this format broke down over the file. The file may be damaged: open it
    in the program that made it, save it anew and try again."""


class ReadingTooSlow(IngestError):
    """Reading the file took too long and was stopped. Save it in a simpler form, such as plain
    text, or split it."""


class OutOfMemory(IngestError):
    """Reading the file took too much memory and was stopped. Save it in a simpler form, such as
    plain text, or split it."""
