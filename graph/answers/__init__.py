"""Answers about records: descriptions, timelines, coverage, citations, SPARQL and the competency questions."""
