// The key pair and the token (docs/chat.md). The private key stays here; the desk gets the public one.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign as signBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const [privateFile, publicFile] = [file("chat-key.pem"), file("chat-key.pub.pem")];

if (!existsSync(privateFile)) {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(privateFile, pair.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  writeFileSync(publicFile, pair.publicKey.export({ type: "spki", format: "pem" }));
}
const key = createPrivateKey(readFileSync(privateFile));

/** The id that `bin/corbel host key` prints for this key. An application of your own has it in its settings. */
const keyId = process.env.KEY_ID ?? idOf(createPublicKey(key));

export function sign({ sub, email }, { host, desk }) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: host, aud: desk, sub, email, iat: now, exp: now + 120, jti: randomUUID() };
  const text = `${encode({ alg: "ES256", typ: "JWT", kid: keyId })}.${encode(claims)}`;
  // JWS wants the two numbers of the signature side by side (RFC 7518, 3.4), not in DER.
  return `${text}.${signBytes("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

export function tellHowToRegister({ host, here }) {
  console.log(`Tell the desk, once:\n  bin/corbel host key ${host} ${publicFile}\n  bin/corbel host origin ${host} ${here}`);
}

function encode(value) {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** As the desk makes it: of the public key's bytes. */
function idOf(publicKey) {
  return createHash("sha256").update(publicKey.export({ type: "spki", format: "der" })).digest("hex").slice(0, 16);
}
