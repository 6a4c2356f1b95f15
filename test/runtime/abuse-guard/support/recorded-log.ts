import { Log } from '../../../../src/runtime/abuse-guard/log';

/** Keeps what is logged. */
export function recordedLog(): Log & { lines: any[]; audits(): any[] } {
  const lines: any[] = [];
  const at = (level: string) => (msg: string, fields: object = {}) => void lines.push({ level, msg, ...fields });
  return { info: at('info'), warn: at('warn'), error: at('error'), audit: at('audit'), lines, audits: () => lines.filter(({ level }) => level === 'audit') };
}
