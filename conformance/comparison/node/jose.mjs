import { createRemoteJWKSet, jwtVerify } from 'jose';

import { serve, versionOf } from './peer.mjs';

const named = {
  cache_max_age_s: (seconds) => ({ cacheMaxAge: seconds * 1000 }),
  cooldown_s: (seconds) => ({ cooldownDuration: seconds * 1000 }),
};

await serve('jose', versionOf('jose'), named, ({ issuer, audience, uri, options }) => {
  const keys = createRemoteJWKSet(new URL(uri), options);
  return (token) => jwtVerify(token, keys, { issuer, audience, algorithms: ['RS256'] });
});
