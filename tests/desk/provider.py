"""A provider that says what the test wants, and remembers what it was asked."""

from dataclasses import dataclass, field

from remit.domain.execution.card import AdapterCard
from remit.domain.execution.execution import Outcome

CAREFUL = AdapterCard(lists_by_request=True, fails_late=True)


@dataclass
class Scripted:
    """Answers in order; what is not in the script succeeds, or is not there."""

    posts: list[Outcome] = field(default_factory=list)
    looks: list[Outcome | None] = field(default_factory=list)
    card: AdapterCard = CAREFUL
    said: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    name: str = "scripted"

    def home(self, _remedy):
        return self.name

    async def execute(self, told):
        self.said.append("post")
        self.keys.add(told.key)
        return self.posts.pop(0) if self.posts else Outcome("succeeded", "re_1")

    async def find(self, _request_id, _told=None):
        self.said.append("look")
        return self.looks.pop(0) if self.looks else None

    async def look(self):
        return "answers"

    async def close(self):
        pass


def cut(error: str = "cut") -> Outcome:
    return Outcome("unknown", error=error)
