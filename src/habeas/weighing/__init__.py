"""What several reports come to: who says what, what agrees, what differs, what has changed. Takes no side."""

from habeas.weighing.weigh import series, weigh

__all__ = ["series", "weigh"]
