"""Values as bytes that tell when they were damaged, and digests that stand for bytes."""

from __future__ import annotations

import pickle
import zlib
from hashlib import blake2b
from typing import Any

#: Bytes of a digest: so many that no two ever meet.
DIGEST = 16


def closed(value: object) -> bytes:
    """A value as bytes that tell when they were damaged."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    return zlib.crc32(data).to_bytes(4, "big") + data


def opened(data: bytes) -> Any:  # noqa: ANN401 - whatever was kept
    """The value of such bytes, or None where they are damaged."""
    body = memoryview(data)[4:]
    if len(data) <= 4 or zlib.crc32(body).to_bytes(4, "big") != data[:4]:  # noqa: PLR2004 - a CRC
        return None
    try:
        # Our own bytes: the folder is the user's alone, and nothing in a workspace leads to it.
        return pickle.loads(body)  # noqa: S301
    except Exception:  # noqa: BLE001 - of another version, say: then it is worked out again
        return None


def digest_of(*parts: bytes) -> bytes:
    """A digest that stands for some bytes, in their order."""
    whole = blake2b(digest_size=DIGEST)
    for one in parts:
        whole.update(len(one).to_bytes(8, "big"))
        whole.update(one)
    return whole.digest()
