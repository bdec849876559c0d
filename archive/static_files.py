"""Static files as they are sent: our own without comments, which are for those who change them."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any, Final

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: By kind of file, what goes. Of scripts only lines that are nothing but a comment: elsewhere two
#: slashes may be part of a text.
COMMENTS: Final = {
    ".css": re.compile(rb"/\*.*?\*/\s*", re.DOTALL),
    ".js": re.compile(rb"^[ \t]*//.*\n", re.MULTILINE),
}


def without_comments(name: str, content: bytes) -> bytes:
    """What is sent of the file of this name; files of other makers stay as they are."""
    path = PurePath(name)
    comments = COMMENTS.get(path.suffix) if path.parts[0] == "archive" else None
    return comments.sub(b"", content) if comments else content


class UncommentedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Collects static files without their comments, hashed and compressed as WhiteNoise does it."""

    def _save(self, name: str, content: Any) -> str:
        sent = ContentFile(without_comments(name, b"".join(content.chunks())))
        saved: str = super()._save(name, sent)
        return saved
