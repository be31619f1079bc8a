// node scan-on-full-disk.ts <old library> <temporary folder> <bytes in the way>
// Looks at an old library while its private copy has no room, then once more after there is. Says as JSON how it
// was refused, what was left of it, and the campaigns that were found in the end.
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { chooseSource } from '../../../src/main/legacy-import/source/archive'
import { AppError } from '../../../src/shared/errors'
import { scanIn } from '../legacy/scanning'

const [chosen = '', temporaryFolder = '', bytes = '0'] = process.argv.slice(2)
const inTheWay = join(temporaryFolder, 'in-the-way')

async function campaignNames(): Promise<readonly string[]> {
  const { source, close } = await chooseSource({ chosen, temporaryFolder })
  try {
    const findings = await scanIn(chosen, { source, temporaryFolder })
    const names = findings.library?.campaigns.map(({ name }) => name ?? '') ?? []
    await findings.close()
    return names
  } finally {
    await close()
  }
}

async function refusal(): Promise<string> {
  try {
    await campaignNames()
    return 'nothing'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

writeFileSync(inTheWay, Buffer.alloc(Number(bytes), 1))
const code = await refusal()
const left = readdirSync(temporaryFolder)
rmSync(inTheWay)
// Where no disk could be mounted it is the size of a file that was limited.
if (bytes === '0') execFileSync('prlimit', ['--fsize=unlimited:', '--pid', String(process.pid)])
const campaigns = code === 'disk-full' ? await campaignNames() : []
writeSync(1, `${JSON.stringify({ code, left, campaigns })}\n`)
