"""A text as PostgreSQL's text search parser should read it. Pure.

The parser knows file names, hosts and signed numbers: it would make one word of "HIV/AIDS", of
"peace.The" where a blank is missing and of "-1945" in "1939-1945", so that a search for "AIDS",
"peace" or "1945" would not find them; and it leaves out “<a heading like this>” as a tag. The
signs that mislead it become blanks, one for one, so that places in both texts are the same.
The function `statements_plain` of the database does the same for what is indexed.
"""

from __future__ import annotations

import re
from typing import Final

_MISLEADING: Final = re.compile(r"[<>/]|(?<=[0-9])-(?=[0-9])|(?<=[a-zß-öø-ÿ])\.(?=[A-ZÀ-ÖØ-Þ])")


def plain(text: str) -> str:
    """The text with blanks for what misleads the parser, of the same length."""
    return _MISLEADING.sub(" ", text)
