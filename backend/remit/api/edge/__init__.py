"""What every call passes, whatever it is about: the gate, headers, errors, answers."""
