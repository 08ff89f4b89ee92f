The examples: a seed-shaped post whose Chinese half was wrongly decoded, one that is healthy, one that
alternates, one in English only.

    $ cp "$EXAMPLES"/* . && bihe align . -o all.tmx -o all.tsv -o all.beads

    $ cut -f 2,3,5- all.tsv

The result does not depend on the number of threads:

    $ for i in 1 2 3 4 5 6 7 8; do cp 2021-03-04-tram-line.md copy$i.md; done; bihe align --quiet -j 1 . -o one.tmx; bihe align --quiet -j 4 . -o four.tmx; cmp one.tmx four.tmx && echo same; rm copy*.md

A translation memory, with a date where SOURCE_DATE_EPOCH gives one:

    $ SOURCE_DATE_EPOCH=86400 bihe align --quiet 2020-09-09-comet.txt --to tmx | sed "s/<prop type=.x-score.>[0-9.]*/<prop type=\"x-score\">S/"

Only good units, other columns, a look at every post:

    $ bihe align --verbose --min-score 0.2 --columns tags 2022-11-20-sourdough.md | cut -f 2,8

The order of the halves does not matter:

    $ { sed -n '1,7p;9p' 2021-03-04-tram-line.md; sed -n '8p' 2021-03-04-tram-line.md; } > turned.md; bihe align --quiet 2021-03-04-tram-line.md | cut -f 2-5 > a; bihe align --quiet turned.md | cut -f 2-5 > b; cmp a b && echo same

Two files:

    $ printf '# 标题\n\n第一句话在这里。第二句话在那里。\n' > p.zh.md; printf '# A title\n\nThe first sentence is here. The second sentence is there.\n' > p.en.md; bihe align --quiet --zh p.zh.md --en p.en.md | cut -f 1-3,5-7

Sentences that are already cut, one a line; empty lines count:

    $ printf '今天天气很好。\n我们去公园散步了。\n\n然后回家。\n' > s.zh; printf 'The weather is fine today.\nWe took a walk in the park.\nThen we went home.\n' > s.en; bihe align --quiet --presegmented --zh s.zh --en s.en -o s.beads && cat s.beads

A batch with one model load, a bad line named:

    $ printf 's.zh\ts.en\tb1.beads\np.zh.md\tp.en.md\tb2.beads\nonly two\tfields\n' > jobs.tsv; bihe align --quiet --presegmented --batch jobs.tsv; cat b1.beads b2.beads

Scores of an alignment:

    $ printf '[0]:[0]\n[1,2]:[1]\n[3]:[2]\n' > gold.beads; printf '[0]:[0]\n[1]:[1]\n[2]:[]\n[3]:[2]\n' > auto.beads; bihe eval gold.beads auto.beads; bihe eval --json gold.beads auto.beads

    $ printf '[0]:[0]\nzero:one\n' > broken.beads; bihe eval gold.beads broken.beads
