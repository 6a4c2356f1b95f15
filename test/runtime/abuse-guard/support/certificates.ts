import { generateKeyPairSync, KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate with its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** An authority of its own, for one test; nothing of it is ever written to the repository. */
export class Authority {
  public readonly cert: string;
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  constructor(private readonly name: string = 'tests') {
    this.cert = pem('CERTIFICATE', this.certificate(name, this.keys.publicKey, extension('551d13', true, seq(der(0x01, Buffer.from([0xff]))))));
  }

  /** For a server at 127.0.0.1, and for a client by its name. */
  public issue(name: string, dnsName: string = 'localhost'): Certificate {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const names = seq(der(0x82, Buffer.from(dnsName)), der(0x87, Buffer.from([127, 0, 0, 1])));
    return { cert: pem('CERTIFICATE', this.certificate(name, publicKey, extension('551d11', false, names))), key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
  }

  private certificate(subject: string, key: KeyObject, extensions: Buffer): Buffer {
    const algorithm = seq(der(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
    const time = (days: number) => der(0x17, Buffer.from(`${new Date(Date.now() + days * 86_400_000).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));
    const serial = Buffer.concat([Buffer.from([1]), randomBytes(8)]);
    const body = seq(
      der(0xa0, der(0x02, Buffer.from([2]))), der(0x02, serial), algorithm, nameOf(this.name), seq(time(-1), time(2)), nameOf(subject),
      key.export({ type: 'spki', format: 'der' }), der(0xa3, seq(extensions)),
    );
    return seq(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, this.keys.privateKey)])));
  }
}

function nameOf(name: string): Buffer {
  return seq(der(0x31, seq(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from(name)))));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return seq(der(0x06, Buffer.from(id, 'hex')), ...critical ? [der(0x01, Buffer.from([0xff]))] : [], der(0x04, value));
}

function seq(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function pem(label: string, content: Buffer): string {
  return `-----BEGIN ${label}-----\n${content.toString('base64').replace(/(.{64})/g, '$1\n')}\n-----END ${label}-----\n`;
}
