"""The world outside: orders and payments. One Protocol each, a built-in one, one file per vendor."""
