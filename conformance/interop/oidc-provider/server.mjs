// An OpenID provider that others wrote, on loopback, for the interoperability tests. README.md tells the protocol.

import { createServer } from 'node:http';
import { createRequire } from 'node:module';

// Standard output carries one line of JSON. The notices of the provider go where its warnings go.
console.info = console.error;

const { interact, newKeys, newProvider, offeredAlgorithms } = await import('./provider.mjs');
const { accessToken, idToken } = await import('./relying-party.mjs');

const { version } = createRequire(import.meta.url)('oidc-provider/package.json');
const algorithms = await offeredAlgorithms();
const server = createServer();
await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
const issuer = `http://127.0.0.1:${server.address().port}`;

let provider;
let handle;

// An instance keeps its keys, so other keys take another instance, as they take a restart in a deployment. Of the keys
// that fit an algorithm the first one signs.
function publish(keys) {
  provider = newProvider(issuer, algorithms, keys);
  handle = provider.callback();
}

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

let current = await newKeys(algorithms);
let coming;
let taken = 'retire';

const steps = {
  announce: {
    after: 'retire',
    async take() {
      coming = await newKeys(algorithms);
      publish([...current, ...coming]);
    },
  },
  switch: {
    after: 'announce',
    take() { publish([...coming, ...current]); },
  },
  retire: {
    after: 'switch',
    take() {
      current = coming;
      publish(current);
    },
  },
};

async function rotate({ step: name }) {
  const step = Object.hasOwn(steps, name ?? '') ? steps[name] : undefined;
  if (step?.after !== taken) throw new Refused(409, `the step ${name} does not follow ${taken}`);
  taken = name;
  await step.take();
  const { keys } = await (await fetch(provider.urlFor('jwks'))).json();
  return { step: name, kids: keys.map(({ kid }) => kid) };
}

function signed(make) {
  return (parameters) => {
    if (!algorithms.includes(parameters.alg)) throw new Refused(400, `alg is none of ${algorithms}`);
    return make(issuer, parameters);
  };
}

const routes = {
  'GET /interop/id_token': signed(idToken),
  'GET /interop/access_token': signed(accessToken),
  'POST /interop/rotate': rotate,
};

async function answer(req, res) {
  const { pathname, searchParams } = new URL(req.url, issuer);
  if (pathname.startsWith('/interop/interaction/')) {
    await interact(provider, req, res);
    return;
  }
  const route = `${req.method} ${pathname}`;
  if (!Object.hasOwn(routes, route)) throw new Refused(404, `nothing at ${route}`);
  const body = await routes[route](Object.fromEntries(searchParams));
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

server.on('request', (req, res) => {
  if (!req.url.startsWith('/interop/')) {
    handle(req, res);
    return;
  }
  answer(req, res).catch((error) => {
    res.writeHead(error.status ?? 500, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ error: error.message }));
  });
});

publish(current);
process.stdin.on('close', () => process.exit(0)).resume();
const first = { issuer, algorithms, provider: 'oidc-provider', version, node: process.version };
console.log(JSON.stringify(first));
