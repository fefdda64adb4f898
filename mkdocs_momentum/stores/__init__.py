"""All reading and writing: git, sites, the ledger, files being edited."""
