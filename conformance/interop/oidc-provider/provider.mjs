// The provider: its keys, its clients, and what differs from oidc-provider's defaults.

import { randomBytes } from 'node:crypto';

import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';

const WANTED = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519', 'ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'];

// One RSA key signs RS256 and PS256, one OKP key EdDSA and Ed25519, so neither has an alg.
const SHARED = { PS256: 'RS256', EdDSA: 'Ed25519' };

export const CALLBACK = 'https://rp.example/callback';
export const clientSecret = randomBytes(32).toString('base64url');
const cookieSecret = randomBytes(32).toString('base64url');
const ACCOUNT = 'interop-user';

const RESOURCES = 'https://api.example/';
export const audienceOf = (alg) => RESOURCES + alg;

async function newKey(alg) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = await exportJWK(privateKey);
  return jwk.kty === 'AKP' ? { ...jwk, alg } : jwk;
}

/** A key for each algorithm. */
export function newKeys(algorithms) {
  return Promise.all([...new Set(algorithms.map((alg) => SHARED[alg] ?? alg))].map(newKey));
}

export function newProvider(issuer, algorithms, keys) {
  const confidential = { client_secret: clientSecret, token_endpoint_auth_method: 'client_secret_basic' };
  const relyingParty = (alg) => ({
    ...confidential,
    client_id: `rp-${alg}`,
    id_token_signed_response_alg: alg,
    grant_types: ['authorization_code', 'implicit'],
    response_types: ['code', 'code id_token'],
    redirect_uris: [CALLBACK],
  });
  const service = {
    ...confidential,
    client_id: 'service',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  };
  const resourceServer = (_, resource) => ({
    scope: 'read write',
    audience: resource,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: resource.slice(RESOURCES.length) } },
  });
  const account = (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@example.com`, email_verified: true }),
  });
  return new Provider(issuer, {
    // One storage for all instances, as that of a deployment outlives a restart.
    adapter: (model) => new MemoryAdapter(model),
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    clientDefaults: { id_token_signed_response_alg: algorithms[0] },
    clients: [service, ...algorithms.map(relyingParty)],
    cookies: { keys: [cookieSecret] },
    enabledJWA: { idTokenSigningAlgValues: algorithms },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: true, getResourceServerInfo: resourceServer },
    },
    findAccount: account,
    interactions: { url: (_, { uid }) => `/interop/interaction/${uid}` },
    jwks: { keys },
    pkce: { required: () => true },
    responseTypes: ['code', 'code id_token'],
  });
}

/** Logs in and grants what is asked for, at once. */
export async function interact(provider, req, res) {
  const { params } = await provider.interactionDetails(req, res);
  const grant = new provider.Grant({ accountId: ACCOUNT, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(req, res, { login: { accountId: ACCOUNT }, consent });
}

/** The algorithms that both this Node.js and oidc-provider have. */
export async function offeredAlgorithms() {
  const offered = [];
  for (const alg of WANTED) {
    try {
      newProvider('http://127.0.0.1', [alg], await newKeys([alg]));
      offered.push(alg);
    } catch (error) {
      console.error(`${alg} is not offered: ${error.message}`);
    }
  }
  return offered;
}
