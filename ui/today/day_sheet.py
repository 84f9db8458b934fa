"""What does the clerk take along on paper? The day's board as a printed sheet."""

from ui.pages import Desk, Page


def print_it(page: Page, desk: Desk) -> None:
    raise NotImplementedError
