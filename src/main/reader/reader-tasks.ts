import type { ErrorCode, ErrorDetails } from '../../shared/errors'
import type { Examination } from '../database/examine-library'
import type { Checkpoint } from '../database/write-ahead-log'
import type { OldCopyCheck } from '../legacy-import/old-database/check-old-copy'
import type { ExtractedFacts } from '../legacy-import/old-database/extract-old'

/** What the reading process is asked. Each task names one database. */
export type ReaderTask =
  | {
      readonly kind: 'examine-library'
      readonly path: string
      /** Instead of a file: a database in memory. */
      readonly bytes?: Uint8Array
      /** True for a copy of ours, which is brought up to date once it is known to be sound. */
      readonly migrates: boolean
    }
  | { readonly kind: 'check-old-copy'; readonly path: string }
  | {
      readonly kind: 'extract-old-library'
      readonly path: string
      /** A new database, made of what can be read of the old app's rows and nothing else. */
      readonly to: string
      readonly evenIfNewer: boolean
    }
  /** The app's own library, which it goes on using. */
  | { readonly kind: 'checkpoint'; readonly path: string }

export interface ReaderAnswers {
  'examine-library': Examination
  'check-old-copy': OldCopyCheck
  'extract-old-library': ExtractedFacts
  checkpoint: Checkpoint
}

export type ReaderAnswer<Task extends ReaderTask> = ReaderAnswers[Task['kind']]

export type ReaderReply =
  /** The process has begun and takes its task. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: ReaderAnswers[keyof ReaderAnswers] }
  | { readonly kind: 'app-error'; readonly code: ErrorCode; readonly details: ErrorDetails }
  | { readonly kind: 'sqlite-error'; readonly code: string; readonly message: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string }
