// The protocol of ../README.md, for a library that is asked by one function.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);

export const versionOf = (name) => require(`${name}/package.json`).version;

async function outcome(verify, token) {
  try {
    await verify(token);
    return undefined;
  } catch (error) {
    return `${error.code ?? error.name}: ${error.message}`.slice(0, 120);
  }
}

async function measure(verify, { tokens, together }) {
  let outcomes = [];
  const start = performance.now();
  if (together) {
    outcomes = await Promise.all(tokens.map((token) => outcome(verify, token)));
  } else {
    for (const token of tokens) outcomes.push(await outcome(verify, token));
  }
  const ms = Number((performance.now() - start).toFixed(3));
  const errors = outcomes.filter((text) => text !== undefined);
  return {
    accepted: tokens.length - errors.length,
    refused: errors.length,
    ms,
    errors: [...new Set(errors)].slice(0, 5),
  };
}

/**
 * Answers each line of standard input with one line. `options` names those options of the protocol that the library
 * has, each with what makes the library's own options of its value. `start` is given the issuer, the address of the
 * keys, the audience and those options; it returns a function that takes a token and rejects when it is refused.
 */
export async function serve(name, version, options, start) {
  let verify;
  for await (const line of createInterface({ input: process.stdin })) {
    const { op, ...request } = JSON.parse(line);
    let answer;
    if (op === 'start') {
      const { issuer, audience, jwks_uri: uri, ...named } = request;
      const known = Object.keys(named).filter((option) => Object.hasOwn(options, option));
      const own = known.map((option) => options[option](named[option]));
      verify = start({ issuer, audience, uri, options: Object.assign({}, ...own) });
      const ignored = Object.keys(named).filter((option) => !known.includes(option));
      answer = { ready: true, name, version, ignored };
    } else if (op === 'verify' && verify) {
      answer = await measure(verify, request);
    } else {
      throw new Error(`${op} cannot be answered`);
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
