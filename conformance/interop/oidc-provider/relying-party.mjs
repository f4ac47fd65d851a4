// A relying party without a browser. It has tokens from oidc-provider's own endpoints only, over HTTP.

import { createHash, randomBytes } from 'node:crypto';

import { audienceOf, CALLBACK, clientSecret } from './provider.mjs';

const unguessable = () => randomBytes(32).toString('base64url');

async function metadata(issuer) {
  return (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
}

/** The answer to an authorization request: follows redirects with cookies, up to the one that leaves the provider. */
async function authorize(issuer, parameters) {
  const { authorization_endpoint: endpoint } = await metadata(issuer);
  const cookies = new Map();
  let at = `${endpoint}?${new URLSearchParams(parameters)}`;
  while (at.startsWith(`${issuer}/`)) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`no redirect from ${at}: ${response.status} ${await response.text()}`);
    at = new URL(location, at).href;
  }
  const { search, hash } = new URL(at);
  return Object.fromEntries(new URLSearchParams(hash ? hash.slice(1) : search));
}

async function token(issuer, clientId, parameters) {
  const { token_endpoint: endpoint } = await metadata(issuer);
  const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams(parameters),
  });
  if (!response.ok) throw new Error(`token endpoint: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The authorization code flow with PKCE; with the response type `code id_token` the hybrid flow. */
export async function idToken(issuer, { alg, nonce = null, response_type: responseType = 'code' }) {
  const [clientId, verifier, state] = [`rp-${alg}`, unguessable(), unguessable()];
  const answer = await authorize(issuer, {
    client_id: clientId,
    response_type: responseType,
    redirect_uri: CALLBACK,
    scope: 'openid email',
    state,
    ...(nonce === null ? {} : { nonce }),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const { code, id_token: frontChannel } = answer;
  // RFC 9207: iss, unless an ID token from this endpoint tells the issuer.
  if (!code || answer.state !== state || (!frontChannel && answer.iss !== issuer)) {
    throw new Error(`authorization endpoint: ${JSON.stringify(answer)}`);
  }
  const tokens = await token(issuer, clientId, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    code_verifier: verifier,
  });
  return {
    id_token: tokens.id_token,
    access_token: tokens.access_token,
    client_id: clientId,
    nonce,
    code,
    state,
    ...(frontChannel ? { front_channel_id_token: frontChannel } : {}),
  };
}

/** The client credentials grant for the resource server that wants this algorithm. */
export async function accessToken(issuer, { alg }) {
  const audience = audienceOf(alg);
  const parameters = { grant_type: 'client_credentials', resource: audience, scope: 'read' };
  const { access_token, scope } = await token(issuer, 'service', parameters);
  return { access_token, audience, client_id: 'service', scope };
}
