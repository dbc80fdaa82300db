"""Measurements, each beside what it is measured against: `make bench`, or one part with `make bench PART=post`."""
