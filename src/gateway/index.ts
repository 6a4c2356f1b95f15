export * from './controller-version';
export * from './gateway-metrics-switches';
export * from './gateway-settings';
export * from './kong-edition';
export * from './kong-gateway';
export * from './kong-version';
export * from './redis';
export * from './untrusted-lua';
