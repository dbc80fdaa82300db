"""What requesters and approvers do with requests."""
