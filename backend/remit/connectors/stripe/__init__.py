"""Stripe: refunds of what was paid there, by its own SDK."""
