"""Others who tell many sockets of one event: each as small as its own documentation has it, all the same event."""
