"""What policy is asked and what it answers: questions, cases, the one decision."""
