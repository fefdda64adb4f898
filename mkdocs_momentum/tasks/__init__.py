"""Composition: a module for each thing a person can ask for, and what they share (`scene`, `naming`, `unfinished`)."""
