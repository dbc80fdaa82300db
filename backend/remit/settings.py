"""Every setting, from the environment (`REMIT_…`), read once by main. A wrong one stops the start with a sentence."""

from pathlib import Path
from typing import Literal, Self
from zoneinfo import available_timezones

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from remit.domain.policy.facts import House


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
    payments: Literal["sandbox", "http"] = "sandbox"
    """Who moves the money: the built-in sandbox, or your own service over HTTP."""
    payments_url: str | None = Field(default=None, pattern=r"^https?://.+", examples=["https://payments.example.com"])
    """With `http`: where executions are posted to."""
    payments_secret: str | None = None
    """With `http`: the Standard Webhooks secret (`whsec_…`) that requests are signed with."""
    orders: Literal["builtin", "http"] = "builtin"
    """Where orders come from: the built-in order book, or your own service over HTTP."""
    orders_url: str | None = Field(default=None, pattern=r"^https?://.+", examples=["https://orders.example.com"])
    """With `http`: where orders are looked up."""
    shop_path: Path | None = None
    """The file of the built-in order book and sandbox provider; beside the SQLite database, else var/shop.db."""
    brand: str = Field(default="acme", pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$", examples=["acme"])
    """The brand of requests that come without an order."""
    time_zone: str = Field(default="UTC", examples=["Europe/Berlin"])
    """By which clock brands live, where `REMIT_TIME_ZONES` does not say: hours, weekdays and days follow it."""
    time_zones: str = Field(default="", examples=["acme=Europe/Berlin b1=America/New_York"])
    """Time zones of single brands: `brand=zone`, separated by spaces."""
    demo: bool = False
    """Set by `remit demo`: demo accounts may sign in with one click."""

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.demo and self.env == "production":
            raise ValueError("demo mode has well-known passwords, so it does not start with REMIT_ENV=production")
        if self.env == "production" and self.public_origin is None:
            raise ValueError("REMIT_ENV=production needs REMIT_PUBLIC_ORIGIN, so that foreign origins can be refused")
        if self.payments == "http" and not (self.payments_url and self.payments_secret):
            raise ValueError("REMIT_PAYMENTS=http needs REMIT_PAYMENTS_URL and REMIT_PAYMENTS_SECRET")
        if self.orders == "http" and not self.orders_url:
            raise ValueError("REMIT_ORDERS=http needs REMIT_ORDERS_URL")
        return self

    @model_validator(mode="after")
    def _on_the_map(self) -> Self:
        for zone in (self.time_zone, *self.house.zones.values()):
            if zone not in available_timezones():
                raise ValueError(f"there is no time zone {zone!r}; say for example Europe/Berlin")
        return self

    @property
    def house(self) -> House:
        """The brand and the clocks."""
        pairs = [pair.partition("=") for pair in self.time_zones.split()]
        return House(self.brand, self.time_zone, {brand: zone for brand, _, zone in pairs})

    @property
    def shop(self) -> Path:
        """Where the built-in shop keeps its file."""
        if self.shop_path is not None:
            return self.shop_path
        if self.database_url.startswith("sqlite:///"):
            return Path(self.database_url.removeprefix("sqlite:///")).with_name("shop.db")
        return Path("var/shop.db")

    @property
    def secure(self) -> bool:
        """Whether browsers come over TLS, so that cookies can insist on it."""
        return bool(self.public_origin and self.public_origin.startswith("https://"))
