"""What Remit is measured against: bare answers, and the same job done the obvious way."""
