"""Signing in and out: local accounts, argon2id, opaque sessions kept by their hash, throttled after failures."""

import asyncio
import hashlib
from datetime import datetime, timedelta
from functools import cache

from pwdlib import PasswordHash

from remit import clock
from remit.desk.office import Office
from remit.domain.people import Person
from remit.domain.refusal import Refusal
from remit.store import people, sessions
from remit.store.database.session import Database

SESSION_FOR = timedelta(hours=12)
_FREE_TRIES = 5
_FORGET_AFTER = timedelta(minutes=30)
_LONGEST_WAIT = timedelta(minutes=15)

_hasher = PasswordHash.recommended()


class WrongCredentials(Refusal):
    """The e-mail address or the password is wrong; which of them is not said."""

    name = "wrong-credentials"
    title = "E-mail or password is wrong"


class TooManyAttempts(Refusal):
    """This account has to wait after failed attempts."""

    name = "too-many-attempts"
    title = "Too many attempts"


class SignedOut(Refusal):
    """No session, or one that has ended."""

    name = "signed-out"
    title = "Not signed in"


async def sign_in(office: Office, email: str, password: str) -> str:
    """The token of a new session. Failures are counted per account, known or not, wherever they come from."""
    account = email.strip().lower()
    # One after the other: guesses made all at once would all be looked at before the first of them is counted.
    async with office.signing_in.setdefault(account, asyncio.Lock()):
        return await _attempt(office, account, password)


async def _attempt(office: Office, account: str, password: str) -> str:
    now = clock.now()
    _not_too_often(await office.database.read(sessions.failures, account), now)
    found = await office.database.read(people.credentials, account)
    person_id, hashed, active = found or ("", "", False)
    # Tens of milliseconds on purpose, so not on the loop.
    matches = await asyncio.to_thread(verify, password, hashed)
    if not (matches and hashed and active):
        await office.database.write(sessions.failed, account, now, now - _FORGET_AFTER)
        raise WrongCredentials("The e-mail address or the password is wrong. Check both and try again.")
    token = clock.new_secret()
    await office.database.write(sessions.forgive, account)
    await office.database.write(sessions.begin, hash_of(token), person_id, now, now + SESSION_FOR)
    return token


async def begin_token(database: Database, person_id: str, days: int) -> str:
    """A token for a program that acts as this account."""
    token, now = f"remit_{clock.new_secret()}", clock.now()
    await database.write(sessions.begin, hash_of(token), person_id, now, now + timedelta(days=days))
    return token


async def sign_out(office: Office, token: str) -> None:
    """End the session; its live connections close with it."""
    await office.database.write(sessions.end, hash_of(token))


async def who(office: Office, token: str) -> Person | None:
    """Whose session this is; None where it has ended or the account is not active any more.

    What had been published or changed by then, at whichever process, is known to this one afterwards.
    """
    found = await office.database.glance(sessions.find, hash_of(token), clock.now())
    if found is None:
        return None
    await office.ledger.reach(found.policy_version, found.people_revision)
    person = office.authority.people.get(found.user_id)
    return person if person is not None and person.active else None


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_password(password: str) -> str:
    """argon2id, with the library's current parameters."""
    return _hasher.hash(password)


def verify(password: str, hashed: str) -> bool:
    """Whether this is the password; an empty hash is nobody's."""
    return _hasher.verify(password, hashed or _nobodys())


@cache
def _nobodys() -> str:
    """Checked where the account does not exist, so that the answer takes as long."""
    return _hasher.hash("nobody has this password")


def _not_too_often(failed: tuple[int, datetime] | None, now: datetime) -> None:
    if failed is None:
        return
    count, last_at = failed
    if count < _FREE_TRIES or now - last_at > _FORGET_AFTER:
        return
    wait = min(timedelta(seconds=2 ** (count - _FREE_TRIES + 1)), _LONGEST_WAIT)
    left = int((last_at + wait - now).total_seconds()) + 1
    if last_at + wait > now:
        detail = f"Too many failed attempts for this account. Try again in {left} seconds."
        raise TooManyAttempts(detail, retry_after=left)
