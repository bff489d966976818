"""Settings say how a model is asked, and never hold a key."""

from __future__ import annotations

import pytest

from habeas.reading.language_model import Settings, SettingsError, settings_from
from habeas.reading.language_model.settings import Settings as Same
from tests.reading.language_model.asking import SETTINGS, reader_of

LEAST = {"address": "http://127.0.0.1:8080/v1", "model": "m"}


def test_address_and_model_are_enough_and_nothing_leaves_the_machine_by_default() -> None:
    settings = settings_from(LEAST)
    assert settings == Settings(address="http://127.0.0.1:8080/v1", model="m") == Same(**LEAST)  # type: ignore[arg-type]
    assert settings.allow_remote is False
    assert settings.key_env is None


@pytest.mark.parametrize("name", ["key", "api_key", "token", "adress"])
def test_a_setting_that_there_is_not_is_refused_without_showing_what_it_holds(name: str) -> None:
    with pytest.raises(SettingsError, match=f"no setting {name}.*key_env") as caught:
        settings_from({**LEAST, name: "sk-secret"})
    assert "sk-secret" not in str(caught.value)


@pytest.mark.parametrize("value", ["sk-secret-1", "", "A KEY", "${KEY}"])
def test_what_is_no_name_of_an_environment_variable_is_taken_for_a_key_and_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="never a key") as caught:
        settings_from({**LEAST, "key_env": value})
    assert not value or value not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("model", " "), ("max_tokens", 5), ("timeout", 0), ("window", 10), ("temperature", -1), ("answers", "xml"),
     ("allow_remote", "yes"), ("address", None), ("seed", "x")],
)  # fmt: skip
def test_a_value_out_of_bounds_or_of_another_kind_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=name):
        settings_from({**LEAST, name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [("model", "n"), ("address", "http://127.0.0.1:2/v1"), ("max_tokens", 900), ("window", 900), ("temperature", 0.5),
     ("seed", 7), ("answers", "plain")],
)  # fmt: skip
def test_the_version_of_a_reader_changes_with_all_that_shapes_an_answer(name: str, value: object) -> None:
    other = settings_from({**LEAST, "address": SETTINGS.address, "model": SETTINGS.model, name: value})
    assert reader_of(str, other).version != reader_of(str).version


@pytest.mark.parametrize(("name", "value"), [("timeout", 9), ("key_env", "KEY"), ("allow_remote", True)])
def test_the_version_of_a_reader_stays_with_what_shapes_no_answer(name: str, value: object) -> None:
    other = settings_from({**LEAST, "address": SETTINGS.address, "model": SETTINGS.model, name: value})
    assert reader_of(str, other).version == reader_of(str).version
