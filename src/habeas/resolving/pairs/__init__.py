"""How likely it is that two written names are one person's name, with the reasons in words.

A name is never enough to join two people; a score says how well the names agree and nothing else.
"""

from habeas.resolving.pairs.score import Scored, score_as_one, score_names

__all__ = ["Scored", "score_as_one", "score_names"]
