"""Above what more than one has to approve, as shapes."""

from collections.abc import Sequence
from dataclasses import asdict

from remit.api.shapes.quorums import QuorumOut, QuorumRowOut, SetQuorumsIn
from remit.authority.drafts.quorum_changes import SetQuorums, said
from remit.domain.policy.questions import Tier
from remit.domain.policy.quorums import Quorum


def quorum_shape(one: Quorum, ladder: Sequence[Tier]) -> QuorumOut:
    """One quorum."""
    return QuorumOut.model_validate({**asdict(one), "sentence": said(one, ladder)})


def set_shape(one: Quorum) -> QuorumRowOut:
    """One quorum as a change says it."""
    return QuorumRowOut.model_validate(asdict(one))


def quorums_change(one: SetQuorumsIn) -> SetQuorums:
    """The change of a draft."""
    return SetQuorums(quorums=tuple(Quorum(**each.model_dump()) for each in one.quorums))
