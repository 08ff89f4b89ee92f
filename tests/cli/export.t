Units of a corpus; scores are cut out of what is compared.

    $ mkdir posts && cp "$EXAMPLES"/* posts && bihe build --quiet corpus.db posts 2>/dev/null; bihe export corpus.db -o all.tsv -o all.tmx -o all.jsonl; cut -f 1,3,5-7,10,14 all.tsv | head -3; grep -c '<tu>' all.tmx; bihe align --quiet posts 2>/dev/null | cut -f 1-13 | sort > a; cut -f 1-13 all.tsv | sort > b; cmp a b && echo 'the units of bihe align'
    > post	en	type	lines_zh	lines_en	title	sources
    > posts/2020-09-09-comet.txt	The observatory found a new comet last week.	1-1	8	9	New Comet Found	
    > posts/2020-09-09-comet.txt	It won’t be closest to the Earth until April next year.	1-1	8	9	New Comet Found	
    > 24
    > the units of bihe align
    ! bihe: 4 posts, 24 units; 0 duplicates merged
    ! bihe: left out: without translation: 0, below the score: 0, identical: 0, script: 0, language: 0, long: 0, letters: 0, repeated: 0, ratio: 0

Duplicates in other posts, also such that differ in case, width, punctuation and space, become one; a post at the same
address that shares half of its text is a source too:

    $ mkdir twice && printf '%s\n' '---' 'tourl: https://tea.example/one' 'date: 2020-02-02' 'tags: [tea, 茶]' '---' '水开了。请坐。' '' 'The water boils. Have a seat.' > twice/a.md; printf '%s\n' '---' 'date: 2021-03-03' 'tags: [tea]' '---' '水开了！' '' 'THE WATER BOILS' > twice/b.md; printf '%s\n' '---' 'tourl: http://www.tea.example/one/' '---' 'The water boils. Have a seat.' > twice/c.md; bihe build --quiet twice.db twice; bihe export twice.db --columns date,sources | cut -f 1-3,10-
    > post	zh	en	date	sources
    > twice/a.md	请坐。	Have a seat.	2020-02-02	twice/c.md
    > twice/b.md	水开了！	THE WATER BOILS	2021-03-03	twice/a.md\ntwice/c.md
    ! bihe: 3 posts, 2 units; 1 duplicates merged
    ! bihe: left out: without translation: 0, below the score: 0, identical: 0, script: 0, language: 0, long: 0, letters: 0, repeated: 0, ratio: 0

Of several translations of one text the best is first, whichever post it is in:

    $ mkdir rank && printf '水在锅里慢慢地开了，可是没有人去看它，火也早就灭了。\n\nThe water boils.\n' > rank/a.md; printf '水已经烧开了。\n\nThe water boils.\n' > rank/b.md; bihe build --quiet rank.db rank; bihe export --quiet rank.db | cut -f 1-2; echo; bihe export --quiet --source-side zh rank.db | cut -f 1-2
    > post	zh
    > rank/b.md	水已经烧开了。
    > rank/a.md	水在锅里慢慢地开了，可是没有人去看它，火也早就灭了。
    > 
    > post	zh
    > rank/a.md	水在锅里慢慢地开了，可是没有人去看它，火也早就灭了。
    > rank/b.md	水已经烧开了。

By date, tag, post and score:

    $ bihe export --quiet twice.db --since 2021 --columns '' | cut -f 1-3; bihe export --quiet twice.db --until 2020-02 --columns '' | cut -f 1-3; bihe export --quiet twice.db --tag 茶 --columns '' | cut -f 1-3; bihe export --quiet twice.db --post '*/b.*' --post nothing --columns '' | cut -f 1-3
    > post	zh	en
    > twice/b.md	水开了！	THE WATER BOILS
    > post	zh	en
    > twice/a.md	水开了。	The water boils.
    > twice/a.md	请坐。	Have a seat.
    > post	zh	en
    > twice/a.md	水开了。	The water boils.
    > twice/a.md	请坐。	Have a seat.
    > post	zh	en
    > twice/b.md	水开了！	THE WATER BOILS
    $ bihe export twice.db --min-score 1 --columns ''
    > post	zh	en	score	type	lines_zh	lines_en	repaired	doubtful
    ! bihe: 3 posts, 0 units; 0 duplicates merged
    ! bihe: left out: without translation: 0, below the score: 3, identical: 0, script: 0, language: 0, long: 0, letters: 0, repeated: 0, ratio: 0

