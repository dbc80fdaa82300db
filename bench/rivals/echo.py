"""The floor: FastAPI checks the same body with pydantic and sends it back. Nobody is asked, nothing is stored."""

from fastapi import FastAPI

from remit.api.shapes.requests import AskIn

app = FastAPI()


@app.post("/api/v1/requests", status_code=201)
async def echo(ask: AskIn) -> AskIn:
    return ask
