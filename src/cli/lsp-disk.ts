/** The disk as the language server sees it. */
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { discover, PathError, withPrograms } from '../discover/index.ts';
import { fileLoader } from '../discover/load.ts';
import type { Disk } from '../lsp/disk.ts';
import { rules } from '../lsp/run.ts';
import { readers } from '../readers/index.ts';
import { loadReaders } from './load-readers.ts';
import { loadAddedComment } from './parsers/added-comment.ts';
import { folderInRepository } from './repository-folder.ts';
import { homeOf, loaderIn, lookUpSettings } from './settings.ts';

export const disk: Disk = {
  discover: async (folder, file) => {
    try {
      const found = await discover(folder, file === undefined ? [] : [file], readers, homeOf);
      // Every open file is looked at, whether an image ships it or not.
      return { ...withPrograms(found, found.programs), folder: realpathSync(folder) };
    } catch (error) {
      if (error instanceof PathError) return undefined;
      throw error;
    }
  },
  loader: fileLoader,
  exists: existsSync,
  settings: (root, listing, texts) => {
    const load = loaderIn(root);
    return lookUpSettings(root, listing, rules, (path) => {
      const text = texts.get(path);
      return text === undefined ? load(path) : { text };
    });
  },
  prepare: loadReaders,
  addedComment: loadAddedComment,
  topOf: (file) => {
    for (let directory = dirname(file); ; directory = dirname(directory)) {
      // A home that is kept in git is no project.
      if (directory === homedir() || dirname(directory) === directory) return undefined;
      if (existsSync(join(directory, '.git'))) return directory;
    }
  },
  folderInRepository,
  today: () => new Date().toISOString().slice(0, 10),
};
