"""Imports of the standard library from their caches: the time of the import statements alone."""

import time

start = time.process_time()
import argparse
import asyncio
import dataclasses
import decimal
import email
import http.client
import json
import typing
import unittest

seconds = time.process_time() - start
modules = argparse, asyncio, dataclasses, decimal, email, http, json, typing, unittest
print(f"CHECK {len(modules)} CPU {seconds:.6f}")
