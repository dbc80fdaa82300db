// node ws: every message of a client is told to all.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const path = require('node:path');

const { WebSocket, WebSocketServer } = require('ws');

const EVENT = readFileSync(path.join(__dirname, 'event.json'), 'utf8').trim();
const port = Number(process.argv[process.argv.indexOf('--port') + 1]);

const server = createServer((_request, response) => response.end());
const sockets = new WebSocketServer({ server });
sockets.on('connection', (one) => {
  one.on('message', () => {
    for (const other of sockets.clients) if (other.readyState === WebSocket.OPEN) other.send(EVENT);
  });
});
server.listen(port, '127.0.0.1', 4096);
