import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** Files for one suite, which are gone after it. */
export function temporaryFiles(): (name: string, content: string) => string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'abuse-guard-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  return (name, content) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, content);
    return file;
  };
}
