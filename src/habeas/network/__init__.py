"""The only room that opens a socket. `service` reaches what the operator has configured, and nothing else."""

from habeas.network.service import Reply, Service, ServiceError

__all__ = ["Reply", "Service", "ServiceError"]
