The examples: a seed-shaped post whose Chinese half was wrongly decoded, one that is healthy, one that
alternates, one in English only.

    $ cp "$EXAMPLES"/* . && bihe align . -o all.tmx -o all.tsv -o all.beads
    ! bihe: ./2023-06-01-lighthouse.txt: note: English only
    ! bihe: all.tmx: note: 24 units; left out: 0 below the score, 0 without a translation
    ! bihe: all.tsv: note: 24 units; left out: 0 below the score, 0 without a translation
    ! bihe: all.beads: note: 24 units; left out: 0 below the score, 0 without a translation
    ! bihe: 4 posts read, 1 in one language, 0 without text, 0 failed
    ! bihe: wrongly decoded characters: 51 restored, 0 beyond repair
    ! bihe: sentences: 24 zh, 27 en; units: 24 (1-1: 23, 1-2: 1); unaligned: 0 zh, 0 en

    $ cut -f 2,3,5- all.tsv
    > zh	en	type	lines_zh	lines_en	repaired	doubtful	title	date	tourl	tags
    > 天文台上周发现了一颗新的彗星。	The observatory found a new comet last week.	1-1	8	9	15	0	New Comet Found	2020-09-09 21:00:00	https://sky.example/new-comet	astronomy
    > 它要到明年四月才会离地球最近。	It won’t be closest to the Earth until April next year.	1-1	8	9	15	0	New Comet Found	2020-09-09 21:00:00	https://sky.example/new-comet	astronomy
    > 研究人员说，用普通的双筒望远镜就能看到它。	Researchers say that ordinary binoculars are enough to see it.	1-1	8	9	21	0	New Comet Found	2020-09-09 21:00:00	https://sky.example/new-comet	astronomy
    > 老城区的有轨电车线路今天重新开通，这是它停运九年之后第一次载客。	The tram line through the old town reopened today, carrying passengers for the first time in nine years.	1-1	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > 市长玛丽·科斯塔乘坐了早上6点15分的首班车。	Mayor Maria Costa took the first car at 6:15 a.m.	1-1	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > “我父亲年轻时就是这条线上的司机。”她对记者说。	"My father was a driver on this line when he was young," she told reporters.	1-1	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > 这条线路全长7.4公里，共设12站，从河港一直通到大学。	The line is 7.4 kilometres long and has 12 stops, running from the river port to the university.	1-1	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > 新车是在当地的工厂制造的，每辆可载180人。	The new cars were built in a local factory, and each can carry 180 people.	1-1	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > 电车公司表示，每趟车的票价为1.50欧元，65岁以上的老人免费。	The tram company said a single ride costs 1.50 euros. People over 65 travel free.	1-2	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > 并不是所有人都高兴。	Not everyone is happy.	1-1	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > 一些店主抱怨说，施工期间他们失去了一半的顾客；他们要求市政府给予补偿。	Some shop owners complain that they lost half of their customers during construction; they are asking the city for compensation.	1-1	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > 议会将于3月18日就第2021/44号提案进行表决。	The council will vote on motion 2021/44 on March 18.	1-1	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > 第二条线路通往机场，预计2024年动工。	A second line, to the airport, is expected to be started in 2024.	1-1	8	9	0	0	Old Tram Line Reopens After Nine Years	2021-03-04 08:30:00	https://news.example/city/old-tram-line-reopens	city, transport
    > 第一条面包	A first loaf	1-1	11	9	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 做出好面包不需要机器。	You do not need a machine to bake good bread.	1-1	15	13	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 你需要的是面粉、水、盐和耐心。	You need flour, water, salt and patience.	1-1	15	13	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 前一天晚上给酵种喂粉。	Feed the starter the evening before.	1-1	19	17	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 到了早上，它的体积应该增加一倍，闻起来略带酸味。	By morning it should have doubled in size and smell slightly sour.	1-1	19	17	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 把500克面粉和350克水混合，等待30分钟。	Mix 500 g of flour with 350 g of water and wait for 30 minutes.	1-1	24	21	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 加入酵种和10克盐。	Add the starter and 10 g of salt.	1-1	25	22	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 林博士教了20年烘焙，她提醒大家不要着急：“大多数失败的面包只是因为没有给足时间。”	Dr. Lin, who has taught baking for 20 years, warns against hurry: "Most failed loaves were simply not given enough time."	1-1	29	27	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 每隔半小时折叠一次面团。	Fold the dough every half hour.	1-1	29	27	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 四小时后整形，放进冰箱过夜。	After four hours, shape it and put it into the refrigerator overnight.	1-1	29	27	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners
    > 230摄氏度烘烤45分钟。	Bake it at 230 °C for 45 minutes.	1-1	33	31	0	0	A First Sourdough Loaf	2022-11-20	https://kitchen.example/first-sourdough	bread, beginners

The result does not depend on the number of threads:

    $ for i in 1 2 3 4 5 6 7 8; do cp 2021-03-04-tram-line.md copy$i.md; done; bihe align --quiet -j 1 . -o one.tmx; bihe align --quiet -j 4 . -o four.tmx; cmp one.tmx four.tmx && echo same; rm copy*.md
    > same

A translation memory, with a date where SOURCE_DATE_EPOCH gives one:

    $ SOURCE_DATE_EPOCH=86400 bihe align --quiet 2020-09-09-comet.txt --to tmx | sed "s/<prop type=.x-score.>[0-9.]*/<prop type=\"x-score\">S/"
    > <?xml version="1.0" encoding="UTF-8"?>
    > <tmx version="1.4">
    > <header creationtool="bihe" creationtoolversion="0.1.0" segtype="sentence" o-tmf="bihe" adminlang="en" srclang="en" datatype="plaintext" creationdate="19700102T000000Z"/>
    > <body>
    > <tu>
    >   <prop type="x-score">S</prop>
    >   <prop type="x-type">1-1</prop>
    >   <prop type="x-lines">zh:8 en:9</prop>
    >   <prop type="x-repaired">15</prop>
    >   <prop type="x-post">2020-09-09-comet.txt</prop>
    >   <prop type="x-url">https://sky.example/new-comet</prop>
    >   <prop type="x-date">2020-09-09 21:00:00</prop>
    >   <prop type="x-tags">astronomy</prop>
    >   <prop type="x-layout">post</prop>
    >   <prop type="x-title">New Comet Found</prop>
    >   <tuv xml:lang="en"><seg>The observatory found a new comet last week.</seg></tuv>
    >   <tuv xml:lang="zh-CN"><seg>天文台上周发现了一颗新的彗星。</seg></tuv>
    > </tu>
    > <tu>
    >   <prop type="x-score">S</prop>
    >   <prop type="x-type">1-1</prop>
    >   <prop type="x-lines">zh:8 en:9</prop>
    >   <prop type="x-repaired">15</prop>
    >   <prop type="x-post">2020-09-09-comet.txt</prop>
    >   <prop type="x-url">https://sky.example/new-comet</prop>
    >   <prop type="x-date">2020-09-09 21:00:00</prop>
    >   <prop type="x-tags">astronomy</prop>
    >   <prop type="x-layout">post</prop>
    >   <prop type="x-title">New Comet Found</prop>
    >   <tuv xml:lang="en"><seg>It won’t be closest to the Earth until April next year.</seg></tuv>
    >   <tuv xml:lang="zh-CN"><seg>它要到明年四月才会离地球最近。</seg></tuv>
    > </tu>
    > <tu>
    >   <prop type="x-score">S</prop>
    >   <prop type="x-type">1-1</prop>
    >   <prop type="x-lines">zh:8 en:9</prop>
    >   <prop type="x-repaired">21</prop>
    >   <prop type="x-post">2020-09-09-comet.txt</prop>
    >   <prop type="x-url">https://sky.example/new-comet</prop>
    >   <prop type="x-date">2020-09-09 21:00:00</prop>
    >   <prop type="x-tags">astronomy</prop>
    >   <prop type="x-layout">post</prop>
    >   <prop type="x-title">New Comet Found</prop>
    >   <tuv xml:lang="en"><seg>Researchers say that ordinary binoculars are enough to see it.</seg></tuv>
    >   <tuv xml:lang="zh-CN"><seg>研究人员说，用普通的双筒望远镜就能看到它。</seg></tuv>
    > </tu>
    > </body>
    > </tmx>

