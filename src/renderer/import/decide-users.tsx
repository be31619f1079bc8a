import { Checkbox } from '@mantine/core'
import { useWords } from '../app/i18n'
import { countList } from '../ui/counts'
import { VirtualList } from '../ui/virtual-list'
import { chooseUser, isUserChosen } from './decisions'
import { Question, type QuestionProps } from './question'
import { decide } from './session-actions'

/** More than these get a box of their own to scroll in. */
const usersAtOnce = 8

/** Whose campaigns and characters are imported, by e-mail. */
export function DecideUsers({ scan, decisions }: QuestionProps) {
  const t = useWords()
  const { users } = scan
  const line = (at: number) => {
    const user = users[at]
    if (!user) return null
    const { id, email, campaigns, characters } = user
    return (
      <Checkbox
        key={id}
        py={4}
        label={email}
        description={countList({ campaigns, characters })}
        checked={isUserChosen(decisions, id)}
        onChange={({ currentTarget }) =>
          decide(chooseUser(scan, decisions, id, currentTarget.checked))
        }
      />
    )
  }
  return (
    <Question title={t('import.decide.users')} note={t('import.decide.usersNote')}>
      {users.length > usersAtOnce ? (
        <VirtualList
          label={t('import.decide.users')}
          count={users.length}
          itemHeightPx={54}
          item={line}
        />
      ) : (
        users.map((_, at) => line(at))
      )}
    </Question>
  )
}
