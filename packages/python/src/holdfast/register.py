"""Registering an ablation from Python."""

from __future__ import annotations

import json
import os
from typing import Any, Mapping, Union

from .errors import InvalidRecord
from .process import recorder


def register(ablation: Union[str, "os.PathLike[str]", Mapping[str, Any]], retrospective: bool = False) -> str:
    """Registers an ablation, given as a dictionary or as the path of a JSON file. The same again is no change.

    It is sent like every record, in the background; what the server has against it is logged and kept in `rejected/`.

    @return its identity, `name@version`
    @raises InvalidRecord where it has no name and version, or the file is no JSON
    """
    if isinstance(ablation, Mapping):
        document = dict(ablation)
    else:
        path = os.fspath(ablation)
        if not path.endswith(".json"):
            raise InvalidRecord(f"{path}: Python registers JSON; `holdfast register {path}` reads the rest.")
        try:
            with open(path, encoding="utf-8") as file:
                document = json.load(file)
        except ValueError as error:
            raise InvalidRecord(f"{path}: {error}") from error
    if not isinstance(document, dict) or not document.get("name") or not document.get("version"):
        raise InvalidRecord("an ablation has a name and a version.")
    recorder().put("register", "-", [{"ablation": document, "retrospective": retrospective}])
    return f"{document['name']}@{document['version']}"
