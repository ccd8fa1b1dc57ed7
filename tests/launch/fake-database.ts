import { createServer, type Server } from 'node:net';

const message = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const int16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const int32 = (value: number) => Buffer.from([value >> 24, value >> 16, value >> 8, value].map((byte) => byte & 0xff));

const READY = message('Z', Buffer.from('I'));
const WELCOME = Buffer.concat([message('R', int32(0)), READY]);

/** Speaks just enough of PostgreSQL's protocol to sign anybody in and to answer every query with one text. */
export function fakeDatabase(columnName: string, answer: string): Promise<{ connectionString: string; close(): void }> {
  const column = Buffer.concat([
    Buffer.from(`${columnName}\0`),
    int32(0),
    int16(0),
    int32(25),
    int16(-1),
    int32(-1),
    int16(0),
  ]);
  const row = Buffer.concat([int16(1), int32(answer.length), Buffer.from(answer)]);
  const reply = Buffer.concat([
    message('T', Buffer.concat([int16(1), column])),
    message('D', row),
    message('C', Buffer.from('SHOW\0')),
    READY,
  ]);
  const server: Server = createServer((socket) => {
    socket.once('data', () => {
      socket.write(WELCOME);
      socket.on('data', (data) => socket.write(data[0] === 'Q'.charCodeAt(0) ? reply : Buffer.alloc(0)));
    });
    socket.on('error', () => {});
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      resolve({
        connectionString: `postgresql://somebody:hidden@127.0.0.1:${port}/portal`,
        close: () => server.close(),
      });
    });
  });
}
