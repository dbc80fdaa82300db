"""What is summed before the answer, as shapes."""

from remit.api.shapes.stacks import SetStacksIn, StackOut, SummedOut
from remit.authority.drafts.stack_changes import SetStacks, said
from remit.domain.policy.stacks import Stack


def stack_shape(one: Stack) -> StackOut:
    """One stack."""
    shape = {"per": one.per, "remedies": list(one.remedies), "hours": one.hours, "sentence": said(one)}
    return StackOut.model_validate(shape)


def summed_shape(one: Stack) -> SummedOut:
    """One stack as a change says it."""
    return SummedOut.model_validate({"per": one.per, "remedies": list(one.remedies), "hours": one.hours})


def stacks_change(one: SetStacksIn) -> SetStacks:
    """The change of a draft."""
    found = (Stack(per=each.per, remedies=tuple(each.remedies), hours=each.hours) for each in one.stacks)
    return SetStacks(stacks=tuple(found))
