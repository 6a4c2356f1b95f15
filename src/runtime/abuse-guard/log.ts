export type LogLevel = 'info' | 'warn' | 'error' | 'audit';
export type LogFields = Record<string, unknown>;

/** Writes what happens, one JSON object a line. What comes from a log entry is data in it, and cannot make a line. */
export interface Log {
  info(msg: string, fields?: LogFields): void;
  warn(msg: string, fields?: LogFields): void;
  error(msg: string, fields?: LogFields): void;
  /** A block or a release. */
  audit(msg: string, fields: LogFields): void;
}

/** Longer texts are cut: what a client sends must not fill the log. */
const LONGEST = 300;

export function jsonLog(write: (line: string) => void, wall: () => number): Log {
  const line = (level: LogLevel) => (msg: string, fields: LogFields = {}) => write(`${JSON.stringify({ time: new Date(wall()).toISOString(), level, msg, ...fields }, shortened)}\n`);
  return { info: line('info'), warn: line('warn'), error: line('error'), audit: line('audit') };
}

/** JSON leaves some characters as they are that end a line or steer a terminal elsewhere. */
function shortened(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.slice(0, LONGEST).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd') : value;
}

/** Says the same thing of the same subject once, until it is over. */
export class Told {
  private readonly told = new Map<string, string>();

  public once(subject: string, text: string, tell: () => void): void {
    if (this.told.get(subject) !== text) {
      this.told.set(subject, text);
      tell();
    }
  }

  /** Tells of the end of what was told. */
  public over(subject: string, tell: () => void): void {
    if (this.told.delete(subject)) {
      tell();
    }
  }
}
