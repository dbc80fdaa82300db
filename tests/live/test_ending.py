"""A connection ends while the database takes nothing: whose it was is away as soon as it does again."""

import pytest

from remit.desk import presence
from remit.live import hub as live
from remit.live.hub import Hub
from remit.store import sockets
from tests.desk.test_routing import LEAD, floor


class Unreachable(OSError):
    """The database hung up."""


def _broken(*_said):
    raise Unreachable


async def test_an_end_that_was_not_written_is_written_later(database_url, tmp_path, monkeypatch):
    monkeypatch.setattr(live, "_LOOK_AFTER_S", 0)
    async with floor(database_url, tmp_path, here=()) as one:
        hub = Hub(one)
        await presence.came(one, LEAD, "soc_1", hub.instance)
        with monkeypatch.context() as down:
            down.setattr(sockets, "close_all", _broken)
            with pytest.raises(Unreachable):
                await hub.close(LEAD, "soc_1")
        assert await presence.effective(one, LEAD) == "available"
        await hub._look_after()
        assert await presence.effective(one, LEAD) == "away"
        assert not hub._unwritten
