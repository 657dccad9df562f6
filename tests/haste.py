"""What spares the tests time without changing what they see."""

from typing import Any, ClassVar

from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """Templates are compiled once for all worlds of a process."""

    kept: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


def hasten(app: Any) -> None:
    """Spare the tests what is slow on purpose (hashing passwords) or for nothing (compiling templates anew)."""
    app.jinja_env.bytecode_cache = Compiled()
    app.extensions["security"].pwd_context.update(argon2__rounds=1, argon2__memory_cost=8, argon2__parallelism=1)
