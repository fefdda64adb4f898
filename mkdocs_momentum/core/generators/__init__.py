"""What each site generator says about its posts, as pure functions of its configuration."""
