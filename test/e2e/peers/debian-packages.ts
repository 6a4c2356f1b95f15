import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from './build';
import { Command, Keeper } from './keeper';

/** A program of Debian's, and what it is linked with. */
export interface DebianProgram {
  /** What the folder in the cache is called after. */
  readonly name: string;
  /** Debian's names; what they need comes with them. */
  readonly packages: string[];
  /** Of the packages that come, those which are not on every machine. The C library stays the machine's. */
  readonly unpacked: RegExp;
}

/**
 * The folder of the cache where the packages are unpacked, fetched first if they are not there. They are not installed: no root is needed,
 * and nothing of the machine changes.
 */
export async function unpackedPackages(what: DebianProgram, keeper: Keeper): Promise<string> {
  const folder = path.join(cacheFolder(), nameOfFolder(what));
  if (!fs.existsSync(folder)) {
    await fetch(what, folder, keeper);
  }
  return folder;
}

/** Where its libraries are, as LD_LIBRARY_PATH has them. */
export function libraryPath(folder: string): string {
  return ['usr/lib', 'lib'].flatMap(part => under(path.join(folder, part)).filter(name => name.endsWith('-linux-gnu'))).join(':');
}

/** Another distribution, release or set of packages is another folder. */
function nameOfFolder({ name, packages, unpacked }: DebianProgram): string {
  const release = fs.existsSync('/etc/os-release') ? fs.readFileSync('/etc/os-release', 'utf8') : '';
  const [, id = process.platform] = /^ID="?([\w.-]+)/m.exec(release) ?? [];
  const [, version = ''] = /^VERSION_ID="?([\w.-]+)/m.exec(release) ?? [];
  const hash = createHash('sha256').update(JSON.stringify([packages, unpacked.source])).digest('hex').slice(0, 12);
  return [name, id, version, process.arch, hash].filter(Boolean).join('-');
}

async function fetch({ name: program, packages, unpacked }: DebianProgram, folder: string, keeper: Keeper): Promise<void> {
  const work = fs.mkdtempSync(path.join(keeper.folder, `${program}-`));
  const inside = (name: string) => path.join(work, name);
  ['lists/partial', 'cache/archives/partial', 'unpacked', 'state'].forEach(name => fs.mkdirSync(inside(name), { recursive: true }));
  // As on a machine without any package, so that all that is needed is fetched; nothing of apt's own state is read or changed.
  fs.writeFileSync(inside('status'), '');
  const own = [
    `Dir::State=${inside('state')}`, `Dir::State::Lists=${inside('lists')}`, `Dir::State::status=${inside('status')}`, `Dir::Cache=${inside('cache')}`,
    `Dir::Log=${inside('state')}`, 'Debug::NoLocking=true', 'APT::Sandbox::User=root', 'APT::Update::Post-Invoke=true',
  ].flatMap(option => ['-o', option]);

  fs.writeSync(2, `${program}: fetching Debian's packages ${packages.join(', ')} into ${cacheFolder()}; this is done once\n`);
  const run = (what: Command) => runToEnd(`${program} comes from the packages ${packages.join(', ')} of Debian 12 or a later one, which apt-get fetches`, keeper, what);
  await run({ name: 'apt-update', command: 'apt-get', args: [...own, '-q', 'update'] });
  await run({ name: 'apt-download', command: 'apt-get', args: [...own, '-q', '-y', '--no-install-recommends', '--download-only', 'install', ...packages] });
  for (const archive of under(inside('cache/archives')).filter(name => name.endsWith('.deb') && unpacked.test(path.basename(name)))) {
    await run({ name: 'dpkg-deb', command: 'dpkg-deb', args: ['-x', archive, inside('unpacked')] });
  }
  fs.renameSync(inside('unpacked'), folder);
  fs.rmSync(work, { recursive: true });
}

async function runToEnd(missing: string, keeper: Keeper, what: Command): Promise<void> {
  let running;
  try {
    running = await keeper.start({ ...what, env: { LC_ALL: 'C', PATH: process.env.PATH ?? '' } });
  } catch (error) {
    throw new Error(`${missing}: ${(error as Error).message}`);
  }
  const exit = await running.ended;
  if (exit !== 0) {
    throw new Error(`${missing}: ${what.command} ended with ${exit}\n${running.lastLines()}`);
  }
}

function under(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder).sort().map(name => path.join(folder, name)) : [];
}
