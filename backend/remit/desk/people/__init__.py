"""Looking after people: accounts, what they belong to, what they hold; who takes over when somebody leaves."""
