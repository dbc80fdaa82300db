"""SQL to domain values and back, and nowhere else. Plain functions, connection first."""
