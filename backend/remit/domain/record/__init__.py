"""The record that can be verified: a chain over everything that happened, and checkpoints of how far it had come."""
