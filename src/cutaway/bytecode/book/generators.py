"""Generators, coroutines and asynchronous iteration: frames that can be left and entered again."""

from cutaway.bytecode.define import control, instruction


@control("-- sent")
def RETURN_GENERATOR(machine, frame):
    """Hand the caller a generator in place of a result; the body waits for the first value sent."""
    return machine.return_generator(frame)


@control("value -- sent")
def YIELD_VALUE(machine, frame, value):
    """Hand one value out and wait for the next one sent."""
    return machine.suspend(frame, value)


@control("receiver, value -- receiver, yielded", jumped="receiver, value -- result")
def SEND(machine, frame, oparg, receiver, value):
    """Send into receiver: push what it yields; when it returns, put its result in its place and jump to oparg."""
    return machine.send(frame, receiver, value, oparg)


@instruction("iterable -- iterator")
def GET_YIELD_FROM_ITER(machine, frame, iterable):
    """The iterator that `yield from` drives: a generator or coroutine itself."""
    return machine.get_yield_from_iter(frame, iterable)


@instruction("value -- iterator")
def GET_AWAITABLE(machine, frame, oparg, value):
    """The iterator behind `await value`; oparg says whether __aenter__ (1) or __aexit__ (2) gave the value."""
    return machine.get_awaitable(frame, value, oparg)


@instruction("value -- iterator")
def GET_AITER(machine, frame, value):
    """The asynchronous iterator that `async for` runs over."""
    return machine.get_aiter(frame, value)


@instruction("iterator -- iterator, awaitable")
def GET_ANEXT(machine, frame, iterator):
    """Ask an asynchronous iterator for the awaitable of its next item."""
    return machine.get_anext(frame, iterator)


@instruction("value -- wrapped")
def ASYNC_GEN_WRAP(machine, value):
    """Mark a value as yielded by an asynchronous generator, and not by what it awaits."""
    return machine.wrap_async(value)
