"""Rules of the checker about limits and people: every rule asked, authority lent within bounds, limits made by two."""

from collections.abc import Iterator

from sqlalchemy import Row

from remit.domain.policy.judged import ACCEPTED, APPROVED, ASKED
from tests.faults.charter import Charter, Line, Said, in_force, subjects
from tests.faults.evidence import Evidence
from tests.faults.given import bound_by, charter_line

Broken = Iterator[str]
Story = list[dict]
_SAME_RULE = ("subject", "remedy", "currency", "brand", "mode", "kind", "condition")
_ANYTHING = 10**15


def i13_every_rule_is_asked(_story: Story, found: Evidence) -> Broken:
    """Each budget that binds was looked at, and each answer is what the limits of that version come to."""
    first = {}
    for one in found.events:
        first.setdefault(one.request["id"], one.request)
    whose = {one.seq: first[one.request["id"]] for one in found.events}
    for line in found.charter.log:
        if line.what == ASKED and line.seq in whose:
            yield from _every_budget(found, line, whose[line.seq])
            yield from _as_the_limits_say(found.charter, line)
        elif line.what in (APPROVED, ACCEPTED):
            yield from _may_say_yes(found.charter, line)


def i24_what_is_lent_is_bounded(_story: Story, found: Evidence) -> Broken:
    """Who says yes for somebody else does so while it is lent, and within what either may; nobody lends on."""
    charter = found.charter
    for one in found.events:
        approval = one.request["approval"]
        if one.event != "request.granted" or not (approval and approval["settled_for"]):
            continue
        lender, to = approval["settled_for"]["id"], approval["settled_by"]["id"]
        at = one.at.replace(microsecond=0)  # a case knows its moment to the second
        if lender == one.request["requester"]["id"]:
            yield f"{one.request['id']} was granted for {lender}, who had asked for it"
        lent = [charter.delegations[known] for known in _lent_at(charter, one.seq)]
        if not any((row.lender_id, row.to_id) == (lender, to) and row.starts_at <= at < row.ends_at for row in lent):
            yield f"{one.request['id']}: {to} said yes for {lender} at {one.at}, and nothing was lent"
        line = charter_line(found, one.seq)
        may = line and charter.most(to, "auto", line)
        if may is None or one.request["amount"] > may:
            yield f"{one.request['id']}: {to} may give {may} alone, and granted {one.request['amount']} for {lender}"
    yield from _chains(charter)


def i25_limits_are_made_by_two(_story: Story, found: Evidence) -> Broken:
    """No version is missing or was changed, the last is in force, and what raises authority has a second person."""
    charter = found.charter
    numbers = sorted(charter.versions)
    if numbers and numbers != list(range(numbers[0], charter.live + 1)):
        yield f"the versions are {numbers}, and {charter.live} is in force"
    for number, made_anew in charter.hashes.items():
        if made_anew != charter.versions[number].hash:
            yield f"version {number} is not what was published"
    said = [one.content["version"] for one in charter.told if one.event == "policy.published"]
    if said != sorted(set(said)):
        yield f"versions were published as {said}"
    for number in said:
        yield from _seconded(charter, number)


def i25_what_was_published_is_kept(story: Story, found: Evidence) -> Broken:
    """Whoever was told that a version is in force, or that authority is lent, was told so for good."""
    for line in story:
        if line["kind"] != "ok":
            continue
        if line["op"] == "publish":
            version = found.charter.versions.get(line["result"]["version"])
            if version is None or version.hash != line["result"]["hash"]:
                yield f"{line['actor']} was told of {line['result']}, the table says {version}"
        if line["op"] == "lend" and line["result"]["id"] not in found.charter.delegations:
            yield f"{line['actor']} was told of {line['result']['id']}, and it is not there"


def _every_budget(found: Evidence, line: Line, request: dict) -> Broken:
    wanted = {budget.bid for budget in bound_by(found, request["requester"], line.version, request)}
    asked = {budget["id"] for budget in line.answer["budgets"]}
    if wanted != asked:
        yield f"{request['id']} is bound by {sorted(wanted)}, and {sorted(asked)} were asked"


