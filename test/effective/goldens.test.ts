import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventLines, readRecording, recorded, recordingFolders } from './recording';
import { OPTIONS, OSS } from './support';
import { translate } from '../../src/effective/translate/translate';
import { identity } from '../../src/effective/verdict/plugin-checks';
import { refusals } from '../../src/effective/verdict/refusals';
import { repeated } from '../../src/effective/verdict/target';

/** Recordings of the real controller 3.5.9 and of a real Kong 3.9.3: a folder each, with the objects and what was made of them. */
const ROOT = process.env.GATEWARDEN_GOLDENS ?? join(__dirname, '..', '..', '..', 'shared', 'reference', 'kic-golden');
const FOLDERS = recordingFolders(ROOT);

if (FOLDERS.length === 0) {
  test('the shared recordings are absent; their rules are checked by recordings.test.ts instead', () => {
    expect(process.env.GATEWARDEN_GOLDENS).toBeUndefined();
    expect(readdirSync(join(__dirname, 'recordings')).length).toBeGreaterThan(7);
  });
} else {
  describe.each(FOLDERS)('%s', folder => {
    const recording = readRecording(join(ROOT, folder));
    const translation = translate(recording.manifests, OPTIONS);

    test('kong gets what the controller sent', () => {
      expect(recorded(translation)).toStrictEqual(recording.kong);
    });

    test('the events are those of the controller', () => {
      expect(eventLines(translation)).toEqual(recording.events);
    });

    test(`kong ${recording.accepted ? 'takes' : 'refuses'} it`, () => {
      expect(refusals(translation, OSS).length > 0).toBe(!recording.accepted);
      const types = repeated(translation.plugins, ({ entity }) => identity(entity)).map(([, [first]]) => first.entity.name);
      expect(types.join(', ') || 'none').toBe(recording.sameId);
    });
  });
}
