"""The history checker: what clients were told, our tables and the provider's ledger have to tell one story.

Each rule says what is broken, or nothing. The numbers are those of the list of invariants that the product is held to.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from remit.domain.policy.judged import ACCEPTED, APPROVED
from remit.domain.remedies import NEEDS_ORDER
from tests.faults.evidence import Evidence, Happened, Moved, returns_money
from tests.faults.given import i10_budgets_hold, i10_sums_are_what_was_given, i14_budgets_are_exact
from tests.faults.governed import (
    i13_every_rule_is_asked,
    i24_what_is_lent_is_bounded,
    i25_limits_are_made_by_two,
    i25_what_was_published_is_kept,
)

NEXT = {
    "pending": {"pending", "offered", "needs_info", "granted", "rejected", "withdrawn", "expired", "denied"},
    "offered": {"granted", "rejected", "withdrawn", "expired"},
    "needs_info": {"pending", "granted", "rejected", "withdrawn", "expired", "denied"},
    "granted": {"executing"},
    "executing": {"settled", "failed", "unknown", "needs_human"},
    "unknown": {"settled", "failed", "needs_human"},
    "needs_human": {"settled", "failed"},
    "settled": {"failed"},
    "failed": {"needs_human"},
}
DECIDED = {"approve": "granted", "reject": "rejected", "withdraw": "withdrawn"}
CONTENT = ("order_id", "customer_id", "remedy", "amount", "currency")
_HELD = {"pending", "offered", "needs_info", "granted", "executing", "unknown", "needs_human"}

Story = list[dict]
Broken = Iterator[str]


def broken(story: Story, found: Evidence) -> list[str]:
    """Everything that does not hold."""
    return [f"{rule.__name__}: {what}" for rule in RULES for what in rule(story, found)]


def i1_moved_at_most_once(_story: Story, found: Evidence) -> Broken:
    for request_id, times in Counter(one.request_id for one in found.moved if one.status == "succeeded").items():
        if times > 1:
            yield f"{request_id} was paid {times} times"


def i2_nothing_moved_that_nobody_asked_for(_story: Story, found: Evidence) -> Broken:
    for one in found.moved:
        request = found.requests.get(one.request_id)
        if request is None:
            yield f"{one.id} belongs to no request"
        elif (one.amount, one.currency, one.order_id) != (request.amount, request.currency, request.order_id):
            yield f"{one.id} moved {one.amount} {one.currency}, {request.id} is about {request.amount}"


def i3_settled_means_moved(_story: Story, found: Evidence) -> Broken:
    moved = {one.request_id: one for one in found.moved if one.status == "succeeded"}
    for request in found.requests.values():
        # Whether what needs a person has moved is what nobody knows yet; its hold stays (I11).
        if request.state != "needs_human" and (request.state == "settled") != (request.id in moved):
            yield f"{request.id} is {request.state}; at the provider: {moved.get(request.id)}"


def i4_sums_agree(_story: Story, found: Evidence) -> Broken:
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for request in found.requests.values():
        if request.state == "settled":
            ours[request.currency] += request.amount
    unclear = {request.id for request in found.requests.values() if request.state == "needs_human"}
    for one in found.moved:
        if one.status == "succeeded" and one.request_id not in unclear:
            theirs[one.currency] += one.amount
    if ours != theirs:
        yield f"we say {dict(ours)}, the provider says {dict(theirs)}"


def i5_never_more_than_captured(_story: Story, found: Evidence) -> Broken:
    for order_id, (captured, refunded) in found.orders.items():
        if not 0 <= refunded <= captured:
            yield f"{order_id}: {refunded} of {captured} went back"
    taken: dict[str, dict[str, int]] = defaultdict(dict)
    for one in found.events:
        now = one.request
        if now["order_id"] is None or now["remedy"] not in NEEDS_ORDER:
            continue
        alive = now["state"] in _HELD or now["state"] == "settled"
        taken[now["order_id"]][now["id"]] = now["amount"] if alive else 0
        captured, _ = found.orders[now["order_id"]]
        if (sum_ := sum(taken[now["order_id"]].values())) > captured:
            yield f"{now['order_id']}: {sum_} of {captured} was given or held at event {one.seq}"
    if failed := [one.id for one in found.moved if one.status == "failed" and not _took_back(one)]:
        yield f"the provider had to refuse what should have been refused here: {failed}"


def _took_back(moved: Moved) -> bool:
    return (moved.error or "").startswith("refused_by_bank")


def i5_the_shop_adds_up(_story: Story, found: Evidence) -> Broken:
    paid: Counter[str] = Counter()
    for one in filter(returns_money, found.moved):
        paid[str(one.order_id)] += one.amount
    asked = {one.request["order_id"] for one in found.events}
    for order_id, (_, refunded) in found.orders.items():
        if order_id in asked and refunded != paid[order_id]:
            yield f"{order_id}: {refunded} went back, its executions say {paid[order_id]}"


def i6_one_key_and_body_per_request(story: Story, _found: Evidence) -> Broken:
    sent: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for line in story:
        if line["op"] == "post":
            sent[line["request_id"]].add((line["key"], line["body"]))
    yield from (f"{request_id} was posted as {what}" for request_id, what in sent.items() if len(what) > 1)
    keys = Counter(key for what in sent.values() for key, _ in what)
    yield from (f"{key} was sent for several requests" for key, times in keys.items() if times > 1)


def i7_looked_up_before_it_is_posted_again(story: Story, _found: Evidence) -> Broken:
    unsure: set[str] = set()
    for line in story:
        if line["op"] == "look" and line["absent"]:
            unsure.discard(line["request_id"])
        if line["op"] == "post":
            if line["request_id"] in unsure:
                yield f"{line['request_id']} was posted again without a look that found nothing"
            unsure.add(line["request_id"])


def i8_a_key_names_one_request(story: Story, found: Evidence) -> Broken:
    named: dict[str, set[str]] = defaultdict(set)
    for line in story:
        if line["op"] == "ask" and line["kind"] == "ok":
            named[line["key"]].add(line["result"]["id"])
    for request in found.requests.values():
        if request.note and request.note.startswith("key-"):
            named[request.note].add(request.id)
    yield from (f"{key} made {sorted(ids)}" for key, ids in named.items() if len(ids) > 1)


def i11_holds_end_once(_story: Story, found: Evidence) -> Broken:
    for request in found.requests.values():
        if request.order_id is None or request.remedy not in NEEDS_ORDER or request.state == "denied":
            continue
        wanted = "pending" if request.state in _HELD else "posted" if request.state == "settled" else "released"
        if found.holds.get(request.id) != (request.amount, wanted):
            yield f"{request.id} is {request.state}, its hold is {found.holds.get(request.id)}"
    if orphans := found.holds.keys() - found.requests.keys():
        yield f"holds without a request: {sorted(orphans)}"


def i12_amounts_are_positive(_story: Story, found: Evidence) -> Broken:
    amounts = [(one.id, one.amount) for one in found.requests.values()] + [(one.id, one.amount) for one in found.moved]
    yield from (f"{name}: {amount}" for name, amount in amounts if amount <= 0)


def i15_states_follow_the_contract(_story: Story, found: Evidence) -> Broken:
    for request_id, told in _by_request(found).items():
        for before, after in pairwise(one.request for one in told):
            old, new = before["state"], after["state"]
            if after["version"] == before["version"] and old == new:
                continue
            if after["version"] <= before["version"] or new not in NEXT.get(old, ()):
                yield f"{request_id}: {old} v{before['version']} became {new} v{after['version']}"
        last, now = told[-1].request, found.requests.get(request_id)
        if now is None or (now.state, now.version) != (last["state"], last["version"]):
            yield f"{request_id}: the record ends at {last['state']}, the table says {now and now.state}"


def i16_decided_once(_story: Story, found: Evidence) -> Broken:
    ending = {"request.granted", "request.rejected", "request.withdrawn", "request.expired", "request.denied"}
    # What the bank refuses later was settled once and has failed once, in this order (I15).
    for name, counted in (("decided", ending), ("settled", {"request.settled"}), ("failed", {"request.failed"})):
        for request_id, told in _by_request(found).items():
            if (times := sum(one.event in counted for one in told)) > 1:
                yield f"{request_id} was {name} {times} times"


def i16_settled_fails_by_the_bank_only(_story: Story, found: Evidence) -> Broken:
    taken_back = {one.request_id for one in found.moved if one.status == "failed" and _took_back(one)}
    for request_id, told in _by_request(found).items():
        both = {"request.settled", "request.failed"} <= {one.event for one in told}
        if both and request_id not in taken_back:
            yield f"{request_id} was settled and failed, and the provider took nothing back"


def i9_within_what_may_be_given_alone(_story: Story, found: Evidence) -> Broken:
    for request in found.requests.values():
        decision = request.decision
        alone = request.approval is None or request.approval.settled_by is None
        moved = request.state in ("granted", "executing", "unknown", "settled")
        if moved and alone and decision.limit is not None and request.amount > decision.limit:
            yield f"{request.id} gave {request.amount}, {request.requester.name} may give {decision.limit} alone"


def i17_whoever_says_yes_may(_story: Story, found: Evidence) -> Broken:
    """By the limits in force at that moment, as the log has it, and before it was over."""
    for one in found.events:
        approval = one.request["approval"]
        if one.event != "request.granted" or not (approval and approval["settled_by"]):
            continue
        judged = found.judged.get(one.seq)
        if judged is None or judged.what not in (APPROVED, ACCEPTED) or judged.outcome != "allow":
            yield f"{one.request['id']}: {one.actor} said yes at event {one.seq}, and policy said {judged}"
        ends = approval.get("expires_at")
        # The text has milliseconds.
        if ends and one.at and one.at >= datetime.fromisoformat(ends) + timedelta(milliseconds=1):
            yield f"{one.request['id']} was granted at {one.at}, after it had expired"


def i23_judged_as_it_was_sent(_story: Story, found: Evidence) -> Broken:
    """What is posted is taken up, and judged again, in the transaction that says so in the record."""
    for request_id, told in _by_request(found).items():
        begun = next((one.at for one in told if one.event == "request.executing"), None)
        request = found.requests.get(request_id)
        if request and request.execution.first_posted_at not in (None, begun):
            yield f"{request_id} was taken up at {begun}, and first posted at {request.execution.first_posted_at}"


def i18_nobody_settles_their_own(_story: Story, found: Evidence) -> Broken:
    for request in found.requests.values():
        by = request.approval.settled_by if request.approval else None
        if by and by.id == request.requester.id and request.state not in ("withdrawn", "offered", "pending"):
            yield f"{request.id} was settled by {by.name}, who had asked for it"


def i19_what_was_granted_is_what_goes_on(_story: Story, found: Evidence) -> Broken:
    for request_id, told in _by_request(found).items():
        granted = [one.seq for one in told if one.event == "request.granted"]
        contents = {repr([one.request[name] for name in CONTENT]) for one in told if granted and one.seq >= granted[0]}
        if len(contents) > 1:
            yield f"{request_id} was granted, and then changed: {sorted(contents)}"


def i21_it_is_asked_before_it_is_decided(_story: Story, found: Evidence) -> Broken:
    for request_id, told in _by_request(found).items():
        if told[0].event != "request.created" or sum(one.event == "request.created" for one in told) > 1:
            yield f"{request_id} begins with {[one.event for one in told]}"


def i22_over_the_limit_somebody_has_said_yes(_story: Story, found: Evidence) -> Broken:
    for request_id, told in _by_request(found).items():
        for now in (one.request for one in told if one.request["state"] in ("granted", "executing", "settled")):
            approval = now["approval"]
            if now["decision"]["outcome"] == "escalate" and not (approval and approval["settled_by"]):
                yield f"{request_id} is {now['state']}, was over the limit, and nobody has said yes"


def i20_no_decision_is_lost(story: Story, found: Evidence) -> Broken:
    kept = {(one.request["id"], one.event, one.actor) for one in found.events}
    for line in story:
        if line["op"] in DECIDED and line["kind"] == "ok":
            decision = (line["result"]["id"], f"request.{DECIDED[line['op']]}", line["actor"])
            if decision not in kept:
                yield f"{line['actor']} was told that {line['op']} of {line['result']['id']} was stored, and it is not"


def i20_no_answer_is_lost(story: Story, found: Evidence) -> Broken:
    told = {line["key"] for line in story if line["op"] == "ask" and line["kind"] == "ok"}
    for line in story:
        if line["op"] != "ask" or line["kind"] != "ok":
            continue
        kept = found.requests.get(line["result"]["id"])
        if kept is None or (kept.amount, kept.requester.id) != (line["result"]["amount"], line["actor"]):
            yield f"{line['key']} was answered with {line['result']['id']}, which is not what is stored: {kept}"
    refused = {line["key"] for line in story if line["op"] == "ask" and line["kind"] == "fail"} - told
    made = {request.note for request in found.requests.values()}
    yield from (f"{key} was refused, and there is a request" for key in refused & made)


def i26_numbers_have_no_gap(_story: Story, found: Evidence) -> Broken:
    if found.seqs != list(range(1, found.last_seq + 1)):
        yield f"{len(found.seqs)} events up to {found.last_seq}"


def heal_everything_ends(_story: Story, found: Evidence) -> Broken:
    for request in found.requests.values():
        if request.state in ("granted", "executing", "unknown"):
            yield f"{request.id} is still {request.state}"


def _by_request(found: Evidence) -> dict[str, list[Happened]]:
    told: dict[str, list[Happened]] = defaultdict(list)
    for one in found.events:
        told[one.request["id"]].append(one)
    return told


RULES: tuple[Callable[[Story, Evidence], Broken], ...] = (
    i1_moved_at_most_once,
    i2_nothing_moved_that_nobody_asked_for,
    i3_settled_means_moved,
    i4_sums_agree,
    i5_never_more_than_captured,
    i5_the_shop_adds_up,
    i6_one_key_and_body_per_request,
    i7_looked_up_before_it_is_posted_again,
    i8_a_key_names_one_request,
    i11_holds_end_once,
    i12_amounts_are_positive,
    i15_states_follow_the_contract,
    i9_within_what_may_be_given_alone,
    i17_whoever_says_yes_may,
    i16_decided_once,
    i16_settled_fails_by_the_bank_only,
    i18_nobody_settles_their_own,
    i19_what_was_granted_is_what_goes_on,
    i21_it_is_asked_before_it_is_decided,
    i22_over_the_limit_somebody_has_said_yes,
    i23_judged_as_it_was_sent,
    i20_no_decision_is_lost,
    i20_no_answer_is_lost,
    i10_budgets_hold,
    i10_sums_are_what_was_given,
    i13_every_rule_is_asked,
    i14_budgets_are_exact,
    i24_what_is_lent_is_bounded,
    i25_limits_are_made_by_two,
    i25_what_was_published_is_kept,
    i26_numbers_have_no_gap,
    heal_everything_ends,
)
