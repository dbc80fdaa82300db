"""Who wants to be told, by which way, and who was told."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, exists, insert, literal, not_, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from remit.domain.values import value
from remit.store.database.quick import Quick
from remit.store.database.rows import (
    events,
    heads,
    mail_wishes,
    notices,
    push_keys,
    push_subscriptions,
    requests,
    sessions,
)
from remit.store.heads import MAIN

_KEY = "vapid"
_SOMEBODY = or_(exists(select(push_subscriptions.c.id)), exists(select(mail_wishes.c.person_id)))
_NOBODY = Quick(select(heads.c.event_seq).where(heads.c.ledger == MAIN, not_(_SOMEBODY)))


@value(frozen=True, slots=True)
class Subscription:
    """A browser that wants to be told, and in which language."""

    id: str
    person_id: str
    endpoint: str
    p256dh: str
    auth: str
    language: str


def put_subscription(connection: Connection, one: Subscription, token_hash: str, now: datetime, most: int) -> bool:
    """This browser belongs to this session now, whosever it was; of too many the oldest go. False: it has ended."""
    mine = select(sessions.c.token_hash).where(sessions.c.token_hash == token_hash).with_for_update(read=True)
    if connection.execute(mine).one_or_none() is None:
        return False
    connection.execute(delete(push_subscriptions).where(push_subscriptions.c.id == one.id))
    row = {
        "id": one.id,
        "token_hash": token_hash,
        "person_id": one.person_id,
        "endpoint": one.endpoint,
        "p256dh": one.p256dh,
        "auth": one.auth,
        "language": one.language,
        "made_at": now,
    }
    connection.execute(insert(push_subscriptions), row)
    theirs = push_subscriptions.c.person_id == one.person_id
    newest = select(push_subscriptions.c.id).where(theirs).order_by(push_subscriptions.c.made_at.desc()).limit(most)
    kept = list(connection.execute(newest).scalars())
    connection.execute(delete(push_subscriptions).where(theirs, push_subscriptions.c.id.not_in(kept)))
    return True


def drop_subscription(connection: Connection, subscription_id: str, person_id: str | None = None) -> bool:
    """Forget this browser, if it is this person's; whether there was one."""
    statement = delete(push_subscriptions).where(push_subscriptions.c.id == subscription_id)
    if person_id is not None:
        statement = statement.where(push_subscriptions.c.person_id == person_id)
    return connection.execute(statement).rowcount > 0


def subscriptions(connection: Connection, now: datetime, person_id: str | None = None) -> list[Subscription]:
    """Browsers of sessions that have not ended."""
    columns = [push_subscriptions.c[name] for name in ("id", "person_id", "endpoint", "p256dh", "auth", "language")]
    alive = push_subscriptions.join(sessions, sessions.c.token_hash == push_subscriptions.c.token_hash)
    statement = select(*columns).select_from(alive).where(sessions.c.expires_at > now)
    if person_id is not None:
        statement = statement.where(push_subscriptions.c.person_id == person_id)
    return [Subscription(*row) for row in connection.execute(statement)]


def wish_mail(connection: Connection, person_id: str, language: str | None) -> None:
    """Wants e-mail in this language; None: does not."""
    connection.execute(delete(mail_wishes).where(mail_wishes.c.person_id == person_id))
    if language is not None:
        connection.execute(insert(mail_wishes), {"person_id": person_id, "language": language})


def mail_wishers(connection: Connection) -> dict[str, str]:
    """Who wants e-mail, and in which language."""
    return {row.person_id: row.language for row in connection.execute(select(mail_wishes))}


def nobody(connection: Connection) -> int | None:
    """How far the record has come, where there is nobody to be told at all; else None."""
    rows = _NOBODY.rows(connection, {})
    return int(str(rows[0][0])) if rows else None


def moved(connection: Connection, after: int, most: int) -> tuple[int, frozenset[str]]:
    """How far this look goes, and which requests something happened to since."""
    statement = select(events.c.seq, events.c.request_id).where(events.c.seq > after).order_by(events.c.seq).limit(most)
    found = connection.execute(statement).all()
    return (found[-1].seq if found else after), frozenset(row.request_id for row in found if row.request_id)


def waiting(connection: Connection, state: str, since: datetime) -> frozenset[str]:
    """Requests in this state that somebody was asked about since."""
    statement = select(requests.c.id).where(requests.c.state == state, requests.c.asked_at > since)
    return frozenset(connection.execute(statement).scalars())


def claim(
    connection: Connection, request_id: str, version: int, people: Collection[str], now: datetime
) -> frozenset[str]:
    """Of these people those who were not told yet of this version; from now on they were."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {"request_id": request_id, "version": version, "at": now}
    fresh = upsert(notices).values([{**row, "person_id": one} for one in people])
    return frozenset(connection.execute(fresh.on_conflict_do_nothing().returning(notices.c.person_id)).scalars())


def forget(connection: Connection, before: datetime) -> None:
    """Who was told of what long ago matters no more."""
    connection.execute(delete(notices).where(notices.c.at < before))


def push_key(connection: Connection, fresh: str) -> str:
    """The installation's key; `fresh` becomes it where there is none."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(upsert(push_keys).values(id=literal(_KEY), private_key=fresh).on_conflict_do_nothing())
    return str(connection.execute(select(push_keys.c.private_key).where(push_keys.c.id == _KEY)).scalar_one())
