import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { FUNCTIONS_FOLDER } from './model';
import { VARIANTS } from './variants';

/** Writes the Lua that an API of the benchmark has now to where the model of its objects reads it. Read the difference before it is committed. */
export function record(): void {
  fs.rmSync(FUNCTIONS_FOLDER, { recursive: true, force: true });
  fs.mkdirSync(FUNCTIONS_FOLDER);
  for (const document of parseAllDocuments(VARIANTS['constructs and guards'](1))) {
    const { plugin, config } = document.toJS();
    if (/^(pre|post)-function$/.test(plugin ?? '')) {
      config.access.forEach((chunk: string, i: number) => fs.writeFileSync(path.join(FUNCTIONS_FOLDER, `${plugin}-${i}.lua`), chunk));
    }
  }
}
