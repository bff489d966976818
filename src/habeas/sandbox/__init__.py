"""Child processes in which untrusted bytes are parsed, with limits on time, memory and output.

Knows nothing of what is parsed: a stage names the module of its child (`serve` in it) and speaks to it with `Child`,
or as a `Client`.
"""

from habeas.sandbox.child import serve
from habeas.sandbox.client import Client
from habeas.sandbox.limits import Confinement
from habeas.sandbox.parent import Child, EndedError

__all__ = ["Child", "Client", "Confinement", "EndedError", "serve"]
