"""A small model of the whole: sites, runs, days and deploys, searched to its last state."""
