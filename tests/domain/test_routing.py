from dataclasses import replace

from remit.domain.policy.approvers import Approvers
from remit.domain.requests.request import case_of
from remit.domain.requests.routing import offer_to
from remit.domain.requests.visibility import Readers
from tests.domain.floor import AGENT, AUTHORITY, DIRECTOR, LEAD, NOW, person, request

OTHER_LEAD = person("lead", "south", "other")
KNOWN = AUTHORITY.with_people(AUTHORITY.people.with_people(2, [OTHER_LEAD, person("agent", "south", "colleague")]))
COLLEAGUE = KNOWN.people.people["usr_colleague"]


def offered(one, *there):
    approvers = Approvers(case_of(one, KNOWN.people.people[one.requester.id]), KNOWN)
    return [who.id for who in offer_to(one, approvers, there)]


def test_the_own_team_is_asked_first():
    assert offered(request(), OTHER_LEAD, LEAD) == [LEAD.id]


def test_without_the_own_team_anybody_who_is_there_and_can():
    assert offered(request(), OTHER_LEAD, COLLEAGUE) == [OTHER_LEAD.id]


def test_whoever_cannot_finish_it_is_not_asked():
    # The director of this floor is of the requester's own team, too.
    assert offered(request(90_000), LEAD, OTHER_LEAD, DIRECTOR) == [DIRECTOR.id]


def test_the_requester_is_never_asked():
    assert offered(request(90_000, by=DIRECTOR), DIRECTOR, LEAD) == []


def test_nobody_there_is_nobody_asked():
    assert offered(request()) == []


def test_who_may_read_a_request():
    readers = Readers(request(), KNOWN, NOW)
    assert readers.include(AGENT)
    assert readers.include(LEAD)
    assert readers.include(OTHER_LEAD), "could settle it, though of another team"
    assert not readers.include(COLLEAGUE)
    for role, may in [("ops", True), ("coach", True), ("auditor", True), ("admin", False)]:
        who = replace(COLLEAGUE, id="usr_x", roles=frozenset({role}), tier=None)
        assert readers.include(who) is may
    assert not readers.include(replace(LEAD, active=False))
