import _cycle_four

thing = 1
