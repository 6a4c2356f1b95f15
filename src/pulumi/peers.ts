import { createRequire } from 'node:module';

/** What this entry needs beside the package's own peers, and from which version on. */
export const NEEDED: Record<string, string> = { '@pulumi/kubernetes': '4.23.0', '@pulumi/pulumi': '3.142.0' };

/**
 * Looks whether Pulumi's packages are there and new enough. They are optional peers, of which npm checks no version.
 *
 * @param load gives the package.json of a package.
 * @throws with the command that mends it
 */
export function checkPeers(load: (name: string) => { readonly version?: string }): void {
  for (const [name, least] of Object.entries(NEEDED)) {
    const version = versionOf(name, load);
    if (version === undefined) {
      throw new Error(`gatewarden/pulumi needs ${name}, which cannot be loaded: expected ${least} or later; install it with: npm install ${name}`);
    }
    if (!isAtLeast(version, least)) {
      throw new Error(`gatewarden/pulumi needs ${name} ${least} or later, and ${version} is installed; update it with: npm install ${name}@latest`);
    }
  }
}

function versionOf(name: string, load: (name: string) => { readonly version?: string }): string | undefined {
  try {
    return load(name).version;
  } catch {
    return undefined;
  }
}

function isAtLeast(version: string, least: string): boolean {
  const [mine, theirs] = [version, least].map(text => text.split(/[.+-]/).slice(0, 3).map(Number));
  const first = mine.findIndex((part, index) => part !== theirs[index]);
  return first < 0 || mine[first] > theirs[first];
}

checkPeers(name => createRequire(__filename)(`${name}/package.json`));
