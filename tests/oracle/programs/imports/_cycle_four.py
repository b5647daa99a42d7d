import _cycle_three

_cycle_three.thing
