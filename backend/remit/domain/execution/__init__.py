"""Carrying out what was granted."""
