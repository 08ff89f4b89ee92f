Wrong usage ends with status 2 and says what to do.

    $ bihe
    [2]
    ! bihe: bilingual Chinese-English posts to translation memories
    ! 
    ! Usage: bihe COMMAND [OPTION…] [INPUT…]
    ! 
    !   align      bilingual posts to translation units
    !   build      posts into a corpus that grows from run to run
    !   export     units of a corpus to files
    !   find       where a word or phrase stands in a corpus
    !   merge      corpora built apart into one
    !   stats      what is in a corpus
    !   convert    translation units from one format to another
    !   segment    text to sentences, one a line
    !   repair     wrongly decoded Chinese text restored
    !   eval       scores of an alignment
    !   train      models from text
    !   config     what is set by file and environment
    !   completion what a shell needs to complete commands of bihe
    ! 
    ! bihe COMMAND --help explains a command and its options.
    $ bihe alien
    [2]
    ! bihe: unknown command 'alien'; did you mean 'align'? (bihe --help lists them)
    $ bihe align
    [2]
    ! bihe align: no input (bihe align --help explains)
    $ bihe align --colour post.md
    [2]
    ! bihe align: unknown option '--colour'; did you mean '--color'? (bihe align --help shows all options)
    $ bihe align -o
    [2]
    ! bihe align: a value is missing after '-o' (bihe align --help shows all options)
    $ bihe align post.md --colour
    [2]
    ! bihe align: unknown option '--colour'; did you mean '--color'? (bihe align --help shows all options)
    $ bihe align post.md -qx
    [2]
    ! bihe align: unknown option '-x' (bihe align --help shows all options)
    $ bihe align post.md -qo
    [2]
    ! bihe align: a value is missing after '-o' (bihe align --help shows all options)
    $ bihe align post.md --to
    [2]
    ! bihe align: a value is missing after '--to' (bihe align --help shows all options)
    $ bihe align post.md --min-s
    [2]
    ! bihe align: a value is missing after '--min-score' (bihe align --help shows all options)
    $ bihe align post.md --quiet=3
    [2]
    ! bihe align: no value goes with '--quiet' (bihe align --help shows all options)
    $ bihe align --min-score much post.md
    [2]
    ! bihe align: --min-score: bad value 'much' (leave out units below this score, 0 to 1 [0])
    $ bihe align --min-score 1.5 post.md
    [2]
    ! bihe align: min-score must be 0 to 1
    $ bihe align --max-bead 9,9 post.md
    [2]
    ! bihe align: max-bead must be 1 to 8 sentences a side
    $ bihe align --to docx post.md
    [2]
    ! bihe align: --to: bad value 'docx' (format where the name tells none: tsv tmx jsonl xliff xliff2 po moses ladder beads html svg)
    $ bihe align post.md -o out.docx
    [2]
    ! bihe align: an output's name does not tell its format, and there is no --to (bihe align --help explains)
    $ bihe align post.md -o a.tmx -o a.tmx
    [2]
    ! bihe align: the output a.tmx is the same file as the output a.tmx (bihe align --help explains)
    $ bihe align --zh a.md
    [2]
    ! bihe align: --zh and --en go together (bihe align --help explains)
    $ bihe align --zh a.md --en b.md c.md
    [2]
    ! bihe align: posts, --zh with --en, and --batch exclude each other (bihe align --help explains)
    $ bihe align --layout columns post.md
    [2]
    ! bihe align: --layout: bad value 'columns' (how a post holds its languages: auto halves alternating [auto])
    $ bihe align --segtype chapter post.md
    [2]
    ! bihe align: segtype must be sentence, paragraph, block or phrase
    $ bihe align --jobs 0 post.md
    [2]
    ! bihe align: --jobs: bad value '0' (threads [one a core]; results do not depend on it)
    $ bihe align --lang zh_CN,en post.md
    [2]
    ! bihe align: lang must be a BCP 47 tag such as zh-CN
    $ bihe eval one
    [2]
    ! bihe eval: wants two files or two folders: GOLD AUTO
    $ bihe --version
    > bihe 0.1.0
    $ bihe align --version
    > bihe 0.1.0
    $ bihe segment --help
    > bihe segment: text to sentences, one a line
    > 
    > Usage: bihe segment [OPTION…] [FILE…]
    > 
    >       --rules FILE           segmentation rules on top of the model's
    >       --srx FILE             cut by these SRX rules and no others
    >       --lang LANG            language of the text: zh or en [told by its script]
    >       --jsonl                one JSON object a line in and out: see below
    >       --joints               as --jsonl, with the margin of every boundary and the doubtful places not cut
    >       --field NAME           the JSON field that holds the text [text]
    >       --max-bytes N          refuse larger files; K, M, G may follow the number [256M]
    >       --models DIR           model folder [the one that came with bihe]
    >       --config FILE          settings [bihe.yaml here, else ~/.config/bihe/bihe.yaml]
    >       --no-config            no file of settings
    >       --color WHEN           messages in colour: auto always never [auto: on a terminal, without NO_COLOR]
    >   -q, --quiet                errors only
    >   -v, --verbose              say what was found in each post
    >   -h, --help                 this text
    >   -V, --version              print the version
    > 
    > Reads standard input where no FILE is given. A line of text becomes its sentences, one a
    > line; empty lines stay. With --jsonl an object {"id": …, "text": …} becomes
    > {"id": …, "sents": […]}; a member "lang" (zh or en) is heeded. With --joints
    > "margins" follow, the log-odds of the boundary at each sentence's end (below 3: in
    > doubt), and "joints", the places inside sentences that were nearly cut: the sentence by
    > number from 0, where the first part ends and the second begins in characters, the margin.
    > 
    > Examples:
    >   bihe segment --lang en article.txt
    >   bihe segment --jsonl --field body < posts.jsonl > sentences.jsonl

