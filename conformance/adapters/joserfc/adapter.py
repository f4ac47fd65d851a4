"""joserfc as a subject of the conformance runner."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import joserfc.jwk
import joserfc.jws
from joserfc import errors, jwt
from joserfc.jwk import KeySet

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))
from protocol import Unsupported, decode, encode, need, need_keys, serve

ALGORITHMS = [name for name in joserfc.jws.JWSRegistry.algorithms if name != "none"]
KINDS = ("oct", "RSA", "EC", "OKP", "P-256", "P-384", "P-521", "Ed25519", "Ed448", "X25519", "X448")


def imported(keys):
    need_keys(KINDS, keys)
    read = json.loads(keys)
    return KeySet.import_key_set(read) if "keys" in read else joserfc.jwk.import_key(read)


def jwk_parse(jwk):
    key = imported(jwk)
    output = {"kty": key.key_type, "private": key.is_private, "thumbprint_sha256": key.thumbprint()}
    return output | ({"kid": key.kid} if key.kid is not None else {})


def jwk_thumbprint(jwk, hash):
    need_keys(KINDS, jwk)
    if hash != "sha-256":
        raise Unsupported("no thumbprint but SHA-256")
    key = imported(jwk)
    return {"thumbprint": key.thumbprint(), "uri": key.thumbprint_uri()}


def jws_verify(jws, keys, algorithms=None, detached_payload=None, understood_crit=None):
    need(ALGORITHMS, jws, algorithms or ())
    if understood_crit not in (None, ["b64"]):
        raise Unsupported("no crit but b64")
    key = imported(keys)
    payload = {} if detached_payload is None else {"payload": decode(detached_payload)}
    if jws.lstrip().startswith("{"):
        if payload:
            raise Unsupported("no detached payload in the JSON serialization")
        value = json.loads(jws)
        found = joserfc.jws.deserialize_json(value, key, algorithms or ALGORITHMS)
        header = found.members[0].headers()
    else:
        found = joserfc.jws.deserialize_compact(jws, key, algorithms or ALGORITHMS, **payload)
        header = found.headers()
    kid = {"kid": header["kid"]} if "kid" in header else {}
    return {"payload": encode(found.payload), "alg": header["alg"]} | kid


def jwt_verify(
    token, keys, now, algorithms=None, issuer=None, audience=None, subject=None, leeway_s=0, required=()
):
    need(ALGORITHMS, token, algorithms or ())
    decoded = jwt.decode(token, imported(keys), algorithms or ALGORITHMS)
    options = {name: {"essential": True} for name in required}
    for name, value in (("iss", issuer), ("aud", audience), ("sub", subject)):
        if value is not None:
            options[name] = {"essential": True, "value": value}
    jwt.JWTClaimsRegistry(now=now, leeway=leeway_s, **options).validate(decoded.claims)
    return {"claims": decoded.claims}


serve(
    "joserfc",
    version("joserfc"),
    ALGORITHMS,
    {
        "jwk.parse": jwk_parse,
        "jwk.thumbprint": jwk_thumbprint,
        "jws.verify": jws_verify,
        "jwt.verify": jwt_verify,
    },
    [
        (errors.BadSignatureError, "signature_mismatch"),
        (errors.ExpiredTokenError, "expired"),
        (errors.MissingClaimError, "missing_claim"),
        (errors.UnsupportedAlgorithmError, "algorithm_not_allowed"),
        (errors.InvalidKeyIdError, "no_matching_key"),
        ((errors.UnsupportedKeyUseError, errors.UnsupportedKeyOperationError), "key_use_mismatch"),
        ((errors.UnsupportedKeyAlgorithmError, errors.InvalidKeyTypeError), "algorithm_mismatch"),
        (errors.DecodeError, "malformed_jws"),
        (json.JSONDecodeError, "malformed_json"),
    ],
)
