"""What goes in and comes out over HTTP, one file per noun. What goes in is strict: no coercion, no unknown fields."""
