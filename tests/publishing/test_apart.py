"""What a chart leaves out because it counts something else."""

from __future__ import annotations

from habeas.model.case import FigureSeries
from habeas.publishing.apart import counted_apart


def line(ident: str, counts: str, *, measure: str = "held", place: str | None = "Dol") -> FigureSeries:
    return FigureSeries(
        id=ident, measure=measure, label="Held", counts=counts, place=place, dated=(), undated=()
    )  # fmt: skip


def test_other_people_of_one_place_are_named_with_the_reason() -> None:
    mine, other = line("fs:1", "prisoners"), line("fs:2", "women prisoners")
    (found,) = counted_apart(mine, [mine, other])
    assert (found.series.id, found.why) == ("fs:2", "other people, or people counted in another way")


def test_figures_of_no_place_may_be_of_another() -> None:
    (found,) = counted_apart(line("fs:1", "prisoners"), [line("fs:2", "prisoners", place=None)])
    assert found.why == "no report says that both are of one place"


def test_other_places_and_other_measures_are_another_matter() -> None:
    others = [line("fs:2", "prisoners", place="Karsk"), line("fs:3", "prisoners", measure="ill")]
    assert counted_apart(line("fs:1", "prisoners"), others) == ()
