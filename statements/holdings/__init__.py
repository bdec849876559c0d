"""Which statements mention an entity, are by a speaker, at an event, of a day, in memory.

Every process holds them as compressed sets of keys, so that counts over any result are found by
intersection. Triggers of the database log what changes; before each use a process looks whether
something has, and reads anew only the statements that did.
"""

from statements.holdings.counting import Ranked, count_each, most
from statements.holdings.loading import current, warm
from statements.holdings.snapshot import Holdings

__all__ = ["Holdings", "Ranked", "count_each", "current", "most", "warm"]
