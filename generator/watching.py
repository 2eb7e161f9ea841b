"""Watching: being told by the system of files that change."""

from __future__ import annotations

from typing import Any

from watchdog.events import FileCreatedEvent
from watchdog.events import FileDeletedEvent
from watchdog.events import FileModifiedEvent
from watchdog.events import FileMovedEvent
from watchdog.observers import Observer


class Told(Observer):  # type: ignore[misc,valid-type]
    """Is told by the system of what changed. It would tell of files that are only read, too: a build reads all of them."""

    def schedule(self, event_handler: Any, path: str, **options: Any) -> Any:
        """Watch a path."""
        return super().schedule(event_handler, path, **options, event_filter=_CHANGES)


_CHANGES = (FileModifiedEvent, FileCreatedEvent, FileDeletedEvent, FileMovedEvent)
