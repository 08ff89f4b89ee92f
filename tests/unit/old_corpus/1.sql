-- SPDX-License-Identifier: Apache-2.0
-- A corpus of version 1, as it was made then.
CREATE TABLE language (side INTEGER PRIMARY KEY, tag TEXT NOT NULL) STRICT;
CREATE TABLE recipe (
  id INTEGER PRIMARY KEY,
  description TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE post (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  digest BLOB NOT NULL,
  recipe INTEGER NOT NULL REFERENCES recipe,
  state INTEGER NOT NULL,
  reason TEXT,
  date TEXT,
  url_key INTEGER,
  layout TEXT NOT NULL DEFAULT '',
  only_side INTEGER NOT NULL DEFAULT -1,
  encoding TEXT NOT NULL DEFAULT '',
  traditional INTEGER NOT NULL DEFAULT 0,
  repaired INTEGER NOT NULL DEFAULT 0,
  doubtful INTEGER NOT NULL DEFAULT 0,
  lost INTEGER NOT NULL DEFAULT 0,
  replaced INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX post_url ON post (url_key) WHERE url_key IS NOT NULL;
CREATE INDEX post_digest ON post (digest);
CREATE TABLE meta (
  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (post, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE tag (
  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (post, tag)) STRICT, WITHOUT ROWID;
CREATE TABLE sentence (
  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE,
  side INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  passage INTEGER NOT NULL,
  line_first INTEGER NOT NULL,
  line_last INTEGER NOT NULL,
  repaired INTEGER NOT NULL,
  doubtful INTEGER NOT NULL,
  key INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (post, side, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE bead (
  post INTEGER NOT NULL REFERENCES post ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  zh_first INTEGER NOT NULL,
  zh_count INTEGER NOT NULL,
  en_first INTEGER NOT NULL,
  en_count INTEGER NOT NULL,
  score REAL NOT NULL,
  zh_key INTEGER NOT NULL,
  en_key INTEGER NOT NULL,
  zh_chars INTEGER NOT NULL,
  en_chars INTEGER NOT NULL,
  noise INTEGER NOT NULL,
  PRIMARY KEY (post, seq)) STRICT, WITHOUT ROWID;

INSERT INTO language VALUES (0, 'zh'), (1, 'en');
INSERT INTO recipe VALUES (1, 'bihe 0.1.0 model=00');
INSERT INTO post (id, name, digest, recipe, state, date, layout) VALUES
  (1, 'rain.md', x'6f6e6500000000000000000000000000', 1, 1, '2024-05-01', 'halves'),
  (2, 'bad.md', x'00000000000000000000000000000000', 1, 2, NULL, '');
UPDATE post SET reason = 'binary data, not text' WHERE id = 2;
INSERT INTO meta VALUES (1, 0, 'title', 'Rain');
INSERT INTO tag VALUES (1, 'weather');
INSERT INTO sentence VALUES
  (1, 0, 0, 0, 5, 5, 0, 0, 11, '雨停了。'),
  (1, 0, 1, 0, 5, 5, 0, 0, 12, '我们走回家。'),
  (1, 1, 0, 1, 7, 7, 0, 0, 21, 'The rain stopped - at 5.'),
  (1, 1, 1, 1, 7, 7, 0, 0, 22, 'We walked home.');
INSERT INTO bead VALUES
  (1, 0, 0, 1, 0, 1, 0.9, 11, 21, 4, 24, 0),
  (1, 1, 1, 1, 1, 1, 0.8, 12, 22, 6, 15, 0);
PRAGMA application_id = 0x62696865;
PRAGMA user_version = 1;
