import { spawnSync } from 'node:child_process';

/** The oldest Go that builds every module here. */
const NEEDED = [1, 26];

/** @throws when there is no Go, or an older one, with why it is needed in front */
export function checkGo(why: string): void {
  const answer = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env: { ...process.env, GOTOOLCHAIN: 'local' } });
  if (answer.error) {
    throw new Error(`${why}, and go was not found on the PATH: the tests with real peers need Go ${NEEDED.join('.')} or newer`);
  }
  const version = answer.stdout.trim();
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) < NEEDED[0] || Number(major) === NEEDED[0] && Number(minor) < NEEDED[1]) {
    throw new Error(`${why}, and the go on the PATH is ${version}: the tests with real peers need Go ${NEEDED.join('.')} or newer`);
  }
}

/** Where Go keeps the sources of modules, which it fetches if they are not there yet, and checks against the go.sum in this folder. */
export function moduleSources(folder: string, modules: Record<string, string>): Record<string, string> {
  checkGo(`the sources of ${Object.keys(modules).join(', ')} come from Go modules`);
  const wanted = Object.entries(modules).map(([name, version]) => `${name}@${version}`);
  const answer = spawnSync('go', ['mod', 'download', '-json', ...wanted], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local', GOWORK: 'off' },
  });
  const found = answer.stdout.trim() ? JSON.parse(`[${answer.stdout.trim().replace(/\n}\n{/g, '\n},\n{')}]`) : [];
  const problems = found.filter((module: any) => module.Error).map((module: any) => `${module.Path} ${module.Version}: ${module.Error}`);
  if (answer.status !== 0 || problems.length > 0) {
    throw new Error(`go mod download ${wanted.join(' ')} failed:\n${[...problems, answer.stderr].join('\n').trim()}`);
  }
  return Object.fromEntries(found.map((module: any) => [module.Path, module.Dir]));
}
