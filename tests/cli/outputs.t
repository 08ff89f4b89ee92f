The formats, each asked for by the name of its file.

    $ printf '%s\n' '---' 'title: 海边 & Sea' 'date: 2024-05-01' '---' '我们昨天去了海边。' '天气很好。' > a.zh.md; printf '%s\n' 'We went to the sea yesterday.' 'The weather was fine.' > a.en.md; bihe align --quiet --zh a.zh.md --en a.en.md -o a.tmx.gz -o a.jsonl -o a.xlf -o a.xlf2 -o a.po -o a.moses -o a.ladder; ls
    > a.en
    > a.en.md
    > a.jsonl
    > a.ladder
    > a.po
    > a.tmx.gz
    > a.xlf
    > a.xlf2
    > a.zh
    > a.zh.md
    $ gzip -dc a.tmx.gz | grep -c '<tu>'
    > 2
    $ sed 's/"score":[0-9.]*/"score":S/' a.jsonl
    > {"post":"a.zh.md","zh":"我们昨天去了海边。","en":"We went to the sea yesterday.","score":S,"type":"1-1","lines_zh":[5,5],"lines_en":[1,1],"lang_zh":"zh-CN","lang_en":"en","meta":{"title":"海边 & Sea","date":"2024-05-01","post_en":"a.en.md"}}
    > {"post":"a.zh.md","zh":"天气很好。","en":"The weather was fine.","score":S,"type":"1-1","lines_zh":[6,6],"lines_en":[2,2],"lang_zh":"zh-CN","lang_en":"en","meta":{"title":"海边 & Sea","date":"2024-05-01","post_en":"a.en.md"}}
    $ grep -v x-score a.xlf
    > <?xml version="1.0" encoding="UTF-8"?>
    > <xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
    > <file original="a.zh.md" source-language="en" target-language="zh-CN" datatype="plaintext">
    > <header>
    > <tool tool-id="bihe" tool-name="bihe" tool-version="0.1.0"/>
    > <note from="title">海边 &amp; Sea</note>
    > <note from="date">2024-05-01</note>
    > <note from="post_en">a.en.md</note>
    > </header>
    > <body>
    > <trans-unit id="1" xml:space="preserve">
    >   <source>We went to the sea yesterday.</source>
    >   <target state="translated">我们昨天去了海边。</target>
    > </trans-unit>
    > <trans-unit id="2" xml:space="preserve">
    >   <source>The weather was fine.</source>
    >   <target state="translated">天气很好。</target>
    > </trans-unit>
    > </body>
    > </file>
    > </xliff>
    $ sed 's/"score">[0-9.]*/"score">S/' a.xlf2
    > <?xml version="1.0" encoding="UTF-8"?>
    > <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" version="2.1" srcLang="en" trgLang="zh-CN">
    > <file id="f1" original="a.zh.md" xml:space="preserve">
    > <mda:metadata><mda:metaGroup category="post"><mda:meta type="title">海边 &amp; Sea</mda:meta><mda:meta type="date">2024-05-01</mda:meta><mda:meta type="post_en">a.en.md</mda:meta></mda:metaGroup></mda:metadata>
    > <unit id="u1">
    >   <mda:metadata><mda:metaGroup category="bihe"><mda:meta type="score">S</mda:meta><mda:meta type="type">1-1</mda:meta><mda:meta type="lines">zh:5 en:1</mda:meta></mda:metaGroup></mda:metadata>
    >   <segment state="translated">
    >     <source>We went to the sea yesterday.</source>
    >     <target>我们昨天去了海边。</target>
    >   </segment>
    > </unit>
    > <unit id="u2">
    >   <mda:metadata><mda:metaGroup category="bihe"><mda:meta type="score">S</mda:meta><mda:meta type="type">1-1</mda:meta><mda:meta type="lines">zh:6 en:2</mda:meta></mda:metaGroup></mda:metadata>
    >   <segment state="translated">
    >     <source>The weather was fine.</source>
    >     <target>天气很好。</target>
    >   </segment>
    > </unit>
    > </file>
    > </xliff>
    $ sed 's/score [0-9.]*/score S/' a.po
    > msgid ""
    > msgstr ""
    > "Project-Id-Version: bihe\n"
    > "Last-Translator: bihe\n"
    > "Language-Team: none\n"
    > "Language: zh_CN\n"
    > "MIME-Version: 1.0\n"
    > "Content-Type: text/plain; charset=UTF-8\n"
    > "Content-Transfer-Encoding: 8bit\n"
    > "X-Generator: bihe 0.1.0\n"
    > 
    > #. score S; type 1-1; lines zh:5 en:1; a.zh.md
    > msgid "We went to the sea yesterday."
    > msgstr "我们昨天去了海边。"
    > 
    > #. score S; type 1-1; lines zh:6 en:2; a.zh.md
    > msgid "The weather was fine."
    > msgstr "天气很好。"
    $ paste a.zh a.en
    > 我们昨天去了海边。	We went to the sea yesterday.
    > 天气很好。	The weather was fine.
    $ cut -f 1,2 a.ladder
    > 0	0
    > 1	1
    > 2	2

