"""Budgets as Casbin policies of their own: the second model."""
