"""Some real code objects for the tests of the byte formats: large, with handlers, caches and long jumps."""

from __future__ import annotations

import argparse
import asyncio.base_events
import inspect
import types

REAL_CODE = [
    function.__code__
    for function in (
        argparse.ArgumentParser.parse_known_args,
        argparse.ArgumentParser._parse_known_args,
        argparse.HelpFormatter._format_usage,
        asyncio.base_events.BaseEventLoop.create_connection,
        asyncio.base_events.BaseEventLoop.run_forever,
        inspect.signature,
        inspect.getmembers_static,
        inspect.Signature._bind,
        types.coroutine,
    )
]
