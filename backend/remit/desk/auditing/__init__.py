"""The record sealed by checkpoints, and verified by whoever doubts it."""
