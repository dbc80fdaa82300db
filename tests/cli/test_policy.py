"""remit policy …: what operations runs in a terminal and in a pipeline."""

import pytest

SUITE = """
currency = "USD"
brand = "acme"

[[cases]]
name = "small refunds go through"
who = ["tier:agent", "lead@acme.example"]
remedies = ["refund"]
amounts = [1000, 5000]
reason = "DAMAGED_DEFECTIVE"
expect = "allow"
"""
OVER = """
[[cases]]
name = "no more than that"
who = ["tier:agent"]
remedies = ["refund"]
amounts = [5001]
reason = "DAMAGED_DEFECTIVE"
expect = "deny"
"""


@pytest.fixture
def text(remit, tmp_path):
    """The exported policy.csv."""
    assert remit("policy", "export", tmp_path / "casbin").code == 0
    return (tmp_path / "casbin/policy.csv").read_text()


@pytest.fixture
def written(tmp_path):
    def write(content: str, name: str = "file"):
        path = tmp_path / name
        path.write_text(content)
        return path

    return write


def test_lint_says_what_is_wrong_and_how_to_mend_it(remit):
    ran = remit("policy", "lint")
    assert (ran.code, ran.err) == (0, "")
    assert "shadowed" in ran.out
    assert "Remove L-0062, or raise it." in ran.out
    assert ran.out.endswith("Errors: 0. Warnings: 1.\n")


def test_lint_of_a_draft_with_an_error_ends_with_3(remit, text, written):
    never = "p, tier:agent, refund, USD, acme, 100, basis = goodwill; reason = TAX_ERROR, auto, allow, L-0900\n"
    ran = remit("policy", "import", written(text + never), "--draft", "Never", "--as", "olga@acme.example")
    draft = ran.out.rpartition("Draft ")[2].partition(",")[0]
    ran = remit("policy", "lint", "--draft", draft)
    assert ran.code == 3
    assert ran.out.startswith("error    never")
    assert remit("policy", "lint", "--draft", "drf_none").err == "There is no draft drf_none.\n"


def test_a_suite_that_passes_ends_with_0_and_one_that_fails_with_4(remit, written):
    ran = remit("policy", "test", written(SUITE))
    assert (ran.code, ran.out) == (0, "Passed: 4. Failed: 0.\n")
    ran = remit("policy", "test", written(SUITE + OVER))
    assert ran.code == 4
    assert "case 2 no more than that\n         tier:agent, refund, USD 50.01: escalate, not deny" in ran.out
    assert ran.out.endswith("Passed: 4. Failed: 1.\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("= nothing", "is not TOML"),
        (SUITE.replace('"allow"', '"perhaps"'), "cases.0.expect"),
        (SUITE.replace("tier:agent", "tier:king"), "There is no tier:king"),
        (SUITE.replace("DAMAGED_DEFECTIVE", "GONE"), "There is no reason GONE"),
    ],
)
def test_a_suite_that_cannot_be_run_ends_with_a_sentence(remit, written, content, said):
    ran = remit("policy", "test", written(content))
    assert ran.code == 1
    assert said in ran.err


def test_export_and_import_is_no_change(remit, text, written):
    ran = remit("policy", "import", written(text))
    assert ran.code == 0
    assert ran.out.startswith("Rules read: 66. Changes against version 2: 0.")


def test_a_sheet_comes_back_as_it_went(remit, text, written, tmp_path):
    sheet = (tmp_path / "casbin" / "limits.csv").read_text()
    assert "0 lines about" in (ran := remit("policy", "import", written(sheet))).out
    assert "Changes against version 2: 0." in ran.out
    said = remit("policy", "import", written(sheet.replace("Say sorry first", "Be sorry first"))).out
    assert "guideline reworded" in said


def test_a_backtest_tells_when_there_is_nothing_to_decide(remit, text, written):
    assert remit("policy", "backtest", "drf_none").err == "There is no draft drf_none.\n"
    lower = text.replace(", 5000,", ", 4000,", 1)
    assert lower != text
    ran = remit("policy", "import", written(lower), "--draft", "Lower", "--as", "olga@acme.example")
    ran = remit("policy", "backtest", ran.out.rpartition("Draft ")[2].partition(",")[0], "--days", 7)
    assert ran.out == "Nothing was asked for in this time, so there is nothing to decide again.\n"