Noise filters are named and counted, chosen and switched off:

    $ mkdir noise && printf '哈哈哈哈哈哈哈哈哈哈哈哈。\n\nHe laughed, and laughed.\n' > noise/a.md; printf '雨停了。\n\nThe rain stopped, and then the sun came out over the hills behind the house.\n' > noise/b.md; printf '请坐。\n\nHave a seat.\n' > noise/c.md; bihe build --quiet noise.db noise; bihe export noise.db --columns '' | cut -f 1-2; bihe export noise.db --no-filters --columns '' | cut -f 1-2; bihe export noise.db --filter long,ratio --ratio 0.1,3.5 --columns '' | cut -f 1-2
    > post	zh
    > noise/c.md	请坐。
    > post	zh
    > noise/a.md	哈哈哈哈哈哈哈哈哈哈哈哈。
    > noise/b.md	雨停了。
    > noise/c.md	请坐。
    > post	zh
    > noise/a.md	哈哈哈哈哈哈哈哈哈哈哈哈。
    ! bihe: 3 posts, 1 units; 0 duplicates merged
    ! bihe: left out: without translation: 0, below the score: 0, identical: 0, script: 0, language: 0, long: 0, letters: 0, repeated: 1, ratio: 1
    ! bihe: 3 posts, 3 units; 0 duplicates merged
    ! bihe: left out: without translation: 0, below the score: 0
    ! bihe: 3 posts, 1 units; 0 duplicates merged
    ! bihe: left out: without translation: 0, below the score: 0, long: 0, ratio: 2

The same whatever the number of threads, and whatever was there before:

    $ for i in 1 2 3 4 5 6; do for f in posts/*; do cp $f twice/$i-$(basename $f); done; done; bihe build --quiet --jobs 1 one.db twice 2>/dev/null; bihe build --quiet --jobs 4 four.db twice 2>/dev/null; bihe build --quiet twice.db twice 2>/dev/null; for n in one four twice; do bihe export --quiet $n.db -o $n.tmx -o $n.tsv; done; cmp one.tmx four.tmx && cmp one.tsv four.tsv && cmp one.tsv twice.tsv && echo same; wc -l < one.tsv
    > same
    > 27

Shards merged, in any order and twice, give what one build gives; a post that changed moves to the shard of its text:

    $ for i in 1 2 3 4; do bihe build --quiet --shard $i/4 part$i.db twice 2>/dev/null; done; bihe merge --quiet merged.db part4.db part1.db part2.db part3.db && bihe merge merged.db part1.db part2.db part3.db part4.db; bihe export --quiet merged.db -o merged.tsv && cmp one.tsv merged.tsv && echo same; bihe find --quiet merged.db 水开了 | wc -l
    > same
    > 3
    ! bihe: merged.db: 0 posts copied, 27 unchanged, 0 removed
    $ printf '水又开了。\n\nThe water boils again.\n' > twice/b.md; rm twice/1-*; for i in 1 2 3 4; do bihe build --quiet --shard $i/4 part$i.db twice 2>/dev/null; done; bihe build --quiet one.db twice 2>/dev/null; bihe merge merged.db part1.db part2.db part3.db part4.db; for n in one merged; do bihe export --quiet $n.db -o $n.tsv; done; cmp one.tsv merged.tsv && echo same
    > same
    ! bihe: merged.db: 1 posts copied, 22 unchanged, 4 removed
    $ bihe merge one.db one.db
    [2]
    ! bihe merge: the output one.db is also an input: one.db (bihe merge --help explains)
    $ bihe build --shard 5/4 x.db twice
    [2]
    ! bihe build: --shard: bad value '5/4' (only the I-th of N parts of the posts, 1/N to N/N, divided by what they hold)

Wrong usage:

    $ bihe export
    [2]
    ! bihe export: wants one corpus: CORPUS.db (bihe export --help explains)
    $ bihe export corpus.db -o x.beads
    [2]
    ! bihe export: beads are of whole posts: bihe align writes them (bihe export --help explains)
    $ bihe export corpus.db --filter long,short
    [2]
    ! bihe export: --filter: bad value 'long,short' (noise filters in use: identical,script,language,long,letters,repeated,ratio [all])
    $ bihe export corpus.db --since yesterday
    [2]
    ! bihe export: --since: bad value 'yesterday' (posts from this day on: 2018, 2018-06, 2018-06-13)
    $ bihe export corpus.db --ratio 9,1
    [2]
    ! bihe export: --ratio: bad value '9,1' (filter ratio: English characters a Chinese character [0.6,9])
    $ bihe export nowhere.db
    [1]
    ! bihe: nowhere.db: error: cannot open: No such file or directory
