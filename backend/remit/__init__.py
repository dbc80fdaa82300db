"""Remit: authority limits for the people who talk to customers, and one click for what is over them."""
