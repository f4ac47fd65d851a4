"""Authlib as a subject of the conformance runner."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from authlib.oauth2.rfc6750.errors import InsufficientScopeError, InvalidTokenError
from authlib.oauth2.rfc9068 import JWTBearerTokenValidator
from authlib.oidc.core import get_claim_cls_by_response_type
from joserfc import errors, jwk, jwt
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))
from protocol import Unsupported, need, serve

ALGORITHMS = [name for name in JWSRegistry.algorithms if name != "none"]


def imported(keys):
    read = json.loads(keys)
    return KeySet.import_key_set(read) if "keys" in read else jwk.import_key(read)


def id_token(
    token, keys, issuer, client_id, now, nonce=None, max_age_s=None, algorithms=None, leeway_s=0, access_token=None,
    code=None, flow="code",
):
    """As its clients do (`parse_id_token`), with the options that they take."""
    if flow == "refresh":
        raise Unsupported("no flow refresh")
    need(ALGORITHMS, token, algorithms or ())
    registry = JWSRegistry(algorithms=algorithms, strict_check_header=False)
    decoded = jwt.decode(token, key=imported(keys), registry=registry)
    params = {
        "nonce": nonce, "client_id": client_id, "max_age": max_age_s, "access_token": access_token, "code": code,
    }
    options = {"iss": {"values": [issuer]}, "aud": {"values": [client_id]}}
    claims = get_claim_cls_by_response_type(flow)(decoded.claims, decoded.header, options, params)
    claims.validate(now=now, leeway=leeway_s)
    return {"sub": claims["sub"], "claims": dict(claims)}


class Validator(JWTBearerTokenValidator):
    def get_jwks(self):
        return self.keys


def access_token(token, keys, issuer, audience, now, leeway_s=0, scopes=()):
    need(ALGORITHMS, token)
    validator = Validator(issuer=issuer, resource_server=audience)
    validator.keys = imported(keys)
    claims = validator.authenticate_token(token)
    # What `validate_token` does first, with a time.
    claims.validate(now=now, leeway=leeway_s)
    if validator.scope_insufficient(claims.get("scope", []), [" ".join(scopes)] if scopes else None):
        raise InsufficientScopeError()
    scope = claims.get("scope", "").split()
    return {"sub": claims["sub"], "client_id": claims["client_id"], "scope": scope, "claims": dict(claims)}


serve(
    "Authlib",
    version("Authlib"),
    ALGORITHMS,
    {"id_token.verify": id_token, "access_token.verify": access_token},
    [
        (errors.BadSignatureError, "signature_mismatch"),
        (errors.ExpiredTokenError, "expired"),
        (errors.MissingClaimError, "missing_claim"),
        (errors.UnsupportedAlgorithmError, "algorithm_not_allowed"),
        (errors.InvalidKeyIdError, "no_matching_key"),
        (errors.DecodeError, "malformed_jws"),
        (InsufficientScopeError, "insufficient_scope"),
        (InvalidTokenError, "other"),
        (json.JSONDecodeError, "malformed_json"),
    ],
)
