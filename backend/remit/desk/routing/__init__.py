"""Asking people in their turn: where a request goes first, and where it goes when its time there is over."""
