"""Every setting, from the environment (`REMIT_…`), read once by main. A wrong one stops the start with a sentence."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


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
