"""benchmarks/crypto: SM2 beside OpenSSL's own figure and beside Python alone; encrypted fields beside bare SM4."""

import argparse
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.stage import carried_out, played
from launch import environment
from launch.steps import CannotGoOn, say

ROUNDS = 5
SECONDS, QUICK_SECONDS = 1.0, 0.2


def main(arguments: Sequence[str]) -> int:
    """The whole command."""
    parser = argparse.ArgumentParser(prog="benchmarks/crypto", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a shorter run, for a first impression")
    wanted = parser.parse_args(arguments)
    return played(lambda: _measure(QUICK_SECONDS if wanted.quick else SECONDS))


def _measure(seconds: float) -> Mapping[str, object]:
    environment.prepare("run")
    found = carried_out("benchmarks.sealing", {"rounds": ROUNDS, "seconds": seconds})
    rates = {way: median(turns) for way, turns in found["rates"].items()}
    openssl = _openssl()
    say(f"  SM2：每秒签 {rates['sm2_sign']:,.0f} 次，验 {rates['sm2_verify']:,.0f} 次")
    say(f"  SM4：每秒写 {rates['field_write']:,.0f} 个字段，读 {rates['field_read']:,.0f} 个")
    return {
        "benchmark": "crypto",
        "engine": found["engine"],
        **{f"{way}_per_s": round(rate) for way, rate in rates.items()},
        **openssl,
        "ratio_sign": _ratio(rates["sm2_sign"], openssl.get("openssl_sign_per_s")),
        "ratio_verify": _ratio(rates["sm2_verify"], openssl.get("openssl_verify_per_s")),
        "times_python_sign": _ratio(rates["sm2_sign"], rates["python_sign"]),
        "times_python_verify": _ratio(rates["sm2_verify"], rates["python_verify"]),
        "ratio_field_to_bare_sm4": _ratio(rates["field_write"], rates["bare_sm4"]),
        "ratio_password_to_bare_pbkdf2": _ratio(rates["password"], rates["bare_pbkdf2"]),
        "rounds": ROUNDS,
    }


def _openssl() -> dict[str, float]:
    """What `openssl speed` says of the same curve on this machine; nothing where there is no such command."""
    if not shutil.which("openssl"):
        return {}
    command = ["openssl", "speed", "-seconds", "1", "-mr", "sm2"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    rates = re.search(r"CurveSM2:([\d.]+):([\d.]+)", told.stdout)
    if not rates:
        raise CannotGoOn(f"openssl speed 没有给出 SM2 的数字：\n{told.stdout}{told.stderr}")
    return {"openssl_sign_per_s": round(float(rates[1])), "openssl_verify_per_s": round(float(rates[2]))}


def _ratio(ours: float, floor: float | None) -> float | None:
    return round(ours / floor, 3) if floor else None
