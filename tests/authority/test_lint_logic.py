"""What lints reason with: formulas are what they mean, places end where Casbin ends, and steps are counted."""

from itertools import product
from random import Random

import pytest

from remit.authority.lint.place import Place, place
from remit.authority.lint.search import Either, Every, Exhausted, Is, Steps, either, every, found
from remit.authority.lint.situations import brands_in, situations, spoken, values
from remit.authority.lint.terms import Said, read, terms
from remit.authority.rules.conditions import holds, parse
from remit.domain.money import MAX_AMOUNT

DOMAINS = {"a": 0b111, "b": 0b11, "c": 0b1111}
WORLDS = [dict(zip(DOMAINS, bits, strict=True)) for bits in product((1, 2, 4), (1, 2), (1, 2, 4, 8))]


def means(formula, world) -> bool:
    """What it says of one world, read word for word."""
    match formula:
        case bool():
            return formula
        case Is():
            return bool(world[formula.variable] & formula.values)
        case Every():
            return all(means(part, world) for part in formula.parts)
    return any(means(part, world) for part in formula.parts)


def drawn(random: Random, depth: int = 3):
    if depth == 0 or random.random() < 0.3:
        variable = random.choice(list(DOMAINS))
        return random.choice((True, False)) if random.random() < 0.1 else Is(variable, random.randint(1, 15))
    parts = tuple(drawn(random, depth - 1) for _ in range(random.randint(0, 4)))
    return random.choice((Every, Either, every, either))(parts)


def boxed(box, world) -> bool:
    return all(world[one] & mask for one, mask in box.items())


@pytest.mark.parametrize("seed", range(60))
def test_a_search_finds_what_is_there_and_nothing_else(seed):
    formula = drawn(Random(seed), 4)
    box = found(formula, DOMAINS, Steps(10_000, 10_000))
    true = [world for world in WORLDS if means(formula, world)]
    if box is None:
        assert true == []
    else:
        inside = [world for world in WORLDS if boxed(box, world)]
        assert inside
        assert all(world in true for world in inside)


@pytest.mark.parametrize("seed", range(40))
def test_the_shortest_form_means_the_same(seed):
    random = Random(seed)
    parts = [drawn(random, 2) for _ in range(random.randint(0, 4))]
    for world in WORLDS:
        said = [means(part, world) for part in parts]
        assert means(every(parts), world) is all(said)
        assert means(either(parts), world) is any(said)


def test_values_of_one_variable_are_put_together():
    both = every((Is("a", 0b011), Is("a", 0b110)))
    assert (both.variable, both.values) == ("a", 0b010)
    one = either((Is("a", 0b001), Is("a", 0b100)))
    assert (one.variable, one.values) == ("a", 0b101)
    assert every((Is("a", 1), Is("a", 2))) is False
    assert every(()) is True
    assert either(()) is False
    assert every((True, Is("a", 1))).values == 1
    assert either((False, Is("a", 1))).values == 1
    assert len(every((Is("a", 1), every((Is("b", 1), Is("c", 1))))).parts) == 3
    assert len(either((Is("a", 1), either((Is("b", 1), Is("c", 1))))).parts) == 3


def test_each_question_has_its_steps_and_all_have_theirs_together():
    steps = Steps(each=2, left=5)
    for expected in (2, 2, 1):
        steps.question()
        for _ in range(expected):
            steps.take()
        with pytest.raises(Exhausted):
            steps.take()
    assert (steps.spent, steps.left) == (5, 0)
    with pytest.raises(Exhausted):
        steps.question()


def test_a_search_without_steps_says_so_and_what_is_plain_needs_none():
    with pytest.raises(Exhausted):
        found(Is("a", 1), DOMAINS, Steps(0, 0))
    steps = Steps(0, 0)
    assert found(True, DOMAINS, steps) == DOMAINS
    assert found(False, DOMAINS, steps) is None
    assert steps.spent == 0


def said(true=True, false=None) -> Said:
    """A condition that plainly holds or does not; `false` None: nothing is known of it."""
    if false is None:
        false = not true
    return Said(true=true, untrue=not true, false=false, unfalse=not false)


YES, NO = said(), said(true=False)
PERHAPS = Said(true=Is("a", 1), untrue=Is("a", 6), false=Is("a", 6), unfalse=Is("a", 1))


def ends(one: Place, world) -> int:
    """How far it gets in a world, from its rows."""
    grants = [limit for limit, when, _ in one.grants if means(when.true, world)]
    caps = [limit for limit, when, _ in one.caps if means(when.unfalse, world)]
    return min([max(grants, default=0), *caps])


