"""Every setting, from the environment (`REMIT_…`), read once by main. A wrong one stops the start with a sentence."""

import re
from base64 import b64decode
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from remit.domain.policy.facts import House
from remit.domain.remedies import REMEDIES, RETURNS_MONEY

_ADDRESS = r"^https?://[^/?#@\s]+(/[^?#@\s]*)?$"
"""Host and path. A password in an address ends up in logs, and a query would swallow what is put behind it."""
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")
_HERE = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(BaseSettings):
    """Frozen; the guide for operators has the same table."""

    model_config = SettingsConfigDict(env_prefix="REMIT_", frozen=True, extra="ignore")

    database_url: str = Field(
        default="sqlite:///var/remit.db", pattern=r"^(sqlite:///.|postgresql://).+", examples=["sqlite:///var/remit.db"]
    )
    """`sqlite:///path` or `postgresql://user:password@host/name`."""
    env: Literal["development", "production"] = "development"
    """`production` refuses demo mode and needs `REMIT_PUBLIC_ORIGIN`."""
    public_origin: str | None = Field(default=None, pattern=r"^https?://[^/]+$", examples=["https://remit.example.com"])
    """Where browsers reach the service, for example https://remit.example.com. Foreign origins are refused."""
    payments: Literal["sandbox", "http", "stripe", "shopify"] = "sandbox"
    """Who moves the money: the built-in sandbox, your own service over HTTP, Stripe, or a Shopify shop."""
    payments_url: str | None = Field(default=None, pattern=_ADDRESS, examples=["https://payments.example.com"])
    """With `http`: where executions are posted to. With `shopify`: the shop. With `stripe`: instead of its own."""
    payments_secret: str | None = None
    """With `http`: the Standard Webhooks secret (`whsec_…`) that calls are signed with. Else the API key or token."""
    payments_webhook_secrets: str | None = None
    """What events from the provider are signed with; several, separated by spaces, while one is being changed."""
    fulfilment: Literal["sandbox", "http"] | None = None
    """With `stripe` and `shopify`: who carries out the remedies that give no money back."""
    fulfilment_url: str | None = Field(default=None, pattern=_ADDRESS, examples=["https://fulfilment.example.com"])
    """With `REMIT_FULFILMENT=http`: where they are posted to."""
    fulfilment_secret: str | None = None
    """With `REMIT_FULFILMENT=http`: the Standard Webhooks secret for both ways."""
    orders: Literal["builtin", "http"] = "builtin"
    """Where orders come from: the built-in order book, or your own service over HTTP."""
    orders_url: str | None = Field(default=None, pattern=_ADDRESS, examples=["https://orders.example.com"])
    """With `http`: where orders are looked up."""
    shop_path: Path | None = None
    """The file of the built-in order book and sandbox provider; beside the SQLite database, else var/shop.db."""
    mark_path: Path | None = None
    """The file that says how far the database has come, so that a restore is noticed; beside the shop's file."""
    record_key: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{43}$", examples=["a" * 43])
    """The private key (Ed25519, base64url) that seals the record; without it one is made and kept in a file beside the
    shop's. Several processes need the same."""
    record_keys: str = Field(
        default="", pattern=r"^(\S+\+[0-9a-f]{8}\+A\S{43}(\s+|$))*$", examples=["remit+1a2b3c4d+AbC…"]
    )
    """Public keys of earlier seals, separated by spaces, whose checkpoints still count."""
    record_copies: Path | None = None
    """Where each checkpoint is copied to, out of the database's reach; beside the shop's file."""
    hold: bool = False
    """Start with money waiting for `remit reconcile`: after a restore on a machine that has no mark."""
    brand: str = Field(default="acme", pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$", examples=["acme"])
    """The brand of requests that come without an order."""
    time_zone: str = Field(default="UTC", examples=["Europe/Berlin"])
    """By which clock brands live, where `REMIT_TIME_ZONES` does not say: hours, weekdays and days follow it."""
    time_zones: str = Field(default="", examples=["acme=Europe/Berlin b1=America/New_York"])
    """Time zones of single brands: `brand=zone`, separated by spaces."""
    push_hosts: str = "fcm.googleapis.com updates.push.services.mozilla.com *.push.apple.com *.notify.windows.com"
    """The push services that notices may be sent to, separated by spaces; empty sends none."""
    push_key: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]{43}$", examples=["a" * 43])
    """The private VAPID key, base64url; without it one is made at the first start and kept in the database."""
    push_contact: str | None = Field(
        default=None, pattern=r"^(mailto:[^\s@]+@[^\s@]+|https://\S+)$", examples=["mailto:ops@example.com"]
    )
    """Whom a push service may write to; the public origin where nothing is said."""
    mail_url: str | None = Field(
        default=None, pattern=r"^smtps?://[^/?#@\s]+$", examples=["smtp://mail.example.com:587"]
    )
    """The mail server for notices by e-mail: `smtp://host:587`, or `smtps://host:465`. Without it none are sent."""
    mail_user: str | None = None
    """Who signs in there."""
    mail_password: str | None = None
    """And with which password; it is only ever sent over TLS."""
    mail_from: str | None = Field(default=None, pattern=r"^[^\r\n]+@[^\s@]+$", examples=["Remit <remit@example.com>"])
    """The sender of notices by e-mail."""
    panel_origins: str = Field(default="", examples=["https://acme.zendesk.com"])
    """Which helpdesks may show the side panel at /panel in a frame, separated by spaces."""
    demo: bool = False
    """Set by `remit demo`: demo accounts may sign in with one click."""

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.demo and self.env == "production":
            raise ValueError("demo mode has well-known passwords, so it does not start with REMIT_ENV=production")
        if self.env == "production" and self.public_origin is None:
            raise ValueError("REMIT_ENV=production needs REMIT_PUBLIC_ORIGIN, so that foreign origins can be refused")
        _check_providers(self)
        if self.orders == "http" and not self.orders_url:
            raise ValueError("REMIT_ORDERS=http needs REMIT_ORDERS_URL")
        if self.mail_url and not (self.mail_from and self.public_origin):
            raise ValueError("REMIT_MAIL_URL needs REMIT_MAIL_FROM, and REMIT_PUBLIC_ORIGIN for the link in the e-mail")
        return self

    @model_validator(mode="after")
    def _on_the_map(self) -> Self:
        for zone in (self.time_zone, *self.house.zones.values()):
            if zone not in available_timezones():
                raise ValueError(f"there is no time zone {zone!r}; say for example Europe/Berlin")
        return self

    @model_validator(mode="after")
    def _origins(self) -> Self:
        for origin in self.panels:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"REMIT_PANEL_ORIGINS: {origin!r} is no origin; say https://helpdesk.example.com")
        return self

    @property
    def panels(self) -> tuple[str, ...]:
        """Origins of the pages that may show the side panel."""
        return tuple(self.panel_origins.split())

    @property
    def house(self) -> House:
        """The brand and the clocks."""
        pairs = [pair.partition("=") for pair in self.time_zones.split()]
        return House(self.brand, self.time_zone, {brand: zone for brand, _, zone in pairs})

    @property
    def payments_everything(self) -> bool:
        """Whether who moves the money carries out every remedy."""
        return self.payments in ("sandbox", "http")

    @property
    def event_secrets(self) -> list[str]:
        """What the provider's events are signed with; the plain provider signs as it is signed to."""
        return (self.payments_webhook_secrets or "").split()

    @property
    def plain_event_secrets(self) -> list[str]:
        """The same of those who speak the plain HTTP of the contract."""
        own = [*self.event_secrets, self.payments_secret] if self.payments == "http" else []
        other = [self.fulfilment_secret] if self.fulfilment == "http" else []
        return [secret for secret in (*own, *other) if secret]

    @property
    def shop(self) -> Path:
        """Where the built-in shop keeps its file."""
        if self.shop_path is not None:
            return self.shop_path
        if self.database_url.startswith("sqlite:///"):
            return Path(self.database_url.removeprefix("sqlite:///")).with_name("shop.db")
        return Path("var/shop.db")

    @property
    def mark(self) -> Path:
        """Where it is noted how far the database has come."""
        return self.mark_path or self.shop.with_name("remit.mark")

    @property
    def record_key_path(self) -> Path:
        """Where the key is kept that seals the record, if none is set."""
        return self.shop.with_name("record.key")

    @property
    def copies(self) -> Path:
        """The file that each checkpoint is copied to."""
        return self.record_copies or self.shop.with_name("record.checkpoints")

    @property
    def secure(self) -> bool:
        """Whether browsers come over TLS, so that cookies can insist on it."""
        return bool(self.public_origin and self.public_origin.startswith("https://"))


