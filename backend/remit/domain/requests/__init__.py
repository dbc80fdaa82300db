"""A request: its states, how it is settled, who is asked, who may read it."""
