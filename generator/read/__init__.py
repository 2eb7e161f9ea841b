"""Reading: content files into the model. Mistakes in content are values; nothing here raises for them."""

from __future__ import annotations

from generator.read.content import ProjectFolder
from generator.read.content import ReadProject
from generator.read.content import ReadReport
from generator.read.content import Survey
from generator.read.content import read_department
from generator.read.content import read_page
from generator.read.content import read_project
from generator.read.content import read_report
from generator.read.content import read_settings
from generator.read.content import read_site
from generator.read.content import read_standards
from generator.read.content import reject_link
from generator.read.content import reject_name
from generator.read.content import survey
from generator.read.mistakes import READING_RULES
from generator.read.mistakes import STOPS
from generator.read.selection import ALL
from generator.read.selection import Selection
from generator.read.selection import resting_on
from generator.read.source import Source

__all__ = [
    "ALL",
    "READING_RULES",
    "STOPS",
    "ProjectFolder",
    "ReadProject",
    "ReadReport",
    "Selection",
    "Source",
    "Survey",
    "read_department",
    "read_page",
    "read_project",
    "read_report",
    "read_settings",
    "read_site",
    "read_standards",
    "reject_link",
    "reject_name",
    "resting_on",
    "survey",
]
