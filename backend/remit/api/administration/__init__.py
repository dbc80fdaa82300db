"""People, and what they belong to and hold: for those who look after them."""
