"""Text to reading: readers behind one small protocol, and the one check that every reading passes."""

from habeas.reading.protocol import Reader, UnknownReaderError, load_reader, read_report

__all__ = ["Reader", "UnknownReaderError", "load_reader", "read_report"]
