from _cycle_one import other

name = 2
