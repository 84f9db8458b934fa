"""What does the mere passing of days change? Done at the start and after each midnight."""

from datetime import date

from clerkdesk.monitor import service as monitor
from clerkdesk.reassessments import service as reassessments
from clerkdesk.requests import service as requests


def begin(today: date) -> None:
    """Derive again what waits on others; put lights, and what replies withheld, on record.

    Each writes only what has changed since the last time.
    """
    requests.new_day()
    monitor.sweep(today)
    reassessments.sweep(today)
