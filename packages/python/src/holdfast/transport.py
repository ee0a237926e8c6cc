"""One request to the server, and what its answer means for what was sent."""

from __future__ import annotations

import email.utils
import gzip
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Dict, NamedTuple, Optional

from .settings import Settings

#: Statuses of 4xx that are about the moment and not about what was sent.
PASSING = frozenset({408, 423, 425, 429})
#: Statuses about who asks: what was sent is not at fault, and stays.
UNAUTHORISED = frozenset({401, 403, 407})
#: A body is compressed from this size.
COMPRESS_BYTES = 1024


class Reply(NamedTuple):
    """`done`; `refused`: never send it again; `later`: try again; `unauthorised`: wait for another token."""

    outcome: str
    #: The problem of the server, or what went wrong on the way, as a sentence.
    reason: str = ""
    #: Seconds that the server asks to wait.
    retry_after: Optional[float] = None
    document: Any = None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to another host."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        return None


def _retry_after(value: Optional[str]) -> Optional[float]:
    """Seconds of a Retry-After header, which is a number or a date (RFC 9110, 10.2.3)."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _sentence(problem: Dict[str, Any]) -> str:
    place = problem.get("place") or {}
    where = " ".join(
        str(part) for part in (f"line {place['line']}" if "line" in place else None, place.get("key")) if part
    )
    said = f"{where}: {problem.get('detail')}" if where else str(problem.get("detail"))
    return f"{problem.get('code')}: {said} {problem.get('remedy') or ''}".strip()


class Transport:
    """Sends requests to one server."""

    def __init__(self, settings: Settings) -> None:
        if settings.url is None:
            raise ValueError("there is no server")
        self._url = settings.url
        self._timeout = settings.request_seconds
        self._headers = {"user-agent": "holdfast-python/0.1.0", "accept": "application/json"}
        if settings.token is not None:
            self._headers["authorization"] = f"Bearer {settings.token}"
        if settings.actor is not None:
            self._headers["x-holdfast-actor"] = urllib.parse.quote(settings.actor)
        host = urllib.parse.urlsplit(settings.url).hostname or ""
        is_here = host in ("localhost", "::1") or host.startswith("127.")
        proxies = [urllib.request.ProxyHandler({})] if is_here else []
        self._opener = urllib.request.build_opener(_NoRedirects(), *proxies)

    def get(self, path: str, timeout: float) -> Reply:
        return self._ask(urllib.request.Request(self._url + path, headers=self._headers), timeout)

    def post(self, path: str, body: bytes, media_type: str) -> Reply:
        headers = {**self._headers, "content-type": media_type}
        if len(body) >= COMPRESS_BYTES:
            body = gzip.compress(body, 5)
            headers["content-encoding"] = "gzip"
        return self._ask(
            urllib.request.Request(self._url + path, data=body, headers=headers, method="POST"), self._timeout
        )

    def _ask(self, request: urllib.request.Request, timeout: float) -> Reply:
        try:
            with self._opener.open(request, timeout=timeout) as response:
                text = response.read()
                is_json = "json" in (response.headers.get("content-type") or "")
                return Reply("done", document=json.loads(text) if text and is_json else None)
        except urllib.error.HTTPError as error:
            return self._refusal(error)
        except Exception as error:  # a broken line, a name that is not known, an answer that is no HTTP
            return Reply("later", f"{self._url} does not answer ({error}).")

    def _refusal(self, error: urllib.error.HTTPError) -> Reply:
        wait = _retry_after(error.headers.get("retry-after"))
        try:
            problem = json.loads(error.read())
        except Exception:
            problem = None
        is_ours = isinstance(problem, dict) and "code" in problem
        reason = _sentence(problem) if is_ours else f"{self._url} answered with status {error.code}."
        if error.code in UNAUTHORISED:
            return Reply("unauthorised", reason, wait)
        # What a proxy in between refuses, it may let pass tomorrow.
        is_final = is_ours and 400 <= error.code < 500 and error.code not in PASSING
        return Reply("refused" if is_final else "later", reason, wait)
