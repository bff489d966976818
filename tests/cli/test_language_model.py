"""`--reader language-model`: off unless set up, and safe with a server that behaves in any way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from habeas.model.codec import reading_from_json
from habeas.model.reading import Reading
from habeas.network import Service, service
from habeas.workspace import Workspace
from tests.cli.desk import HARBOUR, Ran, habeas
from tests.model_server import ModelServer, Reply, Respond, careful, completion, saying, serving

USE = ("--reader", "language-model")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace with one report, as the current folder; pauses are not waited for."""
    monkeypatch.setattr(service, "LONGEST_PAUSE_S", 0.0)
    monkeypatch.delenv("MODEL_KEY", raising=False)
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    habeas("init", tmp_path / "ws")
    monkeypatch.chdir(tmp_path / "ws")
    habeas("add", tmp_path / "harbour.txt")
    return tmp_path / "ws"


def set_up(folder: Path, address: str, *more: str) -> None:
    lines = ["[language_model]", f'address = "{address}"', 'model = "small-model"', *more]
    (folder / "habeas.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_by(server: ModelServer, folder: Path, *more: str, settings: tuple[str, ...] = ()) -> Ran:
    set_up(folder, server.address, *settings)
    return habeas("read", *USE, "--format", "jsonl", *more)


def stored(folder: Path) -> list[Reading]:
    with Workspace.open(folder) as open_:
        return list(open_.readings())


def test_a_report_is_read_by_the_model_once_and_stored_like_any_other_reading(workspace: Path) -> None:
    with serving(saying(careful)) as server:
        ran = read_by(server, workspace)
        again = habeas("read", *USE)
    assert (ran.code, again.code, len(server.heard)) == (0, 0, 1)
    assert "nothing is left to read" in again.said
    assert stored(workspace) == [reading_from_json(ran.out)]
    assert habeas("show", "Dana Iwu").code == 0


def test_the_english_reader_stays_the_one_that_reads_unless_another_is_named(workspace: Path) -> None:
    with serving(saying(careful)) as server:
        set_up(workspace, server.address)
        habeas("read")
    assert server.heard == []
    assert stored(workspace)[0].reader.name == "english"
    assert not (workspace / "exchanges").exists()


def test_files_outside_the_workspace_are_read_with_its_settings_and_no_reading_is_stored(workspace: Path) -> None:
    with serving(saying(careful)) as server:
        set_up(workspace, server.address)
        ran = habeas("read", "../harbour.txt", *USE)
        build = habeas("build", "../harbour.txt", "--out", "../case-files", *USE)
    assert (ran.code, build.code) == (0, 0)
    assert reading_from_json(ran.out).reader.name == "language-model"
    assert stored(workspace) == []
    assert (workspace / "exchanges").is_dir()


@pytest.mark.parametrize("text", ["", "[other]\na = 1\n"])
def test_without_settings_nothing_is_asked_and_the_way_to_set_it_up_is_said(workspace: Path, text: str) -> None:
    (workspace / "habeas.toml").write_text(text, encoding="utf-8")
    ran = habeas("read", *USE)
    assert (ran.code, ran.out) == (2, "")
    assert "habeas.toml" in ran.said


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("language_model = 3", "is no table"),
        ("[language_model", "is not TOML"),
        ("[language_model]\nmodel = 'm'", "address"),
        ("[language_model]\naddress = 'http://127.0.0.1:1/v1'\nmodel = 'm'\nkey = 'sk-secret'", "key_env"),
        ("[language_model]\naddress = 'http://127.0.0.1:1/v1'\nmodel = 'm'\nkey_env = 'MODEL_KEY'", "holds no key"),
        ("[language_model]\naddress = 'https://models.example/v1'\nmodel = 'm'", "allow_remote = true"),
        ("[language_model]\naddress = 'http://[::1'\nmodel = 'm'", "is no address"),
        ("[language_model]\naddress = 'http://192.168.1.9/v1'\nmodel = 'm'\nallow_remote = true", "https only"),
    ],
)
def test_settings_that_cannot_be_used_are_wrong_use_with_the_reason(workspace: Path, settings: str, said: str) -> None:
    (workspace / "habeas.toml").write_text(settings, encoding="utf-8")
    ran = habeas("read", *USE)
    assert ran.code == 2
    assert said in ran.said
    assert "sk-secret" not in ran.said


