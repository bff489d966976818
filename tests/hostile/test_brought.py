"""A case of another desk that was damaged, or made up: it is refused with a reason (C1)."""

from __future__ import annotations

import hashlib
import io
import json
import random
from collections import Counter
from collections.abc import Mapping

import msgspec
import pytest

from habeas import bringing
from habeas.bringing import BringError, Case
from habeas.exporting.bundle import FORMAT, MANIFEST, SUMS
from habeas.exporting.packing import zipped
from habeas.model.codec import to_json
from habeas.model.decision import Decision
from habeas.model.text import Extracted
from tests.factory import Draft
from tests.hostile.mutate import mutated
from tests.hostile.sound import PAGE
from tests.promises.counting import SEED, so_many, told

EACH = so_many("HABEAS_OTHERS", 60)
WORDS = "Osvik Tarrow, 41, was arrested in Lindmere on 4 May 2023."


def parts() -> dict[str, bytes]:
    """The parts of a case, but for their hashes."""
    data = WORDS.encode()
    digits = hashlib.sha256(data).hexdigest()
    draft = Draft(WORDS)
    draft.event("arrest", "arrested", who=(draft.person("Osvik Tarrow", detained=True),))
    draft.info = msgspec.structs.replace(draft.info, id=f"sha256:{digits}")
    decision = Decision(
        id="de:" + "0" * 20, action="accept", targets=("st:1",), author="Ida", time="2024-05-02T10:00:00Z"
    )
    return {
        "readings.jsonl": to_json(draft.reading()) + b"\n",
        "decisions.jsonl": to_json(decision) + b"\n",
        f"texts/{digits}": to_json(Extracted(text=WORDS, media_type="text/plain")),
        f"originals/{digits}": data,
        MANIFEST: json.dumps({"format": FORMAT}).encode(),
    }


def packed(made: Mapping[str, bytes]) -> bytes:
    """A case of these parts, with the hashes that they have."""
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in made.items())
    return zipped([*made.items(), (SUMS, sums.encode())])


def outcome(data: bytes) -> str:
    """ "read" or "refused"; whatever else is raised is a fault of ours."""
    try:
        case = Case(io.BytesIO(data))
    except BringError as error:
        return "refused" if str(error) else "refused without a reason"
    assert all(case.original(one) for one in case.readings)
    return "read"


@pytest.mark.promise("C1")
def test_a_damaged_case_is_refused_and_never_a_fault() -> None:
    """Damaged as a file, and damaged in a part whose hash was made anew, as somebody would who means it."""
    sound = packed(parts())
    assert outcome(sound) == "read"
    ended: Counter[str] = Counter()
    for number in range(EACH):
        pick = random.Random(f"{SEED}/{number}")
        ended[outcome(mutated(pick, sound, PAGE))] += 1
        made = parts()
        name = pick.choice(sorted(made))
        ended[outcome(packed(made | {name: mutated(pick, made[name], PAGE)}))] += 1
    assert ended["refused"] > EACH
    assert ended.keys() <= {"read", "refused"}
    told("damaged cases of another desk", "C1", f"make hostile OTHERS={EACH}", 2 * EACH, 0)


@pytest.mark.promise("C2")
def test_a_case_with_a_part_that_unpacks_to_very_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed(parts() | {"tables/x.csv": b"0" * 3_000_000})
    monkeypatch.setattr(bringing, "LARGEST_PART", 2_000_000)
    with pytest.raises(BringError, match="it holds more than is taken"):
        Case(io.BytesIO(bomb))
