"""The only room that opens a socket. `service` reaches what the operator has configured; `visit` reaches pages of the
public web that somebody asked for by their address, and nothing else.
"""

from habeas.network.addresses import AddressError
from habeas.network.fetch import Bounds, Exchange, FetchError, Line
from habeas.network.service import Reply, Service, ServiceError
from habeas.network.visit import Visited, Visitor, WaitError

__all__ = [
    "AddressError",
    "Bounds",
    "Exchange",
    "FetchError",
    "Line",
    "Reply",
    "Service",
    "ServiceError",
    "Visited",
    "Visitor",
    "WaitError",
]
