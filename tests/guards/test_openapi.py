"""The committed API document and the web client's types are those of the code: `make openapi` renews both."""

import json
import subprocess
from pathlib import Path

from remit.main import create_app
from remit.settings import Settings
from tests.guards.sources import ROOT

DOCUMENT = ROOT / "docs/openapi.json"
CLIENT = ROOT / "frontend/src/api/generated/schema.d.ts"


def client_types(document: Path, into: Path) -> str:
    generator = ROOT / "frontend/node_modules/.bin/openapi-typescript"
    subprocess.run([generator, document, "-o", into], cwd=ROOT / "frontend", check=True, capture_output=True)
    return into.read_text()


def test_the_document_is_current(sqlite_url: str):
    app = create_app(Settings(database_url=sqlite_url))
    assert json.loads(DOCUMENT.read_text()) == json.loads(json.dumps(app.openapi())), "run `make openapi`"


def test_the_client_is_current(tmp_path: Path):
    assert client_types(DOCUMENT, tmp_path / "schema.d.ts") == CLIENT.read_text(), "run `make openapi`"


def test_the_guard_bites(tmp_path: Path):
    changed = json.loads(DOCUMENT.read_text())
    changed["paths"]["/api/v1/planted"] = {"get": {"operationId": "planted", "responses": {"204": {"description": ""}}}}
    (tmp_path / "openapi.json").write_text(json.dumps(changed))
    assert client_types(tmp_path / "openapi.json", tmp_path / "schema.d.ts") != CLIENT.read_text()