Only good units, other columns, a look at every post:

    $ bihe align --verbose --min-score 0.2 --columns tags 2022-11-20-sourdough.md | cut -f 2,8
    > zh	repaired
    > 第一条面包	0
    > 做出好面包不需要机器。	0
    > 你需要的是面粉、水、盐和耐心。	0
    > 前一天晚上给酵种喂粉。	0
    > 到了早上，它的体积应该增加一倍，闻起来略带酸味。	0
    > 把500克面粉和350克水混合，等待30分钟。	0
    > 加入酵种和10克盐。	0
    > 林博士教了20年烘焙，她提醒大家不要着急：“大多数失败的面包只是因为没有给足时间。”	0
    > 每隔半小时折叠一次面团。	0
    > 四小时后整形，放进冰箱过夜。	0
    > 230摄氏度烘烤45分钟。	0
    ! bihe: 2022-11-20-sourdough.md: note: UTF-8, layout alternating (told by script), 11 and 11 sentences, 11 beads; text that reached a unit: zh 100 %, en 100 %
    ! bihe: standard output: note: 11 units; left out: 0 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 11 zh, 11 en; units: 11 (1-1: 11); unaligned: 0 zh, 0 en

Units held back are told for each output:

    $ bihe align --min-score 0.999 2022-11-20-sourdough.md -o good.tsv -o good.tmx 2>&1 | sed -n 's/[0-9]* units*; left out: [1-9][0-9]* below/N units; left out: N below/p'
    > bihe: good.tsv: note: N units; left out: N below the score, 0 without a translation
    > bihe: good.tmx: note: N units; left out: N below the score, 0 without a translation

