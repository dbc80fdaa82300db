"""Limits and people as they were: what was decided then can be decided again, and asked about as of any day."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime

from remit.authority.recalling import recalling
from remit.authority.snapshot import Snapshot
from remit.desk.ledger import limits
from remit.domain.people import Directory, Person
from remit.domain.refusal import NotFound
from remit.store import memberships, policies
from remit.store.database.session import Connection


class Archive:
    """Every version and every directory is loaded once, and people only as far as they differ from the last time."""

    def __init__(self, connection: Connection, today: Snapshot) -> None:
        self._connection = connection
        self._today = today
        self._revisions = memberships.revisions(connection)
        self._upto = today.people.revision
        self._versions: dict[int, Snapshot] = {today.version: recalling(today)}
        self._people: tuple[int, Directory] | None = None
        self._made: tuple[tuple[int, int], Snapshot] | None = None

    def over(self, connection: Connection, people_revision: int = 0) -> "Archive":
        """Goes on with another connection: what is looked through in slices holds none in between.

        `people_revision` is the latest that will be asked about: people go on changing for whoever follows the log.
        """
        self._connection = connection
        if people_revision > self._upto:
            self._revisions, self._upto = memberships.revisions(connection), people_revision
        return self

    def everybody(self, people_revision: int) -> Directory:
        """The people of this revision."""
        return self._directory(self._belonging(people_revision))

    def at(self, version: int, people_revision: int) -> Snapshot | None:
        """The limits of this version over the people of this revision; None where there never was such a version."""
        limits_then = self._version(version)
        if limits_then is None:
            return None
        revision = self._belonging(people_revision)
        if self._made is None or self._made[0] != (version, revision):
            self._made = (version, revision), limits_then.with_people(self._directory(revision))
        return self._made[1]

    def _belonging(self, people_revision: int) -> int:
        place = bisect_right(self._revisions, people_revision)
        return self._revisions[place - 1] if place else 0

    def _version(self, number: int) -> Snapshot | None:
        if number not in self._versions:
            found = limits.stored(self._connection, number, self._today.people)
            if found is None:
                return None
            self._versions[number] = recalling(found)
        return self._versions[number]

    def _directory(self, revision: int) -> Directory:
        """The log is read in order, so that people mostly differ by a few from those of the decision before."""
        known = self._today.people.people
        if self._people is None or self._people[0] > revision:
            everybody = memberships.at_revision(self._connection, revision, known)
            directory = _directory(revision, everybody, self._today)
        elif self._people[0] == revision:
            return self._people[1]
        else:
            before, directory = self._people
            changed = memberships.between(self._connection, before, revision, known)
            directory = directory.with_people(revision, changed)
        self._people = revision, directory
        return directory


def as_of(connection: Connection, at: datetime, today: Snapshot) -> Snapshot:
    """The limits and the people of this moment. Raises NotFound where no limits were published yet."""
    number = policies.live_at(connection, at)
    found = limits.stored(connection, number, today.people) if number else None
    if found is None:
        raise NotFound(f"No limits were in force on {at:%d %B %Y, %H:%M} UTC. Ask about a later moment.")
    everybody = memberships.at_moment(connection, at, today.people.people)
    return found.with_people(_directory(0, everybody, today))


def of_version(connection: Connection, number: int, today: Snapshot) -> Snapshot:
    """The limits of this version over the people of today."""
    found = limits.stored(connection, number, today.people)
    if found is None:
        raise NotFound(f"There is no version {number} of the limits.")
    return found


def _directory(revision: int, everybody: Sequence[Person], today: Snapshot) -> Directory:
    by_id: Mapping[str, Person] = {}
    empty = Directory(revision, by_id, register=today.people.register)
    return empty.with_people(revision, everybody)
