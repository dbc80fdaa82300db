"""The decision log as it leaves the house: masked, or in the clear for those who look into everything."""

import json
from collections.abc import Callable, Sequence

from remit import clock
from remit.authority.permits import permits
from remit.authority.rules.declared import DECLARED
from remit.desk.office import Office
from remit.domain.people import Person
from remit.domain.record.masks import CUSTOMER, ORDER, PERSON, REQUEST, Masks, only
from remit.domain.refusal import NotPermitted
from remit.domain.requests.representation import moment
from remit.store import decided
from remit.store.database.session import Database
from remit.store.decided import Decided

CLEAR = "decisions.clear"
_SAYING_NOTHING = frozenset(
    {
        *("outcome", "mode", "limit", "over_by", "headroom", "approver_tiers", "alternatives", "budgets"),
        *("cap", "over_budget", "signals"),
    }
)
"""Of an answer. Sentences and pieces name people, customers and orders."""
_FACTS = frozenset({*DECLARED, "time_zone", "moment"})
Line = dict[str, object]


async def page(office: Office, caller: Person, after: int, most: int, *, clear: bool) -> Sequence[Line]:
    """The next lines; in the clear only for those who may."""
    if clear and CLEAR not in permits(caller.roles):
        detail = (
            f"This needs the permission {CLEAR}, which auditors have. Leave clear out: the same lines come with masks, "
            "and the same person, customer and order always has the same one."
        )
        raise NotPermitted(detail, permission=CLEAR)
    found = await office.database.read(decided.following, after, most)
    how = cleared if clear else await masked(office.database)
    return [how(one) for one in found]


async def masked(database: Database) -> Callable[[Decided], Line]:
    """What masks a line."""
    key = await database.read(decided.known_mask_key)
    if key is None:
        key = await database.write(decided.mask_key, clock.new_secret())
    masks = Masks(key.encode())
    return lambda one: _masked(one, masks)


def cleared(one: Decided) -> Line:
    """A line with everything that the log has."""
    asked = one.logged.asked
    who = {"requester": asked.requester, "approver": asked.approver, "customer": one.customer_id, "order": one.order_id}
    request = {"request": one.request_id, "reference": one.reference}
    return {**_plain(one), **request, **who, "facts": dict(asked.facts), "answer": json.loads(one.logged.answer)}


def _masked(one: Decided, masks: Masks) -> Line:
    asked = one.logged.asked
    who = {
        "requester": masks.of(PERSON, asked.requester),
        "approver": masks.of(PERSON, asked.approver),
        "customer": masks.of(CUSTOMER, one.customer_id),
        "order": masks.of(ORDER, one.order_id),
    }
    request = {"request": masks.of(REQUEST, one.request_id), "reference": None}
    said = only(_FACTS, asked.facts), only(_SAYING_NOTHING, json.loads(one.logged.answer))
    return {**_plain(one), **request, **who, "facts": said[0], "answer": said[1]}


def _plain(one: Decided) -> Line:
    """What says nothing about anybody."""
    logged, asked = one.logged, one.logged.asked
    by = {
        "policy_version": logged.policy_version,
        "policy_hash": json.loads(logged.answer)["policy_hash"],
        "people_revision": logged.people_revision,
        "rule": one.rule,
    }
    matter = {"remedy": asked.remedy, "amount": asked.amount, "currency": asked.currency, "brand": asked.brand}
    belongs = {"tier": asked.tier, "team": asked.team, "on_order": asked.on_order, "override": asked.override}
    return {"seq": logged.seq, "at": moment(logged.at), "what": logged.what, **by, **matter, **belongs}
