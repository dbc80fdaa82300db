"""Limits as Casbin policies: the only importer of casbin. No I/O."""
