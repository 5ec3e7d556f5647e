"""A limit of time for a download as a whole.

The timeout of a socket holds for each wait only: a server that sends one byte now and then, or
`100 Continue` without end, never meets it.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import urllib.request
from typing import Any, Self


class Deadline:
    """Within `with`, closes every connection made by `handlers()` once `seconds` are over.
    `passed` says afterwards whether that happened."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._pass)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for each in self._sockets:
                each.close()
            self._sockets.clear()

    def handlers(self) -> tuple[urllib.request.BaseHandler, urllib.request.BaseHandler]:
        """For `urllib.request.build_opener`: http and https with watched connections."""
        return _WatchedHTTP(self), _WatchedHTTPS(self)

    def watch(self, connection: socket.socket) -> None:
        """Close this connection at the deadline. A second handle of it is kept, since TLS takes
        the first one over. Raises TimeoutError if the deadline has passed."""
        with self._lock:
            if self.passed:
                raise TimeoutError
            self._sockets.append(connection.dup())

    def _pass(self) -> None:
        with self._lock:
            self.passed = True
            for each in self._sockets:
                with contextlib.suppress(OSError):  # closed by the other side
                    each.shutdown(socket.SHUT_RDWR)


def _watched(made: Any, deadline: Deadline) -> Any:
    """An HTTP connection whose socket is watched from the moment it is connected: before TLS, and
    before a proxy is asked."""
    connect = made._create_connection

    def create_connection(*given: Any, **named: Any) -> socket.socket:
        connection: socket.socket = connect(*given, **named)
        deadline.watch(connection)
        return connection

    made._create_connection = create_connection
    return made


class _WatchedHTTP(urllib.request.HTTPHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self.deadline = deadline

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        def connect(host: str, **given: Any) -> Any:
            return _watched(http.client.HTTPConnection(host, **given), self.deadline)

        return self.do_open(connect, req)


class _WatchedHTTPS(urllib.request.HTTPSHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self.deadline = deadline

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        def connect(host: str, **given: Any) -> Any:
            return _watched(http.client.HTTPSConnection(host, **given), self.deadline)

        return self.do_open(connect, req)
