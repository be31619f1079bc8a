import type { Finding, LikelyOwner } from '../../shared/integrity'
import type { Found } from '../core/disk/walk'
import { groupsOf } from './groups'
import type { Stray } from './read-files'
import type { CheckedRow } from './rows'

export interface StrayOptions {
  /** Paths that a lost portrait can be restored from; they are reported with it. */
  readonly spoken: ReadonlySet<string>
  readonly isIntact: (portraitId: number) => boolean
  readonly rowOf: (sha256: string) => CheckedRow | undefined
  readonly findOwner: (file: Found, sha256: string | null) => LikelyOwner | null
}

/** The findings about files without rows, and how many such files there are. */
export function strayFindings(
  strays: readonly Stray[],
  { spoken, isIntact, rowOf, findOwner }: StrayOptions,
): { readonly findings: readonly Finding[]; readonly count: number } {
  const free = strays.filter(({ file }) => !spoken.has(file.path))
  const { groupOf } = groupsOf(free.map(({ file }) => file))
  const groups = new Map<string, { count: number; bytes: number }>()
  const findings: Finding[] = []
  for (const { file, sha256, isReadable } of free) {
    const group = groupOf(file.path)
    if (group !== null) {
      const sum = groups.get(group) ?? { count: 0, bytes: 0 }
      groups.set(group, { count: sum.count + 1, bytes: sum.bytes + file.bytes })
      continue
    }
    const same = sha256 === null ? undefined : rowOf(sha256)
    const sameAs = same !== undefined && isIntact(same.id) ? same.id : null
    findings.push({
      kind: 'file-without-row',
      path: file.path,
      bytes: file.bytes,
      modifiedAt: new Date(file.modifiedMs).toISOString(),
      isReadable,
      owner: findOwner(file, sha256),
      sameAs,
      actions: actionsFor(isReadable, file.bytes, sameAs),
    })
  }
  for (const [path, sum] of groups) {
    findings.push({ kind: 'files-without-rows', path, ...sum, actions: ['quarantine'] })
  }
  return { findings, count: free.length }
}

function actionsFor(
  isReadable: boolean,
  bytes: number,
  sameAs: number | null,
): readonly ('adopt' | 'quarantine')[] {
  if (!isReadable) return []
  return bytes === 0 || sameAs !== null ? ['quarantine'] : ['adopt', 'quarantine']
}
