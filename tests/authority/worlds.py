"""Small made-up policies, floors and questions, drawn so that rules collide; and a stock Casbin holding all of them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

import casbin
from casbin.persist.adapters.string_adapter import StringAdapter

from remit.authority import functions
from remit.authority.engine.judge import as_request, model
from remit.authority.exchange import model_conf, policy_csv
from remit.authority.rules.rule import ANY, APPROVE, AUTO, CAP, GRANT, MODES, Rule, checked
from remit.authority.snapshot import Snapshot, snapshot
from remit.domain.certificates import Held
from remit.domain.money import MAX_AMOUNT
from remit.domain.people import Directory, Person, directory
from remit.domain.policy.facts import written
from remit.domain.policy.questions import Answer, Question, Tier, at_amount

LADDER = ("trainee", "agent", "senior", "lead", "duty_manager", "director")
REMEDIES = ("refund", "goodwill_credit")
CURRENCIES = ("USD", "USD", "USD", "EUR")
BRANDS = ("acme", "acme", "b1")
DRAWN_MODES = (AUTO, AUTO, APPROVE, APPROVE, *MODES)
TEAMS = ("north", "south")
IDS = ("usr_1", "usr_2", "usr_3", "usr_4", "usr_5", "usr_6", "manager", "trainee", "*")
AMOUNTS = (1, 2, 49, 50, 51, 99, 100, 101, 150)
CONDITIONS = (
    "",
    "",
    "",
    "basis = goodwill",
    "reason in LATE_DELIVERY|LOST_IN_TRANSIT",
    "reason not in OTHER|LOYALTY; channel != social",
    "order_age_days <= 30",
    "order_age_days > 7; basis = entitlement",
    "order_share_percent <= 10",
    "order_share_percent > 33",
    "brand = acme",
    "order_share_percent != 50",
    "customer_segment in vip|gold",
    "customer_segment != vip; customer_tenure_days >= 365",
    "product_category has shoes|toys",
    "product_category has no toys; hour < 17",
    "product_category only shoes",
    "agent_tenure_days >= 90",
    "cert has GW-1",
    "cert has GW-1|REF-1; agent_tenure_days < 91",
    "cert has no GW-1",
    "hour >= 9; weekday not in sat|sun",
)
DAY = timedelta(days=1)
NOW = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
MOMENTS = (NOW - DAY, NOW, NOW + DAY)


def tiers(names=LADDER) -> tuple[Tier, ...]:
    return tuple(Tier(name, name.replace("_", " ")) for name in names)


def person(person_id: str, tier: str | None = "agent", team: str | None = None, *, active: bool = True) -> Person:
    return Person(person_id, person_id.title(), f"{person_id}@example.test", frozenset({"agent"}), tier, team, active)


def rule(rid: str = "L-0001", **said) -> Rule:
    plain = {"subject": "tier:agent", "remedy": "refund", "currency": "USD", "brand": ANY, "mode": "auto"}
    return checked(Rule(rid=rid, **{**plain, "kind": GRANT, "amount": 5000, **said}))


def question(subject: str = "user:usr_1", amount: int = 100, mode: str = "auto", **said) -> Question:
    plain = {"remedy": "refund", "currency": "USD", "brand": "acme", "facts": {}}
    return Question(subject=subject, amount=amount, mode=mode, **{**plain, **said})


def floor(*people: Person) -> Directory:
    return directory(1, people)


@dataclass(frozen=True)
class World:
    snapshot: Snapshot
    questions: list[Question]


def drawn_world(random: Random, rules: int = 60, questions: int = 40, *, apart: bool = False) -> World:
    """`apart`: some have another tier for some brands. Then every question knows its brand, as every case does."""
    names = LADDER if random.random() < 0.8 else tuple(f"rung{n}" for n in range(14))
    people = floor(*(_person(random, person_id, names) for person_id in IDS))
    if apart:
        people = floor(*(replace(one, brand_tiers=_brand_tiers(random, names)) for one in people))
    drawn = [drawn_rule(random, f"L-{number + 1:04}", names) for number in range(random.randint(0, rules))]
    made = snapshot(random.randint(1, 9), drawn, tiers(names), people)
    asked = [drawn_question(random) for _ in range(questions)]
    if apart:
        asked = [replace(one, facts={**one.facts, "brand": one.brand}) for one in asked]
    return World(made, asked)


def drawn_question(random: Random) -> Question:
    subject = random.choice((*IDS, "ghost"))
    amount = random.choice((*AMOUNTS, *AMOUNTS, 1000, MAX_AMOUNT)) if random.random() < 0.9 else random.randint(1, 200)
    said = {"remedy": random.choice(REMEDIES), "currency": random.choice(CURRENCIES)}
    brand, mode = random.choice(BRANDS), random.choice(DRAWN_MODES)
    return question(
        f"user:{subject}", amount, mode, brand=brand, facts=at_amount(_facts(random, brand), amount), **said
    )


def drawn_rule(random: Random, rid: str, names: tuple[str, ...]) -> Rule:
    kind = random.choice((GRANT, GRANT, CAP))
    mode = random.choice((*MODES, ANY, ANY)) if kind == CAP else random.choice(DRAWN_MODES)
    amounts = (*AMOUNTS, None, MAX_AMOUNT) if kind == GRANT else (0, *AMOUNTS)
    groups = [f"tier:{name}" for name in (*names, *names[:2], *names[:2])] + [f"team:{name}" for name in TEAMS]
    people = [f"user:{person_id}" for person_id in (*IDS[:-1], "gone")]
    return rule(
        rid,
        subject=random.choice(random.choice((groups, groups, groups, people))),
        remedy=random.choice(REMEDIES),
        currency=random.choice(CURRENCIES),
        brand=random.choice((*BRANDS, ANY, ANY)),
        mode=mode,
        kind=kind,
        amount=random.choice(amounts),
        when=random.choice(CONDITIONS),
        **drawn_span(random),
    )


def drawn_span(random: Random) -> dict:
    """Mostly none; else a start, an end, or both."""
    if random.random() < 0.7:
        return {}
    start, until = sorted(random.sample(MOMENTS, 2))
    return {"start": random.choice((start, None)), "until": random.choice((until, None))}


def stock(world: Snapshot) -> casbin.Enforcer:
    """An Enforcer as anybody would make it from the exported text, holding every row."""
    enforcer = casbin.Enforcer(model(model_conf()), StringAdapter(policy_csv(world)))
    functions.register(enforcer)
    return enforcer


def stock_answer(enforcer: casbin.Enforcer, asked: Question) -> Answer:
    allowed, named = enforcer.enforce_ex(*as_request(asked))
    return Answer(allowed, named[-1] if named else None)


def _person(random: Random, person_id: str, names: tuple[str, ...]) -> Person:
    tier, team = random.choice((*names, *names, None)), random.choice((*TEAMS, None))
    made = person(person_id, tier, team, active=random.random() < 0.85)
    held = [held_from(code, *sorted(random.sample(MOMENTS, 2))) for code in ("GW-1", "REF-1") if random.random() < 0.7]
    since = random.choice((None, NOW - 89 * DAY, NOW - 90 * DAY, NOW - 92 * DAY))
    return replace(made, held=tuple(held), since=since)


def _brand_tiers(random: Random, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    brands = random.choice(((), ("b1",), ("acme",), ("acme", "b1"), ("b2",)))
    return tuple((brand, random.choice(names)) for brand in brands)


def held_from(code: str, start: datetime, until: datetime) -> Held:
    """A certificate held from one moment until just before another."""
    return Held(code, start, until, "Mia")


def _facts(random: Random, brand: str) -> dict:
    facts = {
        "reason": random.choice(("LATE_DELIVERY", "LOYALTY", "OTHER", "TAX_ERROR")),
        "basis": random.choice(("goodwill", "entitlement")),
        "channel": random.choice(("phone", "social")),
        "order_age_days": random.choice((0, 7, 8, 30, 31, "30", True)),
        "order_captured": random.choice((1, 99, 150, 300, 1000)),
        "brand": brand,
        "customer_segment": random.choice(("vip", "gold", "new", 7)),
        "customer_tenure_days": random.choice((364, 365, 366)),
        "product_category": random.choice(("", "shoes", "toys", "shoes|toys", 3)),
        "cert": random.choice(("", "GW-1", "GW-1|REF-1", "REF-1")),
        "agent_tenure_days": random.choice((89, 90, 91)),
        "hour": random.choice((8, 9, 16, 17)),
        "weekday": random.choice(("fri", "sat")),
        "moment": written(random.choice((*MOMENTS, NOW - timedelta(seconds=1)))),
    }
    return {name: value for name, value in facts.items() if random.random() < 0.85}
