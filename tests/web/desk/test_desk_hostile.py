"""Hostile text wherever the story can put it: inert, readable, and the page is not broken by it."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, expect

from tests.builders import desk_in, founded_home
from tests.hostile.signs import ALL, SIGNS, hidden_in
from tests.shares import Stage
from tests.web.chromium import NARROWEST, Window, window
from tests.web.desk.filling import PATHS, Filling
from tests.web.hands import Mouse
from tests.web.scene import running
from tocsin.stages import beside, evidence, fields, intake, marking, people, search
from tocsin.stages.desk import Desk
from tocsin.stages.feedback import Said, receive
from tocsin.stages.impact import name_component
from tocsin.stages.party import NamedComponent
