// The guard itself runs as the one file in assets, which holds what it needs; here is what its configuration is checked with.
export * from './config';
export { readConfig, readConfigFile } from './read-config';
