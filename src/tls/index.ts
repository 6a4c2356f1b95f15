export * from './gateway-certificate';
export * from './hsts';
export * from './issuer';
export * from './nginx-tls-config';
export * from './tls';
export * from './tls-profile';
