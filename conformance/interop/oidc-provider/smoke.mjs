// Starts the server and takes every step that README.md names. Signatures are checked with Node's crypto, not with the
// library that the provider signs with.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const server = spawn(process.execPath, ['server.mjs'], { cwd: import.meta.dirname, stdio: ['pipe', 'pipe', 'pipe'] });
let said = '';
server.stderr.on('data', (text) => { said += text; });
const exited = once(server, 'exit');
process.on('exit', (code) => { if (code !== 0) process.stderr.write(said); });

const lines = createInterface({ input: server.stdout });
let printed = 0;
lines.on('line', () => { printed += 1; });
const [line] = await Promise.race([
  once(lines, 'line'),
  exited.then(([code]) => { throw new Error(`server.mjs ended with ${code}`); }),
]);
const { issuer, algorithms, provider, version, node } = JSON.parse(line);

async function json(path, options) {
  const response = await fetch(new URL(path, issuer), options);
  assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
  return response.json();
}

const query = (path, parameters) => json(`/interop/${path}?${new URLSearchParams(parameters)}`);
const rotate = (step) => json(`/interop/rotate?step=${step}`, { method: 'POST' });
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url'));

function parameters(alg, key) {
  switch (alg) {
    case 'RS256': return ['sha256', key];
    case 'PS256': return ['sha256', { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }];
    case 'ES256': return ['sha256', { key, dsaEncoding: 'ieee-p1363' }];
    default: return [null, key];
  }
}

/** The header and the claims of a token whose signature is right, or nothing. */
function open(token, alg, keys) {
  const [header, payload, signature] = token.split('.');
  const { kid, ...rest } = decode(header);
  assert.equal(rest.alg, alg);
  const jwk = keys.find((candidate) => candidate.kid === kid);
  if (!jwk) return undefined;
  const [hash, key] = parameters(alg, createPublicKey({ key: jwk, format: 'jwk' }));
  const verified = verify(hash, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  assert.ok(verified, `a signature with ${alg}`);
  return { kid, ...rest, ...decode(payload) };
}

const published = async () => (await json('/jwks')).keys;

for (const alg of ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519']) assert.ok(algorithms.includes(alg), alg);
const metadata = await json('/.well-known/openid-configuration');
assert.equal(metadata.issuer, issuer);
assert.equal(metadata.jwks_uri, `${issuer}/jwks`);
assert.deepEqual(new Set(metadata.id_token_signing_alg_values_supported), new Set(algorithms));

const HASHES = { RS256: 'sha256', PS256: 'sha256', ES256: 'sha256', EdDSA: 'sha512', Ed25519: 'sha512' };

const first = await published();
for (const alg of algorithms) {
  const nonce = `nonce for ${alg}`;
  const answer = await query('id_token', { alg, nonce });
  assert.equal(answer.nonce, nonce);
  assert.equal(answer.client_id, `rp-${alg}`);
  const token = open(answer.id_token, alg, first);
  assert.deepEqual([token.iss, token.aud, token.nonce], [issuer, answer.client_id, nonce]);
  const headers = { authorization: `Bearer ${answer.access_token}` };
  const userinfo = await json('/me', { headers });
  assert.equal(metadata.userinfo_endpoint, `${issuer}/me`);
  assert.deepEqual([userinfo.sub, userinfo.email_verified], [token.sub, true]);

  const hybrid = await query('id_token', { alg, nonce, response_type: 'code id_token' });
  const front = open(hybrid.front_channel_id_token, alg, first);
  const hash = HASHES[alg]
    ? createHash(HASHES[alg]).update(hybrid.code).digest()
    : createHash('shake256', { outputLength: 64 }).update(hybrid.code).digest();
  assert.equal(front.c_hash, hash.subarray(0, hash.length / 2).toString('base64url'));

  const granted = await query('access_token', { alg });
  const access = open(granted.access_token, alg, first);
  assert.deepEqual(
    [access.typ, access.iss, access.aud, access.client_id, access.scope],
    ['at+jwt', issuer, granted.audience, granted.client_id, granted.scope],
  );
  console.log(`${alg}: ID tokens, userinfo, access token`);
}

const without = await query('id_token', { alg: 'RS256' });
assert.equal(without.nonce, null);
assert.ok(!('nonce' in open(without.id_token, 'RS256', first)));

async function signsWith(keys, alg) {
  return open((await query('access_token', { alg })).access_token, alg, keys) !== undefined;
}

for (const round of [1, 2]) {
  const old = await published();
  const { kids } = await rotate('announce');
  const both = await published();
  assert.deepEqual(kids, both.map(({ kid }) => kid));
  const fresh = both.filter(({ kid }) => !old.some((key) => key.kid === kid));
  assert.equal(fresh.length, old.length);
  for (const alg of algorithms) assert.ok(await signsWith(old, alg), `${alg}: the old key signs when announced`);
  await rotate('switch');
  for (const alg of algorithms) assert.ok(await signsWith(fresh, alg), `${alg}: the new key signs when switched`);
  assert.equal((await published()).length, both.length);
  await rotate('retire');
  assert.deepEqual(await published(), fresh);
  for (const alg of algorithms) assert.ok(await signsWith(fresh, alg), `${alg}: the new key signs when retired`);
  const early = await fetch(new URL('/interop/rotate?step=switch', issuer), { method: 'POST' });
  assert.equal(early.status, 409);
  console.log(`rotation ${round}: announce, switch, retire`);
}

// What was granted before the rotations is still known.
await json('/me', { headers: { authorization: `Bearer ${without.access_token}` } });

for (const path of ['id_token?alg=none', 'access_token?alg=HS256']) {
  assert.equal((await fetch(new URL(`/interop/${path}`, issuer))).status, 400, path);
}

server.stdin.end();
const [code] = await exited;
assert.equal(code, 0);
assert.equal(printed, 1, 'one line on standard output');
console.log(`${provider} ${version} on Node.js ${node}: ${algorithms.join(' ')}`);
