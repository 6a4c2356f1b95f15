import { LuaChunk, LuaPlace } from './chunk';
import { indented, luaText } from './lua-text';
import { allowsModule, LuaGateway } from './sandbox';
import { listing } from '../errors';
import { UntrustedLua } from '../gateway/untrusted-lua';

/** A function plugin, as data. */
export interface LuaPlugin {
  readonly plugin: LuaPlace;
  readonly config: { readonly access: string[] };
}

const PLACES: LuaPlace[] = ['pre-function', 'post-function'];
/** Names that end up in a comment and a log line. */
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Joins chunks to at most one plugin of each place. Each stays a string of its own, which Kong compiles and runs by itself, so that no
 * chunk sees another's locals, and none can return from another.
 *
 * @throws when the gateway runs no functions or not with a module that a chunk needs, or two different chunks of one place have one id
 */
export function composeLua(chunks: LuaChunk[], gateway: LuaGateway): LuaPlugin[] {
  chunks = withoutRepeats(chunks);
  check(chunks, gateway);
  return PLACES.flatMap(place => {
    const here = chunks.filter(chunk => chunk.place === place).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
    return here.length === 0 ? [] : [{ plugin: place, config: { access: here.map(sourceOf) } }];
  });
}

/** Two policies may ask for the very same protection. */
function withoutRepeats(chunks: LuaChunk[]): LuaChunk[] {
  return chunks.filter((chunk, i) => !chunks.slice(0, i).some(other => sameChunk(other, chunk)));
}

function sameChunk(a: LuaChunk, b: LuaChunk): boolean {
  const text = (chunk: LuaChunk) => JSON.stringify(Object.entries(chunk).sort(([x], [y]) => x < y ? -1 : 1));
  return a === b || (a.id === b.id && a.place === b.place && text(a) === text(b));
}

function check(chunks: LuaChunk[], gateway: LuaGateway): void {
  if (chunks.length > 0 && gateway.untrustedLua === UntrustedLua.OFF) {
    throw new Error(`untrusted_lua is off: expected a gateway that runs functions, for ${listing(chunks.map(chunk => chunk.id))}; leave untrustedLua out`);
  }
  const seen = new Set<string>();
  for (const { id, place, modules } of chunks) {
    if (!ID.test(id)) {
      throw new Error(`lua chunk '${id}' has no good id: expected lower-case words with '-' between them; rename it`);
    }
    if (seen.has(`${place} ${id}`)) {
      throw new Error(`two lua chunks of ${place} are called '${id}': expected one; join them, or rename one`);
    }
    seen.add(`${place} ${id}`);
    const missing = modules?.find(module => !allowsModule(gateway, module));
    if (missing) {
      throw new Error(`lua chunk '${id}' requires ${missing}, which ${gateway.description} does not allow: every request would be answered with 500; add '${missing}' to luaModules of the gateway`);
    }
  }
}

const SOURCES = new WeakMap<LuaChunk, string>();

/** The source of a chunk, made once per object: many APIs have the same. */
function sourceOf(chunk: LuaChunk): string {
  let text = SOURCES.get(chunk);
  if (text === undefined) {
    SOURCES.set(chunk, text = source(chunk));
  }
  return text;
}

/**
 * The source of one chunk. Kong runs it once per worker, and from then on the function that it returns; a chunk that failed in that first
 * run would later be run without its function. So nothing in the outer part can fail. What the body decides is answered outside of `pcall`,
 * since answering ends the request by leaving the function.
 */
function source(chunk: LuaChunk): string {
  return `-- gatewarden: ${chunk.id}\n${definition(chunk)}\n${answer(chunk)}`;
}

function definition({ constants, body }: LuaChunk): string {
  if (!constants?.trim()) {
    return `local function run()\n${indented(body.trim())}\nend`;
  }
  return `local loaded, run = pcall(function()\n${indented(constants.trim())}\n\n  return function()\n${indented(body.trim(), 2)}\n  end\nend)`;
}

function answer({ id, constants, onError }: LuaChunk): string {
  const call = constants?.trim() ? `  local ok, status, message, headers = loaded, run
  if loaded then
    ok, status, message, headers = pcall(run)
  end` : '  local ok, status, message, headers = pcall(run)';
  const failed = onError ? `${onError.status}, ${luaText(onError.message)}, nil` : 'nil, nil, nil';
  return `return function()
${call}
  if not ok then
    kong.log.err("gatewarden ${id} failed: ", tostring(status))
    status, message, headers = ${failed}
  end
  if status then
    return kong.response.exit(status, { message = message }, headers)
  end
end
`;
}
