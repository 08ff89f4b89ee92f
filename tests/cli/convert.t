Units from one format to another; the way there and back changes nothing.

    $ cp "$EXAMPLES"/* . && bihe align --quiet . -o a.tmx -o a.tsv -o a.jsonl -o a.tmx.gz; for from in a.tmx a.tsv a.jsonl a.tmx.gz; do bihe convert --quiet $from -o b.tmx -o b.tsv -o b.jsonl; cmp a.tsv b.tsv && bihe convert --quiet b.jsonl -o c.tmx && cmp b.tmx c.tmx && echo $from; done
    > a.tmx
    > a.tsv
    > a.jsonl
    > a.tmx.gz
    $ bihe convert --quiet a.tmx -o b.tmx; cmp a.tmx b.tmx; bihe convert --quiet a.jsonl -o b.jsonl; cmp a.jsonl b.jsonl
    $ bihe convert --quiet --from tmx --to tsv - < a.tmx.gz | cmp - a.tsv

Several files, options of the outputs:

    $ bihe convert a.tsv a.jsonl --max-units 30 -o both.po -o both.moses; grep -c . both.*.zh
    > both.001.zh:30
    > both.002.zh:18
    ! bihe: both.po: warning: 24 units left out: po takes a source text once, the best stayed
    ! bihe: both.po: note: 24 units; left out: 0 below the score, 0 without a translation
    ! bihe: both.moses: note: 48 units; left out: 0 below the score, 0 without a translation
    ! bihe: 2 files, 48 units read

A memory of another tool: props after and before, notes, regions, inline codes, variants in other languages,
indentation, units in one language or none of ours.

    $ cp "$EXAMPLES/../../tests/cli/other.tmx" .
    $ bihe convert other.tmx --to jsonl; bihe convert --quiet other.tmx --to tsv --columns tuid,note,client
    [1]
    > {"post":"","zh":"天氣很好。","en":"The weather is fine.","lang_zh":"zh-TW","lang_en":"en-GB","meta":{"tuid":"7","creationdate":"20200102T030405Z","note":"One & two, Three","client":"Acme"}}
    > {"post":"","zh":"甲<乙>&","en":"A <B> &","lang_zh":"cmn-Hans","lang_en":"en"}
    > post	zh	en	score	type	lines_zh	lines_en	repaired	doubtful	tuid	note	client
    > 	天氣很好。	The weather is fine.					0	0	7	One & two, Three	Acme
    > 	甲<乙>&	A <B> &					0	0			
    ! bihe: other.tmx: lost: 1 unit in neither zh nor en passed over
    ! bihe: standard output: note: 2 units; left out: 0 below the score, 1 without a translation
    ! bihe: 1 file, 3 units read
    ! bihe: other.tmx: lost: 1 unit in neither zh nor en passed over

What is damaged or hostile is named, with its place; what came before it is kept.

    $ { head -n 30 a.tmx; echo '<tu><tuv>'; } > cut.tmx; bihe convert cut.tmx | wc -l
    > 2
    ! bihe: cut.tmx:32:1: error: not XML: no element found
    ! bihe: standard output: note: 1 unit; left out: 0 below the score, 0 without a translation
    ! bihe: 1 file, 1 unit read
    $ printf '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><tmx>&b;</tmx>' > laugh.tmx; bihe convert --quiet laugh.tmx -o x.tsv
    [1]
    ! bihe: laugh.tmx:1:27: error: entities of its own are not taken
    $ printf '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>' > outside.tmx; bihe convert --quiet outside.tmx -o x.tsv
    [1]
    ! bihe: outside.tmx:1:54: error: entities of its own are not taken
    $ printf '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx>&a;</tmx>' > elsewhere.tmx; bihe convert --quiet elsewhere.tmx -o x.tsv
    [1]
    ! bihe: elsewhere.tmx:1:42: error: an entity that is declared elsewhere is not taken
    $ { printf '<tmx><body>'; i=0; while [ $i -lt 5000 ]; do printf '<tu>'; i=$((i + 1)); done; } > deep.tmx; bihe convert --quiet deep.tmx -o x.tsv
    [1]
    ! bihe: deep.tmx:1:264: error: elements nested too deeply
    $ { printf '<tmx version="'; head -c 5000000 /dev/zero | tr '\0' x; } > tag.tmx; bihe convert --quiet tag.tmx -o x.tsv
    [1]
    ! bihe: tag.tmx:1:1: error: a tag without end
    $ printf '<?xml version="1.0" encoding="GBK"?><tmx/>' > gbk.tmx; bihe convert --quiet gbk.tmx -o x.tsv
    [1]
    ! bihe: gbk.tmx:1:31: error: an encoding other than UTF-8 and UTF-16 (iconv converts it)
    $ { printf '<tmx><body><tu><tuv xml:lang="en"><seg>'; head -c 20000000 /dev/zero | tr '\0' x; } > seg.tmx; bihe convert --quiet seg.tmx -o x.tsv
    [1]
    ! bihe: seg.tmx:1:16842753: error: a unit is too large
    $ head -c 900 a.tmx.gz > short.tmx.gz; bihe convert --quiet short.tmx.gz | wc -l
    > 4
    ! bihe: short.tmx.gz: error: the gzip file ends too early
    $ printf '\037\213nonsense' > bad.tmx.gz; bihe convert --quiet bad.tmx.gz -o x.tsv
    [1]
    ! bihe: bad.tmx.gz: error: damaged gzip file
    $ printf 'post\ten\nx\ty\n' > head.tsv; bihe convert --quiet head.tsv -o x.tsv
    [1]
    ! bihe: head.tsv:1: error: the first line does not name columns zh and en
    $ printf 'zh\ten\tscore\r\n甲\tA\tmuch\r\n乙\r\n\n丙\\t\\\\\tC\377\t1\n' > rows.tsv; bihe convert --quiet rows.tsv
    [1]
    > post	zh	en	score	type	lines_zh	lines_en	repaired	doubtful	title	date	tourl	tags
    > 	甲	A					0	0				
    > 	丙\t\\	C�	1.0000				0	0				
    ! bihe: rows.tsv:3: lost: passed over: fields: 1, in the first line: 3
    $ printf '\357\273\277{"zh": "甲", "en": "A", "n": 7, "list": [1], "meta": {"k": true}}\n[]\n{"zh": 1}\n' > rows.jsonl; bihe convert --quiet --keep-unaligned rows.jsonl --to jsonl
    [1]
    > {"post":"","zh":"甲","en":"A","lang_zh":"zh-CN","lang_en":"en","meta":{"k":"true","n":"7"}}
    ! bihe: rows.jsonl:2: lost: passed over: not a JSON object
    $ bihe convert --quiet nowhere.tmx -o x.tsv
    [1]
    ! bihe: nowhere.tmx: error: cannot open: No such file or directory
    $ printf '' > empty.tsv; bihe convert --quiet empty.tsv
    > post	zh	en	score	type	lines_zh	lines_en	repaired	doubtful	title	date	tourl	tags
    $ ls x.*
    [2]
    ! ls: cannot access 'x.*': No such file or directory

Nothing was read of those, so nothing was made. Wrong usage:

    $ bihe convert
    [2]
    ! bihe convert: no input (bihe convert --help explains)
    $ bihe convert a.po -o a.tsv
    [2]
    ! bihe convert: only tmx, tsv and jsonl can be read (bihe convert --help explains)
    $ bihe convert a.txt -o a.tsv
    [2]
    ! bihe convert: an input's name does not tell its format, and there is no --from (bihe convert --help explains)
    $ bihe convert --from po a.txt -o a.tsv
    [2]
    ! bihe convert: --from: bad value 'po' (format of inputs where the name tells none: tmx tsv jsonl)
    $ bihe convert a.tsv -o ./a.tsv
    [2]
    ! bihe convert: the output ./a.tsv is also an input: a.tsv (bihe convert --help explains)
