"""The HTTP edge: shapes in, verb, shape out."""
