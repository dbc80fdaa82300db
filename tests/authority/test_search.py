"""Looking for rules among very many: the list that is kept is the one that would be made anew."""

from dataclasses import replace
from random import Random

import pytest

from remit.authority.rules import called as called_by
from remit.authority.rules import search
from remit.authority.rules.called import Called
from remit.authority.rules.listed import Listed, listed
from remit.authority.rules.search import Outlined, Wanted, found, in_order, outline
from remit.authority.rules.spoken import MODE_SAID, condition
from remit.authority.snapshot import snapshot
from remit.domain.policy.questions import Tier
from remit.domain.remedies import REMEDIES
from tests.authority.worlds import IDS, LADDER, drawn_rule, floor, person, rule, tiers

MANY = 3000


def test_the_list_follows_changes_one_by_one_and_in_bulk():
    rng = Random(7)
    limits = snapshot(1, [rule(f"L-{number:05}", brand=f"b{number % 7}") for number in range(MANY)], tiers(), floor())
    for version in range(2, 12):
        ids = list(limits.rules)
        few = rng.sample(ids, 2 if version % 3 else MANY // 10)
        changed = [replace(limits.rules[rid], amount=rng.randint(1, 9_000)) for rid in few[: len(few) // 2]]
        added = [rule(f"{rng.choice('AMZ')}-{version}{number}", brand="b9") for number in range(rng.randint(0, 2))]
        limits = limits.with_rules(version, [*changed, *added], few[len(few) // 2 :])
        assert in_order(limits.rules) == tuple(limits.rules[rid] for rid in sorted(limits.rules))
        nines = sum(one.brand == "b9" for one in limits.rules.values())
        assert [one for one in outline(limits.rules) if one.brand == "b9"] == [Outlined("b9", "USD", nines)] * bool(
            nines
        )


def test_another_mapping_is_listed_afresh():
    small = {"L-0001": rule(), "L-0002": rule("L-0002", amount=1)}
    big = snapshot(1, [rule(f"L-{number:05}") for number in range(2000)], tiers(), floor()).rules
    for rules in (big, small, big):
        assert in_order(rules) == tuple(rules.values())
    assert found(small, Wanted(words="L-0002"), Called(tiers(), floor())) == [small["L-0002"]]


def test_what_is_known_of_a_list_follows_its_changes():
    """Whatever was asked before a change is afterwards what counting anew would find."""
    rng = Random(11)
    limits = snapshot(1, [drawn_rule(rng, f"L-{number:05}", LADDER) for number in range(MANY)], tiers(), floor())
    for version in range(2, 40):
        known = listed(limits.rules)
        for name in rng.sample(COUNTED, rng.randint(0, len(COUNTED))):
            getattr(known, name)
        gone = rng.sample(list(limits.rules), rng.randint(0, 2))
        fresh = [drawn_rule(rng, rng.choice([*gone, f"L-9{version:04}"]), LADDER) for _ in range(rng.randint(0, 1))]
        alone = [replace(one, subject=f"user:usr_{version}") for one in fresh if version % 2]
        limits = limits.with_rules(version, [*fresh, *alone], gone)
        anew = Listed(tuple(limits.rules.values()))
        assert listed(limits.rules).order == anew.order
        for name in COUNTED:
            assert getattr(listed(limits.rules), name) == getattr(anew, name)


COUNTED = ("scopes", "singled", "subjects")


@pytest.mark.parametrize("few", [0, 1_000])
def test_words_find_what_looking_at_every_rule_finds(few, monkeypatch):
    """Of few rules and of many, whose subjects are kept for the next search; of people who are gone as well."""
    monkeypatch.setattr(search, "_FEW", few)
    monkeypatch.setattr(called_by, "_MANY", few)
    rng = Random(3)
    for many in (3, 40, 400, 400):
        people = floor(*(person(one, rng.choice(LADDER)) for one in rng.sample(IDS, len(IDS) // 2)))
        rules = [drawn_rule(rng, f"L-{number:04}", LADDER) for number in range(many)]
        limits = snapshot(1, [replace(one, guideline=rng.choice(GUIDELINES)) for one in rules], tiers(), people)
        called = Called(limits.tiers, people)
        for words in WORDS:
            wanted = Wanted(words=words, of=rng.choice((None, "ladder", "others")))
            among = found(limits.rules, replace(wanted, words=""), called)
            plain = [one for one in among if all(said_in(one, word, called) for word in words.casefold().split())]
            assert found(limits.rules, wanted, called) == plain, words


def test_who_is_called_otherwise_now_is_found_by_that(monkeypatch):
    monkeypatch.setattr(search, "_FEW", 0)
    monkeypatch.setattr(called_by, "_MANY", 0)
    rules = {"L-0001": rule(subject="user:usr_1")}
    for name in ("Ada", "Berta", None):
        called = Called(tiers(), floor(*([replace(person("usr_1"), name=name)] if name else [])))
        hits = [word for word in ("ada", "berta") if found(rules, Wanted(words=word), called)]
        assert hits == ([name.lower()] if name else [])


def test_lines_that_are_kept_are_those_of_the_same_subjects(monkeypatch):
    monkeypatch.setattr(called_by, "_MANY", 0)
    called = Called(tiers(), floor(person("usr_1"), person("usr_2")))
    one, other = frozenset({"user:usr_1"}), frozenset({"user:usr_2"})
    for _ in range(2):
        assert called.meeting("usr", one) == one
        assert called.meeting("usr", other) == called.meeting("usr", other) == other


def test_lines_that_are_kept_are_those_of_the_same_titles(monkeypatch):
    monkeypatch.setattr(called_by, "_MANY", 0)
    subjects = frozenset({"tier:agent"})
    for title in ("Clerk", "Teller", "Clerk"):
        called = Called((Tier("agent", title),), floor())
        assert [word for word in ("clerk", "teller") if called.meeting(word, subjects)] == [title.lower()]


GUIDELINES = ("", "Ask a lead first.", "Straße")
WORDS = ("refund", "user:", "usr_4", "STRASSE", "tier senior", "L-00 refund", "cap", "alone", "goodwill usr", "nothing")


def said_in(one, word, called):
    """The plain way: each part of each rule by itself."""
    texts = (
        f"{called.name(one.subject)} {one.subject}",
        f"{REMEDIES[one.remedy]} {one.remedy}",
        f"{condition(one.when)} {one.when}",
        one.guideline,
    )
    by_id = any(letter.isdigit() for letter in word) and word in one.rid.casefold()
    mode = word in MODE_SAID.get(one.mode, "")
    return by_id or mode or word == one.kind or any(word in text.casefold() for text in texts)
