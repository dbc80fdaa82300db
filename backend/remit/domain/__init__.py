"""The rules of the house as pure functions on values: standard library only, no clock, no I/O."""
