"""Tuning the limits: a draft, the second person, a new version, the way back."""
