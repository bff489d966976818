"""When things are: finds every expression of time in a report, reckons it from the day of writing, and attaches it to
the verb or noun that it dates. Nothing is guessed: what does not follow stays without a date.
"""

from habeas.reading.page import Page
from habeas.reading.times.book import DateBook

__all__ = ["DateBook", "read_times"]


def read_times(page: Page) -> DateBook:
    """The dates of the report on `page`."""
    return DateBook(page)
