import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
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