def test_the_key_comes_from_the_environment_and_is_written_nowhere(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODEL_KEY", "sk-very-secret")
    with serving(saying(careful)) as server:
        ran = read_by(server, workspace, settings=('key_env = "MODEL_KEY"',))
    assert server.heard[0].headers["Authorization"] == "Bearer sk-very-secret"
    assert "sk-very-secret" not in ran.out + ran.said
    kept = [path for path in workspace.rglob("*") if path.is_file()]
    assert any("exchanges" in path.parts for path in kept)
    assert [path for path in kept if b"sk-very-secret" in path.read_bytes()] == []


def test_a_server_that_takes_no_schema_is_asked_in_words_only_from_then_on(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "second.txt").write_text(HARBOUR + "\nMore.", encoding="utf-8")
    habeas("add", tmp_path / "second.txt")

    def respond(body: dict[str, Any], _: int) -> Reply:
        if "response_format" in body:
            return Reply((b'{"error": "response_format is not supported"}',), 400)
        return Reply((completion(careful(json.loads(body["messages"][-1]["content"]))),))

    with serving(respond) as server:
        ran = read_by(server, workspace)
        replayed = habeas("read", *USE, "--again", "--replay", "--format", "jsonl")
    assert ran.code == 0
    assert ["response_format" in heard.body for heard in server.heard] == [True, False, False]
    assert replayed.out == ran.out


@pytest.mark.parametrize(("answers", "schema"), [("schema", True), ("plain", False)])
def test_how_answers_are_asked_for_can_be_set(workspace: Path, answers: str, schema: bool) -> None:
    with serving(saying(careful)) as server:
        read_by(server, workspace, settings=(f'answers = "{answers}"',))
    assert [("response_format" in heard.body) for heard in server.heard] == [schema]


def always(*chunks: bytes, status: int = 200, pause: float = 0.0, **headers: str) -> Respond:
    given = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return lambda body, number: Reply(chunks, status, given, pause)


BROKEN = {
    "out of order": (always(b"boom", status=500), "status 500"),
    "overloaded": (always(b"", status=503), "status 503"),
    "refusing": (always(b"no such model", status=404), "status 404: no such model"),
    "not letting in": (always(b"", status=401), "status 401"),
    "sending elsewhere": (always(b"", status=302, Location="http://127.0.0.1:1/"), "redirects are not followed"),
    "breaking off": (always(b'{"choices"', Content_Length="9000"), "failed 4 times"),
    "without end": (always(*[b" "] * 400, pause=0.01), "no whole reply"),
    "huge": (always(*[b"x" * 500_000] * 9), "more than 4,000,000 bytes"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_server_that_fails_leaves_the_report_unread_for_now(workspace: Path, kind: str) -> None:
    respond, why = BROKEN[kind]
    with serving(respond) as server:
        ran = read_by(server, workspace, settings=("timeout = 1",))
    assert ran.code == 1
    assert "received 1 = 0 read + 0 partly read + 1 refused" in ran.said
    assert why in ran.said
    assert (ran.out, stored(workspace)) == ("", [])
    with serving(saying(careful)) as server:
        assert read_by(server, workspace).code == 0
    assert len(list(stored(workspace)[0].statements())) == 5


USELESS = {
    "no completion": b'{"choices": []}',
    "no json": b"<html>Not here</html>",
    "not utf-8": b'{"choices": [{"message": {"content": "\xff\xfe"}}]}',
    "no words": completion(""),
    "a refusal": completion("I am sorry, but I cannot do that."),
    "another form": completion('{"answer": [1, 2]}'),
    "a list": completion("[]"),
    "bad json": completion('{"events": [{"type": "arrest",}]}'),
    "deep json": completion('{"events": ' + "[" * 100_000),
    "broken off": completion('{"events": [', "length"),
    "a tool call": b'{"choices": [{"message": {"content": null, "tool_calls": [{"id": "1"}]}}]}',
}


@pytest.mark.parametrize("kind", USELESS)
def test_an_answer_of_no_use_is_a_report_read_in_part_that_says_so(workspace: Path, kind: str) -> None:
    with serving(always(USELESS[kind])) as server:
        ran = read_by(server, workspace)
        replayed = habeas("read", *USE, "--again", "--replay", "--format", "jsonl")
    (reading,) = stored(workspace)
    assert (ran.code, reading.state, list(reading.statements())) == (1, "partial", [])
    assert any(note.startswith("not read: paragraph") for note in reading.notes)
    assert "1 partly read" in ran.said
    assert replayed.out == ran.out


def test_a_busy_server_is_asked_again_and_the_reading_is_whole(workspace: Path) -> None:
    def respond(body: dict[str, Any], number: int) -> Reply:
        if number < 3:
            return Reply((b"busy",), 429, (("Retry-After", "1"),))
        return Reply((completion(careful(json.loads(body["messages"][-1]["content"]))),))

    with serving(respond) as server:
        ran = read_by(server, workspace)
    assert (ran.code, len(server.heard)) == (0, 3)


def test_nothing_is_sent_where_the_name_leads_to_another_machine(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Service.__init__

    def elsewhere(self: Service, *given: Any, **named: Any) -> None:
        made(self, *given, **named)
        self.resolve = lambda host, port: ["10.9.8.7"]

    monkeypatch.setattr(Service, "__init__", elsewhere)
    with serving(saying(careful)) as server:
        set_up(workspace, server.address.replace("127.0.0.1", "localhost"))
        ran = habeas("read", *USE)
    assert (ran.code, server.heard, stored(workspace)) == (1, [], [])
    assert "is not on this machine; nothing was sent" in ran.said


def test_where_reports_leave_this_machine_that_is_said_first(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("habeas.network.service.resolved", lambda host, port: [])
    (workspace / "habeas.toml").write_text(
        "[language_model]\naddress = 'https://models.example/v1'\nmodel = 'm'\nallow_remote = true\n", encoding="utf-8"
    )
    ran = habeas("read", *USE)
    assert ran.code == 1
    assert ran.said.startswith("reports are sent to another machine: https://models.example/v1\n")
    assert "models.example has no address" in ran.said
    assert "another machine" not in habeas("read", *USE, "--again", "--replay").said


def test_replay_is_for_a_reader_that_asks_somebody(workspace: Path) -> None:
    ran = habeas("read", "--replay")
    assert ran.code == 2
    assert "asks nobody" in ran.said


def test_two_readers_are_compared_side_by_side_and_beside_what_people_decided(workspace: Path) -> None:
    with serving(saying(careful)) as server:
        set_up(workspace, server.address)
        habeas("read")
        waiting = habeas("decide", "list", "--json").json()
        (arrest,) = [one for one in waiting if one["kind"] == "event" and "31" not in one["words"]]
        habeas("decide", "accept", arrest["key"], "--by", "ana")
        ran = habeas("compare", "english", "language-model", "--json")
        table = habeas("compare", "english", "language-model")
        before = stored(workspace)
    assert (ran.code, table.code) == (0, 0)
    found = ran.json()
    assert (found["left"]["name"], found["right"]["name"]) == ("english", "language-model")
    counts = {kind["kind"]: kind for kind in found["kinds"]}
    assert (counts["claim"]["both"], counts["figure"]["both"]) == (1, 1)
    for reader in ("left", "right"):
        events = [one for one in found[f"{reader}_decided"] if one["kind"] == "event"]
        assert [(e["accepted"], e["accepted_found"], e["rejected"]) for e in events] == [(1, 1, 0)]
    assert "only language-model" in table.out
    assert "language-model beside people's decisions" in table.out
    assert [reading.reader.name for reading in before] == ["english"]