The order of the halves does not matter:

    $ { sed -n '1,7p;9p' 2021-03-04-tram-line.md; sed -n '8p' 2021-03-04-tram-line.md; } > turned.md; bihe align --quiet 2021-03-04-tram-line.md | cut -f 2-5 > a; bihe align --quiet turned.md | cut -f 2-5 > b; cmp a b && echo same
    > same

A layout that is asked for is taken; `--verbose` says what showed it:

    $ printf '雨停了。\n\nThe rain stopped.\n\n我们走回家。\n\nWe walked home.\n' > turns.md; for l in auto halves alternating; do bihe align --layout $l --verbose turns.md 2>&1 > /dev/null | sed -n 's/, [0-9]* and.*//;/layout/p'; done
    > bihe: turns.md: note: UTF-8, layout alternating (told by script)
    > bihe: turns.md: note: UTF-8, layout halves (Chinese first)
    > bihe: turns.md: note: UTF-8, layout alternating (told by script)

Two files:

    $ printf '# 标题\n\n第一句话在这里。第二句话在那里。\n' > p.zh.md; printf '# A title\n\nThe first sentence is here. The second sentence is there.\n' > p.en.md; bihe align --quiet --zh p.zh.md --en p.en.md | cut -f 1-3,5-7
    > post	zh	en	type	lines_zh	lines_en
    > p.zh.md	标题	A title	1-1	1	1
    > p.zh.md	第一句话在这里。	The first sentence is here.	1-1	3	3
    > p.zh.md	第二句话在那里。	The second sentence is there.	1-1	3	3

Sentences that are already cut, one a line; empty lines count:

    $ printf '今天天气很好。\n我们去公园散步了。\n\n然后回家。\n' > s.zh; printf 'The weather is fine today.\nWe took a walk in the park.\nThen we went home.\n' > s.en; bihe align --quiet --presegmented --zh s.zh --en s.en -o s.beads && cat s.beads
    > [0]:[0]
    > [1,2]:[1]
    > [3]:[2]

