export * from './apis';
export * from './gateway';
export * from './kong';
export * from './monitoring';
export * from './policies';
export * from './rules';
export * from './tls';
export * from './values';
