"""Many websockets at once: a crowd of clients in a process of its own, and the least that a server can do for them."""
