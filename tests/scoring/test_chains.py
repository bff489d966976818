"""Chains of speakers are right only as a whole."""

from __future__ import annotations

import json
from typing import Any

import pytest

from habeas.model.reading import Reading
from habeas.scoring import Chain, ChainsError, chains_from, score_chains
from tests.factory import Draft

TEXT = "The Coast Post reported that her brother said that the lawyer told him that Dana Iwu had been moved."
SPEAKERS = ("The Coast Post", "her brother", "the lawyer")
CONTENTS = (
    "her brother said that the lawyer told him that Dana Iwu had been moved",
    "the lawyer told him that Dana Iwu had been moved",
    "Dana Iwu had been moved",
)


def line(**changes: Any) -> str:
    claims = [
        {"speaker": who, "cue": "said", "content": content, "within": number - 1 if number else None}
        for number, (who, content) in enumerate(zip(SPEAKERS, CONTENTS, strict=True))
    ]
    return json.dumps({"id": "one", "text": TEXT, "claims": claims, **changes})


def chain() -> Chain:
    (found,) = chains_from([line(), "", " \n"])
    return found


def reading(*who: str | None) -> Reading:
    """A reading of the chain with these speakers from the outside inwards; "-" leaves a level out."""
    draft = Draft(TEXT)
    ids = {name: draft.entity(name, "person", named=False) for name in SPEAKERS}
    outer: str | None = None
    for name, content in zip(who, CONTENTS, strict=True):
        if name != "-":
            outer = draft.claim(content, by=ids[name] if name else None, within=outer)
    return draft.reading()


def test_a_chain_with_every_speaker_right_is_right() -> None:
    found = score_chains([(chain(), reading(*SPEAKERS))])
    assert (found.chains, found.right, found.deep, found.deep_right) == (1, 1, 1, 1)
    assert (found.links, found.links_right, found.wrong) == (3, 3, ())


@pytest.mark.parametrize(
    ("who", "links"),
    [
        (("The Coast Post", "her brother", "her brother"), 2),
        (("her brother", "her brother", "the lawyer"), 2),
        (("The Coast Post", "-", "the lawyer"), 1),
        (("-", "-", "the lawyer"), 1),
        (("The Coast Post", None, "the lawyer"), 2),
        (("-", "-", "-"), 0),
    ],
)
def test_a_wrong_speaker_at_any_level_makes_the_chain_wrong(who: tuple[str | None, ...], links: int) -> None:
    found = score_chains([(chain(), reading(*who))])
    assert (found.right, found.deep_right, found.links, found.links_right) == (0, 0, 3, links)
    assert [wrong.id for wrong in found.wrong] == ["one"]
    assert found.wrong[0].speakers == ("the lawyer", "her brother", "The Coast Post")


def test_a_level_too_many_makes_the_chain_wrong_though_every_link_is_there() -> None:
    claims = [{"speaker": "the lawyer", "cue": "told", "content": CONTENTS[2], "within": None}]
    (short,) = chains_from([line(claims=claims)])
    found = score_chains([(short, reading(*SPEAKERS))])
    assert (found.right, found.links, found.links_right, found.deep) == (0, 1, 1, 0)


def test_a_claim_of_nobody_is_right_as_a_claim_of_nobody() -> None:
    claims = [{"speaker": None, "content": CONTENTS[2]}]
    (anonymous,) = chains_from([line(claims=claims)])
    assert score_chains([(anonymous, reading("-", "-", None))]).right == 1
    assert score_chains([(anonymous, reading("-", "-", "the lawyer"))]).right == 0


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "{}",
        line(claims=[{"speaker": "x"}]),
        line(claims=[{"speaker": "x", "content": "y", "within": 4}]),
        line(claims=[{"speaker": "x", "content": "y", "within": 0}]),
        line(claims=[{"speaker": "x", "content": "y", "within": -1}]),
    ],
)
def test_a_line_that_is_no_chain_is_refused_by_its_number(bad: str) -> None:
    with pytest.raises(ChainsError, match="line 2"):
        chains_from([line(), bad])
