Line ends that were lost. Headings and items of a list have no mark at their end; where a page was
copied as text they are glued to what follows. English shows such a place by a capital, and its words
tell where the Chinese is parted:

    $ printf '%s\n' '图书馆推迟开放图书馆今天宣布，新的阅览室要到十月才能开放。馆长说，家具还没有送到。读者对推迟感到失望许多学生原本打算在暑假里使用这个阅览室。周末开放时间星期六上午九点到下午五点星期日上午十点到下午四点请在入口处登记。' 'Library delays its openingThe library announced today that the new reading room will not open until October.The director said the furniture has not arrived.Readers are disappointed by the delayMany students had planned to use the reading room during the summer holidays.Opening hours at weekendsSaturday from nine in the morning until five in the afternoonSunday from ten in the morning until four in the afternoonPlease register at the entrance.' > library.txt
    $ bihe align library.txt 2>&- | cut -f 2,3,5
    > zh	en	type
    > 图书馆推迟开放	Library delays its opening	1-1
    > 图书馆今天宣布，新的阅览室要到十月才能开放。	The library announced today that the new reading room will not open until October.	1-1
    > 馆长说，家具还没有送到。	The director said the furniture has not arrived.	1-1
    > 读者对推迟感到失望	Readers are disappointed by the delay	1-1
    > 许多学生原本打算在暑假里使用这个阅览室。	Many students had planned to use the reading room during the summer holidays.	1-1
    > 周末开放时间	Opening hours at weekends	1-1
    > 星期六上午九点到下午五点	Saturday from nine in the morning until five in the afternoon	1-1
    > 星期日上午十点到下午四点	Sunday from ten in the morning until four in the afternoon	1-1
    > 请在入口处登记。	Please register at the entrance.	1-1

A capital inside a name is no such place:

    $ printf '%s\n' '这个网站是用 JavaScript 写的，麦克唐纳和 LeBron 都用 PlayStation 玩它。它的作者住在海边。' 'The site is written in JavaScript, and MacDonald and LeBron play it on a PlayStation.Its author lives by the sea.' > names.txt
    $ bihe align names.txt 2>&- | cut -f 2,3,5
    > zh	en	type
    > 这个网站是用 JavaScript 写的，麦克唐纳和 LeBron 都用 PlayStation 玩它。	The site is written in JavaScript, and MacDonald and LeBron play it on a PlayStation.	1-1
    > 它的作者住在海边。	Its author lives by the sea.	1-1

Nor is every small letter behind a dot a new line; the words of the other language decide:

    $ printf '%s\n' '请在 docs.example.org 上阅读说明，然后再下载软件。首先打开设置页面。接着选择你的语言，保存 config.yaml 文件。然后重新启动程序。' 'Please read the instructions at docs.example.org before you download the software.first open the settings page.then choose your language and save the file config.yaml.Then start the program again.' > steps.txt
    $ bihe align steps.txt 2>&- | cut -f 2,3,5
    > zh	en	type
    > 请在 docs.example.org 上阅读说明，然后再下载软件。	Please read the instructions at docs.example.org before you download the software.	1-1
    > 首先打开设置页面。	first open the settings page.	1-1
    > 接着选择你的语言，保存 config.yaml 文件。	then choose your language and save the file config.yaml.	1-1
    > 然后重新启动程序。	Then start the program again.	1-1

Where the text has its spaces it has its line ends, and a capital inside a word is one of a name:

    $ printf '%s\n' 'OpenGarden 的成员昨天在公园里碰面。他们讨论了新的温室。' 'The members of OpenGarden met in the park yesterday. They discussed the new greenhouse.' > garden.txt
    $ bihe align garden.txt 2>&- | cut -f 2,3,5
    > zh	en	type
    > OpenGarden 的成员昨天在公园里碰面。	The members of OpenGarden met in the park yesterday.	1-1
    > 他们讨论了新的温室。	They discussed the new greenhouse.	1-1
    $ printf '%s\n' '开放花园的成员昨天在公园里碰面。他们讨论了新的温室。' 'The members of OpenGarden met in the park yesterday. They discussed the new greenhouse.' > garden.txt
    $ bihe align garden.txt 2>&- | cut -f 2,3,5
    > zh	en	type
    > 开放花园的成员昨天在公园里碰面。	The members of OpenGarden met in the park yesterday.	1-1
    > 他们讨论了新的温室。	They discussed the new greenhouse.	1-1
