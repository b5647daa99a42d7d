"""Structural pattern matching."""

from cutaway.bytecode.define import instruction

# Bits of a type's tp_flags (Include/object.h).
MATCHES_AS_SEQUENCE = 1 << 5
MATCHES_AS_MAPPING = 1 << 6
MATCHES_ITSELF = 1 << 22

ABSENT = object()


def pattern_attribute(machine, subject, kind, name, seen):
    """subject.name, or ABSENT; a name asked for twice is a TypeError."""
    if name in seen:
        raise TypeError(f"{machine.type_name(kind)}() got multiple sub-patterns for attribute {name!r}")
    seen.add(name)
    return getattr(subject, name, ABSENT)


def positional_names(machine, kind, count):
    """The attributes that positional sub-patterns stand for; None means the subject itself."""
    names = getattr(kind, "__match_args__", ABSENT)
    itself = False
    if names is ABSENT:
        names = ()
        itself = bool(kind.__flags__ & MATCHES_ITSELF)
    elif type(names) is not tuple:
        got = machine.type_name(type(names))
        raise TypeError(f"{machine.type_name(kind)}.__match_args__ must be a tuple (got {got})")
    allowed = 1 if itself else len(names)
    if allowed < count:
        plural = "" if allowed == 1 else "s"
        raise TypeError(f"{machine.type_name(kind)}() accepts {allowed} positional sub-pattern{plural} ({count} given)")
    return None if itself else names


def class_pattern(machine, subject, kind, count, keyword_names):
    """A tuple of the attributes that a class pattern looks into, or None where it does not match."""
    if not isinstance(kind, type):
        raise TypeError("called match pattern must be a type")
    if not isinstance(subject, kind):
        return None
    seen = set()
    found = []
    if count:
        names = positional_names(machine, kind, count)
        if names is None:
            found.append(subject)
        else:
            for i in range(count):
                name = names[i]
                if type(name) is not str:
                    got = machine.type_name(type(name))
                    raise TypeError(f"__match_args__ elements must be strings (got {got})")
                value = pattern_attribute(machine, subject, kind, name, seen)
                if value is ABSENT:
                    return None
                found.append(value)
    for name in keyword_names:
        value = pattern_attribute(machine, subject, kind, name, seen)
        if value is ABSENT:
            return None
        found.append(value)
    return tuple(found)


def mapping_pattern(subject, keys):
    """A tuple of the values of all keys, or None where one is missing."""
    if not keys:
        return ()
    get = subject.get
    seen = set()
    values = []
    for key in keys:
        if key in seen:
            raise ValueError(f"mapping pattern checks duplicate key ({key!r})")
        seen.add(key)
        # get() with a default makes no key in a defaultdict, and asks once.
        value = get(key, ABSENT)
        if value is ABSENT:
            return None
        values.append(value)
    return tuple(values)


@instruction("subject -- subject, length")
def GET_LEN(subject):
    """Push the length of the subject."""
    return len(subject)


@instruction("subject -- subject, matches")
def MATCH_MAPPING(subject):
    """Does the subject match a mapping pattern?"""
    return type(subject).__flags__ & MATCHES_AS_MAPPING != 0


@instruction("subject -- subject, matches")
def MATCH_SEQUENCE(subject):
    """Does the subject match a sequence pattern?"""
    return type(subject).__flags__ & MATCHES_AS_SEQUENCE != 0


@instruction("subject, keys -- subject, keys, values")
def MATCH_KEYS(subject, keys):
    """Push the values of all keys, or None where one is missing."""
    return mapping_pattern(subject, keys)


@instruction("subject, kind, keyword_names -- attributes")
def MATCH_CLASS(machine, oparg, subject, kind, keyword_names):
    """The attributes for oparg positional and all keyword sub-patterns, or None where the class does not match."""
    return class_pattern(machine, subject, kind, oparg, keyword_names)
