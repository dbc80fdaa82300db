"""Who is asked about for all of a kind: a change of limits or people tells apart whom nothing told apart before."""

from dataclasses import replace

from remit.desk.ledger import limits
from remit.live.audience import Audience
from remit.live.socket import Socket
from remit.live.wire import Wire
from tests.desk.test_presence_at_size import CROWD, gathered
from tests.desk.test_routing import floor
from tests.live.test_permission import Change
from tests.live.test_wire import Peer

ALIKE = CROWD[:6:2]


class Leads:
    """Readers by their tier alone."""

    by_name = frozenset()

    def include(self, person) -> bool:
        return person.tier == "lead"


async def test_whom_a_change_tells_apart_is_asked_about_from_then_on(sqlite_url, tmp_path):
    async with floor(sqlite_url, tmp_path) as one:
        await one.database.write(gathered)
        one.ledger.authority = await one.database.read(limits.load)
        audience = Audience()
        for person in ALIKE:
            peer = Peer()
            audience.join(Socket(f"soc_{person.id}", person.id, "hash", peer, Wire(peer.send)))
        assert heard(audience, one) == {person.id for person in ALIKE}
        assert len(audience._kinds) == 1, "nothing tells them apart, so one is asked about"
        await one.ledger.submit(Change(replace(ALIKE[-1], tier="agent", roles=frozenset({"agent"}))))
        assert heard(audience, one) == {person.id for person in ALIKE[:-1]}


def heard(audience: Audience, one) -> set[str]:
    return {socket.person_id for socket in audience.others(Leads(), one.authority)}
