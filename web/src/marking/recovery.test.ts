import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import type { Kept } from '../proceedings/commandStore.ts';
import { canonical, recoveryFile } from './recovery.ts';

const pairing = {
  token: 'd-ABCDEFGHJK.s3cret.with.points',
  device: 'd-ABCDEFGHJK',
  competition: 'games',
  expert: 'E-1',
};
const first = { sequence: 3, competitor: 'C-1', aspect: 'A1', value: '12.5', made_at: 1_700_000_000_000 };
const second = { ...first, sequence: 4, value: '13', corrects_sequence: 3, reason: '录入错误 "x"\n\ud800' };

test('the file is in order of sequence, and its mac can be checked with the hash of the token alone', async () => {
  const file = await recoveryFile(pairing, 'cable-making', 1_700_000_001_000, [second, first]);
  assert.deepEqual(
    file.entries.map((one) => one.sequence),
    [3, 4],
  );
  const key = createHash('sha256').update('s3cret.with.points').digest('hex');
  assert.equal(file.mac, createHmac('sha256', key).update(canonical(file), 'utf8').digest('hex'));
  assert.deepEqual(JSON.parse(JSON.stringify(file)), file);
});

test('the canonical text is what the protocol document shows', () => {
  const text = canonical({
    format: 'jinbang-recovery/1',
    competition: 'games',
    device: 'd-ABCDEFGHJK',
    expert: 'E-1',
    skill: 'cable-making',
    made_at: 1_700_000_001_000,
    entries: [first, { ...second, reason: '录入错误 "x"\n' }],
  });
  assert.equal(
    text,
    String.raw`["jinbang-recovery/1","games","d-ABCDEFGHJK","E-1","cable-making",1700000001000,[[3,"C-1","A1","12.5",0,0,"",1700000000000,0],[4,"C-1","A1","13",0,3,"录入错误 \"x\"\n",1700000000000,0]]]`,
  );
});

test('appeals and second looks are in the file, with the time of pressing by the server’s clock', async () => {
  const commands = [
    { sequence: 5, command: { type: 'remark', appeal: 2, aspect: 'A1', value: '2.5' } },
    {
      sequence: 4,
      command: {
        type: 'appeal',
        competitor: 'C-1',
        aspects: ['A1', 'A2'],
        grounds: '样品被移动',
        pressed: { at: 1_700_000_060_500, ahead: 60_000 },
      },
    },
  ] as const;
  const kept = commands.map((one) => structuredClone(one) as Pick<Kept, 'sequence' | 'command'>);
  const s3cret = { ...pairing, token: 'd-ABCDEFGHJK.s3cret' };
  const file = await recoveryFile(s3cret, 'cable-making', 1_700_000_001_000, [first], kept);
  assert.equal(
    canonical(file),
    String.raw`["jinbang-recovery/1","games","d-ABCDEFGHJK","E-1","cable-making",1700000001000,[[3,"C-1","A1","12.5",0,0,"",1700000000000,0]],[[4,"appeal","C-1",["A1","A2"],"样品被移动",1700000000500],[5,"remark",2,"A1","2.5"]]]`,
  );
  assert.equal(file.mac, '6b5d4a88e23d48bfc2d37bb2da9e1011d5b767f7e1bf97808ae154e25af3429b');
});
