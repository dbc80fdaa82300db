"""The orders of the measured world: how many, and their ids. Apart, so that the load imports nothing of Remit."""

ORDERS = 50_000
SHELF = "BN-{}"
