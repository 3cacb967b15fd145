// A second verifier, written from the standards: JWT (RFC 7519, 8037), Verifiable Credentials 2.0, Open Badges 3.0, Bitstring Status List 1.0.
// node second_verifier.mjs FOLDER SECRET-KEY prints what it finds as JSON.
import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const [folder, secret] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name), 'utf8');
const json = (part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

const did = JSON.parse(read('did.json'));
const method = did.verificationMethod.find((method) => did.assertionMethod.includes(method.id));
const key = createPublicKey({ key: method.publicKeyJwk, format: 'jwk' });

function opened(token) {
  const [header, payload, signature] = token.split('.');
  const { alg, kid } = json(header);
  const isSigned = verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  return { genuine: isSigned && alg === 'EdDSA' && kid === method.id, payload: json(payload) };
}

const list = opened(read('status.jwt'));
const bits = gunzipSync(Buffer.from(list.payload.credentialSubject.encodedList.slice(1), 'base64url'));

function isRevoked({ credentialStatus: entry }) {
  const isThisList = list.genuine && entry.statusListCredential === list.payload.id && bits.length * 8 >= 131072;
  if (!isThisList || entry.statusPurpose !== list.payload.credentialSubject.statusPurpose) return 'unknown';
  const index = Number(entry.statusListIndex);
  return ((bits[index >> 3] >> (7 - (index & 7))) & 1) === 1;
}

const isTime = (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) && !Number.isNaN(Date.parse(text));

function isWellFormed(badge) {
  const { achievement } = badge.credentialSubject;
  return (
    badge['@context'][0] === 'https://www.w3.org/ns/credentials/v2' &&
    badge['@context'][1].startsWith('https://purl.imsglobal.org/spec/ob/v3p0/context-3') &&
    ['VerifiableCredential', 'OpenBadgeCredential'].every((type) => badge.type.includes(type)) &&
    badge.issuer.id === did.id &&
    badge.iss === did.id &&
    badge.jti === badge.id &&
    badge.sub === badge.credentialSubject.id &&
    isTime(badge.validFrom) &&
    badge.nbf === Date.parse(badge.validFrom) / 1000 &&
    [achievement.id, achievement.name, achievement.description, achievement.criteria.narrative].every((text) => text.length > 0)
  );
}

const credentials = {};
for (const name of readdirSync(folder).filter((name) => name.endsWith('.jwt') && name !== 'status.jwt')) {
  const { genuine, payload } = opened(read(name));
  credentials[name] = { genuine, wellFormed: isWellFormed(payload), revoked: isRevoked(payload) };
}
const ofSecret = createPublicKey(createPrivateKey(readFileSync(secret))).export({ format: 'jwk' });
console.log(JSON.stringify({ credentials, keyBelongsToSecret: ofSecret.x === method.publicKeyJwk.x }));
