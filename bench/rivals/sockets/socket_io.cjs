// node socket.io: every "tell" of a client is told to all.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const path = require('node:path');

const { Server } = require('socket.io');

const EVENT = readFileSync(path.join(__dirname, 'event.json'), 'utf8').trim();
const port = Number(process.argv[process.argv.indexOf('--port') + 1]);

const server = createServer((_request, response) => response.end());
const sockets = new Server(server);
sockets.on('connection', (one) => one.on('tell', () => sockets.emit('event', EVENT)));
server.listen(port, '127.0.0.1', 4096);
