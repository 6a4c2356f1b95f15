import { createHash, timingSafeEqual } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { AuthenticationConfig } from './config';
import { Log, Told } from './log';
import { readSecret } from './secret-file';

const SHORTEST = 16;

/** Knows the gateway by its shared secret, its client certificate, or both. Anybody else could have any address blocked. */
export class SourceAuthentication {
  private readonly header: string;
  private digests: Buffer[] = [];
  private readonly told = new Told();

  /** @throws if a secret cannot be read, or is none */
  constructor(private readonly config: AuthenticationConfig, private readonly log: Log) {
    this.header = config.header ?? 'authorization';
    this.digests = this.read();
  }

  /** Reads the secrets again; what cannot be read leaves them as they were. */
  public refresh(): void {
    try {
      this.digests = this.read();
      this.told.over('secrets', () => this.log.info('the shared secrets can be read again'));
    } catch (error) {
      this.told.once('secrets', (error as Error).message, () => this.log.error('the shared secrets stay as they were', { error: (error as Error).message }));
    }
  }

  public accepts(request: IncomingMessage): boolean {
    const { sharedSecretFiles, mtls } = this.config;
    return (!sharedSecretFiles || this.hasSecret(request.headers[this.header])) && (!mtls || this.hasCertificate(request.socket, mtls.subjectNames));
  }

  private hasSecret(value: string | string[] | undefined): boolean {
    if (typeof value !== 'string') {
      return false;
    }
    // Digests have one length, and all are compared, so that the time tells nothing.
    const digest = digestOf(value);
    return this.digests.map(secret => timingSafeEqual(secret, digest)).includes(true);
  }

  private hasCertificate(socket: unknown, names: readonly string[] | undefined): boolean {
    if (!(socket instanceof TLSSocket) || !socket.authorized) {
      return false;
    }
    const { subject, subjectaltname = '' } = socket.getPeerCertificate();
    // Node quotes a name that has a comma in it, so that no name can pass for two.
    const has = [subject?.CN, ...subjectaltname.split(', ').map(name => name.replace(/^(DNS|URI):/, ''))];
    return names === undefined || names.some(name => has.includes(name));
  }

  private read(): Buffer[] {
    return (this.config.sharedSecretFiles ?? []).map(file => {
      const secret = readSecret(file);
      if (secret.length < SHORTEST || /[^\x20-\x7e]/.test(secret)) {
        throw new Error(`${file} holds ${secret.length} characters: expected a header value of at least ${SHORTEST} printable ones; write for instance 'Bearer ' and 32 random letters`);
      }
      return digestOf(secret);
    });
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
