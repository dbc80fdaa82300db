"""The database itself: connections, transactions, the bell, and how rows go in and out quickly."""
