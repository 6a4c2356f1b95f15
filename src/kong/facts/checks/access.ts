import type { EntityCheck } from '../check-context';
import { isIpOrCidr, isVaultReference, regexProblem } from '../formats';
import { quote } from '../texts';

/** only_one_of and at_least_one_of; both take an empty list as none. */
export const acl: EntityCheck = (view, _context, fail) => {
  const [allow, deny] = [view.isFilled('allow'), view.isFilled('deny')];
  if (allow && deny) fail('sets both config.allow and config.deny; expected one of them; remove one');
  if (!allow && !deny) fail('sets neither config.allow nor config.deny; expected one of them with a group; add a group to allow');
};

export const ipRestriction: EntityCheck = (view, _context, fail) => {
  if (!view.isFilled('allow') && !view.isFilled('deny')) {
    fail('sets neither config.allow nor config.deny; expected one of them with an address; add an address to allow');
  }
  for (const list of ['allow', 'deny']) {
    for (const [path, address] of view.texts(list)) {
      if (address !== '' && !isIpOrCidr(address)) fail(`config.${path} is ${quote(address)}; expected an ip address or a cidr range such as 10.0.0.0/8; correct it`);
    }
  }
};

export const botDetection: EntityCheck = (view, _context, fail) => {
  for (const list of ['allow', 'deny']) {
    for (const [path, pattern] of view.texts(list)) {
      const problem = regexProblem(pattern);
      if (problem) fail(`config.${path} ${problem}: ${quote(pattern)}; expected a regular expression; escape or close it`);
    }
  }
};

/**
 * With credentials and no exact origin Kong reflects whatever origin asks, so that any site reads authenticated answers
 * (kong-facts B13.1). An origin with a character outside `[A-Za-z0-9.:/-]` is a regular expression (B13.2).
 */
export const cors: EntityCheck = (view, _context, fail) => {
  const origins = view.list('origins');
  if (view.get('credentials') === true && !view.isPatched('origins') && (origins.length === 0 || origins.includes('*'))) {
    const got = origins.length === 0 ? 'without config.origins' : 'with the origin *';
    fail(`config.credentials is true ${got}, so any site could read answers; expected exact origins; list them`);
  }
  for (const [path, origin] of view.texts('origins')) {
    const problem = origin === '*' ? undefined : regexProblem(origin);
    if (problem) fail(`config.${path} ${problem}: ${quote(origin)}; expected *, an origin or a regular expression; escape or close it`);
  }
};

export const proxyCache: EntityCheck = (view, _context, fail) => {
  if (Array.isArray(view.get('request_method')) && view.list('request_method').length === 0) {
    fail('config.request_method is an empty list; expected a method; leave it out for GET and HEAD');
  }
};

/** Kong looks CA certificates up by id; an empty list passes no client at all. */
export const mtlsAuth: EntityCheck = (view, _context, fail) => {
  if (view.has('ca_certificates') && !view.isFilled('ca_certificates')) {
    fail('config.ca_certificates is an empty list; expected the id of one ca certificate or more; add one');
  }
};

/** The claim parameters of OpenID Connect are parallel lists (kong-facts B.23). */
export const openidConnect: EntityCheck = (view, _context, fail) => {
  const issuer = view.text('issuer');
  if (issuer && !isVaultReference(issuer) && !/^https?:\/\/[^/]/.test(issuer)) {
    fail(`config.issuer is ${quote(issuer)}; expected the url of a discovery document or an issuer; write it with https://`);
  }
  for (const side of ['upstream', 'downstream']) {
    const [claims, names] = [`${side}_headers_claims`, `${side}_headers_names`];
    if (view.isPatched(claims) || view.isPatched(names)) continue;
    const [c, n] = [view.list(claims).length, view.list(names).length];
    if (c !== n) fail(`config.${claims} has ${c} and config.${names} ${n}; expected as many of both; pair them`);
  }
};
