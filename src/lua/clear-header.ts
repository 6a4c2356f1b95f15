import { luaText } from './lua-text';
import { HeaderName } from '../values/header-name';

/** Statements that clear what a client has sent in a header, in every spelling that some backend reads as that header. */
export function clearHeader(header: HeaderName): string {
  return header.spellings().map(name => `kong.service.request.clear_header(${luaText(name)})`).join('\n');
}
