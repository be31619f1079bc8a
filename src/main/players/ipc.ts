import type { Handlers } from '../core/answer'
import type { Players } from './players'

type PlayersRequest = Extract<keyof Handlers, `players:${string}`>

/** Answers every request about the window that the players see. */
export function createPlayersHandlers(players: Players): Pick<Handlers, PlayersRequest> {
  return {
    'players:state': () => players.state(),
    'players:show': ({ faces, how }) => players.show(faces, how),
    'players:toggle-black': () => players.toggleBlack(),
    'players:toggle-names': () => players.toggleNames(),
    'players:step': ({ by }) => players.step(by),
    'players:go-to': ({ index }) => players.goTo(index),
    'players:unqueue': ({ index }) => players.unqueue(index),
    'players:clear-queue': () => players.clearQueue(),
    'players:take-away': ({ index }) => players.takeAway(index),
    'players:pick-screen': () => players.pickScreen(),
    'players:choose-screen': ({ choice }) => players.chooseScreen(choice),
    'players:show-again': () => players.showAgain(),
    'players:close': () => players.close(),
  }
}
