"""Who is asked, in which order and for how long: escalation policies, working hours, and the way through them."""