Parts, long units and equal sources are told:

    $ bihe align --zh a.zh.md --en a.en.md --max-units 1 -o p.tmx; grep -c '<tu>' p.001.tmx p.002.tmx
    > p.001.tmx:1
    > p.002.tmx:1
    ! bihe: p.tmx: note: 2 units; left out: 0 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 2 zh, 2 en; units: 2 (1-1: 2); unaligned: 0 zh, 0 en
    $ bihe align --verbose --zh a.zh.md --en a.en.md --max-seg-chars 21 -o p.moses.gz; gzip -dc p.en.gz
    > The weather was fine.
    ! bihe: a.zh.md: note: UTF-8, layout pair (two files), 2 and 2 sentences, 2 beads; text that reached a unit: zh 100 %, en 100 %
    ! bihe: p.moses.gz: warning: 1 unit longer than 21 characters left out (--max-seg-chars)
    ! bihe: p.moses.gz: note: 1 unit; left out: 0 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 2 zh, 2 en; units: 2 (1-1: 2); unaligned: 0 zh, 0 en
    $ printf '好。\n行。\n' > d.zh; printf 'Yes.\nYes.\n' > d.en; bihe align --presegmented --zh d.zh --en d.en -o d.po; grep -c msgid d.po
    > 2
    ! bihe: d.po: warning: 1 unit left out: po takes a source text once, the best stayed
    ! bihe: d.po: note: 1 unit; left out: 0 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 2 zh, 2 en; units: 2 (1-1: 2); unaligned: 0 zh, 0 en

What cannot be had on standard output:

    $ bihe align --to moses a.zh.md
    [2]
    ! bihe align: moses makes two files: their output needs a name (bihe align --help explains)
    $ bihe align --max-units 5 a.zh.md
    [2]
    ! bihe align: --max-units goes with an output that has a name (bihe align --help explains)
    $ bihe align --max-units 0 a.zh.md -o a.tsv
    [2]
    ! bihe align: --max-units: bad value '0' (most units in a file: NAME.001.tmx, NAME.002.tmx and so on [no limit])

Front matter is carried whole: maps and lists of maps are laid flat, null is nothing, keys keep
their letters.

    $ printf '%s\n' '---' 'title: ~' '作者: 林' 'authors: [{name: Ana, role: editor}, Li]' 'seo: {image: {alt: 海}}' 'tags: [a, ~, b]' '---' '我们昨天去了海边。' 'We went to the sea yesterday.' > m.md; bihe align --quiet --to tmx m.md | grep -o '"x-[^l].*<' | grep -v x-score
    > "x-type">1-1<
    > "x-post">m.md<
    > "x-tags">a, b<
    > "x-作者">林<
    > "x-authors.0.name">Ana<
    > "x-authors.0.role">editor<
    > "x-authors.1">Li<
    > "x-seo.image.alt">海<

Of a pair both files' are, and both paths:

    $ printf '%s\n' '---' 'title: By the sea' 'date: 2024-05-01' 'slug: sea' '---' 'We went to the sea yesterday.' > b.en.md; bihe align --quiet --zh a.zh.md --en b.en.md --columns title,en.title,date,en.date,slug,post_en | sed -n 2p | cut -f 1,10-
    > a.zh.md	海边 & Sea	By the sea	2024-05-01		sea	b.en.md

Front matter in TOML:

    $ printf '%s\n' '+++' 'title = "By the sea"' 'date = 2024-05-01' 'tags = ["sea", "walks"]' '[params]' 'author = "Lin"' '+++' '我们昨天去了海边。' 'We went to the sea yesterday.' > t.md; bihe align --quiet --columns title,date,tags,params.author t.md | cut -f 2,3,10-
    > zh	en	title	date	tags	params.author
    > 我们昨天去了海边。	We went to the sea yesterday.	By the sea	2024-05-01	sea, walks	Lin

Nothing that a command reads is overwritten by it, under whatever name.

    $ mkdir clash; cp "$EXAMPLES"/2021-03-04-tram-line.md clash/post.md; cd clash; bihe build --quiet c.db post.md; ln -s c.db link.tsv; bihe export c.db -o link.tsv; bihe export c.db --to tsv -o ./c.db
    [2]
    ! bihe export: the output link.tsv is also an input: c.db (bihe export --help explains)
    ! bihe export: the output ./c.db is also an input: c.db (bihe export --help explains)
    $ cd clash; bihe merge c.db ./c.db; bihe merge c.db d.db link.tsv
    [2]
    ! bihe merge: the output c.db is also an input: ./c.db (bihe merge --help explains)
    ! bihe merge: the output c.db is also an input: link.tsv (bihe merge --help explains)
    $ cd clash; printf 'It rains.\t下雨了。\n' > p.tsv; bihe train chars -o p.tsv p.tsv; bihe train chars --words w.txt -o ./w.txt p.tsv; wc -l < p.tsv
    > 1
    ! bihe train: the output p.tsv is also an input: p.tsv (bihe train --help explains)
    ! bihe train: the output ./w.txt is also an input: w.txt (bihe train --help explains)
    $ cd clash; bihe convert p.tsv -o ../clash/p.tsv; bihe stats c.db --html link.tsv; bihe build post.md ./post.md
    [2]
    ! bihe convert: the output ../clash/p.tsv is also an input: p.tsv (bihe convert --help explains)
    ! bihe stats: the output link.tsv is also an input: c.db (bihe stats --help explains)
    ! bihe build: the output post.md is also an input: ./post.md (bihe build --help explains)
    $ cd clash; printf 'x' > r.tsv; bihe align --rules r.tsv post.md -o r.tsv
    [2]
    ! bihe align: the output r.tsv is also an input: r.tsv (bihe align --help explains)

A folder of an alignment that lacks files is told of all of them at once.

    $ mkdir gold auto; for n in a b c; do printf '[0]:[0]\n' > gold/$n; done; cp gold/b auto/b; bihe eval gold auto
    [1]
    ! bihe: auto/a: error: No such file or directory
    ! bihe: auto/c: error: No such file or directory
    $ cp gold/* auto; bihe eval gold auto
    > strict: precision 1.0000 recall 1.0000 F1 1.0000
    > lax:    precision 1.0000 recall 1.0000 F1 1.0000
    > beads:  3
