"""SQLite's log goes back into its file on a thread: within a commit, that would hold up everybody who waits for it.

What a commit finds undone once the log is long, it does itself; after that the log begins anew.
"""

import logging
import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import Connection

LOG_AT_MOST = 4_000
"""Pages. Reading looks through the log first, so that it must not grow for ever."""
_AFTER_ROWS = 500
"""Of a crowd's rows this many make some 500 pages; of single requests', which share fewer of them, some 1,500."""

log = logging.getLogger("remit.database")


class Backfill:
    """Follows the one writer of a file."""

    def __init__(self, path: Path) -> None:
        self._at = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._at.execute("PRAGMA synchronous=FULL")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite-backfill")
        self._done_at = 0
        self._under_way: Future[None] | None = None

    def follow(self, writer: Connection) -> None:
        """After a commit: begin, where enough was written since the last time."""
        driver: object = writer.connection.dbapi_connection
        if not isinstance(driver, sqlite3.Connection) or driver.total_changes - self._done_at < _AFTER_ROWS:
            return
        if self._under_way is None or self._under_way.done():
            self._done_at = driver.total_changes
            self._under_way = self._thread.submit(self._fill)

    def close(self) -> None:
        """Finish what has begun."""
        self._thread.shutdown()
        self._at.close()

    def _fill(self) -> None:
        try:
            self._at.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.Error as trouble:
            # Nothing is lost: all of it is still in the log, and the next commit but some tries again.
            log.warning("the log could not be written back into the file: %s", trouble)
