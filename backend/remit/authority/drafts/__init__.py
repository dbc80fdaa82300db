"""Changes to the rules on their way."""
