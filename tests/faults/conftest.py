"""A floor to break: the demo organisation on either database, tokens for everybody, orders that nobody has touched."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from remit.demo.world import World
from remit.desk.sign_in import begin_token
from remit.settings import Settings
from remit.store.database.session import connect
from tests.faults.crowd import Crowd
from tests.faults.governors import Governors
from tests.faults.ground import Ground
from tests.faults.lab import Lab
from tests.homes import served_world
from tests.serving import aside, furnish

__all__ = ["served_world"]

DAYS = 400
"""Tokens outlast every jump of the clock."""


@pytest.fixture
def crowd(served_world: World, tmp_path: Path) -> Callable[[str, int], Crowd]:
    """The crowd over an empty, migrated database; the dice are seeded, so a cycle can be told again."""

    def gather(url: str, seed: int | str, *, governed: bool = False) -> Crowd:
        folder = tmp_path / url.partition(":")[0]
        folder.mkdir()
        settings = Settings(database_url=url, shop_path=folder / "shop.db")
        furnish(settings, served_world)
        agents = [one for one in served_world.people if one.tier == "agent"][:4]
        approvers = [one for one in served_world.people if one.tier in ("lead", "duty_manager")]
        ops = [one for one in served_world.people if "ops" in one.roles]
        senior = next(one for one in served_world.people if one.tier == "senior")
        everybody = [one.id for one in (*agents, *approvers, *ops, senior)]
        tokens = aside(_tokens, url, everybody, ops[0].id)
        large = sorted(served_world.fresh, key=lambda one: one.captured, reverse=True)
        orders = [one.id for one in large if one.currency == "USD"]
        # Most orders can give for long; two are soon exhausted, so that what is too much is asked for, too.
        lab, some = Lab(settings, folder), [*orders[:20], *orders[300:302]]
        lender = next(one for one in approvers if one.tier == "lead")
        who = (ops[0], ops[1]), lender, senior
        governors = Governors(lab, tokens, *who, Random(f"{seed} governors")) if governed else None
        return Crowd(lab, tokens, agents, approvers, some, Random(seed), governors=governors)

    return gather


async def _tokens(url: str, ids: list[str], ops: str) -> dict[str, str]:
    database = connect(url)
    try:
        return {
            name: await begin_token(database, one, DAYS) for name, one in [("ops", ops), *zip(ids, ids, strict=True)]
        }
    finally:
        await database.close()


@pytest.fixture
def ground() -> Iterator[Callable[[Settings], Ground]]:
    """Keeps how everything is at this moment, to be put back any number of times."""
    kept: list[Ground] = []

    def keep(settings: Settings) -> Ground:
        kept.append(Ground(settings))
        kept[-1].keep()
        return kept[-1]

    yield keep
    for one in kept:
        one.forget()
