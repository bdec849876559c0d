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


class EncryptedFile(IngestError):
    """The file is protected by a password. Save it without one and try again."""


class TooManyPages(IngestError):
    """The file has more pages than are read. Split it and import the parts."""


class NoTextLayer(IngestError):
    """The file holds pictures of text and no text that could be read."""


class OcrUnavailable(IngestError):
    """Text recognition was asked for, but this machine has no program for it. Install ocrmypdf or
    tesseract, or give a file with text."""


class OcrFailed(IngestError):
    """Text recognition did not succeed. Try again, or give a file with text."""


class IsArchive(IngestError):
    """The file is an archive of several files. Take it apart, or upload or import it as it is: each
    file in it becomes a statement of its own."""


class NestedArchive(IngestError):
    """There is an archive within the archive. Take the inner one apart and try again."""


class TooLargeInside(IngestError):
    """The file holds far more than its size tells, as files do that are made to do harm. Take it
    apart and give the statements one by one."""


class UnsafePath(IngestError):
    """A file in the archive has a path that leads out of it. Pack the archive anew."""


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


class CannotBeStored(IngestError):
    """The database did not take the statement; another one may just have been stored in its place.
    Try again."""


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


class NotAsNamed(UnknownFormat):
    """The file is not of the format that its name ends in: it is damaged, or not rightly named.
    Open it in the program that made it, save it anew and try again, or fetch it once more."""


class TruncatedArchive(DamagedFile):
    """The archive or document (ZIP) is damaged or cut short: its table of contents cannot be read.
    Fetch it once more, or pack or save it anew."""


class DamagedMember(DamagedFile):
    """A file in the archive or document (ZIP) is damaged: it does not unpack to what was packed.
    Fetch the whole once more, or pack or save it anew."""


class UnknownCompression(DamagedFile):
    """A file in the archive (ZIP) is compressed in a way that is not supported. Pack the archive
    anew with the usual method (Deflate)."""


class EncryptedMember(EncryptedFile):
    """The archive (ZIP) is protected by a password. Unpack it, and pack the files without one."""


class TooManyMembers(TooLargeInside):
    """The archive (ZIP) holds more files than are accepted. Split it into several archives."""


class MemberTooLarge(TooLargeInside):
    """A file in the archive (ZIP) is larger than is accepted. Take it out, or split it."""


class ArchiveTooLarge(TooLargeInside):
    """The files in the archive (ZIP) are larger together than is accepted. Split it into several
    archives."""


class SuspiciousCompression(TooLargeInside):
    """A file in the archive (ZIP) unpacks to so many times its size that it is taken for an attack.
    Pack the archive anew without it."""


class OverlappingMembers(TooLargeInside):
    """Files in the archive (ZIP) share the same bytes, as in an attack. Pack the archive anew."""


class MemberOutside(UnsafePath):
    """A file in the archive (ZIP) has a name that leads out of its folder ("../"). Pack the archive
    anew with an ordinary program."""


class AbsoluteMemberName(UnsafePath):
    """A file in the archive (ZIP) is named by a place on a disk, not within the archive. Pack the
    archive anew with an ordinary program."""


class UnreadableMemberName(UnsafePath):
    """A file in the archive (ZIP) has a backslash or a control character in its name. Rename it and
    pack the archive anew."""


class LinkedMember(UnsafePath):
    """A file in the archive (ZIP) is only a link to a file elsewhere. Pack the file itself."""
