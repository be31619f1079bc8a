import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import '../fonts/fraunces.css'
import '../fonts/source-sans.css'
import './base.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { followOwnDrags } from '../portrait/own-drag'
import { followStorage } from '../storage/storage-queries'
import { followTasks } from '../tasks/task'
import { followRestores } from '../ui/restores'
import { createQueryClient, followMain } from './api'
import { askAhead } from './ask-ahead'
import { ErrorBoundary } from './error-boundary'
import { translator } from './i18n'
import { Start } from './start'
import { cssVariables, schemeInMemory, theme } from './theme'
import { ToastSpace } from './toast-space'
import toastClasses from './toasts.module.css'
import { followEdits } from './undo/text-edits'

/** After this the window shows its frame, and skeletons where an answer is missing. */
const longestWaitMs = 200

/** The longest sentence with its button, in French; what is higher is cut. */
const highestToastPx = 420

const client = createQueryClient()
followMain(client)
followTasks()
followStorage(client)
followRestores()
followEdits()
followOwnDrags()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const reactRoot = createRoot(root)

function show(): void {
  reactRoot.render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={schemeInMemory()}
        defaultColorScheme="auto"
      >
        <QueryClientProvider client={client}>
          <I18nextProvider i18n={translator}>
            <ErrorBoundary>
              <Start />
            </ErrorBoundary>
            <Notifications
              className={toastClasses.toasts}
              withinPortal={false}
              position="bottom-center"
              limit={1}
              notificationMaxHeight={highestToastPx}
            />
            <ToastSpace />
          </I18nextProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

// One drawing with everything in it is sooner there than two; a slow answer is not waited for.
await Promise.race([
  askAhead(client),
  new Promise((late) => setTimeout(late, longestWaitMs)),
]).catch(() => undefined)
show()
