export * from './effective-entities';
export * from './effective-gateway';
export * from './effective-options';
export * from './expect';
export * from './gateway-expectation';
export * from './route-expectation';
