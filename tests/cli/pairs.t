Two files that are the halves of one post are found among the files given.

    $ mkdir -p a b/en b/zh c d && printf '# Tea\n\nThe water boils. We make tea.\n' > tea.en && printf '# 茶\n\n水开了。我们泡茶。\n' > tea.zh && cp tea.en a/tea.en.md && cp tea.zh a/tea.zh.md && cp tea.en a/cup_en.md && cp tea.zh a/cup-zh-cn.md && cp tea.zh a/pot.zh-Hans.md && cp tea.en a/pot.md && bihe align --verbose a | cut -f 1,2,3,14
    > post	zh	en	post_en
    > a/cup-zh-cn.md	茶	Tea	a/cup_en.md
    > a/cup-zh-cn.md	水开了。	The water boils.	a/cup_en.md
    > a/cup-zh-cn.md	我们泡茶。	We make tea.	a/cup_en.md
    > a/pot.zh-Hans.md	茶	Tea	a/pot.md
    > a/pot.zh-Hans.md	水开了。	The water boils.	a/pot.md
    > a/pot.zh-Hans.md	我们泡茶。	We make tea.	a/pot.md
    > a/tea.zh.md	茶	Tea	a/tea.en.md
    > a/tea.zh.md	水开了。	The water boils.	a/tea.en.md
    > a/tea.zh.md	我们泡茶。	We make tea.	a/tea.en.md
    ! bihe: a/cup-zh-cn.md: note: one post with a/cup_en.md (names)
    ! bihe: a/pot.zh-Hans.md: note: one post with a/pot.md (names)
    ! bihe: a/tea.zh.md: note: one post with a/tea.en.md (names)
    ! bihe: a/cup-zh-cn.md: note: UTF-8, layout pair (two files), 3 and 3 sentences, 3 beads; text that reached a unit: zh 100 %, en 100 %
    ! bihe: a/pot.zh-Hans.md: note: UTF-8, layout pair (two files), 3 and 3 sentences, 3 beads; text that reached a unit: zh 100 %, en 100 %
    ! bihe: a/tea.zh.md: note: UTF-8, layout pair (two files), 3 and 3 sentences, 3 beads; text that reached a unit: zh 100 %, en 100 %
    ! bihe: standard output: note: 9 units; left out: 0 below the score, 0 without a translation
    ! bihe: 3 posts read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 9 zh, 9 en; units: 9 (1-1: 9); unaligned: 0 zh, 0 en

Folders of the two languages:

    $ cp tea.en b/en/tea.md && cp tea.zh b/zh/tea.md && cp tea.en b/en/alone.md && bihe align --verbose b -o b.tmx && grep -c 'x-post_en">b/en/tea.md' b.tmx
    > 3
    ! bihe: b/en/alone.md: note: no Chinese file goes with it: read alone
    ! bihe: b/zh/tea.md: note: one post with b/en/tea.md (folders)
    ! bihe: b/en/alone.md: note: English only
    ! bihe: b/zh/tea.md: note: UTF-8, layout pair (two files), 3 and 3 sentences, 3 beads; text that reached a unit: zh 100 %, en 100 %
    ! bihe: b.tmx: note: 3 units; left out: 0 below the score, 0 without a translation
    ! bihe: 2 posts read, 1 in one language, 0 without text, 0 failed
    ! bihe: sentences: 3 zh, 6 en; units: 3 (1-1: 3); unaligned: 0 zh, 0 en

Front matter; what `lang` does not tell, the text does:

    $ for k in permalink tourl translationKey ref; do { printf -- '---\n%s: /x/%s/\n---\n' $k $k; cat tea.en; } > c/one-$k.md; { printf -- '---\n%s: "/x/%s/"\nlang: zh-CN\n---\n' $k $k; cat tea.zh; } > c/two-$k.md; done; bihe align --verbose c 2>&1 > /dev/null | grep 'one post'
    > bihe: c/two-permalink.md: note: one post with c/one-permalink.md (permalink: /x/permalink/)
    > bihe: c/two-ref.md: note: one post with c/one-ref.md (ref: /x/ref/)
    > bihe: c/two-tourl.md: note: one post with c/one-tourl.md (tourl: /x/tourl/)
    > bihe: c/two-translationKey.md: note: one post with c/one-translationKey.md (translationKey: /x/translationKey/)

Two posts that hold both languages share an address and stay two posts; so do two in one language:

    $ { printf -- '---\ntourl: /x\n---\n'; cat tea.en; echo; cat tea.zh; } > d/both1.md; cp d/both1.md d/both2.md; { printf -- '---\ntourl: /y\n---\n'; cat tea.en; } > d/en1.md; cp d/en1.md d/en2.md; bihe align --verbose d 2>&1 > /dev/null | grep -e 'one post' -e 'post.* read'
    > bihe: 4 posts read, 2 in one language, 0 without text, 0 failed

