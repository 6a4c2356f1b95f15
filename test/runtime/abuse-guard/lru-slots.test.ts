import { LruSlots } from '../../../src/runtime/abuse-guard/lru-slots';

test('keys have places of their own, as many as there are', () => {
  const slots = new LruSlots(3);
  expect(['a', 'b', 'c'].map(key => slots.add(key))).toEqual([0, 1, 2].map(slot => ({ slot, evicted: false })));
  expect(['a', 'b', 'c', 'd'].map(key => slots.use(key))).toEqual([0, 1, 2, undefined]);
});

test('the key longest unused makes room', () => {
  const slots = new LruSlots(3);
  ['a', 'b', 'c'].forEach(key => slots.add(key));
  slots.use('a');
  expect(slots.add('d')).toEqual({ slot: 1, evicted: true });
  expect(slots.add('e')).toEqual({ slot: 2, evicted: true });
  expect([...slots.entries()].map(([key]) => key).sort()).toEqual(['a', 'd', 'e']);
});

test.each(['a', 'b', 'c'])('the place of %s, which was deleted, is used again', key => {
  const slots = new LruSlots(3);
  ['a', 'b', 'c'].forEach(other => slots.add(other));
  slots.delete(key);
  expect(slots.add('d').evicted).toBe(false);
  const order = ['x', 'y', 'z'].map(next => {
    slots.add(next);
    return [...slots.entries()].map(([left]) => left).sort().join('');
  });
  const left = ['a', 'b', 'c', 'd'].filter(other => other !== key);
  expect(order).toEqual([[...left.slice(1), 'x'].sort().join(''), [left[2], 'x', 'y'].sort().join(''), 'xyz']);
});

test('a single place serves one after the other', () => {
  const slots = new LruSlots(1);
  expect(['a', 'b', 'c'].map(key => slots.add(key).slot)).toEqual([0, 0, 0]);
  expect(slots.use('b')).toBeUndefined();
  slots.clear();
  expect(slots.add('d')).toEqual({ slot: 0, evicted: false });
});
