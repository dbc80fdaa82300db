"""What is wrong with a set of limits, found exactly: every column has finitely many values that matter."""
