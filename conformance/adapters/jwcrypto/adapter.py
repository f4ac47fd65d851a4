"""jwcrypto as a subject of the conformance runner."""

import base64
import json
import re
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import jwcrypto.jwt
from jwcrypto.common import JWKeyNotFound, JWSEHeaderParameter
from jwcrypto.jwk import JWK, InvalidJWKType, InvalidJWKValue, JWKSet
from jwcrypto.jws import JWS, InvalidJWSObject, InvalidJWSSignature, JWSHeaderRegistry, default_allowed_algs
from jwcrypto.jwt import (
    JWT,
    JWTExpired,
    JWTInvalidClaimFormat,
    JWTInvalidClaimValue,
    JWTMissingClaim,
    JWTNotYetValid,
)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from protocol import Unsupported, decode, encode, serve


class NotAllowed(Exception):
    """The algorithm is not one of those permitted."""


class WrongIssuer(Exception):
    """`iss` is another."""


class WrongAudience(Exception):
    """`aud` is another."""


class WrongSubject(Exception):
    """`sub` is another."""


CLAIMS = {"iss": WrongIssuer, "aud": WrongAudience, "sub": WrongSubject}

# The first that fits is taken.
REASONS = (
    (NotAllowed, "algorithm_not_allowed"),
    (WrongIssuer, "wrong_issuer"),
    (WrongAudience, "wrong_audience"),
    (WrongSubject, "wrong_subject"),
    (JWKeyNotFound, "no_matching_key"),
    (InvalidJWSObject, "malformed_jws"),
    (InvalidJWSSignature, "signature_mismatch"),
    (InvalidJWKType, "unsupported_key_type"),
    (InvalidJWKValue, "malformed_jwk"),
    (JWTExpired, "expired"),
    (JWTNotYetValid, "not_yet_valid"),
    (JWTMissingClaim, "missing_claim"),
    (JWTInvalidClaimFormat, "malformed_claims"),
)

# The library takes no time of the check: it asks the module `time`, and gets that of the request.
clock = SimpleNamespace(time=None)
jwcrypto.jwt.time = clock


def need(*texts):
    """Unsupported where a JWK, or the header of a compact JWS, names an algorithm of two signatures."""
    for text in texts:
        try:
            alg = json.loads(text if text.lstrip().startswith("{") else decode(text.split(".")[0])).get("alg")
        except Exception:
            continue
        if isinstance(alg, str) and re.fullmatch(r"ML-DSA-(44|65|87)-\w+", alg):
            raise Unsupported(f"no {alg}")


def key_of(text):
    need(text)
    return JWK.from_json(text)


def keys_of(text):
    try:
        several = "keys" in json.loads(text)
    except (ValueError, TypeError):
        several = False
    return JWKSet.from_json(text) if several else key_of(text)


def jwk_parse(jwk):
    key = key_of(jwk)
    output = {
        "kty": key["kty"],
        "private": key.has_private or key.is_symmetric,
        "thumbprint_sha256": key.thumbprint(),
    }
    return output | ({"kid": key["kid"]} if "kid" in key else {})


def jwk_thumbprint(jwk, hash):
    uri = key_of(jwk).thumbprint_uri(hash)
    return {"thumbprint": uri.rpartition(":")[2], "uri": uri}


def jwk_to_spki(jwk):
    pem = key_of(jwk).export_to_pem().decode()
    return {"der": encode(base64.b64decode("".join(pem.splitlines()[1:-1])))}


def jwk_set_parse(jwks):
    """The library does not tell how many keys it has left out."""
    usable = len(JWKSet.from_json(jwks)["keys"])
    return {"usable": usable, "skipped": len(json.loads(jwks)["keys"]) - usable}


def jws_verify(jws, keys, algorithms=None, detached_payload=None, understood_crit=()):
    known = {
        name: JWSEHeaderParameter(name, False, True, None)
        for name in understood_crit
        if name not in JWSHeaderRegistry or not JWSHeaderRegistry[name].supported
    }
    need(jws)
    key = keys_of(keys)
    token = JWS(header_registry=known)
    if algorithms is not None:
        token.allowed_algs = algorithms
    token.deserialize(jws)
    detached = None if detached_payload is None else decode(detached_payload)
    try:
        token.verify(key, detached_payload=detached)
    except InvalidJWSSignature as error:
        if "Algorithm not allowed" in str(error):
            raise NotAllowed(error) from error
        raise
    # The log has an entry for each signature, between those for keys of a set. `jose_header` is not asked: it refuses all
    # of them where one has a `crit` that is not known.
    each = [line for line in token.verifylog if line == "Success" or line.startswith("Failed:")]
    signature = token.objects.get("signatures", [token.objects])[each.index("Success")]
    header = json.loads(signature.get("protected", "{}")) | (signature.get("header") or {})
    payload = token.payload if detached is None else detached
    output = {"payload": encode(payload if isinstance(payload, bytes) else payload.encode()), "alg": header["alg"]}
    # It does not tell the key of a set; one is looked for by the `kid` of the header.
    kid = key.get("kid") if isinstance(key, JWK) else header.get("kid")
    return output | ({} if kid is None else {"kid": kid})


def jwt_verify(token, keys, now, algorithms=None, issuer=None, audience=None, subject=None, leeway_s=0, required=()):
    need(token)
    clock.time = lambda: now
    key = keys_of(keys)
    wanted = dict.fromkeys(required)
    named = {"iss": issuer, "aud": audience, "sub": subject}
    wanted |= {name: value for name, value in named.items() if value is not None}
    # With claims to check the library leaves `exp` and `nbf` alone unless they are there, so it is asked twice.
    for check in (None, wanted):
        checked = JWT(algs=algorithms, check_claims=check, expected_type="JWS", strict_serialization=True)
        checked.leeway = leeway_s
        try:
            checked.deserialize(token, key)
        except InvalidJWSSignature as error:
            if "Algorithm not allowed" in str(error):
                raise NotAllowed(error) from error
            raise
        except JWTInvalidClaimValue as error:
            claim = re.match("Invalid '(.*?)' value", str(error))
            raise CLAIMS.get(claim and claim[1], JWTInvalidClaimValue)(error) from error
    return {"claims": json.loads(checked.claims)}


if __name__ == "__main__":
    serve(
        "jwcrypto",
        version("jwcrypto"),
        default_allowed_algs,
        {
            "jwk.parse": jwk_parse,
            "jwk.thumbprint": jwk_thumbprint,
            "jwk.to_spki": jwk_to_spki,
            "jwk_set.parse": jwk_set_parse,
            "jws.verify": jws_verify,
            "jwt.verify": jwt_verify,
        },
        REASONS,
    )
