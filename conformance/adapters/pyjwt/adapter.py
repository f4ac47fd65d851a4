"""PyJWT as a subject of the conformance runner."""

import json
import sys
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

import jwt
from jwt import api_jwt

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))
from protocol import Unsupported, decode, encode, need, need_keys, serve

ALGORITHMS = sorted(set(jwt.PyJWS().get_algorithms()) - {"none"})
KINDS = ("oct", "RSA", "EC", "OKP", "P-256", "P-384", "P-521", "secp256k1", "Ed25519", "Ed448")


class Clock(datetime):
    """PyJWT takes no time: its module's `datetime` is replaced by one that stands at the time of the request."""

    seconds = 0

    @classmethod
    def now(cls, tz=None):
        return datetime.fromtimestamp(cls.seconds, tz or timezone.utc)


api_jwt.datetime = Clock


def key_for(token, keys):
    need_keys(KINDS, keys)
    if "keys" not in json.loads(keys):
        return jwt.PyJWK.from_json(keys)
    keys = jwt.PyJWKSet.from_json(keys)
    kid = jwt.get_unverified_header(token).get("kid")
    if kid is not None:
        return keys[kid]
    if len(keys.keys) > 1:
        raise Unsupported("no choice among keys without a kid")
    return keys.keys[0]


def jwk_parse(jwk):
    need_keys(KINDS, jwk)
    try:
        key = jwt.PyJWK.from_json(jwk)
    except jwt.PyJWKError as error:
        if str(error).startswith("Unable to find an algorithm"):
            raise Unsupported("no key for encryption") from error
        raise
    private = isinstance(key.key, bytes) or hasattr(key.key, "private_numbers") or hasattr(key.key, "private_bytes")
    output = {"kty": key.key_type, "private": private}
    return output | ({"kid": key.key_id} if key.key_id is not None else {})


def jws_verify(jws, keys, algorithms=None, detached_payload=None):
    if jws.lstrip().startswith("{"):
        raise Unsupported("no JSON serialization")
    need(ALGORITHMS, jws, algorithms or ())
    payload = None if detached_payload is None else decode(detached_payload)
    key = key_for(jws, keys)
    found = jwt.PyJWS().decode_complete(jws, key, algorithms or ALGORITHMS, detached_payload=payload)
    kid = {"kid": key.key_id} if key.key_id is not None else {}
    return {"payload": encode(found["payload"]), "alg": found["header"]["alg"]} | kid


def jwt_verify(
    token, keys, now, algorithms=None, issuer=None, audience=None, subject=None, leeway_s=0, required=()
):
    need(ALGORITHMS, token, algorithms or ())
    Clock.seconds = now
    claims = jwt.decode(
        token,
        key_for(token, keys),
        algorithms or ALGORITHMS,
        issuer=issuer,
        audience=audience,
        subject=subject,
        leeway=leeway_s,
        options={"require": list(required)},
    )
    return {"claims": claims}


serve(
    "PyJWT",
    version("PyJWT"),
    ALGORITHMS,
    {"jwk.parse": jwk_parse, "jws.verify": jws_verify, "jwt.verify": jwt_verify},
    [
        (jwt.ExpiredSignatureError, "expired"),
        (jwt.ImmatureSignatureError, "not_yet_valid"),
        (jwt.InvalidIssuedAtError, "issued_in_future"),
        (jwt.InvalidSignatureError, "signature_mismatch"),
        (jwt.InvalidAlgorithmError, "algorithm_not_allowed"),
        (jwt.InvalidAudienceError, "wrong_audience"),
        (jwt.InvalidIssuerError, "wrong_issuer"),
        (jwt.MissingRequiredClaimError, "missing_claim"),
        (jwt.PyJWKSetError, "malformed_jwk_set"),
        ((jwt.PyJWKError, jwt.InvalidKeyError), "malformed_jwk"),
        (KeyError, "no_matching_key"),
        (jwt.DecodeError, "malformed_jws"),
    ],
)
