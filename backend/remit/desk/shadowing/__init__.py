"""Drafts in shadow: what they would have said to what is asked for now."""
