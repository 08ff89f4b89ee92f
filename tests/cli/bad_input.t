Whatever is wrong with an input, it is named, the exit status tells, and nothing else is lost.

A post to stand beside the bad ones:

    $ printf '%s\n' '---' 'title: T' '---' '我们昨天去了海边。' 'We went to the sea yesterday.' > good.md

A missing file:

    $ bihe align --quiet --to beads nowhere.md good.md
    [1]
    > [0]:[0]
    ! bihe: nowhere.md: error: cannot open: No such file or directory

A folder without posts is no error:

    $ mkdir empty && bihe align empty
    > post	zh	en	score	type	lines_zh	lines_en	repaired	doubtful	title	date	tourl	tags
    ! bihe: empty: note: no posts here (.md .markdown .html .htm .xhtml .txt)
    ! bihe: standard output: note: 0 units; left out: 0 below the score, 0 without a translation
    ! bihe: 0 posts read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 0 zh, 0 en; units: 0; unaligned: 0 zh, 0 en

A folder that is not there:

    $ bihe align --quiet nofolder/
    [1]
    ! bihe: nofolder/: error: cannot open: No such file or directory
    ! bihe: error: nothing could be read: no output is written

A typing error costs nothing: where nothing at all could be read, the memory that is there stays.

    $ cp good.md keep.tsv; bihe align psots/ nothere.md -o keep.tsv -o new.tmx; cmp good.md keep.tsv && ls new.tmx*
    [2]
    ! bihe: psots/: error: cannot open: No such file or directory
    ! bihe: nothere.md: error: cannot open: No such file or directory
    ! bihe: error: nothing could be read: no output is written
    ! bihe: 0 posts read, 0 in one language, 0 without text, 2 failed
    ! bihe: sentences: 0 zh, 0 en; units: 0; unaligned: 0 zh, 0 en
    ! ls: cannot access 'new.tmx*': No such file or directory

An output never overwrites an input, whatever it is called, nor another output:

    $ cp good.md q.md; ln -s q.md q.tsv; ln q.md hard.md; bihe align q.md --to tsv -o q.md
    [2]
    ! bihe align: the output q.md is also an input: q.md (bihe align --help explains)
    $ bihe align good.md q.md -o ./q.tsv
    [2]
    ! bihe align: the output ./q.tsv is also an input: q.md (bihe align --help explains)
    $ bihe align . --to tsv -o ./hard.md
    [2]
    ! bihe align: the output ./hard.md is also an input: ./hard.md (bihe align --help explains)
    $ bihe align q.md -o a.tsv -o ./a.tsv
    [2]
    ! bihe align: the output ./a.tsv is the same file as the output a.tsv (bihe align --help explains)
    $ cp good.md s.zh; cp good.md s.en; bihe align --zh s.zh --en s.en -o s.moses
    [2]
    ! bihe align: the output s.zh is also an input: s.zh (bihe align --help explains)
    $ bihe align q.md -o /dev/null -o b.tsv --to tmx --quiet; cmp q.md good.md && ls b.tsv; rm q.md q.tsv hard.md b.tsv
    > b.tsv
    $ printf '\357\273\277good.md\tgood.md\tj.tsv\ns.zh\ts.en\t./j.tsv\ns.zh\ts.en\ts.moses\nbroken line\n' > jobs.txt; bihe align --batch jobs.txt; cmp s.zh good.md && ls j.*; rm j.tsv
    > j.tsv
    ! bihe: jobs.txt:4: error: not a line of Chinese file, English file and output, divided by tabs
    ! bihe: jobs.txt:2: error: the output ./j.tsv is the same file as the output j.tsv
    ! bihe: jobs.txt:3: error: the output s.zh is also an input: s.zh
    ! bihe: 1 post read, 0 in one language, 0 without text, 3 failed
    ! bihe: sentences: 2 zh, 2 en; units: 2 (1-1: 2); unaligned: 0 zh, 0 en

A folder's entry that cannot be looked at is told:

    $ mkdir deep; n=$(printf 'x%.0s' $(seq 200)); d=$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n/$n; (cd deep && mkdir -p $d && cd $d && mkdir -p $n/$n && echo x > $n/p.md); bihe align --quiet deep good.md --to beads 2>&1 | sed 's/xxx*/x/g; s,x/[x/]*,x,'; rm -r deep
    > bihe: deep/x: error: File name too long
    > [0]:[0]

A binary file:

    $ head -c 5000 /dev/zero > zeros.md; bihe align --quiet --to beads zeros.md good.md
    [1]
    > [0]:[0]
    ! bihe: zeros.md: error: binary data, not text

    $ head -c 3000 "$(command -v bihe)" > program.txt; bihe align --quiet --to beads program.txt good.md
    [1]
    > [0]:[0]
    ! bihe: program.txt: error: binary data, not text