def _check_providers(chosen: Settings) -> None:
    """Every remedy has a home, and every home what it needs. Raises ValueError."""
    _complete("PAYMENTS", chosen.payments, chosen.payments_url, chosen.payments_secret)
    _complete("FULFILMENT", chosen.fulfilment or "sandbox", chosen.fulfilment_url, chosen.fulfilment_secret)
    if chosen.payments_everything:
        if chosen.fulfilment is not None:
            raise ValueError(f"REMIT_PAYMENTS={chosen.payments} carries out every remedy: leave REMIT_FULFILMENT out")
    elif chosen.fulfilment is None:
        homeless = ", ".join(sorted(REMEDIES.keys() - RETURNS_MONEY))
        raise ValueError(
            f"REMIT_PAYMENTS={chosen.payments} gives money back, and cannot carry out {homeless}. "
            "Say who does: REMIT_FULFILMENT=http with its address, or sandbox to have them noted and done by hand"
        )
    if chosen.payments == "stripe" and chosen.orders == "builtin":
        raise ValueError("REMIT_PAYMENTS=stripe needs REMIT_ORDERS=http: only the order system knows the payment")
    if any(not _is_key(secret) for secret in chosen.plain_event_secrets):
        raise ValueError("a Standard Webhooks secret is base64 behind whsec_; make one by: openssl rand -base64 32")


def _complete(name: str, provider: str, url: str | None, secret: str | None) -> None:
    if provider == "sandbox":
        return
    if not secret or not (url or provider == "stripe"):
        needs = f"REMIT_{name}_SECRET" if provider == "stripe" else f"REMIT_{name}_URL and REMIT_{name}_SECRET"
        raise ValueError(f"REMIT_{name}={provider} needs {needs}")
    if provider != "http" and url and urlsplit(url).scheme != "https" and urlsplit(url).hostname not in _HERE:
        raise ValueError(f"REMIT_{name}_URL has to be https: the key to the account goes with every call")


def _is_key(secret: str) -> bool:
    try:
        return len(b64decode(secret.removeprefix("whsec_"), validate=True)) > 0
    except ValueError:
        return False
