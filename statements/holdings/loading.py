"""The holdings in the memory of this process, true at the moment they are asked for."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from time import monotonic
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from statements.holdings.reading import Look, Moment, load, look, prune, reread
from statements.holdings.snapshot import Holdings
from statements.models import Change

logger = logging.getLogger(__name__)

#: The log keeps what is younger. A process that has not looked for half as long reads all anew,
#: so that what it has not seen is never dropped.
LOG_AGE = timedelta(hours=1)
_TRUSTED_SECONDS = LOG_AGE.total_seconds() / 2
_PRUNING_SECONDS = LOG_AGE.total_seconds() / 2

#: With more than this part of the statements changed (and more than a few), reading all is faster.
_FEW_SHARE = 0.2
_FEW = 100


@dataclass(slots=True)
class _State:
    holdings: Holdings
    #: When it was read: the holdings are what this moment could see.
    moment: Moment
    #: When it was last known to be true still, by the database's clock.
    seen: float = field(init=False)

    def __post_init__(self) -> None:
        self.seen = self.moment.seconds

    def is_traceable(self, now: Moment) -> bool:
        """Whether the log tells all that has changed since."""
        return self.moment.database == now.database and now.seconds - self.seen < _TRUSTED_SECONDS


class Archive:
    """The holdings of one database, kept for all threads of the process.

    Within a transaction that has written something they are made for that transaction alone: it
    sees what it wrote, others do not, and it may be rolled back.
    """

    def __init__(self) -> None:
        self._refreshing = Lock()
        self._published: _State | None = None
        #: What transactions see that have written something, by their connection.
        self._own: WeakKeyDictionary[BaseDatabaseWrapper, _State] = WeakKeyDictionary()
        self._pruned_at: float | None = None

    def current(self, connection: BaseDatabaseWrapper) -> Holdings:
        """As this connection sees the database now."""
        own = self._own.pop(connection, None)
        if own is not None and connection.in_atomic_block:
            found = look(connection, own.moment.snapshot)
            if _is_as_it_was(own, found):
                own.seen = found.moment.seconds
                self._own[connection] = own
                return own.holdings
        published = self._published
        if published is not None:
            found = look(connection, published.moment.snapshot)
            if _is_as_it_was(published, found):
                published.seen = found.moment.seconds
                return published.holdings
        with self._refreshing:
            state = self._refreshed(connection)
            if state.moment.transaction is None:
                self._published = state
            else:
                self._own[connection] = state
        self._prune_now_and_then(connection)
        return state.holdings

    def _refreshed(self, connection: BaseDatabaseWrapper) -> _State:
        base = self._published
        if base is not None:
            # Looked at again: another thread may have refreshed it while this one waited.
            found = look(connection, base.moment.snapshot)
            if _is_as_it_was(base, found):
                base.seen = found.moment.seconds
                return base
            if base.is_traceable(found.moment) and _is_little(found, base.holdings):
                return _with_changes(base, connection)
        return _loaded(connection)

    def _prune_now_and_then(self, connection: BaseDatabaseWrapper) -> None:
        if connection.in_atomic_block or not connection.get_autocommit():
            return
        now = monotonic()
        if self._pruned_at is None or now - self._pruned_at > _PRUNING_SECONDS:
            self._pruned_at = now
            try:
                prune(connection, age=LOG_AGE, interval=LOG_AGE / 2)
            except Error:
                # The holdings are true without it; on a server that takes no writes it never works.
                logger.warning("The log of changes could not be pruned.", exc_info=True)


def _is_as_it_was(state: _State, found: Look) -> bool:
    is_same_writer = state.moment.transaction in (None, found.moment.transaction)
    is_unchanged = not found.by_others and state.moment.own_change == found.moment.own_change
    return is_same_writer and is_unchanged and state.is_traceable(found.moment)


def _is_little(found: Look, holdings: Holdings) -> bool:
    return found.statements <= max(_FEW, _FEW_SHARE * len(holdings.everything))


def _loaded(connection: BaseDatabaseWrapper) -> _State:
    moment, rows = load(connection)
    return _State(Holdings.of(rows), moment)


def _with_changes(base: _State, connection: BaseDatabaseWrapper) -> _State:
    changes = reread(connection, base.moment.snapshot)
    if Change.What.EVERYTHING in changes.kinds:
        return _loaded(connection)
    is_renamed = Change.What.NAMES in changes.kinds
    holdings = base.holdings.apply(changes.touched, changes.rows, names_changed=is_renamed)
    return _State(holdings, changes.moment)


_archives: dict[tuple[str, str, str], Archive] = {}


def current() -> Holdings:
    """The holdings as the database is now, for this thread's connection.

    One short query where nothing has changed since the last call in this process, by any thread.
    In a transaction at an isolation level above READ COMMITTED they may be newer than what the
    transaction sees otherwise. Raises what a query raises, such as when the time limit of the
    session is over: a first call reads all of the archive, so make it before such a limit is set.
    """
    settings = connections[DEFAULT_DB_ALIAS].settings_dict
    database = (str(settings["HOST"]), str(settings["PORT"]), str(settings["NAME"]))
    archive = _archives.get(database) or _archives.setdefault(database, Archive())
    return archive.current(connections[DEFAULT_DB_ALIAS])


def warm() -> None:
    """Read the holdings ahead of the first visitor, and leave no connection open."""
    try:
        current()
    finally:
        connections[DEFAULT_DB_ALIAS].close()
