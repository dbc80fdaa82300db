"""Rules with changes laid over them: of a hundred thousand, only those that are touched are copied or looked at."""

from collections.abc import Callable, Iterator, Mapping

from remit.authority.rules.rule import Key, Rule, key_of


class Edited(Mapping[str, Rule]):
    """The rules of `base` as they become, by id. Looks like a dict to whoever reads it."""

    __slots__ = ("_put", "_taken", "base")

    def __init__(self, base: Mapping[str, Rule]) -> None:
        self.base = base
        self._put: dict[str, Rule] = {}
        self._taken: set[str] = set()

    def put(self, rule: Rule) -> None:
        """This rule is there, in the place of one with its id."""
        self._put[rule.rid] = rule
        self._taken.discard(rule.rid)

    def take(self, rid: str) -> Rule:
        """That rule is not there any more."""
        rule = self[rid]
        self._put.pop(rid, None)
        if rid in self.base:
            self._taken.add(rid)
        return rule

    @property
    def touched(self) -> set[str]:
        """The ids at which it may differ from its base."""
        return self._put.keys() | self._taken

    def __getitem__(self, rid: str) -> Rule:
        if rid in self._put:
            return self._put[rid]
        if rid in self._taken:
            raise KeyError(rid)
        return self.base[rid]

    def __iter__(self) -> Iterator[str]:
        yield from (rid for rid in self.base if rid not in self._taken)
        yield from (rid for rid in self._put if rid not in self.base)

    def __len__(self) -> int:
        return len(self.base) - len(self._taken) + sum(rid not in self.base for rid in self._put)


class Places:
    """Which rule is about what, as changes go on; `twin` finds what the base has about the same."""

    def __init__(self, twin: Callable[[Rule], str | None]) -> None:
        self._twin = twin
        self._moved: dict[Key, str | None] = {}

    def of(self, rule: Rule) -> str | None:
        """The id of the rule that is about the same as this one, if there is one."""
        key = key_of(rule)
        return self._moved[key] if key in self._moved else self._twin(rule)

    def set(self, rule: Rule, rid: str | None) -> None:
        """What this rule is about belongs to that id now, or to nobody."""
        self._moved[key_of(rule)] = rid


def twins(rules: Mapping[str, Rule]) -> Callable[[Rule], str | None]:
    """Finds what any mapping of rules has about the same, by going through it once."""
    ids = {key_of(rule): rid for rid, rule in rules.items()}
    return lambda rule: ids.get(key_of(rule))
