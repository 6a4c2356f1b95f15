import { orgDefaults } from './program';

/** Where the API of the orders team is reached. */
export const { url } = orgDefaults();
