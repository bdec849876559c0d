"""How much of a file is read."""

from __future__ import annotations

from typing import Final

#: PostgreSQL refuses a tsvector over 1 MB (1,048,575 bytes). No speech ever came near: the longest
#: at the General Assembly (Fidel Castro, 1960, four and a half hours) has about 200,000 characters.
MAX_TEXT_CHARACTERS: Final = 1_000_000

#: Pages of a PDF. The longest statement has some dozens; this many hold more text than is read.
MAX_PAGES: Final = 2_000
