export { IKongPlugin, ConfigPatch, KongPluginProps, ExistingKongPlugin, KongPlugin } from './kong-plugin';
export * from './kong-cluster-plugin';
