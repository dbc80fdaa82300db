"""A process of its own with a ledger of its own: for each customer named on a line, sixteen asks at once."""

import asyncio
import json
import sys

from remit.desk.ledger import limits
from remit.desk.ledger.ledger import Ledger
from remit.store.database.session import connect
from tests.desk.budgeting import give, outcomes

AT_ONCE = 16


async def race(url: str, trials: int) -> None:
    database = connect(url)
    ledger = Ledger(database, await database.read(limits.load))
    for _ in range(trials):
        customer = (await asyncio.to_thread(sys.stdin.readline)).strip()
        asks = (ledger.submit(give(1_000, customer=customer)) for _ in range(AT_ONCE))
        print(json.dumps(outcomes(await asyncio.gather(*asks)).count("allow")), flush=True)
    await ledger.close()
    await database.close()


if __name__ == "__main__":
    asyncio.run(race(sys.argv[1], int(sys.argv[2])))
