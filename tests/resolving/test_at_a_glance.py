"""What is seen at a glance is never otherwise than what a closer look would find."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.worlds.collection import World
from habeas.resolving.blocking import near
from habeas.resolving.glance import glance, surely_two
from habeas.resolving.joins import THRESHOLD, outcome, share_a_name, weighed
from habeas.resolving.names import parsed, part_alike, surely_others
from habeas.resolving.naming import held
from habeas.resolving.pairs import score_as_one, score_names
from habeas.resolving.pairs.taken import taken
from habeas.resolving.profile import profiles
from habeas.resolving.same_day import is_offered, offer
from habeas.resolving.skeleton import alike, may_be_alike, may_be_together, word

SYLLABLES = ("ka", "jo", "shi", "wer", "tch", "hn", "da", "mi", "x", "dh", "zo", "rr", "ly", "h", "سا", "ני", "ш")
WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map("".join)
NAMES = st.lists(WORDS, min_size=2, max_size=4).map(" ".join)


@settings(max_examples=120, deadline=None)
@given(WORDS, WORDS, st.sampled_from((0.7, 0.85, 0.93)))
def test_words_that_are_alike_may_be_alike(left: str, right: str, least: float) -> None:
    one, other = word(left), word(right)
    assert may_be_alike(one, other, least) or alike(one, other) < least


@settings(max_examples=120, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_a_word_that_is_two_written_together_may_be_so(whole: str, first: str, second: str) -> None:
    both = word(first).text + word(second).text
    for one in (word(whole), word(first + second)):
        assert may_be_together(one, both, 0.93) or alike(one, word(both)) < 0.93


@settings(max_examples=120, deadline=None)
@example("Hnin Jaro Bill", "Nin Yaro William")
@given(NAMES, NAMES)
def test_no_spelling_of_a_part_is_passed_over(left: str, right: str) -> None:
    for a in parsed(left).parts:
        for b in parsed(right).parts:
            for least in (0.7, 0.85):
                assert not surely_others(a, b, least) or part_alike(a, b) < least


@settings(max_examples=120, deadline=None)
@given(NAMES, NAMES)
def test_names_are_scored_alike_unless_each_has_a_part_of_its_own(left: str, right: str) -> None:
    scored, as_one = score_names(left, right), score_as_one(left, right)
    nothing = not (taken(left).words and taken(right).words)
    assert as_one == (None if scored.two or nothing else scored)


@settings(max_examples=200, deadline=None)
@example("Hnin Jaro Bill", "Nin Yaro William")
@example("Zhou Mingli", "Chou Ming-li")
@example("Thu Ra Naing", "Thura Naing")
@given(NAMES, NAMES)
def test_names_that_are_surely_two_match_in_nothing(left: str, right: str) -> None:
    for other in (right, left, f"{left} {right}", " ".join(reversed(left.split())), left.replace(" ", "", 1)):
        if surely_two(glance(left), glance(other)):
            assert held(parsed(left), parsed(other)).score == 0


PEOPLE = [person for report in World(400, 23).reports() for person in profiles(report.reading, {})]
NEAR = near(PEOPLE)
PAIRS = [divmod(code, len(PEOPLE)) for code in sorted(NEAR.names)]


def test_what_settling_must_know_of_a_pair_is_what_the_proposal_says() -> None:
    proposed = 0
    for left, right in ((PEOPLE[one], PEOPLE[other]) for one, other in PAIRS):
        if share_a_name(left, right):
            join, found = weighed(left, right), outcome(left, right)
            assert found.score == (join.score if join.score >= THRESHOLD else 0.0), join
            proposed += found.offered
    assert proposed > 100


def test_who_shares_no_name_at_a_glance_shares_none() -> None:
    unseen = [replace(person, glances=(None,) * len(person.written)) for person in PEOPLE]
    seen = 0
    strangers = [random.Random(seed).sample(range(len(PEOPLE)), 2) for seed in range(1_000)]
    for one, other in (*PAIRS, *strangers):
        found = share_a_name(PEOPLE[one], PEOPLE[other])
        assert found == share_a_name(unseen[one], unseen[other])
        seen += surely_two(PEOPLE[one].glance, PEOPLE[other].glance)
    assert 500 < seen < len(PAIRS)


def test_nobody_who_is_proposed_is_kept_apart() -> None:
    found = [outcome(PEOPLE[one], PEOPLE[other]) for one, other in PAIRS]
    assert any(one.hard for one in found)
    assert not any(one.hard and one.offered for one in found)


def test_who_is_proposed_for_a_day_is_known_without_the_reasons() -> None:
    found = [divmod(code, len(PEOPLE)) for code in sorted(NEAR.days)]
    proposed = [offer(PEOPLE[one], PEOPLE[other]) is not None for one, other in found]
    assert [is_offered(PEOPLE[one], PEOPLE[other]) for one, other in found] == proposed
    assert 50 < sum(proposed) < len(proposed)
