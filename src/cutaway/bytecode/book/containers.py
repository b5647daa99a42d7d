"""Building, reading and filling containers."""

from cutaway.bytecode.define import instruction


@instruction("container, key -- item")
def BINARY_SUBSCR(container, key):
    """Fetch one item: container[key]."""
    return container[key]


@instruction("value, container, key --")
def STORE_SUBSCR(value, container, key):
    """Store one item: container[key] = value."""
    container[key] = value


@instruction("container, key --")
def DELETE_SUBSCR(container, key):
    """Delete one item: del container[key]."""
    del container[key]


@instruction("items[oparg] -- result")
def BUILD_LIST(items):
    """Gather items into a new list, deepest first."""
    return list(items)


@instruction("items[oparg] -- result")
def BUILD_TUPLE(items):
    """Gather items into a new tuple, deepest first."""
    return tuple(items)


@instruction("items[oparg] -- result")
def BUILD_SET(items):
    """Gather items into a new set."""
    return set(items)


@instruction("items[2 * oparg] -- result")
def BUILD_MAP(oparg, items):
    """Gather keys and values, taking turns, into a new dict."""
    result = {}
    for i in range(oparg):
        result[items[2 * i]] = items[2 * i + 1]
    return result


@instruction("items[oparg], keys -- result")
def BUILD_CONST_KEY_MAP(oparg, items, keys):
    """Gather values into a new dict whose keys are a constant tuple."""
    if type(keys) is not tuple or len(keys) != oparg:
        raise SystemError("bad BUILD_CONST_KEY_MAP keys argument")
    result = {}
    for i in range(oparg):
        result[keys[i]] = items[i]
    return result


@instruction("items[oparg] -- result")
def BUILD_STRING(items):
    """Join the pieces of an f-string."""
    return "".join(items)


@instruction("items[oparg] -- result")
def BUILD_SLICE(oparg, items):
    """Make a slice of start, stop and, where oparg is 3, step."""
    if oparg == 3:
        return slice(items[0], items[1], items[2])
    return slice(items[0], items[1])


@instruction("items -- result")
def LIST_TO_TUPLE(items):
    """A tuple of a list's items."""
    return tuple(items)


@instruction("target, between[oparg - 1], value -- target, between")
def LIST_APPEND(target, value):
    """Append to the list that a comprehension is building."""
    target.append(value)


@instruction("target, between[oparg - 1], value -- target, between")
def SET_ADD(target, value):
    """Add to the set that a comprehension is building."""
    target.add(value)


@instruction("target, between[oparg - 1], key, value -- target, between")
def MAP_ADD(target, key, value):
    """Add to the dict that a comprehension is building."""
    target[key] = value


@instruction("target, between[oparg - 1], iterable -- target, between")
def LIST_EXTEND(machine, target, iterable):
    """Add `*iterable` to a list display or to a call's arguments."""
    unsuitable = False
    try:
        target.extend(iterable)
    except TypeError:
        if machine.is_iterable(iterable):
            raise
        unsuitable = True
    if unsuitable:
        raise TypeError(f"Value after * must be an iterable, not {machine.type_name(type(iterable))}")


@instruction("target, between[oparg - 1], iterable -- target, between")
def SET_UPDATE(target, iterable):
    """Add `*iterable` to a set display."""
    target.update(iterable)


@instruction("target, between[oparg - 1], update -- target, between")
def DICT_UPDATE(machine, target, update):
    """Add `**update` to a dict display."""
    unsuitable = False
    try:
        if not isinstance(update, dict):
            update.keys  # noqa: B018  (dict.update takes pairs too, a display does not)
        target.update(update)
    except AttributeError:
        unsuitable = True
    if unsuitable:
        raise TypeError(f"'{machine.type_name(type(update))}' object is not a mapping")


@instruction("iterable -- iterator")
def GET_ITER(iterable):
    """Ask for an iterator."""
    return iter(iterable)


@instruction("value, spec[oparg >> 2 & 1] -- text")
def FORMAT_VALUE(oparg, value, spec):
    """Format a value in an f-string; the low two bits of oparg say whether str, repr or ascii comes first."""
    conversion = oparg & 3
    if conversion == 1:
        value = str(value)
    elif conversion == 2:
        value = repr(value)
    elif conversion == 3:
        value = ascii(value)
    if spec:
        return format(value, spec[0])
    if type(value) is str:
        return value
    return format(value)
