"""PyJWT, by the protocol of ../README.md."""

import json
import sys
import threading
import time
from importlib.metadata import version

import jwt


NAMED = {"cache_max_age_s": "lifespan", "cooldown_s": "cooldown_duration"}
ALWAYS = {"op", "issuer", "audience", "jwks_uri"}


def verifier(request):
    options = {own: request[option] for option, own in NAMED.items() if option in request}
    client = jwt.PyJWKClient(request["jwks_uri"], **options)

    def verify(token):
        key = client.get_signing_key_from_jwt(token)
        jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            audience=request["audience"],
            issuer=request["issuer"],
        )

    return verify


def outcome(verify, token):
    try:
        verify(token)
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:120]
    return None


def all_at_once(verify, tokens):
    """One thread for each token; the time counts from the moment when all are ready."""
    outcomes = [None] * len(tokens)
    gate = threading.Barrier(len(tokens) + 1)

    def run(index):
        gate.wait()
        outcomes[index] = outcome(verify, tokens[index])

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(tokens))]
    for thread in threads:
        thread.start()
    gate.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    return outcomes, time.perf_counter() - start


def one_after_the_other(verify, tokens):
    start = time.perf_counter()
    outcomes = [outcome(verify, token) for token in tokens]
    return outcomes, time.perf_counter() - start


def measure(verify, request):
    run = all_at_once if request["together"] else one_after_the_other
    outcomes, seconds = run(verify, request["tokens"])
    errors = [text for text in outcomes if text is not None]
    return {
        "accepted": len(outcomes) - len(errors),
        "refused": len(errors),
        "ms": round(seconds * 1000, 3),
        "errors": list(dict.fromkeys(errors))[:5],
    }


def main():
    verify = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "start":
            verify = verifier(request)
            answer = {
                "ready": True,
                "name": "PyJWT",
                "version": version("PyJWT"),
                "ignored": [option for option in request if option not in ALWAYS | NAMED.keys()],
            }
        elif request["op"] == "verify" and verify is not None:
            answer = measure(verify, request)
        else:
            raise ValueError(f"{request['op']} cannot be answered")
        print(json.dumps(answer), flush=True)


main()
