Settings come from flags, from the environment and from a file, in that order.

    $ bihe config
    ! bihe: everything is at its default (bihe config --help tells how to set it)
    $ cp "$EXAMPLES"/2021-03-04-tram-line.md post.md

A file in the working folder. Below the name of a command stands what is for it alone; options given
several times are lists, and "4,5" may be written as one.

    $ printf 'min-score: 0.25\ncolumns: [title, date]\nkeep-unaligned: yes\nalign:\n  output: [a.tmx, b.tsv]\n  max-bead: [2, 2]\n  min-score: 0.125\nfind:\n  limit: 3\n' > bihe.yaml
    $ bihe config align
    > align:
    >   output: [a.tmx, b.tsv]  # bihe.yaml:5
    >   min-score: 0.125  # bihe.yaml:7
    >   keep-unaligned: true  # bihe.yaml:3
    >   columns: "title,date"  # bihe.yaml:2
    >   max-bead: "2,2"  # bihe.yaml:6
    $ bihe config find
    > find:
    >   limit: 3  # bihe.yaml:9
    $ bihe config stats
    ! bihe: everything is at its default (bihe config --help tells how to set it)
    $ bihe align --quiet post.md && ls *.tmx *.tsv && head -n 1 b.tsv
    > a.tmx
    > b.tsv
    > post	zh	en	score	type	lines_zh	lines_en	repaired	doubtful	title	date
    $ BIHE_MIN_SCORE=0.5 BIHE_OUTPUT=c.jsonl BIHE_KEEP_UNALIGNED=0 bihe config align
    > align:
    >   output: [c.jsonl]  # BIHE_OUTPUT
    >   min-score: 0.5  # BIHE_MIN_SCORE
    >   keep-unaligned: false  # BIHE_KEEP_UNALIGNED
    >   columns: "title,date"  # bihe.yaml:2
    >   max-bead: "2,2"  # bihe.yaml:6

A flag goes before everything, also before a list.

    $ rm a.tmx b.tsv; BIHE_OUTPUT=c.jsonl bihe align --quiet post.md -o d.tsv && ls *.tmx *.tsv *.jsonl
    [2]
    > d.tsv
    ! ls: cannot access '*.tmx': No such file or directory
    ! ls: cannot access '*.jsonl': No such file or directory
    $ bihe align --quiet --no-config post.md | head -n 1
    > post	zh	en	score	type	lines_zh	lines_en	repaired	doubtful	title	date	tourl	tags
    $ bihe align --verbose --min-score 1 post.md
    ! bihe: bihe.yaml: note: settings are taken from here
    ! bihe: post.md: note: UTF-8, layout halves (Chinese first), 10 and 11 sentences, 10 beads; text that reached a unit: zh 100 %, en 100 %
    ! bihe: a.tmx: note: 0 units; left out: 10 below the score, 0 without a translation
    ! bihe: b.tsv: note: 0 units; left out: 10 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 10 zh, 11 en; units: 10 (1-1: 9, 1-2: 1); unaligned: 0 zh, 0 en

What is printed is a file of settings: with it, the same is in force.

    $ bihe config align > again.yaml; bihe config --config again.yaml align
    > align:
    >   output: [a.tmx, b.tsv]  # again.yaml:2
    >   min-score: 0.125  # again.yaml:3
    >   keep-unaligned: true  # again.yaml:4
    >   columns: "title,date"  # again.yaml:5
    >   max-bead: "2,2"  # again.yaml:6

Other files: paths in a file are seen from its folder.

    $ mkdir -p sub .config/bihe; printf 'srx: my.srx\nrules: /r.yaml\nmodels: m\n' > sub/s.yaml
    $ bihe config --config sub/s.yaml segment
    > segment:
    >   rules: /r.yaml  # sub/s.yaml:2
    >   srx: sub/my.srx  # sub/s.yaml:1
    >   models: sub/m  # sub/s.yaml:3
    $ BIHE_MODELS= BIHE_CONFIG=sub/s.yaml bihe config segment
    > segment:
    >   rules: /r.yaml  # sub/s.yaml:2
    >   srx: sub/my.srx  # sub/s.yaml:1
    >   models: sub/m  # sub/s.yaml:3
    $ printf 'jobs: 3\n' > .config/bihe/bihe.yaml; cd sub; bihe config align | sed "s:$HOME::"
    > align:
    >   jobs: 3  # /.config/bihe/bihe.yaml:1
    $ mkdir xdg xdg/bihe; printf 'jobs: 4\n' > xdg/bihe/bihe.yaml; cd sub; XDG_CONFIG_HOME=$PWD/../xdg bihe config build | sed "s:$HOME::"
    > build:
    >   jobs: 4  # /sub/../xdg/bihe/bihe.yaml:1
    $ bihe config --no-config build
    ! bihe: everything is at its default (bihe config --help tells how to set it)

What is wrong is named with file and line.

    $ for text in 'min-scor: 1' 'align: {limit: 3}' 'algin: {limit: 3}' 'help: true' 'jobs:' 'quiet: maybe' 'min-score: 1.5' 'output: [[a]]' '[1, 2]' 'a: [' 'jobs: 1\njobs: 2' 'jobs: many'; do printf "verbose: false\n$text\n" > bihe.yaml; bihe align x.md; done
    [2]
    ! bihe: bihe.yaml:2:11: error: no option 'min-scor'; did you mean 'min-score'? (bihe COMMAND --help shows all)
    ! bihe: bihe.yaml:2:16: error: no option 'limit' (bihe align --help shows all)
    ! bihe: bihe.yaml:2:16: error: no command 'algin' (bihe --help lists them)
    ! bihe: bihe.yaml:2:7: error: this goes on the command line only
    ! bihe: bihe.yaml:2:6: error: a value or a list of values is expected
    ! bihe align: bihe.yaml:2: quiet: bad value 'maybe': true or false is expected
    ! bihe align: bihe.yaml:2: min-score must be 0 to 1
    ! bihe: bihe.yaml:2:10: error: a value or a list of values is expected
    ! bihe: bihe.yaml:3:1: error: could not find expected ':'
    ! bihe: bihe.yaml:3:1: error: did not find expected node content
    ! bihe: bihe.yaml:3:1: error: the same key twice
    ! bihe align: bihe.yaml:2: jobs: bad value 'many' (threads [one a core]; results do not depend on it)
    $ bihe align --config nowhere.yaml x.md
    [2]
    ! bihe: nowhere.yaml: error: cannot open: No such file or directory
    $ rm bihe.yaml; BIHE_JOBS=many bihe align x.md
    [2]
    ! bihe align: BIHE_JOBS: bad value 'many' (threads [one a core]; results do not depend on it)
    $ BIHE_MIN_SCORE=7 bihe align x.md
    [2]
    ! bihe align: BIHE_MIN_SCORE: min-score must be 0 to 1
    $ BIHE_QUIET=perhaps bihe align x.md
    [2]
    ! bihe align: BIHE_QUIET: bad value 'perhaps': true or false is expected
    $ bihe config alien
    [2]
    ! bihe config: wants the name of one command, or none (bihe --help lists them)

An empty file sets nothing.

    $ printf '# nothing yet\n' > bihe.yaml; bihe config; : > bihe.yaml; bihe config
    ! bihe: everything is at its default (bihe config --help tells how to set it)
    ! bihe: everything is at its default (bihe config --help tells how to set it)

A file that is wrong does not keep the help from being read.

    $ printf 'nonsense' > bihe.yaml; bihe config --help | head -n 1; bihe config
    [2]
    > bihe config: what is set by file and environment
    ! bihe: bihe.yaml:1:1: error: names with values are expected
