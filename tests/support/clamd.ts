import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** `most` is the longest stream it takes; `answer` what it says whatever it finds. */
type Options = { manner?: 'scans' | 'hangs up' | 'says nothing'; socketFile?: boolean; most?: number; answer?: string }

/** A clamd that knows one virus: it speaks INSTREAM, over TCP or a socket file, and notes how many bytes it was given. */
export async function openClamd(virus: string, options: Options = {}) {
  const { manner = 'scans', socketFile = false, most = Number.POSITIVE_INFINITY, answer } = options
  const streams: number[] = []
  const sockets = new Set<Socket>()

  const server = createServer(async (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (manner === 'hangs up') return socket.destroy()
    const content = await readStream(socket, most)
    if (manner === 'says nothing') return
    if (!content) return socket.end('INSTREAM size limit exceeded. ERROR\0')
    streams.push(content.length)
    socket.end(answer ?? (content.includes(virus) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0'))
  })

  const folder = mkdtempSync(path.join(tmpdir(), 'clamd-'))
  server.listen(socketFile ? path.join(folder, 'clamd.ctl') : { port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address() as AddressInfo | string

  const stop = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  onTestFinished(() => {
    stop()
    rmSync(folder, { recursive: true })
  })
  return { address: typeof address === 'string' ? address : `127.0.0.1:${address.port}`, streams, stop }
}

/** « zINSTREAM », then each piece after its length on four bytes, until an empty one. Nothing when it is longer than `most`. */
async function readStream(socket: Socket, most: number): Promise<Buffer | undefined> {
  let received = Buffer.alloc(0)
  for await (const piece of socket.iterator({ destroyOnReturn: false })) {
    received = Buffer.concat([received, piece as Buffer])
    const pieces: Buffer[] = []
    let at = 'zINSTREAM\0'.length
    if (received.length >= at && received.toString('latin1', 0, at) !== 'zINSTREAM\0')
      throw new Error('Unknown command')
    while (at + 4 <= received.length) {
      const length = received.readUInt32BE(at)
      if (length === 0) return Buffer.concat(pieces)
      pieces.push(received.subarray(at + 4, at + 4 + length))
      at += 4 + length
      if (at > most) return
    }
  }
}
