"""Django Channels with its layer in memory, one group, under uvicorn."""

import django
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter
from django.conf import settings

from bench.rivals.sockets.event import EVENT

_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
settings.configure(CHANNEL_LAYERS=_LAYERS, ALLOWED_HOSTS=["*"], SECRET_KEY="bench", DEBUG=False)
django.setup()


class Floor(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add("floor", self.channel_name)
        await self.accept()

    async def receive(self, **_said: object) -> None:
        await self.channel_layer.group_send("floor", {"type": "told"})

    async def told(self, _event: dict[str, object]) -> None:
        await self.send(EVENT)


async def _ready(_scope, _receive, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


app = ProtocolTypeRouter({"websocket": Floor.as_asgi(), "http": _ready})
