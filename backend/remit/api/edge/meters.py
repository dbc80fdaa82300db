"""What Prometheus is told: read off what runs when it asks, so that counting costs the hot path nothing."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from remit.desk.office import Office
from remit.live.hub import Hub


class Meters(Collector):
    """This process's ledger, limits and live connections."""

    def __init__(self, office: Office, hub: Hub) -> None:
        self._office = office
        self._hub = hub

    def collect(self) -> Iterator[Metric]:
        """The figures of this moment."""
        ledger, authority = self._office.ledger, self._office.authority
        events = CounterMetricFamily("remit_events", "Events that this process recorded, by name", labels=["event"])
        for name, count in sorted(ledger.counted.items()):
            events.add_metric([name], count)
        yield events
        yield CounterMetricFamily("remit_ledger_commands", "Commands that were submitted", value=ledger.taken)
        yield CounterMetricFamily(
            "remit_ledger_batches", "Transactions that they were grouped into", value=ledger.batches
        )
        yield GaugeMetricFamily("remit_ledger_waiting", "Commands that wait for their turn", value=ledger.waiting)
        yield GaugeMetricFamily("remit_live_sockets", "Open live connections", value=len(self._hub.sockets))
        yield GaugeMetricFamily("remit_policy_version", "The version of the limits in force", value=authority.version)


def scraped(office: Office, hub: Hub) -> bytes:
    """Everything, as text."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    registry.register(Meters(office, hub))
    return generate_latest(registry)