@pytest.mark.parametrize(
    ("grants", "caps"),
    [
        ([(100, YES)], []),
        ([(100, YES), (200, PERHAPS)], []),
        ([(100, PERHAPS)], []),
        ([(100, YES)], [(50, YES)]),
        ([(100, YES)], [(50, PERHAPS)]),
        ([(100, YES), (200, PERHAPS)], [(150, PERHAPS)]),
        ([(100, YES)], [(0, YES)]),
        ([(100, YES)], [(300, YES)]),
        ([], [(10, YES)]),
        ([(100, YES), (300, PERHAPS)], [(100, YES), (20, PERHAPS)]),
    ],
)
def test_a_place_gets_as_far_as_its_rows_say(grants, caps):
    rows = [
        ["s", "r", "c", "b", str(limit), when_name(when), "m", effect, f"L-{number}"]
        for number, (limit, when, effect) in enumerate(
            [(limit, when, "allow") for limit, when in grants] + [(limit, when, "deny") for limit, when in caps]
        )
    ]
    made = place([tuple(row) for row in rows], Saying())
    for world in WORLDS:
        end = ends(made, world)
        assert made.low <= end <= made.high
        for amount in (1, 9, 10, 11, 20, 21, 49, 50, 51, 99, 100, 101, 150, 151, 200, 201, 300, 301):
            assert means(made.at_least(amount), world) is (end >= amount)
            assert means(made.below(amount), world) is (end < amount)
            held = any(means(when.unfalse, world) for limit, when, _ in made.caps if limit < amount)
            assert means(made.uncapped(amount), world) is not held
            granted = any(means(when.true, world) for limit, when, _ in made.grants if limit >= amount)
            assert (means(made.granted(amount), world), means(made.ungranted(amount), world)) == (granted, not granted)


NAMED = {"yes": YES, "no": NO, "perhaps": PERHAPS}


def when_name(when: Said) -> str:
    return next(name for name, one in NAMED.items() if one is when)


class Saying:
    """Conditions by name."""

    def said(self, when: str) -> Said:
        return NAMED[when]


def test_where_a_place_can_end_and_what_one_rule_does_to_it():
    grants, caps = ((100, YES, "L-1"), (200, PERHAPS, "L-2")), ((50, PERHAPS, "L-3"), (0, PERHAPS, "L-4"))
    made = Place(grants, caps, 0, 150)
    assert made.amounts == {100, 50}
    assert made.uncapped(60, without="L-3") is not True
    assert made.uncapped(60, without="L-4") is not True
    assert Place(grants, caps[:1], 0, 200).uncapped(60, without="L-3") is True
    assert made.ungranted(150, without="L-2") is True
    assert made.ungranted(100, without="L-2") is False


WHENS = (
    "channel = phone",
    "reason in LOYALTY|OTHER; order_age_days <= 30",
    "basis = goodwill",
    "order_share_percent > 10",
    "product_category has shoes|toys",
    "product_category has no shoes",
    "product_category only shoes",
    "customer_tenure_days != 5",
    "cert has GW-1",
    "hour >= 9; weekday not in sat|sun",
    "brand = acme",
    "brand != acme",
)


@pytest.mark.parametrize("remedy", ["refund", "goodwill_credit"])
@pytest.mark.parametrize("whens", [WHENS[:4], WHENS[4:8], WHENS[8:], WHENS[1::4], ("(", "channel = phone")])
def test_terms_say_of_every_situation_what_the_condition_says(whens, remedy):
    made = terms(whens, remedy, "acme")
    for when in whens:
        formulas, verdicts = made.said(when), set()
        for wanted, formula in (
            (lambda one: one is True, formulas.true),
            (lambda one: one is not True, formulas.untrue),
            (lambda one: one is False, formulas.false),
            (lambda one: one is not False, formulas.unfalse),
            (lambda one: one is None, every((formulas.untrue, formulas.unfalse))),
        ):
            box = found(formula, made.domains, Steps(50_000, 50_000))
            if box is not None:
                verdict = holds(when, made.facts(box))
                assert wanted(verdict), (when, box, verdict)
                verdicts.add(verdict)
            opposite = found(every((formula, made.opposite(formula))), made.domains, Steps(50_000, 50_000))
            assert opposite is None
            assert found(either((formula, made.opposite(formula))), made.domains, Steps(50_000, 50_000)) is not None
        if when != "(":
            told = {holds(when, facts) for facts in situations([when], remedy, "acme")}
            assert verdicts == told


