"""What must leave nothing behind: every public function of these modules is a behaviour, run a thousand times."""
