/** Another server process on the same database, as far as the stores go: alive, or dead without having said so. */
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import type { LiveJourney } from '#core/journeys/live-journey.ts';
import type { Player } from '#core/players/player.ts';
import { takeTurn } from '#core/turns/take-turn.ts';
import type { TurnEvent } from '#core/turns/turn-event.ts';
import type { ResolvedTurn } from '#core/turns/turn.ts';
import type { TurnAction } from '#core/turns/turn-action.ts';
import { compose } from '#server/compose.ts';
import type { Composition } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { ANY_CEILING } from '../support/test-game.ts';
import type { TestGame } from '../support/test-game.ts';
import { scriptedOfferings } from '../support/test-server.ts';

export interface SecondProcess extends Composition {
  /** Plays a turn here, on a narrator that takes credits. */
  play(live: LiveJourney, author: Player, onEvent: (event: TurnEvent) => void | Promise<void>): Promise<ResolvedTurn>;
  /** Its heart stops: the row stays, out of date, as after `kill -9` on another machine. */
  die(): Promise<void>;
  end(): Promise<void>;
}

export async function startSecondProcess(test: TestGame, isRoomHere = true): Promise<SecondProcess> {
  const composition = await compose({
    config: readConfig({ NODE_ENV: 'test' }),
    mongodbUri: test.mongodbUri,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    narrators: scriptedOfferings(),
    isRoomHere: () => isRoomHere,
  });
  const { processes, database, game } = composition;
  await processes.start();
  const row = await database.processes.findOne({ _id: processes.processId });

  async function play(live: LiveJourney, author: Player, onEvent: (event: TurnEvent) => void | Promise<void>) {
    const action: TurnAction = {
      ...{ turnId: randomUUID(), text: 'I look around.', mode: 'do', ceiling: ANY_CEILING, signal: new AbortController().signal },
      ...{
        entry: game.narrators.find('astral-lumen')!,
        player: author,
        author: live.member(author.id) ?? { ...live.members[0]!, playerId: author.id },
        scene: live.scene(),
      },
    };
    for await (const event of takeTurn(action, game)) {
      await onEvent(event);
      if (event.type === 'turn-ended') return event.resolved;
    }
    throw new Error('the turn did not end');
  }

  async function die() {
    await processes.stop();
    await database.processes.insertOne({ ...row!, machine: 'another machine', aliveUntil: new Date(Date.now() - 1) });
  }

  async function end() {
    await processes.stop();
    await database.close();
  }

  return { ...composition, play, die, end };
}
