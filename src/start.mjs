// Plain JavaScript on purpose: a Node too old to read TypeScript must still be able to say so.
const needed = 26
const major = Number(process.versions.node.split('.')[0])

if (major < needed) {
  console.error(
    `Ce programme demande Node ${needed} (ici ${process.versions.node}). Lancez « npm start » : il apporte le sien.`,
  )
  process.exit(1)
}

await import(process.argv[2] === 'manage' ? './manage.ts' : './main.ts')
