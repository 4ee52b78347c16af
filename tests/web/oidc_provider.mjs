// A certified OpenID provider for the tests: the npm package oidc-provider, on loopback, everything in memory.
// Arguments: the folder of the package. Prints its port; reads one line, the clients as JSON; prints "ready".
// Whoever types a name at its form is that subject; nobody's password is looked at.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

console.warn = () => {}; // it says that it is for development, which this is
const { default: Provider } = await import(pathToFileURL(`${process.argv[2]}/lib/index.js`));

const key = (alg, type, options) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: "jwk" }), alg, use: "sig", kid: `key of ${alg}`,
});
const keys = [
  key("RS256", "rsa", { modulusLength: 2048 }), key("ES256", "ec", { namedCurve: "P-256" }), key("EdDSA", "ed25519"),
];
const server = createServer();
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
createInterface({ input: process.stdin }).once("line", (line) => {
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
    clients: JSON.parse(line),
    jwks: { keys },
    cookies: { keys: ["of the tests"] },
    pkce: { required: () => true },
    enabledJWA: { idTokenSigningAlgValues: keys.map((one) => one.alg) },
  });
  server.on("request", provider.callback());
  console.log("ready");
});
process.stdin.on("end", () => process.exit(0)); // the tests have ended, however they did