def _as_the_limits_say(charter: Charter, line: Line) -> Broken:
    asked, answer, who = line.asked, line.answer, line.asked["requester"]
    before = (asked.get("given") or {}).get(asked["remedy"])
    total = asked["amount"] + (before["amount"] if before else 0)
    alone, looked_at = (charter.most(who, mode, line) or 0 for mode in ("auto", "review"))
    outcome = answer["outcome"]
    most = alone if outcome == "allow" else max(alone, looked_at)
    if outcome in ("allow", "review") and total > most:
        yield f"event {line.seq}: {total} was given, version {line.version} gives {who} {most}"
    # Where pieces are summed, a limit of another piece may be the one that says no.
    if outcome not in ("allow", "review") and not (before or answer["over_budget"]) and total <= most:
        yield f"event {line.seq}: {total} was not given, version {line.version} gives {who} {most}"


def _may_say_yes(charter: Charter, line: Line) -> Broken:
    by = line.asked["approver"]
    most = charter.most(by, "approve", line)
    if most is None or line.asked["amount"] > most or not charter.standing(by, line.people).active:
        yield f"event {line.seq}: {line.asked['amount']} was granted, version {line.version} lets {by} approve {most}"


def _lent_at(charter: Charter, seq: int) -> list[str]:
    """What was lent, and not taken back, by this event."""
    lent: list[str] = []
    for one in charter.told:
        if one.seq > seq:
            break
        if one.event == "delegation.given":
            lent.append(one.content["id"])
        elif one.event == "delegation.ended":
            lent.remove(one.content["id"])
    return lent


def _chains(charter: Charter) -> Broken:
    for one in charter.told:
        if one.event == "delegation.given":
            yield from _meets_others(charter, one)


def _meets_others(charter: Charter, one: Said) -> Broken:
    """What is lent on, or twice at a time. What was over by the clock of then was not lent any more."""
    new = charter.delegations[one.content["id"]]
    for known in _lent_at(charter, one.seq - 1):
        other = charter.delegations[known]
        together = new.starts_at < other.ends_at and other.starts_at < new.ends_at and other.ends_at > one.at
        if together and (other.lender_id in (new.lender_id, new.to_id) or other.to_id == new.lender_id):
            yield f"{new.id} was lent by {new.lender_id} to {new.to_id} beside {other.id}"


def _seconded(charter: Charter, number: int) -> Broken:
    raised = _raised(charter, number)
    back = charter.versions.get(number - 2)
    if not raised or (back is not None and back.hash == charter.versions[number].hash):
        return  # one step back is one click
    draft = next((one for one in charter.drafts if one.state == "published" and one.base_version == number - 1), None)
    if draft is None or draft.approver_id in (None, draft.author_id):
        yield f"version {number} raises {sorted(raised)}, and nobody seconded it: {draft}"
        return
    for hand in (draft.author_id, draft.approver_id, charter.versions[number].publisher_id):
        person = charter.people[hand][-1]
        if raised & subjects(hand, person.tier, person.team):
            yield f"version {number} raises {sorted(raised)}, and {hand} had a hand in it"


def _raised(charter: Charter, number: int) -> set[str]:
    """Of whom a version raises the authority, by subject."""
    before, after = (_amounts(charter, one) for one in (number - 1, number))
    grants = {what[0] for what, amount in after.items() if "cap" not in what and amount > before.get(what, -1)}
    caps = {what[0] for what, amount in before.items() if "cap" in what and after.get(what, _ANYTHING) > amount}
    return grants | caps


def _amounts(charter: Charter, version: int) -> dict[tuple[str, ...], int]:
    """How much each limit gives, and how much each cap and budget holds back, by what it is about."""
    found = {
        tuple(getattr(one, name) for name in _SAME_RULE): _ANYTHING if one.amount is None else one.amount
        for one in in_force(charter.rules, version)
    }
    return found | {_held_back(one): one.most for one in in_force(charter.budgets, version)}


def _held_back(budget: Row) -> tuple[str, ...]:
    what = budget.subject, budget.remedy, budget.currency, budget.brand, budget.per, budget.span, budget.measure
    return *what, "cap"
