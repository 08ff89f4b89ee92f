Sentences of plain text, by script:

    $ printf 'It was voted today.The motion is A8-0189/2018. See Node.js v1.2 at https://a.example/b.c now.\n\n会议今天结束。“真的吗？”他问。\n' | bihe segment
    > It was voted today.
    > The motion is A8-0189/2018.
    > See Node.js v1.2 at https://a.example/b.c now.
    > 
    > 会议今天结束。
    > “真的吗？”他问。

JSON lines; a bad line is named and the rest goes on:

    $ printf '{"id": 7, "text": "One. Two."}\nnot json\n{"id": "z", "body": 1}\n{"id": ["a"], "text": "你好。再见。", "x": 0}\n' > in.jsonl; bihe segment --jsonl in.jsonl
    [1]
    > {"id":7,"sents":["One.","Two."]}
    > {"id":["a"],"sents":["你好。","再见。"]}
    ! bihe: in.jsonl:2:3: error: not JSON: '[' or '{' expected near 'not'
    ! bihe: in.jsonl:3: error: no text in a member "text"

Another field, the language told:

    $ printf '{"id": "a", "body": "第一。第二。", "lang": "zh"}\n' | bihe segment --jsonl --field body
    > {"id":"a","sents":["第一。","第二。"]}

Margins of the boundaries and the doubtful places that were not cut, in characters:

    $ printf '{"id": 1, "text": "“Où?” She came to the U.S. Army bases closed."}\n' | bihe segment --joints --lang en | sed 's/-*[0-9]*\.[0-9][0-9]/M/g'
    > {"id":1,"sents":["“Où?”","She came to the U.S. Army bases closed."],"margins":[M,M],"joints":[{"sent":1,"end":20,"next":21,"margin":M}]}

Repair: healthy text passes, wrongly decoded text is restored:

    $ printf 'It’s “fine” — café.\n' | bihe repair
    > It’s “fine” — café.

    $ printf '你好，世界。今天天气很好。\n' | iconv -f latin1 -t utf-8 | bihe repair --verbose
    > 你好，世界。今天天气很好。
    ! bihe: -: note: repaired: 13 restored, 0 beyond repair

    $ printf '{"id": 1, "text": "healthy"}\n' | bihe repair --jsonl
    > {"id":1,"out":"healthy","status":"clean"}

Text of many lines keeps its lines:

    $ printf 'one\n\ntwo\n' | bihe repair
    > one
    > 
    > two

Bytes that are no UTF-8 are told and replaced; other encodings are found out:

    $ printf 'one\ntwo \377\n' | bihe segment
    > one
    > two ÿ

    $ printf 'one\ntwo \377\n' | bihe repair
    > one
    > two ÿ

    $ printf '会议今天结束。代表们离开了北京。他们明天还会再来。\n' | iconv -t gb18030 | bihe segment
    > 会议今天结束。
    > 代表们离开了北京。
    > 他们明天还会再来。

    $ head -c 4000 /dev/zero | bihe segment
    [1]
    ! bihe: -: error: binary data, not text

No last line end, empty lines at the start, nothing at all:

    $ printf '\n\nOne. Two.' | bihe segment
    > 
    > 
    > One.
    > Two.

    $ printf '' | bihe segment

A file that is too long:

    $ printf 'One. Two.\n' | bihe segment --max-bytes 5
    [1]
    ! bihe: -: error: longer than --max-bytes: left out

A missing file:

    $ bihe segment nowhere.txt
    [1]
    ! bihe: nowhere.txt: error: No such file or directory

The id comes back as it was, whatever its type; empty lines and a byte order mark are passed over; half a
surrogate pair is no reason to refuse a line:

    $ printf '\357\273\277{"id":0.1,"text":"\\ud800我"}\n\n  \n{"id":123456789012345678901234567890,"n":1e400,"text":"好。"}\n{"id":-1.50E+3,"x":{"id":[3]},"text":"好。"}\n{"\\u0069d": {"a" : [1,2.50,"}]"]} ,"k\\u0000":1,"text":"a\\ud83d\\ude00\\udc00"}\n{"id":"\\ud800 x","text":"好"}\n{"id":01,"text":"x"}\n{"id":1.,"text":"x"}\n{"text":"x"}\n{"id":1,"text":12}\n[1]\n{"id":1,"text":"a' | bihe segment --jsonl
    [1]
    > {"id":0.1,"sents":["�我"]}
    > {"id":123456789012345678901234567890,"sents":["好。"]}
    > {"id":-1.50E+3,"sents":["好。"]}
    > {"id":{"a" : [1,2.50,"}]"]},"sents":["a😀�"]}
    > {"id":"\ud800 x","sents":["好"]}
    > {"id":null,"sents":["x"]}
    ! bihe: -:8:7: error: not JSON: invalid token near '0'
    ! bihe: -:9:8: error: not JSON: invalid token near '0.'
    ! bihe: -:11: error: no text in a member "text"
    ! bihe: -:12: error: not a JSON object
    ! bihe: -:13:17: error: not JSON: premature end of input near '"a'

A dot in front of a word, and one inside a name of code, end nothing:

    $ printf '%s\n' '请设置 .env 文件。再使用 .spec.updateStrategy.rollingUpdate.maxSurge 字段。' 'Use spec.updateStrategy.rollingUpdate.maxSurge here.Then set the .env file.iPhone users need not.' | bihe segment
    > 请设置 .env 文件。
    > 再使用 .spec.updateStrategy.rollingUpdate.maxSurge 字段。
    > Use spec.updateStrategy.rollingUpdate.maxSurge here.
    > Then set the .env file.
    > iPhone users need not.
