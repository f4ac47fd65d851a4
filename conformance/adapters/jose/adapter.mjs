// jose as a subject of the conformance runner.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import * as jose from 'jose';

const { version } = createRequire(import.meta.url)('jose/package.json');

const ALGORITHMS = [
  ...['HS256', 'HS384', 'HS512', 'RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'],
];

const REASONS = {
  ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm_not_allowed',
  ERR_JOSE_NOT_SUPPORTED: 'other',
  ERR_JWKS_INVALID: 'malformed_jwk_set',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'ambiguous_key',
  ERR_JWKS_NO_MATCHING_KEY: 'no_matching_key',
  ERR_JWK_INVALID: 'malformed_jwk',
  ERR_JWS_INVALID: 'malformed_jws',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature_mismatch',
  ERR_JWT_EXPIRED: 'expired',
  ERR_JWT_INVALID: 'malformed_claims',
};

const CLAIMS = { iss: 'wrong_issuer', aud: 'wrong_audience', sub: 'wrong_subject', nbf: 'not_yet_valid', typ: 'wrong_type' };

class Unsupported extends Error {}

const encode = (octets) => Buffer.from(octets).toString('base64url');

/** A set is searched by the token's header; a single key is imported for the algorithm of that header. */
function keysOf(text) {
  const read = JSON.parse(text);
  if (read?.crv === 'Ed448') throw new Unsupported('no Ed448');
  if (read && typeof read === 'object' && 'keys' in read) return jose.createLocalJWKSet(read);
  return (header) => jose.importJWK(read, header.alg);
}

/** Names that are registered and that this library does not have, or not on this runtime. */
function need(jws, named = []) {
  let header = {};
  try {
    header = jws.trimStart().startsWith('{')
      ? jose.decodeProtectedHeader(JSON.parse(jws))
      : jose.decodeProtectedHeader(jws);
  } catch {
    // The library says what is wrong with it.
  }
  for (const alg of ['ES256K', 'Ed448']) {
    if (header.alg === alg || named.includes(alg)) throw new Unsupported(`no ${alg}`);
  }
}

const OPS = {
  hello: () => ({ name: 'jose', version, ops: Object.keys(OPS), algorithms: ALGORITHMS }),

  'jwk.thumbprint': async ({ jwk, hash }) => {
    const digest = hash.replace('-', '');
    const key = JSON.parse(jwk);
    return {
      thumbprint: await jose.calculateJwkThumbprint(key, digest),
      uri: await jose.calculateJwkThumbprintUri(key, digest),
    };
  },

  'jws.verify': async ({ jws, keys, algorithms, detached_payload: detached, understood_crit: understood }) => {
    if (understood?.some((name) => name !== 'b64')) throw new Unsupported('no crit but b64');
    need(jws, algorithms);
    const options = { algorithms: algorithms ?? ALGORITHMS };
    let input = jws;
    let verify = jose.compactVerify;
    if (jws.trimStart().startsWith('{')) {
      input = JSON.parse(jws);
      verify = 'signatures' in input ? jose.generalVerify : jose.flattenedVerify;
    }
    if (detached !== undefined) {
      if (typeof input === 'string') {
        const [header, payload, signature, ...more] = input.split('.');
        if (payload !== '' || more.length > 0) throw new Unsupported('no detached payload for this');
        input = { protected: header, signature };
        verify = jose.flattenedVerify;
      }
      input.payload = Buffer.from(detached, 'base64url');
      const { b64 } = jose.decodeProtectedHeader(input);
      if (b64 !== false) input.payload = detached;
    }
    const found = await verify(input, keysOf(keys), options);
    const { alg, kid } = found.protectedHeader ?? {};
    return { payload: encode(found.payload), alg: alg ?? found.unprotectedHeader?.alg, ...(kid === undefined ? {} : { kid }) };
  },

  'jwt.verify': async ({ token, keys, now, algorithms, issuer, audience, subject, typ, leeway_s: leeway, required }) => {
    need(token, algorithms);
    const { payload } = await jose.jwtVerify(token, keysOf(keys), {
      algorithms: algorithms ?? ALGORITHMS,
      issuer,
      audience,
      subject,
      typ,
      clockTolerance: leeway,
      currentDate: new Date(now * 1000),
      requiredClaims: required,
    });
    return { claims: payload };
  },
};

const MEMBERS = {
  hello: [],
  'jwk.thumbprint': ['jwk', 'hash'],
  'jws.verify': ['jws', 'keys', 'algorithms', 'detached_payload', 'understood_crit'],
  'jwt.verify': ['token', 'keys', 'now', 'algorithms', 'issuer', 'audience', 'subject', 'typ', 'leeway_s', 'required'],
};

async function judge({ op, ...request }) {
  if (!Object.hasOwn(OPS, op)) return { verdict: 'unsupported', detail: 'no such op' };
  const unknown = Object.keys(request).filter((name) => !MEMBERS[op].includes(name));
  if (unknown.length > 0) return { verdict: 'unsupported', detail: `no ${unknown.join(', ')}` };
  try {
    return { verdict: 'accept', output: await OPS[op](request) };
  } catch (error) {
    // What the runtime's own cryptography lacks is named by the second.
    if (error instanceof Unsupported || error.name === 'NotSupportedError') {
      return { verdict: 'unsupported', detail: error.message };
    }
    let reason = REASONS[error.code] ?? 'other';
    if (error.code === 'ERR_JWT_CLAIM_VALIDATION_FAILED') {
      reason = error.reason === 'missing' ? 'missing_claim' : (CLAIMS[error.claim] ?? 'other');
    }
    return { verdict: 'reject', reason, detail: `${error.code ?? error.name}: ${error.message}`.slice(0, 200) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { id, ...request } = JSON.parse(line);
  const verdict = await judge(request);
  let answer;
  try {
    answer = JSON.stringify({ id, ...verdict });
  } catch {
    // Accepted, and too deep to be written.
    answer = JSON.stringify({ id, verdict: 'accept', output: {} });
  }
  // A lone surrogate that the library let through is no JSON that every reader takes.
  process.stdout.write(`${answer.replaceAll(/\\ud[89a-f][0-9a-f]{2}/g, '\ufffd')}\n`);
}