Training:

    $ bihe train
    [2]
    ! bihe train: KIND is align, chars, lexicon or segment (bihe train --help explains)
    $ bihe train dogs -o x y
    [2]
    ! bihe train: KIND is align, chars, lexicon or segment (bihe train --help explains)
    $ bihe train chars -o x.bin
    [2]
    ! bihe train: no text to learn from (bihe train --help explains)
    $ bihe train chars -o x.bin nowhere.txt
    [1]
    ! bihe: nowhere.txt: error: cannot open: No such file or directory
    $ printf '会议今天结束。代表们离开了北京。他们明天还会再来。\n' > t.txt; bihe train chars -o x.bin t.txt; ls x.bin; bihe train chars --quiet -o y.bin t.txt; cmp x.bin y.bin && echo same
    > x.bin
    > same
    ! bihe: 25 characters; 26 bigrams, 25 of 25 trigrams, 20 words; 148216 bytes

    $ printf 'It rains. We stay.\t下雨了。我们不走。\n' > p.tsv; bihe train segment -o s.bin p.tsv && bihe train segment --quiet -o t.bin p.tsv; cmp s.bin t.bin && echo same
    > same
    ! bihe: 1 pairs, of which 1 zh and 1 en; 0 words; 2 joints, 0 wrong by rules alone, 0 with cues; 448 bytes
    $ printf 'rain\t下雨\n' > p.tsv; printf '下雨\t下雨\txia4 yu3\tto rain\n' > d.tsv; bihe train lexicon -o l.bin --dictionary d.tsv p.tsv && bihe train lexicon --quiet -o m.bin --dictionary d.tsv p.tsv; cmp l.bin m.bin && echo same
    > same
    ! bihe: 1 pairs, 1 senses; 1 zh and 1 en words, 1 translations; 184 bytes
    $ printf 'rain 5\nsnow\n' > w.txt; bihe train lexicon -o l.bin --words w.txt p.tsv
    [1]
    ! bihe: w.txt:2: error: expected a word and a count
