"""Notices to people who are not looking at a screen: web push and e-mail."""
