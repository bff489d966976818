"""How near readings come to readings by careful people. Pure functions on readings; nothing is read or written."""

from habeas.scoring.beside import Beside
from habeas.scoring.chains import Chain, ChainScore, ChainsError, chains_from, score_chains
from habeas.scoring.score import Detail, Miss, Row, Score, gist, score

__all__ = [
    "Beside",
    "Chain",
    "ChainScore",
    "ChainsError",
    "Detail",
    "Miss",
    "Row",
    "Score",
    "chains_from",
    "gist",
    "score",
    "score_chains",
]
