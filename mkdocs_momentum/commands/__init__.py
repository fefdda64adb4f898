"""The commands of `momentum`, a module for each group; `cli` puts them together."""
