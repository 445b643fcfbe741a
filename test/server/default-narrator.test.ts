/** A default that nobody offers stops the start with a sentence, not the first player. */
import { expect } from 'chai';
import { pino } from 'pino';
import { compose } from '#server/compose.ts';
import { readConfig } from '#server/config.ts';
import { OperatorFault } from '#server/operator-fault.ts';
import { scriptedOfferings } from '../support/test-server.ts';

describe('the default narrator', () => {
  it('must be on offer; the fault names those that are', async () => {
    const config = readConfig({ NODE_ENV: 'test', DEFAULT_NARRATOR: 'gpt-6-luna' });
    const parts = { config, narrators: scriptedOfferings(), log: pino({ level: 'silent' }), isRoomHere: () => false };
    const failure = await compose({ ...parts, mongodbUri: 'mongodb://127.0.0.1:1' }).catch((fault: unknown) => fault);
    expect(failure).to.be.instanceOf(OperatorFault);
    expect((failure as Error).message)
      .to.include('gpt-6-luna')
      .and.include('hearth, astral-lumen');
  });
});
