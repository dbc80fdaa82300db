"""The API described on one page, made from the OpenAPI document. No script, and nothing fetched from elsewhere."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

router = APIRouter(include_in_schema=False)
_Document = Mapping[str, Any]
_STYLE = """
:root { color-scheme: light dark } body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
padding: 0 1rem } h2 { margin-top: 2.5rem } section { border-top: 1px solid #8884; padding: .75rem 0 }
code, pre { font: 13px/1.45 ui-monospace, monospace } pre { overflow-x: auto; padding: .75rem; background: #8881;
border-radius: .5rem } b.method { display: inline-block; min-width: 4.5rem } h3 { margin: 0; font-size: 1rem;
font-weight: 500 } p { margin: .25rem 0 }
"""


@router.get("/docs")
async def describe_api(request: Request) -> HTMLResponse:
    """Every call, what it takes and gives."""
    return HTMLResponse(page(request.app.openapi()))


def page(document: _Document) -> str:
    """The page."""
    info = document["info"]
    head = f"<!doctype html><html lang=en><meta charset=utf-8><title>{escape(info['title'])} API</title>"
    intro = (
        f"<h1>{escape(info['title'])} API</h1><p>{escape(info['description'])}</p><p>Machine-readable: "
        '<a href="/api/v1/openapi.json">openapi.json</a>. Refusals are application/problem+json; '
        "each type is explained at its own address.</p>"
    )
    body = "".join(_calls(document)) + "".join(_schemas(document))
    return f"{head}<meta name=viewport content='width=device-width'><style>{_STYLE}</style>{intro}{body}"


def _calls(document: _Document) -> Iterator[str]:
    nouns: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            nouns.setdefault((call.get("tags") or ["other"])[0], []).append(_call(path, method, call))
    for noun, calls in nouns.items():
        yield f"<h2>{escape(noun.capitalize())}</h2>{''.join(calls)}"


def _call(path: str, method: str, call: _Document) -> str:
    takes = _links(call.get("requestBody", {}).get("content", {}))
    given = [f"{status} {_links(said.get('content', {}))}" for status, said in call["responses"].items()]
    asked = ", ".join(f"<code>{escape(one['name'])}</code> ({one['in']})" for one in call.get("parameters", []))
    lines = [f"<h3><b class=method>{method.upper()}</b> <code>{escape(path)}</code></h3>"]
    lines.append(f"<p>{escape(call.get('description', ''))} <code>{escape(call['operationId'])}</code></p>")
    lines += [f"<p>With {asked}</p>"] if asked else []
    lines += [f"<p>Takes {takes}</p>"] if takes else []
    return f"<section>{''.join(lines)}<p>Gives {'; '.join(given)}</p></section>"


def _links(content: _Document) -> str:
    names = [said.get("schema", {}).get("$ref", "").rpartition("/")[2] for said in content.values()]
    return ", ".join(f'<a href="#{escape(name)}">{escape(name)}</a>' for name in names if name)


def _schemas(document: _Document) -> Iterator[str]:
    yield "<h2>Shapes</h2>"
    for name, schema in sorted(document.get("components", {}).get("schemas", {}).items()):
        text = escape(json.dumps(schema, indent=1))
        shown = f"<details><summary>Schema</summary><pre>{text}</pre></details>"
        yield f"<section id={escape(name)}><h3>{escape(name)}</h3>{shown}</section>"
