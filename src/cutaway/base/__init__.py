"""Words everyone shares: errors, settings, facts about the host."""