More than two that fit are read alone, with a warning; a bare name in both languages is a post of its own:

    $ mkdir e && cp tea.zh e/tea.zh.md && cp tea.zh e/tea.zh-TW.md && cp tea.en e/tea.en.md && cat tea.zh tea.en > e/mix.md && cp tea.en e/mix.en.md && bihe align --verbose e > /dev/null
    ! bihe: e/mix.md: note: holds both languages: read alone
    ! bihe: e/tea.en.md: warning: could be one post with e/tea.zh-TW.md and with e/tea.zh.md: each is read alone
    ! bihe: e/mix.md: note: holds both languages: read alone
    ! bihe: e/mix.en.md: note: no Chinese file goes with it: read alone
    ! bihe: e/mix.en.md: note: English only
    ! bihe: e/mix.md: note: UTF-8, layout halves (Chinese first), 3 and 3 sentences, 3 beads; text that reached a unit: zh 100 %, en 100 %
    ! bihe: e/tea.en.md: note: English only
    ! bihe: e/tea.zh-TW.md: note: Chinese only
    ! bihe: e/tea.zh.md: note: Chinese only
    ! bihe: standard output: note: 3 units; left out: 0 below the score, 0 without a translation
    ! bihe: 5 posts read, 4 in one language, 0 without text, 0 failed
    ! bihe: sentences: 9 zh, 9 en; units: 3 (1-1: 3); unaligned: 0 zh, 0 en

Patterns say otherwise; each takes what those before it left:

    $ mkdir -p f/cn && cp tea.zh f/cn/tea.md && cp tea.en f/tea.txt && cp tea.zh f/a_c.md && cp tea.en f/a_e.md && bihe align --verbose --pair 'cn/*.md=*.txt' --pair 'x/**=y/**' --pair '*_c.md=*_e.md' f 2>&1 > /dev/null | grep 'one post'
    > bihe: f/a_c.md: note: one post with f/a_e.md (*_c.md=*_e.md)
    > bihe: f/cn/tea.md: note: one post with f/tea.txt (cn/*.md=*.txt)
    $ { printf -- '---\nid: 7\n---\n'; cat tea.en; } > f/x.md; { printf -- '---\nid: 7\n---\n'; cat tea.zh; } > f/y.md; bihe align --verbose --pair id f 2>&1 > /dev/null | grep 'one post'
    > bihe: f/y.md: note: one post with f/x.md (id: 7)
    $ bihe align --no-pair a 2>&1 > /dev/null | grep 'posts read'
    > bihe: 6 posts read, 6 in one language, 0 without text, 0 failed
    $ bihe align --pair '*.md=*.markdown' a
    > post	zh	en	score	type	lines_zh	lines_en	repaired	doubtful	title	date	tourl	tags
    ! bihe: warning: pair '*.md=*.markdown' fits no two of the files
    ! bihe: a/cup-zh-cn.md: note: Chinese only
    ! bihe: a/cup_en.md: note: English only
    ! bihe: a/pot.md: note: English only
    ! bihe: a/pot.zh-Hans.md: note: Chinese only
    ! bihe: a/tea.en.md: note: English only
    ! bihe: a/tea.zh.md: note: Chinese only
    ! bihe: standard output: note: 0 units; left out: 0 below the score, 0 without a translation
    ! bihe: 6 posts read, 6 in one language, 0 without text, 0 failed
    ! bihe: sentences: 9 zh, 9 en; units: 0; unaligned: 0 zh, 0 en
    $ bihe align --pair '*' a
    [2]
    ! bihe align: pair '*' must be CHINESE=ENGLISH or a key of the front matter (bihe align --help explains)
    $ bihe align --pair 'x*=*' --no-pair a
    [2]
    ! bihe align: --pair and --no-pair exclude each other (bihe align --help explains)

A corpus keeps the two as one post, under the name of the Chinese file, and forgets that the English one was a post:

    $ mkdir g && cp tea.en g/tea.en.md && bihe build g.db g && cp tea.zh g/tea.zh.md && bihe build g.db g && bihe build g.db g && bihe export g.db --columns post_en | cut -f 1-3,10-
    > post	zh	en	post_en
    > g/tea.zh.md	茶	Tea	g/tea.en.md
    > g/tea.zh.md	水开了。	The water boils.	g/tea.en.md
    > g/tea.zh.md	我们泡茶。	We make tea.	g/tea.en.md
    ! bihe: g/tea.en.md: note: English only
    ! bihe: g.db: 1 new, 0 changed, 0 unchanged, 0 removed, 0 failed
    ! bihe: 1 post read, 1 in one language, 0 without text, 0 failed
    ! bihe: sentences: 0 zh, 3 en; units: 0; unaligned: 0 zh, 0 en
    ! bihe: g.db: 1 new, 0 changed, 0 unchanged, 1 removed, 0 failed
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 3 zh, 3 en; units: 3 (1-1: 3); unaligned: 0 zh, 0 en
    ! bihe: g.db: 0 new, 0 changed, 1 unchanged, 0 removed, 0 failed
    ! bihe: 1 posts, 3 units; 0 duplicates merged
    ! bihe: left out: without translation: 0, below the score: 0, identical: 0, script: 0, language: 0, long: 0, letters: 0, repeated: 0, ratio: 0
    $ printf '# Tea\n\nThe water boils. We drink tea.\n' > g/tea.en.md && bihe build --verbose g.db g
    ! bihe: g/tea.zh.md: note: one post with g/tea.en.md (names)
    ! bihe: g/tea.zh.md: note: UTF-8, layout pair (two files), 3 and 3 sentences, 3 beads; text that reached a unit: zh 100 %, en 100 %
    ! bihe: g.db: 0 new, 1 changed, 0 unchanged, 0 removed, 0 failed
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 3 zh, 3 en; units: 3 (1-1: 3); unaligned: 0 zh, 0 en
