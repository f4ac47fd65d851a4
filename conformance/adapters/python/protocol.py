"""The subject protocol (../../PROTOCOL.md), for adapters in Python."""

import base64
import inspect
import json
import sys

REGISTERED = (
    "HS256 HS384 HS512 RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 ES256K "
    "EdDSA Ed25519 Ed448 ML-DSA-44 ML-DSA-65 ML-DSA-87"
).split()


class Unsupported(Exception):
    """The library does not do this at all."""


class Rejected(Exception):
    """The library says no, with this reason."""


def serve(name, version, algorithms, ops, reasons):
    """Answers each line of standard input. `ops` are functions by name, whose arguments are the members of the op that
    they know; a request with any other is unsupported. `reasons` maps the library's exceptions to reasons."""
    ops = {"hello": lambda: {"name": name, "version": version, "ops": list(ops), "algorithms": algorithms}} | ops
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"id": request.pop("id")} | judge(ops, reasons, request)
        print(written(answer), flush=True)


def written(answer):
    """JSON that every reader takes, whatever the library has let through."""
    try:
        text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        text = json.dumps(answer | {"output": {}}, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode("utf-8")


def judge(ops, reasons, request):
    op = ops.get(request.pop("op"))
    if op is None:
        return {"verdict": "unsupported", "detail": "no such op"}
    unknown = request.keys() - inspect.signature(op).parameters.keys()
    if unknown:
        return {"verdict": "unsupported", "detail": f"no {', '.join(sorted(unknown))}"}
    try:
        return {"verdict": "accept", "output": op(**request)}
    except Unsupported as error:
        return {"verdict": "unsupported", "detail": str(error)}
    except Exception as error:
        named = (reason for kind, reason in reasons if isinstance(error, kind))
        detail = f"{type(error).__name__}: {error}"
        return {"verdict": "reject", "reason": next(named, "other"), "detail": detail[:200]}


def encode(octets):
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def need(algorithms, jws, also=()):
    """Unsupported where a JWS has, or the caller wants, an algorithm that is registered and that the library lacks. What
    cannot be read is left to the library."""
    try:
        protected = json.loads(jws)["protected"] if jws.lstrip().startswith("{") else jws.split(".")[0]
        named = [json.loads(decode(protected))["alg"], *also]
    except Exception:
        named = list(also)
    for alg in named:
        if alg in REGISTERED and alg not in algorithms:
            raise Unsupported(f"no {alg}")


def need_keys(kinds, text):
    """Unsupported where a single key is of a type or curve that the library lacks: `kinds` holds both."""
    try:
        key = json.loads(text)
        if "keys" in key:
            return
        named = [key["kty"]] + ([key["crv"]] if key["kty"] in ("EC", "OKP") else [])
    except Exception:
        return
    known = ("oct", "RSA", "EC", "OKP", "AKP", "P-256", "P-384", "P-521", "secp256k1", "Ed25519", "Ed448", "X25519", "X448")
    for kind in named:
        if kind in known and kind not in kinds:
            raise Unsupported(f"no {kind}")
