"""The system's browser, for those who look at pages: playwright brings the protocol, not a browser."""

import shutil

NAMES = "chromium", "chromium-browser", "google-chrome"


def find() -> str | None:
    """The path of a Chromium, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)
