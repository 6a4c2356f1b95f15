import { ingress, messages, object, shop } from './support';

const RULE = 'unreadable-text';
const OUTPUT = 'Calling [toString] on an [Output<T>] is not supported.';

test('complies: a program may speak of objects, and prose of what is undefined', () => {
  const chart = shop();
  object(chart, 'script', 'v1', 'ConfigMap', { data: { 'main.js': 'const text = String({});\nif (text === "[object Object]") {}\n', 'a': 'undefined' } });
  object(chart, 'prose', 'v1', 'ConfigMap', { metadata: { annotations: { note: 'the order is undefined' } } });
  ingress(chart, 'undefinedness', { annotations: { 'konghq.com/tags': 'nano' } });

  expect(messages(chart, RULE)).toEqual([]);
});

test.each([
  [{ data: { url: `http://${OUTPUT}` } }, "data.url holds 'Calling [toString]', which a pulumi output becomes in a text: expected its value; pass the output itself, or use it in apply"],
  [{ data: { conf: `a\n${OUTPUT}` } }, "data.conf holds 'Calling [toString]', which a pulumi output becomes in a text: expected its value; pass the output itself, or use it in apply"],
  [{ data: { list: ['a', '[object Object]'] } }, "data.list.1 holds '[object Object]', which an object becomes in a text: expected its value; name the property that is meant"],
  [{ metadata: { name: 'api-undefined' } }, "metadata.name is 'api-undefined', which is made of a value that is not there: expected a text; give the value"],
  [{ metadata: { annotations: { 'konghq.com/plugins': 'a,undefined' } } }, "annotation konghq.com/plugins is 'a,undefined', which is made of a value that is not there: expected a text; give the value"],
])('fails for %j', (rest, message) => {
  const chart = shop();
  object(chart, 'it', 'v1', 'ConfigMap', rest);

  expect(messages(chart, RULE)).toEqual([message]);
});

test('fails for a host', () => {
  const chart = shop();
  ingress(chart, 'it', { host: 'undefined.example.com' });

  expect(messages(chart, RULE)).toEqual(["host is 'undefined.example.com', which is made of a value that is not there: expected a text; give the value"]);
});
