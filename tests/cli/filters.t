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

Repair: healthy text passes, wrongly decoded text is restored:

    $ printf 'It’s “fine” — café.\n' | bihe repair
    > It’s “fine” — café.

    $ printf '你好，世界。今天天气很好。\n' | iconv -f latin1 -t utf-8 | bihe repair --verbose
    > 你好，世界。今天天气很好。
    ! bihe: -:1: note: repaired: 13 restored, 0 beyond repair

    $ printf '{"id": 1, "text": "healthy"}\n' | bihe repair --jsonl
    > {"id":1,"out":"healthy","status":"clean"}

Text of many lines keeps its lines:

    $ printf 'one\n\ntwo\n' | bihe repair
    > one
    > 
    > two

A missing file:

    $ bihe segment nowhere.txt
    [1]
    ! bihe: nowhere.txt: error: No such file or directory
