"""Pure rules: days, posts, front matter, the plan, the cadence. No files, no git, no clock."""