NUL bytes in text are dropped and told:

    $ printf '我们昨天\000去了海边。\nWe went to the sea yesterday.\n' > nul.md; bihe align --quiet nul.md -o out.tsv; echo "status $?"; cut -f 2,3 out.tsv
    > status 1
    > zh	en
    > 我们昨天去了海边。	We went to the sea yesterday.
    ! bihe: nul.md:1: lost: 1 NUL byte dropped

Invalid UTF-8:

    $ printf '我们昨天去了海边。这里有一个坏字节\377。\nWe went to the sea yesterday. Here is a bad byte.\n' > bad.md; bihe align --quiet bad.md -o out.tsv; echo "status $?"; cut -f 2,3 out.tsv
    > status 1
    > zh	en
    > 我们昨天去了海边。	We went to the sea yesterday.
    > 这里有一个坏字节�。	Here is a bad byte.
    ! bihe: bad.md:1: lost: 1 invalid byte sequence in UTF-8 replaced by U+FFFD

Front matter that is never closed:

    $ printf -- '---\ntitle: T\n\n我们昨天去了海边。\n\nWe went to the sea yesterday.\n' > open.md; bihe align --quiet --to beads open.md
    [1]
    > []:[0]
    > [0]:[1]
    ! bihe: open.md:1:1: lost: front matter not used: front matter is never closed by '---'

Front matter that is no YAML: line and column are told, the body is used:

    $ printf -- '---\ntitle: T\ntags: [a, b\n---\n我们昨天去了海边。\nWe went to the sea yesterday.\n' > yaml.md; bihe align --quiet --to beads yaml.md
    [1]
    > [0]:[0]
    ! bihe: yaml.md:4:1: lost: front matter not used: did not find expected ',' or ']'

A key that is there twice keeps its last value, and the rest is used:

    $ printf -- '---\ntitle: Old\ndate: 2024-05-01\ntitle: New\n---\n我们昨天去了海边。\nWe went to the sea yesterday.\n' > twice.md; bihe align twice.md | cut -f 10-
    > title	date	tourl	tags
    > New	2024-05-01		
    ! bihe: twice.md:4:1: warning: front matter: 'title' again; its last value is used
    ! bihe: standard output: note: 1 unit; left out: 0 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 1 zh, 1 en; units: 1 (1-1: 1); unaligned: 0 zh, 0 en

An alias bomb:

    $ { echo '---'; echo 'a: &a [x,x,x,x,x,x,x,x,x,x]'; p=a; for k in b c d e f g h; do echo "$k: &$k [*$p,*$p,*$p,*$p,*$p,*$p,*$p,*$p]"; p=$k; done; echo '---'; echo '我们昨天去了海边。'; echo 'We went to the sea yesterday.'; } > bomb.md; bihe align --quiet --to beads bomb.md
    [1]
    > [0]:[0]
    ! bihe: bomb.md:6:8: lost: front matter not used: too many values (an alias bomb?)

A line of a gigabyte is refused before it is read:

    $ truncate -s 1G huge.md; bihe align --quiet --to beads huge.md good.md
    [1]
    > [0]:[0]
    ! bihe: huge.md: error: larger than the limit of 268435456 bytes (--max-bytes)

and so is a long stream:

    $ head -c 3000000 /dev/zero | tr '\0' 'a' | bihe align --quiet --max-bytes 1M -
    [1]
    ! bihe: -: error: larger than the limit of 1048576 bytes (--max-bytes)
    ! bihe: error: nothing could be read: no output is written

An empty file has no text, which is no error:

    $ : > empty.md; bihe align empty.md
    > post	zh	en	score	type	lines_zh	lines_en	repaired	doubtful	title	date	tourl	tags
    ! bihe: empty.md: note: no text in either language
    ! bihe: standard output: note: 0 units; left out: 0 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 1 without text, 0 failed
    ! bihe: sentences: 0 zh, 0 en; units: 0; unaligned: 0 zh, 0 en

An output in a folder that is not there; the other output is written:

    $ bihe align --quiet good.md -o no/where.tmx -o beside.tsv; wc -l < beside.tsv
    > 2
    ! bihe: no/where.tmx: error: cannot write: No such file or directory

An output that cannot be written, with no partial file left:

    $ mkdir locked.tmx; bihe align --quiet --to beads good.md -o locked.tmx -o -; echo "status $?"; ls locked.tmx *.tmp
    [2]
    > [0]:[0]
    > status 1
    > locked.tmx:
    ! bihe: locked.tmx: error: cannot write: Is a directory
    ! ls: cannot access '*.tmp': No such file or directory

