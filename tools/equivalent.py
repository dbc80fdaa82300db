"""Mutants that change no answer, each with the reason: by file, line as it stands there, and change."""

_ROOM = "how much is remembered decides how often is asked again, not what is answered"
_PARTS = "in how many parts a map is kept, not what is in it"
_ANY_AMOUNT = "how far somebody reaches is tried at amounts of its own; the one in the question is not looked at"
_SPARED = "a question that the search would answer the same is not put to it"

EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("engine/memory.py", "_MOST_CROWDS = 256", "256 → 257"): _ROOM,
    ("engine/recent.py", "_MOST = 16_384", "16384 → 16385"): _ROOM,
    ("lint/known.py", "_PLACES = 50_000", "50000 → 50001"): _ROOM,
    ("rules/listed.py", "_FEW = 1000", "1000 → 1001"): "from when on a list is made anew rather than changed",
    (
        "own.py",
        'question = Question(person.subject, rule.remedy, rule.currency, brand, 1, facts, "auto")',
        "1 → 2",
    ): _ANY_AMOUNT,
    ("drafts/effects.py", "found = limits.reach(Question(subject, *matter, 1, facts, mode))", "1 → 2"): _ANY_AMOUNT,
    (
        "lint/matters.py",
        "asked = Question(subject, self.remedy, self.currency, self.brand, 1, facts, mode)",
        "1 → 2",
    ): _ANY_AMOUNT,
    ("engine/recent.py", "if len(known) >= self.most:", "GtE → Gt"): _ROOM,
    ("engine/sharded.py", "_SHARDS = 512", "512 → 513"): _PARTS,
    ("engine/sharded.py", "_LARGE = 1024", "1024 → 1025"): _PARTS,
    (
        "engine/sharded.py",
        "return made if len(made) <= _LARGE else Sharded[K, V]().with_changes(made, ())",
        "LtE → Lt",
    ): _PARTS,
    ("lint/known.py", "_VERSIONS = 4", "4 → 5"): _ROOM,
    (
        "lint/known.py",
        "self.places[place] = ((floor, every, sound, findings), *kept[: _VERSIONS - 1])",
        "1 → 2",
    ): _ROOM,
    (
        "rules/listed.py",
        "if len(apart) <= len(rules) // _FEW:",
        "LtE → Lt",
    ): "when a list is made anew, not what is in it",
    (
        "engine/crowd.py",
        "if mode == APPROVE and effect == ALLOW:",
        "And → Or",
    ): "people more are asked about, and each is still judged by Casbin",
    (
        "engine/judge.py",
        "if not rows or standing is NOBODY:",
        "Or → And",
    ): "as the matcher is today: a row of empty texts matches no remedy, and nobody has no rows",
    ("lint/approving.py", "if where is True or matter.never(matter.terms.opposite(where)):", "True → False"): _SPARED,
    (
        "lint/terms.py",
        "return Is(variable, mask) if mask and mask != self.domains[variable] else bool(mask)",
        "And → Or",
    ): (_SPARED),
    ("lint/room.py", "@value(frozen=True, eq=False)", "False → True"): "two of them are never compared",
    ("lint/matters.py", "@value(frozen=True, eq=False)", "False → True"): "two of them are never compared",
    (
        "recalling.py",
        "climbed: Climbed = field(default_factory=Climbed, compare=False, repr=False)",
        "False → True",
    ): "limits that look back are never compared",
    (
        "recalling.py",
        "_fits: Recent[Answer] = field(default_factory=Recent, compare=False, repr=False)",
        "False → True",
    ): "limits that look back are never compared",
}
