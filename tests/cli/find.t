Concordance in both languages; the score is left out of what is compared.

    $ mkdir posts && cp "$EXAMPLES"/*.md "$EXAMPLES"/*lighthouse* posts && printf '%s\n' 'C++很快。小明说：“你好，ＡＩ！”他来了。' '' 'C++ is fast. Xiaoming said: "Hello, AI!" He came; an É of 5%.' > posts/z.md; bihe build --quiet corpus.db posts 2>/dev/null; bihe find corpus.db 面包 | cut -f 1-3,5-
    > post	zh	en	lines_zh	lines_en	before	after
    > posts/2022-11-20-sourdough.md	第一条面包	A first loaf	11	9		做出好面包不需要机器。
    > posts/2022-11-20-sourdough.md	做出好面包不需要机器。	You do not need a machine to bake good bread.	15	13	第一条面包	你需要的是面粉、水、盐和耐心。
    > posts/2022-11-20-sourdough.md	林博士教了20年烘焙，她提醒大家不要着急：“大多数失败的面包只是因为没有给足时间。”	Dr. Lin, who has taught baking for 20 years, warns against hurry: "Most failed loaves were simply not given enough time."	29	27	加入酵种和10克盐。	每隔半小时折叠一次面团。

One and two characters, marks, letters as words, any case:

    $ for q in 粉 酵种 ； 20年 ai He C++ é % '"' ++ ':@'; do echo "= $q"; bihe find corpus.db --limit 1 --quiet "$q" | cut -f 2-3 | tail -n +2; done
    > = 粉
    > 你需要的是面粉、水、盐和耐心。	You need flour, water, salt and patience.
    > = 酵种
    > 前一天晚上给酵种喂粉。	Feed the starter the evening before.
    > = ；
    > 一些店主抱怨说，施工期间他们失去了一半的顾客；他们要求市政府给予补偿。	Some shop owners complain that they lost half of their customers during construction; they are asking the city for compensation.
    > = 20年
    > 林博士教了20年烘焙，她提醒大家不要着急：“大多数失败的面包只是因为没有给足时间。”	Dr. Lin, who has taught baking for 20 years, warns against hurry: "Most failed loaves were simply not given enough time."
    > = ai
    > 小明说：“你好，ＡＩ！”	Xiaoming said: "Hello, AI!"
    > = He
    > “我父亲年轻时就是这条线上的司机。”她对记者说。	"My father was a driver on this line when he was young," she told reporters.
    > = C++
    > C++很快。	C++ is fast.
    > = é
    > 他来了。	He came; an É of 5%.
    > = %
    > 他来了。	He came; an É of 5%.
    > = "
    > “我父亲年轻时就是这条线上的司机。”她对记者说。	"My father was a driver on this line when he was young," she told reporters.
    > = ++
    > C++很快。	C++ is fast.
    > = :@

Phrases with their spaces and quotes; in one language; in a post of one language:

    $ for q in 'FEED THE STARTER' '"hello, ai!"' 'the  river' 'he came; an'; do echo "= $q"; bihe find corpus.db --quiet "$q" | cut -f 2-3 | tail -n +2; done
    > = FEED THE STARTER
    > 前一天晚上给酵种喂粉。	Feed the starter the evening before.
    > = "hello, ai!"
    > 小明说：“你好，ＡＩ！”	Xiaoming said: "Hello, AI!"
    > = the  river
    > = he came; an
    > 他来了。	He came; an É of 5%.
    $ bihe find corpus.db --lang zh 20 | cut -f 2 | tail -n +2; bihe find corpus.db keeper --limit 1 --quiet | cut -f 1-6
    > 林博士教了20年烘焙，她提醒大家不要着急：“大多数失败的面包只是因为没有给足时间。”
    > post	zh	en	score	lines_zh	lines_en
    > posts/2023-06-01-lighthouse.txt		There is no keeper now, only a sensor and a small solar panel.			

What is changed or removed is found no more:

    $ printf '他走了。\n\nHe left.\n' > posts/z.md; rm posts/*sourdough*; bihe build --quiet corpus.db posts 2>/dev/null; for q in 小明 came 面包 bread; do bihe find corpus.db "$q" | cut -f 2-3 | tail -n +2; done; bihe find corpus.db 他走 | cut -f 2-3
    > zh	en
    > 他走了。	He left.

A corpus without the index, of an earlier version, gets it:

    $ python3 -c "import sqlite3; c = sqlite3.connect('corpus.db'); c.executescript('drop table sentence_trigram; drop table sentence_gram; drop table edit; alter table post drop column edits; pragma user_version = 1')"; bihe find corpus.db 走了 | cut -f 2-3; bihe find corpus.db 他走了 | cut -f 2-3
    > zh	en
    > 他走了。	He left.
    > zh	en
    > 他走了。	He left.

Wrong usage:

    $ bihe find corpus.db
    [2]
    ! bihe find: wants a corpus and a text: CORPUS.db QUERY (bihe find --help explains)
    $ bihe find corpus.db ' '
    [2]
    ! bihe find: the query is empty (bihe find --help explains)
    $ bihe find corpus.db "$(printf 'a\377')"
    [1]
    > post	zh	en	score	lines_zh	lines_en	before	after
    ! bihe: error: the query is not valid UTF-8
    $ bihe find nowhere.db x
    [1]
    ! bihe: nowhere.db: error: cannot open: No such file or directory