A full disk:

    $ bihe align --quiet good.md -o - > /dev/full
    [1]
    ! bihe: standard output: error: cannot write: No space left on device

    $ bihe align --quiet good.md -o /dev/full --to tmx
    [1]
    ! bihe: /dev/full: error: cannot write: No space left on device

    $ printf '[0]:[0]\n' > g; bihe eval g g > /dev/full
    [1]
    ! bihe: standard output: error: No space left on device
    $ bihe --version > /dev/full
    [1]
    ! bihe: standard output: error: No space left on device
    $ bihe eval --help > /dev/full
    [1]
    ! bihe: standard output: error: No space left on device
    $ bihe --help > /dev/full
    [1]
    ! bihe: standard output: error: No space left on device
    $ echo Hello. | bihe segment > /dev/full
    [1]
    ! bihe: standard output: error: No space left on device
    $ yes Hello. | head -n 100000 | bihe segment --lang en > /dev/full
    [1]
    ! bihe: standard output: error: No space left on device

A closed pipe:

    $ (bihe align --quiet --to beads good.md; echo "status $?" >&2) | true
    ! bihe: standard output: error: cannot write: Broken pipe
    ! status 1

A killed run leaves no half file under the name that was asked for:

    $ mkfifo pipe.md; (bihe align --quiet good.md pipe.md -o killed.tmx & pid=$!; sleep 1; kill -9 $pid; wait $pid) 2>/dev/null; ls killed.tmx
    [2]
    ! ls: cannot access 'killed.tmx': No such file or directory

An interrupted one leaves nothing at all, though a post is still being read:

    $ (bihe align --quiet good.md pipe.md -o stopped.tmx & pid=$!; sleep 1; kill -TERM $pid; wait $pid; echo "status $?") 2>/dev/null; ls stopped.tmx*
    [2]
    > status 143
    ! ls: cannot access 'stopped.tmx*': No such file or directory

also when the signal comes twice:

    $ (bihe align --quiet good.md pipe.md -o stopped.tmx & pid=$!; sleep 1; kill -TERM $pid; kill -TERM $pid; wait $pid; echo "status $?") 2>/dev/null; ls stopped.tmx*
    [2]
    > status 143
    ! ls: cannot access 'stopped.tmx*': No such file or directory

An output keeps the permissions of the file it replaces, and a link stays a link:

    $ echo old > private.tsv; chmod 600 private.tsv; ln -s private.tsv link.tsv; bihe align --quiet good.md -o link.tsv; stat -c '%a %F' private.tsv link.tsv; wc -l < private.tsv
    > 600 regular file
    > 777 symbolic link
    > 2

Control bytes of names do not reach the terminal:

    $ bihe align --quiet "$(printf 'a\033[31mb\nc')" -o x.tsv
    [1]
    ! bihe: a\x1b[31mb\x0ac: error: cannot open: No such file or directory
    ! bihe: error: nothing could be read: no output is written

A model folder that is none:

    $ bihe align --quiet --models nowhere good.md
    [1]
    ! bihe: nowhere/model.yaml: error: cannot open: No such file or directory

A directory given as a file of a pair:

    $ bihe align --quiet --zh empty --en good.md
    [1]
    ! bihe: empty: error: cannot read: Is a directory
    ! bihe: error: nothing could be read: no output is written

A pair the wrong way round, or with nothing on one side:

    $ printf 'We went to the sea yesterday.\n' > s.en; printf '我们昨天去了海边。\n' > s.zh; bihe align --zh s.en --en s.zh -o s.tsv
    ! bihe: s.en: warning: looks English, given as Chinese
    ! bihe: s.zh: warning: looks Chinese, given as English
    ! bihe: s.tsv: note: 1 unit; left out: 0 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 1 zh, 1 en; units: 1 (1-1: 1); unaligned: 0 zh, 0 en
    $ bihe align --zh s.zh --en empty.md -o s.tsv
    ! bihe: empty.md: warning: no text, given as English
    ! bihe: s.tsv: note: 0 units; left out: 0 below the score, 1 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 1 zh, 0 en; units: 0; unaligned: 1 zh, 0 en
    ! bihe: text that reached a unit: 0.0 % zh, 0.0 % en

HTML is told by the name in whatever case:

    $ mkdir page && printf '我们昨天去了*海边*。<p>We went to the sea yesterday.' | tee page/a.HTML page/b.xhtml > page/c.Htm; bihe align --quiet page | cut -f 1-3
    > post	zh	en
    > page/a.HTML	我们昨天去了*海边*。	We went to the sea yesterday.
    > page/b.xhtml	我们昨天去了*海边*。	We went to the sea yesterday.
    > page/c.Htm	我们昨天去了*海边*。	We went to the sea yesterday.
