"""Imports of the standard library from their caches; the time is that of the whole process."""

import argparse
import asyncio
import dataclasses
import json
import logging
import typing

modules = argparse, asyncio, dataclasses, json, logging, typing
print("CHECK", len(modules))
