"""What people do, one function per verb: load, decide, save, record. No HTTP, no SQL."""
