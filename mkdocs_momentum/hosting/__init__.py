"""What the plugin does inside a MkDocs build: which posts it holds back, and what it changes of the host for it."""
