"""Casbin over the few rows that matter."""
