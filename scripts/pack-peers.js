// jsii takes no peer that is no jsii module, so the peers of the Pulumi entry are in package.json as optional ones without a range, and npm
// would check none. This gives them their ranges in the package that is packed, and takes them out again afterwards.
// Usage: node scripts/pack-peers.js add|remove (npm's prepack and postpack)
const fs = require('node:fs');
const path = require('node:path');

const FILE = path.join(__dirname, '..', 'package.json');

// The oldest ones that the entry itself takes, up to the next major version.
const PEERS = Object.fromEntries(Object.entries(require('../lib/pulumi/peers').NEEDED).map(([name, oldest]) => [name, `^${oldest}`]));

const change = process.argv[2];
if (change !== 'add' && change !== 'remove') {
  throw new Error(`got '${change}': expected add or remove`);
}
const manifest = JSON.parse(fs.readFileSync(FILE, 'utf8'));
for (const [name, range] of Object.entries(PEERS)) {
  if (change === 'add') {
    manifest.peerDependencies[name] = range;
  } else {
    delete manifest.peerDependencies[name];
  }
}
fs.writeFileSync(FILE, `${JSON.stringify(manifest, null, 2)}\n`);
