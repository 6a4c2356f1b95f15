import * as http from 'node:http';

/** A server that parses what it gets and answers as the guard does, and nothing else. Its port is the argument. */
const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    const entries = JSON.parse(Buffer.concat(chunks).toString());
    const text = JSON.stringify({ counted: Array.isArray(entries) ? entries.length : 1, harmless: 0, exempt: 0, blocked: 0, invalid: 0 });
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
    response.end(text);
  });
});
server.keepAliveTimeout = 65_000;
server.listen(Number(process.argv[2]), '127.0.0.1');
