"""Parts and wholes, which a merge must not turn into a ring, nor leave without each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from statements.merging.shares import CannotMerge


def check_wholes(kept: Any, merged: Sequence[Any]) -> None:
    """Raise CannotMerge where `kept` is a part of one that would be merged into it."""
    gone = {old.pk: old for old in merged}
    seen = {kept.pk}
    whole = kept.part_of
    while whole is not None and whole.pk not in seen:
        if whole.pk in gone:
            raise CannotMerge(
                _(
                    "“%(kept)s” is a part of “%(whole)s”, and would be a part of itself. "
                    "Keep “%(whole)s”, or correct first what is a part of what."
                )
                % {"kept": kept, "whole": whole}
            )
        seen.add(whole.pk)
        whole = whole.part_of


def parts_first(merged: Sequence[Any]) -> list[Any]:
    """Each before its whole, so that a whole has no part left that is to be merged as well."""
    wholes = {old.pk: getattr(old, "part_of_id", None) for old in merged}

    def depth(old: Any) -> int:
        above: set[int] = set()
        whole: Any = wholes[old.pk]
        while whole in wholes and whole not in above:
            above.add(whole)
            whole = wholes[whole]
        return len(above)

    return sorted(merged, key=depth, reverse=True)
