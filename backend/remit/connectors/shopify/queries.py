"""What is asked of the Admin API, and in which version of it."""

VERSION = "2026-04"
"""The first in which refunds insist on an idempotency key. Supported for a year; raise it with the tests."""

_TRANSACTION = """
  id kind status gateway
  parentTransaction { id }
  amountSet { presentmentMoney { amount currencyCode } }
"""
_REFUND = f"id note transactions(first: 50) {{ nodes {{ {_TRANSACTION} }} }}"

ORDER = f"""query RemitOrder($id: ID!) {{
  order(id: $id) {{
    id
    transactions(first: 250) {{ {_TRANSACTION} }}
    refunds(first: 250) {{ {_REFUND} }}
  }}
}}"""

REFUND = f"""mutation RemitRefund($input: RefundInput!, $key: String!) {{
  refundCreate(input: $input) @idempotent(key: $key) {{
    refund {{ {_REFUND} }}
    userErrors {{ field message }}
  }}
}}"""

ORDERS = f"""query RemitOrders($after: String) {{
  orders(first: 10, after: $after, sortKey: UPDATED_AT, reverse: true) {{
    pageInfo {{ hasNextPage endCursor }}
    nodes {{ id refunds(first: 250) {{ {_REFUND} }} }}
  }}
}}"""

SHOP = "query RemitShop { shop { name } }"
MOST_LISTED = 250
