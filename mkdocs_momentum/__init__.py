"""One canonical post a day, over all your MkDocs blogs."""

__version__ = "0.1.0"
