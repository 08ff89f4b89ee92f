Glossaries are read in four forms; the summary proves it.

    $ printf '璧合工程\tBihe project\n# note\n\nwhole moon\t满月\n' > g.tsv
    $ printf '%s\n' '# CC-CEDICT' '滿月 满月 [man3 yue4] /full moon/whole moon/(of a baby) one month old/' > g.u8
    $ printf 'moon @ 月亮\n太阳 @ sun\n' > g.dic
    $ printf '<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>The moon rises.</seg></tuv><tuv xml:lang="zh-CN"><seg>月亮升起来了。</seg></tuv></tu></body></tmx>' > g.tmx
    $ printf '月亮升起来了。太阳落下去了。\n\nThe moon rises. The sun has set.\n' > p.md
    $ bihe align --lexicon g.tsv --lexicon g.u8 --lexicon g.dic --lexicon g.tmx -o p.tsv p.md
    ! bihe: p.tsv: note: 2 units; left out: 0 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: glossary: 8 entries, 3 met in the text
    ! bihe: sentences: 2 zh, 2 en; units: 2 (1-1: 2); unaligned: 0 zh, 0 en
    $ cp p.md q.md; bihe build c.db --lexicon g.dic p.md q.md 2>&1 | grep glossary
    > bihe: glossary: 2 entries, 4 met in the text, counted post by post
    $ gzip -k g.dic; bihe align --lexicon g.dic.gz p.md 2>&1 >x.tsv | grep glossary
    > bihe: glossary: 2 entries, 2 met in the text

A header line says which columns count, so that a file written by bihe serves.

    $ bihe align --quiet -o mine.tsv p.md; bihe align --lexicon mine.tsv p.md 2>&1 >x.tsv | grep glossary
    > bihe: glossary: 2 entries, 2 met in the text

What is none of the forms is named with its line.

    $ printf '月亮\tmoon\n太阳 sun\n' > bad.txt; bihe align --lexicon bad.txt p.md
    [1]
    ! bihe: bad.txt:2: error: expected a term and its translation with a tab between, a line of CC-CEDICT, or words @ words
    $ printf 'en\tzh\nmoon\n' > bad.tsv; bihe align --lexicon bad.tsv p.md
    [1]
    ! bihe: bad.tsv:2: error: fewer columns than the header line names
    $ printf 'moon\t\377\n' > bad.tsv; bihe align --lexicon bad.tsv p.md
    [1]
    ! bihe: bad.tsv:1: error: not valid UTF-8
    $ printf '<tmx><body><tu>' > bad.tmx; bihe align --lexicon bad.tmx p.md 2>&1 | sed 's/error: .*/error/'
    > bihe: bad.tmx:1:16: error
    $ bihe align --lexicon nowhere.tsv p.md
    [1]
    ! bihe: nowhere.tsv: error: cannot open: No such file or directory
    $ : > empty.tsv; bihe align --quiet --lexicon empty.tsv p.md | wc -l
    > 3
