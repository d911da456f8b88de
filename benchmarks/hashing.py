"""The floor of benchmarks/signin: one process that hashes passwords, as `python -m benchmarks.hashing <plan>`."""

import hashlib
import json
import sys
import time


def main() -> None:
    """Hash until the time is up; how many a second."""
    plan = json.loads(sys.argv[1])
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < plan["seconds"]:
        hashlib.pbkdf2_hmac("sha256", b"a password of ours", b"22 letters of salt here", plan["rounds"])
        done += 1
    print(done / (time.perf_counter() - began))


if __name__ == "__main__":
    main()
