"""Unpacking a value into several targets."""

from cutaway.bytecode.define import instruction

EXHAUSTED = object()


def iterator_to_unpack(machine, sequence):
    """iter(sequence), with CPython's words for what cannot be iterated at all."""
    iterator = None
    try:
        iterator = iter(sequence)
    except TypeError:
        if machine.is_iterable(sequence):
            raise
    if iterator is None:
        raise TypeError(f"cannot unpack non-iterable {machine.type_name(type(sequence))} object")
    return iterator


def first_items(iterator, count, at_least, expected):
    """The first `count` items; too few are a ValueError that names `expected`."""
    items = []
    for i in range(count):
        item = next(iterator, EXHAUSTED)
        if item is EXHAUSTED:
            raise ValueError(f"not enough values to unpack (expected {at_least}{expected}, got {i})")
        items.append(item)
    return items


def unpack_exactly(machine, sequence, count):
    """A list of exactly `count` items."""
    iterator = iterator_to_unpack(machine, sequence)
    items = first_items(iterator, count, "", count)
    if next(iterator, EXHAUSTED) is not EXHAUSTED:
        raise ValueError(f"too many values to unpack (expected {count})")
    return items


def unpack_starred(machine, sequence, before, after):
    """A list of the first `before` items, a list of those in the middle, and the last `after` ones."""
    iterator = iterator_to_unpack(machine, sequence)
    items = first_items(iterator, before, "at least ", before + after)
    middle = list(iterator)
    split = len(middle) - after
    if split < 0:
        got = before + len(middle)
        raise ValueError(f"not enough values to unpack (expected at least {before + after}, got {got})")
    items.append(middle[:split])
    items.extend(middle[split:])
    return items


@instruction("sequence -- items[oparg]")
def UNPACK_SEQUENCE(machine, oparg, sequence):
    """Spread a sequence over the stack, its first item on top."""
    if (type(sequence) is tuple or type(sequence) is list) and len(sequence) == oparg:
        items = list(sequence)
    else:
        items = unpack_exactly(machine, sequence, oparg)
    items.reverse()
    return items


@instruction("sequence -- items[(oparg & 255) + (oparg >> 8) + 1]")
def UNPACK_EX(machine, oparg, sequence):
    """Spread a sequence around one starred target: oparg & 255 items before it, oparg >> 8 after it."""
    items = unpack_starred(machine, sequence, oparg & 255, oparg >> 8)
    items.reverse()
    return items
