"""Attributes, and methods about to be called."""

from cutaway.bytecode.define import NULL, instruction


@instruction("owner -- value")
def LOAD_ATTR(owner, name):
    """Fetch owner.name."""
    return getattr(owner, name)


@instruction("value, owner --")
def STORE_ATTR(value, owner, name):
    """owner.name = value"""
    setattr(owner, name, value)


@instruction("owner --")
def DELETE_ATTR(owner, name):
    """del owner.name"""
    delattr(owner, name)


@instruction("owner -- method_or_null, receiver")
def LOAD_METHOD(machine, owner, name):
    """Fetch owner.name for a call: a method of owner's type and owner itself, or NULL and anything callable."""
    method = machine.find_method(owner, name)
    if method is NULL:
        return NULL, getattr(owner, name)
    return method, owner
