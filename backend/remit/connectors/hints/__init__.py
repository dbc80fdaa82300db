"""What providers send us by themselves: signed hints that something has happened. Never believed, only looked into."""
