import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'

export type Answer = 'clean' | 'infected' | 'unknown'

/** Asks the clamd at `address` (`host:port`, or the path of its socket) about a file. No clear answer in time is « unknown ». */
export async function scan(place: string, address: string, timeoutMs = 30_000): Promise<Answer> {
  const closed = new AbortController()
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), closed.signal])
  const socket = connect({ ...endpointOf(address), signal })
  socket.on('close', () => closed.abort())
  // Every failure ends below; one that comes later, when the answer is known, must not end the process.
  socket.on('error', () => undefined)
  try {
    await once(socket, 'connect', { signal })
    for await (const piece of framed(createReadStream(place)))
      if (!socket.write(piece)) await once(socket, 'drain', { signal })
    return await readAnswer(socket)
  } catch {
    return 'unknown'
  } finally {
    socket.destroy()
  }
}

function endpointOf(address: string) {
  if (path.isAbsolute(address)) return { path: address }
  const at = address.lastIndexOf(':')
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)) }
}

/** INSTREAM: each piece after its length, an empty one to end. */
async function* framed(pieces: AsyncIterable<Buffer>) {
  yield 'zINSTREAM\0'
  for await (const piece of pieces) {
    yield lengthOf(piece.length)
    yield piece
  }
  yield lengthOf(0)
}

function lengthOf(size: number) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(size)
  return bytes
}

async function readAnswer(socket: AsyncIterable<Buffer>): Promise<Answer> {
  let answer = ''
  for await (const piece of socket) {
    answer += piece.toString()
    if (answer.includes('\0') || answer.length > 4096) break
  }
  if (/^stream: OK\0/.test(answer)) return 'clean'
  return /^stream: .* FOUND\0/.test(answer) ? 'infected' : 'unknown'
}
