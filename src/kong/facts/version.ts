/** First and last minor version of Kong 3 whose published schemas the facts were generated from. */
export const FIRST_MINOR = 4;
export const LAST_MINOR = 15;
/** Kong's open-source build ends at 3.9 (kong-facts 0.1). */
export const LAST_OSS_MINOR = 9;

const VERSION = /^3\.(\d{1,3})(?:\.\d+)*$/;
const minors = new Map<string, number | undefined>();

/** The minor number of a Kong 3 version (`3.9`, `3.9.3`, `3.10.0.8`), undefined if it is none of a known version. */
export function minorOf(version: string): number | undefined {
  const known = minors.get(version);
  if (known !== undefined) return known;
  const match = VERSION.exec(version);
  const minor = match ? Number(match[1]) : undefined;
  if (minor === undefined || minor < FIRST_MINOR || minor > LAST_MINOR) return undefined;
  minors.set(version, minor);
  return minor;
}

/** The minor number of a version that stands in the facts themselves. */
export function factMinor(version: string | undefined, otherwise: number): number {
  return version === undefined ? otherwise : Number(version.slice(2));
}
