"""The demo organisation, invented: its floor, its limits, its shop and its past. One seed, one outcome."""
