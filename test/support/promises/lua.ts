import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/**
 * Chunks of Lua as a gateway must have them, by name. What one does is tested on nginx (test/e2e); these files hold the text that was
 * reviewed, so that a change of what is emitted shows as a difference to read.
 */
export function lua(...names: string[]): string[] {
  return names.map(name => readFileSync(path.join(__dirname, 'lua', `${name}.lua`), 'utf8'));
}
