"""The administration: upload, review, correct."""

from statements.admin import entities, people, sources, speeches

__all__ = ["entities", "people", "sources", "speeches"]
