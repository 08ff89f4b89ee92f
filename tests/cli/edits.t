Edits, as the review page saves them, applied by align.

    $ printf '%s\n' '水开了。' '' '茶还没泡。' '' '请坐。' '' 'The water is boiling.' '' 'The tea is not made.' '' 'Have a seat.' > tea.md; bihe align --quiet tea.md --to beads
    > [0]:[0]
    > [1]:[1]
    > [2]:[2]
    $ printf '%s\n' '{"bihe_edits":1,"languages":["zh","en"]}' '{"post":"tea.md","zh":["水开了。","茶还没泡。"],"en":["The water is boiling.","The tea is not made."],"status":"edited"}' '{"post":"tea.md","zh":["请坐。"],"en":["Have a seat."],"status":"rejected"}' > tea.edits.jsonl; bihe align tea.md --edits tea.edits.jsonl | cut -f 2-5
    > zh	en	score	type
    > 水开了。茶还没泡。	The water is boiling. The tea is not made.	1.0000	2-2
    ! bihe: standard output: note: 1 unit; left out: 0 below the score, 2 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 3 zh, 3 en; units: 1 (2-2: 1); unaligned: 1 zh, 1 en
    ! bihe: edits: 2 applied, 0 that do not fit

The page shows what was decided before.

    $ bihe align --quiet tea.md --edits tea.edits.jsonl -o tea.html && grep -o '"edited"\]\|"rejected"\]' tea.html
    > "edited"]
    > "rejected"]
    > "rejected"]

A post that changed keeps the edits that fit; the others are told, and so are those of posts that are
not there.

    $ printf '%s\n' '上面来的一句。' '' '水开了。' '' '茶还没泡。' '' 'A sentence from above.' '' 'The water is boiling.' '' 'The tea is not made.' > tea.md; printf '%s\n' '{"post":"gone.md","zh":["水开了。"],"en":[],"status":"approved"}' 'oops' >> tea.edits.jsonl; bihe align tea.md --edits tea.edits.jsonl | cut -f 2,3,5
    > zh	en	type
    > 上面来的一句。	A sentence from above.	1-1
    > 水开了。茶还没泡。	The water is boiling. The tea is not made.	2-2
    ! bihe: tea.edits.jsonl:5:4: lost: passed over: not JSON: '[' or '{' expected near 'oops'
    ! bihe: tea.edits.jsonl:3: warning: the edit about "请坐。" does not fit tea.md: its en text is not there as whole sentences
    ! bihe: gone.md: warning: there are edits of this post, but it is not here
    ! bihe: standard output: note: 2 units; left out: 0 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 3 zh, 3 en; units: 2 (1-1: 1, 2-2: 1); unaligned: 0 zh, 0 en
    ! bihe: edits: 1 applied, 1 that do not fit

Files of edits are told from others and are not overwritten.

    $ bihe align tea.md --edits tea.md
    [1]
    ! bihe: tea.md:1: error: not a file of edits, as the review page saves it
    $ printf '{"bihe_edits":9}\n' > later.jsonl; bihe align --quiet tea.md --edits later.jsonl
    [1]
    ! bihe: later.jsonl:1: error: edits of another version of bihe (this one knows 1)
    $ bihe align tea.md --edits tea.edits.jsonl -o tea.edits.jsonl
    [2]
    ! bihe align: the output tea.edits.jsonl is also an input: tea.edits.jsonl (bihe align --help explains)
    $ bihe align --quiet tea.md --edits nowhere.jsonl
    [1]
    ! bihe: nowhere.jsonl: error: cannot open: No such file or directory

A corpus remembers edits. They are applied when they come, and again whenever a post changes.

    $ printf '%s\n' '水开了。' '' '茶还没泡。' '' '请坐。' '' 'The water is boiling.' '' 'The tea is not made.' '' 'Have a seat.' > tea.md; printf '雨停了。\n\nThe rain stopped.\n' > rain.md; bihe build c.db tea.md rain.md
    ! bihe: c.db: 2 new, 0 changed, 0 unchanged, 0 removed, 0 failed
    ! bihe: 2 posts read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 4 zh, 4 en; units: 4 (1-1: 4); unaligned: 0 zh, 0 en
    $ printf '%s\n' '{"bihe_edits":1}' '{"post":"tea.md","zh":["水开了。","茶还没泡。"],"en":["The water is boiling.","The tea is not made."],"status":"edited"}' '{"post":"tea.md","zh":["请坐。"],"en":["Have a seat."],"status":"rejected"}' > tea.edits.jsonl; bihe build c.db tea.md rain.md --edits tea.edits.jsonl; bihe export --quiet c.db | cut -f 2,3,5
    > zh	en	type
    > 雨停了。	The rain stopped.	1-1
    > 水开了。茶还没泡。	The water is boiling. The tea is not made.	2-2
    ! bihe: c.db: 0 new, 1 changed, 1 unchanged, 0 removed, 0 failed
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 3 zh, 3 en; units: 1 (2-2: 1); unaligned: 1 zh, 1 en
    ! bihe: edits: 2 applied, 0 that do not fit
    $ bihe build c.db tea.md rain.md
    ! bihe: c.db: 0 new, 0 changed, 2 unchanged, 0 removed, 0 failed
    $ sed 's/Have a seat/Sit down/' tea.md > new.md; mv new.md tea.md; bihe build c.db tea.md rain.md; bihe export --quiet c.db | cut -f 2,3,5
    > zh	en	type
    > 雨停了。	The rain stopped.	1-1
    > 水开了。茶还没泡。	The water is boiling. The tea is not made.	2-2
    > 请坐。	Sit down.	1-1
    ! bihe: tea.md: warning: the edit about "请坐。" does not fit any more: its en text is not there as whole sentences
    ! bihe: c.db: 0 new, 1 changed, 1 unchanged, 0 removed, 0 failed
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 3 zh, 3 en; units: 2 (1-1: 1, 2-2: 1); unaligned: 0 zh, 0 en
    ! bihe: edits: 1 applied, 1 that do not fit
    $ printf '%s\n' '{"bihe_edits":1}' '{"post":"tea.md","zh":["水开了。","茶还没泡。"],"en":["The water is boiling.","The tea is not made."],"status":"withdrawn"}' > off.jsonl; bihe build --quiet c.db tea.md rain.md --edits off.jsonl; bihe export --quiet c.db | cut -f 2,3,5
    > zh	en	type
    > 雨停了。	The rain stopped.	1-1
    > 水开了。	The water is boiling.	1-1
    > 茶还没泡。	The tea is not made.	1-1
    > 请坐。	Sit down.	1-1

Corpora that are merged bring their edits.

    $ bihe merge --quiet m.db c.db; bihe build m.db tea.md rain.md
    ! bihe: m.db: 0 new, 0 changed, 2 unchanged, 0 removed, 0 failed
    $ bihe build c.db tea.md --edits tea.md
    [1]
    ! bihe: tea.md:1: error: not a file of edits, as the review page saves it
