"""The tables as Core sees them: SQLModel declares them, statements on the money path are written on these."""

from sqlmodel import SQLModel

from remit.store import tables as _declared  # noqa: F401  (declares them)

_all = SQLModel.metadata.tables

heads = _all["heads"]
people = _all["people"]
teams = _all["teams"]
certificates = _all["certificates"]
certificates_held = _all["certificates_held"]
invitations = _all["invitations"]
routing = _all["routing"]
catalogues = _all["catalogues"]
offers = _all["offers"]
leases = _all["leases"]
delegations = _all["delegations"]
request_comments = _all["request_comments"]
reject_reasons = _all["reject_reasons"]
sessions = _all["sessions"]
login_failures = _all["login_failures"]
sockets = _all["sockets"]
requests = _all["requests"]
holds = _all["holds"]
executions = _all["executions"]
events = _all["events"]
checkpoints = _all["checkpoints"]
idempotency = _all["idempotency"]
policy_versions = _all["policy_versions"]
policy_rules = _all["policy_rules"]
drafts = _all["drafts"]
policy_budgets = _all["policy_budgets"]
budget_sums = _all["budget_sums"]
decisions = _all["decisions"]
memberships = _all["memberships"]
policy_suites = _all["policy_suites"]
recovered = _all["recovered"]
provider_events = _all["provider_events"]
push_subscriptions = _all["push_subscriptions"]
mail_wishes = _all["mail_wishes"]
notices = _all["notices"]
push_keys = _all["push_keys"]
