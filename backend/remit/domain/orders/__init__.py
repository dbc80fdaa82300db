"""Orders, and what requests reserve on them."""
