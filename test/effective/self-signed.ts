import { generateKeyPairSync, sign } from 'node:crypto';

const PAIRS = new Map<string, { cert: string; key: string }>();

/** A self-signed certificate and its key as PEM, made for the test; the same for the same name. */
export function selfSigned(name: string): { readonly cert: string; readonly key: string } {
  let pair = PAIRS.get(name);
  if (!pair) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const algorithm = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'));
    const subject = der(0x30, der(0x31, der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(name)))));
    const validity = der(0x30, der(0x17, Buffer.from('240101000000Z')), der(0x17, Buffer.from('490101000000Z')));
    const body = der(0x30, Buffer.from('a003020102020101', 'hex'), algorithm, subject, validity, subject, publicKey.export({ type: 'spki', format: 'der' }));
    const whole = der(0x30, body, algorithm, der(0x03, Buffer.from([0]), sign('sha256', body, privateKey)));
    const lines = whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
    pair = { cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
    PAIRS.set(name, pair);
  }
  return pair;
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, Math.floor(size / 256), size % 256];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
