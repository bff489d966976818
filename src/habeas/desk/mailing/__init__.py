"""The queue of mail: each message goes once through the operator's own server, or says that nobody knows."""
