import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from '../peers/build';

/** The source distribution of this Python package has the official JSON-Schema-Test-Suite in it. */
const PACKAGE = 'jsonschema==4.23.0';
const FILE = 'jsonschema-4.23.0.tar.gz';
const SHA256 = 'd71497fef26351a33265337fa77ffeb82423f3ea21283cd9467bb03999266bc4';

/** One schema of the suite and what is said of documents. */
export interface SuiteGroup {
  /** The file, without its extension, as in `optional/format/uri`. */
  readonly file: string;
  readonly description: string;
  readonly schema: unknown;
  readonly tests: { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

/** Every group of a draft, `draft7` or `draft2020-12`. Downloaded once, outside of the checkout. */
export function suiteOf(draft: string): SuiteGroup[] {
  const folder = path.join(unpacked(), 'json', 'tests', draft);
  return (fs.readdirSync(folder, { recursive: true }) as string[]).filter(file => file.endsWith('.json')).sort()
    .flatMap(file => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')).map((group: any) => ({ file: file.replace(/\.json$/, ''), ...group })));
}

function unpacked(): string {
  const folder = path.join(cacheFolder(), FILE.replace('.tar.gz', ''));
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(cacheFolder(), { recursive: true });
    const half = fs.mkdtempSync(path.join(cacheFolder(), 'suite-'));
    try {
      execFileSync('python3', ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-binary', 'jsonschema', '--no-deps', '--dest', half, PACKAGE]);
      const archive = path.join(half, FILE);
      const hash = createHash('sha256').update(fs.readFileSync(archive)).digest('hex');
      if (hash !== SHA256) { throw new Error(`${FILE} has the sha256 ${hash}, expected ${SHA256}`); }
      execFileSync('tar', ['-xzf', archive, '-C', half]);
      fs.renameSync(path.join(half, FILE.replace('.tar.gz', '')), folder);
    } finally {
      fs.rmSync(half, { recursive: true, force: true });
    }
  }
  return folder;
}
