"""Part `start`: from the start of the process until it is ready, and its memory then; beside a bare FastAPI app."""

from pathlib import Path
from statistics import median

from bench.process import Server, remit, rival
from bench.report import Section, spread
from bench.world import build

ROUNDS = 5


def run(folder: Path) -> Section:
    world = build(folder / "remit")
    found: dict[str, list[tuple[float, float]]] = {"FastAPI + pydantic echo": [], "Remit": []}
    for _ in range(ROUNDS):
        with rival("echo", {}) as server:
            found["FastAPI + pydantic echo"].append(_looked_at(server))
        with remit(world.environment) as server:
            found["Remit"].append(_looked_at(server))
    rows = [[name, spread([s for s, _ in seen], 2), spread([mib for _, mib in seen])] for name, seen in found.items()]
    return Section(
        part="start",
        title="Start",
        said=["Ready means that it answers `/readyz`: database at head, limits and people loaded, shop opened."],
        header=["who", "seconds to ready", "MiB resident"],
        rows=rows,
        picture=[(name, median(s for s, _ in seen)) for name, seen in found.items()],
        unit="seconds to ready",
        raw=dict(found),
    )


def _looked_at(server: Server) -> tuple[float, float]:
    return server.ready_after, server.resident() / 2**20
