Rules of one's own, on top of the model's or in SRX.

    $ printf 'It was Cmdr. Vale. She saw Prof. Ames.\n他说：“好！”然后走了。\n' > t.txt; bihe segment t.txt
    > It was Cmdr. Vale.
    > She saw Prof. Ames.
    > 他说：“好！”
    > 然后走了。
    $ printf 'words:\n- {kind: title, why: a rank at sea, words: [Bosn]}\n- {kind: plain, why: a nickname here, words: [Prof]}\nrules:\n- {name: oh, why: she says it often, at: [exclamation], before: "Oh!", cut: no}\n' > own.yaml
    $ printf 'Oh! Ask Bosn. Reed. I like Prof. Then we ate.\n' | bihe segment --rules own.yaml
    > Oh! Ask Bosn. Reed.
    > I like Prof.
    > Then we ate.
    $ printf 'Oh! Ask Bosn. Reed. I like Prof. Then we ate.\n' | bihe segment
    > Oh!
    > Ask Bosn.
    > Reed.
    > I like Prof.
    > Then we ate.
    $ printf 'rules:\n- {name: x, why: y, before: "(", cut: no}\n' > bad.yaml; bihe segment --rules bad.yaml t.txt
    [1]
    ! bihe: bad.yaml:2:3: error: bad pattern: missing closing parenthesis
    $ bihe segment --rules nowhere.yaml t.txt
    [1]
    ! bihe: nowhere.yaml: error: cannot open: No such file or directory
    $ printf 'language: zh\nwords:\n- {kind: title, why: test, words: [Bosn]}\n' > zh.yaml; printf 'Ask Bosn. Reed.\n' | bihe segment --rules zh.yaml
    > Ask Bosn.
    > Reed.

SRX: exactly its breaks, by the language of each text; with cascade all sets that its maps name.

    $ printf '%s\n' '<?xml version="1.0" encoding="UTF-8"?>' > own.srx
    $ printf '%s\n' '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/><body><languagerules>' >> own.srx
    $ printf '%s\n' '<languagerule languagerulename="English">' >> own.srx
    $ printf '%s\n' '<rule break="no"><beforebreak>\bNo\.</beforebreak><afterbreak>\s\d</afterbreak></rule>' >> own.srx
    $ printf '%s\n' '<rule break="yes"><beforebreak>[.?!]+</beforebreak><afterbreak>\s</afterbreak></rule>' >> own.srx
    $ printf '%s\n' '</languagerule>' >> own.srx
    $ printf '%s\n' '<languagerule languagerulename="Chinese">' >> own.srx
    $ printf '%s\n' '<rule break="yes"><beforebreak>[\u3002\uff01]</beforebreak><afterbreak/></rule>' >> own.srx
    $ printf '%s\n' '</languagerule>' >> own.srx
    $ printf '%s\n' '<languagerule languagerulename="All">' >> own.srx
    $ printf '%s\n' '<rule break="yes"><beforebreak>;</beforebreak></rule>' >> own.srx
    $ printf '%s\n' '</languagerule>' >> own.srx
    $ printf '%s\n' '</languagerules><maprules>' >> own.srx
    $ printf '%s\n' '<languagemap languagepattern="[Ee][Nn].*" languagerulename="English"/>' >> own.srx
    $ printf '%s\n' '<languagemap languagepattern="[Zz][Hh].*" languagerulename="Chinese"/>' >> own.srx
    $ printf '%s\n' '<languagemap languagepattern=".*" languagerulename="All"/>' >> own.srx
    $ printf '%s\n' '</maprules></body></srx>' >> own.srx
    $ printf 'It is No. 5. Dr. Lee left; she will be back.\n' | bihe segment --srx own.srx
    > It is No. 5.
    > Dr.
    > Lee left;
    > she will be back.
    $ printf '他来了。她走了；没有人说话！\n' | bihe segment --srx own.srx
    > 他来了。
    > 她走了；没有人说话！
    $ sed 's/cascade="yes"/cascade="no"/' own.srx > first.srx; printf 'It is No. 5. Dr. Lee left; she will be back.\n' | bihe segment --srx first.srx
    > It is No. 5.
    > Dr.
    > Lee left; she will be back.
    $ sed 's/No/(No/' own.srx > bad.srx; echo A. | bihe segment --srx bad.srx
    [1]
    ! bihe: bad.srx:4: error: bad pattern: missing closing parenthesis
    $ sed 's/<rule break="no">/<rule/' own.srx > bad.srx; echo A. | bihe segment --srx bad.srx
    [1]
    ! bihe: bad.srx:4:6: error: not XML: not well-formed (invalid token)
    $ sed 's/"\.\*"/"fr"/; s/.Zz..Hh./de/' own.srx > en.srx; printf 'A. B\n他来了！她走了；没有人说话。\n' | bihe segment --srx en.srx
    > A.
    > B
    > 他来了！
    > 她走了；没有人说话。
    $ sed 's/"\.\*"/"fr"/; s/.Zz..Hh./de/; s/.Ee..Nn./de/' own.srx > bad.srx; echo A. | bihe segment --srx bad.srx
    [1]
    ! bihe: bad.srx: error: no rules for 'zh' or 'en'

Sets of characters as ICU joins them; what cannot be said in PCRE2 is refused with its line:

    $ sed 's/\[\.?!\]+/[[.?!]\&amp;\&amp;[^?]]/' own.srx > sets.srx; printf 'Is it? No. Yes! Fine.\n' | bihe segment --srx sets.srx
    > Is it? No.
    > Yes!
    > Fine.
    $ sed 's/No/(?<name/' own.srx | sed 's/?</?\&lt;/' > bad.srx; echo A. | bihe segment --srx bad.srx
    [1]
    ! bihe: bad.srx:4: error: bad pattern: syntax error in subpattern name (missing terminator?)

A pattern that takes too long is given up, and that is told:

    $ printf 'rules:\n- {name: slow, why: a test, at: [dot], after: "(?:[ a-z]+)+[;,]", cut: yes}\n' > slow.yaml; printf 'One. %0150d\n' 0 | tr 0 a | bihe segment --rules slow.yaml | cut -c1-10
    > One. aaaaa
    ! bihe: warning: a pattern of the segmentation rules took too long at 1 places and counts as not matching there
