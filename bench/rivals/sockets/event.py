"""The event that all of them tell, as large as Remit's."""

from pathlib import Path

EVENT = Path(__file__).with_name("event.json").read_text().strip()
