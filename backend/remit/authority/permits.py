"""Who may do what in the product: roles and permissions, themselves a Casbin policy (admin.conf, admin.csv)."""

from collections.abc import Iterable
from functools import cache, lru_cache

from casbin.persist.adapters.string_adapter import StringAdapter

from remit.authority.engine.judge import Enforcer, conf

ROLES = ("agent", "approver", "ops", "coach", "auditor", "admin")


def permits(roles: Iterable[str]) -> frozenset[str]:
    """What somebody with these roles may do. Without a role, or with one that does not exist: nothing."""
    return _permits(frozenset(roles))


@lru_cache(1024)
def _permits(roles: frozenset[str]) -> frozenset[str]:
    table = _table()
    return frozenset().union(*(table.get(role, frozenset()) for role in roles))


@cache
def _table() -> dict[str, frozenset[str]]:
    """Casbin's answer for every role and permission, asked once: the file is part of the program."""
    enforcer = Enforcer(conf("admin.conf"), StringAdapter(conf("admin.csv")))
    permissions = {permission for _, permission in enforcer.get_policy()}
    return {role: frozenset(one for one in permissions if enforcer.enforce(role, one)) for role in ROLES}
