import { maximumTableLines, type TableProblem } from './quick-character'
import type { Translate } from './translate'

/** What is wrong with a file of tables, in one sentence. */
export function tableSentence(t: Translate, { file, fault }: TableProblem): string {
  return t(`quick.tableFaults.${fault}`, { file, count: maximumTableLines })
}
