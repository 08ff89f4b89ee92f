-- SPDX-License-Identifier: Apache-2.0
-- What made it one of version 2: an index of words and characters that knew no ASCII marks.
CREATE VIRTUAL TABLE sentence_trigram USING fts5
  (text, content = '', columnsize = 0, detail = none, tokenize = 'trigram');
CREATE VIRTUAL TABLE sentence_gram USING fts5
  (text, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
INSERT INTO sentence_trigram (sentence_trigram, rank) VALUES ('automerge', 8);
INSERT INTO sentence_gram (sentence_gram, rank) VALUES ('automerge', 8);
INSERT INTO sentence_trigram (rowid, text)
  SELECT (post << 25) + (side << 24) + seq, text FROM sentence;
INSERT INTO sentence_gram (rowid, text) VALUES
  (33554432, '雨 停 雨停 了 停了 。 了。'),
  (33554433, '我 们 我们 走 们走 回 走回 家 回家 。 家。'),
  (50331648, 'at 5'),
  (50331649, 'we');
PRAGMA user_version = 2;
