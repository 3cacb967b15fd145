import assert from 'node:assert/strict';
import { test } from 'node:test';
import { methodText, parameterText, ruleWords, tieKeyText } from './ruleWords.ts';

test('a method is named in words and by its versioned code', () => {
  assert.equal(methodText('t/1', ruleWords.en), 'T-score (t/1)');
  assert.equal(methodText('worldskills/1', ruleWords.zh), '世界技能大赛法 (worldskills/1)');
  assert.equal(methodText('new-method/2', ruleWords.en), 'new-method (new-method/2)');
});

test('parameters and tie keys are put into words, unknown ones are shown as they are', () => {
  assert.equal(parameterText('estimator', 'mad', ruleWords.zh), '离散度估计 绝对中位差');
  assert.equal(parameterText('at_most 5', 'gold / silver', ruleWords.en), 'with at most 5 gold / silver');
  assert.equal(parameterText('other', '7', ruleWords.en), 'other 7');
  assert.equal(tieKeyText('module:practice', ruleWords.zh), '模块 practice');
  assert.equal(tieKeyText('time', ruleWords.en), 'time');
});
