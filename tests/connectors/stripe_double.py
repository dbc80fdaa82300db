"""The stateful Stripe of `stripe_process`, from the test's side."""

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from urllib.request import Request, urlopen

from tests.connectors.provider_double import Fault

KEY = "sk_test_of_the_double"
CARD = {"card": {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}}


class StripeDouble:
    """The double at `url`, from the test's side."""

    def __init__(self, url: str) -> None:
        self.url = url

    def paid(self, amount: int = 10_000, currency: str = "usd") -> str:
        """A charge that somebody has paid."""
        customer = self._call("/v1/customers", {"source": self._call("/v1/tokens", CARD)["id"]})["id"]
        return self._call("/v1/charges", {"amount": amount, "currency": currency, "customer": customer})["id"]

    def refunds(self, charge: str) -> list[dict]:
        return self._call(f"/v1/refunds?charge={charge}&limit=100")["data"]

    def refund(self, charge: str, amount: int) -> None:
        """One that was made outside Remit, in the Dashboard."""
        self._call("/v1/refunds", {"charge": charge, "amount": amount})

    def next(self, *faults: Fault) -> None:
        self._call("/_double/faults", [asdict(one) for one in faults])

    def posts(self) -> list[str]:
        return self._call("/_double/posts")

    def forget(self) -> None:
        """A day has passed: no key is known any more."""
        self._call("/_double/forget", {})

    def conclude(self, refund: str, status: str) -> None:
        self._call("/_double/conclude", {"id": refund, "status": status})

    def _call(self, path: str, said: object = None):
        body = None if said is None else json.dumps(said).encode()
        headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
        with urlopen(Request(f"{self.url}{path}", body, headers), timeout=10) as answer:
            return json.load(answer)


@contextmanager
def running(ledger: Path):
    """The double in a process of its own; what it knows is in the file, also after the end."""
    command = [sys.executable, "-m", "tests.connectors.stripe_process", "--ledger", str(ledger)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        try:
            yield StripeDouble(f"http://127.0.0.1:{int(process.stdout.readline())}")
        finally:
            process.kill()
