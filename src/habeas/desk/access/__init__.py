"""Restricted reports and cases: who may see them. For everybody else they are not there, in no list and no count."""
