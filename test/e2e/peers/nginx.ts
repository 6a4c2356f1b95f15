import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from './build';
import { Command, Keeper } from './keeper';

/** nginx with its Lua module, and what that is linked with, in a folder of the cache. */
export interface Nginx {
  readonly command: string;
  /** Where its libraries are found. */
  readonly env: Record<string, string>;
  /** The modules to load, in this order. */
  readonly modules: string[];
  /** Where Lua looks for modules written in Lua. */
  readonly luaPath: string;
  /** Where Lua looks for modules written in C. */
  readonly luaCpath: string;
}

/** Debian's names; what they need comes with them. */
const PACKAGES = ['nginx', 'libnginx-mod-http-lua', 'lua-cjson'];
/** Of what comes with them, that which is not on every machine, or must be of their version. The C library stays the machine's. */
const UNPACKED = /^(nginx|libnginx-mod-|libluajit|lua-|libpcre|libssl)/;

/**
 * Where nginx is, fetched first if it is not in the cache. The packages are unpacked there and not installed: the module needs another
 * build of LuaJIT than Debian's `luajit` does, so that installing one would remove the other from the machine. No root is needed.
 */
export async function nginx(keeper: Keeper): Promise<Nginx> {
  const folder = path.join(cacheFolder(), nameOfFolder());
  if (!fs.existsSync(folder)) {
    await fetch(folder, keeper);
  }
  const libraries = ['usr/lib', 'lib'].flatMap(part => under(path.join(folder, part)).filter(name => name.endsWith('-linux-gnu')));
  const library = libraries.find(name => fs.existsSync(path.join(name, 'lua')))!;
  return {
    command: path.join(folder, 'usr/sbin/nginx'),
    env: { LD_LIBRARY_PATH: libraries.join(':') },
    modules: ['ndk_http_module.so', 'ngx_http_lua_module.so'].map(name => path.join(folder, 'usr/lib/nginx/modules', name)),
    luaPath: path.join(folder, 'usr/share/lua/5.1/?.lua'),
    luaCpath: path.join(library, 'lua/5.1/?.so'),
  };
}

/** Another distribution, release or way of fetching is another folder. */
function nameOfFolder(): string {
  const release = fs.existsSync('/etc/os-release') ? fs.readFileSync('/etc/os-release', 'utf8') : '';
  const [, id = process.platform] = /^ID="?([\w.-]+)/m.exec(release) ?? [];
  const [, version = ''] = /^VERSION_ID="?([\w.-]+)/m.exec(release) ?? [];
  const hash = createHash('sha256').update(fs.readFileSync(__filename)).digest('hex').slice(0, 12);
  return ['nginx', id, version, process.arch, hash].filter(Boolean).join('-');
}

async function fetch(folder: string, keeper: Keeper): Promise<void> {
  const work = fs.mkdtempSync(path.join(keeper.folder, 'nginx-'));
  const inside = (name: string) => path.join(work, name);
  ['lists/partial', 'cache/archives/partial', 'unpacked', 'state'].forEach(name => fs.mkdirSync(inside(name), { recursive: true }));
  // As on a machine without any package, so that all that is needed is fetched; nothing of apt's own state is read or changed.
  fs.writeFileSync(inside('status'), '');
  const own = [
    `Dir::State=${inside('state')}`, `Dir::State::Lists=${inside('lists')}`, `Dir::State::status=${inside('status')}`, `Dir::Cache=${inside('cache')}`,
    `Dir::Log=${inside('state')}`, 'Debug::NoLocking=true', 'APT::Sandbox::User=root', 'APT::Update::Post-Invoke=true',
  ].flatMap(option => ['-o', option]);

  fs.writeSync(2, `nginx: fetching Debian's packages ${PACKAGES.join(', ')} into ${cacheFolder()}; this is done once\n`);
  await run(keeper, { name: 'apt-update', command: 'apt-get', args: [...own, '-q', 'update'] });
  await run(keeper, { name: 'apt-download', command: 'apt-get', args: [...own, '-q', '-y', '--no-install-recommends', '--download-only', 'install', ...PACKAGES] });
  for (const archive of under(inside('cache/archives')).filter(name => name.endsWith('.deb') && UNPACKED.test(path.basename(name)))) {
    await run(keeper, { name: 'dpkg-deb', command: 'dpkg-deb', args: ['-x', archive, inside('unpacked')] });
  }
  fs.renameSync(inside('unpacked'), folder);
  fs.rmSync(work, { recursive: true });
}

async function run(keeper: Keeper, what: Command): Promise<void> {
  const missing = `nginx with its Lua module comes from the packages ${PACKAGES.join(', ')} of Debian 12 or a later one, which apt-get fetches`;
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
