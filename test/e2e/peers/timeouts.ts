/** How long the start of a suite may take, in milliseconds: its peers may have to be built, on a slow machine. */
export const STARTING = 60 * 60_000;
