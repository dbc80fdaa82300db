"""What limits would have decided in the past: two sets of them, over the same asks, each with sums of its own."""
