"""A reader that asks a language model, off unless it is chosen and set up (see docs/language-model.md)."""

from habeas.reading.language_model.link import Link, MemoryKept
from habeas.reading.language_model.reader import LanguageModelReader
from habeas.reading.language_model.settings import Settings, SettingsError, settings_from

__all__ = ["LanguageModelReader", "Link", "MemoryKept", "Settings", "SettingsError", "settings_from"]