def test_what_lies_outside_of_a_box():
    made = terms(("channel = phone", "customer_segment = vip"), "refund", "acme")
    box = found(made.said("channel = phone").true, made.domains, Steps(1000, 1000))
    outside = found(made.outside(box), made.domains, Steps(1000, 1000))
    assert made.facts(outside).get("channel") != "phone"
    assert made.narrowed(box) == {"channel": "phone"}
    assert made.outside(made.domains) is False
    why = terms(("basis = goodwill",), "refund", "acme")
    found_why = found(why.said("basis = goodwill").true, why.domains, Steps(1000, 1000))
    assert why.narrowed(found_why)["basis"] == "goodwill"


def test_without_an_order_nothing_is_known_of_one():
    made = terms(("order_age_days <= 30",), "goodwill_credit", "acme")
    formulas = made.said("order_age_days <= 30")
    neither = every((formulas.untrue, formulas.unfalse))
    box = found(neither, made.domains, Steps(1000, 1000))
    assert made.facts(box) == {"brand": "acme"}
    always = terms(("order_age_days <= 30",), "refund", "acme")
    formulas = always.said("order_age_days <= 30")
    assert found(every((formulas.untrue, formulas.unfalse)), always.domains, Steps(1000, 1000)) is None


def test_a_condition_that_cannot_be_read_never_holds_and_is_never_plainly_false():
    made = terms(("(",), "refund", "acme")
    one = made.said("(")
    assert (one.true, one.untrue, one.false, one.unfalse) == (False, True, False, True)
    always = made.said("  ")
    assert (always.true, always.untrue, always.false, always.unfalse) == (True, False, False, True)
    assert (read("("), read("channel = phone")) == ((), parse("channel = phone"))


@pytest.mark.parametrize(
    ("whens", "remedy", "ages"),
    [
        (["order_age_days <= 30"], "refund", {0, 31}),
        (["order_age_days <= 30"], "goodwill_credit", {0, 31, None}),
        (["order_age_days > 0"], "refund", {0, 1}),
        (["order_age_days = 5"], "refund", {0, 5}),
        (["channel = phone"], "goodwill_credit", {None}),
    ],
)
def test_situations_differ_in_what_conditions_ask(whens, remedy, ages):
    told = situations(whens, remedy, "acme")
    assert {facts.get("order_age_days") for facts in told} == ages
    assert {facts["brand"] for facts in told} == {"acme"}


def test_values_lie_around_the_bounds():
    def around(when, fact):
        return list(values(list(parse(when)), fact))

    assert around("order_age_days <= 30", "order_age_days") == [0, 29, 30, 31]
    assert around("order_share_percent > 1", "order_share_percent") == [1, 2]
    assert around("order_age_days > 0", "order_age_days") == [0, 1]
    assert around("hour < 23", "hour") == [0, 22, 23]
    assert around("cert has A1|B1", "cert")[:4] == ["", "A1", "B1", "another"]
    assert "A1|B1|another" in around("cert has A1|B1", "cert")
    assert around("customer_segment = vip", "customer_segment") == ["vip", "another"]


def test_too_many_situations_are_not_tried():
    assert situations([f"product_category has c{number}" for number in range(11)], "refund", "acme") is None
    assert situations([f"product_category has c{number}" for number in range(3)], "refund", "acme") is not None
    facts = ("hour", "order_age_days", "customer_tenure_days", "agent_tenure_days")
    many = [f"{fact} <= {number}" for fact in facts for number in range(1, 17, 2)]
    assert situations(many, "refund", "acme") is None


def test_brands_and_situations_aloud():
    assert brands_in(["brand = acme; channel = phone", "brand in b1|b2", "reason = LOYALTY"]) == {"acme", "b1", "b2"}
    facts = {"brand": "acme", "channel": "phone", "customer_segment": "vip", "order_age_days": 0}
    assert spoken(facts, ["channel = phone; brand = acme"], {}) == "by phone"
    assert spoken({"brand": "acme", "channel": ""}, ["channel = phone"], {}) == ""


def test_no_amount_is_beyond_the_largest():
    made = place([("s", "r", "c", "b", str(MAX_AMOUNT), "yes", "m", "allow", "L-1")], Saying())
    assert (made.low, made.high) == (MAX_AMOUNT, MAX_AMOUNT)
    assert (made.at_least(MAX_AMOUNT), made.below(MAX_AMOUNT)) == (True, False)
    broken = [("s", "r", "c", "b", text, "yes", "m", effect, "L-1") for text, effect in (("x", "allow"), ("x", "deny"))]
    assert place(broken[:1], Saying()).grants == ()
    assert [one[0] for one in place(broken[1:], Saying()).caps] == [0]
    never = [("s", "r", "c", "b", "5", "no", "m", effect, "L-1") for effect in ("allow", "deny")]
    assert (place(never, Saying()).grants, place(never, Saying()).caps) == ((), ())