A batch with one model load, a bad line named:

    $ printf 's.zh\ts.en\tb1.beads\np.zh.md\tp.en.md\tb2.beads\nonly two\tfields\n' > jobs.tsv; bihe align --quiet --presegmented --batch jobs.tsv; cat b1.beads b2.beads
    > [0]:[0]
    > [1,2]:[1]
    > [3]:[2]
    > [0]:[0]
    > [1]:[1]
    > [2]:[2]
    ! bihe: jobs.tsv:3: error: not a line of Chinese file, English file and output, divided by tabs

Scores of an alignment:

    $ printf '[0]:[0]\n[1,2]:[1]\n[3]:[2]\n' > gold.beads; printf '[0]:[0]\n[1]:[1]\n[2]:[]\n[3]:[2]\n' > auto.beads; bihe eval gold.beads auto.beads; bihe eval --json gold.beads auto.beads
    > strict: precision 0.5000 recall 0.6667 F1 0.5714
    > lax:    precision 0.7500 recall 1.0000 F1 0.8571
    > beads:  4
    > {"p_strict": 0.5000, "r_strict": 0.6667, "f_strict": 0.5714, "p_lax": 0.7500, "r_lax": 1.0000, "f_lax": 0.8571, "beads": 4}

    $ printf '[0]:[0]\nzero:one\n' > broken.beads; bihe eval gold.beads broken.beads
    [1]
    ! bihe: broken.beads:2:1: error: no bead: [0,1]:[2] is expected

Two texts that have nothing to do with each other are aligned all the same, with a warning and low
scores:

    $ printf '%s\n' '昨天下午一场大雨淹没了城里的两条街道。' '消防队员用了六个小时才把地下室的水抽干。' '没有人受伤，但是三家商店不得不关门。' '市长说，新的下水道明年春天就会完工。' '老人们说，他们从来没有见过这么大的雨。' '学校今天停课，孩子们在家里等消息。' '铁路公司取消了十二趟列车。' '气象台警告说，周末还会有暴雨。' > zh.txt
    $ printf '%s\n' 'To bake this cake you need four eggs, butter and dark chocolate.' 'Melt the butter slowly in a small pan and let it cool.' 'Beat the eggs with the sugar until they turn pale.' 'Sift the flour twice, otherwise lumps will form.' 'Fold everything together with a wooden spoon.' 'Pour the mixture into a round tin lined with paper.' 'The cake is ready when a needle comes out clean.' 'Serve it with cream and a cup of strong coffee.' > en.txt
    $ bihe align --presegmented --zh zh.txt --en en.txt --min-score 0.5 | tail -n +2
    ! bihe: zh.txt: warning: seems to be no translation of en.txt: all scores are low
    ! bihe: standard output: note: 0 units; left out: 8 below the score, 0 without a translation
    ! bihe: 1 post read, 0 in one language, 0 without text, 0 failed
    ! bihe: sentences: 8 zh, 8 en; units: 8 (1-1: 8); unaligned: 0 zh, 0 en

Numbers that contradict each other lower a score, however well the rest agrees:

    $ printf '会议定于五月二十三日在河边的旧礼堂举行。\n\n共有一百二十名代表报名参加。\n\n午餐费用为每人三十五元。\n\nThe meeting will be held on May 23 in the old hall by the river.\n\nA total of 450 delegates have registered.\n\nLunch costs 35 yuan for each person.\n' > numbers.md; bihe align --quiet --min-score 0.9 numbers.md | cut -f 2-3; sed 's/450/120/' numbers.md | bihe align --quiet --min-score 0.9 - | tail -n +2 | wc -l
    > zh	en
    > 会议定于五月二十三日在河边的旧礼堂举行。	The meeting will be held on May 23 in the old hall by the river.
    > 午餐费用为每人三十五元。	Lunch costs 35 yuan for each person.
    > 3
