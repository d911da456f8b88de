// The certified client of others, openid-client, signs somebody in: everything it checks is checked by it, not by us.
// One line of JSON is read for each step and one is answered.

import { createInterface } from "node:readline";
import * as client from "../../frontend/node_modules/openid-client/build/index.js";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const hear = async () => JSON.parse((await lines.next()).value);
const say = (told) => process.stdout.write(`${JSON.stringify(told)}\n`);

const { issuer, id, secret, back, after } = await hear();
const config = await client.discovery(new URL(issuer), id, undefined, client.ClientSecretBasic(secret), {
  execute: [client.allowInsecureRequests],
});
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
const address = client.buildAuthorizationUrl(config, {
  redirect_uri: back,
  scope: "openid profile offline_access",
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: "S256",
  state,
  nonce,
  max_age: "3600",
});
say({ address: address.href });

const { answer } = await hear();
const tokens = await client.authorizationCodeGrant(config, new URL(answer), {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
  maxAge: 3600,
  idTokenExpected: true,
});
const claims = tokens.claims();
const person = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
const told = await client.tokenIntrospection(config, renewed.access_token);
await client.tokenRevocation(config, renewed.access_token);
const revoked = await client.tokenIntrospection(config, renewed.access_token);
const leave = client.buildEndSessionUrl(config, { post_logout_redirect_uri: after, id_token_hint: tokens.id_token });
say({ claims, person, renewed: renewed.claims().sub, active: told.active, revoked: revoked.active, leave: leave.href });
process.exit(0);
