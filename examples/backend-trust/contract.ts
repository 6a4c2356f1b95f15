import { list } from 'gatewarden/runtime';

/** What gateway and service must say alike: which claims become which headers, and which names the service has for them. */
export const CLAIMS = { 'X-User-ID': 'sub', 'X-User-Email': 'email', 'X-User-Roles': 'roles' };
export const IDENTITY = { userId: 'X-User-ID', email: 'X-User-Email', roles: list('X-User-Roles') } as const;

/** The proof signs all of them, so that none can be exchanged behind the gateway. */
export const SIGNED = Object.keys(CLAIMS);

/** Where the pods of the service have the secret, and for a rotation the one that comes next. */
export const SECRET_FOLDER = '/etc/gateway-proof';
