"""Telling people who are not looking at a screen that something waits for them."""
