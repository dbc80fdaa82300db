"""Shopify: refunds of a shop's orders, by the GraphQL Admin API."""
