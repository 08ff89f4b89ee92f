A corpus grows from run to run. Scores are left out of what is compared.

    $ mkdir posts && cp "$EXAMPLES"/* posts && bihe build corpus.db posts
    ! bihe: posts/2023-06-01-lighthouse.txt: note: English only
    ! bihe: corpus.db: 4 new, 0 changed, 0 unchanged, 0 removed, 0 failed
    ! bihe: 4 posts read, 1 in one language, 0 without text, 0 failed
    ! bihe: wrongly decoded characters: 51 restored, 0 beyond repair
    ! bihe: sentences: 24 zh, 27 en; units: 24 (1-1: 23, 1-2: 1); unaligned: 0 zh, 0 en
    $ bihe build corpus.db posts
    ! bihe: corpus.db: 0 new, 0 changed, 4 unchanged, 0 removed, 0 failed

A changed post replaces the old one, a removed one is marked, a new one is added, a bad one is named and kept as
failed; the rest go on:

    $ rm posts/2020-09-09-comet.txt; printf '水开了。\n\nThe water boils.\n' > posts/2021-03-04-tram-line.md; cp posts/2021-03-04-tram-line.md posts/tea.md; head -c 3000 /dev/zero > posts/zero.md; bihe build corpus.db posts
    [1]
    ! bihe: posts/zero.md: error: binary data, not text
    ! bihe: corpus.db: 1 new, 1 changed, 2 unchanged, 1 removed, 1 failed
    ! bihe: 2 posts read, 0 in one language, 0 without text, 1 failed
    ! bihe: sentences: 2 zh, 2 en; units: 2 (1-1: 2); unaligned: 0 zh, 0 en
    $ bihe stats corpus.db | sed '/^units by score/,/^$/d'
    > posts
    >            4  kept
    >            1  failed
    >            1  removed
    > 
    > failed posts by reason
    >            1  binary data, not text
    > 
    > posts by layout
    >            2  halves
    >            1  alternating
    >            1  only en
    > 
    > posts by encoding
    >            4  UTF-8
    > 
    > posts by date and layout
    >            1  2021-03, halves
    >            1  2022-11, alternating
    >            1  2023-06, only en
    >            1  no date, halves
    > 
    > most frequent tags
    >            1  beginners
    >            1  bread
    >            1  history
    > 
    > posts by units
    >            1  0
    >            2  1
    >            1  8-15
    > 
    > sentences
    >           13  zh
    >           15  en
    > 
    > units by sentences
    >           13  1-1
    > 
    > units by English characters a Chinese one
    >            0  0.0-0.5
    >            0  0.5-1.0
    >            0  1.0-1.5
    >            0  1.5-2.0
    >            1  2.0-2.5
    >            6  2.5-3.0
    >            2  3.0-3.5
    >            0  3.5-4.0
    >            3  4.0-4.5
    >            0  4.5-5.0
    >            1  5.0-5.5
    >            0  5.5-6.0
    >            0  6.0-6.5
    >            0  6.5-7.0
    >            0  7.0-7.5
    >            0  7.5-8.0
    >            0  8.0-8.5
    >            0  8.5-9.0
    >            0  9.0-9.5
    >            0  9.5-10.0
    >            0  10 and more
    > 
    > units that noise filters take, some by several
    >            0  identical
    >            0  script
    >            0  language
    >            0  long
    >            0  letters
    >            0  repeated
    >            0  ratio
    > 
    > different units by posts that hold them
    >           11  1
    >            1  2-3
    > 
    > posts with most units that others hold too
    >            1  posts/2021-03-04-tram-line.md
    >            1  posts/tea.md
    > 
    > posts at an address
    >            2  of their own
    > 
    > posts that failed
    >   posts/zero.md: binary data, not text
    > 

A bad post is tried again, a removed one that is back is read again; an input that is not there says nothing about others:

    $ cp "$EXAMPLES"/2020-09-09-comet.txt posts; printf '请坐。\n\nHave a seat.\n' > posts/zero.md; bihe build corpus.db posts nowhere
    [1]
    ! bihe: nowhere: error: cannot open: No such file or directory
    ! bihe: corpus.db: 0 new, 2 changed, 4 unchanged, 0 removed, 1 failed
    ! bihe: 2 posts read, 0 in one language, 0 without text, 1 failed
    ! bihe: wrongly decoded characters: 51 restored, 0 beyond repair
    ! bihe: sentences: 4 zh, 4 en; units: 4 (1-1: 4); unaligned: 0 zh, 0 en
    $ bihe build --quiet corpus.db posts/tea.md posts; bihe stats corpus.db | head -4
    > posts
    >            6  kept
    > 
    > posts by layout

Other options or another model make every post anew:

    $ bihe build --max-bead-sum 4 corpus.db posts 2>&1 | head -1
    > bihe: posts/2023-06-01-lighthouse.txt: note: English only

Only posts below the folders of this run can be missing:

    $ mkdir more && cp posts/tea.md more && bihe build corpus.db more 2>&1 | head -1
    > bihe: corpus.db: 1 new, 0 changed, 0 unchanged, 0 removed, 0 failed

What is no corpus is left alone:

    $ echo 'a text' > notes.txt; bihe build notes.txt posts; bihe stats notes.txt; cat notes.txt
    > a text
    ! bihe: notes.txt: error: not a corpus: no SQLite database
    ! bihe: notes.txt: error: not a corpus: no SQLite database
    $ bihe stats nowhere.db
    [1]
    ! bihe: nowhere.db: error: cannot open: No such file or directory
    $ bihe build no/such/folder/corpus.db posts
    [1]
    ! bihe: no/such/folder/corpus.db: error: cannot open: No such file or directory
    $ python3 -c "import sqlite3; c = sqlite3.connect('other.db'); c.execute('create table t (x)'); c.commit()"; bihe build other.db posts; bihe stats other.db
    [1]
    ! bihe: other.db: error: not a corpus: another program's database
    ! bihe: other.db: error: not a corpus: another program's database
    $ : > empty.db; bihe stats empty.db; bihe build --quiet empty.db posts && bihe stats empty.db | head -2
    > posts
    >            6  kept
    ! bihe: empty.db: error: not a corpus: empty

Wrong usage:

    $ bihe build corpus.db
    [2]
    ! bihe build: wants a corpus and posts: CORPUS.db INPUT… (bihe build --help explains)
    $ bihe build corpus.db -
    [2]
    ! bihe build: standard input has no name to be kept under (bihe build --help explains)
    $ bihe stats
    [2]
    ! bihe stats: wants one corpus: CORPUS.db (bihe stats --help explains)
    $ bihe stats corpus.db other.db
    [2]
    ! bihe stats: wants one corpus: CORPUS.db (bihe stats --help explains)

Rules of one's own that were edited make the posts anew; a copy of them under another name does not:

    $ mkdir ruled && printf 'It began. Ask Bosn. Reed.\n\n开始了。去问水手长里德。\n' > ruled/a.md; printf 'words:\n- {kind: inner, why: a test, words: [abc]}\n' > own.yaml; bihe build ruled.db ruled --rules own.yaml 2>&1 | tail -1
    > bihe: sentences: 2 zh, 3 en; units: 2 (1-1: 1, 1-2: 1); unaligned: 0 zh, 0 en
    $ cp own.yaml same.yaml; bihe build ruled.db ruled --rules same.yaml
    ! bihe: ruled.db: 0 new, 0 changed, 1 unchanged, 0 removed, 0 failed
    $ printf 'words:\n- {kind: title, why: a rank, words: [Bosn]}\n' > own.yaml; bihe build ruled.db ruled --rules own.yaml 2>&1 | tail -1
    > bihe: sentences: 2 zh, 2 en; units: 2 (1-1: 2); unaligned: 0 zh, 0 en
    $ bihe build ruled.db ruled 2>&1 | head -1
    > bihe: ruled.db: 0 new, 1 changed, 0 unchanged, 0 removed, 0 failed
    $ printf '%s' '<srx version="2.0"><body><languagerules><languagerule languagerulename="X"><rule break="yes"><beforebreak>[.。]</beforebreak></rule></languagerule></languagerules><maprules><languagemap languagepattern=".*" languagerulename="X"/></maprules></body></srx>' > own.srx; bihe build ruled.db ruled --srx own.srx 2>&1 | head -1
    > bihe: ruled.db: 0 new, 1 changed, 0 unchanged, 0 removed, 0 failed
    $ bihe build ruled.db ruled --srx own.srx
    ! bihe: ruled.db: 0 new, 0 changed, 1 unchanged, 0 removed, 0 failed
    $ echo >> own.srx; bihe build ruled.db ruled --srx own.srx 2>&1 | head -1
    > bihe: ruled.db: 0 new, 1 changed, 0 unchanged, 0 removed, 0 failed
