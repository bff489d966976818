"""Text to reading: readers behind one small protocol, and the one check that every reading passes."""

from habeas.reading.protocol import Reader, ReaderSetupError, UnknownReaderError, load_reader, read_report

__all__ = ["Reader", "ReaderSetupError", "UnknownReaderError", "load_reader", "read_report"]
