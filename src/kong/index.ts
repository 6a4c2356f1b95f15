export { KongPlugin } from './kong-plugin';
export type { ConfigPatch, ExistingKongPlugin, IKongPlugin, KongPluginProps } from './kong-plugin';
export * from './kong-cluster-plugin';