def test_import_says_what_it_would_change_and_drafts_it(remit, text, written):
    changed = text.replace("USD, acme, 5000, basis = entitlement, auto", "USD, acme, 6000, basis = entitlement, auto")
    file = written("".join(line for line in changed.splitlines(keepends=True) if "L-0062" not in line))
    ran = remit("policy", "import", file)
    assert "+ L-0001  Refund (acme), agent, alone, for reasons owed by policy: USD 50.00 → USD 60.00" in ran.out
    assert "- L-0062  Payment extension (acme), senior, alone: USD 30.00, removed" in ran.out
    assert "Draft" not in ran.out
    ran = remit("policy", "import", file, "--draft", "From the sheet", "--as", "olga@acme.example")
    assert "“From the sheet”, by Olga Ops." in ran.out
    assert remit("policy", "lint", "--draft", ran.out.rpartition("Draft ")[2].partition(",")[0]).code == 0
    assert remit("policy", "import", written(text)).out.startswith("Rules read: 66. Changes against version 2: 0.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--draft", "Mine"), "--as EMAIL"),
        (("--draft", "Mine", "--as", "agent@acme.example"), "may not draft limits"),
        (("--draft", "Mine", "--as", "ghost@acme.example"), "no active account"),
    ],
)
def test_a_draft_needs_somebody_of_operations(remit, text, written, options, said):
    ran = remit("policy", "import", written(text.replace("5000, basis", "4000, basis")), *options)
    assert ran.code == 1
    assert said in ran.err


def test_import_takes_all_lines_or_none(remit, text, written):
    bad = "p, tier:king, refund, USD, acme, 100, , auto, allow, L-0900\np, a, b\n"
    ran = remit("policy", "import", written(text + bad), "--draft", "Bad", "--as", "olga@acme.example")
    assert ran.code == 1
    lines = len(text.splitlines())
    assert ran.out.splitlines() == [
        f"line {lines + 1}: There is no tier king here.",
        f"line {lines + 2}: A rule has 9 fields after the p, this has 2.",
    ]


def test_diff_compares_two_versions(remit):
    ran = remit("policy", "diff", 1, 2)
    assert ran.code == 0
    assert ran.out.startswith("+ L-0001  Refund (acme), agent, alone, for reasons owed by policy: USD 50.00, new")
    assert remit("policy", "diff", 2, 2).out == "Versions 2 and 2 say the same.\n"
    ran = remit("policy", "diff", 1, 9)
    assert (ran.code, ran.err) == (1, "There is no version 9 of the limits.\n")


def test_explain_says_the_decision_the_rule_and_who_could_approve(remit):
    ran = remit("policy", "explain", "agent@acme.example", "refund", 9000, "USD", "--reason", "DAMAGED_DEFECTIVE")
    assert ran.code == 0
    assert "escalate: Over your USD 50.00 refund limit by USD 40.00; a team lead can approve." in ran.out
    assert "rule      L-0001, Refund (acme), agent, alone" in ran.out
    assert "approver  team lead: Lead" in ran.out
    assert "instead   refund, USD 50.00 at once, and ask for USD 40.00" in ran.out


def test_explain_takes_what_is_known_of_the_case(remit):
    discount = ("policy", "explain", "agent@acme.example", "discount", 1000, "USD", "--reason", "PRICE_MATCH")
    assert "allow:" in remit(*discount, "--given", "order_captured=10000", "--given", "channel=phone").out
    assert "escalate:" in remit(*discount, "--given", "order_captured=9999").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ghost@acme.example", "refund", "1", "USD", "--reason", "OTHER"), "no active account"),
        (("agent@acme.example", "hug", "1", "USD", "--reason", "OTHER"), "cases.0.remedies.0"),
        (("agent@acme.example", "refund", "1", "USD", "--reason", "GONE"), "There is no reason GONE"),
        (("agent@acme.example", "refund", "1", "USD", "--reason", "OTHER", "--given", "mood=bad"), "is not a fact"),
        (("agent@acme.example", "refund", "1", "USD", "--reason", "OTHER", "--given", "channel=owl"), "channel"),
    ],
)
def test_explain_ends_with_a_sentence_where_it_cannot(remit, words, said):
    ran = remit("policy", "explain", *words)
    assert ran.code == 1
    assert said in ran.err
