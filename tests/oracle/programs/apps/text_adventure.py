#: stdin look\ngo north\ntake lamp\ninventory\ngo south\nuse lamp\nxyzzy\nsay hello there\nquit\n
"""A state machine driven by standard input with structural pattern matching."""
import sys
from dataclasses import dataclass, field
from enum import Enum, auto


class State(Enum):
    PLAYING = auto()
    OVER = auto()


@dataclass
class Room:
    name: str
    exits: dict = field(default_factory=dict)
    things: set = field(default_factory=set)


@dataclass
class Game:
    here: Room
    bag: set = field(default_factory=set)
    state: State = State.PLAYING
    turns: int = 0

    def do(self, line):
        self.turns += 1
        match line.split():
            case []:
                return "pardon?"
            case ["look"]:
                return f"{self.here.name}: {', '.join(sorted(self.here.things)) or 'nothing'}; exits {sorted(self.here.exits)}"
            case ["go", ("north" | "south" | "east" | "west") as way] if way in self.here.exits:
                self.here = self.here.exits[way]
                return f"you are in {self.here.name}"
            case ["go", way]:
                return f"no way {way}"
            case ["take", thing] if thing in self.here.things:
                self.here.things.remove(thing)
                self.bag.add(thing)
                return f"taken: {thing}"
            case ["use", thing] if thing in self.bag:
                return f"the {thing} glows"
            case ["inventory" | "i"]:
                return f"you carry {sorted(self.bag)}"
            case ["say", *words]:
                return f"you say {' '.join(words)!r}"
            case ["quit"]:
                self.state = State.OVER
                return f"bye after {self.turns} turns"
            case [verb, *_]:
                return f"I do not know how to {verb}"


cave, hall = Room("cave", things={"lamp", "rock"}), Room("hall")
cave.exits["south"], hall.exits["north"] = hall, cave
game = Game(hall)
for line in sys.stdin:
    print(">", line.strip(), "->", game.do(line))
    if game.state is State.OVER:
        break
