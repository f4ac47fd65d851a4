import jwt from 'jsonwebtoken';
import jwksClient from 'jwks-rsa';

import { serve, versionOf } from './peer.mjs';

const version = `${versionOf('jwks-rsa')} with jsonwebtoken ${versionOf('jsonwebtoken')}`;

const named = {
  cache_max_age_s: (seconds) => ({ cacheMaxAge: seconds * 1000 }),
  requests_per_minute: (requests) => ({ rateLimit: true, jwksRequestsPerMinute: requests }),
};

await serve('jwks-rsa', version, named, ({ issuer, audience, uri, options }) => {
  const client = jwksClient({ jwksUri: uri, ...options });
  const getKey = (header, done) => {
    client.getSigningKey(header.kid, (error, key) => done(error, key?.getPublicKey()));
  };
  const demands = { issuer, audience, algorithms: ['RS256'] };
  return (token) => new Promise((resolve, reject) => {
    jwt.verify(token, getKey, demands, (error, claims) => (error ? reject(error) : resolve(claims)));
  });
});
