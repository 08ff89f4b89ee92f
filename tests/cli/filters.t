Sentences of plain text, by script:

    $ printf 'It was voted today.The motion is A8-0189/2018. See Node.js v1.2 at https://a.example/b.c now.\n\n会议今天结束。“真的吗？”他问。\n' | bihe segment

JSON lines; a bad line is named and the rest goes on:

    $ printf '{"id": 7, "text": "One. Two."}\nnot json\n{"id": "z", "body": 1}\n{"id": ["a"], "text": "你好。再见。", "x": 0}\n' > in.jsonl; bihe segment --jsonl in.jsonl

Another field, the language told:

    $ printf '{"id": "a", "body": "第一。第二。", "lang": "zh"}\n' | bihe segment --jsonl --field body

Repair: healthy text passes, wrongly decoded text is restored:

    $ printf 'It’s “fine” — café.\n' | bihe repair

    $ printf '你好，世界。今天天气很好。\n' | iconv -f latin1 -t utf-8 | bihe repair --verbose

    $ printf '{"id": 1, "text": "healthy"}\n' | bihe repair --jsonl

Text of many lines keeps its lines:

    $ printf 'one\n\ntwo\n' | bihe repair

A missing file:

    $ bihe segment nowhere.txt
