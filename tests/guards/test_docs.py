"""The documents speak of things that exist: links, commands, targets of make, settings."""

import re
from pathlib import Path

import pytest
import typer.main

from remit.cli import app
from remit.settings import Settings
from tests.guards.sources import ROOT, Source, sources

NOT_OURS = {"REMIT_HOST", "REMIT_DATABASE_PASSWORD", "REMIT_TEST_PG_URL"}
"""Read by docker-compose.yml and by the tests, not by the product."""

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def documents() -> dict[Path, str]:
    files = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return {file: file.read_text() for file in files}


def settings() -> set[str]:
    return {f"REMIT_{name}".upper() for name in Settings.model_fields}


def dead_links(file: Path, text: str) -> list[str]:
    targets = [link for link in LINK.findall(CODE.sub("", text)) if not link.startswith(("http:", "https:", "mailto:"))]
    return [target for target in targets if not _arrives(file, target)]


def unknown_commands(text: str) -> list[str]:
    return [line for line in _calls("remit", text) if not _is_command(line)]


def unknown_targets(text: str) -> list[str]:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    return [line for line in _calls("make", text) if line and line[0] not in targets]


def unknown_settings(text: str) -> list[str]:
    return sorted(set(re.findall(r"REMIT_[A-Z0-9_]*[A-Z0-9]", text)) - settings() - NOT_OURS)


def _arrives(file: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    there = (file.parent / path).resolve() if path else file
    return there.exists() and (not anchor or anchor in _anchors(there))


def _anchors(file: Path) -> set[str]:
    titles = re.findall(r"^#+\s+(.+)$", file.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def _calls(command: str, text: str) -> list[list[str]]:
    """What follows the command wherever it stands in code: its words, up to the first that is not a plain one."""
    code = "\n".join(CODE.findall(text))
    lines = re.findall(rf"(?:^|[`$;&]\s*|bin/){command}((?: +[a-z][a-z-]*)*)", code, re.MULTILINE)
    return [line.split() for line in lines]


def _is_command(words: list[str]) -> bool:
    here = typer.main.get_command(app)
    for word in words:
        known = getattr(here, "commands", None)
        if known is None:
            return True  # no group of commands: the rest are its arguments
        if word not in known:
            return False
        here = known[word]
    return True


@pytest.mark.parametrize("file", documents(), ids=lambda file: str(file.relative_to(ROOT)))
def test_what_a_document_names_exists(file: Path):
    text = file.read_text()
    assert dead_links(file, text) == []
    assert unknown_commands(text) == []
    assert unknown_targets(text) == []
    assert unknown_settings(text) == []


@pytest.mark.parametrize("name", ["docker-compose.yml", "Dockerfile", "deploy/Caddyfile"])
def test_what_the_installation_sets_exists(name: str):
    assert unknown_settings((ROOT / name).read_text()) == []


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_what_the_product_tells_people_to_run_exists(source: Source):
    assert unknown_commands(source.text) == []
    assert unknown_targets(source.text) == []


def test_the_operators_guide_has_every_setting_in_its_table():
    guide = (ROOT / "docs/guide/operators.md").read_text()
    assert set(re.findall(r"^\| *`(REMIT_[A-Z0-9_]+)`", guide, re.MULTILINE)) == settings()


def test_the_guards_bite():
    readme = ROOT / "README.md"
    assert dead_links(readme, "[gone](docs/gone.md) [nowhere](#no-such-title)") == ["docs/gone.md", "#no-such-title"]
    assert unknown_commands("Run `remit conquer` and `.venv/bin/remit serve --port 1`.") == [["conquer"]]
    assert unknown_targets("```\nmake world\nmake demo\n```") == [["world"]]
    assert unknown_settings("`REMIT_MAGIC=1`") == ["REMIT_MAGIC"]
