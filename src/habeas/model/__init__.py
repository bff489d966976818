"""The words of the domain, frozen and typed. Imports nothing of the stages."""
